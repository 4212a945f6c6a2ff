"""Opcodes: eight bits, composed of a few small sets, and which instructions are legal.

RFC 9669 section 3; Linux's include/uapi/linux/bpf.h. The three low bits are the class, and the
class says what the other five mean::

    arithmetic and jumps                  loads and stores
    +-----------+---+-------+             +-------+-----+-------+
    |   op  4   | s | class |             | mode 3| size| class |
    +-----------+---+-------+             +-------+-----+-------+
     7         4  3  2     0               7     5 4   3 2     0

`check` says whether the kernel would take an instruction by itself, and if not why, in the words
of its verifier (kernel/bpf/verifier.c of 6.18: check_alu_op, check_cond_jmp_op, do_check).
"""

from __future__ import annotations

from collections.abc import Callable
from enum import IntEnum

from beebox.isa.insn import Insn


class Class(IntEnum):
    """The three low bits of every opcode."""

    LD = 0
    LDX = 1
    ST = 2
    STX = 3
    ALU = 4
    JMP = 5
    JMP32 = 6
    ALU64 = 7


class AluOp(IntEnum):
    """What ALU and ALU64 instructions do. DIV and MOD are signed when the offset field is 1."""

    ADD = 0x00
    SUB = 0x10
    MUL = 0x20
    DIV = 0x30
    OR = 0x40
    AND = 0x50
    LSH = 0x60
    RSH = 0x70
    NEG = 0x80
    MOD = 0x90
    XOR = 0xA0
    MOV = 0xB0
    ARSH = 0xC0
    END = 0xD0


class JumpOp(IntEnum):
    """What JMP and JMP32 instructions do."""

    JA = 0x00
    JEQ = 0x10
    JGT = 0x20
    JGE = 0x30
    JSET = 0x40
    JNE = 0x50
    JSGT = 0x60
    JSGE = 0x70
    CALL = 0x80
    EXIT = 0x90
    JLT = 0xA0
    JLE = 0xB0
    JSLT = 0xC0
    JSLE = 0xD0
    JCOND = 0xE0


class Mode(IntEnum):
    """How LD, LDX, ST and STX reach memory."""

    IMM = 0x00
    ABS = 0x20
    IND = 0x40
    MEM = 0x60
    MEMSX = 0x80
    ATOMIC = 0xC0


class Size(IntEnum):
    """How much a load or store moves."""

    W = 0x00
    H = 0x08
    B = 0x10
    DW = 0x18


class AtomicOp(IntEnum):
    """The immediate of an ATOMIC instruction (FETCH may be or-ed to the first four)."""

    ADD = 0x00
    OR = 0x40
    AND = 0x50
    XOR = 0xA0
    XCHG = 0xE1
    CMPXCHG = 0xF1
    LOAD_ACQ = 0x100
    STORE_REL = 0x110


FETCH = 0x01
"""or-ed to an atomic operation: the old value goes to the source register"""

REG = 0x08
"""the source bit: the second operand is a register (else the immediate)"""
TO_BE = 0x08
"""the source bit of END in class ALU: to big endian (else to little)"""

CLASS = 0x07
OP = 0xF0
MODE = 0xE0
SIZE = 0x18

LDDW = Class.LD | Mode.IMM | Size.DW
"""``lddw``: a 64-bit immediate in two slots"""
CALL = Class.JMP | JumpOp.CALL
EXIT = Class.JMP | JumpOp.EXIT
JA = Class.JMP | JumpOp.JA
JA32 = Class.JMP32 | JumpOp.JA
"""``gotol``: the distance is in the immediate"""
MAY_GOTO = Class.JMP | JumpOp.JCOND
CALLX = Class.JMP | JumpOp.CALL | 0x08
"""``callx r2``: a call by the address in a register; LLVM makes it, Linux 6.18 refuses it"""
GOTOX = Class.JMP | JumpOp.JA | 0x08
"""``gotox r2``: a jump by a table; LLVM makes it, Linux 6.18 refuses it"""
NOSPEC = Class.ST | Mode.ATOMIC
"""``nospec``: a barrier against speculation (only in translated programs)"""

FRAME = 10
"""r10, the frame pointer"""
ADDR_SPACE_CAST = 1
"""the offset of a 64-bit MOV that is ``addr_space_cast``"""
CAST_KERN = 1
"""the immediate of a cast from address space 1, as user space knows the arena, to 0"""
CAST_USER = 1 << 16
"""the immediate of a cast from 0 to 1"""
PROBE_MEM32 = 0xA0
"""the mode of an access relative to the arena's beginning (only in translated programs)"""
ADDR_PERCPU = -1
"""the offset of a 64-bit MOV that makes a per-CPU address (only in translated programs)"""


