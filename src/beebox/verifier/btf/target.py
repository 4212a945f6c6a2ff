"""What a program attaches to by a BTF id: is it there, and of a kind that takes such programs.

After Linux 6.18 kernel/bpf/verifier.c: check_attach_btf_id, bpf_check_attach_target; kernel/bpf/
bpf_lsm.c: bpf_lsm_verify_prog; kernel/bpf/bpf_iter.c: bpf_iter_prog_supported.
"""

from __future__ import annotations

from errno import EINVAL

from beebox.abi.enums import AttachType, ProgFlag, ProgType
from beebox.btf.types import Btf, Composite, Enum, Func, FuncProto, Int, Ptr, Type, Typedef, Void
from beebox.errors import BtfError
from beebox.spec import targets
from beebox.spec.targets import IterArg
from beebox.verifier.api import Program
from beebox.verifier.btf import struct_ops
from beebox.verifier.btf.arguments import Argument, Attach, kind_text
from beebox.verifier.env import Env
from beebox.verifier.types import BTF_ID, BUF, MAYBE_NULL, RDONLY, TRUSTED, Refusal, TypeRef

_TRACEPOINT = "btf_trace_"
_ITERATOR = "bpf_iter_"
_HOOK = "bpf_lsm_"
_MOST_ARGS = 12
"""MAX_BPF_FUNC_ARGS"""
_MAX_ERRNO = 4095
_BEHIND = (AttachType.TRACE_FEXIT, AttachType.MODIFY_RETURN)
_SLEEPABLE = (
    AttachType.TRACE_FENTRY,
    AttachType.TRACE_FEXIT,
    AttachType.MODIFY_RETURN,
    AttachType.TRACE_ITER,
)
_ITER_KINDS = {
    IterArg.STRUCT: BTF_ID | MAYBE_NULL,
    IterArg.TRUSTED: BTF_ID | MAYBE_NULL | TRUSTED,
    IterArg.BUFFER: BUF | MAYBE_NULL,
    IterArg.READ_ONLY: BUF | MAYBE_NULL | RDONLY,
}
_FUNCTIONS = (
    AttachType.MODIFY_RETURN,
    AttachType.LSM_MAC,
    AttachType.LSM_CGROUP,
    AttachType.TRACE_FENTRY,
    AttachType.TRACE_FEXIT,
)


def prepare(env: Env) -> None:
    """Check what the program attaches to, and let its context be that."""
    env.attach = check(env.program, env.vmlinux if env.row.typed else None)
    counted = env.attach is not None and any(arg.refcounted for arg in env.attach.given.values())
    if counted and env.flow.tail_calls:
        raise Refusal(EINVAL, "program with __ref argument cannot tail call")


def check(program: Program, vmlinux: Btf | None) -> Attach | None:
    """Return what *program* attaches to, None if its type has no such thing.

    Raises:
        Refusal: there is no such target, or it does not take this program.
    """
    if program.flags & ProgFlag.SLEEPABLE:
        _check_sleeping(program)
    try:
        if program.type == ProgType.STRUCT_OPS:
            return struct_ops.check(program, vmlinux)
        if program.type in (ProgType.TRACING, ProgType.LSM):
            return _target(program, vmlinux)
    except BtfError as error:
        raise Refusal(EINVAL, f"attach_btf_id {program.attach_btf_id} is invalid") from error
    return None


def _check_sleeping(program: Program) -> None:
    """Refuse to sleep where only some attach types may (can_be_sleepable)."""
    if program.type == ProgType.TRACING and program.attach_type not in _SLEEPABLE:
        raise Refusal(
            EINVAL,
            "Only fentry/fexit/fmod_ret, lsm, iter, uprobe, and struct_ops programs"
            " can be sleepable",
        )


def _target(program: Program, vmlinux: Btf | None) -> Attach:
    if not program.attach_btf_id:
        raise Refusal(EINVAL, "Tracing programs must provide btf_id")
    btf = program.target.btf if program.target is not None else vmlinux
    if btf is None:
        raise Refusal(
            EINVAL,
            "FENTRY/FEXIT program can only be attached to another program annotated with BTF",
        )
    made = btf.type(program.attach_btf_id)
    if program.target is not None:
        _check_program(program, program.target, made)
    if program.attach_type == AttachType.TRACE_RAW_TP:
        return _tracepoint(program, btf, made)
    if program.attach_type == AttachType.TRACE_ITER:
        return _iterator(program, btf, made)
    if program.attach_type not in _FUNCTIONS:
        raise Refusal(EINVAL, "")
    return _function(program, btf, made)


def _check_program(program: Program, target: Program, made: Type) -> None:
    """Hold a program against another one that it attaches to."""
    if all(func.type_id != program.attach_btf_id for func in target.funcs):
        raise Refusal(EINVAL, f"Subprog {made.name} doesn't exist")
    if program.type == ProgType.TRACING and target.type == ProgType.TRACING:
        above = target.target
        if above is not None and above.type == ProgType.TRACING:
            raise Refusal(EINVAL, "Cannot nest tracing program attach more than once")
    elif target.type == program.type:
        raise Refusal(EINVAL, "Cannot recursively attach")


def _tracepoint(program: Program, btf: Btf, made: Type) -> Attach:
    ident = program.attach_btf_id
    if program.target is not None:
        raise Refusal(EINVAL, "Only FENTRY/FEXIT progs are attachable to another BPF prog")
    if not isinstance(made, Typedef):
        raise Refusal(EINVAL, f"attach_btf_id {ident} is not a typedef")
    if not made.name.startswith(_TRACEPOINT):
        raise Refusal(EINVAL, f"attach_btf_id {ident} points to wrong type name {made.name}")
    name = made.name.removeprefix(_TRACEPOINT)
    proto = _template(btf, name) or _prototype(btf, made.type)
    nulls = targets.RAW_TP_NULLS.get(name, 0)
    return Attach(name, btf, ident, proto, skip=1, trusted=True, nulls=nulls)


