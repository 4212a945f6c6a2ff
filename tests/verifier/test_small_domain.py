"""The numeric domain is right: proved by trying every number, at 4 and at 8 bits (`verifier_small`).

Sets of numbers are masks of bits, so that a proof is a comparison of masks: what an operation
gives must hold everything that the machine can give of any numbers of its operands.
"""

from __future__ import annotations

import random
from functools import cache
from itertools import combinations, product

import pytest
from verifier_small import Small

from beebox.isa.opcodes import AluOp, JumpOp

FOUR, EIGHT = Small(4), Small(8)
ALU = [op for op in AluOp if op not in (AluOp.MOV, AluOp.END)]
JUMPS = [op for op in JumpOp if op not in (JumpOp.JA, JumpOp.CALL, JumpOp.EXIT, JumpOp.JCOND)]
WIDTHS = [True, False]


def members(mask: int) -> list[int]:
    return [n for n in range(mask.bit_length()) if mask >> n & 1]


def variety(small: Small, pairs: int) -> list:
    """Return bounds of many shapes: unknown bits, ranges of each kind, hulls, and mixtures."""
    unknown = small.bounds.UNKNOWN
    rnd = random.Random(1)
    made = [unknown._replace(value=t.value, mask=t.mask) for t in small.tnums]
    fields = (
        ("umin", "umax", small.unsigned_ranges(small.whole)),
        ("smin", "smax", small.signed_ranges(small.whole)),
        ("u32min", "u32max", small.unsigned_ranges(small.half)),
        ("s32min", "s32max", small.signed_ranges(small.half)),
    )
    for least, most, ranges in fields:
        made += [unknown._replace(**{least: a, most: b}) for a, b in ranges]
    single = list(made)
    made += [small.hull(list(two)) for two in combinations(small.numbers, 2)]
    for _ in range(pairs):
        one, other = rnd.sample(single, 2)
        made.append(meet(small, one, other))
    alive = {b for b in made if small.members(b)}
    return sorted(alive)


def meet(small: Small, a, b):
    """Return what both say, unsynced: bits of one if they contradict."""
    bits = small.tnum.intersect(a, b) if small.tnum.overlap(a, b) else a.bits
    ends = [end(x, y) for x, y, end in zip(a[2:], b[2:], (max, min) * 4, strict=True)]
    return small.bounds.Bounds(*bits, *ends)


@cache
def few(count: int) -> list:
    """Return some of the bounds of 4 bits after all was learnt: as operands are."""
    synced = sorted({FOUR.bounds.sync(b) for b in variety(FOUR, 300)})
    return random.Random(2).sample(synced, min(count, len(synced)))


@pytest.mark.parametrize(("small", "pairs"), [(FOUR, 20000), (EIGHT, 6000)], ids=["4", "8"])
def test_learning_loses_no_number(small: Small, pairs: int) -> None:
    """What ranges and bits learn from each other, and what a contradiction is."""
    shapes = variety(small, pairs)
    if small is EIGHT:
        shapes = random.Random(3).sample(shapes, 4000)
    for b in shapes:
        synced = small.bounds.sync(b)
        assert not small.members(b) & ~small.members(synced), (b, synced)
        assert not small.bounds.violated(synced), (b, synced)


def test_all_pairs_of_two_kinds_of_range_at_4_bits() -> None:
    """Every pair of ranges of two kinds, each range with all known bits."""
    unknown, sync = FOUR.bounds.UNKNOWN, FOUR.bounds.sync
    kinds = (
        ("umin", "umax", FOUR.unsigned_ranges(4)),
        ("smin", "smax", FOUR.signed_ranges(4)),
        ("u32min", "u32max", FOUR.unsigned_ranges(2)),
        ("s32min", "s32max", FOUR.signed_ranges(2)),
        ("value", "mask", FOUR.tnums),
    )
    for (a, b, these), (c, d, those) in combinations(kinds, 2):
        for (e, f), (g, h) in product(these, those):
            before = unknown._replace(**{a: e, b: f, c: g, d: h})
            assert not FOUR.members(before) & ~FOUR.members(sync(before)), before


