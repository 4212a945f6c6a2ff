"""Text to instructions: the syntax of the kernel's disassembler and of LLVM's BPF assembler.

One instruction a line; ``label:`` names the next one, ``1:`` does so for ``goto 1b`` after it and
``goto 1f`` before it. Comments start with ``//``, ``#``, ``/*``, or ``;`` (`beebox.isa.asm.source`
says when). An opcode or an index in front, as logs have them, is read and held against the
instruction, so ``assemble`` takes what `beebox.isa.disasm` writes::

    r6 = r1                              w1 s>>= 3
    r0 = *(u32 *)(r1 + 4)                r0 = *(s8 *)(r1 -1)
    *(u64 *)(r10 - 8) = r1               *(u16 *)(r1 + 0) = 7
    if r1 s> 5 goto done                 goto pc+2
    r1 = 0x123456789abcdef0 ll           r1 = map[counts]           r1 = counts ll
    call bpf_get_prandom_u32             call 14                    call subprogram
    lock *(u64 *)(r1 + 0) += r2          r2 = atomic64_fetch_add((u64 *)(r1 + 0), r2)

`assemble` makes plain instructions; `unit` reads a text with sections, data and maps, of which
`beebox.lang.asm` makes an object.
"""

from __future__ import annotations

from collections.abc import Mapping

from beebox.isa.asm import reader
from beebox.isa.asm.resolve import resolve
from beebox.isa.asm.source import Source
from beebox.isa.asm.unit import TEXT, Unit
from beebox.isa.insn import Insn, decode


def assemble(
    text: str,
    helpers: Mapping[str, int] | None = None,
    maps: Mapping[str, int] | None = None,
    name: str = "",
) -> tuple[Insn, ...]:
    """Return the instructions that *text* says.

    *helpers* are further names for ``call``, beside Linux's own; *maps* is what ``map[name]``
    stands for; *name* is the file's, for errors.

    Raises:
        AsmError: with the place; also for sections of data and maps, which need an object.
    """
    return plain(Unit(Source(text, name), helpers or {}, maps or {}, plain=True))


def plain(unit: Unit) -> tuple[Insn, ...]:
    """Return the instructions of a new *unit* that wants no object."""
    resolve(reader.read(unit))
    for section in unit.sections.values():
        if section.name != TEXT and section.here:
            raise unit.fail_at(
                f"section {section.name} needs an object; plain code has none", (0, 0, 0)
            )
    if unit.maps:
        raise unit.fail_at("a map needs an object; plain code has none", (unit.maps[0].line, 1, 1))
    data = unit.sections[TEXT].data
    if len(data) % 8:
        raise unit.fail_at(f"{len(data)} bytes are not a whole number of instructions", (0, 0, 0))
    return decode(bytes(data))


def unit(text: str, name: str = "") -> Unit:
    """Return the sections, symbols and maps of *text*, its references resolved or relocations.

    Raises:
        AsmError: with the place.
    """
    made = Unit(Source(text, name), {}, {})
    resolve(reader.read(made))
    return made
