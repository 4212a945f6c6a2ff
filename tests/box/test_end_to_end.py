"""A program in the box sees a real process: opensnoop by hand, attaching while things run."""

from __future__ import annotations

import gc
import os
import signal
import struct
import sys
import time
from pathlib import Path

import pytest

from beebox.abi.enums import AttachType, Cmd, MapType, PerfType, ProgType
from beebox.abi.structs import LinkCreateAttr, PerfEventAttr, ProgLoadAttr
from beebox.box.kernel import Box
from beebox.errors import KernelError
from beebox.isa.asm import assemble
from beebox.isa.insn import encode
from beebox.kernel import client
from beebox.loader.readers import RingReader
from beebox.obj.spec import MapSpec

RING = 1 << 18

ENTER = """
r6 = r1
call bpf_get_current_pid_tgid
*(u32 *)(r10 -4) = r0
r1 = *(u64 *)(r6 +24)
*(u64 *)(r10 -16) = r1
r1 = map[paths]
r2 = r10
r2 += -4
r3 = r10
r3 += -16
r4 = 0
call bpf_map_update_elem
r0 = 0
exit
"""

LEAVE = """
r6 = r1
call bpf_get_current_pid_tgid
r8 = r0
*(u32 *)(r10 -4) = r0
r1 = map[paths]
r2 = r10
r2 += -4
call bpf_map_lookup_elem
if r0 == 0 goto out
r7 = *(u64 *)(r0 +0)
r1 = map[ring]
r2 = 288
r3 = 0
call bpf_ringbuf_reserve
if r0 == 0 goto out
r9 = r0
r8 >>= 32
*(u32 *)(r9 +0) = r8
r1 = *(u64 *)(r6 +16)
*(u32 *)(r9 +4) = r1
r1 = r9
r1 += 8
r2 = 16
call bpf_get_current_comm
r1 = r9
r1 += 24
r2 = 256
r3 = r7
call bpf_probe_read_user_str
r1 = r9
r2 = 0
call bpf_ringbuf_submit
r1 = map[paths]
r2 = r10
r2 += -4
call bpf_map_delete_elem
out:
r0 = 0
exit
"""

COUNT = """
*(u32 *)(r10 -4) = 0
r1 = map[counts]
r2 = r10
r2 += -4
call bpf_map_lookup_elem
if r0 == 0 goto out
r1 = 1
lock *(u64 *)(r0 +0) += r1
out:
r0 = 0
exit
"""


