"""Linux as a kernel: facts, poll, errors that say what is missing."""

import errno
import os
import signal
import threading
import time

import pytest

from beebox.abi.enums import Cmd, ProgType
from beebox.abi.structs import MapCreateAttr, PerfEventAttr, ProgLoadAttr
from beebox.errors import KernelError, NotSupported
from beebox.kernel import rights
from beebox.kernel.api import Facts, Kernel
from beebox.kernel.linux import Linux
from beebox.kernel.tracefs import TracePipe, parse_format


def test_it_is_a_kernel():
    kernel: Kernel = Linux()
    facts: Facts = kernel.facts
    assert isinstance(kernel, Kernel)
    assert facts.name == "linux"
    assert facts.release == os.uname().release
    assert facts.cpus >= len(os.sched_getaffinity(0))


def test_poll_tells_what_is_readable():
    kernel = Linux()
    reading, writing = os.pipe()
    assert kernel.poll([reading], 0) == []
    os.write(writing, b"x")
    assert kernel.poll([reading, writing], 1) == [reading]
    assert kernel.poll([], 0) == []
    kernel.close(reading)
    kernel.close(writing)
    with pytest.raises(KernelError) as caught:
        kernel.poll([reading], 0)
    assert caught.value.errno == errno.EBADF
    with pytest.raises(KernelError) as caught:
        kernel.close(reading)
    assert caught.value.errno == errno.EBADF


def test_poll_returns_early_when_a_signal_came():
    seen = []
    before = signal.signal(signal.SIGUSR1, lambda *_: seen.append(True))
    main = threading.main_thread().ident
    timer = threading.Timer(0.2, signal.pthread_kill, (main, signal.SIGUSR1))
    timer.start()
    try:
        start = time.monotonic()
        assert Linux().poll([], 60) == []
        assert seen
        assert time.monotonic() - start < 50
    finally:
        timer.join()
        signal.signal(signal.SIGUSR1, before)


def test_ioctl_and_mmap_have_their_errnos():
    kernel = Linux()
    with pytest.raises(KernelError) as caught:
        kernel.ioctl(-1, 0x2400)
    assert caught.value.errno == errno.EBADF
    with pytest.raises(KernelError) as caught:
        kernel.mmap(-1, 4096)
    assert caught.value.errno == errno.EBADF


def test_perf_event_of_a_nonsense_type():
    with pytest.raises(KernelError) as caught:
        Linux().perf_event_open(PerfEventAttr(type=0xFFFFFF00), 0, -1)
    assert caught.value.errno in {errno.ENOENT, errno.EACCES, errno.EINVAL, errno.EPERM}


@pytest.mark.linux
def test_facts_of_a_tracepoint(linux):
    point = linux.facts.tracepoint("syscalls", "sys_enter_openat")
    assert point.id > 0
    assert next(f.offset for f in point.fields if f.name == "filename") == 24
    with pytest.raises(NotSupported, match="no_such"):
        linux.facts.tracepoint("syscalls", "no_such")


@pytest.mark.linux
def test_facts_types(linux):
    assert linux.facts.btf.find("task_struct", "struct")


@pytest.mark.linux
def test_trace_pipe_does_not_block(linux):
    with linux.facts.trace_pipe() as pipe:
        assert pipe.fileno() > 2
        assert not os.get_blocking(pipe.fileno())


def test_lines_of_a_pipe_come_whole():
    reading, writing = os.pipe()
    os.set_blocking(reading, False)
    with TracePipe(reading, "rb") as pipe:
        assert pipe.readline() == b""
        os.write(writing, b"one\ntw")
        assert pipe.readline() == b"one\n"
        assert pipe.readline() == b""
        os.write(writing, b"o\n\nx\n")
        assert [pipe.readline() for _ in range(4)] == [b"two\n", b"\n", b"x\n", b""]
        os.close(writing)
        assert pipe.readline() == b""


def test_a_format_file():
    text = (
        "name: x\nID: 7\nformat:\n"
        "\tfield:int common_pid;\toffset:4;\tsize:4;\tsigned:1;\n\n"
        "\tfield:unsigned long args[6];\toffset:16;\tsize:48;\tsigned:0;\n"
        '\nprint fmt: "field: %d", 1\n'
    )
    point = parse_format("c", "x", text)
    assert point.id == 7
    assert [(f.name, f.type, f.offset, f.size, f.signed) for f in point.fields] == [
        ("common_pid", "int", 4, 4, True), ("args", "unsigned long[6]", 16, 48, False),
    ]  # fmt: skip


def test_what_is_missing_is_named(monkeypatch):
    monkeypatch.setattr(rights, "effective", frozenset)
    monkeypatch.setattr(rights, "sysctl", lambda _: 2)
    load = rights.denied_bpf(Cmd.PROG_LOAD, ProgLoadAttr(prog_type=ProgType.TRACEPOINT))
    assert "CAP_BPF and CAP_PERFMON" in load
    assert "unprivileged_bpf_disabled=2" in load
    assert "--kernel box" in load
    assert "CAP_NET_ADMIN" in rights.denied_bpf(Cmd.PROG_LOAD, ProgLoadAttr(prog_type=ProgType.XDP))
    assert "CAP_SYS_ADMIN" in rights.denied_bpf(Cmd.PROG_GET_NEXT_ID, MapCreateAttr())
    assert "perf_event_paranoid=2" in rights.denied_perf()
    assert "\n" not in load


def test_with_all_rights_lockdown_is_named(monkeypatch):
    monkeypatch.setattr(rights, "effective", lambda: frozenset(rights.CAPABILITIES))
    monkeypatch.setattr(rights, "lockdown", lambda: "integrity")
    monkeypatch.setattr(rights, "read", lambda _: "0 1000 1")
    assert "user namespace" in rights.denied_bpf(Cmd.MAP_CREATE, MapCreateAttr())
    monkeypatch.setattr(rights, "read", lambda _: "0 0 4294967295")
    assert "lockdown is integrity" in rights.denied_bpf(Cmd.MAP_CREATE, MapCreateAttr())


@pytest.mark.linux
def test_without_rights_the_error_is_one_line(linux):
    """A child that gave up root asks for a map and a tracepoint."""
    from beebox.kernel import client
    from beebox.obj.spec import MapSpec

    reading, writing = os.pipe()
    pid = os.fork()
    if pid == 0:
        try:
            os.setgroups([])
            os.setgid(65534)
            os.setuid(65534)
            try:
                client.map_create(Linux(), MapSpec("m", 1, 4, 4, 1))
            except KernelError as error:
                os.write(writing, f"{error.errno} {error}".encode())
            try:
                Linux().facts.tracepoint("syscalls", "sys_enter_openat")
            except NotSupported as error:
                os.write(writing, f"\n{error.hint}".encode())
        finally:
            os._exit(0)
    os.waitpid(pid, 0)
    os.close(writing)
    text = os.read(reading, 4096).decode()
    os.close(reading)
    first, second = text.split("\n")
    assert first.startswith("1 bpf MAP_CREATE")
    assert "CAP_BPF" in first
    assert "CAP_SYS_ADMIN" in second
