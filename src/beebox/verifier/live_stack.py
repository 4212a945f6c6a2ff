"""Which slots of stack may be read yet: what will not be read need not be compared.

While paths are walked, each instruction's reads and writes of stack slots are noted, apart for each
chain of calls that leads to it. At the end of a path they are turned into what is live before each
instruction. After Linux 6.18 kernel/bpf/liveness.c.
"""

from __future__ import annotations

import heapq
from collections.abc import Sequence
from typing import TYPE_CHECKING

from beebox.verifier.components import Edges, postorder
from beebox.verifier.state import State

if TYPE_CHECKING:
    from beebox.verifier.flow import Flow
    from beebox.verifier.log import Log

_Chain = tuple[int, ...]
"""the calls that lead to a subprogram, and its first instruction"""


class _Masks:
    """What one frame's slots are to the instructions of a subprogram: masks, 0 left out."""

    __slots__ = ("dirty", "live", "read", "surely", "written")

    def __init__(self) -> None:
        self.read: dict[int, int] = {}
        self.written: dict[int, int] = {}
        """surely, whenever the instruction runs"""
        self.surely: dict[int, int] = {}
        """by it or by what follows in the subprogram (must_write_acc)"""
        self.live: dict[int, int] = {}
        """before it"""
        self.dirty: set[int] = set()


class Instance:
    """A subprogram as it is called by one chain of calls (struct func_instance)."""

    __slots__ = ("chain", "dropped", "frames", "seen", "size", "start", "subprog", "updated")

    def __init__(self, chain: _Chain, subprog: int, size: int) -> None:
        self.chain = chain
        self.start = chain[-1]
        self.subprog = subprog
        self.size = size
        self.frames: dict[int, _Masks] = {}
        self.seen = bytearray(size)
        """whether an instruction's writes were noted before"""
        self.updated = False
        self.dropped = False

    def masks(self, frame: int) -> _Masks:
        """Return what is known of a frame's slots."""
        made = self.frames.get(frame)
        if made is None:
            made = self.frames[frame] = _Masks()
        return made

    def read(self, frame: int, index: int, mask: int) -> None:
        """Note that an instruction reads slots of a frame."""
        masks = self.masks(frame)
        at = index - self.start
        before = masks.read.get(at, 0)
        read = before | mask
        if read != before:
            masks.read[at] = read
            if read & ~masks.live.get(at, 0):
                masks.dirty.add(at)
                self.updated = True

    def write(self, index: int, written: dict[int, int]) -> None:
        """Note all that an instruction wrote this time, by frame (commit_stack_write_marks)."""
        at = index - self.start
        seen = self.seen[at]
        self.seen[at] = 1
        if not seen and not written:
            return
        frames = (
            (*self.frames, *(f for f in written if f not in self.frames))
            if written
            else self.frames
        )
        for frame in frames:
            mask = written.get(frame, 0)
            masks = self.masks(frame)
            before = masks.written.get(at, 0)
            if seen:
                mask &= before
            if mask != before:
                masks.written[at] = mask
                masks.dirty.add(at)
                self.updated = True
                if before & ~mask:
                    self.dropped = True

    def is_live(self, frame: int, index: int) -> int:
        """Return the slots of *frame* that are live before an instruction."""
        masks = self.frames.get(frame)
        at = index - self.start
        return masks.live.get(at, 0) if masks is not None else 0


