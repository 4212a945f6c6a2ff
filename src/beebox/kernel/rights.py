"""What this process may do: capabilities, sysctls, lockdown, and one line on what is missing."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from beebox.abi.enums import Cmd, MapType, ProgType
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

# Who may do what (kernel/bpf/syscall.c, Linux 6.18). tests/kernel/test_rights.py asks Linux.

_BY_ID = frozenset(
    cmd for cmd in Cmd if cmd.name.endswith(("_GET_NEXT_ID", "_GET_FD_BY_ID"))
) | {Cmd.TASK_FD_QUERY, Cmd.ENABLE_STATS}  # fmt: skip
_COMMANDS: Mapping[Cmd, tuple[str, ...]] = {
    **dict.fromkeys(_BY_ID, ("CAP_SYS_ADMIN",)),
    Cmd.BTF_LOAD: ("CAP_BPF",),
    Cmd.PROG_QUERY: ("CAP_NET_ADMIN",),
    Cmd.PROG_ATTACH: ("CAP_NET_ADMIN",),
    Cmd.LINK_CREATE: ("CAP_NET_ADMIN",),
    Cmd.TOKEN_CREATE: ("CAP_BPF",),
}
"""what a command asks for whatever it is about; of PROG_ATTACH and LINK_CREATE for cgroup_skb"""
_NET_ADMIN_MAPS = frozenset((
    MapType.SOCKMAP, MapType.SOCKHASH, MapType.DEVMAP, MapType.DEVMAP_HASH, MapType.XSKMAP,
))  # fmt: skip
_PERFMON = frozenset((
    ProgType.KPROBE, ProgType.TRACEPOINT, ProgType.PERF_EVENT, ProgType.RAW_TRACEPOINT,
    ProgType.RAW_TRACEPOINT_WRITABLE, ProgType.TRACING, ProgType.LSM, ProgType.STRUCT_OPS,
    ProgType.EXT,
))  # fmt: skip
"""is_perfmon_prog_type"""
_NET_ADMIN = frozenset((
    ProgType.SCHED_CLS, ProgType.SCHED_ACT, ProgType.XDP, ProgType.LWT_IN, ProgType.LWT_OUT,
    ProgType.LWT_XMIT, ProgType.LWT_SEG6LOCAL, ProgType.SK_SKB, ProgType.SK_MSG,
    ProgType.FLOW_DISSECTOR, ProgType.CGROUP_DEVICE, ProgType.CGROUP_SOCK,
    ProgType.CGROUP_SOCK_ADDR, ProgType.CGROUP_SOCKOPT, ProgType.CGROUP_SYSCTL,
    ProgType.SOCK_OPS, ProgType.EXT, ProgType.NETFILTER, ProgType.LIRC_MODE2,
))  # fmt: skip
"""is_net_admin_prog_type"""


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
        return (
            f"{what} is refused: rights inside a user namespace do not count, unless a BPF token"
            f" delegates them: beebox.Linux(token=BPFFS) ({BOX})"
        )
    state = lockdown()
    if state and state != "none":
        return f"{what} is refused though all capabilities are here; lockdown is {state} ({BOX})"
    by = "a security module" if state else "lockdown or a security module"
    return f"{what} is refused though all capabilities are here: by {by}? ({BOX})"


def denied_bpf(cmd: Cmd, attr: Attr) -> str:
    """Return one line on why bpf(2) said EPERM or EACCES."""
    what = f"bpf {cmd.name}"
    disabled = sysctl("kernel.unprivileged_bpf_disabled")
    if disabled and "CAP_BPF" not in effective():
        what = f"{what} (kernel.unprivileged_bpf_disabled={disabled})"
    return denied(what, needs(cmd, attr))


def needs(cmd: Cmd, attr: Attr) -> tuple[str, ...]:
    """Return the capabilities that *cmd* asks for; CAP_SYS_ADMIN has them all."""
    if cmd is Cmd.MAP_CREATE:
        net = getattr(attr, "map_type", 0) in _NET_ADMIN_MAPS
        return ("CAP_BPF", "CAP_NET_ADMIN") if net else ("CAP_BPF",)
    if cmd is not Cmd.PROG_LOAD:
        return _COMMANDS.get(cmd, ())
    kind = getattr(attr, "prog_type", 0)
    perfmon = ("CAP_PERFMON",) * (kind in _PERFMON)
    return ("CAP_BPF", *perfmon, *("CAP_NET_ADMIN",) * (kind in _NET_ADMIN))


def denied_perf() -> str:
    """Return one line on why perf_event_open(2) said EPERM or EACCES."""
    paranoid = sysctl("kernel.perf_event_paranoid")
    what = "perf_event_open"
    if paranoid is not None and "CAP_PERFMON" not in effective():
        what = f"{what} (kernel.perf_event_paranoid={paranoid})"
    return denied(what, PERF)
