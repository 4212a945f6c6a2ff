"""What ``prog`` and ``map`` share: choosing objects by bpftool's words, naming and showing them."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable, Sequence
from enum import IntEnum
from typing import Protocol, TypeVar

from beebox.cli.base import UsageError, number, print_json
from beebox.errors import KernelError
from beebox.kernel import client
from beebox.kernel.api import Kernel


class Details(Protocol):
    """A loaded object that can be chosen."""

    id: int
    name: str


D = TypeVar("D", bound=Details)


def choose(
    words: Sequence[str],
    noun: str,
    keys: Sequence[str],
    by_id: Callable[[int], D],
    every: Callable[[], Iterable[D]],
    by_pin: Callable[[str], D] | None = None,
) -> list[D]:
    """Return what *words* choose: ``id 3``, another of *keys* and its value, or nothing for all.

    With *by_pin* also ``pinned FILE``.

    Raises:
        UsageError: the words do not fit, or nothing has that value.
        KernelError: there is no such id.
    """
    if not words:
        return list(every())
    if by_pin is not None and len(words) == 2 and words[0] == "pinned":
        return [by_pin(words[1])]
    if len(words) != 2 or words[0] not in keys:
        known = " or ".join(f"{key} {key.upper()}" for key in keys)
        raise UsageError(f"expected {known}, got {' '.join(words)!r}")
    key, value = words
    if key == "id":
        return [by_id(number(value))]
    found = [details for details in every() if getattr(details, key) == value]
    if not found:
        raise UsageError(f"no {noun} with {key} {value!r}")
    return found


def programs(kernel: Kernel, words: Sequence[str]) -> list[client.ProgramDetails]:
    """Return what *words* choose: ``id ...`` or ``name ...`` or ``tag ...``, or nothing for all."""
    return choose(
        words,
        "program",
        ("id", "name", "tag"),
        lambda number: client.program(kernel, number),
        lambda: client.programs(kernel),
        lambda path: _pinned(kernel, path, client.ProgramDetails, "prog"),
    )


def maps(kernel: Kernel, words: Sequence[str]) -> list[client.MapDetails]:
    """Return what *words* choose: ``id ...`` or ``name ...``, or nothing for all."""
    return choose(
        words,
        "map",
        ("id", "name"),
        lambda number: client.map_by_id(kernel, number),
        lambda: client.maps(kernel),
        lambda path: _pinned(kernel, path, client.MapDetails, "map"),
    )


def _pinned(kernel: Kernel, path: str, made: Callable[[Kernel, int], D], noun: str) -> D:
    """Return what is pinned at *path*.

    Raises:
        KernelError: nothing is; or something else, whose info is of another shape.
    """
    fd = client.obj_get(kernel, path)
    try:
        client.expect(kernel, fd, noun)
        return made(kernel, fd)
    except KernelError as error:
        error.what = f"{path}: {error.what}"
        raise
    finally:
        kernel.close(fd)


def only(noun: str, found: Sequence[D]) -> D:
    """Return the one object that was chosen.

    Raises:
        UsageError: there are several.
    """
    if len(found) > 1:
        ids = ", ".join(str(details.id) for details in found)
        raise UsageError(f"several {noun}s match: choose by id, one of {ids}")
    return found[0]


def type_name(types: type[IntEnum], number: int) -> str:
    """Return a type of programs or maps as bpftool spells it."""
    return types(number).name.lower() if number in set(types) else f"type {number}"


def show(
    arguments: argparse.Namespace,
    found: Sequence[D],
    as_json: Callable[[D], dict[str, object]],
    as_text: Callable[[D], Iterable[str]],
) -> None:
    """Print *found* as ``show`` does: one object chosen by words is no array in JSON."""
    if arguments.json or arguments.pretty:
        rows = [as_json(details) for details in found]
        one = bool(arguments.words) and len(rows) == 1
        print_json(rows[0] if one else rows, pretty=arguments.pretty)
        return
    for details in found:
        print("\n".join(as_text(details)))
