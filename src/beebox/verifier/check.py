"""The walk: every path of a program, until each is proved safe or one is refused.

After Linux 6.18 kernel/bpf/verifier.c: bpf_check, do_check.
"""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from errno import E2BIG, EINVAL, EOPNOTSUPP, ERANGE
from functools import partial
from typing import NamedTuple

from beebox.abi.enums import MapType, ProgFlag, ProgType
from beebox.bits import U32
from beebox.errors import ENOTSUPP
from beebox.isa.digest import digest
from beebox.isa.insn import Insn
from beebox.isa.opcodes import (
    CALL,
    CLASS,
    EXIT,
    FRAME,
    JA,
    JA32,
    LDDW,
    MAY_GOTO,
    MODE,
    OP,
    REG,
    AluOp,
    Class,
    Mode,
    Pseudo,
    check,
    is_jump,
)
from beebox.spec.model import ProgramType
from beebox.verifier import (
    alu,
    attach,
    branch,
    flow,
    frames,
    memory,
    packet_loads,
    precision,
    rights,
    speculation,
    unprivileged,
)
from beebox.verifier.api import (
    Facts,
    FuncStart,
    MapValue,
    Options,
    Program,
    Rejected,
    Stats,
    Tables,
    Verified,
)
from beebox.verifier.btf import target, variables
from beebox.verifier.calls import MANY
from beebox.verifier.env import Env, no_fp
from beebox.verifier.flow import Point
from beebox.verifier.kfuncs import throw
from beebox.verifier.kfuncs.table import Kfuncs
from beebox.verifier.liveness import uses
from beebox.verifier.log import STATS, Log
from beebox.verifier.memory import foreign
from beebox.verifier.objects import compat
from beebox.verifier.prune import Visited
from beebox.verifier.rewrite import engines, fastcall
from beebox.verifier.rewrite.translation import Translation
from beebox.verifier.subprogs import arguments, depth, entry, extension, records
from beebox.verifier.subprogs.functions import STATIC, Functions
from beebox.verifier.types import (
    FUNC,
    MAP_PTR,
    MAP_VALUE,
    UNKNOWN,
    ZERO_OFFSET,
    Refusal,
    Reg,
    known,
)

Step = Callable[[Env, Insn], int]
_DEFAULT = Options()
_MAX_OFFSET = 1 << 29
"""no offset into a value is as large (BPF_MAX_VAR_OFF)"""
_PAGE = 4096
Watch = Callable[[Env, int], None]
"""is told of each instruction before it is walked, if a log is kept"""


def verify(
    program: Program, tables: Tables, options: Options = _DEFAULT, watch: Watch | None = None
) -> Verified | Rejected:
    """Prove *program* safe, or say why not."""
    started = time.perf_counter_ns()
    walk = _Walk(program, tables, options)
    walk.watch = watch
    try:
        with _uncollected():
            walk.prepare()
            walk.run()
        made = walk.finish()
    except Refusal as refusal:
        return walk.rejected(refusal, started)
    return walk.verified(made, started)


@contextmanager
def _uncollected() -> Iterator[None]:
    """Keep the collector of cycles from looking through the states: there are none among them.

    It would, again and again, as they grow in number; that takes a seventh of a large proof.
    """
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


class _Step(NamedTuple):
    """An instruction and the rule that it falls under."""

    rule: Step
    insn: Insn


