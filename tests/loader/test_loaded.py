"""A loaded object over a kernel made for the test: rounds, links, losses, where a refusal is."""

from __future__ import annotations

import errno
from types import SimpleNamespace

import pytest

from beebox.abi.enums import ProgType
from beebox.errors import KernelError, NotSupported
from beebox.loader import readers
from beebox.loader.attach import Subject, attach
from beebox.loader.links import Link
from beebox.loader.load import refused_at
from beebox.loader.object import Loaded
from beebox.loader.readers import PerfReader
from beebox.obj.spec import ObjectSpec, ProgramSpec


class Kernel:
    """Notes what is asked of it."""

    def __init__(self, refuse: object = None) -> None:
        self.calls: list[tuple[object, ...]] = []
        self.refuse = refuse
        self.facts = SimpleNamespace(tracepoint=self.tracepoint, cpus=3)

    def tracepoint(self, category: str, name: str) -> SimpleNamespace:
        if name == "none":
            raise NotSupported("no tracepoint none", "a hint")
        return SimpleNamespace(id=77)

    def perf_event_open(self, attr, pid: int, cpu: int) -> int:
        self.calls.append(("perf_event_open", attr.config, pid, cpu))
        if self.refuse == cpu and cpu:
            raise KernelError(errno.ENODEV)
        return 10 + cpu

    def bpf(self, cmd, attr) -> int:
        self.calls.append((cmd.name,))
        if self.refuse == cmd.name:
            raise KernelError(errno.EACCES, f"bpf {cmd.name}")
        return 20

    def mmap(self, fd: int, length: int, offset: int = 0, *, writable: bool = False):
        return SimpleNamespace(close=lambda: self.calls.append(("unmap", fd)))

    def ioctl(self, fd: int, request: int, arg: int = 0) -> int:
        self.calls.append(("ioctl", fd, request))
        return 0

    def poll(self, fds, timeout: float | None) -> list[int]:
        self.calls.append(("poll", *fds, timeout))
        return []

    def close(self, fd: int) -> None:
        self.calls.append(("close", fd))
        if fd == 99:
            raise KernelError(errno.EIO)


class Child:
    """Ends after so many looks."""

    fd = 5

    def __init__(self, looks: int) -> None:
        self.looks = looks

    def wait(self, timeout: float | None = None) -> int | None:
        self.looks -= 1
        return 0 if self.looks < 0 else None


def program(section: str = "tracepoint/syscalls/sys_enter_openat") -> ProgramSpec:
    place = section.removeprefix("tracepoint/")
    return ProgramSpec(
        name="look", section=section, type=ProgType.TRACEPOINT, insns=(), attach_to=place
    )


def loaded(kernel: Kernel) -> Loaded:
    return Loaded(kernel, ObjectSpec("tool", {}, {}))  # type: ignore[arg-type]


def polls(kernel: Kernel) -> list[tuple[object, ...]]:
    return [call[1:] for call in kernel.calls if call[0] == "poll"]


def test_a_round_for_each_wait_and_one_after_the_end() -> None:
    kernel = Kernel()
    rounds = list(loaded(kernel).rounds([7], Child(2)))  # type: ignore[arg-type]
    assert len(rounds) == 3
    waits = [wait for wait in polls(kernel) if 7 in wait]
    assert waits == [(7, 5, None)] * 2


def test_rounds_end_with_the_time() -> None:
    kernel = Kernel()
    assert list(loaded(kernel).rounds([7], seconds=1e-9)) in ([None], [None, None])


def test_rounds_end_when_told_and_listen_to_what_wakes() -> None:
    kernel = Kernel()
    answers = iter([False, True])
    rounds = loaded(kernel).rounds([7], stop=lambda: next(answers), wake=[8])
    assert len(list(rounds)) == 2
    assert (7, 8, None) in polls(kernel)


def test_a_tracepoint_is_a_perf_event_with_a_link() -> None:
    kernel = Kernel()
    link = attach(Subject(kernel, program(), 3))  # type: ignore[arg-type]
    assert [call[0] for call in kernel.calls] == ["perf_event_open", "LINK_CREATE", "ioctl"]
    assert kernel.calls[0] == ("perf_event_open", 77, -1, 0)
    kernel.calls.clear()
    link.close()
    assert kernel.calls == [("close", 20), ("close", 10)]


def test_a_refused_link_leaves_nothing_open_and_names_the_program() -> None:
    kernel = Kernel(refuse="LINK_CREATE")
    with pytest.raises(KernelError, match="attach look to tracepoint/") as caught:
        attach(Subject(kernel, program(), 3))  # type: ignore[arg-type]
    assert caught.value.errno == errno.EACCES
    assert kernel.calls[-1] == ("close", 10)


@pytest.mark.parametrize(
    ("section", "said"),
    [
        ("tracepoint/syscalls/none", "no tracepoint none"),
        ("tracepoint/syscalls", "no tracepoint is named"),
        ("kprobe/", "names no function"),
    ],
)
def test_what_cannot_be_attached_names_the_program(section: str, said: str) -> None:
    with pytest.raises(NotSupported) as caught:
        attach(Subject(Kernel(), program(section), 3))  # type: ignore[arg-type]
    assert "program look" in str(caught.value)
    assert said in str(caught.value)
    assert "hint" in str(caught.value)


def test_close_closes_all_whatever_a_kernel_says() -> None:
    kernel = Kernel()
    live = loaded(kernel)
    live.links = [Link(kernel, (99, 30))]  # type: ignore[arg-type]
    live.fds = [99, 31]
    live.close()
    assert [call[1] for call in kernel.calls] == [99, 30, 99, 31]
    live.close()
    assert len(kernel.calls) == 4


def test_a_cpu_that_is_offline_has_no_ring(monkeypatch: pytest.MonkeyPatch) -> None:
    put: list[bytes] = []
    monkeypatch.setattr(readers.client, "map_update", lambda _k, _f, key, _value: put.append(key))
    kernel = Kernel(refuse=1)
    reader = PerfReader(kernel, 3)  # type: ignore[arg-type]
    assert reader.fds == [10, 12]
    assert put == [bytes([cpu, 0, 0, 0]) for cpu in (0, 2)]


def test_a_ring_that_the_map_refuses_is_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_arguments: object) -> None:
        raise KernelError(errno.E2BIG)

    monkeypatch.setattr(readers.client, "map_update", refuse)
    kernel = Kernel()
    with pytest.raises(KernelError):
        PerfReader(kernel, 3)  # type: ignore[arg-type]
    assert kernel.calls[-2:] == [("unmap", 10), ("close", 10)]


def test_where_a_refusal_is() -> None:
    lines = tuple(
        SimpleNamespace(insn=insn, file="/home/me/tool.py", line=line, text=f"  line {line}")
        for insn, line in ((0, 3), (2, 4), (5, 0), (6, 9))
    )
    made = SimpleNamespace(lines=lines)
    log = "0: R1=ctx()\n; line 3 @ tool.py:3\n0: (b4) w1 = 1  ; R1=1\n{}R0 bad\nprocessed 2 insns\n"
    assert refused_at(made, log.format("")) == "tool.py:3 (line 3)"  # type: ignore[arg-type]
    assert refused_at(made, log.format("5: (85) call x#1\n")) == "tool.py:4 (line 4)"  # type: ignore[arg-type]
    assert refused_at(made, "unreachable insn 1\n") == ""  # type: ignore[arg-type]
