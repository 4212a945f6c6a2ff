"""An object or plain instructions written as assembly, which `beebox asm` takes back.

With the whole object go its license, maps and data; with a part of it, what that part refers to
is ``.extern``.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from beebox.btf import read as btf_read
from beebox.btf.complete import complete
from beebox.btf.types import Btf
from beebox.errors import BeeboxError
from beebox.isa.asm.declare import MAPS
from beebox.isa.asm.write import Line, Syntax, labels, quoted
from beebox.isa.asm.write import write as write_lines
from beebox.isa.insn import SIZE, encode
from beebox.obj import data as data_reader
from beebox.obj import maps as map_reader
from beebox.obj.code import Code
from beebox.obj.elf import SHT_NOBITS, STB_LOCAL, STT_SECTION, Elf, Section, Symbol
from beebox.obj.spec import MapSpec

_COLUMN = 56
"""where remarks begin"""


class Input(NamedTuple):
    """What is to be shown: an object's sections and types, or one section of plain bytes."""

    codes: Sequence[Code]
    btf: Btf | None = None
    elf: Elf | None = None


def lines(found: Input, arguments: argparse.Namespace, *, whole: bool) -> Iterator[str]:
    """Yield the lines; *whole* also those of what is not code."""
    kernel = arguments.syntax == Syntax.KERNEL.value
    defined: set[str] = set()
    if whole and kernel and found.elf is not None:
        defined = {f.name for code in found.codes for f in code.functions}
        yield from _license(found.elf)
        for text, name in _data(found.elf):
            defined |= {name} if name else set()
            yield text
    for name in sorted(
        {ref.name for code in found.codes for ref in code.refs.values() if ref.name}
        - defined
        - {f.name for code in found.codes for f in code.functions}
        - {section.name for section in (found.elf.sections if found.elf and whole else ())}
    ):
        yield f"\t.extern\t{quoted(name)}"
    taken = defined | {f.name for code in found.codes for f in code.functions}
    taken |= {ref.name for code in found.codes for ref in code.refs.values()}
    for code in found.codes:
        functions = {f.start: f.name for f in code.functions}
        names = labels(code.insns, functions, code.refs, taken)
        taken |= set(names.values())
        yield from _code(code, names, arguments)


def _code(code: Code, names: Mapping[int, str], arguments: argparse.Namespace) -> Iterator[str]:
    """Yield a section of code: its name, labels, instructions."""
    syntax = Syntax(arguments.syntax)
    if code.section:
        yield (
            "\t.text"
            if code.section == ".text"
            else (f'\t.section\t{quoted(code.section)},"ax",@progbits')
        )
    functions = {f.start: f for f in code.functions}
    for line in write_lines(code.insns, syntax, names, code.refs):
        if line.at in functions:
            name = quoted(functions[line.at].name)
            yield from [f"\t.globl\t{name}"] if functions[line.at].is_global else []
            yield f"\t.type\t{name},@function"
        if line.at in names:
            yield f"{quoted(names[line.at])}:"
        if line.at in code.lines and (arguments.source or arguments.linum):
            source = code.lines[line.at]
            place = f" [file:{source.file} line_num:{source.line} line_col:{source.column}]"
            mark = ";" if syntax is Syntax.KERNEL else "#"
            yield f"{mark} {source.text.strip()}{place if arguments.linum else ''}"
        yield _instruction(code, line, syntax, opcodes=arguments.opcodes)
    for function in code.functions:
        size = (function.end - function.start) * SIZE
        yield f"\t.size\t{quoted(function.name)}, {size}"


def _instruction(code: Code, line: Line, syntax: Syntax, *, opcodes: bool) -> str:
    is_raw = line.text.startswith(".quad")
    text = (
        f"{line.at:4}: {line.text}" if syntax is Syntax.KERNEL and not is_raw else f"\t{line.text}"
    )
    raw = encode(code.insns[line.at : line.at + line.slots]).hex(" ") if opcodes else ""
    remark = "  ".join(filter(None, (raw, line.remark)))
    return f"{text:<{_COLUMN}}# {remark}" if remark else text


def _license(elf: Elf) -> Iterator[str]:
    section = elf.section("license")
    if section is not None:
        text = elf.data(section).partition(b"\0")[0]
        yield f"\t.license {_string(text)}"


def _data(elf: Elf) -> Iterator[tuple[str, str]]:
    """Yield (line, the name that it defines) of maps and data."""
    try:
        specs = _maps(elf)
    except BeeboxError as error:
        specs = {}
        yield f"# maps: {str(error).splitlines()[0]}", ""
    for spec in specs.values():
        yield f"\t.map {_map(spec)}", spec.name
    for section in elf.sections:
        if data_reader.is_data(section):
            kind = "nobits" if section.type == SHT_NOBITS else "progbits"
            flags = "a" if section.name.startswith(".rodata") else "aw"
            yield f'\t.section\t{quoted(section.name)},"{flags}",@{kind}', ""
            yield from _variables(elf, section)


def _maps(elf: Elf) -> Mapping[int, MapSpec]:
    section = elf.section(".BTF")
    if section is None or elf.section(MAPS) is None:
        return {}
    btf = btf_read.read(elf.data(section))
    sizes = {each.name: each.size for each in elf.sections if each.size < 1 << 32}
    offsets = {
        (elf.sections[s.section].name, s.name): s.value & 0xFFFFFFFF
        for s in elf.symbols
        if 0 < s.section < len(elf.sections)
    }
    return map_reader.declared(btf_read.read(complete(btf, sizes, offsets)))


def _map(spec: MapSpec) -> str:
    """Return the arguments of ``.map``."""
    numbers = {
        "key": spec.key_size,
        "value": spec.value_size,
        "max_entries": spec.max_entries,
        "flags": spec.flags,
        "map_extra": spec.extra,
        "numa_node": spec.numa_node,
        "pinning": spec.pinning,
    }
    words = [quoted(spec.name), f"type={spec.type.name.lower()}"]
    words += [f"{name}={value}" for name, value in numbers.items() if value]
    return ", ".join(words)


def _variables(elf: Elf, section: Section) -> Iterator[tuple[str, str]]:
    """Yield the labels and bytes of a section of data."""
    found: dict[int, list[Symbol]] = {}
    for symbol in elf.symbols:
        if symbol.section == section.number and symbol.type != STT_SECTION and symbol.name:
            found.setdefault(min(symbol.value, section.size), []).append(symbol)
    ends = sorted({0, *found, section.size})
    data = elf.data(section)
    for start, end in zip(ends, [*ends[1:], section.size], strict=True):
        for symbol in found.get(start, ()):
            if symbol.bind != STB_LOCAL:
                yield f"\t.globl\t{quoted(symbol.name)}", ""
            yield f"\t.type\t{quoted(symbol.name)},@object", ""
            if symbol.size:
                yield f"\t.size\t{quoted(symbol.name)}, {symbol.size}", ""
            yield f"{quoted(symbol.name)}:", symbol.name
        part = data[start:end]
        if not any(part) and end > start:
            yield f"\t.zero\t{end - start}", ""
            continue
        for at in range(0, len(part), 64):
            yield f"\t.ascii\t{_string(part[at : at + 64])}", ""


def _string(data: bytes) -> str:
    """Return bytes as a string in quotes."""
    shown = (
        chr(byte) if 32 <= byte < 127 and byte not in b'"\\' else f"\\{byte:03o}" for byte in data
    )
    return f'"{"".join(shown)}"'
