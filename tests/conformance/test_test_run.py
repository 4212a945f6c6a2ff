"""Programs run by hand (PROG_TEST_RUN), on both kernels."""

from __future__ import annotations

import errno
import struct

import pytest

from beebox.abi.enums import Cmd, MapType, ProgFlag, ProgType, TestRunFlag
from beebox.abi.structs import TestRunAttr
from beebox.errors import KernelError
from beebox.kernel import client

from .conftest import Probe, errno_of
from .test_programs import load

TestRunAttr.__test__ = TestRunFlag.__test__ = False  # type: ignore[attr-defined]  # to pytest
SKB = (ProgType.SOCKET_FILTER, ProgType.SCHED_CLS, ProgType.SCHED_ACT)
PACKETS = (*SKB, ProgType.XDP)
MISSING = (ProgType.TRACEPOINT, ProgType.KPROBE, ProgType.PERF_EVENT)
RETURN = "r0 = {}\nexit"
PACKET = bytes(range(64))


def syscall(probe: Probe, text: str = RETURN.format(0)) -> int:
    return load(probe, text, ProgType.SYSCALL, prog_flags=ProgFlag.SLEEPABLE)


def outcome(probe: Probe, *args: object, **more: object) -> object:
    """Return the run, or the name of the errno that it fails with."""
    try:
        return client.prog_test_run(probe.kernel, *args, **more)
    except KernelError as error:
        return errno.errorcode.get(error.errno, error.errno)


# --- programs without a packet ---------------------------------------------------------------


def test_syscall_programs_give_back_their_context(probe: Probe) -> None:
    fd = syscall(probe, "r2 = *(u64 *)(r1 + 8)\nr2 += 1\n*(u64 *)(r1 + 0) = r2\nr0 = -2\nexit")
    ran = client.prog_test_run(probe.kernel, fd, ctx=bytes(8) + b"\x07" + bytes(9))
    assert (ran.retval, ran.duration, ran.data) == (2**32 - 2, 0, b"")
    assert ran.ctx == b"\x08" + bytes(7) + b"\x07" + bytes(9)


def test_syscall_programs_may_have_no_context(probe: Probe) -> None:
    fd = syscall(probe, "r0 = r1\nif r0 == 0 goto +1\nr0 = 1\nexit")
    assert client.prog_test_run(probe.kernel, fd).retval == 0
    assert client.prog_test_run(probe.kernel, fd, ctx=b"\0").retval == 1


@pytest.mark.parametrize("offset", [0, 8, 32760])
def test_context_is_as_long_as_what_is_read(probe: Probe, offset: int) -> None:
    fd = syscall(probe, f"r0 = *(u64 *)(r1 + {offset})\nexit")
    assert outcome(probe, fd, ctx=bytes(offset + 7)) == "EINVAL"
    assert outcome(probe, fd, ctx=bytes(offset + 8)).retval == 0
    assert outcome(probe, fd, ctx=bytes(65535)).retval == 0
    assert outcome(probe, fd, ctx=bytes(65536)) == "EINVAL"


def test_syscall_context_is_accessed_aligned(probe: Probe) -> None:
    assert errno_of(syscall, probe, "r0 = *(u32 *)(r1 + 2)\nexit") == "EACCES"
    assert errno_of(syscall, probe, "r0 = *(u32 *)(r1 + 4)\nexit") == ""


def test_sleepable_or_not(probe: Probe) -> None:
    assert errno_of(load, probe, RETURN.format(0), ProgType.SYSCALL) == "EINVAL"
    for kind in (ProgType.XDP, ProgType.TRACEPOINT, ProgType.RAW_TRACEPOINT):
        sleepable = ProgFlag.SLEEPABLE
        assert errno_of(load, probe, RETURN.format(0), kind, prog_flags=sleepable) == "EINVAL"
    flags = ProgFlag.SLEEPABLE
    assert errno_of(load, probe, RETURN.format(0), ProgType.KPROBE, prog_flags=flags) == ""


@pytest.mark.parametrize(
    "field",
    ["data_in", "data_out", "ctx_out", "duration", "repeat", "batch_size", "flags", "cpu"],
)
def test_fields_that_context_programs_have_no_use_for(probe: Probe, field: str) -> None:
    buffer = bytearray(8)
    results = []
    for fd in (syscall(probe), load(probe, type_=ProgType.RAW_TRACEPOINT)):
        attr = TestRunAttr(prog_fd=fd, ctx_size_in=8)
        attr.point("ctx_in", buffer)
        if field in {"data_in", "data_out", "ctx_out"}:
            attr.point(field, buffer)
            if field == "ctx_out":
                attr.ctx_size_out = 8
        else:
            setattr(attr, field, 4)
        results.append(errno_of(probe.bpf, Cmd.PROG_TEST_RUN, attr))
    expected = {"flags": ["EINVAL", ""], "cpu": ["", "EINVAL"]}
    assert results == expected.get(field, ["EINVAL", "EINVAL"])


