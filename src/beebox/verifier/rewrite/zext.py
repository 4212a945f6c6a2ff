"""Which results of 32 bits are read as 64: machines that do not clear the upper half must, there.

After Linux 6.18 kernel/bpf/verifier.c: is_reg64, insn_def_regno, mark_insn_zext,
opt_subreg_zext_lo32_rnd_hi32. Linux marks what paths read; here it is what any path could.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence

from beebox.bits import s32
from beebox.isa.cfg import successors
from beebox.isa.insn import Insn
from beebox.isa.opcodes import (
    CALL,
    CLASS,
    EXIT,
    FETCH,
    LDDW,
    MODE,
    OP,
    REG,
    SIZE,
    AluOp,
    AtomicOp,
    Class,
    Mode,
    Size,
)
from beebox.isa.registers import reads, writes
from beebox.verifier.rewrite.division import AUXILIARY
from beebox.verifier.rewrite.patch import Change

Uses = Callable[[Insn], int]
"""returns the registers that a call takes, as a mask"""


def narrow_result(insn: Insn) -> int | None:
    """Return the register that gets a result of 32 bits; None: none does."""
    klass = insn.code & CLASS
    if klass in (Class.ALU, Class.ALU64):
        return None if _is_wide(insn) else insn.dst
    if klass == Class.LDX:
        whole = insn.code & SIZE == Size.DW or insn.code & MODE == Mode.MEMSX
        return None if whole else insn.dst
    if klass == Class.LD:
        return insn.dst if insn.code not in (LDDW, 0) else None
    if klass != Class.STX or insn.code & MODE != Mode.ATOMIC or insn.code & SIZE == Size.DW:
        return None
    if insn.imm == AtomicOp.CMPXCHG:
        return 0
    if insn.imm == AtomicOp.LOAD_ACQ:
        return insn.dst
    return insn.src if insn.imm & FETCH else None


def _is_wide(insn: Insn) -> bool:
    if insn.code & OP == AluOp.END:
        return insn.imm == 64
    return insn.code & CLASS == Class.ALU64


def _reads_wide(insn: Insn, uses: Uses) -> int:
    """Return the registers that *insn* reads all 64 bits of."""
    klass = insn.code & CLASS
    if klass in (Class.ALU, Class.ALU64):
        return reads(insn) if _is_wide(insn) else 0
    if klass == Class.JMP32:
        return 0
    if klass == Class.STX:
        return reads(insn) if insn.code & SIZE == Size.DW else 1 << insn.dst
    if insn.code == CALL:
        return uses(insn)
    return 1 if insn.code == EXIT else reads(insn)


def marked(insns: Sequence[Insn], seen: Sequence[int], uses: Uses) -> set[int]:
    """Return the instructions with a result of 32 bits that is read as 64, by what was *seen*."""
    masks = [
        (_reads_wide(insn, uses) if seen[index] else 0, writes(insn))
        for index, insn in enumerate(insns)
    ]
    after = [
        () if not insn.code else tuple(to for to in successors(insn, at) if to < len(insns))
        for at, insn in enumerate(insns)
    ]
    wide = [0] * len(insns)
    found = [0] * len(insns)
    changed = True
    while changed:
        changed = False
        for index in range(len(insns) - 1, -1, -1):
            behind = 0
            for to in after[index]:
                behind |= wide[to]
            read, written = masks[index]
            found[index] = behind
            now = behind & ~written | read
            if now != wide[index]:
                wide[index] = now
                changed = True
    return {
        index
        for index, insn in enumerate(insns)
        if (register := narrow_result(insn)) is not None and found[index] >> register & 1
    }


def changes(
    insns: Sequence[Insn], seen: Sequence[int], uses: Uses, *, spoil: bool
) -> dict[int, Change]:
    """Return what comes in place of results of 32 bits.

    Behind a CMPXCHG, which may leave it, the upper half is cleared if it is read; what is not
    read is filled with anything to *spoil* it.
    """
    wide = marked(insns, seen, uses)
    made: dict[int, Change] = {}
    for index, insn in enumerate(insns):
        register = narrow_result(insn)
        if register is None:
            continue
        if index not in wide and spoil:
            made[index] = _spoiled(insn, register)
        elif index in wide and insn.imm == AtomicOp.CMPXCHG and insn.code & CLASS == Class.STX:
            made[index] = (insn, Insn(Class.ALU | AluOp.MOV | REG))
    return made


def _spoiled(insn: Insn, register: int) -> Change:
    """Fill the upper half of the result, as a machine may."""
    number = s32(int.from_bytes(os.urandom(4)))
    return (
        insn,
        Insn(Class.ALU64 | AluOp.MOV, AUXILIARY, imm=number),
        Insn(Class.ALU64 | AluOp.LSH, AUXILIARY, imm=32),
        Insn(Class.ALU64 | AluOp.OR | REG, register, AUXILIARY),
    )
