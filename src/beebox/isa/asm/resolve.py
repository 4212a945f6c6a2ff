"""References put into the bytes they stand in, when every symbol is known.

What cannot be known before an object is linked or loaded becomes a `Relocation`: the address of
data, of a map, of a function elsewhere.
"""

from __future__ import annotations

import struct
from difflib import get_close_matches

from beebox.errors import AsmError
from beebox.isa.asm import expressions
from beebox.isa.asm.expressions import Sum
from beebox.isa.asm.unit import Kind, Reference, Relocation, Section, Symbol, Unit
from beebox.isa.insn import SIZE
from beebox.isa.opcodes import CallKind, Pseudo

_REGS, _OFF, _IMM = 1, 2, 4
"""where an instruction's register, offset and immediate fields begin"""
_LOOKED = 2000
"""among how many names a near one is looked for"""


def resolve(unit: Unit) -> None:
    """Settle every reference and size of *unit*.

    Raises:
        AsmError: a symbol is not there, is of the wrong kind, or is too far away.
    """
    for section in unit.sections.values():
        for reference in section.references:
            _RESOLVERS[reference.kind](unit, section, reference)
    for name, what, place in unit.sizes:
        value = _value(unit, what, place)
        if isinstance(value, tuple) or value < 0:
            raise unit.fail_at(f"{expressions.shown(what)} is not a size", place)
        unit.symbol(name).size = value


def _value(unit: Unit, what: Sum, place: tuple[int, int, int]) -> int | tuple[Symbol, int]:
    """Return a number, or a symbol and what is added to its address."""
    total = what.number
    left: list[Symbol] = []
    taken: list[Symbol] = []
    for names, symbols, sign in ((what.plus, left, 1), (what.minus, taken, -1)):
        for name in names:
            symbol = _symbol(unit, name, place)
            if symbol.section == "":
                total += sign * symbol.offset
            else:
                symbols.append(symbol)
    for symbol in taken:
        partner = next((each for each in left if each.section == symbol.section), None)
        if partner is None or symbol.section is None:
            raise unit.fail_at(
                f"{shown(symbol.name)} cannot be taken away: only the distance of two labels of"
                " one section is a number",
                place,
            )
        left.remove(partner)
        total += partner.offset - symbol.offset
    if len(left) > 1:
        raise unit.fail_at("two addresses cannot be added", place)
    return (left[0], total) if left else total


def shown(name: str) -> str:
    """Return a symbol's name as it was written: numeric labels are kept with their count."""
    return name.partition(" ")[0] if name[0].isdigit() else name


def _symbol(unit: Unit, name: str, place: tuple[int, int, int]) -> Symbol:
    symbol = unit.symbols.get(name)
    if symbol is None and name in unit.sections:
        return Symbol(name, name)
    if symbol is None or (symbol.section is None and not symbol.bind):
        raise _missing(unit, name, place, "label")
    return symbol


def _missing(unit: Unit, name: str, place: tuple[int, int, int], what: str) -> AsmError:
    if name[0].isdigit():
        return unit.fail_at(f"there is no label {shown(name)}: before it b, after it f", place)
    known = [each for each, symbol in unit.symbols.items() if symbol.section and " " not in each]
    near = get_close_matches(name, known[:_LOOKED], 1)
    hint = f"did you mean {near[0]}?" if near else ""
    if not near and not unit.plain:
        hint = f"if another object has it: .extern {name}"
    return unit.fail_at(f"there is no {what} {name}", place, hint)


def _jump(unit: Unit, section: Section, reference: Reference) -> None:
    """Put the distance in, which counts from the next instruction, in instructions."""
    symbol = _symbol(unit, reference.what.plus[0], reference.place)
    name = shown(symbol.name)
    if symbol.section != section.name:
        where = "is a constant" if symbol.section == "" else "is not in this section"
        raise unit.fail_at(f"{name} {where}; a jump stays in its section", reference.place)
    distance = _distance(unit, symbol.offset, reference)
    if reference.kind is Kind.JUMP32:
        struct.pack_into("<i", section.data, reference.offset + _IMM, distance)
    elif -(1 << 15) <= distance < 1 << 15:
        struct.pack_into("<h", section.data, reference.offset + _OFF, distance)
    else:
        raise unit.fail_at(f"{name} is too far away", reference.place, "gotol goes further")


def _distance(unit: Unit, target: int, reference: Reference) -> int:
    distance, rest = divmod(target - reference.offset - SIZE, SIZE)
    if rest:
        name = shown(reference.what.plus[0])
        raise unit.fail_at(f"{name} is not at an instruction", reference.place)
    return distance


