"""How a program says that it will be attached: held against its type before all else.

After Linux 6.18 kernel/bpf/syscall.c: bpf_prog_load_fixup_attach_type,
bpf_prog_load_check_attach. Linux refuses these without a word: no verifier has begun.
"""

from __future__ import annotations

from dataclasses import replace
from errno import EINVAL

from beebox.abi.enums import ProgType
from beebox.spec.model import ProgramType
from beebox.verifier.api import Program
from beebox.verifier.types import Refusal

_TO_TYPES = (ProgType.TRACING, ProgType.LSM, ProgType.STRUCT_OPS, ProgType.EXT)
"""programs that may be attached to what a type of the kernel, or of a program, stands for"""
_LAST_TYPE = 0xFFFFF
"""BTF_MAX_TYPE"""
_TO_PROGRAMS = (ProgType.TRACING, ProgType.EXT)


def settled(program: Program, row: ProgramType | None) -> Program:
    """Return the program with the attach type that it has if it says none."""
    given = program.attach_type or (row.attach_default if row is not None else 0)
    return program if given == program.attach_type else replace(program, attach_type=given)


def check(program: Program, row: ProgramType) -> None:
    """Refuse a program that cannot be attached as it says."""
    kind = program.type
    wrong = (
        (program.attach_btf_id and kind not in _TO_TYPES)
        or program.attach_btf_id > _LAST_TYPE
        or (program.target is not None and kind not in _TO_PROGRAMS)
        or (row.attach is not None and program.attach_type not in row.attach)
    )
    if wrong:
        raise Refusal(EINVAL, "")
