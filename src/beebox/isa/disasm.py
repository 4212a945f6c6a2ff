"""Instructions as text, exactly as the kernel writes them in verifier logs and translated dumps.

After kernel/bpf/disasm.c of 6.18: ``(bf) r6 = r1``, ``(79) r1 = *(u64 *)(r10 -8)``. What is
inside an ``lddw`` or behind a call is asked of `Names`, as the kernel's disassembler asks its
callbacks; the default spells it so that `beebox.isa.asm` reads it back.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from beebox.isa.insn import Insn
from beebox.isa.opcodes import (
    ADDR_PERCPU,
    ADDR_SPACE_CAST,
    CALL,
    CALLX,
    CLASS,
    EXIT,
    FETCH,
    FRAME,
    GOTOX,
    JA,
    JA32,
    LDDW,
    MAY_GOTO,
    MODE,
    NOSPEC,
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
    Size,
    check,
)
from beebox.isa.semantics import wide

CLASS_NAMES = {klass: klass.name.lower() for klass in Class}
ALU_SIGNS = {
    AluOp.ADD: "+=",
    AluOp.SUB: "-=",
    AluOp.MUL: "*=",
    AluOp.DIV: "/=",
    AluOp.OR: "|=",
    AluOp.AND: "&=",
    AluOp.LSH: "<<=",
    AluOp.RSH: ">>=",
    AluOp.MOD: "%=",
    AluOp.XOR: "^=",
    AluOp.MOV: "=",
    AluOp.ARSH: "s>>=",
}
SIGNED_ALU_SIGNS = {AluOp.DIV: "s/=", AluOp.MOD: "s%="}
JUMP_SIGNS = {
    JumpOp.JEQ: "==",
    JumpOp.JGT: ">",
    JumpOp.JLT: "<",
    JumpOp.JGE: ">=",
    JumpOp.JLE: "<=",
    JumpOp.JSET: "&",
    JumpOp.JNE: "!=",
    JumpOp.JSGT: "s>",
    JumpOp.JSLT: "s<",
    JumpOp.JSGE: "s>=",
    JumpOp.JSLE: "s<=",
}
SIZE_NAMES = {Size.B: "u8", Size.H: "u16", Size.W: "u32", Size.DW: "u64"}
SIGNED_SIZE_NAMES = {Size.B: "s8", Size.H: "s16", Size.W: "s32"}
ATOMIC_NAMES = {AtomicOp.ADD: "add", AtomicOp.AND: "and", AtomicOp.OR: "or", AtomicOp.XOR: "xor"}
ATOMIC_SIGNS = {AtomicOp.ADD: "+=", AtomicOp.AND: "&=", AtomicOp.OR: "|=", AtomicOp.XOR: "^="}


def helper_name(number: int) -> str:
    """Return the kernel's name of helper *number* (``bpf_map_lookup_elem``), or ``unknown``."""
    from beebox.abi.enums import Func  # noqa: PLC0415 - only programs that call need the table

    try:
        return f"bpf_{Func(number).name}"
    except ValueError:
        return "unknown"


def call_text(insn: Insn) -> str:
    """Return what a call calls: ``pc+3``, ``bpf_map_lookup_elem#1``, ``kernel-function#90``."""
    if insn.src == CallKind.LOCAL:
        return f"pc{insn.imm:+d}"
    if insn.src == CallKind.KFUNC:
        return f"kernel-function#{insn.imm}"
    name = helper_name(insn.imm) if insn.src == CallKind.HELPER else "unknown"
    return f"{name}#{insn.imm}"


def imm_text(insn: Insn, following: Insn) -> str:
    """Return the value of an ``lddw``: a number, or what its source register makes of it."""
    number = insn.imm & 0xFFFFFFFF
    match insn.src:
        case Pseudo.MAP_FD:
            return f"map[id:{number}]"
        case Pseudo.MAP_VALUE:
            return f"map[id:{number}][0]+{following.imm & 0xFFFFFFFF}"
        case Pseudo.MAP_IDX:
            return f"map[idx:{number}]"
        case Pseudo.MAP_IDX_VALUE:
            return f"map[idx:{number}]+{following.imm & 0xFFFFFFFF}"
        case Pseudo.FUNC:
            return f"subprog[{insn.imm:+d}]"
        case Pseudo.BTF_ID:
            return f"btf[id:{number}]+{following.imm & 0xFFFFFFFF}"
        case _:
            return f"{wide(insn, following):#x}"


