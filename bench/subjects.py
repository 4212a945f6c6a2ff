"""The C programs that are measured, the packet they get, and what fills their maps."""

from __future__ import annotations

import shutil
import struct
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from random import Random
from typing import NamedTuple

HERE = Path(__file__).parent / "programs"
SIZE = 1536
"""bytes of the packet"""
BPF_FLAGS = ("-target", "bpf", "-mcpu=v3", "-O2", "-g", "-fno-builtin")
# clang would make a call of memcpy from a loop that copies, and BPF has no such function
BPF_FLAGS += ("-mllvm", "-disable-loop-idiom-all")
NATIVE_FLAGS = ("-O2", "-fPIC", "-shared")


class Subject(NamedTuple):
    """A program: *kind* is ``floor`` (nothing to do), ``scalar``, ``loop`` or ``map``.

    ``scalar`` and ``loop`` are the pure ones; loops may be vectorised, or live on the stack.
    """

    name: str
    kind: str
    folder: Path = HERE

    @property
    def source(self) -> Path:
        """Where it is written."""
        return self.folder / f"{self.name}.c"

    @property
    def pure(self) -> bool:
        """Whether it counts among the programs without maps."""
        return self.kind in ("scalar", "loop")


SUBJECTS = (
    Subject("simple", "floor"),
    Subject("log2", "scalar"),
    Subject("prime", "scalar"),
    Subject("memcpy", "loop"),
    Subject("strcmp", "scalar"),
    Subject("switch", "scalar"),
    Subject("bubble", "scalar"),
    Subject("matrix", "loop"),
    Subject("checksum", "loop"),
    Subject("fnv", "scalar"),
    Subject("call", "scalar"),
    Subject("parse", "scalar"),
    Subject("array_count", "map"),
    Subject("array_plain", "map"),
    Subject("percpu_count", "map"),
    Subject("hash_count", "map"),
    Subject("packet_hash", "map"),
    Subject("array_64", "map"),
    Subject("hash_64", "map"),
)


@cache
def packet() -> bytes:
    """Return a TCP packet over IPv4 of `SIZE` bytes that suits every program."""
    data = bytearray(Random(1).randbytes(SIZE))
    data[12:14] = b"\x08\x00"
    data[14] = 0x45
    data[23] = 6
    struct.pack_into("<H", data, 64, 65521)  # the largest prime below 1 << 16
    text = bytes(1 + byte % 255 for byte in data[1024:1280])
    data[1024:1280] = text
    data[1280:1536] = text[:200] + bytes(256 - 200)
    return bytes(data)


def elements(name: str) -> Iterator[tuple[bytes, bytes]]:
    """Yield what the map ``values`` of program *name* holds."""
    for number in range(256):
        value = struct.pack("<Q", number * 3)
        if name == "array_64":
            yield struct.pack("<I", number), value
        elif name == "hash_64":
            yield struct.pack("<4I", number, number * 7, number * 13, 99), value


def missing(tool: str) -> str:
    """Return why what *tool* makes cannot be measured, or nothing."""
    return "" if shutil.which(tool) else f"there is no {tool}"


def compile_bpf(subject: Subject, folder: Path) -> Path:
    """Return the object of *subject* for BPF."""
    return _compile(["clang", *BPF_FLAGS, "-c"], subject.source, folder / f"{subject.name}.o")


def compile_native(subject: Subject, folder: Path, compiler: str = "gcc") -> Path:
    """Return the shared library of *subject* for this machine."""
    return _compile([compiler, *NATIVE_FLAGS], subject.source, folder / f"{subject.name}.so")


def _compile(command: list[str], source: Path, out: Path) -> Path:
    subprocess.run([*command, "-Wall", f"-I{HERE}", str(source), "-o", str(out)], check=True)
    return out
