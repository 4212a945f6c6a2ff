"""func_info, line_info and core_relos that do not fit: Linux's errno and whole log."""

import ctypes
import errno
import os
import struct

import pytest
import verifier_cases as cases
from verifier_c import declare
from verifier_live import bpf

from beebox.abi.enums import Cmd, ProgType
from beebox.btf.read import read
from beebox.isa.asm import assemble
from beebox.isa.insn import encode
from beebox.obj.spec import LineInfo
from beebox.verifier import Options, Program, Records, default_tables, verify

TYPES = declare(
    "int main(void *ctx); static int f(int a); typedef int alias; static void g(int a);"
)
MAIN, F, G = TYPES.funcs
ALIAS = TYPES.named["alias"]
TEXT = 1
"""the offset of a string"""
ONE = "r0 = 0\nexit"
TWO = "r1 = 0\ncall f\nexit\nf: r0 = r1\nexit"
LDDW = "r0 = 5 ll\nexit"
TAIL = "r1 = 0\ncall f\nexit\nf: r0 = r1\ncall bpf_tail_call\nexit"


def funcs(*rows, size=8, count=None, tail=b""):
    data = b"".join(struct.pack("<II", *row) + tail.ljust(size - 8, b"\0") for row in rows)
    return Records(data, len(rows) if count is None else count, size)


def lines(*insns, size=16, text=TEXT, file=TEXT, tail=b""):
    rows = (struct.pack("<IIII", insn, file, text, 1 << 10) for insn in insns)
    return Records(
        b"".join((row + tail)[:size].ljust(size, b"\0") for row in rows), len(insns), size
    )


def relos(*offsets, size=16, tail=b""):
    rows = (struct.pack("<IIII", offset, 1, TEXT, 0) for offset in offsets)
    return Records(b"".join((row + tail).ljust(size, b"\0") for row in rows), len(offsets), size)


GOOD = funcs((0, MAIN), (3, F))
CASES = {
    "good": (TWO, GOOD, None, None),
    "size-4": (TWO, Records(bytes(8), 2, 4), None, None),
    "size-0": (TWO, Records(b"", 2, 0), None, None),
    "size-10": (TWO, Records(bytes(20), 2, 10), None, None),
    "size-256": (TWO, Records(bytes(512), 2, 256), None, None),
    "size-12": (TWO, funcs((0, MAIN), (3, F), size=12), None, None),
    "tail": (TWO, funcs((0, MAIN), (3, F), size=12, tail=b"\1"), None, None),
    "first-not-0": (TWO, funcs((1, MAIN), (3, F)), None, None),
    "same": (TWO, funcs((0, MAIN), (0, F)), None, None),
    "smaller": (TWO, funcs((0, MAIN), (3, F), (2, F)), None, None),
    "no-type": (TWO, funcs((0, 99), (3, F)), None, None),
    "void-type": (TWO, funcs((0, 0), (3, F)), None, None),
    "huge-type": (TWO, funcs((0, 0xFFFFFFFF), (3, F)), None, None),
    "no-func": (TWO, funcs((0, ALIAS), (3, F)), None, None),
    "too-few": (TWO, funcs((0, MAIN)), None, None),
    "too-many": (ONE, funcs((0, MAIN), (1, F)), None, None),
    "beyond": (TWO, funcs((0, MAIN), (77, F)), None, None),
    "elsewhere": (TWO, funcs((0, MAIN), (2, F)), None, None),
    "tail-call": (TAIL, funcs((0, MAIN), (3, F)), None, None),
    "tail-call-void": (TAIL, funcs((0, MAIN), (3, G)), None, None),
    "tail-call-lines-only": (TAIL, None, lines(0, 3), None),
    "tail-call-none": (TAIL, None, None, None),
    "lines": (TWO, GOOD, lines(0, 1, 3), None),
    "lines-only": (TWO, None, lines(0, 3), None),
    "lines-size-12": (TWO, GOOD, Records(bytes(24), 2, 12), None),
    "lines-size-20": (TWO, GOOD, lines(0, 3, size=20), None),
    "lines-size-18": (TWO, GOOD, Records(bytes(36), 2, 18), None),
    "lines-size-256": (TWO, GOOD, Records(bytes(512), 2, 256), None),
    "lines-tail": (TWO, GOOD, lines(0, 3, size=20, tail=b"\1"), None),
    "lines-first-not-0": (TWO, GOOD, lines(1, 3), None),
    "lines-same": (TWO, GOOD, lines(0, 0, 3), None),
    "lines-smaller": (TWO, GOOD, lines(0, 3, 2), None),
    "lines-beyond": (TWO, GOOD, lines(0, 3, 5), None),
    "lines-skip-function": (TWO, GOOD, lines(0, 4), None),
    "lines-missing": (TWO, GOOD, lines(0, 1), None),
    "lines-middle-of-lddw": (LDDW, funcs((0, MAIN)), lines(0, 1), None),
    "lines-bad-text": (TWO, GOOD, lines(0, 3, text=9999), None),
    "lines-bad-file": (TWO, GOOD, lines(0, 3, file=9999), None),
    "lines-of-bad-funcs": (TWO, funcs((0, MAIN)), lines(1), None),
    "relo-size": (TWO, GOOD, None, Records(bytes(12), 1, 12)),
    "relo-tail": (TWO, GOOD, None, relos(0, size=20, tail=b"\1")),
    "relo-beyond": (TWO, GOOD, None, relos(40)),
    "relo-odd": (TWO, GOOD, None, relos(4)),
    "relo-unseen": (TWO, None, None, relos(4)),
}


