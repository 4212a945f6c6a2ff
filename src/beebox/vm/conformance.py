"""Bare programs as bpf_conformance hands them over: checked as RFC 9669 says, then run once.

The suite (github.com/Alan-Jowett/bpf_conformance) knows no verifier, no maps and no context: r1 is
the address of some memory, r2 its length, r10 a stack. Where Linux is stricter than the RFC, the
RFC counts: shift counts are masked (section 4.1), and dividing by an immediate of zero is defined.
Its helpers are the six that ubpf's plugin has, by number. A program is not proven, so machine code
may do anything: it runs in a process of its own.
"""

from __future__ import annotations

import ctypes
import math
import os
import signal
import struct
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from beebox.bits import U64
from beebox.errors import BeeboxError, DecodeError
from beebox.isa.insn import Insn
from beebox.isa.opcodes import (
    CALL,
    CLASS,
    EXIT,
    OP,
    REG,
    AluOp,
    CallKind,
    Class,
    JumpOp,
    Mode,
    Size,
)
from beebox.vm import bare
from beebox.vm.abi import HELPER, address_of
from beebox.vm.memory import Memory, Region
from beebox.vm.source import Source

if TYPE_CHECKING:
    from beebox.vm.native import Engine

PATIENCE = 60
"""seconds after which a program that still runs is taken for an endless one"""

_CALLX = CALL | REG
_MOV64 = Class.ALU64 | AluOp.MOV
_LDXB = Class.LDX | Mode.MEM | Size.B
_SHIFTS = (AluOp.LSH, AluOp.RSH, AluOp.ARSH)
_DIVISIONS = (AluOp.DIV, AluOp.MOD)


# --- helpers ------------------------------------------------------------------------------


def _gather_bytes(a: int, b: int, c: int, d: int, e: int, _run: int) -> int:
    return int.from_bytes(bytes(value & 0xFF for value in (a, b, c, d, e)), "big")


def _memfrob(address: int, size: int, *_: int) -> int:
    frobbed = bytes(byte ^ 42 for byte in ctypes.string_at(address, size))
    ctypes.memmove(address, frobbed, size)
    return 0


def _no_op(*_: int) -> int:
    return 0


def _sqrti(value: int, *_: int) -> int:
    return int(math.sqrt(value))


def _strcmp(left: int, right: int, *_: int) -> int:
    one, other = ctypes.string_at(left), ctypes.string_at(right)
    return ((one > other) - (one < other)) & U64


def _unwind(value: int, *_: int) -> int:
    return value


HELPERS: tuple[Callable[..., int], ...] = (
    _gather_bytes,
    _memfrob,
    _no_op,
    _sqrti,
    _strcmp,
    _unwind,
)
"""by number"""


# --- the program --------------------------------------------------------------------------


def by_rfc(insn: Insn) -> Insn:
    """Return what *insn* means in RFC 9669 as an instruction that Linux takes too."""
    op = insn.code & OP
    if insn.code & CLASS not in (Class.ALU, Class.ALU64) or insn.code & REG:
        return insn
    if op in _SHIFTS:
        width = 64 if insn.code & CLASS == Class.ALU64 else 32
        return Insn(insn.code, insn.dst, insn.src, insn.off, insn.imm % width)
    if op in _DIVISIONS and insn.imm == 0 and insn.src == 0 and insn.off in (0, 1):
        move = insn.code & CLASS | AluOp.MOV  # x / 0 is 0, x % 0 is x
        return Insn(move, insn.dst) if op == AluOp.DIV else Insn(move | REG, insn.dst, insn.dst)
    return insn


def prepared(insns: Sequence[Insn]) -> tuple[Insn, ...]:
    """Return *insns* ready for any engine.

    ``callx`` (a helper whose number is in a register) becomes a call of a function behind the
    program, which compares the register with each number.

    Raises:
        DecodeError: an instruction is malformed, or a jump goes astray.
    """
    found = [by_rfc(insn) for insn in insns]
    whole = len(found)
    for index in range(whole):
        if found[index].code == _CALLX:
            switch = _switch(index, found[index])
            found[index] = Insn(CALL, 0, CallKind.LOCAL, 0, len(found) - index - 1)
            found += switch
    bare.verify(found, range(len(HELPERS)))
    return tuple(found)


