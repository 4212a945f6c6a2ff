"""Kinds of maps and ways to use them: in every engine and in Linux."""

import struct

import pytest

from beebox import lang
from beebox.errors import CompileError

HEAD = """
class Ctx(bpf.Struct):
    a: u64
    r: u64

class Event(bpf.Struct):
    a: u32
    b: u64

counts = bpf.Hash[u32, u64](max_entries=16)
queue = bpf.Queue[Event](max_entries=4)
stack = bpf.Stack[u64](max_entries=4)
seen = bpf.Bloom[u64](max_entries=64)
cpus = bpf.PerCpuArray[u64](max_entries=2)
ring = bpf.RingBuf[Event](size=4096)
inner = bpf.Hash[u32, u64](max_entries=8)
by_number = bpf.ArrayOfMaps(inner, max_entries=2)
by_key = bpf.HashOfMaps[u64](bpf.ArrayMap[u64](max_entries=4), max_entries=4)

@bpf.program("syscall")
def main(ctx: Ctx) -> i32:
"""
BODIES = {
    "several at once": ("counts[1] = counts[2] = ctx.a\nreturn i32(counts[1] + counts[2])", 14),
    "swapped": (
        (
            "counts[1], counts[2] = 3, 4\ncounts[1], counts[2] = counts[2], counts[1]\n"
            "return i32(counts[1] * 10 + counts[2])"
        ),
        43,
    ),
    "unpacked": (
        "(counts[1], x), counts[2] = (5, 6), 7\nreturn i32(counts[1] + counts[2]) + i32(x)",
        18,
    ),
    "a queue of structs": (
        (
            "queue.push(Event(a=3, b=4))\nqueue.push(Event(a=5))\nfirst = queue.pop()\n"
            "second = queue.peek()\nif first is None or second is None:\n    return 1\n"
            "return i32(first.a) * 100 + i32(first.b) * 10 + i32(second.a)"
        ),
        345,
    ),
    "until it is empty": (
        (
            "for i in range(3):\n    stack.push(u64(i) + 1)\ntotal: u64 = 0\nfor i in range(4):\n"
            "    if (value := stack.pop()) is None:\n        total += 1000\n        break\n"
            "    total = total * 10 + value[0]\nreturn i32(total)"
        ),
        1321,
    ),
    "of a CPU": (
        (
            "cpus[1] += 5\nmine = cpus.lookup_percpu(1, bpf.cpu_id())\nif mine is None:\n    return 0\n"
            "return i32(mine[0]) + i32(cpus.lookup_percpu(1, 100000) is None)"
        ),
        6,
    ),
    "of a ring": (
        "before = ring.query(0)\nring.output(Event())\nreturn i32(ring.query(0) - before)",
        24,
    ),
    "no map there": ("return i32(by_number.lookup(1) is None) + 2 * i32(u64(9) in by_key)", 1),
}


def indented(body):
    return "".join(f"    {line}\n" for line in body.split("\n"))


@pytest.mark.parametrize("name", BODIES)
def test_uses(run, name):
    body, wanted = BODIES[name]
    assert run(HEAD + indented(body)).run(context=struct.pack("<QQ", 7, 0))[0] == wanted


FILTER = (
    HEAD.replace('"syscall"', '"tc"').replace("Ctx)", "bpf.SkBuff)")
    + """
    seen.push(u64(ctx.len))
    return i32(u64(ctx.len) in seen) + 2 * i32(u64(ctx.len) + 1 not in seen)
"""
)


def test_a_filter(run):
    assert run(FILTER).packet()[0] == 3


IN_MAPS = """found = by_number.lookup(u32(ctx.a))
if found is None:
    return 1
found[5] = 40
found[5] += 2
if 5 in found and 6 not in found:
    ctx.r = found[5]
del found[6]
values = by_key.get(ctx.a + 1)
if values is not None:
    values[2] += 10
    ctx.r += values[2]
return 0
"""


def test_maps_in_maps(run):
    live = run(HEAD + indented(IN_MAPS))
    maps = live.loaded.maps
    assert live.run(context=struct.pack("<QQ", 1, 0))[0] == 1
    maps["by_number"].update(struct.pack("<I", 1), struct.pack("<I", maps["inner"].fd))
    result, after = live.run(context=struct.pack("<QQ", 1, 0))
    assert (result, struct.unpack("<QQ", after)[1]) == (0, 42)
    assert maps["inner"].lookup(struct.pack("<I", 5)) == struct.pack("<Q", 42)


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ("x = len(counts)", "how many there are is not known"),
        ("by_number[0] = 1", "by the user side"),
        ("x = by_number[0]", "may not be in the map"),
        ("m = by_number.lookup(0)\nm.push(3)", "has no 'push'"),
        ("m = by_number.lookup(0)\nm[1] = True", "not a u64"),
        ("m = by_number.lookup(0)\nm += 1", "cannot be changed in place"),
        ("m = by_number.lookup(0)\nm = by_key.lookup(1)", "not a map of by_number"),
        ("for k in by_number:\n    pass", "cannot be iterated"),
        ("queue[0] = 1", "has no keys"),
        ("counts[1] = counts[2] = True", "not a u64"),
    ],
)
def test_refused(write, body, message):
    with pytest.raises(CompileError) as caught:
        lang.compile(write(HEAD + indented(body) + "    return 0\n"))
    assert message in caught.value.message
    assert caught.value.location.column


def test_what_is_no_map_of_maps(write):
    path = write("outer = bpf.ArrayOfMaps(u32, max_entries=3)\n")
    with pytest.raises(CompileError, match="not a map that can be in another"):
        lang.compile(path)
