"""Which pointers are the program's context, when functions take them.

After Linux 6.18 kernel/bpf/btf.c: btf_is_prog_ctx_type, btf_validate_prog_ctx_type.
"""

from __future__ import annotations

from errno import EINVAL
from typing import NamedTuple

from beebox.abi.enums import AttachType as A
from beebox.abi.enums import ProgType as P
from beebox.btf.types import MODIFIERS, Btf, Composite, Int, Ptr, Struct, Type, Typedef, Void
from beebox.verifier.env import Env
from beebox.verifier.types import Refusal

_REGS_TYPEDEF = "bpf_user_pt_regs_t"
_REGS = "pt_regs"
_RAW_ARGS = "bpf_raw_tracepoint_args"
_PROJECTED = {"__sk_buff": "sk_buff", "xdp_md": "xdp_buff"}
"""structs that programs see in place of the kernel's"""
_NAMELESS = frozenset(
    (P.TRACEPOINT, P.TRACING, P.LSM, P.STRUCT_OPS, P.EXT, P.SYSCALL, P.LIRC_MODE2)
)
"""types whose context is no struct with a name: only a tag can say that it is meant"""


class _Tagged(NamedTuple):
    """What a pointer with the tag may point to, besides void and the context's struct."""

    words: bool = False
    """u64"""
    structs: tuple[str, ...] = ()
    prefix: str = ""
    """any struct whose name begins so"""
    anything: bool = False


_ANYTHING = _Tagged(anything=True)
_WORDS = _Tagged(words=True)
_BY_TYPE = {
    P.KPROBE: _Tagged(structs=(_REGS,)),
    P.PERF_EVENT: _Tagged(structs=(_REGS,)),
    P.RAW_TRACEPOINT: _WORDS,
    P.RAW_TRACEPOINT_WRITABLE: _WORDS,
    P.LSM: _WORDS,
    P.STRUCT_OPS: _WORDS,
    P.TRACEPOINT: _ANYTHING,
    P.SYSCALL: _ANYTHING,
    P.EXT: _ANYTHING,
}
_TRACING = {
    A.TRACE_RAW_TP: _Tagged(words=True, structs=(_RAW_ARGS,)),
    A.TRACE_ITER: _Tagged(prefix="bpf_iter__"),
    A.TRACE_FENTRY: _WORDS,
    A.TRACE_FEXIT: _WORDS,
    A.MODIFY_RETURN: _WORDS,
}


def is_context(env: Env, btf: Btf, pointer: Ptr) -> bool:
    """Tell whether a pointer's type alone says that it is the context."""
    program = env.program.type
    if program == P.KPROBE and _is_regs(btf, pointer.type):
        return True
    target = btf.type(btf.resolve(pointer.type))
    if not isinstance(target, Composite) or not target.name or program in _NAMELESS:
        return False
    context = env.row.context
    return target.name in (context, _PROJECTED.get(context))


def _is_regs(btf: Btf, type_id: int) -> bool:
    """Tell whether the outermost typedef is the one of user registers."""
    made = btf.type(type_id)
    while isinstance(made, MODIFIERS) and not isinstance(made, Typedef):
        made = btf.type(made.type)
    return isinstance(made, Typedef) and made.name == _REGS_TYPEDEF


def check_tagged(env: Env, btf: Btf, pointer: Ptr, number: int) -> None:
    """Refuse a parameter that the tag calls the context, and that is none."""
    program = env.program.type
    if program in (P.KPROBE, P.PERF_EVENT) and _is_regs(btf, pointer.type):
        return
    target = btf.type(btf.resolve(pointer.type))
    if isinstance(target, Void):
        return
    if not target.name:
        raise Refusal(EINVAL, f"arg#{number} type doesn't have a name")
    if _fits(_allowed(env), target):
        return
    if program in _NAMELESS:
        raise Refusal(EINVAL, f"arg#{number} should be void pointer")
    if not isinstance(target, Struct) or target.name != env.row.context:
        raise Refusal(EINVAL, f"arg#{number} should be `struct {env.row.context} *`")


def _allowed(env: Env) -> _Tagged:
    attach = env.program.attach_type
    if env.program.type == P.TRACING:
        return next((row for kind, row in _TRACING.items() if kind == attach), _Tagged())
    return _BY_TYPE.get(env.program.type, _Tagged())


def _fits(allowed: _Tagged, target: Type) -> bool:
    if allowed.anything:
        return True
    if isinstance(target, Int):
        return allowed.words and target.size == 8
    if not isinstance(target, Struct):
        return False
    begins = bool(allowed.prefix) and target.name.startswith(allowed.prefix)
    return begins or target.name in allowed.structs
