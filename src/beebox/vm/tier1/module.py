"""From a program to an object: IR text, LLVM's optimiser at level 2, relocatable ELF.

The object holds no address of this process: what it refers to outside are symbols (`names`), so
it can be kept and mapped by any process that knows them. It is made for the processor at hand,
position-independent and small (`beebox.pylang.objectfile` reaches far symbols for it).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from beebox.pylang import llvm
from beebox.vm.source import Source
from beebox.vm.tier1 import inline
from beebox.vm.tier1.control import call, leave
from beebox.vm.tier1.flow import functions
from beebox.vm.tier1.ir import Writer
from beebox.vm.tier1.kinds import Kinds
from beebox.vm.tier1.lower import LOWER
from beebox.vm.tier1.names import PROGRAM, Names

_ATTRIBUTES = (
    'attributes #0 = { nounwind "no-builtin-bcmp" "no-builtin-strlen" "no-builtin-wcslen" }',
    "attributes #1 = { nounwind nonlazybind }",
    "!0 = !{}",
)


class Object(NamedTuple):
    """Machine code that is not mapped yet: an ELF object, and the addresses to bind it to."""

    elf: bytes
    symbols: Mapping[str, int]


def emit(source: Source, name: str = PROGRAM) -> str:
    """Return *source* as LLVM IR; its entry is called *name*.

    Raises:
        DecodeError: the program is malformed.
        NotSupported: it has something that only Linux has.
    """
    return emit_all({name: source})


def emit_all(sources: Mapping[str, Source]) -> str:
    """Return several programs, by the names of their entries, as one module.

    Raises:
        DecodeError: a program is malformed.
        NotSupported: one has something that only Linux has.
    """
    declared: dict[str, None] = {}
    parts = [_program(source, name, declared) for name, source in sources.items()]
    return "\n".join((*declared, *parts, *_ATTRIBUTES, ""))


def compile(  # noqa: A001 - the contract's word
    source: Source,
    *,
    triple: str | None = None,
    cpu: str | None = None,
    features: str | None = None,
) -> Object:
    """Return the object of *source*, for this machine and its processor unless told otherwise.

    Raises:
        DecodeError: the program is malformed.
        NotSupported: it has something that only Linux has, or LLVM is not installed.
    """
    return compile_all({PROGRAM: source}, triple=triple, cpu=cpu, features=features)


def compile_all(
    sources: Mapping[str, Source],
    *,
    triple: str | None = None,
    cpu: str | None = None,
    features: str | None = None,
) -> Object:
    """Return one object with several programs, by the names of their entries.

    Raises:
        DecodeError: a program is malformed.
        NotSupported: one has something that only Linux has, or LLVM is not installed.
    """
    text = emit_all(sources)
    module = llvm.parse(text)
    bound: dict[str, int] = {}
    for name, source in sources.items():
        names = Names(source, name)
        inline.join(module, source, names)
        if source.loop is not None:
            inline.surround(module, source.loop, name)
        bound.update(names.symbols())
    return Object(llvm.compile(module, llvm.machine(triple, cpu, features), slp=True), bound)


def _program(source: Source, name: str, declared: dict[str, None]) -> str:
    """Return the functions of one program, and what holds the addresses that they load."""
    graphs = functions(source)
    kinds, names = Kinds(source, graphs), Names(source, name)
    parts = []
    for graph in graphs:
        if graph.start in kinds.signatures:
            writer = Writer(source, names, kinds, graph, declared)
            parts.append(writer.text(LOWER, call, leave))
    places = dict.fromkeys((*names.addresses.values(), *([names.arena] if names.arena else ())))
    for place in places:
        parts.append(f"@{place} = external global i8")
        parts.append(f"@{place}.at = internal externally_initialized global ptr @{place}")
    parts += [_callback(names, kinds, start) for start in kinds.callbacks]
    return "\n".join(parts)


def _callback(names: Names, kinds: Kinds, start: int) -> str:
    """Return the C entry of a callback: ``u64 f(r1, r2, r3, r4, r5, struct Run *run)``."""
    signature = kinds.signatures[start]
    taken = ", ".join(f"i64 %r{number}" for number in range(1, 6))
    result = "ptr" if signature.result.pointer else "i64"
    end = "  ret i64 %r0"
    if result == "ptr":
        end = "  %n = ptrtoint ptr %r0 to i64\n  ret i64 %n"
    return (
        f"define internal i64 @{names.callback(start)}({taken}, ptr %run) #0 {{\n"
        f"  %r0 = call {result} @{names.function(start)}({taken}, ptr %run)\n{end}\n}}"
    )
