"""Work that is done later: work queues and task work, in map values; resilient locks.

After Linux 6.18 kernel/bpf/verifier.c: process_wq_func, process_task_work_func,
set_timer_callback_state, set_task_work_schedule_callback_state, check_kfunc_call.
"""

from __future__ import annotations

from collections.abc import Callable
from errno import EINVAL
from typing import NamedTuple

from beebox.spec.model import Does, Given
from beebox.verifier import bounds, callbacks
from beebox.verifier.env import Env
from beebox.verifier.kfuncs.meta import Call
from beebox.verifier.kfuncs.targets import Kind, Param, Target
from beebox.verifier.objects import locks, timers
from beebox.verifier.objects.fields import TASK_WORK, WORKQUEUE
from beebox.verifier.types import (
    ALLOC,
    BTF_ID,
    MAP_VALUE,
    UNINIT,
    ZERO,
    Refusal,
    Reg,
    scalar,
)

_MAX_ERRNO = 4095
_S32 = 1 << 31


class _Later(NamedTuple):
    """What such a callback gets, and may return."""

    callback: int
    returns: tuple[int, int]
    gives: tuple[Given, ...] = (Given.MAP, Given.KEY, Given.VALUE)
    later: bool = True


_WORK = _Later(2, (0, 0))
_TASK_WORK = _Later(4, (-_S32, _S32 - 1))


def _wq(_env: Env, call: Call, number: int, reg: Reg, _param: Param) -> None:
    _field(call, number, reg, WORKQUEUE)


def _task_work(_env: Env, call: Call, number: int, reg: Reg, _param: Param) -> None:
    _field(call, number, reg, TASK_WORK)


def _field(call: Call, number: int, reg: Reg, kind: int) -> None:
    if reg.type != MAP_VALUE:
        raise Refusal(EINVAL, f"arg#{number - 1} doesn't point to a map value")
    call.map, call.map_uid = timers.check_field(number, reg, kind), reg.uid


_LOCKS = {
    Does.RES_LOCK: (locks.take, locks.RES),
    Does.RES_UNLOCK: (locks.give, locks.RES),
    Does.RES_LOCK_IRQ: (locks.take, locks.RES_IRQ),
    Does.RES_UNLOCK_IRQ: (locks.give, locks.RES_IRQ),
}


def _lock(env: Env, call: Call, number: int, reg: Reg, _param: Param) -> None:
    if reg.type not in (MAP_VALUE, BTF_ID | ALLOC):
        raise Refusal(EINVAL, f"arg#{number - 1} doesn't point to map value or allocated object")
    does = call.target.row.does
    assert does is not None
    act, lock = _LOCKS[does]
    act(env, number, reg, lock)


RULES: dict[Kind, Callable[[Env, Call, int, Reg, Param], None]] = {
    Kind.WQ: _wq,
    Kind.TASK_WORK: _task_work,
    Kind.RES_LOCK: _lock,
}


def not_taken(env: Env, _target: Target) -> None:
    """Keep for later that a lock could not be taken."""
    state = env.push(env.index + 1)
    regs = state.frames[-1].regs
    regs[:6] = [UNINIT] * 6
    limits = bounds.UNKNOWN._replace(smin=-_MAX_ERRNO, smax=-1, s32min=-_MAX_ERRNO, s32max=-1)
    regs[0] = scalar(bounds.sync(limits))


def _taken(_env: Env, _call: Call) -> Reg:
    return ZERO


def _set_work(env: Env, call: Call) -> None:
    callbacks.push_later(env, _WORK, call.subprog, call.map, sleepable=True)


def _set_task_work(env: Env, call: Call) -> None:
    callbacks.push_later(env, _TASK_WORK, call.subprog, call.map, sleepable=True)


BEFORE = {Does.RES_LOCK: not_taken, Does.RES_LOCK_IRQ: not_taken}
DURING = {Does.WQ_CALLBACK: _set_work, Does.TASK_WORK: _set_task_work}
RESULTS = {Does.RES_LOCK: _taken, Does.RES_LOCK_IRQ: _taken}
