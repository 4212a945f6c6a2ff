"""Objects named on a command line: an ELF file as it is, a source compiled first."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

from beebox import obj
from beebox.errors import BeeboxError, ElfError
from beebox.obj.spec import ObjectSpec

SOURCES = (".py", ".c", ".s")


def read_bytes(path: str) -> bytes:
    """Return the object's bytes: the file's own, or what its source compiles to.

    Raises:
        ElfError: it cannot be read.
        CompileError: it is a source outside its language.
    """
    if path.endswith(SOURCES):
        from beebox import lang  # noqa: PLC0415 - objects need no compiler

        return lang.compile(path)
    try:
        with open(path, "rb") as file:  # noqa: PTH123
            return file.read()
    except OSError as error:
        raise ElfError(f"{path}: {error.strerror}") from error


@contextmanager
def naming(path: str) -> Iterator[None]:
    """Put *path* before the message of an error about the object's content."""
    try:
        yield
    except BeeboxError as error:
        if isinstance(error.args[0], str) and not str(error).startswith(path):
            error.args = (f"{path}: {error.args[0]}", *error.args[1:])
        raise


def read(path: str) -> ObjectSpec:
    """Return the spec of the object or source at *path*; errors name the file."""
    data = read_bytes(path)
    with naming(path):
        return obj.read(data, name_of(path))


def name_of(path: str) -> str:
    """Return the object's name: the file's, up to its first dot, as libbpf names it."""
    return os.path.basename(path).split(".")[0]  # noqa: PTH119
