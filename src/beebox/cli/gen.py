"""``beebox gen``: what is made of objects, with bpftool's verbs."""

from __future__ import annotations

from pathlib import Path

from beebox.cli.base import Parser, UsageError
from beebox.cli.files import STANDARD, deliver, write
from beebox.errors import BeeboxError
from beebox.obj.spec import ObjectSpec

EXAMPLES = """\
  beebox gen object tool.bpf.o main.bpf.o library.bpf.o    link objects to one
  beebox gen skeleton tool.bpf.o -o tool.py                a typed Python module, the object inside
"""
OBJECT = "beebox gen object OUT IN [IN ...]"
SKELETON = "beebox gen skeleton OBJECT [name NAME] [-o FILE]"


def parser() -> Parser:
    """Return the command's parser."""
    made = Parser(
        "gen", "Link several objects to one, or make a Python module of one, as bpftool.", EXAMPLES
    )
    made.usage = f"{OBJECT} | {SKELETON.removeprefix('beebox gen ')}"
    made.add_argument("verb", choices=("object", "skeleton"))
    made.add_argument("first", metavar="FILE", help="the object to write (object), or to read")
    made.add_argument("rest", metavar="IN", nargs="*", help="objects to link; or: name NAME")
    made.add_argument("-o", "--output", default=STANDARD, metavar="FILE", help="of skeleton")
    return made


def main(argv: list[str]) -> int:
    """Run the verb."""
    arguments = parser().parse_intermixed_args(argv[1:])
    if arguments.verb == "skeleton":
        _skeleton(arguments.first, arguments.rest, arguments.output)
        return 0
    from beebox.obj import merge  # noqa: PLC0415 - help needs none of it

    if not arguments.rest:
        raise UsageError(f"no object to link: {OBJECT}")
    if arguments.output != STANDARD:
        raise UsageError(f"the first FILE is what is written: {OBJECT}")
    write(arguments.first, merge.merge([(name, _bytes(name)) for name in arguments.rest]))
    return 0


def _skeleton(path: str, words: list[str], output: str) -> None:
    from beebox.cli import objects, skeletons  # noqa: PLC0415 - as above
    from beebox.obj import read  # noqa: PLC0415

    if words and (len(words) != 2 or words[0] != "name"):
        raise UsageError(f"what is {words[0]!r}? {SKELETON}")
    data = objects.read_bytes(path)
    name = words[1] if words else objects.name_of(path)
    with objects.naming(path):
        spec = read(data, name)
    if b".debug_info" in data:
        data, spec = _lean(path, data, spec)
    text = skeletons.module(spec, data, path.rpartition("/")[2])
    deliver(output, text.encode())


def _lean(path: str, data: bytes, spec: ObjectSpec) -> tuple[bytes, ObjectSpec]:
    """Return an object without what only debuggers read, many times the rest, if that can be."""
    from beebox.obj import merge, read  # noqa: PLC0415 - as above

    try:
        linked = merge.merge([(path, data)])
        return linked, read(linked, spec.name)
    except BeeboxError:  # what cannot be linked is what it was
        return data, spec


def _bytes(name: str) -> bytes:
    try:
        return Path(name).read_bytes()
    except OSError as error:
        raise BeeboxError(f"{name}: {error.strerror}") from error
