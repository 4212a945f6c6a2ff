"""Types of several objects merged: one BTF, one ``.BTF.ext``, each type once.

After tools/lib/bpf/linker.c, linker_append_btf. A global name has one type, its definition's;
sections of variables are joined as their ELF sections are.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, TypeVar

from beebox.btf import ext as btf_ext
from beebox.btf.dedup import dedup, renumbered
from beebox.btf.types import DataSec, Func, FuncProto, SecVar, Type, Var
from beebox.btf.write import Builder
from beebox.errors import BtfError
from beebox.obj.maps import MAPS
from beebox.obj.merge import agree
from beebox.obj.merge.inputs import STATIC, Input
from beebox.obj.merge.sections import Sections
from beebox.obj.merge.symbols import Symbols

_Row = TypeVar("_Row")
_GLOBAL = 1
_UNBOUND = ".extern"
"""clang's section for what is declared without one; linking settles it"""


class Merged(NamedTuple):
    """The bytes of both sections."""

    btf: bytes
    ext: bytes


def merge(inputs: Sequence[Input], symbols: Symbols, sections: Sections) -> Merged | None:
    """Return the types of the linked object, None if no input has any.

    Raises:
        BtfError: a global name has no type, or another type in another object.
    """
    if all(each.btf is None for each in inputs):
        return None
    merger = _Merger(inputs, symbols, sections)
    types, new = dedup([*merger.types, *merger.datasecs()])
    builder = Builder()
    for made in types:
        builder.add(made)
    order = "<" if inputs[0].elf.little else ">"
    ids = [{k: new[v] for k, v in each.items()} for each in merger.ids]
    ext = _ext(inputs, sections, builder, ids, order)
    return Merged(builder.build(order), ext)


class _Merger:
    """All types behind each other, global names once."""

    def __init__(self, inputs: Sequence[Input], symbols: Symbols, sections: Sections) -> None:
        self._inputs = inputs
        self._symbols = symbols
        self._sections = sections
        self._globals = [_globals(each) for each in inputs]
        self.ids: list[dict[int, int]] = [{0: 0} for _ in inputs]
        """of each input: a type there, the type here"""
        self.types: list[Type] = []
        self._check()
        self._number()
        for owner, each in enumerate(inputs):
            self._take(owner, each)

    def _check(self) -> None:
        """Hold what each input means by a global name against what the winner means."""
        for owner, each in enumerate(self._inputs):
            for symbol in self._symbols.of(owner):
                won = self._symbols.globals[symbol.name].owner
                mine, its = (self._meant(at, symbol.name) for at in (owner, won))
                if owner != won:
                    place = self._symbols.globals[symbol.name].symbol.section
                    elf = self._inputs[won].elf
                    is_map = bool(place) and elf.sections[place].name == MAPS
                    agree.check(symbol.name, its, mine, is_map=is_map)
                    self._check_section(symbol.name, each, self._inputs[won])

    def _check_section(self, name: str, one: Input, two: Input) -> None:
        first, second = (_section_of(each, name) for each in (one, two))
        if first and first not in (second, _UNBOUND):
            other = f"{second or 'none'} of {two.name}"
            raise BtfError(f"{name} is in section {first} of {one.name}, and in {other}")

    def _meant(self, owner: int, name: str) -> agree.Side:
        each = self._inputs[owner]
        found = self._globals[owner].get(name)
        if found is None or each.btf is None:
            raise BtfError(f"{each.name}: the types do not say what {name} is")
        return agree.Side(each.name, each.btf, found)

    def _number(self) -> None:
        """Give numbers: to global names' types where they are defined, to all others in order."""
        last = 0
        for owner, each in enumerate(self._inputs):
            for type_id, made in each.types():
                if self._stays(owner, made):
                    last += 1
                    self.ids[owner][type_id] = last
        for owner, each in enumerate(self._inputs):
            for type_id, made in each.named():
                found = self._symbols.globals.get(made.name)
                if found is not None and found.owner != owner:
                    its = self._globals[found.owner][made.name]
                    self.ids[owner][type_id] = self.ids[found.owner][its]

    def _stays(self, owner: int, made: Type) -> bool:
        if isinstance(made, DataSec):
            return False
        if isinstance(made, Func | Var) and made.linkage != STATIC:
            found = self._symbols.globals.get(made.name)
            return found is not None and found.owner == owner  # none: of a section kept once
        return True

    def _take(self, owner: int, each: Input) -> None:
        ids, names = self.ids[owner], self._parameters(owner, each)
        for type_id, made in each.types():
            if not self._stays(owner, made):
                continue
            if isinstance(made, FuncProto) and type_id in names:
                params = zip(made.params, names[type_id], strict=True)
                made = made._replace(  # noqa: PLW2901 - the same, with names
                    params=tuple(each._replace(name=each.name or name) for each, name in params)
                )
            try:
                moved = renumbered(made, ids.__getitem__)
            except KeyError as error:
                raise BtfError(
                    f"{each.name}: type {type_id} refers to {error.args[0]}, which is not linked"
                ) from None
            if isinstance(moved, Func | Var) and moved.linkage != STATIC:
                defined = self._symbols.globals[moved.name].defined
                moved = moved._replace(linkage=_GLOBAL) if defined else moved
            self.types.append(moved)

    def _parameters(self, owner: int, each: Input) -> dict[int, tuple[str, ...]]:
        """Return how definitions name the parameters of functions that *each* only declares.

        So that what is left of the declaration is the same type.
        """
        found = {}
        for _, made in each.named():
            known = self._symbols.globals.get(made.name)
            if isinstance(made, Func) and known is not None and known.owner != owner:
                its = self._inputs[known.owner].btf
                assert its is not None
                other = its.type(self._globals[known.owner][made.name])
                assert isinstance(other, Func)  # they are alike, as `_check` saw
                proto = its.type(other.type)
                assert isinstance(proto, FuncProto)
                found[made.type] = tuple(param.name for param in proto.params)
        return found

    def datasecs(self) -> list[Type]:
        """Return the sections of variables, those of one name joined."""
        joined: dict[str, list[SecVar]] = {}
        for owner, each in enumerate(self._inputs):
            for made in each.datasecs():
                if made.name != _UNBOUND:
                    joined.setdefault(made.name, []).extend(self._entries(owner, each, made))
        sizes = {made.name: made.size for made in self._sections.made}
        return [
            DataSec(name, sizes.get(name, 0), tuple(sorted(found, key=lambda e: e.offset)))
            for name, found in joined.items()
        ]

    def _entries(self, owner: int, each: Input, made: DataSec) -> list[SecVar]:
        section = each.elf.section(made.name)
        key = (owner, section.number) if section is not None else None
        if key in self._sections.repeated:
            return []
        start = self._sections.places[key][1] if key in self._sections.places else 0
        assert each.btf is not None
        placed = {
            symbol.name: symbol.value
            for symbol in each.elf.symbols
            if section is not None and symbol.section == section.number
        }
        found = []
        for entry in made.vars:
            meant = each.btf.type(entry.type)
            if not isinstance(meant, Func | Var):
                raise BtfError(f"{each.name}: section {made.name} holds what is no variable")
            offset = entry.offset
            if meant.linkage != STATIC:
                if not self._stays(owner, meant):
                    continue
                offset = placed.get(meant.name, offset)
            elif placed and not made.size and meant.name not in placed:
                continue  # a constant that LLVM has moved to another section
            if entry.type in self.ids[owner]:
                found.append(SecVar(self.ids[owner][entry.type], start + offset, entry.size))
        return found


