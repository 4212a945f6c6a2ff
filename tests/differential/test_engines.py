"""Programs at random: interpreter = tier 0 = tier 1 = Linux, in r0 and in memory.

BEEBOX_PROGRAMS=N runs N more from fresh seeds, for a night.
"""

import os
from random import Random

import isa_linux
import isa_programs
import pointer_programs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from isa_cases import Program, with_size
from tier1_programs import sized

from beebox.isa.disasm import listing
from beebox.vm import tier0

MORE = int(os.environ.get("BEEBOX_PROGRAMS", "0"))

pytestmark = pytest.mark.skipif(not tier0.available(), reason="tier 0 makes x86-64 code")


def show(insns):
    return "\n".join(f"{index:4}: {text}" for index, text in listing(insns))


def compare(insns, memories, linux=False):
    front = with_size(insns, isa_programs.MEMORY)
    with Program(front, "interpreter") as slow, Program(front, "tier0") as fast:
        for memory in memories:
            meant = slow.run(memory)
            assert fast.run(memory) == meant, f"tier 0 differs with {memory.hex()}:\n{show(insns)}"
    if not linux:
        return
    with Program(front, "tier0") as fast, isa_linux.Program(insns, isa_programs.MEMORY) as real:
        for memory in memories:
            found = real.run(memory)
            assert fast.run(memory) == found, f"Linux differs with {memory.hex()}:\n{show(insns)}"


@settings(max_examples=150, deadline=None)
@given(st.integers(0, 1 << 32), st.integers(1, 30))
def test_interpreter_and_tier0(seed, length):
    random = Random(seed)
    insns = isa_programs.program(random, length)
    compare(insns, [isa_programs.memory(random) for _ in range(3)])


@pytest.mark.parametrize("seed", range(4))
def test_long_programs(seed):
    random = Random(seed)
    insns = isa_programs.program(random, 600)
    compare(insns, [isa_programs.memory(random) for _ in range(2)])


def compare_tier1(random, kind, count, length, facts=None):
    """Run *count* programs of a *kind* on all engines; LLVM gets them as one module."""
    made = [
        (kind.program(random, length), [isa_programs.memory(random) for _ in range(3)])
        for _ in range(count)
    ]
    with sized(made, facts) as programs:
        for number, (insns, memories) in enumerate(made):
            front = with_size(insns, isa_programs.MEMORY)
            with Program(front, "interpreter") as slow:
                for memory in memories:
                    meant, found = slow.run(memory), programs.run(number, memory)
                    assert found == meant, f"differs with {memory.hex()}:\n{show(insns)}"
    for insns, memories in made:
        compare(insns, memories)


@pytest.mark.parametrize("length", [8, 25])
@pytest.mark.parametrize("kind", [isa_programs, pointer_programs], ids=["alu", "pointers"])
def test_tier1(kind, length):
    compare_tier1(Random(length), kind, 60, length)


@pytest.mark.parametrize("kind", [isa_programs, pointer_programs], ids=["alu", "pointers"])
def test_tier1_needs_no_facts_to_be_right(kind):
    """What is said to be a pointer and is none may cost time, never a result."""
    random = Random(5)

    def facts(insns):
        wide = [at for at, insn in enumerate(insns) if insn.code == 0x18]
        return {
            "addresses": frozenset(at for at in wide if random.random() < 0.5),
            "pointers": frozenset(at for at in range(len(insns)) if random.random() < 0.6),
        }

    compare_tier1(random, kind, 50, 25, facts)


def test_tier1_with_a_long_program():
    compare_tier1(Random(7), pointer_programs, 2, 300)


@pytest.mark.linux
def test_linux():
    isa_linux.need_kernel()
    refused = 0
    count = 300
    for seed in range(count):
        random = Random(seed)
        insns = isa_programs.program(random, 12, linux=True)
        memories = [isa_programs.memory(random) for _ in range(4)]
        try:
            compare(insns, memories, linux=True)
        except isa_linux.RefusedError:  # loops within loops are more than it cares to walk
            refused += 1
    assert refused < count // 20


@pytest.mark.slow
@pytest.mark.skipif(not MORE, reason="BEEBOX_PROGRAMS is not set")
def test_night(capsys):
    first = int.from_bytes(os.urandom(6))
    count = 0
    for seed in range(first, first + MORE):
        random = Random(seed)
        insns = isa_programs.program(random, random.randint(5, 60))
        memories = [isa_programs.memory(random) for _ in range(3)]
        compare(insns, memories)
        count += len(insns) * len(memories)
    for seed in range(first, first + MORE, 100):
        for kind in (isa_programs, pointer_programs):
            compare_tier1(Random(seed), kind, 50, 40)
    with capsys.disabled():
        print(f"\n{count / 1e6:.2f} million instructions agree, from seed {first}")


@pytest.mark.slow
@pytest.mark.linux
@pytest.mark.skipif(not MORE, reason="BEEBOX_PROGRAMS is not set")
def test_night_in_linux(capsys):
    isa_linux.need_kernel()
    first = int.from_bytes(os.urandom(6))
    count = refused = 0
    for seed in range(first, first + MORE):
        random = Random(seed)
        insns = isa_programs.program(random, random.randint(5, 20), linux=True)
        memories = [isa_programs.memory(random) for _ in range(4)]
        try:
            compare(insns, memories, linux=True)
            count += len(insns) * len(memories)
        except isa_linux.RefusedError:
            refused += 1
    with capsys.disabled():
        print(f"\n{count / 1e6:.2f} million instructions agree with Linux, from seed {first}")
    assert refused < MORE // 10 + 2
