"""Bare programs: instructions that nobody has proven, as user-space machines run them.

Here they are held against the rules that need no proof: each instruction is well-formed, control
stays inside, the helpers that are called exist. What they do to memory nobody knows.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from beebox.errors import DecodeError
from beebox.isa.cfg import call_target, successors
from beebox.isa.insn import Insn
from beebox.isa.opcodes import (
    CALL,
    CLASS,
    EXIT,
    FRAME,
    LDDW,
    MODE,
    AtomicOp,
    CallKind,
    Class,
    Mode,
    check,
)
from beebox.isa.registers import writes as written

LIMIT = 1_000_000
"""instructions of a program: BPF_COMPLEXITY_LIMIT_INSNS"""

_STORES = (Class.ST, Class.STX)


def verify(insns: Sequence[Insn], helpers: Collection[int]) -> None:
    """Check a program that may call *helpers*.

    Raises:
        DecodeError: an instruction is malformed or needs a kernel, a jump or a call goes astray.
    """
    if not 0 < len(insns) <= LIMIT:
        raise DecodeError(f"a program has 1 to {LIMIT} instructions, this one {len(insns)}")
    starts = frozenset(walk(insns))
    for index in starts:
        insn = insns[index]
        following = insns[index + 1] if index + 1 < len(insns) else None
        reason = check(insn, following) or _needs(insn, helpers)
        if insn.code == LDDW and following is None:
            reason = reason or "an lddw without its second slot"
        if written(insn) >> FRAME:
            reason = reason or "frame pointer is read only"
        reason = reason or _astray(insn, index, starts, len(insns))
        if reason:
            raise DecodeError(f"instruction {index}: {reason}")


def headed(head: Sequence[Insn], insns: Sequence[Insn]) -> tuple[Insn, ...]:
    """Return *insns* behind *head*, which runs once: what calls its own start is called."""
    if any(call_target(insns[index], index) == 0 for index in walk(insns)):
        return (*head, Insn(CALL, src=CallKind.LOCAL, imm=1), Insn(EXIT), *insns)
    return (*head, *insns)


def walk(insns: Sequence[Insn]) -> Iterator[int]:
    """Yield the index of each instruction; the second slot of an ``lddw`` is none."""
    index = 0
    while index < len(insns):
        yield index
        index += 2 if insns[index].code == LDDW else 1


def _needs(insn: Insn, helpers: Collection[int]) -> str | None:
    """Return what *insn* needs that is not here."""
    if insn.code == LDDW and insn.src:
        return f"lddw with src {insn.src} needs maps or callbacks: load the program into a kernel"
    if insn.code & CLASS == Class.LD and insn.code != LDDW:
        return "BPF_LD_[ABS|IND] needs a kernel's packet"
    if insn.code == CALL and insn.src == CallKind.KFUNC:
        return f"there is no kernel function {insn.imm}"
    if insn.code == CALL and insn.src == CallKind.HELPER and insn.imm not in helpers:
        given = ", ".join(map(str, sorted(helpers))) or "none"
        return f"call of helper {insn.imm}; given: {given}"
    return None


def _astray(insn: Insn, index: int, starts: Collection[int], size: int) -> str | None:
    """Return where *insn* goes that is no instruction."""
    called = call_target(insn, index)
    for target in (*successors(insn, index), *(() if called is None else (called,))):
        if not 0 <= target < size:
            return "control runs off the end" if target == size else f"a jump to {target}, outside"
        if target not in starts:
            return f"a jump to {target}, the second slot of an lddw"
    return None


def writes(insns: Sequence[Insn]) -> bool:
    """Say whether a program may write anywhere but straight to its stack."""
    return any(
        insns[index].code & CLASS in _STORES
        and insns[index].dst != FRAME
        and not (insns[index].code & MODE == Mode.ATOMIC and insns[index].imm == AtomicOp.LOAD_ACQ)
        for index in walk(insns)
    )


def helper_calls(insns: Sequence[Insn]) -> Iterator[tuple[int, int]]:
    """Yield the index and the helper of each call of one."""
    for index in walk(insns):
        if insns[index].code == CALL and insns[index].src == CallKind.HELPER:
            yield index, insns[index].imm
