"""Probes of functions in executables and libraries: one (uprobe), many at once (uprobe.multi).

A uprobe is a perf event of the source ``uprobe`` at a place in a file, many are one link (Linux
6.6: kernel/trace/bpf_trace.c, bpf_uprobe_multi_link_attach).
"""

from __future__ import annotations

import errno
import os
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from itertools import zip_longest

from beebox.abi.enums import AttachType, Cmd, ProgType, UprobeMultiFlag
from beebox.abi.structs import LinkCreateAttr, PerfEventAttr, ProgLoadAttr
from beebox.errors import KernelError, NotSupported
from beebox.isa.insn import Insn, encode
from beebox.kernel.api import Kernel
from beebox.loader.attach import perf
from beebox.loader.attach.binaries import find
from beebox.loader.attach.kprobes import matching, same_length
from beebox.loader.attach.strings import words
from beebox.loader.attach.subject import Subject
from beebox.loader.links import Attachment, Link, close_all
from beebox.obj.binary import Binary


@dataclass(frozen=True, slots=True)
class Uprobe:
    """*function* of *binary* (a path, a library's or a command's name), *offset* bytes in.

    Without *function*, *offset* is one in the file. *ret*: its return. *pid*: that process only
    (0: our own). *semaphore* is where in the file a counter stands that must not be 0 meanwhile.
    """

    binary: str
    function: str = ""
    offset: int = 0
    ret: bool = False
    pid: int = -1
    cookie: int = 0
    semaphore: int = 0

    def attach(self, subject: Subject) -> Link:
        """Attach by a perf event of the source ``uprobe``."""
        path = find(self.binary)
        pmu = subject.kernel.facts.pmu("uprobe")
        attr = PerfEventAttr(type=pmu.type, probe_offset=self._place(path))
        if self.ret:
            attr.config = 1 << pmu.bits.get("retprobe", 0)
        if self.semaphore:
            attr.config |= self.semaphore << pmu.bits.get("ref_ctr_offset", 32)
        attr.point("uprobe_path", path.encode() + b"\0")
        pid = os.getpid() if self.pid == 0 else self.pid
        cpu = 0 if pid < 0 else -1
        return perf.link(subject, attr, pid=pid, cpu=cpu, cookie=self.cookie)

    def _place(self, path: str) -> int:
        start = Binary(path).function(self.function).offset if self.function else 0
        return start + self.offset


@dataclass(frozen=True, slots=True)
class UprobeMulti:
    """Many functions of *binary* in one link: those that match *pattern*, or *functions*.

    *offsets* are places in the file instead. *cookies* and *semaphores*, if any, are one a place.
    With *session* the program runs at entry and, unless it returned 1 there, at return. A program
    of single uprobes is attached by one for each place, and so are all on a kernel before 6.6.
    """

    binary: str
    pattern: str = ""
    functions: Sequence[str] = ()
    offsets: Sequence[int] = ()
    cookies: Sequence[int] = ()
    semaphores: Sequence[int] = ()
    pid: int = -1
    ret: bool = False
    session: bool = False

    def attach(self, subject: Subject) -> Link:
        """Attach by a link of type uprobe_multi, or by one of type perf_event for each place."""
        path = find(self.binary)
        offsets = self._places(path)
        if subject.spec.attach_type is None and not self.session:
            return self._apart(subject, path, offsets)
        try:
            return Link(subject.kernel, (self._together(subject, path, offsets),))
        except KernelError as error:
            if error.errno != errno.EINVAL or self.session or together(subject.kernel):
                raise
            return self._apart(subject, path, offsets)  # Linux before 6.6

    def _together(self, subject: Subject, path: str, offsets: Sequence[int]) -> int:
        kind = AttachType.TRACE_UPROBE_SESSION if self.session else AttachType.TRACE_UPROBE_MULTI
        attr = LinkCreateAttr(prog_fd=subject.fd, attach_type=kind)
        multi = attr.uprobe_multi
        multi.flags = UprobeMultiFlag.RETURN if self.ret else 0
        multi.pid = os.getpid() if self.pid == 0 else max(self.pid, 0)
        multi.cnt = len(offsets)
        same_length(len(offsets), self.cookies)
        same_length(len(offsets), self.semaphores)
        multi.point("path", path.encode() + b"\0")
        multi.point("offsets", words(offsets))
        if self.cookies:
            multi.point("cookies", words(self.cookies))
        if self.semaphores:
            multi.point("ref_ctr_offsets", words(self.semaphores))
        return subject.kernel.bpf(Cmd.LINK_CREATE, attr)

    def _apart(self, subject: Subject, path: str, offsets: Sequence[int]) -> Link:
        same_length(len(offsets), self.cookies)
        same_length(len(offsets), self.semaphores)
        made: list[Link] = []
        try:
            for offset, cookie, semaphore in zip_longest(
                offsets, self.cookies, self.semaphores, fillvalue=0
            ):
                one = Uprobe(path, "", offset, self.ret, self.pid, cookie, semaphore)
                made.append(one.attach(subject))
        except (KernelError, NotSupported):
            close_all(made)
            raise
        return Attachment(subject.kernel, (), partial(close_all, made))

    def _places(self, path: str) -> list[int]:
        if self.offsets:
            return list(self.offsets)
        binary = Binary(path)
        if self.functions:
            return [binary.function(name).offset for name in self.functions]
        if not self.pattern:
            raise NotSupported("no function is named", "write uprobe.multi/BINARY:PATTERN")
        names = set(matching({each.name for each in binary.functions}, self.pattern, path))
        return sorted({each.offset for each in binary.functions if each.name in names})


def together(kernel: Kernel) -> bool:
    """Tell whether *kernel* has links of many uprobes: asked for one on a directory, it says so."""
    attr = ProgLoadAttr(
        prog_type=ProgType.KPROBE, insn_cnt=2, expected_attach_type=AttachType.TRACE_UPROBE_MULTI
    )
    attr.point("insns", encode((Insn(0xB7), Insn(0x95))))
    attr.point("license", b"GPL\0")
    try:
        fd = kernel.bpf(Cmd.PROG_LOAD, attr)
    except KernelError:
        return False
    link = LinkCreateAttr(prog_fd=fd, attach_type=AttachType.TRACE_UPROBE_MULTI)
    multi = link.uprobe_multi  # holds what it points to
    multi.point("path", b"/\0")
    multi.point("offsets", words([0]))
    multi.cnt = 1
    try:
        kernel.close(kernel.bpf(Cmd.LINK_CREATE, link))
    except KernelError as error:
        return error.errno == errno.EBADF
    finally:
        kernel.close(fd)
    return True
