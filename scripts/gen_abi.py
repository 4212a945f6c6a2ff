"""Write src/beebox/abi/{enums,structs,commands}.py from the kernel's own types.

    python scripts/gen_abi.py            write the files
    python scripts/gen_abi.py --check    exit 1 if they differ from what would be written

Enums and structs come from vmlinux BTF (/sys/kernel/btf/vmlinux, or --btf FILE), so that no number
is typed by hand. What the headers only have as #define stands in `DEFINES` below, and the last
field of each command (BPF_*_LAST_FIELD in kernel/bpf/syscall.c) in `COMMANDS`.
"""

from __future__ import annotations

import argparse
import difflib
import struct
import subprocess
import sys
import textwrap
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ABI = ROOT / "src" / "beebox" / "abi"
NEWEST = "6.18"
TITLE = "# Written by scripts/gen_abi.py from vmlinux BTF. Do not edit.\n"

# class name, BTF enum (a name, or a member of an anonymous one), prefixes to strip, docstring
ENUMS = [
    ("Cmd", "bpf_cmd", ("BPF_",), "What bpf(2) is asked to do: its first argument."),
    ("MapType", "bpf_map_type", ("BPF_MAP_TYPE_",), "The kinds of map."),
    ("ProgType", "bpf_prog_type", ("BPF_PROG_TYPE_",), "The kinds of program."),
    ("AttachType", "bpf_attach_type", ("BPF_",), "Where a program is attached."),
    ("LinkType", "bpf_link_type", ("BPF_LINK_TYPE_",), "The kinds of link."),
    ("Func", "bpf_func_id", ("BPF_FUNC_",), "The helpers: what ``call`` has as its immediate."),
    ("MapFlag", "BPF_F_NO_PREALLOC", ("BPF_F_",), "Flags of MAP_CREATE, and of fds by id."),
    ("UpdateFlag", "BPF_ANY", ("BPF_F_", "BPF_"), "Flags of MAP_UPDATE_ELEM."),
    ("IndexFlag", "BPF_F_INDEX_MASK", ("BPF_F_",), "Flags of perf_event_output."),
    ("RingbufFlag", "BPF_RB_NO_WAKEUP", ("BPF_RB_",), "Flags of ringbuf_output and _submit."),
    ("RingbufQuery", "BPF_RB_AVAIL_DATA", ("BPF_RB_",), "What ringbuf_query may ask."),
    ("RingbufHeader", "BPF_RINGBUF_BUSY_BIT", ("BPF_RINGBUF_",), "The header of a ring's record."),
    ("StackFlag", "BPF_F_SKIP_FIELD_MASK", ("BPF_F_",), "Flags of get_stackid and get_stack."),
    ("KprobeMultiFlag", "BPF_F_KPROBE_MULTI_RETURN", ("BPF_F_KPROBE_MULTI_",), "Flags of a link."),
    ("UprobeMultiFlag", "BPF_F_UPROBE_MULTI_RETURN", ("BPF_F_UPROBE_MULTI_",), "Flags of a link."),
    ("StorageFlag", "BPF_LOCAL_STORAGE_GET_F_CREATE", ("BPF_LOCAL_STORAGE_GET_F_",),
     "Flags of *_storage_get."),
    ("TimerFlag", "BPF_F_TIMER_ABS", ("BPF_F_TIMER_",), "Flags of timer_start."),
    ("StatsType", "bpf_stats_type", ("BPF_STATS_",), "What ENABLE_STATS turns on."),
    ("TaskFdType", "bpf_task_fd_type", ("BPF_FD_TYPE_",), "What TASK_FD_QUERY says an fd is."),
    ("PerfEventType", "bpf_perf_event_type", ("BPF_PERF_EVENT_",), "What a perf event link is on."),
    ("BtfKind", "BTF_KIND_UNKN", ("BTF_KIND_", "NR_BTF_"), "The kinds of BTF type."),
    ("CoreRelo", "bpf_core_relo_kind", ("BPF_CORE_",), "The kinds of CO-RE relocation."),
    ("PerfType", "perf_type_id", ("PERF_TYPE_",), "The type of a perf event."),
    ("PerfSoftware", "perf_sw_ids", ("PERF_COUNT_SW_",), "The config of a software event."),
    ("PerfHardware", "perf_hw_id", ("PERF_COUNT_HW_",), "The config of a hardware event."),
    ("PerfSample", "perf_event_sample_format", ("PERF_SAMPLE_",), "What a sample holds."),
    ("PerfFormat", "perf_event_read_format", ("PERF_FORMAT_",), "What read(2) of an event gives."),
    ("PerfRecord", "perf_event_type", ("PERF_RECORD_",), "The kinds of record in a perf buffer."),
]  # fmt: skip

