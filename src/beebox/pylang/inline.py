"""Helpers as LLVM IR that a compiler of BPF programs puts where they are called.

Imported only to compile; needs no LLVM.
"""

from __future__ import annotations

from collections.abc import Mapping

from beebox.pylang.check import Session
from beebox.pylang.emit import ModuleEmitter
from beebox.pylang.function import Function
from beebox.pylang.host import ATTRIBUTES, check
from beebox.pylang.text import extension, llvm, quote
from beebox.pylang.tree import FunctionTree, Linkage
from beebox.pylang.types import IntType, Type

_KNOWN = (
    (" null_pointer_is_valid", ""),
    (" getelementptr ", " getelementptr inbounds "),
)
"""What helpers do with what a proven program gives them: no pointer is null, and what is reckoned
from one stays in its object. So a value that a lookup found is known not to be null."""

WORDS = 6
"""arguments of a helper: r1 to r5, and the address of its `Run`"""


def text(function: Function, constants: Mapping[str, int], name: str) -> tuple[str, Session]:
    """Return IR that defines *name*: *function*, with words or pointers for all it takes and gives.

    Raises:
        CompileError: the function is outside the subset, or has too many parameters.
    """
    session, module = check([function], constants)
    (tree,) = (tree for tree in module.functions if tree.symbol == function.symbol)
    tree.linkage = Linkage.INTERNAL
    body = ModuleEmitter(module, attributes=ATTRIBUTES).text()
    for plain, more in _KNOWN:
        body = body.replace(plain, more)
    return f"{body}{_wrapper(tree, name)}", session


def _wrapper(tree: FunctionTree, name: str) -> str:
    """Return the function that calls *tree* with what of its words *tree* takes."""
    if len(tree.parameters) > WORDS:
        tree.source.fail(tree.mark, f"a helper has at most {WORDS} parameters", "")
    lines, taken, passed = [], [], []
    for number, parameter in enumerate(tree.parameters):
        kind, value = llvm(parameter.type), f"%a{number}"
        taken.append(f"{_word(parameter.type)} {value}")
        if kind != _word(parameter.type):
            lines.append(f"  %p{number} = trunc i64 {value} to {kind}")
            value = f"%p{number}"
        passed.append(f"{kind}{extension(parameter.type)} {value}")
    lines.append(f"  %r = call {llvm(tree.result)} @{quote(tree.symbol)}({', '.join(passed)})")
    result = "%r"
    if llvm(tree.result) != _word(tree.result):
        signed = isinstance(tree.result, IntType) and tree.result.signed
        lines.append(f"  %w = {'sext' if signed else 'zext'} {llvm(tree.result)} %r to i64")
        result = "%w"
    head = f"define {_word(tree.result)} @{quote(name)}({', '.join(taken)}) alwaysinline #0"
    body = "\n".join((*lines, f"  ret {_word(tree.result)} {result}"))
    return f"{head} {{\n{body}\n}}\n"


def _word(kind: Type) -> str:
    """Return the type that a value of type *kind* has in a register of a BPF program."""
    return "ptr" if llvm(kind) == "ptr" else "i64"