def _globals(each: Input) -> dict[str, int]:
    """Return the types of what other objects see, by name."""
    found: dict[str, int] = {}
    for type_id, made in each.named():
        found.setdefault(made.name, type_id)
    return found


def _section_of(each: Input, name: str) -> str:
    """Return in which section of variables *name* stands, nothing if in none."""
    ids = {type_id for type_id, made in each.named() if made.name == name}
    for made in each.datasecs():
        if any(entry.type in ids for entry in made.vars):
            return made.name
    return ""


class _Known(dict[int, int]):
    """The types of an input, as `dict`; another one is refused."""

    def __init__(self, name: str, ids: dict[int, int]) -> None:
        super().__init__(ids)
        self.name = name

    def __missing__(self, type_id: int) -> int:
        raise BtfError(f"{self.name}: .BTF.ext speaks of type {type_id}, which is not linked")


def _ext(
    inputs: Sequence[Input],
    sections: Sections,
    builder: Builder,
    ids: Sequence[dict[int, int]],
    order: str,
) -> bytes:
    """Return what the inputs say of instructions, at the instructions' new places."""
    funcs: dict[int, list[btf_ext.Func]] = {}
    lines: dict[int, list[btf_ext.Line]] = {}
    cores: dict[int, list[btf_ext.CoreRow]] = {}
    for owner, each in enumerate(inputs):
        assert each.btf is not None
        text, known = each.btf.string, _Known(each.name, ids[owner])
        for name, start in sections.starts(owner):
            at = builder.string(name)
            funcs.setdefault(at, []).extend(
                f._replace(offset=start + f.offset, type_id=known[f.type_id])
                for f in each.ext.funcs.get(name, ())
            )
            lines.setdefault(at, []).extend(
                n._replace(
                    offset=start + n.offset,
                    file_off=builder.string(text(n.file_off)),
                    line_off=builder.string(text(n.line_off)),
                )
                for n in each.ext.lines.get(name, ())
            )
            cores.setdefault(at, []).extend(
                btf_ext.CoreRow(
                    start + c.offset, known[c.type_id], builder.string(c.access), c.kind
                )
                for c in each.ext.cores.get(name, ())
            )
    return btf_ext.write(_some(funcs), _some(lines), _some(cores), order)


def _some(table: dict[int, list[_Row]]) -> dict[int, list[_Row]]:
    return {at: rows for at, rows in table.items() if rows}
