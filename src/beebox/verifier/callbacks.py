"""Helpers that call back: the body is walked as often as it changes anything, then not at all.

At the call two ways go on: behind it, and into the callback, which comes back to the call when it
returns. Between two visits scalars that decided nothing are forgotten, so that most loops come to
a state that was there before.

After Linux 6.18 kernel/bpf/verifier.c: push_callback_call, set_loop_callback_state,
set_map_elem_callback_state, prepare_func_exit.
"""

from __future__ import annotations

from collections.abc import Sequence
from errno import E2BIG, EACCES, EFAULT, EINVAL
from typing import Protocol

from beebox.errors import ENOTSUPP
from beebox.spec.model import Given, Helper
from beebox.verifier.api import MapValue
from beebox.verifier.dynptrs import slots
from beebox.verifier.env import Env
from beebox.verifier.log import range_text
from beebox.verifier.state import FRAME_LIMIT, Frame, State, entered
from beebox.verifier.subprogs import site
from beebox.verifier.types import (
    BTF_ID,
    MAP_KEY,
    MAP_PTR,
    MAP_VALUE,
    SCALAR,
    UNKNOWN,
    ZERO_OFFSET,
    Refusal,
    Reg,
    is_const,
)


class Calls(Protocol):
    """What is asked of the row of a helper or kfunc that calls back."""

    @property
    def callback(self) -> int:
        """Which argument is the callback."""

    @property
    def gives(self) -> tuple[Given, ...]:
        """What the callback gets."""

    @property
    def later(self) -> bool:
        """It is called some time."""

    @property
    def returns(self) -> tuple[int, int]:
        """What it may return."""


_ITERABLE = "callback function not allowed for map"


def push(env: Env, row: Helper, of: MapValue | None) -> None:
    """Keep the way into the callback for later, if there is one more call of it to come."""
    frame = env.frame
    if row.inlined_without:
        _note_flags(env, row.inlined_without, frame.regs[row.callback].of)
    if row.times:
        _check_number(frame.regs[row.times])
        env.decide(1 << row.times)
        if frame.callbacks >= frame.regs[row.times].bounds.umax:
            frame.callbacks = 0
            if env.log.level & 2:
                env.log.add(f"frame{frame.number} {row.name} iteration limit reached")
            return
    subprog = frame.regs[row.callback].of
    assert isinstance(subprog, int)
    if row.later:
        push_later(env, row, subprog, of)
        return
    _note(env, subprog)
    if len(env.state.frames) >= FRAME_LIMIT:
        count = len(env.state.frames) + 1
        raise Refusal(E2BIG, f"the call stack of {count} frames is too deep")
    if Given.VALUE in row.gives and of is not None and not env.tables.maps[of.type].iterable:
        raise Refusal(ENOTSUPP, _ITERABLE)
    state = env.push(env.flow.starts[subprog])
    _enter(env, state, row, subprog, of)
    env.log.touch_all()
    frame.callbacks = 0


def _note(env: Env, subprog: int) -> None:
    """Take note of a callback; what is in the registers now is held against its types."""
    site.hold(env, subprog)
    env.functions.callbacks.add(subprog)


def push_later(
    env: Env, row: Calls, subprog: int, of: MapValue | None, *, sleepable: bool = False
) -> None:
    """Keep an asynchronous callback for later: it begins with a stack of its own."""
    _note(env, subprog)
    env.later.add(subprog)
    callee = entered(0, -1, subprog)
    callee.async_entry = env.frame.async_entry + 1
    callee.returns = row.returns
    for number, given in enumerate(row.gives, 1):
        callee.regs[number] = _given(env, given, env.frame, row, of)
    state = env.push_alone(env.flow.starts[subprog], callee)
    state.held = state.held._replace(sleepable=sleepable)
    env.log.touch_all()


def push_with(env: Env, subprog: int, given: Sequence[Reg]) -> None:
    """Keep the way into a callback of a kfunc for later."""
    _note(env, subprog)
    if len(env.state.frames) >= FRAME_LIMIT:
        count = len(env.state.frames) + 1
        raise Refusal(E2BIG, f"the call stack of {count} frames is too deep")
    state = env.push(env.flow.starts[subprog])
    caller = state.frames[-1]
    callee = entered(len(state.frames), env.index, subprog)
    callee.is_callback = True
    callee.regs[1 : len(given) + 1] = given
    state.frames.append(callee)
    state.unrolled += 1
    caller.callbacks += 1
    env.log.touch_all()
    env.frame.callbacks = 0


def _note_flags(env: Env, number: int, subprog: object) -> None:
    """Take note whether the call may become a loop: its flags are zero, its callback always one.

    After update_loop_inline_state.
    """
    before = env.inlined.get(env.index, subprog)
    if before is None:
        return
    reg = env.regs[number]
    zero = is_const(reg) and not reg.bounds.value
    if zero:
        env.decide(1 << number)
    env.inlined[env.index] = subprog if zero and before == subprog else None


def _check_number(reg: Reg) -> None:
    """Refuse a pointer for a number of times: Linux trips over it when it marks it precise."""
    if reg.type != SCALAR:
        raise Refusal(EFAULT, "verifier bug: backtracking misuse")


def _enter(env: Env, state: State, row: Helper, subprog: int, of: MapValue | None) -> None:
    """Make the callback's frame on top of *state*."""
    caller = state.frames[-1]
    callee = entered(len(state.frames), env.index, subprog)
    callee.is_callback = True
    callee.returns = row.returns
    for number, given in enumerate(row.gives, 1):
        callee.regs[number] = _given(env, given, caller, row, of)
    state.frames.append(callee)
    state.unrolled += 1
    caller.callbacks += 1


_IN_MAP = {Given.KEY: MAP_KEY, Given.VALUE: MAP_VALUE}


def _given(env: Env, given: Given, caller: Frame, row: Calls, of: MapValue | None) -> Reg:
    if given is Given.SCALAR:
        return UNKNOWN
    if given is Given.DYNPTR:
        return slots.register(slots.LOCAL, env.fresh_id())
    if given is Given.VMA:
        return Reg(BTF_ID, ZERO_OFFSET, of=env.kernel_type("vm_area_struct"))
    if given is Given.CONTEXT:
        return caller.regs[row.callback + 1]
    if given is Given.TASK or (given is Given.MAP and not row.later):
        return caller.regs[1]
    assert of is not None
    plain = of._replace(offset=0, is_value=True)
    if given is Given.MAP:
        return Reg(MAP_PTR, ZERO_OFFSET, of=plain._replace(is_value=False))
    return Reg(_IN_MAP[given], ZERO_OFFSET, of=plain)


def check_result(env: Env) -> None:
    """Refuse a result that says neither go on (0) nor stop (1)."""
    reg = env.regs[0]
    if reg.type != SCALAR:
        raise Refusal(EACCES, "R0 not a scalar value")
    env.decide(1)
    least, most = env.frame.returns
    if not (least <= reg.bounds.smin and reg.bounds.smax <= most):
        text = range_text(reg.bounds)
        raise Refusal(
            EINVAL,
            f"At callback return the register R0 has{text} should have been in [{least}, {most}]",
        )
