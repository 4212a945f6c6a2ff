"""Bytes as bpftool dumps them."""

from __future__ import annotations

from collections.abc import Iterator


def hexdump(data: bytes) -> Iterator[str]:
    """Yield the lines: the offset, pairs of bytes, and what can be printed."""
    for start in range(0, len(data), 16):
        row = data[start : start + 16]
        pairs = "".join(f"{row[at : at + 2].hex():<4} " for at in range(0, 16, 2))
        text = "".join(chr(byte) if 32 <= byte < 127 else "." for byte in row)
        gap = " " if len(row) >= 8 else ""
        yield f"{start:07x}\t{pairs}| {text[:8]}{gap}{text[8:]}"
