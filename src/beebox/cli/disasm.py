"""``beebox disasm FILE``: an object's code, or plain bytes, as assembly, JSON or a picture."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterator

from beebox.btf.types import Btf
from beebox.cli import assembly, listing, objects
from beebox.cli.assembly import Input
from beebox.cli.base import Parser, UsageError, colour, print_json
from beebox.cli.files import STANDARD, deliver
from beebox.errors import DecodeError
from beebox.isa import cfg, disasm
from beebox.isa.asm.write import Syntax
from beebox.isa.insn import SIZE, decode, encode
from beebox.isa.opcodes import LDDW
from beebox.obj import code as code_reader
from beebox.obj import elf as elf_reader
from beebox.obj.code import Code

EXAMPLES = """\
  beebox disasm tool.o                     assembly that `beebox asm` takes back
  beebox disasm tool.py --source --prog enter
  beebox disasm tool.o --cfg -o tool.svg   the control flow as a picture
  beebox disasm tool.o --cfg | dot -Tpng > tool.png
  echo b700000002000000 9500000000000000 | beebox disasm -
"""
_HEX = re.compile(rb"(?:0x|\\x|[\s,;:\"'{}])*", re.IGNORECASE)


def parser() -> Parser:
    """Return the command's parser."""
    made = Parser(
        "disasm",
        "Disassemble an ELF object, a program's source, or plain instructions (bytes or hex).",
        EXAMPLES,
    )
    made.add_argument("file", metavar="FILE", help="object, source, bytes or hex; - is stdin")
    made.add_argument("--section", metavar="NAME", default="", help="only this section's code")
    made.add_argument("--prog", metavar="NAME", default="", help="only this function")
    made.add_argument("--source", action="store_true", help="source lines between (needs BTF)")
    made.add_argument("--linum", action="store_true", help="with file, line and column of them")
    made.add_argument("--opcodes", action="store_true", help="the bytes of each instruction")
    made.add_argument(
        "--syntax",
        choices=[syntax.value for syntax in Syntax],
        default=Syntax.KERNEL.value,
        help="the kernel's (default) or LLVM's",
    )
    made.add_argument(
        "--cfg",
        nargs="?",
        const="dot",
        choices=("dot", "svg"),
        help="the control-flow graph, as DOT or SVG",
    )
    made.add_argument("-o", "--output", metavar="OUT", help="a file; x.svg with --cfg is SVG")
    made.add_argument("-j", "--json", action="store_true", help="JSON in bpftool's shape")
    made.add_argument("-p", "--pretty", action="store_true", help="JSON over several lines")
    return made


def main(argv: list[str]) -> int:
    """Show one file."""
    arguments = parser().parse_args(argv[1:])
    if arguments.cfg and (arguments.json or arguments.pretty):
        raise UsageError("choose one: --cfg or --json")
    found = read(arguments.file)
    with objects.naming(arguments.file):
        codes = code_reader.choose(found.codes, arguments.section, arguments.prog)
    found = found._replace(codes=codes)
    if arguments.cfg:
        text = picture(found, arguments)
    elif arguments.json or arguments.pretty:
        if arguments.output:
            raise UsageError("--json prints; send it to a file with >")
        print_json(rows(found, arguments), pretty=arguments.pretty)
        return 0
    else:
        selected = bool(arguments.section or arguments.prog)
        lines = assembly.lines(found, arguments, whole=not selected)
        if arguments.output is None and colour():
            lines = map(painted, lines)
        text = "".join(f"{line}\n" for line in lines)
    deliver(arguments.output or STANDARD, text.encode(errors="surrogateescape"))
    return 0


def read(path: str) -> Input:
    """Read what *path* holds, whatever it is.

    Raises:
        BeeboxError: it cannot be read, or is neither an object nor instructions.
    """
    data = sys.stdin.buffer.read() if path == STANDARD else objects.read_bytes(path)
    with objects.naming("<stdin>" if path == STANDARD else path):
        if data[:4] == b"\x7fELF":
            elf = elf_reader.read(data)
            codes, btf = code_reader.read(elf)
            return Input(codes, btf, elf)
        insns = decode(plain(data))
        return Input([Code("", insns, (), {}, {})])


