"""Tracepoints, probes, samples on Linux: each is hit by us, counted, and gone when closed."""

from __future__ import annotations

import ctypes
import os
import time

import pytest

from beebox.abi.enums import LinkType
from beebox.errors import ElfError, KernelError, NotSupported
from beebox.loader.attach import targets
from beebox.loader.links import Link

pytestmark = pytest.mark.linux
LIBC = ctypes.CDLL(None)
LIBC.malloc.restype = ctypes.c_void_p


def umask() -> None:
    for _ in range(5):
        os.umask(os.umask(0o22))


def malloc() -> None:
    for _ in range(5):
        LIBC.free(ctypes.c_void_p(LIBC.malloc(10)))


@pytest.mark.parametrize(
    ("section", "target", "kind", "hits"),
    [
        ("tracepoint/syscalls/sys_enter_umask", None, LinkType.PERF_EVENT, 10),
        ("tp/syscalls/sys_exit_umask", None, LinkType.PERF_EVENT, 10),
        (
            "tp",
            targets.Tracepoint("syscalls/sys_enter_umask", pid=os.getpid(), cookie=3),
            LinkType.PERF_EVENT,
            10,
        ),
        ("raw_tp/sys_enter", None, LinkType.RAW_TRACEPOINT, 10),
        ("tp_btf/sys_enter", None, LinkType.RAW_TRACEPOINT, 10),
        ("tp_btf/sys_exit", targets.Trace(cookie=5), LinkType.RAW_TRACEPOINT, 10),
    ],
)
def test_tracepoints(counter, section, target, kind, hits) -> None:
    made = counter(section, ours=True)
    with made.attach(target) as link:
        assert link.info.type == kind
        assert made.during(umask) >= hits
    if "umask" in section:  # reading the map is a system call, too
        assert made.during(umask) == 0


@pytest.mark.parametrize(
    ("section", "target", "kind"),
    [
        ("uprobe/libc:malloc", None, LinkType.PERF_EVENT),
        ("uprobe/libc.so.6:malloc", None, LinkType.PERF_EVENT),
        ("uretprobe/libc:malloc", None, LinkType.PERF_EVENT),
        ("uprobe.s/libc:malloc", None, LinkType.PERF_EVENT),
        ("uprobe", targets.Uprobe("libc", "malloc", pid=0, cookie=7), LinkType.PERF_EVENT),
        ("uprobe.multi/libc:mallo*", None, LinkType.UPROBE_MULTI),
        ("uretprobe.multi/libc:malloc", None, LinkType.UPROBE_MULTI),
        (
            "uprobe.multi",
            targets.UprobeMulti("libc", functions=("malloc", "free"), cookies=(1, 2), pid=0),
            LinkType.UPROBE_MULTI,
        ),
        ("uprobe.session/libc:malloc", None, LinkType.UPROBE_MULTI),
    ],
)
def test_uprobes(counter, section, target, kind) -> None:
    made = counter(section, ours=True)
    with made.attach(target) as link:
        assert link.info.type == kind
        assert made.during(malloc) >= 5
    assert made.during(malloc) == 0


def test_samples_of_our_own_time(counter) -> None:
    made = counter("perf_event")

    def burn() -> None:
        end = time.process_time() + 0.3
        while time.process_time() < end:
            pass

    with made.attach(targets.PerfEvent(pid=os.getpid(), frequency=1000)):
        assert made.during(burn) > 50


def test_a_link_takes_another_program_in_place(counter, in_netns) -> None:
    def body() -> None:
        first, second = counter("xdp", verdict=2), counter("xdp", verdict=2)
        with first.attach(targets.Xdp("lo")) as link:
            link.update(second.program, old=first.program)
            assert link.info.prog_id != 0
            with pytest.raises(KernelError):
                link.update(second.program, old=first.program)
            link.detach()
            assert link.info.id

    in_netns(body)


def test_an_attachment_outlives_its_process_when_pinned(counter, linux, tmp_path) -> None:
    made = counter("raw_tp/sys_enter", ours=True)
    with made.attach() as link:
        with pytest.raises(KernelError, match="bpf file system"):
            link.pin(str(tmp_path / "link"))
        with pytest.raises(KernelError, match="open what is pinned"):
            Link.pinned(linux, str(tmp_path / "link"))


@pytest.mark.parametrize(
    ("section", "error", "said"),
    [
        ("uprobe/libc:mallock", ElfError, "no function 'mallock'"),
        ("uprobe/nowhere:f", NotSupported, "neither a library nor a command"),
        ("uprobe", NotSupported, "uprobe/BINARY:FUNCTION"),
        ("uprobe.multi/libc:zzz*", NotSupported, "no function matches"),
        ("kprobe/", NotSupported, "kprobe/FUNCTION"),
        ("xdp", NotSupported, "does not say what to attach to"),
        ("usdt/libc:p", NotSupported, "usdt/BINARY:PROVIDER:NAME"),
        ("raw_tp", NotSupported, "raw_tp/NAME"),
    ],
)
def test_what_is_wrong_is_said(counter, section, error, said) -> None:
    with pytest.raises(error, match=said):
        counter(section).attach()