def test_raw_tracepoint_gets_its_arguments(probe: Probe) -> None:
    fd = load(probe, "r0 = *(u64 *)(r1 + 8)\nexit", ProgType.RAW_TRACEPOINT)
    assert outcome(probe, fd, ctx=struct.pack("<2Q", 1, 77)).retval == 77
    assert outcome(probe, fd, ctx=struct.pack("<2Q", 1, 2**64 - 1)).retval == 2**32 - 1
    assert outcome(probe, fd, ctx=bytes(15)) == "EINVAL"
    assert outcome(probe, fd, ctx=bytes(96)).retval == 0
    assert outcome(probe, fd, ctx=bytes(97)) == "EINVAL"
    assert outcome(probe, fd) == "EINVAL"


def test_raw_tracepoint_on_a_cpu(probe: Probe) -> None:
    fd = load(probe, "call bpf_get_smp_processor_id\nexit", ProgType.RAW_TRACEPOINT)
    last = probe.kernel.facts.cpus - 1
    on_cpu = TestRunFlag.RUN_ON_CPU
    assert outcome(probe, fd, cpu=last, flags=on_cpu).retval == last
    assert outcome(probe, fd, cpu=9999, flags=on_cpu) == "ENXIO"
    assert outcome(probe, fd, cpu=1) == "EINVAL"


def test_current_task_is_the_caller(probe: Probe) -> None:
    import os
    import threading

    fd = syscall(probe, "call bpf_get_current_pid_tgid\nr0 >>= 32\nexit")
    assert outcome(probe, fd).retval == os.getpid()
    fd = syscall(probe, "call bpf_get_current_pid_tgid\nexit")
    assert outcome(probe, fd).retval == threading.get_native_id()


@pytest.mark.parametrize("kind", MISSING)
def test_types_that_are_not_run_by_hand(probe: Probe, kind: ProgType) -> None:
    fd = load(probe, type_=kind)
    assert outcome(probe, fd) == 524
    assert outcome(probe, fd, PACKET) == 524


# --- attributes ------------------------------------------------------------------------------


def test_what_is_no_program(probe: Probe) -> None:
    array = probe.create(MapType.ARRAY, 4, 8, 1)
    assert outcome(probe, array, PACKET) == "EINVAL"
    assert outcome(probe, 9999, PACKET) == "EBADF"


def test_context_has_address_and_size_or_neither(probe: Probe) -> None:
    fd = load(probe, type_=ProgType.XDP)
    for field in ("ctx_in", "ctx_out"):
        attr = TestRunAttr(prog_fd=fd, data_size_in=64)
        attr.point("data_in", PACKET)
        attr.point(field, bytearray(64))
        assert errno_of(probe.bpf, Cmd.PROG_TEST_RUN, attr) == "EINVAL"
        attr.point(field, None)
        setattr(attr, field.replace("_", "_size_"), 8)
        assert errno_of(probe.bpf, Cmd.PROG_TEST_RUN, attr) == "EINVAL"


def test_bad_addresses(probe: Probe) -> None:
    fd = load(probe, type_=ProgType.XDP)
    attr = TestRunAttr(prog_fd=fd, data_size_in=64, data_in=8)
    assert errno_of(probe.bpf, Cmd.PROG_TEST_RUN, attr) == "EFAULT"
    attr.data_in = 0
    assert errno_of(probe.bpf, Cmd.PROG_TEST_RUN, attr) == "EFAULT"
    attr.point("data_in", PACKET)
    attr.data_out, attr.data_size_out = 8, 64
    assert errno_of(probe.bpf, Cmd.PROG_TEST_RUN, attr) == "EFAULT"
    attr.data_out, attr.ctx_in, attr.ctx_size_in = 0, 8, 24
    assert errno_of(probe.bpf, Cmd.PROG_TEST_RUN, attr) == "EFAULT"


def test_unknown_bytes_of_the_attribute(probe: Probe) -> None:
    fd = load(probe, type_=ProgType.XDP)
    attr = TestRunAttr(prog_fd=fd)
    raw = bytearray(bytes(attr)) + bytes(8)
    raw[76] = 1
    longer = type("Longer", (type(attr).__mro__[1],), {"_fields_": [("raw", _bytes(len(raw)))]})
    with_more = longer.from_buffer(raw)
    assert errno_of(probe.bpf, Cmd.PROG_TEST_RUN, with_more) == "EINVAL"


def _bytes(size: int) -> type:
    import ctypes

    return ctypes.c_ubyte * size


def test_runs_are_counted_while_somebody_asks(probe: Probe) -> None:
    fd = load(probe, type_=ProgType.XDP)
    packet = bytes(64)
    client.prog_test_run(probe.kernel, fd, packet, repeat=3)
    before = client.program_info(probe.kernel, fd)
    assert (before.run_cnt, before.run_time_ns) == (0, 0)
    stats = client.enable_stats(probe.kernel)
    try:
        client.prog_test_run(probe.kernel, fd, packet, repeat=7)
    finally:
        probe.kernel.close(stats)
    after = client.program_info(probe.kernel, fd)
    assert after.run_cnt == 7
    assert after.run_time_ns > 0
