"""``beebox map``: the maps of a running box or of Linux, with bpftool's verbs and shapes."""

from __future__ import annotations

import argparse
from collections.abc import Iterator

from beebox.abi.enums import Cmd, MapType, ProgType
from beebox.btf import values
from beebox.btf.types import Btf
from beebox.cli import nouns
from beebox.cli.base import Parser, UsageError, add_running, print_json, running
from beebox.errors import KernelError
from beebox.kernel import client
from beebox.kernel.api import Kernel

EXAMPLES = """\
  beebox map show                        of the box that runs in another terminal
  beebox map dump name counts            its contents, by its types if it has them
  sudo beebox map show --kernel linux --json
"""
USAGE = """\
beebox map show [MAP] [OPTION ...]
       beebox map dump MAP
       MAP := id ID | name NAME | pinned FILE"""
PER_CPU = client.PER_CPU


def parser() -> Parser:
    """Return the command's parser."""
    made = Parser("map", "Show loaded maps and what is in them.", EXAMPLES)
    made.usage = USAGE
    made.add_argument("verb", nargs="?", choices=("show", "list", "dump"), default="show")
    made.add_argument(
        "words", nargs="*", default=[], metavar="WORD", help="as bpftool has them, see above"
    )
    add_running(made)
    return made


def main(argv: list[str]) -> int:
    """Run the verb."""
    arguments = parser().parse_args(argv[1:])
    kernel = running(arguments.kernel, arguments.box)
    if arguments.verb == "dump":
        dump(kernel, arguments)
    else:
        nouns.show(arguments, chosen(kernel, arguments.words), as_json, as_text)
    return 0


def chosen(kernel: Kernel, words: list[str]) -> list[client.MapDetails]:
    """Return what *words* choose: ``id ...``, ``name ...``, ``pinned ...``, or nothing for all."""
    return nouns.maps(kernel, words)


def as_json(details: client.MapDetails) -> dict[str, object]:
    """Return one element of ``map show -j``."""
    return {
        "id": details.id,
        "type": nouns.type_name(MapType, details.type),
        **({"name": details.name} if details.name else {}),
        "flags": details.flags,
        "bytes_key": details.key_size,
        "bytes_value": details.value_size,
        "max_entries": details.max_entries,
        **({"bytes_memlock": details.memlock} if details.memlock else {}),
        **_owner(details),
        "frozen": int(details.frozen),
        **({"btf_id": details.btf_id} if details.btf_id else {}),
    }


def _owner(details: client.MapDetails) -> dict[str, object]:
    """Return what the programs of a program array have in common."""
    if not details.owner_type:
        return {}
    known = details.owner_type in set(ProgType)
    kind = ProgType(details.owner_type).name.lower() if known else details.owner_type
    return {"owner_prog_type": kind, "owner_jited": details.owner_jited}


def as_text(details: client.MapDetails) -> Iterator[str]:
    """Yield the lines of ``map show``."""
    name = f"  name {details.name}" if details.name else ""
    yield f"{details.id}: {nouns.type_name(MapType, details.type)}{name}  flags {details.flags:#x}"
    memlock = f"  memlock {details.memlock}B" if details.memlock else ""
    yield (
        f"\tkey {details.key_size}B  value {details.value_size}B"
        f"  max_entries {details.max_entries}{memlock}"
    )
    if owner := _owner(details):
        jited = "jited" if details.owner_jited else "not jited"
        yield f"\towner_prog_type {owner['owner_prog_type']}  owner {jited}"
    btf = f"btf_id {details.btf_id}" if details.btf_id else ""
    frozen = "frozen" if details.frozen else ""
    if btf or frozen:
        yield "\t" + "  ".join(filter(None, (btf, frozen)))


# --- dump ------------------------------------------------------------------------------------


