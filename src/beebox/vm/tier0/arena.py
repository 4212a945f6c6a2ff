"""Machine code of what concerns an arena: casts between its address spaces, accesses to it.

A pointer into an arena is 32 bits of its own; as user space knows it (address space 1), the upper
half is that of the arena's beginning, and null stays null. An access adds the whole beginning
(arch/x86/net/bpf_jit_comp.c: insn_is_cast_user, BPF_PROBE_MEM32). The arena is mapped whole: there
are no faults to be caught.
"""

from __future__ import annotations

from beebox.bits import U32
from beebox.isa.insn import Insn
from beebox.isa.opcodes import (
    ADDR_SPACE_CAST,
    CAST_USER,
    CLASS,
    MODE,
    PROBE_MEM32,
    REG,
    AluOp,
    Class,
    Mode,
)
from beebox.vm import x86
from beebox.vm.blind import AUXILIARY
from beebox.vm.tier0 import templates
from beebox.vm.tier0.registers import REGISTERS, unknown

_MOV = Class.ALU64 | AluOp.MOV | REG
_ACCESSES = frozenset((Class.LDX, Class.ST, Class.STX))


def concerns(insn: Insn) -> bool:
    """Tell whether *insn* is a cast, or an access to the arena."""
    if insn.code == _MOV:
        return insn.off == ADDR_SPACE_CAST
    return insn.code & MODE == PROBE_MEM32 and insn.code & CLASS in _ACCESSES


def code(insn: Insn, arena: int) -> bytes:
    """Return the code of such an instruction for the arena that begins at *arena*."""
    if max(insn.dst, insn.src) >= AUXILIARY:
        raise unknown(insn)
    return _cast(insn, arena) if insn.code == _MOV else _access(insn, arena)


def _cast(insn: Insn, arena: int) -> bytes:
    dst = REGISTERS[insn.dst]
    low = x86.mov(dst, REGISTERS[insn.src], False)
    if insn.imm != CAST_USER:
        return low
    upper = x86.mov_imm(x86.R11, arena & ~U32) + x86.alu(x86.OR, dst, x86.R11, True)
    return low + x86.test(dst, dst, False) + x86.over(x86.EQUAL, upper)


def _access(insn: Insn, arena: int) -> bytes:
    """Add up the address in the auxiliary register; from there it is any access."""
    loads = insn.code & CLASS == Class.LDX
    base = REGISTERS[insn.src if loads else insn.dst]
    address = x86.mov_imm(x86.R10, arena) + x86.alu(x86.ADD, x86.R10, base, True)
    plain = insn.code & ~MODE | Mode.MEM
    dst, src = (insn.dst, AUXILIARY) if loads else (AUXILIARY, insn.src)
    return address + templates.make((plain, dst, src, insn.off, insn.imm))
