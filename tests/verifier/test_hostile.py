"""Whatever comes in, an answer comes out."""

import random

import pytest
import verifier_cases as cases
from hypothesis import given, settings
from hypothesis import strategies as st
from verifier_generated import program
from verifier_live import Live

from beebox.abi.enums import ProgType
from beebox.box.vmlinux import here
from beebox.isa.insn import Insn, decode, encode
from beebox.isa.opcodes import KNOWN, LDDW, Pseudo
from beebox.verifier import Rejected, Verified

_S16, _S32 = st.integers(-(1 << 15), (1 << 15) - 1), st.integers(-(1 << 31), (1 << 31) - 1)
_REGISTER = st.integers(0, 15)
INSNS = st.builds(
    Insn,
    st.one_of(st.sampled_from(sorted(KNOWN)), st.integers(0, 255)),
    _REGISTER,
    _REGISTER,
    st.one_of(st.integers(-4, 8), _S16),
    st.one_of(st.integers(-2, 220), _S32),
)


MAP_KINDS = (Pseudo.MAP_FD, Pseudo.MAP_VALUE)


def is_reference(insn: Insn) -> bool:
    return insn.code == LDDW and insn.src in MAP_KINDS


def known_maps(insns: tuple[Insn, ...]) -> tuple[Insn, ...]:
    """Return *insns* with no references to maps that are not there, and none cut in half."""
    while insns and is_reference(insns[-1]):
        insns = insns[:-1]
    return tuple(
        Insn(LDDW, insn.dst, insn.src, 0, insn.imm % len(cases.MAPS) + 1)
        if is_reference(insn)
        else insn
        for insn in insns
    )


def check(insns: tuple[Insn, ...], kind: ProgType = ProgType.TRACEPOINT) -> Verified | Rejected:
    return cases.ours(known_maps(insns) or (Insn(0x95),), kind, limit=5000)


@settings(max_examples=300, deadline=None)
@given(st.lists(INSNS, min_size=1, max_size=12))
def test_any_instructions(insns: list[Insn]) -> None:
    verdict = check(tuple(insns))
    assert isinstance(verdict, Verified) or verdict.message


@settings(max_examples=200, deadline=None)
@given(st.binary(min_size=8, max_size=160))
def test_any_bytes(data: bytes) -> None:
    insns = decode(data[: len(data) // 8 * 8])
    assert isinstance(check(insns), Verified | Rejected)


@settings(max_examples=300, deadline=None)
@given(st.integers(0, 1 << 32), st.sampled_from(list(ProgType)))
def test_changed_programs(seed: int, kind: ProgType) -> None:
    assert isinstance(check(changed(seed), kind), Verified | Rejected)


def changed(seed: int) -> tuple[Insn, ...]:
    """Return a good program with a few bits of it changed."""
    rnd = random.Random(seed)
    data = bytearray(encode(program(seed)))
    for _ in range(rnd.randint(1, 3)):
        data[rnd.randrange(len(data))] ^= 1 << rnd.randrange(8)
    return known_maps(decode(bytes(data)))


@pytest.mark.linux
def test_changed_programs_are_not_accepted_by_ours_only(live: Live) -> None:
    for seed in range(300):
        insns = changed(seed)
        try:
            verdict = cases.ours(insns, limit=20000)
        except IndexError:
            continue
        if isinstance(verdict, Verified):
            code, log = live.load_insns(insns)
            assert code == 0, (seed, log)


@pytest.mark.linux
def test_changed_cases_are_not_accepted_by_ours_only(live: Live) -> None:
    """Both are given this machine's types, so that what calls a kfunc calls the same one."""
    everything = [case for case in cases.everything() if case.name != "unbounded"]
    agreed = 0
    for seed in range(400):
        rnd = random.Random(seed)
        case = rnd.choice(everything)
        data = bytearray(encode(case.insns_for(here())))
        for _ in range(rnd.randint(1, 3)):
            data[rnd.randrange(len(data))] ^= 1 << rnd.randrange(8)
        insns = known_maps(decode(bytes(data)))
        try:
            verdict = cases.ours(insns, case.type, gpl=case.gpl, limit=20000, kernel=here())
        except IndexError:
            continue
        answer = live.load_insns(insns, case.type, gpl=case.gpl)
        if isinstance(verdict, Verified):
            assert answer[0] == 0, (seed, case.name, answer[1])
        agreed += cases.text(verdict) == cases.linux_text(*answer)
    assert agreed > 360


def test_no_instructions() -> None:
    assert isinstance(cases.ours(()), Rejected)


def test_limit() -> None:
    insns = (Insn(0xB7, 6), Insn(0x07, 6, 0, 0, 1), Insn(0xA5, 6, 0, -2, 1 << 30), Insn(0x95))
    verdict = cases.ours(insns, limit=3000)
    assert cases.text(verdict) == "E2BIG BPF program is too large. Processed 3001 insn"


def test_many_branches() -> None:
    """Every way is walked once: what comes together is pruned."""
    skip = (Insn(0x85, imm=7), Insn(0x25, 0, 0, 1, 5), Insn(0xB7, 6))
    insns = (Insn(0xB7, 6), *skip * 200, Insn(0xB7, 0), Insn(0x95))
    verdict = cases.ours(insns, limit=5000)
    assert isinstance(verdict, Verified)
    assert verdict.stats.processed < 2000
