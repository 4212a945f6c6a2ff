"""What a kernel tells about its objects: programs, maps, links, BTF; by fd, by id, all of them."""

from __future__ import annotations

import ctypes
import errno
import time
from collections.abc import Iterator
from ctypes import Array, c_char, c_uint32, c_uint64
from typing import TYPE_CHECKING, Any, TypeVar

from beebox.abi import structs
from beebox.abi.enums import Cmd
from beebox.errors import KernelError
from beebox.kernel.api import Kernel

if TYPE_CHECKING:
    from beebox.abi.structs import (
        BtfInfo,
        FuncInfoRecord,
        LineInfoRecord,
        LinkInfo,
        MapInfo,
        ProgInfo,
        Struct,
    )
    from beebox.btf.types import Btf

    Info = TypeVar("Info", bound=Struct)


class ProgramDetails:
    """A loaded program, with all that the kernel shows of it."""

    def __init__(self, kernel: Kernel, fd: int) -> None:
        info = program_info(kernel, fd, whole=True)
        buffers = info.__dict__["buffers"]
        self.id = info.id
        self.type = info.type
        self.name = info.name.decode(errors="replace")
        self.tag = bytes(info.tag).hex()
        self.gpl_compatible = bool(info.gpl_compatible)
        self.loaded_at = int(
            time.time() - time.clock_gettime(time.CLOCK_BOOTTIME) + info.load_time / 1e9
        )
        self.uid = info.created_by_uid
        self.run_time_ns = info.run_time_ns
        self.run_cnt = info.run_cnt
        self.recursion_misses = info.recursion_misses
        self.verified_insns = info.verified_insns
        self.btf_id = info.btf_id
        self.attach_btf_id = info.attach_btf_id
        self.xlated_len = info.xlated_prog_len
        self.jited_len = info.jited_prog_len
        self.xlated = _bytes(buffers["xlated_prog_insns"], info.xlated_prog_insns)
        self.jited = _bytes(buffers["jited_prog_insns"], info.jited_prog_insns)
        self.map_ids: tuple[int, ...] = _elements(buffers["map_ids"], info.nr_map_ids)
        self.jited_ksyms: tuple[int, ...] = _elements(buffers["jited_ksyms"], info.nr_jited_ksyms)
        self.jited_func_lens: tuple[int, ...] = _elements(
            buffers["jited_func_lens"], info.nr_jited_func_lens
        )
        self.jited_line_info: tuple[int, ...] = _elements(
            buffers["jited_line_info"], info.nr_jited_line_info
        )
        self.func_info: tuple[FuncInfoRecord, ...] = _elements(
            buffers["func_info"], info.nr_func_info
        )
        self.line_info: tuple[LineInfoRecord, ...] = _elements(
            buffers["line_info"], info.nr_line_info
        )
        self.memlock = kernel.facts.fdinfo(fd).get("memlock", 0)


class MapDetails:
    """A map, with all that the kernel shows of it but its elements."""

    def __init__(self, kernel: Kernel, fd: int) -> None:
        info = map_info(kernel, fd)
        self.id = info.id
        self.type = info.type
        self.name = info.name.decode(errors="replace")
        self.key_size = info.key_size
        self.value_size = info.value_size
        self.max_entries = info.max_entries
        self.flags = info.map_flags
        self.btf_id = info.btf_id
        self.btf_key_type_id = info.btf_key_type_id
        self.btf_value_type_id = info.btf_value_type_id
        self.map_extra = info.map_extra
        told = kernel.facts.fdinfo(fd)
        self.memlock = told.get("memlock", 0)
        self.frozen = bool(told.get("frozen", 0))
        self.owner_type = told.get("owner_prog_type", 0)
        """the type of the programs in a program array, once there was one"""
        self.owner_jited = bool(told.get("owner_jited", 0))


class LinkDetails:
    """A link: what is attached; `info` has what is particular to its type."""

    def __init__(self, kernel: Kernel, fd: int) -> None:
        self.info: LinkInfo = link_info(kernel, fd)
        self.id = self.info.id
        self.type = self.info.type
        self.prog_id = self.info.prog_id


