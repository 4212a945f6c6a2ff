"""Programs on perf events: the ground of tracepoints and probes, and sampling itself.

perf_event_open, then a link of type perf_event (Linux 5.15); older kernels take the program by
ioctl (kernel/events/core.c: perf_event_set_bpf_prog).
"""

from __future__ import annotations

import errno
from dataclasses import dataclass
from functools import partial

from beebox.abi.enums import AttachType, PerfIoctl, PerfSoftware, PerfType
from beebox.abi.structs import PerfEventAttr
from beebox.errors import KernelError
from beebox.kernel import client
from beebox.loader.attach.subject import Subject
from beebox.loader.links import Attachment, Link, close_all


def link(
    subject: Subject, attr: PerfEventAttr, *, pid: int = -1, cpu: int = -1, cookie: int = 0
) -> Link:
    """Open the event *attr* and attach the program to it; enabled.

    With *pid* on each CPU that it runs on, without on *cpu* (probes and tracepoints count on all).

    Raises:
        KernelError: the kernel refused; nothing stays open.
    """
    kernel = subject.kernel
    event = kernel.perf_event_open(attr, pid, cpu)
    fds: tuple[int, ...] = (event,)
    try:
        fds = (*_attach(subject, event, cookie), event)
        kernel.ioctl(event, PerfIoctl.ENABLE)
    except KernelError:
        Link(kernel, fds).close()
        raise
    return Link(kernel, fds)


def _attach(subject: Subject, event: int, cookie: int) -> tuple[int, ...]:
    """Return the fd of the link, none on a kernel before such links."""
    kernel = subject.kernel
    try:
        made = client.link_create(kernel, subject.fd, event, AttachType.PERF_EVENT, cookie=cookie)
    except KernelError as error:
        if error.errno != errno.EINVAL or cookie:
            raise
        try:
            kernel.ioctl(event, PerfIoctl.SET_BPF, subject.fd)
        except KernelError:
            raise error from None
        return ()
    return (made,)


@dataclass(frozen=True, slots=True)
class PerfEvent:
    """Samples of an event: by default *frequency* times a second of CPU time.

    *pid* says whose (-1: everybody's), *cpu* where (-1: on every CPU). *period* instead of
    *frequency* is a sample every so many events.
    """

    type: int = PerfType.SOFTWARE
    config: int = PerfSoftware.CPU_CLOCK
    frequency: int = 99
    period: int = 0
    pid: int = -1
    cpu: int = -1
    cookie: int = 0
    inherit: bool = False
    """follow what *pid* starts"""

    def attach(self, subject: Subject) -> Link:
        """Attach to the event of one process, or of one CPU."""
        attr = PerfEventAttr(type=self.type, config=self.config, inherit=self.inherit)
        if self.period:
            attr.sample_period = self.period
        else:
            attr.freq, attr.sample_freq = 1, self.frequency
        if self.pid < 0 and self.cpu < 0:
            return self._everywhere(subject, attr)
        return link(subject, attr, pid=self.pid, cpu=self.cpu, cookie=self.cookie)

    def _everywhere(self, subject: Subject, attr: PerfEventAttr) -> Link:
        """Attach to the event of each CPU; one that is offline has none."""
        made: list[Link] = []
        try:
            for cpu in range(subject.kernel.facts.cpus):
                try:
                    made.append(link(subject, attr, cpu=cpu, cookie=self.cookie))
                except KernelError as error:
                    if error.errno != errno.ENODEV:
                        raise
        except KernelError:
            close_all(made)
            raise
        return Attachment(subject.kernel, (), partial(close_all, made))
