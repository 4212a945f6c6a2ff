"""Several objects linked into one, as ``bpftool gen object`` does it.

After tools/lib/bpf/linker.c: sections of one name are put behind each other, externs meet their
definitions, weak definitions give way, types are merged and kept once, and what ``.BTF.ext`` says
moves along. What is left undefined is the kernel's.
"""

from __future__ import annotations

from collections.abc import Sequence

from beebox.errors import BtfError, ElfError, NotSupported
from beebox.obj.elf import read
from beebox.obj.merge import relocations, types
from beebox.obj.merge.inputs import Input
from beebox.obj.merge.sections import Sections
from beebox.obj.merge.symbols import Symbols
from beebox.obj.write import OutSection, write


def merge(objects: Sequence[tuple[str, bytes]]) -> bytes:
    """Return one object of *objects*: (name for messages, bytes).

    Raises:
        ElfError: one is damaged; two define the same, or differ in license or version.
        BtfError: types are damaged, or an extern is of another type than its definition.
        NotSupported: they are for machines of either byte order.
    """
    inputs = [_input(name, data) for name, data in objects]
    if not inputs:
        raise ElfError("no object to link")
    _check_order(inputs)
    _check_types(inputs)
    sections = Sections(inputs)
    symbols = Symbols(inputs, sections)
    merged = types.merge(inputs, symbols, sections)
    moved = relocations.moved(inputs, sections, symbols)
    made = [section.finished(moved.get(at, ())) for at, section in enumerate(sections.made)]
    if merged is not None:
        made += [
            OutSection(".BTF", merged.btf, align=4),
            OutSection(".BTF.ext", merged.ext, align=4),
        ]
    return write(made, symbols.made, little=inputs[0].elf.little)


def _check_order(inputs: Sequence[Input]) -> None:
    first = inputs[0]
    for each in inputs:
        if each.elf.little != first.elf.little:
            orders = ("big", "little")
            raise NotSupported(
                f"{each.name} is for {orders[each.elf.little]}-endian machines, "
                f"{first.name} for {orders[first.elf.little]}-endian ones"
            )


def _check_types(inputs: Sequence[Input]) -> None:
    """Refuse objects without types among such with: their externs could not be looked at."""
    without = [each.name for each in inputs if each.btf is None]
    if without and len(without) < len(inputs):
        raise BtfError(f"{without[0]}: it has no BTF, and the others have; compile it with -g")


def _input(name: str, data: bytes) -> Input:
    try:
        return Input.read(name, read(data))
    except (ElfError, BtfError) as error:
        raise type(error)(f"{name}: {error}") from error


__all__ = ["merge"]
