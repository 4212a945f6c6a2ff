"""PROG_LOAD: from instructions to machine code that hooks can run.

The steps are bpf_prog_load's and bpf_check's (kernel/bpf/syscall.c, verifier.c): attributes,
copies, maps, proof, fix-up, machine code. What the caller reads in the log is the verifier's text.
"""

from __future__ import annotations

import ctypes
import os
import time
from collections.abc import Hashable, Mapping, Sequence
from errno import EOPNOTSUPP
from typing import TYPE_CHECKING

from beebox import verifier
from beebox.abi.enums import Func, ProgFlag, ProgType, PseudoCall, PseudoLoad
from beebox.box import attributes, helpers, kept
from beebox.box.btfs import BtfObject
from beebox.box.code import Code
from beebox.box.contexts import tables
from beebox.box.debug import Debug, LineList, Records, read
from beebox.box.logs import Log, refuse_cut
from beebox.box.maps.base import Kind, Map
from beebox.box.maps.prog import ProgArray
from beebox.box.names import check_name
from beebox.box.objects import Object
from beebox.box.policy import Proof
from beebox.box.references import LDDW, MapReference, fixed_up, resolve, shown
from beebox.box.usermem import read_string
from beebox.errors import KernelError, NotSupported
from beebox.isa.digest import digest
from beebox.isa.insn import SIZE, Insn, decode, encode
from beebox.spec.programs import PROGRAMS
from beebox.vm.source import Source

if TYPE_CHECKING:
    from beebox.box.shown import Shown
    from beebox.box.syscall import Call
    from beebox.box.world import World
    from beebox.vm.native import Native

_LICENSE = 128
GPL = frozenset(
    (
        "GPL",
        "GPL v2",
        "GPL and additional rights",
        "Dual BSD/GPL",
        "Dual MIT/GPL",
        "Dual MPL/GPL",
    )
)
_CALL = 0x85


class Program(Object):
    """A program that was proven safe, and compiled if the box can run it."""

    noun = "program"
    __slots__ = (
        "_code",
        "_shown",
        "_stats",
        "attach_type",
        "btf",
        "calls",
        "faulted",
        "fixed",
        "flags",
        "funcs",
        "gpl",
        "insns",
        "lines",
        "load_time",
        "map_refs",
        "maps",
        "max_ctx_offset",
        "name",
        "proved",
        "source",
        "type",
        "uid",
        "unserved",
        "verdict",
        "verified_insns",
        "world",
    )

    def __init__(self, world: World, type_: ProgType, name: str, *, gpl: bool) -> None:
        super().__init__()
        self.world = world
        self.type = type_
        self.attach_type = 0
        self.flags = 0
        self.name = name
        self.gpl = gpl
        self.uid = os.getuid()
        self.load_time = time.clock_gettime_ns(time.CLOCK_BOOTTIME)
        self.maps: tuple[Map, ...] = ()
        self.btf: BtfObject | None = None
        self.funcs = self.lines = Records.none()
        self.insns: tuple[Insn, ...] = ()
        self.source: tuple[Insn, ...] = ()
        self.map_refs: Mapping[int, MapReference] = {}
        self._shown: Shown | None = None
        self.max_ctx_offset = 0
        self.verified_insns = 0
        self.faulted = False
        """the interpreter stopped it, and that was told"""
        self.unserved = ""
        """what it needs and the box has not: it was proven and cannot run; empty: it can"""
        self.proved: verifier.Program | None = None
        """what the verifier was given"""
        self.verdict: verifier.Verified
        """what the verifier found out"""
        self.fixed = Source(())
        self.calls: Mapping[int, Hashable] = {}
        self._code: Code | None = None
        self._stats = (ctypes.c_uint64 * 3)()

    @property
    def tag(self) -> bytes:
        """Eight bytes by which programs of the same instructions are known."""
        return tag(self.source)

    @property
    def code(self) -> Code:
        """Its machine code.

        Raises:
            KernelError: EOPNOTSUPP, the box can prove it and not run it.
        """
        if self._code is None:
            raise KernelError(
                EOPNOTSUPP, f"program {self.name} was verified only: {self.unserved} in the box"
            )
        return self._code

    @code.setter
    def code(self, code: Code) -> None:
        self._code = code

    @property
    def runs_here(self) -> bool:
        """Whether the box can run it; else it was verified only."""
        return self._code is not None

    @property
    def native(self) -> Native:
        """What serves it now."""
        return self.code.native

    @property
    def address(self) -> int:
        """Its entry, which stays when its machine code is replaced."""
        return self.code.address

    @property
    def shown(self) -> Shown:
        """What is told of its instructions."""
        if self._shown is None:
            from beebox.box.shown import show  # noqa: PLC0415 - for those who ask

            self._shown = show(self)
        return self._shown

    @property
    def kind(self) -> Kind:
        """What it has in common with all programs that it may tail-call."""
        jited = not self.runs_here or self.native.engine != "interpreter"
        return Kind(self.type, jited, self.attach_type, bool(self.flags & ProgFlag.XDP_HAS_FRAGS))

    @property
    def runs(self) -> int:
        """Where the counts of its runs are (`beebox.box.hooks.tracepoint.Attached`)."""
        return ctypes.addressof(self._stats)

    @property
    def run_stats(self) -> tuple[int, int]:
        """How often it ran, and for how many nanoseconds, while that was counted."""
        return self._stats[0], self._stats[1]

    @property
    def heat(self) -> int:
        """How often hooks ran it, and a start if it ran often before (`beebox.box.optimiser`)."""
        return self._stats[2]

    @heat.setter
    def heat(self, runs: int) -> None:
        self._stats[2] = runs

    def ran(self, runs: int, nanoseconds: int) -> None:
        """Count *runs* more."""
        self._stats[0] += runs
        self._stats[1] += nanoseconds

    def die(self) -> None:
        """Free the code and drop the maps. It is attached nowhere any more."""
        self.world.programs.take(self)
        if self._code is not None:
            self._code.close()
        for used in self.maps:
            used.drop()
        if self.btf is not None:
            self.btf.drop()


