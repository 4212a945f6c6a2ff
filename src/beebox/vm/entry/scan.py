"""Where packets lie in a piece of a capture file, natively.

Classic pcap records (draft-ietf-opsawg-pcap, section 5) and the blocks of pcapng that hold packets
(draft-ietf-opsawg-pcapng, sections 4.3, 4.4 and appendix A for the obsolete one). Nothing of the
file is trusted: what is not whole in the piece is not looked at.
"""

from __future__ import annotations

from beebox.pylang import Struct, addr, cast, native, ptr, u8, u32, u64
from beebox.vm.entry.gate import Raw

LIMIT = 1 << 24
"""bytes of a packet or block: more is taken for damage"""

FULL = 0
MORE = 1
SPECIAL = 2
DAMAGED = 3

_ENHANCED = 6
_SIMPLE = 3
_OBSOLETE = 2
_SECTION = 0x0A0D0D0A
_INTERFACE = 1


class Stamp(Struct):
    """What a capture says of a packet beside its bytes."""

    time: u64
    """pcap: seconds << 32 | fraction; pcapng: ticks of the interface; 0 if unknown."""
    length: u32
    """Bytes that it had on the wire."""
    interface: u32


class Scan(Struct):
    """A piece of a file, what has been found in it, and why the search stopped."""

    data: u64
    size: u64
    position: u64
    """Where the search goes on."""
    need: u64
    """MORE: bytes from `position` on that must be there before it can."""
    packets: ptr[Raw]
    stamps: ptr[Stamp]
    room: u64
    count: u64
    swapped: u32
    """The file has the other byte order."""
    interfaces: u32
    snaplen: u32
    """What a simple packet block is cut to; 0: nothing."""
    pad: u32


@native
def word(scan: ptr[Scan], at: u64) -> u32:
    """Return 32 bits of the piece."""
    place = cast(ptr[u8], scan.data + at)
    value = u32(place[0]) | u32(place[1]) << 8 | u32(place[2]) << 16 | u32(place[3]) << 24
    if scan.swapped != 0:
        value = (value & 0xFF) << 24 | (value & 0xFF00) << 8 | value >> 8 & 0xFF00 | value >> 24
    return value


@native
def half(scan: ptr[Scan], at: u64) -> u32:
    """Return 16 bits of the piece."""
    place = cast(ptr[u8], scan.data + at)
    first, second = u32(place[0]), u32(place[1])
    return first << 8 | second if scan.swapped != 0 else second << 8 | first


@native
def add(scan: ptr[Scan], at: u64, size: u32, time: u64, length: u32, interface: u32) -> None:
    """Put a packet into the table."""
    packet = addr(scan.packets[scan.count])
    packet.data = scan.data + at
    packet.length = u64(size)
    stamp = addr(scan.stamps[scan.count])
    stamp.time = time
    stamp.length = length
    stamp.interface = interface
    scan.count += 1


@native
def missing(scan: ptr[Scan], need: u64) -> bool:
    """Say whether *need* bytes from here on are not all there."""
    scan.need = need
    return scan.size - scan.position < need


@native
def scan_pcap(scan: ptr[Scan]) -> u32:
    """Find records; say why it ended: FULL, MORE, DAMAGED."""
    while scan.count < scan.room:
        if missing(scan, 16):
            return MORE
        at = scan.position
        size = word(scan, at + 8)
        if size > LIMIT:
            return DAMAGED
        if missing(scan, 16 + u64(size)):
            return MORE
        time = u64(word(scan, at)) << 32 | u64(word(scan, at + 4))
        add(scan, at + 16, size, time, word(scan, at + 12), 0)
        scan.position = at + 16 + u64(size)
    return FULL


@native
def take(scan: ptr[Scan], kind: u32, total: u64) -> bool:
    """Put the packet of a block, if it has one, into the table; False if it does not fit there."""
    at = scan.position
    if kind == _SIMPLE:
        if total < 16 or scan.interfaces == 0:
            return False
        length = word(scan, at + 8)
        size = min(length, scan.snaplen) if scan.snaplen != 0 else length
        if u64(size) > total - 16:
            return False
        add(scan, at + 12, size, 0, length, 0)
        return True
    if kind != _OBSOLETE and kind != _ENHANCED:  # noqa: PLR1714 - the subset has no `in`
        return True
    if total < 32:
        return False
    interface = half(scan, at + 8) if kind == _OBSOLETE else word(scan, at + 8)
    size = word(scan, at + 20)
    if u64(size) > total - 32 or interface >= scan.interfaces:
        return False
    time = u64(word(scan, at + 12)) << 32 | u64(word(scan, at + 16))
    add(scan, at + 28, size, time, word(scan, at + 24), interface)
    return True


@native
def scan_pcapng(scan: ptr[Scan]) -> u32:
    """Find packets in blocks; SPECIAL: here is a section or an interface, for Python to read."""
    while scan.count < scan.room:
        if missing(scan, 12):
            return MORE
        kind = word(scan, scan.position)
        if kind == _SECTION:
            return SPECIAL
        total = u64(word(scan, scan.position + 4))
        if total < 12 or total & 3 != 0 or total > LIMIT:
            return DAMAGED
        if missing(scan, total):
            return MORE
        if u64(word(scan, scan.position + total - 4)) != total:
            return DAMAGED
        if kind == _INTERFACE:
            return SPECIAL
        if not take(scan, kind, total):
            return DAMAGED
        scan.position += total
    return FULL
