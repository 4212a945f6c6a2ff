"""Tier 0: machine code for x86-64 from templates, in one pass over the program.

A compiled program is ``u64 prog(void *ctx, struct Run *run)`` in the System V ABI. BPF registers
live in the registers that Linux's JIT gives them (arch/x86/net/bpf_jit_comp.c, reg2hex), so the
arguments of a call are where a C function expects them; r12 holds *run* all the while and is
the sixth argument of every helper. r9, r10 and r11 are scratch.

The code of an instruction depends on its fields alone, but for jumps and calls; so it is made
once and remembered. Jumps are short where the target is near. The image may stand at any
address: within it everything is relative, outside everything absolute.

Each function of a program has a frame of its own: 512 bytes below rbp if it touches r10, not
cleared, as in Linux. The input is a program that the verifier has accepted; here only what
cannot be encoded is refused.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import accumulate
from struct import Struct
from typing import NamedTuple

from beebox.bits import U32, U64
from beebox.errors import DecodeError, NotSupported
from beebox.isa.insn import Insn
from beebox.isa.opcodes import (
    BYTES,
    CALL,
    CLASS,
    EXIT,
    FETCH,
    JA,
    JA32,
    LDDW,
    MAY_GOTO,
    MODE,
    OP,
    REG,
    SIZE,
    TO_BE,
    AluOp,
    AtomicOp,
    CallKind,
    Class,
    JumpOp,
    Mode,
    Pseudo,
)
from beebox.vm import x86
from beebox.vm.cpu import has_bmi2, is_x86_64

FRAME_SIZE = 512
"""bytes of stack of one function: MAX_BPF_STACK"""
MAX_LOOPS = 8 << 20
"""how often may_goto lets a function go on: BPF_MAX_LOOPS"""

REGISTERS = (
    x86.RAX,
    x86.RDI,
    x86.RSI,
    x86.RDX,
    x86.RCX,
    x86.R8,
    x86.RBX,
    x86.R13,
    x86.R14,
    x86.R15,
    x86.RBP,
)
"""where r0 to r10 live"""
RUN = x86.R12

_SAVED = ((6, x86.RBX), (7, x86.R13), (8, x86.R14), (9, x86.R15))
_LOOPS = -FRAME_SIZE - 8  # where a function with may_goto counts, from rbp
_THUNK_ENTER = x86.push(RUN) + x86.mov(RUN, x86.R9)
_THUNK_LEAVE = x86.pop(RUN) + x86.RET
_TEMPLATES_KEPT = 1 << 16

_i32 = Struct("<i").pack


class Code(NamedTuple):
    """Machine code, and where the code of each instruction starts in it."""

    image: bytes
    offsets: tuple[int, ...]


def available() -> bool:
    """Tell whether this machine runs what tier 0 makes."""
    return is_x86_64()


def compile(insns: Sequence[Insn], targets: Mapping[int, int]) -> Code:  # noqa: A001 - the contract's word
    """Return the machine code of the fixed-up program *insns*.

    *targets* has the address that each helper call goes to, by instruction index.

    Raises:
        DecodeError: an instruction has no meaning, or a jump leaves the program.
        NotSupported: an instruction that only Linux has.
    """
    return _Compiler(insns, targets).compile()


# --- arithmetic ---------------------------------------------------------------------------

_ALU = {
    AluOp.ADD: x86.ADD,
    AluOp.SUB: x86.SUB,
    AluOp.OR: x86.OR,
    AluOp.AND: x86.AND,
    AluOp.XOR: x86.XOR,
}
_SHIFTS = {AluOp.LSH: x86.SHL, AluOp.RSH: x86.SHR, AluOp.ARSH: x86.SAR}


def _alu(insn: Insn) -> bytes:
    """Return the code of an ALU or ALU64 instruction."""
    wide = insn.code & CLASS == Class.ALU64
    op = insn.code & OP
    dst = REGISTERS[insn.dst]
    src = REGISTERS[insn.src] if insn.code & REG else None
    if op in _ALU:
        if src is None:
            return x86.alu_imm(_ALU[AluOp(op)], dst, insn.imm, wide)
        return x86.alu(_ALU[AluOp(op)], dst, src, wide)
    if op == AluOp.MOV:
        return _mov(insn, dst, src, wide)
    if op in _SHIFTS:
        return _shift(_SHIFTS[AluOp(op)], insn, dst, src, wide)
    if op == AluOp.MUL:
        return x86.imul_imm(dst, insn.imm, wide) if src is None else x86.imul(dst, src, wide)
    if op == AluOp.NEG:
        return x86.unary(x86.NEG, dst, wide)
    if op in (AluOp.DIV, AluOp.MOD):
        return _divide(insn, dst, src, wide)
    if op == AluOp.END:
        return _end(insn, dst, wide)
    raise _unknown(insn)


def _mov(insn: Insn, dst: int, src: int | None, wide: bool) -> bytes:
    if src is None:
        return x86.mov_imm(dst, insn.imm & (U64 if wide else U32))
    if insn.off == 0:
        return x86.mov(dst, src, wide)
    if insn.off in (8, 16) or (insn.off == 32 and wide):
        return x86.movsx(dst, src, insn.off, wide)
    raise NotSupported("addr_space_cast: there are no arenas here")


def _shift(op: int, insn: Insn, dst: int, src: int | None, wide: bool) -> bytes:
    """Shift by an immediate, by any register (BMI2), or by cl with rcx put aside in r11."""
    if src is None:
        count = insn.imm & (63 if wide else 31)
        return x86.shift_imm(op, dst, count, wide) if count else x86.mov(dst, dst, wide)
    if has_bmi2():
        return x86.shiftx(op, dst, dst, src, wide)
    if src == x86.RCX:
        return x86.shift_cl(op, dst, wide)
    shifted = x86.R11 if dst == x86.RCX else dst
    return b"".join(
        (
            x86.mov(x86.R11, x86.RCX),
            x86.mov(x86.RCX, src),
            x86.shift_cl(op, shifted, wide),
            x86.mov(x86.RCX, x86.R11),
        )
    )


def _divide(insn: Insn, dst: int, src: int | None, wide: bool) -> bytes:
    """Divide as RFC 9669 section 4.1 says: by zero gives 0, modulo zero leaves the destination."""
    modulo = insn.code & OP == AluOp.MOD
    if src is None:
        divisor = insn.imm & (U64 if wide else U32)
        if divisor and not divisor & (divisor - 1) and insn.off == 0:
            return _divide_by_power(divisor, dst, modulo, wide)
        load = x86.mov_imm(x86.R11, divisor)
    else:
        load = x86.mov(x86.R11, src, wide)
    unchanged = b"" if wide else x86.mov(dst, dst, wide)
    by_zero = unchanged if modulo else x86.mov_imm(dst, 0)
    proper = _proper_division(dst, modulo, insn.off == 1, wide)
    if insn.off == 1:  # INT_MIN / -1 would trap: it is a negation
        negated = x86.mov_imm(dst, 0) if modulo else x86.unary(x86.NEG, dst, wide)
        rest = x86.over(x86.NOT_EQUAL, negated + x86.past(proper)[:2]) + proper
        proper = x86.alu_imm(x86.CMP, x86.R11, -1, wide) + rest
    zero = by_zero + x86.past(proper)[:2]
    return load + x86.test(x86.R11, x86.R11, wide) + x86.over(x86.NOT_EQUAL, zero) + proper


def _divide_by_power(divisor: int, dst: int, modulo: bool, wide: bool) -> bytes:
    if not modulo:
        count = divisor.bit_length() - 1
        return x86.shift_imm(x86.SHR, dst, count, wide) if count else x86.mov(dst, dst, wide)
    if divisor - 1 <= U32 >> 1:
        return x86.alu_imm(x86.AND, dst, divisor - 1, wide)
    return x86.mov_imm(x86.R11, divisor - 1) + x86.alu(x86.AND, dst, x86.R11, wide)


def _proper_division(dst: int, modulo: bool, signed: bool, wide: bool) -> bytes:
    """Divide *dst* by r11, which is not zero, keeping rax and rdx unless one is *dst*."""
    keep = [(x86.RAX, x86.R10), (x86.RDX, x86.R9)]
    saved = [(reg, scratch) for reg, scratch in keep if reg != dst]
    parts = [x86.mov(scratch, reg) for reg, scratch in saved]
    if dst != x86.RAX:
        parts.append(x86.mov(x86.RAX, dst, wide))
    if signed:
        parts += [x86.CQO if wide else x86.CDQ, x86.unary(x86.IDIV, x86.R11, wide)]
    else:
        parts += [x86.mov_imm(x86.RDX, 0), x86.unary(x86.DIV, x86.R11, wide)]
    result = x86.RDX if modulo else x86.RAX
    if dst != result:
        parts.append(x86.mov(dst, result, wide))
    parts += [x86.mov(reg, scratch) for reg, scratch in saved]
    return b"".join(parts)


def _end(insn: Insn, dst: int, wide: bool) -> bytes:
    """Return a byte swap, or for "to little endian" a truncation."""
    if insn.imm not in (16, 32, 64):
        raise _unknown(insn)
    if wide or insn.code & TO_BE:
        if insn.imm == 16:
            return x86.rol16(dst, 8) + x86.movzx16(dst, dst)
        return x86.bswap(dst, insn.imm == 64)
    if insn.imm == 16:
        return x86.movzx16(dst, dst)
    return x86.mov(dst, dst, False) if insn.imm == 32 else b""


# --- memory -------------------------------------------------------------------------------


def _load(insn: Insn) -> bytes:
    size = BYTES[insn.code & SIZE]
    dst, src = REGISTERS[insn.dst], REGISTERS[insn.src]
    mode = insn.code & MODE
    if mode == Mode.MEM:
        return x86.load(dst, src, insn.off, size)
    if mode == Mode.MEMSX and size < 8:
        return x86.load_signed(dst, src, insn.off, size)
    raise _unknown(insn)


def _store_imm(insn: Insn) -> bytes:
    if insn.code & MODE != Mode.MEM:
        raise _unknown(insn)
    return x86.store_imm(REGISTERS[insn.dst], insn.off, insn.imm, BYTES[insn.code & SIZE])


def _store(insn: Insn) -> bytes:
    size = BYTES[insn.code & SIZE]
    mode = insn.code & MODE
    if mode == Mode.MEM:
        return x86.store(REGISTERS[insn.dst], insn.off, REGISTERS[insn.src], size)
    if mode == Mode.ATOMIC:
        return _atomic(insn, size)
    raise _unknown(insn)


def _atomic(insn: Insn, size: int) -> bytes:
    base, src, off = REGISTERS[insn.dst], REGISTERS[insn.src], insn.off
    op = insn.imm
    if op == AtomicOp.LOAD_ACQ:  # x86 loads acquire and stores release by themselves
        return x86.load(base, src, off, size)
    if op == AtomicOp.STORE_REL:
        return x86.store(base, off, src, size)
    if size < 4:
        raise _unknown(insn)
    if op == AtomicOp.XCHG:
        return x86.xchg(base, off, src, size)
    if op == AtomicOp.CMPXCHG:
        narrow = x86.mov(x86.RAX, x86.RAX, False) if size == 4 else b""
        return x86.LOCK + x86.cmpxchg(base, off, src, size) + narrow
    if op == AtomicOp.ADD | FETCH:
        return x86.LOCK + x86.xadd(base, off, src, size)
    plain = op & ~FETCH
    if plain not in (AtomicOp.ADD, AtomicOp.OR, AtomicOp.AND, AtomicOp.XOR):
        raise _unknown(insn)
    if op == plain:
        return x86.LOCK + x86.alu_memory(_ALU[AluOp(plain)], base, off, src, size)
    return _fetch(_ALU[AluOp(plain)], insn, size)


def _fetch(op: int, insn: Insn, size: int) -> bytes:
    """Repeat compare-and-exchange until no one came between; r11 keeps rax, r10 the new value."""
    base, src = REGISTERS[insn.dst], REGISTERS[insn.src]
    wide = size == 8
    where = x86.R11 if base == x86.RAX else base
    operand = x86.R11 if src == x86.RAX else src
    body = b"".join(
        (
            x86.mov(x86.R10, x86.RAX),
            x86.alu(op, x86.R10, operand, wide),
            x86.LOCK,
            x86.cmpxchg(where, insn.off, x86.R10, size),
        )
    )
    again = bytes((0x70 | x86.NOT_EQUAL, -len(body) - 2 & 0xFF))
    parts = [x86.mov(x86.R11, x86.RAX), x86.load(x86.RAX, where, insn.off, size), body, again]
    parts.append(x86.mov(src, x86.RAX, wide))
    if src != x86.RAX:
        parts.append(x86.mov(x86.RAX, x86.R11))
    return b"".join(parts)


def _ld(insn: Insn) -> bytes:
    if insn.code == 0 and not (insn.dst or insn.src or insn.off):
        return b""  # the second slot of an lddw
    if insn.code & MODE in (Mode.ABS, Mode.IND):
        raise NotSupported("BPF_LD_[ABS|IND] must be rewritten before it is compiled")
    raise _unknown(insn)


# --- jumps --------------------------------------------------------------------------------

_CONDITIONS = {
    JumpOp.JEQ: x86.EQUAL,
    JumpOp.JNE: x86.NOT_EQUAL,
    JumpOp.JGT: x86.ABOVE,
    JumpOp.JGE: x86.NOT_BELOW,
    JumpOp.JLT: x86.BELOW,
    JumpOp.JLE: x86.NOT_ABOVE,
    JumpOp.JSET: x86.NOT_EQUAL,
    JumpOp.JSGT: x86.GREATER,
    JumpOp.JSGE: x86.NOT_LESS,
    JumpOp.JSLT: x86.LESS,
    JumpOp.JSLE: x86.NOT_GREATER,
}
_ALWAYS = -1
_FROM_OP: dict[int, int] = {int(op): condition for op, condition in _CONDITIONS.items()}
_FROM_OP[JumpOp.JA] = _ALWAYS
_FROM_OP[JumpOp.JCOND] = x86.EQUAL


def _compare(insn: Insn) -> bytes:
    """Return the code that sets the flags a conditional jump looks at."""
    op = insn.code & OP
    wide = insn.code & CLASS == Class.JMP
    dst = REGISTERS[insn.dst]
    if op not in _CONDITIONS:
        raise _unknown(insn)
    if insn.code & REG:
        src = REGISTERS[insn.src]
        both = x86.test(dst, src, wide) if op == JumpOp.JSET else None
        return both or x86.alu(x86.CMP, dst, src, wide)
    if op == JumpOp.JSET:
        return x86.test_imm(dst, insn.imm, wide)
    if insn.imm == 0 and op in (JumpOp.JEQ, JumpOp.JNE):
        return x86.test(dst, dst, wide)
    return x86.alu_imm(x86.CMP, dst, insn.imm, wide)


def _may_goto() -> bytes:
    """Count down to zero, then stay there: the jump is taken at zero."""
    down = x86.alu_memory_imm(x86.SUB, x86.RBP, _LOOPS, 1)
    return x86.alu_memory_imm(x86.CMP, x86.RBP, _LOOPS, 0) + x86.over(
        x86.EQUAL, down + x86.alu_imm(x86.OR, x86.R11, -1, True)
    )


# --- the pass -----------------------------------------------------------------------------

_EMITTERS: dict[int, Callable[[Insn], bytes]] = {
    Class.LD: _ld,
    Class.LDX: _load,
    Class.ST: _store_imm,
    Class.STX: _store,
    Class.ALU: _alu,
    Class.ALU64: _alu,
    Class.JMP: _compare,
    Class.JMP32: _compare,
}
_JUMPS = frozenset((Class.JMP, Class.JMP32))
_templates: dict[tuple[int, int, int, int, int], bytes] = {}


def _unknown(insn: Insn) -> DecodeError:
    return DecodeError(f"opcode {insn.code:#04x} (imm {insn.imm}, off {insn.off}) is not known")


def _template(key: tuple[int, int, int, int, int]) -> bytes:
    """Make and remember the code of an instruction from its fields."""
    if len(_templates) >= _TEMPLATES_KEPT:
        _templates.clear()
    insn = Insn(*key)
    if insn.dst >= len(REGISTERS) or insn.src >= len(REGISTERS):
        raise _unknown(insn)
    code = _templates[key] = _EMITTERS[insn.code & CLASS](insn)
    return code


class _Compiler:
    """One program on its way to machine code: a piece of code for each instruction."""

    def __init__(self, insns: Sequence[Insn], targets: Mapping[int, int]) -> None:
        self.insns = insns
        self.targets = targets
        self.pieces: list[bytes] = []
        self.jumps: list[tuple[int, int, int]] = []  # instruction, target, condition
        self.calls: list[tuple[int, int]] = []  # instruction, subprogram
        self.callbacks: list[tuple[int, int]] = []  # instruction, subprogram
        self.exits: list[int] = []
        self.entries: dict[int, int] = {}  # first instruction of a function -> prologue's size
        self.short: set[int] = set()  # the jumps that need but eight bits

    def compile(self) -> Code:
        """Return the code of the whole program."""
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
        pieces, templates = self.pieces, _templates
        insns = self.insns
        for index, insn in enumerate(insns):
            code = insn.code
            if code & CLASS in _JUMPS:
                pieces.append(self._control(index, insn, code))
                continue
            if code == LDDW:
                pieces.append(self._lddw(index, insn))
                continue
            key = (code, insn.dst, insn.src, insn.off, insn.imm)
            try:
                pieces.append(templates[key])
            except KeyError:
                pieces.append(_template(key))

    def _control(self, index: int, insn: Insn, code: int) -> bytes:
        if code == CALL:
            return self._call(index, insn)
        if code == EXIT:
            self.exits.append(index)
            return b""
        target = index + 1 + (insn.imm if code == JA32 else insn.off)
        if not 0 <= target < len(self.insns):
            raise DecodeError(f"the jump at {index} leaves the program")
        condition = _FROM_OP.get(code & OP)
        if condition is None:
            raise _unknown(insn)
        self.jumps.append((index, target, condition))
        if code in (JA, JA32):
            return b""
        if code == MAY_GOTO:
            return _may_goto()
        key = (code, insn.dst, insn.src, 0, insn.imm)
        return _templates.get(key) or _template(key)

    def _call(self, index: int, insn: Insn) -> bytes:
        if insn.src == CallKind.LOCAL:
            self.calls.append((index, self._subprogram(index, insn)))
            return b"\xe8\0\0\0\0"
        address = self.targets.get(index)
        if address is None:
            raise DecodeError(f"the call at {index} has no target")
        return x86.mov(x86.R9, RUN) + x86.mov_imm(x86.RAX, address) + x86.call(x86.RAX)

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
            raise _unknown(insn)
        if insn.src == Pseudo.FUNC:
            self.callbacks.append((index, self._subprogram(index, insn)))
            return bytes((0x48 | (dst & 8) >> 1, 0x8D, 0x05 | (dst & 7) << 3)) + bytes(4)
        high = self.insns[index + 1].imm
        return x86.mov_imm(dst, (high << 32 | insn.imm & U32) & U64)

    def _frames(self) -> None:
        """Give each function its prologue, and each exit its epilogue."""
        insns = self.insns
        starts = {0} | {target for _, target in self.calls}
        starts |= {target for _, target in self.callbacks}
        ordered = sorted(starts)
        exits = iter((*self.exits, len(insns)))
        leave = next(exits)
        for start, end in zip(ordered, [*ordered[1:], len(insns)], strict=True):
            prologue, epilogue = self._frame(start, end)
            while leave < end:
                self.pieces[leave] = epilogue
                leave = next(exits)
            self.pieces[start] = prologue + self.pieces[start]
            self.entries[start] = len(prologue)

    def _frame(self, start: int, end: int) -> tuple[bytes, bytes]:
        """Return how the function at *start* makes its frame and takes it down."""
        body = self.insns[start:end]
        used = {insn.dst for insn in body} | {insn.src for insn in body}
        codes = {insn.code for insn in body}
        calls = CALL in codes
        saved = [reg for number, reg in _SAVED if number in used]
        if start == 0 and (calls or self.calls):
            saved.append(RUN)
        if MAY_GOTO in codes:
            used.add(10)
        odd = len(saved) % 2
        enter, leave = [], []
        if 10 in used:
            room = FRAME_SIZE + (16 if MAY_GOTO in codes else 0) + (8 if odd else 0)
            enter = [x86.push(x86.RBP), x86.mov(x86.RBP, x86.RSP)]
            enter.append(x86.alu_imm(x86.SUB, x86.RSP, room, True))
            leave = [x86.LEAVE]
        elif calls and not odd:  # the stack is 16-aligned at every call
            enter = [x86.alu_imm(x86.SUB, x86.RSP, 8, True)]
            leave = [x86.alu_imm(x86.ADD, x86.RSP, 8, True)]
        enter += [x86.push(reg) for reg in saved]
        if RUN in saved:
            enter.append(x86.mov(RUN, x86.RSI))
        if MAY_GOTO in codes:
            enter += [x86.mov_imm(x86.R11, MAX_LOOPS), x86.store(x86.RBP, _LOOPS, x86.R11, 8)]
        leave = [x86.pop(reg) for reg in reversed(saved)] + leave
        return b"".join(enter), b"".join((*leave, x86.RET))

    def _relax(self) -> list[int]:
        """Return the size of each piece with its jump: short wherever the target is near.

        All jumps start long; code only shrinks, so a jump that may be short stays so.
        """
        sizes = list(map(len, self.pieces))
        shorter: dict[int, int] = {}
        for index, _, condition in self.jumps:
            long = 5 if condition == _ALWAYS else 6
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
                opcode = 0xEB if condition == _ALWAYS else 0x70 | condition
                pieces[index] += bytes((opcode, distance & 0xFF))
            elif condition == _ALWAYS:
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
