"""Not walking twice: a state that is within one already proved safe needs no walk.

After Linux 6.18 kernel/bpf/verifier.c: is_state_visited, states_equal, regsafe, stacksafe. Which
scalars mattered is asked in loops only (`beebox.verifier.precision`): here all are compared by what
they contain, which is safe, and prunes less than Linux does.
"""

from __future__ import annotations

from errno import EINVAL

from beebox.verifier import packet
from beebox.verifier.bounds import contains
from beebox.verifier.env import Env
from beebox.verifier.log import state_text
from beebox.verifier.state import (
    INVALID,
    MISC,
    NO_SLOT,
    SPILL,
    ZERO,
    Frame,
    Held,
    Slot,
    State,
    is_spill,
)
from beebox.verifier.types import (
    ADD_CONST,
    MAYBE_NULL,
    NOT_INIT,
    SCALAR,
    STACK,
    UNKNOWN,
    Refusal,
    Reg,
)
from beebox.verifier.types import ZERO as ZERO_REG

_Ids = dict[int, int]
Key = tuple[int, int]


class _Seen:
    """A state at a prune point, and how useful it was."""

    __slots__ = ("hits", "misses", "state")

    def __init__(self, state: State) -> None:
        self.state = state
        self.hits = 0
        self.misses = 0


class Visited:
    """The states kept at prune points."""

    __slots__ = (
        "_callers",
        "_live",
        "_may_gotos",
        "_seen",
        "jumps",
        "kept",
        "max_states_per_insn",
        "peak_states",
        "processed",
        "total_states",
    )

    def __init__(self, env: Env) -> None:
        self._live = env.live
        self._callers = env.flow.callers
        self._may_gotos = env.flow.may_gotos
        self._seen: dict[Key, list[_Seen]] = {}
        self.jumps = 0
        self.processed = 0
        self.kept = 0
        self.total_states = 0
        self.peak_states = 0
        self.max_states_per_insn = 0

    def safe(self, env: Env, processed: int) -> bool:
        """Tell whether the current state was proved safe; else maybe keep it."""
        add = env.jumps - self.jumps >= 2 and processed - self.processed >= 8
        index = env.index
        forced = index in self._callers or index in self._may_gotos
        add = add or forced
        key = (index, env.frame.callsite)
        states = self._seen.get(key)
        if states is None:
            states = self._seen[key] = []
        count = len(states)
        if states:
            for seen in states.copy():
                old = seen.state
                if old.branches:
                    if forced and self._converged(old, env.state, index):
                        seen.hits += 1
                        return True
                    if index not in self._callers:
                        self._check_loop(env, old)
                    few = env.jumps - self.jumps < 20 and processed - self.processed < 100
                    add = add and (forced or not few)
                elif self._within(old, env.state, index):
                    seen.hits += 1
                    return True
                if add:
                    seen.misses += 1
                patience = 64 if forced and old.branches else 3
                if seen.misses > patience * seen.hits + patience:
                    states.remove(seen)
                    self.kept -= 1
        self.max_states_per_insn = max(self.max_states_per_insn, count)
        if add:
            self._keep(env, states, processed)
        return False

    def _converged(self, old: State, new: State, index: int) -> bool:
        """Tell whether one more turn of a loop that ends by itself brings nothing new."""
        if index in self._may_gotos and old.loops == new.loops:
            return False
        return self._within(old, new, index)

    def before(self, state: State, index: int) -> State | None:
        """Return the last state on this path that was kept at *index* (find_prev_entry)."""
        for seen in self._seen.get((index, state.frames[-1].callsite), ()):
            old = seen.state
            if old.branches and old.depth < state.depth and _same_callsites(old, state):
                return old
        return None

    def _keep(self, env: Env, states: list[_Seen], processed: int) -> None:
        self.total_states += 1
        self.kept += 1
        self.peak_states = max(self.peak_states, self.kept)
        self.jumps = env.jumps
        self.processed = processed
        state = env.state
        made = state.copy()
        state.parent = made
        state.depth = made.depth + 1
        states.insert(0, _Seen(made))

    def _check_loop(self, env: Env, old: State) -> None:
        """Refuse a path that comes back to a state it is in (states_maybe_looping)."""
        new = env.state
        if old.loops != new.loops or old.unrolled != new.unrolled:
            return
        if old.frames[-1].regs[:10] != new.frames[-1].regs[:10] or not _same(old, new):
            return
        env.log.source(env.index)
        lines = [f"infinite loop detected at insn {env.index}"]
        lines.append(f"cur state:{state_text(new, new.frames[-1])}")
        lines.append(f"old state:{state_text(old, old.frames[-1])}")
        raise Refusal(EINVAL, "\n".join(lines))

    def _within(self, old: State, new: State, index: int) -> bool:
        """Tell whether what was proved for *old* holds for *new* (states_equal)."""
        if len(old.frames) != len(new.frames):
            return False
        ids: _Ids = {}
        if len(old.refs) != len(new.refs) or not all(
            a.kind is b.kind and a.ptr == b.ptr and _check_ids(a.id, b.id, ids)
            for a, b in zip(old.refs, new.refs, strict=True)
        ):
            return False
        if old.held is not new.held and not _held_within(old.held, new.held, ids):
            return False
        last = len(old.frames) - 1
        for number, (a, b) in enumerate(zip(old.frames, new.frames, strict=True)):
            if a.callsite != b.callsite or a.callbacks > b.callbacks:
                return False
            at = index if number == last else old.frames[number + 1].callsite
            if not _frame_within(a, b, self._live[at], ids):
                return False
        return True


