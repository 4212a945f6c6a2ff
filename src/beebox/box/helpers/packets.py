"""Packets in the stack: what socket filters, tc and the like do with an skb (net/core/filter.c).

An skb's packet is one piece of memory, all of it writable; so where Linux must first pull bytes
into it or make it its own, here there is only the question whether they are there.
"""

# ruff: noqa: ARG001 - the helper ABI has six places

from __future__ import annotations

from errno import EFAULT, EINVAL, ENOMEM

from beebox.pylang import cast, cpu, i32, i64, native, ptr, u8, u16, u32, u64
from beebox.vm.contexts import SkBuff

_INT_MAX = (1 << 31) - 1
_RECOMPUTE_CSUM, _INVALIDATE_HASH = 1, 2
_MAX_RELATIVE = 0xFFFF
_START_MAC, _START_NET = 0, 1
_MAX_TYPE = 3
"""PACKET_OTHERHOST: the last type of packet that programs may set"""
_MAX_LEN = 65536
_NET_OFF, _LL_OFF = -0x100000, -0x200000
_INGRESS = 1
_SHOT, _REDIRECT = 2, 7


@native
def byte_order(place: ptr[u8]) -> u16:
    """Return two bytes as a number of this machine's."""
    return u16(u32(place[0]) | u32(place[1]) << 8)


@native
def in_packet(skb: ptr[SkBuff], offset: u32, size: u32) -> bool:
    """Tell whether *size* bytes at *offset* are in the packet."""
    return u64(offset) + u64(size) <= u64(skb.len)


# ---------------------------------------------------------------------------- LD_ABS, LD_IND


@native
def packet_byte(skb: ptr[SkBuff], offset: i32, size: u64) -> ptr[u8] | None:
    """Return where *size* bytes are: from the packet's start, or from a header's if negative.

    After bpf_internal_load_pointer_neg_helper.
    """
    place = skb.data + u64(i64(offset))
    if offset < _LL_OFF:
        return None
    if offset < 0:
        place = skb.mac_header + u64(i64(offset) - _LL_OFF)
        if offset >= _NET_OFF:
            place = skb.network_header + u64(i64(offset) - _NET_OFF)
    if place < skb.head or place + size > skb.data_end:
        return None
    return cast(ptr[u8], place)


@native
def skb_load_helper_8(skb: ptr[SkBuff], offset: i32) -> i64:
    """Return a byte of the packet, or -EFAULT."""
    place = packet_byte(skb, offset, 1)
    if place is None:
        return -EFAULT
    return i64(place[0])


@native
def skb_load_helper_16(skb: ptr[SkBuff], offset: i32) -> i64:
    """Return two bytes of the packet as they are on the wire, or -EFAULT."""
    place = packet_byte(skb, offset, 2)
    if place is None:
        return -EFAULT
    return i64(u64(place[0]) << 8 | u64(place[1]))


@native
def skb_load_helper_32(skb: ptr[SkBuff], offset: i32) -> i64:
    """Return four bytes of the packet as they are on the wire, or -EFAULT."""
    place = packet_byte(skb, offset, 4)
    if place is None:
        return -EFAULT
    return i64(u64(place[0]) << 24 | u64(place[1]) << 16 | u64(place[2]) << 8 | u64(place[3]))


# ---------------------------------------------------------------------------- bytes


@native
def skb_load_bytes(skb: ptr[SkBuff], offset: u32, to: ptr[u8], size: u32) -> i64:
    """Copy bytes of the packet."""
    if offset > _INT_MAX or not in_packet(skb, offset, size):
        cpu.fill(to, 0, size)
        return -EFAULT
    cpu.copy(to, cast(ptr[u8], skb.data + u64(offset)), size)
    return 0


@native
def skb_load_bytes_relative(
    skb: ptr[SkBuff], offset: u32, to: ptr[u8], size: u32, header: u32
) -> i64:
    """Copy bytes behind the start of a header."""
    place = skb.mac_header + u64(offset)
    if header == _START_NET:
        place = skb.network_header + u64(offset)
    if offset > _MAX_RELATIVE or header > _START_NET or place + u64(size) > skb.data_end:
        cpu.fill(to, 0, size)
        return -EFAULT
    cpu.copy(to, cast(ptr[u8], place), size)
    return 0


@native
def skb_store_bytes(skb: ptr[SkBuff], offset: u32, source: ptr[u8], size: u32, flags: u64) -> i64:
    """Write bytes of the packet."""
    if (flags & ~u64(_RECOMPUTE_CSUM | _INVALIDATE_HASH)) != 0:
        return -EINVAL
    if offset > _INT_MAX or not in_packet(skb, offset, size):
        return -EFAULT
    cpu.move(cast(ptr[u8], skb.data + u64(offset)), source, size)
    if (flags & _INVALIDATE_HASH) != 0:
        skb.hash = 0
    return 0


@native
def skb_pull_data(skb: ptr[SkBuff], size: u32) -> i64:
    """Make bytes of the packet directly accessible: all are."""
    if size > skb.len:
        return -ENOMEM
    return 0


# ---------------------------------------------------------------------------- size


@native
def skb_change_tail(skb: ptr[SkBuff], size: u32, flags: u64) -> i64:
    """Cut the packet, or add zeroes to it."""
    least = i64(skb.network_header - skb.data)
    if flags != 0 or size > _MAX_LEN or i64(size) < least:
        return -EINVAL
    end = skb.data + u64(size)
    if end > skb.end:
        return -ENOMEM
    if end > skb.data_end:
        cpu.fill(cast(ptr[u8], skb.data_end), 0, end - skb.data_end)
    skb.data_end = end
    skb.len = size
    if skb.gso_size != 0:
        skb.gso_size = 0
        skb.gso_segs = 0
    return 0


@native
def skb_change_head(skb: ptr[SkBuff], room: u32, flags: u64) -> i64:
    """Add zeroes in front of the packet."""
    if flags != 0 or u64(skb.len) + u64(room) > _MAX_LEN:
        return -EINVAL
    if u64(room) > skb.data - skb.head:
        return -ENOMEM
    skb.data -= u64(room)
    skb.data_meta = skb.data
    skb.mac_header = skb.data
    skb.len += room
    cpu.fill(cast(ptr[u8], skb.data), 0, room)
    return 0


# ---------------------------------------------------------------------------- what is known of it


@native
def get_hash_recalc(skb: ptr[SkBuff]) -> u64:
    """Return the packet's hash."""
    return u64(skb.hash)


@native
def set_hash_invalid(skb: ptr[SkBuff]) -> u64:
    """Forget the packet's hash."""
    skb.hash = 0
    return 0


@native
def set_hash(skb: ptr[SkBuff], number: u32) -> u64:
    """Set the packet's hash."""
    skb.hash = number
    return 0


@native
def skb_change_type(skb: ptr[SkBuff], kind: u32) -> i64:
    """Set for whom the packet is."""
    if skb.pkt_type > _MAX_TYPE or kind > _MAX_TYPE:
        return -EINVAL
    skb.pkt_type = u8(kind)
    return 0


@native
def redirect(device: u32, flags: u64) -> u64:
    """Return what a tc program returns to send the packet to another device."""
    if (flags & ~u64(_INGRESS)) != 0:
        return _SHOT
    return _REDIRECT
