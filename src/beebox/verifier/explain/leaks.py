"""What must be given back: where it was lost, and what gives it back."""

from __future__ import annotations

from beebox.abi.enums import Func
from beebox.isa.insn import Insn
from beebox.isa.opcodes import CALL, is_jump
from beebox.isa.registers import reads
from beebox.spec.model import ArgKind, Helper
from beebox.verifier.explain.case import Case
from beebox.verifier.explain.model import Step, Suggestion
from beebox.verifier.explain.record import Moment
from beebox.verifier.explain.slice import Place, holders
from beebox.verifier.state import DYNPTR, ITER, Ref
from beebox.verifier.types import (
    MAP_VALUE,
    MAYBE_NULL,
    MEM,
    RINGBUF,
    SOCK_COMMON,
    SOCKET,
    TCP_SOCK,
    Reg,
)

_MOV, _MOV_IMM, _ADD_IMM, _JEQ = 0xBF, 0xB7, 0x07, 0x15
_TRIES = 12
"""so many places for the release are tried, from the end of the path backwards"""
_KINDS = {
    MEM | RINGBUF: (ArgKind.RINGBUF_MEM,),
    SOCKET: (ArgKind.BTF_ID_SOCK_COMMON, ArgKind.SOCK_COMMON),
    SOCK_COMMON: (ArgKind.BTF_ID_SOCK_COMMON, ArgKind.SOCK_COMMON),
    MAP_VALUE: (ArgKind.BTF_ID_SOCK_COMMON, ArgKind.SOCK_COMMON),  # of a map of sockets
    TCP_SOCK: (ArgKind.BTF_ID_SOCK_COMMON, ArgKind.SOCK_COMMON),
}


def leaked(case: Case) -> Ref | None:
    """Return the reference that is still held at the end."""
    return case.last.refs[0] if case.last is not None and case.last.refs else None


def path(case: Case) -> list[Step]:
    """Return where a reference was acquired, which way the path went, and where it was lost."""
    ref = leaked(case)
    if ref is None:
        return []
    moments = case.trace.path
    start = next((at for at, moment in enumerate(moments) if ref in moment.refs), 0)
    held = moments[start].regs[0] if moments[start].regs[0].ref == ref.id else None
    callee = case.teller.called(case.program.insns[ref.insn])
    what = f"{callee} acquires what must be given back"
    if held is not None:
        what += f": R0 = {case.teller.state(held)}"
    steps = [(start, Step(case.source.site(ref.insn), what, case.teller.state(held), "acquire"))]
    steps += [(at, _branch(case, at)) for at in _branches(case, start)]
    last = _last_held(case, ref)
    if last is not None and last[0] < len(moments) - 1:
        what = f"{_name(last[1])} held it last; after this nothing points to it any more"
        site = case.source.site(moments[last[0]].insn)
        steps.append((last[0], Step(site, what, "", "lost")))
    return [step for _, step in sorted(steps, key=_position)]


def _position(found: tuple[int, Step]) -> int:
    return found[0]


def _branches(case: Case, start: int) -> list[int]:
    """Return the conditional jumps of the path from *start* on, as positions."""
    path = case.trace.path
    return [
        at
        for at in range(start, len(path) - 1)
        if is_jump(case.program.insns[path[at].insn])
        and reads(case.program.insns[path[at].insn])
        and path[at].frame == 0
    ]


def _branch(case: Case, at: int) -> Step:
    index = case.trace.path[at].insn
    way = "takes" if _taken(case, at) else "does not take"
    return Step(case.source.site(index), f"this path {way} the branch", "", "branch")


def _taken(case: Case, at: int) -> bool:
    index = case.trace.path[at].insn
    return case.trace.path[at + 1].insn == index + 1 + case.program.insns[index].off


def _last_held(case: Case, ref: Ref) -> tuple[int, Place] | None:
    for at in range(len(case.trace.path) - 1, -1, -1):
        place = next(holders(case.trace.path[at], ref.id), None)
        if place is not None:
            return at, place
    return None


def _name(place: Place) -> str:
    return f"fp{-8 * (place.number + 1)}" if place.slot else f"R{place.number}"


def release(case: Case) -> Suggestion | None:
    """Give the reference back before the path leaves."""
    ref = leaked(case)
    if ref is None:
        return None
    found = _last_held(case, ref)
    if found is not None and found[1].slot:
        made = _stack_object(case, found[0], found[1])
        if made is not None:
            return made
    reg = _held(case, found[0], ref) if found is not None else None
    helper = _releaser(case, reg) if reg is not None else None
    if found is None or helper is None:
        return None
    start = found[0]
    name = case.variable_at(ref.insn) or "the object"
    for at in range(start, max(start - _TRIES, -1), -1):
        moment = case.trace.path[at]
        place = next((one for one in holders(moment, ref.id) if not one.slot), None)
        if moment.frame or place is None:
            continue
        change = _call(case, moment.insn, place.number, helper)
        if change is not None:  # another path may come here with null
            change = [Insn(_JEQ, place.number, 0, len(change), 0), *change]
        edge = moment.insn if at in _branches(case, at) and _taken(case, at) else -1
        if change is not None and case.passes({moment.insn: change}, edge):
            return _suggestion(case, helper, name, moment.insn, checked=True)
    return _suggestion(case, helper, name, case.trace.path[start].insn, checked=False)


