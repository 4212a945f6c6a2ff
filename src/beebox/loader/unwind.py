"""Stacks of processes, from their registers and a copy of what was on the stack.

Functions need no frame pointers: `beebox.obj.unwind` says of each place in a file where its caller
is. Where nothing is said (code made while the process runs) the frame pointer is followed.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence

from beebox.errors import ElfError
from beebox.obj.binary import Binary
from beebox.obj.unwind import BY_CODE, IN_REGISTER, RBP, RETURN, RSP, Place, Row, Unwinding
from beebox.sources import mappings
from beebox.sources.mappings import Mappings, Region

REGISTERS = (
    *("ax", "dx", "cx", "bx", "si", "di", "bp", "sp"),
    *(f"r{number}" for number in range(8, 16)),
    "ip",
)
"""by DWARF's numbers"""
DEPTH = 127
_ALL = (1 << 64) - 1
_TRAMPOLINE = 16
"""How far above the stack pointer a caller's stack begins in CPython's trampolines
(Python/asm_trampoline.S), of which nothing else is said."""


class _CutError(Exception):
    """What is needed lies beyond what was copied."""


class Unwinder:
    """Finds callers in processes whose mappings are *seen*; each file is read once."""

    def __init__(self, seen: Mappings) -> None:
        self._seen = seen
        self._files: dict[str, Unwinding | None] = {}
        self._paths: dict[tuple[int, Region], str] = {}

    def stack(self, pid: int, registers: Sequence[int], copy: bytes) -> tuple[list[int], bool]:
        """Return the addresses of a stack, innermost first, and whether that is all of it.

        *registers* are those of `REGISTERS`, *copy* what was on the stack, from its pointer on.
        """
        state = _State([*registers], copy)
        found = [state.registers[RETURN]]
        inside = 0
        while len(found) < DEPTH:
            row = self._row(pid, state.registers[RETURN] - inside)
            if row is None or row.over:
                return found, row is not None
            try:
                state.leave(row)
            except (_CutError, IndexError):  # or registers that we have not, as of vectors
                return found, False
            if not state.registers[RETURN]:
                return found, True
            found.append(state.registers[RETURN])
            inside = int(not row.signal)  # a return address is behind the call
        return found, False

    def _row(self, pid: int, address: int) -> Row | None:
        region = self._seen.region(pid, address)
        if region is None:
            return None
        path = self._paths.get((pid, region)) or mappings.file(pid, region)
        if path:
            self._paths[pid, region] = path
            table = self._table(path, region.path)
            found = table.row(address - region.start + region.offset) if table else None
            if found is not None:
                return found
        jitted = self._seen.jitted(pid, address) if not path else None
        if jitted is not None and jitted.name.startswith("py::"):
            return Row(RSP, _TRAMPOLINE, b"", {RETURN: Place(0, -8)}, over=False, signal=False)
        saved = {RETURN: Place(0, -8), RBP: Place(0, -16)}
        return Row(RBP, 16, b"", saved, over=False, signal=False)

    def _table(self, path: str, known_as: str) -> Unwinding | None:
        if known_as not in self._files:
            try:
                self._files[known_as] = Unwinding(Binary(path))
            except ElfError:
                self._files[known_as] = None  # no ELF: code of some compiler
        return self._files[known_as]


class _State:
    """The registers of a function, and the stack."""

    def __init__(self, registers: list[int], copy: bytes) -> None:
        self.registers = registers
        self._copy = copy
        self._start = registers[RSP]

    def leave(self, row: Row) -> None:
        """Become the caller."""
        before = self.registers
        if row.code:
            frame = self._compute(row.code, [])
        else:
            frame = before[row.register] + row.offset & _ALL
        after = [*before]
        after[RSP] = frame
        after[RETURN] = 0
        for register, place in row.saved.items():
            if register <= RETURN:
                after[register] = self._value(place, frame)
        if frame <= before[RSP] and not row.signal:
            raise _CutError  # callers' stacks are above: this is none
        self.registers = after

    def _value(self, place: Place, frame: int) -> int:
        if place.base < BY_CODE:
            at = frame + place.offset & _ALL
            return at if place.base else self._word(at)
        if place.base == IN_REGISTER:
            return self.registers[place.offset]
        computed = self._compute(place.code, [frame])
        return self._word(computed) if place.base == BY_CODE else computed

    def _word(self, address: int) -> int:
        at = address - self._start
        if not 0 <= at <= len(self._copy) - 8:
            raise _CutError
        return int.from_bytes(self._copy[at : at + 8], "little")

    def _compute(self, code: bytes, stack: list[int]) -> int:
        """Run a DWARF expression, as far as tables of unwinding have any."""
        at = 0
        try:
            while at < len(code):
                at = self._operation(code, at, stack)
            return stack[-1] & _ALL
        except (IndexError, struct.error) as error:
            raise _CutError from error

    def _operation(self, code: bytes, at: int, stack: list[int]) -> int:
        byte = code[at]
        at += 1
        if 0x70 <= byte <= 0x8F:
            offset, at = _leb(code, at, signed=True)
            stack.append(self.registers[byte - 0x70] + offset)
        elif 0x30 <= byte <= 0x4F:
            stack.append(byte - 0x30)
        elif byte in _CONSTANTS:
            layout, size = _CONSTANTS[byte]
            stack.append(struct.unpack_from(layout, code, at)[0])
            at += size
        elif byte in (0x10, 0x11, 0x23):
            value, at = _leb(code, at, signed=byte == 0x11)
            stack.append(stack.pop() + value if byte == 0x23 else value)
        elif byte == 0x06:
            stack.append(self._word(stack.pop() & _ALL))
        elif byte == 0x12:
            stack.append(stack[-1])
        else:
            self._combine(byte, stack)
        return at

    def _combine(self, byte: int, stack: list[int]) -> None:
        right, left = stack.pop(), stack.pop()
        if byte == 0x1A:
            stack.append(left & right)
        elif byte == 0x1C:
            stack.append(left - right)
        elif byte == 0x22:
            stack.append(left + right)
        elif byte == 0x24:
            stack.append(left << (right & 63) & _ALL)
        elif byte == 0x2A:
            stack.append(int(left >= right))
        else:
            raise _CutError


_CONSTANTS = {
    0x08: ("<B", 1),
    0x09: ("<b", 1),
    0x0A: ("<H", 2),
    0x0B: ("<h", 2),
    0x0C: ("<I", 4),
    0x0D: ("<i", 4),
    0x0E: ("<Q", 8),
    0x0F: ("<q", 8),
}


def _leb(code: bytes, at: int, *, signed: bool) -> tuple[int, int]:
    value = shift = 0
    while True:
        byte = code[at]
        at += 1
        value |= (byte & 0x7F) << shift
        shift += 7
        if byte < 0x80:
            break
    return (value - (1 << shift) if signed and byte & 0x40 else value), at
