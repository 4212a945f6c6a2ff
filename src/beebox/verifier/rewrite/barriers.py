"""Where the processor must not guess on, and pointers that may move only so far: as instructions.

For programs of users who may not read the kernel's memory. After Linux 6.18 kernel/bpf/verifier.c:
convert_ctx_accesses (nospec, nospec_result) and do_misc_fixups (alu_state, alu_limit). Engines do
without: in the box a program has no memory but that of its own process.
"""

from __future__ import annotations

from dataclasses import replace

from beebox.isa.insn import Insn
from beebox.isa.opcodes import CLASS, MODE, NOSPEC, REG, AluOp, Class, Mode
from beebox.verifier.env import Env
from beebox.verifier.rewrite.division import AUXILIARY
from beebox.verifier.rewrite.patch import Change, Draft, Kept
from beebox.verifier.speculation import IMMEDIATE, MASKS_SOURCE, NEGATIVE, NO_POINTER

_BARRIER = Insn(NOSPEC)
_OTHER_WAY = AluOp.ADD ^ AluOp.SUB
_WIDE = Class.ALU64


def insert(env: Env, draft: Draft) -> None:
    """Put barriers before what no guess comes to, and behind stores that must be done first."""
    before, after = env.barriers.before, env.barriers.after
    changes: dict[int, Change] = {}
    for index, origin in enumerate(draft.origins):
        insn = draft.insns[index]
        behind = origin in after and _stores(insn)
        if origin in before or behind:
            start = (_BARRIER,) if origin in before else ()
            kept = Kept(insn) if env.marks.seen[origin] else insn  # what is dead loops for ever
            changes[index] = (*start, kept, *((_BARRIER,) if behind else ()))
    draft.change(changes)


def _stores(insn: Insn) -> bool:
    return insn.code & CLASS in (Class.ST, Class.STX) and insn.code & MODE == Mode.MEM


def masked(env: Env, insn: Insn, origin: int) -> Change:
    """Return a sum that leaves a pointer where it is if it would go too far; nothing: it stays."""
    kind, limit = env.barriers.limits.get(origin, (NO_POINTER, 0))
    if kind == NO_POINTER:
        return ()
    offset = insn.src if kind & MASKS_SOURCE else insn.dst
    least = Insn(Class.ALU | AluOp.MOV, AUXILIARY, imm=limit)
    sum_ = replace(insn, src=AUXILIARY)
    if kind & NEGATIVE:
        sum_ = replace(sum_, code=sum_.code ^ _OTHER_WAY)
    negated = Insn(_WIDE | AluOp.MUL, offset, imm=-1)
    negates = bool(kind & NEGATIVE and not kind & IMMEDIATE)
    made = [negated] if negates else []
    made += [least] if kind & IMMEDIATE else [least, *_mask(offset)]
    if not kind & MASKS_SOURCE:
        made.append(Insn(_WIDE | AluOp.MOV | REG, insn.dst, insn.src))
    made.append(sum_)
    if negates and kind & MASKS_SOURCE:
        made.append(negated)
    return made


def _mask(offset: int) -> tuple[Insn, ...]:
    """Make of the limit the offset if it is within, else 0."""
    return (
        Insn(_WIDE | AluOp.SUB | REG, AUXILIARY, offset),
        Insn(_WIDE | AluOp.OR | REG, AUXILIARY, offset),
        Insn(_WIDE | AluOp.NEG, AUXILIARY),
        Insn(_WIDE | AluOp.ARSH, AUXILIARY, imm=63),
        Insn(_WIDE | AluOp.AND | REG, AUXILIARY, offset),
    )
