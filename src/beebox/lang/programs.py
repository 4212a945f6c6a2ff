"""Programs and functions as a module declares them; nothing is compiled here."""

from __future__ import annotations

import functools
import sys
from collections.abc import Callable
from inspect import CO_COROUTINE, CO_GENERATOR
from types import FunctionType, ModuleType
from typing import Any, NoReturn, TypeVar

from beebox.errors import CompileError, Location

F = TypeVar("F", bound=Callable[..., Any])


class Function:
    """A function of the subset that programs call."""

    __slots__ = ("__wrapped__", "apart", "external", "inline", "name")

    def __init__(
        self,
        function: Callable[..., Any],
        *,
        inline: bool,
        apart: bool = False,
        external: bool = False,
    ) -> None:
        _check(function)
        self.__wrapped__ = function
        self.name = function.__name__
        self.inline = inline
        self.apart = apart
        self.external = external

    def __call__(self, *_: object, **__: object) -> NoReturn:
        """Refuse: outside programs this does nothing."""
        raise TypeError(f"{self.name} is compiled for a kernel: only programs can call it")

    def __repr__(self) -> str:
        return f"<bpf {self.__wrapped__.__module__}.{self.name}>"


def _check(function: object) -> None:
    """Refuse what cannot be compiled: what no ``def`` made, or another decorator did.

    Raises:
        CompileError: it says what stands there.
    """
    name = getattr(function, "__name__", "") or repr(function)
    hint = "put the decorator directly above a def, the innermost of all"
    if isinstance(function, Function):
        raise CompileError(f"{function.name} is declared twice", hint="write two functions")
    if not isinstance(function, FunctionType) or hasattr(function, "__wrapped__"):
        raise CompileError(f"{name} is no function as `def` makes it", hint=hint)
    code = function.__code__
    if code.co_name == "<lambda>" or code.co_flags & (CO_COROUTINE | CO_GENERATOR):
        where = Location(code.co_filename, code.co_firstlineno)
        what = "a lambda" if code.co_name == "<lambda>" else f"{name}: a coroutine or a generator"
        raise CompileError(f"{what} cannot be compiled", where, "write a plain def")


class Program(Function):
    """A function that a kernel calls, where *section* says; *others* are the same elsewhere."""

    __slots__ = ("last", "others", "section")

    def __init__(
        self, function: Callable[..., Any], section: str, *more: str, last: bool = False
    ) -> None:
        super().__init__(function, inline=False)
        self.section = section
        self.last = last
        self.others = tuple(Program(_again(function, each), each, last=last) for each in more)


def _again(function: Callable[..., Any], section: str) -> FunctionType:
    """Return *function* under a name that has the end of *section*: ``enter_readv``."""
    place = section.rpartition("/")[2].removeprefix("sys_enter_").removeprefix("sys_exit_")
    assert isinstance(function, FunctionType)
    made = FunctionType(
        function.__code__,
        function.__globals__,
        f"{function.__name__}_{place}",
        function.__defaults__,
        function.__closure__,
    )
    functools.update_wrapper(made, function, ("__module__", "__doc__", "__annotations__"), ())
    made.__qualname__ = f"{function.__qualname__}_{place}"
    vars(made).pop("__wrapped__")
    return made


def program(section: str, *more: str, last: bool = False) -> Callable[[F], F]:
    """Declare a program: ``@bpf.program("tracepoint/syscalls/sys_enter_openat")``.

    *section* says where it is attached, in libbpf's words. The function takes the context. It is a
    program of its own at each of *more*, named by that: ``enter_readv``. With
    *last* it runs behind the others of that place, also those of a module that includes its own.
    """
    if not isinstance(section, str):
        hint = '@bpf.program("tracepoint/syscalls/sys_enter_openat")'
        raise CompileError("bpf.program takes the section that says where to attach", hint=hint)

    def declare(function: F) -> F:
        declared: Any = Program(function, section, *more, last=last)
        return declared  # type: ignore[no-any-return]  # checkers see the function itself

    return declare


def function(function: F) -> F:
    """Declare a function that programs call; it is compiled into each of them."""
    declared: Any = Function(function, inline=True)
    return declared  # type: ignore[no-any-return]  # as above


def subprogram(function: F) -> F:
    """Declare a function that stays one in the object: called, and verified with its callers."""
    declared: Any = Function(function, inline=False)
    return declared  # type: ignore[no-any-return]  # as above


def global_function(function: F) -> F:
    """Declare a function that is verified by itself, once, for whatever its callers give it."""
    declared: Any = Function(function, inline=False, apart=True)
    return declared  # type: ignore[no-any-return]  # as above


def kfunc(function: F) -> F:
    """Declare a function of the kernel that goes by its name: the body is only ``...``.

    ::

        @bpf.kfunc
        def bpf_task_from_pid(pid: i32) -> ptr[task_struct]: ...
    """
    declared: Any = Function(function, inline=False, external=True)
    return declared  # type: ignore[no-any-return]  # as above


def include(*modules: ModuleType) -> None:
    """Take the programs of other modules into the object that the calling module becomes."""
    caller = sys._getframe(1).f_globals  # noqa: SLF001 - a declaration belongs where it is written
    caller.setdefault("__bpf_includes__", []).extend(modules)
