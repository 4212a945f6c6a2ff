"""LD_ABS and LD_IND: loads from the packet that end the function where there is none.

After Linux 6.18 kernel/bpf/verifier.c: check_ld_abs, check_abnormal_return, check_btf_func.
"""

from __future__ import annotations

from errno import EINVAL

from beebox.btf.types import Enum, Func, FuncProto, Int
from beebox.isa.insn import Insn
from beebox.isa.opcodes import CLASS, MODE, Class, Mode, check
from beebox.verifier import memory
from beebox.verifier.env import Env
from beebox.verifier.frames import leave_with, tail_callers
from beebox.verifier.references import check_held
from beebox.verifier.types import CTX, UNINIT, UNKNOWN, Refusal, known

_CONTEXT = 6
"""the register that holds the context"""
_WHAT = "BPF_LD_[ABS|IND]"


def is_packet_load(insn: Insn) -> bool:
    """Tell whether *insn* is LD_ABS or LD_IND."""
    return insn.code & CLASS == Class.LD and insn.code & MODE in (Mode.ABS, Mode.IND)


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


def check_functions(env: Env) -> None:
    """Refuse subprograms that may leave otherwise than by ``exit``, if they do not return a number.

    Those whose types are not known may do neither.
    """
    loads = {
        env.flow.subprog(index) for index, insn in enumerate(env.insns) if is_packet_load(insn)
    }
    calls = tail_callers(env)
    for subprog in sorted(loads | calls):
        if subprog == 0:
            continue
        what = "LD_ABS" if subprog in loads else "tail_call"
        if not env.program.funcs:
            raise Refusal(EINVAL, f"{what} is not allowed in subprogs without BTF")
        if not _returns_number(env, subprog):
            raise Refusal(EINVAL, f"{what} is only allowed in functions that return 'int'.")


def _returns_number(env: Env, subprog: int) -> bool:
    btf = env.program.btf
    if btf is None or subprog >= len(env.program.funcs):
        return True
    func = btf.type(env.program.funcs[subprog].type_id)
    proto = btf.type(func.type) if isinstance(func, Func) else None
    if not isinstance(proto, FuncProto):
        return True
    return isinstance(btf.type(btf.resolve(proto.type)), Int | Enum)
