"""Instructions as LLVM writes and reads them: ``r1 = *(u32 *)(r2 + 4)``, ``call 14``.

Each has one text at most; what LLVM's assembler has no words for (`text` is None) is left to
``.quad``. Registers of loads and stores are ``r``, which its every version takes.
"""

from __future__ import annotations

from beebox.isa import disasm
from beebox.isa.insn import Insn
from beebox.isa.opcodes import (
    CALL,
    CALLX,
    CLASS,
    EXIT,
    FETCH,
    GOTOX,
    JA,
    JA32,
    LDDW,
    MAY_GOTO,
    MODE,
    OP,
    REG,
    SIZE,
    AtomicOp,
    CallKind,
    Class,
    JumpOp,
    Mode,
    Pseudo,
    Size,
)
from beebox.isa.semantics import wide

_GOTO = {JA: "goto", JA32: "gotol", MAY_GOTO: "may_goto"}


def text(insn: Insn, following: Insn | None = None, target: str = "") -> str | None:
    """Return the text of an instruction that `disasm.exact` holds; None if LLVM has none.

    *target* is the label that it jumps to or calls, empty for a distance.
    """
    code = insn.code
    match code & CLASS:
        case Class.ALU | Class.ALU64:
            return None if "__percpu" in (made := disasm.text(insn)) else made
        case Class.LDX:
            signed = code & MODE == Mode.MEMSX
            names = disasm.SIGNED_SIZE_NAMES if signed else disasm.SIZE_NAMES
            return f"r{insn.dst} = *{_at(insn, insn.src, names)}"
        case Class.ST:
            return f"*{_at(insn, insn.dst)} = {insn.imm}" if code & MODE == Mode.MEM else None
        case Class.STX:
            return _stx(insn)
        case Class.LD:
            return _ld(insn, following)
        case _:
            return _jump(insn, target)


def _at(insn: Insn, base: int, names: dict[Size, str] = disasm.SIZE_NAMES) -> str:
    sign, off = ("-", -insn.off) if insn.off < 0 else ("+", insn.off)
    return f"({names[Size(insn.code & SIZE)]} *)(r{base} {sign} {off})"


def _stx(insn: Insn) -> str:
    place = _at(insn, insn.dst)
    if insn.code & MODE == Mode.MEM:
        return f"*{place} = r{insn.src}"
    reg = "r" if insn.code & SIZE == Size.DW else "w"
    src, bare = f"{reg}{insn.src}", place.partition(")(")[2][:-1]
    bits = "_64" if reg == "r" else "32_32"
    match insn.imm:
        case AtomicOp.CMPXCHG:
            return f"{reg}0 = cmpxchg{bits}({bare}, {reg}0, {src})"
        case AtomicOp.XCHG:
            return f"{src} = xchg{bits}({bare}, {src})"
        case AtomicOp.LOAD_ACQ:
            return f"{reg}{insn.dst} = load_acquire({_at(insn, insn.src)})"
        case AtomicOp.STORE_REL:
            return f"store_release({place}, {src})"
    op = AtomicOp(insn.imm & ~FETCH)
    if insn.imm & FETCH:
        return f"{src} = atomic_fetch_{disasm.ATOMIC_NAMES[op]}({place}, {src})"
    return f"lock *{place} {disasm.ATOMIC_SIGNS[op]} {src}"


def _ld(insn: Insn, following: Insn | None) -> str | None:
    if insn.code == LDDW:
        assert following is not None
        if insn.src == Pseudo.NONE:
            return f"r{insn.dst} = {wide(insn, following):#x} ll"
        if following.imm or insn.imm < 0:
            return None  # ld_pseudo has a 32-bit number, and a sign fills the upper half
        return f"ld_pseudo r{insn.dst}, {insn.src}, {insn.imm:#x}"
    size = disasm.SIZE_NAMES[Size(insn.code & SIZE)]
    if insn.code & MODE == Mode.ABS:
        return f"r0 = *({size} *)skb[{insn.imm}]"
    return None if insn.imm else f"r0 = *({size} *)skb[r{insn.src}]"


def _jump(insn: Insn, target: str) -> str | None:
    code = insn.code
    if code == CALL:
        if insn.src == CallKind.LOCAL and target:
            return f"call {target}"
        return f"call {insn.imm}" if insn.src == CallKind.HELPER else None
    if code in (CALLX, GOTOX):
        return f"{'callx' if code == CALLX else 'gotox'} r{insn.dst}"
    if code == EXIT:
        return "exit"
    if code in _GOTO:
        distance = insn.imm if code == JA32 else insn.off
        if not target and not -(1 << 15) <= distance < 1 << 15:
            return None
        return f"{_GOTO[code]} {target or f'{distance:+d}'}"
    reg = "r" if code & CLASS == Class.JMP else "w"
    other = f"{reg}{insn.src}" if code & REG else str(insn.imm)
    sign = disasm.JUMP_SIGNS[JumpOp(code & OP)]
    return f"if {reg}{insn.dst} {sign} {other} goto {target or f'{insn.off:+d}'}"
