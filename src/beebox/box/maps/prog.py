"""BPF_MAP_TYPE_PROG_ARRAY: programs to tail-call (kernel/bpf/arraymap.c, prog_array_map_ops).

An element is the entry of the program's machine code. The first program that is put in, or that
is loaded with the array, owns it: all others must be of its kind (kernel/bpf/core.c,
__bpf_prog_map_compatible). With its last user, an fd, the array is emptied: a program that holds
the array and is in it would else live for ever.
"""

from __future__ import annotations

from errno import EINVAL, ENOENT
from typing import TYPE_CHECKING

from beebox.box.maps.fd import FdArray
from beebox.errors import KernelError

if TYPE_CHECKING:
    from beebox.box.maps.base import Kind, Program
    from beebox.box.pages import Pages


class ProgArray(FdArray):
    """An array of programs."""

    __slots__ = ("owner",)

    def make(self, cpus: int) -> Pages:
        """Make an array that nobody owns."""
        self.owner: Kind | None = None
        return super().make(cpus)

    def get(self, fd: int) -> Program:
        """Return the program of *fd*, if it may be in here (prog_fd_array_get_ptr)."""
        program = self.host.program(fd)
        try:
            self.own(program.kind)
            _ = program.address  # before anything is changed
        except KernelError:
            program.drop()
            raise
        return program

    def own(self, kind: Kind) -> None:
        """Let programs of *kind* in, if no other kind was here before.

        Raises:
            KernelError: EINVAL.
        """
        if self.owner is None:
            self.owner = kind
        elif self.owner != kind:
            raise KernelError(EINVAL, f"map {self.name} has programs of another kind")

    def read(self, key: bytes) -> bytes:
        """Return the id of a program (prog_fd_array_sys_lookup_elem)."""
        found = self._elements.get(int.from_bytes(key, "little"))
        if found is None:
            raise KernelError(ENOENT)
        program: Program = found[0]  # type: ignore[assignment] # nothing else is put in
        return program.id.to_bytes(4, "little")

    def unused(self) -> None:
        """Empty the array (prog_array_map_clear)."""
        self.clear()
