"""From an `ObjectSpec` to live maps and programs: the bpf(2) calls, in libbpf's order."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from beebox.abi.enums import ProgType
from beebox.bits import s32
from beebox.errors import BeeboxError, KernelError, NotSupported, VerifierError
from beebox.isa.insn import Insn, encode
from beebox.kernel import client
from beebox.kernel.api import Kernel
from beebox.loader import externs, maps, settings, struct_ops, targets, types
from beebox.loader.modules import Modules
from beebox.loader.object import Loaded
from beebox.loader.program import Program
from beebox.loader.types import Given
from beebox.obj.spec import ObjectSpec, ProgramSpec, RefKind
from beebox.spec import sections

if TYPE_CHECKING:
    from beebox.errors import Explained
    from beebox.obj.fit import Fitter

PSEUDO_MAP_FD = 1
PSEUDO_MAP_VALUE = 2


def load(
    spec: ObjectSpec,
    kernel: Kernel,
    log_level: int = 0,
    *,
    fill: bool = True,
    pin_root: str = "",
    onto: int = 0,
) -> Loaded:
    """Create the maps and load the programs of *spec* on *kernel*; attach nothing.

    With *log_level* each program keeps the verifier's log; a refusal has it in any case. Without
    *fill* maps of maps and programs stay empty, as verifying needs nothing in them. Maps that are
    pinned by name are looked for in *pin_root* (/sys/fs/bpf). If anything fails, nothing is left.
    *onto* is the fd of a program: programs that replace or trace one of its functions are for it.

    Raises:
        VerifierError: a program was refused; its log is in the error.
        KernelError: the kernel refused something else; the message names it.
        RelocationError: a reference to the kernel's types cannot be resolved.
        NotSupported: the kernel lacks what the object asks for, or is of another byte order.
    """
    _check_order(spec)
    loaded = Loaded(kernel, spec, pin_root=pin_root)
    try:
        with Modules(kernel) as modules:
            fitter = _fitter(spec, kernel, modules)
            _load(loaded, _Load(types.give(spec, kernel), modules, fitter, log_level, onto))
        if fitter:
            fitter.keep()
        if fill:
            maps.fill(loaded)
    except BaseException:
        loaded.undo()
        raise
    return loaded


class _Load(NamedTuple):
    """What all programs of an object are loaded with."""

    given: Given
    modules: Modules
    fitter: Fitter | None
    log_level: int
    onto: int


def _load(loaded: Loaded, how: _Load) -> None:
    spec, kernel = loaded.spec, loaded.kernel
    if how.given.fd:
        loaded.fds.append(how.given.fd)
    for map_spec in spec.maps.values():
        if map_spec.autocreate:
            maps.create(loaded, map_spec, how.given, how.modules)
    chosen = struct_ops.chosen(spec, kernel, how.modules)
    for program in spec.programs.values():
        if chosen.get(program.name, not program.optional):
            _check_section(program)
            _load_program(loaded, targets.resolve(program, kernel, how.modules, how.onto), how)


def _fitter(spec: ObjectSpec, kernel: Kernel, modules: Modules) -> Fitter | None:
    if not any(program.cores for program in spec.programs.values()):
        return None
    from beebox.obj.fit import Fitter  # noqa: PLC0415 - not all need it, and it costs every start

    return Fitter(spec, lambda: kernel.facts.btf, modules.types)


def _check_order(spec: ObjectSpec) -> None:
    if spec.byte_order != sys.byteorder:
        raise NotSupported(
            f"{spec.name} is for {spec.byte_order}-endian machines; this one is not",
            f"compile it with -target bpf{'el' if sys.byteorder == 'little' else 'eb'}",
        )


def _check_section(spec: ProgramSpec) -> None:
    """Refuse a section that is not known, or that is of a newer kernel than our ABI."""
    row = sections.lookup(spec.section)
    if spec.type is ProgType.UNSPEC:
        try:
            sections.find(spec.section)  # says what is near
        except BeeboxError as error:
            raise type(error)(f"program {spec.name}: {error}") from None
    if spec.attach_type is None and row.attach_name:
        row.attach_type  # noqa: B018 - says that it is newer


def _load_program(loaded: Loaded, spec: ProgramSpec, how: _Load) -> None:
    kernel, given, log_level = loaded.kernel, how.given, how.log_level
    spec = _resolved(spec, loaded, how)
    if not given.functions:
        spec = replace(spec, funcs=(), lines=())
    fds = {name: live.fd for name, live in loaded.maps.items()}
    code = encode(with_map_fds(spec, fds)), loaded.spec.license, given.fd
    version = loaded.spec.version or settings.version(kernel.facts.release)
    log = ""
    try:
        if log_level:
            fd, log = client.prog_load_logged(kernel, spec, *code, log_level, version=version)
        else:
            fd = client.prog_load(kernel, spec, *code, version=version)
    except KernelError as error:
        place = ""
        if isinstance(error, VerifierError):
            place = refused_at(spec, error.log)
            error.program = spec.name
            error.explain = partial(_explained, error)
            error.lacking = dict(spec.poisoned).get(_last(error.log), "")
            if error.lacking and how.modules.hint:
                error.lacking += f"; {how.modules.hint}"
        at = f" at {place}" if place else ""
        types_ = f"\n  {given.refused}" if given.refused else ""
        error.what = f"load program {spec.name}{at}: {error.what}{types_}"
        raise
    loaded.fds.append(fd)
    loaded.programs[spec.name] = Program(kernel, spec, fd, loaded.maps, loaded.spec.btf, log)
    maps.bind(loaded, fd)


def _resolved(spec: ProgramSpec, loaded: Loaded, how: _Load) -> ProgramSpec:
    """Return *spec* with all that it wants of the kernel."""
    if spec.externs:
        spec = externs.resolve(spec, loaded.spec, loaded.kernel, how.modules)
    return how.fitter.relocate(spec) if how.fitter and spec.cores else spec


def refused_at(program: ProgramSpec, log: str) -> str:
    """Return "FILE:LINE (its text)" of the last instruction that the verifier's *log* shows."""
    last = _last(log)
    before = [line for line in program.lines if line.insn <= last and line.line]
    if not before:
        return ""
    file = before[-1].file.rpartition("/")[2]  # as the log has it
    return f"{file}:{before[-1].line} ({before[-1].text.strip()})"


def _explained(error: VerifierError) -> Explained:
    """Return what can be said of a refusal by its log; `beebox.load` has more."""
    from beebox.verifier import explain  # noqa: PLC0415 - for those who ask

    return explain.explain_log(error.log, error.errno, error.program).of_kernel(error.lacking)


def _last(log: str) -> int:
    """Return the number of the last instruction that the verifier's *log* shows, -1 if none."""
    shown = [line.partition(": (")[0] for line in log.splitlines()]
    return next((int(index) for index in reversed(shown) if index.isdecimal()), -1)


def with_map_fds(program: ProgramSpec, fds: Mapping[str, int]) -> tuple[Insn, ...]:
    """Return *program*'s instructions with each map reference naming a descriptor of *fds*."""
    insns = list(program.insns)
    for ref in program.refs:
        first, second = insns[ref.insn : ref.insn + 2]
        value = ref.kind is RefKind.VALUE
        source = PSEUDO_MAP_VALUE if value else PSEUDO_MAP_FD
        if ref.name not in fds:
            raise NotSupported(f"program {program.name} uses map {ref.name}, which is not created")
        insns[ref.insn] = replace(first, src=source, imm=fds[ref.name])
        insns[ref.insn + 1] = replace(second, imm=s32(ref.offset) if value else 0)
    return tuple(insns)
