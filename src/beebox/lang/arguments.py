"""Programs that take arguments: of tracepoints and functions of the kernel, of functions probed.

``def f(prev: ptr[task_struct], next: ptr[task_struct])`` stands for reading them from the context;
a first parameter named ``ctx`` is the context itself.
"""

from __future__ import annotations

import platform

from beebox.lang.operands import ANY
from beebox.pylang.convert import is_place
from beebox.pylang.target import ForeignType
from beebox.pylang.tree import (
    Assign,
    Convert,
    Expr,
    FunctionTree,
    Load,
    Offset,
    Read,
    Stmt,
    Truth,
    Variable,
)
from beebox.pylang.types import BOOL, U8, U64, IntType, PtrType, Type
from beebox.spec.contexts import PT_REGS

_LISTED = {"raw_tp", "raw_tracepoint", "tp_btf", "fentry", "fexit", "fmod_ret", "lsm", "fsession"}
"""sections of programs whose context is the arguments, 8 bytes each"""
_VOUCHED = _LISTED - {"raw_tp", "raw_tracepoint"}
"""those whose pointers the kernel vouches for"""
_PROBED = {"kprobe", "uprobe"}
_RETURNED = {"kretprobe", "uretprobe"}
_X86 = [8 * PT_REGS.index(name) for name in ("di", "si", "dx", "cx", "r8", "r9")]
_ARM = [8 * number for number in range(8)]
"""where the registers that pass arguments are in the context of probes, which is all registers"""


def unpack(tree: FunctionTree, section: str) -> None:
    """Make a program take the context, and its other parameters be read from that."""
    first = tree.parameters[0] if tree.parameters else None
    named = first is not None and (first.name.lstrip("_") == "ctx" or is_place(first.type))
    arguments = tree.parameters[1:] if named else tree.parameters
    kind = section.lstrip("?").partition("/")[0].partition(".")[0]
    offsets = _offsets(kind, len(arguments))
    if not arguments or (offsets is None and len(tree.parameters) == 1):
        return
    if offsets is None or len(offsets) < len(arguments):
        most = "only the context" if offsets is None else f"{len(offsets)} arguments at most"
        hint = f"def {tree.name}(ctx: bpf.Regs) -> i32:"
        tree.source.fail(tree.mark, f"a program of {kind} takes {most}", hint)
    if named:
        assert first is not None
        context = first
    else:
        context = Variable("ctx", ANY, len(tree.variables), tree.mark, parameter=True)
        tree.variables.append(context)
    if kind in _VOUCHED:
        for variable in arguments:
            variable.type = known(variable.type)
    tree.given = [*tree.parameters]
    tree.parameters = [context]
    tree.prologue = tuple(
        _value(tree, context, variable, offset)
        for variable, offset in zip(arguments, offsets, strict=False)
    )


def known(kind: Type) -> Type:
    """Return the type of a pointer to a struct of the kernel that the kernel vouches for."""
    if isinstance(kind, PtrType) and isinstance(kind.target, ForeignType):
        return PtrType(kind.target.known)
    return kind


def _offsets(kind: str, count: int) -> list[int] | None:
    """Return where the arguments are in the context, None if that kind has none."""
    if kind in _LISTED:
        return [8 * index for index in range(count)]
    arm = platform.machine() == "aarch64"
    if kind in _PROBED:
        return _ARM if arm else _X86
    result = 0 if arm else 8 * PT_REGS.index("ax")
    return [result] if kind in _RETURNED else None


def _value(tree: FunctionTree, context: Variable, variable: Variable, offset: int) -> Stmt:
    """Return what reads one argument; each is 8 bytes there."""
    mark, kind = variable.mark, variable.type
    variable.parameter = False
    base = Read(context.type, context.mark, context)
    raw: Expr = Load(U64, mark, Offset(PtrType(U64), mark, base, offset, fixed=True))
    if kind is BOOL:
        return Assign(mark, variable, Truth(BOOL, mark, Convert(U8, mark, raw)))
    if not isinstance(kind, IntType | PtrType):
        tree.source.fail(mark, f"an argument is a number or a pointer, not a {kind}", "ptr[T]")
    return Assign(mark, variable, raw if kind == U64 else Convert(kind, mark, raw))
