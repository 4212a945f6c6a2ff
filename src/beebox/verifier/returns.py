"""What a program may return: a number in a range, by its type and by what it attaches to.

After Linux 6.18 kernel/bpf/verifier.c: check_return_code, verbose_invalid_scalar.
"""

from __future__ import annotations

from errno import EACCES, EINVAL
from typing import NamedTuple

from beebox.abi.enums import AttachType, ProgType
from beebox.btf.types import Ptr
from beebox.verifier import memory
from beebox.verifier.env import Env
from beebox.verifier.log import range_text
from beebox.verifier.types import SCALAR, Refusal, Reg, TypeRef, type_text

_NOTE = "\nNote, BPF_LSM_CGROUP that attach to void LSM hooks can't modify return value!"


class _Range(NamedTuple):
    least: int
    most: int
    is32: bool = False
    """only the low half of r0 counts"""
    void: bool = False
    """the hook returns nothing"""


_BIT = _Range(0, 1)


def check(env: Env, number: int = 0) -> None:
    """Refuse to leave with something else in r0 than whoever called expects.

    What is thrown is in r1, wherever that is: the program returns it.
    """
    frame = env.state.frames[0]
    if frame.async_entry:
        _read(env, number)
        if frame.returns is not None:
            _check_number(env, number, _Range(*frame.returns))
        return
    if frame.subprog and frame.subprog != env.functions.exception:
        _check_subprogram(env, number)
        return
    if _returns_nothing(env) or _returns_reference(env, number):
        return
    _read(env, number)
    allowed = _allowed(env)
    if allowed is not None:
        _check_number(env, number, allowed)


def _read(env: Env, number: int) -> Reg:
    reg = env.read(number)
    if reg.type != SCALAR and not env.perfmon:
        raise Refusal(EACCES, f"R{number} leaks addr as return value")
    return reg


def _check_subprogram(env: Env, number: int) -> None:
    """Hold a global function, verified by itself, to giving a number."""
    reg = _read(env, number)
    if reg.type != SCALAR:
        kind = type_text(reg.type)
        raise Refusal(
            EINVAL, f"At subprogram exit the register R{number} is not a scalar value ({kind})"
        )


def _returns_nothing(env: Env) -> bool:
    """Tell whether nobody looks at r0: it may be anything, not even initialised."""
    attach, program = env.attach, env.program
    if attach is None or attach.proto is None or attach.proto.type:
        return False
    if program.type == ProgType.LSM:
        return program.attach_type != AttachType.LSM_CGROUP
    return program.type == ProgType.STRUCT_OPS


def _returns_reference(env: Env, number: int) -> bool:
    """Tell whether an operation gives the kernel an object that the program holds."""
    reg = env.regs[number]
    target = _pointee(env)
    if target is None or not reg.ref or reg.of != target:
        return False
    memory.check_fixed(number, reg)
    return True


def _pointee(env: Env) -> TypeRef | None:
    """Return what an operation returns a pointer to; None if it returns none."""
    attach = env.attach
    if env.program.type != ProgType.STRUCT_OPS or attach is None or attach.proto is None:
        return None
    btf = attach.btf
    made = btf.type(btf.resolve(attach.proto.type))
    return TypeRef(btf, btf.resolve(made.type)) if isinstance(made, Ptr) else None


def _allowed(env: Env) -> _Range | None:
    """Return the range of r0; None: any value."""
    program = env.program
    if program.type == ProgType.LSM:
        return _of_hook(env)
    if program.type == ProgType.STRUCT_OPS:
        return None if _pointee(env) is None else _Range(0, 0)
    found = env.row.allowed_returns(program.attach_type)
    return None if found is None else _Range(*found)


def _of_hook(env: Env) -> _Range | None:
    attach = env.attach
    if env.program.attach_type == AttachType.LSM_CGROUP:
        void = attach is not None and attach.proto is not None and not attach.proto.type
        return _Range(1, 1, void=True) if void else _BIT
    if attach is None or attach.returns is None:
        return None
    return _Range(*attach.returns, is32=True)


def _check_number(env: Env, number: int, allowed: _Range) -> None:
    first = env.state.frames[0]
    what = "At async callback return" if first.async_entry else "At program exit"
    name = "R1" if number else "R0"
    reg: Reg = env.regs[number]
    if reg.type != SCALAR:
        kind = type_text(reg.type)
        raise Refusal(EINVAL, f"{what} the register R{number} is not a known value ({kind})")
    env.decide(1 << number)
    var = reg.bounds
    note = _NOTE if allowed.void else ""
    least, most = (var.s32min, var.s32max) if allowed.is32 else (var.smin, var.smax)
    if not (allowed.least <= least and most <= allowed.most):
        raise Refusal(
            EINVAL,
            f"{what} the register {name} has{range_text(var)} should have been in "
            f"[{allowed.least}, {allowed.most}]{note}",
        )
