"""Programs at random about pointers: moved, summed, spilled, joined, passed on, turned to numbers.

They are safe and their results hold no address, whatever engine runs them: the writer keeps, for
each register and each slot it spills to, every place it may point to, and only reads what all of
them allow. r1 is 64 bytes of memory.
"""

from beebox.isa.insn import Insn

MEMORY = 64
SIZES = {1: 0x10, 2: 0x08, 4: 0x00, 8: 0x18}
SPILLS = (-8, -16, -24, -32)
DATA = (-128, -32)  # bytes of the frame that hold numbers
NUMBER = frozenset()
NULL = "null"
"""among the places of a register: it may be null, so it must be checked"""


class Writer:
    """Writes one function. A register is `NUMBER` or a set of (region, first, last offset)."""

    def __init__(self, random, arguments, callees):
        self.random = random
        self.insns = []
        self.callees = callees
        self.calls = []
        self.regs = dict.fromkeys(range(10), None)  # None: nothing that may be read
        self.slots = dict.fromkeys(SPILLS)
        for number, places in enumerate(arguments, 1):
            self.regs[number] = places

    def emit(self, code, dst=0, src=0, off=0, imm=0):
        self.insns.append(Insn(code, dst, src, off, imm))

    def some(self, wanted):
        found = [reg for reg, places in self.regs.items() if places is not None and wanted(places)]
        return self.random.choice(found) if found else None

    def number(self):
        return self.some(lambda places: places == NUMBER)

    def pointer(self):
        return self.some(lambda places: places and NULL not in places)

    def target(self):
        """A register to overwrite: never the last pointer to the memory."""
        anchored = [reg for reg in range(10) if reg != 6]
        return self.random.choice(anchored)

    def room(self, places, size):
        """Offsets at which *size* bytes may be accessed through all *places*."""
        least = max(start - low for region, low, _ in places for start in [self.bounds(region)[0]])
        most = min(
            end - size - high for region, _, high in places for end in [self.bounds(region)[1]]
        )
        return (least, most) if least <= most else None

    def bounds(self, region):
        return (0, MEMORY) if region == "memory" else DATA if region == "stack" else (-128, -32)

    # --- steps ------------------------------------------------------------------------------

    def compute(self):
        dst, src = self.number(), self.number()
        if dst is None:
            return
        op = self.random.choice([0x00, 0x10, 0x20, 0x40, 0x50, 0xA0, 0xC0, 0x70])
        klass = self.random.choice([4, 7])
        if op in (0xC0, 0x70) or self.random.random() < 0.4:
            imm = self.random.randint(0, 31) if op in (0xC0, 0x70) else self.random.randint(-99, 99)
            self.emit(klass | op, dst, 0, 0, imm)
        else:
            self.emit(klass | op | 8, dst, src)

    def move(self):
        src, dst = self.some(lambda places: True), self.target()
        self.emit(0xBF, dst, src)
        self.regs[dst] = self.regs[src]

    def frame(self):
        dst = self.target()
        off = self.random.randrange(*DATA)
        self.emit(0xBF, dst, 10)
        self.emit(0x07, dst, 0, 0, off)
        self.regs[dst] = frozenset({("stack", off, off)})

    def null(self):
        dst = self.target()
        self.emit(0xB7, dst)
        self.regs[dst] = NUMBER

    def step(self):
        """Move a pointer by a constant, within its region."""
        reg = self.pointer()
        room = reg is not None and self.room(self.regs[reg], 1)
        if not room or reg == 6:
            return
        by = self.random.randint(*room)
        if self.random.random() < 0.3:
            self.emit(0x17, reg, 0, 0, -by)
        else:
            self.emit(0x07, reg, 0, 0, by)
        self.shift(reg, by, by)

    def shift(self, reg, least, most):
        self.regs[reg] = frozenset(
            (region, low + least, high + most) for region, low, high in self.regs[reg]
        )

    def stride(self):
        """Move a pointer by a masked number; now and then the number becomes the pointer."""
        reg, index = self.pointer(), self.number()
        room = reg is not None and index is not None and self.room(self.regs[reg], 1)
        if not room or room[1] < 8 or reg == 6 or index == 6:
            return
        mask = self.random.choice([m for m in (1, 3, 7, 15, 31) if m <= room[1]])
        self.emit(0x57, index, 0, 0, mask)
        if self.random.random() < 0.5:
            self.emit(0x0F, reg, index)
            self.shift(reg, 0, mask)
            return
        self.emit(0x0F, index, reg)
        self.regs[index] = self.regs[reg]
        self.shift(index, 0, mask)

    def disguise(self):
        """Make a number of a pointer and a pointer of the number again."""
        reg = self.pointer()
        if reg is None or reg == 6:
            return
        imm = self.random.randint(1, 1 << 20)
        op = self.random.choice([0xA7, 0x87])
        for _ in range(2):
            self.emit(op, reg, 0, 0, imm if op == 0xA7 else 0)

    def distance(self):
        """The distance of two pointers into one place is a number."""
        reg = self.pointer()
        places = reg is not None and self.regs[reg]
        if not places or len(places) > 1 or reg == 6:
            return
        ((region, low, high),) = places
        if low != high or region not in ("memory", "stack"):
            return
        other = self.some(lambda p: p and len(p) == 1 and next(iter(p))[0] == region)
        if other == reg:
            return
        self.emit(0x1F, reg, other)
        self.regs[reg] = NUMBER

    def load(self):
        base, dst = self.pointer(), self.target()
        size = self.random.choice([1, 2, 4, 8])
        room = base is not None and self.room(self.regs[base], size)
        if not room:
            return
        mode = 0x80 if size < 8 and self.random.random() < 0.3 else 0x60
        self.emit(1 | mode | SIZES[size], dst, base, self.random.randint(*room))
        self.regs[dst] = NUMBER

    def store(self):
        base, src = self.pointer(), self.number()
        size = self.random.choice([1, 2, 4, 8])
        room = base is not None and self.room(self.regs[base], size)
        if not room:
            return
        off = self.random.randint(*room)
        if src is None or self.random.random() < 0.3:
            self.emit(2 | 0x60 | SIZES[size], base, 0, off, self.random.randint(-999, 999))
        else:
            self.emit(3 | 0x60 | SIZES[size], base, src, off)

    def spill(self):
        src, slot = self.some(lambda places: True), self.random.choice(SPILLS)
        self.emit(0x7B, 10, src, slot)
        self.slots[slot] = self.regs[src]

    def spoil(self):
        """Write over a part of a slot: nothing that it held may be read any more."""
        slot, size = self.random.choice(SPILLS), self.random.choice([1, 2, 4])
        self.emit(2 | 0x60 | SIZES[size], 10, 0, slot + self.random.randint(0, 8 - size), 5)
        if self.slots[slot] != NUMBER:
            self.slots[slot] = None

    def fill(self):
        slots = [slot for slot, places in self.slots.items() if places is not None]
        if not slots:
            return
        slot, dst = self.random.choice(slots), self.target()
        self.emit(0x79, dst, 10, slot)
        self.regs[dst] = self.slots[slot]

    def check(self):
        """Go on only if a pointer that may be null is none."""
        reg = self.some(lambda places: NULL in places and len(places) > 1)
        if reg is None or reg == 6:
            return
        self.emit(0x55, reg, 0, 2, 0)
        self.emit(0xBF, reg, 6)
        self.emit(0x05, 0, 0, 0)
        self.regs[reg] = (self.regs[reg] - {NULL}) | self.regs[6]

    def call(self):
        if not self.callees:
            return
        passed = [self.pointer(), self.pointer(), self.number()]
        if None in passed:
            return
        values = [self.regs[reg] for reg in passed]
        if any(not self.room(places, 8) for places in values[:2]):
            return
        for saved, reg in zip((7, 8, 9), passed, strict=True):
            self.slots[SPILLS[saved - 7]] = self.regs[reg]
            self.emit(0x7B, 10, reg, SPILLS[saved - 7])
        for number in (1, 2, 3):
            self.emit(0x79, number, 10, SPILLS[number - 1])
        room = [self.room(places, 8) for places in values[:2]]
        for number in (1, 2):  # the callee may touch eight bytes from there
            off = self.random.randint(*room[number - 1])
            self.emit(0x07, number, 0, 0, off)
        self.calls.append(len(self.insns))
        self.emit(0x85, 0, 1)
        for reg in range(1, 6):
            self.regs[reg] = None
        self.regs[0] = NUMBER

    # --- flow -------------------------------------------------------------------------------

    def state(self):
        return dict(self.regs), dict(self.slots)

    def join(self, other):
        """Both ways are possible: what may be read is what may be read on both."""
        for mine, theirs in zip((self.regs, self.slots), other, strict=True):
            for key, places in mine.items():
                mine[key] = self.joined(places, theirs[key])

    def joined(self, a, b):
        if a == b:
            return a
        if a is None or b is None or not a or not b:
            return None
        return a | b

    def branch(self, depth):
        reg = self.number()
        if reg is None:
            return
        at = len(self.insns)
        self.emit(
            self.random.choice([0x15, 0x25, 0x65, 0x16]), reg, 0, 0, self.random.randint(-3, 3)
        )
        before = self.state()
        nullable = self.random.random() < 0.3 and self.pointer()
        self.block(self.random.randint(1, 4), depth + 1)
        if nullable and nullable != 6 and self.regs[nullable] == before[0][nullable]:
            self.emit(0xB7, nullable)
            self.regs[nullable] = frozenset({NULL})
        after = self.state()
        end = len(self.insns)
        self.emit(0x05)
        self.patch(at)
        self.regs, self.slots = before
        self.block(self.random.randint(0, 3), depth + 1)
        self.join(after)
        self.patch(end)

    def loop(self, depth):
        """A bounded loop in which registers keep their places, or are lost."""
        counter = -136 - 8 * depth
        self.emit(0x7A, 10, 0, counter, self.random.randint(1, 4))
        top = len(self.insns)
        self.patches = None
        regs, slots = self.state()
        held = {reg: places for reg, places in regs.items() if places is not None}
        self.regs = {reg: held.get(reg) if reg in (6, *self.kept(regs)) else None for reg in regs}
        self.slots = dict.fromkeys(slots)
        start = self.state()
        self.block(self.random.randint(1, 5), depth + 2)
        for reg, places in start[0].items():  # put back what the next turn expects
            if places is not None and self.regs[reg] != places and reg != 6:
                if places == NUMBER:
                    self.emit(0xB7, reg, 0, 0, 3)
                else:
                    self.emit(0xBF, reg, 6)
                    self.regs[6] = start[0][6]
                self.regs[reg] = places
        scratch = 0
        self.emit(0x79, scratch, 10, counter)
        self.emit(0x07, scratch, 0, 0, -1)
        self.emit(0x7B, 10, scratch, counter)
        self.emit(0x55, scratch, 0, top - len(self.insns) - 1, 0)
        self.regs = {reg: start[0][reg] for reg in self.regs}
        self.regs[0] = NUMBER

    def kept(self, regs):
        """Registers that a loop carries: numbers, and pointers to where r6 points."""
        return [
            reg
            for reg, places in regs.items()
            if reg and places is not None and (places == NUMBER or places == regs[6])
        ]

    def patch(self, at):
        insn = self.insns[at]
        self.insns[at] = Insn(insn.code, insn.dst, insn.src, len(self.insns) - at - 1, insn.imm)

    STEPS = (compute, move, frame, null, step, stride, disguise, distance, load, load, store, store)
    STEPS += (spill, spill, fill, fill, spoil, check, call)

    def block(self, length, depth=0):
        for _ in range(length):
            draw = self.random.random()
            if draw < 0.12 and depth < 3:
                self.branch(depth)
            elif draw < 0.18 and depth < 2:
                self.loop(depth)
            else:
                self.random.choice(self.STEPS)(self)
            if self.number() is None:
                self.emit(0xB7, 0, 0, 0, 1)
                self.regs[0] = NUMBER

    def fold(self):
        """Fold numbers, memory and frame into r0."""
        self.emit(0xB7, 0, 0, 0, 0) if self.regs[0] != NUMBER else None
        for reg in range(1, 10):
            if self.regs[reg] == NUMBER:
                self.emit(0x27, 0, 0, 0, 31)
                self.emit(0xAF, 0, reg)
        for off in range(DATA[0], DATA[1], 8):
            self.emit(0x79, 1, 10, off)
            self.emit(0x27, 0, 0, 0, 31)
            self.emit(0xAF, 0, 1)
        self.emit(0x95)