def _template(btf: Btf, name: str) -> FuncProto | None:
    """Return the function that calls programs at a tracepoint: it has names for arguments."""
    found = btf.find("__bpf_trace_" + name, "func")
    return None if found is None else _prototype(btf, found)


def _prototype(btf: Btf, type_id: int) -> FuncProto:
    """Return the prototype behind a function, or a pointer to one."""
    made = btf.type(type_id)
    if isinstance(made, (Ptr, Func)):
        made = btf.type(made.type)
    if not isinstance(made, FuncProto):
        raise Refusal(EINVAL, "")
    return made


def _iterator(program: Program, btf: Btf, made: Type) -> Attach:
    ident = program.attach_btf_id
    if not isinstance(made, Func):
        raise Refusal(EINVAL, f"attach_btf_id {ident} is not a function")
    proto = _prototype(btf, ident)
    check_prototype(btf, proto, made.name)
    row = targets.ITERATORS.get(made.name.removeprefix(_ITERATOR))
    if not made.name.startswith(_ITERATOR) or row is None:
        raise Refusal(EINVAL, "")
    names = [param.name for param in proto.params]
    given = {}
    for name, sort, struct in row.args:
        of = TypeRef(btf, btf.find(struct, "struct") or 0) if struct else None
        given[8 * names.index(name)] = Argument(_ITER_KINDS[sort], of)
    return Attach(made.name, btf, ident, proto, given=given, trusted=True)


def _function(program: Program, btf: Btf, made: Type) -> Attach:
    """Check a function that is traced, or a hook of LSM."""
    ident = program.attach_btf_id
    if not isinstance(made, Func):
        raise Refusal(EINVAL, f"attach_btf_id {ident} is not a function")
    proto = _prototype(btf, ident)
    check_prototype(btf, proto, made.name)
    if program.flags & ProgFlag.SLEEPABLE:
        _check_may_sleep(program, made.name)
    elif program.attach_type == AttachType.MODIFY_RETURN:
        _check_modifiable(program, made.name)
    if program.type == ProgType.LSM:
        return _hook(program, btf, made.name, proto)
    if made.name in targets.TRACE_DENIED:
        raise Refusal(EINVAL, f"Attaching tracing programs to function '{made.name}' is rejected.")
    if program.attach_type in _BEHIND and made.name in targets.NO_RETURN:
        raise Refusal(
            EINVAL, f"Attaching fexit/fmod_ret to __noreturn function '{made.name}' is rejected."
        )
    return Attach(made.name, btf, ident, proto)


def check_prototype(btf: Btf, proto: FuncProto, name: str) -> None:
    """Refuse functions that cannot be called for a program (btf_distill_func_proto)."""
    if len(proto.params) > _MOST_ARGS:
        raise Refusal(EINVAL, f"The function {name} has {len(proto.params)} arguments. Too many.")
    result = btf.type(btf.resolve(proto.type))
    if isinstance(result, Composite) or _size(result) is None:
        raise Refusal(
            EINVAL, f"The function {name} return type {kind_text(result)} is unsupported."
        )
    for number, param in enumerate(proto.params):
        if number == len(proto.params) - 1 and not param.type:
            raise Refusal(EINVAL, f"The function {name} with variable args is unsupported.")
        made = btf.type(btf.resolve(param.type))
        size = _size(made)
        if size is None or size > 16:
            raise Refusal(
                EINVAL, f"The function {name} arg{number} type {kind_text(made)} is unsupported."
            )
        if not size:
            raise Refusal(EINVAL, f"The function {name} has malformed void argument.")


def _size(made: Type) -> int | None:
    if isinstance(made, Void):
        return 0
    if isinstance(made, Ptr):
        return 8
    return made.size if isinstance(made, (Int, Enum, Composite)) else None


def _check_may_sleep(program: Program, name: str) -> None:
    if program.type == ProgType.LSM:
        fits = name.removeprefix(_HOOK) in targets.LSM_SLEEPABLE
    else:
        fits = program.target is None and targets.may_sleep(name)
    if not fits:
        raise Refusal(EINVAL, f"{name} is not sleepable")


def _check_modifiable(program: Program, name: str) -> None:
    if program.target is not None:
        raise Refusal(EINVAL, "can't modify return codes of BPF programs")
    if not targets.is_modifiable(name):
        raise Refusal(EINVAL, f"{name}() is not modifiable")


def _hook(program: Program, btf: Btf, name: str, proto: FuncProto) -> Attach:
    ident = program.attach_btf_id
    if not program.gpl:
        raise Refusal(EINVAL, "LSM programs must have a GPL compatible license")
    hook = name.removeprefix(_HOOK)
    if name.startswith(_HOOK) and hook in targets.LSM_DISABLED:
        raise Refusal(EINVAL, f"attach_btf_id {ident} points to disabled hook {name}")
    if not name.startswith(_HOOK) or hook in targets.LSM_HELPERS:
        raise Refusal(EINVAL, f"attach_btf_id {ident} points to wrong type name {name}")
    returns = (0, 1) if hook in targets.LSM_BOOL else (-_MAX_ERRNO, 0)
    known = program.attach_type == AttachType.LSM_MAC and proto.type
    return Attach(
        name,
        btf,
        ident,
        proto,
        trusted=hook not in targets.LSM_UNTRUSTED,
        returns=returns if known else None,
    )
