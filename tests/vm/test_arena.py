"""Arenas: casts and accesses, the same on the engines that know them."""

import ctypes
import mmap

import pytest

from beebox.errors import NotSupported
from beebox.isa.asm import assemble
from beebox.isa.insn import Insn
from beebox.isa.opcodes import MODE, PROBE_MEM32
from beebox.vm import engine, tier0
from beebox.vm.memory import Memory, Region
from beebox.vm.source import Source

pytestmark = pytest.mark.skipif(not tier0.available(), reason="tier 0 makes x86-64 code")

ARENA = 0x7EDC_BA98_7654_3000
NOT_THERE = 0x1234_5678_9ABC_DEF0


def translated(text):
    """Return *text* with its loads and stores as accesses to the arena."""
    insns = assemble(text)
    return tuple(
        Insn(insn.code & ~MODE | PROBE_MEM32, insn.dst, insn.src, insn.off, insn.imm)
        if insn.code & 7 in (1, 2, 3)
        else insn
        for insn in insns
    )


@pytest.mark.parametrize("which", ["tier0", "tier1", "interpreter"])
@pytest.mark.parametrize(
    ("text", "value", "result"),
    [
        ("r0 = addr_space_cast(r1, 0, 1)", NOT_THERE, 0x9ABC_DEF0),
        ("r0 = addr_space_cast(r1, 1, 0)", NOT_THERE, 0x7EDC_BA98_9ABC_DEF0),
        ("r0 = addr_space_cast(r1, 1, 0)", 0, 0),
        ("r0 = addr_space_cast(r1, 1, 0)", 0x1234_5678_0000_0000, 0),
        ("r0 = addr_space_cast(r1, 0, 1)", 0, 0),
        ("r0 = r1\nr0 = addr_space_cast(r0, 1, 0)", 1, 0x7EDC_BA98_0000_0001),
    ],
)
def test_casts(which, text, value, result):
    source = Source(assemble(text + "\nexit"), arena=ARENA)
    native = engine.prepare(source, Memory(), which)
    assert native.run(value) == result
    native.close()


@pytest.fixture
def arena():
    pages = mmap.mmap(-1, 8192)
    place = ctypes.c_char.from_buffer(pages)
    address = ctypes.addressof(place)
    memory = Memory()
    memory.add(Region("arena", address, 8192))
    yield pages, address, memory
    del place
    pages.close()


@pytest.mark.parametrize("which", ["tier0", "tier1", "interpreter"])
@pytest.mark.parametrize("size", ["u8", "u16", "u32", "u64"])
def test_accesses_begin_at_the_arena(which, size, arena):
    pages, address, memory = arena
    pages[264:272] = bytes(range(0x81, 0x89))
    bytes_ = int(size[1:]) // 8
    text = f"""
    r9 = *({size} *)(r1 + 8)
    *({size} *)(r1 + 32) = r9
    *({size} *)(r1 + 64) = 0x11223344
    r0 = r9
    exit
    """
    native = engine.prepare(Source(translated(text), arena=address), memory, which)
    assert native.run(256) == int.from_bytes(pages[264 : 264 + bytes_], "little")
    assert pages[288:296] == pages[264 : 264 + bytes_] + bytes(8 - bytes_)
    stored = (0x11223344).to_bytes(8, "little")
    assert pages[320:328] == stored[:bytes_] + bytes(8 - bytes_)
    native.close()


@pytest.mark.parametrize("which", ["tier0", "tier1", "interpreter"])
def test_without_an_arena(which):
    source = Source(assemble("r0 = addr_space_cast(r1, 0, 1)\nexit"))
    with pytest.raises(NotSupported, match="arena"):
        engine.prepare(source, Memory(), which).run(0)
