"""Loads, stores and atomics, by the type of the pointer.

After Linux 6.18 kernel/bpf/verifier.c: check_mem_access, check_mem_region_access,
check_ptr_alignment, check_atomic, and the is_valid_access of program types by their rows.
"""

from __future__ import annotations

from errno import EACCES, EINVAL, EOPNOTSUPP
from typing import NoReturn

from beebox.abi.enums import MapFlag
from beebox.errors import ENOTSUPP
from beebox.isa.insn import Insn
from beebox.isa.opcodes import BYTES, CLASS, FETCH, FRAME, MODE, SIZE, AtomicOp, Class, Mode
from beebox.spec.model import CtxField, FieldKind
from beebox.verifier import arena, bounds, buffer, casts, packet, sockets, stack
from beebox.verifier.api import MapValue
from beebox.verifier.btf import arguments, members
from beebox.verifier.env import Env, no_fp
from beebox.verifier.fields import find
from beebox.verifier.objects import access, pointers
from beebox.verifier.types import (
    ARENA,
    BASE,
    BTF_ID,
    BUF,
    CTX,
    FLOW_KEYS,
    MAP_KEY,
    MAP_PTR,
    MAP_VALUE,
    MAYBE_NULL,
    MEM,
    PACKET,
    PACKET_END,
    PACKET_META,
    RDONLY,
    SCALAR,
    SOCK_COMMON,
    SOCKET,
    STACK,
    TCP_SOCK,
    TRUSTED,
    UNKNOWN,
    UNTRUSTED,
    XDP_SOCK,
    ZERO_OFFSET,
    Refusal,
    Reg,
    TypeRef,
    known,
    scalar,
    type_text,
)

_PACKET_FIELDS = {
    FieldKind.PACKET: PACKET,
    FieldKind.PACKET_META: PACKET_META,
    FieldKind.PACKET_END: PACKET_END,
}
_DESCRIPTIONS = {
    FLOW_KEYS: "flow keys ",
    MAP_KEY: "key ",
    MAP_VALUE: "value ",
    CTX: "context ",
    STACK: "stack ",
    SOCKET: "sock ",
    SOCK_COMMON: "sock_common ",
    TCP_SOCK: "tcp_sock ",
    XDP_SOCK: "xdp_sock ",
}
_ALL_SIZES = 8
_PARTICULAR = sockets.SOCKETS | {CTX, BTF_ID, ARENA}
"""pointers whose accesses may be rewritten (reg_type_mismatch_ok)"""
_PROBED = (MEM, BTF_ID)
_UNTRUSTED_MEMORY = RDONLY | UNTRUSTED
"""loads through it are probed, wherever they go"""


class Load:
    """``r1 = *(u32 *)(r2 + 4)``, or sign-extended, taken apart once."""

    __slots__ = ("atomic", "dst", "off", "signed", "size", "src")

    def __init__(self, insn: Insn) -> None:
        self.dst, self.src, self.off = insn.dst, insn.src, insn.off
        self.size = BYTES[insn.code & SIZE]
        self.signed = insn.code & MODE == Mode.MEMSX
        self.atomic = insn.code & MODE == Mode.ATOMIC

    def walk(self, env: Env, _: Insn) -> int:
        """Load a register."""
        reg = env.read(self.src)
        if self.dst == FRAME:
            no_fp(FRAME)
        value = access_read(
            env, self.src, reg, self.off, self.size, signed=self.signed, strict=self.atomic
        )
        if env.pointer_types.get(env.index) != reg.type:
            _same_pointer(env, reg.type, trust=not self.atomic)
        (env.number_loads if value.type == SCALAR else env.pointer_loads).add(env.index)
        env.regs[self.dst] = value
        return env.index + 1


