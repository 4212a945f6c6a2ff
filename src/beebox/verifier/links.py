"""Scalars that are one number, or one number plus a constant: what is learnt of one holds for all.

After Linux 6.18 kernel/bpf/verifier.c: collect_linked_regs, sync_linked_regs.
"""

from __future__ import annotations

from beebox.isa.opcodes import AluOp
from beebox.verifier import arithmetic, bounds
from beebox.verifier.env import Env
from beebox.verifier.state import SLOT_SHIFT, Frame, Slot, State, is_spill
from beebox.verifier.types import ADD_CONST, ADD_CONST32, SCALAR, Reg

Links = tuple[tuple[int, int], ...]
"""where they are: the frame, and the bit in a mask of registers and slots (`SLOT_SHIFT`)"""
_MOST = 6
"""LINKED_REGS_MAX"""


def collect(env: Env, ident: int, found: Links = ()) -> Links:
    """Return *found* and the live scalars with this id; those that are too many lose theirs."""
    ident &= ~ADD_CONST
    frames = env.state.frames
    at = env.index
    places = list(found)
    for frame in reversed(frames):
        live = env.live[at]
        for number, reg in enumerate(frame.regs):
            if reg.id and live >> number & 1 and _is(reg, ident):
                if len(places) < _MOST:
                    places.append((frame.number, 1 << number))
                else:
                    frame.regs[number] = reg._replace(id=0)
        for number in sorted(frame.stack):
            slot = frame.stack[number]
            if slot.reg.id and is_spill(slot) and _is(slot.reg, ident):
                if len(places) < _MOST:
                    places.append((frame.number, 1 << SLOT_SHIFT + number))
                else:
                    frame.stack[number] = Slot(slot.kinds, slot.reg._replace(id=0))
        at = frame.callsite
    return tuple(places)


def _is(reg: Reg, ident: int) -> bool:
    return reg.type == SCALAR and reg.id & ~ADD_CONST == ident


def sync(state: State, source: Reg, places: Links) -> None:
    """Let what is linked to *source* have what was learnt of it."""
    ident = source.id & ~ADD_CONST
    for number, bit in places:
        frame = state.frames[number]
        if bit >> SLOT_SHIFT:
            _sync_slot(frame, bit.bit_length() - 1 - SLOT_SHIFT, source, ident)
            continue
        at = bit.bit_length() - 1
        reg = frame.regs[at]
        if reg is not source and _is(reg, ident):
            frame.regs[at] = _followed(reg, source)


def _sync_slot(frame: Frame, number: int, source: Reg, ident: int) -> None:
    slot = frame.stack[number]
    if _is(slot.reg, ident):
        frame.stack[number] = Slot(slot.kinds, _followed(slot.reg, source))


def _followed(reg: Reg, source: Reg) -> Reg:
    """Return *reg* with what is known of *source*: both are one number, each plus its offset."""
    kinds = (reg.id | source.id) & ADD_CONST
    if kinds == ADD_CONST:
        return reg
    if reg.off == source.off:
        return source
    delta = bounds.const(reg.off - source.off)
    value = arithmetic.alu(AluOp.ADD, source.bounds, delta, is64=kinds != ADD_CONST32)
    return Reg(SCALAR, value, reg.off, reg.id)
