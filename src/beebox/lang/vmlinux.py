"""``vmlinux.h``: a kernel's types as a header, made when a program asks for it, and kept.

They are the running kernel's; where it shows none, the box's own (Linux 6.18); or another's whose
BTF is named. What a program reads of them is relocated when it is loaded (CO-RE), so it does not
matter much on which machine it was compiled.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from beebox import cache
from beebox.errors import BtfError, CompileError, Location

if TYPE_CHECKING:
    from beebox.btf.types import Btf

NAME = "vmlinux.h"
BOX = "box"
"""the name of the box's own types"""


def identity(btf: str) -> str:
    """Return what changes when the header does; *btf* is a file, `BOX` or "" for this kernel."""
    from beebox.kernel.linux import VMLINUX  # noqa: PLC0415 - only its place is wanted

    marks = [btf]
    room = os.path.dirname(os.path.dirname(__file__))  # noqa: PTH120
    makers = (f"{room}/btf/header.py", f"{room}/btf/cprint.py", f"{room}/spec/data/vmlinux.btf.xz")
    for path in (btf or VMLINUX, *makers):
        try:
            told = os.stat(path)  # noqa: PTH116
        except OSError:
            continue
        # sysfs makes its files anew at each start
        when = told.st_mtime_ns if path != VMLINUX else os.uname().version
        marks.append(f"{path}:{told.st_size}:{when}")
    return ";".join(marks)


def text(btf: str) -> bytes:
    """Return the header.

    Raises:
        CompileError: *btf* names a file that holds no types.
    """
    key = cache.digest(NAME, identity(btf))
    kept = cache.get(NAME, key)
    if kept is not None:
        return kept
    from beebox.btf.header import header  # noqa: PLC0415 - made once for each kernel

    made = header(_types(btf)).encode()
    cache.put(NAME, key, made)
    return made


def _types(btf: str) -> Btf:
    from pathlib import Path  # noqa: PLC0415 - as above

    from beebox.kernel.linux import VMLINUX  # noqa: PLC0415 - as above
    from beebox.spec.vmlinux import at, own  # noqa: PLC0415 - as above

    if btf == BOX:
        return own()
    try:
        return at(Path(btf or VMLINUX))
    except OSError as error:
        if not btf:
            return own()
        raise CompileError(f"cannot read it: {error.strerror}", Location(btf)) from None
    except BtfError as error:
        if not btf:
            return own()
        raise CompileError(str(error), Location(btf)) from None
