"""Contexts that are the arguments of what a program attaches to, typed by its prototype.

After Linux 6.18 kernel/bpf/btf.c: btf_ctx_access, btf_ctx_arg_idx, and the is_valid_access of
tracing, LSM and struct_ops programs.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from errno import EACCES, EOPNOTSUPP
from typing import NamedTuple

from beebox.abi.enums import AttachType, Func, ProgType
from beebox.btf.types import (
    MODIFIERS,
    Btf,
    Composite,
    Enum,
    FuncProto,
    Int,
    Ptr,
    Type,
    Void,
    kind_of,
)
from beebox.verifier import bounds
from beebox.verifier.btf.walk import display, pointer_flags
from beebox.verifier.env import Env
from beebox.verifier.types import (
    BASE,
    BTF_ID,
    BUF,
    MAYBE_NULL,
    TRUSTED,
    UNKNOWN,
    ZERO_OFFSET,
    Refusal,
    Reg,
    TypeRef,
    scalar,
)

_WORD = 8
_LIMIT = 12 * _WORD
"""MAX_BPF_FUNC_ARGS"""
_REGISTERS = 5
"""MAX_BPF_FUNC_REG_ARGS: what a function has that BTF does not describe"""


class Argument(NamedTuple):
    """What is known of an argument besides its C type (struct bpf_ctx_arg_aux)."""

    kind: int
    """the type of the register that it is loaded into"""
    of: TypeRef | None = None
    refcounted: bool = False
    """it is given to the program to keep or give back"""
    ref: int = 0
    """the reference that it comes with, once the program is entered"""


class Attach(NamedTuple):
    """What a program attaches to: a function, a tracepoint, a member of a struct of operations."""

    name: str
    btf: Btf
    id: int
    proto: FuncProto | None
    """None: its types are not to be relied on"""
    skip: int = 0
    """arguments at the start that programs do not see"""
    given: Mapping[int, Argument] = {}
    """by the offset in the context"""
    trusted: bool = False
    """pointers among the arguments are trusted"""
    nulls: int = 0
    """four bits an argument: 1 it may be NULL, 2 it may be an error"""
    returns: tuple[int, int] | None = None
    """what a load of the return value gives"""
    promoted: Mapping[int, int] = {}
    """types that are taken for larger ones: id to id"""
    helpers: frozenset[Func] | None = frozenset()
    """helpers besides those of the type; None: it has none at all"""
    writable: Callable[[TypeRef, int, int], None] | None = None
    """refuses stores into structs of the kernel; None: there may be none at all"""


def read(env: Env, attach: Attach, off: int, size: int) -> Reg:
    """Return what a load of the context gives; the fixed offset is checked."""
    try:
        return _load(env, attach, off, size)
    except _Outside as outside:
        text = outside.text + "\n" if outside.text else ""
        raise Refusal(EACCES, f"{text}invalid bpf_context access off={off} size={size}") from None


def check_write(env: Env, off: int, size: int) -> None:
    """Refuse a store into the context."""
    del env
    raise Refusal(EACCES, f"invalid bpf_context access off={off} size={size}")


class _Outside(Exception):  # noqa: N818 - carried to where the line that follows is known
    """The access is refused, with a line of the log before the usual one."""

    def __init__(self, text: str = "") -> None:
        super().__init__(text)
        self.text = text


def _load(env: Env, attach: Attach, off: int, size: int) -> Reg:
    lsm = env.program.type == ProgType.LSM
    if not lsm and (not 0 <= off < _LIMIT or off % size):
        raise _Outside
    if off % _WORD:
        raise _Outside(f"func '{attach.name}' offset {off} is not multiple of 8")
    number = _index(attach, off)
    params = () if attach.proto is None else attach.proto.params[attach.skip :]
    count = _REGISTERS if attach.proto is None else len(params)
    if number > count:
        raise _Outside(f"func '{attach.name}' doesn't have {number + 1}-th argument")
    if number == count:
        type_id = _result(env, attach, number)
    else:
        type_id = params[number].type if params else None
    if type_id is None:
        return UNKNOWN
    made = _plain(attach.btf, type_id)
    if (isinstance(made, Int) and made.size <= _WORD) or isinstance(made, (Enum, Composite)):
        if number == count and attach.returns is not None:
            low, high = attach.returns
            limits = bounds.UNKNOWN._replace(smin=low, smax=high, s32min=low, s32max=high)
            return scalar(bounds.sync(limits))
        return UNKNOWN
    if not isinstance(made, Ptr):
        raise _Outside(
            f"func '{attach.name}' arg{number} '{made.name}' has type {kind_text(made)}. "
            "Only pointer access is allowed"
        )
    if size != _WORD:
        raise _Outside(f"func '{attach.name}' size {size} must be 8")
    name = params[number].name if number < count else ""
    return _pointer(env, attach, off, number, made, nullable=name.endswith("__nullable"))


def _index(attach: Attach, off: int) -> int:
    """Return which argument is at *off*: structs take as many words as they need."""
    if attach.proto is None:
        return off // _WORD
    end = 0
    types = [param.type for param in attach.proto.params] + [attach.proto.type]
    for number, type_id in enumerate(types):
        made = _plain(attach.btf, type_id)
        size = getattr(made, "size", 0)
        end += _WORD if isinstance(made, Ptr) else -(-size // _WORD) * _WORD
        if 0 <= off < end:
            return number
    return len(types)


def _result(env: Env, attach: Attach, number: int) -> int | None:
    """Return the type of what the function returned, for programs that run behind it."""
    how = env.program.attach_type
    if how in (AttachType.LSM_MAC, AttachType.LSM_CGROUP, AttachType.TRACE_FEXIT):
        return None if attach.proto is None else attach.proto.type
    if how == AttachType.MODIFY_RETURN:
        if attach.proto is None:
            raise _Outside
        made = _plain(attach.btf, attach.proto.type)
        if not (isinstance(made, Int) and made.size <= _WORD):
            raise _Outside(f"ret type {kind_text(made)} not allowed for fmod_ret")
        return attach.proto.type
    raise _Outside(f"func '{attach.name}' doesn't have {number + 1}-th argument")


def _pointer(env: Env, attach: Attach, off: int, number: int, made: Ptr, *, nullable: bool) -> Reg:
    given = attach.given.get(off)
    if given is not None and given.kind & BASE == BUF:
        return _reg(env, given)
    target = _plain(attach.btf, made.type)
    if isinstance(target, (Void, Int)):
        return UNKNOWN
    if given is not None:
        return _known(env, given, off)
    kind = BTF_ID | (TRUSTED if attach.trusted else 0)
    bits = attach.nulls >> 4 * number
    if nullable or bits & 1:
        kind |= MAYBE_NULL
    kind |= pointer_flags(attach.btf, made.type)
    if not isinstance(target, Composite):
        raise _Outside(f"func '{attach.name}' arg{number} type {kind_text(target)} is not a struct")
    ident = attach.btf.resolve(made.type)
    if env.log.level:
        env.log.add(
            f"func '{attach.name}' arg{number} has btf_id {ident} type {kind_text(target)} "
            f"'{display(attach.btf, ident)}'"
        )
    if env.program.target is not None:
        what = "pointers among the arguments of programs are not modelled yet"
        raise Refusal(EOPNOTSUPP, what)
    if bits & 2:
        if env.log.level:
            env.log.lines.append(f"marking pointer arg{number} as scalar as it may encode error")
        return UNKNOWN
    return _reg(env, Argument(kind, TypeRef(attach.btf, attach.promoted.get(ident, ident))))


def _known(env: Env, given: Argument, off: int) -> Reg:
    if given.ref and all(ref.id != given.ref for ref in env.state.refs):
        raise Refusal(
            EACCES, f"invalid bpf_context access off={off}. Reference may already be released"
        )
    return _reg(env, given)


def _reg(env: Env, given: Argument) -> Reg:
    ident = env.fresh_id() if given.kind & MAYBE_NULL else 0
    return Reg(given.kind, ZERO_OFFSET, id=ident, ref=given.ref, of=given.of)


def kind_text(made: Type) -> str:
    """Return the name of a type's kind as the kernel prints it (btf_type_str)."""
    return "UNKNOWN" if isinstance(made, Void) else kind_of(made).upper()


def _plain(btf: Btf, type_id: int) -> Type:
    made = btf.type(type_id)
    return btf.type(btf.resolve(type_id)) if isinstance(made, MODIFIERS) else made
