"""Frames at the driver: what XDP programs do with a packet (net/core/filter.c).

The box's frames have no fragments. A frame begins with room for Linux's description of it and ends
with room for that of its fragments; programs may use what lies between.
"""

# ruff: noqa: ARG001 - the helper ABI has six places

from __future__ import annotations

from errno import EACCES, EFAULT, EINVAL

from beebox.pylang import cast, cpu, i32, i64, native, ptr, u8, u32, u64
from beebox.vm.contexts import XdpBuff

FRAME_INFO = 40
"""sizeof(struct xdp_frame)"""
SHARED_INFO = 320
"""SKB_DATA_ALIGN(sizeof(struct skb_shared_info))"""
_ETHERNET = 14
_MAX = 0xFFFF
_MAX_META = 255
_ABORTED, _REDIRECT = 0, 4


@native
def moved(address: u64, distance: i32) -> u64:
    """Return an address some bytes on, or back."""
    return address + u64(i64(distance))


@native
def xdp_adjust_head(xdp: ptr[XdpBuff], offset: i32) -> i64:
    """Move the start of the packet, and the metadata before it."""
    meta = xdp.data - xdp.data_meta
    data = moved(xdp.data, offset)
    if data < xdp.data_hard_start + FRAME_INFO + meta or data > xdp.data_end - _ETHERNET:
        return -EINVAL
    place = moved(xdp.data_meta, offset)
    cpu.move(cast(ptr[u8], place), cast(ptr[u8], xdp.data_meta), meta)
    xdp.data_meta = place
    xdp.data = data
    return 0


@native
def xdp_adjust_meta(xdp: ptr[XdpBuff], offset: i32) -> i64:
    """Move the start of the metadata."""
    meta = moved(xdp.data_meta, offset)
    if meta < xdp.data_hard_start + FRAME_INFO or meta > xdp.data:
        return -EINVAL
    size = xdp.data - meta
    if (size & 3) != 0 or size > _MAX_META:
        return -EACCES
    xdp.data_meta = meta
    return 0


@native
def xdp_adjust_tail(xdp: ptr[XdpBuff], offset: i32) -> i64:
    """Move the end of the packet; what is new is zero."""
    end = moved(xdp.data_end, offset)
    limit = xdp.data_hard_start + u64(xdp.frame_size) - SHARED_INFO
    if end > limit or end < xdp.data + _ETHERNET:
        return -EINVAL
    if offset > 0:
        cpu.fill(cast(ptr[u8], xdp.data_end), 0, u64(i64(offset)))
    xdp.data_end = end
    return 0


@native
def check(xdp: ptr[XdpBuff], offset: u32, size: u32) -> i64:
    """Return 0 if bytes are in the packet, else -errno (bpf_xdp_pointer)."""
    if offset > _MAX or size > _MAX:
        return -EFAULT
    if u64(offset) + u64(size) > xdp.data_end - xdp.data:
        return -EINVAL
    return 0


@native
def xdp_load_bytes(xdp: ptr[XdpBuff], offset: u32, to: ptr[u8], size: u32) -> i64:
    """Copy bytes of the packet."""
    error = check(xdp, offset, size)
    if error == 0:
        cpu.move(to, cast(ptr[u8], xdp.data + u64(offset)), size)
    return error


@native
def xdp_store_bytes(xdp: ptr[XdpBuff], offset: u32, source: ptr[u8], size: u32) -> i64:
    """Write bytes of the packet."""
    error = check(xdp, offset, size)
    if error == 0:
        cpu.move(cast(ptr[u8], xdp.data + u64(offset)), source, size)
    return error


@native
def xdp_get_buff_len(xdp: ptr[XdpBuff]) -> u64:
    """Return how many bytes the packet has."""
    return xdp.data_end - xdp.data


@native
def xdp_redirect(device: u32, flags: u64) -> u64:
    """Return what an XDP program returns to send the packet to another device."""
    if flags != 0:
        return _ABORTED
    return _REDIRECT
