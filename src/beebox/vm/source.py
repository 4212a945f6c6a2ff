"""What an engine is given: a program that was proven and fixed up, and what is known about it.

Only `insns` and `targets` are needed to run it; the rest lets an engine that optimises do better.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from beebox.isa.insn import SIZE, Insn, encode


class Inline(NamedTuple):
    """A native function whose body may stand in place of a call.

    *ir* is a module of LLVM IR in text that defines ``u64 name(r1, r2, r3, r4, r5, run)``, the
    ABI of every helper; each may be an ``i64`` or a ``ptr``. *externals* has the addresses of what
    the module leaves undefined; like all addresses they are bound when the code is mapped, so they
    are not part of it.
    """

    name: str
    ir: str
    externals: Mapping[str, int] = {}


class Source(NamedTuple):
    """A program for an engine. All mappings go by the index of the instruction.

    An ``lddw`` holds the address it stands for; a call of a helper goes to ``targets[index]``.
    """

    insns: tuple[Insn, ...]
    targets: Mapping[int, int] = {}
    """helper call -> address of ``u64 f(r1, r2, r3, r4, r5, struct Run *run)``"""
    tails: frozenset[int] = frozenset()
    """those helper calls that are tail calls: the target returns the entry of the next program,
    which is then called with r1 and *run* in place of this function, or 0 to go on"""
    addresses: frozenset[int] = frozenset()
    """those ``lddw`` whose value is an address of this process (a map, a value in a map): no part
    of code that is kept on disk"""
    pointers: frozenset[int] = frozenset()
    """loads, and calls of helpers, that leave a pointer or null in their register whenever they
    run"""
    inlines: Mapping[int, Inline] = {}
    """helper call -> the same function as IR"""
    arena: int = 0
    """where the arena begins that ``addr_space_cast`` means; 0: there is none"""
    loop: Inline | None = None
    """a native function ``u64 loop(batch, run)`` that calls the program as the symbol ``prog``: it
    is compiled with it, the program's body in the loop. For tier 1; the others leave it out"""
    encoded: bytes = b""
    """the instructions as bytes, if whoever made this has them; what stands in `addresses` does
    not count. To encode them takes longer than all else on the way to a kept object"""

    def blank(self) -> bytes:
        """Return the instructions as bytes, without addresses: the same in every process."""
        code = bytearray(self.encoded or encode(self.insns))
        for index in self.addresses:
            code[SIZE * index + 1] &= 15
            for slot in (index, index + 1):
                code[SIZE * slot + 4 : SIZE * slot + 8] = bytes(4)
        return bytes(code)
