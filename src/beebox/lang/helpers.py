"""What programs ask of the kernel, by Python names: declarations for people and type checkers.

The compiler knows each by identity; lang/calls.py gives them their meaning. Every other helper of
the kernel can be called too, by its own name without ``bpf_``: ``bpf.get_smp_processor_id()``.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import update_wrapper
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

from beebox.lang.prototypes import PROTOTYPES, number
from beebox.pylang.names import char, i64, ptr, u16, u32, u64

if TYPE_CHECKING:
    from inspect import Signature

F = TypeVar("F", bound=Callable[..., Any])
T = TypeVar("T")


class Helper:
    """Something that programs call and the kernel, or the compiler, does."""

    def __init__(self, name: str) -> None:
        self.name = self.__name__ = name

    def __call__(self, *_: object, **__: object) -> NoReturn:
        """Refuse: outside programs this does nothing."""
        raise TypeError(f"bpf.{self.name}() has a meaning only in programs")

    def __repr__(self) -> str:
        return f"<helper {self.name}>"


class KernelHelper(Helper):
    """A helper that goes by the kernel's name."""

    @property
    def __doc__(self) -> str:  # type: ignore[override]  # described when it is asked for
        """What it does."""
        from beebox.lang import descriptions  # noqa: PLC0415 - only people ask for it

        return descriptions.of_helper(self.name)

    @property
    def __signature__(self) -> Signature:
        """What it takes, by name."""
        from beebox.lang import descriptions  # noqa: PLC0415 - as above

        return descriptions.signature(PROTOTYPES[number(self.name)])


class KernelFunction(Helper):
    """A function of the kernel that goes by its name: a kfunc."""

    def __init__(self, name: str, kernel_name: str) -> None:
        super().__init__(name)
        self.kernel_name = kernel_name

    @property
    def __doc__(self) -> str:  # type: ignore[override]  # as above
        """What it does."""
        from beebox.lang import descriptions  # noqa: PLC0415 - as above

        return descriptions.of_function(self.kernel_name)

    @property
    def __signature__(self) -> Signature:
        """What it takes, by name."""
        from beebox.lang import descriptions  # noqa: PLC0415 - as above

        return descriptions.signature(descriptions.c_prototype(self.kernel_name))

    def __repr__(self) -> str:
        return f"<function {self.kernel_name} of the kernel>"


def helper(function: F) -> F:
    """Declare a helper; type checkers go on seeing the function."""
    declared: Any = update_wrapper(Helper(function.__name__), function)
    return declared  # type: ignore[no-any-return]  # a Helper at run time, on purpose


@helper
def current_pid() -> u32:  # type: ignore[empty-body]  # as all here: a declaration
    """Return the process id (the kernel's tgid) of the current task."""


@helper
def current_tid() -> u32:  # type: ignore[empty-body]
    """Return the thread id (the kernel's pid) of the current task."""


@helper
def current_uid() -> u32:  # type: ignore[empty-body]
    """Return the real user id of the current task."""


@helper
def current_gid() -> u32:  # type: ignore[empty-body]
    """Return the real group id of the current task."""


@helper
def current_comm(to: Any) -> i64:  # type: ignore[empty-body]
    """Write the current task's name into *to*, an array of char; 0, or -errno."""


@helper
def cpu_id() -> u32:  # type: ignore[empty-body]
    """Return the number of the CPU this runs on."""


@helper
def random() -> u32:  # type: ignore[empty-body]
    """Return a pseudo-random number."""


@helper
def ktime_ns() -> u64:  # type: ignore[empty-body]
    """Return nanoseconds since boot, without the time suspended (CLOCK_MONOTONIC)."""


@helper
def ktime_boot_ns() -> u64:  # type: ignore[empty-body]
    """Return nanoseconds since boot (CLOCK_BOOTTIME)."""


@helper
def read_user(to: Any, source: ptr[Any]) -> i64:  # type: ignore[empty-body]
    """Fill *to*, a struct or an array, from the traced process's memory; 0, or -errno."""


@helper
def read_user_str(to: Any, source: ptr[char]) -> i64:  # type: ignore[empty-body]
    """Read a string of the traced process into *to*, an array of char, always NUL-terminated.

    Returns the length with the NUL, or -errno and then *to* is zeroed.
    """


@helper
def read_kernel(to: Any, source: ptr[Any]) -> i64:  # type: ignore[empty-body]
    """Fill *to*, a struct or an array, from kernel memory; 0, or -errno."""


@helper
def read_kernel_str(to: Any, source: ptr[char]) -> i64:  # type: ignore[empty-body]
    """Read a string of the kernel into *to*, an array of char, as `read_user_str` does."""


@helper
def printk(text: str, *values: Any) -> i64:  # type: ignore[empty-body]
    """Write a line to trace_pipe: ``bpf.printk("opened %s by %d", path, pid)``.

    The formats are the kernel's: %d %i %u %x with l or ll, %c, %s of char arrays, %p. A plain %d
    takes any integer: the compiler writes the length that its type has.
    """


@helper
def current_task() -> Any:
    """Return the current task, a ``ptr[task_struct]``."""


@helper
def exists(field: Any) -> bool:  # type: ignore[empty-body]
    """Say whether the kernel that loads has a field, a type, or a value of an enum.

    ``exists(task.field)``, ``exists(task_struct)``, ``exists(pid_type.PIDTYPE_MAX)``.
    """


@helper
def enum_value(value: int) -> int:  # type: ignore[empty-body]
    """Return what an enumerator is in the kernel that loads the program."""


class Packet:
    """A packet, as type checkers see it."""

    def read(self, kind: type[T], offset: int = 0) -> T | None:
        """Return a *kind* at an offset of the packet, None where the packet ends before."""
        raise TypeError(f"a {kind} is read in programs only, not at {offset}")


@helper
def packet(ctx: Any) -> Packet:  # type: ignore[empty-body]
    """Return the packet of a context that has one: ``bpf.packet(ctx).read(Ethernet, 0)``."""


@helper
def ntohs(number: u16) -> u16:  # type: ignore[empty-body]
    """Return a number of 16 bits from the network's order of bytes."""


@helper
def htons(number: u16) -> u16:  # type: ignore[empty-body]
    """Return a number of 16 bits in the network's order of bytes."""


@helper
def ntohl(number: u32) -> u32:  # type: ignore[empty-body]
    """Return a number of 32 bits from the network's order of bytes."""


@helper
def htonl(number: u32) -> u32:  # type: ignore[empty-body]
    """Return a number of 32 bits in the network's order of bytes."""


@helper
def atomic_add(place: ptr[Any], number: int) -> int:  # type: ignore[empty-body]
    """Add to a number in memory, nothing coming between; return what it was."""


@helper
def atomic_and(place: ptr[Any], number: int) -> int:  # type: ignore[empty-body]
    """Leave only these bits of a number in memory, nothing coming between; return what it was."""


@helper
def atomic_or(place: ptr[Any], number: int) -> int:  # type: ignore[empty-body]
    """Set bits of a number in memory, nothing coming between; return what it was."""


@helper
def atomic_xor(place: ptr[Any], number: int) -> int:  # type: ignore[empty-body]
    """Turn bits of a number in memory, nothing coming between; return what it was."""


@helper
def atomic_swap(place: ptr[Any], number: int) -> int:  # type: ignore[empty-body]
    """Put a number into memory; return the one that was there."""


@helper
def atomic_cas(place: ptr[Any], old: int, new: int) -> int:  # type: ignore[empty-body]
    """Put *new* into memory if *old* is there; return what was there."""
