"""LLVM IR for calls, and for how blocks end: jumps, switches, exits."""

from __future__ import annotations

from beebox.bits import signed
from beebox.isa.insn import Insn
from beebox.isa.opcodes import CLASS, MAY_GOTO, OP, REG, CallKind, Class, JumpOp
from beebox.vm.tier1.flow import Block
from beebox.vm.tier1.inline import prototype
from beebox.vm.tier1.ir import SPOILED, ZERO, Value, Writer
from beebox.vm.tier1.kinds import Origin
from beebox.vm.tier1.switch import Switch

_CONDITIONS = {
    JumpOp.JEQ: "eq",
    JumpOp.JNE: "ne",
    JumpOp.JGT: "ugt",
    JumpOp.JGE: "uge",
    JumpOp.JLT: "ult",
    JumpOp.JLE: "ule",
    JumpOp.JSGT: "sgt",
    JumpOp.JSGE: "sge",
    JumpOp.JSLT: "slt",
    JumpOp.JSLE: "sle",
}


def call(writer: Writer, index: int, insn: Insn) -> None:
    """Write a call: of a function of the program, or of a helper."""
    if insn.src == CallKind.LOCAL:
        result = _local(writer, index + 1 + insn.imm)
    elif index in writer.names.inlines:
        result = _inlined(writer, index)
    else:
        result = Value(_helper(writer, index))
        if index in writer.source.tails:
            _tail(writer, index, result.number)
            result = ZERO
    writer.values = [result, *[SPOILED] * 5, *writer.values[6:]]
    writer.parts.forget()


def _local(writer: Writer, start: int) -> Value:
    kinds = writer.kinds.signatures[start]
    passed = []
    for value, kind in zip(writer.values[1:6], kinds.arguments, strict=True):
        passed.append(
            f"ptr {writer.pointer(value)}" if kind.pointer else f"i64 {writer.number(value)}"
        )
    name = writer.names.function(start)
    of = "ptr" if kinds.result.pointer else "i64"
    result = writer.value(f"call {of} @{name}({', '.join(passed)}, ptr %run)")
    return Value(pointer=result) if kinds.result.pointer else Value(result)


def _helper(writer: Writer, index: int) -> str:
    name = writer.names.helpers[index]
    writer.declare(f"i64 @{name}(i64, i64, i64, i64, i64, ptr) #1")
    passed = [
        "poison" if value is SPOILED else writer.number(value) for value in writer.values[1:6]
    ]
    arguments = ", ".join(f"i64 {argument}" for argument in passed)
    return writer.value(f"call i64 @{name}({arguments}, ptr %run)")


def _inlined(writer: Writer, index: int) -> Value:
    """Write a call of a helper whose body is at hand; it may take pointers as such."""
    name = writer.names.inlines[index]
    of, types = prototype(writer.source.inlines[index])
    writer.declare(f"{of} @{name}({', '.join(types)})")
    values = [*writer.values[1:6], Value(pointer="%run")]
    passed = ", ".join(
        f"ptr {writer.pointer(value)}" if kind == "ptr" else f"i64 {writer.number(value)}"
        for kind, value in zip(types, values, strict=False)
    )
    result = writer.value(f"call {of} @{name}({passed})")
    return Value(pointer=result) if of == "ptr" else Value(result)


def _tail(writer: Writer, index: int, entry: str) -> None:
    """Go to the program at *entry* with r1 as it was, and never come back, unless it is 0."""
    none = writer.value(f"icmp eq i64 {entry}, 0")
    writer.do(f"br i1 {none}, label %on{index}, label %tail{index}")
    context = writer.values[1].copy()
    writer.begin(f"tail{index}")
    program = writer.value(f"inttoptr i64 {entry} to ptr")
    how = "musttail" if writer.is_main else "tail"
    arguments = f"ptr {writer.pointer(context)}, ptr %run"
    result = writer.value(f"{how} call i64 {program}({arguments})")
    writer.do(f"ret i64 {result}")
    writer.begin(f"on{index}")


def leave(writer: Writer, at: int, block: Block, insn: Insn) -> None:
    """Write the end of *block* at *at*, whose last instruction is *insn*."""
    if not block.targets:
        _exit(writer)
        return
    if block.switch:
        end = _switch(writer, block.switch, block.targets[0])
    elif len(block.targets) == 1:
        end = f"br label %b{block.targets[0]}"
    else:
        condition = _may_goto(writer) if insn.code == MAY_GOTO else _condition(writer, insn)
        after, target = block.targets
        end = f"br i1 {condition}, label %b{target}, label %b{after}"
    writer.leave(at, block)
    writer.do(end)


def _exit(writer: Writer) -> None:
    value = writer.values[0]
    result = writer.pointer(value) if writer.result == "ptr" else writer.number(value)
    writer.do(f"ret {writer.result} {result}")


def _switch(writer: Writer, switch: Switch, default: int) -> str:
    bits = switch.bits
    number = writer.narrow(writer.number(writer.values[switch.register]), bits)
    cases = " ".join(f"i{bits} {value}, label %b{at}" for value, at in switch.cases)
    return f"switch i{bits} {number}, label %b{default} [ {cases} ]"


def _condition(writer: Writer, insn: Insn) -> str:
    """Return whether a conditional jump is taken; pointers are compared as such."""
    op, bits = JumpOp(insn.code & OP), 64 if insn.code & CLASS == Class.JMP else 32
    if op in _CONDITIONS and bits == 64 and _pointers(writer, insn):
        left = writer.pointer(writer.values[insn.dst])
        right = writer.pointer(writer.values[insn.src]) if insn.code & REG else "null"
        return writer.value(f"icmp {_CONDITIONS[op]} ptr {left}, {right}")
    left = writer.narrow(writer.number(writer.values[insn.dst]), bits)
    if insn.code & REG:
        right = writer.narrow(writer.number(writer.values[insn.src]), bits)
    else:
        right = str(signed(insn.imm, bits))
    if op is JumpOp.JSET:
        both = writer.value(f"and i{bits} {left}, {right}")
        return writer.value(f"icmp ne i{bits} {both}, 0")
    return writer.value(f"icmp {_CONDITIONS[op]} i{bits} {left}, {right}")


def _pointers(writer: Writer, insn: Insn) -> bool:
    """Tell whether both sides of a compare are pointers, or one and null."""
    left = writer.kind(insn.dst)
    if not insn.code & REG:
        return left.pointer and insn.imm == 0
    right = writer.kind(insn.src)
    neither = Origin.NUMBER in (left.origin, right.origin)
    return not neither and (left.pointer or right.pointer)


def _may_goto(writer: Writer) -> str:
    """Count down to zero, then stay there: the jump is taken at zero."""
    writer.counts = True
    left = writer.value("load i64, ptr %loops")
    none = writer.value(f"icmp eq i64 {left}, 0")
    less = writer.value(f"sub i64 {left}, 1")
    rest = writer.value(f"select i1 {none}, i64 0, i64 {less}")
    writer.do(f"store i64 {rest}, ptr %loops")
    return none
