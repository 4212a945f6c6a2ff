"""What goes to a kernel for hooks that this machine may lack: kprobes, fentry, older kernels' ways."""

from __future__ import annotations

import ctypes
import errno
from types import SimpleNamespace

import pytest

from beebox.abi.enums import AttachType, Cmd, PerfIoctl, ProgType
from beebox.errors import KernelError, NotSupported
from beebox.kernel.api import Pmu
from beebox.loader.attach import Subject, attach, targets
from beebox.obj.spec import ProgramSpec


def string(address: int) -> str:
    return ctypes.string_at(address).decode()


def words(address: int, count: int) -> list[int]:
    return list((ctypes.c_uint64 * count).from_address(address))


class Kernel:
    """Takes notes; refuses commands as told."""

    def __init__(self, **refusals: int) -> None:
        self.calls: list[tuple[object, ...]] = []
        self.refusals = refusals
        symbols = {"vfs_read": 1, "vfs_write": 2, "do_exit": 3, "__x64_sys_openat": 4}
        self.facts = SimpleNamespace(pmu=self.pmu, symbols=symbols)

    def pmu(self, name: str) -> Pmu:
        return Pmu({"kprobe": 6, "uprobe": 7}[name], {"retprobe": 0, "ref_ctr_offset": 32})

    def perf_event_open(self, attr, pid: int, cpu: int) -> int:
        self.calls.append((
            "perf", attr.type, attr.config, string(attr.kprobe_func), attr.probe_offset, pid, cpu
        ))  # fmt: skip
        return 10

    def bpf(self, cmd, attr) -> int:
        if cmd.name in self.refusals:
            raise KernelError(self.refusals[cmd.name], f"bpf {cmd.name}")
        self.calls.append((cmd, self.notes(cmd, attr)))
        return 20

    def notes(self, cmd, attr) -> object:
        if cmd != Cmd.LINK_CREATE:
            return (attr.name, attr.prog_fd)
        kind = attr.attach_type
        if kind in (AttachType.TRACE_KPROBE_MULTI, AttachType.TRACE_KPROBE_SESSION):
            multi = attr.kprobe_multi
            names = [string(each) for each in words(multi.syms, multi.cnt)] if multi.syms else []
            cookies = words(multi.cookies, multi.cnt) if multi.cookies else []
            addresses = words(multi.addrs, multi.cnt) if multi.addrs else []
            return (kind, multi.flags, names, addresses, cookies)
        if kind == AttachType.PERF_EVENT:
            return (kind, attr.target_fd, attr.perf_event.bpf_cookie)
        return (kind, attr.target_fd, attr.tracing.target_btf_id, attr.tracing.cookie)

    def ioctl(self, fd: int, request: int, arg: int = 0) -> int:
        self.calls.append(("ioctl", fd, request, arg))
        return 0

    def close(self, fd: int) -> None:
        self.calls.append(("close", fd))


def subject(kernel: Kernel, section: str, **spec: object) -> Subject:
    made = ProgramSpec("f", section, ProgType.KPROBE, (), **spec)
    return Subject(kernel, made, 3)


@pytest.mark.parametrize(
    ("section", "config", "name", "offset"),
    [
        ("kprobe/do_exit", 0, "do_exit", 0),
        ("kprobe/do_exit+0x10", 0, "do_exit", 16),
        ("kretprobe/do_exit", 1, "do_exit", 0),
        ("ksyscall/openat", 0, "__x64_sys_openat", 0),
        ("kretsyscall/openat", 1, "__x64_sys_openat", 0),
    ],
)
def test_kprobes(section, config, name, offset, monkeypatch) -> None:
    monkeypatch.setattr("platform.machine", lambda: "x86_64")
    kernel = Kernel()
    attach(subject(kernel, section)).close()
    assert kernel.calls == [
        ("perf", 6, config, name, offset, -1, 0),
        (Cmd.LINK_CREATE, (AttachType.PERF_EVENT, 10, 0)),
        ("ioctl", 10, PerfIoctl.ENABLE, 0),
        ("close", 20),
        ("close", 10),
    ]


