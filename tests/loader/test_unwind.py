"""Unwinding with registers and stacks of any content: it ends, and never fails."""

import os
import random

from beebox.loader.unwind import DEPTH, REGISTERS, Unwinder
from beebox.obj.unwind import RBP, RETURN, RSP
from beebox.sources import mappings
from beebox.sources.mappings import Jitted, Mappings, Region

STACK = 0x7000_0000_0000


def registers(**known):
    return [known.get(name, 0) for name in REGISTERS]


def words(*values):
    return b"".join(value.to_bytes(8, "little") for value in values)


def test_any_registers_and_any_stack():
    draw = random.Random(1)
    code = [region for region in mappings.regions(os.getpid()) if region.path.startswith("/")]
    places = [draw.randrange(region.start, region.end) for region in code for _ in range(40)]
    unwinder = Unwinder(Mappings())
    longest = 0
    for _ in range(400):
        known = [
            draw.choice([draw.getrandbits(64), STACK + 8 * draw.randrange(600)]) for _ in REGISTERS
        ]
        known[RSP], known[RETURN] = STACK, draw.choice(places)
        held = (draw.choice([*places, STACK + 8 * draw.randrange(600), 0]) for _ in range(512))
        found, whole = unwinder.stack(os.getpid(), known, words(*held))
        assert isinstance(whole, bool)
        assert found[0] == known[RETURN]
        longest = max(longest, len(found))
    assert 3 < longest <= DEPTH


def test_code_of_which_nothing_is_said_is_left_by_the_frame_pointer():
    seen = Mappings()
    seen.mapped(1 << 30, Region(0x1000, 0x3000, 0, ""))
    stack = words(5, STACK + 32, 0x2000, 6, 0, 0)
    known = registers(ip=0x1500, sp=STACK, bp=STACK + 8)
    assert Unwinder(seen).stack(1 << 30, known, stack) == ([0x1500, 0x2000], True)
    cut = registers(ip=0x1500, sp=STACK, bp=STACK + 800)
    assert Unwinder(seen).stack(1 << 30, cut, stack) == ([0x1500], False)


def test_trampolines_of_python(monkeypatch):
    seen = Mappings()
    seen.mapped(1 << 30, Region(0x1000, 0x3000, 0, ""))
    monkeypatch.setattr(mappings, "perf_map", lambda _: "1000 100 py::f:/x.py\n")
    assert seen.jitted(1 << 30, 0x1010) == Jitted(0x1000, 0x1100, "py::f:/x.py")
    known = registers(ip=0x1010, sp=STACK, bp=7)
    found, whole = Unwinder(seen).stack(1 << 30, known, words(9, 0x5000))
    assert (found, whole) == ([0x1010, 0x5000], False)


def test_the_names_of_registers_are_dwarfs():
    assert (REGISTERS[RSP], REGISTERS[RBP], REGISTERS[RETURN]) == ("sp", "bp", "ip")