def main(random, length, callees):
    writer = Writer(random, [frozenset({("memory", 0, 0)})], callees)
    writer.emit(0xBF, 6, 1)
    writer.regs[6] = writer.regs[1]
    for off in range(DATA[0], DATA[1], 8):
        writer.emit(0x7A, 10, 0, off, random.randint(-9, 9))
    for reg in (0, 2, 7):
        writer.emit(0x79, reg, 6, random.randrange(56))
        writer.regs[reg] = NUMBER
    writer.block(length)
    writer.fold()
    return writer


def callee(random, length, callees):
    """r1 and r2 point to eight bytes of the caller's, r3 is a number."""
    there = [frozenset({(f"given{number}", -128, -128)}) for number in (1, 2)]
    writer = Writer(random, [*there, NUMBER], callees)
    writer.bounds = lambda region: DATA if region == "stack" else (-128, -120)
    writer.emit(0xBF, 6, 1)
    writer.regs[6] = writer.regs[1]
    for off in range(DATA[0], DATA[1], 8):
        writer.emit(0x7A, 10, 0, off, random.randint(-9, 9))
    writer.block(length)
    writer.fold()
    return writer


def program(random, length=20):
    """Return the instructions of a program: r1 is the memory, r2 is not used."""
    depth = random.choice([0, 0, 1, 2])
    writers = [main(random, length, depth > 0)]
    writers += [callee(random, length // 2, level + 1 < depth) for level in range(depth)]
    insns, starts = [], []
    for writer in writers:
        starts.append(len(insns))
        insns += writer.insns
    for level, writer in enumerate(writers):
        for site in writer.calls:
            at = starts[level] + site
            insns[at] = Insn(0x85, 0, 1, 0, starts[level + 1] - at - 1)
    return reachable(insns, starts, writers)


def reachable(insns, starts, writers):
    """Leave out functions at the end that nothing calls."""
    used = 1
    while used < len(writers) and writers[used - 1].calls:
        used += 1
    return insns if used == len(writers) else insns[: starts[used]]