class Store:
    """``*(u32 *)(r1 + 4) = r2`` and ``*(u32 *)(r1 + 4) = 5``, taken apart once."""

    __slots__ = ("atomic", "dst", "imm", "off", "size", "src")

    def __init__(self, insn: Insn) -> None:
        self.dst, self.off = insn.dst, insn.off
        is_number = insn.code & CLASS == Class.ST
        self.src = None if is_number else insn.src
        self.imm = insn.imm if is_number else None
        self.size = BYTES[insn.code & SIZE]
        self.atomic = insn.code & MODE == Mode.ATOMIC

    def walk(self, env: Env, _: Insn) -> int:
        """Store a register or a number."""
        if self.src is not None:
            env.read(self.src)
        reg = env.read(self.dst)
        access_write(
            env, self.dst, reg, self.off, self.size, self.src, self.imm, strict=self.atomic
        )
        if env.pointer_types.get(env.index) != reg.type:
            _same_pointer(env, reg.type)
        return env.index + 1


def atomic(env: Env, insn: Insn) -> int:
    """``lock *(u64 *)(r1 + 0) += r2`` and its kin (check_atomic)."""
    if insn.imm == AtomicOp.LOAD_ACQ:
        through = env.read(insn.src)
        following = Load(insn).walk(env, insn)
        _may_be_atomic(env, insn.src, "loads from")  # what the load has left there, as in Linux
        if through.type in sockets.SOCKETS or (through.type == CTX and not env.row.direct):
            # nothing is converted for such a load: it would give what the kernel keeps there
            _check_atomic(insn.src, through, "loads from")
        return following
    if insn.imm == AtomicOp.STORE_REL:
        env.read(insn.src)
        env.read(insn.dst)
        following = Store(insn).walk(env, insn)
        _may_be_atomic(env, insn.dst, "stores into")
        return following
    size = BYTES[insn.code & SIZE]
    env.read(insn.src)
    env.read(insn.dst)
    if insn.imm == AtomicOp.CMPXCHG:
        env.read(0)
    _may_be_atomic(env, insn.dst, "stores into", insn)
    target = 0 if insn.imm == AtomicOp.CMPXCHG else insn.src if insn.imm & FETCH else None
    if target is not None:
        no_fp(target)
        env.regs[target] = UNKNOWN
    reg = env.regs[insn.dst]
    if reg.type == STACK:
        check_alignment(env, reg, insn.off, size, strict=True)
        stack.check_number(env, insn.dst, reg, insn.off + reg.off, size)
    value = access_read(env, insn.dst, reg, insn.off, size, strict=True)
    if target is not None:
        env.regs[target] = value
    access_write(env, insn.dst, env.regs[insn.dst], insn.off, size, None, strict=True)
    return env.index + 1


def _may_be_atomic(env: Env, number: int, what: str, insn: Insn | None = None) -> None:
    _check_atomic(number, env.read(number), what, insn)


def _check_atomic(number: int, reg: Reg, what: str, insn: Insn | None = None) -> None:
    """Refuse pointers that atomics may not go through (atomic_ptr_type_ok)."""
    kind = reg.type
    if kind == ARENA:
        refused = insn is not None and not arena.may_be_atomic(insn)
    else:
        refused = kind in (CTX, FLOW_KEYS) or kind in packet.POINTERS or kind in sockets.SOCKETS
    if refused:
        raise Refusal(EACCES, f"BPF_ATOMIC {what} R{number} {type_text(reg.type)} is not allowed")


def _same_pointer(env: Env, kind: int, *, trust: bool = False) -> None:
    """Refuse an instruction that goes through different pointers (save_aux_ptr_type).

    With *trust* one may be trusted and another one not.
    """
    before = env.pointer_types.setdefault(env.index, kind)
    if before == kind:
        return
    if _PARTICULAR.isdisjoint((before & BASE, kind & BASE)):
        if foreign(kind):
            env.pointer_types[env.index] = kind
        return
    if not (trust and before & BASE in _PROBED and kind & BASE in _PROBED):
        raise Refusal(EINVAL, "same insn cannot be used with different pointers")
    base = MEM if MEM in (before & BASE, kind & BASE) else BTF_ID
    env.pointer_types[env.index] = base | (before | kind) & (UNTRUSTED | RDONLY)


def foreign(kind: int) -> bool:
    """Tell whether what a pointer of this type points to is the kernel's own, or anything."""
    return kind & BASE in (BTF_ID, MAP_PTR) or bool(kind & UNTRUSTED)


