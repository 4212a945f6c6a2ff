"""Stores of parts of a word that tier 1 writes as one: the frame holds what it should all the same."""

import random

import pytest
from tier1_programs import Programs

from beebox.isa.asm import assemble
from beebox.vm.source import Source
from beebox.vm.tier1 import emit

SIZE = 16
"""bytes of the frame, and of the memory, that programs here use"""
PROGRAMS = 60
STEPS = 40


def stores(text):
    """What IR stores in the frame, in order."""
    lines = emit(Source(tuple(assemble(text + "\nexit")))).splitlines()
    return [line.split()[1] for line in lines if line.startswith("  store")]


@pytest.mark.parametrize(
    ("text", "types"),
    [
        ("*(u16 *)(r10 - 8) = r1\n*(u16 *)(r10 - 6) = r1", ["i16", "i32"]),
        ("*(u16 *)(r10 - 6) = r1\n*(u16 *)(r10 - 8) = 5", ["i16", "i32"]),
        ("\n".join(f"*(u8 *)(r10 - {at}) = r1" for at in (5, 6, 7, 8)), ["i8", "i16", "i8", "i32"]),
        ("*(u16 *)(r10 - 6) = r1\n*(u16 *)(r10 - 4) = r1", ["i16", "i16"]),
        ("*(u8 *)(r10 - 7) = r1\n*(u8 *)(r10 - 6) = r1", ["i8", "i8"]),
        ("*(u32 *)(r10 - 8) = r1\n*(u32 *)(r10 - 4) = r1", ["i32", "i32"]),
        (
            "*(u16 *)(r10 - 8) = r1\n*(u8 *)(r10 - 7) = 1\n*(u16 *)(r10 - 6) = r1",
            ["i16", "i8", "i16"],
        ),
        (
            "*(u16 *)(r10 - 8) = r1\n*(u8 *)(r1 + 0) = 1\n*(u16 *)(r10 - 6) = r1",
            ["i16", "i8", "i16"],
        ),
        ("*(u16 *)(r10 - 8) = r1\nif r1 == 0 goto +0\n*(u16 *)(r10 - 6) = r1", ["i16", "i16"]),
    ],
)
def test_what_makes_a_word_complete_stores_all_of_it(text, types):
    assert stores(text) == types


class Author:
    """Writes a program that stores here and there, and reckons what the frame then holds."""

    def __init__(self, chance, given):
        self.chance = chance
        self.frame = bytearray(SIZE)
        self.given = given
        self.lines = [
            "r6 = *(u64 *)(r1 + 0)",
            "r7 = *(u64 *)(r1 + 8)",
            "*(u64 *)(r10 - 16) = 0",
            "*(u64 *)(r10 - 8) = 0",
        ]
        self.values = {
            "r6": int.from_bytes(given[:8], "little"),
            "r7": int.from_bytes(given[8:], "little"),
        }

    def put(self, at, size, value):
        self.frame[at : at + size] = (value & ((1 << 8 * size) - 1)).to_bytes(size, "little")

    def step(self):
        if self.chance.random() < 0.8:
            self.store()
        else:
            self.chance.choice((self.hidden, self.skipped, self.added, self.called))()

    def place(self):
        size = self.chance.choice((1, 1, 1, 2, 2, 2, 4, 8))
        at = self.chance.randrange(min(SIZE - size + 1, 9))
        return (at & -size if self.chance.random() < 0.8 else at), size

    def value(self):
        if self.chance.random() < 0.3:
            number = self.chance.randrange(-100, 1 << 31)
            return str(number), number
        name = self.chance.choice(("r6", "r7"))
        return name, self.values[name]

    def store(self):
        (at, size), (name, value) = self.place(), self.value()
        self.lines.append(f"*(u{8 * size} *)(r10 - {SIZE - at}) = {name}")
        self.put(at, size, value)

    def hidden(self):
        """By a pointer to somewhere in the frame."""
        (at, size), (name, value) = self.place(), self.value()
        byte = self.chance.randrange(SIZE)
        self.lines += [
            f"r2 = *(u8 *)(r1 + {byte})",
            "r3 = r10",
            "r3 -= r2",
            f"r3 += {self.given[byte] - SIZE + at}",
            f"*(u{8 * size} *)(r3 + 0) = {name}",
        ]
        self.put(at, size, value)

    def skipped(self):
        """Only if r6 is as large as that."""
        limit = self.chance.getrandbits(31)
        self.lines.append(f"if r6 < {limit} goto +1")
        before = self.frame[:]
        self.store()
        if self.values["r6"] < limit:
            self.frame = before

    def added(self):
        at = self.chance.randrange(0, SIZE, 8)
        self.lines.append(f"lock *(u64 *)(r10 - {SIZE - at}) += r7")
        self.put(at, 8, int.from_bytes(self.frame[at : at + 8], "little") + self.values["r7"])

    def called(self):
        """By another function."""
        at = self.chance.randrange(SIZE)
        self.lines += ["r8 = r1", "r1 = r10", f"r1 += {at - SIZE}", "call f", "r1 = r8"]
        self.put(at, 1, 77)

    def text(self):
        end = (
            "r2 = *(u64 *)(r10 - 16)\n*(u64 *)(r1 + 0) = r2\n"
            "r2 = *(u64 *)(r10 - 8)\n*(u64 *)(r1 + 8) = r2\n"
            "r0 = 0\nexit\nf: *(u8 *)(r1 + 0) = 77\nr0 = 0\nexit"
        )
        return "\n".join((*self.lines, end))


def test_the_frame_holds_what_was_stored():
    authors = []
    for seed in range(PROGRAMS):
        chance = random.Random(seed)
        author = Author(chance, chance.randbytes(SIZE))
        for _ in range(STEPS):
            author.step()
        authors.append(author)
    with Programs([Source(tuple(assemble(author.text()))) for author in authors]) as programs:
        for number, author in enumerate(authors):
            assert programs.run(number, author.given) == (0, bytes(author.frame)), number
