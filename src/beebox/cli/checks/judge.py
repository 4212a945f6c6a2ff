"""Asking a verifier: each program of an object is loaded on its own, so none hides the next."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from beebox import loader
from beebox.cli.base import choose
from beebox.cli.checks.hot import hottest
from beebox.cli.checks.verdict import Verdict, differences, figures
from beebox.errors import BeeboxError, BtfError, KernelError, NotSupported, VerifierError
from beebox.loader.load import refused_at
from beebox.obj.spec import ObjectSpec, ProgramSpec

if TYPE_CHECKING:
    from beebox.box.policy import Proof
    from beebox.btf.types import Btf
    from beebox.kernel.api import Kernel
    from beebox.verifier import Rejected
    from beebox.verifier.explain import Explanation

CAPABILITIES = ("bpf", "perfmon", "net_admin", "sys_admin", "sys_boot")


class Wish(NamedTuple):
    """What is asked of the verifiers."""

    level: int = 1
    """of the log: 1, 2; +4 for its figures"""
    profile: bool = False
    explain: bool = False
    page: bool = False
    """each verdict comes with its part of a page"""
    linux: bool = False
    """Linux is asked too"""
    target: ObjectSpec | None = None
    """whose functions programs replace or trace"""
    types: str = ""
    """a file of the kernel's types; empty: the machine's"""
    capabilities: frozenset[str] | None = None
    """what the user may; None: everything"""
    most: int = 0
    """how many instructions a proof may process; 0: what the kernel allows"""


@dataclass(slots=True)
class Judge:
    """The verifiers that are asked, as *wish* says."""

    wish: Wish
    _proof: Proof | None = None
    """the last one of the box"""

    def verdict(self, spec: ObjectSpec, name: str) -> Verdict:
        """Return what is said of program *name*.

        Raises:
            KernelError: Linux is to be asked, and this process may not.
        """
        program = replace(spec.programs[name], optional=False)
        alone = spec.only(name)
        unpinned = {each: replace(made, pinning=0) for each, made in alone.maps.items()}
        alone = replace(alone, programs={name: program}, maps=unpinned)
        self._proof = None
        ours = self._finished(self._ask(self._box(), alone, program))
        if not self.wish.linux:
            return ours
        theirs = self._within(self._ask(choose("linux"), alone, program))
        if self.wish.explain and not theirs.accepted and ours.explanation is None and theirs.log:
            theirs = replace(theirs, explanation=_by_log(theirs))
        return replace(ours, linux=theirs, differences=differences(ours, theirs))

    def _ask(self, kernel: Kernel, spec: ObjectSpec, program: ProgramSpec) -> Verdict:
        said = Verdict(
            program.name,
            program.section,
            program.type.name.lower(),
            kernel.facts.name,
            accepted=True,
        )
        try:
            with (
                self._target(kernel, program) as onto,
                loader.load(spec, kernel, self.wish.level, fill=False, onto=onto) as live,
            ):
                log = live.programs[program.name].log
            return replace(said, log=log, figures=figures(log))
        except VerifierError as error:
            return replace(
                said,
                accepted=False,
                errno=error.errno,
                message=error.summary,
                place=refused_at(program, error.log),
                log=error.log,
                figures=figures(error.log),
            )
        except BeeboxError as error:
            if isinstance(error, KernelError) and error.missing:
                raise  # nobody was asked: the answer would say something of us, not of the program
            errno = error.errno if isinstance(error, KernelError) else 0
            return replace(said, accepted=False, errno=errno, message=str(error))

    @contextmanager
    def _target(self, kernel: Kernel, program: ProgramSpec) -> Iterator[int]:
        """Load the object whose function *program* is for; yield the program that has it, or 0."""
        if self.wish.target is None:
            yield 0
            return
        try:
            live = loader.load(self.wish.target, kernel, fill=False)
        except VerifierError as error:  # what is judged is not that one
            raise KernelError(error.errno, f"--target: {error.what}: {error.summary}") from error
        with live:
            self._proof = None
            yield next(
                (each.fd for each in live.programs.values() if _has(live.spec, each, program)),
                next((each.fd for each in live.programs.values()), 0),
            )

    def _box(self) -> Kernel:
        from beebox.box.kernel import Box  # noqa: PLC0415 - Linux needs none
        from beebox.box.policy import Policy  # noqa: PLC0415
        from beebox.kernel.linux import LinuxFacts  # noqa: PLC0415
        from beebox.verifier import Options  # noqa: PLC0415

        given = self.wish.capabilities
        options = Options(
            capabilities=frozenset(CAPABILITIES) if given is None else given,
            profile=self.wish.profile,
        )
        policy = Policy(options, heard=self._hear, proves_only=True)
        if self.wish.types:
            policy = policy._replace(types=self._types())
        return Box(cpus=LinuxFacts().cpus, policy=policy)

    def _types(self) -> Callable[[], Btf]:
        from beebox.spec.vmlinux import at  # noqa: PLC0415 - for those who ask

        path = Path(self.wish.types)
        try:
            found = at(path)
        except OSError as error:
            raise BtfError(f"{path}: {error.strerror}") from error
        return lambda: found

    def _hear(self, proof: Proof) -> None:
        self._proof = proof

    def _finished(self, verdict: Verdict) -> Verdict:
        """Return the box's *verdict* with what only the proof itself tells."""
        from beebox.verifier import Rejected  # noqa: PLC0415 - as above

        proof = self._proof
        if proof is None:
            return verdict
        stats = proof.verdict.stats
        told = replace(
            verdict,
            figures=verdict.figures._replace(
                processed=stats.processed,
                total_states=stats.total_states,
                peak_states=stats.peak_states,
                max_states_per_insn=stats.max_states_per_insn,
                time_us=stats.time_ns // 1000,
            ),
            hottest=hottest(proof.program, stats.visits) if stats.visits else (),
        )
        if isinstance(proof.verdict, Rejected):
            message = proof.verdict.message
            lacking = verdict.message.removeprefix(message).strip(" ()")
            if not verdict.message.startswith(message):
                told, lacking = replace(told, message=message), ""
            told = replace(told, errno=proof.verdict.errno)
            if self.wish.explain:
                explanation = self._explained(proof, proof.verdict)
                told = replace(told, explanation=explanation.of_kernel(lacking))
        if self.wish.page:
            told = replace(told, article=self._article(proof))
        return self._within(told)

    @staticmethod
    def _article(proof: Proof) -> str:
        from beebox.verifier import explain  # noqa: PLC0415 - for those who ask

        return explain.article(proof.program, proof.tables, proof.options, proof.verdict)

    def _within(self, verdict: Verdict) -> Verdict:
        most = self.wish.most
        return replace(verdict, over=most if most and verdict.figures.processed > most else 0)

    @staticmethod
    def _explained(proof: Proof, rejected: Rejected) -> Explanation:
        from beebox.verifier import explain  # noqa: PLC0415 - for those who ask

        return explain.explain(proof.program, proof.tables, proof.options, rejected)


def _has(spec: ObjectSpec, live: loader.Program, program: ProgramSpec) -> bool:
    """Tell whether a program of *spec* has the function that *program* is for."""
    btf = spec.btf
    names = [btf.type(func.type_id).name for func in live.spec.funcs] if btf is not None else []
    return program.attach_to in names


def _by_log(verdict: Verdict) -> Explanation:
    """Explain what Linux said and the box would take, as far as the log goes."""
    from beebox.verifier import explain  # noqa: PLC0415 - for those who ask

    return explain.explain_log(verdict.log, verdict.errno, verdict.name)


def verdicts(judge: Judge, spec: ObjectSpec, only: str = "") -> Iterator[Verdict]:
    """Yield what is said of each program of *spec*, or of one.

    Raises:
        NotSupported: it has no program of that name.
        KernelError: Linux is to be asked, and this process may not.
    """
    if only and only not in spec.programs:
        known = ", ".join(spec.programs) or "none"
        raise NotSupported(f"{spec.name} has no program {only!r}", f"it has: {known}")
    for name in [only] if only else spec.programs:
        yield judge.verdict(spec, name)
