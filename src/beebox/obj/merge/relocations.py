"""Relocations of several objects, moved with their sections and symbols."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from beebox.errors import RelocationError
from beebox.isa.insn import SIZE
from beebox.isa.opcodes import CALL, LDDW
from beebox.obj.elf import STT_SECTION, Relocation, Section
from beebox.obj.merge.inputs import Input
from beebox.obj.merge.sections import Made, Sections
from beebox.obj.merge.symbols import Symbols
from beebox.obj.write import R_BPF_64_ABS64, OutRelocation

_WORD = 8


def moved(
    inputs: Sequence[Input], sections: Sections, symbols: Symbols
) -> dict[int, list[OutRelocation]]:
    """Return the relocations of each section of the linked object; addends are changed in place.

    Raises:
        RelocationError: one that cannot be moved.
    """
    found: dict[int, list[OutRelocation]] = {}
    for owner, each in enumerate(inputs):
        for section in each.sections():
            if (owner, section.number) in sections.repeated:
                continue
            number, start = sections.places[owner, section.number]
            made = sections.made[number]
            for relocation in each.elf.relocations(section):
                to = symbols.numbers.get((owner, relocation.symbol.number))
                if to is None:
                    raise _fault(each, section, relocation, "means a symbol that is not linked")
                if relocation.symbol.type == STT_SECTION:
                    shift = sections.places[owner, relocation.symbol.section][1]
                    at = start + relocation.offset
                    if not _shift(made, at, relocation.type, shift, little=each.elf.little):
                        raise _fault(each, section, relocation, "cannot be moved")
                at = start + relocation.offset
                found.setdefault(number, []).append(OutRelocation(at, relocation.type, to))
    return found


def _fault(owner: Input, section: Section, relocation: Relocation, what: str) -> RelocationError:
    return RelocationError(
        f"{owner.name}, section {section.name}, offset {relocation.offset}: the relocation against "
        f"{relocation.symbol.name} {what}"
    )


def _shift(made: Made, at: int, kind: int, shift: int, *, little: bool) -> bool:
    """Add *shift* to what the relocation at *at* adds to its section's start."""
    order: Literal["little", "big"] = "little" if little else "big"
    if not made.executable:
        if kind != R_BPF_64_ABS64 or at + _WORD > len(made.data):
            return False
        held = int.from_bytes(made.data[at : at + _WORD], order) + shift
        made.data[at : at + _WORD] = held.to_bytes(_WORD, order)
        return True
    if at % SIZE or at + SIZE > len(made.data) or made.data[at] not in (CALL, LDDW):
        return False
    unit = SIZE if made.data[at] == CALL else 1
    held = int.from_bytes(made.data[at + 4 : at + 8], order, signed=True) + shift // unit
    made.data[at + 4 : at + 8] = (held & 0xFFFFFFFF).to_bytes(4, order)
    return True
