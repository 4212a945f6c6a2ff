"""``beebox conformance``: a plugin of bpf_conformance, the suite of bare programs.

The runner starts the plugin once for each test with memory as its first argument, writes the
program to standard input, and reads r0 in hexadecimal; all bytes are two digits each. See
libbpf_plugin in github.com/Alan-Jowett/bpf_conformance.
"""

from __future__ import annotations

import sys
from string import hexdigits
from typing import TYPE_CHECKING

from beebox.cli.base import ENGINES, Parser, UsageError

if TYPE_CHECKING:
    from beebox.isa.insn import Insn

SHOWN = 40
"""characters of a word that is wrong"""

EXAMPLES = """\
  beebox conformance --program 'b7 00 00 00 2a 00 00 00 95 00 00 00 00 00 00 00'
  printf '71 10 01 00 00 00 00 00 95 00 00 00 00 00 00 00' | beebox conformance 'aa bb cc'

  as the runner's plugin, with a script that says: exec beebox conformance "$@"
  bpf_conformance_runner --test_file_directory tests --plugin_path ./plugin.sh --cpu_version v4 \\
      --plugin_options '--engine tier0'
"""


def parser() -> Parser:
    """Return the command's parser."""
    made = Parser(
        "conformance",
        "Run a bare program once, as a plugin of bpf_conformance; print r0 in hexadecimal.\n"
        "r1 is the memory's address (0 if there is none), r2 its length, r10 a stack.\n"
        "The program is checked, but not proven: it runs in a process of its own.",
        EXAMPLES,
    )
    made.add_argument("memory", nargs="*", metavar="MEMORY", help="bytes, two hex digits each")
    made.add_argument(
        "--program", metavar="HEX", help="the program's bytes; without it, standard input is read"
    )
    made.add_argument("--engine", choices=ENGINES, default="interpreter", help="what runs it")
    made.add_argument("--elf", action="store_true", help="the program is an ELF object")
    made.add_argument("--debug", action="store_true", help="show the program on standard error")
    return made


def main(argv: list[str]) -> int:
    """Run one program; 0 if it ended well, else 1 and the reason on standard error."""
    arguments = parser().parse_args(argv[1:])
    data = unhex("MEMORY", " ".join(arguments.memory))
    text = sys.stdin.readline() if arguments.program is None else arguments.program
    insns = program(unhex("the program", text), elf=arguments.elf)
    if arguments.debug:
        show(insns)
    from beebox.vm.conformance import run_apart  # noqa: PLC0415 - not for --help

    print(f"{run_apart(insns, data, arguments.engine):x}")
    return 0


def unhex(what: str, text: str) -> bytes:
    """Return the bytes that *text* spells.

    Raises:
        UsageError: it has something else than pairs of hex digits.
    """
    words = text.split()
    try:
        return b"".join(map(bytes.fromhex, words))
    except ValueError:
        word = next(word for word in words if not _spells(word))
        shown = word if len(word) <= SHOWN else f"{word[:SHOWN]}..."
        raise UsageError(f"{what} is not bytes of two hex digits each: {shown!r}") from None


def _spells(word: str) -> bool:
    return len(word) % 2 == 0 and not word.strip(hexdigits)


def program(data: bytes, *, elf: bool) -> tuple[Insn, ...]:
    """Return the instructions in *data*, or in the first code section of the object it is.

    Raises:
        BeeboxError: it is no program.
    """
    from beebox.isa.insn import decode  # noqa: PLC0415 - not for --help

    return decode(code(data) if elf else data)


def code(data: bytes) -> bytes:
    """Return the first section of an object that has code.

    Raises:
        ElfError: *data* is no object, or has no code.
        RelocationError: the code has references, which only a loader resolves.
    """
    from beebox.errors import ElfError, RelocationError  # noqa: PLC0415 - only for objects
    from beebox.obj import elf  # noqa: PLC0415 - only for objects

    found = elf.read(data)
    for section in found.sections:
        if section.executable and section.size:
            if found.relocations(section):
                raise RelocationError(
                    f"section {section.name} has relocations: beebox run loads it"
                )
            return found.data(section)
    raise ElfError("the object has no code")


def show(insns: tuple[Insn, ...]) -> None:
    """Print the instructions on standard error."""
    from beebox.isa.disasm import listing  # noqa: PLC0415 - only to look

    for index, text in listing(insns):
        print(f"{index:4}: {text}", file=sys.stderr)
