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
            for pid, count in execs.items(): ...

Functions under `program` and `function` are compiled for a kernel (docs/LANGUAGE.md); everything
else in the file is Python as ever. Contexts have the name of their tracepoint, ``SysEnterOpenat``,
`SysExit`, ``SchedProcessFork``; helpers that have no name here go by the kernel's.
"""

from __future__ import annotations

import sys
from types import FrameType, ModuleType
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
    ArrayOfMaps,
    Bloom,
    CgroupArray,
    CgroupStorage,
    CpuMap,
    DevMap,
    DevMapHash,
    Hash,
    HashOfMaps,
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
    ReuseportArray,
    RingBuf,
    SocketStorage,
    SockHash,
    SockMap,
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
from beebox.lang.struct import Dynptr, Known, SpinLock, Struct, Timer, Union, kernel_struct
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
    from beebox.api import KernelName
    from beebox.kernel.api import Kernel
    from beebox.lang.kernel_contexts import *  # noqa: F403 - every context, by its name
    from beebox.lang.kernel_helpers import *  # noqa: F403 - every helper, by its name
    from beebox.loader import Loaded
    from beebox.loader.stream import Events
    from beebox.obj.spec import ObjectSpec

E = TypeVar("E", bound=Struct)

__all__ = [
    "Array",
    "ArrayMap",
    "ArrayOfMaps",
    "BeeboxError",
    "Bits",
    "Bloom",
    "CgroupArray",
    "CgroupStorage",
    "Const",
    "CpuMap",
    "DevMap",
    "DevMapHash",
    "Dynptr",
    "Hash",
    "HashOfMaps",
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
    "ReuseportArray",
    "RingBuf",
    "SockHash",
    "SockMap",
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
    "kernel_struct",
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


def load(kernel: Kernel | KernelName | None = None, **consts: int | bytes) -> Loaded:
    """Compile the calling module, set its `Const` variables and load it; nothing is attached yet.

    Of a function that declares programs itself, those. *kernel* is ``"box"``, ``"linux"`` or one
    that you have; without it BEEBOX_KERNEL says which, else a new box. Maps of the module, as
    ``counts[7]`` and ``for event in events``, are the live ones until the object is closed.

    Raises:
        CompileError: it is outside the language.
        VerifierError: the kernel refuses a program.
    """
    return _load(sys._getframe(1), kernel, consts)  # noqa: SLF001 - the caller's module is what is meant


def attach(kernel: Kernel | KernelName | None = None, **consts: int | bytes) -> Loaded:
    """`load`, and attach every program: ``with bpf.attach() as live: ...``."""
    live = _load(sys._getframe(1), kernel, consts)  # noqa: SLF001 - as above
    try:
        live.attach()
    except BaseException:
        live.close()
        raise
    return live


def events(live: Loaded, ring: RingBuf[E], seconds: float | None = None) -> Events[E]:
    """Return what programs put into *ring*, as its struct: for ``for`` and ``async for``.

    They end with the command; without one when *seconds* have passed, or never. `Loaded.lost` says
    how many are missing.
    """
    kind: Any = ring.event
    found: Events[E] = live.events(ring.name, kind.owner, seconds)
    return found


def _load(
    frame: FrameType, kernel: Kernel | KernelName | None, consts: dict[str, int | bytes]
) -> Loaded:
    from beebox import api, lang, obj  # noqa: PLC0415 - declaring needs none of it
    from beebox.lang.declared import declared, declares  # noqa: PLC0415

    module = _module(frame.f_globals)
    local = frame.f_locals is not frame.f_globals and declares(frame.f_locals)
    scope = frame.f_locals if local else None
    name = module.__name__.rpartition(".")[2]

    def spec(cpu: str) -> ObjectSpec:
        return obj.read(lang.compile(module, scope, cpu), name).set(**consts)

    live = api.load_made(spec, kernel)
    for made in declared(module, scope).maps.values():
        made.lives.append(live)
    return live


def _module(names: dict[str, Any]) -> ModuleType:
    """Return the module whose variables *names* are; of what exec() runs, one like it."""
    name = str(names.get("__name__", "exec"))
    found = sys.modules.get(name)
    if found is None or vars(found) is not names:
        found = ModuleType(name)
        vars(found).update(names)
    return found
