"""How a dynptr lies in the stack: two slots that belong together.

The first is the one at the lower address, so the one with the higher number. After Linux 6.18
kernel/bpf/verifier.c: mark_dynptr_stack_regs, destroy_if_dynptr_stack_slot, invalidate_dynptr.
"""

from __future__ import annotations

from errno import EINVAL

from beebox.verifier.state import DYNPTR, DynptrSlot, Frame, Slot, State, change_all
from beebox.verifier.types import DYNPTR as DYNPTR_POINTER
from beebox.verifier.types import (
    DYNPTR_LOCAL,
    DYNPTR_RINGBUF,
    DYNPTR_SKB,
    DYNPTR_SKB_META,
    DYNPTR_XDP,
    MAYBE_NULL,
    MEM,
    ZERO_OFFSET,
    Refusal,
    Reg,
)

INVALID, LOCAL, RINGBUF, SKB, XDP, SKB_META = range(6)
"""what a dynptr's memory is (enum bpf_dynptr_type)"""
NAMES = ("<invalid>", "local", "ringbuf", "skb", "xdp", "skb_meta")
FLAGS = {
    LOCAL: DYNPTR_LOCAL,
    RINGBUF: DYNPTR_RINGBUF,
    SKB: DYNPTR_SKB,
    XDP: DYNPTR_XDP,
    SKB_META: DYNPTR_SKB_META,
}
"""what the type of a slice says of where it is from (get_dynptr_type_flag)"""
COUNT = 2
"""BPF_DYNPTR_NR_SLOTS"""
_ALL = bytes([DYNPTR] * 8)
_SLICES = (MEM, MEM | MAYBE_NULL)


def register(kind: int, ident: int) -> Reg:
    """Return a register that stands for a dynptr, which the program may not change."""
    return Reg(DYNPTR_POINTER, ZERO_OFFSET, 0, ident, 0, DynptrSlot(kind, first=True))


def put(frame: Frame, number: int, kind: int, ident: int, ref: int) -> None:
    """Put a dynptr into slots *number* and below."""
    for at, first in ((number, True), (number - 1, False)):
        reg = Reg(DYNPTR_POINTER, ZERO_OFFSET, 0, ident, ref, DynptrSlot(kind, first))
        frame.stack[at] = Slot(_ALL, reg)


def kind_of(reg: Reg) -> int:
    """Return what the memory of a dynptr is, of its register or its slot's."""
    of = reg.of
    assert isinstance(of, DynptrSlot)
    return of.kind


def is_first(slot: Slot) -> bool:
    """Tell whether a dynptr begins here."""
    return slot.kinds[0] == DYNPTR and isinstance(slot.reg.of, DynptrSlot) and slot.reg.of.first


def erase(frame: Frame, number: int) -> None:
    """Make the slots of a dynptr that begins in slot *number* what they were before it."""
    del frame.stack[number], frame.stack[number - 1]


def mask(number: int) -> int:
    """Return the slots of a dynptr that begins in slot *number*, as a mask."""
    return 0b11 << number - 1


def destroy(state: State, frame: Frame, number: int, void: Reg) -> int:
    """Be done with the dynptr that slot *number* is of: it is written over. Return its first.

    *void* is left of pointers into it.

    Raises:
        Refusal: it stands for memory that must be given back.
    """
    slot = frame.stack[number]
    if not is_first(slot):
        number += 1
    if kind_of(slot.reg) == RINGBUF:
        raise Refusal(EINVAL, "cannot overwrite referenced dynptr")
    ident = slot.reg.id
    erase(frame, number)

    def forget(reg: Reg) -> Reg:
        return void if reg.uid == ident and reg.type in _SLICES else reg

    change_all(state, forget)
    return number


def text(number: int, slot: Slot) -> str:
    """Return what the log says of a dynptr, at the second of its slots."""
    reg = slot.reg
    parts = [f"id={reg.id}"] if reg.id else []
    parts += [f"ref_id={reg.ref}"] if reg.ref else []
    # dynptr_id shares its place with the mark of the first slot
    parts.append("dynptr_id=1")
    return f" fp{-8 * (number + COUNT)}=dynptr_{NAMES[kind_of(reg)]}({','.join(parts)})"
