"""ENABLE_STATS: run times are counted while an fd of it is open (bpf_enable_runtime_stats)."""

from __future__ import annotations

from errno import EINVAL
from typing import TYPE_CHECKING

from beebox.abi.enums import StatsType
from beebox.box.objects import Object
from beebox.errors import KernelError

if TYPE_CHECKING:
    from beebox.box.syscall import Call
    from beebox.box.world import World


class Stats(Object):
    """Counting, for as long as it lives."""

    noun = "bpf-stats"
    __slots__ = ("world",)

    def __init__(self, world: World) -> None:
        super().__init__()
        self.world = world
        world.hooks.hooks.stats += 1

    def die(self) -> None:
        """Count no more, unless another one does."""
        self.world.hooks.hooks.stats -= 1


def enable(call: Call) -> int:
    """ENABLE_STATS: return the fd."""
    if call.attr.type != StatsType.RUN_TIME:
        raise KernelError(EINVAL, f"stats type {call.attr.type}")
    return call.world.fds.open(Stats(call.world))
