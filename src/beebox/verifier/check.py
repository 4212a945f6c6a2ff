"""A proof: what is checked before the walk, the walk, what is known only after it, the verdict.

After Linux 6.18 kernel/bpf/verifier.c: bpf_check.
"""

from __future__ import annotations

import gc
import time
from collections.abc import Iterator
from contextlib import contextmanager
from errno import E2BIG, EINVAL, EOPNOTSUPP

from beebox.abi.enums import ProgFlag, ProgType
from beebox.spec.model import ProgramType
from beebox.verifier import attach, flow, precision, rights, wide
from beebox.verifier.api import (
    Facts,
    FuncStart,
    Options,
    Program,
    Rejected,
    Stats,
    Tables,
    Verified,
)
from beebox.verifier.btf import target, variables
from beebox.verifier.calls import MANY, check_masked
from beebox.verifier.env import Env
from beebox.verifier.kfuncs import throw
from beebox.verifier.kfuncs.table import Kfuncs
from beebox.verifier.log import STATS, Log
from beebox.verifier.memory import foreign
from beebox.verifier.prune import Visited
from beebox.verifier.rewrite import engines, fastcall, translation
from beebox.verifier.rewrite.translation import Translation
from beebox.verifier.subprogs import depth, extension, records
from beebox.verifier.subprogs.functions import Functions
from beebox.verifier.types import Refusal
from beebox.verifier.walk import Walk, Watch

_DEFAULT = Options()


def verify(
    program: Program, tables: Tables, options: Options = _DEFAULT, watch: Watch | None = None
) -> Verified | Rejected:
    """Prove *program* safe, or say why not."""
    started = time.perf_counter_ns()
    proof = _Proof(program, tables, options, watch)
    try:
        with _uncollected():
            proof.run()
            made = proof.finish()
    except Refusal as refusal:
        return proof.rejected(refusal, started)
    return proof.verified(made, started)


@contextmanager
def _uncollected() -> Iterator[None]:
    """Keep the collector of cycles from looking through the states: there are none among them.

    It would, again and again, as they grow in number; that takes a seventh of a large proof. They
    are gone when it comes back (`Walk.run`), else it would look through all of them once more.
    """
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


