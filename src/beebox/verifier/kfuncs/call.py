"""A call of a kfunc: may it be here, are its arguments right, what comes of it.

After Linux 6.18 kernel/bpf/verifier.c: check_kfunc_call.
"""

from __future__ import annotations

from errno import EACCES, EFAULT, EINVAL

from beebox.isa.insn import Insn
from beebox.spec.model import Does, Turn
from beebox.verifier import packet, references
from beebox.verifier import sections as where
from beebox.verifier.env import Env
from beebox.verifier.kfuncs import args, effects, iterators, results, sections
from beebox.verifier.kfuncs.meta import Call
from beebox.verifier.kfuncs.targets import Target
from beebox.verifier.types import NOT_INIT, SCALAR, UNINIT, Refusal


def call(env: Env, insn: Insn) -> int:
    """``call bpf_task_acquire#1234``."""
    if not insn.imm:
        if not env.state.speculative:
            env.flow.kfuncs.nameless = True
        env.log.regs = 1
        return env.index + 1
    target = _find(env, insn)
    row = target.row
    before = effects.BEFORE.get(row.does) if row.does is not None else None
    if before is not None:
        before(env, target)
    _check_row(env, target)
    made = Call(target)
    args.check(env, made)
    during = effects.DURING.get(row.does) if row.does is not None else None
    if during is not None:
        during(env, made)
    sections.check(env, made)
    if made.release:
        _release(env, made)
    after = effects.AFTER.get(row.does) if row.does is not None else None
    if after is not None:
        after(env, made)
    env.regs[:6] = [UNINIT] * 6
    env.log.regs |= 0x3F
    env.regs[0] = results.made(env, made)
    _note(env)
    if row.changes_packet:
        packet.forget(env)
    if row.turn is Turn.NEXT:
        iterators.go_on(env, made)
    return effects.LEAVES if row.does is Does.THROW else env.index + 1


def _find(env: Env, insn: Insn) -> Target:
    target = env.flow.kfuncs.find(insn)
    if env.state.held.locks and (target is None or not target.row.under_lock):
        raise Refusal(EINVAL, "function calls are not allowed while holding a lock")
    if target is None:
        name = env.flow.kfuncs.name(insn)
        raise Refusal(EACCES, f"calling kernel function {name} is not allowed")
    return target


def _check_row(env: Env, target: Target) -> None:
    row = target.row
    if row.does is Does.TRAP:
        raise Refusal(EFAULT, "unexpected __bpf_trap() due to uninitialized variable?")
    if row.destructive and "sys_boot" not in env.options.capabilities:
        raise Refusal(EACCES, "destructive kfunc calls require CAP_SYS_BOOT capability")
    if row.sleepable and not where.may_sleep(env):
        raise Refusal(EACCES, f"program must be sleepable to call sleepable kfunc {row.name}")


def _release(env: Env, made: Call) -> None:
    if not references.release(env, env.regs[made.release].ref):
        raise Refusal(EINVAL, f"kfunc {made.target.label} reference has not been acquired before")


def _note(env: Env) -> None:
    """Take note of what the result is, for those who make the code faster."""
    number = env.regs[0].type in (SCALAR, NOT_INIT)
    (env.number_loads if number else env.pointer_loads).add(env.index)
