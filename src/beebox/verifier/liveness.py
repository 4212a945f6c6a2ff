"""Which registers an instruction's future may read (compute_live_registers of Linux 6.18)."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from beebox.isa.insn import Insn
from beebox.isa.opcodes import CALL, CLASS, LDDW, CallKind, Class
from beebox.isa.registers import reads, writes
from beebox.spec.model import Helper
from beebox.verifier.components import Edges
from beebox.verifier.kfuncs.table import Kfuncs

ALL = 0x3FF
"""r0 to r9: what Linux takes a load of the packet to read"""


Find = Callable[[int], Helper | None]
"""returns the row of a helper that the program may call, by its number"""


def uses(insn: Insn, find: Find, kfuncs: Kfuncs) -> tuple[int, int]:
    """Return the registers that *insn* reads, and those it overwrites, as masks."""
    taken = kfuncs.reads(insn)
    if taken is not None:
        return taken, writes(insn)
    is_helper = insn.code == CALL and insn.src == CallKind.HELPER
    row = find(insn.imm) if is_helper else None
    read = reads(insn) if row is None else ((1 << len(row.args)) - 1) << 1
    return read, writes(insn)


def live_before(insns: Sequence[Insn], edges: Edges, find: Find, kfuncs: Kfuncs) -> list[int]:
    """Return for each instruction the registers that are live before it, as a mask."""
    masks = _masks(insns, find, kfuncs)
    live = [0] * len(insns)
    waiting = bytearray(b"\1" * len(insns))
    pending = list(range(len(insns)))
    while pending:
        index = pending.pop()
        waiting[index] = 0
        read, written = masks[index]
        found = 0
        for target in edges.after[index]:
            found |= live[target]
        found = (found & ~written) | read
        if found == live[index]:
            continue
        live[index] = found
        for source in edges.before[index]:
            if not waiting[source]:
                waiting[source] = 1
                pending.append(source)
    return live


def _masks(insns: Sequence[Insn], find: Find, kfuncs: Kfuncs) -> list[tuple[int, int]]:
    """Return what each instruction reads and overwrites; most are like one before."""
    known: dict[tuple[int, ...], tuple[int, int]] = {}
    found = []
    for insn in insns:
        key: tuple[int, ...] = (insn.code, insn.dst, insn.src)
        if insn.code == CALL or insn.code & CLASS == Class.STX:
            key = (*key, insn.imm, insn.off)
        masks = known.get(key)
        if masks is None:
            packet = insn.code & CLASS == Class.LD and insn.code not in (LDDW, 0)
            masks = known[key] = (ALL, 0) if packet else uses(insn, find, kfuncs)
        found.append(masks)
    return found
