"""Members of structs: they lie within, where their kind may lie.

After Linux 6.18 kernel/bpf/btf.c: the check_member and check_kflag_member of each kind.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from beebox.btf.check.raw import ENUMS, MODIFIERS, Kind, Member, Raw

if TYPE_CHECKING:
    from beebox.btf.check.resolve import Resolver

_U32 = (1 << 32) - 1
_INT_BITS = 32
_EXCEEDS = "Member exceeds struct_size"


def check_member(to: Resolver, owner: int, member: Member) -> None:
    """Refuse a member that does not fit into its struct."""
    raw = to.raw
    kind = raw.kind(member.type)
    if kind in MODIFIERS or kind == Kind.VAR:
        sized = to.size(member.type)
        if sized is None:
            raw.refuse_member(owner, member, "Invalid member")
        member = member._replace(type=sized.id)
        kind = raw.kind(sized.id)
    flag = raw.flag(owner)
    if kind == Kind.INT:
        what = _bit_int(raw, owner, member) if flag else _int(raw, owner, member)
    elif kind in ENUMS and flag:
        what = _bit_enum(raw, owner, member)
    elif flag and member.offset >> 24:
        what = "Invalid member bitfield_size"
    elif kind == Kind.FLOAT:
        what = _float(raw, owner, member)
    else:
        what = _whole(to, owner, member)
    if what:
        raw.refuse_member(owner, member, what)


def _int(raw: Raw, owner: int, member: Member) -> str:
    data = raw.words[raw.starts[member.type] + 3]
    offset = member.offset + (data >> 16 & 0xFF)
    if offset > _U32:
        return "bits_offset exceeds U32_MAX"
    return _bits(raw, owner, offset, data & 0xFF)


def _bits(raw: Raw, owner: int, offset: int, bits: int) -> str:
    copied = bits + (offset & 7)
    if copied > 128:
        return "nr_copy_bits exceeds 128"
    return _EXCEEDS if raw.target(owner) < offset // 8 + (copied + 7) // 8 else ""


def _bit_int(raw: Raw, owner: int, member: Member) -> str:
    data = raw.words[raw.starts[member.type] + 3]
    whole = data & 0xFF
    if data >> 16 & 0xFF or whole not in (8, 16, 32, 64, 128):
        return "Invalid member base type"
    bits, offset = member.offset >> 24, member.offset & 0xFFFFFF
    if not bits and offset & 7:
        return "Invalid member offset"
    if bits > whole:
        return "Invalid member bitfield_size"
    return _bits(raw, owner, offset, bits or whole)


def _bit_enum(raw: Raw, owner: int, member: Member) -> str:
    bits, offset = member.offset >> 24, member.offset & 0xFFFFFF
    if not bits and offset & 7:
        return "Member is not byte aligned"
    if bits > _INT_BITS:
        return "Invalid member bitfield_size"
    return _EXCEEDS if raw.target(owner) < (offset + (bits or _INT_BITS) + 7) // 8 else ""


def _float(raw: Raw, owner: int, member: Member) -> str:
    size = raw.target(member.type)
    if member.offset % (min(8, size) * 8):
        return "Member is not properly aligned"
    return _EXCEEDS if member.offset // 8 + size > raw.target(owner) else ""


def _whole(to: Resolver, owner: int, member: Member) -> str:
    if member.offset & 7:
        return "Member is not byte aligned"
    sized = to.size(member.type)
    size = sized.size if sized is not None else 0
    return _EXCEEDS if (to.raw.target(owner) - member.offset // 8) & _U32 < size else ""