# Not enums in the kernel: include/uapi/linux/{bpf,perf_event}.h have them as #define.
DEFINES = [
    ("ProgFlag", "Flags of PROG_LOAD (BPF_F_*).", [
        ("STRICT_ALIGNMENT", 1), ("ANY_ALIGNMENT", 2), ("TEST_RND_HI32", 4),
        ("TEST_STATE_FREQ", 8), ("SLEEPABLE", 16), ("XDP_HAS_FRAGS", 32),
        ("XDP_DEV_BOUND_ONLY", 64), ("TEST_REG_INVARIANTS", 128)]),
    ("AttachFlag", "Flags of PROG_ATTACH and of links (BPF_F_*).", [
        ("ALLOW_OVERRIDE", 1), ("ALLOW_MULTI", 2), ("REPLACE", 4), ("BEFORE", 8), ("AFTER", 16),
        ("ID", 32), ("PREORDER", 64), ("LINK", 8192)]),
    ("TestRunFlag", "Flags of PROG_TEST_RUN (BPF_F_TEST_*).", [
        ("RUN_ON_CPU", 1), ("XDP_LIVE_FRAMES", 2), ("SKB_CHECKSUM_COMPLETE", 4)]),
    ("PseudoLoad", "What ``src`` of an lddw says that its immediate is (BPF_PSEUDO_*).", [
        ("IMM", 0), ("MAP_FD", 1), ("MAP_VALUE", 2), ("BTF_ID", 3), ("FUNC", 4), ("MAP_IDX", 5),
        ("MAP_IDX_VALUE", 6)]),
    ("PseudoCall", "What ``src`` of a call says that its immediate is (BPF_PSEUDO_*).", [
        ("HELPER", 0), ("CALL", 1), ("KFUNC_CALL", 2)]),
    ("PerfIoctl", "ioctl(2) of a perf event (PERF_EVENT_IOC_*).", [
        ("ENABLE", 0x2400), ("DISABLE", 0x2401), ("REFRESH", 0x2402), ("RESET", 0x2403),
        ("PERIOD", 0x40082404), ("SET_OUTPUT", 0x2405), ("SET_FILTER", 0x40082406),
        ("ID", 0x80082407), ("SET_BPF", 0x40042408), ("PAUSE_OUTPUT", 0x40042409),
        ("QUERY_BPF", 0xC008240A), ("MODIFY_ATTRIBUTES", 0x4008240B)]),
    ("PerfOpenFlag", "Flags of perf_event_open(2) (PERF_FLAG_*).", [
        ("FD_NO_GROUP", 1), ("FD_OUTPUT", 2), ("PID_CGROUP", 4), ("FD_CLOEXEC", 8)]),
]  # fmt: skip

# class name, member of union bpf_attr (its name, or two fields of an anonymous one), docstring
ATTRS = [
    ("MapCreateAttr", ("map_type", "key_size"), "MAP_CREATE."),
    ("MapElemAttr", ("map_fd", "key"), "MAP_*_ELEM, MAP_GET_NEXT_KEY, MAP_FREEZE."),
    ("MapBatchAttr", "batch", "MAP_*_BATCH."),
    ("ProgLoadAttr", ("prog_type", "insn_cnt"), "PROG_LOAD."),
    ("ObjAttr", ("pathname", "bpf_fd"), "OBJ_PIN and OBJ_GET."),
    ("ProgAttachAttr", ("target_fd", "attach_bpf_fd"), "PROG_ATTACH and PROG_DETACH."),
    ("TestRunAttr", "test", "PROG_TEST_RUN."),
    ("GetIdAttr", ("start_id", "next_id"), "*_GET_NEXT_ID and *_GET_FD_BY_ID."),
    ("ObjGetInfoAttr", "info", "OBJ_GET_INFO_BY_FD."),
    ("ProgQueryAttr", "query", "PROG_QUERY."),
    ("RawTracepointAttr", "raw_tracepoint", "RAW_TRACEPOINT_OPEN."),
    ("BtfLoadAttr", ("btf", "btf_size"), "BTF_LOAD."),
    ("TaskFdQueryAttr", "task_fd_query", "TASK_FD_QUERY."),
    ("LinkCreateAttr", "link_create", "LINK_CREATE."),
    ("LinkUpdateAttr", "link_update", "LINK_UPDATE."),
    ("LinkDetachAttr", "link_detach", "LINK_DETACH."),
    ("EnableStatsAttr", "enable_stats", "ENABLE_STATS."),
    ("IterCreateAttr", "iter_create", "ITER_CREATE."),
    ("ProgBindMapAttr", "prog_bind_map", "PROG_BIND_MAP."),
    ("TokenCreateAttr", "token_create", "TOKEN_CREATE."),
    ("StreamReadAttr", "prog_stream_read", "PROG_STREAM_READ_BY_FD."),
]

