"""Programs at random that Linux's verifier accepts and whose result tells of every register.

A program has the address of 64 bytes of memory in one register that it keeps, loads operands
from there, computes with branches, stack, atomics and calls, and folds all registers into r0.
"""

from beebox.isa.insn import Insn

MEMORY = 64
ALU64, ALU, JMP, JMP32, LDX, ST, STX = 7, 4, 5, 6, 1, 2, 3
SIZES = {1: 0x10, 2: 0x08, 4: 0x00, 8: 0x18}
BINARY = [0x00, 0x10, 0x20, 0x30, 0x40, 0x50, 0x60, 0x70, 0x90, 0xA0, 0xB0, 0xC0]
SHIFTS = (0x60, 0x70, 0xC0)
DIVISIONS = (0x30, 0x90)
COMPARES = [0x10, 0x20, 0x30, 0x40, 0x50, 0x60, 0x70, 0xA0, 0xB0, 0xC0, 0xD0]
FETCHING = [0x00, 0x40, 0x50, 0xA0]
EDGES = [0, 1, 2, -1, -2, 127, -128, 128, 0x7FFFFFFF, -0x80000000, 0xFFFF, 63, 32]


class Writer:
    """Writes one function; *random* is any random.Random.

    For *linux* it avoids two things in which Linux 6.18 errs (tests/differential,
    test_where_linux_errs.py): 32-bit cmpxchg, and atomics that fetch from the stack.
    """

    def __init__(self, random, calls, linux=False):
        self.linux = linux
        self.random = random
        self.calls = calls
        self.insns = []
        self.base = random.choice([6, 7, 8, 9])
        self.free = [reg for reg in range(10) if reg != self.base]
        self.call_sites = []

    def emit(self, code, dst=0, src=0, off=0, imm=0):
        self.insns.append(Insn(code, dst, src, off, imm))

    def imm(self):
        if self.random.random() < 0.6:
            return self.random.choice(EDGES)
        return self.random.randint(-0x80000000, 0x7FFFFFFF)

    def reg(self):
        return self.random.choice(self.free)

    def wide(self, reg, value):
        self.emit(0x18, reg, 0, 0, (value & 0xFFFFFFFF) - ((value & 0x80000000) << 1))
        high = value >> 32
        self.emit(0, 0, 0, 0, high - ((high & 0x80000000) << 1))

    def alu(self):
        klass = self.random.choice([ALU64, ALU])
        op = self.random.choice([*BINARY, 0x80, 0xD0])
        dst = self.reg()
        bits = 64 if klass == ALU64 else 32
        if op == 0x80:
            self.emit(klass | op, dst)
        elif op == 0xD0:
            self.emit(
                klass | op | (self.random.choice([0, 8]) if klass == ALU else 0),
                dst,
                0,
                0,
                self.random.choice([16, 32, 64]),
            )
        elif self.random.random() < 0.6:
            offsets = [0]
            if op in DIVISIONS:
                offsets = [0, 1]
            elif op == 0xB0:
                offsets = [0, 8, 16, 32] if klass == ALU64 else [0, 8, 16]
            self.emit(klass | op | 8, dst, self.reg(), self.random.choice(offsets))
        else:
            imm = self.imm()
            if op in SHIFTS:
                imm %= bits
            if op in DIVISIONS:
                self.emit(klass | op, dst, 0, self.random.choice([0, 1]), imm or 3)
            else:
                self.emit(klass | op, dst, 0, 0, imm)

    def place(self, size):
        """A register and an offset of memory or stack, aligned on the stack only."""
        if self.random.random() < 0.5:
            return self.base, self.random.randint(0, MEMORY - size)
        return 10, -size * self.random.randint(1, 32 // size)

    def load(self):
        size = self.random.choice([1, 2, 4, 8])
        base, off = self.place(size)
        mode = 0x80 if size < 8 and self.random.random() < 0.4 else 0x60
        self.emit(LDX | mode | SIZES[size], self.reg(), base, off)

    def store(self):
        size = self.random.choice([1, 2, 4, 8])
        base, off = self.place(size)
        if self.random.random() < 0.5:
            self.emit(ST | 0x60 | SIZES[size], base, 0, off, self.imm())
        else:
            self.emit(STX | 0x60 | SIZES[size], base, self.reg(), off)

    def atomic(self):
        size = self.random.choice([4, 8])
        base, _ = self.place(size)
        kind = self.random.randint(0, 4)
        if self.linux and kind in (1, 2):
            base = self.base
        limit = MEMORY if base != 10 else 32
        off = size * self.random.randint(0, limit // size - 1) - (32 if base == 10 else 0)
        code = STX | 0xC0 | SIZES[size]
        if kind == 0:
            self.emit(code, base, self.reg(), off, self.random.choice(FETCHING))
        elif kind == 1:
            self.emit(code, base, self.reg(), off, self.random.choice(FETCHING) | 1)
        elif kind == 2:
            narrow = self.linux and size == 4
            self.emit(
                code, base, self.reg(), off, 0xE1 if narrow else self.random.choice([0xE1, 0xF1])
            )
        elif kind == 3:
            self.emit(code, self.reg(), base, off, 0x100)
        else:
            self.emit(code, base, self.reg(), off, 0x110)

    def branch(self, depth):
        klass = self.random.choice([JMP, JMP32])
        op = self.random.choice(COMPARES)
        dst = self.reg()
        at = len(self.insns)
        if self.random.random() < 0.5:
            self.emit(klass | op | 8, dst, self.reg())
        else:
            self.emit(klass | op, dst, 0, 0, self.imm())
        self.block(self.random.randint(1, 6), depth + 1)
        other = self.random.random() < 0.4
        if other:
            end = len(self.insns)
            long = self.random.random() < 0.3
            self.emit(JMP32 if long else JMP)
        self.patch(at, len(self.insns))
        if other:
            self.block(self.random.randint(1, 4), depth + 1)
            self.patch(end, len(self.insns))

    def patch(self, at, target):
        insn, distance = self.insns[at], target - at - 1
        if insn.code == JMP32:
            self.insns[at] = Insn(insn.code, 0, 0, 0, distance)
        else:
            self.insns[at] = Insn(insn.code, insn.dst, insn.src, distance, insn.imm)

    def loop(self, depth):
        """A bounded loop: a counter on the stack that nothing else writes."""
        slot = -48 - 8 * depth
        count = self.random.randint(1, 4)
        reg = self.reg()
        self.emit(ST | 0x78, 10, 0, slot, count)
        top = len(self.insns)
        self.block(self.random.randint(1, 3), depth + 3)
        self.emit(LDX | 0x78, reg, 10, slot)
        self.emit(ALU64, reg, 0, 0, -1)
        self.emit(STX | 0x78, 10, reg, slot)
        self.emit(JMP | 0x50, reg, 0, top - len(self.insns) - 1, 0)

    def call(self):
        for reg in range(1, 6):
            if reg == self.base:
                continue
            self.emit(ALU64 | 0xB8, reg, self.reg_not_one_to(reg))
        self.emit(ALU64 | 0xB8, 1, self.base)
        self.call_sites.append(len(self.insns))
        self.emit(0x85, 0, 1)
        for reg in range(1, 6):
            self.emit(ALU64 | 0xB0, reg, 0, 0, self.imm())

    def reg_not_one_to(self, reg):
        return self.random.choice([r for r in self.free if r >= reg or r == 0])

    def block(self, length, depth=0):
        for _ in range(length):
            draw = self.random.random()
            if draw < 0.5:
                self.alu()
            elif draw < 0.65:
                self.load()
            elif draw < 0.75:
                self.store()
            elif draw < 0.83:
                self.atomic()
            elif draw < 0.85:
                self.wide(self.reg(), self.random.getrandbits(64))
            elif draw < 0.95 and depth < 3:
                self.branch(depth)
            elif draw < 0.97 and depth < 2:
                self.loop(depth)
            elif self.calls and depth < 3:
                self.call()
            else:
                self.alu()

    def function(self, length):
        """r1 is the memory; all else starts from it; r0 folds everything."""
        self.emit(ALU64 | 0xB8, self.base, 1)
        for slot in range(1, 5):
            self.emit(ST | 0x78, 10, 0, -8 * slot, self.imm())
        for reg in self.free:
            self.emit(LDX | 0x78, reg, self.base, self.random.randint(0, MEMORY - 8))
        self.block(length)
        for reg in self.free[1:]:
            self.emit(ALU64 | 0x60, 0, 0, 0, 1)
            self.emit(ALU64 | 0xA8, 0, reg)
        for slot in range(1, 5):
            self.emit(LDX | 0x78, 1, 10, -8 * slot)
            self.emit(ALU64 | 0x08, 0, 1)
        self.emit(0x95)
        return self


def program(random, length=20, linux=False):
    """Return the instructions of a program: r1 is the memory, r2 its size."""
    depth = random.choice([0, 0, 1, 2])
    functions = [
        Writer(random, level < depth, linux).function(length // (1 + level))
        for level in range(depth + 1)
    ]
    reached = 1
    while reached <= depth and functions[reached - 1].call_sites:
        reached += 1
    insns, starts = [], []
    for writer in functions[:reached]:
        starts.append(len(insns))
        insns += writer.insns
    for level, writer in enumerate(functions[:reached]):
        for site in writer.call_sites:
            at = starts[level] + site
            insns[at] = Insn(0x85, 0, 1, 0, starts[level + 1] - at - 1)
    return insns


def memory(random):
    """Return memory for a program: edges as often as noise."""
    words = []
    for _ in range(MEMORY // 8):
        value = random.choice(EDGES) if random.random() < 0.5 else random.getrandbits(64)
        words.append((value & (1 << 64) - 1).to_bytes(8, "little"))
    return b"".join(words)
