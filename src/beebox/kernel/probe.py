"""What this machine can do, as plain rows: the facts behind ``beebox doctor``.

Nothing is changed and nothing attached: where Linux is asked for a hook, a program of two
instructions is loaded and closed at once; ptrace is tried on a child of our own that never execs.
"""

from __future__ import annotations

import ctypes
import importlib.util
import os
import platform
import struct
import sys
from collections.abc import Callable, Iterator
from importlib import metadata
from typing import NamedTuple

from beebox.abi import syscalls
from beebox.abi.enums import AttachType, Cmd, PerfType, ProgType
from beebox.abi.structs import PerfEventAttr, ProgLoadAttr
from beebox.errors import BeeboxError, KernelError, NotSupported
from beebox.kernel import process, rights
from beebox.kernel.linux import Linux
from beebox.kernel.tracefs import Tracefs

BOX, RUNNING, SAMPLES, LINUX, HOOKS = (
    "box",
    "running processes (-p)",
    "samples (profile)",
    "linux",
    "hooks of linux",
)


class Finding(NamedTuple):
    """One thing looked at. *remedy*, of one that is missing, is the command that brings it."""

    name: str
    ok: bool
    detail: str
    remedy: str
    area: str


def findings() -> list[Finding]:
    """Look at everything; rows of one area stand together."""
    return [*_box(), *_running(), *_sampled(), *_linux(), *_hooks()]


# --- the box ---------------------------------------------------------------------------------


def _box() -> Iterator[Finding]:
    version = platform.python_version()
    yield Finding(
        "Python", sys.version_info >= (3, 11), version, "install Python 3.11 or later", BOX
    )
    machine = platform.machine()
    yield Finding("machine", machine in {"x86_64", "aarch64"}, _machine(machine),
                  "use an x86-64 or 64-bit ARM machine", BOX)  # fmt: skip
    yield _package("llvmlite", "compiles Python programs", BOX)
    yield _package("capstone", "shows machine code", BOX)
    yield _ask("ptrace", _ptrace, "container: run it with --cap-add=SYS_PTRACE", BOX)
    yield _ask("seccomp filters", _seccomp, "a kernel with CONFIG_SECCOMP_FILTER=y", BOX)


def _machine(machine: str) -> str:
    """Say what runs programs here."""
    return (
        f"{machine}, programs become machine code"
        if machine == "x86_64"
        else f"{machine}, interpreted"
    )


def _package(name: str, what: str, area: str) -> Finding:
    """Look for a Python package."""
    remedy = f"pip install {name}"
    if importlib.util.find_spec(name) is None:
        return Finding(name, False, f"{what}; not installed", remedy, area)
    try:
        version = metadata.version(name)
    except metadata.PackageNotFoundError:
        version = "of unknown version"
    return Finding(name, True, version, "", area)


def _ask(name: str, question: Callable[[], str], remedy: str, area: str) -> Finding:
    """Return a finding by *question*, which returns details or raises."""
    try:
        return Finding(name, True, question(), "", area)
    except OSError as error:
        return Finding(name, False, error.strerror or str(error), remedy, area)
    except BeeboxError as error:
        return Finding(name, False, str(error).split("\n", maxsplit=1)[0], remedy, area)


_PTRACE_SEIZE, _PTRACE_O_EXITKILL = 0x4206, 1 << 20
_SECCOMP_GET_ACTION_AVAIL, _SECCOMP_RET_TRACE = 2, 0x7FF00000


def _system_call(name: str, *args: int) -> None:
    """Make a system call.

    Raises:
        OSError: it failed.
    """
    libc = ctypes.CDLL(None, use_errno=True)
    number = syscalls.numbers()[name]
    if libc.syscall(ctypes.c_long(number), *map(ctypes.c_long, args)) < 0:
        error = ctypes.get_errno()
        raise OSError(error, os.strerror(error))


