"""Tail calls and callbacks at work, on both kernels."""

from __future__ import annotations

import os
import struct
import sys
from pathlib import Path

import pytest

from beebox.abi.enums import Cmd, MapType, ProgFlag, ProgType
from beebox.abi.structs import BtfLoadAttr, ProgLoadAttr
from beebox.isa.asm import assemble
from beebox.kernel import client, details

from .conftest import Probe, errno_of
from .test_programs import load

sys.path.insert(0, str(Path(__file__).parents[1] / "verifier"))

from verifier_functions import functions, packed

from beebox.isa.insn import encode

PACKET = bytes(64)
XDP = ProgType.XDP
TAIL_CALLS = 33
"""MAX_TAIL_CALL_CNT"""


def key(index: int) -> bytes:
    return struct.pack("<I", index)


def array(probe: Probe, entries: int = 4) -> int:
    return probe.create(MapType.PROG_ARRAY, 4, 4, entries)


def program(probe: Probe, text: str, type_: int = XDP, **maps: int) -> int:
    """Load *text*; ``map[name]`` in it is one of *maps*. Its functions have types."""
    for name, fd in maps.items():
        text = text.replace(f"map[{name}]", f"map[fd:{fd}]")
    insns = assemble(text)
    blob, starts = functions(insns)
    attr = BtfLoadAttr(btf_size=len(blob))
    attr.point("btf", blob)
    types = probe.bpf(Cmd.BTF_LOAD, attr)
    probe.fds.append(types)
    code = encode(insns)
    load_attr = ProgLoadAttr(
        prog_type=type_,
        insn_cnt=len(insns),
        prog_btf_fd=types,
        func_info_rec_size=8,
        func_info_cnt=len(starts),
    )
    load_attr.point("insns", code)
    load_attr.point("license", b"GPL\0")
    load_attr.point("func_info", packed(starts))
    fd = probe.bpf(Cmd.PROG_LOAD, load_attr)
    probe.fds.append(fd)
    return fd


def put(probe: Probe, table: int, index: int, fd: int) -> None:
    probe.update(table, key(index), struct.pack("<I", fd))


def run(probe: Probe, fd: int) -> int:
    return client.prog_test_run(probe.kernel, fd, PACKET).retval


# --- tail calls --------------------------------------------------------------------------------

JUMP = "r2 = map[progs]\nr3 = {}\ncall tail_call\nr0 = 7\nexit"
RETURN = "r0 = {}\nexit"


def test_the_next_program_returns(probe: Probe) -> None:
    progs = array(probe)
    first = program(probe, JUMP.format(2), progs=progs)
    assert run(probe, first) == 7
    put(probe, progs, 2, load(probe, RETURN.format(5), XDP))
    assert run(probe, first) == 5
    probe.delete(progs, key(2))
    assert run(probe, first) == 7


def test_out_of_range_goes_on(probe: Probe) -> None:
    progs = array(probe)
    put(probe, progs, 0, load(probe, RETURN.format(5), XDP))
    assert run(probe, program(probe, JUMP.format(4), progs=progs)) == 7
    assert run(probe, program(probe, JUMP.format(-1), progs=progs)) == 7
    assert run(probe, program(probe, JUMP.format("0x100000000 ll"), progs=progs)) == 5


def counter(probe: Probe) -> int:
    return probe.create(MapType.ARRAY, 4, 8, 2)


COUNT = """
r6 = r1
*(u32 *)(r10 - 4) = {index}
r1 = map[counts]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 == 0 goto out
r1 = *(u64 *)(r0 + 0)
r1 += 1
*(u64 *)(r0 + 0) = r1
r1 = r6
r2 = map[progs]
r3 = {next}
call tail_call
out: r0 = 9
exit
"""


def counts(probe: Probe, fd: int) -> list[int]:
    return [struct.unpack("<Q", probe.lookup(fd, key(at), 8))[0] for at in range(2)]


