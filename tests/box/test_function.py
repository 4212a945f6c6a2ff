"""Loaded XDP programs as Python functions: the results of BPF_PROG_TEST_RUN, without the call."""

from __future__ import annotations

import ctypes
import gc
import random

import pytest

from beebox.abi.enums import Cmd, MapType, ProgType
from beebox.abi.structs import MapCreateAttr, MapElemAttr, ProgLoadAttr
from beebox.box.kernel import Box
from beebox.errors import BeeboxError, KernelError, NotSupported
from beebox.isa.asm import assemble
from beebox.isa.insn import encode
from beebox.kernel import client
from beebox.vm import tier0

if not tier0.available():
    pytest.skip("machine code for x86-64", allow_module_level=True)

SECOND = """
    r2 = *(u32 *)(r1 + 4)
    r1 = *(u32 *)(r1 + 0)
    r0 = -1
    r3 = r1
    r3 += 2
    if r3 > r2 goto out
    r0 = *(u8 *)(r1 + 1)
    out: exit
"""
STORE = """
    r2 = *(u32 *)(r1 + 4)
    r1 = *(u32 *)(r1 + 0)
    r0 = 0
    r3 = r1
    r3 += 2
    if r3 > r2 goto out
    r0 = *(u8 *)(r1 + 0)
    *(u8 *)(r1 + 0) = 7
    out: exit
"""
COUNT = """
    *(u32 *)(r10 - 4) = 0
    r2 = r10
    r2 += -4
    r1 = map[fd:{fd}]
    call bpf_map_lookup_elem
    if r0 == 0 goto out
    r1 = 1
    lock *(u64 *)(r0 + 0) += r1
    out:
    r0 = 2
    exit
"""


@pytest.fixture
def box():
    box = Box()
    yield box
    box.shut()


def load(box, text, type_=ProgType.XDP):
    code = ctypes.create_string_buffer(encode(assemble(text)))
    licence = ctypes.create_string_buffer(b"GPL")
    attr = ProgLoadAttr(
        prog_type=type_,
        insns=ctypes.addressof(code),
        insn_cnt=(len(code) - 1) // 8,
        license=ctypes.addressof(licence),
    )
    return box.bpf(Cmd.PROG_LOAD, attr)


def array(box):
    attr = MapCreateAttr(map_type=MapType.ARRAY, key_size=4, value_size=8, max_entries=1)
    return box.bpf(Cmd.MAP_CREATE, attr)


def element(box, fd):
    key, value = ctypes.c_uint32(0), ctypes.c_uint64(0)
    attr = MapElemAttr(map_fd=fd, key=ctypes.addressof(key), value=ctypes.addressof(value))
    box.bpf(Cmd.MAP_LOOKUP_ELEM, attr)
    return value.value


@pytest.mark.parametrize("optimize", [False, True])
def test_what_a_run_by_hand_gives(box, optimize):
    fd = load(box, SECOND)
    function = box.function(fd, optimize=optimize)
    source = random.Random(1)
    several = [source.randbytes(source.randrange(14, 90)) for _ in range(200)]
    wanted = [client.prog_test_run(box, fd, packet).retval for packet in several]
    assert [function(packet) for packet in several] == wanted
    assert list(function.run_batch(several)) == wanted
    assert function.count_batch(several).total() == 200
    assert (function(b""), function.run(b"a")) == (0xFFFFFFFF, 0xFFFFFFFF)
    assert list(function.run_batch([b"", b"ab"])) == [0xFFFFFFFF, ord("b")]


def test_bytes_do_not_change(box):
    function = box.function(load(box, STORE))
    packet, writable = b"abc", bytearray(b"abc")
    assert (function(packet), packet) == (97, b"abc")
    assert (function(writable), writable) == (97, bytearray(b"\x07bc"))


@pytest.mark.parametrize("optimize", [False, True])
def test_maps(box, optimize):
    counts = array(box)
    function = box.function(load(box, COUNT.format(fd=counts)), optimize=optimize)
    assert function(b"a packet") == 2
    assert set(function.run_batch([b"a packet"] * 500)) == {2}
    assert element(box, counts) == 501


def test_it_keeps_the_program_and_its_maps(box):
    counts = array(box)
    fd = load(box, COUNT.format(fd=counts))
    run = box.function(fd).run
    box.close(fd)
    gc.collect()
    assert run(b"a") == 2
    assert element(box, counts) == 1
    alive = len(box.world.programs._objects)
    del run
    gc.collect()
    assert len(box.world.programs._objects) == alive - 1


def test_closed(box):
    with box.function(load(box, SECOND)) as function:
        assert function(b"ab") == ord("b")
    with pytest.raises(BeeboxError, match="closed"):
        function(b"ab")


def test_it_ends_with_the_box():
    box = Box()
    run = box.function(load(box, SECOND)).run
    box.shut()
    with pytest.raises(BeeboxError, match="closed"):
        run(b"ab")


@pytest.mark.parametrize(
    ("text", "type_", "message"),
    [
        ("r0 = 0\nexit", ProgType.SOCKET_FILTER, "SOCKET_FILTER"),
        ("r2 = 0\ncall bpf_xdp_adjust_head\nr0 = 0\nexit", ProgType.XDP, "move a packet's ends"),
    ],
)
def test_what_it_is_not_for(box, text, type_, message):
    with pytest.raises(NotSupported, match=message):
        box.function(load(box, text, type_))


def test_interpreted_programs():
    box = Box(engine="interpreter")
    with pytest.raises(NotSupported, match="interpreted"):
        box.function(load(box, SECOND))
    box.shut()


def test_no_such_program(box):
    with pytest.raises(KernelError):
        box.function(array(box))


def test_one_thread_at_a_time(box):
    function = box.function(load(box, SECOND))
    with pytest.raises(BeeboxError, match="one Run"):
        function.run_batch([b"ab"], release_gil=True)