def _ptrace() -> str:
    """Seize a child of our own that waits for a word which never comes."""
    child = process.spawn(["true"])
    try:
        _system_call("ptrace", _PTRACE_SEIZE, child.pid, 0, _PTRACE_O_EXITKILL)
    finally:
        child.signal(9)
        child.wait()
    return "can trace its own children"


def _seccomp() -> str:
    action = ctypes.c_uint32(_SECCOMP_RET_TRACE)
    _system_call("seccomp", _SECCOMP_GET_ACTION_AVAIL, 0, ctypes.addressof(action))
    return "can stop at chosen system calls only"


# --- running processes -----------------------------------------------------------------------


def _running() -> Iterator[Finding]:
    scope = rights.sysctl("kernel.yama.ptrace_scope")
    allowed = not scope or (scope < 3 and "CAP_SYS_PTRACE" in rights.effective())
    detail = "no restriction" if scope is None else f"kernel.yama.ptrace_scope={scope}"
    remedy = (
        "reboot: 3 cannot be taken back" if scope == 3 else "sudo sysctl kernel.yama.ptrace_scope=0"
    )
    yield Finding("yama", allowed, detail, remedy, RUNNING)


# --- samples ---------------------------------------------------------------------------------


def _sampled() -> Iterator[Finding]:
    remedy = "sudo sysctl kernel.perf_event_paranoid=2; container: allow perf_event_open"
    yield _ask("perf events of processes", _samples, remedy, SAMPLES)


def _samples() -> str:
    """Open, and close at once, what `profile` samples processes by: here this one."""
    attr = PerfEventAttr(type=PerfType.SOFTWARE, disabled=1, exclude_kernel=1, sample_period=10**9)
    machine = Linux()
    machine.close(machine.perf_event_open(attr, 0, -1))
    return "can sample its own children"


# --- Linux -----------------------------------------------------------------------------------

_ROOT = "run it as root: sudo beebox ..."

# name, what is good, command
_SYSCTLS: tuple[tuple[str, Callable[[int], bool], str], ...] = (
    ("kernel.unprivileged_bpf_disabled", lambda value: value == 0, _ROOT),
    ("kernel.perf_event_paranoid", lambda value: value < 0, _ROOT),
    ("kernel.kptr_restrict", lambda value: value == 0, "sudo sysctl kernel.kptr_restrict=0"),
    ("net.core.bpf_jit_enable", lambda value: value == 1, "sudo sysctl net.core.bpf_jit_enable=1"),
    ("net.core.bpf_jit_harden", lambda value: value < 2, "sudo sysctl net.core.bpf_jit_harden=0"),
)  # fmt: skip
_PASSED_BY_ROOT = {
    "kernel.unprivileged_bpf_disabled": "CAP_BPF",
    "kernel.perf_event_paranoid": "CAP_PERFMON",
}


def _linux() -> Iterator[Finding]:
    yield Finding("release", True, platform.release(), "", LINUX)
    have = rights.effective()
    for name in ("CAP_BPF", "CAP_PERFMON", "CAP_NET_ADMIN", "CAP_SYS_ADMIN"):
        ok = name in have or "CAP_SYS_ADMIN" in have
        yield Finding(name, ok, "effective" if ok else "not effective", _ROOT, LINUX)
    for name, good, remedy in _SYSCTLS:
        value = rights.sysctl(name)
        ok = value is None or good(value) or _PASSED_BY_ROOT.get(name) in have
        yield Finding(name, ok, "no such sysctl" if value is None else str(value), remedy, LINUX)
    yield _lockdown()
    yield _ask("types (vmlinux BTF)", _btf, "a kernel built with CONFIG_DEBUG_INFO_BTF=y", LINUX)
    yield _ask("tracefs", _tracefs, _ROOT, LINUX)
    yield _namespaces()


def _lockdown() -> Finding:
    state = rights.lockdown()
    remedy = "boot with lockdown=none, if the kernel allows it"
    return Finding("lockdown", state != "confidentiality", state or "none known", remedy, LINUX)


def _btf() -> str:
    size = os.stat("/sys/kernel/btf/vmlinux").st_size  # noqa: PTH116 - as elsewhere
    return f"{size / 1e6:.1f} MB"


