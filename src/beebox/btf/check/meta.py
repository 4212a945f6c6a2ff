"""Each type by itself: its words are there, and say nothing that cannot be.

After Linux 6.18 kernel/bpf/btf.c: btf_check_all_metas, btf_check_meta and the check_meta and
log_details of each kind.
"""

from __future__ import annotations

from collections.abc import Callable

from beebox.btf.check.raw import ENUMS, Kind, Member, Raw
from beebox.errors import ENOTSUPP

_INFO = 0x9F00FFFF
_INT = 0x0FFFFFFF
_MAX_ID = 0x000FFFFF
_MAX_NAME = 0x00FFFFFF
_ENCODINGS = {0: "(none)", 1: "SIGNED", 2: "CHAR", 4: "BOOL"}
_FLOATS = (2, 4, 8, 12, 16)
_LINKAGES = (0, 1)
"""of variables: static, global"""
_NO_FLAG = "Invalid btf_info kind_flag"


def check_meta(raw: Raw) -> None:
    """Find where each type starts, and check it."""
    raw.details = _DETAILS
    at, end = 0, raw.size
    raw.id = 1
    while at < end:
        left = end - at
        if left < 12:
            raw.refuse(f"[{raw.id}] meta_left:{left} meta_needed:12")
        start = at // 4
        name, info = raw.words[start], raw.words[start + 1]
        if info & ~_INFO:
            raw.refuse(f"[{raw.id}] Invalid btf_info:{info:x}")
        kind = info >> 24 & 0x1F
        if not 0 < kind <= max(Kind):
            raw.refuse(f"[{raw.id}] Invalid kind:{kind}")
        if name > _MAX_NAME or name >= len(raw.strings):
            raw.refuse(f"[{raw.id}] Invalid name_offset:{name}")
        raw.starts.append(start)
        needed = 4 * (_FIXED.get(kind, 0) + _EACH.get(kind, 0) * (info & 0xFFFF))
        if left - 12 < needed:
            text = f"meta_left:{left - 12} meta_needed:{needed}"
            raw.refuse_type(raw.id, text, details=False)
        _CHECKS[kind](raw, raw.id)
        at += 12 + needed
        raw.id += 1


_FIXED: dict[int, int] = {Kind.INT: 1, Kind.ARRAY: 3, Kind.VAR: 1, Kind.DECL_TAG: 1}
_EACH: dict[int, int] = {
    Kind.STRUCT: 3, Kind.UNION: 3, Kind.ENUM: 2, Kind.ENUM64: 3, Kind.FUNC_PROTO: 2,
    Kind.DATASEC: 3,
}  # fmt: skip
"""words behind the first three, and for each element"""


def _show(raw: Raw, ident: int) -> None:
    if raw.wanted:
        raw.say(raw.line(ident))


def _name(raw: Raw, ident: int) -> int:
    return raw.words[raw.starts[ident]]


def _extra(raw: Raw, ident: int, number: int = 0) -> int:
    return raw.words[raw.starts[ident] + 3 + number]


def _plain(raw: Raw, ident: int) -> None:
    """Refuse elements and a flag."""
    if raw.count(ident):
        raw.refuse_type(ident, "vlen != 0")
    if raw.flag(ident):
        raw.refuse_type(ident, _NO_FLAG)


def _named(raw: Raw, ident: int) -> None:
    """Refuse a type without a name."""
    name = _name(raw, ident)
    if not name or not raw.is_identifier(name):
        raw.refuse_type(ident, "Invalid name")


def _maybe_named(raw: Raw, ident: int) -> None:
    name = _name(raw, ident)
    if name and not raw.is_identifier(name):
        raw.refuse_type(ident, "Invalid name")


def _int(raw: Raw, ident: int) -> None:
    _plain(raw, ident)
    data = _extra(raw, ident)
    if data & ~_INT:
        raw.refuse_type(ident, f"Invalid int_data:{data:x}", details=False)
    bits = (data & 0xFF) + (data >> 16 & 0xFF)
    if bits > 128:
        raw.refuse_type(ident, "nr_bits exceeds 128")
    if (bits + 7) // 8 > raw.target(ident):
        raw.refuse_type(ident, "nr_bits exceeds type_size")
    if data >> 24 not in _ENCODINGS:
        raw.refuse_type(ident, "Unsupported encoding", ENOTSUPP)
    _show(raw, ident)


def _int_details(raw: Raw, ident: int) -> str:
    data = _extra(raw, ident)
    encoding = _ENCODINGS.get(data >> 24 & 0xF, "UNKN")
    return (
        f"size={raw.target(ident)} bits_offset={data >> 16 & 0xFF} nr_bits={data & 0xFF} "
        f"encoding={encoding}"
    )


