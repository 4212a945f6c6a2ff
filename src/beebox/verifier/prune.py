"""Not walking twice: a state that is within one already proved safe needs no walk.

After Linux 6.18 kernel/bpf/verifier.c: is_state_visited, clean_live_states, update_branch_counts,
find_prev_entry. How states are kept, found and evicted is Linux's to the letter, since the number
of instructions processed comes from it.
"""

from __future__ import annotations

from errno import EINVAL

from beebox.bits import U32
from beebox.verifier import precision
from beebox.verifier.env import Env
from beebox.verifier.equal import Alike, Level, numbers
from beebox.verifier.flow import Point
from beebox.verifier.liveness import ALL
from beebox.verifier.log import state_text
from beebox.verifier.loops import Loops
from beebox.verifier.state import ITER, SLOT_SHIFT, Frame, IterSlot, State
from beebox.verifier.types import UNINIT, Refusal

_LONG_HISTORY = 40
"""so many steps a state may have noted before it is kept in any case"""
_PATIENCE, _LONG_PATIENCE = 3, 64
"""how often a state may not help before it is evicted"""
_MOST_UNPRIVILEGED = 64
"""BPF_COMPLEXITY_LIMIT_STATES"""


_MISS, _HIT, _ASIDE = range(3)
"""no, yes, and yes but it is not known yet what mattered"""
_ACTIVE = 1
"""BPF_ITER_STATE_ACTIVE"""


class _Seen:
    """A state at a prune point, and how useful it was."""

    __slots__ = ("hits", "misses", "state")

    def __init__(self, state: State) -> None:
        self.state = state
        self.hits = 0
        self.misses = 0


class _Bucket:
    """States that are looked at together: newest first, as in a row of the kernel's hash."""

    __slots__ = ("fresh", "seen")

    def __init__(self) -> None:
        self.seen: list[_Seen] = []
        self.fresh: list[State] = []
        """those that were not cleaned yet"""


