"""The internet's checksums: of memory, and as a packet changes (include/net/checksum.h)."""

from __future__ import annotations

from errno import EFAULT, EINVAL

from beebox.box.helpers.packets import byte_order, in_packet
from beebox.pylang import cast, i64, native, ptr, u8, u16, u32, u64
from beebox.vm.contexts import SkBuff

_FIELD_MASK = 0xF
"""BPF_F_HDR_FIELD_MASK"""
_PSEUDO_HEADER = 1 << 4
_MANGLED_0 = 1 << 5
_ENFORCE = 1 << 6
_IPV6 = 1 << 7
_L4_FLAGS = _FIELD_MASK | _PSEUDO_HEADER | _MANGLED_0 | _ENFORCE | _IPV6
_MAX_OFFSET = 0xFFFF


@native
def add32(a: u32, b: u32) -> u32:
    """Add with the carry put back in (csum_add)."""
    sum_: u32 = a + b
    if sum_ < a:
        return sum_ + 1
    return sum_


@native
def fold(sum_: u32) -> u16:
    """Return the complement of a sum in 16 bits (csum_fold)."""
    turned: u32 = (sum_ >> 16) | (sum_ << 16)
    return u16((~sum_ - turned) >> 16)


@native
def partial(at: ptr[u8], size: u32, seed: u32) -> u32:
    """Return the sum of memory, 32 bits (csum_partial)."""
    total: u64 = u64(seed)
    for i in range(size):
        total += u64(at[i]) << ((i & 1) * 8)
    while total >> 32 != 0:
        total = (total & 0xFFFF_FFFF) + (total >> 32)
    return u32(total)


@native
def csum_diff(old: ptr[u8], old_size: u32, new: ptr[u8], new_size: u32, seed: u32) -> i64:
    """Return a sum less that of *old*, and that of *new* to it, in 16 bits."""
    total = seed
    if old_size != 0 and new_size != 0:
        total = add32(partial(new, new_size, total), ~partial(old, old_size, 0))
    elif new_size != 0:
        total = partial(new, new_size, total)
    elif old_size != 0:
        total = ~partial(old, old_size, ~total)
    total = (total >> 16) + (total & 0xFFFF)
    total = (total >> 16) + (total & 0xFFFF)
    return i64(total)


@native
def replaced(sum_: u16, old: u32, new: u32) -> u16:
    """Return a checksum after four bytes changed (csum_replace4)."""
    return fold(add32(add32(~u32(sum_), ~old), new))


@native
def replaced_by_diff(sum_: u16, diff: u32) -> u16:
    """Return a checksum to which *diff* is added (csum_replace_by_diff)."""
    return fold(add32(diff, ~u32(sum_)))


@native
def replaced2(sum_: u16, old: u16, new: u16) -> u16:
    """Return a checksum after two bytes changed (csum_replace2)."""
    return ~add16(add16(~sum_, ~old), new)


@native
def add16(a: u16, b: u16) -> u16:
    """Add with the carry put back in (csum16_add)."""
    sum_: u16 = u16(a + b)
    if sum_ < a:
        return u16(sum_ + 1)
    return sum_


@native
def place_of(skb: ptr[SkBuff], offset: u32) -> ptr[u8] | None:
    """Return where a checksum is in the packet."""
    if offset > _MAX_OFFSET or (offset & 1) != 0 or not in_packet(skb, offset, 2):
        return None
    return cast(ptr[u8], skb.data + u64(offset))


@native
def put(place: ptr[u8], sum_: u16) -> None:
    """Write a checksum."""
    place[0] = u8(sum_)
    place[1] = u8(sum_ >> 8)


@native
def l3_csum_replace(skb: ptr[SkBuff], offset: u32, old: u64, new: u64, flags: u64) -> i64:
    """Change a header's checksum as *old* becomes *new*."""
    if (flags & ~u64(_FIELD_MASK)) != 0:
        return -EINVAL
    place = place_of(skb, offset)
    if place is None:
        return -EFAULT
    sum_ = byte_order(place)
    size = flags & _FIELD_MASK
    if size == 0 and old == 0:
        put(place, replaced_by_diff(sum_, u32(new)))
    elif size == 2:
        put(place, replaced2(sum_, u16(old), u16(new)))
    elif size == 4:
        put(place, replaced(sum_, u32(old), u32(new)))
    else:
        return -EINVAL
    return 0


@native
def l4_csum_replace(skb: ptr[SkBuff], offset: u32, old: u64, new: u64, flags: u64) -> i64:
    """Change the checksum of TCP or UDP as *old* becomes *new*."""
    if (flags & ~u64(_L4_FLAGS)) != 0:
        return -EINVAL
    place = place_of(skb, offset)
    if place is None:
        return -EFAULT
    sum_ = byte_order(place)
    if (flags & _MANGLED_0) != 0 and (flags & _ENFORCE) == 0 and sum_ == 0:
        return 0
    size = flags & _FIELD_MASK
    if size == 0 and old == 0:
        sum_ = replaced_by_diff(sum_, u32(new))
    elif size == 2:
        sum_ = replaced(sum_, u32(u16(old)), u32(u16(new)))
    elif size == 4:
        sum_ = replaced(sum_, u32(old), u32(new))
    else:
        return -EINVAL
    if (flags & _MANGLED_0) != 0 and sum_ == 0:
        sum_ = u16(0xFFFF)
    put(place, sum_)
    return 0
