"""The real kernel: `beebox.kernel.api.Kernel` by system calls, without a library."""

from __future__ import annotations

import ctypes
import errno
import mmap as _mmap
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import IO, TYPE_CHECKING, Any, Unpack

from beebox import cache
from beebox.abi import syscalls
from beebox.abi.enums import Cmd
from beebox.abi.structs import Attr, PerfEventAttr
from beebox.errors import KernelError, NotSupported
from beebox.kernel import memlock, process, rights
from beebox.kernel.api import Child, Pmu, Spawn, Tracepoint
from beebox.kernel.tracefs import Tracefs

if TYPE_CHECKING:
    from beebox.btf.types import Btf
    from beebox.kernel.token import Token

VMLINUX = "/sys/kernel/btf/vmlinux"
_POSSIBLE = "/sys/devices/system/cpu/possible"
_NOTES = "/sys/kernel/notes"
_DENIED = (errno.EPERM, errno.EACCES)
_PERF_FLAG_FD_CLOEXEC = 8
_ATTEMPTS = 5
"""a load that a signal interrupted says EAGAIN: how often it is tried, as libbpf does"""
_MAP_FIXED, _MAP_FIXED_NOREPLACE = 0x10, 0x100000
_MAP_FAILED = ctypes.c_void_p(-1).value
_POLLIN, _POLLNVAL = 1, 0x20
_SOL_SOCKET = 1
_SOURCES = "/sys/bus/event_source/devices"


class _PollFd(ctypes.Structure):
    """The struct pollfd of poll(2)."""

    _fields_ = (("fd", ctypes.c_int), ("events", ctypes.c_short), ("revents", ctypes.c_short))


_libc = ctypes.CDLL(None, use_errno=True)
_libc.syscall.restype = ctypes.c_long
_libc.mmap.restype = ctypes.c_void_p
_libc.mmap.argtypes = (ctypes.c_void_p, ctypes.c_size_t, *[ctypes.c_int] * 3, ctypes.c_long)
_libc.munmap.argtypes = (ctypes.c_void_p, ctypes.c_size_t)
_libc.poll.argtypes = (ctypes.c_void_p, ctypes.c_ulong, ctypes.c_int)


