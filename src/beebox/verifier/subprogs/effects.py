"""What functions may do that their callers must know: change packets, sleep.

After Linux 6.18 kernel/bpf/verifier.c: mark_subprog_changes_pkt_data, mark_subprog_might_sleep,
merge_callee_effects.
"""

from __future__ import annotations

from beebox.isa.cfg import call_target
from beebox.isa.opcodes import CALL, CallKind
from beebox.verifier.env import Env
from beebox.verifier.subprogs.functions import Effects


def effects(env: Env) -> Effects:
    """Return the subprograms that do something of the kind, or that call such ones."""
    if env.functions.effects is None:
        env.functions.effects = _find(env)
    return env.functions.effects


def _find(env: Env) -> Effects:
    change: set[int] = set()
    sleep: set[int] = set()
    callers: dict[int, set[int]] = {}
    kind = env.program.type
    for index, insn in enumerate(env.insns):
        subprog = env.flow.subprog(index)
        target = call_target(insn, index)
        if target is not None:
            callers.setdefault(env.flow.subprog(target), set()).add(subprog)
        elif insn.code == CALL and insn.src == CallKind.HELPER:
            row = env.tables.helpers.get(insn.imm)  # type: ignore[call-overload]  # any number
            if row is not None and (row.changes_packet or row.tail_call):
                change.add(subprog)
            if row is not None and row.sleepable and kind in row.programs:
                sleep.add(subprog)
    return Effects(_with_callers(change, callers), _with_callers(sleep, callers))


def _with_callers(found: set[int], callers: dict[int, set[int]]) -> frozenset[int]:
    pending = list(found)
    while pending:
        new = callers.get(pending.pop(), set()) - found
        found |= new
        pending += new
    return frozenset(found)
