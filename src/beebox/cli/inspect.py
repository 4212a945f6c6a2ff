"""``beebox inspect OBJECT``: what is in an object, as readelf and llvm-objdump would say it."""

from __future__ import annotations

from collections.abc import Iterator

from beebox import obj
from beebox.cli import listing, objects
from beebox.cli.base import Parser, print_json
from beebox.isa import disasm
from beebox.isa.insn import encode
from beebox.isa.opcodes import LDDW
from beebox.obj import elf as elf_reader
from beebox.obj.elf import SHF_EXECINSTR, Elf
from beebox.obj.spec import ObjectSpec, ProgramSpec, RefKind

EXAMPLES = """\
  beebox inspect tool.o                  everything
  beebox inspect tool.o --source         source lines beside their bytecode
  beebox inspect tool.py --maps --json
"""
PARTS = {
    "sections": "the ELF sections",
    "relocations": "what each section's instructions refer to",
    "maps": "maps and global variables",
    "source": "programs: source lines beside their bytecode",
}
SECTION_TYPES = {
    0: "NULL",
    1: "PROGBITS",
    2: "SYMTAB",
    3: "STRTAB",
    4: "RELA",
    8: "NOBITS",
    9: "REL",
}
RELOCATION_TYPES = {0: "R_BPF_NONE", 1: "R_BPF_64_64", 2: "R_BPF_64_ABS64", 3: "R_BPF_64_ABS32"} | {
    4: "R_BPF_64_NODYLD32",
    10: "R_BPF_64_32",
}


def parser() -> Parser:
    """Return the command's parser."""
    made = Parser("inspect", "Show what is in an object.", EXAMPLES)
    made.add_argument("object", metavar="OBJECT", help="an ELF object, or a source to compile")
    for part, meaning in PARTS.items():
        made.add_argument(f"--{part}", action="store_true", help=f"only {meaning}")
    made.add_argument("--prog", metavar="NAME", help="with the source: only this program")
    made.add_argument("-j", "--json", action="store_true", help="one JSON object")
    return made


def main(argv: list[str]) -> int:
    """Show the parts asked for, or all."""
    arguments = parser().parse_args(argv[1:])
    data = objects.read_bytes(arguments.object)
    with objects.naming(arguments.object):
        elf = elf_reader.read(data)
        spec = obj.read(data, objects.name_of(arguments.object))
        if arguments.prog:
            spec = spec.only(arguments.prog)
    wanted = [part for part in PARTS if getattr(arguments, part)] or list(PARTS)
    if arguments.json:
        print_json({part: JSON[part](elf, spec) for part in wanted}, pretty=True)
        return 0
    kind = "little" if elf.little else "big"
    print(f"{arguments.object}: ELF64 {kind}-endian object for BPF, license {spec.license!r}")
    for part in wanted:
        print(f"\n{part}:")
        print("\n".join(TEXT[part](elf, spec)))
    return 0


def sections(elf: Elf, _: ObjectSpec) -> list[dict[str, object]]:
    """Return one row a section."""
    return [
        {
            "number": section.number,
            "name": section.name,
            "type": SECTION_TYPES.get(section.type, f"{section.type:#x}"),
            "size": section.size,
            "executable": bool(section.flags & SHF_EXECINSTR),
        }
        for section in elf.sections
        if section.number
    ]


def section_lines(elf: Elf, spec: ObjectSpec) -> Iterator[str]:
    """Yield one line a section."""
    for row in sections(elf, spec):
        mark = "  code" if row["executable"] else ""
        yield f"  {row['number']:>3} {row['type']:<10} {row['size']:>7}  {row['name']}{mark}"


def relocations(elf: Elf, _: ObjectSpec) -> list[dict[str, object]]:
    """Return one row a relocation of a section that holds code."""
    return [
        {
            "section": section.name,
            "insn": relocation.offset // 8,
            "type": RELOCATION_TYPES.get(relocation.type, f"{relocation.type}"),
            "symbol": relocation.symbol.name,
        }
        for section in elf.sections
        if section.executable
        for relocation in elf.relocations(section)
    ]


def relocation_lines(elf: Elf, spec: ObjectSpec) -> Iterator[str]:
    """Yield the relocations under their sections."""
    current = None
    for row in relocations(elf, spec):
        if row["section"] != current:
            current = row["section"]
            yield f"  {current}"
        yield f"    {row['insn']:>4}  {row['type']:<12} {row['symbol']}"


def maps(_: Elf, spec: ObjectSpec) -> list[dict[str, object]]:
    """Return one row a map, its variables in it."""
    return [
        {
            "name": each.name,
            "type": each.type.name.lower(),
            "bytes_key": each.key_size,
            "bytes_value": each.value_size,
            "max_entries": each.max_entries,
            "flags": each.flags,
            "frozen": int(each.frozen),
            "variables": [
                {"name": v.name, "offset": v.offset, "size": v.size}
                for v in spec.variables.values()
                if v.map == each.name
            ],
        }
        for each in spec.maps.values()
    ]


def map_lines(_: Elf, spec: ObjectSpec) -> Iterator[str]:
    """Yield a line a map, its variables under it."""
    for each in spec.maps.values():
        tail = f"flags {each.flags:#x}" + ("  frozen" if each.frozen else "")
        yield (
            f"  {each.name}: {each.type.name.lower()}  key {each.key_size}B"
            f"  value {each.value_size}B  max_entries {each.max_entries}  {tail}"
        )
        for variable in spec.variables.values():
            if variable.map == each.name:
                yield f"    {variable.offset:>4}  {variable.size:>4}B  {variable.name}"


def shown(spec: ObjectSpec, program: ProgramSpec) -> listing.Shown:
    """Return the program's instructions, its map references by name, with its source lines."""
    refs = {ref.insn: ref for ref in program.refs}
    insns = program.insns
    rows = []
    for index, text in disasm.listing(insns):
        ref = refs.get(index)
        if ref is not None:
            place = f"[{ref.name}]" if ref.kind is RefKind.MAP else f"[{ref.name}][0]+{ref.offset}"
            text = f"(18) r{insns[index].dst} = map{place}"  # noqa: PLW2901 - said better than by its number
        rows.append(
            listing.Row(index, text, encode(insns[index : index + 1 + (insns[index].code == LDDW)]))
        )
    sources = {
        line.insn: listing.Source(line.text.strip(), line.file, line.line, line.column)
        for line in program.lines
    }
    functions = {0: f"int {program.name}(void *ctx)"}
    if spec.btf is not None:
        functions |= {f.insn: listing.prototype(spec.btf, f.type_id) for f in program.funcs}
    return listing.Shown(tuple(rows), functions, sources)


def source(_: Elf, spec: ObjectSpec) -> list[dict[str, object]]:
    """Return one row a program, its instructions in it."""
    return [
        {
            "name": program.name,
            "section": program.section,
            "type": program.type.name.lower(),
            "insns": listing.as_json(shown(spec, program), linum=True),
        }
        for program in spec.programs.values()
    ]


def source_lines(_: Elf, spec: ObjectSpec) -> Iterator[str]:
    """Yield each program's listing under its section."""
    for program in spec.programs.values():
        kind, length = program.type.name.lower(), len(program.insns)
        yield f'  SEC("{program.section}"), {kind}, {length} instructions'
        for line in listing.as_text(shown(spec, program)):
            yield f"  {line}"


TEXT = {
    "sections": section_lines,
    "relocations": relocation_lines,
    "maps": map_lines,
    "source": source_lines,
}
JSON = {"sections": sections, "relocations": relocations, "maps": maps, "source": source}
