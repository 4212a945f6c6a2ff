"""The one pass over a program: a piece of machine code for each instruction, then their places."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import accumulate
from struct import Struct
from typing import NamedTuple

from beebox.bits import U32, U64
from beebox.errors import DecodeError
from beebox.isa.insn import Insn
from beebox.isa.opcodes import (
    CALL,
    CLASS,
    EXIT,
    JA,
    JA32,
    LDDW,
    MAY_GOTO,
    OP,
    CallKind,
    Class,
    Pseudo,
)
from beebox.vm import x86
from beebox.vm.tier0 import arena, frames, templates
from beebox.vm.tier0.jumps import ALWAYS, CONDITIONS
from beebox.vm.tier0.registers import REGISTERS, RUN, unknown

_CONTROL = frozenset((Class.JMP, Class.JMP32))
_THUNK_ENTER = x86.push(RUN) + x86.mov(RUN, x86.R9)
_THUNK_LEAVE = x86.pop(RUN) + x86.RET

_i32 = Struct("<i").pack


class Code(NamedTuple):
    """Machine code, and where the code of each instruction starts in it."""

    image: bytes
    offsets: tuple[int, ...]


class Compiler:
    """One program on its way to machine code: a piece of code for each instruction."""

    def __init__(
        self,
        insns: Sequence[Insn],
        targets: Mapping[int, int],
        tails: frozenset[int],
        arena_start: int,
    ) -> None:
        self.insns = insns
        self.targets = targets
        self.tails = tails
        self.arena = arena_start
        self.pieces: list[bytes] = []
        self.jumps: list[tuple[int, int, int]] = []  # instruction, target, condition
        self.calls: list[tuple[int, int]] = []  # instruction, subprogram
        self.callbacks: list[tuple[int, int]] = []  # instruction, subprogram
        self.leaves: list[int] = []  # exits and tail calls
        self.entries: dict[int, int] = {}  # first instruction of a function -> prologue's size
        self.short: set[int] = set()  # the jumps that need but eight bits

    def compile(self) -> Code:
        """Return the code of the whole program.

        Raises:
            DecodeError: an instruction has no meaning, or a jump leaves the program.
            NotSupported: an instruction that only Linux has.
        """
        if not self.insns:
            raise DecodeError("an empty program")
        self._emit()
        self._frames()
        sizes = self._relax()
        offsets = list(accumulate(sizes, initial=0))
        thunks = self._thunks(offsets)
        self._link(offsets)
        return Code(b"".join((*self.pieces, x86.TRAP, *thunks)), tuple(offsets[:-1]))

    def _emit(self) -> None:
        """Make the pieces; those of jumps, calls and exits are finished later."""
        pieces, made = self.pieces, templates.MADE
        insns = self.insns
        for index, insn in enumerate(insns):
            code = insn.code
            if code & CLASS in _CONTROL:
                pieces.append(self._control(index, insn, code))
                continue
            if code == LDDW:
                pieces.append(self._lddw(index, insn))
                continue
            if self.arena and arena.concerns(insn):
                pieces.append(arena.code(insn, self.arena))
                continue
            key = (code, insn.dst, insn.src, insn.off, insn.imm)
            try:
                pieces.append(made[key])
            except KeyError:
                pieces.append(templates.make(key))

    def _control(self, index: int, insn: Insn, code: int) -> bytes:
        if code == CALL:
            return self._call(index, insn)
        if code == EXIT:
            self.leaves.append(index)
            return b""
        target = index + 1 + (insn.imm if code == JA32 else insn.off)
        if not 0 <= target < len(self.insns):
            raise DecodeError(f"the jump at {index} leaves the program")
        condition = CONDITIONS.get(code & OP)
        if condition is None:
            raise unknown(insn)
        self.jumps.append((index, target, condition))
        if code in (JA, JA32):
            return b""
        if code == MAY_GOTO:
            return frames.may_goto()
        key = (code, insn.dst, insn.src, 0, insn.imm)
        return templates.MADE.get(key) or templates.make(key)

    def _call(self, index: int, insn: Insn) -> bytes:
        if insn.src == CallKind.LOCAL:
            self.calls.append((index, self._subprogram(index, insn)))
            return b"\xe8\0\0\0\0"
        address = self.targets.get(index)
        if address is None:
            raise DecodeError(f"the call at {index} has no target")
        call = x86.mov(x86.R9, RUN) + x86.mov_imm(x86.RAX, address) + x86.call(x86.RAX)
        if index not in self.tails:
            return call
        self.leaves.append(index)
        twice = 2  # the stack stays aligned
        keep, restore = x86.push(x86.RDI) * twice, x86.pop(x86.RDI) * twice
        return keep + call + restore + x86.test(x86.RAX, x86.RAX, True)

    def _subprogram(self, index: int, insn: Insn) -> int:
        target = index + 1 + insn.imm
        if not 0 <= target < len(self.insns):
            raise DecodeError(f"the call at {index} leaves the program")
        return target

    def _lddw(self, index: int, insn: Insn) -> bytes:
        if index + 1 >= len(self.insns):
            raise DecodeError(f"the lddw at {index} has no second slot")
        dst = REGISTERS[insn.dst] if insn.dst < len(REGISTERS) else None
        if dst is None:
            raise unknown(insn)
        if insn.src == Pseudo.FUNC:
            self.callbacks.append((index, self._subprogram(index, insn)))
            return bytes((0x48 | (dst & 8) >> 1, 0x8D, 0x05 | (dst & 7) << 3)) + bytes(4)
        high = self.insns[index + 1].imm
        return x86.mov_imm(dst, (high << 32 | insn.imm & U32) & U64)

    def _frames(self) -> None:
        """Give each function its prologue, and each exit and tail call what takes it down."""
        insns, pieces = self.insns, self.pieces
        starts = {0} | {target for _, target in self.calls}
        starts |= {target for _, target in self.callbacks}
        ordered = sorted(starts)
        calls = bool(self.calls) or any(insn.code == CALL for insn in insns)
        leaves = iter((*self.leaves, len(insns)))
        leave = next(leaves)
        for start, end in zip(ordered, [*ordered[1:], len(insns)], strict=True):
            frame = frames.make(insns[start:end], keeps_run=calls and start == 0)
            while leave < end:
                pieces[leave] += self._leave(leave, frame)
                leave = next(leaves)
            pieces[start] = frame.enter + pieces[start]
            self.entries[start] = len(frame.enter)

    def _leave(self, index: int, frame: frames.Frame) -> bytes:
        """Return to the caller; of a tail call, go to the program whose entry is in rax, if any."""
        if index not in self.tails:
            return frame.leave + x86.RET
        jump = x86.mov(x86.RSI, RUN) + frame.leave + x86.jump(x86.RAX)
        return x86.over(x86.EQUAL, jump)

    def _relax(self) -> list[int]:
        """Return the size of each piece with its jump: short wherever the target is near.

        All jumps start long; code only shrinks, so a jump that may be short stays so.
        """
        sizes = list(map(len, self.pieces))
        shorter: dict[int, int] = {}
        for index, _, condition in self.jumps:
            long = 5 if condition == ALWAYS else 6
            sizes[index] += long
            shorter[index] = long - 2
        pending = self.jumps
        for _ in range(2):
            offsets = list(accumulate(sizes, initial=0))
            far = []
            for jump in pending:
                index, target, _ = jump
                distance = offsets[target] + self.entries.get(target, 0) - offsets[index + 1]
                if -128 <= distance <= 127:
                    self.short.add(index)
                    sizes[index] -= shorter[index]
                else:
                    far.append(jump)
            pending = far
        return sizes

    def _link(self, offsets: list[int]) -> None:
        """Fill in the distances of jumps and local calls."""
        pieces, entries, short = self.pieces, self.entries, self.short
        for index, target, condition in self.jumps:
            distance = offsets[target] + entries.get(target, 0) - offsets[index + 1]
            if index in short:
                opcode = 0xEB if condition == ALWAYS else 0x70 | condition
                pieces[index] += bytes((opcode, distance & 0xFF))
            elif condition == ALWAYS:
                pieces[index] += b"\xe9" + _i32(distance)
            else:
                pieces[index] += bytes((0x0F, 0x80 | condition)) + _i32(distance)
        for index, target in self.calls:
            at = offsets[index] + entries.get(index, 0) + 5
            pieces[index] = pieces[index][:-4] + _i32(offsets[target] - at)

    def _thunks(self, offsets: list[int]) -> list[bytes]:
        """Return the C entries of callbacks: ``u64 f(r1, r2, r3, r4, r5, struct Run *run)``."""
        place = offsets[-1] + len(x86.TRAP)
        places: dict[int, int] = {}
        thunks = []
        for index, start in self.callbacks:
            if start not in places:
                places[start] = place
                distance = offsets[start] - place - len(_THUNK_ENTER) - 5
                thunks.append(_THUNK_ENTER + b"\xe8" + _i32(distance) + _THUNK_LEAVE)
                place += len(thunks[-1])
            end = offsets[index] + len(self.pieces[index])
            self.pieces[index] = self.pieces[index][:-4] + _i32(places[start] - end)
        return thunks
