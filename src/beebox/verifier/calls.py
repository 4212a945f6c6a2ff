"""Calling helpers: who may, with what, and what is known afterwards. No helper is named here.

After Linux 6.18 kernel/bpf/verifier.c: check_helper_call, check_map_func_compatibility,
do_refine_retval_range, acquire_reference, release_reference.
"""

from __future__ import annotations

from collections.abc import Mapping
from errno import EACCES, EINVAL, EOPNOTSUPP

from beebox.abi.enums import AttachType, Func, MapFlag, ProgType
from beebox.errors import ENOTSUPP
from beebox.isa.disasm import helper_name
from beebox.isa.insn import Insn
from beebox.spec.model import ArgKind, Helper, Holds, MapKind, RetKind
from beebox.verifier import args, bounds, callbacks, formats, packet, references, sections, stack
from beebox.verifier.api import MapValue
from beebox.verifier.btf import match
from beebox.verifier.dynptrs import slots
from beebox.verifier.dynptrs import use as dynptrs
from beebox.verifier.env import Env
from beebox.verifier.objects import pointers
from beebox.verifier.objects.fields import LOCKS
from beebox.verifier.types import (
    MAP_VALUE,
    MAYBE_NULL,
    MEM,
    NOT_INIT,
    RINGBUF,
    SCALAR,
    SOCK_COMMON,
    SOCKET,
    TCP_SOCK,
    UNINIT,
    UNKNOWN,
    ZERO_OFFSET,
    Refusal,
    Reg,
    is_const,
    scalar,
    type_text,
)

_POINTERS = {
    RetKind.MEM: MEM,
    RetKind.SOCKET: SOCKET,
    RetKind.SOCK_COMMON: SOCK_COMMON,
    RetKind.TCP_SOCK: TCP_SOCK,
}
MANY = object()
"""in `Env.calls`: the call gets one map on one path and another on another"""
_MAX_ERRNO = 4095
_FUNCTIONS = (AttachType.TRACE_FENTRY, AttachType.TRACE_FEXIT, AttachType.MODIFY_RETURN)
"""attachments to a function"""


def call_helper(env: Env, insn: Insn) -> int:
    """``call bpf_map_lookup_elem#1``."""
    row = _find(env, insn)
    call = args.Call(row)
    for number in range(1, len(row.args) + 1):
        args.check(env, call, number)
    if row.writes_map and call.map is not None and call.map.flags & MapFlag.RDONLY_PROG:
        raise Refusal(EACCES, "write into map forbidden")
    if row.tail_call:
        _check_tail_call(env, row, call.map)
    for reg, off, size in call.written:
        stack.mark_written(env, reg, off, size)
    if call.release:
        _release(env, call)
    if row.sets_result and _no_result(env):
        raise Refusal(
            EINVAL,
            "BPF_LSM_CGROUP that attach to void LSM hooks can't modify return value!",
        )
    if row.zero and not args.is_null(env.regs[row.zero]):
        raise Refusal(EINVAL, f"{row.func.name}() doesn't support non-zero flags")
    if row.tail_call:
        references.check_held(env, "tail_call")
    changes_packet = row.changes_packet or _effect(env, call)
    env.regs[:6] = [UNINIT] * 6
    env.log.regs |= 0x3F
    env.regs[0] = result = _result(env, call)
    if call.map is not None:
        _check_map(env, row, call.map)
        _note_map(env, call.map)
    if row.traced:
        _check_traced(env, insn)
    number = result.type in (SCALAR, NOT_INIT)
    (env.number_loads if number else env.pointer_loads).add(env.index)
    if changes_packet:
        packet.forget(env)
    return env.index + 1


def _name(insn: Insn) -> str:
    return f"{helper_name(insn.imm)}#{insn.imm}"