@pytest.mark.parametrize(
    ("section", "kind", "flags", "names"),
    [
        ("kprobe.multi/vfs_*", AttachType.TRACE_KPROBE_MULTI, 0, ["vfs_read", "vfs_write"]),
        ("kretprobe.multi/do_exit", AttachType.TRACE_KPROBE_MULTI, 1, ["do_exit"]),
        ("kprobe.session/?fs_read", AttachType.TRACE_KPROBE_SESSION, 0, ["vfs_read"]),
    ],
)
def test_many_kprobes(section, kind, flags, names) -> None:
    kernel = Kernel()
    attach(subject(kernel, section))
    assert kernel.calls == [(Cmd.LINK_CREATE, (kind, flags, names, [], []))]


def test_many_kprobes_with_cookies_or_addresses() -> None:
    kernel = Kernel()
    made = subject(kernel, "kprobe.multi")
    attach(made, targets.KprobeMulti(functions=("a", "b"), cookies=(7, 8)))
    attach(made, targets.KprobeMulti(addresses=(1 << 63,), ret=True))
    assert [call[1][1:] for call in kernel.calls] == [
        (0, ["a", "b"], [], [7, 8]),
        (1, [], [1 << 63], []),
    ]
    with pytest.raises(NotSupported, match="1 cookies for 2 functions"):
        attach(made, targets.KprobeMulti(functions=("a", "b"), cookies=(7,)))
    with pytest.raises(NotSupported, match="no function matches"):
        attach(made, targets.KprobeMulti("none*"))


@pytest.mark.parametrize(
    ("section", "kind"),
    [
        ("fentry/do_exit", AttachType.TRACE_FENTRY),
        ("fexit.s/do_exit", AttachType.TRACE_FEXIT),
        ("fmod_ret/do_exit", AttachType.MODIFY_RETURN),
        ("lsm/file_open", AttachType.LSM_MAC),
    ],
)
def test_what_was_loaded_for_a_function(section, kind) -> None:
    kernel = Kernel()
    attach(subject(kernel, section, attach_type=kind))
    attach(subject(kernel, section, attach_type=kind), targets.Trace(cookie=9))
    assert kernel.calls == [
        (Cmd.LINK_CREATE, (kind, 0, 0, 0)),
        (Cmd.LINK_CREATE, (kind, 0, 0, 9)),
    ]


def test_before_links_there_was_raw_tracepoint_open() -> None:
    kernel = Kernel(LINK_CREATE=errno.EINVAL)
    attach(subject(kernel, "fentry/do_exit", attach_type=AttachType.TRACE_FENTRY))
    assert kernel.calls == [(Cmd.RAW_TRACEPOINT_OPEN, (0, 3))]


def test_before_links_perf_events_took_programs_by_ioctl() -> None:
    kernel = Kernel(LINK_CREATE=errno.EINVAL)
    attach(subject(kernel, "kprobe/do_exit")).close()
    assert kernel.calls[1:] == [
        ("ioctl", 10, PerfIoctl.SET_BPF, 3),
        ("ioctl", 10, PerfIoctl.ENABLE, 0),
        ("close", 10),
    ]


def test_a_cookie_is_never_dropped_silently() -> None:
    kernel = Kernel(LINK_CREATE=errno.EINVAL)
    with pytest.raises(KernelError):
        attach(subject(kernel, "kprobe"), targets.Kprobe("do_exit", cookie=1))
    assert kernel.calls[-1] == ("close", 10)


def test_freplace_wants_to_know_of_which_program() -> None:
    with pytest.raises(NotSupported, match="of which program"):
        attach(Subject(Kernel(), ProgramSpec("f", "freplace/g", ProgType.EXT, ()), 3))