# class name, base, struct, docstring
STRUCTS = [
    ("ProgInfo", "Struct", "bpf_prog_info", "What OBJ_GET_INFO_BY_FD tells of a program."),
    ("MapInfo", "Struct", "bpf_map_info", "What OBJ_GET_INFO_BY_FD tells of a map."),
    ("BtfInfo", "Struct", "bpf_btf_info", "What OBJ_GET_INFO_BY_FD tells of BTF."),
    ("LinkInfo", "Struct", "bpf_link_info", "What OBJ_GET_INFO_BY_FD tells of a link."),
    ("IterLinkInfo", "Union", "bpf_iter_link_info", "What an iterator goes over, in LINK_CREATE."),
    ("FuncInfoRecord", "Struct", "bpf_func_info", "One function of a program, in PROG_LOAD."),
    ("LineInfoRecord", "Struct", "bpf_line_info", "One source line of a program, in PROG_LOAD."),
    ("CoreReloRecord", "Struct", "bpf_core_relo", "One CO-RE relocation, in PROG_LOAD."),
    ("PerfEventAttr", "Struct", "perf_event_attr", "The first argument of perf_event_open(2)."),
    ("PerfEventHeader", "Struct", "perf_event_header", "What a perf record starts with."),
    ("PerfMmapPage", "Struct", "perf_event_mmap_page", "The first page of a perf buffer."),
]  # fmt: skip