class Names:
    """What the text says of calls and 64-bit immediates; subclass or hand in functions."""

    __slots__ = ("call", "imm")

    def __init__(
        self,
        call: Callable[[Insn], str] = call_text,
        imm: Callable[[Insn, Insn], str] = imm_text,
    ) -> None:
        self.call = call
        self.imm = imm


DEFAULT = Names()
_NOTHING = Insn(0)


def disassemble(insn: Insn, following: Insn | None = None, names: Names = DEFAULT) -> str:
    """Return the kernel's line for *insn*: ``(bf) r6 = r1``.

    *following* is the second slot of an ``lddw``.
    """
    body = text(insn, following, names)
    return body if body.startswith("BUG_") else f"({insn.code:02x}) {body}"


def text(insn: Insn, following: Insn | None = None, names: Names = DEFAULT) -> str:
    """Return the line without the opcode in front: ``r6 = r1``."""
    match insn.code & CLASS:
        case Class.ALU | Class.ALU64:
            return _alu(insn)
        case Class.STX:
            return _stx(insn)
        case Class.ST:
            if insn.code & MODE == Mode.MEM:
                return f"{_at(insn, insn.dst)} = {insn.imm}"
            return "nospec" if insn.code & MODE == Mode.ATOMIC else f"BUG_st_{insn.code:02x}"
        case Class.LDX:
            return _ldx(insn)
        case Class.LD:
            return _ld(insn, following or _NOTHING, names)
        case _:
            return _jump(insn, names)


def exact(insn: Insn, following: Insn | None = None) -> bool:
    """Tell whether the text says all that is in *insn*, so that it can be assembled again.

    Reserved fields that are used have no text; *following* is the second slot of an ``lddw``.
    """
    code = insn.code
    if code in (CALLX, GOTOX):
        return insn == Insn(code, insn.dst) and insn.dst <= FRAME
    if code == NOSPEC:
        return insn == Insn(code)
    if code == LDDW and following is None:
        return False
    if code == EXIT or (code == CALL and insn.src == CallKind.KFUNC):
        return not insn.off and check(insn) is None
    if code == LDDW and following is not None and insn.src == Pseudo.FUNC and following.imm:
        return False
    if code == _MOV and insn.off == ADDR_PERCPU:
        return not insn.imm and max(insn.dst, insn.src) <= FRAME
    why = check(insn, following)
    return why is None or (why.startswith(_SAID) and max(insn.dst, insn.src) <= FRAME)


_MOV = Class.ALU64 | AluOp.MOV | REG
_SAID = ("div by zero", "invalid shift")
"""why an instruction is refused although its text says everything"""


def listing(insns: Sequence[Insn], names: Names = DEFAULT) -> Iterator[tuple[int, str]]:
    """Yield (index, line) for a program, an ``lddw`` once."""
    index = 0
    while index < len(insns):
        insn = insns[index]
        following = insns[index + 1] if index + 1 < len(insns) else None
        yield index, disassemble(insn, following, names)
        index += 2 if insn.code == LDDW else 1


def _at(insn: Insn, base: int, names: dict[Size, str] = SIZE_NAMES) -> str:
    return f"*({names[Size(insn.code & SIZE)]} *)(r{base} {insn.off:+d})"


def _alu(insn: Insn) -> str:
    op = insn.code & OP
    wide64 = insn.code & CLASS == Class.ALU64
    reg = "r" if wide64 else "w"
    if op == AluOp.END:
        to = "bswap" if wide64 else "be" if insn.code & TO_BE else "le"
        return f"r{insn.dst} = {to}{insn.imm} r{insn.dst}"
    if op == AluOp.NEG:
        return f"{reg}{insn.dst} = -{reg}{insn.dst}"
    if op not in ALU_SIGNS:
        return f"BUG_alu_{insn.code:02x}"
    signs = SIGNED_ALU_SIGNS if insn.off == 1 and op in SIGNED_ALU_SIGNS else ALU_SIGNS
    if not insn.code & REG:
        return f"{reg}{insn.dst} {signs[AluOp(op)]} {insn.imm}"
    special = _special_mov(insn) if op == AluOp.MOV and wide64 else ""
    if special:
        return special
    extend = f"(s{insn.off})" if op == AluOp.MOV and insn.off in (8, 16, 32) else ""
    return f"{reg}{insn.dst} {signs[AluOp(op)]} {extend}{reg}{insn.src}"


