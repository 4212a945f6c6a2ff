"""Packets, orders of bytes, atomics, contexts and arguments, in every engine and in Linux."""

import os
import struct

import pytest

from beebox import lang
from beebox.errors import CompileError

HEADERS = """
class Ethernet(bpf.Struct):
    to: Array[u8, 6]
    source: Array[u8, 6]
    kind: u16

class Ipv4(bpf.Struct):
    version: u8
    service: u8
    length: u16
    id: u16
    fragment: u16
    ttl: u8
    protocol: u8
    checksum: u16
    source: u32
    to: u32

class Udp(bpf.Struct):
    source: u16
    to: u16
    length: u16
    checksum: u16

"""
PARSE = """
@bpf.program("{section}")
def main(ctx: bpf.{context}) -> i32:
    packet = bpf.packet(ctx)
    eth = packet.read(Ethernet)
    if eth is None:
        return 1
    if bpf.ntohs(eth.kind) != 0x0800:
        return 2
    ip = packet.read(Ipv4, 14)
    if ip is None:
        return 3
    if ip.protocol != 17:
        return 4
    udp = packet.read(Udp, 14 + u64(ip.version & 15) * 4)
    if udp is None:
        return 5
    return i32(bpf.ntohs(udp.to))
"""


def frame(*, kind=0x0800, words=5, protocol=17, port=53, cut=None):
    ip = bytes([0x40 | words, 0, 0, 0, 0, 0, 0, 0, 64, protocol, 0, 0]) + bytes(words * 4 - 12)
    data = bytes(12) + struct.pack(">H", kind) + ip + struct.pack(">HHHH", 9, port, 8, 0)
    return (data + bytes(32))[:cut] if cut else data + bytes(32)


@pytest.mark.parametrize(("section", "context"), [("xdp", "XdpMd"), ("tc", "SkBuff")])
def test_headers_of_a_packet(run, section, context):
    live = run(HEADERS + PARSE.format(section=section, context=context))
    assert live.packet(frame())[0] == 53
    assert live.packet(frame(words=7, port=60000))[0] == 60000
    assert live.packet(frame(kind=0x86DD))[0] == 2
    assert live.packet(frame(protocol=6))[0] == 4
    assert live.packet(frame(cut=40))[0] == 5


def test_a_packet_is_written_in_place(run):
    live = run(
        HEADERS
        + """
@bpf.program("xdp")
def main(ctx: bpf.XdpMd) -> i32:
    eth = bpf.packet(ctx).read(Ethernet)
    if eth is None:
        return 0
    for i, byte in enumerate(eth.to):
        eth.to[i] = eth.source[i]
        eth.source[i] = byte
    eth.kind = bpf.htons(0x1234)
    return 2
"""
    )
    data = bytes(range(12)) + bytes(52)
    result, after = live.packet(data)
    assert result == 2
    assert after[:14] == bytes([*range(6, 12), *range(6), 0x12, 0x34])


def test_atomics(run):
    live = run("""
class Ctx(bpf.Struct):
    a: u64
    b: u32
    r: i64

cells = bpf.ArrayMap[u64]()
words = bpf.ArrayMap[u32]()

@bpf.program("syscall")
def main(ctx: Ctx) -> i32:
    cell = cells.lookup(0)
    word = words.lookup(0)
    if cell is None or word is None:
        return 1
    before = bpf.atomic_add(cell, ctx.a)
    before = before * 10 + bpf.atomic_or(cell, 8)
    before = before * 100 + bpf.atomic_and(cell, 12)
    before = before * 100 + bpf.atomic_xor(cell, 5)
    before = before * 100 + bpf.atomic_swap(cell, 3)
    before = before * 100 + bpf.atomic_cas(cell, 4, 9)
    before = before * 100 + bpf.atomic_cas(cell, 3, 7)
    ctx.r = i64(before * 10 + cell[0])
    ctx.b = bpf.atomic_add(word, 5) + bpf.ntohl(0x01000000)
    return 0
""")
    result, after = live.run(context=struct.pack("<QIIq", 5, 0, 0, 0))
    assert result == 0
    before = 0
    for was in (5, 13, 12, 9, 3, 3):
        before = before * 100 + was
    assert struct.unpack("<QIIq", after)[1:] == (1, 0, before * 10 + 7)


TRACED = """
from beebox.vmlinux import task_struct

class Seen(bpf.Struct):
    ppid: u32
    child: u32
    calls: u64

seen = bpf.ArrayMap[Seen]()
only: Const[u32] = 0

@bpf.program("tp_btf/sched_process_fork")
def forked(parent: ptr[task_struct], child: ptr[task_struct]) -> i32:
    if u32(parent.tgid) != only:
        return 0
    place = seen.lookup(0)
    if place is not None:
        place.ppid, place.child = u32(parent.tgid), u32(child.pid)
    return 0

@bpf.program("raw_tp/sys_enter")
def entered(ctx: ptr[u64], regs: ptr[u8], number: i64) -> i32:
    place = seen.lookup(0)
    if bpf.current_pid() == only and number == 121 and place is not None:
        place.calls += 1 + u64(ctx[1] != 121)
    return 0
"""


@pytest.mark.linux
def test_arguments_of_tracepoints(live):
    live = live(TRACED, only=os.getpid())
    with live.loaded as loaded:
        loaded.attach()
        os.getpgid(0)
        os.getpgid(0)
        child = os.fork()
        if not child:
            os._exit(0)
        os.waitpid(child, 0)
        data = loaded.maps["seen"].lookup(bytes(4))
    assert struct.unpack("<IIQ", data) == (os.getpid(), child, 2)


def test_probes_read_registers(build):
    spec = build("""
@bpf.program("uprobe//bin/true:main")
def main(count: i32, words: ptr[u64]) -> i32:
    return count

@bpf.program("uretprobe//bin/true:main")
def back(result: i32) -> i32:
    return result

@bpf.program("kprobe/do_nothing")
def regs(ctx: bpf.Regs) -> i32:
    return i32(ctx.ip)
""")
    loads = {
        name: {insn.off for insn in program.insns if insn.code == 0x79}
        for name, program in spec.programs.items()
    }
    assert loads == {"main": {112}, "back": {80}, "regs": {128}}


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        ('"xdp")\ndef f(ctx: bpf.XdpMd, n: u32) -> i32:\n    return 0', "only the context", ""),
        ('"uretprobe/x:y")\ndef f(a: u32, b: u32) -> i32:\n    return 0', "1 arguments", ""),
        ('"xdp")\ndef f(ctx: bpf.Regs) -> i32:\n    bpf.packet(ctx)\n    return 0', "no packet", "XdpMd"),
        (
            '"xdp")\ndef f(ctx: bpf.XdpMd) -> i32:\n    bpf.packet(ctx).write(1)\n    return 0',
            "a packet is read",
            "read(T",
        ),
        (
            ('"xdp")\ndef f(ctx: bpf.XdpMd) -> i32:\n    n: u8 = 1\n    bpf.atomic_add(addr(n), 1)\n'
            "    return 0"),
            "not changed atomically",
            "u32",
        ),
        (
            '"xdp")\ndef f(ctx: bpf.XdpMd) -> i32:\n    return i32(bpf.ntohs(ctx.data))',
            "u32, not a u16",
            "",
        ),
    ],
)  # fmt: skip
def test_refused(write, text, message, hint):
    with pytest.raises(CompileError) as caught:
        lang.compile(write(f"@bpf.program({text}\n"))
    assert message in caught.value.message
    assert hint in caught.value.hint
