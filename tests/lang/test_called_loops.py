"""Loops that the kernel runs: bpf.loop, and over the entries of maps."""

import struct

import pytest

from beebox import lang
from beebox.errors import CompileError

CONTEXT = """
class Ctx(bpf.Struct):
    a: u64
    b: u64
    r: i64

"""


def go(live, a, b=0):
    """Run `main`; return its result and what it leaves in r."""
    result, after = live.run(context=struct.pack("<QQq", a, b, 0))
    return result, struct.unpack("<QQq", after)[2]


def test_a_loop_of_many_turns(run):
    live = run(
        CONTEXT
        + """
@bpf.program("syscall")
def main(ctx: Ctx) -> i32:
    total: u64 = 0
    for i in bpf.loop(u32(ctx.a)):
        total = total * 3 + u64(i)
    ctx.r = i64(total)
    return 0
"""
    )
    total = 0
    for i in range(100_000):
        total = (total * 3 + i) % (1 << 64)
    assert go(live, 100_000) == (0, total - (total >> 63 << 64))
    assert go(live, 0) == (0, 0)


LEAVING = """
@bpf.function
def f(a: u64, b: u64) -> i64:
    seen: i64 = 0
    for i in bpf.loop(u32(a)):
        if u64(i) == b:
            break
        if i % 3 == 1:
            continue
        for j in range(3):
            if j == 1:
                continue
            if j == 2:
                break
            seen += 1
        if i == 77:
            return -5
    else:
        seen += 1000
    return seen

@bpf.program("syscall")
def main(ctx: Ctx) -> i32:
    ctx.r = f(ctx.a, ctx.b)
    return 3
"""


def python(a, b):
    seen = 0
    for i in range(a):
        if i == b:
            break
        if i % 3 == 1:
            continue
        seen += 1
        if i == 77:
            return -5
    else:
        seen += 1000
    return seen


def test_every_way_out_of_a_loop(run):
    live = run(CONTEXT + LEAVING)
    for a, b in ((10, 99), (10, 5), (0, 0), (100, 99), (78, 99), (77, 99), (200, 60)):
        assert go(live, a, b) == (3, python(a, b)), (a, b)


def test_a_loop_in_a_loop(run):
    live = run(
        CONTEXT
        + """
@bpf.program("syscall")
def main(ctx: Ctx) -> i32:
    pairs: i64 = 0
    flag = False
    for i in bpf.loop(u32(ctx.a)):
        for j in bpf.loop(i):
            pairs += 1
            if j > 5:
                flag = True
                break
            if pairs > i64(ctx.b):
                ctx.r = -1
                return 1
    if flag:
        pairs = -pairs
    ctx.r = pairs
    return 0
"""
    )

    def want(a):
        pairs = sum(min(i, 7) for i in range(a))
        return -pairs if a > 7 else pairs

    assert go(live, 4, 1000) == (0, want(4))
    assert go(live, 20, 1000) == (0, want(20))
    assert go(live, 2000, 1000) == (1, -1)


WALK = """
class Pair(bpf.Struct):
    n: u32
    seen: u32

counts = bpf.Hash[u64, u64](max_entries=16)
pairs = bpf.ArrayMap[Pair](max_entries=3)

@bpf.program("syscall")
def main(ctx: Ctx) -> i32:
    for i in range(4):
        counts[u64(i) * 2] = u64(i) + 10
    total: u64 = 0
    for key, value in counts.items():
        total += key * 100 + value
    for key in counts:
        if key == 2:
            continue
        total += 10000
    for key, value in counts:
        value += 5
        total += value - value
    for _, pair in pairs.items():
        pair.n += 1
        if pair.n > u32(ctx.a):
            return 9
    for value in counts.values():
        if value == 99:
            break
    else:
        total += 1000000
    for index, pair in pairs:
        total += u64(index * pair.n) * 10000000
    ctx.r = i64(total)
    return 0
"""


def test_over_the_entries_of_maps(run):
    live = run(CONTEXT + WALK)
    total = sum(i * 200 + i + 10 for i in range(4)) + 3 * 10000 + 1000000
    assert go(live, 9) == (0, total + 30000000)
    assert go(live, 9) == (0, total + 60000000)
    assert go(live, 2) == (9, 0)
    values = [value for _, value in live.loaded.maps["counts"].items()]
    assert sorted(values) == [10, 11, 12, 13]  # a name of a number is not the map's own


def test_the_body_is_a_function_of_the_object(build):
    spec = build(CONTEXT + WALK)
    assert len(spec.programs) == 1


def test_refused(write):
    import pytest

    from beebox.errors import CompileError

    for body, message in (
        ("for k, v, w in m: pass", "key and value"),
        ("for k in q: pass", "cannot be iterated"),
        ("for i in bpf.loop(u64(3)): pass", "u64, not a u32"),
        ("for i in bpf.loop(): pass", "number of turns"),
        ("for i in bpf.ktime_ns(): pass", "cannot be iterated"),
        ("x = m.items()", "for loops"),
    ):
        path = write(f"""
m = bpf.Hash[u32, u64](max_entries=4)
q = bpf.Queue[u64](max_entries=4)

@bpf.program("syscall")
def main(ctx: ptr[u64]) -> i32:
    {body}
    return 0
""")
        with pytest.raises(CompileError, match=message):
            lang.compile(path)


def test_a_turn_has_lists_of_its_own(run):
    live = run(
        CONTEXT
        + """
class Pair(bpf.Struct):
    x: u64
    y: u64

@bpf.program("syscall")
def main(ctx: Ctx) -> i32:
    kept = [u64(1), 2]
    for i in bpf.loop(u32(ctx.a)):
        pair = Pair(x=u64(i))
        now = [pair.x, kept[0]]
        for x in now:
            pair.y += x
        kept[:] = [pair.y, 5]
    ctx.r = i64(kept[0])
    return 0
"""
    )
    assert go(live, 4) == (0, 1 + 1 + 2 + 3)


def test_what_a_turn_makes_does_not_outlive_it(write):
    path = write(
        CONTEXT
        + """
@bpf.program("syscall")
def main(ctx: Ctx) -> i32:
    kept = [u64(1), 2]
    for i in bpf.loop(3):
        kept = [u64(i), 2]
    return i32(kept[0])
"""
    )
    with pytest.raises(CompileError, match="kept cannot be another Array") as caught:
        lang.compile(path)
    assert caught.value.location.text.strip() == "kept = [u64(i), 2]"
    assert "x[:] = y" in caught.value.hint