@cache
def images(op: AluOp, is64: bool) -> list[list[int]]:
    return [[1 << FOUR.alu(op, x, y, is64=is64) for y in range(16)] for x in range(16)]


@pytest.mark.parametrize("is64", WIDTHS, ids=["whole", "half"])
@pytest.mark.parametrize("op", ALU, ids=lambda op: op.name)
def test_arithmetic(op: AluOp, is64: bool) -> None:
    table, operate = images(op, is64), FOUR.arithmetic.operation(op, is64=is64)
    operands = [(b, members(FOUR.members(b))) for b in few(180)]
    for b, ys in operands:
        columns = [0] * 16
        for x in range(16):
            for y in ys:
                columns[x] |= table[x][y]
        for a, xs in operands:
            wanted = 0
            for x in xs:
                wanted |= columns[x]
            result = operate(a, b)
            assert not wanted & ~FOUR.members(result), (op, a, b, result)


@pytest.mark.parametrize("is32", WIDTHS, ids=["half", "whole"])
@pytest.mark.parametrize("op", JUMPS, ids=lambda op: op.name)
def test_conditional_jumps(op: JumpOp, is32: bool) -> None:
    """Which way is taken, and what both ways teach of both operands."""
    conditions = FOUR.conditions
    true = [sum(1 << y for y in range(16) if FOUR.holds(op, x, y, is32=is32)) for x in range(16)]
    operands = [(b, FOUR.members(b)) for b in few(150)]
    for (a, xs), (b, ys) in product(operands, operands):
        taken = conditions.taken(op, a, b, is32=is32)
        for holds in (True, False):
            left = right = 0
            for x in members(xs):
                found = ys & (true[x] if holds else ~true[x])
                left |= bool(found) << x
                right |= found
            assert taken is None or taken is holds or not left, (op, a, b, holds)
            c, d = conditions.refine(op, a, b, is32=is32, holds=holds)
            assert not left & ~FOUR.members(c), (op, holds, a, b, c)
            assert not right & ~FOUR.members(d), (op, holds, a, b, d)


def test_shifts_at_8_bits() -> None:
    shapes = [EIGHT.bounds.sync(b) for b in random.Random(4).sample(variety(EIGHT, 3000), 250)]
    for op, is64 in product((AluOp.LSH, AluOp.RSH, AluOp.ARSH), WIDTHS):
        operate = EIGHT.arithmetic.operation(op, is64=is64)
        for b in shapes:
            for count in range(8 if is64 else 4):
                result = operate(b, EIGHT.bounds.const(count))
                wanted = {EIGHT.alu(op, n, count, is64=is64) for n in members(EIGHT.members(b))}
                found = EIGHT.members(result)
                assert all(found >> n & 1 for n in wanted), (op, b, count, result)


def test_extensions_at_8_bits() -> None:
    """Loads of fewer bytes, 32-bit moves, moves with a sign extended: a byte is a bit here."""
    shapes = [EIGHT.bounds.sync(b) for b in variety(EIGHT, 1500)]
    for b, size in product(shapes, (1, 2, 4)):
        low = (1 << size) - 1
        numbers = members(EIGHT.members(b))
        found = EIGHT.members(EIGHT.casts.truncate(b, size))
        assert all(found >> (n & low) & 1 for n in numbers), (b, size)
        for is64 in WIDTHS:
            if size == 4 and not is64:
                continue
            mask = 255 if is64 else 15
            found = EIGHT.members(EIGHT.casts.sign_extend(b, size, is64=is64))
            assert all(found >> (EIGHT.signed(n, size) & mask) & 1 for n in numbers), (b, size)


def test_containment() -> None:
    """What is said to be within another is."""
    shapes = few(700)
    yes = 0
    for a, b in product(shapes, shapes):
        if FOUR.bounds.contains(a, b):
            yes += 1
            assert not FOUR.members(b) & ~FOUR.members(a), (a, b)
    assert yes > 1000
