"""bpf(2) of the box: sizes and unknown fields as Linux, then the command's function.

kernel/bpf/syscall.c, __sys_bpf. The commands are rows of `COMMANDS`; what is not among them is
EINVAL when Linux 6.18 does not know it either, EOPNOTSUPP (with the command's name) when only the
box does not.
"""

from __future__ import annotations

from collections.abc import Callable
from errno import E2BIG, EINVAL, EOPNOTSUPP
from importlib import import_module
from typing import TYPE_CHECKING, Any, NamedTuple

from beebox.abi.commands import ROWS
from beebox.abi.enums import Cmd
from beebox.abi.structs import Attr
from beebox.box.pages import PAGE
from beebox.box.world import World
from beebox.errors import KernelError

if TYPE_CHECKING:
    from beebox.box.usermem import UserMemory

ATTR_SIZE = 168
"""sizeof(union bpf_attr) in Linux 6.18"""


class Call(NamedTuple):
    """One call of bpf(2): what a command's function gets."""

    world: World
    attr: Any
    memory: UserMemory


Function = Callable[[Call], int]

# command -> module : function
COMMANDS = {
    Cmd.MAP_CREATE: "elements:create",
    Cmd.MAP_LOOKUP_ELEM: "elements:lookup",
    Cmd.MAP_UPDATE_ELEM: "elements:update",
    Cmd.MAP_DELETE_ELEM: "elements:delete",
    Cmd.MAP_GET_NEXT_KEY: "elements:next_key",
    Cmd.MAP_LOOKUP_AND_DELETE_ELEM: "elements:lookup_and_delete",
    Cmd.MAP_FREEZE: "elements:freeze",
    Cmd.OBJ_PIN: "pins:pin",
    Cmd.OBJ_GET: "pins:get",
    Cmd.PROG_LOAD: "programs:load",
    Cmd.PROG_TEST_RUN: "test_run.command:run",
    Cmd.BTF_LOAD: "btfs:load",
    Cmd.LINK_CREATE: "links:create",
    Cmd.LINK_DETACH: "links:detach",
    Cmd.RAW_TRACEPOINT_OPEN: "links:raw_tracepoint_open",
    Cmd.ENABLE_STATS: "stats:enable",
    Cmd.OBJ_GET_INFO_BY_FD: "info:by_fd",
    Cmd.PROG_GET_NEXT_ID: "info:next_program",
    Cmd.MAP_GET_NEXT_ID: "info:next_map",
    Cmd.BTF_GET_NEXT_ID: "info:next_btf",
    Cmd.LINK_GET_NEXT_ID: "info:next_link",
    Cmd.PROG_GET_FD_BY_ID: "info:program_by_id",
    Cmd.MAP_GET_FD_BY_ID: "info:map_by_id",
    Cmd.BTF_GET_FD_BY_ID: "info:btf_by_id",
    Cmd.LINK_GET_FD_BY_ID: "info:link_by_id",
}

_functions: dict[int, Function] = {}


def function(cmd: Cmd) -> Function:
    """Return what does *cmd*; its module is imported with the first call."""
    found = _functions.get(cmd)
    if found is None:
        module, _, name = COMMANDS[cmd].partition(":")
        found = _functions[cmd] = getattr(import_module(f"beebox.box.{module}"), name)
    return found


def bpf(world: World, cmd: int, data: bytearray, memory: UserMemory) -> int:
    """Do *cmd* with the attribute *data*; what the kernel writes back is in it afterwards.

    Raises:
        KernelError: as bpf(2) fails.
    """
    size = len(data)
    if size > PAGE or any(data[ATTR_SIZE:]):
        raise KernelError(E2BIG, f"an attribute of {size} bytes")
    row = ROWS.get(cmd)  # type: ignore[call-overload]  # any number may be asked for
    if row is None:
        raise KernelError(EINVAL, f"command {cmd}")
    if row.cmd not in COMMANDS:
        raise KernelError(EOPNOTSUPP, f"{row.cmd.name} is not built in the box")
    whole = bytearray(data[:ATTR_SIZE].ljust(ATTR_SIZE, b"\0"))
    if any(whole[row.end :]):
        raise KernelError(EINVAL, f"{row.cmd.name}: an unknown field is set")
    attr: Attr = row.attr.from_buffer(whole)
    try:
        with world.lock:
            return function(row.cmd)(Call(world, attr, memory))
    finally:
        del attr
        done = min(size, ATTR_SIZE)
        data[:done] = whole[:done]
