"""Packets for the entry points, and two programs that read them, as text."""

from __future__ import annotations

import struct
from array import array
from itertools import accumulate
from random import Random

COUNT = 4096
FLOWS = 1000

SIMPLE = """
    r0 = 2
    exit
"""

PARSE = (
    """
    ; the five-tuple of a TCP or UDP packet over IPv4, and its hash
    r0 = 0
    if r2 < 42 goto out
    r3 = *(u16 *)(r1 + 12)
    if r3 != 8 goto out
    r4 = *(u8 *)(r1 + 14)
    r5 = r4
    r5 >>= 4
    if r5 != 4 goto out
    r4 &= 15
    r4 <<= 2
    if r4 < 20 goto out
    r5 = r4
    r5 += 18
    if r5 > r2 goto out
    r9 = *(u8 *)(r1 + 23)
    if r9 == 6 goto ports
    if r9 != 17 goto out
    ports:
    r6 = *(u32 *)(r1 + 26)
    r7 = *(u32 *)(r1 + 30)
    r1 += r4
    r8 = *(u32 *)(r1 + 14)
    w8 += w9
    w6 += 0xdeadbeef
    w7 += 0xdeadbeef
"""
    + "".join(
        f"""
    w{c} ^= w{b}
    w3 = w{b}
    w3 <<= {turn}
    w4 = w{b}
    w4 >>= {32 - turn}
    w3 |= w4
    w{c} -= w3
"""
        for c, b, turn in (
            (8, 7, 14),
            (6, 8, 11),
            (7, 6, 25),
            (8, 7, 16),
            (6, 8, 4),
            (7, 6, 14),
            (8, 7, 24),
        )
    )
    + """
    w0 = w8
    out:
    exit
"""
)

PROGRAMS = {"simple": SIMPLE, "parse": PARSE}


def packets(count: int = COUNT) -> list[bytes]:
    """Return *count* packets of `FLOWS` flows, TCP and UDP, of 60 to 120 bytes."""
    source = Random(7)
    flows = [
        struct.pack(
            ">12xHBBHHHBBH8sHH",
            0x0800,
            0x45,
            0,
            100,
            0,
            0,
            64,
            source.choice((6, 17)),
            0,
            source.randbytes(8),
            source.randrange(1024, 65536),
            source.choice((53, 80, 443)),
        )
        for _ in range(FLOWS)
    ]
    return [source.choice(flows) + source.randbytes(source.randrange(22, 82)) for _ in range(count)]


def joined(several: list[bytes]) -> tuple[bytes, array[int]]:
    """Return packets in one buffer, and their offsets."""
    return b"".join(several), array("Q", accumulate(map(len, several), initial=0))
