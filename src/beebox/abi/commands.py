# Written by scripts/gen_abi.py. Do not edit.
"""One row a bpf(2) command: its struct, its last field, whether it returns an fd.

The typed client and the user kernel's dispatch are driven by these rows. The last field is what
kernel/bpf/syscall.c (Linux 6.18) calls BPF_*_LAST_FIELD: bytes behind it must be zero.
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


ROWS: dict[Cmd, Command] = {
    row.cmd: row
    for row in (
        Command(Cmd.MAP_CREATE, "MapCreateAttr", "excl_prog_hash_size", 92, True, "3.18"),
        Command(Cmd.MAP_LOOKUP_ELEM, "MapElemAttr", "flags", 32, False, "3.18"),
        Command(Cmd.MAP_UPDATE_ELEM, "MapElemAttr", "flags", 32, False, "3.18"),
        Command(Cmd.MAP_DELETE_ELEM, "MapElemAttr", "key", 16, False, "3.18"),
        Command(Cmd.MAP_GET_NEXT_KEY, "MapElemAttr", "next_key", 24, False, "3.18"),
        Command(Cmd.PROG_LOAD, "ProgLoadAttr", "keyring_id", 168, True, "3.18"),
        Command(Cmd.OBJ_PIN, "ObjAttr", "path_fd", 20, False, "4.4"),
        Command(Cmd.OBJ_GET, "ObjAttr", "path_fd", 20, True, "4.4"),
        Command(Cmd.PROG_ATTACH, "ProgAttachAttr", "expected_revision", 32, False, "4.10"),
        Command(Cmd.PROG_DETACH, "ProgAttachAttr", "expected_revision", 32, False, "4.10"),
        Command(Cmd.PROG_TEST_RUN, "TestRunAttr", "batch_size", 76, False, "4.12"),
        Command(Cmd.PROG_GET_NEXT_ID, "GetIdAttr", "next_id", 8, False, "4.13"),
        Command(Cmd.MAP_GET_NEXT_ID, "GetIdAttr", "next_id", 8, False, "4.13"),
        Command(Cmd.PROG_GET_FD_BY_ID, "GetIdAttr", "prog_id", 4, True, "4.13"),
        Command(Cmd.MAP_GET_FD_BY_ID, "GetIdAttr", "open_flags", 12, True, "4.13"),
        Command(Cmd.OBJ_GET_INFO_BY_FD, "ObjGetInfoAttr", "info", 16, False, "4.13"),
        Command(Cmd.PROG_QUERY, "ProgQueryAttr", "revision", 64, False, "4.15"),
        Command(Cmd.RAW_TRACEPOINT_OPEN, "RawTracepointAttr", "cookie", 24, True, "4.17"),
        Command(Cmd.BTF_LOAD, "BtfLoadAttr", "btf_token_fd", 40, True, "4.18"),
        Command(Cmd.BTF_GET_FD_BY_ID, "GetIdAttr", "fd_by_id_token_fd", 16, True, "4.18"),
        Command(Cmd.TASK_FD_QUERY, "TaskFdQueryAttr", "probe_addr", 48, False, "4.18"),
        Command(Cmd.MAP_LOOKUP_AND_DELETE_ELEM, "MapElemAttr", "flags", 32, False, "4.20"),
        Command(Cmd.MAP_FREEZE, "MapElemAttr", "map_fd", 4, False, "5.2"),
        Command(Cmd.BTF_GET_NEXT_ID, "GetIdAttr", "next_id", 8, False, "5.4"),
        Command(Cmd.MAP_LOOKUP_BATCH, "MapBatchAttr", "flags", 56, False, "5.6"),
        Command(Cmd.MAP_LOOKUP_AND_DELETE_BATCH, "MapBatchAttr", "flags", 56, False, "5.6"),
        Command(Cmd.MAP_UPDATE_BATCH, "MapBatchAttr", "flags", 56, False, "5.6"),
        Command(Cmd.MAP_DELETE_BATCH, "MapBatchAttr", "flags", 56, False, "5.6"),
        Command(Cmd.LINK_CREATE, "LinkCreateAttr", "uprobe_multi.pid", 60, True, "5.7"),
        Command(Cmd.LINK_UPDATE, "LinkUpdateAttr", "old_prog_fd", 16, False, "5.7"),
        Command(Cmd.LINK_GET_FD_BY_ID, "GetIdAttr", "link_id", 4, True, "5.8"),
        Command(Cmd.LINK_GET_NEXT_ID, "GetIdAttr", "next_id", 8, False, "5.8"),
        Command(Cmd.ENABLE_STATS, "EnableStatsAttr", "type", 4, True, "5.8"),
        Command(Cmd.ITER_CREATE, "IterCreateAttr", "flags", 8, True, "5.8"),
        Command(Cmd.LINK_DETACH, "LinkDetachAttr", "link_fd", 4, False, "5.9"),
        Command(Cmd.PROG_BIND_MAP, "ProgBindMapAttr", "flags", 12, False, "5.10"),
        Command(Cmd.TOKEN_CREATE, "TokenCreateAttr", "bpffs_fd", 8, True, "6.9"),
        Command(Cmd.PROG_STREAM_READ_BY_FD, "StreamReadAttr", "prog_fd", 20, False, "6.17"),
    )
}