class Visited:
    """The states kept at prune points."""

    __slots__ = (
        "_alike",
        "_buckets",
        "_components",
        "_every",
        "_evicted",
        "_jumps",
        "_kept",
        "_loops",
        "_points",
        "_processed",
        "_size",
        "max_states_per_insn",
        "peak_states",
        "total_states",
    )

    def __init__(self, env: Env, *, every: bool = False) -> None:
        self._alike = Alike(env.live, uninit=env.perfmon)
        self._every = every
        """keep a state at every point (BPF_F_TEST_STATE_FREQ)"""
        self._points = env.flow.points
        self._size = len(env.insns)
        self._components = env.components
        self._loops = Loops(env.components)
        self._buckets: list[_Bucket | None] = [None] * self._size
        self._jumps = 0
        self._processed = 0
        self._kept = 0
        self._evicted = 0
        self.total_states = 0
        self.peak_states = 0
        self.max_states_per_insn = 0

    def begin(self) -> None:
        """Forget the states: another function is walked for itself."""
        self._buckets = [None] * self._size
        self._loops = Loops(self._components)

    def _place(self, index: int, frame: Frame) -> int:
        """Return which bucket states are in that are before an instruction, in a call of it."""
        return ((index ^ frame.callsite) & U32) % self._size

    def safe(self, env: Env, points: int, processed: int) -> bool:
        """Tell whether the current state was proved safe; else maybe keep it."""
        index = env.index
        forced = self._every or points & Point.FORCED or len(env.state.history) > _LONG_HISTORY
        jumps, walked = env.jumps - self._jumps, processed - self._processed
        add = forced or (jumps >= 2 and walked >= 8)
        place = self._place(index, env.frame)
        bucket = self._buckets[place]
        count = 0
        if bucket is not None:
            if bucket.fresh:
                self._clean(env, bucket, index)
            if env.barriers.strict:
                self._alike.be_strict()
            count = len(bucket.seen)
            aside = False
            often = forced or jumps >= 20 or walked >= 100
            for seen in bucket.seen:
                old = seen.state
                if old.insn != index:
                    continue
                if not old.branches:
                    aside = old.component is not None and self._loops.incomplete(old)
                found = self._compare(env, old, points, aside=aside)
                if found:
                    seen.hits += 1
                    self._hit(env, old, aside=aside or found == _ASIDE)
                    return True
                if old.branches and not often:
                    add = False
                if add:
                    seen.misses += 1
                if seen.misses > _PATIENCE * (seen.hits + 1):
                    self._evict(bucket, seen, points)
            self.max_states_per_insn = max(self.max_states_per_insn, count)
        if add and (env.bpf or count <= _MOST_UNPRIVILEGED):
            self._keep(env, place, processed)
        return False

    def _compare(self, env: Env, old: State, points: int, *, aside: bool) -> int:
        """Compare the current state with a kept one; return _MISS, _HIT or _ASIDE.

        What is to be put *aside* is so by the last proved state that was looked at: of a callback
        Linux forgets that this was another one.
        """
        new, index = env.state, env.index
        holds = self._alike.holds
        if not old.branches:
            level = Level.WITHIN if aside else Level.USED
            return _HIT if holds(old, new, index, level) else _MISS
        entry = old.frames[-1].async_entry
        if entry and entry != new.frames[-1].async_entry:
            return _MISS
        if points & Point.ITER_NEXT:
            within = holds(old, new, index, Level.WITHIN) and _iterator_goes_on(new)
            return _ASIDE if within else _MISS
        if points & Point.MAY_GOTO and old.loops != new.loops:
            if holds(old, new, index, Level.WITHIN):
                return _ASIDE
        elif points & Point.CALLS_BACK:
            return _HIT if holds(old, new, index, Level.WITHIN) else _MISS
        if old.frames[-1].regs == new.frames[-1].regs:
            self._check_loop(env, old)
        return _MISS

    def _hit(self, env: Env, old: State, *, aside: bool) -> None:
        """End the path here: what mattered behind the kept state matters on it, too."""
        if self._points[env.index] & Point.JUMP:
            env.note()
        precision.propagate(env, old, env.state, env.index)
        if aside:
            self._loops.back(env, old, env.state, env.index)
            self._count()

    def _evict(self, bucket: _Bucket, seen: _Seen, points: int) -> None:
        """Look no more at a state that did not help for long."""
        branches = seen.state.branches
        patience = _LONG_PATIENCE if points & Point.FORCED and branches > 0 else _PATIENCE
        if seen.misses > patience * seen.hits + patience:
            bucket.seen = [other for other in bucket.seen if other is not seen]
            self._kept -= 1
            seen.state.evicted = True
            if branches or self._loops.incomplete(seen.state):
                self._evicted += 1

    def _count(self) -> None:
        states = self._kept + self._evicted + self._loops.waiting
        self.peak_states = max(self.peak_states, states)

    def _keep(self, env: Env, place: int, processed: int) -> None:
        self.total_states += 1
        self._kept += 1
        self._count()
        self._jumps = env.jumps
        self._processed = processed
        state, index = env.state, env.index
        if env.bpf:
            for frame in state.frames:
                frame.precise = 0
        made = state.copy()
        if state.parent is not None:
            _share(made, state.parent)
        made.insn, made.last_insn = index, env.previous
        made.component = self._loops.place(made, index)
        self._loops.enter(env, made)
        state.parent = made
        state.first_insn = index
        state.depth = made.depth + 1
        state.history = []
        bucket = self._buckets[place]
        if bucket is None:
            bucket = self._buckets[place] = _Bucket()
        bucket.seen.insert(0, _Seen(made))
        bucket.fresh.append(made)

    def before(self, state: State, index: int) -> State | None:
        """Return the last state on this path that was kept at *index* (find_prev_entry)."""
        bucket = self._buckets[self._place(index, state.frames[-1])]
        for seen in bucket.seen if bucket is not None else ():
            old = seen.state
            on_path = old.insn == index and old.branches and old.depth < state.depth
            if on_path and _same_callsites(old, state):
                return old
        return None

    def ended(self, env: Env) -> None:
        """Count the path as walked: states whose last path it was are proved."""
        if env.index in env.flow.throws:
            self._loops.check_end(env.state, env.index)
        state: State | None = env.state
        while state is not None:
            state.branches -= 1
            if state.branches:
                return
            self._loops.leave(env, state)
            if state.evicted and not self._loops.incomplete(state):
                self._evicted -= 1
            state = state.parent

    def _clean(self, env: Env, bucket: _Bucket, index: int) -> None:
        """Forget in proved states what is not read any more (clean_live_states)."""
        left = []
        for state in bucket.fresh:
            if state.evicted:
                continue
            if (
                state.branches
                or state.insn != index
                or not _same_callsites(state, env.state)
                or self._loops.incomplete(state)
            ):
                left.append(state)
            else:
                self._clean_state(env, state)
        bucket.fresh = left

    def _clean_state(self, env: Env, state: State) -> None:
        live_slots = env.live_stack.live(state, state.insn)
        last = len(state.frames) - 1
        for number, frame in enumerate(state.frames):
            at = state.insn if number == last else state.frames[number + 1].callsite
            live = env.live[at]
            slots = live_slots[number]
            frame.precise &= live | slots << SLOT_SHIFT
            frame.regs = regs = frame.regs.copy()
            for dead in numbers(ALL & ~live):
                regs[dead] = UNINIT
            if frame.stack:
                frame.stack = {at: slot for at, slot in frame.stack.items() if slots >> at & 1}

    def _check_loop(self, env: Env, old: State) -> None:
        """Refuse a path that comes back to a state it is in (states_maybe_looping)."""
        new = env.state
        if old.loops != new.loops or old.unrolled != new.unrolled:
            return
        if len(old.frames) != len(new.frames):
            return
        if not self._alike.holds(old, new, env.index, Level.EXACT) or _turns_differ(old, new):
            return
        env.log.source(env.index)
        lines = [f"infinite loop detected at insn {env.index}"]
        lines.append(f"cur state:{state_text(new, new.frames[-1])}")
        lines.append(f"old state:{state_text(old, old.frames[-1])}")
        raise Refusal(EINVAL, "\n".join(lines), final=True)


