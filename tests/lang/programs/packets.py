"""Packets: views of headers, verdicts, checksums, redirection and tail calls."""

from beebox import bpf
from beebox.bpf import Array, i32, u8, u16, u32, u64

PASS, DROP = 2, 1


class Ethernet(bpf.Struct):
    to: Array[u8, 6]
    source: Array[u8, 6]
    kind: u16


class Ipv4(bpf.Struct):
    version: u8
    tos: u8
    length: u16
    id: u16
    fragment: u16
    ttl: u8
    protocol: u8
    check: u16
    source: u32
    to: u32


class Flow(bpf.Struct):
    __packed__ = True
    source: u32
    protocol: u8


flows = bpf.LruHash[Flow, u64](max_entries=4096)
devices = bpf.DevMap(max_entries=8)
parts = bpf.ProgArray(max_entries=4)
blocked: bpf.Const[u8] = 0


@bpf.function
def is_ip(ethernet: bpf.ptr[Ethernet]) -> bool:
    return bpf.ntohs(ethernet.kind) == 0x0800


@bpf.program("xdp")
def verdict(ctx: bpf.XdpMd) -> i32:
    packet = bpf.packet(ctx)
    ethernet = packet.read(Ethernet)
    if ethernet is None or not is_ip(ethernet):
        return PASS
    ip = packet.read(Ipv4, 14)
    if ip is None:
        return PASS
    flow = Flow(source=ip.source, protocol=ip.protocol)
    flows[flow] += 1
    match ip.protocol:
        case 1 | 17 if ip.ttl < 2:
            return DROP
        case 6:
            return i32(devices.redirect(0, PASS))
        case _:
            pass
    return DROP if blocked and ip.protocol == blocked else PASS


@bpf.program("tc")
def mark(ctx: bpf.SkBuff) -> i32:
    ip = Ipv4()
    if bpf.skb_load_bytes(ctx, 14, ip, bpf.sizeof(Ipv4)) < 0:
        return 0
    ctx.mark = u32(ip.protocol)
    ctx.cb[0] = ip.source
    parts.call(ctx, 1)
    return 0


@bpf.program("cgroup_skb/egress")
def egress(ctx: bpf.CgroupBuff) -> i32:
    return 1 if ctx.len < 1500 else 0


@bpf.program("cgroup/connect4")
def connect(ctx: bpf.SockAddr) -> i32:
    return 0 if ctx.user_ip4 == bpf.htonl(0x7F000001) else 1