def _tracefs() -> str:
    tracefs = Tracefs()
    try:
        return f"{len(tracefs.list('events'))} categories of tracepoints"
    finally:
        tracefs.close()


def _namespaces() -> Finding:
    limit = rights.sysctl("user.max_user_namespaces")
    clone = rights.sysctl("kernel.unprivileged_userns_clone")
    apparmor = rights.sysctl("kernel.apparmor_restrict_unprivileged_userns")
    name = "user namespaces"
    if limit == 0:
        return Finding(
            name, False, "none allowed", "sudo sysctl user.max_user_namespaces=10000", LINUX
        )
    if clone == 0:
        return Finding(
            name, False, "for root only", "sudo sysctl kernel.unprivileged_userns_clone=1", LINUX
        )
    if apparmor:
        remedy = "sudo sysctl kernel.apparmor_restrict_unprivileged_userns=0"
        return Finding(name, False, "restricted by AppArmor", remedy, LINUX)
    return Finding(name, True, "allowed", "", LINUX)


# --- hooks of Linux --------------------------------------------------------------------------


class Hook(NamedTuple):
    """A hook to ask for: what to load, and what must be there besides.

    *target* is the BTF type that the program is for, *needs* a file, *config* what a kernel without
    the hook was built without. *result* is what the program returns.
    """

    name: str
    type: ProgType
    attach: AttachType | None = None
    target: str = ""
    result: int = 0
    needs: str = ""
    config: str = "CONFIG_BPF_SYSCALL"
    flags: int = 0


_PMU = "/sys/bus/event_source/devices/"
_SLEEPABLE = 16
_T, _A = ProgType, AttachType
HOOK_ROWS = (
    Hook("tracepoint", _T.TRACEPOINT, config="CONFIG_BPF_EVENTS"),
    Hook("raw tracepoint", _T.RAW_TRACEPOINT, config="CONFIG_BPF_EVENTS"),
    Hook("tp_btf", _T.TRACING, _A.TRACE_RAW_TP, "btf_trace_sched_process_exec",
         config="CONFIG_DEBUG_INFO_BTF"),
    Hook("kprobe", _T.KPROBE, needs=_PMU + "kprobe", config="CONFIG_KPROBES"),
    Hook("uprobe", _T.KPROBE, needs=_PMU + "uprobe", config="CONFIG_UPROBES"),
    Hook("uprobe_multi", _T.KPROBE, _A.TRACE_UPROBE_MULTI, needs=_PMU + "uprobe",
         config="CONFIG_UPROBES"),
    Hook("fentry", _T.TRACING, _A.TRACE_FENTRY, "vfs_read", config="CONFIG_FUNCTION_TRACER"),
    Hook("fexit", _T.TRACING, _A.TRACE_FEXIT, "vfs_read", config="CONFIG_FUNCTION_TRACER"),
    Hook("lsm", _T.LSM, _A.LSM_MAC, "bpf_lsm_file_open", config="CONFIG_BPF_LSM (and lsm=...,bpf)"),
    Hook("iterator", _T.TRACING, _A.TRACE_ITER, "bpf_iter_task", config="CONFIG_DEBUG_INFO_BTF"),
    Hook("perf event", _T.PERF_EVENT, config="CONFIG_PERF_EVENTS"),
    Hook("syscall program", _T.SYSCALL, flags=_SLEEPABLE),
    Hook("xdp", _T.XDP, _A.XDP, result=2, config="CONFIG_NET"),
    Hook("tc", _T.SCHED_CLS, config="CONFIG_NET_CLS_BPF"),
    Hook("tcx", _T.SCHED_CLS, _A.TCX_INGRESS, config="CONFIG_NET_XGRESS"),
    Hook("socket filter", _T.SOCKET_FILTER, config="CONFIG_NET"),
    Hook("cgroup skb", _T.CGROUP_SKB, _A.CGROUP_INET_INGRESS, result=1, config="CONFIG_CGROUP_BPF"),
    Hook("cgroup connect4", _T.CGROUP_SOCK_ADDR, _A.CGROUP_INET4_CONNECT, result=1,
         config="CONFIG_CGROUP_BPF"),
    Hook("cgroup device", _T.CGROUP_DEVICE, _A.CGROUP_DEVICE, result=1, config="CONFIG_CGROUP_BPF"),
    Hook("cgroup sysctl", _T.CGROUP_SYSCTL, _A.CGROUP_SYSCTL, result=1, config="CONFIG_CGROUP_BPF"),
    Hook("cgroup sockopt", _T.CGROUP_SOCKOPT, _A.CGROUP_SETSOCKOPT, result=1,
         config="CONFIG_CGROUP_BPF"),
    Hook("sock_ops", _T.SOCK_OPS, _A.CGROUP_SOCK_OPS, result=1, config="CONFIG_CGROUP_BPF"),
    Hook("sk_skb", _T.SK_SKB, _A.SK_SKB_STREAM_VERDICT, result=1,
         config="CONFIG_BPF_STREAM_PARSER"),
    Hook("sk_msg", _T.SK_MSG, _A.SK_MSG_VERDICT, result=1, config="CONFIG_BPF_STREAM_PARSER"),
    Hook("sk_lookup", _T.SK_LOOKUP, _A.SK_LOOKUP, result=1, config="CONFIG_INET"),
    Hook("flow dissector", _T.FLOW_DISSECTOR, _A.FLOW_DISSECTOR, config="CONFIG_NET"),
    Hook("netfilter", _T.NETFILTER, _A.NETFILTER, result=1, config="CONFIG_NETFILTER_BPF_LINK"),
)  # fmt: skip