def load(call: Call) -> int:
    """PROG_LOAD: return the fd of a new program."""
    attr, world = call.attr, call.world
    type_ = attributes.check(attr)
    insns, program_license = _copy(call)
    attached = attributes.target(call)
    attributes.check_copied(attr)
    log = Log(call.memory, attr.log_level, attr.log_buf, attr.log_size)
    program = Program(world, type_, check_name(attr.prog_name), gpl=program_license in GPL)
    try:
        _build(call, program, insns, log, attached)
    except BaseException:
        program.drop()
        raise
    world.programs.give(program)
    return world.fds.open(program)


def _copy(call: Call) -> tuple[tuple[Insn, ...], str]:
    """Copy instructions and license from the caller."""
    attr = call.attr
    insns = decode(call.memory.read(attr.insns, attr.insn_cnt * SIZE))
    return insns, read_string(call.memory, attr.license, _LICENSE - 1).decode("latin-1")


def _build(
    call: Call,
    program: Program,
    insns: tuple[Insn, ...],
    log: Log,
    attached: verifier.Program | None,
) -> None:
    """Prove and compile; what goes wrong is in the log, and raised."""
    text = ""
    error: KernelError | None = None
    try:
        text = _prove(call, program, insns, log, attached)
    except _Refused as refused:
        text, error = refused.log, refused.error
    true_size = log.finish(text)
    call.attr.log_true_size = true_size
    refuse_cut(log, true_size)
    if error is not None:
        raise error


class _Refused(Exception):  # noqa: N818 - carried from the proof to the log's end, never further
    """A program was refused: the errno and the log."""

    def __init__(self, errno: int, what: str, log: str = "") -> None:
        super().__init__(what)
        self.error = KernelError(errno, what)
        self.log = log or (f"{what}\n" if what else "")


def _prove(
    call: Call,
    program: Program,
    insns: tuple[Insn, ...],
    log: Log,
    attached: verifier.Program | None,
) -> str:
    """Verify *insns* and make *program* of them; return the log."""
    program.attach_type = call.attr.expected_attach_type
    program.flags = call.attr.prog_flags
    debug = _read_debug(call, program)
    try:
        refs, maps = resolve(call, insns)
    except KernelError as error:
        raise _Refused(error.errno, error.what) from error
    program.maps = maps
    program.source = insns
    program.proved = _to_verify(call, program, insns, refs, log, debug, attached)
    verdict = _verify(call, program.proved, log)
    if isinstance(verdict, verifier.Rejected):
        raise _Refused(verdict.errno, verdict.message, verdict.log)
    program.verdict, program.map_refs = verdict, refs
    refs = {verdict.starts[at]: ref for at, ref in refs.items() if at not in verdict.gone}
    program.insns = verdict.insns
    program.verified_insns = verdict.stats.processed
    program.max_ctx_offset = verdict.facts.max_ctx_offset
    program.calls = verdict.facts.calls
    _compile(call, program, verdict, refs)
    _own(program, verdict.log)
    return verdict.log


def _verify(
    call: Call, program: verifier.Program, log: Log
) -> verifier.Verified | verifier.Rejected:
    """Have *program* proved, and tell who wants to hear of it."""
    policy = call.world.policy
    options = policy.options._replace(
        log_level=log.level & 7,
        strict_alignment=bool(program.flags & ProgFlag.STRICT_ALIGNMENT),
        cpus=call.world.cpus,
    )
    if policy.heard is None and not policy.proves_only:
        return kept.verify(program, policy.types, options)
    rows = tables()._replace(vmlinux=policy.types)
    verdict = verifier.verify(program, rows, options)
    if policy.heard is not None:
        policy.heard(Proof(program, rows, options, verdict))
    return verdict