# --- by fd -----------------------------------------------------------------------------------


def program_info(kernel: Kernel, fd: int, *, whole: bool = False) -> ProgInfo:
    """Return what is known of program *fd*; *whole* with the arrays that the struct points at."""
    counts = _info(kernel, fd, structs.ProgInfo())
    if not whole:
        return counts
    info = structs.ProgInfo()
    for pointer, count, kin in _ARRAYS:
        length = getattr(counts, count)
        element = getattr(structs, kin) if isinstance(kin, str) else kin
        info.point(pointer, (element * length)() if length else None)
        setattr(info, count, length)
    for size in ("func_info_rec_size", "line_info_rec_size", "jited_line_info_rec_size"):
        setattr(info, size, getattr(counts, size))
    return _info(kernel, fd, info)


# pointer, count, element
_ARRAYS: tuple[tuple[str, str, type[Any] | str], ...] = (
    ("xlated_prog_insns", "xlated_prog_len", c_char),
    ("jited_prog_insns", "jited_prog_len", c_char),
    ("map_ids", "nr_map_ids", c_uint32),
    ("jited_ksyms", "nr_jited_ksyms", c_uint64),
    ("jited_func_lens", "nr_jited_func_lens", c_uint32),
    ("func_info", "nr_func_info", "FuncInfoRecord"),
    ("line_info", "nr_line_info", "LineInfoRecord"),
    ("jited_line_info", "nr_jited_line_info", c_uint64),
)


def map_info(kernel: Kernel, fd: int) -> MapInfo:
    """Return what is known of map *fd*."""
    return _info(kernel, fd, structs.MapInfo())


def link_info(kernel: Kernel, fd: int, into: LinkInfo | None = None) -> LinkInfo:
    """Return what is known of link *fd*; *into* may point at room for texts."""
    return _info(kernel, fd, into if into is not None else structs.LinkInfo())


def btf_info(kernel: Kernel, fd: int) -> BtfInfo:
    """Return what is known of BTF *fd*."""
    return _info(kernel, fd, structs.BtfInfo())


def btf_named(kernel: Kernel, fd: int) -> tuple[BtfInfo, str]:
    """Return what is known of BTF *fd*, and its name: what it is of, if it is a kernel's."""
    room = ctypes.create_string_buffer(64)
    info = structs.BtfInfo(name_len=ctypes.sizeof(room))
    info.point("name", room)
    return _info(kernel, fd, info), room.value.decode(errors="replace")


def btf_data(kernel: Kernel, fd: int) -> bytes:
    """Return the BTF blob *fd*."""
    info = structs.BtfInfo(btf_size=btf_info(kernel, fd).btf_size)
    data = ctypes.create_string_buffer(info.btf_size)
    info.point("btf", data)
    _info(kernel, fd, info)
    return data.raw


def _info(kernel: Kernel, fd: int, info: Info) -> Info:
    """Let the kernel fill *info*."""
    attr = structs.ObjGetInfoAttr(bpf_fd=fd, info_len=ctypes.sizeof(info))
    attr.point("info", info)
    kernel.bpf(Cmd.OBJ_GET_INFO_BY_FD, attr)
    return info


def expect(kernel: Kernel, fd: int, noun: str) -> None:
    """Hold that *fd* is a ``map``, a ``prog`` or a ``link``, as far as the kernel tells.

    Raises:
        KernelError: EINVAL, it is another one: its info would be read as what it is not.
    """
    told = kernel.facts.fdinfo(fd)  # of a link it names the program, too
    found = next((each for each in ("link", "map", "prog") if f"{each}_id" in told), noun)
    if found != noun:
        raise KernelError(errno.EINVAL, f"it is a {found}, not a {noun}")


# --- by id, and all --------------------------------------------------------------------------


