"""Bytes that nobody meant to be a program: every engine takes them or refuses them by name."""

import contextlib
import ctypes

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from beebox.errors import BeeboxError, DecodeError
from beebox.isa.disasm import listing
from beebox.isa.insn import SIZE, Insn, decode, encode
from beebox.isa.opcodes import KNOWN
from beebox.vm import conformance, tier0
from beebox.vm.interpreter import Interpreter
from beebox.vm.memory import Memory, Region
from beebox.vm.source import Source
from beebox.vm.tier1.module import emit

BUDGET = 300
IMMEDIATES = st.one_of(
    st.integers(-4, 12), st.sampled_from([16, 32, 64, 0xE1, 0xF1, 0x100, 0x110, -(1 << 31)])
)
LIKELY = st.builds(
    Insn,
    st.sampled_from(sorted(KNOWN)),
    st.integers(0, 10),
    st.integers(0, 10),
    st.sampled_from([0, 0, 0, 0, 1, 1, -1, 2, 8, 16, -8, 32767]),
    IMMEDIATES,
)
"""instructions of which many are legal"""


def legal(insns):
    """Keep what is legal by itself: so that whole programs often are."""
    kept = []
    for insn in insns:
        plain = Insn(insn.code, insn.dst, insn.src, insn.off, insn.imm)
        for tried in (
            plain,
            Insn(insn.code, insn.dst),
            Insn(insn.code, insn.dst, insn.src, insn.off),
        ):
            with contextlib.suppress(DecodeError):
                conformance.prepared([tried, Insn(0xB7), *[Insn(0x95)] * 3])
                kept.append(tried)
                break
    return kept


@given(st.binary(max_size=80))
def test_bytes_are_decoded_or_refused(data):
    if len(data) % SIZE:
        with pytest.raises(DecodeError):
            decode(data)
        return
    insns = decode(data)
    assert encode(insns) == data
    assert len(list(listing(insns))) <= len(insns)


@settings(max_examples=300, deadline=None)
@given(st.one_of(st.binary(max_size=96), st.lists(LIKELY, max_size=10).map(encode)))
def test_programs_are_prepared_or_refused(data):
    with contextlib.suppress(DecodeError):
        conformance.prepared(decode(data[: len(data) // SIZE * SIZE]))


@settings(max_examples=300, deadline=None)
@given(st.lists(LIKELY, min_size=1, max_size=14), st.binary(min_size=1, max_size=32))
def test_what_is_legal_runs_to_an_end_or_a_named_fault(insns, data):
    buffer = ctypes.create_string_buffer(data, len(data))
    memory = Memory()
    memory.add(Region("memory", ctypes.addressof(buffer), len(data)))
    for program in (insns, [*legal(insns), Insn(0xB7), Insn(0x95)]):
        with contextlib.suppress(BeeboxError):
            Interpreter(program, {}, memory).run(ctypes.addressof(buffer), 0, budget=BUDGET)


@settings(max_examples=300, deadline=None)
@given(st.lists(LIKELY, max_size=14))
def test_compilers_take_what_is_legal(insns):
    program = [*legal(insns), Insn(0xB7), Insn(0x95)]
    try:
        ready = conformance.prepared(program)
    except DecodeError:
        return
    targets = {
        index: 4096 for index, insn in enumerate(ready) if insn.code == 0x85 and not insn.src
    }
    if tier0.available():
        assert tier0.compile(ready, targets).image
    with contextlib.suppress(BeeboxError):  # what comes together with different stacks, say
        assert emit(Source(ready, targets))
