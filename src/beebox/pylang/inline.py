"""Helpers as LLVM IR that a compiler of BPF programs puts where they are called.

Imported only to compile; needs no LLVM.
"""

from __future__ import annotations

from collections.abc import Mapping

from beebox.pylang.check import Session
from beebox.pylang.emit import ModuleEmitter
from beebox.pylang.host import ATTRIBUTES, check
from beebox.pylang.text import extension, llvm, quote
from beebox.pylang.tree import FunctionTree, Linkage
from beebox.pylang.types import IntType, PtrType, Type
from beebox.pylang.unit import Function

WORDS = 6
"""arguments of a helper: r1 to r5, and the address of its `Run`"""


def text(function: Function, constants: Mapping[str, int], name: str) -> tuple[str, Session]:
    """Return IR that defines *name*: *function*, with words for arguments and result.

    Raises:
        CompileError: the function is outside the subset, or has too many parameters.
    """
    session, module = check([function], constants)
    (tree,) = (tree for tree in module.functions if tree.symbol == function.symbol)
    tree.linkage = Linkage.INTERNAL
    body = ModuleEmitter(module, attributes=ATTRIBUTES).text()
    return f"{body}{_wrapper(tree, name)}", session


def _wrapper(tree: FunctionTree, name: str) -> str:
    """Return the function that takes words, calls *tree* and returns a word."""
    if len(tree.parameters) > WORDS:
        tree.source.fail(tree.mark, f"a helper has at most {WORDS} parameters", "")
    lines, passed = [], []
    for number, parameter in enumerate(tree.parameters):
        kind, value = llvm(parameter.type), f"%a{number}"
        if kind != "i64":
            how = "inttoptr" if kind == "ptr" else "trunc"
            lines.append(f"  %p{number} = {how} i64 {value} to {kind}")
            value = f"%p{number}"
        passed.append(f"{kind}{extension(parameter.type)} {value}")
    lines.append(f"  %r = call {llvm(tree.result)} @{quote(tree.symbol)}({', '.join(passed)})")
    lines.append(_as_word(tree.result))
    words = ", ".join(f"i64 %a{number}" for number in range(WORDS))
    body = "\n".join(lines)
    return f"define i64 @{quote(name)}({words}) alwaysinline nounwind {{\n{body}\n}}\n"


def _as_word(kind: Type) -> str:
    """Return the lines that return %r as a word."""
    if llvm(kind) == "i64":
        return "  ret i64 %r"
    how = "zext"
    if isinstance(kind, PtrType):
        how = "ptrtoint"
    elif isinstance(kind, IntType) and kind.signed:
        how = "sext"
    return f"  %w = {how} {llvm(kind)} %r to i64\n  ret i64 %w"
