"""The types of the kernel's modules: where functions and variables are that vmlinux has not.

After tools/lib/bpf/libbpf.c, load_module_btfs. Modules are only looked at for what the kernel's
own types lack, and each is kept open as long as an object is being loaded.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import NamedTuple, Self

from beebox.abi.enums import Cmd
from beebox.btf.types import Btf
from beebox.errors import KernelError
from beebox.kernel import client
from beebox.kernel.api import Kernel

_OWN = "vmlinux"


class Module(NamedTuple):
    """A module's types, which go on from the kernel's own; *fd* names them to bpf(2)."""

    name: str
    fd: int
    btf: Btf


class Modules:
    """The modules of a kernel; none where it does not tell. A context manager."""

    def __init__(self, kernel: Kernel) -> None:
        self.kernel = kernel
        self.hint = ""
        """why modules were left out of account, if they were"""
        self._fds: list[int] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        for fd in self._fds:
            self.kernel.close(fd)
        self._fds.clear()

    @cached_property
    def all(self) -> list[Module]:
        """Every module that has types."""
        try:
            return list(self._found())
        except KernelError as error:
            # it takes CAP_SYS_ADMIN to ask; what is not found is refused by its name
            self.hint = f"modules were not looked into: {error}"
            return []

    def _found(self) -> Iterator[Module]:
        from beebox.btf.read import read  # noqa: PLC0415 - few objects need modules
        from beebox.kernel import details  # noqa: PLC0415 - as above

        for number in details.ids(self.kernel, Cmd.BTF_GET_NEXT_ID):
            try:
                fd = client.fd_by_id(self.kernel, Cmd.BTF_GET_FD_BY_ID, number)
            except KernelError as error:
                details.gone(error)
                continue
            self._fds.append(fd)
            info, name = details.btf_named(self.kernel, fd)
            if info.kernel_btf and name != _OWN:
                data = details.btf_data(self.kernel, fd)
                yield Module(name, fd, read(data, self.kernel.facts.btf))
            else:
                self.kernel.close(self._fds.pop())

    def opened(self, fd: int) -> Btf:
        """Return the types that *fd* names."""
        return next(each.btf for each in self.all if each.fd == fd)

    def types(self) -> Iterator[tuple[str, Btf]]:
        """Yield each module's types, by its name."""
        return ((each.name, each.btf) for each in self.all)

    def find(self, name: str, kind: str, module: str = "") -> tuple[Module, int] | None:
        """Return the first module, or *module*, that itself has a type of this name and kind."""
        for each in self.all:
            if module in ("", each.name):
                own = each.btf.ids()
                for found in each.btf.find_all(name):
                    if found in own and each.btf.kind(found) == kind:
                        return each, found
        return None
