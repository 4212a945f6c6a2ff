"""Structs as Python reads them, and contexts as tracepoints lay them out."""

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beebox import bpf
from beebox.bpf import Array, Bits, char, i8, i16, i32, i64, ptr, u8, u16, u32, u64


class Inner(bpf.Struct):
    a: u8
    b: u32


class Head(bpf.Struct):
    length: Bits[u8, 4]
    version: Bits[u8, 4]
    kind: Bits[u32, 20]
    low: Bits[i16, 3]
    last: u8


class Outer(bpf.Struct):
    n: u64
    small: i8
    flag: bool
    inner: Inner
    many: Array[u16, 3]
    pairs: Array[Inner, 2]
    name: Array[char, 8]
    where: ptr[char]


def test_layout():
    assert (Inner.size, Outer.size) == (8, 64)
    assert [Outer.offset(f) for f in ("n", "small", "flag", "inner", "many", "pairs", "name", "where")] == [
        0, 8, 9, 12, 20, 28, 44, 56,
    ]  # fmt: skip


def test_read():
    data = struct.pack(
        "<Qb?xxB3xI3HxxB3xIB3xI8s4xQ", 7, -1, True, 1, 2, 3, 4, 5, 6, 7, 8, 9, b"ab\0junk", 99
    )
    event = Outer.read(data)
    assert (event.n, event.small, event.flag, event.where) == (7, -1, True, 99)
    assert (event.inner.a, event.inner.b) == (1, 2)
    assert event.many == [3, 4, 5]
    assert [(p.a, p.b) for p in event.pairs] == [(6, 7), (8, 9)]
    assert event.name == "ab"
    assert Outer.read(memoryview(b"xx" + data), 2) == event
    assert "name='ab'" in repr(event)


@given(st.binary(max_size=80))
def test_what_is_missing_is_zero(data):
    event = Outer.read(data)
    assert event == Outer.read(data[: Outer.size].ljust(Outer.size, b"\0"))


@given(st.binary(min_size=8, max_size=8))
def test_any_bytes_of_text_come_back(raw):
    class Name(bpf.Struct):
        text: Array[char, 8]

    text = Name.read(raw).text
    assert text.encode("utf-8", "surrogateescape") == raw.partition(b"\0")[0]


@given(st.integers(-(1 << 63), (1 << 63) - 1))
def test_numbers_of_each_width(n):
    class Numbers(bpf.Struct):
        a: i64
        b: i32
        c: i16
        d: i8
        e: u32

    raw = struct.pack("<Q", n % (1 << 64)) + struct.pack("<I", n % (1 << 32))
    raw += struct.pack("<HBxI", n % (1 << 16), n % 256, n % (1 << 32))
    found = Numbers.read(raw)
    assert found.a == n
    assert (found.b - n) % (1 << 32) == (found.c - n) % (1 << 16) == (found.d - n) % 256 == 0
    assert found.e == n % (1 << 32)


@pytest.mark.parametrize(
    ("name", "offsets"),
    [
        ("SysEnterOpenat", {"syscall_nr": 8, "dfd": 16, "filename": 24, "flags": 32, "mode": 40}),
        ("SysEnterOpenat2", {"how": 32, "usize": 40}),
        ("SysExit", {"syscall_nr": 8, "ret": 16}),
        ("SysEnter", {"id": 8, "args": 16}),
        ("SchedProcessFork", {"parent_pid": 12, "child_pid": 20}),
        ("SchedProcessExec", {"pid": 12, "old_pid": 16}),
        ("SchedProcessExit", {"comm": 8, "pid": 24, "prio": 28, "group_dead": 32}),
        ("SysEnterRtSigaction", {"sig": 16}),
    ],
)
def test_contexts(name, offsets):
    context = getattr(bpf, name)
    assert {field: context.offset(field) for field in offsets} == offsets
    assert getattr(bpf, name) is context


@pytest.mark.linux
@pytest.mark.parametrize(
    "name", ["sys_enter_openat", "sys_enter_mmap", "sys_exit_read", "sys_enter_clone3"]
)
def test_contexts_are_the_kernels(name):
    from beebox.errors import NotSupported
    from beebox.kernel.linux import Linux

    try:
        point = Linux().facts.tracepoint("syscalls", name)
    except NotSupported as error:
        pytest.skip(str(error))
    context = getattr(bpf, "".join(part.title() for part in name.split("_")))
    ours = {field.name: field.offset for field in context.__layout__.fields.values()}
    for field in point.fields:
        if field.offset >= 8:
            assert ours[field.name.lstrip("_")] == field.offset, field


def test_no_such_name():
    for name in ("SysEnterNothing", "no_such_helper", "Nothing"):
        with pytest.raises(AttributeError, match=name):
            getattr(bpf, name)


def test_every_name_of_the_face():
    for name in bpf.__all__:
        assert getattr(bpf, name) is not None


def test_bit_fields(run):
    live = run("""
from beebox.bpf import Bits

class Head(bpf.Struct):
    length: Bits[u8, 4]
    version: Bits[u8, 4]
    kind: Bits[u32, 20]
    low: Bits[i16, 3]
    last: u8

class Ctx(bpf.Struct):
    a: u64
    head: Head

heads = bpf.ArrayMap[Head]()

@bpf.program("syscall")
def main(ctx: Ctx) -> i32:
    head = heads.lookup(0)
    if head is None:
        return -1
    head.version = 4
    head.length = u8(ctx.a)
    head.kind = u32(ctx.a)
    head.kind += 1
    head.low = i16(ctx.a)
    head.last = 255
    ctx.head.kind = head.kind
    ctx.head.low = -1
    ctx.head.low |= head.low
    return i32(head.length) + i32(head.version) * 100 + i32(head.low) * 1000
""")
    value = 0xFFFABCD5
    result, after = live.run(context=struct.pack("<Q", value) + bytes(12))
    assert result == 5 + 400 - 3 * 1000
    head = Head.read(live.loaded.maps["heads"].lookup(bytes(4)))
    assert (head.length, head.version, head.kind) == (5, 4, (value + 1) & 0xFFFFF)
    assert (head.low, head.last) == (-3, 255)
    head = Head.read(after, 8)
    assert (head.kind, head.low, head.length) == ((value + 1) & 0xFFFFF, -1, 0)
