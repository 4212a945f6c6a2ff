"""The state of interrupts, kept on the stack from ``bpf_local_irq_save`` to ``_restore``.

After Linux 6.18 kernel/bpf/verifier.c: process_irq_flag, mark_stack_slot_irq_flag,
unmark_stack_slot_irq_flag.
"""

from __future__ import annotations

from collections.abc import Callable
from errno import EACCES, EINVAL
from typing import NamedTuple

from beebox.spec.model import Does
from beebox.verifier import references
from beebox.verifier.env import Env
from beebox.verifier.kfuncs import slots
from beebox.verifier.kfuncs.meta import Call
from beebox.verifier.kfuncs.targets import Kind, Param
from beebox.verifier.state import IRQ_FLAG, NO_SLOT, Slot
from beebox.verifier.types import STACK, ZERO_OFFSET, Refusal, Reg

_ALL_IRQ = bytes([IRQ_FLAG] * 8)
_NATIVE, _LOCK = "native", "lock"
_SAVE = {Does.IRQ_SAVE: _NATIVE, Does.RES_LOCK_IRQ: _LOCK}
_RESTORE = {Does.IRQ_RESTORE: _NATIVE, Does.RES_UNLOCK_IRQ: _LOCK}


class IrqSlot(NamedTuple):
    """What a slot of the state of interrupts is: `Reg.of` of the slot."""

    family: str
    """which kfuncs saved it: only theirs restore it"""


def _flag(env: Env, call: Call, number: int, reg: Reg, _param: Param) -> None:
    if reg.type != STACK:
        raise Refusal(EINVAL, f"arg#{number - 1} doesn't point to an irq flag on stack")
    does = call.target.row.does
    if does in _SAVE:
        _save(env, number, reg, _SAVE[does])
    else:
        assert does in _RESTORE
        _restore(env, number, reg, _RESTORE[does])


def _save(env: Env, number: int, reg: Reg, family: str) -> None:
    wrong = f"expected uninitialized irq flag as arg#{number - 1}"
    try:
        at = slots.find(env, reg, "irq_flag", 1)
    except slots.Wrong as why:
        raise Refusal(EINVAL, f"{why.message}\n{wrong}") from None
    if at != slots.OUTSIDE and IRQ_FLAG in slots.at(env, reg, at).kinds:
        raise Refusal(EINVAL, wrong)
    slots.write(env, number, reg, 1)
    at = slots.find(env, reg, "irq_flag", 1)
    ident = references.acquire_irq(env)
    made = Reg(STACK, ZERO_OFFSET, ref=ident, of=IrqSlot(family))
    slots.put(env, reg, at, Slot(_ALL_IRQ, made))


def _restore(env: Env, number: int, reg: Reg, family: str) -> None:
    wrong = f"expected an initialized irq flag as arg#{number - 1}"
    try:
        at = slots.find(env, reg, "irq_flag", 1)
    except slots.Wrong as why:
        raise Refusal(EINVAL, f"{why.message}\n{wrong}") from None
    slot = slots.at(env, reg, at)
    if at == slots.OUTSIDE or not slot.reg.ref or slot.kinds != _ALL_IRQ:
        raise Refusal(EINVAL, wrong)
    slots.take(env, reg, at, 1)
    assert isinstance(slot.reg.of, IrqSlot)
    if slot.reg.of.family != family:
        raise Refusal(
            EINVAL,
            f"irq flag acquired by {slot.reg.of.family} kfuncs cannot be restored with {family} "
            "kfuncs",
        )
    if not references.release_irq(env, slot.reg.ref):
        last = env.state.held.irq_id
        insn = next((ref.insn for ref in env.state.refs if ref.id == last), 0)
        raise Refusal(
            EACCES,
            f"cannot restore irq state out of order, expected id={last} acquired at "
            f"insn_idx={insn}",
        )
    slots.put(env, reg, at, NO_SLOT)


RULES: dict[Kind, Callable[[Env, Call, int, Reg, Param], None]] = {Kind.IRQ_FLAG: _flag}
