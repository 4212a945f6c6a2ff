"""Bytes to `Btf`: the header, and nothing else until a type is asked for.

::

    +-------+---------+-------+---------+----------+----------+---------+---------+
    | magic | version | flags | hdr_len | type_off | type_len | str_off | str_len |
    |  u16  |   u8    |  u8   |   u32   |   u32    |   u32    |   u32   |   u32   |
    +-------+---------+-------+---------+----------+----------+---------+---------+

Offsets count from the end of the header (include/uapi/linux/btf.h). Bytes may be hostile: what is
wrong is a `BtfError`, here or when the damaged type is asked for.
"""

from __future__ import annotations

import struct
import sys
from array import array

from beebox.btf.types import Btf
from beebox.errors import BtfError

MAGIC = 0xEB9F
HEADER = 24


def byte_order(data: bytes) -> str:
    """Return ``"<"`` or ``">"``: the byte order that makes the magic number right.

    Raises:
        BtfError: neither does.
    """
    if len(data) < HEADER:
        raise BtfError(f"{len(data)} bytes are too few for a BTF header")
    for order in "<>":
        if struct.unpack_from(f"{order}H", data)[0] == MAGIC:
            return order
    raise BtfError(f"this is not BTF: it starts with {data[:2].hex()}, not 9feb")


def words_of(data: bytes | memoryview, order: str) -> array[int]:
    """Return *data* as 32-bit words, swapped if *order* is not this machine's."""
    words = array("I")
    words.frombytes(data)
    if (order == "<") != (sys.byteorder == "little"):
        words.byteswap()
    return words


def read(data: bytes, base: Btf | None = None) -> Btf:
    """Return the types in *data*; with *base*, those of a split BTF on top of it.

    Raises:
        BtfError: the header is damaged.
    """
    return Btf(data, *parts(data, split=base is not None), base)


def parts(data: bytes, *, split: bool = False) -> tuple[array[int], bytes]:
    """Return the words of the types in *data*, and the strings; those of a *split* BTF go on.

    Raises:
        BtfError: the header is damaged.
    """
    order = byte_order(data)
    version, _flags, length, type_off, type_len, str_off, str_len = struct.unpack_from(
        f"{order}2xBBIIIII", data
    )
    if version != 1:
        raise BtfError(f"BTF version {version} is not known")
    if length < HEADER or length + max(type_off + type_len, str_off + str_len) > len(data):
        raise BtfError("the BTF header points beyond the end of the data")
    if type_len % 4:
        raise BtfError(f"the types are {type_len} bytes long, which is not a multiple of 4")
    strings = data[length + str_off : length + str_off + str_len]
    if not strings.endswith(b"\0") or (strings[:1] != b"\0" and not split):
        raise BtfError("the BTF strings do not start and end with a zero byte")
    types = memoryview(data)[length + type_off : length + type_off + type_len]
    return words_of(types, order), strings
