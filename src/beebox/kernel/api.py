"""The seam: what beebox may ask of a kernel, any kernel.

`Kernel` is twelve calls and some facts. `kernel/linux.py` answers them with system calls,
`box/kernel.py` from user space, `kernel/remote.py` by asking a box in another process. All take the
same bpf(2) attributes (`beebox.abi.structs`), return the same errnos (`KernelError`), and nothing
above this line can tell them apart.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, Protocol, TypedDict, Unpack, runtime_checkable

from beebox.abi.enums import Cmd
from beebox.abi.structs import Attr, PerfEventAttr

if TYPE_CHECKING:
    from beebox.btf.types import Btf


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a tracepoint's record: *type* in C, *offset* and *size* in bytes."""

    name: str
    type: str
    offset: int
    size: int
    signed: bool = False


@dataclass(frozen=True, slots=True)
class Tracepoint:
    """A tracepoint that a kernel has: what perf_event_open wants as config, and its record."""

    category: str
    name: str
    id: int
    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True)
class Pmu:
    """A source of perf events: its *type* for perf_event_open, and the first bit of its fields."""

    type: int
    bits: Mapping[str, int]
    """``{"retprobe": 0}``: that field of config begins there"""


class Facts(Protocol):
    """What may be read of a kernel without a system call of ours. Read lazily, kept once read."""

    @property
    def name(self) -> str:
        """``box`` or ``linux``: for showing to people, never for deciding."""

    @property
    def release(self) -> str:
        """As uname -r."""

    @property
    def cpus(self) -> int:
        """Possible CPUs: how many values a per-CPU map has for a key."""

    @property
    def btf(self) -> Btf:
        """The kernel's own types (vmlinux).

        Raises:
            NotSupported: it has none.
        """

    def tracepoint(self, category: str, name: str) -> Tracepoint:
        """Return the tracepoint *category*/*name*.

        Raises:
            NotSupported: no such tracepoint, or no way to read about it; with a hint.
        """

    def tracepoints(self, category: str) -> Sequence[str]:
        """Return the names of the tracepoints of a category; none if there is no such."""

    def pmu(self, name: str) -> Pmu:
        """Return the source of perf events *name* (``uprobe``, ``kprobe``).

        Raises:
            NotSupported: it has none of that name.
        """

    def trace_pipe(self) -> IO[bytes]:
        """Open the stream of bpf_printk lines, in trace_pipe's format; reads do not block.

        ``read`` returns None while there is nothing.
        """

    @property
    def symbols(self) -> Mapping[str, int]:
        """The kernel's functions and their addresses; empty where it does not show them."""

    @property
    def code(self) -> Sequence[tuple[int, str]]:
        """Where each of the kernel's functions begins, in order; empty where that is hidden."""

    @property
    def settings(self) -> Mapping[str, str]:
        """How it was built: ``CONFIG_HZ`` is ``"1000"``; empty where that is not told."""

    def sysctl(self, name: str) -> int | None:
        """Return a setting of the running kernel, ``kernel.kptr_restrict``; None: it has none."""

    @property
    def lockdown(self) -> str:
        """What even root may not: ``none``, ``integrity``, ``confidentiality``, "" if unknown."""

    @property
    def capabilities(self) -> frozenset[str] | None:
        """What this process may do there, of what matters here; None: nothing asks for rights."""

    def fdinfo(self, fd: int) -> Mapping[str, int]:
        """Return what is told of an object beside its info: ``memlock`` bytes, ``frozen``."""


class Mapping_(Protocol):  # noqa: N801 - collections.abc.Mapping is another thing
    """Memory shared with the kernel: *address*, *length*, and a view."""

    @property
    def address(self) -> int:
        """Where it is in this process."""

    @property
    def view(self) -> memoryview:
        """Its bytes; writable if it was asked to be."""

    def close(self) -> None:
        """Unmap it."""


class Spawn(TypedDict, total=False):
    """How to start a command; what is absent is inherited."""

    env: Mapping[str, str]
    cwd: str
    stdin: int
    stdout: int
    stderr: int
    cgroup: str
    """the directory of a cgroup that it is put into, before it runs"""


class Child(Protocol):
    """A process (and, in the box, its whole tree) that programs can see.

    A spawned child is held before its exec until `go`: attach first, then let it run.
    """

    @property
    def pid(self) -> int:
        """The process id."""

    @property
    def fd(self) -> int:
        """Readable (for `Kernel.poll`) once the child has ended or was detached."""

    @property
    def returncode(self) -> int | None:
        """None while it runs; then its exit status, or -signal as subprocess has it."""

    def go(self) -> None:
        """Let a spawned child exec.

        Raises:
            CommandError: no such command (127) or not executable (126).
        """

    def wait(self, timeout: float | None = None) -> int | None:
        """Wait for the end; return `returncode`, None if *timeout* seconds passed first."""

    def signal(self, number: int) -> None:
        """Send it a signal."""

    def detach(self) -> None:
        """Stop watching. An adopted process runs on unharmed; idempotent."""


@runtime_checkable
class Kernel(Protocol):
    """What a program may ask of a kernel: system calls, and facts to read.

    Every call raises `KernelError` with the errno, and nothing else for a kernel's refusal.
    """

    @property
    def facts(self) -> Facts:
        """What may be read of it."""

    def bpf(self, cmd: Cmd, attr: Attr) -> int:
        """Do *cmd*. What the kernel writes back is in *attr*, the command's struct."""

    def perf_event_open(self, attr: PerfEventAttr, pid: int, cpu: int) -> int:
        """Open a perf event with group_fd -1 and FD_CLOEXEC; return the fd."""

    def ioctl(self, fd: int, request: int, arg: int = 0) -> int:
        """Control a perf event."""

    def mmap(
        self, fd: int, length: int, offset: int = 0, *, writable: bool = False, address: int = 0
    ) -> Mapping_:
        """Map the memory of a map or a perf event, shared; at *address*, if one is named."""

    def unlink(self, path: str) -> None:
        """Take the name away that an object was given by OBJ_PIN; also an empty directory."""

    def mkdir(self, path: str) -> None:
        """Make a directory for such names, if it is not there."""

    def poll(self, fds: Sequence[int], timeout: float | None) -> list[int]:
        """Return those of *fds* that are readable, after at most *timeout* seconds (None: no end).

        May return early with nothing when a signal arrived.
        """

    def close(self, fd: int) -> None:
        """Give up an fd."""

    def open(self, path: str) -> int:
        """Return an fd of what is attached to: a cgroup's directory, a network namespace."""

    def read(self, fd: int, size: int) -> bytes:
        """Read at most *size* bytes of an iterator; b"" at its end."""

    def setsockopt(self, sock: int, option: int, value: int) -> None:
        """Set *option* of level SOL_SOCKET of the caller's socket *sock* to a program or number."""

    def netlink(self, kind: int, flags: int, message: bytes) -> None:
        """Ask NETLINK_ROUTE for *kind* (RTM_*) with *message* behind its header; wait for its word.

        What BPF_LINK_CREATE has no way to: classifiers of tc, routes with programs.
        """

    def spawn(self, argv: Sequence[str], **how: Unpack[Spawn]) -> Child:
        """Prepare a process its programs can see; it waits for `Child.go`."""

    def adopt(self, pid: int) -> Child:
        """Bring a process that already runs (all its threads) under watch.

        Raises:
            KernelError: ESRCH no such process, EPERM not ours.
        """