def plain(data: bytes) -> bytes:
    """Return the bytes of instructions: those that hex says, if it is nothing but hex.

    Raises:
        DecodeError: there are none.
    """
    digits = _HEX.sub(b"", data)
    if digits and not re.search(rb"[^0-9a-fA-F]", digits):
        if len(digits) % (2 * SIZE):
            raise DecodeError(
                f"{len(digits)} hex digits are not a whole number of instructions of 16 digits"
            )
        return bytes.fromhex(digits.decode())
    if not data:
        raise DecodeError("it is empty")
    return data


def rows(found: Input, arguments: argparse.Namespace) -> list[dict[str, object]]:
    """Return bpftool's array; the first row of a section also names it."""
    result: list[dict[str, object]] = []
    for code in found.codes:
        part = listing.as_json(
            shown(code, found.btf, source=arguments.source or arguments.linum),
            opcodes=arguments.opcodes,
            linum=arguments.linum,
        )
        if part and code.section:
            part[0] = {"section": code.section} | part[0]
        result += part
    return result


def shown(code: Code, btf: Btf | None, *, source: bool) -> listing.Shown:
    """Return the rows of a section in the kernel's words, its references by name."""
    made = []
    for index, text in disasm.listing(code.insns):
        insn, ref = code.insns[index], code.refs.get(index)
        if ref is not None:
            text = _named(text, ref.name, ref.added, ref.kind)  # noqa: PLW2901 - said better
        slots = 2 if insn.code == LDDW else 1
        made.append(listing.Row(index, text, encode(code.insns[index : index + slots])))
    functions = {f.start: f"{f.name}" for f in code.functions}
    if btf is not None:
        functions |= {
            f.start: listing.prototype(btf, f.type_id) for f in code.functions if f.type_id
        }
    lines = {
        at: listing.Source(line.text.strip(), line.file, line.line, line.column)
        for at, line in (code.lines.items() if source else ())
    }
    return listing.Shown(tuple(made), functions, lines)


def _named(text: str, name: str, added: int, kind: str) -> str:
    """Return an instruction's text with what its relocation names."""
    head = text.partition(" = ")[0] if text.startswith("(18)") else ""
    if not head:
        return f"(85) call {name}"
    if kind == "code":
        return f"{head} = subprog[{name}]"
    return f"{head} = map[{name}]" + ("" if kind == "map" else f"[0]+{added}")


def picture(found: Input, arguments: argparse.Namespace) -> str:
    """Return the control-flow graph of every function, as DOT or SVG."""
    from beebox.isa import graph  # noqa: PLC0415 - only for pictures

    graphs = []
    for code in found.codes:
        starts = sorted({0, *(f.start for f in code.functions)} & set(range(len(code.insns))))
        names = {f.start: f.name for f in code.functions}
        subs = [
            cfg.Subprogram(start, end)
            for start, end in zip(starts, [*starts[1:], len(code.insns)], strict=True)
        ]
        if not code.functions:
            subs = list(cfg.subprograms(code.insns))
        for number, sub in enumerate(subs):
            text = dict(listing_of(code, sub))
            title = names.get(sub.start, f"func_{number}") + " ()"
            graphs.append(graph.graph(title, code.insns[sub.start : sub.end], text))
    if arguments.cfg == "svg" or str(arguments.output).endswith(".svg"):
        from beebox.isa import svg  # noqa: PLC0415 - as above

        return svg.svg(graphs)
    return "\n".join(graph.dot(graphs)) + "\n"


def listing_of(code: Code, sub: cfg.Subprogram) -> Iterator[tuple[int, str]]:
    """Yield the instructions of one function, counted from its start."""
    for index, text in disasm.listing(code.insns[sub.start : sub.end]):
        ref = code.refs.get(sub.start + index)
        yield index, _named(text, ref.name, ref.added, ref.kind) if ref else text


_PAINT = (
    (re.compile(r"^\s*;.*|(?<=\s)#.*$"), "\033[2m"),
    (re.compile(r"^[\w.$\"]+:"), "\033[1m"),
    (re.compile(r"^\s+\.\w+"), "\033[35m"),
)


def painted(line: str) -> str:
    """Return *line* with colours for a terminal: remarks dim, labels bold."""
    for pattern, code in _PAINT:
        line = pattern.sub(rf"{code}\g<0>" + "\033[0m", line, count=1)
    return line