def _held_within(old: Held, new: Held, ids: _Ids) -> bool:
    """Tell whether the same is held (refsafe)."""
    return (
        _check_ids(old.irq_id, new.irq_id, ids)
        and _check_ids(old.lock_id, new.lock_id, ids)
        and old._replace(irq_id=0, lock_id=0) == new._replace(irq_id=0, lock_id=0)
    )


def _same_callsites(old: State, new: State) -> bool:
    return [frame.callsite for frame in old.frames] == [frame.callsite for frame in new.frames]


def _same(old: State, new: State) -> bool:
    """Tell whether two states are the same in all that the walk could tell apart."""
    return (
        len(old.frames) == len(new.frames)
        and old.refs == new.refs
        and old.held == new.held
        and all(
            a.callsite == b.callsite and a.regs == b.regs and a.stack == b.stack
            for a, b in zip(old.frames, new.frames, strict=True)
        )
    )


def _check_ids(old: int, new: int, ids: _Ids) -> bool:
    """Tell whether the ids agree, as far as ids were seen (check_ids)."""
    if bool(old) != bool(new):
        return False
    return not old or _map_id(old, new, ids)


def _check_scalar_ids(old: int, new: int, ids: _Ids) -> bool:
    """Tell the same of scalars: one that is linked to nothing may stand for a linked one."""
    return not old or _map_id(old, new or -len(ids) - 1, ids)


def _map_id(old: int, new: int, ids: _Ids) -> bool:
    known = ids.get(old)
    if known is not None:
        return known == new
    if new in ids.values():
        return False
    ids[old] = new
    return True


def _frame_within(old: Frame, new: Frame, live: int, ids: _Ids) -> bool:
    for number in range(10):
        if live >> number & 1:
            a, b = old.regs[number], new.regs[number]
            if (a is not b or a.id or a.ref) and not _reg_within(a, b, ids):
                return False
    return _stack_within(old, new, ids)


def _reg_within(old: Reg, new: Reg, ids: _Ids) -> bool:
    """Tell whether what was proved for a register holds for another (regsafe)."""
    kind = old.type
    if kind == NOT_INIT:
        return True
    if kind != new.type:
        return False
    if kind == SCALAR:
        return _scalar_within(old, new, ids)
    if kind in packet.POINTERS:
        return _packet_within(old, new, ids)
    if old.off != new.off or old.of != new.of or old.size != new.size or old.uid != new.uid:
        return False
    if kind == STACK and old.bounds != new.bounds:
        return False
    if old.bounds is not new.bounds and not contains(old.bounds, new.bounds):
        return False
    if kind & MAYBE_NULL or old.ref or new.ref:
        return _check_ids(old.id, new.id, ids) and _check_ids(old.ref, new.ref, ids)
    return True


def _packet_within(old: Reg, new: Reg, ids: _Ids) -> bool:
    if old.size < 0 or new.size < 0:
        if old.size != new.size:
            return False
    elif old.size > new.size:
        return False
    if old.off != new.off or not contains(old.bounds, new.bounds):
        return False
    return _check_ids(old.id, new.id, ids)


def _scalar_within(old: Reg, new: Reg, ids: _Ids) -> bool:
    if old.bounds is not new.bounds and not contains(old.bounds, new.bounds):
        return False
    if not old.id:
        return True
    if old.id & ADD_CONST != new.id & ADD_CONST:
        return False
    if old.id & ADD_CONST and old.off != new.off:
        return False
    return _check_scalar_ids(old.id & ~ADD_CONST, new.id & ~ADD_CONST, ids)


def _stack_within(old: Frame, new: Frame, ids: _Ids) -> bool:
    """Tell whether a stack is as good as one that was enough (stacksafe)."""
    for number, a in old.stack.items():
        b = new.stack.get(number, NO_SLOT)
        if a is b and not a.reg.id and not a.reg.ref:
            continue
        if not _slot_within(a, b, ids):
            return False
    return True


def _slot_within(old: Slot, new: Slot, ids: _Ids) -> bool:
    a, b = _as_scalar(old), _as_scalar(new)
    if a is not None and b is not None:
        return _scalar_within(a, b, ids)
    for mine, other in zip(old.kinds, new.kinds, strict=True):
        if mine not in (INVALID, MISC, other):
            return False
    return not is_spill(old) or _reg_within(old.reg, new.reg, ids)


def _as_scalar(slot: Slot) -> Reg | None:
    """Return the scalar that a whole slot holds, if it does (scalar_reg_for_stack)."""
    kinds = slot.kinds
    if kinds.count(SPILL) == 8:
        return slot.reg if slot.reg.type == SCALAR else None
    if kinds.count(ZERO) == 8:
        return ZERO_REG
    if kinds.count(MISC) + kinds.count(INVALID) == 8 and MISC in kinds:
        return UNKNOWN
    return None
