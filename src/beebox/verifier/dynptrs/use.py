"""What calls do with dynptrs: make them, look into them, give them back.

After Linux 6.18 kernel/bpf/verifier.c: process_dynptr_func, is_dynptr_reg_valid_uninit,
is_dynptr_reg_valid_init, mark_stack_slots_dynptr, unmark_stack_slots_dynptr, dynptr_id.
"""

from __future__ import annotations

from errno import EINVAL

from beebox.verifier import memory, references
from beebox.verifier.dynptrs import slots
from beebox.verifier.env import Env
from beebox.verifier.stack import frame_of
from beebox.verifier.state import DYNPTR, NO_SLOT, Frame
from beebox.verifier.types import DYNPTR as DYNPTR_POINTER
from beebox.verifier.types import STACK, Refusal, Reg


class _Wrong(Refusal):
    """No dynptr can be where the register points; whoever asks has more to say."""


def _find(env: Env, reg: Reg) -> int | None:
    """Return the first slot that a stack pointer points to, None if there is none yet."""
    if reg.bounds.mask:
        raise _Wrong(EINVAL, "dynptr has to be at a constant offset")
    off = reg.off + reg.bounds.smin
    number = int((-off - 1) / 8)
    if off % 8 or number + 1 < slots.COUNT:
        raise _Wrong(EINVAL, f"cannot pass in dynptr at an offset={off}")
    return number if number < frame_of(env, reg).depth // 8 else None


def _expect(number: int, reg: Reg) -> None:
    if reg.type not in (STACK, DYNPTR_POINTER):
        raise Refusal(
            EINVAL, f"arg#{number - 1} expected pointer to stack or const struct bpf_dynptr"
        )


def make(env: Env, number: int, kind: int, ref: int = 0) -> None:
    """Make a dynptr where register *number* points; a clone shares the reference *ref*."""
    reg = env.regs[number]
    _expect(number, reg)
    problem = "Dynptr has to be an uninitialized dynptr"
    if reg.type == DYNPTR_POINTER:
        raise Refusal(EINVAL, problem)
    try:
        _find(env, reg)
    except _Wrong as wrong:
        raise Refusal(EINVAL, f"{wrong.message}\n{problem}") from None
    for at in range(0, 8 * slots.COUNT, 8):
        memory.access_write(env, number, reg, at, 8, None)
    first = _find(env, reg)
    assert first is not None
    ident = env.fresh_id()
    if kind == slots.RINGBUF and not ref:
        ref = references.acquire(env)
    slots.put(frame_of(env, reg), first, kind, ident, ref)


def need(env: Env, number: int, *, const: bool, kind: int = slots.INVALID) -> Reg:
    """Return the dynptr that register *number* points to, which must be there.

    With *const* the call does not change the dynptr itself; *kind* is what its memory must be.
    """
    reg = env.regs[number]
    _expect(number, reg)
    if reg.type == DYNPTR_POINTER and not const:
        raise Refusal(EINVAL, "cannot pass pointer to const bpf_dynptr, the helper mutates it")
    problem = f"Expected an initialized dynptr as arg #{number - 1}"
    try:
        found = at(env, reg)
    except _Wrong as wrong:
        raise Refusal(EINVAL, f"{wrong.message}\n{problem}") from None
    if found is None:
        raise Refusal(EINVAL, problem)
    if kind not in (slots.INVALID, slots.kind_of(found)):
        name = slots.NAMES[kind]
        raise Refusal(EINVAL, f"Expected a dynptr of type {name} as arg #{number - 1}")
    _note_read(env, reg)
    return found


def _note_read(env: Env, reg: Reg) -> None:
    """Take note that a dynptr on the stack is read (mark_dynptr_read)."""
    if reg.type == DYNPTR_POINTER:
        return
    first = _find(env, reg)
    assert first is not None
    env.log.slots.update((first, first - 1))
    env.reads_stack(frame_of(env, reg).number, slots.mask(first))


def at(env: Env, reg: Reg) -> Reg | None:
    """Return what is known of the dynptr that *reg* points to, or is; None if there is none."""
    if reg.type == DYNPTR_POINTER:
        return reg
    first = _find(env, reg)
    if first is None:
        return None
    slot = frame_of(env, reg).stack.get(first, NO_SLOT)
    if not slots.is_first(slot):
        return None
    return slot.reg


def check_release(env: Env, number: int, reg: Reg) -> None:
    """Refuse to give back what is no reference, or not the program's."""
    if reg.type != STACK:
        raise Refusal(EINVAL, "cannot release unowned const bpf_dynptr")
    problem = f"arg {number} is an unacquired reference"
    try:
        first = _find(env, reg)
    except _Wrong as wrong:
        raise Refusal(EINVAL, f"{wrong.message}\n{problem}") from None
    if first is None or not frame_of(env, reg).stack.get(first, NO_SLOT).reg.ref:
        raise Refusal(EINVAL, problem)


def release(env: Env, reg: Reg) -> None:
    """Give the memory of a dynptr back: its slices and clones are void."""
    found = at(env, reg)
    assert found is not None
    references.release(env, found.ref)
    frame = frame_of(env, reg)
    for number in _clones(frame, found.ref):
        slots.erase(frame, number)
        env.writes_stack(frame.number, slots.mask(number))


def _clones(frame: Frame, ref: int) -> list[int]:
    return [
        number
        for number, slot in frame.stack.items()
        if slot.kinds[0] == DYNPTR and slot.reg.ref == ref and slots.is_first(slot)
    ]
