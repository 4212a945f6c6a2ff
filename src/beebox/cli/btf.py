"""``beebox btf``: types of files, programs, maps and kernels, with bpftool's verbs and shapes."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from beebox.abi.enums import Cmd
from beebox.btf.types import Btf
from beebox.cli import nouns
from beebox.cli.base import Parser, UsageError, add_running, number, print_json, running
from beebox.errors import BeeboxError, KernelError
from beebox.kernel import client, details
from beebox.kernel.api import Kernel

EXAMPLES = """\
  beebox btf dump file /sys/kernel/btf/vmlinux format c > vmlinux.h
  beebox btf dump file prog.bpf.o                     an object's types, one by one
  beebox btf dump file prog.bpf.o root_id 7 format c  one type, and what it needs
  beebox btf show                                     of the box that runs in another terminal
  sudo beebox btf dump map name counts kv format c --kernel linux
"""
USAGE = """\
beebox btf show [id ID] [OPTION ...]
       beebox btf dump SOURCE [format raw|c] [root_id ID] ...
       SOURCE := file FILE | id ID | prog PROG | map MAP [key | value | kv | all]
       PROG := id ID | name NAME | tag TAG | pinned FILE
       MAP := id ID | name NAME | pinned FILE"""
KERNEL_TYPES = "/sys/kernel/btf/"


def parser() -> Parser:
    """Return the command's parser."""
    made = Parser("btf", "Show type information, also as C.", EXAMPLES)
    made.usage = USAGE
    made.add_argument("verb", nargs="?", choices=("show", "list", "dump"), default="show")
    made.add_argument(
        "words", nargs="*", default=[], metavar="WORD", help="as bpftool has them, see above"
    )
    made.add_argument(
        "-B", "--base-btf", metavar="FILE", help="what a kernel module's types go on from"
    )
    add_running(made)
    return made


def main(argv: list[str]) -> int:
    """Run the verb."""
    arguments = parser().parse_intermixed_args(argv[1:])
    if arguments.verb == "dump":
        dump(arguments)
    else:
        kernel = running(arguments.kernel, arguments.box)
        nouns.show(arguments, chosen(kernel, arguments.words), as_json, as_text)
    return 0


# --- show ------------------------------------------------------------------------------------


@dataclass(slots=True)
class Loaded:
    """Types that a kernel has."""

    id: int
    name: str
    size: int
    kernel: bool
    programs: tuple[int, ...]
    maps: tuple[int, ...]


def chosen(kernel: Kernel, words: Sequence[str]) -> list[Loaded]:
    """Return what *words* choose: ``id ...``, or nothing for all."""
    users: dict[int, tuple[list[int], list[int]]] = {}
    for program in client.programs(kernel):
        users.setdefault(program.btf_id, ([], []))[0].append(program.id)
    for each in client.maps(kernel):
        users.setdefault(each.btf_id, ([], []))[1].append(each.id)

    def by_id(btf_id: int) -> Loaded:
        fd = client.fd_by_id(kernel, Cmd.BTF_GET_FD_BY_ID, btf_id)
        try:
            info, name = details.btf_named(kernel, fd)
        finally:
            kernel.close(fd)
        programs, maps = users.get(btf_id, ([], []))
        known = bool(info.kernel_btf)
        return Loaded(btf_id, name, info.btf_size, known, tuple(programs), tuple(maps))

    def every() -> Iterator[Loaded]:
        for btf_id in details.ids(kernel, Cmd.BTF_GET_NEXT_ID):
            try:
                yield by_id(btf_id)
            except KernelError as error:
                details.gone(error)

    return nouns.choose(words, "BTF", ("id",), by_id, every)


def as_json(found: Loaded) -> dict[str, object]:
    """Return one element of ``btf show -j``."""
    return {
        "id": found.id,
        "size": found.size,
        "prog_ids": list(found.programs),
        "map_ids": list(found.maps),
        "kernel": found.kernel,
        **({"name": found.name} if found.name else {}),
    }


def as_text(found: Loaded) -> Iterator[str]:
    """Yield the line of ``btf show``."""
    name = f"[{found.name}]" if found.kernel else found.name or "<anon>"
    users = [
        f"  {what} {','.join(map(str, ids))}"
        for what, ids in (("prog_ids", found.programs), ("map_ids", found.maps))
        if ids
    ]
    yield f"{found.id}: name {name}  size {found.size}B{''.join(users)}"