@pytest.fixture(params=["tier0", "interpreter"])
def box(request, tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    made = Box(engine=request.param)
    yield made
    made.shut()


def load(box: Box, text: str, **maps: int) -> int:
    code = encode(assemble(text, maps=maps))
    log = bytearray(1 << 16)
    attr = ProgLoadAttr(
        prog_type=ProgType.TRACEPOINT, insn_cnt=len(code) // 8, log_level=1, log_size=len(log)
    )
    attr.point("insns", code)
    attr.point("license", b"GPL\0")
    attr.point("log_buf", log)
    try:
        return box.bpf(Cmd.PROG_LOAD, attr)
    except KernelError:
        print(bytes(log).split(b"\0")[0].decode())
        raise


def attach(box: Box, program: int, name: str) -> tuple[int, int]:
    attr = PerfEventAttr(type=PerfType.TRACEPOINT, config=box.facts.tracepoint("syscalls", name).id)
    event = box.perf_event_open(attr, -1, 0)
    link = LinkCreateAttr(prog_fd=program, target_fd=event, attach_type=AttachType.PERF_EVENT)
    return box.bpf(Cmd.LINK_CREATE, link), event


def test_opensnoop(box: Box, tmp_path) -> None:
    paths = client.map_create(box, MapSpec("paths", MapType.HASH, 4, 8, 1024))
    ring = client.map_create(box, MapSpec("ring", MapType.RINGBUF, 0, 0, RING))
    for name, text in (("sys_enter_openat", ENTER), ("sys_exit_openat", LEAVE)):
        attach(box, load(box, text, paths=paths, ring=ring), name)
    reader = RingReader(box, ring, RING)
    there = tmp_path / "there"
    there.write_text("content")
    out = os.open(tmp_path / "out", os.O_WRONLY | os.O_CREAT)
    child = box.spawn(
        ["cat", str(there), str(tmp_path / "missing"), str(there)], stdout=out, stderr=out
    )
    child.go()
    seen = []
    while child.wait(0) is None:
        box.poll([ring, child.fd], 5)
        seen += [bytes(record) for record in reader.drain()]
    seen += [bytes(record) for record in reader.drain()]
    os.close(out)
    reader.close()
    assert child.returncode == 1
    assert (tmp_path / "out").read_text().count("content") == 2
    events = [
        (
            *struct.unpack_from("<Ii", data),
            data[8:24].rstrip(b"\0"),
            data[24:].split(b"\0")[0].decode(),
        )
        for data in seen
    ]
    mine = [event for event in events if event[3].startswith(str(tmp_path))]
    assert mine == [
        (child.pid, 3, b"cat", str(there)),
        (child.pid, -2, b"cat", str(tmp_path / "missing")),
        (child.pid, 3, b"cat", str(there)),
    ]
    assert (child.pid, 3, b"cat", "/etc/ld.so.cache") in events


def test_attaching_while_processes_run(box: Box) -> None:
    counts = client.map_create(box, MapSpec("counts", MapType.ARRAY, 4, 8, 1))
    program = load(box, COUNT, counts=counts)
    kept = attach(box, program, "sys_enter_getpgid")
    code = "import os\nfor i in range(20000): os.getpgid(0)"
    child = box.spawn([sys.executable, "-S", "-c", code])
    child.go()
    rounds = 0
    while child.wait(0) is None:
        fds = [*attach(box, load(box, COUNT, counts=counts), "sys_enter_getpgid")]
        fds += [*attach(box, program, "sys_exit_getpgid")]
        rounds += 1
        for fd in fds:
            box.close(fd)
    assert child.returncode == 0
    assert rounds > 1
    (total,) = struct.unpack("<Q", client.map_lookup(box, counts, bytes(4)) or b"")
    assert total >= 20000
    for fd in kept:
        box.close(fd)
    assert len(list(box.world.links)) == 0


def test_poll_sleeps_until_there_is_something(box: Box) -> None:
    ring = client.map_create(box, MapSpec("ring", MapType.RINGBUF, 0, 0, 4096))
    text = """
    *(u64 *)(r10 -8) = 7
    r1 = map[ring]
    r2 = r10
    r2 += -8
    r3 = 8
    r4 = 0
    call bpf_ringbuf_output
    r0 = 0
    exit
    """
    attach(box, load(box, text, ring=ring), "sys_enter_getpgid")
    reader = RingReader(box, ring, 4096)
    assert box.poll([ring], 0) == []
    assert box.poll([ring], 0.01) == []
    child = box.spawn(
        [
            sys.executable,
            "-S",
            "-c",
            "import os, time\ntime.sleep(0.2)\nos.getpgid(0)\ntime.sleep(9)",
        ]
    )
    child.go()
    started = time.monotonic()
    assert box.poll([ring, child.fd], 8) == [ring]
    assert 0.1 < time.monotonic() - started < 5
    assert len(list(reader.drain())) == 1
    child.signal(15)
    assert child.wait(5) == -15
    assert child.fd in box.poll([ring, child.fd], 5)
    reader.close()


def test_programs_are_told(box: Box) -> None:
    counts = client.map_create(box, MapSpec("counts", MapType.ARRAY, 4, 8, 1))
    fd = load(box, COUNT, counts=counts)
    attach(box, fd, "sys_enter_getpgid")
    stats = client.enable_stats(box)
    child = box.spawn([sys.executable, "-S", "-c", "import os\nfor i in range(5): os.getpgid(0)"])
    child.go()
    child.wait(10)
    info = client.program_info(box, fd)
    assert info.run_cnt == 5
    assert 0 < info.run_time_ns < 10**9
    box.close(stats)
    assert box.world.hooks.hooks.stats == 0
    (value,) = struct.unpack("<Q", client.map_lookup(box, counts, bytes(4)) or b"")
    assert value == 5


def open_files() -> int:
    """How many this process has, once what earlier tests dropped is collected."""
    gc.collect()
    return len(list(Path("/proc/self/fd").iterdir()))


def test_nothing_is_left_when_all_is_closed(box: Box) -> None:
    before = open_files()
    counts = client.map_create(box, MapSpec("counts", MapType.ARRAY, 4, 8, 1))
    fd = load(box, COUNT, counts=counts)
    link, event = attach(box, fd, "sys_enter_getpgid")
    for each in (counts, fd, event, link):
        box.close(each)
    world = box.world
    assert not [*world.programs, *world.maps, *world.links]
    assert open_files() == before


def test_a_signal_ends_poll(box: Box) -> None:
    ring = client.map_create(box, MapSpec("ring", MapType.RINGBUF, 0, 0, 4096))
    heard = []
    old = signal.signal(signal.SIGALRM, lambda *_: heard.append(1))
    try:
        signal.setitimer(signal.ITIMER_REAL, 0.1)
        assert box.poll([ring], 20) == []
    finally:
        signal.signal(signal.SIGALRM, old)
    assert heard
