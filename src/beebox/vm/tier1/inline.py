"""Helpers whose bodies stand in place of their calls: `Inline`s, joined with a program's module."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from beebox.errors import CompileError
from beebox.pylang import llvm
from beebox.vm.source import Inline, Source
from beebox.vm.tier1.names import PROGRAM, Names, around

_TYPES = re.compile(r"\b(i64|ptr)\b")


def prototype(inline: Inline) -> tuple[str, tuple[str, ...]]:
    """Return the types of the result and of the parameters, ``i64`` or ``ptr``.

    Raises:
        CompileError: the module does not define the function, or with other types.
    """
    name = re.escape(inline.name)
    found = re.search(
        rf'^ *define [^@\n]*?(i64|ptr) @"?{name}"?\(([^)]*)\)', inline.ir, re.MULTILINE
    )
    if not found:
        raise CompileError(f"no function {inline.name!r} of words in the code to be inlined")
    parameters = found[2].split(",") if found[2].strip() else []
    types = [_TYPES.search(parameter) for parameter in parameters]
    if len(types) > 6 or None in types:
        raise CompileError(f"{inline.name!r}, to be inlined, takes {found[2]}")
    return found[1], tuple(kind[1] for kind in types if kind)


def join(module: Any, source: Source, names: Names) -> None:
    """Link the `Inline`s of *source* into *module*, which calls them by their names in *names*."""
    wanted: Mapping[str, Inline] = {
        name: source.inlines[at] for at, name in reversed(names.inlines.items())
    }
    for name, inline in wanted.items():
        part = llvm.parse(inline.ir)
        for symbol in _symbols(part):
            if symbol.name == inline.name:
                symbol.name = name
            elif symbol.is_declaration:
                if symbol.name in inline.externals:
                    symbol.name = names.external(name, symbol.name)
            else:
                symbol.linkage = "internal"
        module.link_in(part)
        function = module.get_function(name)
        function.linkage = "internal"
        function.add_function_attribute("alwaysinline")


def surround(module: Any, loop: Inline, name: str) -> None:
    """Link a loop into *module*: it calls the program *name*, which is put into it."""
    part = llvm.parse(loop.ir)
    for symbol in _symbols(part):
        if symbol.name == loop.name:
            symbol.name = around(name)
        elif symbol.name == PROGRAM:
            symbol.name = name
        elif not symbol.is_declaration:
            symbol.linkage = "internal"
    module.link_in(part)
    module.get_function(name).add_function_attribute("alwaysinline")


def _symbols(module: Any) -> Iterator[Any]:
    yield from module.functions
    yield from module.global_variables
