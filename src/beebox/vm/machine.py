"""Machine code as text, in AT&T syntax, as bpftool's ``prog dump jited`` prints it.

Capstone reads the code; it is imported when the first instruction is asked for. It knows x86-64
and aarch64, so the jited code of a real kernel can be read as well.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import NamedTuple

from beebox.errors import NotSupported


class Row(NamedTuple):
    """One machine instruction; *offset* counts from the start of the code."""

    offset: int
    mnemonic: str
    operands: tuple[str, ...]
    size: int

    def __str__(self) -> str:
        return f"{self.mnemonic}\t{', '.join(self.operands)}" if self.operands else self.mnemonic


def disassemble(image: bytes, address: int = 0, machine: str | None = None) -> Iterator[Row]:
    """Yield the instructions in *image*; bytes that are none become ``(bad)`` rows.

    *address* is where the code stands: jump targets are printed as addresses. *machine* is a
    name as uname(2) has it; without it, this machine's.

    Raises:
        NotSupported: capstone is not installed, or does not know the machine.
    """
    try:
        import capstone  # noqa: PLC0415 - 30 ms that only this function is worth
    except ImportError:
        raise NotSupported("reading machine code needs capstone", "pip install capstone") from None
    kind = machine or os.uname().machine
    if kind == "x86_64":
        reader = capstone.Cs(capstone.CS_ARCH_X86, capstone.CS_MODE_64)
        reader.syntax = capstone.CS_OPT_SYNTAX_ATT
    elif kind == "aarch64":
        reader = capstone.Cs(capstone.CS_ARCH_ARM64, capstone.CS_MODE_ARM)
    else:
        raise NotSupported(f"machine code of {kind}")
    step = 1 if kind == "x86_64" else 4
    at = 0
    while at < len(image):
        for where, size, mnemonic, operands in reader.disasm_lite(image[at:], address + at):
            yield Row(where - address, mnemonic, _split(operands), size)
            at = where - address + size
        if at < len(image):
            yield Row(at, "(bad)", (), step)
            at += step


def _split(operands: str) -> tuple[str, ...]:
    """Split at the commas between operands, not at those inside ``8(%rax, %rbx)``."""
    parts = []
    depth = start = 0
    for at, letter in enumerate(operands):
        if letter in "([{":
            depth += 1
        elif letter in ")]}":
            depth -= 1
        elif letter == "," and not depth:
            parts.append(operands[start:at].strip())
            start = at + 1
    parts.append(operands[start:].strip())
    return tuple(part for part in parts if part)