def _find(env: Env, insn: Insn) -> Helper:
    """Return the row of a helper that this program may call."""
    row: Helper | None = env.tables.helpers.get(insn.imm)  # type: ignore[call-overload]  # any number
    if row is None and insn.imm != Func.unspec:
        raise Refusal(EINVAL, f"invalid func {_name(insn)}")
    kind, attach = env.program.type, env.program.attach_type
    if row is None or not env.serves(row):
        raise Refusal(EINVAL, f"program of this type cannot use helper {_name(insn)}")
    if row.gpl and not env.program.gpl:
        raise Refusal(EINVAL, "cannot call GPL-restricted function from non-GPL compatible program")
    function = env.attach.name if env.attach is not None else ""
    if not row.allows(kind, attach, function):
        raise Refusal(EINVAL, "helper call is not allowed in probe")
    if row.sleepable:
        sections.check_sleeping_helper(env, _name(insn))
    effect = row.unmodelled or ("callbacks" if row.callback and not row.gives else "")
    if effect:
        raise Refusal(EOPNOTSUPP, f"helper {_name(insn)}: {effect} are not modelled yet")
    return row


def _effect(env: Env, call: args.Call) -> bool:
    """Do what sets this call apart; tell whether it changes the packet."""
    row, first = call.helper, env.regs[1]
    if row.callback:
        callbacks.push(env, row, call.map)
    if row.formats:
        formats.check(env, row.formats, len(row.args))
    if row.from_map and first.type != MAP_VALUE:
        raise Refusal(EACCES, f"Unsupported reg type {type_text(first.type)} for {row.name} data")
    if call.dynptr is None or not row.writes_dynptr:
        return False
    return slots.kind_of(call.dynptr) in (slots.SKB, slots.SKB_META)


def _check_traced(env: Env, insn: Insn) -> None:
    """Refuse a question about the traced function where there is none (check_get_func_ip)."""
    kind = env.program.type
    if kind == ProgType.TRACING and env.program.attach_type not in _FUNCTIONS:
        what = "supported only for fentry/fexit/fmod_ret programs"
    elif kind in (ProgType.TRACING, ProgType.KPROBE):
        return
    else:
        what = f"not supported for program type {int(kind)}"
    raise Refusal(ENOTSUPP, f"func {_name(insn)} {what}")


def _check_map(env: Env, row: Helper, of: MapValue) -> None:
    """Refuse maps that the helper does not take (check_map_func_compatibility)."""
    kind = env.tables.maps.get(of.type)
    if row.writes_map and (of.flags & MapFlag.RDONLY_PROG or _read_only(kind)):
        raise Refusal(EACCES, "write into map forbidden")
    fits = kind is not None and (kind.helpers is None or row.func in kind.helpers)
    if row.maps is not None:
        fits = fits and of.type in row.maps
    problem = f"cannot pass map_type {int(of.type)} into func {row.name}#{int(row.func)}"
    if not fits or kind is None:
        if kind is not None and kind.changed_by and row.writes_map:
            problem = f"cannot update sockmap in this context\n{problem}"
        raise Refusal(EINVAL, problem)
    if row.func in kind.changed_by and not _may_change(env, kind.changed_by[row.func]):
        raise Refusal(EINVAL, f"cannot update sockmap in this context\n{problem}")


def _read_only(kind: MapKind | None) -> bool:
    return kind is not None and kind.holds is Holds.READ_ONLY


def _no_result(env: Env) -> bool:
    """Tell whether the program attaches to a hook that returns nothing."""
    proto = env.attach.proto if env.attach is not None else None
    return env.program.type == ProgType.LSM and proto is not None and not proto.type


def _may_change(env: Env, by: Mapping[ProgType, frozenset[AttachType] | None]) -> bool:
    """Tell whether programs such as this one may change the map (may_update_sockmap)."""
    if env.program.type not in by:
        return False
    attach = by[env.program.type]
    return attach is None or env.program.attach_type in attach


def _note_map(env: Env, of: MapValue) -> None:
    before = env.calls.setdefault(env.index, of.key)
    if before is not of.key and before != of.key:
        env.calls[env.index] = MANY
    if of.masked:
        env.marks.masked.add(env.index)


def check_masked(env: Env) -> None:
    """Refuse tail calls by more than one array if their numbers must be masked (do_misc_fixups)."""
    for index in sorted(env.marks.masked):
        row = env.helper(env.insns[index].imm)
        if row is not None and row.tail_call and env.calls[index] is MANY:
            raise Refusal(EINVAL, "tail_call abusing map_ptr")


def _check_tail_call(env: Env, row: Helper, of: MapValue | None) -> None:
    """Refuse what cannot be gone on in (record_func_key, check_resource_leak)."""
    if row.maps is not None and (of is None or of.type not in row.maps):
        raise Refusal(EINVAL, "expected prog array map for tail call")
    index = env.regs[len(row.args)]
    if of is not None and is_const(index) and index.bounds.value < of.max_entries:
        env.decide(1 << len(row.args))


