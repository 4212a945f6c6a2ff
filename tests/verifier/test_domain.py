"""The numeric domain holds what can happen: proved by exhaustion at small sets, sampled at 64 bits."""

from __future__ import annotations

import operator
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from beebox.bits import U32, U64, s32, s64
from beebox.isa.opcodes import AluOp, JumpOp
from beebox.verifier import arithmetic, bounds, bounds_text, casts, conditions, links, tnum
from beebox.verifier.bounds import Bounds
from beebox.verifier.equal import Level, check_ids, check_scalar_ids
from beebox.verifier.equal import _reg as safe
from beebox.verifier.tnum import Tnum
from beebox.verifier.types import ADD_CONST32, ADD_CONST64, scalar

SMALL = [Tnum(v, m) for v in range(16) for m in range(16) if not v & m]
OPERATIONS = {
    tnum.add: operator.add,
    tnum.sub: operator.sub,
    tnum.mul: operator.mul,
    tnum.and_: operator.and_,
    tnum.or_: operator.or_,
    tnum.xor: operator.xor,
}


def numbers(t: Tnum) -> list[int]:
    return [t.value | n for n in range(t.mask + 1) if not n & ~t.mask]


@pytest.mark.parametrize("abstract", OPERATIONS, ids=lambda f: f.__name__)
def test_tnum_operations_hold_every_result(abstract) -> None:
    concrete = OPERATIONS[abstract]
    for a, b in product(SMALL, SMALL):
        result = abstract(a, b)
        assert not result.value & result.mask
        for x, y in product(numbers(a), numbers(b)):
            assert tnum.holds(result, tnum.const(concrete(x, y)))


def test_tnum_shifts_and_ranges_hold_every_result() -> None:
    for t in SMALL:
        for count, x in product(range(5), numbers(t)):
            assert tnum.holds(tnum.lshift(t, count), tnum.const(x << count))
            assert tnum.holds(tnum.rshift(t, count), tnum.const(x >> count))
            high = Tnum(t.value << 28, t.mask << 28)
            assert tnum.holds(
                tnum.arshift(high, count, 32), tnum.const(s32(x << 28) >> count & U32)
            )
    for least, most in product(range(40), range(40)):
        if least <= most:
            assert all(
                tnum.holds(tnum.between(least, most), tnum.const(n)) for n in range(least, most + 1)
            )


def test_the_only_number_of_a_tnum_in_a_range() -> None:
    bits = 5
    for mask, least in product(range(1 << bits), repeat=2):
        for value in {number & ~mask for number in range(1 << bits)}:
            members = [n for n in range(1 << bits) if n & ~mask == value]
            above = [n for n in members if n > least]
            assert tnum.above(value, mask, least) == (above or members[-1:])[0]
            for most in range(least, 1 << bits):
                inside = [n for n in members if least <= n <= most]
                found = tnum.only(value, mask, least, most)
                if inside and least < most <= value | mask:
                    assert found == (inside[0] if len(inside) == 1 else None)


def test_tnum_sets() -> None:
    for a, b in product(SMALL, SMALL):
        in_a, in_b = set(numbers(a)), set(numbers(b))
        assert tnum.overlap(a, b) == bool(in_a & in_b)
        assert tnum.holds(a, b) == (in_b <= in_a)
        assert in_a | in_b <= set(numbers(tnum.union(a, b)))
        if in_a & in_b:
            assert set(numbers(tnum.intersect(a, b))) == in_a & in_b


EDGES = [0, 1, 2, 7, 0x7F, 0x80, 0xFF, 0x7FFF, 0x8000, 0x7FFFFFFF, 0x80000000, U32, U32 + 1]
EDGES += [n & U64 for n in (-1, -2, -128, -(1 << 31), -(1 << 31) - 1, 1 << 63, (1 << 63) - 1)]
words = st.sampled_from(EDGES) | st.integers(0, U64) | st.integers(0, 300)


def fits(b: Bounds, n: int) -> bool:
    low = n & U32
    return (
        tnum.holds(b.bits, tnum.const(n))
        and b.umin <= n <= b.umax
        and b.smin <= s64(n) <= b.smax
        and b.u32min <= low <= b.u32max
        and b.s32min <= s32(low) <= b.s32max
    )