def test_thirty_three_and_no_more(probe: Probe) -> None:
    progs, table = array(probe), counter(probe)
    again = program(probe, COUNT.format(index=0, next=0), progs=progs, counts=table)
    put(probe, progs, 0, again)
    assert run(probe, again) == 9
    assert counts(probe, table) == [TAIL_CALLS + 1, 0]
    run(probe, again)
    assert counts(probe, table)[0] == 2 * (TAIL_CALLS + 1)


def test_two_that_call_each_other(probe: Probe) -> None:
    progs, table = array(probe), counter(probe)
    for index in range(2):
        text = COUNT.format(index=index, next=1 - index)
        put(probe, progs, index, program(probe, text, progs=progs, counts=table))
    assert run(probe, program(probe, JUMP.format(0), progs=progs)) == 9
    assert counts(probe, table) == [17, 16]


def test_an_empty_place_does_not_count(probe: Probe) -> None:
    """x86's JIT counts when there is a program; so what comes later still finds all 33."""
    progs, table = array(probe), counter(probe)
    text = COUNT.format(index=0, next=3).replace(
        "out: r0 = 9", "r1 = r6\nr2 = map[progs]\nr3 = 0\ncall tail_call\nout: r0 = 9"
    )
    again = program(probe, text, progs=progs, counts=table)
    put(probe, progs, 0, again)
    assert run(probe, again) == 9
    assert counts(probe, table)[0] == TAIL_CALLS + 1


def test_from_a_subprogram(probe: Probe) -> None:
    """Only the subprogram is left: what it returns is what the next program does."""
    progs = array(probe)
    text = "r9 = 40\ncall f\nr0 += r9\nexit\nf: " + JUMP.format(1)
    first = program(probe, text, progs=progs)
    assert run(probe, first) == 47
    put(probe, progs, 1, load(probe, "r9 = 1\nr0 = 2\nexit", XDP))
    assert run(probe, first) == 42


def test_subprograms_share_the_count(probe: Probe) -> None:
    progs, table = array(probe), counter(probe)
    body = COUNT.format(index=0, next=0)
    text = "r6 = r1\ncall f\nr1 = r6\ncall f\nr0 = 3\nexit\nf: " + body
    again = program(probe, text, progs=progs, counts=table)
    put(probe, progs, 0, again)
    assert run(probe, again) == 3
    first = counts(probe, table)[0]
    run(probe, again)
    assert counts(probe, table)[0] == 2 * first


def test_the_array_from_outside(probe: Probe) -> None:
    progs = array(probe)
    fd = load(probe, RETURN.format(1), XDP)
    assert errno_of(probe.lookup, progs, key(0), 4) == "ENOENT"
    assert errno_of(probe.lookup, progs, key(9), 4) == "ENOENT"
    put(probe, progs, 1, fd)
    info = details.program_info(probe.kernel, fd)
    assert probe.lookup(progs, key(1), 4) == struct.pack("<I", info.id)
    assert probe.keys(progs, 4) == [key(at) for at in range(4)]
    assert errno_of(probe.update, progs, key(4), struct.pack("<I", fd)) == "E2BIG"
    assert errno_of(probe.update, progs, key(0), struct.pack("<I", fd), 1) == "EINVAL"
    assert errno_of(probe.update, progs, key(0), struct.pack("<I", 9999)) == "EBADF"
    assert errno_of(probe.update, progs, key(0), struct.pack("<I", progs)) == "EINVAL"
    assert errno_of(probe.delete, progs, key(0)) == "ENOENT"
    assert errno_of(probe.delete, progs, key(4)) == "E2BIG"
    assert errno_of(probe.take, progs, key(1), 4) == "524"
    probe.delete(progs, key(1))
    assert errno_of(probe.lookup, progs, key(1), 4) == "ENOENT"


@pytest.mark.parametrize(
    ("key_size", "value_size", "entries", "flags"),
    [(8, 4, 1, 0), (4, 8, 1, 0), (4, 4, 0, 0), (4, 4, 1, 1), (4, 4, 1, 0x80), (4, 4, 1, 0x400)],
)
def test_arrays_that_are_refused(
    probe: Probe, key_size: int, value_size: int, entries: int, flags: int
) -> None:
    assert (
        errno_of(probe.create, MapType.PROG_ARRAY, key_size, value_size, entries, flags) == "EINVAL"
    )