# command, attr, last field, returns an fd, first kernel
COMMANDS = [
    ("MAP_CREATE", "MapCreateAttr", "excl_prog_hash_size", True, "3.18"),
    ("MAP_LOOKUP_ELEM", "MapElemAttr", "flags", False, "3.18"),
    ("MAP_UPDATE_ELEM", "MapElemAttr", "flags", False, "3.18"),
    ("MAP_DELETE_ELEM", "MapElemAttr", "key", False, "3.18"),
    ("MAP_GET_NEXT_KEY", "MapElemAttr", "next_key", False, "3.18"),
    ("PROG_LOAD", "ProgLoadAttr", "keyring_id", True, "3.18"),
    ("OBJ_PIN", "ObjAttr", "path_fd", False, "4.4"),
    ("OBJ_GET", "ObjAttr", "path_fd", True, "4.4"),
    ("PROG_ATTACH", "ProgAttachAttr", "expected_revision", False, "4.10"),
    ("PROG_DETACH", "ProgAttachAttr", "expected_revision", False, "4.10"),
    ("PROG_TEST_RUN", "TestRunAttr", "batch_size", False, "4.12"),
    ("PROG_GET_NEXT_ID", "GetIdAttr", "next_id", False, "4.13"),
    ("MAP_GET_NEXT_ID", "GetIdAttr", "next_id", False, "4.13"),
    ("PROG_GET_FD_BY_ID", "GetIdAttr", "prog_id", True, "4.13"),
    ("MAP_GET_FD_BY_ID", "GetIdAttr", "open_flags", True, "4.13"),
    ("OBJ_GET_INFO_BY_FD", "ObjGetInfoAttr", "info", False, "4.13"),
    ("PROG_QUERY", "ProgQueryAttr", "revision", False, "4.15"),
    ("RAW_TRACEPOINT_OPEN", "RawTracepointAttr", "cookie", True, "4.17"),
    ("BTF_LOAD", "BtfLoadAttr", "btf_token_fd", True, "4.18"),
    ("BTF_GET_FD_BY_ID", "GetIdAttr", "fd_by_id_token_fd", True, "4.18"),
    ("TASK_FD_QUERY", "TaskFdQueryAttr", "probe_addr", False, "4.18"),
    ("MAP_LOOKUP_AND_DELETE_ELEM", "MapElemAttr", "flags", False, "4.20"),
    ("MAP_FREEZE", "MapElemAttr", "map_fd", False, "5.2"),
    ("BTF_GET_NEXT_ID", "GetIdAttr", "next_id", False, "5.4"),
    ("MAP_LOOKUP_BATCH", "MapBatchAttr", "flags", False, "5.6"),
    ("MAP_LOOKUP_AND_DELETE_BATCH", "MapBatchAttr", "flags", False, "5.6"),
    ("MAP_UPDATE_BATCH", "MapBatchAttr", "flags", False, "5.6"),
    ("MAP_DELETE_BATCH", "MapBatchAttr", "flags", False, "5.6"),
    ("LINK_CREATE", "LinkCreateAttr", "uprobe_multi.pid", True, "5.7"),
    ("LINK_UPDATE", "LinkUpdateAttr", "old_prog_fd", False, "5.7"),
    ("LINK_GET_FD_BY_ID", "GetIdAttr", "link_id", True, "5.8"),
    ("LINK_GET_NEXT_ID", "GetIdAttr", "next_id", False, "5.8"),
    ("ENABLE_STATS", "EnableStatsAttr", "type", True, "5.8"),
    ("ITER_CREATE", "IterCreateAttr", "flags", True, "5.8"),
    ("LINK_DETACH", "LinkDetachAttr", "link_fd", False, "5.9"),
    ("PROG_BIND_MAP", "ProgBindMapAttr", "flags", False, "5.10"),
    ("TOKEN_CREATE", "TokenCreateAttr", "bpffs_fd", True, "6.9"),
    ("PROG_STREAM_READ_BY_FD", "StreamReadAttr", "prog_fd", False, "6.17"),
]

CODES = {(1, False): "B", (2, False): "H", (4, False): "I", (8, False): "Q",
         (1, True): "b", (2, True): "h", (4, True): "i", (8, True): "q"}  # fmt: skip


# --- a reader of just enough BTF (Documentation/bpf/btf.rst) ---------------------------------

INT, PTR, ARRAY, STRUCT, UNION, ENUM, FWD, TYPEDEF, VOLATILE, CONST, RESTRICT = range(1, 12)
FUNC, FUNC_PROTO, VAR, DATASEC, FLOAT, DECL_TAG, TYPE_TAG, ENUM64 = range(12, 20)


@dataclass
class Member:
    """One member of a struct or union; *bits* is 0 unless it is a bit field."""

    name: str
    type: int
    offset: int
    bits: int


@dataclass
class Type:
    """One BTF type, of whatever kind."""

    kind: int
    name: str
    size: int  # or the type it refers to
    members: list[Member]
    values: list[tuple[str, int]]
    array: tuple[int, int] = (0, 0)
    signed: bool = False
    char: bool = False


