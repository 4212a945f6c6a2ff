"""Programs that attach to a function of another program, or replace it (freplace).

An extension is verified as if it stood in the place of that function: with the helpers, the
context and the attach type of the program that it extends.

After Linux 6.18 kernel/bpf/verifier.c: bpf_check_attach_target, check_attach_btf_id; kernel/bpf/
btf.c: btf_check_type_match, btf_check_func_type_match.
"""

from __future__ import annotations

from dataclasses import replace
from errno import EINVAL, EOPNOTSUPP
from typing import NamedTuple

from beebox.abi.enums import AttachType, ProgType
from beebox.btf.types import (
    Btf,
    Composite,
    Enum,
    Func,
    FuncProto,
    Int,
    Ptr,
    Type,
    Void,
    kind_of,
)
from beebox.verifier.api import FuncStart, Program, Tables
from beebox.verifier.env import Env
from beebox.verifier.flow import Flow
from beebox.verifier.subprogs.effects import effects, find
from beebox.verifier.subprogs.functions import GLOBAL
from beebox.verifier.types import Refusal

_TRACERS = (AttachType.TRACE_FENTRY, AttachType.TRACE_FEXIT)


class Extension(NamedTuple):
    """A program that extends another one, before it is walked."""

    program: Program
    funcs: tuple[FuncStart, ...]
    flow: Flow
    tables: Tables


def of_target(program: Program, target: Env) -> int:
    """Return which function of *target*, which was walked, the program attaches to."""
    made = target.program.btf
    assert made is not None
    ids = [func.type_id for func in target.functions.starts]
    if program.attach_btf_id not in ids:
        name = made.type(program.attach_btf_id).name
        raise Refusal(EINVAL, f"Subprog {name} doesn't exist")
    subprog = ids.index(program.attach_btf_id)
    if subprog and subprog == target.functions.exception:
        what = "Extension" if program.type is ProgType.EXT else "FENTRY/FEXIT"
        raise Refusal(EINVAL, f"{what} programs cannot attach to exception callback")
    return subprog


def check(extension: Extension, target: Env | None) -> Program:
    """Return the program as one of the type that it extends.

    Raises:
        Refusal: it does not fit, or there is nothing to replace.
    """
    program = extension.program
    if not program.attach_btf_id:
        raise Refusal(EINVAL, "Tracing programs must provide btf_id")
    if target is None:
        raise Refusal(EINVAL, "Cannot replace kernel functions")
    theirs = target.program
    if theirs.btf is None:
        raise Refusal(
            EINVAL,
            "FENTRY/FEXIT program can only be attached to another program annotated with BTF",
        )
    subprog = of_target(program, target)
    if subprog in target.functions.unreliable:
        raise Refusal(EINVAL, "Cannot replace static functions")
    _check_effects(extension, target, subprog)
    assert program.target is not None
    if program.target.type is ProgType.EXT:
        raise Refusal(EINVAL, "Cannot recursively attach")
    if theirs.type is ProgType.TRACING and theirs.attach_type in _TRACERS:
        raise Refusal(EINVAL, "Cannot extend fentry/fexit")
    _check_types(extension, theirs.btf)
    if target.row.typed:
        name = theirs.type.name
        raise Refusal(EOPNOTSUPP, f"extensions of {name} programs are not modelled yet")
    return replace(program, type=theirs.type, attach_type=theirs.attach_type)


def _check_effects(extension: Extension, target: Env, subprog: int) -> None:
    """Refuse what does more than the function that it stands in for."""
    own = find(extension.program, extension.flow, extension.tables.helpers)
    theirs = effects(target)
    if 0 in own.change_packet and subprog not in theirs.change_packet:
        raise Refusal(EINVAL, "Extension program changes packet data, while original does not")
    if 0 in own.sleep and subprog not in theirs.sleep:
        raise Refusal(EINVAL, "Extension program may sleep, while original does not")


class _Side(NamedTuple):
    """One of two functions."""

    btf: Btf
    name: str
    proto: FuncProto

    def plain(self, type_id: int) -> Type:
        """Return the type behind typedefs and qualifiers."""
        return self.btf.type(self.btf.resolve(type_id))


def _check_types(extension: Extension, btf: Btf) -> None:
    program = extension.program
    if program.btf is None or not extension.funcs:
        raise Refusal(EINVAL, "Program extension requires BTF")
    one = _side(program.btf, extension.funcs[0].type_id)
    other = _side(btf, program.attach_btf_id)
    ours, theirs = one.proto.params, other.proto.params
    if len(ours) != len(theirs):
        raise Refusal(
            EINVAL,
            f"{one.name}() has {len(ours)} args while {other.name}() has {len(theirs)} args",
        )
    gives, wanted = one.plain(one.proto.type), other.plain(other.proto.type)
    if _shape(gives) != _shape(wanted):
        raise Refusal(
            EINVAL,
            f"Return type {_text(gives)} of {one.name}() doesn't match type {_text(wanted)} "
            f"of {other.name}()",
        )
    for number, (mine, their) in enumerate(zip(ours, theirs, strict=True)):
        _check_param(number, one, other, one.plain(mine.type), other.plain(their.type))


def _side(btf: Btf, type_id: int) -> _Side:
    func = btf.type(type_id)
    if not isinstance(func, Func):
        raise Refusal(EINVAL, f"attach_btf_id {type_id} is not a function")
    if func.linkage != GLOBAL:
        raise Refusal(EINVAL, f"{func.name}() is not a global function")
    proto = btf.type(func.type)
    assert isinstance(proto, FuncProto)
    return _Side(btf, func.name, proto)


def _check_param(number: int, one: _Side, other: _Side, mine: Type, their: Type) -> None:
    """Refuse a parameter that is not the same in both: a number, or a pointer to one struct."""
    if _shape(mine) != _shape(their):
        raise Refusal(
            EINVAL,
            f"arg{number} in {one.name}() is {_text(mine)} while {other.name}() has {_text(their)}",
        )
    sizes = getattr(mine, "size", 0), getattr(their, "size", 0)
    if sizes[0] != sizes[1]:
        raise Refusal(
            EINVAL,
            f"arg{number} in {one.name}() has size {sizes[0]} while {other.name}() has {sizes[1]}",
        )
    if isinstance(mine, (Int, Enum)):
        return
    if not isinstance(mine, Ptr) or not isinstance(their, Ptr):
        raise Refusal(EINVAL, f"arg{number} in {one.name}() has unrecognized type")
    names = []
    for side, pointer in ((one, mine), (other, their)):
        to = side.plain(pointer.type)
        if not isinstance(to, Composite):
            raise Refusal(EINVAL, f"arg{number} in {side.name}() is not a pointer to context")
        names.append(to.name or "(anon)")
    if names[0] != names[1]:
        raise Refusal(
            EINVAL,
            f"arg{number} {one.name}(struct {names[0]} *) doesn't match "
            f"{other.name}(struct {names[1]} *)",
        )


def _shape(made: Type) -> tuple[object, ...]:
    """Return what two types must have in common: the kind, how many members (btf_type.info)."""
    if isinstance(made, Composite):
        bits = any(member.bits for member in made.members)
        return kind_of(made), len(made.members), bits
    if isinstance(made, Enum):
        return kind_of(made), len(made.values), made.signed
    return (_text(made),)


def _text(made: Type) -> str:
    return "UNKNOWN" if isinstance(made, Void) else kind_of(made).upper()