def test_programs_of_one_kind(probe: Probe) -> None:
    progs = array(probe)
    put(probe, progs, 0, load(probe, RETURN.format(1), XDP))
    other = load(probe, RETURN.format(1), ProgType.SCHED_CLS)
    frags = load(probe, RETURN.format(1), XDP, prog_flags=ProgFlag.XDP_HAS_FRAGS)
    for fd in (other, frags):
        assert errno_of(put, probe, progs, 1, fd) == "EINVAL"
    text = JUMP.format(0)
    assert errno_of(program, probe, text, ProgType.SCHED_CLS, progs=progs) == "EINVAL"
    assert program(probe, text, progs=progs) > 0
    probe.delete(progs, key(0))
    assert errno_of(put, probe, progs, 0, other) == "EINVAL"


def test_the_program_that_uses_the_array_owns_it(probe: Probe) -> None:
    progs = array(probe)
    program(probe, JUMP.format(0), ProgType.SCHED_CLS, progs=progs)
    assert errno_of(put, probe, progs, 0, load(probe, RETURN.format(1), XDP)) == "EINVAL"
    put(probe, progs, 0, load(probe, RETURN.format(1), ProgType.SCHED_CLS))


def test_the_owner_is_told(probe: Probe) -> None:
    progs = array(probe)
    assert "owner_prog_type" not in probe.kernel.facts.fdinfo(progs)
    program(probe, JUMP.format(0), progs=progs)
    told = probe.kernel.facts.fdinfo(progs)
    assert (told["owner_prog_type"], told["owner_jited"]) == (XDP, not probe.interpreted)


def close(probe: Probe, fd: int) -> None:
    probe.fds.remove(fd)
    probe.kernel.close(fd)


def ids(probe: Probe) -> set[int]:
    return set(details.ids(probe.kernel, Cmd.PROG_GET_NEXT_ID))


def test_the_array_keeps_its_programs(probe: Probe) -> None:
    progs = array(probe)
    fd = load(probe, RETURN.format(3), XDP)
    number = details.program_info(probe.kernel, fd).id
    put(probe, progs, 0, fd)
    close(probe, fd)
    assert number in ids(probe)
    assert run(probe, program(probe, JUMP.format(0), progs=progs)) == 3
    put(probe, progs, 0, load(probe, RETURN.format(4), XDP))
    _gone(probe, number)


def test_with_its_last_fd_the_array_is_emptied(probe: Probe) -> None:
    progs = array(probe)
    fd = program(probe, JUMP.format(0), progs=progs)
    number = details.program_info(probe.kernel, fd).id
    put(probe, progs, 0, fd)
    close(probe, fd)
    assert number in ids(probe)
    close(probe, progs)
    _gone(probe, number)


def test_an_array_without_fd_leads_nowhere(probe: Probe) -> None:
    progs = array(probe)
    fd = program(probe, JUMP.format(0), progs=progs)
    put(probe, progs, 0, load(probe, RETURN.format(3), XDP))
    assert run(probe, fd) == 3
    close(probe, progs)
    for _ in range(200):  # Linux empties it in a work queue
        if run(probe, fd) == 7:
            return
        os.sched_yield()
    assert run(probe, fd) == 7


def _gone(probe: Probe, number: int) -> None:
    import time

    for _ in range(400):  # Linux frees in a work queue, after a grace period
        if number not in ids(probe):
            return
        time.sleep(0.005)
    raise AssertionError(f"program {number} is still there")


# --- callbacks ---------------------------------------------------------------------------------

LOOP = """
*(u64 *)(r10 - 8) = 0
r1 = {times}
r2 = subprog[cb]
r3 = r10
r3 += -8
r4 = {flags}
call loop
{after}
exit
cb:
r3 = *(u64 *)(r2 + 0)
r3 += r1
*(u64 *)(r2 + 0) = r3
{stop}
r0 = 0
exit
"""