@st.composite
def sets(draw) -> tuple[Bounds, list[int]]:
    """Some numbers, and bounds that hold them: by their hulls, or after more has been learnt."""
    some = draw(st.lists(words, min_size=1, max_size=4))
    bits = tnum.const(some[0])
    for n in some[1:]:
        bits = tnum.union(bits, tnum.const(n))
    signed, low = [s64(n) for n in some], [n & U32 for n in some]
    low_signed = [s32(n) for n in low]
    hull = Bounds(
        *bits,
        min(signed),
        max(signed),
        min(some),
        max(some),
        min(low_signed),
        max(low_signed),
        min(low),
        max(low),
    )
    kept = draw(st.lists(st.booleans(), min_size=10, max_size=10))
    kept[1] = kept[0]
    loose = Bounds(*[h if k else u for h, u, k in zip(hull, bounds.UNKNOWN, kept, strict=True)])
    return loose, some


def concrete(op: AluOp, x: int, y: int, *, is64: bool) -> int:
    width, mask = (64, U64) if is64 else (32, U32)
    x, y = x & mask, y & mask
    signed = s64 if is64 else s32
    results = {
        AluOp.ADD: x + y,
        AluOp.SUB: x - y,
        AluOp.MUL: x * y,
        AluOp.AND: x & y,
        AluOp.OR: x | y,
        AluOp.XOR: x ^ y,
        AluOp.NEG: -x,
        AluOp.LSH: x << (y % width),
        AluOp.RSH: x >> (y % width),
        AluOp.ARSH: signed(x) >> (y % width),
    }
    return results[op] & mask


@settings(max_examples=400, deadline=None)
@given(
    a=sets(),
    b=sets(),
    op=st.sampled_from([o for o in AluOp if o.name not in {"DIV", "MOD", "MOV", "END"}]),
    is64=st.booleans(),
)
def test_alu_holds_every_result(a, b, op, is64) -> None:
    result = arithmetic.alu(op, bounds.sync(a[0]), bounds.sync(b[0]), is64=is64)
    for x, y in product(a[1], b[1]):
        assert fits(result, concrete(op, x, y, is64=is64)), (op, hex(x), hex(y), result)


@settings(max_examples=300, deadline=None)
@given(a=sets(), size=st.sampled_from([1, 2, 4, 8]), is64=st.booleans())
def test_sync_and_extensions_hold_every_number(a, size, is64) -> None:
    known, some = a
    mask = (1 << 8 * size) - 1
    for n in some:
        assert fits(bounds.sync(known), n)
        assert fits(casts.truncate(known, size), n & mask)
        low = n & mask
        extended = low - (mask + 1) if low >> (8 * size - 1) else low
        if size < 8 and (is64 or size < 4):
            wanted = extended & (U64 if is64 else U32)
            assert fits(casts.sign_extend(known, size, is64=is64), wanted)


COMPARE = {
    JumpOp.JEQ: operator.eq,
    JumpOp.JNE: operator.ne,
    JumpOp.JGT: operator.gt,
    JumpOp.JGE: operator.ge,
    JumpOp.JLT: operator.lt,
    JumpOp.JLE: operator.le,
    JumpOp.JSET: lambda x, y: bool(x & y),
}
SIGNED = {
    JumpOp.JSGT: operator.gt,
    JumpOp.JSGE: operator.ge,
    JumpOp.JSLT: operator.lt,
    JumpOp.JSLE: operator.le,
}


def condition(op: JumpOp, x: int, y: int, *, is32: bool) -> bool:
    if is32:
        x, y = x & U32, y & U32
    if op in SIGNED:
        signed = s32 if is32 else s64
        return SIGNED[op](signed(x), signed(y))
    return COMPARE[op](x, y)


@settings(max_examples=600, deadline=None)
@given(a=sets(), b=sets(), op=st.sampled_from(sorted(COMPARE | SIGNED)), is32=st.booleans())
def test_conditions_never_lose_a_pair(a, b, op, is32) -> None:
    known_a, known_b = bounds.sync(a[0]), bounds.sync(b[0])
    answer = conditions.taken(op, known_a, known_b, is32=is32)
    for x, y in product(a[1], b[1]):
        holds = condition(op, x, y, is32=is32)
        assert answer is None or answer == holds
        left, right = conditions.refine(op, known_a, known_b, is32=is32, holds=holds)
        assert fits(left, x), (op, holds, hex(x), hex(y), left)
        assert fits(right, y), (op, holds, hex(x), hex(y), right)


