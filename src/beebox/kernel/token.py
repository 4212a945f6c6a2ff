"""BPF tokens: rights that a privileged process delegates through a bpf file system.

A bpf file system that is mounted with ``delegate_cmds=``, ``delegate_maps=``, ``delegate_progs=``
and ``delegate_attachs=`` for a user namespace gives who is root in it a token (Linux 6.9,
kernel/bpf/token.c); MAP_CREATE, PROG_LOAD and BTF_LOAD with it ask for capabilities there only.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from beebox.abi.enums import Cmd, MapFlag
from beebox.abi.structs import Attr, TokenCreateAttr
from beebox.errors import KernelError

if TYPE_CHECKING:
    from collections.abc import Callable

# the fields of each command that takes a token: its fd, and the flags that say so
FIELDS = {
    Cmd.MAP_CREATE: ("map_token_fd", "map_flags"),
    Cmd.PROG_LOAD: ("prog_token_fd", "prog_flags"),
    Cmd.BTF_LOAD: ("btf_token_fd", "btf_flags"),
}


class Token:
    """The token of the bpf file system at *path*; made when it is first needed."""

    def __init__(self, path: str) -> None:
        self.path = path
        self._fd = -1

    def give(self, cmd: Cmd, attr: Attr, bpf: Callable[[Cmd, Attr], int]) -> None:
        """Put the token into the attribute of a command that takes one.

        Raises:
            KernelError: there is no bpf file system at *path*, or it delegates nothing to us.
        """
        if cmd not in FIELDS:
            return
        field, flags = FIELDS[cmd]
        setattr(attr, field, self._made(bpf))
        setattr(attr, flags, getattr(attr, flags) | MapFlag.TOKEN_FD)

    def _made(self, bpf: Callable[[Cmd, Attr], int]) -> int:
        if self._fd < 0:
            try:
                root = os.open(self.path, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
            except OSError as error:
                raise KernelError(error.errno or 0, f"BPF token of {self.path}") from error
            try:
                self._fd = bpf(Cmd.TOKEN_CREATE, TokenCreateAttr(bpffs_fd=root))
            except KernelError as error:
                what = f"BPF token of {self.path}, a bpf file system for our user namespace?"
                raise KernelError(error.errno, f"{what} ({error.what})") from error
            finally:
                os.close(root)
        return self._fd

    def close(self) -> None:
        """Give the token up."""
        if self._fd >= 0:
            os.close(self._fd)
        self._fd = -1

    def __del__(self) -> None:
        self.close()
