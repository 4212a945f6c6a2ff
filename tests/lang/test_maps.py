"""Maps as objects, in every engine and in Linux."""

import struct

CONTEXT = """
class Ctx(bpf.Struct):
    a: u64
    r: i64

"""


def go(live, a):
    """Run `main` with *a*; return what it leaves in r."""
    result, after = live.run(context=struct.pack("<Qq", a, 0))
    assert result == 0
    return struct.unpack("<Qq", after)[1]


def test_reading_and_defaults(run):
    live = run(
        CONTEXT
        + """
counts = bpf.Hash[u64, i64](max_entries=8)
flags = bpf.ArrayMap[bool](max_entries=2)

@bpf.program("syscall")
def main(ctx: Ctx) -> i32:
    counts[7] += 3
    counts[ctx.a] = counts[ctx.a] + counts[7] * 2 + counts.get(99, -100)
    if flags[1]:
        return 1
    flags[1] = True
    if not flags[1] or flags[5]:
        return 2
    flags[1] = False
    ctx.r = counts[ctx.a]
    return 0
"""
    )
    assert go(live, 3) == -94
    assert go(live, 3) == -94 + 12 - 100


def test_lookup_or_init_keeps_what_is_there(run):
    live = run(
        CONTEXT
        + """
class Pair(bpf.Struct):
    n: u64
    seen: u64

pairs = bpf.Hash[u64, Pair](max_entries=2)

@bpf.program("syscall")
def main(ctx: Ctx) -> i32:
    pair = pairs.lookup_or_init(ctx.a, Pair(n=5))
    if pair is None:
        ctx.r = -1
        return 0
    pair.seen += 1
    ctx.r = i64(pair.n * 10 + pair.seen)
    return 0
"""
    )
    assert [go(live, a) for a in (1, 1, 2, 1, 3)] == [51, 52, 51, 53, -1]


def test_queues_and_stacks(run):
    live = run(
        CONTEXT
        + """
queue = bpf.Queue[u64](max_entries=4)
stack = bpf.Stack[u32](max_entries=4)

@bpf.program("syscall")
def main(ctx: Ctx) -> i32:
    first: u64 = 0
    last: u32 = 0
    for i in range(3):
        if queue.push(ctx.a + u64(i)) or stack.push(u32(i)):
            return 1
    if queue.peek(addr(first)) or queue.pop(addr(first)) or stack.pop(addr(last)):
        return 2
    ctx.r = i64(first) * 10 + i64(last)
    for i in range(4):
        if queue.pop(addr(first)) == 0:
            ctx.r += 1000
    return 0
"""
    )
    assert go(live, 5) == 2052


def test_prefixes(run):
    live = run("""
class Key(bpf.Struct):
    prefixlen: u32
    address: Array[u8, 4]

routes = bpf.LpmTrie[Key, u32](max_entries=4)

@bpf.program("tc")
def main(ctx: ptr[u32]) -> i32:
    key = Key(prefixlen=8)
    key.address[:] = b"\\x0a\\0\\0\\0"
    routes[key] = 8
    key.prefixlen = 24
    key.address[:] = b"\\x0a\\1\\2\\0"
    routes[key] = 24
    key.prefixlen = 32
    key.address[3] = u8(ctx[0])
    near = routes[key]
    key.address[1] = 9
    return i32(near * 100 + routes[key])
""")
    assert live.packet()[0] == 2408


def test_a_tail_call_without_a_program_goes_on(run):
    live = run("""
programs = bpf.ProgArray(max_entries=2)

@bpf.program("tc")
def main(ctx: ptr[u32]) -> i32:
    programs.call(ctx, 1)
    return 5
""")
    assert live.packet()[0] == 5


def test_formats(build):
    spec = build("""
WHO = "me"

class Named(bpf.Struct):
    name: Array[char, 16]

@bpf.program("syscall")
def main(ctx: ptr[u64]) -> i32:
    n = Named()
    x: u32 = 7
    bpf.printk(f"100% {WHO} {x} {i64(x):5} {x:#x} {x:08x} {n.name} {n.name:16} {n.name:>16}")
    bpf.printk("%d is %s" % (x, n.name))
    bpf.printk(f"nothing")
    return 0
""")
    text = spec.maps[next(name for name in spec.maps if "rodata" in name)].contents
    assert b"100%% me %u %5lld 0x%x %08x %s %-16s %16s\0" in text
    assert b"%u is %s\0" in text
    assert b"nothing\0" in text