def _reference(raw: Raw, ident: int) -> None:
    kind = raw.kind(ident)
    if raw.count(ident):
        raw.refuse_type(ident, "vlen != 0")
    if raw.flag(ident) and kind != Kind.TYPE_TAG:
        raw.refuse_type(ident, _NO_FLAG)
    if raw.target(ident) > _MAX_ID:
        raw.refuse_type(ident, "Invalid type_id")
    name = _name(raw, ident)
    if kind == Kind.TYPEDEF:
        _named(raw, ident)
    elif kind == Kind.TYPE_TAG:
        if not raw.bytes(name):
            raw.refuse_type(ident, "Invalid name")
    elif name:
        raw.refuse_type(ident, "Invalid name")
    _show(raw, ident)


def _reference_details(raw: Raw, ident: int) -> str:
    return f"type_id={raw.target(ident)}"


def _fwd(raw: Raw, ident: int) -> None:
    if raw.count(ident):
        raw.refuse_type(ident, "vlen != 0")
    if raw.target(ident):
        raw.refuse_type(ident, "type != 0")
    _named(raw, ident)
    _show(raw, ident)


def _fwd_details(raw: Raw, ident: int) -> str:
    return "union" if raw.flag(ident) else "struct"


def _array(raw: Raw, ident: int) -> None:
    if _name(raw, ident):
        raw.refuse_type(ident, "Invalid name")
    _plain(raw, ident)
    if raw.target(ident):
        raw.refuse_type(ident, "size != 0")
    element, index = _extra(raw, ident), _extra(raw, ident, 1)
    if not 0 < element <= _MAX_ID:
        raw.refuse_type(ident, "Invalid elem")
    if not 0 < index <= _MAX_ID:
        raw.refuse_type(ident, "Invalid index")
    _show(raw, ident)


def _array_details(raw: Raw, ident: int) -> str:
    element, index, count = (_extra(raw, ident, number) for number in range(3))
    return f"type_id={element} index_type_id={index} nr_elems={count}"


def _composite(raw: Raw, ident: int) -> None:
    _maybe_named(raw, ident)
    _show(raw, ident)
    last = 0
    flag, union = raw.flag(ident), raw.kind(ident) == Kind.UNION
    for number in range(raw.count(ident)):
        member = raw.member(ident, number)
        offset = member.offset & 0xFFFFFF if flag else member.offset
        what = _wrong_member(raw, ident, member, offset, last, union=union)
        if what:
            raw.refuse_member(ident, member, what)
        if raw.wanted:
            raw.say(raw.member_line(ident, member))
        last = offset


def _wrong_member(
    raw: Raw, ident: int, member: Member, offset: int, last: int, *, union: bool
) -> str:
    """Return what is wrong with a member at bit *offset*, behind one at bit *last*."""
    name = member.name
    if name > _MAX_NAME or name >= len(raw.strings):
        return f"Invalid member name_offset:{name}"
    if name and not raw.is_identifier(name):
        return "Invalid name"
    if not 0 < member.type <= _MAX_ID:
        return "Invalid type_id"
    if (union and offset) or last > offset:
        return "Invalid member bits_offset"
    if (offset + 7) // 8 > raw.target(ident):
        return "Member bits_offset exceeds its struct size"
    return ""


def _sized_details(raw: Raw, ident: int) -> str:
    return f"size={raw.target(ident)} vlen={raw.count(ident)}"


def _enum(raw: Raw, ident: int) -> None:
    size = raw.target(ident)
    if size > 8 or not size or size & (size - 1):
        raw.refuse_type(ident, "Unexpected size")
    _maybe_named(raw, ident)
    _show(raw, ident)
    wide = raw.kind(ident) == Kind.ENUM64
    step, signed = 3 if wide else 2, raw.flag(ident)
    start = raw.starts[ident] + 3
    for at in range(start, start + step * raw.count(ident), step):
        name = raw.words[at]
        if name > _MAX_NAME or name >= len(raw.strings):
            raw.refuse(f"\tInvalid name_offset:{name}")
        if not name or not raw.is_identifier(name):
            raw.refuse_type(ident, "Invalid name")
        if raw.wanted:
            value = raw.words[at + 1] | (raw.words[at + 2] << 32 if wide else 0)
            top = 64 if wide else 32
            if signed and value >> (top - 1):
                value -= 1 << top
            raw.say(f"\t{raw.name(name)} val={value}\n")


def _func_proto(raw: Raw, ident: int) -> None:
    if _name(raw, ident):
        raw.refuse_type(ident, "Invalid name")
    if raw.flag(ident):
        raw.refuse_type(ident, _NO_FLAG)
    _show(raw, ident)


