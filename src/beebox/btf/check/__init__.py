"""Whether BTF that a program brings is sound: Linux's checks at BTF_LOAD, its words, its errnos.

After Linux 6.18 kernel/bpf/btf.c: btf_parse, btf_parse_hdr, btf_parse_str_sec, btf_parse_type_sec,
btf_check_type_tags.
"""

from __future__ import annotations

import struct
from errno import E2BIG, EINVAL, ELOOP

from beebox.bits import s32
from beebox.btf.check.meta import check_meta
from beebox.btf.check.raw import MODIFIERS, Kind, Raw, Refused
from beebox.btf.check.resolve import check_types
from beebox.btf.read import HEADER, MAGIC, words_of
from beebox.errors import ENOTSUPP

__all__ = ["Refused", "check"]

_FIELDS = "magic", "version", "flags", "hdr_len", "type_off", "type_len", "str_off", "str_len"
_HEADER = struct.Struct("<HBBIIIII")
_MAX_NAME = 0x00FFFFFF
_CHAIN = 32


def check(data: bytes, *, log: bool = True) -> str:
    """Check *data*; return the log, which lists every type, if a *log* is wanted.

    Raises:
        Refused: it is not sound.
    """
    raw = Raw(log=log)
    try:
        _read_header(raw, data)
        check_meta(raw)
        check_types(raw)
        _check_tags(raw)
    except Refused as refused:
        refused.log = raw.text
        raise
    return raw.text


def _read_header(raw: Raw, data: bytes) -> None:
    if len(data) < 8:
        raw.refuse("hdr_len not found")
    length = int.from_bytes(data[4:8], "little")
    if len(data) < length:
        raw.refuse("btf_header not found")
    if any(data[HEADER:length]):
        raw.refuse("Unsupported btf_header", E2BIG)
    header = _HEADER.unpack(data[: min(length, HEADER)].ljust(HEADER, b"\0"))
    magic, version, flags, _, type_off, type_len, str_off, str_len = header
    if raw.wanted:
        for name, value in zip(_FIELDS, header, strict=True):
            raw.say(f"{name}: {value:#x}\n" if name in ("magic", "flags") else f"{name}: {value}\n")
        raw.say(f"btf_total_size: {len(data)}\n")
    if magic != MAGIC:
        raw.refuse("Invalid magic")
    if version != 1:
        raw.refuse("Unsupported version", ENOTSUPP)
    if flags:
        raw.refuse("Unsupported flags", ENOTSUPP)
    if len(data) == length:
        raw.refuse("No data")
    sections = [(type_off, type_len), (str_off, str_len)]
    if s32(type_off - str_off) > 0 or (type_off == str_off and s32(type_len - str_len) > 0):
        sections.reverse()
    _check_sections(raw, len(data) - length, sections)
    _read_strings(raw, data, length + str_off, str_len)
    if type_off % 4:
        raw.refuse("Unaligned type_off")
    if not type_len:
        raw.refuse("No type found")
    raw.size = type_len
    start = length + type_off
    raw.words = words_of(data[start : start + (type_len & ~3)], "<")


def _read_strings(raw: Raw, data: bytes, start: int, length: int) -> None:
    if start + length != len(data):
        raw.refuse("String section is not at the end")
    raw.strings = strings = data[start:]
    if not strings or length - 1 > _MAX_NAME or strings[-1] or strings[0]:
        raw.refuse("Invalid string section")


def _check_sections(raw: Raw, whole: int, sections: list[tuple[int, int]]) -> None:
    total = 0
    for offset, length in sections:
        if whole < offset:
            raw.refuse("Invalid section offset")
        if total < offset:
            raw.refuse("Unsupported section found")
        if total > offset:
            raw.refuse("Section overlap found")
        if whole - total < length:
            raw.refuse("Total section length too long")
        total += length
    if whole != total:
        raw.refuse("Unsupported section found")


def _check_tags(raw: Raw) -> None:
    """Tags stand before other modifiers, and no chain of them is long (btf_check_type_tags)."""
    good = 0
    for first in range(1, len(raw.starts)):
        if raw.kind(first) not in MODIFIERS:
            continue
        in_tags = raw.kind(first) == Kind.TYPE_TAG
        left, at = _CHAIN, first
        while (kind := raw.kind(at)) in MODIFIERS:
            if not left:
                raw.refuse("Max chain length or cycle detected", ELOOP)
            left -= 1
            if kind != Kind.TYPE_TAG:
                in_tags = False
            elif not in_tags:
                raw.refuse("Type tags don't precede modifiers", EINVAL)
            if at <= good:
                break
            at = raw.target(at)
        good = first