def access_read(
    env: Env,
    number: int,
    reg: Reg,
    off: int,
    size: int,
    *,
    signed: bool = False,
    strict: bool = False,
) -> Reg:
    """Return what a load through *reg* (register *number*) gives."""
    check_alignment(env, reg, off, size, strict=strict)
    off += reg.off
    kind = reg.type
    if kind == STACK:
        value = stack.read(env, number, reg, off, size)
    elif kind == MAP_VALUE:
        _check_map(reg, off, size, write=False)
        check_region(number, reg, off, size)
        value = _from_map(env, reg, off, size)
    elif kind in packet.POINTERS:
        packet.check_access(number, reg, off, size)
        value = UNKNOWN
    elif kind == CTX:
        value = _read_ctx(env, number, reg, off, size, signed=signed)
    elif (kind & BASE == MEM and not kind & MAYBE_NULL) or kind == MAP_KEY:
        if kind & _UNTRUSTED_MEMORY != _UNTRUSTED_MEMORY:
            check_region(number, reg, off, size)
        value = UNKNOWN
    elif kind in sockets.KINDS:
        sockets.check_access(number, reg, off, size, write=False)
        value = UNKNOWN
    else:
        value = _read_typed(env, number, reg, off, size)
    if size == _ALL_SIZES or value.type != SCALAR:
        return value
    if signed:
        made = casts.sign_extend(value.bounds, size, is64=True)
        keeps = not value.bounds.umax >> 8 * size - 1
        return scalar(made, value.id, value.off) if keeps else scalar(made)
    if value is UNKNOWN:
        return _LOADED[size]
    return scalar(casts.truncate(value.bounds, size), value.id, value.off)


def _read_typed(env: Env, number: int, reg: Reg, off: int, size: int) -> Reg:
    """Return what a load gives that goes to a struct of a known type, or to a buffer."""
    kind = reg.type
    if kind & BASE == BTF_ID and not kind & MAYBE_NULL:
        return members.read(env, number, reg, off, size)
    if kind == MAP_PTR:
        return members.read_map(env, number, reg, off, size)
    if kind == ARENA:
        return UNKNOWN
    if kind & BASE != BUF or kind & MAYBE_NULL:
        raise Refusal(EACCES, f"R{number} invalid mem access '{type_text(kind)}'")
    buffer.check(number, reg, off, size)
    return UNKNOWN


_LOADED = {size: Reg(SCALAR, bounds.unsigned_range(0, (1 << 8 * size) - 1)) for size in (1, 2, 4)}


def access_write(
    env: Env,
    number: int,
    reg: Reg,
    off: int,
    size: int,
    source: int | None,
    imm: int | None = None,
    *,
    strict: bool = False,
) -> None:
    """Check a store through *reg* and do it, if it goes to the stack."""
    check_alignment(env, reg, off, size, strict=strict)
    off += reg.off
    kind = reg.type
    if kind == STACK:
        stack.write(env, number, reg, off, size, source, imm)
    elif kind == MAP_VALUE:
        _check_map(reg, off, size, write=True)
        check_region(number, reg, off, size)
        if (record := access.record_of(reg)).fields:
            access.check(reg, record, off, size, direct=True)
            pointers.store(env, reg, record, off, source, imm)
    elif kind == MAP_KEY:
        raise Refusal(EACCES, f"write to change key R{number} not allowed")
    elif kind in packet.POINTERS:
        packet.check_write(env)
        packet.check_access(number, reg, off, size)
    elif kind == CTX:
        check_fixed(number, reg)
        if env.attach is not None:
            arguments.check_write(env, off, size)
        _check_ctx(env, off, size, write=True)
    elif kind & BASE == MEM and not kind & MAYBE_NULL:
        if kind & RDONLY:
            raise Refusal(EACCES, f"R{number} cannot write into {type_text(kind)}")
        check_region(number, reg, off, size)
    elif kind in sockets.KINDS:
        sockets.check_access(number, reg, off, size, write=True)
    else:
        _write_typed(env, number, reg, off, size)