@settings(max_examples=300, deadline=None)
@given(a=sets(), size=st.sampled_from([2, 4, 8]), swaps=st.booleans())
def test_byte_orders_hold_every_number(a, size, swaps) -> None:
    known, some = bounds.sync(a[0]), a[1]
    result = casts.byte_order(known, size, swaps=swaps)
    for n in some:
        low = (n & (1 << 8 * size) - 1).to_bytes(size, "little")
        assert fits(result, int.from_bytes(low, "big" if swaps else "little")), (hex(n), result)


@settings(max_examples=600, deadline=None)
@given(
    a=sets(),
    b=sets(),
    off=st.integers(-(1 << 31), (1 << 31) - 1),
    op=st.sampled_from(sorted(COMPARE | SIGNED)),
    is64=st.booleans(),
    from_sum=st.booleans(),
)
def test_what_is_linked_follows_what_is_learnt(a, b, off, op, is64, from_sum) -> None:
    """r2 = r1 + off; one of them is compared; the other then still holds what it can be."""
    width = U64 if is64 else U32
    known, some = bounds.sync(a[0]), a[1]
    if not is64:
        known, some = casts.truncate(known, 4), [n & U32 for n in some]
    base = scalar(known, 1)
    flag = ADD_CONST64 if is64 else ADD_CONST32
    total = arithmetic.alu(AluOp.ADD, known, bounds.const(off), is64=is64)
    added = scalar(total, 1 | flag, off)
    source, other = (added, base) if from_sum else (base, added)
    right = bounds.sync(b[0])
    for n, y in product(some, b[1]):
        values = {id(base): n, id(added): n + off & width}
        holds = condition(op, values[id(source)], y, is32=False)
        learnt, _ = conditions.refine(op, source.bounds, right, is32=False, holds=holds)
        made = links._followed(other, source._replace(bounds=learnt))
        assert fits(made.bounds, values[id(other)]), (hex(n), off, made)
        assert made.off == (source if made.id == source.id else other).off


def _renamed(olds: tuple[int, ...], news: tuple[int, ...]) -> bool:
    """Tell whether numbers that are linked in the old state are so in the new one."""
    pairs = list(zip(olds, news, strict=True))
    return all(
        a != c or not a or (b and b == d)
        for at, (a, b) in enumerate(pairs)
        for c, d in pairs[at + 1 :]
    )


def test_ids_of_scalars_agree_only_if_all_old_links_are_there() -> None:
    """Every way that four numbers can be linked, with every other: none that would be unsound."""
    ways = list(product(range(3), repeat=4))
    for olds, news in product(ways, ways):
        ids: dict[int, int] = {}
        pairs = list(zip(olds, news, strict=True))
        if all(check_scalar_ids(a, b, ids) for a, b in pairs):
            assert _renamed(olds, news), (olds, news)
        elif olds == news:
            raise AssertionError(olds)


def test_ids_of_pointers_agree_only_if_they_are_renamed_one_to_one() -> None:
    ways = list(product(range(3), repeat=4))
    for olds, news in product(ways, ways):
        ids: dict[int, int] = {}
        pairs = list(zip(olds, news, strict=True))
        agreed = all(check_ids(a, b, ids) for a, b in pairs)
        zeros = all(bool(a) == bool(b) for a, b in pairs)
        assert agreed == (zeros and _renamed(olds, news) and _renamed(news, olds)), (olds, news)


@settings(max_examples=400, deadline=None)
@given(a=sets(), b=sets())
def test_a_precise_number_is_safe_only_within_the_old_one(a, b) -> None:
    old, new = scalar(bounds.sync(a[0])), scalar(bounds.sync(b[0]))
    level = Level.USED
    if safe(old, new, {}, level, precise=1):
        assert all(fits(old.bounds, n) for n in b[1])
    assert safe(old, old._replace(), {}, level, precise=1)


def test_text_is_the_kernels() -> None:
    assert bounds_text.text(bounds.UNKNOWN) == ""
    assert (
        bounds_text.text(casts.truncate(bounds.UNKNOWN, 1))
        == "smin=smin32=0,smax=umax=smax32=umax32=255,var_off=(0x0; 0xff)"
    )
    assert (
        bounds_text.text(casts.truncate(bounds.UNKNOWN, 4))
        == "smin=0,smax=umax=0xffffffff,var_off=(0x0; 0xffffffff)"
    )
    assert bounds_text.text(bounds.signed_range(-1, 5)) == "smin=smin32=-1,smax=smax32=5"
