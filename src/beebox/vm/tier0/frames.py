"""How a function makes its frame and takes it down.

Each function of a program has a frame of its own: 512 bytes below rbp if it touches r10, not
cleared, as in Linux; below them the registers that it keeps for its caller. The stack is aligned
to 16 bytes at every call.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from beebox.isa.insn import Insn
from beebox.isa.opcodes import CALL, FRAME, MAY_GOTO
from beebox.vm import x86
from beebox.vm.tier0.registers import RUN, SAVED

FRAME_SIZE = 512
"""bytes of stack of one function: MAX_BPF_STACK"""
MAX_LOOPS = 8 << 20
"""how often may_goto lets a function go on: BPF_MAX_LOOPS"""

_LOOPS = -FRAME_SIZE - 8
"""where a function with may_goto counts, from rbp"""
_LOOPS_ROOM = 16


class Frame(NamedTuple):
    """The code at a function's beginning, and the one before its ``ret``."""

    enter: bytes
    leave: bytes


def make(body: Iterable[Insn], *, keeps_run: bool) -> Frame:
    """Return the frame of a function with the instructions *body*.

    *keeps_run*: it is entered from outside and has to put *run* where calls take it from.
    """
    used, codes = _look(body)
    saved = [reg for number, reg in SAVED if number in used]
    if keeps_run:
        saved.append(RUN)
    odd = len(saved) % 2
    loops = MAY_GOTO in codes
    enter, leave = [], []
    if loops or FRAME in used:
        room = FRAME_SIZE + (_LOOPS_ROOM if loops else 0) + (8 if odd else 0)
        enter = [x86.push(x86.RBP), x86.mov(x86.RBP, x86.RSP)]
        enter.append(x86.alu_imm(x86.SUB, x86.RSP, room, True))
        leave = [x86.LEAVE]
    elif CALL in codes and not odd:
        enter = [x86.alu_imm(x86.SUB, x86.RSP, 8, True)]
        leave = [x86.alu_imm(x86.ADD, x86.RSP, 8, True)]
    enter += [x86.push(reg) for reg in saved]
    if keeps_run:
        enter.append(x86.mov(RUN, x86.RSI))
    if loops:
        enter += [x86.mov_imm(x86.R11, MAX_LOOPS), x86.store(x86.RBP, _LOOPS, x86.R11, 8)]
    leave = [x86.pop(reg) for reg in reversed(saved)] + leave
    return Frame(b"".join(enter), b"".join(leave))


def _look(body: Iterable[Insn]) -> tuple[set[int], set[int]]:
    """Return which registers and which opcodes are in *body*."""
    used, codes = set(), set()
    for insn in body:
        used.add(insn.dst)
        used.add(insn.src)
        codes.add(insn.code)
    return used, codes


def may_goto() -> bytes:
    """Count down to zero, then stay there: the jump is taken at zero."""
    down = x86.alu_memory_imm(x86.SUB, x86.RBP, _LOOPS, 1)
    return x86.alu_memory_imm(x86.CMP, x86.RBP, _LOOPS, 0) + x86.over(
        x86.EQUAL, down + x86.alu_imm(x86.OR, x86.R11, -1, True)
    )
