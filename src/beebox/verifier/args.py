"""The arguments of a helper, held against its row.

After Linux 6.18 kernel/bpf/verifier.c: check_func_arg, check_reg_type, check_mem_size_reg,
check_helper_mem_access.
"""

from __future__ import annotations

from collections.abc import Callable
from errno import EACCES, EFAULT, EINVAL, EOPNOTSUPP

from beebox.abi.enums import MapFlag
from beebox.errors import ENOTSUPP
from beebox.spec.model import Arg, ArgKind, Helper, Holds
from beebox.verifier import buffer, memory, packet, stack
from beebox.verifier.api import MapValue
from beebox.verifier.btf import match, members
from beebox.verifier.dynptrs import use as dynptrs
from beebox.verifier.env import Env
from beebox.verifier.objects import access as objects
from beebox.verifier.objects import locks, pointers, timers
from beebox.verifier.objects.fields import TIMER, Field
from beebox.verifier.types import (
    ALLOC,
    BASE,
    BTF_ID,
    BUF,
    CTX,
    DYNPTR,
    DYNPTR_KINDS,
    FUNC,
    MAP_KEY,
    MAP_PTR,
    MAP_VALUE,
    MAYBE_NULL,
    MEM,
    NON_OWN_REF,
    PACKET,
    PACKET_META,
    PERCPU,
    RCU,
    RDONLY,
    RINGBUF,
    SCALAR,
    SOCK_COMMON,
    SOCKET,
    STACK,
    TCP_SOCK,
    TRUSTED,
    XDP_SOCK,
    Refusal,
    Reg,
    TypeRef,
    type_text,
)

_MEMORY = (
    *(STACK, PACKET, PACKET_META, MAP_KEY, MAP_VALUE, MEM, MEM | RINGBUF, BUF),
    BTF_ID | TRUSTED,
)
_MEMORY_TEXT = "fp, pkt, pkt_meta, map_key, map_value, mem, ringbuf_mem, buf, trusted_ptr_"
_SOCKETS = (SOCK_COMMON, SOCKET, TCP_SOCK, XDP_SOCK)
_SOCKETS_TEXT = "sock_common, sock, tcp_sock, xdp_sock"
_UNMOVED = (CTX, MAP_PTR, FUNC, DYNPTR, *_SOCKETS)
"""types that are arguments only where they point"""
_MAX_SIZE = 1 << 29
"""BPF_MAX_VAR_SIZ"""


class Call:
    """What the arguments of one call have said so far (struct bpf_call_arg_meta)."""

    __slots__ = (
        "dynptr",
        "field",
        "helper",
        "key",
        "map",
        "map_uid",
        "own",
        "raw",
        "ref",
        "release",
        "size",
        "size_max",
        "variable",
        "written",
    )

    def __init__(self, helper: Helper) -> None:
        self.helper = helper
        self.dynptr: Reg | None = None
        """the dynptr among the arguments"""
        self.map: MapValue | None = None
        self.map_uid = 0
        """of a map that was looked up in a map: which one it is"""
        self.field: Field | None = None
        """the pointer in a value that is exchanged"""
        self.key: int | None = None
        """the constant key of an array"""
        self.ref = 0
        """the reference among the arguments"""
        self.release = 0
        """the register that gives its reference up"""
        self.raw = False
        """the memory argument before this one need not be initialised"""
        self.size = 0
        """the constant that an ALLOC_SIZE argument is"""
        self.size_max = 0
        """the most that the last SIZE argument can be"""
        self.variable: TypeRef | None = None
        """the kernel's variable that is asked for"""
        self.own = False
        """it is an object of the program, of which every CPU has a part"""
        self.written: list[tuple[Reg, int, int]] = []
        """stack that the helper fills: pointer, offset, size"""


