"""Calls of subprograms, and leaving: each call is walked again, as Linux does for static ones.

After Linux 6.18 kernel/bpf/verifier.c: check_func_call, prepare_func_exit,
check_reference_leak.
"""

from __future__ import annotations

from errno import E2BIG, EINVAL

from beebox.isa.insn import Insn
from beebox.isa.opcodes import CallKind
from beebox.verifier import callbacks, packet, precision, references, returns
from beebox.verifier.calls import call_helper
from beebox.verifier.env import Env
from beebox.verifier.kfuncs.call import call as call_kfunc
from beebox.verifier.log import state_text
from beebox.verifier.state import FRAME_LIMIT, entered
from beebox.verifier.subprogs import site
from beebox.verifier.types import STACK, UNINIT, UNKNOWN, Refusal, Reg


def call(env: Env, insn: Insn) -> int:
    """``call``: a helper, or a subprogram."""
    if env.state.held.locks:
        _check_locked(env, insn)
    if insn.src == CallKind.HELPER:
        following = call_helper(env, insn)
        row = env.tables.helpers[insn.imm]  # type: ignore[index]  # a number that has a row
        return _tail_called(env, insn) if row.tail_call else following
    if insn.src == CallKind.LOCAL:
        return _call_local(env, env.index + 1 + insn.imm)
    return call_kfunc(env, insn)


def _check_locked(env: Env, insn: Insn) -> None:
    """Refuse helpers while a lock is held, but the one that gives it back."""
    if insn.src != CallKind.HELPER:
        return
    row = env.tables.helpers.get(insn.imm)  # type: ignore[call-overload]  # any number
    if row is None or not row.frees_lock:
        raise Refusal(EINVAL, "function calls are not allowed while holding a lock")


def _tail_called(env: Env, insn: Insn) -> int:
    """Walk the return from a subprogram whose tail call led to one that did anything."""
    if len(env.state.frames) == 1:
        return env.index + 1
    env.push(env.index + 1)
    packet.forget(env)
    return leave_with(env, insn, UNKNOWN)


def leave_with(env: Env, insn: Insn, result: Reg) -> int:
    """Return from a subprogram with *result* where no ``exit`` stands."""
    env.regs[0] = result
    back = leave(env, insn)
    env.forked = False
    env.log.regs = 1
    return back


def _call_local(env: Env, target: int) -> int:
    state, caller = env.state, env.frame
    subprog = env.flow.subprog(target)
    if site.check(env, subprog):
        return env.index + 1
    if len(state.frames) >= FRAME_LIMIT:
        raise Refusal(E2BIG, f"the call stack of {len(state.frames) + 1} frames is too deep")
    callee = entered(len(state.frames), env.index, subprog)
    callee.regs[1:6] = caller.regs[1:6]
    caller.regs[:6] = [UNINIT] * 6
    state.frames.append(callee)
    if env.logging:
        env.log.add(f"caller:\n{state_text(state, caller)}")
        env.log.add(f"callee:\n{state_text(state, callee)}")
        env.log.touch_all()
    env.enter(state)
    return target


def leave(env: Env, _: Insn) -> int:
    """``exit``: return to the caller, or (-1) end the path."""
    state = env.state
    if len(state.frames) == 1:
        references.check_held(env, "BPF_EXIT instruction in main prog")
        returns.check(env)
        return -1
    env.live_stack.update(state)
    callee = env.frame
    result = env.regs[0]
    if result.type == STACK:
        raise Refusal(EINVAL, "cannot return stack pointer to the caller")
    caller = state.frames[-2]
    if callee.is_callback:
        callbacks.check_result(env)
        back = callee.callsite
    else:
        caller.regs[0] = result
        back = callee.callsite + 1
    if env.logging:
        env.log.add(f"returning from callee:\n{state_text(state, callee)}")
        env.log.add(f"to caller at {back}:\n{state_text(state, caller)}")
        env.log.touch_none()
        env.forked = True
    state.frames.pop()
    env.enter(state)
    if callee.is_callback:
        _forget(env, back)
    return back


def _forget(env: Env, index: int) -> None:
    """Before a call is looked at again: forget what its callbacks changed and nothing needs."""
    seen = env.before(env.state, index)
    if seen is not None:
        precision.widen(seen, env.state)
