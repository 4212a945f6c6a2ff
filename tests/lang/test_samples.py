"""Programs on perf events: what they see of a sampled process, in the box as in Linux."""

import errno
import struct
import sys
from pathlib import Path

import pytest

from beebox.errors import KernelError
from beebox.lang import python
from beebox.loader.attach.targets import PerfEvent

TEXT = """
from beebox.lang.library import tree

class Regs(bpf.Struct):
    before: Array[u64, 16]
    ip: u64
    after: Array[u64, 4]
    period: u64
    address: u64

class Sample(bpf.Struct):
    pid: u32
    tid: u32
    comm: Array[char, 16]
    ip: u64
    period: u64
    size: i64
    skipped: i64
    too_far: i64
    odd: i64
    flags: i64
    stack: Array[u64, 127]
    one: Array[u64, 1]

samples = bpf.RingBuf[Sample](size=4 << 20)
bpf.include(tree)

@bpf.program("perf_event")
def sample(ctx: Regs) -> i32:
    if not tree.watched_current():
        return 0
    with samples.reserve() as event:
        event.pid, event.tid = bpf.current_pid(), bpf.current_tid()
        bpf.current_comm(event.comm)
        event.ip, event.period = ctx.ip, ctx.period
        event.too_far = bpf.get_stack(ctx, event.stack, 8, 256 | 255)
        event.odd = bpf.get_stack(ctx, event.stack, 7, 256)
        event.flags = bpf.get_stack(ctx, event.stack, 8, 1 << 20)
        event.skipped = bpf.get_stack(ctx, event.one, 8, 256 | 1)
        event.size = bpf.get_stack(ctx, event.stack, 127 * 8, 256)
    return 0

def main(kernel, command, target):
    with bpf.load(kernel, only_watched=True) as live:
        live.targets["sample"] = target
        child = live.run(command, stdout=2)
        found = list(bpf.events(live, samples))
        assert child.wait() == 0
        assert live.lost == 0
        return child.pid, found
"""
BUSY = [sys.executable, "-S", "-c", "for _ in range(6_000_000): pass"]


@pytest.fixture(params=["box", pytest.param("linux", marks=pytest.mark.linux)])
def kernel(request):
    """Each kernel there is."""
    if request.param == "linux":
        return request.getfixturevalue("linux")
    from beebox.box.kernel import Box

    return Box()


def test_samples_of_cpu_time(kernel, write):
    pid, found = python.load(write(TEXT)).main(kernel, BUSY, PerfEvent(frequency=999))
    user = [event for event in found if 0 < event.ip < 1 << 47 and event.size >= 16]
    assert len(user) > 20
    assert {(event.pid, event.tid) for event in found} == {(pid, pid)}
    assert {event.comm for event in user} <= {Path(sys.executable).name[:15]}
    for event in user:
        assert event.stack[0] == event.ip
        assert event.size % 8 == 0
        assert not any(event.stack[event.size // 8 :])
        assert (event.skipped, event.one[0]) == (8, event.stack[1])
        assert (event.too_far, event.odd, event.flags) == (-14, -22, -22)
    assert sum(event.period for event in user) > 10_000_000  # nanoseconds of the CPU


def test_samples_by_period(kernel, write):
    _, found = python.load(write(TEXT)).main(kernel, BUSY, PerfEvent(period=2_000_000))
    assert {event.period for event in found} == {2_000_000}


def test_other_events_of_processes(kernel, write):
    faults = PerfEvent(type=1, config=2, period=64)
    grow = [sys.executable, "-S", "-c", "x = bytearray(8 << 20)"]
    _, found = python.load(write(TEXT)).main(kernel, grow, faults)
    assert len(found) >= 2048 // 64


STACKS = """
from beebox.lang.library import tree

class Sample(bpf.Struct):
    size: i64
    id: i64
    again: i64
    fast: i64
    fewer: i64
    too_far: i64
    flags: i64
    stack: Array[u64, 127]

traces = bpf.StackTrace(max_entries=1000)
small = bpf.StackTrace(max_entries=1)
samples = bpf.RingBuf[Sample](size=4 << 20)
bpf.include(tree)

@bpf.program("perf_event")
def sample(ctx: ptr[u64]) -> i32:
    if not tree.watched_current():
        return 0
    with samples.reserve() as event:
        event.size = bpf.get_stack(ctx, event.stack, 127 * 8, 256)
        event.id = traces.id(ctx, 256)
        event.again = traces.id(ctx, 256)
        event.fast = traces.id(ctx, 256 | 512)
        event.fewer = small.id(ctx, 256 | 1024)
        event.too_far = traces.id(ctx, 256 | 255)
        event.flags = traces.id(ctx, 1 << 20)
    return 0

def main(kernel, command, target):
    with bpf.load(kernel, only_watched=True) as live:
        live.targets["sample"] = target
        child = live.run(command, stdout=2)
        found = list(bpf.events(live, samples))
        live.detach()
        kept = {name: dict(raw(live.maps[name])) for name in ("traces", "small")}
        return kept, list(errors(live.maps["traces"])), found

def raw(table):
    for key in table.keys():
        yield int.from_bytes(key, "little"), table.lookup(key)

def errors(table):
    first, far = next(table.keys()), (5000).to_bytes(4, "little")
    table.delete(first)
    yield table.lookup(first)
    yield table.lookup(far)
    for what in (
        lambda: table.delete(first),
        lambda: table.delete(far),
        lambda: table.update(first, bytes(127 * 8)),
    ):
        try:
            what()
        except bpf.BeeboxError as error:
            yield error.errno
"""


def test_stacks_by_their_numbers(kernel, write):
    module = python.load(write(STACKS))
    maps, errors, found = module.main(kernel, BUSY, PerfEvent(frequency=499))
    assert len(found) > 10
    for event in found:
        if event.size > 0 and event.id >= 0:
            assert event.again == event.fast == event.id
            kept = maps["traces"][event.id]
            assert list(struct.unpack("<127Q", kept)) == event.stack
            assert event.fewer in (0, -12)  # the one place is taken
        assert event.id >= 0 or event.id in (-14, -17)
        assert (event.too_far, event.flags) == (-14, -22)
    assert len({event.id for event in found}) > 1
    assert {event.fewer for event in found} >= {0, -12}
    assert set(maps["small"]) == {0}
    assert errors == [None, None, 2, 7, 22]


def test_a_machine_that_lets_nobody_sample_is_told(write, monkeypatch):
    from beebox.box.kernel import Box
    from beebox.kernel.linux import Linux

    def refuse(*_):
        raise KernelError(errno.EACCES, "perf_event_open")

    monkeypatch.setattr(Linux, "perf_event_open", refuse)
    with pytest.raises(KernelError, match="beebox doctor") as refused:
        python.load(write(TEXT)).main(Box(), ["true"], PerfEvent())
    assert refused.value.errno == errno.EACCES