def _write_typed(env: Env, number: int, reg: Reg, off: int, size: int) -> None:
    kind = reg.type
    if kind & BASE == BTF_ID and not kind & MAYBE_NULL:
        members.write(env, number, reg, off, size)
    elif kind == MAP_PTR:
        members.write_map(env, number, reg, off)
    elif kind & BASE == BUF and not kind & MAYBE_NULL:
        buffer.check(number, reg, off, size, write=True)
    elif kind != ARENA:
        raise Refusal(EACCES, f"R{number} invalid mem access '{type_text(kind)}'")


def check_alignment(env: Env, reg: Reg, off: int, size: int, *, strict: bool) -> None:
    """Refuse an access that is not aligned where it must be (check_ptr_alignment)."""
    if size == 1 or not (strict or reg.type == STACK or env.strict):
        return
    if reg.type == ARENA:
        return
    if reg.type in packet.POINTERS:
        packet.check_alignment(reg, off, size)
        return
    var = reg.bounds
    if (reg.off + off + var.value | var.mask) & (size - 1):
        _misaligned(reg, off, size)


def _misaligned(reg: Reg, off: int, size: int) -> NoReturn:
    """Refuse an access for its alignment."""
    var = reg.bounds
    what = _DESCRIPTIONS.get(reg.type, "")
    where = f"{var.bits if var.mask else var.value}+{reg.off}+{off}"
    raise Refusal(EACCES, f"misaligned {what}access off {where} size {size}")


def _check_map(reg: Reg, off: int, size: int, *, write: bool) -> None:
    """Hold an access against the map's own flags (check_map_access_type)."""
    of = reg.of
    assert isinstance(of, MapValue)
    if not of.flags & (MapFlag.RDONLY_PROG | MapFlag.WRONLY_PROG):
        return
    what = f"value_size={of.value_size} off={off} size={size}"
    if write and of.flags & MapFlag.RDONLY_PROG:
        raise Refusal(EACCES, f"write into map forbidden, {what}")
    if not write and of.flags & MapFlag.WRONLY_PROG:
        raise Refusal(EACCES, f"read from map forbidden, {what}")


def region_size(reg: Reg) -> int:
    """Return how many bytes there are behind a pointer to a map's value or key, or to memory."""
    of = reg.of
    if isinstance(of, MapValue):
        return of.key_size if reg.type & BASE == MAP_KEY else of.value_size
    return reg.size


def check_region(number: int, reg: Reg, off: int, size: int, *, zero_ok: bool = False) -> None:
    """Check that all of an access is inside the memory (check_mem_region_access).

    *off* has the pointer's fixed offset in it.
    """
    var = reg.bounds
    whole = region_size(reg)
    if not var.smin and not var.umax:
        if (problem := _outside(reg, off, size, whole, zero_ok=zero_ok)) is not None:
            problem += f"\nR{number} min value is outside of the allowed memory range"
            raise Refusal(EACCES, problem)
        return
    low = off + var.smin
    if var.smin < 0 and (not -(1 << 31) <= low < 1 << 31 or low < 0):
        raise Refusal(
            EACCES,
            f"R{number} min value is negative, either use unsigned index or do a if (index >=0) "
            "check.",
        )
    if (problem := _outside(reg, low, size, whole, zero_ok=zero_ok)) is not None:
        raise Refusal(
            EACCES, f"{problem}\nR{number} min value is outside of the allowed memory range"
        )
    if var.umax >= stack.MAX_OFFSET:
        raise Refusal(
            EACCES,
            f"R{number} unbounded memory access, make sure to bounds check any such access",
        )
    if (problem := _outside(reg, off + var.umax, size, whole, zero_ok=zero_ok)) is not None:
        raise Refusal(
            EACCES, f"{problem}\nR{number} max value is outside of the allowed memory range"
        )


def _outside(reg: Reg, off: int, size: int, whole: int, *, zero_ok: bool) -> str | None:
    if off >= 0 and (size > 0 or (size == 0 and zero_ok)) and off + size <= whole:
        return None
    kind = reg.type  # one that may be null is but memory here
    if kind == MAP_VALUE:
        return f"invalid access to map value, value_size={whole} off={off} size={size}"
    if kind == MAP_KEY:
        return f"invalid access to map key, key_size={whole} off={off} size={size}"
    return f"invalid access to memory, mem_size={whole} off={off} size={size}"


