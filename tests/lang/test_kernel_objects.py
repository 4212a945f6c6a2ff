"""Locks, timers, dynptrs, unions and packed structs, in Linux and where the box serves them."""

import struct
import time

import pytest

CONTEXT = """
class Ctx(bpf.Struct):
    a: u64
    r: i64

"""


def go(live, a):
    result, after = live.run(context=struct.pack("<Qq", a, 0))
    return result, struct.unpack("<Qq", after)[1]


LOCKED = """
class Pair(bpf.Struct):
    lock: bpf.SpinLock
    n: u32
    total: u64

pairs = bpf.ArrayMap[Pair]()

@bpf.program("tc")
def main(ctx: bpf.SkBuff) -> i32:
    pair = pairs.lookup(0)
    if pair is None:
        return 0
    with pair.lock:
        pair.n += 1
        if pair.n == 2:
            return 22
        pair.total += u64(pair.n)
    with pair.lock:
        total = pair.total
    return i32(total)
"""


def test_a_lock_is_given_back_on_every_way(run):
    live = run(LOCKED)
    assert [live.packet()[0] for _ in range(3)] == [1, 22, 4]


@pytest.mark.linux
def test_a_timer_calls_back(live):
    live = live(
        """
class Item(bpf.Struct):
    timer: bpf.Timer
    fired: u64

items = bpf.ArrayMap[Item]()

@bpf.subprogram
def fire(table: ptr[u8], key: ptr[u32], item: ptr[Item]) -> i32:
    item.fired += 1
    return 0

@bpf.program("tc")
def main(ctx: bpf.SkBuff) -> i32:
    item = items.lookup(0)
    if item is None:
        return 1
    timer = addr(item.timer)
    if bpf.timer_init(timer, items, 1) or bpf.timer_set_callback(timer, fire):
        return 2
    return i32(bpf.timer_start(timer, 1000, 0))
"""
    )
    assert live.packet()[0] == 0
    for _ in range(200):
        fired = struct.unpack_from("<Q", live.loaded.maps["items"].lookup(bytes(4)), 16)[0]
        if fired:
            break
        time.sleep(0.01)
    assert fired == 1


def test_a_dynptr_of_a_map_value(run):
    live = run(
        CONTEXT
        + """
class Room(bpf.Struct):
    data: Array[u8, 64]

rooms = bpf.ArrayMap[Room]()

@bpf.program("syscall")
def main(ctx: Ctx) -> i32:
    room = rooms.lookup(0)
    if room is None:
        return 1
    view = bpf.Dynptr()
    value = ctx.a
    if bpf.dynptr_from_mem(room.data, 64, 0, view):
        return 2
    if bpf.dynptr_write(view, 8, addr(value), 8, 0):
        return 3
    if bpf.dynptr_write(view, 60, addr(value), 8, 0) != -7:
        return 4
    ctx.r = i64(room.data[8])
    return 0
"""
    )
    assert go(live, 77) == (0, 77)


def test_unions_and_packed_structs(run):
    live = run(
        CONTEXT
        + """
class Word(bpf.Union):
    whole: u64
    half: u32
    bytes: Array[u8, 8]

class Tight(bpf.Struct):
    __packed__ = True
    kind: u8
    size: u32
    word: Word
    end: u16

tights = bpf.ArrayMap[Tight]()

@bpf.program("syscall")
def main(ctx: Ctx) -> i32:
    tight = tights.lookup(0)
    local = Tight()
    if tight is None:
        return 1
    tight.size = 5
    tight.size += 2
    tight.word.whole = ctx.a
    tight.word.bytes[1] = 3
    tight.end = 9
    local.word.half = tight.word.half
    local.end += u16(sizeof(Tight)) + tight.end
    ctx.r = i64(local.word.half) * 100 + i64(local.end)
    return i32(tight.size)
"""
    )
    assert go(live, 0x1_0000_00FF) == (7, 0x3FF * 100 + 24)
    data = live.loaded.maps["tights"].lookup(bytes(4))
    assert data == struct.pack("<BIQH", 0, 7, 0x1_0000_03FF, 9)
