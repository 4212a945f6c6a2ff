"""What is to be checked: objects, sources, plain assembly, plain instructions."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from beebox.abi.enums import AttachType, ProgFlag, ProgType
from beebox.cli import objects
from beebox.cli.base import UsageError
from beebox.errors import CompileError, ElfError
from beebox.isa.insn import SIZE, Insn, decode
from beebox.obj.spec import ObjectSpec, ProgramSpec
from beebox.spec import sections

_PLAIN = ProgType.SOCKET_FILTER
"""what plain instructions are if nobody says: the type that asks least"""


def read(path: str, *, raw: bool = False, type_: str = "", flags: str = "") -> ObjectSpec:
    """Return the object at *path*; programs in it get *type_* and *flags*, if they are said.

    Plain assembly (``.s`` without sections) and, with *raw*, plain instructions are one program.

    Raises:
        UsageError: there is no such type or flag.
        ElfError, BtfError, RelocationError, CompileError: what is there is no program.
    """
    spec = _plain(path, _instructions(path), "GPL") if raw else _object(path)
    changed = {name: _as(each, type_, flags) for name, each in spec.programs.items()}
    return replace(spec, programs=changed)


def _instructions(path: str) -> tuple[Insn, ...]:
    try:
        data = Path(path).read_bytes()
    except OSError as error:
        raise ElfError(f"{path}: {error.strerror}") from error
    if not data or len(data) % SIZE:
        raise ElfError(f"{path}: {len(data)} bytes are not a whole number of instructions")
    return decode(data)


def _object(path: str) -> ObjectSpec:
    """Return an object, or the one program that plain assembly is."""
    try:
        return objects.read(path)
    except CompileError:
        insns = _assembled(path)
        if not insns:
            raise
        return _plain(path, insns, "GPL")


def _assembled(path: str) -> tuple[Insn, ...]:
    """Return the instructions of plain assembly, none if that is not what *path* is."""
    if not path.endswith(".s"):
        return ()
    from beebox.isa.asm import assemble  # noqa: PLC0415 - for plain text only

    try:
        return assemble(Path(path).read_text(encoding="utf-8"), name=path)
    except (OSError, ValueError, CompileError):
        return ()


def _plain(path: str, insns: tuple[Insn, ...], license_: str) -> ObjectSpec:
    name = objects.name_of(path) or "program"
    program = ProgramSpec(name, "", _PLAIN, insns)
    return ObjectSpec(name, {name: program}, {}, license=license_)


def _as(program: ProgramSpec, type_: str, flags: str) -> ProgramSpec:
    """Return *program* as another type, with more flags.

    Raises:
        ElfError: neither its section nor anybody else says what it is.
    """
    if type_:
        program = _typed(program, type_)
    if program.type is ProgType.UNSPEC and not program.optional:
        sections.find(program.section)
    return replace(program, flags=program.flags | _flags(flags))


def target(text: str) -> tuple[str, str]:
    """Return the file and the function that ``FILE[:FUNC]`` names; "" if it names no function."""
    file, _, function = text.rpartition(":")
    return (file, function) if file and function.isidentifier() else (text, "")


def onto(spec: ObjectSpec, function: str) -> ObjectSpec:
    """Return *spec* with its programs of other programs' functions for *function*, if it is one."""
    changed = {
        name: replace(each, attach_to=function or each.attach_to) if _extends(each) else each
        for name, each in spec.programs.items()
    }
    return replace(spec, programs=changed)


def _extends(program: ProgramSpec) -> bool:
    return program.type is ProgType.EXT or program.attach_type in (
        AttachType.TRACE_FENTRY,
        AttachType.TRACE_FEXIT,
    )


def _typed(program: ProgramSpec, type_: str) -> ProgramSpec:
    """Return *program* as what *type_* says: ``xdp``, or a section's name: ``cgroup/bind4``."""
    if type_.upper() in ProgType.__members__:
        made = ProgType[type_.upper()]
        if made is program.type:
            return program
        return replace(program, type=made, attach_type=None, section="")
    try:
        row = sections.find(type_)
    except ElfError as error:
        known = ", ".join(each.name.lower() for each in ProgType if each)
        raise UsageError(f"--type {type_}: no type of program\n  hint: {known}") from error
    attach: AttachType | None = row.attach_type
    return replace(
        program,
        section=type_,
        type=row.type,
        attach_type=attach,
        attach_to=row.rest,
        attach_btf=row.attach_btf,
        flags=row.flags,
    )


def _flags(names: str) -> int:
    """Return the BPF_F_* flags with these names, separated by commas."""
    value = 0
    for name in filter(None, names.upper().split(",")):
        if name not in ProgFlag.__members__:
            known = ", ".join(each.lower() for each in ProgFlag.__members__)
            raise UsageError(f"--flags {name.lower()}: no flag of programs\n  hint: {known}")
        value |= ProgFlag[name]
    return value
