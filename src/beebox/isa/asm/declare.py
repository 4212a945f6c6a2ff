"""``.map``: a map declared in one line, as ``struct { __uint(...); } name SEC(".maps")`` in C.

::

    .map counts, type=hash, key=u32, value=u64, max_entries=1024
    .map events, type=ringbuf, max_entries=4096
    .map outer,  type=array_of_maps, key=4, max_entries=8, inner=counts

A key or value is a number of bytes, or a type (``u8`` to ``u64``, ``s8`` to ``s64``, ``char``, an
array of one: ``char[16]``), which the map's readers then show it in.
"""

from __future__ import annotations

import re
from difflib import get_close_matches

from beebox.isa.asm.unit import MapRow, Unit

MAPS = ".maps"
TYPE = re.compile(r"(?P<signed>[us])(?P<bits>8|16|32|64)(?:\[(?P<count>\d{1,9})\])?", re.ASCII)
CHAR = re.compile(r"char(?:\[(?P<count>\d{1,9})\])?", re.ASCII)
_OPTION = re.compile(r"\s*(?P<name>\w+)\s*=\s*(?P<arg>\S.*?)\s*", re.ASCII)
_POINTER = 8
_NUMBERS = {
    "max_entries": "max_entries",
    "key_size": "key_size",
    "value_size": "value_size",
    "map_extra": "map_extra",
    "numa_node": "numa_node",
}
OPTIONS = ("type", "key", "value", "flags", "pinning", "inner", *_NUMBERS)
_PINNING = {"none": 0, "by_name": 1}


def map_row(unit: Unit, name: str, arguments: list[re.Match[str]]) -> MapRow:
    """Return what the options of ``.map`` say.

    Raises:
        AsmError: an option is not known, is there twice, or its value does not fit.
    """
    numbers: dict[str, int] = {}
    types: dict[str, str] = {}
    inner = ""
    for argument in arguments:
        option = _OPTION.fullmatch(argument["arg"])
        if option is None or option["name"] not in OPTIONS:
            raise _unknown(unit, argument, option["name"] if option else "", OPTIONS, "option")
        key, text = option["name"], option["arg"]
        if key in ("key", "value") and (TYPE.fullmatch(text) or CHAR.fullmatch(text)):
            types[key] = text
        elif key == "inner":
            inner = text
        else:
            field, value = _number(unit, argument, key, text)
            if field in numbers:
                raise unit.fail(f"{key} is there twice", argument, "arg")
            numbers[field] = value
    if "type" not in numbers:
        raise unit.fail("a map needs a type", hint=f".map {name}, type=hash, ...")
    if inner:
        numbers.setdefault("value_size", 4)
    return MapRow(name, numbers, types, inner, unit.line)


def _unknown(
    unit: Unit, argument: re.Match[str], name: str, known: tuple[str, ...], what: str
) -> Exception:
    near = get_close_matches(name, known, 1)
    hint = f"did you mean {near[0]}?" if near else f"known: {', '.join(known)}"
    shown = name or argument["arg"].strip()[:40] or "nothing"
    return unit.fail(
        f"{shown} is not {'an' if what[0] in 'aeiou' else 'a'} {what}", argument, "arg", hint
    )


def _number(unit: Unit, argument: re.Match[str], key: str, text: str) -> tuple[str, int]:
    """Return the name in a declaration, and the value, of an option that is a number."""
    from beebox.abi.enums import MapFlag, MapType  # noqa: PLC0415 - only maps need the tables

    if key == "type":
        return key, _choice(
            unit, argument, text, {t.name.lower(): t.value for t in MapType}, "map type"
        )
    if key == "flags":
        flags = {flag.name.lower(): flag.value for flag in MapFlag if flag.name}
        total = 0
        for word in text.split("|"):
            total |= _choice(unit, argument, word.strip(), flags, "flag")
        return "map_flags", total
    if key == "pinning":
        return key, _choice(unit, argument, text, _PINNING, "pinning")
    value = unit.value(_value_of(argument), "arg")
    return {"key": "key_size", "value": "value_size"}.get(key, key), value & 0xFFFFFFFF


_VALUE = re.compile(r"[^=]*=(?P<arg>.*)")


def _value_of(argument: re.Match[str]) -> re.Match[str]:
    """Return the match of what stands behind the ``=``, in its place."""
    return _VALUE.fullmatch(argument.string, *argument.span("arg")) or argument


def _choice(
    unit: Unit, argument: re.Match[str], text: str, known: dict[str, int], what: str
) -> int:
    """Return the number that *text* is, or that it names."""
    name = (
        text.lower()
        .removeprefix("bpf_map_type_")
        .removeprefix("bpf_f_")
        .removeprefix("libbpf_pin_")
    )
    if name in known:
        return known[name]
    if re.fullmatch(r"0[xX][0-9a-fA-F]{1,8}|\d{1,9}", text, re.ASCII):
        return int(text, 16 if text[:2] in ("0x", "0X") else 10)
    raise _unknown(unit, argument, name, tuple(known), what)


def size(row: MapRow) -> int:
    """Return how many bytes the declaration takes: a pointer for each member, as in C."""
    return _POINTER * len(members(row))


def members(row: MapRow) -> list[str]:
    """Return the names of the declaration's members, in their order."""
    return [*row.numbers, *row.types, *(["values"] if row.inner else [])]
