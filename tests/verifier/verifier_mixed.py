"""Programs made at random: pointers that may be null, references, spills, calls, jumps between.

The maker knows what each place holds on the straight way only, so that jumps bring together what
does not fit: about a third of the programs are good.
"""

import random

from verifier_cases import NUMBERS

from beebox.isa.asm import assemble
from beebox.isa.insn import Insn

_REGS = ("r6", "r7", "r8", "r9")
_SLOTS = (-32, -40, -48)


class _Maker:
    def __init__(self, seed: int) -> None:
        self.rnd = random.Random(seed)
        self.lines: list[str] = []
        self.kinds: dict[object, str] = dict.fromkeys((*_REGS, *_SLOTS), "number")
        self.labels = 0
        self.waiting: list[str] = []
        self.functions: list[str] = []

    def say(self, *lines: str) -> None:
        self.lines += lines

    def pick(self, *kinds: str) -> str | None:
        found = [reg for reg in _REGS if self.kinds[reg] in kinds]
        return self.rnd.choice(found) if found else None

    def target(self) -> str:
        """Return a label that will come soon."""
        if self.waiting and self.rnd.random() < 0.5:
            return self.rnd.choice(self.waiting)
        self.labels += 1
        self.waiting.append(f"L{self.labels}")
        return self.waiting[-1]

    def free(self) -> str:
        """Return a register to overwrite; a record is seldom lost."""
        found = [reg for reg in _REGS if self.kinds[reg] not in ("record", "record?")]
        return self.rnd.choice(found if found and self.rnd.random() < 0.97 else _REGS)

    def number(self) -> None:
        reg = self.free()
        self.say("call get_prandom_u32", f"{reg} = r0")
        self.kinds[reg] = "number"

    def known(self) -> None:
        reg = self.free()
        self.say(f"{reg} = {self.rnd.choice([0, 1, 2, 5, 8, 16])}")
        self.kinds[reg] = "number"

    def bound(self) -> None:
        if reg := self.pick("number"):
            if self.rnd.random() < 0.5:
                self.say(f"{reg} &= {self.rnd.choice([1, 3, 7, 8])}")
            else:
                self.say(f"if {reg} > {self.rnd.choice([3, 7, 8])} goto {self.target()}")
            self.kinds[reg] = "number" if self.rnd.random() < 0.3 else "index"

    def branch(self) -> None:
        if reg := self.pick("number", "index"):
            op = self.rnd.choice(["==", "!=", ">", "s<", "<="])
            self.say(f"if {reg} {op} {self.rnd.choice([0, 1, 5, 8])} goto {self.target()}")

    def lookup(self) -> None:
        reg = self.free()
        self.say(
            "*(u64 *)(r10 - 8) = 1",
            "r2 = r10",
            "r2 += -8",
            f"r1 = map[{self.rnd.choice(['hash', 'lru', 'percpu'])}]",
            "call map_lookup_elem",
            f"{reg} = r0",
        )
        self.kinds[reg] = "value?"

    def reserve(self) -> None:
        reg = self.free()
        self.say("r1 = map[ring]", "r2 = 16", "r3 = 0", "call ringbuf_reserve", f"{reg} = r0")
        self.kinds[reg] = "record?"

    def null(self) -> None:
        if reg := self.pick("value?", "record?"):
            if self.rnd.random() < 0.85:
                self.say(f"if {reg} == 0 goto {self.target()}")
            else:
                self.say(f"if {reg} != 0 goto +1", "goto end")
            self.kinds[reg] = self.kinds[reg][:-1]

    def submit(self) -> None:
        if reg := self.pick("record"):
            name = self.rnd.choice(["submit", "discard"])
            self.say(f"r1 = {reg}", "r2 = 0", f"call ringbuf_{name}")
            self.kinds[reg] = "gone"
            if self.rnd.random() < 0.9:
                self.say(f"{reg} = 0")
                self.kinds[reg] = "number"

    def touch(self) -> None:
        if reg := self.pick("value", "record"):
            if self.rnd.random() < 0.5:
                self.say(f"*(u64 *)({reg} + {self.rnd.choice([0, 0, 8])}) = 7")
            else:
                self.say(f"r0 = *(u64 *)({reg} + 0)")

    def index(self) -> None:
        pointer, number = self.pick("value", "record"), self.pick("index")
        if pointer and number:
            self.say(f"r1 = {pointer}", f"r1 += {number}", "*(u8 *)(r1 + 0) = 1")

    def copy(self) -> None:
        to, source = self.free(), self.rnd.choice(_REGS)
        if self.kinds[source] not in ("record", "record?", "gone"):
            self.say(f"{to} = {source}")
            self.kinds[to] = self.kinds[source]

    def spill(self) -> None:
        reg, slot = self.rnd.choice(_REGS), self.rnd.choice(_SLOTS)
        if self.kinds[reg] != "gone":
            self.say(f"*(u64 *)(r10 {slot:+d}) = {reg}")
            self.kinds[slot] = self.kinds[reg]

    def fill(self) -> None:
        reg, slot = self.free(), self.rnd.choice(_SLOTS)
        if self.kinds[slot] not in ("record", "record?", "gone"):
            self.say(f"{reg} = *(u64 *)(r10 {slot:+d})")
            self.kinds[reg] = self.kinds[slot]

    def call(self) -> None:
        reg = self.pick("value", "record", "number", "index")
        if not reg:
            return
        name = f"f{len(self.functions)}"
        body = {"number": "r0 = r1", "index": "r0 = r1"}.get(
            self.kinds[reg], "*(u64 *)(r1 + 0) = 3\nr0 = 1"
        )
        if self.rnd.random() < 0.3:
            body += "\nif r1 == 0 goto +1\nr0 = 2"
        self.functions.append(f"{name}: {body}\nexit")
        self.say(f"r1 = {reg}", f"call {name}")

    def loop(self) -> None:
        self.labels += 1
        label = f"again{self.labels}"
        slot = self.rnd.choice(_SLOTS)
        if self.kinds[slot] in ("record", "record?"):
            return
        self.say(f"*(u64 *)(r10 {slot:+d}) = 0", f"{label}: r0 = 0")
        self.rnd.choice((self.touch, self.branch, self.number, self.index))()
        self.say(
            f"r1 = *(u64 *)(r10 {slot:+d})",
            "r1 += 1",
            f"*(u64 *)(r10 {slot:+d}) = r1",
            f"if r1 < {self.rnd.choice([2, 3, 7])} goto {label}",
        )
        self.kinds[slot] = "number"

    def land(self) -> None:
        if self.waiting:
            label = self.waiting.pop(self.rnd.randrange(len(self.waiting)))
            self.say(f"{label}: r0 = 0")

    def make(self) -> str:
        self.say(*(f"{reg} = 0" for reg in _REGS))
        self.say(*(f"*(u64 *)(r10 {slot:+d}) = 0" for slot in _SLOTS))
        steps = (
            self.number,
            self.known,
            self.bound,
            self.branch,
            self.branch,
            self.lookup,
            self.lookup,
            self.reserve,
            self.null,
            self.null,
            self.null,
            self.submit,
            self.submit,
            self.touch,
            self.touch,
            self.index,
            self.copy,
            self.spill,
            self.spill,
            self.fill,
            self.call,
            self.loop,
            self.land,
            self.land,
        )
        for _ in range(self.rnd.randint(5, 30)):
            self.rnd.choice(steps)()
        while self.waiting and self.rnd.random() < 0.3:
            self.land()
        for reg in _REGS:
            if self.kinds[reg] == "record?" and self.rnd.random() < 0.97:
                skip = f"end{reg}"
                self.say(
                    f"if {reg} == 0 goto {skip}",
                    f"r1 = {reg}",
                    "r2 = 0",
                    "call ringbuf_submit",
                    f"{skip}: r0 = 0",
                )
            elif self.kinds[reg] == "record" and self.rnd.random() < 0.97:
                self.say(f"r1 = {reg}", "r2 = 0", "call ringbuf_submit")
        self.say(*(f"{label}: r0 = 0" for label in self.waiting), "end: r0 = 0", "exit")
        return "\n".join((*self.lines, *self.functions))


def text(seed: int) -> str:
    """Return the program of a seed as text."""
    return _Maker(seed).make()


def program(seed: int) -> tuple[Insn, ...]:
    """Return the program of a seed."""
    return assemble(text(seed), maps=NUMBERS)
