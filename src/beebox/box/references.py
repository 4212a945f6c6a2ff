"""What ``lddw`` refers to: maps by fd when loaded, by id when shown, by address when run.

kernel/bpf/verifier.c, resolve_pseudo_ldimm64; kernel/bpf/syscall.c, bpf_insn_prepare_dump.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from errno import EINVAL, ERANGE
from typing import TYPE_CHECKING, NamedTuple

from beebox.abi.enums import MapFlag, MapType, PseudoLoad
from beebox.bits import U32, s32
from beebox.box import attributes
from beebox.box.maps.base import Map
from beebox.box.pages import PAGE
from beebox.errors import KernelError
from beebox.isa.insn import Insn
from beebox.isa.opcodes import CLASS, MODE, PROBE_MEM32, Class, Mode
from beebox.verifier import MapValue

if TYPE_CHECKING:
    from beebox.box.syscall import Call

LDDW = 0x18
_ACCESSES = (Class.LDX, Class.ST, Class.STX)
_MAX_MAPS = 64
"""MAX_USED_MAPS"""
_BY_INDEX = {
    PseudoLoad.MAP_IDX: PseudoLoad.MAP_FD,
    PseudoLoad.MAP_IDX_VALUE: PseudoLoad.MAP_VALUE,
}


class MapReference(NamedTuple):
    """An ``lddw`` of a map, or of an *offset* in its value."""

    map: Map
    is_value: bool
    offset: int

    @property
    def address(self) -> int:
        """What the register holds when the program runs."""
        return self.map.value_address + self.offset if self.is_value else self.map.header

    def described(self, *, masked: bool = False) -> MapValue:
        """Return it as the verifier takes it; *masked*: as all maps of its maker are."""
        found = self.map
        flags = found.attr.map_flags
        constant = bool(found.frozen and flags & MapFlag.RDONLY_PROG)
        single = constant and found.type == MapType.ARRAY and found.max_entries == 1
        inner = found.inner_map
        return MapValue(
            MapType(found.type),
            found.key_size,
            found.value_size,
            found.max_entries,
            flags,
            found.name,
            found.id,
            found.read(bytes(found.key_size)) if single else None,
            self.offset,
            self.is_value,
            found,
            found.btf.btf if found.btf is not None else None,
            found.record,
            MapReference(inner, is_value=False, offset=0).described(masked=masked)
            if inner
            else None,
            found.user_start,
            constant,
            found.exclusive,
            masked,
        )


def resolve(call: Call, insns: Sequence[Insn]) -> tuple[dict[int, MapReference], tuple[Map, ...]]:
    """Return what each ``lddw`` refers to, and the maps, each referenced once for the program.

    Raises:
        KernelError: as resolve_pseudo_ldimm64; ``what`` is the line for the log.
    """
    refs: dict[int, MapReference] = {}
    maps: list[Map] = []
    index = 0
    try:
        for given in attributes.given_maps(call):
            if given not in maps:
                maps.append(_use(given, len(maps)))
        while index < len(insns):
            insn = insns[index]
            if insn.code == LDDW:
                if insn.src not in (0, PseudoLoad.FUNC, PseudoLoad.BTF_ID):
                    refs[index] = _resolve(call, insns, index)
                    if refs[index].map not in maps:
                        maps.append(_use(refs[index].map, len(maps)))
                index += 1
            index += 1
    except KernelError:
        for found in maps:
            found.drop()
        raise
    return refs, tuple(maps)


def _use(found: Map, count: int) -> Map:
    if count >= _MAX_MAPS:
        raise KernelError(7, "The total number of maps per program has reached the limit of 64")
    found.hold()
    return found


def _resolve(call: Call, insns: Sequence[Insn], index: int) -> MapReference:
    """Return what the ``lddw`` at *index* refers to."""
    insn = insns[index]
    if index + 1 >= len(insns) or insns[index + 1].code:
        raise KernelError(EINVAL, "invalid bpf_ld_imm64 insn")
    upper = insns[index + 1].imm & U32
    kind = _BY_INDEX.get(insn.src, insn.src)  # type: ignore[call-overload]  # any number
    if kind not in (PseudoLoad.MAP_FD, PseudoLoad.MAP_VALUE):
        raise KernelError(EINVAL, "unrecognized bpf_ld_imm64 insn")
    fd = _fd_at(call, insn.imm) if insn.src in _BY_INDEX else insn.imm
    try:
        found = call.world.fds.find(fd, Map)
    except KernelError as error:
        message = f"fd {fd} is not pointing to valid bpf_map"
        raise KernelError(error.errno, message) from error
    if kind == PseudoLoad.MAP_FD:
        if upper:
            raise KernelError(EINVAL, "unrecognized bpf_ld_imm64 insn")
        return MapReference(found, is_value=False, offset=0)
    return _value(found, upper)


def _value(found: Map, offset: int) -> MapReference:
    """Return a reference to *offset* in the one value of *found*."""
    try:
        _ = found.value_address
    except KernelError as error:
        raise KernelError(EINVAL, "no direct value access support for this map type") from error
    limit = found.max_entries * PAGE + 1 if found.type == MapType.ARENA else found.value_size
    if offset >= limit:
        raise KernelError(
            ERANGE if found.type == MapType.ARENA else EINVAL,
            f"invalid access to map value pointer, value_size={found.value_size} off={offset}",
        )
    return MapReference(found, is_value=True, offset=offset)


def _fd_at(call: Call, index: int) -> int:
    """Return entry *index* of the caller's fd_array."""
    if not call.attr.fd_array:
        raise KernelError(71, "fd_idx without fd_array is invalid")
    return attributes.fd_at(call, index)


def _changed(insns: Sequence[Insn], pairs: Mapping[int, tuple[int, int, int]]) -> tuple[Insn, ...]:
    """Return *insns* with other (src, lower, upper) in the ``lddw`` at each index."""
    made = list(insns)
    for index, (src, lower, upper) in pairs.items():
        first, second = made[index : index + 2]
        made[index] = Insn(first.code, first.dst, src, first.off, s32(lower))
        made[index + 1] = Insn(second.code, second.dst, second.src, second.off, s32(upper))
    return tuple(made)


def fixed_up(insns: Sequence[Insn], refs: Mapping[int, MapReference]) -> tuple[Insn, ...]:
    """Return *insns* as they run: with addresses."""
    return _changed(
        insns, {index: (0, ref.address, ref.address >> 32) for index, ref in refs.items()}
    )


def shown(insns: Sequence[Insn], refs: Mapping[int, MapReference]) -> tuple[Insn, ...]:
    """Return *insns* as they are told: with ids, and no addresses."""
    return _changed(
        [_plain(insn) for insn in insns],
        {
            index: (
                PseudoLoad.MAP_VALUE if ref.is_value else PseudoLoad.MAP_FD,
                ref.map.id,
                ref.offset,
            )
            for index, ref in refs.items()
        },
    )


def _plain(insn: Insn) -> Insn:
    """Return an access to an arena as any access."""
    if insn.code & MODE != PROBE_MEM32 or insn.code & CLASS not in _ACCESSES:
        return insn
    return replace(insn, code=insn.code & ~MODE | Mode.MEM)
