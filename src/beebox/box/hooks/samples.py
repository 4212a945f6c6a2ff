"""From a sample of a real process to the programs of a perf event, natively."""

from __future__ import annotations

from beebox.box.hooks.tracepoint import Hooks, run_list
from beebox.pylang import Unit, addr, cpu, native, ptr, u64


@native
def sampled(hooks: ptr[Hooks], place: ptr[u64], context: u64) -> u64:
    """Run the programs of the list at *place*, if there is one yet."""
    cpu.atomic_add(addr(hooks.epoch), 1)
    first = cpu.atomic_load(place)
    if first != 0:
        run_list(hooks, first, context)
    cpu.atomic_add(addr(hooks.epoch), 1)
    return 0


UNIT = Unit("hooks.samples", [sampled])
