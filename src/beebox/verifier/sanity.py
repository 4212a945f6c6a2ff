"""Bounds that contradict themselves: told, and their ranges forgotten.

After Linux 6.18 kernel/bpf/verifier.c: reg_bounds_sanity_check.
"""

from __future__ import annotations

from errno import EFAULT

from beebox.abi.enums import ProgFlag
from beebox.bits import U32, U64
from beebox.verifier.bounds import UNKNOWN, Bounds, violated
from beebox.verifier.env import Env
from beebox.verifier.types import Refusal

TRUE, FALSE = ("true_reg1", "true_reg2"), ("false_reg1", "false_reg2")
"""the operands of a comparison where it holds, and where it does not"""
ALU = "alu"


def checked(env: Env, value: Bounds, where: str) -> Bounds:
    """Return *value*, or its bits only if no number is in its ranges.

    Raises:
        Refusal: the program is loaded to be refused for this.
    """
    if not violated(value):
        return value
    said = f"verifier bug: REG INVARIANTS VIOLATION ({where}): {_told(value)}"
    if env.program.flags & ProgFlag.TEST_REG_INVARIANTS:
        raise Refusal(EFAULT, said)
    env.log.add(said)
    return UNKNOWN._replace(value=value.value, mask=value.mask)


def _told(b: Bounds) -> str:
    what = "range bounds violation"
    if b.umin <= b.umax and b.smin <= b.smax and b.u32min <= b.u32max and b.s32min <= b.s32max:
        known = b.mask == 0 and not b.umin == b.umax == b.value & U64
        what = f"const {'' if known else 'subreg '}tnum out of sync with range bounds"
    return (
        f"{what} u64=[{b.umin:#x}, {b.umax:#x}] s64=[{b.smin & U64:#x}, {b.smax & U64:#x}] "
        f"u32=[{b.u32min:#x}, {b.u32max:#x}] s32=[{b.s32min & U32:#x}, {b.s32max & U32:#x}] "
        f"var_off=({b.value:#x}, {b.mask:#x})"
    )
