"""The functions of a program as graphs of basic blocks, for a compiler that can refuse.

What the verifier would never let through, and no LLVM IR can say, is refused here: jumps out of
a function or into the second slot of an ``lddw``, functions that run off their end, calls of
nothing (kernel/bpf/verifier.c: check_subprogs, check_cfg).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from beebox.errors import DecodeError, NotSupported
from beebox.isa import cfg
from beebox.isa.insn import Insn
from beebox.isa.opcodes import (
    CALL,
    CLASS,
    EXIT,
    FRAME,
    JA,
    JA32,
    LDDW,
    MODE,
    OP,
    PROBE_MEM32,
    CallKind,
    Class,
    JumpOp,
    Mode,
    check,
)
from beebox.isa.registers import reads, writes
from beebox.vm.source import Source
from beebox.vm.tier1.switch import Switch, recover

ACCESSES = frozenset((Class.LDX, Class.ST, Class.STX))
"""classes of loads and stores"""


class Block(NamedTuple):
    """Instructions *start* to *end* (not included) run in a row; then one of *targets*.

    The targets of a conditional jump are the next instruction, then where it jumps; those of a
    switch are its default, then one for each case.
    """

    start: int
    end: int
    targets: tuple[int, ...]
    switch: Switch | None = None


class Function(NamedTuple):
    """One function: its blocks that can be reached, each before what only it reaches.

    They go by their first instruction; compares that stay behind a switch, by ``~`` of it.
    """

    start: int
    blocks: Mapping[int, Block]
    sources: Mapping[int, Sequence[int]]
    """block -> the blocks whose targets it is, as often as it is one"""
    live: Mapping[int, int]
    """block -> the registers that hold something needed when it begins, as a set of bits"""


def functions(source: Source) -> tuple[Function, ...]:
    """Return the functions of a program, the main one first.

    Raises:
        DecodeError: an instruction is malformed, or the program has no shape.
        NotSupported: ``BPF_LD_[ABS|IND]``, which the box rewrites.
    """
    insns = source.insns
    if not insns:
        raise DecodeError("an empty program")
    seconds = _check(source)
    subs = cfg.subprograms(insns)
    for sub in subs:
        _check_bounds(insns, sub, seconds)
    blocks = {block.start: block for block in cfg.blocks(insns)}
    plain = {
        start: Block(start, block.end, _targets(insns, block)) for start, block in blocks.items()
    }
    return tuple(_function(insns, sub.start, plain) for sub in subs)


def steps(insns: Sequence[Insn], block: Block) -> Iterator[int]:
    """Yield the indices of the instructions of *block*, without the second slots of ``lddw``."""
    index = block.start
    while index < block.end:
        yield index
        index += 2 if insns[index].code == LDDW else 1


# --- what is refused ----------------------------------------------------------------------


def _check(source: Source) -> frozenset[int]:
    """Refuse malformed instructions; return the indices of the second slots of ``lddw``."""
    insns, seconds = source.insns, set()
    for index, insn in enumerate(insns):
        if index in seconds:
            continue
        following = insns[index + 1] if index + 1 < len(insns) else None
        if insn.code == LDDW:
            if following is None:
                raise DecodeError(f"instruction {index}: an lddw without its second slot")
            seconds.add(index + 1)
        reason = check(_plain(insn) if source.arena else insn, following)
        if reason:
            raise DecodeError(f"instruction {index}: {reason}")
        if insn.code & CLASS == Class.LD and insn.code != LDDW:
            raise NotSupported("BPF_LD_[ABS|IND] must be rewritten before it is compiled")
        if writes(insn) >> FRAME:
            raise DecodeError(f"instruction {index}: frame pointer is read only")
        if insn.code == CALL and insn.src != CallKind.LOCAL and index not in source.targets:
            raise DecodeError(f"the call at {index} has no target")
        target = cfg.call_target(insn, index)
        if target is not None and not 0 <= target < len(insns):
            raise DecodeError(f"the call at {index} leaves the program")
        if target == 0:
            raise NotSupported("a program that calls itself from its start")
    return frozenset(seconds)


def _plain(insn: Insn) -> Insn:
    """Return an access to the arena as the access that it is, anything else as it is."""
    if insn.code & MODE != PROBE_MEM32 or insn.code & CLASS not in ACCESSES:
        return insn
    return Insn(insn.code & ~MODE | Mode.MEM, insn.dst, insn.src, insn.off, insn.imm)


def _check_bounds(insns: Sequence[Insn], sub: cfg.Subprogram, seconds: frozenset[int]) -> None:
    """Refuse jumps out of a function, and its end where nothing turns back."""
    for index in range(sub.start, sub.end):
        if index in seconds:
            continue
        target = cfg.jump_target(insns[index], index)
        if target is None:
            continue
        if not sub.start <= target < sub.end:
            raise DecodeError(f"the jump at {index} leaves its function")
        if target in seconds:
            raise DecodeError(f"the jump at {index} goes into the second slot of an lddw")
    if insns[sub.end - 1].code not in (EXIT, JA, JA32):
        raise DecodeError(f"the function at {sub.start} runs off its end: no exit or jump there")


# --- graphs -------------------------------------------------------------------------------


def _targets(insns: Sequence[Insn], block: cfg.Block) -> tuple[int, ...]:
    return () if insns[block.end - 1].code == EXIT else block.successors


def _function(insns: Sequence[Insn], start: int, plain: Mapping[int, Block]) -> Function:
    found: dict[int, Block] = {}
    order = []
    pending = [(start, False)]
    trees = _Trees(insns, plain)
    while pending:
        at, left = pending.pop()
        if left:
            order.append(at)
            continue
        if at in found:
            continue
        block = found[at] = trees.block(at)
        pending.append((at, True))
        pending += [(target, False) for target in block.targets if target not in found]
    blocks = {at: found[at] for at in reversed(order)}
    sources: dict[int, list[int]] = {at: [] for at in blocks}
    for at, block in blocks.items():
        for target in block.targets:
            sources[target].append(at)
    return Function(start, blocks, sources, _live(insns, blocks, sources))


class _Trees:
    """Finds the blocks that begin trees of compares, and makes switches of these.

    A tree that stays behind a switch is a block of its own, numbered below zero.
    """

    def __init__(self, insns: Sequence[Insn], plain: Mapping[int, Block]) -> None:
        self.insns = insns
        self.plain = plain
        self._failed: set[int] = set()

    def block(self, at: int) -> Block:
        """Return the block *at*."""
        if at < 0:
            behind = self.plain[~at]
            return behind._replace(start=behind.end - 1)
        block = self.plain[at]
        if len(block.targets) != 2:
            return block
        switch = None if at in self._failed else recover(at, lambda inner: self._compare(at, inner))
        if switch is None:
            self._fail(block)
            return block
        default = ~at if switch.default is None else switch.default
        targets = (default, *(target for _, target in switch.cases))
        return block._replace(targets=targets, switch=switch)

    def _compare(self, root: int, at: int) -> tuple[Insn, int, int] | None:
        """Return how block *at* of a tree ends, if that is all it does or it is the *root*."""
        block = self.plain[at]
        if len(block.targets) != 2 or (at != root and block.end - block.start != 1):
            return None
        after, target = map(self._through, block.targets)
        return self.insns[block.end - 1], after, target

    def _through(self, at: int) -> int:
        """Return where block *at* leads if all it does is to jump there, else itself."""
        seen = set()
        while len(self.plain[at].targets) == 1 and at not in seen:
            block = self.plain[at]
            if block.end - block.start != 1 or self.insns[at].code not in (JA, JA32):
                break
            seen.add(at)
            at = block.targets[0]
        return at

    def _fail(self, block: Block) -> None:
        """Note that no switch begins at *block*: what is behind its "not equal" is none either.

        Without this a long row of such compares would be tried from each of them.
        """
        insn = self.insns[block.end - 1]
        if insn.code & OP in (JumpOp.JEQ, JumpOp.JNE):
            behind = self.plain[block.targets[insn.code & OP == JumpOp.JNE]]
            if behind.end - behind.start == 1 and self.insns[behind.start].dst == insn.dst:
                self._failed.add(behind.start)


def _live(
    insns: Sequence[Insn], blocks: Mapping[int, Block], sources: Mapping[int, Sequence[int]]
) -> Mapping[int, int]:
    """Return what is needed at each block's start, by the usual walk against the flow."""
    effects = {}
    for start, block in blocks.items():
        needed = kept = 0
        for index in steps(insns, block):
            needed |= reads(insns[index]) & ~kept
            kept |= writes(insns[index])
        effects[start] = needed, ~kept
    live = {at: needed for at, (needed, _) in effects.items()}
    pending: dict[int, None] = dict.fromkeys(reversed(list(blocks)))
    while pending:
        at = next(iter(pending))
        del pending[at]
        needed, passed = effects[at]
        after = 0
        for target in blocks[at].targets:
            after |= live[target]
        now = needed | after & passed
        if now != live[at]:
            live[at] = now
            pending.update(dict.fromkeys(sources[at]))
    return live