def check(env: Env, call: Call, number: int) -> None:
    """Check argument register *number* (1 to 5)."""
    arg = call.helper.args[number - 1]
    reg = env.read(number)
    if arg.kind is ArgKind.ANYTHING:
        _check_leak(env, number, reg)
        return
    if reg.type in packet.POINTERS and not _takes_packets(env, call.helper):
        raise Refusal(EACCES, "helper access to the packet is not allowed")
    if arg.kind is ArgKind.MAP_VALUE:
        arg = _value_of(env, call, arg)
    rule = _RULES.get(arg.kind)
    if rule is None:
        name, kind = call.helper.name, arg.kind.name
        raise Refusal(EOPNOTSUPP, f"{name}: arguments of kind {kind} are not modelled yet")
    if not (arg.nullable and is_null(reg)):
        _check_type(number, reg, arg)
        if arg.kind is ArgKind.KPTR_XCHG_SOURCE and call.field is not None:
            pointers.check_source(env, call.field, number, reg)
        elif reg.type & BASE == BTF_ID:
            match.check(env, call.helper, number, reg, arg)
        _check_offset(number, reg, arg)
    if arg.release:
        if arg.kind is ArgKind.DYNPTR:
            dynptrs.check_release(env, number, reg)
        elif not reg.ref and not is_null(reg):
            raise Refusal(EINVAL, f"R{number} must be referenced when passed to release function")
        call.release = number
    if reg.ref and arg.kind is not ArgKind.KPTR_XCHG_DEST:
        if call.ref:
            raise Refusal(
                EACCES, f"more than one arg with ref_obj_id R{number} {reg.ref} {call.ref}"
            )
        call.ref = reg.ref
    rule(env, call, number, reg, arg)


def _takes_packets(env: Env, helper: Helper) -> bool:
    """Tell whether the packet may be an argument (may_access_direct_pkt_data)."""
    return env.row.packet and (helper.packet_access or env.row.packet_passes)


def _check_leak(env: Env, number: int, reg: Reg) -> None:
    """Refuse to hand on an address where a number will do."""
    if reg.type != SCALAR and not env.perfmon:
        raise Refusal(EACCES, f"R{number} leaks addr into helper function")


def _value_of(env: Env, call: Call, arg: Arg) -> Arg:
    """Return what stands for a value of the map: of some a socket (resolve_map_arg_type)."""
    holds = env.tables.maps[_the_map(call).type].holds
    if holds is Holds.SET:
        return Arg(ArgKind.MAP_VALUE)
    if holds is not Holds.SOCKETS:
        return arg
    if arg != Arg(ArgKind.MAP_VALUE):
        raise Refusal(EINVAL, "invalid arg_type for sockmap/sockhash")
    return Arg(ArgKind.BTF_ID_SOCK_COMMON)


def is_null(reg: Reg) -> bool:
    """Tell whether it is the number 0 (register_is_null)."""
    return reg.type == SCALAR and not reg.bounds.mask and not reg.bounds.value


