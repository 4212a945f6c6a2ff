"""LD_ABS and LD_IND: loads from the packet that end the function where there is none.

After Linux 6.18 kernel/bpf/verifier.c: check_ld_abs.
"""

from __future__ import annotations

from errno import EINVAL

from beebox.isa.insn import Insn
from beebox.isa.opcodes import MODE, Mode, check
from beebox.verifier import memory
from beebox.verifier.env import Env
from beebox.verifier.frames import leave_with
from beebox.verifier.references import check_held
from beebox.verifier.types import CTX, UNINIT, UNKNOWN, Refusal, known

_CONTEXT = 6
"""the register that holds the context"""
_WHAT = "BPF_LD_[ABS|IND]"


def load(env: Env, insn: Insn) -> int:
    """``r0 = *(u16 *)skb[12]``, ``r0 = *(u8 *)skb[r7 + 4]``."""
    if not env.row.packet_loads:
        raise Refusal(EINVAL, f"{_WHAT} instructions not allowed for this program type")
    why = check(insn)
    if why is not None:
        raise Refusal(EINVAL, why)
    reg = env.read(_CONTEXT)
    check_held(env, _WHAT)
    if reg.type != CTX:
        raise Refusal(EINVAL, "at the time of BPF_LD_ABS|IND R6 != pointer to skb")
    if insn.code & MODE == Mode.IND:
        env.read(insn.src)
    memory.check_fixed(_CONTEXT, reg)
    env.regs[:6] = [UNINIT] * 6
    env.regs[0] = UNKNOWN
    if len(env.state.frames) == 1:
        return env.index + 1
    env.push(env.index + 1)
    return leave_with(env, insn, known(0))
