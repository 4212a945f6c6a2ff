"""Kfuncs that take and make dynptrs, and slices of them.

After Linux 6.18 kernel/bpf/verifier.c: check_kfunc_args (KF_ARG_PTR_TO_DYNPTR),
check_special_kfunc (bpf_dynptr_slice, bpf_dynptr_slice_rdwr).
"""

from __future__ import annotations

from errno import EFAULT, EINVAL

from beebox.spec.model import Does
from beebox.verifier.dynptrs import slots, use
from beebox.verifier.env import Env
from beebox.verifier.kfuncs.meta import Call
from beebox.verifier.kfuncs.targets import Kind, Param
from beebox.verifier.types import DYNPTR, MEM, RDONLY, ZERO_OFFSET, Refusal, Reg

_MADE = {
    Does.DYNPTR_FROM_SKB: slots.SKB,
    Does.DYNPTR_FROM_XDP: slots.XDP,
    Does.DYNPTR_FROM_SKB_META: slots.SKB_META,
}


def _dynptr(env: Env, call: Call, number: int, reg: Reg, param: Param) -> None:
    if not param.ends("__uninit"):
        call.dynptr = use.need(env, number, const=reg.type == DYNPTR)
        return
    if reg.type == DYNPTR:
        raise Refusal(EFAULT, "verifier bug: misconfigured dynptr helper type flags")
    does = call.target.row.does
    if does is Does.DYNPTR_CLONE and call.dynptr is not None:
        use.make(env, number, slots.kind_of(call.dynptr), call.dynptr.ref)
    else:
        use.make(env, number, _MADE.get(does, slots.INVALID) if does else slots.INVALID)


def _slice(env: Env, call: Call) -> Reg:
    """Return a pointer to some bytes of a dynptr, or to the buffer that they were copied to."""
    assert call.dynptr is not None
    assert call.constant is not None
    kind = MEM | slots.FLAGS[slots.kind_of(call.dynptr)]
    if call.target.row.does is Does.SLICE:
        kind |= RDONLY
    elif not env.row.packet_write:
        raise Refusal(EINVAL, "the prog does not allow writes to packet data")
    size = call.constant & 0xFFFFFFFF
    return Reg(kind, ZERO_OFFSET, size=size, uid=call.dynptr.id)


RULES = {Kind.DYNPTR: _dynptr}
RESULTS = {Does.SLICE: _slice, Does.SLICE_RDWR: _slice}
