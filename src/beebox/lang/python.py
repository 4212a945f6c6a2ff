"""Python programs: from a file or a module to an ELF object, by the cache if nothing changed.

An entry of the cache holds the object, what it was compiled from (files and captured constants),
and is found by the module's file, its declarations as they are now, and the compiler itself. So a
warm start imports no compiler, parses nothing, and still notices every change that matters.
"""

from __future__ import annotations

import json
import os
import sys
from types import ModuleType

from beebox import cache
from beebox.errors import BeeboxError, CompileError, Location
from beebox.lang.declared import Declared, Names, declared
from beebox.pylang.function import stamp

_ROOT = os.path.dirname(os.path.dirname(__file__))  # noqa: PTH120 - starts fast
CPU = "v3"
"""the instruction set of programs that do not say theirs, and are for no kernel in particular"""
_COMPILER = ("pylang", "lang", "abi")


def build(source: str | ModuleType, scope: Names | None = None, cpu: str = "") -> bytes:
    """Compile the programs of a Python file or module to an ELF object.

    With *scope*, the names of a function of the module, those that the function declares.

    Raises:
        CompileError: it is outside the language, or cannot be imported.
    """
    module = load(source) if isinstance(source, str) else source
    found = declared(module, scope)
    written = [part for name in _files(module, found) for part in (name, _source(name, module))]
    cpu = found.cpu or cpu or CPU
    key = cache.digest("python", cpu, *written, _compiler(), sys.version, *found.signature)
    cached = cache.get("python", key)
    if cached is not None and (kept := _unpack(cached)) is not None:
        return kept
    from beebox.lang.module import compile_module  # noqa: PLC0415 - the compiler, only if needed

    data, session = compile_module(module, found, cpu)
    captures = [[*place, value] for place, value in session.captures.items()]
    inputs = {"files": {name: _digest(name) for name in session.files}, "captures": captures}
    table = json.dumps(inputs).encode()
    known = {id(program.__wrapped__) for program in found.programs}
    if all(id(function) in known for function in session.closures):  # the key has their values
        cache.put("python", key, len(table).to_bytes(4, "little") + table + data)
    return data


def load(path: str) -> ModuleType:
    """Import the Python file at *path*, or return the module that already is it.

    Raises:
        CompileError: it cannot be read, is not Python, or fails on import.
    """
    real = os.path.realpath(path)
    for module in list(sys.modules.values()):
        file = getattr(module, "__file__", None)
        if isinstance(file, str) and file.endswith(".py") and os.path.realpath(file) == real:
            return module
    inside = real.startswith(_ROOT + os.sep)
    if inside:
        from importlib import import_module  # noqa: PLC0415 - tools of our own

        name = real.removeprefix(_ROOT).removesuffix(".py").replace(os.sep, ".")
        return import_module(f"beebox{name}")
    return _execute(path, real)


def _execute(path: str, real: str) -> ModuleType:
    """Run the file as a module of its own, its directory on the path as in ``python file``."""
    source = _bytes(path)
    name = os.path.basename(real).removesuffix(".py").replace(".", "_")  # noqa: PTH119
    if name in sys.modules:
        name = f"{name}_{cache.digest(real)[:8]}"
    module = ModuleType(name)
    module.__file__ = real
    folder = os.path.dirname(real)  # noqa: PTH120
    if folder not in sys.path:
        sys.path.insert(0, folder)
    sys.modules[name] = module
    try:
        # What `python file` does with it: the user's own program, which the user asked to run.
        exec(compile(source, real, "exec"), vars(module))  # noqa: S102
    except CompileError as error:
        del sys.modules[name]
        if error.location is not None:
            raise
        raise CompileError(error.message, _where(error, real), error.hint) from error
    except BeeboxError:
        del sys.modules[name]
        raise
    except SyntaxError as error:
        del sys.modules[name]
        where = Location(path, error.lineno or 0, error.offset or 0, (error.text or "").rstrip())
        raise CompileError(error.msg, where) from None
    except (Exception, SystemExit) as error:
        del sys.modules[name]
        raise CompileError(f"{type(error).__name__}: {error}", _where(error, real)) from error
    return module


def _where(error: BaseException, file: str) -> Location:
    """Return the last line of *file* that an exception went through."""
    line, step = 0, error.__traceback__
    while step is not None:
        if step.tb_frame.f_code.co_filename == file:
            line = step.tb_lineno
        step = step.tb_next
    lines = _bytes(file).decode(errors="replace").splitlines()
    return Location(file, line, 0, lines[line - 1].strip() if 0 < line <= len(lines) else "")


def _files(module: ModuleType, found: Declared) -> list[str]:
    """Return where programs are written: the module's file, or the cells of a notebook."""
    functions = [program.__wrapped__ for program in found.programs]
    file = getattr(module, "__file__", None)
    return sorted({*([file] if file else []), *(each.__code__.co_filename for each in functions)})


def _source(file: str, module: ModuleType | None = None) -> bytes:
    """Return what is written in *file*: on disk, in an archive, or in a cell of a notebook.

    Raises:
        CompileError: nobody kept it.
    """
    try:
        return _bytes(file)
    except CompileError:
        from beebox.pylang.read import lines  # noqa: PLC0415 - few are written elsewhere

        return "".join(lines(file, vars(module) if module else None)).encode()


def _compiler() -> str:
    """Return what changes when the compiler does: its files' sizes and times."""
    marks = []
    for room in _COMPILER:
        with os.scandir(os.path.join(_ROOT, room)) as entries:  # noqa: PTH118
            for entry in entries:
                if entry.name.endswith(".py"):
                    state = entry.stat()
                    marks.append(f"{entry.name} {state.st_size} {state.st_mtime_ns}")
    return ";".join(sorted(marks))


def _unpack(packed: bytes) -> bytes | None:
    """Return the object if all it was made from is as it was."""
    size = int.from_bytes(packed[:4], "little")
    try:
        inputs = json.loads(packed[4 : 4 + size])
        if any(_digest(name) != digest for name, digest in inputs["files"].items()):
            return None
    except (ValueError, KeyError, CompileError):
        return None
    if any(_captured(module, path) != value for module, path, value in inputs["captures"]):
        return None
    return packed[4 + size :]


def _captured(module: str, path: str) -> int | str:
    """Return the value that *path* has in a module now."""
    value: object = sys.modules.get(module)
    for name in path.split("."):
        value = getattr(value, name, None)
    return stamp(value)


def _digest(path: str) -> str:
    return cache.digest(_source(path))


def _bytes(path: str) -> bytes:
    try:
        with open(path, "rb") as file:  # noqa: PTH123
            return file.read()
    except OSError as error:
        raise CompileError(f"cannot read it: {error.strerror}", Location(path)) from None
