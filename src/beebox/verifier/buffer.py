"""Buffers that hooks give, whose size is checked when a program is attached: PTR_TO_BUF.

After Linux 6.18 kernel/bpf/verifier.c: __check_buffer_access, check_buffer_access.
"""

from __future__ import annotations

from errno import EACCES

from beebox.verifier.types import RDONLY, Refusal, Reg, type_text


def check(number: int, reg: Reg, off: int, size: int, *, write: bool = False) -> None:
    """Check an access; *off* has the pointer's fixed offset in it."""
    if write and reg.type & RDONLY:
        raise Refusal(EACCES, f"R{number} cannot write into {type_text(reg.type)}")
    check_place(number, reg, off, size, "rdonly" if reg.type & RDONLY else "rdwr")


def check_place(number: int, reg: Reg, off: int, size: int, what: str) -> None:
    """Refuse an access before the buffer, or one at an offset that is not known."""
    if off < 0:
        raise Refusal(EACCES, f"R{number} invalid {what} buffer access: off={off}, size={size}")
    var = reg.bounds
    if var.mask or var.value:
        raise Refusal(
            EACCES, f"R{number} invalid variable buffer offset: off={off}, var_off={var.bits}"
        )
