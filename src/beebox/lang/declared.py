"""What a module declares for a kernel: its programs and maps, and those it includes.

Cheap: it looks at a module's variables, imports no compiler and reads no source.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import CellType, ModuleType

from beebox.errors import CompileError, Location
from beebox.lang.maps import Map
from beebox.lang.programs import Program

Names = Mapping[str, object]
"""the variables of a module, a class or a function"""
CPUS = ("v1", "v2", "v3", "v4")
"""the versions of the instruction set that LLVM knows"""
LICENSE = "Dual BSD/GPL"
"""What an object says when its module has no LICENSE: tracing helpers want a GPL in it."""


@dataclass(slots=True)
class Declared:
    """The declarations of one object, in the order of their modules."""

    programs: list[Program] = field(default_factory=list)
    maps: dict[str, Map] = field(default_factory=dict)
    license: str = LICENSE
    cpu: str = ""
    """the version of the instruction set that it is fixed to"""
    signature: list[str] = field(default_factory=list)
    """what of it is not in the source: values as they are now"""


def declared(module: ModuleType, scope: Names | None = None) -> Declared:
    """Return what *module* declares, or the function whose names are *scope*."""
    found = Declared(license=str((scope or {}).get("LICENSE", getattr(module, "LICENSE", LICENSE))))
    found.signature.append(found.license)
    found.cpu = str((scope or {}).get("MCPU", getattr(module, "MCPU", "")))
    if found.cpu not in {"", *CPUS}:
        raise CompileError(
            f"MCPU = {found.cpu!r} is no version of the instruction set",
            Location(module.__file__ or module.__name__),
            f"one of {', '.join(CPUS)}, or leave it out",
        )
    if scope is None:
        _gather(module, found, [])
    else:
        _names(module.__name__, scope, found)
    found.programs.sort(key=lambda program: program.last)
    return found


def declares(scope: Names) -> bool:
    """Say whether a function declares programs of its own: *scope* are its names."""
    return any(isinstance(value, Program) for value in scope.values())


def _gather(module: ModuleType, found: Declared, seen: list[ModuleType]) -> None:
    seen.append(module)
    for included in getattr(module, "__bpf_includes__", ()):
        if included not in seen:
            _gather(included, found, seen)
    _names(module.__name__, vars(module), found)


def _names(module: str, names: Names, found: Declared) -> None:
    """Take what is declared under *names*, and in classes among them that *module* defines."""
    for name, value in names.items():
        if isinstance(value, Program) and value not in found.programs:
            found.programs += (value, *value.others)
            closed = _closed(value)
            places = " ".join(each.section for each in (value, *value.others))
            found.signature.append(f"{module}.{value.name} {places}{_shown(closed)}")
            _names(module, {key: each for key, each in closed.items() if _is_map(each)}, found)
        elif isinstance(value, Map) and not _is_alias(name, value, names, found):
            found.maps[name] = value
            value.name = name
            found.signature.append(
                f"{module}.{name} {value.kind}[{value.types}] {value.max_entries} {value.flags}"
                f"{_inner(value)}"
            )
        elif isinstance(value, type) and value.__module__ == module and value.__name__ == name:
            _names(module, vars(value), found)


def _inner(map_: Map) -> str:
    """Return what a map of maps says of those in it."""
    inner = getattr(map_, "inner", None)
    if inner is None:
        return ""
    return f" of {inner.kind}[{inner.types}] {inner.max_entries} {inner.flags}"


def _is_alias(name: str, map_: Map, names: Names, found: Declared) -> bool:
    """Say whether a map goes by another name: a notebook keeps what it shows as ``_3``, too."""
    if any(each is map_ for each in found.maps.values()):
        return True
    others = (each for each, value in names.items() if value is map_ and not each.startswith("_"))
    return name.startswith("_") and next(others, "") != ""


def _is_map(thing: object) -> bool:
    return isinstance(thing, Map)


def _shown(closed: Names) -> str:
    return "".join(f" {name}={value!r}" for name, value in closed.items())


def _closed(program: Program) -> dict[str, object]:
    """Return what a program captures from functions around it, by name."""
    python = program.__wrapped__
    cells = python.__closure__ or ()
    pairs = zip(python.__code__.co_freevars, cells, strict=True)
    return {name: _content(cell) for name, cell in pairs}


def _content(cell: CellType) -> object:
    try:
        found: object = cell.cell_contents
    except ValueError:
        return None
    return found
