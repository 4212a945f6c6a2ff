"""Links: a program attached to something, for as long as the link lives.

LINK_CREATE of type perf_event (tracepoints), RAW_TRACEPOINT_OPEN, LINK_DETACH
(kernel/bpf/syscall.c, kernel/events/core.c: perf_event_set_bpf_prog).
"""

from __future__ import annotations

from collections.abc import Callable
from errno import EACCES, EBADF, EEXIST, EINVAL, ENOENT, EOPNOTSUPP
from typing import TYPE_CHECKING

from beebox.abi.enums import AttachType, LinkType, ProgType
from beebox.box.objects import Object
from beebox.box.perf import PerfEvent, ProgramEvent, SampleEvent, TracepointEvent
from beebox.box.programs import Program
from beebox.box.usermem import read_string
from beebox.errors import KernelError

if TYPE_CHECKING:
    from beebox.box.syscall import Call
    from beebox.box.world import World

_NAME = 128


class Link(Object):
    """A link; what undoes it, and what it tells of itself."""

    noun = "link"
    type: LinkType
    __slots__ = ("program", "world")

    def __init__(self, world: World, program: Program) -> None:
        super().__init__()
        self.world = world
        self.program = program
        program.hold()

    def die(self) -> None:
        """Detach, then drop the program."""
        self.world.links.take(self)
        self.release()
        self.program.drop()

    def release(self) -> None:
        """Detach."""
        raise NotImplementedError


class PerfLink(Link):
    """A program on a perf event."""

    type = LinkType.PERF_EVENT
    __slots__ = ("cookie", "event")

    def __init__(self, world: World, program: Program, event: ProgramEvent, cookie: int) -> None:
        super().__init__(world, program)
        self.event = event
        self.cookie = cookie
        event.hold()

    def release(self) -> None:
        """Take the program off the event."""
        self.event.release()
        self.event.drop()


class RawTracepointLink(Link):
    """A program on a raw tracepoint."""

    type = LinkType.RAW_TRACEPOINT
    __slots__ = ("_undo", "cookie", "name")

    def __init__(self, world: World, program: Program, name: str, cookie: int) -> None:
        super().__init__(world, program)
        self.name = name
        self.cookie = cookie
        world.watch()
        self._undo: Callable[[], None] = world.hooks.attach_raw(name, program, cookie)

    def release(self) -> None:
        """Take the program off the tracepoint."""
        self._undo()


def create(call: Call) -> int:
    """LINK_CREATE (link_create)."""
    attr, world = call.attr, call.world
    program = world.fds.find(attr.prog_fd, Program)
    if program.type is ProgType.RAW_TRACEPOINT:
        raise KernelError(EINVAL, "a RAW_TRACEPOINT program is attached by RAW_TRACEPOINT_OPEN")
    if program.type not in (ProgType.TRACEPOINT, ProgType.PERF_EVENT):
        what = f"{program.type.name} programs are not attached in the box yet (--kernel linux does)"
        raise KernelError(EOPNOTSUPP, what)
    if attr.attach_type != AttachType.PERF_EVENT:
        raise KernelError(EINVAL, f"attach type {attr.attach_type}")
    if attr.flags:
        raise KernelError(EINVAL, f"flags {attr.flags:#x}")
    event = world.fds.find(attr.target_fd, PerfEvent, EBADF)
    tracepoint = set_program(world, event, program, attr.perf_event.bpf_cookie)
    link = PerfLink(world, program, tracepoint, attr.perf_event.bpf_cookie)
    world.links.give(link)
    return world.fds.open(link)


def set_program(world: World, event: PerfEvent, program: Program, cookie: int = 0) -> ProgramEvent:
    """Attach *program* to *event* (perf_event_set_bpf_prog).

    Raises:
        KernelError: EINVAL they do not fit, EEXIST it has one, EACCES it reads behind the record.
    """
    if not isinstance(event, ProgramEvent) or program.type is not _FITS[type(event)]:
        raise KernelError(EINVAL, f"a {program.type.name} program on this perf event")
    if event.program is not None:
        raise KernelError(EEXIST, "the perf event has a program")
    _ = program.code  # or it cannot run
    world.watch()
    undo = _hook(world, event, program, cookie)
    program.hold()
    event.attached(program, undo)
    return event


_FITS = {TracepointEvent: ProgType.TRACEPOINT, SampleEvent: ProgType.PERF_EVENT}


def _hook(world: World, event: ProgramEvent, program: Program, cookie: int) -> Callable[[], None]:
    """Have *program* run from now on; return what ends that."""
    if isinstance(event, SampleEvent):
        return world.sampler.attach(event, program, cookie)
    assert isinstance(event, TracepointEvent)
    if program.max_ctx_offset > event.tracepoint.size:
        raise KernelError(
            EACCES,
            f"the program reads to byte {program.max_ctx_offset} of a record of "
            f"{event.tracepoint.size}",
        )
    return world.hooks.attach(event.tracepoint, program, cookie)


def detach(call: Call) -> int:
    """LINK_DETACH: neither kind of link here can (link->ops->detach)."""
    call.world.fds.find(call.attr.link_fd, Link)
    raise KernelError(EOPNOTSUPP, "this link is detached by closing it")


def raw_tracepoint_open(call: Call) -> int:
    """RAW_TRACEPOINT_OPEN (bpf_raw_tp_link_attach)."""
    attr, world = call.attr, call.world
    program = world.fds.find(attr.prog_fd, Program)
    if program.type not in (ProgType.RAW_TRACEPOINT, ProgType.RAW_TRACEPOINT_WRITABLE):
        raise KernelError(EINVAL, f"a {program.type.name} program on a raw tracepoint")
    name = read_string(call.memory, attr.name, _NAME - 1).decode("latin-1")
    if not name:
        raise KernelError(ENOENT, "a raw tracepoint without a name")
    _ = program.code  # or it cannot run
    link = RawTracepointLink(world, program, name, attr.cookie)
    world.links.give(link)
    return world.fds.open(link)
