"""Executables and libraries: our reader against pyelftools, and against hostile bytes."""

from __future__ import annotations

import random
import struct
import sys
from pathlib import Path

import pytest
from elftools.elf.elffile import ELFFile

from beebox.errors import ElfError
from beebox.loader.attach.binaries import find
from beebox.obj.binary import Binary


@pytest.fixture(scope="module")
def libc() -> str:
    return find("libc")


def test_functions_are_those_that_pyelftools_finds(libc) -> None:
    with Path(libc).open("rb") as file:
        elf = ELFFile(file)
        expected = {
            (symbol.name, symbol["st_value"])
            for symbol in elf.get_section_by_name(".dynsym").iter_symbols()
            if symbol["st_info"]["type"] == "STT_FUNC" and symbol["st_shndx"] != "SHN_UNDEF"
        }
        text = elf.get_section_by_name(".text")
        moved = text["sh_addr"] - text["sh_offset"]
    ours = {(each.name, each.offset + moved) for each in Binary(libc).functions}
    assert expected <= ours


def test_versions_tell_functions_of_one_name_apart(libc) -> None:
    binary = Binary(libc)
    plain = binary.function("malloc")
    assert plain.version.startswith("GLIBC_")
    assert binary.function(f"malloc@{plain.version}") == plain
    assert binary.function(f"malloc@@{plain.version}") == plain
    with pytest.raises(ElfError, match="no function 'malloc@GLIBC_0'"):
        binary.function("malloc@GLIBC_0")


def test_a_probe_that_is_not_there(libc) -> None:
    with pytest.raises(ElfError, match="no USDT probe nobody:nothing"):
        Binary(libc).usdt("nobody", "nothing")


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "it is empty"),
        (b"#!/bin/sh\n" + bytes(80), "not an ELF file"),
        (b"\x7fELF\x01\x01" + bytes(80), "not a 64-bit"),
        (b"\x7fELF\x02\x01", "cut off"),
    ],
)
def test_what_is_no_binary(tmp_path, data, said) -> None:
    path = tmp_path / "x"
    path.write_bytes(data)
    with pytest.raises(ElfError, match=said):
        Binary(str(path))


def test_hostile_bytes_give_typed_errors(tmp_path) -> None:
    data = bytearray(Path(sys.executable).resolve().read_bytes()[:4096]).ljust(8192, b"\0")
    chance = random.Random(7)
    path = tmp_path / "x"
    for _ in range(300):
        broken = bytearray(data)
        for _ in range(chance.randrange(1, 12)):
            struct.pack_into("<H", broken, chance.randrange(40, 2000), chance.randrange(1 << 16))
        struct.pack_into("<Q", broken, 40, chance.randrange(9000))
        path.write_bytes(broken)
        try:
            binary = Binary(str(path))
            _ = binary.functions, binary.probes
        except ElfError:
            pass


def test_what_is_found_by_name() -> None:
    assert find("libc").endswith(".so.6")
    assert find("sh").startswith("/")
    assert find(sys.executable) == str(Path(sys.executable).resolve())
