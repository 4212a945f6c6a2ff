"""A program on a tracepoint of Linux, end to end: load, link, run a held child, count, detach."""

import struct
import sys

import pytest

from beebox.abi.enums import AttachType, LinkType, MapType, PerfSample, PerfType, ProgType
from beebox.abi.structs import PerfEventAttr
from beebox.isa.insn import Insn, encode
from beebox.kernel import client, details
from beebox.obj.spec import MapSpec, ProgramSpec

pytestmark = pytest.mark.linux


def counter(map_fd, pid):
    """Count in element 0 what process *pid* does."""
    return (
        Insn(0x85, imm=14),  # r0 = get_current_pid_tgid()
        Insn(0x77, imm=32),
        Insn(0x55, off=9, imm=pid),
        Insn(0x62, 10, off=-4),  # *(u32 *)(r10 - 4) = 0
        Insn(0xBF, 2, 10),
        Insn(0x07, 2, imm=-4),
        Insn(0x18, 1, 1, imm=map_fd),
        Insn(0),
        Insn(0x85, imm=1),  # map_lookup_elem
        Insn(0x15, off=2),
        Insn(0xB7, 1, imm=1),
        Insn(0xDB, 0, 1),  # lock *(u64 *)r0 += r1
        Insn(0xB7),
        Insn(0x95),
    )


def test_counting_a_childs_system_calls(linux, fds):
    map_fd = client.map_create(linux, MapSpec("count", MapType.ARRAY, 4, 8, 1))
    fds.append(map_fd)
    script = "import os; [os.umask(18) for _ in range(100)]; os._exit(5)"
    child = linux.spawn([sys.executable, "-I", "-S", "-c", script])
    spec = ProgramSpec("counter", "tracepoint/syscalls/sys_enter_umask", ProgType.TRACEPOINT, ())
    prog_fd = client.prog_load(linux, spec, encode(counter(map_fd, child.pid)), "GPL")
    attr = PerfEventAttr(
        type=PerfType.TRACEPOINT,
        config=linux.facts.tracepoint("syscalls", "sys_enter_umask").id,
        sample_type=PerfSample.RAW,
        sample_period=1,
        wakeup_events=1,
    )
    event = linux.perf_event_open(attr, -1, 0)
    link = client.link_create(linux, prog_fd, event, AttachType.PERF_EVENT, cookie=7)
    fds += [link, event, prog_fd]
    assert client.link_info(linux, link).type == LinkType.PERF_EVENT
    number = client.link_info(linux, link).id
    assert details.link(linux, number).prog_id == client.program_info(linux, prog_fd).id
    assert number in [each.id for each in client.links(linux)]
    child.go()
    assert child.wait(30) == 5
    (count,) = struct.unpack("<Q", client.map_lookup(linux, map_fd, bytes(4)))
    assert count == 100
    child.detach()
