"""BTF that names each function of a program: what Linux asks for where a callback is given."""

from __future__ import annotations

import struct
from collections.abc import Sequence
from typing import NamedTuple

from verifier_c import declare

from beebox.btf.types import Func, FuncProto, Int
from beebox.btf.write import write
from beebox.isa.cfg import call_target
from beebox.isa.insn import Insn

_FUNC = 3
"""the first FUNC's id: 1 is int, 2 what functions take and return"""


class Start(NamedTuple):
    """At *insn* a function of BTF type *type_id* starts."""

    insn: int
    type_id: int


def functions(
    insns: Sequence[Insn], linkage: int | None = 0, types: str = ""
) -> tuple[bytes, tuple[Start, ...]]:
    """Return the types of each function, and where they start.

    *types* declares them in C, in their order (`verifier_c`); without it they are ``int f(void)``
    and *linkage* is that of all but the first: 0 static, 1 global.
    """
    targets = (call_target(insn, index) for index, insn in enumerate(insns))
    starts = sorted({0} | {at for at in targets if at is not None and 0 <= at < len(insns)})
    if types:
        declared = declare(types)
        return declared.blob, tuple(map(Start, starts, declared.funcs))
    made = [Int("int", 4, signed=True, bits=32), FuncProto(1, ())]
    made += [Func(f"f{at}", 2, (linkage or 0) if at else 1) for at in starts]
    return write(made), tuple(Start(at, _FUNC + number) for number, at in enumerate(starts))


def packed(starts: Sequence[Start]) -> bytes:
    """Return *starts* as PROG_LOAD takes them."""
    return b"".join(struct.pack("<II", *start) for start in starts)
