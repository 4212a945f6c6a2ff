"""From an `ObjectSpec` to live maps and programs: the bpf(2) calls, in libbpf's order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from beebox.abi.enums import MapType
from beebox.errors import BeeboxError, KernelError, VerifierError
from beebox.isa.insn import Insn, encode
from beebox.kernel import client
from beebox.kernel.api import Kernel
from beebox.loader import externs, targets
from beebox.loader.links import close_quietly
from beebox.loader.map import Map
from beebox.loader.object import Loaded
from beebox.loader.program import Program
from beebox.obj import kernel_btf, relocate
from beebox.obj.spec import MapSpec, ObjectSpec, ProgramSpec, RefKind

PSEUDO_MAP_FD = 1
PSEUDO_MAP_VALUE = 2


def load(
    spec: ObjectSpec, kernel: Kernel, log_level: int = 0, *, fill: bool = True, onto: int = 0
) -> Loaded:
    """Create the maps and load the programs of *spec* on *kernel*; attach nothing.

    With *log_level* each program keeps the verifier's log; a refusal has it in any case. Without
    *fill* maps of maps and programs stay empty, as verifying needs nothing in them. *onto* is the
    fd of a program: programs that replace or trace one of its functions are loaded for that.

    Raises:
        VerifierError: a program was refused; its log is in the error.
        KernelError: the kernel refused something else; the message names it.
        RelocationError: a reference to the kernel's types cannot be resolved.
    """
    loaded = Loaded(kernel, spec)
    try:
        btf_fd = _load_btf(loaded)
        for map_spec in spec.maps.values():
            _create_map(loaded, map_spec, btf_fd)
        for program in spec.programs.values():
            if not program.optional:
                found = targets.resolve(program, kernel, onto)
                _load_program(loaded, found, btf_fd, log_level)
        if fill:
            _fill(loaded)
    except BeeboxError:
        close_quietly(kernel, loaded.fds)
        raise
    return loaded


def _load_btf(loaded: Loaded) -> int:
    if loaded.spec.btf is None:
        return 0
    try:
        fd = client.btf_load(loaded.kernel, kernel_btf(loaded.spec))
    except KernelError as error:
        error.what = f"{loaded.spec.name}: load its BTF: {error.what}"
        raise
    loaded.fds.append(fd)
    return fd


def _create_map(loaded: Loaded, spec: MapSpec, btf_fd: int) -> None:
    kernel = loaded.kernel
    if spec.type is MapType.PERF_EVENT_ARRAY and spec.max_entries == 0:
        spec = replace(spec, max_entries=kernel.facts.cpus)
    if spec.struct:
        spec = targets.table(spec, kernel)
    try:
        fd = client.map_create(kernel, spec, btf_fd)
        loaded.fds.append(fd)
        loaded.maps[spec.name] = Map(kernel, spec, fd, loaded.spec.btf)
        contents = spec.contents
        if spec.name == loaded.spec.config_map:
            contents = externs.settings(loaded.spec, kernel)
        if contents is not None:
            client.map_update(kernel, fd, bytes(4), contents)
        if spec.frozen:
            client.map_freeze(kernel, fd)
    except KernelError as error:
        error.what = f"create map {spec.name} ({spec.type.name.lower()}): {error.what}"
        raise


def _fill(loaded: Loaded) -> None:
    """Put maps into maps of maps and programs into arrays, as the object says."""
    for live in loaded.maps.values():
        for index, name in live.spec.fill:
            inside = loaded.maps.get(name) or loaded.programs.get(name)
            if inside is None:
                continue  # a program that was not loaded, being optional
            value = inside.fd.to_bytes(4, "little")
            try:
                live.update(index.to_bytes(4, "little"), value)
            except KernelError as error:
                error.what = f"put {name} into map {live.spec.name}: {error.what}"
                raise


def _load_program(loaded: Loaded, spec: ProgramSpec, btf_fd: int, log_level: int) -> None:
    if spec.externs:
        spec = externs.resolve(spec, loaded.spec, loaded.kernel)
    if spec.cores:
        spec = relocate(spec, loaded.spec, loaded.kernel.facts.btf)
    fds = {name: live.fd for name, live in loaded.maps.items()}
    code = encode(with_map_fds(spec, fds)), loaded.spec.license, btf_fd
    log = ""
    try:
        if log_level:
            fd, log = client.prog_load_logged(loaded.kernel, spec, *code, log_level)
        else:
            fd = client.prog_load(loaded.kernel, spec, *code)
    except KernelError as error:
        unresolved = "".join(f"\n  insn {insn}: {reason}" for insn, reason in spec.poisoned)
        place = refused_at(spec, error.log) if isinstance(error, VerifierError) else ""
        at = f" at {place}" if place else ""
        error.what = f"load program {spec.name}{at}: {error.what}{unresolved}"
        raise
    loaded.fds.append(fd)
    loaded.programs[spec.name] = Program(loaded.kernel, spec, fd, loaded.maps, loaded.spec.btf, log)


def refused_at(program: ProgramSpec, log: str) -> str:
    """Return "FILE:LINE (its text)" of the last instruction that the verifier's *log* shows."""
    shown = [line.partition(": (")[0] for line in log.splitlines()]
    last = next((int(index) for index in reversed(shown) if index.isdecimal()), -1)
    before = [line for line in program.lines if line.insn <= last and line.line]
    if not before:
        return ""
    file = before[-1].file.rpartition("/")[2]  # as the log has it
    return f"{file}:{before[-1].line} ({before[-1].text.strip()})"


def with_map_fds(program: ProgramSpec, fds: Mapping[str, int]) -> tuple[Insn, ...]:
    """Return *program*'s instructions with each map reference naming a descriptor of *fds*."""
    insns = list(program.insns)
    for ref in program.refs:
        first, second = insns[ref.insn : ref.insn + 2]
        value = ref.kind is RefKind.VALUE
        source = PSEUDO_MAP_VALUE if value else PSEUDO_MAP_FD
        insns[ref.insn] = replace(first, src=source, imm=fds[ref.name])
        insns[ref.insn + 1] = replace(second, imm=ref.offset if value else 0)
    return tuple(insns)