def _call(unit: Unit, section: Section, reference: Reference) -> None:
    """Call a label of this unit, else a helper, else a function of another object."""
    name = reference.what.plus[0]
    symbol = unit.symbols.get(name)
    if symbol is None or (symbol.section is None and not symbol.bind):
        number = _helper(unit, name)
        if number is None or reference.what.number:
            raise _no_helper(unit, name, reference)
        struct.pack_into("<i", section.data, reference.offset + _IMM, number)
        return
    if symbol.section == section.name:
        distance = _distance(unit, symbol.offset + reference.what.number, reference)
    elif unit.plain:
        raise unit.fail_at(f"{name} is not in this section", reference.place)
    else:
        added, rest = divmod(reference.what.number, SIZE)
        if rest:
            raise unit.fail_at(f"{name} is not at an instruction", reference.place)
        distance = added - 1
        section.relocations.append(Relocation(reference.offset, Kind.CALL, name))
    section.data[reference.offset + _REGS] = CallKind.LOCAL << 4
    struct.pack_into("<i", section.data, reference.offset + _IMM, distance)


def _helper(unit: Unit, name: str) -> int | None:
    from beebox.abi.enums import Func  # noqa: PLC0415 - only programs that call need the table

    if name in unit.helpers:
        return unit.helpers[name]
    plain = name.removeprefix("bpf_")
    return Func[plain].value if plain in Func.__members__ else None


def _no_helper(unit: Unit, name: str, reference: Reference) -> AsmError:
    from beebox.abi.enums import Func  # noqa: PLC0415 - as above

    known = [f"bpf_{each}" for each in Func.__members__] + list(unit.helpers)
    known += [each for each, symbol in unit.symbols.items() if symbol.section and " " not in each]
    known = known[:_LOOKED]
    near = get_close_matches(name, known, 1) or get_close_matches(f"bpf_{name}", known, 1)
    hint = f"did you mean {near[0]}?" if near else f"if another object has it: .extern {name}"
    return unit.fail_at(f"there is no helper or label {name}", reference.place, hint)


def _wide(unit: Unit, section: Section, reference: Reference) -> None:
    """Put an address into an ``lddw``: a relocation, or (plain) the distance to a function."""
    value = _value(unit, reference.what, reference.place)
    if not isinstance(value, tuple):
        _put_wide(section, reference.offset, value & (1 << 64) - 1)
        return
    symbol, added = value
    if unit.plain:
        if symbol.section != section.name or added:
            raise unit.fail_at(
                f"the address of {shown(symbol.name)} is known only in an object", reference.place
            )
        distance = _distance(unit, symbol.offset, reference)
        section.data[reference.offset + _REGS] &= 15
        section.data[reference.offset + _REGS] |= Pseudo.FUNC << 4
        struct.pack_into("<i", section.data, reference.offset + _IMM, distance)
        return
    section.data[reference.offset + _REGS] &= 15
    _put_wide(section, reference.offset, added & (1 << 32) - 1)
    section.relocations.append(Relocation(reference.offset, Kind.WIDE, symbol.name, added))


def _put_wide(section: Section, offset: int, value: int) -> None:
    struct.pack_into("<I", section.data, offset + _IMM, value & 0xFFFFFFFF)
    struct.pack_into("<I", section.data, offset + SIZE + _IMM, value >> 32)


def _data(unit: Unit, section: Section, reference: Reference) -> None:
    value = _value(unit, reference.what, reference.place)
    bits = 8 * reference.size
    added = value[1] if isinstance(value, tuple) else value
    if isinstance(value, tuple):
        name = shown(value[0].name)
        if unit.plain:
            raise unit.fail_at(f"the address of {name} is known only in an object", reference.place)
        if reference.size < 4:
            raise unit.fail_at(f"an address does not fit in {bits} bits", reference.place)
        section.relocations.append(
            Relocation(reference.offset, Kind.DATA, value[0].name, added, reference.size)
        )
    if not -(1 << (bits - 1)) <= added < 1 << bits:
        raise unit.fail_at(f"{added} does not fit in {bits} bits", reference.place)
    raw = (added & (1 << bits) - 1).to_bytes(reference.size, "little")
    section.data[reference.offset : reference.offset + reference.size] = raw


_RESOLVERS = {
    Kind.JUMP: _jump,
    Kind.JUMP32: _jump,
    Kind.CALL: _call,
    Kind.WIDE: _wide,
    Kind.DATA: _data,
}
