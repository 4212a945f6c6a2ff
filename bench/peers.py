"""What is measured beside beebox, where it is installed, and how each is told to watch opens."""

from __future__ import annotations

import os
import shutil
import sys
from dataclasses import dataclass

BEEBOX = [sys.executable, "-m", "beebox"]
ROOT = os.geteuid() == 0


@dataclass(frozen=True)
class Peer:
    """A tracer: *around* puts itself before a command, *beside* watches a pid; None if it cannot."""

    name: str
    around: list[str] | None
    beside: list[str] | None = None
    needs: str = ""
    root: bool = False

    @property
    def here(self) -> bool:
        """Whether it can run on this machine."""
        return (not self.needs or shutil.which(self.needs) is not None) and (ROOT or not self.root)


PEERS = [
    Peer("untraced", []),
    Peer(
        "beebox, box",
        [*BEEBOX, "opensnoop", "-o", "/dev/null", "--"],
        [*BEEBOX, "opensnoop", "-p", "{pid}"],
    ),
    Peer(
        "beebox, linux",
        [*BEEBOX, "opensnoop", "--kernel", "linux", "-o", "/dev/null", "--"],
        [*BEEBOX, "opensnoop", "--kernel", "linux", "-p", "{pid}"],
        root=True,
    ),
    Peer(
        "strace --seccomp-bpf",
        [
            "strace",
            "--seccomp-bpf",
            "-f",
            "-e",
            "trace=open,openat,openat2,creat",
            "-o",
            "/dev/null",
        ],
        needs="strace",
    ),
    Peer(
        "strace",
        ["strace", "-f", "-e", "trace=open,openat,openat2,creat", "-o", "/dev/null"],
        [
            "strace",
            "-f",
            "-e",
            "trace=open,openat,openat2,creat",
            "-o",
            "/dev/stdout",
            "-p",
            "{pid}",
        ],
        needs="strace",
    ),
    Peer(
        "libbpf-tools opensnoop",
        None,
        ["/usr/sbin/opensnoop", "-p", "{pid}"],
        "/usr/sbin/opensnoop",
        root=True,
    ),
    Peer(
        "bpftrace",
        None,
        [
            "bpftrace",
            "-e",
            'tracepoint:syscalls:sys_exit_openat /pid == {pid}/ {{ printf("%d %d\\n", pid, args->ret); }}',
        ],
        "bpftrace",
        root=True,
    ),
]
