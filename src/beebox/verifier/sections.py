"""Where a program may sleep, and where what RCU protects stays.

After Linux 6.18 kernel/bpf/verifier.c: in_sleepable, in_rcu_cs, check_helper_call.
"""

from __future__ import annotations

from errno import EINVAL

from beebox.abi.enums import ProgFlag
from beebox.verifier.env import Env
from beebox.verifier.types import Refusal


def may_sleep(env: Env) -> bool:
    """Tell whether what runs here may sleep, but for sections."""
    return bool(env.program.flags & ProgFlag.SLEEPABLE) or env.state.held.sleepable


def in_rcu(env: Env) -> bool:
    """Tell whether what RCU protects stays."""
    held = env.state.held
    return held.rcu or bool(held.locks) or not may_sleep(env)


def check_sleeping_helper(env: Env, label: str) -> None:
    """Refuse a helper that may sleep where the program may not."""
    if not may_sleep(env):
        raise Refusal(EINVAL, "helper call might sleep in a non-sleepable prog")
    held = env.state.held
    for on, region in (
        (held.rcu, "rcu_read_lock region"),
        (held.preempt, "non-preemptible region"),
        (held.irq_id, "IRQ-disabled region"),
    ):
        if on:
            raise Refusal(EINVAL, f"sleepable helper {label} in {region}")
