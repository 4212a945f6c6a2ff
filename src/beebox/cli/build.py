"""``beebox build SOURCE -o OBJECT``: compile Python, C or assembly to an ELF object with BTF."""

from __future__ import annotations

import os

from beebox.cli.base import Parser
from beebox.cli.files import write

EXAMPLES = """\
  beebox build tool.py -o tool.o           a Python program
  beebox build tool.bpf.c                  C, by clang; writes tool.bpf.o
"""


def parser() -> Parser:
    """Return the command's parser."""
    made = Parser(
        "build", "Compile a program to an ELF object that libbpf and bpftool accept too.", EXAMPLES
    )
    made.add_argument(
        "source", metavar="SOURCE", help="a Python file, C for BPF (.c), or assembly (.s)"
    )
    made.add_argument(
        "-o", "--output", metavar="OBJECT", help="default: SOURCE with .o, in this directory"
    )
    return made


def main(argv: list[str]) -> int:
    """Compile one source."""
    arguments = parser().parse_args(argv[1:])
    from beebox import lang  # noqa: PLC0415 - the parser's errors and help come first

    data = lang.compile(arguments.source)
    output = arguments.output or os.path.splitext(os.path.basename(arguments.source))[0] + ".o"  # noqa: PTH119, PTH122
    write(output, data)
    print(f"{output}: {len(data)} bytes")
    return 0
