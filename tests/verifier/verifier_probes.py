"""Which helpers Linux lets which programs call: asked one by one, as ``bpftool feature probe`` does.

tests/data/verifier/helpers.txt has the answers of Linux 6.18, a line a helper and the kinds of
program that may call it (or, behind a ``!``, that may not). Run this file to ask the kernel at hand
and write them anew.
"""

import ctypes
import errno
import os
import struct
from pathlib import Path

from beebox.abi.enums import AttachType, Cmd, Func, ProgFlag, ProgType
from beebox.btf.read import read
from beebox.isa.insn import Insn, encode

ANSWERS = Path(__file__).parents[1] / "data" / "verifier" / "helpers.txt"
_SYS_BPF = {"x86_64": 321, "aarch64": 280}.get(os.uname().machine, 0)
_libc = ctypes.CDLL(None, use_errno=True)
_REFUSED = "program of this type cannot use helper"
_A = AttachType

ATTACHED: dict[ProgType, tuple[AttachType, ...]] = {
    ProgType.CGROUP_SKB: (_A.CGROUP_INET_INGRESS, _A.CGROUP_INET_EGRESS),
    ProgType.CGROUP_SOCK: (
        _A.CGROUP_INET_SOCK_CREATE,
        _A.CGROUP_INET_SOCK_RELEASE,
        _A.CGROUP_INET4_POST_BIND,
        _A.CGROUP_INET6_POST_BIND,
    ),
    ProgType.CGROUP_SOCK_ADDR: tuple(
        kind
        for kind in _A
        if kind.name.startswith(("CGROUP_INET4_", "CGROUP_INET6_", "CGROUP_UNIX_", "CGROUP_UDP"))
        and "POST_BIND" not in kind.name
    ),
    ProgType.CGROUP_SOCKOPT: (_A.CGROUP_GETSOCKOPT, _A.CGROUP_SETSOCKOPT),
    ProgType.CGROUP_DEVICE: (_A.CGROUP_DEVICE,),
    ProgType.CGROUP_SYSCTL: (_A.CGROUP_SYSCTL,),
    ProgType.SOCK_OPS: (_A.CGROUP_SOCK_OPS,),
    ProgType.SK_LOOKUP: (_A.SK_LOOKUP,),
    ProgType.SK_REUSEPORT: (_A.SK_REUSEPORT_SELECT, _A.SK_REUSEPORT_SELECT_OR_MIGRATE),
    ProgType.NETFILTER: (_A.NETFILTER,),
    ProgType.TRACING: (_A.TRACE_RAW_TP, _A.TRACE_ITER),
    ProgType.STRUCT_OPS: (_A.STRUCT_OPS,),
}
"""the kinds of attachment that a type of program is loaded for; others are loaded for none"""

_TARGETS = {
    _A.TRACE_RAW_TP: "btf_trace_sched_switch",
    _A.TRACE_ITER: "bpf_iter_task",
    _A.STRUCT_OPS: "tcp_congestion_ops",
}
_MEMBERS = {_A.STRUCT_OPS: 0}
"""what is said instead of the attach type: the first operation, ssthresh"""
_SKIPPED = {ProgType.UNSPEC, ProgType.EXT, ProgType.LSM}
"""what is not loaded without more: their answers are not here"""


def kinds() -> dict[str, tuple[ProgType, int]]:
    """Return what is asked about: ``XDP``, ``TRACING:TRACE_ITER``."""
    found: dict[str, tuple[ProgType, int]] = {}
    for type_ in ProgType:
        if type_ in _SKIPPED:
            continue
        for attach in ATTACHED.get(type_, (None,)):
            name = type_.name if attach is None else f"{type_.name}:{attach.name}"
            found[name] = (type_, int(attach or 0))
    return found


def target(attach: int) -> int:
    """Return the BTF id of what a tracing program of this kind is loaded for, if any."""
    name = _TARGETS.get(attach)  # type: ignore[call-overload]
    if name is None:
        return 0
    btf = read(Path("/sys/kernel/btf/vmlinux").read_bytes())
    found = (btf.find(name, kind) for kind in ("typedef", "func", "struct"))
    return next((ident for ident in found if ident), 0)


def ask(type_: ProgType, attach: int, func: int, btf_id: int = 0) -> str | None:
    """Return what the kernel logs of a call, or None if it does not look at such programs."""
    insns = [Insn(0x85, imm=func), Insn(0xB7), Insn(0x95)]
    code, license_ = ctypes.create_string_buffer(encode(insns)), ctypes.create_string_buffer(b"GPL")
    log = ctypes.create_string_buffer(1 << 16)
    where = (ctypes.addressof(code), ctypes.addressof(license_))
    flags = ProgFlag.SLEEPABLE if type_ is ProgType.SYSCALL else 0
    attr = struct.pack(
        "<IIQQIIQII20xIIIQIIQII",
        int(type_), 3, *where, 1, len(log), ctypes.addressof(log), 0, flags,
        _MEMBERS.get(attach, attach),  # type: ignore[call-overload]
        0, 0, 0, 0, 0, 0, 0, btf_id,
    )  # fmt: skip
    fd = _libc.syscall(_SYS_BPF, int(Cmd.PROG_LOAD), ctypes.create_string_buffer(attr, 152), 152)
    if fd >= 0:
        os.close(fd)
        return "accepted"
    text = log.value.decode()
    if not text and ctypes.get_errno() in (errno.EPERM, errno.EINVAL):
        return None
    return text


def may_call(name: str, type_: ProgType, attach: int) -> set[Func] | None:
    """Return the helpers that Linux lets programs of a kind call, or None if it says nothing."""
    btf_id = target(attach)
    found = set()
    for func in Func:
        if func is Func.unspec:
            continue
        said = ask(type_, attach, int(func), btf_id)
        if said is None:
            return None
        if _REFUSED not in said:
            found.add(func)
    return found


def recorded() -> dict[Func, frozenset[str]]:
    """Return the kinds of program that may call each helper, as Linux 6.18 said."""
    found, everything = {}, frozenset(asked())
    for line in ANSWERS.read_text().splitlines()[1:]:
        func, _, said = line.partition(":")
        names = frozenset(said.removeprefix("!").split())
        found[Func[func]] = everything - names if said.startswith("!") else names
    return found


def asked() -> list[str]:
    """Return the kinds of program that the recorded answers are about."""
    return ANSWERS.read_text().splitlines()[0].removeprefix("# ").split()


def record() -> None:
    """Ask the kernel about every kind of program and helper."""
    answers = {}
    for name, (type_, attach) in kinds().items():
        found = may_call(name, type_, attach)
        if found is None:
            print(f"{name}: no answer")
        else:
            answers[name] = found
    lines = ["# " + " ".join(answers)]
    for func in Func:
        if func is not Func.unspec:
            names = [name for name, found in answers.items() if func in found]
            others = [name for name in answers if name not in names]
            said = "!" + " ".join(others) if len(others) < len(names) else " " + " ".join(names)
            lines.append(f"{func.name}:{said}".rstrip())
    ANSWERS.write_text("\n".join(lines) + "\n")


if __name__ == "__main__":
    record()
