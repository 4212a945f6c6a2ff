"""The rule that each instruction falls under, found once before the walk."""

from __future__ import annotations

from collections.abc import Callable
from errno import EINVAL
from functools import lru_cache
from typing import NamedTuple

from beebox.isa.insn import Insn
from beebox.isa.opcodes import (
    CALL,
    CLASS,
    EXIT,
    FRAME,
    JA,
    JA32,
    MAY_GOTO,
    MODE,
    OP,
    REG,
    AluOp,
    Class,
    Mode,
    check,
    is_jump,
)
from beebox.verifier import alu, branch, flow, frames, memory, packet_loads, unprivileged, wide
from beebox.verifier.env import Env
from beebox.verifier.types import Refusal

Rule = Callable[[Env, Insn], int]
"""walks an instruction and returns the index of the next one; -1: the path ends here"""


class Step(NamedTuple):
    """An instruction and the rule that it falls under."""

    rule: Rule
    insn: Insn


def _goto(env: Env, insn: Insn) -> int:
    return env.index + 1 + (insn.imm if insn.code == JA32 else insn.off)


_AFTER_READING = ("div by zero", "invalid shift", "BPF_JMP/JMP32 uses reserved fields")


def _refuse(message: str) -> Rule:
    """Return a rule for an instruction that is wrong by itself."""
    reads = message.startswith(_AFTER_READING)

    def rule(env: Env, insn: Insn) -> int:
        if reads and insn.dst > FRAME:
            raise Refusal(EINVAL, f"R{insn.dst} is invalid")
        if reads:
            env.read(insn.dst)
        raise Refusal(EINVAL, message)

    return rule


def steps(env: Env) -> list[Step]:
    """Return the rule for each instruction, found once."""
    if env.perfmon:
        return [Step(_rule(insn), insn) for insn in env.insns]
    return [Step(_guarded_rule(insn, guesses=env.guesses), insn) for insn in env.insns]


def _guarded_rule(insn: Insn, *, guesses: bool) -> Rule:
    rule = _rule(insn)
    if check(insn) is not None:
        return rule
    return unprivileged.guarded(rule, insn, guesses=guesses)


def counting(step: Step, index: int, visits: list[int]) -> Step:
    """Return *step* with a rule that counts how often it is walked."""
    walked = step.rule

    def rule(env: Env, insn: Insn) -> int:
        visits[index] += 1
        return walked(env, insn)

    return Step(rule, step.insn)


@lru_cache(maxsize=1 << 12)
def _rule(insn: Insn) -> Rule:
    """Return the rule for an instruction, wherever it stands."""
    if insn.code == 0:
        return _refuse("invalid BPF_LD_IMM insn")
    if flow.is_packet_load(insn):
        return packet_loads.load
    why = check(insn)
    if why is not None:
        return _refuse(why)
    klass = insn.code & CLASS
    if klass in (Class.ALU, Class.ALU64):
        return _alu_rule(insn)
    if klass in (Class.JMP, Class.JMP32):
        return _jump_rule(insn)
    if klass == Class.LDX:
        return memory.Load(insn).walk
    if klass == Class.ST:
        return _writing(memory.Store(insn).walk)
    if klass == Class.STX:
        is_atomic = insn.code & MODE == Mode.ATOMIC
        return _writing(memory.atomic if is_atomic else memory.Store(insn).walk)
    return wide.load


def _alu_rule(insn: Insn) -> Rule:
    op = insn.code & OP
    if op == AluOp.MOV:
        return alu.mov if insn.code & REG else alu.Number(insn).walk
    return alu.unary if op in (AluOp.NEG, AluOp.END) else alu.Binary(insn).walk


def _jump_rule(insn: Insn) -> Rule:
    if insn.code in (JA, JA32):
        return _counted(_goto)
    if insn.code == CALL:
        return _counted(_writing(frames.call))
    if insn.code == EXIT:
        return _counted(frames.leave)
    assert is_jump(insn)
    return _counted(branch.may_goto) if insn.code == MAY_GOTO else branch.Jump(insn).walk


def _counted(rule: Rule) -> Rule:
    """Return a rule that counts as a jump (jmps_processed)."""

    def counted(env: Env, insn: Insn) -> int:
        env.jumps += 1
        return rule(env, insn)

    return counted


def _writing(rule: Rule) -> Rule:
    """Return a rule for an instruction that may write stack."""

    def writing(env: Env, insn: Insn) -> int:
        index = env.index
        env.live_stack.begin(env.state)
        try:
            return rule(env, insn)
        finally:
            env.live_stack.commit(index)

    return writing