def _from_map(env: Env, reg: Reg, off: int, size: int) -> Reg:
    """Return a pointer that is kept there, the number at a known place of a frozen map, or any."""
    of = reg.of
    assert isinstance(of, MapValue)
    if of.record.fields:
        access.check(reg, of.record, off, size, direct=True)
        return pointers.load(env, reg, of.record, off)
    if not of.constant or reg.bounds.mask or not env.tables.maps[of.type].direct:
        return UNKNOWN
    if of.contents is None:  # there are several values: Linux looks up none
        raise Refusal(ENOTSUPP, "")
    start = off + reg.bounds.smin
    return known(int.from_bytes(of.contents[start : start + size], "little"))


def check_fixed(number: int, reg: Reg, *, moved: bool = False) -> None:
    """Refuse a pointer that was moved, or by an unknown distance (__check_ptr_off_reg)."""
    name = type_text(reg.type)
    if reg.off < 0:
        raise Refusal(EACCES, f"negative offset {name} ptr R{number} off={reg.off} disallowed")
    if reg.off and not moved:
        raise Refusal(
            EACCES, f"dereference of modified {name} ptr R{number} off={reg.off} disallowed"
        )
    if reg.bounds.mask or reg.bounds.value:
        raise Refusal(EACCES, f"variable {name} access var_off={reg.bounds.bits} disallowed")


def _read_ctx(env: Env, number: int, reg: Reg, off: int, size: int, *, signed: bool) -> Reg:
    check_fixed(number, reg)
    if env.attach is not None:
        env.max_ctx_offset = max(env.max_ctx_offset, off + size)
        return arguments.read(env, env.attach, off, size)
    field = _check_ctx(env, off, size, signed=signed)
    if field.kind is FieldKind.SCALAR:
        return UNKNOWN
    if field.kind is FieldKind.TRUSTED:
        return _kernel_struct(env, field)
    kind = _PACKET_FIELDS.get(field.kind) or sockets.FROM_FIELD.get(field.kind)
    if kind is None:
        raise Refusal(EINVAL, f"the context's {field.name} is a pointer that is not modelled yet")
    return Reg(kind, ZERO_OFFSET, 0, env.fresh_id() if kind & MAYBE_NULL else 0)


def check_context(env: Env, number: int, reg: Reg, size: int, *, write: bool) -> None:
    """Let a function at the first *size* bytes of a context that programs are given as it is."""
    check_fixed(number, reg)
    if env.attach is not None and write:
        arguments.check_write(env, size - 1, 1)
    elif env.attach is not None:
        arguments.read(env, env.attach, size - 1, 1)
    else:
        _check_ctx(env, size - 1, 1, write=write)


def _kernel_struct(env: Env, field: CtxField) -> Reg:
    btf = env.tables.vmlinux()
    found = None if btf is None else btf.find(field.struct)
    if btf is None or found is None:
        raise Refusal(EOPNOTSUPP, f"the context's {field.name} needs the kernel's types")
    return Reg(BTF_ID | TRUSTED, ZERO_OFFSET, of=TypeRef(btf, found))


def _check_ctx(
    env: Env, off: int, size: int, *, write: bool = False, signed: bool = False
) -> CtxField:
    """Return the field that an access of the context goes to."""
    field = find(env.row.fields, off, size, write=write)
    if field is not None and _allowed(env, field, write=write, signed=signed):
        env.max_ctx_offset = max(env.max_ctx_offset, off + size)
        return field
    env.log.source(env.index)
    raise Refusal(EACCES, f"invalid bpf_context access off={off} size={size}")


def _allowed(env: Env, field: CtxField, *, write: bool, signed: bool) -> bool:
    if signed and field.kind in _PACKET_FIELDS:
        return False
    attached = env.program.attach_type
    if write and field.writers is not None and attached not in field.writers:
        return False
    if field.needs and not env.bpf and (write or not field.needs_to_write):
        return False
    return field.attach is None or attached in field.attach
