"""Switches, found again: what clang made a tree of compares of becomes one LLVM ``switch``.

BPF has no jump tables, so a C ``switch`` arrives as compares of one register against constants,
in blocks that do nothing else. Each way through the tree is taken by an interval of values (or
a few). Where all but one of these hold few values they are the cases, and that one is the default.
Otherwise clang knew a range of the register that it used: the values up to the next power of two
become cases, and for the rest the tree stays. LLVM mostly sees that there is no rest.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from beebox.bits import signed
from beebox.isa.insn import Insn
from beebox.isa.opcodes import CLASS, OP, REG, Class, JumpOp

MOST = 256
"""values that the cases of a switch may have"""
LEAST = 3
"""compares that make a switch"""
DENSE = 2
"""values for each compare; a ladder of ranges (a logarithm, say) has more, and is no switch"""

Intervals = tuple[tuple[int, int], ...]
"""unsigned values, first to last of each"""


class Switch(NamedTuple):
    """Where control goes by the low *bits* of *register*; the cases are sorted."""

    register: int
    bits: int
    cases: tuple[tuple[int, int], ...]
    """value, block"""
    default: int | None
    """a block; None: the compares themselves, which then decide"""


Compare = tuple[Insn, int, int]
"""a conditional jump, the block after it, the block it jumps to"""


def recover(root: int, compare: Callable[[int], Compare | None]) -> Switch | None:
    """Return the switch that the tree of compares at block *root* is, None if it is none.

    *compare* tells how a block ends if that is all that it does (or if it is the root).
    """
    first = compare(root)
    if first is None or not _fits(first[0]):
        return None
    code, register = first[0].code & CLASS, first[0].dst
    bits = 64 if code == Class.JMP else 32
    leaves: dict[int, Intervals] = {}
    count = largest = 0
    pending: list[tuple[int, Intervals]] = [(root, ((0, (1 << bits) - 1),))]
    while pending:
        at, values = pending.pop()
        here = compare(at)
        inner = here is not None and _fits(here[0]) and here[0].dst == register
        if here is None or not inner or here[0].code & CLASS != code or (count and at == root):
            leaves[at] = leaves.get(at, ()) + values
            continue
        count += 1
        insn, after, target = here
        largest = max(largest, insn.imm)
        taken = _taken(JumpOp(insn.code & OP), insn.imm, bits)
        yes, no = _both(values, taken), _both(values, _others(taken, bits))
        pending += [(way, part) for way, part in ((target, yes), (after, no)) if part]
        if count > MOST:
            return None
    if count < LEAST:
        return None
    most = min(MOST, DENSE * count)
    default = max(leaves, key=lambda at: _size(leaves[at]))
    rest = {at: values for at, values in leaves.items() if at != default}
    if rest and sum(map(_size, rest.values())) <= most:
        return Switch(register, bits, _cases(rest), default)
    within = 1 << largest.bit_length()
    if within > most:
        return None
    near = {at: _both(values, ((0, within - 1),)) for at, values in leaves.items()}
    return Switch(register, bits, _cases(near), None)


def _cases(leaves: dict[int, Intervals]) -> tuple[tuple[int, int], ...]:
    return tuple(
        sorted(
            (value, at)
            for at, values in leaves.items()
            for first, last in values
            for value in range(first, last + 1)
        )
    )


def _size(values: Intervals) -> int:
    return sum(last - first + 1 for first, last in values)


def _fits(insn: Insn) -> bool:
    return (
        insn.code & CLASS in (Class.JMP, Class.JMP32)
        and not insn.code & REG
        and insn.code & OP in _COMPARES
    )


def _unsigned(first: int, last: int, _bits: int) -> Intervals:
    return ((first, last),) if first <= last else ()


def _signed(first: int, last: int, bits: int) -> Intervals:
    """Return the signed interval as unsigned ones: it may come in two parts."""
    mask = (1 << bits) - 1
    if first > last:
        return ()
    if first < 0 <= last:
        return ((0, last), (first & mask, mask))
    return ((first & mask, last & mask),)


def _taken(op: JumpOp, imm: int, bits: int) -> Intervals:
    """Return the values with which a jump is taken."""
    top = (1 << bits) - 1
    value, most, least = imm & top, top >> 1, -(1 << bits - 1)
    number = signed(value, bits)
    if op is JumpOp.JEQ:
        return ((value, value),)
    if op is JumpOp.JNE:
        return _others(((value, value),), bits)
    if op in _FIRST_UNSIGNED:
        return _unsigned(value + (op is JumpOp.JGT), top, bits)
    if op in _LAST_UNSIGNED:
        return _unsigned(0, value - (op is JumpOp.JLT), bits)
    if op in _FIRST_SIGNED:
        return _signed(number + (op is JumpOp.JSGT), most, bits)
    return _signed(least, number - (op is JumpOp.JSLT), bits)


_FIRST_UNSIGNED = (JumpOp.JGT, JumpOp.JGE)
_LAST_UNSIGNED = (JumpOp.JLT, JumpOp.JLE)
_FIRST_SIGNED = (JumpOp.JSGT, JumpOp.JSGE)
_LAST_SIGNED = (JumpOp.JSLT, JumpOp.JSLE)
_COMPARES = (
    JumpOp.JEQ,
    JumpOp.JNE,
    *_FIRST_UNSIGNED,
    *_LAST_UNSIGNED,
    *_FIRST_SIGNED,
    *_LAST_SIGNED,
)


def _both(a: Intervals, b: Sequence[tuple[int, int]]) -> Intervals:
    """Return the values that are in both."""
    return tuple(
        (max(first, start), min(last, end))
        for first, last in a
        for start, end in b
        if max(first, start) <= min(last, end)
    )


def _others(values: Intervals, bits: int) -> Intervals:
    """Return the values of *bits* that are not in *values*."""
    result, at = [], 0
    for first, last in sorted(values):
        if first > at:
            result.append((at, first - 1))
        at = last + 1
    if at < 1 << bits:
        result.append((at, (1 << bits) - 1))
    return tuple(result)
