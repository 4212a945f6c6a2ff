"""The log is the kernel's, to the letter."""

import re

import pytest
import verifier_cases as cases
from verifier_generated import program
from verifier_live import Live

from beebox.abi.enums import ProgType
from beebox.isa.asm import assemble
from beebox.obj.spec import LineInfo
from beebox.verifier import Options, Program, Rejected, Verified, default_tables, verify

_ADDRESS = re.compile(r"(0xffff[0-9a-f]{12}|map\[id:\d+\](\[0\]\+\d+)?) +;")


def lines(log: str) -> list[str]:
    """Return the lines, without what only that kernel can know: addresses, how much work it was."""
    return [_ADDRESS.sub("MAP ;", line) for line in log.splitlines() if line[:9] != "processed"]


@pytest.mark.linux
def test_level_1_is_the_same(live: Live) -> None:
    differ = 0
    for seed in range(120):
        insns = program(seed)
        _, log = live.load_insns(insns)
        differ += lines(log) != lines(cases.ours(insns).log)
    assert differ <= 2


@pytest.mark.linux
@pytest.mark.parametrize("name", ["hash", "array"])
def test_processed_is_the_same_for_straight_programs(live: Live, name: str) -> None:
    insns = assemble(
        f"*(u64 *)(r10 - 8) = 0\nr1 = map[{name}]\nr2 = r10\nr2 += -8\n"
        "call map_lookup_elem\nif r0 == 0 goto +1\nr0 = *(u64 *)(r0 + 0)\nr0 = 0\nexit",
        maps=cases.NUMBERS,
    )
    _, log = live.load_insns(insns)
    assert log.splitlines()[-1] == cases.ours(insns).log.splitlines()[-1]


def refused(text: str, level: int = 1) -> Rejected:
    verdict = cases.ours(assemble(text, maps=cases.NUMBERS), level=level)
    assert isinstance(verdict, Rejected)
    return verdict


def test_level_1() -> None:
    assert refused("r6 = r1\nr0 = *(u64 *)(r6 + 0)\nexit").log == (
        "0: R1=ctx() R10=fp0\n"
        "0: (bf) r6 = r1                       ; R1=ctx() R6=ctx()\n"
        "1: (79) r0 = *(u64 *)(r6 +0)\n"
        "invalid bpf_context access off=0 size=8\n"
        "processed 2 insns (limit 1000000) max_states_per_insn 0 total_states 0 peak_states 0 "
        "mark_read 0\n"
    )


def test_level_0_has_the_message_only() -> None:
    verdict = refused("r6 = r1\nr0 = *(u64 *)(r6 + 0)\nexit", level=0)
    assert verdict.log == ""
    assert verdict.message == "invalid bpf_context access off=0 size=8"
    assert verdict.insn == 1


def test_level_2_has_every_path() -> None:
    insns = assemble("call ktime_get_ns\nif r0 > 5 goto +1\nr0 = 0\nexit")
    log = cases.ours(insns, level=2).log
    assert log.startswith("func#0 @0\nLive regs before insn:\n      0: .......... (85) call")
    assert "\nfrom 1 to 3: R0=scalar(umin=6) R10=fp0\n3: R0=scalar(umin=6) R10=fp0\n" in log


def test_accepted_at_level_1_is_one_line() -> None:
    log = cases.ours(assemble("r0 = 0\nexit")).log
    assert log.startswith("processed 2 insns")
    assert log.count("\n") == 1


def test_statistics() -> None:
    insns = assemble("*(u64 *)(r10 - 16) = 0\ncall f\nexit\nf: *(u8 *)(r10 - 1) = 0\nr0 = 0\nexit")
    log = cases.ours(insns, level=4).log
    assert re.match(r"verification time \d+ usec\nstack depth 16\+8\nprocessed 6 insns", log)


def test_source_lines() -> None:
    insns = assemble("r6 = r1\nr0 = *(u64 *)(r6 + 0)\nexit")
    source = (
        LineInfo(0, "/tmp/a.py", 3, 1, "    first()"),
        LineInfo(1, "/tmp/a.py", 4, 1, "x = ctx"),
    )
    verdict = verify(Program(insns, ProgType.TRACEPOINT, lines=source), default_tables(), Options())
    assert "\n; first() @ a.py:3\n0: (bf)" in verdict.log
    assert "; x = ctx @ a.py:4\n1: (79)" in verdict.log


def test_facts() -> None:
    lookup = "r2 = r10\nr2 += -8\ncall map_lookup_elem\nr0 = 0\nexit"
    insns = assemble(f"*(u64 *)(r10 - 8) = 0\nr1 = map[hash]\n{lookup}", maps=cases.NUMBERS)
    verdict = cases.ours(insns)
    assert isinstance(verdict, Verified)
    assert dict(verdict.facts.calls) == {5: "hash"}
    two = f"*(u64 *)(r10 - 8) = 0\ncall ktime_get_ns\nr1 = map[hash]\nif r0 > 5 goto +2\nr1 = map[lru]\n{lookup}"
    verdict = cases.ours(assemble(two, maps=cases.NUMBERS))
    assert isinstance(verdict, Verified)
    assert dict(verdict.facts.calls) == {}


def test_loads_of_pointers() -> None:
    spill = "*(u64 *)(r10 - 8) = r1\nr2 = *(u64 *)(r10 - 8)\nr3 = *(u64 *)(r2 + 8)\nr0 = 0\nexit"
    verdict = cases.ours(assemble(spill))
    assert isinstance(verdict, Verified)
    assert verdict.facts.pointers == {1}


def test_a_load_of_a_pointer_on_one_path_only() -> None:
    both = """
        r6 = r1
        call ktime_get_ns
        *(u64 *)(r10 - 8) = r6
        if r0 > 5 goto load
        *(u64 *)(r10 - 8) = 7
    load:
        r2 = *(u64 *)(r10 - 8)
        r3 = *(u64 *)(r10 - 8)
        r0 = 0
        exit
    """
    verdict = cases.ours(assemble(both))
    assert isinstance(verdict, Verified)
    assert verdict.facts.pointers == frozenset()


def test_a_load_of_one_pointer_or_another() -> None:
    """Which pointer it is may differ; what a map lookup may not have found is one, too."""
    either = """
        *(u64 *)(r10 - 16) = 0
        *(u64 *)(r10 - 8) = r1
        r2 = r10
        r2 += -16
        r1 = map[hash]
        call map_lookup_elem
        *(u64 *)(r10 - 24) = r0
        call ktime_get_ns
        if r0 > 5 goto load
        r1 = *(u64 *)(r10 - 24)
        *(u64 *)(r10 - 8) = r1
    load:
        r2 = *(u64 *)(r10 - 8)
        r0 = 0
        exit
    """
    verdict = cases.ours(assemble(either, maps=cases.NUMBERS))
    assert isinstance(verdict, Verified), verdict.log
    assert verdict.facts.pointers == {6, 10, 12}


CASES = cases.everything()[::5]


@pytest.mark.parametrize("file", sorted({case.file for case in CASES}))
def test_as_much_is_walked_whether_it_is_told_or_not(file: str) -> None:
    """The way back is gone through quickly if nobody listens: it leads to the same."""
    for case in CASES:
        if case.file != file:
            continue
        quiet, loud = (cases.ours_of(case, 10_000, level=level) for level in (0, 2))
        assert cases.text(quiet) == cases.text(loud), case.name
        assert quiet.stats._replace(time_ns=0) == loud.stats._replace(time_ns=0), case.name