def _share(state: State, before: State) -> None:
    """Let a kept state have in common with the one before it what is the same in both.

    Up to half a million of them wait on one path, and functions around a loop do not change. So
    nobody may change registers or stack of a kept state; they are replaced.
    """
    for frame, other in zip(state.frames, before.frames, strict=False):
        if frame.stack == other.stack:
            frame.stack = other.stack
        if frame.regs == other.regs:
            frame.regs = other.regs


def _same_callsites(old: State, new: State) -> bool:
    if len(old.frames) == 1 == len(new.frames):
        return True
    return [frame.callsite for frame in old.frames] == [frame.callsite for frame in new.frames]


def _iterator_goes_on(state: State) -> bool:
    """Tell whether the iterator that r1 points to has not come to its end."""
    reg = state.frames[-1].regs[1]
    frame = state.frames[reg.of] if isinstance(reg.of, int) else state.frames[-1]
    slot = frame.stack.get((-(reg.off + reg.bounds.smin) - 1) // 8)
    return slot is not None and isinstance(slot.reg.of, IterSlot) and slot.reg.of.state == _ACTIVE


def _turns_differ(old: State, new: State) -> bool:
    """Tell whether an iterator is at another turn in the two states."""
    for before, frame in zip(old.frames, new.frames, strict=True):
        for number, slot in before.stack.items():
            if slot.kinds[0] != ITER or not isinstance(slot.reg.of, IterSlot):
                continue
            now = frame.stack[number].reg.of
            if slot.reg.of.state == _ACTIVE and (
                not isinstance(now, IterSlot) or now.depth != slot.reg.of.depth
            ):
                return True
    return False