def _compile(
    call: Call, program: Program, verdict: verifier.Verified, refs: Mapping[int, MapReference]
) -> None:
    """Give *program* machine code, or take note of what the box lacks for it."""
    if call.world.policy.proves_only:
        program.unserved = "running anything"
        return
    try:
        targets = _targets(program, verdict, PROGRAMS[program.type].context)
        if any(verdict.insns[at].imm in _TASKS for at in targets):
            call.world.structs.learn(call.world.policy.types())
        tails = frozenset(at for at in targets if verdict.insns[at].imm == Func.tail_call)
        program.fixed = Source(
            fixed_up(verdict.insns, refs),
            targets,
            tails,
            frozenset(refs),
            verdict.facts.pointers,
            encoded=encode(shown(verdict.insns, refs)),
        )
        program.code = Code(call.world.prepare(program))
    except NotSupported as error:
        program.unserved = error.feature


def _own(program: Program, log: str) -> None:
    """Check that the program may call what is in its arrays (bpf_check_tail_call)."""
    try:
        for used in program.maps:
            if isinstance(used, ProgArray):
                used.own(program.kind)
    except KernelError as error:
        raise _Refused(error.errno, error.what, log) from error


def _to_verify(
    call: Call,
    program: Program,
    insns: tuple[Insn, ...],
    refs: Mapping[int, MapReference],
    log: Log,
    debug: Debug,
    attached: verifier.Program | None,
) -> verifier.Program:
    """Return the program as the verifier takes it."""
    btf = program.btf.btf if program.btf is not None else None
    masked = call.world.policy.options.guarded
    wanted = log.level or call.world.policy.heard is not None
    return verifier.Program(
        insns=insns,
        type=program.type,
        maps={index: ref.described(masked=masked) for index, ref in refs.items()},
        attach_type=call.attr.expected_attach_type,
        gpl=program.gpl,
        name=program.name,
        lines=LineList(program.lines, btf) if wanted and btf is not None else (),
        btf=btf,
        funcs=program.funcs.pairs(),
        flags=call.attr.prog_flags,
        func_info=debug.funcs,
        line_info=debug.lines,
        core_relos=debug.relocations,
        attach_btf_id=call.attr.attach_btf_id,
        target=attached,
        modules=attributes.modules(call, insns),
    )


def _read_debug(call: Call, program: Program) -> Debug:
    """Copy what is said of functions and lines (check_btf_info_early)."""
    attr, memory = call.attr, call.memory
    if not attr.func_info_cnt and not attr.line_info_cnt:
        return Debug()
    try:
        found = call.world.fds.find(attr.prog_btf_fd, BtfObject)
        found.hold()
        program.btf = found
        funcs = read(memory, attr.func_info, attr.func_info_cnt, attr.func_info_rec_size)
        lines = read(memory, attr.line_info, attr.line_info_cnt, attr.line_info_rec_size)
        relos = read(memory, attr.core_relos, attr.core_relo_cnt, attr.core_relo_rec_size)
    except KernelError as error:
        raise _Refused(error.errno, error.what or "func_info, line_info") from error
    program.funcs = Records.known(funcs, 8)
    program.lines = Records.known(lines, 16)
    return Debug(funcs, lines, relos)


def _targets(program: Program, verdict: verifier.Verified, context: str) -> dict[int, int]:
    """Return for each helper call the address it goes to, in a program with that *context*.

    A call that always has the same map goes to that map's own operation.

    Raises:
        NotSupported: the box lacks what the program uses.
    """
    for used in program.maps:
        if used.unserved:
            raise NotSupported(used.unserved)
    if verdict.facts.foreign:
        raise NotSupported("reading the kernel's own memory")
    found = {}
    skip = -1
    for index, insn in enumerate(verdict.insns):
        if index == skip:
            continue
        if insn.code == LDDW:
            skip = index + 1
            if insn.src == PseudoLoad.BTF_ID:
                raise NotSupported("variables of the kernel")
        if insn.code == _CALL and insn.src != PseudoCall.CALL:
            found[index] = _target(index, insn, verdict.facts, context)
    return found


def _target(index: int, insn: Insn, facts: verifier.Facts, context: str) -> int:
    """Return the address that the call at *index* goes to.

    Raises:
        NotSupported: there is none.
    """
    if insn.src:
        raise NotSupported("calling kfuncs")
    if index in facts.functions:
        return helpers.function(facts.functions[index])
    operation = _OPERATIONS.get(insn.imm)
    known = facts.calls.get(index)
    if operation is not None and isinstance(known, Map):
        return known.address(operation)
    address = helpers.address(insn.imm, context)
    if address is None:
        raise NotSupported(f"helper bpf_{Func(insn.imm).name}#{insn.imm}")
    return address


_TASKS = (Func.get_current_task, Func.get_current_task_btf)

_OPERATIONS: dict[int, int] = {
    Func.map_lookup_elem: 0,
    Func.map_update_elem: 1,
    Func.map_delete_elem: 2,
}


def tag(insns: Sequence[Insn]) -> bytes:
    """Return the short name of *insns*: the first eight bytes of their digest."""
    return digest(insns)[:8]