class Pseudo(IntEnum):
    """What the source register of an ``lddw`` says about its immediate."""

    NONE = 0
    MAP_FD = 1
    MAP_VALUE = 2
    BTF_ID = 3
    FUNC = 4
    MAP_IDX = 5
    MAP_IDX_VALUE = 6


class CallKind(IntEnum):
    """What the source register of a call says about its immediate."""

    HELPER = 0
    LOCAL = 1
    """BPF_PSEUDO_CALL: the distance to the subprogram"""
    KFUNC = 2
    """BPF_PSEUDO_KFUNC_CALL: a BTF id of the kernel"""


BYTES: dict[int, int] = {Size.B: 1, Size.H: 2, Size.W: 4, Size.DW: 8}
"""size bits of an opcode -> bytes"""


def size_of(code: int) -> int:
    """Return how many bytes the load or store *code* moves."""
    return BYTES[code & SIZE]


def is_lddw(insn: Insn) -> bool:
    """Tell whether *insn* is the first slot of a 64-bit immediate."""
    return insn.code == LDDW


JUMPS = frozenset(
    code
    for code in range(256)
    if code & CLASS in (Class.JMP, Class.JMP32) and code & OP not in (JumpOp.CALL, JumpOp.EXIT)
)
"""the opcodes of what may go elsewhere than to the next one (calls and exit are not jumps)"""


def is_jump(insn: Insn) -> bool:
    """Tell whether *insn* may go elsewhere than to the next one (calls and exit are not jumps)."""
    return insn.code in JUMPS


_COMPARES = tuple(
    op for op in JumpOp if op not in (JumpOp.JA, JumpOp.CALL, JumpOp.EXIT, JumpOp.JCOND)
)
_SHIFTS = (AluOp.LSH, AluOp.RSH, AluOp.ARSH)
_DIVISIONS = (AluOp.DIV, AluOp.MOD)
_FETCHING = (AtomicOp.ADD, AtomicOp.OR, AtomicOp.AND, AtomicOp.XOR)

ATOMICS = frozenset((*AtomicOp, *(op | FETCH for op in _FETCHING)))
"""every immediate that an ATOMIC instruction may have"""


def _known_opcodes() -> frozenset[int]:
    """Return the opcodes of BPF_INSN_MAP (kernel/bpf/core.c), and lddw."""
    known = {LDDW, JA, JA32, CALL, EXIT, MAY_GOTO, Class.ALU | AluOp.END | TO_BE}
    for op in AluOp:
        for klass in (Class.ALU, Class.ALU64):
            known.add(klass | op)
            if op not in (AluOp.NEG, AluOp.END):
                known.add(klass | op | REG)
    known |= {
        klass | op | src
        for klass in (Class.JMP, Class.JMP32)
        for op in _COMPARES
        for src in (0, REG)
    }
    for size in Size:
        known |= {klass | Mode.MEM | size for klass in (Class.LDX, Class.ST, Class.STX)}
        known.add(Class.STX | Mode.ATOMIC | size)
        if size is not Size.DW:
            known |= {
                Class.LDX | Mode.MEMSX | size,
                Class.LD | Mode.ABS | size,
                Class.LD | Mode.IND | size,
            }
    return frozenset(known)


KNOWN = _known_opcodes()
"""every legal opcode"""


def check(insn: Insn, following: Insn | None = None) -> str | None:
    """Return why Linux refuses *insn* whatever the program around it does, or None.

    *following* is the second slot of an ``lddw``; without it that slot is not looked at.
    """
    code = insn.code
    if code & CLASS == Class.LDX and (code & MODE not in (Mode.MEM, Mode.MEMSX) or insn.imm):
        return "BPF_LDX uses reserved fields"
    if code not in KNOWN:
        return f"unknown opcode {code:02x}"
    return _CHECKS[code & CLASS](insn, following) or _check_registers(insn)


def _check_registers(insn: Insn) -> str | None:
    """There is no r11 to r15."""
    for register in (insn.src, insn.dst):
        if register > FRAME:
            return f"R{register} is invalid"
    return None


