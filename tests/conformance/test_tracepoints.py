"""The records that programs get at each kind of tracepoint: the same on both kernels."""

from __future__ import annotations

import os
import struct
import sys

import pytest

from beebox.abi.enums import Cmd, MapType, ProgType
from beebox.abi.structs import RawTracepointAttr

from .conftest import Probe
from .harness import attach, load, run


def copy(size: int, start: int = 8) -> str:
    """Copy the context's bytes from *start* on, word by word, four bytes each."""
    text = "r8 = *(u64 *)(r9 +1016)\nr8 += 1\n*(u64 *)(r9 +1016) = r8\n"
    for at in range(start, size, 4):
        text += f"r1 = *(u32 *)(r6 +{at})\n*(u32 *)(r9 +{at}) = r1\n"
    return text


def copy_all(size: int) -> str:
    """Copy *size* bytes of the record with what follows its fields; keep eight for the count."""
    return f"""
    r8 = *(u64 *)(r9 +1016)
    r8 += 1
    *(u64 *)(r9 +1016) = r8
    r1 = r9
    r1 += 8
    r2 = {size}
    r3 = r6
    r3 += 8
    call bpf_probe_read_kernel
    """


def hits(data: bytes) -> int:
    return struct.unpack_from("<Q", data, 1016)[0]


def test_sys_enter(probe: Probe) -> None:
    data = run(probe, copy(24), "hit(0x1122334455667788)")
    assert struct.unpack_from("<i", data, 8)[0] == 121
    assert struct.unpack_from("<Q", data, 16)[0] == 0x1122334455667788
    assert hits(data) == 1


def test_six_arguments(probe: Probe) -> None:
    child = "call(9, 0x1000, 0x2000, 0x777700, 0x33, -1, 0x5001)"
    data = run(
        probe,
        "r1 = *(u64 *)(r6 +32)\nif r1 != 0x777700 goto out\n" + copy(64),
        child,
        "syscalls/sys_enter_mmap",
    )
    assert struct.unpack_from("<i", data, 8)[0] == 9
    assert struct.unpack_from("<6q", data, 16) == (0x1000, 0x2000, 0x777700, 0x33, -1, 0x5001)


def test_sys_exit(probe: Probe) -> None:
    data = run(probe, copy(24), "hit(0)\nhit(0x7ffffff0)", "syscalls/sys_exit_getpgid")
    assert struct.unpack_from("<i", data, 8)[0] == 121
    assert struct.unpack_from("<q", data, 16)[0] == -3
    assert hits(data) == 2


def test_raw_sys_enter_and_exit(probe: Probe) -> None:
    only = "r1 = *(u64 *)(r6 +8)\nif r1 != 121 goto out\n"
    data = run(probe, only + copy(64), "call(121, 1, 2, 3, 4, 5, 6)", "raw_syscalls/sys_enter")
    assert struct.unpack_from("<q6Q", data, 8) == (121, 1, 2, 3, 4, 5, 6)
    assert hits(data) == 1
    data = run(probe, only + copy(24), "hit(0x7ffffff0)", "raw_syscalls/sys_exit")
    assert struct.unpack_from("<qq", data, 8) == (121, -3)


def located(data: bytes, offset: int) -> bytes:
    """Return the string that the ``__data_loc`` at *offset* leads to."""
    (word,) = struct.unpack_from("<I", data, offset)
    text = data[word & 0xFFFF : (word & 0xFFFF) + (word >> 16)]
    assert text.endswith(b"\0")
    return text[:-1]


def test_fork(probe: Probe) -> None:
    child = """
libc.prctl(15, b"parent name")
pid = os.fork()
if not pid: os._exit(0)
os.waitpid(pid, 0)
hit(pid)
"""
    data = run(probe, copy_all(56), child, "sched/sched_process_fork")
    assert hits(data) == 1
    assert located(data, 8) == b"parent name"
    assert located(data, 16) == b"parent name"
    parent, _, made = struct.unpack_from("<iIi", data, 12)
    assert parent != made
    assert parent > 0
    assert made > 0


def test_exec(probe: Probe) -> None:
    data = run(probe, copy_all(248), "", "sched/sched_process_exec")
    assert hits(data) == 1
    assert located(data, 8) == os.fsencode(sys.executable)
    pid, old = struct.unpack_from("<ii", data, 12)
    assert pid == old > 0


def test_exit(probe: Probe) -> None:
    size = {
        field.name: field
        for field in probe.kernel.facts.tracepoint("sched", "sched_process_exit").fields
    }
    child = 'import threading\nt = threading.Thread(target=hit)\nt.start()\nt.join()\nimport os, time\nos.nice(19)\ntime.sleep(0.2)\nlibc.prctl(15, b"the end")'
    data = run(probe, copy_all(28), child, "sched/sched_process_exit")
    assert hits(data) == 2
    assert data[8:24] == b"the end".ljust(16, b"\0")
    pid, prio = struct.unpack_from("<ii", data, 24)
    assert pid > 0
    assert prio == 120 + 19
    if "group_dead" in size:
        assert data[32] == 1


