"""Accesses of contexts become accesses of what the hooks really give; packet loads become calls.

Programs are proven against the structs of the kernel's ABI. What they are given is laid out
otherwise (`Layout`), and LD_ABS and LD_IND are no instructions of any machine. After Linux 6.18
kernel/bpf/verifier.c (convert_ctx_accesses, do_misc_fixups) and net/core/filter.c
(bpf_convert_ctx_access, bpf_gen_ld_abs).
"""

from __future__ import annotations

from dataclasses import replace
from errno import EFAULT, EOPNOTSUPP

from beebox.bits import s32
from beebox.isa.insn import Insn
from beebox.isa.opcodes import (
    BYTES,
    CALL,
    CLASS,
    EXIT,
    JA,
    MODE,
    REG,
    SIZE,
    AluOp,
    Class,
    JumpOp,
    Mode,
    Size,
)
from beebox.spec.contexts import TCP_HALVES
from beebox.spec.model import CtxField, Width
from beebox.verifier import arena
from beebox.verifier.api import Layout, Place
from beebox.verifier.env import Env
from beebox.verifier.flow import is_packet_load
from beebox.verifier.rewrite.patch import Draft
from beebox.verifier.types import CTX, TCP_SOCK, Refusal

_SIZES = {size: code for code, size in BYTES.items()}
_BITS = {Size.B: 8, Size.H: 16, Size.W: 32}
_AFTER_CALL = 3
"""instructions of a packet load behind its call"""


def convert(env: Env, draft: Draft) -> dict[int, str]:
    """Rewrite what the machine does not know; return which calls go to a function by its name."""
    changes: dict[int, list[Insn]] = {}
    names: dict[int, str] = {}
    _check_convertible(env)
    layout = env.tables.layouts.get(env.row.context)
    packets = bool(env.flow.packet_loads)
    if layout is None and not packets and env.arena is None:
        return {}
    for index, insn in enumerate(draft.insns):
        if packets and is_packet_load(insn):
            changes[index] = _packet_load(insn)
            names[draft.origins[index]] = f"skb_load_helper_{_BITS[Size(insn.code & SIZE)]}"
        elif layout is not None and env.pointer_types.get(draft.origins[index]) == CTX:
            changes[index] = _access(env, layout, insn)
    changes.update((index, [insn]) for index, insn in arena.conversions(env, draft))
    draft.change(changes)
    return {
        at - _AFTER_CALL: names[given] for at, given in enumerate(draft.origins) if given in names
    }


def _check_convertible(env: Env) -> None:
    """Refuse what the walk takes and Linux has no code for."""
    for index, kind in env.pointer_types.items():
        if kind == TCP_SOCK and env.marks.seen[index] and env.insns[index].off in TCP_HALVES:
            raise Refusal(EFAULT, "verifier bug: error during ctx access conversion (0)")


# ---------------------------------------------------------------------------- contexts


def _access(env: Env, layout: Layout, insn: Insn) -> list[Insn]:
    field = next(f for f in env.row.fields if f.offset <= insn.off < f.offset + f.size)
    place = layout.get(field.name)
    if place is None:
        raise Refusal(EOPNOTSUPP, f"the box keeps no {field.name} in {env.row.context}")
    if field.width is Width.FREE:
        return [replace(insn, off=place.offset + insn.off - field.offset)]
    unit = field.unit or field.size
    number = (insn.off - field.offset) // unit
    off = place.offset + number * place.size
    if insn.code & CLASS == Class.LDX:
        return _load(insn, off, place.size, unit)
    return _store(insn, field, off, place)


def _load(insn: Insn, off: int, native: int, unit: int) -> list[Insn]:
    """Load all of the field, and take of it what was asked for.

    A part that is not smaller than the field as it is kept is all of it, wherever it lies: that
    is what Linux does.
    """
    size = BYTES[insn.code & SIZE]
    made = [Insn(Class.LDX | Mode.MEM | _SIZES[native], insn.dst, insn.src, off)]
    if size < unit and size < native:
        shift = 8 * (insn.off % unit)
        wide = Class.ALU64 if unit == BYTES[Size.DW] else Class.ALU
        if shift:
            made.append(Insn(wide | AluOp.RSH, insn.dst, imm=shift))
        made.append(Insn(Class.ALU | AluOp.AND, insn.dst, imm=s32((1 << 8 * size) - 1)))
    if insn.code & MODE == Mode.MEMSX:
        made.append(Insn(Class.ALU64 | AluOp.MOV | REG, insn.dst, insn.dst, 8 * size))
    return made


def _store(insn: Insn, field: CtxField, off: int, place: Place) -> list[Insn]:
    """Store into the field, unless it is a number that the field does not take."""
    store = replace(insn, code=insn.code & ~SIZE | _SIZES[place.size], off=off)
    if not field.below:
        return [store]
    if insn.code & CLASS == Class.ST:
        return [Insn(JA)] if insn.imm >= field.below else [store]
    return [Insn(Class.JMP | JumpOp.JGE, insn.src, off=1, imm=field.below), store]


# ---------------------------------------------------------------------------- LD_ABS, LD_IND


def _packet_load(insn: Insn) -> list[Insn]:
    """Call a function that returns what is there, or a negative number: then r0 = 0 and exit."""
    mov = Class.ALU64 | AluOp.MOV
    if insn.code & MODE == Mode.ABS:
        made = [Insn(mov, 2, imm=insn.imm)]
    else:
        made = [Insn(mov | REG, 2, insn.src)]
        if insn.imm:
            made.append(Insn(Class.ALU64 | AluOp.ADD, 2, imm=insn.imm))
    return [
        *made,
        Insn(mov | REG, 1, 6),
        Insn(CALL),
        Insn(Class.JMP | JumpOp.JSGE, 0, off=2),
        Insn(Class.ALU | AluOp.XOR | REG),
        Insn(EXIT),
    ]
