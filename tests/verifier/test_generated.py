"""Random programs: what ours accepts, Linux accepts, and it runs without a fault."""

import ctypes
import random

import pytest
import verifier_cases as cases
import verifier_mixed
from hypothesis import given, settings
from hypothesis import strategies as st
from verifier_generated import program
from verifier_live import Live

from beebox.abi.enums import Func
from beebox.bits import U64
from beebox.isa.insn import Insn
from beebox.isa.opcodes import LDDW
from beebox.verifier import Verified
from beebox.vm.interpreter import Interpreter
from beebox.vm.memory import Memory, Region

SEEDS = st.integers(0, 1 << 32)


@pytest.mark.linux
def test_verdicts_agree(live: Live) -> None:
    """Of fixed programs nearly all get the same verdict and message; none is accepted by ours only."""
    differ = []
    for seed in range(250):
        insns = program(seed)
        linux = cases.linux_text(*live.load_insns(insns))
        own = cases.text(cases.ours(insns))
        assert own != "accept" or linux == "accept", (seed, linux)
        if own != linux:
            differ.append((seed, linux, own))
    assert len(differ) <= 2, differ


@pytest.mark.linux
@settings(max_examples=100, deadline=None)
@given(SEEDS)
def test_accepted_means_accepted_by_linux(live: Live, seed: int) -> None:
    insns = program(seed)
    if isinstance(cases.ours(insns, level=0), Verified):
        code, log = live.load_insns(insns)
        assert code == 0, log


class Box:
    """A context, a data section and helpers that return anything: as wild as the verifier assumes."""

    CONTEXT, VALUE = 64, 64

    def __init__(self, rnd: random.Random) -> None:
        self.rnd = rnd
        self.context = ctypes.create_string_buffer(rnd.randbytes(self.CONTEXT), self.CONTEXT)
        self.value = ctypes.create_string_buffer(self.VALUE)
        self.memory = Memory()
        self.memory.add(Region("context", ctypes.addressof(self.context), self.CONTEXT))
        self.memory.add(Region("value", ctypes.addressof(self.value), self.VALUE))

    def number(self) -> int:
        edges = (0, 1, 5, 7, 63, 64, 255, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFF, 1 << 63, U64)
        return self.rnd.choice(
            (self.rnd.choice(edges), self.rnd.getrandbits(self.rnd.randint(1, 64)))
        )

    def call(self, address: int, *_: int) -> int:
        return self.number() & (0xFFFFFFFF if address == Func.get_prandom_u32 else U64)

    def fixed(self, insns: tuple[Insn, ...]) -> tuple[Insn, ...]:
        made = list(insns)
        for at in cases.references(insns):
            address = ctypes.addressof(self.value) + insns[at + 1].imm
            low, high = address & 0xFFFFFFFF, address >> 32
            low -= (low >> 31) << 32
            made[at] = Insn(LDDW, insns[at].dst, 0, 0, low)
            made[at + 1] = Insn(0, 0, 0, 0, high)
        return tuple(made)

    def run(self, insns: tuple[Insn, ...]) -> int:
        targets = {at: insn.imm for at, insn in enumerate(insns) if insn.code == 0x85}
        interpreter = Interpreter(self.fixed(insns), targets, self.memory, self.call)
        return interpreter.run(ctypes.addressof(self.context), 0)


@settings(max_examples=60, deadline=None)
@given(SEEDS)
def test_accepted_means_no_fault(seed: int) -> None:
    insns = program(seed)
    if isinstance(cases.ours(insns, level=0), Verified):
        rnd = random.Random(seed)
        for _ in range(20):
            assert Box(rnd).run(insns) is not None


@pytest.mark.linux
def test_mixed_programs_agree(live: Live) -> None:
    """Pointers, references, spills, calls and loops, with jumps between them."""
    for seed in range(300):
        insns = verifier_mixed.program(seed)
        own = cases.text(cases.ours(insns, level=0))
        linux = cases.linux_text(*live.load_insns(insns))
        assert own == linux or own != "accept", (seed, linux)
        assert (own == "accept") == (linux == "accept"), (seed, linux, own)
