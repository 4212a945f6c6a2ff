"""``beebox asm FILE``: assembly to an object, or to plain bytes."""

from __future__ import annotations

import argparse
import os
import sys

from beebox.cli.base import Parser
from beebox.cli.files import STANDARD, deliver
from beebox.errors import BeeboxError
from beebox.isa import asm
from beebox.isa.asm.source import Source
from beebox.isa.asm.unit import Unit
from beebox.isa.insn import encode
from beebox.lang import asm as front

EXAMPLES = """\
  beebox asm count.bpf.s                   to count.bpf.o, with BTF, maps and relocations
  beebox asm count.bpf.s -o out.o
  echo 'r0 = 2; exit' | beebox asm -       plain instructions, as hex
  beebox asm --raw prog.s -o prog.bin      plain instructions, as bytes
"""


def parser() -> Parser:
    """Return the command's parser."""
    made = Parser(
        "asm",
        "Assemble a file: to an ELF object if it has sections, data or maps, else to plain"
        " instructions. The syntax is the kernel's or LLVM's.",
        EXAMPLES,
    )
    made.add_argument("file", metavar="FILE", help="assembly (.s); - reads standard input")
    made.add_argument("-o", "--output", metavar="OUT", help="the file to write; - is stdout")
    kind = made.add_mutually_exclusive_group()
    kind.add_argument("--raw", action="store_true", help="plain instructions as bytes")
    kind.add_argument(
        "--hex", action="store_true", help="plain instructions as hex, 8 bytes a line"
    )
    return made


def main(argv: list[str]) -> int:
    """Assemble one file."""
    arguments = parser().parse_args(argv[1:])
    text = standard_input() if arguments.file == STANDARD else front.read(arguments.file)
    name = "<stdin>" if arguments.file == STANDARD else arguments.file
    if not arguments.raw and not arguments.hex:
        unit = asm.unit(text, name)
        if unit.sectioned or str(arguments.output).endswith(".o"):
            return save(arguments, front.object_of(unit))
    data = encode(asm.plain(Unit(Source(text, name), {}, {}, plain=True)))
    if not arguments.raw and (arguments.hex or arguments.output in (None, STANDARD)):
        data = hexadecimal(data).encode()
    deliver(arguments.output or STANDARD, data)
    return 0


def standard_input() -> str:
    """Return what comes in."""
    return sys.stdin.buffer.read().decode(errors="surrogateescape")


def save(arguments: argparse.Namespace, data: bytes) -> int:
    """Write an object where it is wanted, and say so."""
    output = arguments.output
    if output is None and arguments.file == STANDARD:
        raise BeeboxError("an object needs a file\n  hint: -o out.o, or -o - for standard output")
    if output is None:
        output = os.path.splitext(os.path.basename(arguments.file))[0] + ".o"  # noqa: PTH119, PTH122
    deliver(output, data)
    if output != STANDARD:
        print(f"{output}: {len(data)} bytes")
    return 0


def hexadecimal(data: bytes) -> str:
    """Return a line of hex for each instruction slot."""
    return "".join(f"{data[at : at + 8].hex(' ')}\n" for at in range(0, len(data), 8))
