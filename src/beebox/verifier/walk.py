"""The walk: every path of a program, until each is proved safe or one is refused.

After Linux 6.18 kernel/bpf/verifier.c: do_check_subprogs, do_check_common, do_check.
"""

from __future__ import annotations

from collections.abc import Callable
from errno import E2BIG

from beebox.isa.insn import Insn
from beebox.isa.opcodes import LDDW
from beebox.verifier import speculation
from beebox.verifier.env import Env
from beebox.verifier.flow import Point
from beebox.verifier.liveness import uses
from beebox.verifier.prune import Visited
from beebox.verifier.steps import Step, counting, steps
from beebox.verifier.subprogs import arguments, entry
from beebox.verifier.types import Refusal

Watch = Callable[[Env, int], None]
"""is told of each instruction before it is walked, if a log is kept"""


class Walk:
    """Goes every path of one program."""

    __slots__ = ("env", "processed", "steps", "visited", "visits", "watch")

    def __init__(self, env: Env, visited: Visited, watch: Watch | None = None) -> None:
        self.env = env
        self.visited = visited
        self.watch = watch
        self.processed = 0
        self.visits: list[int] = []
        """how often each instruction was walked, if that is asked for"""
        self.steps = steps(env)
        if env.options.profile:
            self.visits = [0] * len(self.steps)
            self.steps = [
                counting(step, index, self.visits) for index, step in enumerate(self.steps)
            ]

    def run(self, *, extends: bool) -> None:
        """Prove the program, then the global functions that it may call (do_check_subprogs).

        One that *extends* another stands in the place of a global function of it.
        """
        try:
            self._main(extends=extends)
            self._globals()
        finally:
            self.visited.begin()
            self.env.forget()

    def _main(self, *, extends: bool) -> None:
        env = self.env
        env.begin(0)
        if extends:
            entry.enter_global(env, 0)
        else:
            entry.enter_main(env)
        self._function()

    def _globals(self) -> None:
        env = self.env
        more = True
        proved: set[int] = set()
        while more:
            more = False
            for subprog in range(1, len(env.functions.starts)):
                if subprog not in env.functions.called or subprog in proved:
                    continue
                env.begin(subprog)
                entry.enter_global(env, subprog)
                self._function()
                if env.logging:
                    env.log.add(
                        f"Func#{subprog} ('{arguments.name(env, subprog)}') is safe for any args "
                        "that match its prototype"
                    )
                proved.add(subprog)
                more = True

    def _function(self) -> None:
        """Walk all paths of a function from its start (do_check_common)."""
        env = self.env
        self.visited.begin()
        env.log.begin()
        self._paths()
        if not env.log.level & 2:
            env.log.reset()

    def _paths(self) -> None:
        env = self.env
        while True:
            try:
                self._path()
            except Refusal as refusal:
                if not env.state.speculative or not speculation.recoverable(refusal):
                    raise
                self._end_guess(refusal)
            self.visited.ended(env)
            env.live_stack.update(env.state)
            if not env.pending:
                return
            pending = env.pending.pop()
            if not env.log.level & 2:
                env.log.back(pending.log)
            env.enter(pending.state)
            env.index, env.previous = pending.index, pending.came_from
            env.forked = True
            if env.logging:
                env.log.touch_all()

    def _path(self) -> None:
        """Walk until the path ends, or comes to a state that is known to be safe."""
        env, steps, visited = self.env, self.steps, self.visited
        points = env.flow.points
        seen = env.marks.guessed if env.state.speculative else env.marks.seen
        limit, logging = env.options.insn_limit, env.logging
        index, processed = env.index, self.processed
        while True:
            self.processed = processed = processed + 1
            if processed > limit:
                raise Refusal(E2BIG, f"BPF program is too large. Processed {processed} insn")
            env.index = index
            env.noted = False
            point = points[index]
            if point:
                if point & Point.PRUNE and visited.safe(env, point, processed):
                    if logging:
                        previous = env.previous if env.forked else -1
                        env.log.pruned(previous, index, speculative=env.state.speculative)
                    return
                if point & Point.JUMP:
                    env.note()
            rule, insn = steps[index]
            seen[index] = 1
            if logging:
                self._log_insn(env, index, insn)
            following = rule(env, insn)
            if following < 0:
                return
            env.previous = index
            index = following

    def _end_guess(self, refusal: Refusal) -> None:
        """Go on: the path was a guess of the processor's, and no guess will come here again."""
        env = self.env
        env.log.add(refusal.message, refusal.end)
        if env.index not in env.barriers.before:
            rule, insn = self.steps[env.index]
            self.steps[env.index] = Step(speculation.fenced(rule), insn)
        speculation.fence(env)

    def _log_insn(self, env: Env, index: int, insn: Insn) -> None:
        if self.watch is not None:
            self.watch(env, index)
        if env.forked and env.log.level & 2:
            env.log.path(env.previous, index, env.state, env.frame)
            env.forked = False
        if env.log.touched():
            env.log.state(env.state, env.frame, index)
        following = env.insns[index + 1] if insn.code == LDDW else None
        env.log.insn(index, insn, following)
        read, written = uses(insn, env.helper, env.flow.kfuncs)
        env.log.regs = read | written
