"""Machine code is read back as bpftool prints it."""

import pytest

from beebox.errors import NotSupported
from beebox.isa.asm import assemble
from beebox.vm import machine, tier0

pytest.importorskip("capstone")


def test_att_syntax():
    rows = list(machine.disassemble(bytes.fromhex("554889e58b4708c3"), machine="x86_64"))
    assert [(row.offset, row.mnemonic, row.operands) for row in rows] == [
        (0, "pushq", ("%rbp",)),
        (1, "movq", ("%rsp", "%rbp")),
        (4, "movl", ("8(%rdi)", "%eax")),
        (7, "retq", ()),
    ]
    assert str(rows[1]) == "movq\t%rsp, %rbp"
    assert sum(row.size for row in rows) == 8


def test_operands_with_commas_inside():
    (row,) = machine.disassemble(bytes.fromhex("488b44d808"), machine="x86_64")
    assert row.operands == ("8(%rax, %rbx, 8)", "%rax")


def test_bad_bytes_are_told_and_passed():
    rows = list(machine.disassemble(b"\x06\xc3", machine="x86_64"))
    assert [row.mnemonic for row in rows] == ["(bad)", "retq"]


def test_targets_are_addresses():
    (row,) = machine.disassemble(bytes.fromhex("eb06"), 0x1000, machine="x86_64")
    assert row.operands == ("0x1008",)


def test_aarch64():
    (row,) = machine.disassemble(bytes.fromhex("c0035fd6"), machine="aarch64")
    assert row.mnemonic == "ret"


def test_other_machines():
    with pytest.raises(NotSupported, match="sparc"):
        next(machine.disassemble(b"", machine="sparc"))


def test_all_that_tier0_makes_is_readable():
    text = """
        r6 = r1
        r0 = 0
        again:
        r0 += 3
        r0 s/= r6
        r7 = atomic64_fetch_xor((u64 *)(r10 - 8), r7)
        r4 s>>= r3
        if r0 s> 7 goto again
        call 1
        exit
    """
    code = tier0.compile(assemble(text), {7: 0x123456789ABC})
    rows = list(machine.disassemble(code.image, machine="x86_64"))
    assert "(bad)" not in [row.mnemonic for row in rows]
    starts = {row.offset for row in rows}
    assert set(code.offsets) <= starts
    assert ("$0x123456789abc", "%rax") in [row.operands for row in rows]
