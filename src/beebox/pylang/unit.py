"""Units: sets of functions compiled together for this machine, and the libraries they load as."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Protocol

from beebox import cache
from beebox.errors import CompileError
from beebox.pylang.function import Function, stamp
from beebox.pylang.types import BOOL, VOID, IntType, as_type

if TYPE_CHECKING:
    from beebox.pylang.check import Session


class Library:
    """A loaded unit."""

    __slots__ = ("_calls", "_loaded", "data", "names")

    def __init__(self, loaded: _Loaded, data: bytes, names: Mapping[int, str]) -> None:
        self._loaded = loaded
        self._calls: dict[int, Callable[..., int]] = {}
        self.data = data
        self.names = names

    def address(self, function: Callable[..., Any]) -> int:
        """Return the address of a function that the unit names.

        Raises:
            KeyError: the unit does not name it.
        """
        name = self.names.get(id(function))
        if name is None:
            raise KeyError(f"the unit does not name {function!r}")
        return self._loaded.address(name)

    def function(self, function: Callable[..., Any]) -> Callable[..., int]:
        """Return a Python callable of a function that the unit names; it releases the GIL."""
        call = self._calls.get(id(function))
        if call is None:
            declared: Any = function
            call = prototype(declared)(self.address(function))
            self._calls[id(function)] = call
        return call


def prototype(function: Function) -> Any:
    """Return the ctypes prototype of a compiled function. Pointers are plain addresses."""
    import ctypes  # noqa: PLC0415 - a unit used by address only does not need it

    python = function.__wrapped__
    annotations = dict(python.__annotations__)
    kinds: list[Any] = []
    names = [*python.__code__.co_varnames[: python.__code__.co_argcount], "return"]
    for name in names:
        note = annotations[name]
        if isinstance(note, str):
            # The function's own annotation in its own module: what typing.get_type_hints does.
            note = eval(note, python.__globals__, dict(function.closure))  # noqa: S307
        kind = as_type(note)
        if kind is VOID:
            kinds.append(None)
        elif kind is BOOL:
            kinds.append(ctypes.c_bool)
        elif isinstance(kind, IntType):
            kinds.append(getattr(ctypes, f"c_{'' if kind.signed else 'u'}int{kind.width}"))
        else:
            kinds.append(ctypes.c_uint64)
    return ctypes.CFUNCTYPE(kinds[-1], *kinds[:-1])


class Unit:
    """Functions to compile together, with *constants* for the `Const` names they use.

    Making one costs nothing. `load` takes the object from the cache, or compiles.
    """

    __slots__ = ("_library", "constants", "functions", "name")

    def __init__(
        self,
        name: str,
        functions: Sequence[Callable[..., Any]],
        constants: Mapping[str, int] | None = None,
    ) -> None:
        self.name = name
        declared: Any = tuple(functions)
        self.functions: tuple[Function, ...] = declared
        self.constants = dict(constants or {})
        self._library: Library | None = None

    def load(self) -> Library:
        """Return the library, the same each time.

        Raises:
            CompileError: a function is outside the subset.
            NotSupported: the object is not in the cache, and LLVM is not installed.
        """
        if self._library is None:
            data = self.object()
            names = {id(function): function.symbol for function in self.functions}
            self._library = Library(_map(data), data, names)
        return self._library

    def object(self) -> bytes:
        """Return the object file, from the cache or compiled."""
        key = self._key()
        data = _cached(key) if key else None
        if data is None:
            from beebox.pylang.host import compile_unit  # noqa: PLC0415 - only to compile

            data, session = compile_unit(self.functions, self.constants)
            self._keep(key, data, session)
        return data

    def inline(self) -> tuple[str, str]:
        """Return a name, and LLVM IR that defines it: the unit's only function, as a helper.

        It is to be inlined into a program where it calls the helper, so all it takes and gives is
        an ``i64`` or a ``ptr``; arguments at the end that it does not need are left out. LLVM is
        not needed to write it.

        Raises:
            CompileError: a function is outside the subset.
        """
        (function,) = self.functions
        key = self._key()
        name = f"inline.{function.name}.{cache.digest('name', key)[:16]}"
        key = key and cache.digest("inline", key)
        text = _cached(key) if key else None
        if text is None:
            from beebox.pylang import inline  # noqa: PLC0415 - only to compile

            written, session = inline.text(function, self.constants, name)
            text = written.encode()
            self._keep(key, text, session)
        return name, text.decode()

    def _keep(self, key: str, data: bytes, session: Session) -> None:
        """Put what was made in the cache, if it can be found again by *key*."""
        named = {id(function.__wrapped__) for function in self.functions}
        if key and all(id(function) in named for function in session.closures):
            _remember(key, data, sorted(session.files), session.captures)

    def _key(self) -> str:
        """Return what the object is cached under, "" if its functions capture unknown things."""
        for function in self.functions:
            if not isinstance(function, Function):
                raise CompileError(f"{function!r} is not compiled", hint="decorate it with @native")
            plain = int | bytes | IntType | Function | None
            if not all(isinstance(value, plain) for value in function.closure.values()):
                return ""
        functions = [
            f"{function.symbol} {function.__wrapped__.__code__.co_filename} {function.closure}"
            for function in self.functions
        ]
        constants = [f"{name}={value}" for name, value in sorted(self.constants.items())]
        return cache.digest(
            "unit", self.name, os.uname().machine, _own_sources(), *functions, "", *constants
        )


class _Loaded(Protocol):
    def address(self, name: str) -> int:
        """Return the address of a symbol."""


_LIBC = ("memcpy", "memmove", "memset", "memcmp", "_setjmp", "longjmp")
_digests: dict[str, str] = {}


class _Process(Mapping[str, int]):
    """Addresses of the symbols of this process that units may use: libc's few, and Python's."""

    def __getitem__(self, name: str) -> int:
        import ctypes  # noqa: PLC0415 - not to make a Unit

        if name not in _LIBC and not name.startswith("Py"):
            raise KeyError(name)
        try:
            symbol = getattr(ctypes.pythonapi, name)
        except AttributeError:
            raise KeyError(name) from None
        return ctypes.cast(symbol, ctypes.c_void_p).value or 0

    def __iter__(self) -> Iterator[str]:
        return iter(_LIBC)

    def __len__(self) -> int:
        return len(_LIBC)


def process_symbols() -> Mapping[str, int]:
    """Return the addresses of what code that LLVM makes may call by itself: libc's memcpy etc."""
    known = _Process()
    return {name: known[name] for name in ("memcpy", "memmove", "memset", "memcmp")}


