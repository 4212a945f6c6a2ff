"""Legality: what `check` says is what Linux says."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beebox.isa import opcodes
from beebox.isa.insn import Insn, decode, encode
from beebox.isa.opcodes import AluOp, Class, JumpOp, check

slots = st.builds(
    Insn,
    st.integers(0, 255),
    st.integers(0, 15),
    st.integers(0, 15),
    st.integers(-(1 << 15), (1 << 15) - 1),
    st.integers(-(1 << 31), (1 << 31) - 1),
)


@given(st.lists(slots))
def test_decode_is_the_inverse_of_encode(insns):
    assert decode(encode(insns)) == tuple(insns)


@given(slots)
def test_check_takes_any_slot(insn):
    reason = check(insn)
    assert reason is None or reason


def test_every_opcode_of_the_kernel_is_known():
    assert len(opcodes.KNOWN) == 128
    assert 0x8F not in opcodes.KNOWN


@pytest.mark.parametrize(
    ("insn", "reason"),
    [
        (Insn(0x8F), "unknown opcode 8f"),
        (Insn(0x00), "unknown opcode 00"),
        (Insn(0xB7, 1, 2), "BPF_MOV uses reserved fields"),
        (Insn(0xBF, 1, 2, 32), None),
        (Insn(0xBC, 1, 2, 32), "BPF_MOV uses reserved fields"),
        (Insn(0x07, 1, 2), "BPF_ALU uses reserved fields"),
        (Insn(0x37, 1, 0, 1, 7), None),
        (Insn(0x37, 1, 0, 0, 0), "div by zero"),
        (Insn(0x67, 1, 0, 0, 64), "invalid shift 64"),
        (Insn(0x64, 1, 0, 0, 32), "invalid shift 32"),
        (Insn(0x87, 1, 0, 0, 1), "BPF_NEG uses reserved fields"),
        (Insn(0xDC, 1, 0, 0, 24), "BPF_END uses reserved fields"),
        (Insn(0xDB, 1, 2, 0, 0x100), None),
        (Insn(0xD3, 1, 2, 0, 0x01), "invalid atomic operand size"),
        (Insn(0xC3, 1, 2, 0, 0x02), "BPF_ATOMIC uses invalid atomic opcode 02"),
        (Insn(0x61, 1, 2, 0, 1), "BPF_LDX uses reserved fields"),
        (Insn(0x7A, 1, 2), "BPF_ST uses reserved fields"),
        (Insn(0x7B, 1, 2, 0, 1), "BPF_STX uses reserved fields"),
        (Insn(0x95, imm=1), "BPF_EXIT uses reserved fields"),
        (Insn(0x05, imm=1), "BPF_JA uses reserved fields"),
        (Insn(0x06, off=1), "BPF_JA uses reserved fields"),
        (Insn(0x85, 1), "BPF_CALL uses reserved fields"),
        (Insn(0xE5, imm=1), "invalid may_goto imm 1"),
        (Insn(0xBF, 11, 0), "R11 is invalid"),
    ],
)
def test_reasons(insn, reason):
    assert check(insn) == reason


@pytest.mark.parametrize(
    ("first", "second", "reason"),
    [
        (Insn(0x18, 1), Insn(0), None),
        (Insn(0x18, 1), Insn(0, off=1), "invalid bpf_ld_imm64 insn"),
        (Insn(0x18, 1, 1), Insn(0, imm=1), "unrecognized bpf_ld_imm64 insn"),
        (Insn(0x18, 1, 7), Insn(0), "unrecognized bpf_ld_imm64 insn"),
        (Insn(0x18, 1, 0, 1), Insn(0), "BPF_LD_IMM64 uses reserved fields"),
    ],
)
def test_both_slots_of_a_wide_immediate(first, second, reason):
    assert check(first, second) == reason


VARIANTS = [
    (1, 0, 0, 0),
    (0, 0, 0, 0),
    (1, 2, 0, 0),
    (1, 0, 1, 0),
    (1, 0, 0, 1),
    (1, 2, 0, 1),
    (1, 2, 1, 0),
    (1, 2, 8, 0),
    (1, 2, 32, 0),
    (0, 0, 0, 16),
    (1, 0, 0, 64),
    (1, 0, 0, -1),
    (11, 0, 0, 5),
    (1, 11, 0, 0),
    (1, 2, 0, 0x100),
    (1, 2, 0, 0xE1),
    (0, 7, 0, 0),
    (0, 0, 1, 1),
]
REFUSALS = re.compile(
    r"uses reserved|unknown opcode|invalid shift|div by zero|invalid atomic|unrecognized"
    r"|invalid bpf_ld|invalid may_goto"
)
CONTEXT = re.compile(
    r"jump out of range|fd 0 is not|is not a function|failed to find BTF|calling kernel functions"
)
"""complaints about the rest of the program, which come before the one about the instruction"""


@pytest.mark.linux
@pytest.mark.parametrize("code", range(256), ids=hex)
def test_linux_says_the_same(code):
    import live

    live.need_kernel()
    zero = Insn(0xB7)
    for variant in VARIANTS:
        insn = Insn(code, *variant)
        wide = code == opcodes.LDDW
        over = Insn(Class.JMP | JumpOp.JNE, 0, 0, 2 if wide else 1)
        start = [Insn(Class.ALU64 | AluOp.MOV, r, imm=1) for r in (1, 2)]
        body = [*start, zero, over, insn, *([Insn(0)] if wide else []), *[zero] * 40]
        errno, log = live.load([*body, Insn(0x95)])
        mine = check(insn, Insn(0))
        if mine is None:
            assert not (errno and REFUSALS.search(log)), f"{insn}: {log}"
        elif not CONTEXT.search(log):
            assert mine in log, f"{insn}: {mine!r} is not in {log}"
