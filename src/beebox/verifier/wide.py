"""``lddw``: numbers, maps, what is in them, variables and functions, by their addresses.

After Linux 6.18 kernel/bpf/verifier.c: check_ld_imm, resolve_pseudo_ldimm64.
"""

from __future__ import annotations

from collections.abc import Callable
from errno import EINVAL, EOPNOTSUPP, ERANGE
from functools import partial

from beebox.abi.enums import MapType
from beebox.bits import U32
from beebox.errors import ENOTSUPP
from beebox.isa.digest import digest
from beebox.isa.insn import Insn
from beebox.isa.opcodes import Pseudo
from beebox.spec.model import ProgramType
from beebox.verifier.api import MapValue, Options, Program, Tables
from beebox.verifier.btf import variables
from beebox.verifier.env import Env, no_fp
from beebox.verifier.objects import compat
from beebox.verifier.subprogs.functions import STATIC
from beebox.verifier.types import (
    FUNC,
    MAP_PTR,
    MAP_VALUE,
    UNKNOWN,
    ZERO_OFFSET,
    Refusal,
    Reg,
    known,
)

_MAX_OFFSET = 1 << 29
"""no offset into a value is as large (BPF_MAX_VAR_OFF)"""
_PAGE = 4096


def load(env: Env, insn: Insn) -> int:
    """``r1 = 5 ll``, ``r1 = map[id:3]``, ``r1 = map[id:3][0]+16`` (check_ld_imm)."""
    no_fp(insn.dst)
    if insn.src == Pseudo.NONE:
        high = env.insns[env.index + 1].imm
        env.regs[insn.dst] = known(high << 32 | insn.imm & 0xFFFFFFFF)
        return env.index + 2
    if insn.src == Pseudo.FUNC:
        env.regs[insn.dst] = _function(env, env.index + 1 + insn.imm)
        return env.index + 2
    if insn.src == Pseudo.BTF_ID:
        env.regs[insn.dst] = variables.address(env, insn)
        return env.index + 2
    of = env.program.maps.get(env.index)
    if of is None:
        raise Refusal(EOPNOTSUPP, "what this address is of is not modelled yet")
    if of.is_value and of.type == MapType.ARENA:
        env.regs[insn.dst] = UNKNOWN
    elif of.is_value:
        env.regs[insn.dst] = Reg(MAP_VALUE, ZERO_OFFSET, of.offset, of=of._replace(offset=0))
    else:
        env.regs[insn.dst] = Reg(MAP_PTR, ZERO_OFFSET, of=of)
    return env.index + 2


def _function(env: Env, target: int) -> Reg:
    """Return the address of a subprogram that BTF says is static."""
    subprog = env.flow.subprog(target)
    if not env.functions.starts:
        raise Refusal(EINVAL, "missing btf func_info")
    if env.functions.linkages[subprog] != STATIC:
        raise Refusal(EINVAL, "callback function not static")
    return Reg(FUNC, ZERO_OFFSET, of=subprog)


def map_check(
    program: Program, row: ProgramType, tables: Tables, options: Options
) -> Callable[[int], None]:
    """Return what checks the references to maps, which it is given in their order."""
    arena = options.may("bpf") and options.may("perfmon")
    user = compat.User(row, program.flags, partial(digest, program.insns), arena)
    before: dict[object, MapValue] = {}

    def check_wide(index: int) -> None:
        of = program.maps.get(index)
        if of is None:
            return
        kind = tables.maps.get(of.type)
        if kind is not None and of.key not in before:
            compat.check(user, kind, of, list(before.values()))
            before[of.key] = of
        _check_map(tables, of)

    return check_wide


def _check_map(tables: Tables, of: MapValue) -> None:
    """Refuse what an ``lddw`` cannot refer to (resolve_pseudo_ldimm64)."""
    kind = tables.maps.get(of.type)
    if kind is None:
        raise Refusal(EOPNOTSUPP, f"maps of type {int(of.type)} are not modelled yet")
    if not of.is_value:
        return
    if of.offset & U32 >= _MAX_OFFSET:
        raise Refusal(EINVAL, f"direct value offset of {of.offset & U32} is not allowed")
    if kind.type == MapType.ARENA:
        if of.offset > of.max_entries * _PAGE:
            raise _beyond(of, ERANGE)
        return
    if not kind.direct:
        raise Refusal(EINVAL, "no direct value access support for this map type")
    if of.max_entries != 1 or not 0 <= of.offset < of.value_size:
        raise _beyond(of, ENOTSUPP if of.max_entries != 1 else EINVAL)


def _beyond(of: MapValue, errno: int) -> Refusal:
    return Refusal(
        errno,
        f"invalid access to map value pointer, value_size={of.value_size} off={of.offset & U32}",
    )