class Types:
    """All types of a BTF blob."""

    def __init__(self, data: bytes) -> None:
        magic, _, _, header, type_off, type_len, str_off, _ = struct.unpack_from("<HBBIIIII", data)
        if magic != 0xEB9F:
            sys.exit("not little-endian BTF")
        self.strings = header + str_off
        self.data = data
        self.all: list[Type] = [Type(0, "void", 0, [], [])]
        at, end = header + type_off, header + type_off + type_len
        while at < end:
            at = self._one(at)

    def _text(self, offset: int) -> str:
        start = self.strings + offset
        return self.data[start : self.data.index(b"\0", start)].decode()

    def _one(self, at: int) -> int:
        name, info, size = struct.unpack_from("<III", self.data, at)
        kind, count, flag = info >> 24 & 31, info & 0xFFFF, bool(info >> 31)
        here = Type(kind, self._text(name), size, [], [], signed=flag)
        self.all.append(here)
        at += 12
        if kind == INT:
            (word,) = struct.unpack_from("<I", self.data, at)
            here.signed, here.char = bool(word >> 24 & 1), here.name == "char"
            at += 4
        elif kind == ARRAY:
            element, _, length = struct.unpack_from("<III", self.data, at)
            here.array = (element, length)
            at += 12
        elif kind in {STRUCT, UNION}:
            for text, kin, offset in struct.iter_unpack("<III", self.data[at : at + 12 * count]):
                bits, offset = (offset >> 24, offset & 0xFFFFFF) if flag else (0, offset)  # noqa: PLW2901
                here.members.append(Member(self._text(text), kin, offset, bits))
            at += 12 * count
        elif kind == ENUM:
            form = "<Ii" if flag else "<II"
            for text, value in struct.iter_unpack(form, self.data[at : at + 8 * count]):
                here.values.append((self._text(text), value))
            at += 8 * count
        elif kind == ENUM64:
            for text, low, high in struct.iter_unpack("<III", self.data[at : at + 12 * count]):
                here.values.append((self._text(text), low | high << 32))
            at += 12 * count
        else:
            at += {FUNC_PROTO: 8 * count, VAR: 4, DATASEC: 12 * count, DECL_TAG: 4}.get(kind, 0)
        return at

    def plain(self, number: int) -> Type:
        """Return type *number* without typedefs and qualifiers."""
        found = self.all[number]
        while found.kind in {TYPEDEF, VOLATILE, CONST, RESTRICT, TYPE_TAG}:
            found = self.all[found.size]
        return found

    def find(self, kind: int, name: str) -> Type:
        """Return the type of this *kind* and *name*."""
        for found in self.all:
            if found.kind == kind and found.name == name and (found.members or found.values):
                return found
        sys.exit(f"the BTF has no type {name}")

    def enum(self, name: str) -> Type:
        """Return the enum called *name*, or the anonymous one with such a member."""
        for found in self.all:
            if found.kind in {ENUM, ENUM64} and (
                found.name == name or any(member == name for member, _ in found.values)
            ):
                return found
        sys.exit(f"the BTF has no enum {name}")


# --- enums -----------------------------------------------------------------------------------


def strip(name: str, prefixes: tuple[str, ...]) -> str:
    """Return *name* without the first of *prefixes* that it starts with."""
    return next((name[len(p) :] for p in prefixes if name.startswith(p)), name)


def enum_members(types: Types, key: str, prefixes: tuple[str, ...]) -> list[tuple[str, int]]:
    """Return the members of an enum, by value; names that are only kept for old programs last."""
    members = []
    for member, value in types.enum(key).values:
        short = strip(member, prefixes)
        if not short.startswith("__") and not short.endswith(("_MAX", "_END")) and short != "MAX":
            members.append((short, value))
    return sorted(members, key=lambda pair: (pair[1], pair[0].endswith("_DEPRECATED")))


ENUMS_DOC = f"""The enums of bpf(2) and perf_event_open(2), as Linux {NEWEST} has them.

Names are the kernel's without its prefixes: BPF_MAP_TYPE_HASH is ``MapType.HASH``. Flags are plain
`IntEnum` too: or-ing them gives an int, which is what an attribute wants.
"""

ENUMS_CODE = '''
from enum import IntEnum


def __getattr__(name: str) -> type[IntEnum]:
    """Make an enum when it is first asked for: all of them would cost every start some 5 ms."""
    try:
        doc, members = _TABLE[name]
    except KeyError:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}") from None
    pairs = [(key, int(value, 0)) for key, _, value in (p.partition("=") for p in members.split())]
    made = IntEnum(name, pairs, module=__name__)  # type: ignore[misc]  # the stub has the classes
    made.__doc__ = doc
    kept: type[IntEnum] = globals().setdefault(name, made)  # another thread may have been first
    return kept


def __dir__() -> list[str]:
    return sorted(_TABLE)


# name: docstring, members
_TABLE = {
'''


def literal(value: int) -> str:
    """Return *value* in decimal, or hexadecimal if it is one big bit."""
    return str(value) if value < 1 << 30 else f"{value:#x}"


def folded(text: str) -> str:
    """Return *text* as one string literal, broken at spaces to lines of at most 100 columns."""
    lines = textwrap.wrap(text, 85, break_long_words=False, break_on_hyphens=False)
    return '        """' + "\n        ".join(lines) + '"""'


