"""What a module declares for a kernel: its programs and maps, and those it includes.

Cheap: it looks at a module's variables, imports no compiler and reads no source.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from types import CellType, ModuleType

from beebox.lang.maps import Map
from beebox.lang.programs import Program

LICENSE = "Dual BSD/GPL"
"""What an object says when its module has no LICENSE: tracing helpers want a GPL in it."""


@dataclass(slots=True)
class Declared:
    """The declarations of one object, in the order of their modules."""

    programs: list[Program] = field(default_factory=list)
    maps: dict[str, Map] = field(default_factory=dict)
    license: str = LICENSE
    signature: list[str] = field(default_factory=list)
    """what of it is not in the source: values as they are now"""


def declared(module: ModuleType) -> Declared:
    """Return what *module* declares."""
    found = Declared(license=str(getattr(module, "LICENSE", LICENSE)))
    found.signature.append(found.license)
    _gather(module, found, [])
    found.programs.sort(key=lambda program: program.last)
    return found


def _gather(module: ModuleType, found: Declared, seen: list[ModuleType]) -> None:
    seen.append(module)
    for included in getattr(module, "__bpf_includes__", ()):
        if included not in seen:
            _gather(included, found, seen)
    for name, value in vars(module).items():
        if isinstance(value, Program) and value not in found.programs:
            found.programs += (value, *value.others)
            places = " ".join(each.section for each in (value, *value.others))
            found.signature.append(f"{module.__name__}.{value.name} {places}{_closed(value)}")
        elif isinstance(value, Map) and found.maps.get(name) is not value:
            found.maps[name] = value
            value.name = name
            found.signature.append(
                f"{module.__name__}.{name} {value.kind}[{value.types}] "
                f"{value.max_entries} {value.flags}"
            )


def _closed(program: Program) -> str:
    """Return what a program captures from functions around it, by name."""
    python = program.__wrapped__
    cells = python.__closure__ or ()
    pairs = zip(python.__code__.co_freevars, cells, strict=True)
    return "".join(f" {name}={_content(cell)!r}" for name, cell in pairs)


def _content(cell: CellType) -> object:
    try:
        found: object = cell.cell_contents
    except ValueError:
        return None
    return found
