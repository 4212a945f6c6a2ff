"""The front ends: Python, C and assembly programs, each to an ELF object with BTF."""

from __future__ import annotations

from collections.abc import Mapping
from types import ModuleType

from beebox.errors import CompileError, Location


def compile(  # noqa: A001 - lang.compile is what it is
    source: str | ModuleType, scope: Mapping[str, object] | None = None, cpu: str = ""
) -> bytes:
    """Compile a source file, by its suffix, or a module that is imported, to an ELF object.

    With *scope*, the names of a function of the module, the programs that it declares. *cpu* is
    the version of the instruction set that a program in Python may have, where it does not say so.

    Raises:
        CompileError: no such language, no compiler, or the source is wrong; says where.
    """
    if isinstance(source, ModuleType) or source.endswith(".py"):
        from beebox.lang import python  # noqa: PLC0415 - only the front end that is asked for

        return python.build(source, scope, cpu)
    if source.endswith(".c"):
        from beebox.lang import c  # noqa: PLC0415 - as above

        return c.build(source)
    if source.endswith(".s"):
        from beebox.lang import asm  # noqa: PLC0415 - as above

        return asm.build(source)
    hint = "name it .py, .c or .s"
    raise CompileError("not a program that can be compiled", Location(source), hint)