def enums(types: Types) -> tuple[str, str]:
    """Return enums.py and its stub."""
    rows = [(name, doc, enum_members(types, key, strips)) for name, key, strips, doc in ENUMS]
    rows += DEFINES
    code = f'{TITLE}"""{ENUMS_DOC}"""\n{ENUMS_CODE}'
    stub = TITLE + "# ruff: noqa: PYI054 - the numbers are the kernel's\nfrom enum import IntEnum\n"
    for name, doc, members in rows:
        text = " ".join(
            f"{member}={value:#x}" if value > 0xFFFF else f"{member}={value}"
            for member, value in members
        )
        code += f'    "{name}": (\n        "{doc}",\n{folded(text)},\n    ),\n'
        stub += f"\nclass {name}(IntEnum):\n" + "".join(
            f"    {member} = {literal(value)}\n" for member, value in members
        )
    return code + "}\n", stub


# --- structs ---------------------------------------------------------------------------------


def camel(name: str) -> str:
    """Return some_name as SomeName."""
    return "".join(part.capitalize() for part in name.split("_"))


class Layout:
    """Collects the rows of structs.py and the classes of its stub, inner structs first."""

    def __init__(self, types: Types) -> None:
        self.types = types
        self.rows: list[str] = []
        self.stubs: list[str] = []

    def scalar(self, number: int) -> tuple[str, str] | None:
        """Return (code, annotation) of a scalar or an array of them, else None."""
        found = self.types.plain(number)
        if found.kind in {INT, ENUM, ENUM64}:
            return CODES[found.size, found.signed], "int"
        if found.kind == PTR:
            return "Q", "int"
        if found.kind == ARRAY:
            if self.types.plain(found.array[0]).char:
                return f"{found.array[1]}s", "bytes"
            inner = self.scalar(found.array[0])
            assert inner
            return f"{found.array[1]}{inner[0]}", "Sequence[int]"
        return None

    def emit(self, name: str, base: str, kin: Type, doc: str, owner: str = "") -> list[str]:
        """Add *kin* as *name*; return its annotations. Unions of scalars become one field."""
        owner = owner or name
        fields: list[str] = []
        notes: list[str] = []
        for index, member in enumerate(kin.members):
            inner = self.types.plain(member.type)
            simple = self.scalar(member.type)
            if simple:
                bits = f":{member.bits}" if member.bits else ""
                fields.append(f"{member.name}:{simple[0]}{bits}")
                notes.append(f"{member.name}: {simple[1]}")
            elif member.name:
                sub = owner.removesuffix("Attr") + camel(member.name)
                kind = "Struct" if inner.kind == STRUCT else "Union"
                self.emit(sub, kind, inner, f"``{member.name}`` of `{owner}`.")
                fields.append(f"{member.name}:{sub}")
                notes.append(f"{member.name}: {sub}")
            elif inner.kind == UNION and all(self.scalar(m.type) for m in inner.members):
                kinds = [self.scalar(m.type) for m in inner.members]
                assert len(set(kinds)) == 1, (name, kinds)
                assert kinds[0]
                names = [m.name for m in inner.members]
                fields.append(f"{'='.join(names)}:{kinds[0][0]}")
                notes += [f"{each}: {kinds[0][1]}" for each in names]
            else:
                sub = f"_{name.lstrip('_')}{index}"
                kind = "Struct" if inner.kind == STRUCT else "Union"
                notes += self.emit(sub, kind, inner, "Anonymous in the kernel.", owner)
                fields.append(f":{sub}")
        self.rows.append(
            f'    "{name}": (\n        "{base}",\n        "{doc}",\n'
            f"{folded(' '.join(fields))},\n    ),\n"
        )
        if not name.startswith("_"):
            body = "".join(f"    {note}\n" for note in notes)
            self.stubs.append(f"\nclass {name}({base}):\n{body}")
        return notes


STRUCTS_DOC = f"""The structs of bpf(2) and perf_event_open(2) of Linux {NEWEST}, by ctypes.

``union bpf_attr`` is one class a group of commands here: bpf(2) takes the size it is given, and
what lies behind counts as zero. `Struct.point` sets a pointer field and keeps what it points at
alive.
"""

