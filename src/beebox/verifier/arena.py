"""Pointers into the arena: 32 bits of their own, which may point anywhere.

Whatever is computed of them stays one, and every access is caught if nothing is there. After Linux
6.18 kernel/bpf/verifier.c (check_alu_op, adjust_reg_min_max_vals, check_mem_access,
do_misc_fixups), kernel/bpf/arena.c and arch/x86/net/bpf_jit_comp.c (bpf_jit_supports_insn).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from beebox.abi.enums import MapFlag, MapType
from beebox.isa.insn import Insn
from beebox.isa.opcodes import (
    ADDR_SPACE_CAST,
    CAST_KERN,
    CLASS,
    FETCH,
    MODE,
    PROBE_MEM32,
    REG,
    AluOp,
    AtomicOp,
    Class,
    Mode,
)
from beebox.verifier.types import ARENA, ZERO_OFFSET, Reg

if TYPE_CHECKING:
    from beebox.verifier.api import MapValue, Program
    from beebox.verifier.env import Env
    from beebox.verifier.rewrite.patch import Draft

POINTER = Reg(ARENA, ZERO_OFFSET)
_CAST = Class.ALU64 | AluOp.MOV | REG
_UNSERVED = frozenset((AtomicOp.AND | FETCH, AtomicOp.OR | FETCH, AtomicOp.XOR | FETCH))
"""atomics that take a loop, which machine code has not for arenas"""
PROBE_ATOMIC = 0xE0
"""the mode of an atomic access relative to the arena's beginning (in translated programs)"""
PROBE_MEM32SX = 0xC0
"""that of a load of a signed number"""


def of_program(program: Program) -> MapValue | None:
    """Return the one arena of a program."""
    return next((of for of in program.maps.values() if of.type == MapType.ARENA), None)


def arithmetic(env: Env, insn: Insn) -> Reg:
    """Return what is computed of a pointer into the arena: all is allowed, in 32 bits."""
    if insn.code & CLASS == Class.ALU64:
        env.arena_sums.add(env.index)
    return POINTER


def may_be_atomic(insn: Insn) -> bool:
    """Tell whether machine code has this atomic operation for arenas."""
    return insn.imm not in _UNSERVED


def conversions(env: Env, draft: Draft) -> Iterator[tuple[int, Insn]]:
    """Give what runs instead of casts, arithmetic and accesses, by its index."""
    if env.arena is None:
        return
    keeps = bool(env.arena.flags & MapFlag.NO_USER_CONV)
    for index, insn in enumerate(draft.insns):
        origin = draft.origins[index]
        if origin in env.arena_sums:
            yield index, replace(insn, code=insn.code & ~CLASS | Class.ALU)
        elif insn.code == _CAST and insn.off == ADDR_SPACE_CAST:
            if keeps or insn.imm == CAST_KERN:
                yield index, Insn(Class.ALU | AluOp.MOV | REG, insn.dst, insn.src)
        elif env.pointer_types.get(origin) == ARENA:
            yield index, replace(insn, code=insn.code & ~MODE | _MODES[insn.code & MODE])


_MODES: dict[int, int] = {
    Mode.MEM: PROBE_MEM32,
    Mode.MEMSX: PROBE_MEM32SX,
    Mode.ATOMIC: PROBE_ATOMIC,
}
