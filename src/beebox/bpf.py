"""What a program file imports: ``from beebox import bpf``, ``from beebox.bpf import u32``.

::

    execs = bpf.Hash[u32, u64](max_entries=1024)

    @bpf.program("tracepoint/syscalls/sys_enter_execve")
    def count(ctx: bpf.SysEnterExecve) -> i32:
        execs[bpf.current_pid()] += 1
        return 0

    def main(kernel: bpf.Kernel, command: list[str]) -> int:
        with bpf.attach(kernel) as live:
            status = live.run(command).wait()
            for pid, count in live.maps["execs"].items(): ...

Functions under `program` and `function` are compiled for a kernel (docs/LANGUAGE.md); everything
else in the file is Python as ever. Contexts have the name of their tracepoint, ``SysEnterOpenat``,
`SysExit`, ``SchedProcessFork``; helpers that have no name here go by the kernel's.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, TypeVar

from beebox.errors import BeeboxError
from beebox.lang.helpers import (
    atomic_add,
    atomic_and,
    atomic_cas,
    atomic_or,
    atomic_swap,
    atomic_xor,
    cpu_id,
    current_comm,
    current_gid,
    current_pid,
    current_task,
    current_tid,
    current_uid,
    enum_value,
    exists,
    htonl,
    htons,
    ktime_boot_ns,
    ktime_ns,
    ntohl,
    ntohs,
    packet,
    printk,
    random,
    read_kernel,
    read_kernel_str,
    read_user,
    read_user_str,
)
from beebox.lang.maps import (
    ArrayMap,
    Bloom,
    CgroupStorage,
    CpuMap,
    DevMap,
    Hash,
    InodeStorage,
    LpmTrie,
    LruHash,
    LruPerCpuHash,
    Map,
    PerCpuArray,
    PerCpuHash,
    PerfEventArray,
    ProgArray,
    Queue,
    RingBuf,
    SocketStorage,
    Stack,
    StackTrace,
    TaskStorage,
    XskMap,
)
from beebox.lang.programs import (
    function,
    global_function,
    include,
    kfunc,
    program,
    subprogram,
)
from beebox.lang.struct import Dynptr, Known, SpinLock, Struct, Timer, Union
from beebox.pylang.names import (
    Array,
    Bits,
    Const,
    addr,
    cast,
    char,
    i8,
    i16,
    i32,
    i64,
    null,
    offsetof,
    ptr,
    sizeof,
    u8,
    u16,
    u32,
    u64,
)

if TYPE_CHECKING:
    from beebox.kernel.api import Kernel
    from beebox.lang.kernel_contexts import *  # noqa: F403 - every context, by its name
    from beebox.lang.kernel_helpers import *  # noqa: F403 - every helper, by its name
    from beebox.loader import Loaded

E = TypeVar("E", bound=Struct)

__all__ = [
    "Array",
    "ArrayMap",
    "BeeboxError",
    "Bits",
    "Bloom",
    "CgroupStorage",
    "Const",
    "CpuMap",
    "DevMap",
    "Dynptr",
    "Hash",
    "InodeStorage",
    "Kernel",
    "Known",
    "Loaded",
    "LpmTrie",
    "LruHash",
    "LruPerCpuHash",
    "Map",
    "PerCpuArray",
    "PerCpuHash",
    "PerfEventArray",
    "ProgArray",
    "Queue",
    "RingBuf",
    "SocketStorage",
    "SpinLock",
    "Stack",
    "StackTrace",
    "Struct",
    "TaskStorage",
    "Timer",
    "Union",
    "XskMap",
    "addr",
    "atomic_add",
    "atomic_and",
    "atomic_cas",
    "atomic_or",
    "atomic_swap",
    "atomic_xor",
    "attach",
    "cast",
    "char",
    "cpu_id",
    "current_comm",
    "current_gid",
    "current_pid",
    "current_task",
    "current_tid",
    "current_uid",
    "enum_value",
    "events",
    "exists",
    "function",
    "global_function",
    "htonl",
    "htons",
    "i8",
    "i16",
    "i32",
    "i64",
    "include",
    "kfunc",
    "ktime_boot_ns",
    "ktime_ns",
    "load",
    "ntohl",
    "ntohs",
    "null",
    "offsetof",
    "packet",
    "printk",
    "program",
    "ptr",
    "random",
    "read_kernel",
    "read_kernel_str",
    "read_user",
    "read_user_str",
    "sizeof",
    "subprogram",
    "u8",
    "u16",
    "u32",
    "u64",
]


def _find(name: str) -> Any:
    """Make contexts, helpers by the kernel's names and the like, when they are first named."""
    made: object = None
    if name == "Kernel":
        from beebox.kernel import api  # noqa: PLC0415 - only annotations name it

        made = api.Kernel
    elif name == "Loaded":
        from beebox import loader  # noqa: PLC0415 - as above

        made = loader.Loaded
    elif name[:1].isupper():
        from beebox.lang import contexts  # noqa: PLC0415 - needs the table of tracepoints

        made = contexts.find(name)
    elif not name.startswith("_"):
        from beebox.lang import kernel_calls  # noqa: PLC0415 - tables of hundreds of rows

        made = kernel_calls.find(name)
    if made is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    globals()[name] = made
    return made


def __dir__() -> list[str]:
    """Name all that programs may: also what is made when it is named."""
    from beebox.lang import contexts, kernel_calls  # noqa: PLC0415 - as above

    return sorted({*__all__, *kernel_calls.names(), *(name for name, _ in contexts.every())})


if not TYPE_CHECKING:  # a checker knows each name from the stubs, and finds what is none
    __getattr__ = _find


def load(kernel: Kernel, **consts: int | bytes) -> Loaded:
    """Compile the calling module, set its `Const` variables and load it; nothing is attached yet.

    Raises:
        CompileError: it is outside the language.
        VerifierError: the kernel refuses a program.
    """
    return _load(sys._getframe(1).f_globals["__name__"], kernel, consts)  # noqa: SLF001 - the caller's module is what is meant


def attach(kernel: Kernel, **consts: int | bytes) -> Loaded:
    """`load`, and attach every program of the calling module. Use it in ``with``."""
    live = _load(sys._getframe(1).f_globals["__name__"], kernel, consts)  # noqa: SLF001 - as above
    live.attach()
    return live


def events(live: Loaded, ring: RingBuf[E], seconds: float | None = None) -> Iterator[E]:
    """Yield what programs put into *ring*, as its struct, until the command ends.

    Without a command until *seconds* have passed, or for ever. `Loaded.lost` says what is missing.
    """
    reader = live.reader(ring.name)
    child = live.children[-1] if live.children else None
    kind: Any = ring.event
    for _ in live.rounds(reader.fds, child, seconds):
        for data in reader.drain():
            yield kind.owner.read(data)


def _load(module: str, kernel: Kernel, consts: dict[str, int | bytes]) -> Loaded:
    from beebox import api  # noqa: PLC0415 - declaring needs none of it

    return api.load(api.open(sys.modules[module]).set(**consts), kernel)
