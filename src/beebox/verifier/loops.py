"""Loops while they are walked: paths that came back to a state they are within.

What mattered on the rest of such a loop is not known when the path ends there. So the path's state
is kept aside until all paths through the loop are walked, and what mattered is handed on then.

After Linux 6.18 kernel/bpf/verifier.c: maybe_enter_scc, maybe_exit_scc, add_scc_backedge,
incomplete_read_marks, propagate_backedges.
"""

from __future__ import annotations

from errno import EFAULT
from typing import NamedTuple

from beebox.verifier import precision
from beebox.verifier.env import Env
from beebox.verifier.state import State
from beebox.verifier.types import Refusal

_MAX_TURNS = 64
"""MAX_BACKEDGE_ITERS"""
_Key = tuple[int, ...]


class _Back(NamedTuple):
    """A path that ended at *insn*, as its state is within *old*."""

    old: State
    state: State
    insn: int


class _Visit:
    """A loop that is being walked, for one chain of calls."""

    __slots__ = ("backs", "entry")

    def __init__(self) -> None:
        self.entry: State | None = None
        """the first state in it"""
        self.backs: list[_Back] = []


class Loops:
    """All loops of a program."""

    __slots__ = ("_any", "_numbers", "_visits", "waiting")

    def __init__(self, numbers: list[int]) -> None:
        self._numbers = numbers
        """for each instruction its loop, 0: none"""
        self._any = any(numbers)
        self._visits: dict[_Key, _Visit] = {}
        self.waiting = 0
        """states kept aside"""

    def place(self, state: State, index: int) -> _Key | None:
        """Return the outermost loop that a state is in, with the calls to there; None: no loop."""
        if not self._any:
            return None
        last = len(state.frames) - 1
        calls: list[int] = []
        for number in range(last + 1):
            at = index if number == last else state.frames[number + 1].callsite
            if self._numbers[at]:
                return (*calls, self._numbers[at])
            calls.append(at)
        return None

    def enter(self, env: Env, state: State) -> None:
        """Take note of a state that was just kept."""
        key = state.component
        if key is None:
            return
        visit = self._visits.setdefault(key, _Visit())
        if visit.entry is None:
            visit.entry = state
            self._say(env, "enter", key)

    def back(self, env: Env, old: State, new: State, index: int) -> None:
        """Keep the state of a path aside that ended within *old*."""
        if old.component is None:
            what = f"no SCC in verification path, insn_idx {old.insn}"
            raise Refusal(EFAULT, f"verifier bug: add backedge: {what}")
        visit = self._visits[old.component]
        self._say(env, "backedge", old.component)
        visit.backs.append(_Back(old, new.copy(), index))
        self.waiting += 1

    def incomplete(self, state: State) -> bool:
        """Tell whether it is not known yet what mattered behind a state."""
        key = state.component
        return key is not None and bool(self._visits[key].backs)

    def check_end(self, state: State, index: int) -> None:
        """Refuse a path that throws in a loop before any state of the loop was kept."""
        key = self.place(state, index)
        if key is not None and key not in self._visits and not state.speculative:
            what = f"no visit info for call chain {_text(key)}"
            raise Refusal(EFAULT, f"verifier bug: scc exit: {what}")

    def leave(self, env: Env, state: State) -> None:
        """Hand on what mattered, if all paths from a loop's first state are walked."""
        key = state.component
        if key is None:
            return
        visit = self._visits[key]
        if visit.entry is not state:
            return
        self._say(env, "exit", key)
        visit.entry = None
        self.waiting -= len(visit.backs)
        self._settle(env, visit)

    def _settle(self, env: Env, visit: _Visit) -> None:
        for _ in range(_MAX_TURNS):
            changed = False
            for back in reversed(visit.backs):
                changed = precision.propagate(env, back.old, back.state, back.insn) or changed
            if not changed:
                break
        else:
            if env.log.level & 2:
                env.log.add("propagate_backedges: too many iterations")
            for back in reversed(visit.backs):
                precision.mark_all(env, back.state)
        visit.backs = []

    def _say(self, env: Env, what: str, key: _Key) -> None:
        if env.log.level & 2:
            env.log.add(f"SCC {what} {_text(key)}")


def _text(key: _Key) -> str:
    *calls, loop = key
    shown = calls[: calls.index(0)] if 0 in calls else calls
    return f"({','.join(map(str, (*shown, loop)))})"
