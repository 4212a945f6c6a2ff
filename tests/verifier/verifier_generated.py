"""Programs made at random: arithmetic and branches on numbers that end up as an index."""

import random

from verifier_cases import NUMBERS

from beebox.isa.insn import Insn
from beebox.isa.opcodes import AluOp, Class, JumpOp

_REG = 0x08
_ALU = [
    AluOp.ADD,
    AluOp.SUB,
    AluOp.MUL,
    AluOp.AND,
    AluOp.OR,
    AluOp.XOR,
    AluOp.MOV,
    AluOp.LSH,
    AluOp.RSH,
    AluOp.ARSH,
    AluOp.DIV,
    AluOp.MOD,
    AluOp.NEG,
]
_JUMPS = [
    JumpOp.JEQ,
    JumpOp.JNE,
    JumpOp.JGT,
    JumpOp.JGE,
    JumpOp.JLT,
    JumpOp.JLE,
    JumpOp.JSGT,
    JumpOp.JSGE,
    JumpOp.JSLT,
    JumpOp.JSLE,
    JumpOp.JSET,
]
_IMMS = [
    0,
    1,
    2,
    3,
    5,
    7,
    8,
    15,
    16,
    31,
    32,
    63,
    64,
    127,
    128,
    255,
    256,
    0x7FFF,
    0xFFFF,
    0x7FFFFFFF,
    -1,
    -2,
    -3,
    -7,
    -8,
    -16,
    -64,
    -128,
    -256,
    -0x8000,
    -0x80000000,
    0x10000,
    0x1000,
]
_REGS = [6, 7, 8, 9, 0]


def _imm(rnd: random.Random) -> int:
    if rnd.random() < 0.8:
        return rnd.choice(_IMMS)
    return rnd.randint(-(1 << 31), (1 << 31) - 1)


def _alu(rnd: random.Random) -> Insn:
    op = rnd.choice(_ALU)
    klass = rnd.choice([Class.ALU, Class.ALU64])
    dst, src = rnd.choice(_REGS), rnd.choice(_REGS)
    bits = 64 if klass == Class.ALU64 else 32
    if op is AluOp.NEG:
        return Insn(klass | op, dst)
    if op is AluOp.MOV and rnd.random() < 0.3:
        sizes = [8, 16, 32] if bits == 64 else [8, 16]
        return Insn(klass | op | _REG, dst, src, rnd.choice(sizes))
    if rnd.random() < 0.4:
        off = 1 if op in (AluOp.DIV, AluOp.MOD) and rnd.random() < 0.5 else 0
        return Insn(klass | op | _REG, dst, src, off)
    imm = _imm(rnd)
    if op in (AluOp.LSH, AluOp.RSH, AluOp.ARSH):
        imm = rnd.randrange(bits)
    if op in (AluOp.DIV, AluOp.MOD) and imm == 0:
        imm = 3
    return Insn(klass | op, dst, 0, 0, imm)


def _memory(rnd: random.Random) -> list[Insn]:
    """Spill and fill, at all widths."""
    size, bytes_ = rnd.choice([(0x18, 8), (0, 4), (8, 2), (0x10, 1)])
    off = -8 * rnd.randint(1, 2) + bytes_ * rnd.randrange(8 // bytes_)
    dst = rnd.choice(_REGS)
    if rnd.random() < 0.4:
        return [Insn(0x62 | size, 10, 0, off, _imm(rnd))]
    if rnd.random() < 0.5:
        return [Insn(0x63 | size, 10, dst, off)]
    if bytes_ < 8 and rnd.random() < 0.3:
        return [Insn(0x81 | size, dst, 10, off)]
    return [Insn(0x61 | size, dst, 10, off)]


def program(seed: int) -> tuple[Insn, ...]:
    """Return the program of a seed."""
    rnd = random.Random(seed)
    made: list[Insn] = []
    sources = [
        [Insn(0x85, imm=7), Insn(0xBF, 6, 0)],  # r6 = prandom
        [Insn(0x85, imm=5), Insn(0xBF, 7, 0)],  # r7 = ktime
        [Insn(0x61, 8, 1, 16)],  # r8 = *(u32 *)(r1 + 16)
        [Insn(0x79, 9, 1, 24)],
    ]
    made += sources[2] + sources[3] + sources[0] + sources[1]
    made += [Insn(0x7A, 10, 0, -8, _imm(rnd)), Insn(0x7B, 10, 6, -16)]
    jumps: list[int] = []
    for _ in range(rnd.randint(3, 16)):
        kind = rnd.random()
        if kind < 0.5:
            made.append(_alu(rnd))
        elif kind < 0.65:
            made += _memory(rnd)
        else:
            op, klass = rnd.choice(_JUMPS), rnd.choice([Class.JMP, Class.JMP32])
            jumps.append(len(made))
            if rnd.random() < 0.3:
                # not of a register with itself: Linux learns nonsense from it, on ways never gone
                made.append(Insn(klass | op | _REG, *rnd.sample(_REGS, 2), 1))
            else:
                made.append(Insn(klass | op, rnd.choice(_REGS), 0, 1, _imm(rnd)))
    index = rnd.choice(_REGS)
    if rnd.random() < 0.3:
        made.append(Insn(0x57, index, 0, 0, rnd.choice([7, 31, 63, 64, 127])))
    elif rnd.random() < 0.5:
        jumps.append(len(made))
        made.append(Insn(0x25, index, 0, 1, rnd.choice([7, 63, 64])))
    use = len(made)
    made += [
        Insn(0x18, 1, 2, 0, NUMBERS["bss"]),
        Insn(0),
        Insn(0x0F, 1, index),
        Insn(0x71, 0, 1, 0),
    ]
    end = len(made)
    made += [Insn(0xB7, 0), Insn(0x95)]
    for at in jumps:
        insn = made[at]
        target = rnd.choice([end, end, rnd.randint(at + 1, use)])
        made[at] = Insn(insn.code, insn.dst, insn.src, target - at - 1, insn.imm)
    return tuple(made)