def _release(env: Env, call: args.Call) -> None:
    """Give the reference among the arguments up: no pointer to it is left."""
    if call.helper.args[call.release - 1].kind is ArgKind.DYNPTR:
        dynptrs.release(env, env.regs[call.release])
    elif call.ref and not (
        pointers.give(env, call.ref) if call.field else references.release(env, call.ref)
    ):
        func = call.helper.func
        raise Refusal(
            EINVAL, f"func bpf_{func.name}#{int(func)} reference has not been acquired before"
        )


def _result(env: Env, call: args.Call) -> Reg:
    """Return what the helper leaves in r0."""
    ret = call.helper.ret
    if ret.kind is RetKind.INTEGER:
        return _number(env, call)
    if ret.kind is RetKind.VOID:
        return UNINIT
    if ret.kind is RetKind.MAP_VALUE:
        return _value(env, call)
    base, of = _POINTERS.get(ret.kind), None
    if call.field is not None:
        base, of = pointers.taken(call.field)
    elif ret.kind in (RetKind.BTF_ID, RetKind.MEM_OR_BTF_ID):
        return _struct(env, call)
    if base is None:
        name, what = call.helper.name, ret.kind.name
        raise Refusal(EOPNOTSUPP, f"{name}: results of kind {what} are not modelled yet")
    kind = base | (RINGBUF if ret.ringbuf else 0) | (MAYBE_NULL if ret.nullable else 0)
    size = call.size & 0xFFFFFFFF if base == MEM else 0
    ident = env.fresh_id() if ret.nullable else 0
    made = Reg(kind, ZERO_OFFSET, 0, ident, call.ref if call.helper.casts else 0, of, size)
    if call.helper.slices and call.dynptr is not None:
        return made._replace(ref=call.dynptr.ref, uid=call.dynptr.id)
    return _acquired(env, made) if call.helper.acquires else made


def _struct(env: Env, call: args.Call) -> Reg:
    ret = call.helper.ret
    if ret.kind is RetKind.BTF_ID and not ret.struct:
        raise Refusal(EOPNOTSUPP, f"{call.helper.name}: its result is not modelled yet")
    made = match.result(env, ret, call.variable, own=call.own)
    return made._replace(ref=call.ref) if call.helper.casts else made


def _number(env: Env, call: args.Call) -> Reg:
    ret = call.helper.ret
    if ret.errno_or_size:
        return scalar(_errno_or(call.size_max))
    if ret.cpu and env.options.cpus:
        return scalar(bounds.unsigned_range(0, env.options.cpus - 1))
    return UNKNOWN


def _errno_or(size: int) -> bounds.Bounds:
    """Return the numbers from -MAX_ERRNO to *size*, at both widths."""
    return bounds.sync(
        bounds.UNKNOWN._replace(smin=-_MAX_ERRNO, smax=size, s32min=-_MAX_ERRNO, s32max=size)
    )


def _value(env: Env, call: args.Call) -> Reg:
    of = call.map
    assert of is not None
    nullable = call.helper.ret.nullable
    if call.helper.constant_key and env.tables.maps[of.type].always_there:
        nullable = nullable and not (call.key is not None and 0 <= call.key < of.max_entries)
    kind = MAP_VALUE | (MAYBE_NULL if nullable else 0)
    plain = of._replace(offset=0, is_value=True)
    holds = env.tables.maps[of.type].holds
    if holds is Holds.MAPS and of.inner is None:
        raise Refusal(EOPNOTSUPP, f"what maps are in map '{of.name}' is not known")
    if holds is Holds.READ_ONLY:
        plain = plain._replace(flags=plain.flags | MapFlag.RDONLY_PROG)
    ident = env.fresh_id() if nullable or of.record.mask & LOCKS else 0
    reg = Reg(kind, ZERO_OFFSET, 0, ident, 0, plain, uid=call.map_uid)
    acquires = holds is Holds.SOCKETS and call.helper.constant_key
    return _acquired(env, reg) if acquires else reg


def _acquired(env: Env, reg: Reg) -> Reg:
    """Return a pointer as a new reference."""
    ident = references.acquire(env)
    return reg._replace(id=ident, ref=ident)