STRUCTS_CODE = '''
from __future__ import annotations

import ctypes
from collections.abc import Iterator
from ctypes import Array, Structure, Union, addressof, c_char, sizeof

Buffer = Array[c_char] | Structure


class Struct(Structure):
    """A C struct that remembers the buffers it points at."""

    def point(self, field: str, buffer: Buffer | bytes | bytearray | None) -> None:
        """Set pointer *field* to *buffer*'s address (0 for None) and keep the buffer alive.

        Bytes are copied; a bytearray is used in place, so what the kernel writes is in it.
        """
        if isinstance(buffer, bytes):
            buffer = (c_char * max(len(buffer), 1)).from_buffer_copy(buffer or b"\\0")
        elif isinstance(buffer, bytearray):
            buffer = (c_char * len(buffer)).from_buffer(buffer)
        setattr(self, field, 0 if buffer is None else addressof(buffer))
        self.__dict__.setdefault("buffers", {})[field] = buffer

    def __repr__(self) -> str:
        shown = ((name, getattr(self, name)) for name, *_ in self._fields_)
        given = (f"{name}={value!r}" for name, value in shown if value)
        return f"<{type(self).__name__} {' '.join(given)}>"

    def spans(self) -> Iterator[tuple[int, int]]:
        """Yield (address, length) of each buffer given to `point`, and of theirs."""
        for buffer in self.__dict__.get("buffers", {}).values():
            if buffer is not None:
                yield addressof(buffer), sizeof(buffer)
                if isinstance(buffer, Struct):
                    yield from buffer.spans()


class Attr(Struct):
    """What bpf(2) takes: one member of ``union bpf_attr``."""


_BASES: dict[str, type] = {"Struct": Struct, "Attr": Attr, "Union": Union}
_CODES = {
    "B": ctypes.c_uint8,
    "H": ctypes.c_uint16,
    "I": ctypes.c_uint32,
    "Q": ctypes.c_uint64,
    "i": ctypes.c_int32,
    "q": ctypes.c_int64,
    "s": ctypes.c_char,
}


def __getattr__(name: str) -> type:
    """Make a class when it is first asked for: all of them would cost every start some 5 ms."""
    try:
        base, doc, fields = _TABLE[name]
    except KeyError:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}") from None
    made = _make(name, base, doc, fields.split())
    kept: type = globals().setdefault(name, made)  # another thread may have been first
    return kept


def __dir__() -> list[str]:
    return sorted([*(name for name in _TABLE if name[0] != "_"), "Attr", "Struct"])


def _make(name: str, base: str, doc: str, fields: list[str]) -> type:
    """Return the class of a row of `_TABLE`."""
    rows: list[tuple[str, type] | tuple[str, type, int]] = []
    anonymous = []
    aliases = {}
    for field in fields:
        names, code, *bits = field.split(":")
        first, *others = names.split("=")
        if not first:
            first = f"_{len(rows)}"
            anonymous.append(first)
        aliases.update(dict.fromkeys(others, first))
        rows.append((first, _type(code), int(bits[0])) if bits else (first, _type(code)))
    body = {"__doc__": doc, "__module__": __name__, "_anonymous_": anonymous, "_fields_": rows}
    kin = _BASES[base]
    made: type = type(kin)(name, (kin,), body)
    for alias, first in aliases.items():
        setattr(made, alias, getattr(made, first))
    return made


def _type(code: str) -> type:
    """Return the ctype of a field: a code, a count and a code, or the name of another row."""
    if code in _CODES:
        return _CODES[code]
    if code[0].isdigit():
        made: type = _CODES[code[-1]] * int(code[:-1])
        return made
    found = globals().get(code)
    return found if isinstance(found, type) else __getattr__(code)


# name: base, docstring, fields (name=other:code:bits; = joins names of one union of scalars)
_TABLE = {
'''

STRUCTS_STUB = """from collections.abc import Iterator, Sequence
from ctypes import Array, Structure, Union, c_char
from typing import TypeAlias

Buffer: TypeAlias = Array[c_char] | Structure

class Struct(Structure):
    def point(self, field: str, buffer: Buffer | bytes | bytearray | None) -> None: ...
    def spans(self) -> Iterator[tuple[int, int]]: ...

class Attr(Struct): ...
"""


