"""BTF that names each function of a program: what Linux asks for where a callback is given."""

from __future__ import annotations

import re
import struct
from collections.abc import Sequence
from typing import NamedTuple

from verifier_c import declare

from beebox.btf.types import Func, FuncProto, Int
from beebox.btf.write import write
from beebox.isa.cfg import call_target
from beebox.isa.insn import Insn

_UNCALLED = re.compile(r"^\s*@(\d+)$", re.MULTILINE)


class Start(NamedTuple):
    """At *insn* a function of BTF type *type_id* starts."""

    insn: int
    type_id: int


def functions(
    insns: Sequence[Insn], linkage: int | None = 0, types: str = ""
) -> tuple[bytes, tuple[Start, ...]]:
    """Return the types of each function, and where they start.

    *types* declares them in C, in their order (`verifier_c`); if it declares none, they are
    ``int f(void)`` and *linkage* is that of all but the first: 0 static, 1 global. A line ``@7``
    says that one starts at instruction 7, which nothing calls.
    """
    uncalled = {int(at) for at in _UNCALLED.findall(types)}
    types = _UNCALLED.sub("", types)
    targets = (call_target(insn, index) for index, insn in enumerate(insns))
    called = {at for at in targets if at is not None and 0 <= at < len(insns)}
    starts = sorted({0} | called | uncalled)
    declared = declare(types)
    if types and (declared.funcs or linkage is None):
        return declared.blob, tuple(map(Start, starts, declared.funcs))
    first = len(declared.types) + 1
    made = [*declared.types, Int("int", 4, signed=True, bits=32), FuncProto(first, ())]
    made += [Func(f"f{at}", first + 1, (linkage or 0) if at else 1) for at in starts]
    return write(made), tuple(Start(at, first + 2 + n) for n, at in enumerate(starts))


def packed(starts: Sequence[Start]) -> bytes:
    """Return *starts* as PROG_LOAD takes them."""
    return b"".join(struct.pack("<II", *start) for start in starts)
