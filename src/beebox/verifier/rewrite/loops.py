"""Calls of bpf_loop become loops, where its callback is always the same and its flags are zero.

After Linux 6.18 kernel/bpf/verifier.c: optimize_bpf_loop, inline_bpf_loop.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from errno import E2BIG

from beebox.isa.insn import Insn
from beebox.isa.opcodes import CALL, FRAME, JA, REG, AluOp, CallKind, Class, JumpOp, Mode, Size
from beebox.verifier.rewrite.patch import Change, Kept

_MAX_LOOPS = 8 << 20
"""BPF_MAX_LOOPS"""
_SAVED = 24
"""bytes of stack where r6 to r8 are kept meanwhile"""
_MOV = Class.ALU64 | AluOp.MOV
_STORE = Class.STX | Mode.MEM | Size.DW
_LOAD = Class.LDX | Mode.MEM | Size.DW


def calls(noted: Mapping[int, object]) -> dict[int, int]:
    """Return the calls that may become loops, and what each calls back (`Env.inlined`)."""
    return {index: subprog for index, subprog in noted.items() if isinstance(subprog, int)}


def grown(depth: int) -> int:
    """Return the stack of a subprogram that needed *depth* bytes, with loops in it."""
    return (depth + 7 & ~7) + _SAVED


def inlined(
    calls: Mapping[int, int], starts: Sequence[int], depths: Mapping[int, int]
) -> dict[int, Change]:
    """Return the loops in place of *calls*, which have the subprogram that is called back.

    *depths* has for each call the stack of its subprogram, the loops' own included.
    """
    return {
        index: _loop(starts[subprog] - index - 1, -depths[index])
        for index, subprog in calls.items()
    }


def _loop(distance: int, base: int) -> Change:
    """Return a loop: r6 counts up to, r7 counts, r8 is the callback's context."""
    return (
        Insn(Class.JMP | JumpOp.JLE, 1, off=2, imm=_MAX_LOOPS),
        Insn(Class.ALU | AluOp.MOV, imm=-E2BIG),
        Insn(JA, off=16),
        *(Insn(_STORE, FRAME, 6 + at, base + 8 * at) for at in range(3)),
        Insn(_MOV | REG, 6, 1),
        Insn(Class.ALU | AluOp.MOV, 7),
        Insn(_MOV | REG, 8, 3),
        Insn(Class.JMP | JumpOp.JGE | REG, 7, 6, 5),
        Insn(_MOV | REG, 1, 7),
        Insn(_MOV | REG, 2, 8),
        Kept(Insn(CALL, 0, CallKind.LOCAL, 0, distance)),
        Insn(Class.ALU64 | AluOp.ADD, 7, imm=1),
        Insn(Class.JMP | JumpOp.JEQ, off=-6),
        Insn(_MOV | REG, 0, 7),
        *(Insn(_LOAD, 6 + at, FRAME, base + 8 * at) for at in range(3)),
    )