def _special_mov(insn: Insn) -> str:
    if insn.off == ADDR_SPACE_CAST:
        to, source = insn.imm >> 16 & 0xFFFF, insn.imm & 0xFFFF
        return f"r{insn.dst} = addr_space_cast(r{insn.src}, {to}, {source})"
    if insn.off == ADDR_PERCPU:
        return f"r{insn.dst} = &(void __percpu *)(r{insn.src})"
    return ""


def _stx(insn: Insn) -> str:
    if insn.code & MODE == Mode.MEM:
        return f"{_at(insn, insn.dst)} = r{insn.src}"
    if insn.code & MODE != Mode.ATOMIC:
        return f"BUG_{insn.code:02x}"
    place = _at(insn, insn.dst)
    bits = "64" if insn.code & SIZE == Size.DW else ""
    match insn.imm:
        case AtomicOp.ADD | AtomicOp.AND | AtomicOp.OR | AtomicOp.XOR:
            return f"lock {place} {ATOMIC_SIGNS[AtomicOp(insn.imm)]} r{insn.src}"
        case AtomicOp.CMPXCHG:
            return f"r0 = atomic{bits}_cmpxchg({place[1:]}, r0, r{insn.src})"
        case AtomicOp.XCHG:
            return f"r{insn.src} = atomic{bits}_xchg({place[1:]}, r{insn.src})"
        case AtomicOp.LOAD_ACQ:
            return f"r{insn.dst} = load_acquire({_at(insn, insn.src)[1:]})"
        case AtomicOp.STORE_REL:
            return f"store_release({place[1:]}, r{insn.src})"
    if insn.imm & FETCH and insn.imm & ~FETCH in ATOMIC_NAMES:
        name = ATOMIC_NAMES[AtomicOp(insn.imm & ~FETCH)]
        return f"r{insn.src} = atomic{bits}_fetch_{name}({place[1:]}, r{insn.src})"
    return f"BUG_{insn.code:02x}"


def _ldx(insn: Insn) -> str:
    mode = insn.code & MODE
    signed = mode == Mode.MEMSX
    if mode not in (Mode.MEM, Mode.MEMSX) or (signed and insn.code & SIZE == Size.DW):
        return f"BUG_ldx_{insn.code:02x}"
    return f"r{insn.dst} = {_at(insn, insn.src, SIGNED_SIZE_NAMES if signed else SIZE_NAMES)}"


def _ld(insn: Insn, following: Insn, names: Names) -> str:
    size = SIZE_NAMES[Size(insn.code & SIZE)]
    if insn.code & MODE == Mode.ABS:
        return f"r0 = *({size} *)skb[{insn.imm}]"
    if insn.code & MODE == Mode.IND:
        return f"r0 = *({size} *)skb[r{insn.src} + {insn.imm}]"
    if insn.code == LDDW:
        return f"r{insn.dst} = {names.imm(insn, following)}"
    return f"BUG_ld_{insn.code:02x}"


def _jump(insn: Insn, names: Names) -> str:
    op = insn.code & OP
    if insn.code in (CALLX, GOTOX):
        return f"{'callx' if insn.code == CALLX else 'gotox'} r{insn.dst}"
    if op == JumpOp.CALL:
        return f"call {names.call(insn)}"
    if insn.code == JA:
        return f"goto pc{insn.off:+d}"
    if insn.code == JA32:
        return f"gotol pc{insn.imm:+d}"
    if insn.code == MAY_GOTO and not insn.src:
        return f"may_goto pc{insn.off:+d}"
    if insn.code == EXIT:
        return "exit"
    if insn.code == MAY_GOTO:
        return f"if r{insn.dst} (null) {insn.imm & 0xFFFFFFFF:#x} goto pc{insn.off:+d}"
    if op not in JUMP_SIGNS:
        return f"BUG_jmp_{insn.code:02x}"
    reg = "r" if insn.code & CLASS == Class.JMP else "w"
    other = f"{reg}{insn.src}" if insn.code & REG else f"{insn.imm & 0xFFFFFFFF:#x}"
    return f"if {reg}{insn.dst} {JUMP_SIGNS[JumpOp(op)]} {other} goto pc{insn.off:+d}"
