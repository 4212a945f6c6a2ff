"""What the walk takes note of for those who rewrite the program (struct bpf_insn_aux_data)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from beebox.isa.opcodes import LDDW

if TYPE_CHECKING:
    from collections.abc import Sequence

    from beebox.isa.insn import Insn
    from beebox.verifier.rewrite.fastcall import Patterns


class Marks:
    """All by the index of the instruction."""

    __slots__ = ("fastcall", "guessed", "masked", "numbers", "percpu_calls", "seen")

    def __init__(self, count: int) -> None:
        self.seen = bytearray(count)
        """whether a path came to it"""
        self.guessed = bytearray(count)
        """whether a path that the processor may take by a wrong guess did"""
        self.fastcall: Patterns | None = None
        """spills and fills that may not be needed"""
        self.numbers: dict[int, int] = {}
        """the size or offset that a kfunc is told besides"""
        self.masked: set[int] = set()
        """helper calls that get a map whose elements' numbers are masked, on a path"""
        self.percpu_calls: set[int] = set()
        """helper calls with an object of the program that is there once a CPU"""

    def settle(self, insns: Sequence[Insn]) -> None:
        """Take note of the second slots of what was walked."""
        if 0 not in self.seen:
            return
        for index, insn in enumerate(insns):
            if insn.code == LDDW:
                self.seen[index + 1] = self.seen[index]
