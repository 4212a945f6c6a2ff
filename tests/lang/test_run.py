"""What programs do, asked of the Linux kernel: its verifier takes them, and they run."""

import errno
import struct

import pytest

pytestmark = pytest.mark.linux

CONTEXT = """
class Ctx(bpf.Struct):
    a: u64
    b: i64

"""


def test_a_context_of_ones_own_and_arithmetic(live):
    live = live(
        CONTEXT
        + """
@bpf.program("syscall")
def main(ctx: Ctx) -> i32:
    ctx.b = -7 // ctx.b * 10 + ctx.b % -3
    ctx.a += 5
    return 3
"""
    )
    result, after = live.run(context=struct.pack("<Qq", 1, 2))
    assert result == 3
    assert struct.unpack("<Qq", after) == (6, -7 // 2 * 10 + 2 % -3)


def test_hash_store_lookup_in_del_and_update(live):
    live = live("""
counts = bpf.Hash[u32, u64](max_entries=4)

@bpf.program("syscall")
def main(ctx: ptr[u64]) -> i32:
    if u32(1) in counts:
        return 1
    counts[1] = 10
    found = counts.lookup(1)
    if found is None or found[0] != 10:
        return 2
    found[0] = 11
    if 1 not in counts:
        return 3
    del counts[1]
    if 1 in counts:
        return 4
    if counts.delete(1) != -2:
        return 5
    if counts.update(2, 20) != 0:
        return 6
    return 0
""")
    assert live.run()[0] == 0
    assert dict(live.loaded.maps["counts"].items()) == {2: 20}


def test_a_full_map_is_counted(live):
    live = live("""
counts = bpf.Hash[u32, u64](max_entries=2)

@bpf.program("syscall")
def main(ctx: ptr[u64]) -> i32:
    for i in range(5):
        counts[u32(i)] = 1
    return 0
""")
    assert live.run()[0] == 0
    assert live.loaded.lost == 3
    assert live.loaded.variable("counts_lost") == 3


def test_augmented_assignment_counts_from_zero(live):
    live = live("""
counts = bpf.Hash[u32, u64](max_entries=4)
flags = bpf.Hash[u32, u16](max_entries=4)
cells = bpf.ArrayMap[u32](max_entries=3)
own = bpf.PerCpuArray[u64]()

@bpf.program("syscall")
def main(ctx: ptr[u64]) -> i32:
    for i in range(3):
        counts[7] += 2
        flags[1] |= 5
        cells[2] += 1
        own[0] += 1
        cells[3] += 1
    return 0
""")
    assert live.run()[0] == 0
    maps = live.loaded.maps
    assert maps["counts"].lookup(struct.pack("<I", 7)) == struct.pack("<Q", 6)
    assert maps["flags"].lookup(struct.pack("<I", 1)) == struct.pack("<H", 5)
    assert maps["cells"].lookup(struct.pack("<I", 2)) == struct.pack("<I", 3)
    assert struct.pack("<Q", 3) in maps["own"].lookup(bytes(4))


def test_pop_of_pointers_numbers_and_structs(live):
    live = live("""
class Pair(bpf.Struct):
    x: u32
    y: u64

where = bpf.Hash[u32, ptr](max_entries=4)
numbers = bpf.Hash[u32, u16](max_entries=4)
pairs = bpf.Hash[u32, Pair](max_entries=4)

@bpf.program("syscall")
def main(ctx: ptr[u64]) -> i32:
    where[1] = cast(ptr[char], u64(0x1234))
    taken = where.pop(1)
    if u64(taken) != 0x1234 or 1 in where or where.pop(1) is not None:
        return 1
    numbers[2] = 77
    number = numbers.pop(2)
    if number is None or number[0] != 77 or 2 in numbers:
        return 2
    pair = Pair()
    pair.x, pair.y = 5, 6
    pairs[3] = pair
    out = pairs.pop(3)
    if out is None or out.x != 5 or out.y != 6 or 3 in pairs:
        return 3
    if pairs.pop(3) is not None:
        return 4
    return 0
""")
    assert live.run()[0] == 0


RING = """
class Event(bpf.Struct):
    n: u64
    text: Array[char, 8]

ring = bpf.RingBuf[Event](size=4096)
only_even: Const[bool] = False
"""


def test_a_ring_reserve_submits_at_the_end_and_discards_before(live):
    live = live(
        CONTEXT
        + RING
        + """
@bpf.program("syscall")
def main(ctx: Ctx) -> i32:
    with ring.reserve() as event:
        event.n = ctx.a
        event.text[0] = 65
        event.text[1] = 0
        if only_even and ctx.a % 2:
            return 9
    return 4
""",
        only_even=1,
    )
    reader = live.loaded.reader("ring")
    results = [live.run(context=struct.pack("<Qq", n, 0))[0] for n in range(4)]
    assert results == [4, 9, 4, 9]
    assert [struct.unpack_from("<Q2s", data) for data in reader.drain()] == [
        (0, b"A\0"),
        (2, b"A\0"),
    ]
    assert live.loaded.lost == 0


def test_a_full_ring_is_counted_by_reserve_and_output(live):
    live = live(
        RING
        + """
@bpf.program("syscall")
def fill(ctx: ptr[u64]) -> i32:
    for i in range(400):
        with ring.reserve() as event:
            event.n = u64(i)
            if i % 2:
                continue
    return 0

@bpf.program("syscall")
def main(ctx: ptr[u64]) -> i32:
    event = Event()
    event.n = 7
    return i32(ring.output(event))
"""
    )
    assert live.run("fill")[0] == 0
    lost = live.loaded.variable("ring_lost")
    assert 0 < lost < 400
    assert live.run()[0] == -errno.EAGAIN
    assert live.loaded.variable("ring_lost") == lost + 1
    assert live.loaded.lost == lost + 1


def test_output_of_a_part(live):
    live = live(
        CONTEXT
        + RING
        + """
@bpf.program("syscall")
def main(ctx: Ctx) -> i32:
    event = Event()
    event.n = 1
    size = ctx.a
    if size > 8:
        return 1
    ring.output(event, 8 + size)
    return 0
"""
    )
    reader = live.loaded.reader("ring")
    for size in (0, 3, 9):
        live.run(context=struct.pack("<Qq", size, 0))
    assert [len(data) for data in reader.drain()] == [8, 11]


def test_constants_of_each_kind(live):
    text = (
        CONTEXT
        + """
small: Const[u8] = 250
signed: "Const[i16]" = -3
wide: bpf.Const[u64] = 1 << 40
LIMIT = 12

@bpf.program("syscall")
def main(ctx: Ctx) -> i32:
    ctx.a = wide + u64(small)
    return i32(signed) * LIMIT
"""
    )
    result, after = live(text).run(context=bytes(16))
    assert (result, struct.unpack_from("<Q", after)[0]) == (-36, (1 << 40) + 250)
    result, after = live(text, signed=-5, wide=3, small=1).run(context=bytes(16))
    assert (result, struct.unpack_from("<Q", after)[0]) == (-60, 4)


def test_functions_inlined_and_called(live):
    live = live(
        CONTEXT
        + """
@bpf.function
def double(x: u64) -> u64:
    return x * 2

@bpf.subprogram
def square(x: u64) -> u64:
    return x * x

@bpf.program("syscall")
def main(ctx: Ctx) -> i32:
    ctx.a = square(double(ctx.a)) + square(3)
    return 0
"""
    )
    assert struct.unpack_from("<Q", live.run(context=struct.pack("<Qq", 5, 0))[1])[0] == 109


def test_helpers_by_the_kernels_names(live):
    live = live("""
table = bpf.Hash[u32, u64](max_entries=2)

@bpf.program("syscall")
def main(ctx: ptr[u64]) -> i32:
    key: u32 = 3
    value: u64 = 9
    if bpf.map_update_elem(table, addr(key), addr(value), 0) != 0:
        return 1
    found = cast(ptr[u64], bpf.map_lookup_elem(table, addr(key)))
    if found is None or found[0] != 9:
        return 2
    if bpf.ktime_get_ns() == 0 or bpf.ktime_ns() == 0 or bpf.cpu_id() > 4096:
        return 3
    return 0
""")
    assert live.run()[0] == 0


def test_strings_of_the_kernel(live):
    live = live("""
class Place(bpf.Struct):
    text: Array[char, 8]

table = bpf.ArrayMap[Place]()
long = bpf.ArrayMap[Place]()

@bpf.program("syscall")
def main(ctx: ptr[u64]) -> i32:
    to = table.lookup(0)
    source = long.lookup(0)
    if to is None or source is None:
        return -1
    return i32(bpf.read_kernel_str(to.text, source.text))
""")
    live.loaded.maps["long"].update(bytes(4), b"abcdefgh")
    assert live.run()[0] == 8
    assert live.loaded.maps["table"].lookup(bytes(4)) == b"abcdefg\0"


def test_what_a_global_function_does_not_read_is_passed_all_the_same(run):
    live = run("""
class Ctx(bpf.Struct):
    a: i64

@bpf.global_function
def second(_first: i64, x: i64) -> i64:
    return x * 3

@bpf.program("syscall")
def main(ctx: Ctx) -> i32:
    return i32(second(7, ctx.a)) + i32(second(ctx.a, ctx.a))
""")
    assert live.run(context=(5).to_bytes(8, "little"))[0] == 30
