"""Tracepoints: by their record (tracepoint), by their arguments (raw_tracepoint, tp_btf)."""

from __future__ import annotations

from dataclasses import dataclass

from beebox.abi.enums import PerfSample, PerfType
from beebox.abi.structs import PerfEventAttr
from beebox.errors import NotSupported
from beebox.kernel import client
from beebox.loader.attach import perf
from beebox.loader.attach.subject import Subject
from beebox.loader.links import Link


@dataclass(frozen=True, slots=True)
class Tracepoint:
    """The tracepoint *name*, ``CATEGORY/NAME``; all processes', or those of *pid*."""

    name: str
    cookie: int = 0
    pid: int = -1

    def attach(self, subject: Subject) -> Link:
        """Attach by a perf event of the tracepoint's number."""
        category, _, name = self.name.replace(":", "/").partition("/")
        if not name:
            raise NotSupported(
                "no tracepoint is named",
                "write tracepoint/CATEGORY/NAME, for example tracepoint/syscalls/sys_enter_openat",
            )
        attr = PerfEventAttr(
            type=PerfType.TRACEPOINT,
            config=subject.kernel.facts.tracepoint(category, name).id,
            sample_type=PerfSample.RAW,
            sample_period=1,
            wakeup_events=1,
        )
        cpu = 0 if self.pid < 0 else -1
        return perf.link(subject, attr, pid=self.pid, cpu=cpu, cookie=self.cookie)


@dataclass(frozen=True, slots=True)
class RawTracepoint:
    """The tracepoint *name*, without its category."""

    name: str
    cookie: int = 0

    def attach(self, subject: Subject) -> Link:
        """Attach by RAW_TRACEPOINT_OPEN."""
        if not self.name:
            raise NotSupported(
                "no tracepoint is named", "write raw_tp/NAME, for example raw_tp/sys_enter"
            )
        fd = client.raw_tracepoint_open(subject.kernel, self.name, subject.fd, self.cookie)
        return Link(subject.kernel, (fd,))