def _stack_object(case: Case, at: int, place: Place) -> Suggestion | None:
    """End the dynptr or iterator that is on the stack."""
    moment = case.trace.path[at]
    kind = moment.stack[place.number].kinds[7]
    site = case.source.site(moment.insn)
    if kind == ITER:
        text = f"destroy the iterator on this path, before {site.name}"
        return Suggestion(text, ("bpf_iter_..._destroy(&it);",), site)
    helper = case.tables.helpers.get(Func.ringbuf_discard_dynptr)
    if kind != DYNPTR or helper is None or moment.frame:
        return None
    offset = -8 * (max(holders_of(moment, place)) + 1)
    checked = False
    for earlier in range(at, max(at - _TRIES, -1), -1):
        one = case.trace.path[earlier]
        if one.frame:
            break
        change = _call(case, one.insn, 10, helper, offset)
        edge = one.insn if is_jump(case.program.insns[one.insn]) else -1
        checked = change is not None and case.passes({one.insn: change}, edge)
        if checked:
            site = case.source.site(one.insn)
            break
    text = f"submit or discard the dynptr on this path, before {site.name}"
    return Suggestion(text, ("bpf_ringbuf_discard_dynptr(&ptr, 0);",), site, checked)


def holders_of(moment: Moment, place: Place) -> list[int]:
    """Return the slots of the same object as *place*."""
    ref = moment.stack[place.number].reg.ref
    return [number for number, slot in moment.stack.items() if slot.reg.ref == ref]


def _suggestion(case: Case, helper: Helper, name: str, index: int, *, checked: bool) -> Suggestion:
    site = case.source.site(index)
    edge = is_jump(case.program.insns[index]) and reads(case.program.insns[index])
    where = "where the condition sends this path, at" if edge else "on this path, before"
    text = f"give {name} back by {helper.name} {where} {site.name}"
    spelled = name if name != "the object" else "p"
    rest = ", 0" * (len(helper.args) - 1)
    c = f"{helper.name}({spelled}{rest});"
    python = f"bpf.{helper.func.name}({spelled}{rest})"
    return Suggestion(text, (python if case.python else c,), site, checked)


def _held(case: Case, at: int, ref: Ref) -> Reg | None:
    moment = case.trace.path[at]
    for place in holders(moment, ref.id):
        return moment.stack[place.number].reg if place.slot else moment.regs[place.number]
    return None


def _releaser(case: Case, reg: Reg) -> Helper | None:
    """Return a helper that takes the reference and does nothing more with it."""
    kinds = _KINDS.get(reg.type & ~MAYBE_NULL, ())
    found = [
        row
        for row in case.tables.helpers.values()
        if row.args
        and row.args[0].release
        and row.args[0].kind in kinds
        and case.program.type in row.programs
    ]
    # discarding is what a path that fails wants
    found.sort(key=lambda row: ("discard" not in row.func.name, "release" not in row.func.name))
    return found[0] if found else None


def _call(case: Case, index: int, held: int, helper: Helper, offset: int = 0) -> list[Insn] | None:
    """Return the call, with what lives around it kept; *offset* is added to what is held."""
    live = case.trace.live[index]
    spoiled = [number for number in range(6) if live >> number & 1]
    keepers = [number for number in (9, 8, 7, 6) if not live >> number & 1 and number != held]
    if len(spoiled) > len(keepers):
        return None
    pairs = list(zip(spoiled, keepers, strict=False))
    return [
        *(Insn(_MOV, keeper, number) for number, keeper in pairs),
        *([Insn(_MOV, 1, held)] if held != 1 else []),
        *([Insn(_ADD_IMM, 1, 0, 0, offset)] if offset else []),
        *(Insn(_MOV_IMM, number, 0, 0, 0) for number in range(2, len(helper.args) + 1)),
        Insn(CALL, 0, 0, 0, int(helper.func)),
        *(Insn(_MOV, number, keeper) for number, keeper in pairs),
    ]


_ENDS = {
    "bpf_spin_lock": "bpf_spin_unlock(&value->lock)",
    "bpf_local_irq_save": "bpf_local_irq_restore(&flags)",
    "bpf_rcu_read_lock": "bpf_rcu_read_unlock()",
    "bpf_preempt_disable": "bpf_preempt_enable()",
}


def section(case: Case) -> Suggestion | None:
    """End the section before the path leaves."""
    end = _ENDS.get(case.fields.get("section", ""))
    if end is None:
        return None
    text = f"end the section on this path, before {case.site.name}"
    return Suggestion(text, (f"{end};",), case.site)