def _hooks() -> Iterator[Finding]:
    if "CAP_BPF" not in (have := rights.effective()) and "CAP_SYS_ADMIN" not in have:
        yield Finding(
            "hooks", False, "Linux tells only a process with CAP_BPF", "sudo beebox doctor", HOOKS
        )
        return
    kernel = Linux()
    for hook in HOOK_ROWS:
        try:
            _load(kernel, hook)
        except KernelError as error:
            reason = os.strerror(error.errno)
            yield Finding(
                hook.name, False, f"the kernel refuses it: {reason}", _remedy(hook, error), HOOKS
            )
        except NotSupported as error:
            yield Finding(
                hook.name, False, error.feature, f"a kernel built with {hook.config}", HOOKS
            )
        else:
            yield Finding(hook.name, True, "", "", HOOKS)


def _remedy(hook: Hook, error: KernelError) -> str:
    """Return what may bring a hook whose program was refused."""
    if error.errno == 1 and rights.lockdown() not in {"", "none"}:
        return f"lockdown is {rights.lockdown()}: a kernel booted with lockdown=none may allow it"
    return f"a kernel built with {hook.config}"


def _must_exist(path: str) -> None:
    if not os.path.exists(path):  # noqa: PTH110 - as elsewhere
        raise NotSupported(f"no {path}")


def _load(kernel: Linux, hook: Hook) -> None:
    """Load a program for *hook* and close it.

    Raises:
        KernelError: the kernel refuses.
        NotSupported: a file or function that the hook needs is not there.
    """
    if hook.needs:
        _must_exist(hook.needs)
    attr = ProgLoadAttr(
        prog_type=hook.type,
        insn_cnt=2,
        expected_attach_type=hook.attach or 0,
        prog_flags=hook.flags,
        prog_name=b"beebox_probe",
    )
    attr.point("insns", struct.pack("<BBhiBBhi", 0xB7, 0, 0, hook.result, 0x95, 0, 0, 0))
    attr.point("license", b"GPL\0")
    if hook.target:
        kind = "typedef" if hook.target.startswith("btf_trace_") else "func"
        found = kernel.facts.btf.find(hook.target, kind)
        if found is None:
            raise NotSupported(f"the kernel has no {hook.target}")
        attr.attach_btf_id = found
    kernel.close(kernel.bpf(Cmd.PROG_LOAD, attr))
