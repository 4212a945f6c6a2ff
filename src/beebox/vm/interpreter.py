"""The reference interpreter: what a program means, an instruction at a time.

It is slow and checks everything: each access must lie whole in one of the known regions, each
call must have a target, each instruction must be legal, and the whole ends within a budget. The
meaning of arithmetic stands in `beebox.isa.semantics`. After RFC 9669 and, for what Linux 6.18
adds, kernel/bpf/core.c (___bpf_prog_run).

Each function has a frame of 512 bytes, a region of its own. Atomic operations are atomic as seen
from other interpreted programs only.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Mapping, Sequence

from beebox.bits import U32, U64, signed
from beebox.errors import BeeboxError, DecodeError, MemoryFault, NotSupported
from beebox.isa import semantics
from beebox.isa.insn import Insn
from beebox.isa.opcodes import (
    ADDR_SPACE_CAST,
    CALL,
    CAST_USER,
    CLASS,
    EXIT,
    FETCH,
    FRAME,
    JA,
    JA32,
    LDDW,
    MAY_GOTO,
    MODE,
    PROBE_MEM32,
    AtomicOp,
    CallKind,
    Class,
    Mode,
    Pseudo,
    check,
    size_of,
)
from beebox.vm.abi import HELPER, address_of
from beebox.vm.memory import Memory, Region

FRAME_SIZE = 512
"""bytes of stack of one function: MAX_BPF_STACK"""
MAX_FRAMES = 8
"""functions that may be active at once: MAX_CALL_FRAMES"""
MAX_LOOPS = 8 << 20
"""how often may_goto lets a function go on: BPF_MAX_LOOPS"""
BUDGET = 1 << 26
"""instructions that a run may take unless told otherwise"""

Call = Callable[..., int]
"""address, r1 to r5, run -> r0"""
Trace = Callable[[int, Insn, Sequence[int]], None]
"""told before each instruction: its index, itself, the registers r0 to r10"""

_ACCESSES = frozenset((Class.LDX, Class.ST, Class.STX))


class BudgetExceeded(BeeboxError):  # noqa: N818 - reads as what it says
    """A run took more instructions than it was given."""


def call_native(address: int, *args: int) -> int:
    """Call the helper body at *address* in this process with r1 to r5 and *run*."""
    result = HELPER(address)(*args)
    assert isinstance(result, int)
    return result


class _Frame:
    """One active function: where it returns to, its stack, and what its caller keeps."""

    __slots__ = ("buffer", "loops", "region", "resume", "saved")

    def __init__(self, number: int, resume: int, saved: list[int]) -> None:
        self.buffer = (ctypes.c_char * FRAME_SIZE)()
        self.region = Region(f"stack of frame {number}", ctypes.addressof(self.buffer), FRAME_SIZE)
        self.resume = resume
        self.saved = saved
        self.loops = MAX_LOOPS

    @property
    def top(self) -> int:
        return self.region.address + FRAME_SIZE


class Interpreter:
    """A fixed-up program that can be run; *targets* and *call* serve its helper calls.

    *tails* are those calls whose target returns the entry of the program to go on in, or 0.

    Raises:
        DecodeError: an instruction is malformed.
    """

    def __init__(
        self,
        insns: Sequence[Insn],
        targets: Mapping[int, int],
        memory: Memory,
        call: Call = call_native,
        tails: frozenset[int] = frozenset(),
        arena: int = 0,
    ) -> None:
        self.insns = insns
        self.targets = targets
        self.memory = memory
        self.call = call
        self.tails = tails
        self.arena = arena
        self.seconds = _check(insns)
        self.budget = BUDGET
        """instructions that a run may take unless it is told"""
        self.drive: Callable[[Machine], None] = Machine.finish
        """takes a started machine to its end; a debugger stops on the way"""

    def run(
        self,
        ctx: int,
        run: int,
        *,
        budget: int | None = None,
        trace: Trace | None = None,
    ) -> int:
        """Run with r1 = *ctx* until exit; return r0.

        Raises:
            MemoryFault: an access outside every region.
            BudgetExceeded: more than *budget* instructions.
        """
        limit = self.budget if budget is None else budget
        return Machine(self, self.memory, run, (ctx,)).run(0, limit, trace)


def _check(insns: Sequence[Insn]) -> frozenset[int]:
    """Refuse malformed instructions; return the indices of the second slots of lddw."""
    seconds = set()
    for index, insn in enumerate(insns):
        if index in seconds:
            continue
        following = insns[index + 1] if index + 1 < len(insns) else None
        if insn.code == LDDW:
            if following is None:
                raise DecodeError(f"instruction {index}: an lddw without its second slot")
            seconds.add(index + 1)
        plain = insn if insn.code & CLASS not in _ACCESSES else _plain(insn)
        reason = check(plain, None)
        if reason:
            raise DecodeError(f"instruction {index}: {reason}")
    return frozenset(seconds)


def _plain(insn: Insn) -> Insn:
    """Return an access to the arena as the access that it is."""
    if insn.code & MODE != PROBE_MEM32:
        return insn
    return Insn(insn.code & ~MODE | Mode.MEM, insn.dst, insn.src, insn.off, insn.imm)


class Machine:
    """One run in progress: registers, frames, and the instruction that comes next.

    It can be stepped by hand after `start`; `run` does both, to the end.
    """

    def __init__(
        self, program: Interpreter, memory: Memory, context: int, args: Sequence[int]
    ) -> None:
        self.program = program
        self.memory = Memory(beneath=memory)
        self.context = context
        self.outer = 0
        """frames of the machine around this one, if it runs a callback"""
        self.pc = 0
        self.regs = [0] * (FRAME + 1)
        self.frames: list[_Frame] = []
        self.done = False
        self.budget = self.left = 0
        self.trace: Trace | None = None
        self.fault: BaseException | None = None
        self.callbacks: dict[int, tuple[int, object]] = {}
        for number, value in enumerate(args, 1):
            self.regs[number] = value & U64

    def run(self, entry: int = 0, budget: int = BUDGET, trace: Trace | None = None) -> int:
        """Step from instruction *entry* until the program exits; return r0."""
        self.budget = self.left = budget
        self.trace = trace
        return self._run(entry)

    def _run(self, entry: int) -> int:
        self.start(entry)
        self.program.drive(self)
        return self.regs[0]

    def finish(self) -> None:
        """Go on until the program exits."""
        while not self.done:
            self.advance()

    def advance(self) -> None:
        """Run one instruction, told to the trace, out of the budget.

        Raises:
            BudgetExceeded: there is nothing left of it.
        """
        if not self.left:
            raise BudgetExceeded(
                f"instruction {self.pc}: no exit within the budget of {self.budget} instructions"
            )
        self.left -= 1
        if self.trace is not None:
            self.trace(self.pc, self.insn, self.regs)
        self.step()

    def start(self, entry: int = 0) -> None:
        """Make the first frame; instruction *entry* comes next."""
        self._enter(-1)
        self.pc = entry

    @property
    def insn(self) -> Insn:
        """The instruction that comes next."""
        if not 0 <= self.pc < len(self.program.insns) or self.pc in self.program.seconds:
            raise DecodeError(f"control came to {self.pc}, where there is no instruction")
        return self.program.insns[self.pc]

    def step(self) -> None:
        """Run one instruction."""
        insn = self.insn
        try:
            _STEPS[insn.code & CLASS](self, insn)
        except MemoryFault as fault:
            if insn.code & CLASS not in _ACCESSES:  # in a callback, which has described it
                raise
            raise MemoryFault(self._describe(insn, fault)) from None

    def _describe(self, insn: Insn, fault: MemoryFault) -> str:
        from beebox.isa.disasm import text  # noqa: PLC0415 - only a fault needs it

        base = insn.src if insn.code & CLASS == Class.LDX else insn.dst
        if insn.code & MODE == Mode.ATOMIC and insn.imm == AtomicOp.LOAD_ACQ:
            base = insn.src
        return f"instruction {self.pc}: {text(insn)}: r{base} is {self.regs[base]:#x}: {fault}"

    # --- functions ------------------------------------------------------------------------

    def _enter(self, resume: int) -> None:
        if len(self.frames) == MAX_FRAMES:
            raise BeeboxError(f"instruction {self.pc}: more than {MAX_FRAMES} nested calls")
        frame = _Frame(self.outer + len(self.frames), resume, self.regs[6:])
        self.memory.add(frame.region)
        self.frames.append(frame)
        self.regs[FRAME] = frame.top

    def _leave(self) -> None:
        frame = self.frames.pop()
        self.memory.remove(frame.region)
        self.regs[6:] = frame.saved
        self.pc = frame.resume
        self.done = not self.frames

    # --- instructions ---------------------------------------------------------------------

    def alu(self, insn: Insn) -> None:
        """ALU, ALU64: arithmetic, moves, byte swaps."""
        if insn.code & CLASS == Class.ALU64 and insn.off in (1, -1) and insn.code & 0xF8 == 0xB8:
            self._cast(insn)
            return
        self.regs[insn.dst] = semantics.alu(insn, self.regs[insn.dst], self.regs[insn.src])
        self.pc += 1

    def _cast(self, insn: Insn) -> None:
        """Change the address space of a pointer into the arena, of which 32 bits are its own."""
        if not self.program.arena or insn.off != ADDR_SPACE_CAST:
            raise NotSupported("addr_space_cast: the program has no arena")
        low = self.regs[insn.src] & U32
        known = insn.imm == CAST_USER and low
        self.regs[insn.dst] = low | (self.program.arena & ~U32 if known else 0)
        self.pc += 1

    def load_immediate(self, insn: Insn) -> None:
        """LD: the 64-bit immediate."""
        if insn.code != LDDW:
            raise NotSupported("BPF_LD_[ABS|IND] must be rewritten before it is run")
        if insn.src == Pseudo.FUNC:
            self.regs[insn.dst] = self._callback(self.pc + 1 + insn.imm)
        else:
            self.regs[insn.dst] = semantics.wide(insn, self.program.insns[self.pc + 1])
        self.pc += 2

    def load(self, insn: Insn) -> None:
        """LDX: a load, zero- or sign-extended."""
        size = size_of(insn.code)
        value = self.memory.load(self._at(insn.src, insn), size)
        if insn.code & MODE == Mode.MEMSX:
            value = signed(value, 8 * size) & U64
        self.regs[insn.dst] = value
        self.pc += 1

    def store(self, insn: Insn) -> None:
        """ST, STX: a store of an immediate or a register, or an atomic operation."""
        if insn.code & MODE == Mode.ATOMIC:
            self._atomic(insn)
        else:
            value = self.regs[insn.src] if insn.code & CLASS == Class.STX else insn.imm
            self.memory.store(self._at(insn.dst, insn), size_of(insn.code), value)
        self.pc += 1

    def _at(self, base: int, insn: Insn) -> int:
        start = self.program.arena if insn.code & MODE == PROBE_MEM32 else 0
        return (start + self.regs[base] + insn.off) & U64

    def _atomic(self, insn: Insn) -> None:
        size, regs = size_of(insn.code), self.regs
        if insn.imm == AtomicOp.LOAD_ACQ:
            regs[insn.dst] = self.memory.load(self._at(insn.src, insn), size)
            return
        address = self._at(insn.dst, insn)
        if insn.imm == AtomicOp.STORE_REL:
            self.memory.store(address, size, regs[insn.src])
            return
        mask = (1 << 8 * size) - 1
        self.memory.check(address, size, write=True)
        old = self.memory.load(address, size)
        if insn.imm == AtomicOp.CMPXCHG:
            if old == regs[0] & mask:
                self.memory.store(address, size, regs[insn.src])
            regs[0] = old
            return
        new = semantics.ATOMIC[insn.imm](old, regs[insn.src] & mask, 8 * size)
        self.memory.store(address, size, new)
        if insn.imm & FETCH:
            regs[insn.src] = old

    def jump(self, insn: Insn) -> None:
        """JMP, JMP32: jumps, calls, exit."""
        code = insn.code
        if code == EXIT:
            self._leave()
        elif code == CALL:
            self._call(insn)
        elif code == JA32:
            self.pc += 1 + insn.imm
        else:
            self.pc += 1 + (insn.off if self._taken(insn) else 0)

    def _taken(self, insn: Insn) -> bool:
        if insn.code == JA:
            return True
        if insn.code == MAY_GOTO:
            frame = self.frames[-1]
            if not frame.loops:
                return True
            frame.loops -= 1
            return False
        return semantics.jump(insn, self.regs[insn.dst], self.regs[insn.src])

    def _call(self, insn: Insn) -> None:
        if insn.src == CallKind.LOCAL:
            self._enter(self.pc + 1)
            self.pc += 1 + insn.imm
            return
        target = self.program.targets.get(self.pc)
        if target is None:
            raise DecodeError(f"the call at {self.pc} has no target")
        result = self.program.call(target, *self.regs[1:6], self.context) & U64
        if self.fault is not None:
            raise self.fault
        if result and self.pc in self.program.tails:
            self._go_on(result)
            return
        self.regs[0] = result
        self.pc += 1

    def _go_on(self, entry: int) -> None:
        """Run the program at *entry* in place of the current function (a tail call)."""
        context = self.regs[1]
        self._leave()
        self.regs[0] = self.program.call(entry, context, self.context, 0, 0, 0, 0) & U64

    def _callback(self, entry: int) -> int:
        """Return an address that a helper body may call: ``u64 f(r1, r2, r3, r4, r5, run)``.

        What goes wrong in there is raised when the helper has returned. Until then the answer is
        1, at which helpers stop calling.
        """
        if entry not in self.callbacks:

            def enter(*args: int) -> int:
                try:
                    return self._called(entry, args)
                except BaseException as fault:  # noqa: BLE001 - would be lost in native code
                    self.fault = self.fault or fault
                    return 1

            function = HELPER(enter)
            self.callbacks[entry] = (address_of(function), function)
        return self.callbacks[entry][0]

    def _called(self, entry: int, args: Sequence[int]) -> int:
        """Run the callback at *entry* with r1 to r5 and *run*, out of the same budget."""
        if self.fault is not None:
            raise self.fault
        machine = Machine(self.program, self.memory, args[5], args[:5])
        machine.outer = self.outer + len(self.frames)
        machine.budget, machine.left, machine.trace = self.budget, self.left, self.trace
        try:
            return machine._run(entry)
        finally:
            self.left = machine.left


_STEPS: dict[int, Callable[[Machine, Insn], None]] = {
    Class.LD: Machine.load_immediate,
    Class.LDX: Machine.load,
    Class.ST: Machine.store,
    Class.STX: Machine.store,
    Class.ALU: Machine.alu,
    Class.ALU64: Machine.alu,
    Class.JMP: Machine.jump,
    Class.JMP32: Machine.jump,
}
