"""Lookups in maps as Linux inlines them, where a call always has the same map.

The offsets are those of Linux's structs. After Linux 6.18 kernel/bpf/arraymap.c and hashtab.c,
net/xdp/xskmap.c: the map_gen_lookup of each type.
"""

from __future__ import annotations

from collections.abc import Callable

from beebox.abi.enums import MapFlag, MapType
from beebox.bits import s32
from beebox.isa.insn import Insn
from beebox.isa.opcodes import ADDR_PERCPU, JA, REG, AluOp, Class, JumpOp, Mode, Size
from beebox.verifier.api import MapValue

_VALUES = 312
"""offsetof(struct bpf_array, value)"""
_SOCKETS = 304
"""offsetof(struct xsk_map, xsk_map)"""
_KEY = 48
"""offsetof(struct htab_elem, key)"""
_USED = 35
"""where an element notes that it was used: lru_node.ref"""
_ADD = Class.ALU64 | AluOp.ADD
_LOAD = Class.LDX | Mode.MEM
_OWN = Insn(Class.ALU64 | AluOp.MOV | REG, off=ADDR_PERCPU)
"""r0 becomes the address on this CPU"""
_FOLLOW = Insn(_LOAD | Size.DW)
_IS_NULL = Class.JMP | JumpOp.JEQ
Body = tuple[Insn, ...]


def in_range(of: MapValue, register: int, skipped: int) -> Body:
    """Return what skips so many instructions if *register* numbers no element.

    Nor does it when the processor guesses, if the map's maker is guarded against that.
    """
    mask = (1 << (of.max_entries - 1).bit_length()) - 1
    masks = (Insn(Class.ALU | AluOp.AND, register, imm=s32(mask)),) if of.masked else ()
    beyond = Insn(
        Class.JMP | JumpOp.JGE, register, off=skipped + len(masks), imm=s32(of.max_entries)
    )
    return (beyond, *masks)


def _element(of: MapValue, size: int, *after: Insn) -> Body:
    """Return the address of the element of an array, after which comes *after*; else 0."""
    if size & size - 1:
        scaled = Insn(Class.ALU64 | AluOp.MUL, imm=size)
    else:
        scaled = Insn(Class.ALU64 | AluOp.LSH, imm=size.bit_length() - 1)
    return (
        Insn(_ADD, 1, imm=_VALUES),
        Insn(_LOAD | Size.W, 0, 2),
        *in_range(of, 0, 3 + len(after)),
        scaled,
        Insn(_ADD | REG, 0, 1),
        *after,
        Insn(JA, off=1),
        Insn(Class.ALU64 | AluOp.MOV),
    )


def _array(of: MapValue, call: Insn) -> Body:
    if of.flags & MapFlag.INNER_MAP:
        return (call,)
    return _element(of, _rounded(of.value_size))


def _array_of_maps(of: MapValue, call: Insn) -> Body:
    if of.flags & MapFlag.INNER_MAP:
        return (call,)
    return _element(of, 8, _FOLLOW, Insn(_IS_NULL, off=1))


def _percpu_array(of: MapValue, _call: Insn) -> Body:
    return _element(of, 8, _FOLLOW, _OWN)


def _hash(*after: Insn) -> Callable[[MapValue, Insn], Body]:
    """Return a body that takes the value of the element that is found, and then does *after*."""

    def body(of: MapValue, call: Insn) -> Body:
        value = Insn(_ADD, imm=_KEY + _rounded(of.key_size))
        return (call, Insn(_IS_NULL, off=1 + len(after)), value, *after)

    return body


def _lru(of: MapValue, call: Insn) -> Body:
    return (
        call,
        Insn(_IS_NULL, off=4),
        Insn(_LOAD | Size.B, 1, 0, _USED),
        Insn(Class.JMP | JumpOp.JNE, 1, off=1),
        Insn(Class.ST | Mode.MEM | Size.B, 0, 0, _USED, 1),
        Insn(_ADD, imm=_KEY + _rounded(of.key_size)),
    )


def _xsk(of: MapValue, _call: Insn) -> Body:
    return (
        Insn(_LOAD | Size.W, 0, 2),
        Insn(Class.JMP | JumpOp.JGE, off=5, imm=of.max_entries),
        Insn(Class.ALU64 | AluOp.LSH, imm=3),
        Insn(_ADD, 1, imm=_SOCKETS),
        Insn(_ADD | REG, 0, 1),
        _FOLLOW,
        Insn(JA, off=1),
        Insn(Class.ALU64 | AluOp.MOV),
    )


def _rounded(size: int) -> int:
    return size + 7 & ~7


LOOKUPS: dict[MapType, Callable[[MapValue, Insn], Body]] = {
    MapType.ARRAY: _array,
    MapType.PERCPU_ARRAY: _percpu_array,
    MapType.ARRAY_OF_MAPS: _array_of_maps,
    MapType.HASH: _hash(),
    MapType.PERCPU_HASH: _hash(_FOLLOW, _OWN),
    MapType.HASH_OF_MAPS: _hash(_FOLLOW),
    MapType.LRU_HASH: _lru,
    MapType.XSKMAP: _xsk,
}
