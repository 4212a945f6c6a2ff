"""Whether what was proved for one state holds for another.

After Linux 6.18 kernel/bpf/verifier.c: states_equal, func_states_equal, regsafe, stacksafe,
refsafe, check_ids.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum, auto
from functools import cache

from beebox.verifier.bounds import contains
from beebox.verifier.state import (
    ALL_SPILL,
    DYNPTR,
    INVALID,
    IRQ_FLAG,
    ITER,
    MISC,
    NO_SLOT,
    SLOT_SHIFT,
    SPILL,
    ZERO,
    Frame,
    Held,
    IterSlot,
    Slot,
    State,
)
from beebox.verifier.types import (
    ADD_CONST,
    ARENA,
    BASE,
    BUF,
    MAP_KEY,
    MAP_VALUE,
    MEM,
    NOT_INIT,
    PACKET,
    PACKET_META,
    SCALAR,
    TP_BUFFER,
    UNKNOWN,
    Reg,
)

Ids = dict[int, int]
"""ids of one state by those of the other: old ones as they are, new ones as -1 - id"""
_RANGED = frozenset((MAP_KEY, MAP_VALUE, MEM, BUF, TP_BUFFER))
_PACKET = frozenset((PACKET, PACKET_META))
_ANY = -1 << 64
"""what is paired with an id where the new state has none: nothing else is"""


class Level(IntEnum):
    """How alike two states must be (enum exact_level)."""

    USED = auto()
    """what did not matter on the way from the old one may differ (NOT_EXACT)"""
    WITHIN = auto()
    """all of the new one is within the old one (RANGE_WITHIN)"""
    EXACT = auto()
    """they are the same but for the names of ids"""


class Alike:
    """The comparison of states of one program."""

    __slots__ = ("_live", "_rule", "_uninit")

    def __init__(self, live: Sequence[int], *, uninit: bool) -> None:
        self._live = live
        self._uninit = uninit
        """stack that was not written may be read (allow_uninit_stack)"""
        self._rule = _reg

    def be_strict(self) -> None:
        """Take numbers for alike only if they are the same (explore_alu_limits)."""
        self._rule = _same_reg

    def holds(self, old: State, new: State, index: int, level: Level) -> bool:
        """Tell whether what was proved for *old* before instruction *index* holds for *new*."""
        if len(old.frames) != len(new.frames) or (old.speculative and not new.speculative):
            return False
        ids: Ids = {}
        if old.refs is not new.refs and not _refs_alike(old, new, ids):
            return False
        if old.held is not new.held and not _held_alike(old.held, new.held, ids):
            return False
        last = len(old.frames) - 1
        for number, (a, b) in enumerate(zip(old.frames, new.frames, strict=True)):
            if a.callsite != b.callsite or a.callbacks > b.callbacks:
                return False
            at = index if number == last else old.frames[number + 1].callsite
            if not self._frame(a, b, self._live[at], ids, level):
                return False
        return True

    def _frame(self, old: Frame, new: Frame, live: int, ids: Ids, level: Level) -> bool:
        precise = -1 if level is not Level.USED else old.precise
        rule = self._rule
        olds, news = old.regs, new.regs
        for number in numbers(live):
            a, b = olds[number], news[number]
            if (a is not b or a.id or a.ref) and not rule(
                a, b, ids, level, precise=precise >> number & 1
            ):
                return False
        if level is not Level.USED and not _same_kinds(old, new):
            return False
        return self._stack(old, new, ids, level, precise >> SLOT_SHIFT)

    def _stack(self, old: Frame, new: Frame, ids: Ids, level: Level, precise: int) -> bool:
        """Tell whether a stack is as good as one that was enough (stacksafe)."""
        if old.stack is new.stack:
            return True
        stack = new.stack
        for number in sorted(old.stack):
            a = old.stack[number]
            b = stack.get(number, NO_SLOT)
            if a is b and not a.reg.id and not a.reg.ref:
                continue
            if b is NO_SLOT and a.kinds == ALL_SPILL and number << 3 >= new.depth:
                return False
            if not self._slot(a, b, ids, level, precise=precise >> number & 1):
                return False
        return True

    def _slot(self, old: Slot, new: Slot, ids: Ids, level: Level, *, precise: int) -> bool:
        if old.kinds != ALL_SPILL or new.kinds != ALL_SPILL:
            if not any(old.kinds):
                return True
            a, b = self._as_scalar(old), self._as_scalar(new)
            if a is not None and b is not None:
                important = precise if old.kinds[7] == SPILL else 0
                return self._rule(a, b, ids, level, precise=important)
            if not self._kinds_within(old.kinds, new.kinds):
                return False
        kind = old.kinds[7]
        if kind == SPILL:
            return self._rule(old.reg, new.reg, ids, level, precise=precise)
        if kind in (DYNPTR, ITER, IRQ_FLAG):
            return _special_alike(old.reg, new.reg, ids)
        return True

    def _kinds_within(self, old: bytes, new: bytes) -> bool:
        for mine, other in zip(old, new, strict=True):
            if mine in (other, INVALID) or (mine == MISC and (self._uninit or other == ZERO)):
                continue
            return False
        return True

    def _as_scalar(self, slot: Slot) -> Reg | None:
        """Return the scalar that a whole slot holds, if it does (scalar_reg_for_stack)."""
        kinds = slot.kinds
        if kinds == ALL_SPILL:
            return slot.reg if slot.reg.type == SCALAR else None
        misc = kinds.count(MISC) + (kinds.count(INVALID) if self._uninit else 0)
        return UNKNOWN if misc == 8 else None


@cache
def numbers(mask: int) -> tuple[int, ...]:
    """Return the numbers of the registers in a mask."""
    return tuple(number for number in range(mask.bit_length()) if mask >> number & 1)


def check_ids(old: int, new: int, ids: Ids) -> bool:
    """Tell whether two ids agree, as far as ids were seen."""
    if not old or not new:
        return old == new
    known = ids.get(old)
    if known is not None:
        return known == new
    if -1 - new in ids:
        return False
    ids[old] = new
    ids[-1 - new] = old
    return True


def check_scalar_ids(old: int, new: int, ids: Ids) -> bool:
    """Tell the same of scalars: one that had no id may be like any other, as in later 6.18."""
    if not old:
        return True
    if new:
        return check_ids(old, new, ids)
    if old in ids:
        return False
    ids[old] = _ANY
    return True


def exact(old: Reg, new: Reg, ids: Ids) -> bool:
    """Tell whether two registers are the same but for the names of ids (regs_exact)."""
    if old is new and not old.id and not old.ref:
        return True
    return (
        old.type == new.type
        and old.off == new.off
        and old.bounds == new.bounds
        and old.size == new.size
        and old.uid == new.uid
        and (old.of is new.of or old.of == new.of)
        and check_ids(old.id, new.id, ids)
        and check_ids(old.ref, new.ref, ids)
    )


def _reg(old: Reg, new: Reg, ids: Ids, level: Level, *, precise: int) -> bool:
    """Tell whether what was proved for a register holds for another (regsafe)."""
    if level is Level.EXACT:
        return exact(old, new, ids)
    kind = old.type
    if kind == NOT_INIT and (level is Level.USED or new.type == NOT_INIT):
        return True
    if kind != new.type:
        return False
    if kind == SCALAR:
        return not precise or _scalar(old, new, ids)
    base = kind & BASE
    if base in _RANGED:
        return (
            old.off == new.off
            and old.size == new.size
            and old.uid == new.uid
            and (old.of is new.of or old.of == new.of)
            and (old.bounds is new.bounds or contains(old.bounds, new.bounds))
            and check_ids(old.id, new.id, ids)
            and check_ids(old.ref, new.ref, ids)
        )
    if base in _PACKET:
        return (
            _reaches(old.size, new.size)
            and old.off == new.off
            and check_ids(old.id, new.id, ids)
            and contains(old.bounds, new.bounds)
        )
    return kind == ARENA or exact(old, new, ids)


def _reaches(old: int, new: int) -> bool:
    """Tell whether a range in a packet goes as far; at its end or beyond is a thing of its own."""
    return old <= new if old >= 0 <= new else old == new


def _same_reg(old: Reg, new: Reg, ids: Ids, level: Level, *, precise: int) -> bool:
    """Tell the same, but of numbers only if they are the same."""
    if level is Level.EXACT or not old.type == SCALAR == new.type:
        return _reg(old, new, ids, level, precise=precise)
    same = old.off == new.off and old.bounds == new.bounds
    return same and check_scalar_ids(old.id, new.id, ids)


def _scalar(old: Reg, new: Reg, ids: Ids) -> bool:
    """Tell it of numbers; one that had no id may be linked to any other, as in later 6.18."""
    if old.bounds is not new.bounds and not contains(old.bounds, new.bounds):
        return False
    if not old.id:
        return True
    if (old.id ^ new.id) & ADD_CONST or (old.id & ADD_CONST and old.off != new.off):
        return False
    return check_scalar_ids(old.id & ~ADD_CONST, new.id & ~ADD_CONST, ids)


def _same_kinds(old: Frame, new: Frame) -> bool:
    """Tell whether the bytes of two stacks are of the same kinds, as far as the old one goes."""
    if old.depth > new.depth:
        return False
    for number in {*old.stack, *(number for number in new.stack if number < old.depth >> 3)}:
        mine, other = old.stack.get(number, NO_SLOT), new.stack.get(number, NO_SLOT)
        if mine.kinds != other.kinds:
            return False
    return True


def _special_alike(old: Reg, new: Reg, ids: Ids) -> bool:
    """Tell whether a dynptr, iterator or saved interrupt state is the same."""
    a, b = old.of, new.of
    if isinstance(a, IterSlot) and isinstance(b, IterSlot):
        if a.type != b.type or a.state != b.state:
            return False
    elif a != b:
        return False
    return check_ids(old.ref, new.ref, ids)


def _refs_alike(old: State, new: State, ids: Ids) -> bool:
    if len(old.refs) != len(new.refs):
        return False
    return all(
        a.kind is b.kind and a.ptr == b.ptr and check_ids(a.id, b.id, ids)
        for a, b in zip(old.refs, new.refs, strict=True)
    )


def _held_alike(old: Held, new: Held, ids: Ids) -> bool:
    """Tell whether the same is held (refsafe)."""
    return (
        check_ids(old.irq_id, new.irq_id, ids)
        and check_ids(old.lock_id, new.lock_id, ids)
        and old._replace(irq_id=0, lock_id=0) == new._replace(irq_id=0, lock_id=0)
    )
