"""Damage to real objects: words and bytes where an ELF file and its types keep what they say.

Files are hit where it hurts: in headers, tables, types and what they say of instructions. A seed
says what is done, so a failure can be repeated.
"""

from __future__ import annotations

import random
import struct
from pathlib import Path

from beebox.obj import elf

DATA = Path(__file__).parent.parent / "data" / "obj"
OBJECTS = sorted(path for path in DATA.glob("**/*.o") if "-eb" not in path.name)
_WORDS = (0, 1, 2, 3, 4, 8, 16, 63, 127, 255, 4096, 65535, 65536, 0x7FFFFFFF, 0x80000000,
          0xFFFFFFFF, 0xFFFFFFF0, 0x01000000, 0x04000001, 0x0D000001, 0x13000001)  # fmt: skip
_STEPS = (-8, -4, -1, 1, 4, 8, 16, 1 << 16, 1 << 24)


def damaged(seed: int) -> tuple[str, bytes]:
    """Return a damaged object, and the name of the one that it was."""
    chance = random.Random(seed)
    path = chance.choice(OBJECTS)
    data = bytearray(path.read_bytes())
    places = _places(bytes(data))
    for _ in range(chance.choice((1, 1, 1, 2, 3, 8))):
        start, size = chance.choice(places)
        _hit(data, chance, start, size)
    if chance.random() < 0.05:
        del data[chance.randrange(len(data)) :]
    return path.name, bytes(data)


def cuts(data: bytes) -> list[bytes]:
    """Return an object that ends where one of its parts begins or ends, or a byte beside."""
    ends = {edge + step for start, size in _places(data) for edge in (start, start + size)
            for step in (-1, 0, 1)}  # fmt: skip
    return [data[:end] for end in sorted(ends) if 0 <= end < len(data)]


def overlaps(data: bytes) -> list[bytes]:
    """Return an object in which one section lies where another does, for each two of them."""
    headers, count = struct.unpack_from("<Q", data, 40)[0], len(elf.read(data).sections)
    made = []
    for one in range(1, count):
        for other in range(1, count):
            changed, at = bytearray(data), headers + elf.SECTION_SIZE * one + 24
            place = headers + elf.SECTION_SIZE * other + 24
            changed[at : at + 16] = data[place : place + 16]  # sh_offset, sh_size
            made.append(bytes(changed))
    return made


def wild(data: bytes) -> list[bytes]:
    """Return an object with a wild number in a field of one section's header, for each."""
    headers, count = struct.unpack_from("<Q", data, 40)[0], len(elf.read(data).sections)
    made = []
    for section in range(count):
        for at in range(0, elf.SECTION_SIZE, 4):
            for number in (0, 1, count, 0xFFF1, 0x7FFFFFFF, 0xFFFFFFFF):
                changed = bytearray(data)
                struct.pack_into("<I", changed, headers + elf.SECTION_SIZE * section + at, number)
                made.append(bytes(changed))
    return made


def _places(data: bytes) -> list[tuple[int, int]]:
    """Return where a file says what it is: its header, its sections' headers, its sections."""
    read = elf.read(data)
    headers = struct.unpack_from("<Q", data, 40)[0]
    found = [(0, elf.HEADER_SIZE), (headers, len(read.sections) * elf.SECTION_SIZE)]
    for section in read.sections:
        stored = section.type not in (0, elf.SHT_NOBITS) and section.size >= 8
        if stored and section.name not in (".rel.BTF", ".rel.BTF.ext"):
            found.append((section.offset, section.size))
    return found


def _hit(data: bytearray, chance: random.Random, start: int, size: int) -> None:
    at = start + chance.randrange(size // 4) * 4
    held = int.from_bytes(data[at : at + 4], "little")
    kind = chance.random()
    if kind < 0.45:
        held = chance.choice(_WORDS) if chance.random() < 0.6 else chance.randrange(64)
    elif kind < 0.7:
        held += chance.choice(_STEPS)
    elif kind < 0.9:
        held ^= 1 << chance.randrange(32)
    else:
        other = start + chance.randrange(size // 4) * 4
        held = int.from_bytes(data[other : other + 4], "little")
    data[at : at + 4] = (held & 0xFFFFFFFF).to_bytes(4, "little")