def _switch(index: int, insn: Insn) -> list[Insn]:
    """Return a function that calls the helper whose number is in the register of *insn*."""
    if insn.src or insn.off or insn.imm or not 1 <= insn.dst <= 5:
        raise DecodeError(
            f"instruction {index}: callx takes a helper's number from r1 to r5 (in dst), no more"
        )
    body = []
    for number in range(len(HELPERS)):
        body.append(Insn(Class.JMP | JumpOp.JNE, insn.dst, 0, 2, number))
        body += [Insn(CALL, 0, 0, 0, number), Insn(EXIT)]
    trap = [Insn(_MOV64, imm=-1), Insn(_LDXB), Insn(EXIT)]  # no such helper: reads where nothing is
    return body + trap


# --- the run ------------------------------------------------------------------------------


def run(insns: Sequence[Insn], data: bytes, engine: Engine | None = None) -> int:
    """Run *insns* once over *data* in this process; return r0.

    Raises:
        BeeboxError: the program is refused, or it faulted.
    """
    insns = prepared(insns)
    buffer = ctypes.create_string_buffer(data, len(data) or 1)
    address = ctypes.addressof(buffer) if data else 0
    memory = Memory()
    if data:
        memory.add(Region("memory", address, len(data)))
    bodies = [HELPER(body) for body in HELPERS]
    places = [address_of(body) for body in bodies]
    if engine != "interpreter":  # the entry of a program has one argument; the other goes in front
        insns = bare.headed((Insn(_MOV64, 2, 0, 0, len(data)),), insns)
    targets = {index: places[number] for index, number in bare.helper_calls(insns)}
    if engine == "interpreter":
        return _interpret(insns, targets, memory, (address, len(data)))
    from beebox.vm.engine import prepare  # noqa: PLC0415 - the interpreter does not need it

    native = prepare(Source(insns, targets), memory, engine)
    try:
        return native.run(address)
    finally:
        native.close()


def _interpret(
    insns: Sequence[Insn], targets: dict[int, int], memory: Memory, args: tuple[int, int]
) -> int:
    from beebox.vm.interpreter import Interpreter, Machine  # noqa: PLC0415 - one of several engines

    return Machine(Interpreter(insns, targets, memory), memory, 0, args).run()


def run_apart(insns: Sequence[Insn], data: bytes, engine: Engine | None = None) -> int:
    """Do what `run` does in a child process, which may crash.

    Raises:
        BeeboxError: the program is refused, faulted, crashed, or did not end in time.
    """
    reader, writer = os.pipe()
    child = os.fork()
    if not child:
        os.close(reader)
        _tell(writer, insns, data, engine)
    os.close(writer)
    try:
        with os.fdopen(reader, "rb") as answers:
            answer = answers.read()
    except BaseException:  # Ctrl-C: an endless program would stay
        os.kill(child, signal.SIGKILL)
        raise
    finally:
        _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        raise BeeboxError(_death(os.WTERMSIG(status)))
    if answer[:1] == b"=":
        result: int = struct.unpack("<Q", answer[1:])[0]
        return result
    raise BeeboxError(answer[1:].decode() or f"the run ended with status {status}")


def _tell(writer: int, insns: Sequence[Insn], data: bytes, engine: Engine | None) -> None:
    """Run, write down what came of it, and end this process."""
    for ends in (signal.SIGALRM, signal.SIGINT):
        signal.signal(ends, signal.SIG_DFL)
    signal.alarm(PATIENCE)
    try:
        answer = b"=" + struct.pack("<Q", run(insns, data, engine))
    except BeeboxError as error:
        answer = b"!" + str(error).encode()
    os.write(writer, answer)
    os._exit(0)


def _death(number: int) -> str:
    if number == signal.SIGALRM:
        return f"the program did not end within {PATIENCE} s"
    return f"the program was killed by {signal.Signals(number).name}: a bad access in machine code"