_COMPATIBLE: dict[ArgKind, tuple[tuple[int, ...], str]] = {
    ArgKind.CTX: ((CTX,), "ctx"),
    ArgKind.MAP: ((MAP_PTR,), "map_ptr"),
    ArgKind.MAP_KEY: (_MEMORY, _MEMORY_TEXT),
    ArgKind.MAP_VALUE: (_MEMORY, _MEMORY_TEXT),
    ArgKind.MEM: (_MEMORY, _MEMORY_TEXT),
    ArgKind.SIZE: ((SCALAR,), "scalar"),
    ArgKind.ALLOC_SIZE: ((SCALAR,), "scalar"),
    ArgKind.RINGBUF_MEM: ((MEM | RINGBUF,), "ringbuf_mem"),
    ArgKind.CONST_STR: ((MAP_VALUE,), "map_value"),
    ArgKind.STACK: ((STACK,), "fp"),
    ArgKind.FUNC: ((FUNC,), "func"),
    ArgKind.SOCKET: ((SOCKET,), "sock"),
    ArgKind.SOCK_COMMON: (_SOCKETS, _SOCKETS_TEXT),
    ArgKind.BTF_ID: (match.STRUCTS, "ptr_, trusted_ptr_, rcu_ptr_"),
    ArgKind.PERCPU_BTF_ID: (
        match.PERCPU_STRUCTS,
        "percpu_ptr_, percpu_rcu_ptr_, percpu_trusted_ptr_",
    ),
    ArgKind.BTF_ID_SOCK_COMMON: (
        (*_SOCKETS, *match.SOCKET_STRUCTS),
        f"{_SOCKETS_TEXT}, ptr_, trusted_ptr_",
    ),
    ArgKind.SPIN_LOCK: ((MAP_VALUE, BTF_ID | ALLOC), "map_value, ptr_"),
    ArgKind.TIMER: ((MAP_VALUE,), "map_value"),
    ArgKind.KPTR_XCHG_DEST: ((MAP_VALUE, BTF_ID | ALLOC), "map_value, ptr_"),
    ArgKind.KPTR_XCHG_SOURCE: (
        (BTF_ID, BTF_ID | TRUSTED, BTF_ID | RCU),
        "ptr_, trusted_ptr_, rcu_ptr_",
    ),
    ArgKind.DYNPTR: ((STACK, DYNPTR), "fp, dynptr_ptr"),
}


_MOVABLE = BASE | ALLOC | TRUSTED | RCU | NON_OWN_REF


def _check_type(number: int, reg: Reg, arg: Arg) -> None:
    kind = reg.type
    if arg.kind is ArgKind.MEM and not (arg.write or arg.uninit):
        kind &= ~RDONLY
    if arg.nullable:
        kind &= ~MAYBE_NULL
    if arg.kind is ArgKind.MEM:
        kind &= ~DYNPTR_KINDS
    if arg.kind is ArgKind.KPTR_XCHG_SOURCE:
        kind &= ~(ALLOC | PERCPU)
    types, text = _COMPATIBLE[arg.kind]
    if kind not in types:
        raise Refusal(EACCES, f"R{number} type={type_text(reg.type)} expected={text}")


def _check_offset(number: int, reg: Reg, arg: Arg) -> None:
    """Check that the pointer is where it may be (check_func_arg_reg_off)."""
    if arg.release and reg.type != STACK:
        if reg.off:
            raise Refusal(
                EINVAL,
                f"R{number} must have zero offset when passed to release func or trusted arg to "
                "kfunc",
            )
        memory.check_fixed(number, reg)
    elif reg.type & BASE == BTF_ID:
        memory.check_fixed(number, reg, moved=not reg.type & ~_MOVABLE)
    elif reg.type in _UNMOVED or reg.type & DYNPTR_KINDS:
        memory.check_fixed(number, reg)


def _ctx(env: Env, call: Call, number: int, reg: Reg, arg: Arg) -> None:
    """Nothing more to check."""


def _map(_env: Env, call: Call, _number: int, reg: Reg, _arg: Arg) -> None:
    of = reg.of
    assert isinstance(of, MapValue)
    if call.map is not None and (call.map.key, call.map_uid) != (of.key, reg.uid):
        raise Refusal(
            EINVAL,
            f"timer pointer in R1 map_uid={call.map_uid} doesn't match map pointer in R2 "
            f"map_uid={reg.uid}",
        )
    call.map = of
    call.map_uid = reg.uid


def _destination(_env: Env, call: Call, number: int, reg: Reg, _arg: Arg) -> None:
    if isinstance(reg.of, MapValue):
        call.map = reg.of
    call.field = pointers.check_destination(number, reg)


def _spin_lock(env: Env, call: Call, number: int, reg: Reg, _arg: Arg) -> None:
    if locks.in_comparison(env):
        raise Refusal(EACCES, "can't spin_{lock,unlock} in rbtree cb")
    act = locks.take if call.helper.takes_lock else locks.give
    act(env, number, reg, locks.SPIN)