@pytest.mark.parametrize(
    ("child", "told"),
    [
        ("import signal\nsignal.signal(10, lambda *_: 0)\nos.kill(os.getpid(), 10)", (10, 0, 0)),
        ("import signal\nsignal.signal(10, lambda *_: 0)\nsignal.raise_signal(10)", (10, 0, -6)),
        ("import signal\nsignal.signal(10, signal.SIG_IGN)\nos.kill(os.getpid(), 10)", None),
        ("os.kill(os.getpid(), 28)", None),
        (
            "import threading, time\nthreading.Thread(target=time.sleep, args=(9,)).start()\nos._exit(0)",
            (9, 0, 0),
        ),
    ],
    ids=["caught", "by_thread", "ignored", "ignored_by_default", "another_thread_ended_it"],
)
def test_signal(probe: Probe, child: str, told: tuple[int, int, int] | None) -> None:
    data = run(probe, copy(20), child, "signal/signal_deliver")
    assert hits(data) == (0 if told is None else 1)
    assert struct.unpack_from("<3i", data, 8) == (told or (0, 0, 0))


RAW = """
r6 = r1
call bpf_get_current_pid_tgid
r0 >>= 32
if r0 != {pid} goto out
{only}
*(u32 *)(r10 -4) = 0
r2 = r10
r2 += -4
r1 = map[fd:{result}]
call bpf_map_lookup_elem
if r0 == 0 goto out
r9 = r0
r1 = r9
r1 += 8
r2 = 168
r3 = *(u64 *)(r6 +0)
call bpf_probe_read_kernel
*(u64 *)(r9 +0) = r0
r1 = *(u64 *)(r6 +8)
*(u64 *)(r9 +176) = r1
out:
r0 = 0
exit
"""
DI, SI, ORIG, AX = 14, 13, 15, 10
ONLY_ENTER = "r1 = *(u64 *)(r6 +8)\nif r1 != 121 goto out"
ONLY_EXIT = "r1 = *(u64 *)(r6 +8)\nif r1 != -3 goto out"


@pytest.mark.parametrize(("name", "only"), [("sys_enter", ONLY_ENTER), ("sys_exit", ONLY_EXIT)])
def test_raw_tracepoints(probe: Probe, name: str, only: str) -> None:
    """The arguments are the registers' address and the number, or the result."""
    result = probe.create(MapType.ARRAY, 4, 256, 1)
    code = "import ctypes\nctypes.CDLL(None).syscall(121, ctypes.c_long(0x7ffffff0), ctypes.c_long(77))"
    started = probe.kernel.spawn([sys.executable, "-S", "-c", code])
    program = load(
        probe, RAW.format(pid=started.pid, only=only, result=result), ProgType.RAW_TRACEPOINT
    )
    attr = RawTracepointAttr(prog_fd=program)
    attr.point("name", name.encode() + b"\0")
    probe.fds.append(probe.bpf(Cmd.RAW_TRACEPOINT_OPEN, attr))
    started.go()
    assert started.wait(20) == 0
    data = probe.lookup(result, bytes(4), 256)
    assert struct.unpack_from("<q", data)[0] == 0
    regs = struct.unpack_from("<21q", data, 8)
    assert regs[ORIG] == 121
    assert (regs[DI], regs[SI]) == (0x7FFFFFF0, 77)
    assert regs[AX] == (-38 if name == "sys_enter" else -3)
    assert struct.unpack_from("<q", data, 176)[0] == (121 if name == "sys_enter" else -3)


def test_many_programs_on_one_tracepoint(probe: Probe) -> None:
    """All of them run, in the order they were attached; the 65th is one too many."""
    counts = probe.create(MapType.ARRAY, 4, 8, 1)
    started = probe.kernel.spawn([sys.executable, "-S", "-c", "import os\nos.getpgid(0)"])
    text = f"""
    call bpf_get_current_pid_tgid
    r0 >>= 32
    if r0 != {started.pid} goto out
    *(u32 *)(r10 -4) = 0
    r2 = r10
    r2 += -4
    r1 = map[fd:{counts}]
    call bpf_map_lookup_elem
    if r0 == 0 goto out
    r1 = *(u64 *)(r0 +0)
    r1 *= 3
    r1 += {{add}}
    *(u64 *)(r0 +0) = r1
    out:
    r0 = 0
    exit
    """
    for add in (1, 2, 4):
        attach(probe, load(probe, text.format(add=add)), "syscalls/sys_enter_getpgid")
    started.go()
    assert started.wait(20) == 0
    assert struct.unpack("<Q", probe.lookup(counts, bytes(4), 8))[0] == (1 * 3 + 2) * 3 + 4
