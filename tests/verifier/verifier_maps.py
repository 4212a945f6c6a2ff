"""Maps of a case of its own, whose keys and values have types: lines that begin with ``@``.

    @ name HASH int "struct elem" 4 flags=NO_PREALLOC inner=other maker=user

name, type, types of key and value in the C of the case (or a size in bytes, then it has no types),
and how many entries. With ``maker=user`` the user whose capabilities the case has makes it. The types are those that the case declares.
"""

from __future__ import annotations

import re
import shlex
import struct
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple

import verifier_caps

from beebox.abi.enums import Cmd, MapFlag, MapType
from beebox.btf.types import Btf, Typedef
from beebox.spec.maps import MAPS as KINDS
from beebox.verifier import MapValue, Options
from beebox.verifier.api import CAPABILITIES
from beebox.verifier.objects import maps, structs
from beebox.verifier.objects.fields import FieldError

if TYPE_CHECKING:
    from verifier_live import Door

FIRST = 1000
"""the number of the first map of a case"""
_ARENA = 0x7000_0000_0000
"""where arenas lie in user space"""


class RefusedError(Exception):
    """A map or its types are refused."""

    def __init__(self, code: int, what: str) -> None:
        super().__init__(what)
        self.code = code
        self.what = what


class Spec(NamedTuple):
    """One line."""

    name: str
    type: MapType
    key: str
    value: str
    entries: int
    flags: int
    inner: str
    by_user: bool
    """the user of the case makes it (``maker=user``)"""


def read(text: str) -> tuple[Spec, ...]:
    """Return the maps that *text* asks for."""
    return tuple(_spec(shlex.split(line)) for line in text.splitlines())


def _spec(words: list[str]) -> Spec:
    name, kind, key, value, entries, *options = words
    given = dict(option.split("=") for option in options)
    flags = sum(int(MapFlag[flag]) for flag in given.get("flags", "").split("+") if flag)
    inner, by_user = given.get("inner", ""), given.get("maker") == "user"
    return Spec(name, MapType[kind], key, value, int(entries), flags, inner, by_user)


def with_aliases(types: str, specs: Sequence[Spec]) -> str:
    """Return *types* and a typedef for each type of keys or values, by which it is found."""
    wanted = sorted({word for spec in specs for word in (spec.key, spec.value)})
    return types + "".join(
        f"typedef {word} {alias(word)};\n" for word in wanted if not word.isdigit()
    )


def alias(word: str) -> str:
    """Return a name for a type that is used for keys or values."""
    return "of_" + re.sub(r"\W+", "_", word)


def values(
    specs: Sequence[Spec],
    btf: Btf,
    kernel: Callable[[], Btf | None],
    caps: frozenset[str] = CAPABILITIES,
) -> dict[str, MapValue]:
    """Return the maps as the verifier takes them; *btf* has their types.

    Raises:
        RefusedError: as Linux refuses them.
    """
    made: dict[str, MapValue] = {}
    guarded = Options(capabilities=caps).guarded
    try:
        structs.records(btf, kernel)
    except FieldError as error:
        raise RefusedError(error.errno, "BTF") from error
    for at, spec in enumerate(specs):
        key, value = _Type.of(btf, spec.key), _Type.of(btf, spec.value)
        found = MapValue(
            spec.type, key.size, value.size, spec.entries, spec.flags, spec.name, FIRST + at
        )
        if spec.type == MapType.ARENA:
            found = found._replace(user_start=_ARENA)
        if value.id:
            shape = maps.Shape(key.size, value.size, spec.entries, spec.flags)
            try:
                record = maps.check(KINDS[spec.type], shape, btf, key.id, value.id, kernel)
            except FieldError as error:
                raise RefusedError(error.errno, f"map {spec.name}") from error
            found = found._replace(btf=btf, record=record)
        inner = made[spec.inner] if spec.inner else None
        made[spec.name] = found._replace(
            key=spec.name, inner=inner, masked=spec.by_user and guarded
        )
    return made


class _Type(NamedTuple):
    id: int
    size: int

    @classmethod
    def of(cls, btf: Btf, word: str) -> _Type:
        if word.isdigit():
            return cls(0, int(word))
        found = btf.find(alias(word), "typedef")
        assert found is not None
        made = btf.type(found)
        assert isinstance(made, Typedef)
        return cls(made.type, btf.size(made.type))


def create(
    specs: Sequence[Spec], btf: Btf, fd: int, door: Door, caps: frozenset[str] = CAPABILITIES
) -> dict[str, int]:
    """Make the maps in Linux, with the types of *fd*; return their fds.

    Raises:
        RefusedError: Linux refuses one.
    """
    made: dict[str, int] = {}
    for spec in specs:
        key, value = _Type.of(btf, spec.key), _Type.of(btf, spec.value)
        attr = struct.pack(
            "<IIIIIII16sIIII",
            int(spec.type),
            key.size,
            value.size,
            spec.entries,
            spec.flags,
            made.get(spec.inner, 0),
            0,
            spec.name.encode(),
            0,
            fd if value.id else 0,
            key.id,
            value.id,
        )
        if spec.type == MapType.ARENA:
            attr += struct.pack("<IQ", 0, _ARENA)
        with verifier_caps.having(caps if spec.by_user else CAPABILITIES):
            made[spec.name] = door.bpf(Cmd.MAP_CREATE, attr)
        if made[spec.name] < 0:
            code = -made.pop(spec.name)
            for other in made.values():
                door.close(other)
            raise RefusedError(code, f"map {spec.name}")
    return made
