"""``beebox gen``: what is made of objects, with bpftool's verbs."""

from __future__ import annotations

from pathlib import Path

from beebox.cli.base import Parser, UsageError
from beebox.cli.files import write
from beebox.errors import BeeboxError

EXAMPLES = """\
  beebox gen object tool.bpf.o main.bpf.o library.bpf.o    link objects to one
"""
USAGE = "beebox gen object OUT IN [IN ...]"


def parser() -> Parser:
    """Return the command's parser."""
    made = Parser("gen", "Link several objects to one, as bpftool does.", EXAMPLES)
    made.usage = USAGE
    made.add_argument("verb", choices=("object",))
    made.add_argument("out", metavar="OUT", help="the object to write")
    made.add_argument("objects", metavar="IN", nargs="*", help="objects to link")
    return made


def main(argv: list[str]) -> int:
    """Run the verb."""
    from beebox.obj import merge  # noqa: PLC0415 - help needs none of it

    arguments = parser().parse_args(argv[1:])
    if not arguments.objects:
        raise UsageError(f"no object to link: {USAGE}")
    write(arguments.out, merge.merge([(name, _bytes(name)) for name in arguments.objects]))
    return 0


def _bytes(name: str) -> bytes:
    try:
        return Path(name).read_bytes()
    except OSError as error:
        raise BeeboxError(f"{name}: {error.strerror}") from error
