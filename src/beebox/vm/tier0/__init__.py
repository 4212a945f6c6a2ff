"""Tier 0: machine code for x86-64 from templates, in one pass over the program.

A compiled program is ``u64 prog(void *ctx, struct Run *run)`` in the System V ABI. BPF registers
live in the registers that Linux's JIT gives them (`registers`), so the arguments of a call are
where a C function expects them; r12 holds *run* all the while and is the sixth argument of every
helper. r9, r10 and r11 are scratch.

`templates` has the code of each instruction, made once and remembered; `frames` what stands at
the beginning and the end of a function; `compiler` puts them together. Jumps are short where the
target is near. The image may stand at any address: within it everything is relative, outside
everything absolute.

Indirect branches are the calls of helpers, and the jump to the next program of a tail call; both
addresses come from the box, never from the program. The input is a program that the verifier has
accepted; here only what cannot be encoded is refused.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from beebox.isa.insn import Insn
from beebox.vm.cpu import is_x86_64
from beebox.vm.tier0.compiler import Code, Compiler

__all__ = ["Code", "available", "compile"]

_NONE: frozenset[int] = frozenset()


def available() -> bool:
    """Tell whether this machine runs what tier 0 makes."""
    return is_x86_64()


def compile(  # noqa: A001 - the contract's word
    insns: Sequence[Insn],
    targets: Mapping[int, int],
    tails: frozenset[int] = _NONE,
    arena: int = 0,
) -> Code:
    """Return the machine code of the fixed-up program *insns*.

    *targets* has the address that each helper call goes to, by instruction index; *tails* are
    those that are tail calls; *arena* is where the arena begins (`beebox.vm.source.Source`).

    Raises:
        DecodeError: an instruction has no meaning, or a jump leaves the program.
        NotSupported: an instruction that only Linux has.
    """
    return Compiler(insns, targets, tails, arena).compile()
