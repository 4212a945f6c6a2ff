"""The loops of a program: instructions that can all reach each other.

After Linux 6.18 kernel/bpf/verifier.c: compute_postorder, compute_scc (Tarjan's algorithm, without
recursion).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from beebox.isa.cfg import successors
from beebox.isa.insn import Insn

_Targets = Sequence[tuple[int, ...]]


class Edges(NamedTuple):
    """Where control goes within subprograms, by instruction."""

    after: _Targets
    before: Sequence[Sequence[int]]


def edges(insns: Sequence[Insn]) -> Edges:
    """Return the edges of a program."""
    count = len(insns)
    after = [
        tuple([at for at in successors(insn, index) if 0 <= at < count])
        for index, insn in enumerate(insns)
    ]
    before: list[list[int]] = [[] for _ in after]
    for index, targets in enumerate(after):
        for target in targets:
            before[target].append(index)
    return Edges(after, before)


def components(after: _Targets) -> list[int]:
    """Return for each instruction the number of its loop, from 1; 0: it is in none."""
    if all(target > index for index, targets in enumerate(after) for target in targets):
        return [0] * len(after)
    search = _Tarjan(after)
    for index in range(len(after)):
        if not search.order[index]:
            search.visit(index)
    return search.found


class _Tarjan:
    """The search and what it has found."""

    def __init__(self, after: _Targets) -> None:
        self.after = after
        self.order = [0] * len(after)
        """when an instruction was met first, from 1"""
        self.low = [0] * len(after)
        """the earliest that it reaches and that is not assigned yet"""
        self.found = [0] * len(after)
        self.done = bytearray(len(after))
        self.open: list[int] = []
        self.clock = 0
        self.count = 0

    def visit(self, root: int) -> None:
        """Assign all that *root* reaches."""
        path = [(root, 0)]
        while path:
            index, edge = path.pop()
            if not edge:
                self.clock += 1
                self.order[index] = self.low[index] = self.clock
                self.open.append(index)
            elif edge <= len(self.after[index]):
                target = self.after[index][edge - 1]
                if not self.done[target]:
                    self.low[index] = min(self.low[index], self.low[target])
            following = self._next(index, edge)
            if following is None:
                self._close(index)
                continue
            edge, target = following
            path.append((index, edge))
            if not self.order[target]:
                path.append((target, 0))

    def _next(self, index: int, edge: int) -> tuple[int, int] | None:
        """Return the next edge to follow, counted from 1, and where it leads."""
        targets = self.after[index]
        return (edge + 1, targets[edge]) if edge < len(targets) else None

    def _close(self, index: int) -> None:
        if self.low[index] != self.order[index]:
            return
        members = []
        while True:
            member = self.open.pop()
            self.done[member] = 1
            members.append(member)
            if member == index:
                break
        if len(members) == 1 and index not in self.after[index]:
            return
        self.count += 1
        for member in members:
            self.found[member] = self.count


def postorder(after: _Targets, starts: Sequence[int]) -> list[list[int]]:
    """Return for each subprogram its instructions, those that come last first."""
    state = bytearray(len(after))
    return [_subprogram_postorder(after, start, state) for start in starts]


def _subprogram_postorder(after: _Targets, start: int, state: bytearray) -> list[int]:
    order = []
    stack = [start]
    while stack:
        top = stack[-1]
        if state[top] == 2:
            order.append(top)
            stack.pop()
            continue
        for target in after[top]:
            if not state[target]:
                state[target] = 1
                stack.append(target)
        state[top] = 2
    return order
