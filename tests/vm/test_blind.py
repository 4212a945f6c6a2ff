"""Constant blinding: programs do the same, and none of their numbers is in the machine code."""

import struct
from random import Random

import isa_programs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from isa_cases import DATA, Program, check, read, with_size

from beebox.box.kernel import Box
from beebox.errors import NotSupported
from beebox.isa.asm import assemble
from beebox.isa.insn import Insn
from beebox.vm import engine, tier0
from beebox.vm.blind import blind
from beebox.vm.memory import Memory
from beebox.vm.source import Source

pytestmark = pytest.mark.skipif(not tier0.available(), reason="tier 0 makes x86-64 code")

FILES = sorted(DATA.glob("*.data"))


def hardened(insns, size):
    return Program(with_size(insns, size), "tier0", harden=True)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_cases_give_what_their_files_say(path):
    check(hardened, read(path))


@settings(max_examples=100, deadline=None)
@given(st.integers(0, 1 << 32), st.integers(1, 40))
def test_generated_programs(seed, length):
    random = Random(seed)
    insns = with_size(isa_programs.program(random, length), isa_programs.MEMORY)
    with Program(insns, "interpreter") as plain, Program(insns, "tier0", harden=True) as made:
        for _ in range(3):
            memory = isa_programs.memory(random)
            assert made.run(memory) == plain.run(memory)


FORMS = (
    *(Insn(code, 3) for code in (0x04, 0x14, 0x24, 0x34, 0x44, 0x54, 0x94, 0xA4, 0xB4)),
    *(Insn(code, 3) for code in (0x07, 0x17, 0x27, 0x37, 0x47, 0x57, 0x97, 0xA7, 0xB7)),
    *(Insn(code, 4, off=1) for code in (0x34, 0x37, 0x94, 0x97)),
    *(Insn(code, 10, off=-8) for code in (0x62, 0x7A)),
    *(
        Insn(op | klass, 5)
        for klass in (5, 6)
        for op in range(0x10, 0xE0, 0x10)
        if op not in (0x80, 0x90)
    ),
    Insn(0x18, 6),
)


def image(insns, random=None):
    source = Source(tuple(insns))
    made = blind(source) if random is None else blind(source, random)
    return tier0.compile(made.insns, made.targets).image


def with_constants(values):
    """Return a program that has each of *values* as the immediate of some instruction."""
    made = []
    for form, value in zip(FORMS, values, strict=True):
        made.append(Insn(form.code, form.dst, form.src, form.off, value))
        if form.code == 0x18:
            made.append(Insn(0, imm=~value))
    return [*made, Insn(0xB7), Insn(0x95)]


def found(code, values):
    return [value for value in values if struct.pack("<i", value) in code]


@pytest.mark.parametrize("seed", range(40))
def test_no_constant_is_in_the_code(seed):
    random = Random(seed)
    values = [random.randrange(1 << 16, 1 << 31) * random.choice((1, -1)) for _ in FORMS]
    code = image(with_constants(values), lambda: random.getrandbits(32))
    assert not found(code, values)
    assert not found(code, [~values[-1]])


def test_without_blinding_they_are():
    values = [0x11223344 + number for number in range(len(FORMS))]
    code = tier0.compile(with_constants(values), {}).image
    assert found(code, values) == values
    assert not found(image(with_constants(values), lambda: 0x5A5A5A5A), values)


def test_two_loads_differ():
    insns = assemble("r0 = 0x12345678\nexit")
    assert image(insns) != image(insns)


def test_jumps_calls_and_callbacks_find_their_targets():
    insns = assemble(
        """
        r6 = 100000
        r0 = 0
        again: r0 += 77777
        call add
        r6 -= 33333
        if r6 s> 0 goto again
        gotol out
        r0 = 5
        out: exit
        add: r0 += 1000000
        if w0 == 99 goto -2
        exit
        """
    )
    with Program(insns, "interpreter") as plain, Program(insns, "tier0", harden=True) as made:
        assert made.run() == plain.run()


def test_what_is_known_moves_along():
    insns = assemble("r1 = 0x77777777 ll\nr2 = 0x123456789abc ll\nr3 = 5\ncall 1\ncall 2\nexit")
    source = Source(insns, {5: 111, 6: 222}, frozenset({6}), frozenset({2}), frozenset())
    made = blind(source)
    at = {target: index for index, target in made.targets.items()}
    assert [made.insns[at[number]].imm for number in (111, 222)] == [1, 2]
    assert made.tails == {at[222]}
    (kept,) = made.addresses
    assert (made.insns[kept].code, made.insns[kept].dst, made.insns[kept].imm) == (
        0x18,
        2,
        0x56789ABC,
    )


def test_a_jump_too_far_is_refused():
    body = [Insn(0x07, 0, imm=70000)] * 20_000
    insns = (Insn(0xB7), Insn(0x15, 0, off=20_000, imm=1), *body, Insn(0x95))
    with pytest.raises(NotSupported, match="jump this far"):
        blind(Source(insns))


def test_tier_1_is_not_hardened():
    with pytest.raises(NotSupported, match="tier 1"):
        engine.prepare(Source(assemble("r0 = 1\nexit")), Memory(), "tier1", harden=True)
    with pytest.raises(NotSupported, match="tier 1"):
        Box(engine="tier1", harden=True)