class LiveStack:
    """All that is known of stack slots, for one program."""

    __slots__ = (
        "_after",
        "_before",
        "_current",
        "_flow",
        "_instances",
        "_log",
        "_loud",
        "_order",
        "_place",
        "_written",
    )

    def __init__(self, flow: Flow, edges: Edges, log: Log) -> None:
        self._flow = flow
        self._after, self._before = edges
        self._log = log
        self._loud = bool(log.level & 2)
        self._instances: dict[_Chain, Instance] = {}
        self._current: Instance | None = None
        self._written: dict[int, int] = {}
        self._order = postorder(self._after, flow.starts)
        self._place = [0] * len(self._after)
        for order in self._order:
            for place, index in enumerate(order):
                self._place[index] = place

    def moved(self) -> None:
        """Forget which instance is current: the walk goes on in another frame."""
        self._current = None

    def read(self, state: State, frame: int, index: int, mask: int) -> None:
        """Note that the instruction at *index* reads slots of *frame* (bpf_mark_stack_read)."""
        current = self._current or self._enter(state)
        current.read(frame, index, mask)

    def write(self, frame: int, mask: int) -> None:
        """Note that this instruction writes all of some slots (bpf_mark_stack_write)."""
        self._written[frame] = self._written.get(frame, 0) | mask

    def begin(self, state: State) -> None:
        """Begin an instruction that may write stack."""
        if self._written:
            self._written = {}
        if self._current is None:
            self._enter(state)

    def commit(self, index: int) -> None:
        """End it, unless it has left the frame."""
        if self._current is not None:
            self._current.write(index, self._written)

    def _enter(self, state: State) -> Instance:
        made = self._current = self._instance(state, len(state.frames) - 1)
        return made

    def _instance(self, state: State, number: int) -> Instance:
        frame = state.frames[number]
        found = frame.instance
        if found is None:
            calls = [f.callsite for f in state.frames[1 : number + 1]]
            found = frame.instance = self._find((*calls, self._flow.starts[frame.subprog]))
        return found

    def _find(self, chain: _Chain) -> Instance:
        found = self._instances.get(chain)
        if found is None:
            subprog = self._flow.subprog(chain[-1])
            starts = self._flow.starts
            end = starts[subprog + 1] if subprog + 1 < len(starts) else len(self._after)
            found = self._instances[chain] = Instance(chain, subprog, end - chain[-1])
        return found

    def update(self, state: State) -> None:
        """Work out what is live in all frames of *state* (bpf_update_live_stack)."""
        self._current = None
        for number in range(len(state.frames) - 1, -1, -1):
            instance = state.frames[number].instance or self._instance(state, number)
            if instance.updated:
                self._settle(instance)
                instance.updated = instance.dropped = False

    def _settle(self, instance: Instance) -> None:
        """Find the fixed point, and hand it on to the caller (update_instance)."""
        if instance.dropped:
            every = [index - instance.start for index in self._order[instance.subprog]]
            for masks in instance.frames.values():
                masks.surely = {}
                masks.dirty.update(every)
        count = 1
        while any(masks.dirty for masks in instance.frames.values()):
            changed = False
            for frame in sorted(instance.frames):
                changed = self._sweep(instance, frame) or changed
            if not changed:
                break
            count += 1
        if self._loud:
            self._log.add(f"{_text(instance.chain)} live stack update done in {count} iterations")
        depth = len(instance.chain) - 1
        if not depth:
            return
        outer = self._find(
            (*instance.chain[: depth - 1], self._start_of(instance.chain[depth - 1]))
        )
        callsite = instance.chain[depth - 1]
        written = {}
        for frame, masks in instance.frames.items():
            if frame < depth:
                if masks.surely.get(0):
                    written[frame] = masks.surely[0]
                outer.read(frame, callsite, masks.live.get(0, 0))
        outer.write(callsite, written)

    def _start_of(self, index: int) -> int:
        return self._flow.starts[self._flow.subprog(index)]

    def _sweep(self, instance: Instance, frame: int) -> bool:
        """Go once over what may have changed, in postorder; return whether anything did."""
        masks, start = instance.frames[frame], instance.start
        order, place = self._order[instance.subprog], self._place
        todo = [place[start + at] for at in masks.dirty]
        heapq.heapify(todo)
        masks.dirty = set()
        changed, last = False, -1
        while todo:
            here = heapq.heappop(todo)
            if here == last:
                continue
            last = here
            index = order[here]
            if not self._update(instance, frame, masks, index):
                continue
            changed = True
            for earlier in self._before[index]:
                if place[earlier] > here:
                    heapq.heappush(todo, place[earlier])
                else:
                    masks.dirty.add(earlier - start)
        return changed

    def _update(self, instance: Instance, frame: int, masks: _Masks, index: int) -> bool:
        targets = self._after[index]
        if not targets:
            return False
        start = instance.start
        at = index - start
        live, written, every = masks.live, masks.written.get(at, 0), masks.surely
        after, surely = 0, -1
        for target in targets:
            after |= live.get(target - start, 0)
            surely &= every.get(target - start, 0)
        made = after & ~written | masks.read.get(at, 0), surely | written
        if made == (live.get(at, 0), every.get(at, 0)):
            return False
        if self._loud:
            self._say(instance, frame, masks, index, made)
        live[at], every[at] = made
        return True

    def _say(
        self, instance: Instance, frame: int, masks: _Masks, index: int, made: tuple[int, int]
    ) -> None:
        at = index - instance.start
        point = not at or index in self._flow.prune_points
        if not (point or masks.read.get(at) or masks.written.get(at)):
            return
        for what, before, now in zip(
            ("live", "written"), (masks.live.get(at, 0), masks.surely.get(at, 0)), made, strict=True
        ):
            if before == now:
                continue
            text = f"{_text(instance.chain)} frame {frame} insn {index} "
            if now & ~before:
                text += f"+{what} {_slots(now & ~before)} "
            if before & ~now:
                text += f"-{what} {_slots(before & ~now)}"
            self._log.add(text)

    def live(self, state: State, index: int) -> list[int]:
        """Return for each frame of a kept state the slots that are live (bpf_stack_slot_alive).

        A slot is read behind *index*, or behind the calls that the frames wait for.
        """
        frames = state.frames
        last = len(frames) - 1
        instances = [self._instance(state, number) for number in range(last + 1)]
        found = []
        for number in range(last + 1):
            mask = instances[last].is_live(number, index)
            for outer in range(number, last):
                callsite = frames[outer + 1].callsite
                after = callsite if callsite in self._flow.callers else callsite + 1
                mask |= instances[outer].is_live(number, after)
            found.append(mask)
        return found


def _text(chain: Sequence[int]) -> str:
    return f"({','.join(map(str, chain))})"


def _slots(mask: int) -> str:
    return ",".join(str(-8 * (bit + 1)) for bit in range(64) if mask >> bit & 1)
