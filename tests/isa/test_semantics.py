"""The corners of arithmetic that are not C's, and the shape of programs."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beebox.bits import U32, U64, s32, s64
from beebox.isa import cfg, semantics
from beebox.isa.asm import assemble
from beebox.isa.insn import Insn

u64 = st.one_of(st.integers(0, U64), st.sampled_from([0, 1, U32, 1 << 31, 1 << 63, U64]))
INT_MIN = 1 << 63


def run(text: str, dst: int, src: int = 0) -> int:
    return semantics.alu(assemble(text)[0], dst, src)


@pytest.mark.parametrize(
    ("text", "dst", "src", "result"),
    [
        ("r1 /= r2", 7, 0, 0),
        ("r1 %= r2", 7, 0, 7),
        ("w1 %= w2", U64, 0, U32),
        ("r1 s/= r2", INT_MIN, U64, INT_MIN),
        ("r1 s%= r2", INT_MIN, U64, 0),
        ("w1 s/= w2", 1 << 31, U32, 1 << 31),
        ("r1 s/= -3", s64(-10) & U64, 0, 3),
        ("r1 s%= 3", -10 & U64, 0, -1 & U64),
        ("r1 <<= r2", 1, 65, 2),
        ("w1 >>= w2", U64, 33, U32 >> 1),
        ("w1 s>>= 4", 0x80000000, 0, 0xF8000000),
        ("r1 = -5", 0, 0, -5 & U64),
        ("w1 = -5", 0, 0, -5 & U32),
        ("r1 = (s8)r2", 0, 0x80, -128 & U64),
        ("w1 = (s16)w2", 0, 0x8000, 0xFFFF8000),
        ("r1 = -r1", 1, 0, U64),
        ("w1 = -w1", 1, 0, U32),
        ("r1 = be16 r1", 0x11223344, 0, 0x4433),
        ("r1 = le32 r1", U64, 0, U32),
        ("r1 = bswap64 r1", 1, 0, 1 << 56),
    ],
)
def test_corners(text, dst, src, result):
    assert run(text, dst, src) == result


@given(u64, u64)
def test_results_are_of_their_width(dst, src):
    for op in semantics.ALU:
        assert 0 <= semantics.alu(Insn(0x0F | op, 1, 2), dst, src) <= U64
        assert 0 <= semantics.alu(Insn(0x0C | op, 1, 2), dst, src) <= U32


@given(u64, u64)
def test_signed_division_rounds_to_zero(dst, src):
    quotient, remainder = s64(run("r1 s/= r2", dst, src)), s64(run("r1 s%= r2", dst, src))
    if src:
        assert (quotient * s64(src) + remainder - s64(dst)) & U64 == 0
        assert abs(remainder) < abs(s64(src))


@given(u64, u64)
def test_comparisons(a, b):
    def taken(text: str) -> bool:
        return semantics.jump(assemble(text)[0], a, b)

    assert taken("if r1 > r2 goto +0") == (a > b)
    assert taken("if r1 s< r2 goto +0") == (s64(a) < s64(b))
    assert taken("if w1 s>= w2 goto +0") == (s32(a) >= s32(b))
    assert taken("if r1 & r2 goto +0") == bool(a & b)
    assert taken("if w1 == -1 goto +0") == (a & U32 == U32)
    assert taken("if r1 == -1 goto +0") == (a == U64)


def test_blocks_and_subprograms():
    insns = assemble(
        """
              if r1 == 0 goto out
              r1 = 0x1122334455 ll
              call more
        out:  exit
        more: r0 = 0
              may_goto more
              exit
        """
    )
    assert cfg.subprograms(insns) == (cfg.Subprogram(0, 5), cfg.Subprogram(5, 8))
    assert [cfg.subprogram_at(cfg.subprograms(insns), at) for at in (0, 4, 5, 7)] == [0, 0, 1, 1]
    assert cfg.blocks(insns) == (
        cfg.Block(0, 1, (1, 4)),
        cfg.Block(1, 4, (4,)),
        cfg.Block(4, 5, ()),
        cfg.Block(5, 7, (7, 5)),
        cfg.Block(7, 8, ()),
    )


@given(st.binary(max_size=200))
def test_blocks_cover_any_program(data):
    from beebox.isa.insn import decode

    insns = decode(data[: len(data) // 8 * 8])
    found = cfg.blocks(insns)
    assert [slot for block in found for slot in range(block.start, block.end)] == list(
        range(len(insns))
    )
