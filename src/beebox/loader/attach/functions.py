"""Programs that were loaded for a place in the kernel's types: tp_btf, fentry, lsm, freplace.

Which place was said at load (attach_btf_id), so attaching has little left to say
(kernel/bpf/syscall.c: bpf_tracing_prog_attach, bpf_raw_tp_link_attach).
"""

from __future__ import annotations

import errno
from dataclasses import dataclass

from beebox.abi.enums import Cmd, ProgType
from beebox.abi.structs import LinkCreateAttr
from beebox.errors import KernelError, NotSupported
from beebox.kernel import client
from beebox.kernel.details import btf_by_id
from beebox.loader.attach.subject import Subject
from beebox.loader.links import Link


@dataclass(frozen=True, slots=True)
class Trace:
    """What the program was loaded for. *cookie* is what bpf_get_attach_cookie tells there."""

    cookie: int = 0

    def attach(self, subject: Subject) -> Link:
        """Attach by a link (Linux 5.19), or as before by RAW_TRACEPOINT_OPEN without a name."""
        kernel = subject.kernel
        attr = LinkCreateAttr(prog_fd=subject.fd, attach_type=subject.spec.attach_type or 0)
        attr.tracing.cookie = self.cookie
        try:
            fd = kernel.bpf(Cmd.LINK_CREATE, attr)
        except KernelError as error:
            if error.errno != errno.EINVAL or self.cookie:
                raise
            fd = client.raw_tracepoint_open(kernel, "", subject.fd)
        return Link(kernel, (fd,))


@dataclass(frozen=True, slots=True)
class Function:
    """*function* of the loaded program *target* (its fd), for freplace, fentry and fexit on it.

    With *target* 0 the program replaces what it was loaded for.
    """

    target: int = 0
    function: str = ""

    def attach(self, subject: Subject) -> Link:
        """Attach by a link that names program and type.

        Raises:
            NotSupported: *target* has no such function.
        """
        kernel = subject.kernel
        attr = LinkCreateAttr(prog_fd=subject.fd, attach_type=subject.spec.attach_type or 0)
        if self.target:
            attr.target_fd = self.target
            attr.target_btf_id = self._id(subject)
        elif subject.spec.type is ProgType.EXT and not subject.spec.attach_btf_id:
            raise NotSupported(
                f"program {subject.spec.name} replaces a function: of which program?",
                "attach(Function(target.fd, NAME))",
            )
        return Link(kernel, (kernel.bpf(Cmd.LINK_CREATE, attr),))

    def _id(self, subject: Subject) -> int:
        name = self.function or subject.spec.attach_to
        number = client.program_info(subject.kernel, self.target).btf_id
        found = btf_by_id(subject.kernel, number).find(name, "func") if number else None
        if found is None:
            raise NotSupported(f"the target program has no function {name!r}")
        return found
