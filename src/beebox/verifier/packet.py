"""Pointers into packets: how far they may be followed, and what comparisons say of that.

After Linux 6.18 kernel/bpf/verifier.c: check_packet_access, find_good_pkt_pointers,
try_match_pkt_pointers, is_pkt_ptr_branch_taken, clear_all_pkt_pointers. `Reg.size` of such a
pointer is its range: so many bytes behind its variable part were compared with the packet's end.
"""

from __future__ import annotations

from errno import EACCES, EINVAL
from typing import NamedTuple, NoReturn

from beebox.isa.insn import Insn
from beebox.isa.opcodes import REG, JumpOp
from beebox.verifier import tnum
from beebox.verifier.env import Env
from beebox.verifier.state import State, change_all
from beebox.verifier.types import (
    BASE,
    DYNPTR_PACKET,
    MEM,
    PACKET,
    PACKET_END,
    PACKET_META,
    Refusal,
    Reg,
)

POINTERS = (PACKET, PACKET_META)
"""the types that may be followed (type_is_pkt_pointer)"""
ANY = (PACKET, PACKET_META, PACKET_END)
"""the types that a changed packet voids (reg_is_pkt_pointer_any)"""
_AT_END, _BEYOND_END = -1, -2
"""ranges of pointers that are known not to be inside the packet"""
_MAX_OFFSET = 0xFFFF
"""MAX_PACKET_OFF"""
_IP_ALIGN = 2
"""what the verifier takes NET_IP_ALIGN to be"""


# ---------------------------------------------------------------------------- access


def check_access(number: int, reg: Reg, off: int, size: int, *, zero_ok: bool = False) -> None:
    """Check that an access is inside what was compared with the packet's end.

    *off* has the pointer's fixed offset in it.
    """
    if reg.bounds.smin < 0:
        raise Refusal(
            EACCES,
            f"R{number} min value is negative, either use unsigned index or do a if (index >=0) "
            "check.",
        )
    inside = off >= 0 and (size > 0 or (zero_ok and size == 0)) and off + size <= reg.size
    if reg.size >= 0 and inside:
        return
    problem = f"R{number} offset is outside of the packet"
    if reg.size >= 0:
        problem = (
            f"invalid access to packet, off={off} size={size}, "
            f"R{number}(id={reg.id},off={off},r={reg.size})\n{problem}"
        )
    raise Refusal(EACCES if reg.size >= 0 else EINVAL, problem)


def check_write(env: Env) -> None:
    """Refuse to write where programs of this type may only read (may_access_direct_pkt_data)."""
    if not env.row.packet_write:
        raise Refusal(EACCES, "cannot write into packet")


def check_alignment(reg: Reg, off: int, size: int) -> None:
    """Refuse what is not aligned if the packet begins 2 bytes after a multiple of the size."""
    where = tnum.add(reg.bounds.bits, tnum.const(_IP_ALIGN + reg.off + off))
    if (where.value | where.mask) & (size - 1):
        _misaligned(reg, off, size)


def _misaligned(reg: Reg, off: int, size: int) -> NoReturn:
    var = reg.bounds.bits if reg.bounds.mask else reg.bounds.value
    raise Refusal(
        EACCES, f"misaligned packet access off {_IP_ALIGN}+{var}+{reg.off}+{off} size {size}"
    )


def moved(env: Env, reg: Reg, *, farther: bool) -> Reg:
    """Return a pointer whose variable part was just changed: it is a new one.

    *farther* says that it may have moved towards the end: nothing is known of it there.
    """
    return reg._replace(id=env.fresh_id(), size=0 if farther else reg.size)


def forget(env: Env) -> None:
    """Void all pointers into the packet, slices of dynptrs too: it was changed."""

    def forgotten(reg: Reg) -> Reg:
        kind = reg.type
        void = kind in ANY or (kind & BASE == MEM and kind & DYNPTR_PACKET)
        return env.void if void else reg

    change_all(env.state, forgotten)


# ---------------------------------------------------------------------------- comparisons


def way(op: JumpOp, dst: Reg, src: Reg) -> bool | None:
    """Whether a comparison with the packet's end holds, where an earlier one says it."""
    pointer = dst
    if src.type != PACKET_END:
        pointer = src
        op = _MIRRORED.get(op, op)
        if dst.type != PACKET_END:
            return None
    if pointer.size == _BEYOND_END and op in _BEYOND:
        return _BEYOND[op]
    if pointer.size == _AT_END and op in _AT:
        return _AT[op]
    return None


_MIRRORED = {
    JumpOp.JGT: JumpOp.JLT,
    JumpOp.JLT: JumpOp.JGT,
    JumpOp.JGE: JumpOp.JLE,
    JumpOp.JLE: JumpOp.JGE,
}
_AT = {JumpOp.JLT: False, JumpOp.JGE: True}
_BEYOND = {**_AT, JumpOp.JLE: False, JumpOp.JGT: True}


class _Lesson(NamedTuple):
    """What ``pointer op end`` says, for one side of it.

    The pointer is inside the packet where the comparison *holds* or where it does not; with
    *open* the byte that it points at is, too.
    """

    holds: bool
    open: bool


_LESSONS = {
    JumpOp.JGT: _Lesson(holds=False, open=False),
    JumpOp.JLT: _Lesson(holds=True, open=True),
    JumpOp.JGE: _Lesson(holds=False, open=True),
    JumpOp.JLE: _Lesson(holds=True, open=False),
}


def learn(env: Env, insn: Insn, op: JumpOp, dst: Reg, src: Reg, other: State) -> None:
    """Learn from ``dst op src`` how far the packet goes; *other* is where it holds."""
    if not insn.code & REG or op not in _MIRRORED:
        return
    if _limits(src, dst):
        pointer, number = dst, insn.dst
    elif _limits(dst, src):
        pointer, number = src, insn.src
        op = _MIRRORED[op]
    else:
        return
    lesson = _LESSONS[op]
    inside, outside = (other, env.state) if lesson.holds else (env.state, other)
    _extend(inside, pointer, open_=lesson.open)
    if pointer.type == PACKET:
        regs = outside.frames[-1].regs
        regs[number] = regs[number]._replace(size=_AT_END if lesson.open else _BEYOND_END)


def teaches(insn: Insn, op: JumpOp, dst: Reg, src: Reg) -> bool:
    """Tell whether a comparison is one of a packet with its end (try_match_pkt_pointers)."""
    if not insn.code & REG or op not in _MIRRORED:
        return False
    return _limits(src, dst) or _limits(dst, src)


def _limits(end: Reg, pointer: Reg) -> bool:
    """Tell whether *end* is where what *pointer* points into ends: metadata, at the packet."""
    if pointer.type == PACKET:
        return end.type == PACKET_END
    untouched = end.type == PACKET and not (end.off or end.bounds.mask or end.bounds.value)
    return pointer.type == PACKET_META and untouched


def _extend(state: State, pointer: Reg, *, open_: bool) -> None:
    """Let all that stem from *pointer* be followed as far as it points (find_good_pkt_pointers)."""
    if pointer.off < 0 or (pointer.off == 0 and open_):
        return
    most = pointer.bounds.umax
    if most > _MAX_OFFSET or most + pointer.off > _MAX_OFFSET:
        return
    good = pointer.off + open_

    def extended(reg: Reg) -> Reg:
        if reg.type == pointer.type and reg.id == pointer.id and reg.size < good:
            return reg._replace(size=good)
        return reg

    change_all(state, extended)
