"""The ELF reader: agrees with pyelftools on real objects, and no bytes confuse it."""

import io
import random
import struct
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beebox import obj
from beebox.errors import BeeboxError, ElfError
from beebox.obj import elf

OBJECTS = ["sample", "sample-eb", "core", "moved", "types"]


@pytest.mark.parametrize("name", OBJECTS)
def test_agrees_with_pyelftools(raw, name):
    elffile = pytest.importorskip("elftools.elf.elffile")
    data = raw(name)
    mine, theirs = elf.read(data), elffile.ELFFile(io.BytesIO(data))
    assert [s.name for s in mine.sections] == [s.name for s in theirs.iter_sections()]
    for one, other in zip(mine.sections, theirs.iter_sections(), strict=True):
        assert one.type == 8 or not one.type or mine.data(one) == other.data()
    table = theirs.get_section_by_name(".symtab")
    for one, other in zip(mine.symbols, table.iter_symbols(), strict=True):
        assert one.value == other["st_value"]
        assert one.size == other["st_size"]
        assert one.name == other.name or one.type == elf.STT_SECTION
    for section in filter(lambda s: s.executable, mine.sections):
        found = theirs.get_section_by_name(f".rel{section.name}")
        wanted = (
            [(r["r_offset"], r["r_info_type"]) for r in found.iter_relocations()] if found else []
        )
        assert [(r.offset, r.type) for r in mine.relocations(section)] == wanted


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "not an ELF file"),
        (b"#!/bin/sh\n", "not an ELF file"),
        (b"\x7fELF\x02\x01\x01", "cut off: 7 bytes"),
        (b"\x7fELF\x01" + bytes(80), "32-bit"),
        (b"\x7fELF\x02\x03" + bytes(80), "byte order 3"),
    ],
)
def test_not_an_object(data, message):
    with pytest.raises(ElfError, match=message):
        elf.read(data)


def patched(data: bytes, at: int, layout: str, value: int) -> bytes:
    return data[:at] + struct.pack(layout, value) + data[at + struct.calcsize(layout) :]


def header_of(data: bytes, name: str) -> int:
    """Return where the header of section *name* is."""
    (shoff,) = struct.unpack_from("<Q", data, 40)
    found = elf.read(data).section(name)
    assert found
    return shoff + 64 * found.number


def test_another_machine(raw):
    with pytest.raises(ElfError, match="machine 62, not for BPF"):
        elf.read(patched(raw("sample"), 18, "<H", 62))


def test_an_executable(raw):
    with pytest.raises(ElfError, match="type 2, not a relocatable object"):
        elf.read(patched(raw("sample"), 16, "<H", 2))


def test_truncated(raw):
    data = raw("sample")
    for length in range(0, len(data), 97):
        with pytest.raises(ElfError):
            elf.read(data[:length])


def test_a_huge_number_of_sections(raw):
    with pytest.raises(ElfError, match=r"section headers at .* go beyond"):
        elf.read(patched(raw("sample"), 60, "<H", 0xFEFF))


def test_a_section_beyond_the_end(raw):
    data = raw("sample")
    with pytest.raises(ElfError, match=r"section \.maps: 4294967295 bytes at .* go beyond"):
        elf.read(patched(data, header_of(data, ".maps") + 32, "<Q", 0xFFFFFFFF))


def test_overlapping_sections(raw):
    data = raw("sample")
    (offset,) = struct.unpack_from("<Q", data, header_of(data, ".maps") + 24)
    with pytest.raises(ElfError, match=r"sections .* overlap at"):
        elf.read(patched(data, header_of(data, ".data") + 24, "<Q", offset))


def test_a_name_outside_the_names(raw):
    data = raw("sample")
    with pytest.raises(ElfError, match="section 2: its name, at 1048576, is outside"):
        elf.read(patched(data, header_of(data, ".text"), "<I", 1 << 20))


def test_relocation_against_no_symbol(raw):
    data = raw("sample")
    found = elf.read(data).section(".rel.text")
    assert found
    damaged = elf.read(patched(data, found.offset + 12, "<I", 9999))
    with pytest.raises(ElfError, match="there is no symbol 9999"):
        obj.read(damaged.bytes, "x")


@given(st.binary(max_size=300))
def test_any_bytes(data):
    with pytest.raises(ElfError):
        elf.read(b"\x7fELF\x02\x01" + data)


@pytest.mark.parametrize("name", OBJECTS)
@pytest.mark.parametrize("seed", range(40))
def test_damaged_objects(raw, name, seed):
    """Random bytes in real objects: an error of ours, or an object; nothing else, and soon."""
    chance = random.Random(f"{name} {seed}")
    data = bytearray(raw(name))
    headers = struct.unpack_from("<Q" if data[5] == 1 else ">Q", data, 40)[0]
    for _ in range(chance.choice([1, 3, 20])):
        at = chance.choice([chance.randrange(len(data)), chance.randrange(headers, len(data))])
        data[at] = chance.choice([0, 1, 0x7F, 0x80, 0xFF, chance.randrange(256)])
    with suppress(BeeboxError):
        obj.read(bytes(data), "damaged")
