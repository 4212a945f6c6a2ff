"""Which helper calls of a program are inlined: lookups in a map that is known, and small bodies."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from beebox.abi.enums import Func
from beebox.box.helpers import ROWS
from beebox.box.maps.base import Map
from beebox.pylang import Unit
from beebox.vm.source import Inline, Source

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping

_SMALL = frozenset(
    (
        Func.get_smp_processor_id,
        Func.get_current_pid_tgid,
        Func.get_current_uid_gid,
        Func.get_prandom_u32,
    )
)
"""helpers of a few instructions, less than a call costs"""


def inlines(source: Source, maps: Mapping[int, Hashable]) -> dict[int, Inline]:
    """Return what may stand in place of calls, by their instructions.

    *maps* has the one map of a call, if it is known.
    """
    made: dict[object, Inline] = {}
    found = {}
    for index in source.targets:
        func, known = source.insns[index].imm, maps.get(index)
        same = known if func == Func.map_lookup_elem else func
        if same not in made and (unit := _unit(func, known)) is not None:
            made[same] = Inline(*unit.inline())
        if same in made:
            found[index] = made[same]
    return found


def _unit(func: int, known: Hashable) -> Unit | None:
    """Return the unit with what a call of *func* does, if its map is *known*; None: call it."""
    if func == Func.map_lookup_elem and isinstance(known, Map):
        from beebox.box.maps import inlined  # noqa: PLC0415 - knows all families

        return inlined.lookup(known)
    if func not in _SMALL:
        return None
    family, _, name = ROWS[func].partition(":")
    module = import_module(f"beebox.box.helpers.{family}")
    return Unit(f"inlined.{name}", [getattr(module, name)])
