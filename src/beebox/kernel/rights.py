"""What this process may do: capabilities, sysctls, lockdown, and one line on what is missing."""

from __future__ import annotations

from functools import lru_cache

from beebox.abi.enums import Cmd, ProgType
from beebox.abi.structs import Attr

# bits of CapEff (include/uapi/linux/capability.h)
CAPABILITIES = {
    "CAP_NET_ADMIN": 12,
    "CAP_SYS_PTRACE": 19,
    "CAP_SYS_ADMIN": 21,
    "CAP_SYS_RESOURCE": 24,
    "CAP_PERFMON": 38,
    "CAP_BPF": 39,
}
PERF = ("CAP_PERFMON",)
"""what perf_event_open asks for"""
BOX = "`--kernel box` needs none of this"

# who may read of objects by id (kernel/bpf/syscall.c)
_BY_ID = frozenset(
    cmd for cmd in Cmd if cmd.name.endswith(("_GET_NEXT_ID", "_GET_FD_BY_ID"))
) | {Cmd.TASK_FD_QUERY, Cmd.ENABLE_STATS}  # fmt: skip
# kernel/bpf/syscall.c: is_perfmon_prog_type, is_net_admin_prog_type
_PERFMON = ("KPROBE", "TRACEPOINT", "PERF_EVENT", "RAW_TRACEPOINT", "RAW_TRACEPOINT_WRITABLE",
            "TRACING", "LSM", "STRUCT_OPS", "EXT")  # fmt: skip
_UNPRIVILEGED = ("SOCKET_FILTER", "CGROUP_SKB")


def read(path: str) -> str:
    """Return the text of a file in /proc or /sys, "" if it cannot be read."""
    try:
        with open(path, encoding="utf-8", errors="replace") as file:  # noqa: PTH123 - pathlib costs 5 ms
            return file.read().strip()
    except OSError:
        return ""


def sysctl(name: str) -> int | None:
    """Return the number in a sysctl such as ``kernel.kptr_restrict``, None if there is none."""
    text = read("/proc/sys/" + name.replace(".", "/"))
    return int(text) if text.lstrip("-").isdecimal() else None


def effective() -> frozenset[str]:
    """Return which of `CAPABILITIES` are effective for this process."""
    for line in read("/proc/self/status").splitlines():
        if line.startswith("CapEff:"):
            mask = int(line.split()[1], 16)
            return frozenset(name for name, bit in CAPABILITIES.items() if mask >> bit & 1)
    return frozenset()


@lru_cache
def lockdown() -> str:
    """Return the kernel's lockdown: ``none``, ``integrity``, ``confidentiality``, "" if unknown."""
    text = read("/sys/kernel/security/lockdown") or _own_securityfs()
    _, _, rest = text.partition("[")
    return rest.partition("]")[0]


def _own_securityfs() -> str:
    """Return the lockdown file's text through a mount of our own, "" without the right to."""
    from beebox.errors import NotSupported  # noqa: PLC0415 - seldom asked
    from beebox.kernel.tracefs import mount_detached  # noqa: PLC0415 - seldom asked

    try:
        fd = mount_detached("securityfs")
    except NotSupported:  # a question, not a need
        return ""
    import os  # noqa: PLC0415 - as above

    try:
        return read(f"/proc/self/fd/{fd}/lockdown")
    finally:
        os.close(fd)


def missing(needed: tuple[str, ...]) -> tuple[str, ...]:
    """Return those of the capabilities *needed* that this process has not."""
    have = effective()
    return () if "CAP_SYS_ADMIN" in have else tuple(name for name in needed if name not in have)


def denied(what: str, needed: tuple[str, ...]) -> str:
    """Return one line on why *what*, which needs the capabilities *needed*, was refused."""
    lacking = missing(needed)
    if lacking:
        return f"{what} needs {' and '.join(lacking)} (run it as root; {BOX})"
    if read("/proc/self/uid_map").split() != ["0", "0", "4294967295"]:
        return f"{what} is refused: rights inside a user namespace do not count ({BOX})"
    state = lockdown()
    if state and state != "none":
        return f"{what} is refused though all capabilities are here; lockdown is {state} ({BOX})"
    return f"{what} is refused though all capabilities are here: by a security module? ({BOX})"


def denied_bpf(cmd: Cmd, attr: Attr) -> str:
    """Return one line on why bpf(2) said EPERM or EACCES."""
    what = f"bpf {cmd.name}"
    disabled = sysctl("kernel.unprivileged_bpf_disabled")
    if disabled and "CAP_BPF" not in effective():
        what = f"{what} (kernel.unprivileged_bpf_disabled={disabled})"
    return denied(what, needs(cmd, attr))


def needs(cmd: Cmd, attr: Attr) -> tuple[str, ...]:
    """Return the capabilities that *cmd* asks for; CAP_SYS_ADMIN has them all."""
    if cmd in _BY_ID:
        return ("CAP_SYS_ADMIN",)
    if cmd is not Cmd.PROG_LOAD:
        return ("CAP_BPF",)
    number = getattr(attr, "prog_type", 0)
    kind = next((kind.name for kind in ProgType if kind == number), "")
    if kind in _PERFMON:
        return ("CAP_BPF", "CAP_PERFMON")
    return ("CAP_BPF",) if kind in _UNPRIVILEGED else ("CAP_BPF", "CAP_NET_ADMIN")


def denied_perf() -> str:
    """Return one line on why perf_event_open(2) said EPERM or EACCES."""
    paranoid = sysctl("kernel.perf_event_paranoid")
    what = "perf_event_open"
    if paranoid is not None and "CAP_PERFMON" not in effective():
        what = f"{what} (kernel.perf_event_paranoid={paranoid})"
    return denied(what, PERF)