def dump(kernel: Kernel, arguments: argparse.Namespace) -> None:
    """Print what ``bpftool map dump`` prints."""
    if not arguments.words:
        raise UsageError("expected: dump MAP")
    details = nouns.only("map", chosen(kernel, arguments.words))
    elements = list(contents(kernel, details))
    btf = client.map_btf(kernel, details) if details.btf_value_type_id else None
    if arguments.json or arguments.pretty:
        rows = [element_json(details, btf, key, value) for key, value in elements]
        print_json(rows, pretty=arguments.pretty)
    elif btf is not None:
        print(typed_text(details, btf, elements))
    else:
        for key, value in elements:
            print("\n".join(plain_text(details, key, value)))
        print(f"Found {len(elements)} element{'' if len(elements) == 1 else 's'}")


def contents(kernel: Kernel, details: client.MapDetails) -> Iterator[tuple[bytes, bytes]]:
    """Yield the keys and values; a kind of map that has none to show is an error that names it."""
    fd = client.fd_by_id(kernel, Cmd.MAP_GET_FD_BY_ID, details.id)
    try:
        yield from client.map_items(kernel, fd)
    except KernelError as error:
        kind = nouns.type_name(MapType, details.type)
        error.what = f"map {details.id} ({kind}) shows no elements: {error.what}"
        raise
    finally:
        kernel.close(fd)


def slots(details: client.MapDetails, value: bytes) -> list[bytes]:
    """Return a per-CPU map's value CPU by CPU: each at a multiple of 8 bytes."""
    stride = (details.value_size + 7) & ~7
    return [value[at : at + details.value_size] for at in range(0, len(value), stride)]


def hexes(data: bytes) -> list[str]:
    """Return the bytes as bpftool's JSON has them."""
    return [f"{byte:#04x}" for byte in data]


def element_json(
    details: client.MapDetails, btf: Btf | None, key: bytes, value: bytes
) -> dict[str, object]:
    """Return one element of ``map dump -j``."""
    if details.type in PER_CPU:
        per_cpu = [{"cpu": cpu, "value": hexes(v)} for cpu, v in enumerate(slots(details, value))]
        found: dict[str, object] = {"key": hexes(key), "values": per_cpu}
    else:
        found = {"key": hexes(key), "value": hexes(value)}
    if btf is not None:
        found["formatted"] = values.to_json(typed(details, btf, key, value))
    return found


def typed(details: client.MapDetails, btf: Btf, key: bytes, value: bytes) -> values.Value:
    """Return an element by the map's types: a data section's map has no key to show."""
    shown: dict[str, values.Value] = {}
    if details.btf_key_type_id:
        shown["key"] = values.decode(btf, details.btf_key_type_id, key)
    if details.type in PER_CPU:
        decoded = [values.decode(btf, details.btf_value_type_id, v) for v in slots(details, value)]
        shown["values"] = [{"cpu": cpu, "value": v} for cpu, v in enumerate(decoded)]
    else:
        shown["value"] = values.decode(btf, details.btf_value_type_id, value)
    return shown


def typed_text(details: client.MapDetails, btf: Btf, elements: list[tuple[bytes, bytes]]) -> str:
    """Return the dump of a map with types: JSON, as bpftool lays it out."""
    rows = [values.text(typed(details, btf, key, value), 1) for key, value in elements]
    return "[" + ",".join(rows) + "\n]" if rows else "[]"


def plain_text(details: client.MapDetails, key: bytes, value: bytes) -> Iterator[str]:
    """Yield the lines of an element without types."""
    if details.type in PER_CPU:
        yield f"key:\n{key.hex(' ')}"
        for cpu, slot in enumerate(slots(details, value)):
            yield f"value (CPU {cpu:02d}): {slot.hex(' ')}"
    elif len(key) + len(value) > 24:
        yield f"key:\n{key.hex(' ')}\nvalue:"
        yield from (value[at : at + 16].hex(" ") for at in range(0, len(value), 16))
    else:
        yield f"key: {key.hex(' ')}  value: {value.hex(' ')}"
