"""The program that engines are given: without dead code, its contexts as the box keeps them.

What an engine does by itself is left to it: guards of divisions, may_goto, probes of memory. Pairs
of spills and fills around inlined calls stay, as a call is a call in an engine.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from beebox.isa.insn import Insn
from beebox.isa.opcodes import LDDW, Pseudo
from beebox.verifier.env import Env
from beebox.verifier.rewrite import contexts, dead, loops
from beebox.verifier.rewrite.patch import Draft
from beebox.verifier.state import STACK_LIMIT


class Program(NamedTuple):
    """The program as it runs."""

    draft: Draft
    functions: Mapping[int, str]
    """the calls that go to a function by its name, not to a helper by its number"""


def rewrite(env: Env) -> Program:
    """Return the program that engines are given."""
    draft = Draft(env.insns)
    if env.inlined:
        _inline_walked(env, draft)
    if 0 in env.marks.seen:
        _forget_functions(env, draft)
    sweep(env, draft)
    return Program(draft, contexts.convert(env, draft))


def _inline_walked(env: Env, draft: Draft) -> None:
    """Make loops where the stack has room for them and the callback is called at all."""
    pairs = env.marks.fastcall
    depths = env.depths if pairs is None else pairs.with_pairs(env.depths)
    calls = {
        index: subprog
        for index, subprog in loops.calls(env.inlined).items()
        if env.marks.seen[env.flow.starts[subprog]]
        and loops.grown(depths[env.flow.subprog(index)]) <= STACK_LIMIT
    }
    inline(env, draft, depths, calls)


def _forget_functions(env: Env, draft: Draft) -> None:
    """Load 0 for the address of a callback that is never called: it is no part of the program."""
    for index, insn in enumerate(env.insns):
        if env.marks.seen[index] and insn.code == LDDW and insn.src == Pseudo.FUNC:
            if env.marks.seen[index + 1 + insn.imm]:
                continue
            place = draft.places[index]
            draft.change({place: (Insn(LDDW, insn.dst),), place + 1: (Insn(0),)})


def sweep(env: Env, draft: Draft) -> None:
    """Take out what no path came to."""
    (dead.remove if env.bpf else dead.trap)(draft, env.marks.seen)


def inline(env: Env, draft: Draft, depths: list[int], calls: dict[int, int]) -> None:
    """Make loops of *calls* of bpf_loop, which have the subprogram that is called back."""
    needs = {index: loops.grown(depths[env.flow.subprog(index)]) for index in calls}
    draft.change(loops.inlined(calls, env.flow.starts, needs))
