"""LLVM IR for what concerns an arena: casts between its address spaces, accesses to it.

A pointer into an arena is 32 bits of its own; as user space knows it (address space 1), the upper
half is that of the arena's beginning, and null stays null. An access adds the whole beginning
(arch/x86/net/bpf_jit_comp.c: insn_is_cast_user, BPF_PROBE_MEM32).
"""

from __future__ import annotations

from beebox.bits import U32
from beebox.errors import NotSupported
from beebox.isa.insn import Insn
from beebox.isa.opcodes import ADDR_SPACE_CAST, CAST_USER, CLASS, MODE, PROBE_MEM32
from beebox.vm.tier1.flow import ACCESSES
from beebox.vm.tier1.ir import Writer


def is_access(insn: Insn) -> bool:
    """Tell whether *insn* is a load or store relative to the arena's beginning."""
    return insn.code & MODE == PROBE_MEM32 and insn.code & CLASS in ACCESSES


def cast(writer: Writer, insn: Insn) -> str:
    """Return an address of the arena in the other address space."""
    if not writer.names.arena or insn.off != ADDR_SPACE_CAST:
        raise NotSupported("addr_space_cast: the program has no arena")
    number = writer.number(writer.values[insn.src])
    low = writer.value(f"and i64 {number}, {U32}")
    if insn.imm != CAST_USER:
        return low
    start = writer.value(f"ptrtoint ptr {_start(writer)} to i64")
    high = writer.value(f"and i64 {start}, {-1 << 32}")
    whole = writer.value(f"or i64 {high}, {low}")
    null = writer.value(f"icmp eq i64 {low}, 0")
    return writer.value(f"select i1 {null}, i64 0, i64 {whole}")


def address(writer: Writer, register: int, offset: int) -> str:
    """Return where an access to the arena goes."""
    number = writer.number(writer.values[register])
    place = writer.value(f"getelementptr i8, ptr {_start(writer)}, i64 {number}")
    return writer.value(f"getelementptr i8, ptr {place}, i64 {offset}") if offset else place


def _start(writer: Writer) -> str:
    """Return where the arena begins."""
    return writer.value(f"load ptr, ptr @{writer.names.arena}.at, !invariant.load !0, !nonnull !0")
