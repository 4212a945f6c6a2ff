"""One answer: yes, no, or that it cannot be known without a right; with the reason."""

from __future__ import annotations

import ctypes
import errno
import re
from collections.abc import Sequence
from typing import NamedTuple

from beebox.abi.enums import AttachType, Cmd, ProgType
from beebox.abi.structs import Attr, ProgLoadAttr
from beebox.errors import BeeboxError, KernelError
from beebox.isa.insn import Insn, encode
from beebox.kernel import rights
from beebox.kernel.api import Kernel

LOG = 1 << 14
_CALL = re.compile(r"^bpf [A-Z_]+( is )?")


class Support(NamedTuple):
    """Whether a kernel has something; true where it has."""

    has: bool
    reason: str = ""
    """why not, or why that cannot be known"""
    missing: tuple[str, ...] = ()
    """the capabilities without which the kernel does not tell"""

    @property
    def known(self) -> bool:
        """Whether the kernel tells."""
        return not self.missing

    def __bool__(self) -> bool:
        return self.has

    @property
    def json(self) -> bool | None:
        """True, false, or null for what cannot be known."""
        return self.has if self.known else None


YES = Support(has=True)


def no(reason: str) -> Support:
    """Return that there is none, and why."""
    return Support(False, reason)


def refused(error: BeeboxError) -> Support:
    """Return what a refusal says: rights that are missing hide the answer."""
    if isinstance(error, KernelError) and error.missing:
        reason = f"the kernel tells only with {' and '.join(error.missing)}"
        return Support(False, reason, error.missing)
    return Support(False, _reason(error))


def _reason(error: BeeboxError) -> str:
    """Return the shortest text that says it: without the call, and what another kernel needs."""
    if not isinstance(error, KernelError):
        return str(error)
    what = _CALL.sub("", error.what).replace(f" ({rights.BOX})", "")
    return what or str(error).rpartition(": ")[2]


def asked(kernel: Kernel, cmd: Cmd, attr: Attr, fine: Sequence[int] = ()) -> Support:
    """Do *cmd* and undo it; an errno that is *fine* comes from a kernel that has what it is for."""
    try:
        fd = kernel.bpf(cmd, attr)
    except KernelError as error:
        return YES if error.errno in fine else refused(error)
    except BeeboxError as error:
        return refused(error)
    kernel.close(fd)
    return YES


def program(
    kind: ProgType, insns: Sequence[Insn], attach: AttachType | None = None, flags: int = 0
) -> ProgLoadAttr:
    """Return what loads *insns*."""
    attr = ProgLoadAttr(
        prog_type=kind,
        insn_cnt=len(insns),
        expected_attach_type=attach or 0,
        prog_flags=flags,
        prog_name=b"beebox_probe",
    )
    attr.point("insns", encode(insns))
    attr.point("license", b"GPL\0")
    return attr


def loaded(kernel: Kernel, attr: ProgLoadAttr, size: int = LOG) -> tuple[Support, str]:
    """Load a program and close it; return the verdict and the log."""
    log = ctypes.create_string_buffer(size)
    attr.point("log_buf", log)
    attr.log_size, attr.log_level = size, 1
    found = asked(kernel, Cmd.PROG_LOAD, attr, (errno.ENOSPC,))
    return found, log.value.decode(errors="replace")
