"""Instructions to assembly: text with labels that `beebox.isa.asm` reads back bit by bit.

In the kernel's syntax (``(55) if r1 != 0x0 goto L5``) or in LLVM's (``if r1 != 0 goto L5``), whose
own assembler takes it too. A slot that the syntax has no exact words for is ``.quad`` with a
remark.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from enum import Enum
from itertools import chain, count
from typing import NamedTuple

from beebox.isa import disasm, llvm
from beebox.isa.cfg import call_target, jump_target
from beebox.isa.insn import Insn
from beebox.isa.opcodes import CALL, GOTOX, LDDW, Pseudo, check, is_jump


class Syntax(Enum):
    """Whose words instructions are written in."""

    KERNEL = "kernel"
    LLVM = "llvm"


class Line(NamedTuple):
    """An instruction: *at* which slot, how many *slots*, its *text*, a *remark*."""

    at: int
    slots: int
    text: str
    remark: str = ""


class Ref(NamedTuple):
    """What a relocation says of an instruction: symbol *name*, and what is added to its address.

    *kind* is ``map``, ``code`` or empty for data.
    """

    name: str
    added: int = 0
    kind: str = ""


def labels(
    insns: Sequence[Insn],
    known: Mapping[int, str] | None = None,
    refs: Collection[int] = (),
    others: Collection[str] = (),
) -> dict[int, str]:
    """Return the label of each instruction that is jumped to or called, beside the *known* ones.

    Where the instructions *refs* go relocations say. *others* are names that the rest of the text
    has, which are not given again.
    """
    found = dict(known or {})
    inside = [True] * len(insns)
    for index in starts(insns):
        if insns[index].code == LDDW and index + 1 < len(insns):
            inside[index + 1] = False
    taken = {*found.values(), *others}
    for index in starts(insns):
        target = -1 if index in refs else _target(insns[index], index)
        if target in found or not 0 <= target < len(insns) or not inside[target]:
            continue
        name = f"L{target}" if is_jump(insns[index]) else f"func_{target}"
        more = (f"{name}_{number}" for number in count(2))
        found[target] = next(each for each in chain((name,), more) if each not in taken)
    return found


def starts(insns: Sequence[Insn]) -> Iterator[int]:
    """Yield the index of each instruction, an ``lddw`` once."""
    index = 0
    while index < len(insns):
        yield index
        index += 2 if insns[index].code == LDDW else 1


def write(
    insns: Sequence[Insn],
    syntax: Syntax,
    names: Mapping[int, str],
    refs: Mapping[int, Ref] | None = None,
) -> Iterator[Line]:
    """Yield the lines of *insns*; *names* are its labels, *refs* what relocations say."""
    for index in starts(insns):
        insn = insns[index]
        following = insns[index + 1] if index + 1 < len(insns) else None
        ref = (refs or {}).get(index)
        slots = 2 if insn.code == LDDW and following is not None else 1
        if not disasm.exact(insn, following):
            yield _raw(insns, index, check(insn, following) or "reserved fields are used")
            if slots == 2:
                yield _raw(insns, index + 1, "")
            continue
        target = names.get(_target(insn, index), "") if ref is None else ""
        make = _kernel if syntax is Syntax.KERNEL else _llvm
        text = make(insn, following, target, ref)
        if text is not None:
            yield Line(index, slots, text, _remark(insn, syntax))
            continue
        yield _raw(insns, index, disasm.text(insn, following))
        if slots == 2:
            yield _raw(insns, index + 1, "")


def _target(insn: Insn, index: int) -> int:
    """Return where *insn* jumps, calls, or whose address it takes; -1 if nowhere by itself."""
    if insn.code == GOTOX:
        return -1
    called = call_target(insn, index)
    target = jump_target(insn, index) if called is None else called
    return -1 if target is None else target


def _raw(insns: Sequence[Insn], index: int, remark: str) -> Line:
    value = int.from_bytes(insns[index].encode(), "little")
    return Line(index, 1, f".quad {value:#018x}", remark)


def _remark(insn: Insn, syntax: Syntax) -> str:
    """Return the name of the helper where the syntax has its number only."""
    if syntax is Syntax.LLVM and insn.code == CALL and not insn.src:
        return disasm.helper_name(insn.imm)
    return ""


def _kernel(insn: Insn, following: Insn | None, target: str, ref: Ref | None) -> str:
    line = disasm.disassemble(insn, following)
    if ref is not None:
        if insn.code == CALL:
            return f"(85) call {_sum(ref)}"
        kind = "subprog" if ref.kind == "code" else "map"
        added = f"[0]+{ref.added}" if ref.kind != "map" or ref.added else ""
        if ref.kind == "code" or ref.added < 0:
            return f"(18) r{insn.dst} = {_sum(ref)} ll"
        return f"(18) r{insn.dst} = {kind}[{quoted(ref.name)}]{added}"
    if not target:
        return line
    if insn.code == LDDW:
        return f"(18) r{insn.dst} = subprog[{quoted(target)}]"
    return f"{line[: line.rindex('pc')]}{quoted(target)}"


def _llvm(insn: Insn, following: Insn | None, target: str, ref: Ref | None) -> str | None:
    if ref is not None:
        return f"call {_sum(ref)}" if insn.code == CALL else f"r{insn.dst} = {_sum(ref)} ll"
    if insn.code == LDDW and insn.src == Pseudo.FUNC:
        target = ""
    return llvm.text(insn, following, quoted(target) if target else "")


def _sum(ref: Ref) -> str:
    if not ref.added:
        return quoted(ref.name)
    return f"{quoted(ref.name)} {'-' if ref.added < 0 else '+'} {abs(ref.added)}"


def quoted(name: str) -> str:
    """Return a symbol's or section's name as assembly takes it."""
    plain = name.replace(".", "_").replace("$", "_")
    if plain.isascii() and plain.isidentifier():
        return name
    return '"' + "".join(c if c.isprintable() and c != '"' else "_" for c in name) + '"'
