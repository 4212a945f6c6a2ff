"""A live program: run it by hand, attach it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

from beebox.abi.enums import ProgType
from beebox.kernel import client
from beebox.kernel.api import Kernel
from beebox.loader.attach import Subject, Target, attach
from beebox.loader.closed import Here
from beebox.loader.links import Link
from beebox.obj.spec import ProgramSpec


@dataclass(frozen=True, slots=True, repr=False)
class Program(Subject, Here):
    """A live program; *log* is the verifier's, if it was asked for."""

    log: str = ""

    def __repr__(self) -> str:
        return f"<Program {self.spec.name}: {self.spec.section or self.spec.type.name.lower()}>"

    def attach(self, target: Target | None = None) -> Link:
        """Attach it to *target* (`beebox.loader.attach`), by default to what its section says.

        Raises:
            NotSupported: the section does not say to what, or this kernel lacks the hook.
            KernelError: the kernel refused.
        """
        return attach(self, target)

    def run(
        self, data: bytes | None = None, ctx: bytes | None = None, repeat: int = 0
    ) -> client.TestRun:
        """Run it by hand on the packet *data* and the context *ctx*; attached or not.

        Packet programs need *data*, from the link header on; raw tracepoints and syscall programs
        take a context only, and no *repeat*. `beebox.kernel.client.prog_test_run` says more.
        """
        return client.prog_test_run(self.kernel, self.fd, data, ctx, repeat=repeat)

    def pin(self, path: str) -> None:
        """Give it a name in a bpf file system: it lives as long as that."""
        client.obj_pin(self.kernel, self.fd, path)

    def unpin(self, path: str) -> None:
        """Take that name away."""
        self.kernel.unlink(path)

    def close(self) -> None:
        """Give the fd of a `pinned` program up; those of a loaded object go with it."""
        self.kernel.close(self.fd)

    @classmethod
    def pinned(cls, kernel: Kernel, path: str) -> Self:
        """Return the program that is pinned at *path*: to attach, to run. Its fd is the caller's.

        Raises:
            KernelError: ENOENT, nothing is there; EINVAL, it is no program.
        """
        fd = client.obj_get(kernel, path)
        try:
            client.expect(kernel, fd, "prog")
            info = client.program_info(kernel, fd)
            spec = ProgramSpec(info.name.decode(), "", ProgType(info.type), ())
        except BaseException:
            kernel.close(fd)
            raise
        return cls(kernel, spec, fd)