def _timer(_env: Env, call: Call, number: int, reg: Reg, _arg: Arg) -> None:
    call.map = timers.check_field(number, reg, TIMER)
    call.map_uid = reg.uid


def _the_map(call: Call) -> MapValue:
    if call.map is None:
        raise Refusal(EFAULT, "invalid map_ptr to access map->key")
    return call.map


def _key(env: Env, call: Call, number: int, reg: Reg, arg: Arg) -> None:
    of = _the_map(call)
    access(env, call, number, of.key_size, arg)
    if env.tables.maps[of.type].always_there:
        call.key = stack.constant_key(env, reg, of.key_size)


def _value(env: Env, call: Call, number: int, reg: Reg, arg: Arg) -> None:
    if arg.nullable and is_null(reg):
        return
    access(env, call, number, _the_map(call).value_size, arg)


def _mem(env: Env, call: Call, number: int, reg: Reg, arg: Arg) -> None:
    if not arg.fixed:
        return
    access(env, call, number, arg.fixed, arg)
    if arg.aligned:
        memory.check_alignment(env, reg, 0, arg.fixed, strict=True)


def _size(env: Env, call: Call, number: int, reg: Reg, arg: Arg) -> None:
    call.size_max = reg.bounds.umax
    sized(env, call, number, call.helper.args[number - 2], zero_ok=arg.zero)


def sized(env: Env, call: Call | None, number: int, pointer: Arg, *, zero_ok: bool) -> None:
    """Check the memory before *number*, which is its size (check_mem_size_reg)."""
    var = env.regs[number].bounds
    if var.smin < 0:
        raise Refusal(
            EACCES,
            f"R{number} min value is negative, either use unsigned or 'var &= const'",
        )
    if var.umin == 0 and not zero_ok:
        raise Refusal(EACCES, f"R{number} invalid zero-sized read: u64=[{var.umin},{var.umax}]")
    if var.umax >= _MAX_SIZE:
        raise Refusal(
            EACCES,
            f"R{number} unbounded memory access, use 'var &= const' or 'if (var < const)'",
        )
    raw = pointer.uninit and not var.mask
    access(env, call, number - 1, var.umax, pointer, zero_ok=zero_ok, raw=raw)
    env.decide(1 << number)


def _alloc_size(env: Env, call: Call, number: int, reg: Reg, _arg: Arg) -> None:
    if reg.bounds.mask:
        raise Refusal(EACCES, f"R{number} is not a known constant'")
    call.size = reg.bounds.value
    env.decide(1 << number)


def _const_str(env: Env, _call: Call, number: int, reg: Reg, _arg: Arg) -> None:
    check_string(env, number, reg)


def check_string(env: Env, number: int, reg: Reg) -> None:
    """Refuse what is no string that never changes (check_reg_const_str)."""
    of = reg.of
    assert isinstance(of, MapValue)
    if not of.constant:
        raise Refusal(EACCES, f"R{number} does not point to a readonly map'")
    if reg.bounds.mask:
        raise Refusal(EACCES, f"R{number} is not a constant address'")
    if not env.tables.maps[of.type].direct:
        raise Refusal(EACCES, "no direct value access support for this map type")
    memory.check_region(number, reg, reg.off, of.value_size - reg.off)
    if of.contents is None:
        raise Refusal(ENOTSUPP, "direct value access on string failed")
    if 0 not in of.contents[reg.off + reg.bounds.smin :]:
        raise Refusal(EINVAL, "string is not zero-terminated")


def _dynptr(env: Env, call: Call, number: int, _reg: Reg, arg: Arg) -> None:
    if arg.uninit:
        dynptrs.make(env, number, arg.dynptr)
    else:
        call.dynptr = dynptrs.need(env, number, const=arg.const, kind=arg.dynptr)