def program(kernel: Kernel, number: int) -> ProgramDetails:
    """Return the program with id *number*.

    Raises:
        KernelError: ENOENT, there is none.
    """
    fd = fd_by_id(kernel, Cmd.PROG_GET_FD_BY_ID, number)
    try:
        return ProgramDetails(kernel, fd)
    finally:
        kernel.close(fd)


def map_by_id(kernel: Kernel, number: int) -> MapDetails:
    """Return the map with id *number*.

    Raises:
        KernelError: ENOENT, there is none.
    """
    fd = fd_by_id(kernel, Cmd.MAP_GET_FD_BY_ID, number)
    try:
        return MapDetails(kernel, fd)
    finally:
        kernel.close(fd)


def link(kernel: Kernel, number: int) -> LinkDetails:
    """Return the link with id *number*.

    Raises:
        KernelError: ENOENT, there is none.
    """
    fd = fd_by_id(kernel, Cmd.LINK_GET_FD_BY_ID, number)
    try:
        return LinkDetails(kernel, fd)
    finally:
        kernel.close(fd)


def programs(kernel: Kernel) -> Iterator[ProgramDetails]:
    """Yield every program; one that goes away meanwhile is left out."""
    for number in ids(kernel, Cmd.PROG_GET_NEXT_ID):
        try:
            yield program(kernel, number)
        except KernelError as error:
            gone(error)


def maps(kernel: Kernel) -> Iterator[MapDetails]:
    """Yield every map; one that goes away meanwhile is left out."""
    for number in ids(kernel, Cmd.MAP_GET_NEXT_ID):
        try:
            yield map_by_id(kernel, number)
        except KernelError as error:
            gone(error)


def links(kernel: Kernel) -> Iterator[LinkDetails]:
    """Yield every link; one that goes away meanwhile is left out."""
    for number in ids(kernel, Cmd.LINK_GET_NEXT_ID):
        try:
            yield link(kernel, number)
        except KernelError as error:
            gone(error)


def ids(kernel: Kernel, cmd: Cmd) -> Iterator[int]:
    """Yield the ids that *cmd*, a ..._GET_NEXT_ID, leads to."""
    number = 0
    while True:
        attr = structs.GetIdAttr(start_id=number)
        try:
            kernel.bpf(cmd, attr)
        except KernelError as error:
            gone(error)
            return
        number = attr.next_id
        yield number


def fd_by_id(kernel: Kernel, cmd: Cmd, number: int) -> int:
    """Return an fd of object *number*; *cmd* is a ..._GET_FD_BY_ID."""
    try:
        return kernel.bpf(cmd, structs.GetIdAttr(start_id=number))
    except KernelError as error:
        error.what = f"get {cmd.name.partition('_')[0].lower()} by id ({number})"
        raise


def program_btf(kernel: Kernel, details: ProgramDetails) -> Btf | None:
    """Return the types of a program, None if it was loaded without."""
    return btf_by_id(kernel, details.btf_id) if details.btf_id else None


def map_btf(kernel: Kernel, details: MapDetails) -> Btf | None:
    """Return the types of a map's keys and values, None if it was made without."""
    return btf_by_id(kernel, details.btf_id) if details.btf_id else None


def btf_by_id(kernel: Kernel, number: int) -> Btf:
    """Return the BTF with id *number*."""
    from beebox.btf.read import read  # noqa: PLC0415 - for the few that show types

    fd = fd_by_id(kernel, Cmd.BTF_GET_FD_BY_ID, number)
    try:
        return read(btf_data(kernel, fd))
    finally:
        kernel.close(fd)


def gone(error: KernelError) -> None:
    """Let *error* pass if it says that there is no such object (any more)."""
    if error.errno != errno.ENOENT:
        raise error


def _bytes(buffer: Array[c_char] | None, shown: int) -> bytes:
    """Return the contents of *buffer*, b"" if the kernel zeroed the pointer: it may not show."""
    return buffer.raw if buffer is not None and shown else b""


def _elements(buffer: Array[Any] | None, count: int) -> tuple[Any, ...]:
    """Return the first *count* elements of *buffer*."""
    return tuple(buffer[:count]) if buffer is not None else ()
