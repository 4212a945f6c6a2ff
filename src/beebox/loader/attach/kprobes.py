"""Probes of the kernel's functions: one (kprobe), many at once (kprobe.multi), system calls.

A kprobe is a perf event of the source ``kprobe`` (Linux 4.17), many are one link (5.18:
kernel/trace/bpf_trace.c, bpf_kprobe_multi_link_attach).
"""

from __future__ import annotations

import platform
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase

from beebox.abi.enums import AttachType, Cmd, KprobeMultiFlag
from beebox.abi.structs import LinkCreateAttr, PerfEventAttr
from beebox.errors import NotSupported
from beebox.kernel.api import Kernel
from beebox.loader.attach import perf
from beebox.loader.attach.strings import pointers, words
from beebox.loader.attach.subject import Subject
from beebox.loader.links import Link

_WRAPPERS = {
    "x86_64": "__x64_sys_",
    "aarch64": "__arm64_sys_",
    "s390x": "__s390x_sys_",
    "riscv64": "__riscv_sys_",
}
"""what a system call's function is called, by machine (CONFIG_ARCH_HAS_SYSCALL_WRAPPER)"""


@dataclass(frozen=True, slots=True)
class Kprobe:
    """*function* of the kernel, *offset* bytes in; its return if *ret*."""

    function: str
    offset: int = 0
    ret: bool = False
    cookie: int = 0

    def attach(self, subject: Subject) -> Link:
        """Attach by a perf event of the source ``kprobe``."""
        if not self.function:
            raise NotSupported("no function is named", "write kprobe/FUNCTION")
        pmu = subject.kernel.facts.pmu("kprobe")
        attr = PerfEventAttr(type=pmu.type, kprobe_addr=self.offset)
        if self.ret:
            attr.config = 1 << pmu.bits.get("retprobe", 0)
        attr.point("kprobe_func", self.function.encode() + b"\0")
        return perf.link(subject, attr, cpu=0, cookie=self.cookie)


@dataclass(frozen=True, slots=True)
class Ksyscall:
    """The system call *name* (``openat``), whatever its function is called on this machine."""

    name: str
    ret: bool = False
    cookie: int = 0

    def attach(self, subject: Subject) -> Link:
        """Attach a kprobe to the system call's function."""
        function = syscall_function(subject.kernel, self.name)
        return Kprobe(function, ret=self.ret, cookie=self.cookie).attach(subject)


def syscall_function(kernel: Kernel, name: str) -> str:
    """Return the name of the function that system call *name* is.

    Raises:
        NotSupported: no system call is named.
    """
    if not name:
        raise NotSupported("no system call is named", "write ksyscall/NAME, without sys_")
    wrapped = _WRAPPERS.get(platform.machine(), "") + name
    plain = f"__se_sys_{name}"
    return (
        plain if wrapped not in kernel.facts.symbols and plain in kernel.facts.symbols else wrapped
    )


@dataclass(frozen=True, slots=True)
class KprobeMulti:
    """Many functions of the kernel in one link: those that match *pattern*, or *functions*.

    *pattern* has ``*`` and ``?``. *cookies*, if any, are one a function. With *session* the program
    runs at entry and, unless it returned 1 there, at return.
    """

    pattern: str = ""
    functions: Sequence[str] = ()
    addresses: Sequence[int] = ()
    cookies: Sequence[int] = ()
    ret: bool = False
    session: bool = False

    def attach(self, subject: Subject) -> Link:
        """Attach by a link of type kprobe_multi."""
        names = self._names(subject.kernel)
        kind = AttachType.TRACE_KPROBE_SESSION if self.session else AttachType.TRACE_KPROBE_MULTI
        attr = LinkCreateAttr(prog_fd=subject.fd, attach_type=kind)
        multi = attr.kprobe_multi
        multi.flags = KprobeMultiFlag.RETURN if self.ret else 0
        multi.cnt = len(self.addresses or names)
        same_length(multi.cnt, self.cookies)
        table, held = pointers(names)
        if self.addresses:
            multi.point("addrs", words(self.addresses))
        else:
            multi.point("syms", table)
        if self.cookies:
            multi.point("cookies", words(self.cookies))
        fd = subject.kernel.bpf(Cmd.LINK_CREATE, attr)
        del held
        return Link(subject.kernel, (fd,))

    def _names(self, kernel: Kernel) -> Sequence[str]:
        if self.functions or self.addresses:
            return self.functions
        if not set("*?[") & set(self.pattern):
            return (self.pattern,)
        return matching(kernel.facts.symbols, self.pattern)


def matching(names: Iterable[str], pattern: str, where: str = "the kernel") -> Sequence[str]:
    """Return those of *names* that match *pattern*; *where* they are.

    Raises:
        NotSupported: none does.
    """
    found = [name for name in names if fnmatchcase(name, pattern)]
    if not found:
        raise NotSupported(f"no function matches {pattern!r} in {where}")
    return found


def same_length(count: int, cookies: Sequence[int]) -> None:
    """Hold that there are as many *cookies* as functions, or none."""
    if cookies and len(cookies) != count:
        raise NotSupported(f"{len(cookies)} cookies for {count} functions", "give one for each")