class Linux:
    """The kernel of this machine.

    *token* is a bpf file system that delegates rights to our user namespace (a BPF token); without
    it LIBBPF_BPF_TOKEN_PATH names one, if that is set.
    """

    def __init__(self, token: str = "") -> None:
        self.facts = LinuxFacts()
        self._token: Token | None = None
        token = token or os.environ.get("LIBBPF_BPF_TOKEN_PATH", "")
        if token:
            from beebox.kernel.token import Token  # noqa: PLC0415 - few have one

            self._token = Token(token)
        numbers = syscalls.numbers()
        self._bpf = numbers["bpf"]
        self._perf_event_open = numbers["perf_event_open"]
        self._ioctl = numbers["ioctl"]

    def __repr__(self) -> str:
        return f"<Linux {self.facts.release}>"

    def bpf(self, cmd: Cmd, attr: Attr) -> int:
        """Do *cmd*. EPERM and EACCES say which right is missing."""
        if self._token is not None:
            self._token.give(cmd, attr, self.bpf)
        size = ctypes.sizeof(attr)
        for _ in range(_ATTEMPTS):
            result = _call(self._bpf, int(cmd), ctypes.addressof(attr), size)
            if result >= 0:
                return result
            if -result != errno.EAGAIN or cmd is not Cmd.PROG_LOAD:
                break
        if -result == errno.EPERM and self._more_memory(cmd):
            return self.bpf(cmd, attr)
        refused = -result == errno.EPERM or (-result == errno.EACCES and not _verified(attr))
        if refused:
            lacking = rights.missing(rights.needs(cmd, attr))
            raise KernelError(-result, rights.denied_bpf(cmd, attr), missing=lacking)
        raise KernelError(-result, f"bpf {cmd.name}")

    def _more_memory(self, cmd: Cmd) -> bool:
        """Tell whether an old kernel may have refused for want of memory, and now has more."""
        return cmd in memlock.COUNTED and memlock.raised(self.facts.release)

    def perf_event_open(self, attr: PerfEventAttr, pid: int, cpu: int) -> int:
        """Open a perf event with group_fd -1 and FD_CLOEXEC."""
        attr.size = ctypes.sizeof(attr)
        result = _call(
            self._perf_event_open, ctypes.addressof(attr), pid, cpu, -1, _PERF_FLAG_FD_CLOEXEC
        )
        if result < 0:
            if -result not in _DENIED:
                raise KernelError(-result, "perf_event_open")
            lacking = rights.missing(rights.PERF)
            raise KernelError(-result, rights.denied_perf(), missing=lacking)
        return result

    def ioctl(self, fd: int, request: int, arg: int = 0) -> int:
        """Control a perf event."""
        result = _call(self._ioctl, fd, request, arg)
        if result < 0:
            raise KernelError(-result, f"ioctl {request:#x} of fd {fd}")
        return result

    def mmap(
        self, fd: int, length: int, offset: int = 0, *, writable: bool = False, address: int = 0
    ) -> Memory:
        """Map a map's or a perf event's memory, shared."""
        return Memory(fd, length, offset, writable=writable, address=address)

    def unlink(self, path: str) -> None:
        """Remove a name or an empty directory from a bpf file system."""
        try:
            os.rmdir(path) if os.path.isdir(path) else os.unlink(path)  # noqa: PTH106, PTH108, PTH112 - pathlib costs 5 ms
        except OSError as error:
            raise KernelError(error.errno or errno.EIO, f"unlink {path}") from error

    def mkdir(self, path: str) -> None:
        """Make a directory, in a bpf file system one would hope."""
        try:
            os.mkdir(path)  # noqa: PTH102 - as above
        except FileExistsError:
            pass
        except OSError as error:
            raise KernelError(error.errno or errno.EIO, f"make directory {path}") from error

    def poll(self, fds: Sequence[int], timeout: float | None) -> list[int]:
        """Wait for *fds*. An interrupted call returns [], so that the caller sees the signal."""
        rows = (_PollFd * len(fds))(*[_PollFd(fd, _POLLIN, 0) for fd in fds])
        wait = -1 if timeout is None else max(0, min(-int(-timeout * 1000 // 1), 2**31 - 1))
        if _libc.poll(rows, len(fds), wait) < 0:
            error = ctypes.get_errno()
            if error == errno.EINTR:
                return []
            raise KernelError(error, "poll")
        bad = [row.fd for row in rows if row.revents & _POLLNVAL]
        if bad:
            raise KernelError(errno.EBADF, f"poll fd {bad[0]}")
        return [row.fd for row in rows if row.revents]

    def close(self, fd: int) -> None:
        """Give up an fd."""
        try:
            os.close(fd)
        except OSError as error:
            raise KernelError(error.errno or errno.EIO, f"close fd {fd}") from error

    def open(self, path: str) -> int:
        """Open a directory or file for reading."""
        try:
            return os.open(path, os.O_RDONLY | os.O_CLOEXEC)
        except OSError as error:
            raise KernelError(error.errno or errno.EIO, f"open {path}") from error

    def read(self, fd: int, size: int) -> bytes:
        """Read at most *size* bytes."""
        while True:
            try:
                return os.read(fd, size)
            except BlockingIOError:  # an iterator that has looked at many objects and shown none
                continue
            except OSError as error:
                raise KernelError(error.errno or errno.EIO, f"read fd {fd}") from error

    def setsockopt(self, sock: int, option: int, value: int) -> None:
        """Set an option of level SOL_SOCKET of a socket of ours, by its fd."""
        word = ctypes.c_int(value)
        arguments = (sock, _SOL_SOCKET, option, ctypes.byref(word), ctypes.sizeof(word))
        if _libc.setsockopt(*arguments) < 0:
            number = ctypes.get_errno()
            denied = rights.denied(f"socket option {option}", ("CAP_BPF",))
            raise KernelError(number, denied if number in _DENIED else f"socket option {option}")

    def netlink(self, kind: int, flags: int, message: bytes) -> None:
        """Send one request to NETLINK_ROUTE and wait for its acknowledgement."""
        from beebox.kernel.netlink import request  # noqa: PLC0415 - few attach so

        request(kind, flags, message)

    def spawn(self, argv: Sequence[str], **how: Unpack[Spawn]) -> Child:
        """Fork a process that waits for `Child.go` and then execs *argv*.

        Raises:
            KernelError: it cannot be put into the cgroup.
        """
        cgroup = how.pop("cgroup", "")
        child = process.spawn(argv, **how)
        if cgroup:
            process.join(child, cgroup)
        return child

    def adopt(self, pid: int) -> Child:
        """Take process *pid* as it runs; programs see it anyway."""
        return process.adopt(pid)


class Memory:
    """Shared memory. After `close` its views read as zero: a late look at a ring does no harm."""

    def __init__(
        self, fd: int, length: int, offset: int, *, writable: bool, address: int = 0
    ) -> None:
        protection = _mmap.PROT_READ | (_mmap.PROT_WRITE if writable else 0)
        flags = _mmap.MAP_SHARED | (_MAP_FIXED_NOREPLACE if address else 0)
        found = _libc.mmap(address or None, length, protection, flags, fd, offset)
        if found == _MAP_FAILED:
            raise KernelError(ctypes.get_errno(), f"mmap {length} bytes of fd {fd}")
        self.address: int = found
        self.length = length
        kept: Any = type("Kept", (_Kept, ctypes.c_ubyte * length), {})
        raw = memoryview(kept.from_address(self.address)).cast("B")
        self.view = raw if writable else raw.toreadonly()

    def close(self) -> None:
        """Give the memory up; the addresses stay taken until the last view has gone."""
        flags = _mmap.MAP_PRIVATE | _mmap.MAP_ANONYMOUS | _MAP_FIXED
        protection = _mmap.PROT_READ | _mmap.PROT_WRITE
        if self.length:
            _libc.mmap(self.address, self.length, protection, flags, -1, 0)
        self.length = 0


class _Kept:
    """A ctypes array over a mapping, which goes with it."""

    def __del__(self, unmap: Callable[[int, int], object] = _libc.munmap) -> None:
        unmap(ctypes.addressof(self), ctypes.sizeof(self))  # type: ignore[arg-type]  # an array


class LinuxFacts:
    """What Linux tells of itself in /sys and /proc; each read once."""

    name = "linux"

    @cached_property
    def release(self) -> str:
        """As uname -r."""
        return os.uname().release

    @cached_property
    def cpus(self) -> int:
        """Possible CPUs: the last of ``0-3`` or ``0,2-7``, and one."""
        text = rights.read(_POSSIBLE)
        last = text.replace("-", ",").split(",")[-1]
        return int(last) + 1 if last.isdecimal() else os.cpu_count() or 1

    @cached_property
    def btf(self) -> Btf:
        """The kernel's types."""
        from beebox.btf import kept  # noqa: PLC0415 - for those who ask

        try:
            notes = _bytes(_NOTES)  # the linker's build id is in them
            size = os.stat(VMLINUX).st_size  # noqa: PTH116 - pathlib costs 5 ms
        except OSError:
            return kept.read(_vmlinux())
        return kept.Kept(_vmlinux, cache.digest(notes, *os.uname()[2:], str(size)))

    @cached_property
    def _tracefs(self) -> Tracefs:
        return Tracefs()

    def tracepoint(self, category: str, name: str) -> Tracepoint:
        """Return the tracepoint, read from a tracefs mount of our own."""
        return self._tracefs.tracepoint(category, name)

    def tracepoints(self, category: str) -> list[str]:
        """List what tracefs has."""
        return self._tracefs.tracepoints(category)

    def pmu(self, name: str) -> Pmu:
        """Return a source of perf events, as sysfs describes it."""
        kind = rights.read(f"{_SOURCES}/{name}/type")
        if not kind:
            raise NotSupported(
                f"this kernel has no {name}s ({_SOURCES}/{name} is not there)",
                f"it takes one built with CONFIG_{name.upper()}_EVENTS=y",
            )
        fields = {}
        for field in ("retprobe", "ref_ctr_offset"):
            _, _, place = rights.read(f"{_SOURCES}/{name}/format/{field}").partition(":")
            if place:
                fields[field] = int(place.partition("-")[0])
        return Pmu(int(kind), fields)

    def trace_pipe(self) -> IO[bytes]:
        """Open trace_pipe. What is read from it, nobody else reads."""
        return self._tracefs.trace_pipe()

    @cached_property
    def symbols(self) -> dict[str, int]:
        """What /proc/kallsyms tells; nothing where addresses are hidden (kptr_restrict)."""
        found = {name: address for address, _, name in _kallsyms()}
        return found if any(found.values()) else {}

    @cached_property
    def code(self) -> list[tuple[int, str]]:
        """What /proc/kallsyms tells of code: of modules and programs, too."""
        found = sorted((address, name) for address, kind, name in _kallsyms() if kind in "tTwW")
        return found if found and found[-1][0] else []

    @property
    def settings(self) -> Mapping[str, str]:
        """What /proc/config.gz or /boot tells."""
        from beebox.kernel.settings import machine  # noqa: PLC0415 - few programs ask

        return machine()

    def sysctl(self, name: str) -> int | None:
        """Return what /proc/sys tells."""
        return rights.sysctl(name)

    @property
    def lockdown(self) -> str:
        """What securityfs tells."""
        return rights.lockdown()

    @property
    def capabilities(self) -> frozenset[str] | None:
        """The effective ones of this process."""
        return rights.effective()

    def fdinfo(self, fd: int) -> dict[str, int]:
        """Return the numbers in /proc/self/fdinfo."""
        pairs = (line.split(":\t") for line in rights.read(f"/proc/self/fdinfo/{fd}").splitlines())
        return {name: int(value) for name, *(value,) in pairs if value.isdecimal()}


def _vmlinux() -> bytes:
    try:
        return _bytes(VMLINUX)
    except OSError as error:
        raise NotSupported(
            f"types of this kernel ({VMLINUX}: {error.strerror})",
            "it takes a kernel built with CONFIG_DEBUG_INFO_BTF=y; `--kernel box` has its own",
        ) from error


def _bytes(path: str) -> bytes:
    with open(path, "rb") as file:  # noqa: PTH123 - pathlib costs 5 ms
        return file.read()


def _call(number: int, *args: int) -> int:
    """Return what system call *number* returns, or -errno."""
    result = int(_libc.syscall(ctypes.c_long(number), *map(ctypes.c_long, args)))
    return -ctypes.get_errno() if result < 0 else result


def _verified(attr: Attr) -> bool:
    """Tell whether EACCES may be the verifier's verdict and no missing right."""
    return hasattr(attr, "insn_cnt")


def _kallsyms() -> Iterator[tuple[int, str, str]]:
    """Yield the address, kind and name of each symbol; addresses that are hidden are 0."""
    with open("/proc/kallsyms", encoding="ascii", errors="replace") as file:  # noqa: PTH123 - costs start-up time
        for line in file:
            address, kind, name, *_module = line.split()
            yield int(address, 16), kind, name