def _map(data: bytes) -> _Loaded:
    if os.uname().machine == "x86_64":
        from beebox.pylang.objectfile import load  # noqa: PLC0415 - not to make a Unit

        return load(data, _Process())
    from beebox.pylang.llvm import Engine  # noqa: PLC0415 - heavy

    return Engine(data)


def _digest_of(path: str) -> str:
    """Return the digest of a file, "" if it cannot be read. Each file is read once a process."""
    if path not in _digests:
        try:
            with open(path, "rb") as file:  # noqa: PTH123 - pathlib costs start-up time
                _digests[path] = cache.digest(file.read())
        except OSError:
            _digests[path] = ""
    return _digests[path]


def _own_sources() -> str:
    """Return the digest of the compiler: other sources make other code."""
    here = os.path.dirname(__file__)  # noqa: PTH120 - pathlib costs start-up time
    files = sorted(name for name in os.listdir(here) if name.endswith(".py"))  # noqa: PTH208
    return cache.digest(*(_digest_of(f"{here}/{name}") for name in files))


def _cached(key: str) -> bytes | None:
    """Return the object kept under *key* if nothing it was made from has changed.

    Under the key stands a manifest: the source files with their digests, the integers captured
    from live modules with their values, and the key of the object.
    """
    manifest = cache.get("manifest", key)
    if manifest is None:
        return None
    target = ""
    for line in manifest.decode(errors="replace").splitlines():
        word, *fields = line.split("\t")
        if word == "file" and _digest_of(fields[0]) != fields[1]:
            return None
        if word == "value" and str(_captured(fields[0], fields[1])) != "\t".join(fields[2:]):
            return None
        if word == "object":
            target = fields[0]
    return cache.get("object", target) if target else None


def _captured(module: str, path: str) -> object:
    value: Any = sys.modules.get(module)
    for part in path.split("."):
        value = getattr(value, part, None)
    return stamp(value)


def _remember(
    key: str, data: bytes, files: Sequence[str], captures: Mapping[tuple[str, str], int | str]
) -> None:
    if not all(map(_digest_of, files)):
        return  # typed at a prompt: there is nothing to compare with next time
    lines = [f"file\t{file}\t{_digest_of(file)}" for file in files]
    for (module, path), value in sorted(captures.items()):
        if str(_captured(module, path)) != str(value):
            return  # captured from a closure: not to be found again by name
        lines.append(f"value\t{module}\t{path}\t{value}")
    target = cache.digest("object", key, *lines)
    lines.append(f"object\t{target}")
    cache.put("object", target, data)
    cache.put("manifest", key, "\n".join(lines).encode())