class _Proof:
    """A program, its rows, and what becomes of it."""

    def __init__(
        self, program: Program, tables: Tables, options: Options, watch: Watch | None = None
    ) -> None:
        self.program = attach.settled(program, tables.programs.get(program.type))
        self.all_tables = tables
        self.tables = tables.seen_by(program.type)
        self.options = options
        self.kfuncs = Kfuncs(self.program, self.tables)
        self.log = Log(
            self.program,
            options.log_level,
            self.kfuncs.call_text,
            addresses=options.may("perfmon"),
        )
        self.begun = False
        """whether the log has begun: what is wrong before is not told there"""
        self.starts: set[int] = set()
        """of the subprograms that were found"""
        self.env: Env | None = None
        self.walk: Walk | None = None
        self.watch = watch
        self.extends = self.program.type is ProgType.EXT

    def run(self) -> None:
        """Check what can be checked without walking, then walk."""
        self._prepare().run(extends=self.extends)

    def _prepare(self) -> Walk:
        if not self.program.insns:
            raise Refusal(E2BIG, "no instructions")
        row = self._target_row() if self.extends else self.tables.programs.get(self.program.type)
        name = self.program.type.name
        if row is None or row.unsupported:
            raise Refusal(EOPNOTSUPP, f"{name} programs are not modelled yet")
        rights.check(self.program, row, self.options)
        attach.check(self.program, row)
        self.begun = True
        program, log = self.program, self.log
        functions = records.check_early(program)
        shape = flow.subprograms(
            program.insns,
            self.kfuncs,
            lambda: throw.find_handler(program.btf, functions),
            self.starts,
            calls=self.options.may("bpf"),
        )
        log.subprograms(shape.starts)
        flow.check_jumps(program.insns, shape.starts)
        records.check(program, functions, shape)
        program = records.relocated(program, self.tables.vmlinux, log)
        log.read_lines(program)
        flow.check_opcodes(program.insns, wide.map_check(program, row, self.tables, self.options))
        if not self.options.may("bpf"):
            flow.check_loops(program.insns, log.source)
        flow.check_reach(program.insns, shape, self.tables.helpers)
        if self.extends:
            program = self._extend(functions, shape, row)
        self.env = env = Env(program, self.tables, self.options, shape, log)
        variables.check(env)
        _check_sleeping(row, program.flags)
        if not self.extends:
            target.prepare(env)
            _check_traced(self._walked_target(), program, env)
        env.read_liveness()
        env.functions = Functions(functions, records.linkages(program, functions))
        throw.prepare(env)
        every = env.bpf and program.flags & ProgFlag.TEST_STATE_FREQ
        visited = Visited(env, every=bool(every))
        env.before = visited.before
        env.mark = precision.mark
        env.marks.fastcall = fastcall.find(
            env.insns, shape.starts, program.type, env.helper, self.kfuncs
        )
        log.live(env.insns, env.live, env.components)
        self.walk = walk = Walk(env, visited, self.watch)
        return walk

    def _target_row(self) -> ProgramType:
        """Return the row of what an extension extends; a bare one if it extends nothing."""
        target = self.program.target
        bare = ProgramType(ProgType.EXT, "", (), attach=frozenset({0}))
        row = None if target is None else self.tables.programs.get(target.type)
        return (
            bare
            if row is None
            else row._replace(private_stack=False, sleepable=False, attach=bare.attach)
        )

    def _walked_target(self) -> Env | None:
        """Return what the proof of the program that this one attaches to found out."""
        if self.program.target is None:
            return None
        proof = _Proof(self.program.target, self.all_tables, self.options._replace(log_level=0))
        try:
            proof.run()
        except Refusal as refusal:
            what = "the program that it attaches to is refused itself"
            raise Refusal(EINVAL, f"{what}: {refusal.message}") from refusal
        return proof.env

    def _extend(
        self, functions: tuple[FuncStart, ...], shape: flow.Flow, row: ProgramType
    ) -> Program:
        """Take an extension for a program of the type that it extends (check_attach_btf_id)."""
        _check_sleeping(row, self.program.flags)
        own = extension.Extension(self.program, functions, shape, self.tables)
        made = extension.check(own, self._walked_target())
        self.tables = self.all_tables.seen_by(made.type)
        rows = {**self.tables.programs, made.type: row}
        self.tables = self.tables._replace(programs=rows)
        return made

    def finish(self) -> engines.Program:
        """Check what is known at the end only, and return the program as it runs."""
        env = self.env
        assert env is not None
        env.marks.settle(env.insns)
        if env.marks.fastcall is not None:
            env.marks.fastcall.shrink(env.depths)
        depth.check(env)
        check_masked(env)
        self.kfuncs.check_left()
        translation.check(env)
        return engines.rewrite(env)

    def stats(self, started: int) -> Stats:
        """Return what the proof cost so far."""
        walk = self.walk
        spent = time.perf_counter_ns() - started
        if walk is None:
            return Stats(time_ns=spent)
        visited = walk.visited
        return Stats(
            walk.processed,
            visited.total_states,
            visited.peak_states,
            visited.max_states_per_insn,
            spent,
            walk.visits,
        )

    def rejected(self, refusal: Refusal, started: int) -> Rejected:
        """Return the refusal with its log."""
        stats = self.stats(started)
        message = refusal.message
        last = _telling(message)
        env = self.env
        if not self.begun and not message:
            return Rejected(refusal.errno, "", "", 0, stats)
        self.log.add(message, refusal.end)
        depths, index = (env.depths, env.index) if env is not None else ([0] * len(self.starts), 0)
        return Rejected(refusal.errno, last, self.log.finish(stats, depths), index, stats)

    def verified(self, made: engines.Program, started: int) -> Verified:
        """Return the proof with its log and facts."""
        env = self.env
        assert env is not None
        places = made.draft.places
        stats = self.stats(started)
        calls = {places[at]: key for at, key in env.calls.items() if key is not MANY}
        linux = Translation(env)
        depths = linux().depths if env.log.level & STATS else ()
        pointers = env.pointer_loads - env.number_loads
        return Verified(
            env.log.finish(stats, depths),
            made.draft.insns,
            Facts(
                calls,
                tuple(env.depths),
                env.max_ctx_offset,
                frozenset(places[index] for index in pointers),
                made.functions,
                frozenset(places[at] for at, kind in env.pointer_types.items() if foreign(kind)),
            ),
            stats,
            places,
            made.draft.gone,
            linux,
        )


def _telling(message: str) -> str:
    """Return the last line that is not a state."""
    lines = [line for line in message.splitlines() if line.partition(":")[0][3:] != " state"]
    return lines[-1] if lines else ""


def _check_traced(target: Env | None, program: Program, env: Env) -> None:
    """Do not rely on types that the calls of a traced function do not keep to (unreliable)."""
    if target is None or env.attach is None:
        return
    if extension.of_target(program, target) in target.functions.unreliable:
        env.attach = env.attach._replace(proto=None)


def _check_sleeping(row: ProgramType, flags: int) -> None:
    """Hold a program's flag against what its type allows (check_attach_btf_id)."""
    if row.only_sleepable and not flags & ProgFlag.SLEEPABLE:
        raise Refusal(EINVAL, "Syscall programs can only be sleepable")
    if flags & ProgFlag.SLEEPABLE and not row.sleepable:
        raise Refusal(
            EINVAL,
            "Only fentry/fexit/fmod_ret, lsm, iter, uprobe, and struct_ops programs"
            " can be sleepable",
        )
