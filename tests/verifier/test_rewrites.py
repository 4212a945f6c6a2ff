"""What the verifier writes back: Linux makes the same of a program, and it does what it did."""

from __future__ import annotations

import ctypes
import random
from collections.abc import Iterator

import pytest
import verifier_cases as cases
import verifier_mixed
from hypothesis import given, settings
from hypothesis import strategies as st
from verifier_generated import program
from verifier_live import Live

from beebox.abi.enums import Func, ProgFlag, ProgType
from beebox.bits import U64
from beebox.isa.insn import Insn, decode
from beebox.isa.opcodes import ADDR_PERCPU, CALL, LDDW, CallKind, Pseudo
from beebox.kernel import client
from beebox.kernel.linux import Linux
from beebox.verifier import Verified
from beebox.verifier.api import CAPABILITIES
from beebox.vm.interpreter import Interpreter
from beebox.vm.memory import Memory, Region

SEEDS = st.integers(0, 1 << 32)
MAPS = (Pseudo.MAP_FD, Pseudo.MAP_VALUE)
CONVERTED = frozenset(ProgType) - {
    ProgType.KPROBE,
    ProgType.TRACEPOINT,
    ProgType.RAW_TRACEPOINT,
    ProgType.TRACING,
    ProgType.SYSCALL,
    ProgType.STRUCT_OPS,
    ProgType.LSM,
}
"""types whose contexts Linux keeps in its own structs"""
OTHER = {"sockets", "socket_casts", "socket_maps", "dynptr_kfuncs", "arena", "kfunc_structs"}
"""files whose programs read sockets, have prologues, or name types and addresses by number"""
ALL = [
    case
    for number, case in enumerate(cases.everything())
    if case.linux == "accept"
    and case.file not in OTHER
    and not case.name.startswith("xskmap-8-read")
    and (case.file == "rewrites" or case.caps != CAPABILITIES or number % 6 == 0)
]


def plain(insns: tuple[Insn, ...]) -> list[Insn]:
    """Return *insns* without maps' ids, and without what calls call."""
    made = list(insns)
    for at, insn in enumerate(insns):
        if insn.code == LDDW and insn.src in (*MAPS, Pseudo.BTF_ID):
            made[at] = Insn(LDDW, insn.dst, 0 if insn.src == Pseudo.BTF_ID else insn.src)
        if insn.code == CALL and insn.src != CallKind.LOCAL:
            made[at] = Insn(CALL, 0, insn.src)
        if insn.off == ADDR_PERCPU and insn.code == 0xBF and at and insns[at - 1].code == 0xB7:
            made[at - 1] = Insn(0xB7)
    return made


def same(ours: tuple[Insn, ...], linux: tuple[Insn, ...]) -> bool:
    """Tell whether the programs are the same but for addresses of the kernel, which ours has not."""
    a, b = plain(ours), plain(linux)
    if len(a) != len(b):
        return False
    for at, insn in enumerate(a):
        if insn.code == LDDW and not insn.src and not (insn.imm or a[at + 1].imm):
            b[at], b[at + 1] = insn, a[at + 1]
    return a == b


class Seen:
    """Linux, and what it shows of the last program."""

    def __init__(self, live: Live) -> None:
        self.live = live
        self.kernel = Linux()
        self.insns: tuple[Insn, ...] = ()
        live.heard = self.hear

    def hear(self, fd: int) -> None:
        self.insns = decode(client.ProgramDetails(self.kernel, fd).xlated)


@pytest.fixture(scope="module")
def seen(live: Live) -> Iterator[Seen]:
    yield Seen(live)
    live.heard = lambda _fd: None


def stack(log: str) -> str:
    return next((line for line in log.splitlines() if line.startswith("stack depth")), "")


@pytest.mark.linux
@pytest.mark.parametrize("case", ALL, ids=lambda case: f"{case.file}/{case.name}")
def test_linux_shows_the_same(seen: Seen, case: cases.Case) -> None:
    own = cases.ours_of(case, level=5)
    if not isinstance(own, Verified):
        pytest.skip(f"ours refuses it: {own.message}")
    if case.type in CONVERTED and own.facts.max_ctx_offset:
        pytest.skip("accesses of its context have other offsets in the box")
    code, log = seen.live.load(case, level=5)
    if code:
        pytest.skip(f"this machine's Linux refuses it: errno {code}")
    assert own.translated is not None
    assert same(own.translated().insns, seen.insns)
    assert stack(own.log) == stack(log)


@pytest.mark.linux
def test_linux_shows_the_same_of_generated_programs(seen: Seen) -> None:
    compared = 0
    for seed in range(120):
        for insns in (program(seed), verifier_mixed.program(seed)):
            own = cases.ours(insns, level=5)
            if not isinstance(own, Verified):
                continue
            code, log = seen.live.load_insns(insns, level=5)
            assert not code, seed
            assert own.translated is not None
            assert same(own.translated().insns, seen.insns), seed
            assert stack(own.log) == stack(log), seed
            compared += 1
    assert compared > 50


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


@settings(max_examples=120, deadline=None)
@given(SEEDS)
def test_rewritten_programs_do_what_they_did(seed: int) -> None:
    insns = program(seed)
    own = cases.ours(insns, level=0)
    if not isinstance(own, Verified):
        return
    assert list(own.starts) == sorted(own.starts)
    box = Box(random.Random(seed))
    context = box.context.raw
    for turn in range(10):
        results = []
        for each in (insns, own.insns):
            box.rnd = random.Random(seed + turn)
            box.context[:], box.value[:] = context, box.rnd.randbytes(Box.VALUE)
            results.append((box.run(each), box.value.raw))
        assert results[0] == results[1]


@pytest.mark.linux
def test_linux_spoils_the_same_upper_halves(seen: Seen) -> None:
    """BPF_F_TEST_RND_HI32 fills the upper half of results of 32 bits that nothing reads as 64."""
    flags = int(ProgFlag.TEST_RND_HI32)
    for seed in range(100):
        for insns in (program(seed), verifier_mixed.program(seed)):
            own = cases.ours(insns, level=0, flags=flags)
            if isinstance(own, Verified):
                code, _ = seen.live.load_insns(insns, level=0, flags=flags)
                assert not code, seed
                assert own.translated is not None
                shapes = [
                    [(insn.code, insn.dst, insn.off) for insn in each]
                    for each in (own.translated().insns, seen.insns)
                ]
                assert shapes[0] == shapes[1], seed
