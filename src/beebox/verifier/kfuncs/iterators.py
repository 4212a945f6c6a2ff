"""Open-coded iterators: ``bpf_iter_num_new``, ``_next``, ``_destroy``, and their slots of stack.

At ``_next`` two ways go on: the iterator is at its end and gives null, or it gives one more and the
body of the loop is walked. So that the walk ends, what the body changed and nothing needs is
forgotten before it is walked again.

After Linux 6.18 kernel/bpf/verifier.c: process_iter_arg, mark_stack_slots_iter,
is_iter_reg_valid_init, process_iter_next_call.
"""

from __future__ import annotations

from collections.abc import Callable
from errno import EINVAL, EPROTO

from beebox.abi.enums import AttachType, ProgType
from beebox.btf.types import Struct
from beebox.spec.model import Does, Turn
from beebox.verifier import precision, references, sections
from beebox.verifier.env import Env
from beebox.verifier.kfuncs import slots
from beebox.verifier.kfuncs.meta import Call
from beebox.verifier.kfuncs.table import program_type
from beebox.verifier.kfuncs.targets import ITERATOR, Kind, Param
from beebox.verifier.state import ITER, NO_SLOT, IterSlot, Slot, State
from beebox.verifier.types import (
    MAYBE_NULL,
    RCU,
    STACK,
    UNTRUSTED,
    ZERO,
    ZERO_OFFSET,
    Refusal,
    Reg,
    TypeRef,
)

ACTIVE, DRAINED = 1, 2
_ALL_ITER = bytes([ITER] * 8)


def _iterator(env: Env, call: Call, number: int, reg: Reg, param: Param) -> None:
    if call.target.row.does is Does.CSS_TASKS and not _may_walk_tasks(env):
        raise Refusal(
            EINVAL, "css_task_iter is only allowed in bpf_lsm, bpf_iter and sleepable progs"
        )
    arg = number - 1
    if reg.type != STACK:
        raise Refusal(EINVAL, f"arg#{arg} expected pointer to an iterator on stack")
    made = call.target.btf.type(param.to)
    if not isinstance(made, Struct) or not made.name.startswith(ITERATOR):
        raise Refusal(EINVAL, f"expected valid iter pointer as arg #{arg}")
    kind = TypeRef(call.target.btf, param.to)
    if call.target.row.turn is Turn.NEW:
        _new(env, call, number, kind, made.size // 8)
        return
    first = _first(env, call, number, kind, made.size // 8)
    slots.take(env, reg, first, made.size // 8)
    assert isinstance(reg.of, int)
    call.slot = (reg.of, first)
    call.ref = slots.at(env, reg, first).reg.ref
    if call.target.row.turn is Turn.DESTROY:
        references.release(env, call.ref)
        for at in range(first, first - made.size // 8, -1):
            slots.put(env, reg, at, NO_SLOT)


def _may_walk_tasks(env: Env) -> bool:
    """Tell whether no lock of a cgroup's tasks can be held (check_css_task_iter_allowlist)."""
    kind = program_type(env.program)
    if kind is ProgType.LSM:
        return True
    if kind is ProgType.TRACING and env.program.attach_type == AttachType.TRACE_ITER:
        return True
    return sections.may_sleep(env)


def _text(kind: TypeRef) -> str:
    return kind.name.removeprefix(ITERATOR)


def _new(env: Env, call: Call, number: int, kind: TypeRef, count: int) -> None:
    """Make an iterator of *count* slots that are none yet."""
    reg = env.regs[number]
    wrong = f"expected uninitialized iter_{_text(kind)} as arg #{number - 1}"
    try:
        first = slots.find(env, reg, "iter", count)
    except slots.Wrong as why:
        raise Refusal(EINVAL, f"{why.message}\n{wrong}") from None
    if first != slots.OUTSIDE:
        for at in range(first, first - count, -1):
            if ITER in slots.at(env, reg, at).kinds:
                raise Refusal(EINVAL, wrong)
    slots.write(env, number, reg, count)
    first = slots.find(env, reg, "iter", count)
    ref = references.acquire(env)
    base = STACK
    if call.target.row.rcu_protected:
        base |= RCU if sections.in_rcu(env) else UNTRUSTED
    for at in range(first, first - count, -1):
        made = Reg(base, ZERO_OFFSET, ref=ref if at == first else 0, of=IterSlot(kind, ACTIVE))
        slots.put(env, reg, at, Slot(_ALL_ITER, made))


def _first(env: Env, call: Call, number: int, kind: TypeRef, count: int) -> int:
    """Return the first slot of an iterator that has been made, whole and of this kind."""
    reg = env.regs[number]
    wrong = f"expected an initialized iter_{_text(kind)} as arg #{number - 1}"
    try:
        first = slots.find(env, reg, "iter", count)
    except slots.Wrong as why:
        raise Refusal(EINVAL, f"{why.message}\n{wrong}") from None
    if first == slots.OUTSIDE:
        raise Refusal(EINVAL, wrong)
    for at in range(first, first - count, -1):
        slot = slots.at(env, reg, at)
        if slot.reg.type & UNTRUSTED:
            raise Refusal(EPROTO, f"expected an RCU CS when using {call.target.row.name}")
        of = slot.reg.of
        if bool(slot.reg.ref) != (at == first) or slot.kinds != _ALL_ITER:
            raise Refusal(EINVAL, wrong)
        if not isinstance(of, IterSlot) or of.type != kind:
            raise Refusal(EINVAL, wrong)
    return first


def current(state: State, call: Call) -> Slot:
    """Return the slot of the iterator that a call was given (get_iter_from_state)."""
    frame, number = call.slot
    return state.frames[frame].stack[number]


def go_on(env: Env, call: Call) -> None:
    """Fork at ``_next``: one more, kept for later, or (here) no more."""
    frame, number = call.slot
    slot = current(env.state, call)
    of = slot.reg.of
    assert isinstance(of, IterSlot)
    if of.state == ACTIVE:
        parent = env.state.parent
        seen = env.before(parent, env.index) if parent is not None else None
        more = env.push(env.index + 1)
        deeper = slot.reg._replace(of=of._replace(depth=of.depth + 1))
        more.frames[frame].stack[number] = Slot(slot.kinds, deeper)
        if seen is not None:
            precision.widen(seen, more)
        regs = more.frames[-1].regs
        regs[0] = regs[0]._replace(type=regs[0].type & ~MAYBE_NULL)
    drained = slot.reg._replace(of=of._replace(state=DRAINED))
    env.state.frames[frame].stack[number] = Slot(slot.kinds, drained)
    env.regs[0] = ZERO


RULES: dict[Kind, Callable[[Env, Call, int, Reg, Param], None]] = {Kind.ITER: _iterator}