def loop(probe: Probe, times: object, stop: str = "", after: str = "", flags: object = 0) -> int:
    text = LOOP.format(times=times, stop=stop, after=after, flags=flags)
    return run(probe, program(probe, text))


@pytest.mark.parametrize("times", [0, 1, 10, 1000, 1 << 20, 8 << 20])
def test_loop_calls_so_often(probe: Probe, times: int) -> None:
    if times > 1000 and probe.interpreted:
        pytest.skip("a callback of the interpreter is a call of Python")
    assert loop(probe, times) == times
    assert loop(probe, times, after="r0 = *(u64 *)(r10 - 8)") == (times * (times - 1) // 2) % 2**32


def test_loop_stops_when_told(probe: Probe) -> None:
    stop = "if r1 != 5 goto on\nr0 = 1\nexit\non:"
    assert loop(probe, 100, stop) == 6
    assert loop(probe, 3, stop) == 3
    assert loop(probe, 100, stop, "r0 = *(u64 *)(r10 - 8)") == 15


def test_loop_refuses(probe: Probe) -> None:
    assert loop(probe, (8 << 20) + 1) == 2**32 - 7
    assert loop(probe, 1, flags=1) == 2**32 - 22
    assert loop(probe, 0, flags="-1 ll") == 2**32 - 22


def test_loop_takes_64_bits(probe: Probe) -> None:
    assert loop(probe, "0x100000003 ll") == 2**32 - 7
    assert loop(probe, "0x100000000 ll") == 2**32 - 7
    assert loop(probe, -1) == 2**32 - 7


def test_callee_saved_registers_are_kept(probe: Probe) -> None:
    text = """
    r6 = 1
    r7 = 2
    r8 = 3
    r9 = 4
    r1 = 10
    r2 = subprog[cb]
    r3 = 0
    r4 = 0
    call loop
    r0 += r6
    r0 += r7
    r0 += r8
    r0 += r9
    exit
    cb:
    r6 = 100
    r7 = 100
    r8 = 100
    r9 = 100
    r0 = 0
    exit
    """
    assert run(probe, program(probe, text)) == 20


def test_loops_in_loops(probe: Probe) -> None:
    text = """
    *(u64 *)(r10 - 8) = 0
    r1 = 7
    r2 = subprog[outer]
    r3 = r10
    r3 += -8
    r4 = 0
    call loop
    r0 = *(u64 *)(r10 - 8)
    exit
    outer:
    r3 = r2
    r1 = 6
    r2 = subprog[inner]
    r4 = 0
    call loop
    r0 = 0
    exit
    inner:
    r3 = *(u64 *)(r2 + 0)
    r3 += 1
    *(u64 *)(r2 + 0) = r3
    r0 = 0
    exit
    """
    assert run(probe, program(probe, text)) == 42


EACH = """
*(u64 *)(r10 - 8) = 0
r1 = map[table]
r2 = subprog[cb]
r3 = r10
r3 += -8
r4 = {flags}
call for_each_map_elem
{after}
exit
cb:
{body}
r0 = {result}
exit
"""
SUM = """
r5 = *(u64 *)(r4 + 0)
r6 = *(u32 *)(r2 + 0)
r5 += r6
r6 = *(u64 *)(r3 + 0)
r5 += r6
*(u64 *)(r4 + 0) = r5
"""
KINDS = {
    "hash": MapType.HASH,
    "array": MapType.ARRAY,
    "percpu_hash": MapType.PERCPU_HASH,
    "percpu_array": MapType.PERCPU_ARRAY,
}


def filled(probe: Probe, kind: int, values: dict[int, int], entries: int = 8) -> int:
    fd = probe.create(kind, 4, 8, entries)
    cpus = probe.kernel.facts.cpus
    if kind in (MapType.PERCPU_HASH, MapType.PERCPU_ARRAY):
        cpus = len(os.sched_getaffinity(0)) if cpus is None else cpus
    else:
        cpus = 1
    for number, value in values.items():
        probe.update(fd, key(number), struct.pack("<Q", value) * cpus)
    return fd


def each(
    probe: Probe, table: int, body: str = SUM, after: str = "", result: object = 0, flags: int = 0
) -> int:
    text = EACH.format(body=body, after=after, result=result, flags=flags)
    return run(probe, program(probe, text, table=table))


TOTAL = "r0 = *(u64 *)(r10 - 8)"


@pytest.mark.parametrize("kind", KINDS)
def test_each_element(probe: Probe, kind: str) -> None:
    values = {at: 100 * at + 1 for at in range(6)}
    table = filled(probe, KINDS[kind], values)
    expected = sum(values) + sum(values.values())
    count = len(values)
    if "array" in kind:  # those never written are there, too
        expected, count = expected + 6 + 7, 8
    assert each(probe, table) == count
    assert each(probe, table, after=TOTAL) == expected
    assert each(probe, table, result=1) == 1
    assert each(probe, table, flags=1) == 2**32 - 22


@pytest.mark.parametrize("kind", ["hash", "percpu_hash"])
def test_each_of_none(probe: Probe, kind: str) -> None:
    assert each(probe, filled(probe, KINDS[kind], {})) == 0


def test_each_may_change_what_it_sees(probe: Probe) -> None:
    table = filled(probe, MapType.ARRAY, {at: at for at in range(8)})
    each(probe, table, "r5 = *(u64 *)(r3 + 0)\nr5 *= 3\n*(u64 *)(r3 + 0) = r5")
    assert probe.lookup(table, key(5), 8) == struct.pack("<Q", 15)


def test_each_may_delete(probe: Probe) -> None:
    table = filled(probe, MapType.HASH, {at: at for at in range(8)})
    assert each(probe, table, "call map_delete_elem") == 8
    assert probe.keys(table, 4) == []


def test_each_goes_on_where_it_was(probe: Probe) -> None:
    """A walk of the same array inside of a walk has a key of its own."""
    table = filled(probe, MapType.ARRAY, dict.fromkeys(range(4), 1), 4)
    body = """
    r6 = r2
    r7 = r4
    r2 = subprog[inner]
    r3 = r4
    r4 = 0
    call for_each_map_elem
    r5 = *(u64 *)(r7 + 0)
    r1 = *(u32 *)(r6 + 0)
    r5 += r1
    *(u64 *)(r7 + 0) = r5
    """
    text = EACH.format(body=body, after=TOTAL, result=0, flags=0)
    text += "inner:\n" + SUM + "r0 = 0\nexit\n"
    inner = 4 * (0 + 1 + 2 + 3 + 4)
    assert run(probe, program(probe, text, table=table)) == inner + 6


def test_a_tail_call_after_a_loop(probe: Probe) -> None:
    progs = array(probe)
    put(probe, progs, 0, load(probe, RETURN.format(11), XDP))
    text = "r6 = r1\n" + LOOP.format(times=3, stop="", flags=0, after="r1 = r6\n" + JUMP.format(0))
    assert run(probe, program(probe, text.replace("exit\nexit", "exit"), progs=progs)) == 11


# --- may_goto ----------------------------------------------------------------------------------


def test_may_goto_lets_a_loop_finish(probe: Probe) -> None:
    text = """
    r1 = 0
    again: may_goto out
    r1 += 1
    if r1 != 1000 goto again
    out: r0 = r1
    exit
    """
    assert run(probe, load(probe, text, XDP)) == 1000


def test_may_goto_ends_a_loop(probe: Probe) -> None:
    """After 8 Mi turns, or in Linux after a quarter of a second: it ends."""
    if probe.interpreted:
        pytest.skip("8 Mi turns are more than an interpreted run may take")
    text = "r0 = 0\nagain: may_goto out\nr0 += 1\ngoto again\nout: exit"
    assert run(probe, load(probe, text, XDP)) > 1000
