"""What is known of a scalar, in the words of the kernel's log.

After Linux 6.18 kernel/bpf/log.c: print_scalar_ranges, verbose_snum, verbose_unum.
"""

from __future__ import annotations

from beebox.bits import U32, U64
from beebox.verifier.bounds import S32_MAX, S32_MIN, S64_MAX, S64_MIN, Bounds


def text(b: Bounds) -> str:
    """Return the ranges as the kernel's log has them: equal ends are named together.

    After print_scalar_ranges in kernel/bpf/log.c. Empty for an unknown number.
    """
    ends = [
        ("smin", b.smin, b.smin == S64_MIN),
        ("smax", b.smax, b.smax == S64_MAX),
        ("umin", b.umin, b.umin == 0),
        ("umax", b.umax, b.umax == U64),
        ("smin32", _same_bits(b.s32min), b.s32min == S32_MIN),
        ("smax32", _same_bits(b.s32max), b.s32max == S32_MAX),
        ("umin32", b.u32min, b.u32min == 0),
        ("umax32", b.u32max, b.u32max == U32),
    ]
    said: set[str] = set()
    parts = []
    for at, (name, number, omitted) in enumerate(ends):
        if omitted or name in said:
            continue
        # An unsigned end is never below 0, so equal ends have equal signs too.
        equal = [
            other
            for other, same, left_out in ends[at + 2 :: 2]
            if same == number and not left_out and other not in said
        ]
        names = [name, *equal]
        said.update(names)
        shown = number_text(number) if name[0] == "s" else unsigned_text(number)
        parts.append(f"{'='.join(names)}={shown}")
    if b.mask != U64:
        parts.append(f"var_off={b.bits}")
    return ",".join(parts)


def _same_bits(number: int) -> int:
    """Return a signed 32-bit end: itself where it is shown in decimal, else its 32 bits."""
    return number if -(1 << 15) <= number < 1 << 15 else number & U32


def number_text(number: int) -> str:
    """Return a signed *number*: decimal if 16 bits hold it, else hex (verbose_snum)."""
    return str(number) if -(1 << 15) <= number < 1 << 15 else f"{number & U64:#x}"


def unsigned_text(number: int) -> str:
    """Return a *number* as verbose_unum does: decimal if 16 bits hold it, else hex."""
    number &= U64
    return str(number) if number < 1 << 16 else f"{number:#x}"