def _func_proto_details(raw: Raw, ident: int) -> str:
    start, count = raw.starts[ident] + 3, raw.count(ident)
    params = [raw.words[at : at + 2] for at in range(start, start + 2 * count, 2)]
    texts = [f"{type_id} {raw.name(name)}" for name, type_id in params]
    if params and not params[-1][1]:
        texts[-1] = "vararg"
    return f"return={raw.target(ident)} args=({', '.join(texts) or 'void'})"


def _func(raw: Raw, ident: int) -> None:
    _named(raw, ident)
    if raw.count(ident) > 1:
        raw.refuse_type(ident, "Invalid func linkage")
    if raw.flag(ident):
        raw.refuse_type(ident, _NO_FLAG)
    _show(raw, ident)


def _var(raw: Raw, ident: int) -> None:
    _plain(raw, ident)
    _named(raw, ident)
    if not 0 < raw.target(ident) <= _MAX_ID:
        raw.refuse_type(ident, "Invalid type_id")
    if _extra(raw, ident) not in _LINKAGES:
        raw.refuse_type(ident, "Linkage not supported")
    _show(raw, ident)


def _var_details(raw: Raw, ident: int) -> str:
    return f"type_id={raw.target(ident)} linkage={_extra(raw, ident)}"


def _datasec(raw: Raw, ident: int) -> None:
    size = raw.target(ident)
    if not size:
        raw.refuse_type(ident, "size == 0")
    if raw.flag(ident):
        raw.refuse_type(ident, _NO_FLAG)
    name = _name(raw, ident)
    if not name or not raw.is_section(name):
        raw.refuse_type(ident, "Invalid name")
    _show(raw, ident)
    last = 0
    for number in range(raw.count(ident)):
        variable = raw.member(ident, number)
        type_id, offset, length = variable
        if not 0 < type_id <= _MAX_ID:
            raw.refuse_variable(ident, variable, "Invalid type_id")
        if offset < last or offset >= size:
            raw.refuse_variable(ident, variable, "Invalid offset")
        if not 0 < length <= size:
            raw.refuse_variable(ident, variable, "Invalid size")
        last = offset + length & 0xFFFFFFFF
        if last > size:
            raw.refuse_variable(ident, variable, "Invalid offset+size")
        if raw.wanted:
            raw.say(raw.variable_line(ident, variable))


def _float(raw: Raw, ident: int) -> None:
    _plain(raw, ident)
    if raw.target(ident) not in _FLOATS:
        raw.refuse_type(ident, "Invalid type_size")
    _show(raw, ident)


def _float_details(raw: Raw, ident: int) -> str:
    return f"size={raw.target(ident)}"


def _decl_tag(raw: Raw, ident: int) -> None:
    if not raw.bytes(_name(raw, ident)):
        raw.refuse_type(ident, "Invalid value")
    if raw.count(ident):
        raw.refuse_type(ident, "vlen != 0")
    if _component(raw, ident) < -1:
        raw.refuse_type(ident, "Invalid component_idx")
    _show(raw, ident)


def _component(raw: Raw, ident: int) -> int:
    value = _extra(raw, ident)
    return value - (1 << 32) if value >> 31 else value


def _decl_tag_details(raw: Raw, ident: int) -> str:
    return f"type={raw.target(ident)} component_idx={_component(raw, ident)}"


_REFERENCES = (Kind.PTR, Kind.TYPEDEF, Kind.VOLATILE, Kind.CONST, Kind.RESTRICT, Kind.TYPE_TAG)
_CHECKS: dict[int, Callable[[Raw, int], None]] = {
    Kind.INT: _int,
    Kind.ARRAY: _array,
    Kind.STRUCT: _composite,
    Kind.UNION: _composite,
    Kind.FWD: _fwd,
    Kind.FUNC: _func,
    Kind.FUNC_PROTO: _func_proto,
    Kind.VAR: _var,
    Kind.DATASEC: _datasec,
    Kind.FLOAT: _float,
    Kind.DECL_TAG: _decl_tag,
    **dict.fromkeys(ENUMS, _enum),
    **dict.fromkeys(_REFERENCES, _reference),
}
_DETAILS: dict[int, Callable[[Raw, int], str]] = {
    Kind.INT: _int_details,
    Kind.ARRAY: _array_details,
    Kind.STRUCT: _sized_details,
    Kind.UNION: _sized_details,
    Kind.FWD: _fwd_details,
    Kind.FUNC: _reference_details,
    Kind.FUNC_PROTO: _func_proto_details,
    Kind.VAR: _var_details,
    Kind.DATASEC: _sized_details,
    Kind.FLOAT: _float_details,
    Kind.DECL_TAG: _decl_tag_details,
    **dict.fromkeys(ENUMS, _sized_details),
    **dict.fromkeys(_REFERENCES, _reference_details),
}
