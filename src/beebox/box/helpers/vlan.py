"""VLAN tags: the outermost is kept beside the packet, others lie in it (net/core/skbuff.c)."""

from __future__ import annotations

from errno import EINVAL, ENOMEM

from beebox.box.helpers.packets import byte_order
from beebox.pylang import cast, cpu, i64, native, ptr, u8, u16, u32
from beebox.vm.contexts import SkBuff

_ADDRESSES = 12
"""bytes of link header before its protocol"""
_TAG = 4
_LINK = 14
_8021Q, _8021AD = 0x0081, 0xA888
"""ETH_P_8021Q and ETH_P_8021AD as they are on the wire"""
_802_3, _802_2 = 0x0100, 0x0400
"""ETH_P_802_3 and ETH_P_802_2, likewise"""
_LEAST_PROTOCOL = 0x06
"""the high byte from which on the field is a protocol, no length"""


@native
def is_vlan(protocol: u16) -> bool:
    """Tell whether *protocol* says that a tag follows (eth_type_vlan)."""
    return protocol == _8021Q or protocol == _8021AD  # noqa: PLR1714 - the subset has no `in`


@native
def skb_vlan_push(skb: ptr[SkBuff], protocol: u16, tci: u16) -> i64:
    """Put a tag on the packet; the one that was outermost goes into it."""
    proto = protocol
    if not is_vlan(proto):
        proto = u16(_8021Q)
    if skb.vlan_present != 0:
        if skb.data != skb.mac_header:
            return -EINVAL
        if skb.data - skb.head < _TAG:
            return -ENOMEM
        insert(skb)
    skb.vlan_present = 1
    skb.vlan_proto = proto
    skb.vlan_tci = tci
    return 0


@native
def insert(skb: ptr[SkBuff]) -> None:
    """Put the tag beside the packet into it (__vlan_insert_tag)."""
    place = cast(ptr[u8], skb.data - _TAG)
    cpu.move(place, place + _TAG, _ADDRESSES)
    place[12] = u8(skb.vlan_proto)
    place[13] = u8(skb.vlan_proto >> 8)
    place[14] = u8(skb.vlan_tci >> 8)
    place[15] = u8(skb.vlan_tci)
    skb.data -= _TAG
    skb.data_meta = skb.data
    skb.mac_header = skb.data
    skb.network_header -= _TAG
    skb.len += _TAG
    skb.protocol = skb.vlan_proto


@native
def take(skb: ptr[SkBuff]) -> u16:
    """Take the tag out of the packet, and return its number (__skb_vlan_pop)."""
    place = cast(ptr[u8], skb.data)
    tci = u16(u32(place[14]) << 8 | u32(place[15]))
    protocol = byte_order(place + 16)
    if place[16] < _LEAST_PROTOCOL:
        protocol = u16(_802_2)
        if byte_order(place + 18) == 0xFFFF:
            protocol = u16(_802_3)
    skb.protocol = protocol
    cpu.move(place + _TAG, place, _ADDRESSES)
    skb.data += _TAG
    skb.data_meta = skb.data
    skb.mac_header = skb.data
    skb.len -= _TAG
    skb.network_header = max(skb.network_header, skb.data + _LINK)
    return tci


@native
def skb_vlan_pop(skb: ptr[SkBuff]) -> i64:
    """Take the outermost tag off; the next one is then beside the packet."""
    if skb.vlan_present != 0:
        skb.vlan_present = 0
        skb.vlan_proto = 0
        skb.vlan_tci = 0
    elif is_vlan(skb.protocol):
        if skb.len < _LINK + _TAG:
            return -ENOMEM
        take(skb)
    if not is_vlan(skb.protocol):
        return 0
    if skb.len < _LINK + _TAG:
        return -ENOMEM
    skb.vlan_proto = skb.protocol
    skb.vlan_tci = take(skb)
    skb.vlan_present = 1
    return 0