def _check_alu(insn: Insn, _: Insn | None) -> str | None:
    op = insn.code & OP
    if op == AluOp.NEG:
        return "BPF_NEG uses reserved fields" if insn.src or insn.off or insn.imm else None
    if op == AluOp.END:
        bad = insn.src or insn.off or insn.imm not in (16, 32, 64)
        return "BPF_END uses reserved fields" if bad else None
    if op == AluOp.MOV:
        return _check_mov(insn)
    signed = insn.off == 1 and op in _DIVISIONS
    if (insn.imm if insn.code & REG else insn.src) or (insn.off and not signed):
        return "BPF_ALU uses reserved fields"
    if insn.code & REG:
        return None
    if op in _DIVISIONS and insn.imm == 0:
        return "div by zero"
    if op in _SHIFTS and not 0 <= insn.imm < (64 if insn.code & CLASS == Class.ALU64 else 32):
        return f"invalid shift {insn.imm}"
    return None


def _check_mov(insn: Insn) -> str | None:
    reserved = "BPF_MOV uses reserved fields"
    if not insn.code & REG:
        return reserved if insn.src or insn.off else None
    if insn.code & CLASS == Class.ALU:
        return reserved if insn.imm or insn.off not in (0, 8, 16) else None
    if insn.off == ADDR_SPACE_CAST:
        if insn.imm in (1, 1 << 16):
            return None
        return "addr_space_cast insn can only convert between address space 1 and 0"
    return reserved if insn.imm or insn.off not in (0, 8, 16, 32) else None


def _check_jump(insn: Insn, _: Insn | None) -> str | None:
    op = insn.code & OP
    if op == JumpOp.CALL:
        far = insn.off and insn.src != CallKind.KFUNC
        return "BPF_CALL uses reserved fields" if far or insn.src > 2 or insn.dst else None
    if op == JumpOp.EXIT:
        return "BPF_EXIT uses reserved fields" if insn.imm or insn.src or insn.dst else None
    if op == JumpOp.JA:
        unused = insn.off if insn.code == JA32 else insn.imm
        return "BPF_JA uses reserved fields" if insn.src or insn.dst or unused else None
    if op == JumpOp.JCOND:
        return f"invalid may_goto imm {insn.imm}" if insn.src or insn.dst or insn.imm else None
    if insn.dst > FRAME:
        return f"R{insn.dst} is invalid"
    unused = insn.imm if insn.code & REG else insn.src
    return "BPF_JMP/JMP32 uses reserved fields" if unused else None


def _check_ld(insn: Insn, following: Insn | None) -> str | None:
    if insn.code != LDDW:
        indirect = insn.code & MODE == Mode.IND
        bad = insn.dst or insn.off or (insn.src and not indirect)
        return "BPF_LD_[ABS|IND] uses reserved fields" if bad else None
    if following and (following.code or following.dst or following.src or following.off):
        return "invalid bpf_ld_imm64 insn"
    if insn.src in (Pseudo.MAP_FD, Pseudo.MAP_IDX) and following and following.imm:
        return "unrecognized bpf_ld_imm64 insn"
    if insn.src > Pseudo.MAP_IDX_VALUE:
        return "unrecognized bpf_ld_imm64 insn"
    return "BPF_LD_IMM64 uses reserved fields" if insn.off else None


def _check_ldx(_: Insn, __: Insn | None) -> str | None:
    return None


def _check_st(insn: Insn, _: Insn | None) -> str | None:
    return "BPF_ST uses reserved fields" if insn.src else None


def _check_stx(insn: Insn, _: Insn | None) -> str | None:
    if insn.code & MODE == Mode.MEM:
        return "BPF_STX uses reserved fields" if insn.imm else None
    if insn.imm not in ATOMICS:
        return f"BPF_ATOMIC uses invalid atomic opcode {insn.imm & 0xFFFFFFFF:02x}"
    small = insn.code & SIZE in (Size.B, Size.H)
    if small and insn.imm not in (AtomicOp.LOAD_ACQ, AtomicOp.STORE_REL):
        return "invalid atomic operand size"
    return None


_CHECKS: dict[int, Callable[[Insn, Insn | None], str | None]] = {
    Class.LD: _check_ld,
    Class.LDX: _check_ldx,
    Class.ST: _check_st,
    Class.STX: _check_stx,
    Class.ALU: _check_alu,
    Class.JMP: _check_jump,
    Class.JMP32: _check_jump,
    Class.ALU64: _check_alu,
}