def structs(types: Types) -> tuple[str, str]:
    """Return structs.py and its stub."""
    layout = Layout(types)
    union = types.find(UNION, "bpf_attr")
    for name, key, doc in ATTRS:
        layout.emit(name, "Attr", attr_member(types, union, key), doc)
    for name, base, key, doc in STRUCTS:
        layout.emit(name, base, types.find(UNION if base == "Union" else STRUCT, key), doc)
    code = f'{TITLE}"""{STRUCTS_DOC}"""\n{STRUCTS_CODE}' + "".join(layout.rows) + "}\n"
    return code, TITLE + STRUCTS_STUB + "".join(layout.stubs)


def attr_member(types: Types, union: Type, key: str | tuple[str, str]) -> Type:
    """Return the struct inside ``union bpf_attr`` that *key* tells."""
    for member in union.members:
        inner = types.plain(member.type)
        if member.name:
            if member.name == key:
                return inner
            continue
        names = set()
        for part in inner.members:
            deeper = types.plain(part.type).members if not part.name else ()
            names |= {part.name} | {m.name for m in deeper}
        if not isinstance(key, str) and set(key) <= names:
            return inner
    sys.exit(f"union bpf_attr has no member {key}")


# --- commands --------------------------------------------------------------------------------


COMMANDS_HEAD = f'''# Written by scripts/gen_abi.py. Do not edit.
"""One row a bpf(2) command: its struct, its last field, whether it returns an fd.

The typed client and the user kernel's dispatch are driven by these rows. The last field is what
kernel/bpf/syscall.c (Linux {NEWEST}) calls BPF_*_LAST_FIELD: bytes behind it must be zero.
"""

from typing import NamedTuple

from beebox.abi import structs
from beebox.abi.enums import Cmd
from beebox.abi.structs import Attr


class Command(NamedTuple):
    """A command: *end* is where its *last* field ends, *since* the first kernel that has it."""

    cmd: Cmd
    struct: str
    last: str
    end: int
    returns_fd: bool
    since: str

    @property
    def attr(self) -> type[Attr]:
        """The class of what it takes."""
        kin: type[Attr] = getattr(structs, self.struct)
        return kin


ROWS: dict[Cmd, Command] = {{
    row.cmd: row
    for row in (
'''


def field_end(types: Types, kin: Type, path: list[str]) -> int:
    """Return the offset in bytes behind the field that *path* leads to, 0 if there is none."""
    for member in kin.members:
        inner = types.plain(member.type)
        if not member.name:
            behind = field_end(types, inner, path)
        elif member.name == path[0]:
            behind = field_end(types, inner, path[1:]) if path[1:] else inner.size
        else:
            continue
        if behind:
            return member.offset // 8 + behind
    return 0


def commands(types: Types) -> str:
    """Return commands.py."""
    union = types.find(UNION, "bpf_attr")
    keys = {name: key for name, key, _ in ATTRS}
    head = COMMANDS_HEAD
    rows = ""
    for cmd, attr, last, fd, since in COMMANDS:
        end = field_end(types, attr_member(types, union, keys[attr]), last.split("."))
        rows += f'        Command(Cmd.{cmd}, "{attr}", "{last}", {end}, {fd}, "{since}"),\n'
    return head + rows + "    )\n}\n"


def formatted(source: str, name: str) -> str:
    """Return *source* as ruff formats it."""
    ruff = Path(sys.executable).with_name("ruff")
    command = [str(ruff) if ruff.exists() else "ruff", "format", "--stdin-filename", name, "-"]
    run = subprocess.run(
        command, input=source, capture_output=True, text=True, check=True, cwd=ROOT
    )
    return run.stdout


def main() -> int:
    """Write or check the files."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--btf", type=Path, default=Path("/sys/kernel/btf/vmlinux"))
    parser.add_argument("--check", action="store_true")
    options = parser.parse_args()
    types = Types(options.btf.read_bytes())
    status = 0
    made = {"commands.py": commands(types)}
    made["enums.py"], made["enums.pyi"] = enums(types)
    made["structs.py"], made["structs.pyi"] = structs(types)
    for name, source in made.items():
        path = ABI / name
        new = formatted(source, name)
        if not options.check:
            path.write_text(new)
        elif (old := path.read_text()) != new:
            sys.stdout.writelines(
                difflib.unified_diff(old.splitlines(True), new.splitlines(True), name, name)
            )
            status = 1
    return status


if __name__ == "__main__":
    sys.exit(main())