class _Walk:
    """One proof."""

    def __init__(self, program: Program, tables: Tables, options: Options) -> None:
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
        self.visited: Visited | None = None
        self.watch: Watch | None = None
        self.processed = 0
        self.visits: list[int] = []

    def prepare(self) -> None:
        """Check what can be checked without walking."""
        if not self.program.insns:
            raise Refusal(E2BIG, "no instructions")
        extends = self.program.type is ProgType.EXT
        row = self._target_row() if extends else self.tables.programs.get(self.program.type)
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
        flow.check_opcodes(program.insns, _map_check(program, row, self.tables, self.options))
        if not self.options.may("bpf"):
            flow.check_loops(program.insns, log.source)
        flow.check_reach(program.insns, shape, self.tables.helpers)
        if extends:
            program = self._extend(functions, shape, row)
        self.env = env = Env(program, self.tables, self.options, shape, log)
        variables.check(env)
        _check_sleeping(row, program.flags)
        if not extends:
            target.prepare(env)
            _check_traced(self._walked_target(), program, env)
        env.read_liveness()
        env.functions = Functions(functions, records.linkages(program, functions))
        throw.prepare(env)
        every = env.bpf and program.flags & ProgFlag.TEST_STATE_FREQ
        self.visited = Visited(env, every=bool(every))
        env.before = self.visited.before
        env.mark = precision.mark
        env.marks.fastcall = fastcall.find(
            env.insns, shape.starts, program.type, env.helper, self.kfuncs
        )
        log.live(env.insns, env.live, env.components)

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
        walk = _Walk(self.program.target, self.all_tables, self.options._replace(log_level=0))
        try:
            walk.prepare()
            walk.run()
        except Refusal as refusal:
            what = "the program that it attaches to is refused itself"
            raise Refusal(EINVAL, f"{what}: {refusal.message}") from refusal
        return walk.env

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

    def run(self) -> None:
        """Prove the program, then the global functions that it may call (do_check_subprogs)."""
        env = self.env
        assert env is not None
        steps = _steps(env)
        if self.options.profile:
            self.visits = [0] * len(steps)
            steps = [_counting(step, index, self.visits) for index, step in enumerate(steps)]
        env.begin(0)
        if self.program.type is ProgType.EXT:
            entry.enter_global(env, 0)
        else:
            entry.enter_main(env)
        self._walk_function(env, steps)
        more = True
        proved: set[int] = set()
        while more:
            more = False
            for subprog in range(1, len(env.functions.starts)):
                if subprog not in env.functions.called or subprog in proved:
                    continue
                env.begin(subprog)
                entry.enter_global(env, subprog)
                self._walk_function(env, steps)
                env.log.add(
                    f"Func#{subprog} ('{arguments.name(env, subprog)}') is safe for any args "
                    "that match its prototype"
                )
                proved.add(subprog)
                more = True

    def finish(self) -> engines.Program:
        """Check what is known at the end only, and return the program as it runs."""
        env = self.env
        assert env is not None
        env.marks.settle(env.insns)
        if env.marks.fastcall is not None:
            env.marks.fastcall.shrink(env.depths)
        depth.check(env)
        self.kfuncs.check_left()
        return engines.rewrite(env)

    def _walk_function(self, env: Env, steps: list[_Step]) -> None:
        """Walk all paths of a function from its start (do_check_common)."""
        visited = self.visited
        assert visited is not None
        visited.begin()
        env.log.begin()
        self._walk_all(env, steps)
        if not env.log.level & 2:
            env.log.reset()

    def _walk_all(self, env: Env, steps: list[_Step]) -> None:
        while True:
            try:
                self._walk_path(env, steps)
            except Refusal as refusal:
                if not env.state.speculative or not speculation.recoverable(refusal):
                    raise
                self._end_guess(env, steps, refusal)
            self._end_path(env)
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

    def _walk_path(self, env: Env, steps: list[_Step]) -> None:
        """Walk until the path ends, or comes to a state that is known to be safe."""
        points = env.flow.points
        visited = self.visited
        assert visited is not None
        limit = self.options.insn_limit
        logging = env.logging
        index = env.index
        seen = env.marks.guessed if env.state.speculative else env.marks.seen
        while True:
            self.processed += 1
            if self.processed > limit:
                raise Refusal(E2BIG, f"BPF program is too large. Processed {self.processed} insn")
            env.index = index
            env.noted = False
            point = points[index]
            if point:
                if point & Point.PRUNE and visited.safe(env, self.processed):
                    if logging:
                        guess = env.state.speculative
                        previous = env.previous if env.forked else -1
                        env.log.pruned(previous, index, speculative=guess)
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

    @staticmethod
    def _end_guess(env: Env, steps: list[_Step], refusal: Refusal) -> None:
        """Go on: the path was a guess of the processor's, and no guess will come here again."""
        env.log.add(refusal.message, refusal.end)
        if env.index not in env.barriers.before:
            rule, insn = steps[env.index]
            steps[env.index] = _Step(speculation.fenced(rule), insn)
        speculation.fence(env)

    def _end_path(self, env: Env) -> None:
        """Count the path as walked, and settle what stack is live on it."""
        assert self.visited is not None
        self.visited.ended(env)
        env.live_stack.update(env.state)

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

    def stats(self, started: int) -> Stats:
        """Return what the proof cost so far."""
        visited = self.visited
        spent = time.perf_counter_ns() - started
        if visited is None:
            return Stats(time_ns=spent)
        return Stats(
            self.processed,
            visited.total_states,
            visited.peak_states,
            visited.max_states_per_insn,
            spent,
            self.visits,
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
        env.forget()
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


def _load_wide(env: Env, insn: Insn) -> int:
    """``r1 = 5 ll``, ``r1 = map[id:3]``, ``r1 = map[id:3][0]+16`` (check_ld_imm)."""
    no_fp(insn.dst)
    if insn.src == Pseudo.NONE:
        high = env.insns[env.index + 1].imm
        env.regs[insn.dst] = known(high << 32 | insn.imm & 0xFFFFFFFF)
        return env.index + 2
    if insn.src == Pseudo.FUNC:
        env.regs[insn.dst] = _function(env, env.index + 1 + insn.imm)
        return env.index + 2
    if insn.src == Pseudo.BTF_ID:
        env.regs[insn.dst] = variables.address(env, insn)
        return env.index + 2
    of = env.program.maps.get(env.index)
    if of is None:
        raise Refusal(EOPNOTSUPP, "what this address is of is not modelled yet")
    if of.is_value and of.type == MapType.ARENA:
        env.regs[insn.dst] = UNKNOWN
    elif of.is_value:
        env.regs[insn.dst] = Reg(MAP_VALUE, ZERO_OFFSET, of.offset, of=of._replace(offset=0))
    else:
        env.regs[insn.dst] = Reg(MAP_PTR, ZERO_OFFSET, of=of)
    return env.index + 2


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


def _function(env: Env, target: int) -> Reg:
    """Return the address of a subprogram that BTF says is static."""
    subprog = env.flow.subprog(target)
    if not env.functions.starts:
        raise Refusal(EINVAL, "missing btf func_info")
    if env.functions.linkages[subprog] != STATIC:
        raise Refusal(EINVAL, "callback function not static")
    return Reg(FUNC, ZERO_OFFSET, of=subprog)


def _map_check(
    program: Program, row: ProgramType, tables: Tables, options: Options
) -> Callable[[int], None]:
    """Return what checks the references to maps, which it is given in their order."""
    arena = options.may("bpf") and options.may("perfmon")
    user = compat.User(row, program.flags, partial(digest, program.insns), arena)
    before: dict[object, MapValue] = {}

    def check_wide(index: int) -> None:
        of = program.maps.get(index)
        if of is None:
            return
        kind = tables.maps.get(of.type)
        if kind is not None and of.key not in before:
            compat.check(user, kind, of, list(before.values()))
            before[of.key] = of
        _check_map(tables, of)

    return check_wide


def _check_map(tables: Tables, of: MapValue) -> None:
    """Refuse what an ``lddw`` cannot refer to (resolve_pseudo_ldimm64)."""
    kind = tables.maps.get(of.type)
    if kind is None:
        raise Refusal(EOPNOTSUPP, f"maps of type {int(of.type)} are not modelled yet")
    if not of.is_value:
        return
    if of.offset & U32 >= _MAX_OFFSET:
        raise Refusal(EINVAL, f"direct value offset of {of.offset & U32} is not allowed")
    if kind.type == MapType.ARENA:
        if of.offset > of.max_entries * _PAGE:
            raise _beyond(of, ERANGE)
        return
    if not kind.direct:
        raise Refusal(EINVAL, "no direct value access support for this map type")
    if of.max_entries != 1 or not 0 <= of.offset < of.value_size:
        raise _beyond(of, ENOTSUPP if of.max_entries != 1 else EINVAL)


def _beyond(of: MapValue, errno: int) -> Refusal:
    return Refusal(
        errno,
        f"invalid access to map value pointer, value_size={of.value_size} off={of.offset & U32}",
    )


def _goto(env: Env, insn: Insn) -> int:
    return env.index + 1 + (insn.imm if insn.code == JA32 else insn.off)


_AFTER_READING = ("div by zero", "invalid shift", "BPF_JMP/JMP32 uses reserved fields")


def _refuse(message: str) -> Step:
    """Return a rule for an instruction that is wrong by itself."""
    reads = message.startswith(_AFTER_READING)

    def rule(env: Env, insn: Insn) -> int:
        if reads and insn.dst > FRAME:
            raise Refusal(EINVAL, f"R{insn.dst} is invalid")
        if reads:
            env.read(insn.dst)
        raise Refusal(EINVAL, message)

    return rule


def _steps(env: Env) -> list[_Step]:
    """Return the rule for each instruction, found once."""
    if env.perfmon:
        return [_Step(_rule(insn), insn) for insn in env.insns]
    return [_Step(_guarded_rule(insn, guesses=env.guesses), insn) for insn in env.insns]


def _guarded_rule(insn: Insn, *, guesses: bool) -> Step:
    rule = _rule(insn)
    if check(insn) is not None:
        return rule
    return unprivileged.guarded(rule, insn, guesses=guesses)


def _counting(step: _Step, index: int, visits: list[int]) -> _Step:
    """Return *step* with a rule that counts how often it is walked."""
    walked = step.rule

    def rule(env: Env, insn: Insn) -> int:
        visits[index] += 1
        return walked(env, insn)

    return _Step(rule, step.insn)


def _rule(insn: Insn) -> Step:
    if insn.code == 0:
        return _refuse("invalid BPF_LD_IMM insn")
    if flow.is_packet_load(insn):
        return packet_loads.load
    why = check(insn)
    if why is not None:
        return _refuse(why)
    klass = insn.code & CLASS
    if klass in (Class.ALU, Class.ALU64):
        return _alu_rule(insn)
    if klass in (Class.JMP, Class.JMP32):
        return _jump_rule(insn)
    if klass == Class.LDX:
        return memory.load
    if klass == Class.ST:
        return _writing(memory.store_imm)
    if klass == Class.STX:
        return _writing(memory.atomic if insn.code & MODE == Mode.ATOMIC else memory.store)
    return _load_wide


def _alu_rule(insn: Insn) -> Step:
    op = insn.code & OP
    if op == AluOp.MOV:
        return alu.mov if insn.code & REG else alu.mov_imm
    return alu.unary if op in (AluOp.NEG, AluOp.END) else alu.Binary(insn).walk


def _jump_rule(insn: Insn) -> Step:
    if insn.code in (JA, JA32):
        return _counted(_goto)
    if insn.code == CALL:
        return _counted(_writing(frames.call))
    if insn.code == EXIT:
        return _counted(frames.leave)
    assert is_jump(insn)
    return _counted(branch.may_goto if insn.code == MAY_GOTO else branch.Jump(insn).walk)


def _counted(rule: Step) -> Step:
    """Return a rule that counts as a jump (jmps_processed)."""

    def counted(env: Env, insn: Insn) -> int:
        env.jumps += 1
        return rule(env, insn)

    return counted


def _writing(rule: Step) -> Step:
    """Return a rule for an instruction that may write stack."""

    def writing(env: Env, insn: Insn) -> int:
        index = env.index
        env.live_stack.begin(env.state)
        try:
            return rule(env, insn)
        finally:
            env.live_stack.commit(index)

    return writing
