"""Types and records that a program brings, damaged: Linux's answer, and never a crash.

Cases whose functions have types are taken, and words of their BTF, func_info, line_info and
core_relos are changed. BEEBOX_PROGRAMS=N tries N more, for a night.
"""

from __future__ import annotations

import ctypes
import errno
import os
import random
import struct
from functools import cache

import pytest
import verifier_cases as cases
from verifier_functions import functions, packed
from verifier_live import bpf

from beebox.abi.enums import Cmd
from beebox.box.vmlinux import here
from beebox.btf.check import Refused, check
from beebox.btf.read import read
from beebox.isa.insn import encode
from beebox.isa.opcodes import LDDW
from beebox.verifier import Options, Program, Records, verify
from beebox.verifier.objects.fields import FieldError
from beebox.verifier.objects.structs import records

MORE = int(os.environ.get("BEEBOX_PROGRAMS", "0"))
HEADER = 24
WORDS = (0, 1, 2, 3, 0xFFFFFFFF, 0x80000000, 1 << 20)


@cache
def typed() -> tuple[cases.Case, ...]:
    """The cases that bring types, and no maps."""
    return tuple(
        case
        for case in cases.everything()
        if (case.linkage is not None or case.types)
        and not case.maps
        and not case.target
        and case.caps == cases.CAPABILITIES
        and not any(insn.code == LDDW and 0 < insn.src < 3 for insn in case.insns)
    )


class Brought:
    """One program and what it says of itself, after damage."""

    def __init__(self, seed: int) -> None:
        self.rnd = rnd = random.Random(seed)
        self.case = rnd.choice(typed())
        self.insns = self.case.insns_for(here())
        blob, starts = functions(self.insns, self.case.linkage, self.case.types)
        rows = sorted([*rnd.sample(range(len(self.insns)), min(len(self.insns), 3)), 0])
        lines = [struct.pack("<IIII", at, 1, 1, 1 << 10) for at in dict.fromkeys(rows)]
        relos = [struct.pack("<IIII", 8 * at, 1, 1, 0) for at in rows[1:]]
        self.blob = self._damaged_types(blob) if rnd.random() < 0.6 else blob
        self.funcs = self._damaged(packed(starts), 8, 0.3)
        self.lines = self._damaged(b"".join(lines), 16, 0.3)
        self.relos = self._damaged(b"".join(relos), 16, 0.1) if rnd.random() < 0.2 else None

    def _word(self, old: int) -> int:
        near = (old + 1, old - 1, old ^ 1 << self.rnd.randrange(32), self.rnd.randrange(40))
        return self.rnd.choice((*WORDS, *near)) & 0xFFFFFFFF

    def _damaged_types(self, blob: bytes) -> bytes:
        made = bytearray(blob)
        (length,) = struct.unpack_from("<I", made, 12)
        for _ in range(self.rnd.choice((1, 1, 2))):
            at = HEADER + 4 * self.rnd.randrange(length // 4)
            (old,) = struct.unpack_from("<I", made, at)
            struct.pack_into("<I", made, at, self._word(old))
        return bytes(made)

    def _damaged(self, data: bytes, size: int, how_often: float) -> Records:
        made, count = bytearray(data), len(data) // size
        if made and self.rnd.random() < how_often:
            at = 4 * self.rnd.randrange(len(made) // 4)
            (old,) = struct.unpack_from("<I", made, at)
            struct.pack_into("<I", made, at, self._word(old))
        if self.rnd.random() < how_often / 6:
            size = self.rnd.choice((0, 4, 8, 12, 16, 20, 24, 252, 256))
            made = made.ljust(max(size, 1) * count, b"\0")
        return Records(bytes(made), count, size)

    def ours(self) -> str:
        try:
            check(self.blob)
            btf = read(self.blob)
            records(btf, here)
        except (Refused, FieldError) as refused:
            return f"types {errno.errorcode.get(refused.errno, refused.errno)}"
        program = Program(
            self.insns,
            self.case.type,
            attach_type=self.case.attach_for(here()),
            gpl=self.case.gpl,
            btf=btf,
            flags=self.case.flags,
            func_info=self.funcs,
            line_info=self.lines,
            core_relos=self.relos,
        )
        tables = cases.TABLES._replace(vmlinux=here)
        return cases.text(verify(program, tables, Options(1, cpus=os.cpu_count() or 0)))

    def linux(self) -> str:
        types = ctypes.create_string_buffer(self.blob, len(self.blob))
        attr = struct.pack("<QQI", ctypes.addressof(types), 0, len(self.blob))
        btf = bpf(Cmd.BTF_LOAD, attr)
        if btf < 0:
            return f"types {errno.errorcode.get(-btf, -btf)}"
        fd, log = self._load(btf)
        os.close(btf)
        if fd >= 0:
            os.close(fd)
        return cases.linux_text(max(-fd, 0), log)

    def _load(self, btf: int) -> tuple[int, str]:
        code, gpl = encode(self.insns), b"GPL" if self.case.gpl else b"none"
        relos = self.relos or Records(b"", 0, 0)
        parts = (code, gpl, self.funcs.data, self.lines.data, relos.data)
        kept = [ctypes.create_string_buffer(part) for part in parts]
        text, license_, *rows = map(ctypes.addressof, kept)
        log = ctypes.create_string_buffer(1 << 20)
        attr = bytearray(168)
        struct.pack_into(
            "<IIQQIIQ", attr, 0, self.case.type, len(self.insns), text, license_,
            1, len(log), ctypes.addressof(log),
        )  # fmt: skip
        struct.pack_into("<I", attr, 44, self.case.flags)
        struct.pack_into("<I", attr, 68, self.case.attach_for(here()))
        struct.pack_into("<IIQI", attr, 72, btf, self.funcs.size, rows[0], self.funcs.count)
        struct.pack_into("<IQI", attr, 92, self.lines.size, rows[1], self.lines.count)
        struct.pack_into("<I", attr, 116, relos.count)
        struct.pack_into("<QI", attr, 128, rows[2], relos.size)
        return bpf(Cmd.PROG_LOAD, bytes(attr)), log.value.decode(errors="replace")


def test_an_answer_comes_out() -> None:
    said = {Brought(seed).ours().partition(" ")[0] for seed in range(300)}
    assert {"types", "accept", "EINVAL", "EACCES"} <= said


@pytest.mark.linux
@pytest.mark.usefixtures("live")
def test_linux_says_the_same() -> None:
    differ = []
    for seed in range(600 + MORE):
        own, linux = Brought(seed).ours(), Brought(seed).linux()
        linux = linux.partition("processed 0 insns")[0]  # some messages have no end of line
        if linux == own.partition(" ")[0]:  # refused by both; Linux does not say why
            continue
        if own != linux and not linux.startswith("EPERM") and "(core_relos)" not in own:
            differ.append((seed, Brought(seed).case.file, Brought(seed).case.name, linux, own))
    assert not differ, "\n".join(map(str, differ))
