"""The path that was refused, walked once more and kept: registers and stack at each instruction.

Accepted programs pay nothing for it. What the log is rolled back to when a path turns out safe
says how far this goes back, too: each moment knows how long the log was.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import NamedTuple

from beebox.verifier.api import Options, Program, Rejected, Tables
from beebox.verifier.check import verify
from beebox.verifier.env import Env
from beebox.verifier.state import Ref, Slot
from beebox.verifier.types import Reg

_MOST = 200_000
"""so many moments are kept, the last ones"""
_ENOUGH = 20_000
"""so many instructions show where a walk without end goes round"""
_TOO_LARGE = "BPF program is too large"


class Moment(NamedTuple):
    """What is known just before an instruction of the path."""

    insn: int
    frame: int
    """which frame is the innermost"""
    callsite: int
    regs: tuple[Reg, ...]
    """of the innermost frame"""
    stack: Mapping[int, Slot]
    """of the innermost frame"""
    refs: tuple[Ref, ...]
    lines: int
    """of the log before it"""


class Trace(NamedTuple):
    """A refused walk."""

    path: list[Moment]
    """the last is the instruction that was refused; empty: refused before walking"""
    counts: Counter[int]
    """how often each instruction was walked, on all paths"""
    starts: list[int]
    """the first instruction of each subprogram"""
    depths: list[int]
    """bytes of stack that each subprogram uses"""
    live: list[int]
    """which registers are live before each instruction, as masks"""
    verdict: Rejected


class _Recorder:
    def __init__(self) -> None:
        self.path: list[Moment] = []
        self.counts: Counter[int] = Counter()
        self.starts = [0]
        self.depths: list[int] = []
        self.live: list[int] = []

    def __call__(self, env: Env, index: int) -> None:
        lines = len(env.log.lines)
        path = self.path
        while path and path[-1].lines >= lines:
            path.pop()
        self.counts[index] += 1
        self.starts, self.depths, self.live = env.flow.starts, env.depths, env.live
        frame = env.frame
        stack: Mapping[int, Slot] = frame.stack
        last = path[-1] if path else None
        # the walk changes its dictionary: what did not change since is kept once
        stack = last.stack if last is not None and last.stack == stack else dict(stack)
        path.append(
            Moment(
                index, frame.number, frame.callsite, tuple(frame.regs), stack, env.state.refs, lines
            )
        )
        if len(path) > 2 * _MOST:
            del path[:_MOST]


def record(program: Program, tables: Tables, options: Options, rejected: Rejected) -> Trace:
    """Walk *program* again and return the path that is refused."""
    limit = options.insn_limit
    if rejected.message.startswith(_TOO_LARGE):
        limit = min(limit, _ENOUGH)
    recorder = _Recorder()
    verdict = verify(program, tables, options._replace(log_level=1, insn_limit=limit), recorder)
    assert isinstance(verdict, Rejected), "the same program is refused again"
    return Trace(
        recorder.path,
        recorder.counts,
        list(recorder.starts),
        recorder.depths,
        recorder.live,
        verdict,
    )