# --- dump ------------------------------------------------------------------------------------


def dump(arguments: argparse.Namespace) -> None:
    """Print types, as a list or as C.

    Raises:
        UsageError: the words do not fit.
    """
    words = list(arguments.words)
    as_c, roots = _options(words)
    btf, chosen_types = source(arguments, words)
    roots = roots or chosen_types
    for root in roots:
        btf.type(root)  # before anything is printed
    if not as_c:
        _list(btf, roots or btf.ids(), arguments)
        return
    if arguments.json or arguments.pretty:
        raise UsageError("C is not JSON: leave out -j and -p, or say format raw")
    from beebox.btf.header import header  # noqa: PLC0415 - only for C

    print(header(btf, roots), end="")


def _options(words: list[str]) -> tuple[bool, list[int]]:
    """Take ``format F`` and ``root_id N`` off the end of *words*."""
    as_c, roots = False, list[int]()
    while len(words) > 3 and words[-2] in ("format", "root_id"):
        key, value = words[-2:]
        del words[-2:]
        if key == "root_id":
            roots.insert(0, number(value))
        elif value in ("raw", "c"):
            as_c = value == "c"
        else:
            raise UsageError(f"format is raw or c, not {value!r}")
    return as_c, roots


def _list(btf: Btf, type_ids: Sequence[int], arguments: argparse.Namespace) -> None:
    from beebox.btf import listing  # noqa: PLC0415 - only for a list

    if arguments.json or arguments.pretty:
        rows = [listing.row(btf, type_id) for type_id in type_ids]
        print_json({"types": [listing.plain(row) for row in rows]}, pretty=arguments.pretty)
        return
    for line in listing.lines(btf, type_ids):
        print(line)


def source(arguments: argparse.Namespace, words: list[str]) -> tuple[Btf, list[int]]:
    """Return the types that *words* name, and which of them are meant if not all.

    Raises:
        UsageError: the words name nothing.
    """
    if words[:1] == ["file"] and len(words) == 2:
        return of_file(words[1], arguments.base_btf), []
    if words[:1] == ["id"] and len(words) == 2:
        kernel = running(arguments.kernel, arguments.box)
        return details.btf_by_id(kernel, number(words[1])), []
    if words[:1] == ["prog"] and len(words) == 3:
        kernel = running(arguments.kernel, arguments.box)
        program = nouns.only("program", nouns.programs(kernel, words[1:]))
        btf = client.program_btf(kernel, program)
        if btf is None:
            raise BeeboxError(f"program {program.id} was loaded without types")
        return btf, []
    if words[:1] == ["map"] and len(words) in (3, 4):
        return _of_map(running(arguments.kernel, arguments.box), words[1:3], words[3:])
    raise UsageError(f"what types? Not known: {' '.join(words) or 'nothing'}\n{USAGE}")


def _of_map(kernel: Kernel, words: list[str], which: list[str]) -> tuple[Btf, list[int]]:
    from beebox.cli.map import chosen as maps  # noqa: PLC0415 - only for maps

    found = nouns.only("map", maps(kernel, words))
    btf = client.map_btf(kernel, found)
    if btf is None:
        raise BeeboxError(f"map {found.id} was made without types")
    key, value = found.btf_key_type_id, found.btf_value_type_id
    roots = {"key": [key], "value": [value], "kv": [key, value], "all": []}
    if (which or ["kv"])[0] not in roots:
        raise UsageError(f"which types of the map? key, value, kv or all, not {which[0]!r}")
    return btf, [root for root in roots[(which or ["kv"])[0]] if root]


def of_file(path: str, base: str | None) -> Btf:
    """Return the types in a file: BTF, or an ELF file that has some.

    Raises:
        BeeboxError: it cannot be read, or is damaged; says which file.
    """
    from beebox.obj.types import types  # noqa: PLC0415 - only for files

    module = path.startswith(KERNEL_TYPES) and path != f"{KERNEL_TYPES}vmlinux"
    if base is None and module:
        base = f"{KERNEL_TYPES}vmlinux"
    try:
        return types(_read(path), types(_read(base)) if base else None)
    except BeeboxError as error:
        raise type(error)(f"{path}: {error}") from None


def _read(path: str) -> bytes:
    try:
        with open(path, "rb") as file:  # noqa: PTH123
            return file.read()
    except OSError as error:
        raise UsageError(f"cannot read it: {error.strerror}") from None
