"""Attach a program to what its section names, by the route of the section's row."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from beebox.abi.enums import AttachType
from beebox.abi.structs import PerfEventAttr
from beebox.errors import KernelError, NotSupported
from beebox.kernel import client
from beebox.kernel.api import Kernel
from beebox.obj.spec import ProgramSpec
from beebox.spec.sections import Route, find

_PERF_TYPE_TRACEPOINT = 2
_PERF_SAMPLE_RAW = 1 << 10
_PERF_ENABLE = 0x2400


@dataclass(frozen=True, slots=True)
class Link:
    """A program attached somewhere; `close` detaches it."""

    kernel: Kernel
    fds: tuple[int, ...]

    def close(self) -> None:
        """Detach, by closing the link and then what it hangs on."""
        close_quietly(self.kernel, self.fds)


def close_quietly(kernel: Kernel, fds: Sequence[int]) -> None:
    """Close each of *fds*, whatever the kernel says of one: nothing is left to do about it."""
    for fd in fds:
        with contextlib.suppress(KernelError):
            kernel.close(fd)


def attach(kernel: Kernel, program: ProgramSpec, fd: int) -> list[Link]:
    """Attach program *fd* as its section says; a section that attaches nowhere gives no link.

    Raises:
        NotSupported: the section's route is not built yet, or this kernel lacks the hook.
        KernelError: the kernel refused.
    """
    section = find(program.section)
    route = ROUTES.get(section.route)
    if route is None:
        raise NotSupported(
            f'program {program.name}: attaching SEC("{program.section}") is not built yet',
            "what attaches today: "
            + ", ".join(sorted(r.name.lower() for r in ROUTES if r is not Route.NONE)),
        )
    try:
        return route(kernel, program, fd)
    except KernelError as error:
        error.what = f"attach {program.name} to {program.section}: {error.what}"
        raise
    except NotSupported as error:
        error.feature = f'program {program.name}, SEC("{program.section}"): {error.feature}'
        raise


def _nowhere(kernel: Kernel, program: ProgramSpec, fd: int) -> list[Link]:  # noqa: ARG001 - a route's shape
    return []


def _tracepoint(kernel: Kernel, program: ProgramSpec, fd: int) -> list[Link]:
    """perf_event_open of the tracepoint's id, then a link of type perf_event (Linux 5.15)."""
    category, _, name = program.attach_to.partition("/")
    if not name:
        raise NotSupported(
            "no tracepoint is named",
            "write tracepoint/CATEGORY/NAME, for example tracepoint/syscalls/sys_enter_openat",
        )
    attr = PerfEventAttr()
    attr.type = _PERF_TYPE_TRACEPOINT
    attr.config = kernel.facts.tracepoint(category, name).id
    attr.sample_type = _PERF_SAMPLE_RAW
    attr.sample_period = 1
    attr.wakeup_events = 1
    event = kernel.perf_event_open(attr, -1, 0)
    try:
        link = client.link_create(kernel, fd, event, AttachType.PERF_EVENT)
        kernel.ioctl(event, _PERF_ENABLE)
    except KernelError:
        kernel.close(event)
        raise
    return [Link(kernel, (link, event))]


def _raw_tracepoint(kernel: Kernel, program: ProgramSpec, fd: int) -> list[Link]:
    return [Link(kernel, (client.raw_tracepoint_open(kernel, program.attach_to, fd),))]


ROUTES: dict[Route, Callable[[Kernel, ProgramSpec, int], list[Link]]] = {
    Route.NONE: _nowhere,
    Route.TRACEPOINT: _tracepoint,
    Route.RAW_TRACEPOINT: _raw_tracepoint,
}
