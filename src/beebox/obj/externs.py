"""What an object wants of the kernel: its functions and variables (``__ksym``), its configuration.

libbpf's conventions (tools/lib/bpf/libbpf.c, bpf_object__collect_externs). An extern stands in the
DATASEC ``.ksyms`` or ``.kconfig`` of the object's types, and is a symbol without a section; a weak
one may be missing.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from beebox.bits import align_up
from beebox.btf.types import Array, Btf, DataSec, Enum, Func, Int, Var, Void
from beebox.errors import BtfError, NotSupported
from beebox.obj.elf import STB_WEAK, Elf
from beebox.obj.spec import Config, Form

KSYMS, KCONFIG = ".ksyms", ".kconfig"


class Extern(NamedTuple):
    """A function or variable of the kernel."""

    name: str
    weak: bool
    type_id: int
    """a function's prototype, a variable's type; 0: nothing but the address is wanted"""
    function: bool
    number: int = 0
    """its place among all that the object wants, settings first, then by name"""


def of_kernel(elf: Elf, btf: Btf) -> dict[str, Extern]:
    """Return the externs of ``.ksyms`` by name."""
    weak = _weak(elf)
    found = {}
    for made in _members(btf, KSYMS):
        is_void = isinstance(btf.type(btf.resolve(made.type)), Void)
        type_id = 0 if is_void else made.type
        name = made.name
        found[name] = Extern(name, name in weak, type_id, isinstance(made, Func))
    before = len(_members(btf, KCONFIG))
    return {
        name: found[name]._replace(number=number)
        for number, name in enumerate(sorted(found), before)
    }


def configuration(elf: Elf, btf: Btf) -> list[Config]:
    """Return the externs of ``.kconfig``, placed as libbpf does: the widest first."""
    weak = _weak(elf)
    sizes = [(made, btf.size(made.type)) for made in _members(btf, KCONFIG)]
    sizes.sort(key=lambda pair: (-_alignment(btf, pair[0].type), pair[1], pair[0].name))
    found, end = [], 0
    for made, size in sizes:
        start = align_up(end, _alignment(btf, made.type))
        end = start + size
        form, signed = _form(btf, made)
        found.append(Config(made.name, start, size, made.type, made.name in weak, form, signed))
    return found


def _form(btf: Btf, wanted: Var | Func) -> tuple[Form, bool]:
    """Return how a setting is told, and whether as a signed number."""
    made = btf.type(btf.resolve(wanted.type))
    if isinstance(made, Array) and made.length:
        made = btf.type(btf.resolve(made.type))
        if isinstance(made, Int) and made.size == 1 and not made.bool:
            return Form.TEXT, False
    elif isinstance(made, Int) and made.bool and made.size == 1:
        return Form.BOOL, False
    elif isinstance(made, Int) and not made.bool and made.size in (1, 2, 4, 8):
        return (Form.CHAR if made.size == 1 else Form.INT), made.signed
    elif isinstance(made, Enum) and made.size == 4 and made.name == "libbpf_tristate":
        return Form.TRISTATE, False
    raise NotSupported(
        f"{wanted.name} is declared __kconfig as what no setting is",
        "bool, char, an integer, enum libbpf_tristate and arrays of char are told",
    )


def _weak(elf: Elf) -> frozenset[str]:
    return frozenset(
        symbol.name for symbol in elf.symbols if not symbol.section and symbol.bind == STB_WEAK
    )


def _members(btf: Btf, section: str) -> list[Var | Func]:
    type_id = btf.find(section, "datasec")
    made = btf.type(type_id) if type_id else None
    found = []
    for entry in made.vars if isinstance(made, DataSec) else ():
        member = btf.type(entry.type)
        if not isinstance(member, Var | Func):
            raise BtfError(f"{section} holds type {entry.type}, which is no variable or function")
        found.append(member)
    return found


def _alignment(btf: Btf, type_id: int) -> int:
    """Return the alignment of a scalar, or of the elements of an array."""
    made = btf.type(btf.resolve(type_id))
    while isinstance(made, Array):
        made = btf.type(btf.resolve(made.type))
    return max(getattr(made, "size", 8), 1)


def places(found: list[Config]) -> Mapping[tuple[str, str], int]:
    """Return the offsets of the variables of ``.kconfig``."""
    return {(KCONFIG, each.name): each.offset for each in found}


def end(found: list[Config]) -> int:
    """Return how many bytes they take together."""
    return max((each.offset + each.size for each in found), default=0)
