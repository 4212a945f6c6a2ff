"""What the box shows of a program whose dead code is gone: instructions, functions, lines."""

from __future__ import annotations

import struct

import pytest

from beebox.abi.enums import Cmd, ProgType
from beebox.abi.structs import ProgLoadAttr
from beebox.box.debug import Records
from beebox.box.kernel import Box
from beebox.isa.asm import assemble
from beebox.isa.insn import decode, encode
from beebox.kernel import client
from beebox.vm.native import Engine

DIVIDES = """
r6 = *(u64 *)(r1 + 0)
r1 = 1
if r1 == 1 goto out
r0 = 7
exit
out: r0 = 12
r0 /= r6
exit
"""


def lines(*insns: int) -> Records:
    data = b"".join(struct.pack("<IIII", insn, 1, 1, 1 << 10) for insn in insns)
    return Records(data, len(insns), 16)


def test_what_follows_a_removed_line_inherits_the_last_of_them() -> None:
    starts = [0, 1, 1, 1, 1, 2, 3]  # 1 to 3 are gone
    assert lines(0, 1, 2, 5).left(starts).insns() == [0, 2, 5]
    assert lines(0, 1, 2, 4).left(starts).insns() == [0, 4]
    assert lines(0, 1, 2, 4).left(starts).moved(starts).insns() == [0, 1]


def test_lines_of_a_removed_end_are_gone() -> None:
    assert lines(0, 1, 2).left([0, 1, 2, 2]).insns() == [0, 1]


def load(box: Box, text: str) -> int:
    code = encode(assemble(text))
    attr = ProgLoadAttr(prog_type=ProgType.RAW_TRACEPOINT, insn_cnt=len(code) // 8)
    attr.point("insns", code)
    attr.point("license", b"GPL\0")
    return box.bpf(Cmd.PROG_LOAD, attr)


@pytest.mark.parametrize(("engine", "guarded"), [("tier0", True), ("interpreter", False)])
def test_compiled_programs_are_shown_as_linux_does(engine: Engine, *, guarded: bool) -> None:
    box = Box(engine=engine)
    try:
        fd = load(box, DIVIDES)
        shown = decode(client.ProgramDetails(box, fd).xlated)
        assert len(shown) == (8 if guarded else 5)
        assert client.prog_test_run(box, fd, ctx=(4).to_bytes(8, "little")).retval == 3
        assert client.prog_test_run(box, fd, ctx=bytes(8)).retval == 0
    finally:
        box.shut()