def shown(raw):
    rows = (raw.data[at : at + 16] for at in range(0, len(raw.data), raw.size))
    rows = (struct.unpack("<IIII", row) for row in rows if len(row) == 16)
    text = read(TYPES.blob).string(TEXT)
    return [LineInfo(insn, text, place >> 10, 0, text) for insn, _, _, place in rows]


def ours(case, level):
    code, func_info, line_info, core_relos = case
    program = Program(
        assemble(code),
        ProgType.TRACEPOINT,
        btf=read(TYPES.blob),
        gpl=True,
        lines=shown(line_info) if level & 2 and line_info else (),
        func_info=func_info,
        line_info=line_info,
        core_relos=core_relos,
    )
    verdict = verify(program, default_tables(), Options(level))
    return getattr(verdict, "errno", 0), verdict.log


def linux(case, level):
    code = encode(assemble(case[0]))
    data = ctypes.create_string_buffer(TYPES.blob, len(TYPES.blob))
    btf = bpf(Cmd.BTF_LOAD, struct.pack("<QQI", ctypes.addressof(data), 0, len(TYPES.blob)))
    if btf < 0:
        pytest.skip(f"bpf(2) loads no BTF: {os.strerror(-btf)}")
    text, gpl = ctypes.create_string_buffer(code), ctypes.create_string_buffer(b"GPL")
    log = ctypes.create_string_buffer(1 << 16)
    rows = [case[at] or Records(b"", 0, 0) for at in (1, 2, 3)]
    kept = [ctypes.create_string_buffer(row.data) for row in rows]
    where = [ctypes.addressof(each) for each in kept]
    attr = bytearray(168)
    struct.pack_into(
        "<IIQQIIQ", attr, 0, ProgType.TRACEPOINT, len(code) // 8, ctypes.addressof(text),
        ctypes.addressof(gpl), level, len(log), ctypes.addressof(log),
    )  # fmt: skip
    struct.pack_into("<IIQI", attr, 72, btf, rows[0].size, where[0], rows[0].count)
    struct.pack_into("<IQI", attr, 92, rows[1].size, where[1], rows[1].count)
    struct.pack_into("<I", attr, 116, rows[2].count)
    struct.pack_into("<QI", attr, 128, where[2], rows[2].size)
    fd = bpf(Cmd.PROG_LOAD, bytes(attr))
    os.close(btf)
    if fd >= 0:
        os.close(fd)
    return max(-fd, 0), log.value.decode()


@pytest.mark.linux
@pytest.mark.parametrize("level", [1, 2])
@pytest.mark.parametrize("name", CASES)
def test_linux_says_the_same(name: str, level: int) -> None:
    assert ours(CASES[name], level) == linux(CASES[name], level)


def test_some() -> None:
    assert ours(CASES["good"], 1)[0] == 0
    assert ours(CASES["lines-missing"], 1)[0] == errno.EINVAL
    assert ours(CASES["tail"], 1)[0] == errno.E2BIG
    assert cases.text(verify(Program(assemble(ONE), ProgType.TRACEPOINT), default_tables()))
