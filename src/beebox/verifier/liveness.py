"""Which registers an instruction's future may read (compute_live_registers of Linux 6.18)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from beebox.abi.enums import Func
from beebox.isa.cfg import jump_target
from beebox.isa.insn import Insn
from beebox.isa.opcodes import (
    CALL,
    CLASS,
    EXIT,
    FETCH,
    JA,
    JA32,
    LDDW,
    MAY_GOTO,
    MODE,
    OP,
    REG,
    AluOp,
    AtomicOp,
    CallKind,
    Class,
    Mode,
)
from beebox.spec.model import Helper

_CALLER_SAVED = 0x3F
_ARGUMENTS = 0x3E


def uses(insn: Insn, helpers: Mapping[Func, Helper]) -> tuple[int, int]:
    """Return the registers that *insn* reads, and those it overwrites, as masks."""
    klass = insn.code & CLASS
    dst, src = 1 << insn.dst, 1 << insn.src
    if klass == Class.LDX:
        return src, dst
    if klass == Class.ST:
        return dst, 0
    if klass == Class.STX:
        return _stx(insn, dst, src)
    if klass in (Class.ALU, Class.ALU64):
        operand = src if insn.code & REG and insn.code & OP != AluOp.END else 0
        return (operand if insn.code & OP == AluOp.MOV else operand | dst), dst
    if klass == Class.LD:
        return _ld(insn, dst, src)
    return _jump(insn, dst, src, helpers)


def _stx(insn: Insn, dst: int, src: int) -> tuple[int, int]:
    if insn.code & MODE != Mode.ATOMIC or insn.imm == AtomicOp.STORE_REL:
        return dst | src, 0
    if insn.imm == AtomicOp.LOAD_ACQ:
        return src, dst
    if insn.imm == AtomicOp.CMPXCHG:
        return dst | src | 1, 1
    return dst | src, src if insn.imm & FETCH else 0


def _ld(insn: Insn, dst: int, src: int) -> tuple[int, int]:
    if insn.code == LDDW:
        return 0, dst
    read = 1 << 6 | (src if insn.code & MODE == Mode.IND else 0)
    return read, _CALLER_SAVED


def _jump(insn: Insn, dst: int, src: int, helpers: Mapping[Func, Helper]) -> tuple[int, int]:
    if insn.code == EXIT:
        return 1, 0
    if insn.code in (JA, JA32, MAY_GOTO):
        return 0, 0
    if insn.code != CALL:
        return dst | (src if insn.code & REG else 0), 0
    row = helpers.get(insn.imm) if insn.src == CallKind.HELPER else None  # type: ignore[call-overload]  # any number
    read = _ARGUMENTS if row is None else ((1 << len(row.args)) - 1) << 1
    return read, _CALLER_SAVED


def live_before(insns: Sequence[Insn], helpers: Mapping[Func, Helper]) -> list[int]:
    """Return for each instruction the registers that are live before it, as a mask."""
    masks = [uses(insn, helpers) for insn in insns]
    after = [_following(insn, index, len(insns)) for index, insn in enumerate(insns)]
    live = [0] * len(insns)
    changed = True
    while changed:
        changed = False
        for index in range(len(insns) - 1, -1, -1):
            read, written = masks[index]
            found = 0
            for target in after[index]:
                found |= live[target]
            found = (found & ~written) | read
            if found != live[index]:
                live[index] = found
                changed = True
    return live


def _following(insn: Insn, index: int, count: int) -> tuple[int, ...]:
    if insn.code == EXIT:
        return ()
    target = jump_target(insn, index)
    if insn.code in (JA, JA32) and target is not None:
        return (target,)
    after = index + (2 if insn.code == LDDW else 1)
    found = (after,) if target is None else (after, target)
    return tuple(at for at in found if 0 <= at < count)
