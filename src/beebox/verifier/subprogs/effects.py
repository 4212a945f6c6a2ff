"""What functions may do that their callers must know: change packets, sleep.

After Linux 6.18 kernel/bpf/verifier.c: visit_insn, mark_subprog_changes_pkt_data,
mark_subprog_might_sleep, merge_callee_effects.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from beebox.abi.enums import Func, ProgType
from beebox.isa.cfg import call_target
from beebox.isa.insn import Insn
from beebox.isa.opcodes import CALL, CallKind
from beebox.spec.model import Helper
from beebox.verifier.api import Program
from beebox.verifier.env import Env
from beebox.verifier.flow import Flow
from beebox.verifier.subprogs.functions import Effects

_UNKNOWN_HELPERS = (ProgType.EXT, ProgType.STRUCT_OPS)
"""types whose helpers are known only once it is known what they attach to, which is later"""


def effects(env: Env) -> Effects:
    """Return the subprograms that do something of the kind, or that call such ones."""
    if env.functions.effects is None:
        env.functions.effects = find(env.program, env.flow, env.tables.helpers, env.entitled)
    return env.functions.effects


def find(
    program: Program,
    flow: Flow,
    helpers: Mapping[Func, Helper],
    entitled: Callable[[Helper], bool] = bool,
) -> Effects:
    """Return what the functions of a program may do that is not walked.

    *entitled* tells whether the user may have it call a helper.
    """
    change: set[int] = set()
    sleep: set[int] = set()
    callers: dict[int, set[int]] = {}
    for index, insn in enumerate(program.insns):
        subprog = flow.subprog(index)
        target = call_target(insn, index)
        if target is not None:
            callers.setdefault(flow.subprog(target), set()).add(subprog)
        elif insn.code == CALL:
            changes, sleeps = _does(insn, program, flow, helpers)
            if sleeps and insn.src == CallKind.HELPER:
                sleeps = entitled(helpers[Func(insn.imm)])
            change |= {subprog} if changes else set()
            sleep |= {subprog} if sleeps else set()
    return Effects(_with_callers(change, callers), _with_callers(sleep, callers))


def _does(
    insn: Insn, program: Program, flow: Flow, helpers: Mapping[Func, Helper]
) -> tuple[bool, bool]:
    """Tell whether a call changes the packet, and whether it may sleep."""
    if insn.src == CallKind.KFUNC:
        target = flow.kfuncs.find(insn)
        return (
            (False, False) if target is None else (target.row.changes_packet, target.row.sleepable)
        )
    row = helpers.get(insn.imm) if insn.src == CallKind.HELPER else None  # type: ignore[call-overload]  # any number
    if row is None:
        return False, False
    known = program.type not in _UNKNOWN_HELPERS
    sleeps = row.sleepable and known and row.serves(program.type, program.attach_type)
    return row.changes_packet or row.tail_call, sleeps


def _with_callers(found: set[int], callers: Mapping[int, set[int]]) -> frozenset[int]:
    pending: Sequence[int] = list(found)
    while pending:
        last, *rest = pending
        new = callers.get(last, set()) - found
        found |= new
        pending = [*rest, *new]
    return frozenset(found)
