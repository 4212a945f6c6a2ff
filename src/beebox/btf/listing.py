"""Types one by one, as ``bpftool btf dump ... format raw`` lists them: as text, or for JSON."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from beebox.btf.types import (
    Array,
    Btf,
    Composite,
    DataSec,
    DeclTag,
    Enum,
    Enum64,
    Float,
    Func,
    FuncProto,
    Fwd,
    Int,
    Reference,
    Type,
    Var,
    kind_of,
)

_ENCODINGS = {0: "(none)", 1: "SIGNED", 2: "CHAR", 4: "BOOL"}
_LINKAGES = ("static", "global", "extern")
_ANONYMOUS = "(anon)"

Row = dict[str, object]


def row(btf: Btf, type_id: int) -> Row:
    """Return a type as bpftool's JSON has it."""
    made = btf.type(type_id)
    head: Row = {"id": type_id, "kind": kind_of(made).upper(), "name": made.name or _ANONYMOUS}
    return head | _details(btf, made)


def _details(btf: Btf, made: Type) -> Row:
    match made:
        case Int():
            encoding = _ENCODINGS.get(made.signed | made.char << 1 | made.bool << 2, "UNKN")
            sizes: Row = {"size": made.size, "bits_offset": made.offset, "nr_bits": made.bits}
            return sizes | {"encoding": encoding}
        case Array():
            ids: Row = {"type_id": made.type, "index_type_id": made.index_type}
            return ids | {"nr_elems": made.length}
        case Composite():
            return _sized(made, len(made.members)) | {"members": list(_members(made))}
        case Enum():
            head: Row = {"encoding": "SIGNED" if made.signed else "UNSIGNED"}
            values = [{"name": v.name, "val": _value(made, v.value)} for v in made.values]
            return head | _sized(made, len(values)) | {"values": values}
        case Fwd():
            return {"fwd_kind": "union" if made.union else "struct"}
        case Func() | Var():
            return {"type_id": made.type, "linkage": _linkage(made.linkage)}
        case FuncProto():
            params = [{"name": p.name or _ANONYMOUS, "type_id": p.type} for p in made.params]
            return {"ret_type_id": made.type, "vlen": len(params), "params": params}
        case DataSec():
            rows = [_placed(btf, *entry) for entry in made.vars]
            return _sized(made, len(rows)) | {"vars": rows}
        case Float():
            return {"size": made.size}
        case DeclTag():
            return {"type_id": made.type, "component_idx": made.component}
        case Reference():
            return {"type_id": made.type}
        case _:
            return {}


def _sized(made: Composite | Enum | DataSec, length: int) -> Row:
    return {"size": made.size, "vlen": length}


def _members(made: Composite) -> Iterator[Row]:
    for name, type_id, offset, bits in made.members:
        found: Row = {"name": name or _ANONYMOUS, "type_id": type_id, "bits_offset": offset}
        yield found | {"bitfield_size": bits} if bits else found


def _placed(btf: Btf, type_id: int, offset: int, size: int) -> Row:
    found: Row = {"type_id": type_id, "offset": offset, "size": size}
    kind = btf.kind(type_id)
    if kind in ("var", "func"):
        found |= {"": f"({kind.upper()} '{btf.type(type_id).name}')"}
    return found


def _value(made: Enum, value: int) -> int:
    """Return a value as bpftool's JSON has it: 32 bits with a sign, even if it has none."""
    if made.signed or isinstance(made, Enum64) or value < 1 << 31:
        return value
    return value | 0xFFFFFFFF << 32


def plain(found: Row) -> Row:
    """Return a row without what only the text tells."""
    for part in found.get("vars", ()):  # type: ignore[attr-defined]  # a list, if it is there
        part.pop("", None)
    return found


def _linkage(linkage: int) -> str:
    return _LINKAGES[linkage] if linkage < len(_LINKAGES) else "(unknown)"


def lines(btf: Btf, type_ids: Iterable[int]) -> Iterator[str]:
    """Yield the lines of the listing."""
    for type_id in type_ids:
        yield from _lines(row(btf, type_id))


def _lines(found: Row) -> Iterator[str]:
    kind = found.pop("kind")
    head = f"[{found.pop('id')}] {kind} '{found.pop('name')}'"
    parts = found.popitem()[1] if isinstance(next(reversed(found.values()), None), list) else []
    comma = "," if kind == "VAR" else ""
    yield f"{head} {_fields(found, comma)}".rstrip()
    assert isinstance(parts, list)
    for part in parts:
        yield f"\t{_part(part, wide=kind == 'ENUM64', signed=found.get('encoding') == 'SIGNED')}"


def _part(part: Row, *, wide: bool, signed: bool) -> str:
    """Return a member, parameter, value or variable."""
    name = f"'{part.pop('name')}' " if "name" in part else ""
    told = part.pop("", "")
    if "val" in part:
        value = part["val"]
        assert isinstance(value, int)
        suffix = "" if not wide else "LL" if signed else "ULL"
        shown = value if wide or signed else value & 0xFFFFFFFF
        return f"{name}val={shown}{suffix}"
    return f"{name}{_fields(part)}{f' {told}' if told else ''}"


def _fields(found: Row, comma: str = "") -> str:
    return f"{comma} ".join(f"{key}={value}" for key, value in found.items())