def _percpu(env: Env, call: Call, _number: int, reg: Reg, _arg: Arg) -> None:
    assert isinstance(reg.of, TypeRef)
    if reg.type & RCU:
        env.marks.percpu_calls.add(env.index)
    call.variable = reg.of
    call.own = reg.type & RCU != 0


_RULES: dict[ArgKind, Callable[[Env, Call, int, Reg, Arg], None]] = {
    ArgKind.CTX: _ctx,
    ArgKind.MAP: _map,
    ArgKind.MAP_KEY: _key,
    ArgKind.MAP_VALUE: _value,
    ArgKind.MEM: _mem,
    ArgKind.SIZE: _size,
    ArgKind.ALLOC_SIZE: _alloc_size,
    ArgKind.RINGBUF_MEM: _ctx,
    ArgKind.STACK: _ctx,
    ArgKind.FUNC: _ctx,
    ArgKind.CONST_STR: _const_str,
    ArgKind.SOCKET: _ctx,
    ArgKind.SOCK_COMMON: _ctx,
    ArgKind.BTF_ID_SOCK_COMMON: _ctx,
    ArgKind.BTF_ID: _ctx,
    ArgKind.PERCPU_BTF_ID: _percpu,
    ArgKind.SPIN_LOCK: _spin_lock,
    ArgKind.TIMER: _timer,
    ArgKind.KPTR_XCHG_DEST: _destination,
    ArgKind.KPTR_XCHG_SOURCE: _ctx,
    ArgKind.DYNPTR: _dynptr,
}


def access(
    env: Env,
    call: Call | None,
    number: int,
    size: int,
    arg: Arg,
    *,
    zero_ok: bool = False,
    raw: bool | None = None,
) -> None:
    """Check that the helper may read, or write, *size* bytes (check_helper_mem_access)."""
    reg = env.regs[number]
    base = reg.type & BASE
    raw = arg.uninit if raw is None else raw
    if reg.type == STACK:
        fill = stack.check_readable(
            env, number, reg, reg.off, size, zero_ok=zero_ok, write=arg.write, raw=raw
        )
        if fill and call is not None:
            call.written.append((reg, reg.off, size))
    elif base in packet.POINTERS:
        packet.check_access(number, reg, reg.off, size, zero_ok=zero_ok)
    elif base in (MAP_VALUE, MEM, MAP_KEY):
        _check_access(number, reg, size, write=arg.write)
        memory.check_region(number, reg, reg.off, size, zero_ok=zero_ok and base != MAP_KEY)
        if base == MAP_VALUE and (record := objects.record_of(reg)).fields:
            objects.check(reg, record, reg.off, size, direct=False)
    elif reg.type == CTX and env.row.direct and (size or zero_ok):
        if size:
            memory.check_context(env, number, reg, size, write=arg.write)
    elif base == BUF:
        buffer.check(number, reg, reg.off, size, write=arg.write)
    elif base == BTF_ID:
        members.check(env, number, reg, reg.off, size)
    elif not (zero_ok and size == 0 and is_null(reg)):
        raise Refusal(EACCES, f"R{number} type={type_text(reg.type)} expected=fp")


def _check_access(number: int, reg: Reg, size: int, *, write: bool) -> None:
    of = reg.of
    if write and (reg.type & RDONLY or reg.type & BASE == MAP_KEY):
        raise Refusal(EACCES, f"R{number} cannot write into {type_text(reg.type)}")
    if reg.type & BASE == MAP_VALUE and isinstance(of, MapValue):
        what = f"value_size={of.value_size} off={reg.off} size={size}"
        if write and of.flags & MapFlag.RDONLY_PROG:
            raise Refusal(EACCES, f"write into map forbidden, {what}")
        if not write and of.flags & MapFlag.WRONLY_PROG:
            raise Refusal(EACCES, f"read from map forbidden, {what}")
