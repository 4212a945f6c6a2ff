"""Text and back: the disassembler writes as the kernel does, and the assembler reads it."""

import re
from collections.abc import Iterator
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st
from legal_instructions import exact, legal

from beebox.errors import AsmError
from beebox.isa.asm import assemble
from beebox.isa.disasm import disassemble, listing
from beebox.isa.insn import Insn
from beebox.isa.opcodes import (
    ATOMICS,
    CALL,
    CLASS,
    EXIT,
    KNOWN,
    LDDW,
    MODE,
    OP,
    REG,
    AluOp,
    CallKind,
    Class,
    JumpOp,
    Mode,
    check,
)


@given(st.lists(legal().filter(exact), max_size=20))
def test_assembler_reads_what_the_disassembler_writes(parts):
    program = tuple(slot for part in parts for slot in part)
    lines = [line for _, line in listing(program)]
    assert assemble("\n".join(lines)) == program


@given(st.binary(min_size=8, max_size=8))
def test_any_slot_has_a_text(data):
    from beebox.isa.insn import decode

    assert disassemble(decode(data)[0])


@given(st.text(max_size=60))
def test_assembler_takes_or_refuses_any_text(text):
    with suppress(AsmError):
        assemble(text)


CASES = [
    ("r6 = r1", "(bf) r6 = r1"),
    ("r1 = *(u64 *)(r10 - 8)", "(79) r1 = *(u64 *)(r10 -8)"),
    ("w1 += w2", "(0c) w1 += w2"),
    ("r1 = 5", "(b7) r1 = 5"),
    ("r1 s/= r2", "(3f) r1 s/= r2"),
    ("*(u64 *)(r10 - 8) = r1", "(7b) *(u64 *)(r10 -8) = r1"),
    ("*(u8 *)(r10 - 8) = 1", "(72) *(u8 *)(r10 -8) = 1"),
    ("r1 = *(s16 *)(r2 + 4)", "(89) r1 = *(s16 *)(r2 +4)"),
    ("if r1 s> 5 goto +2", "(65) if r1 s> 0x5 goto pc+2"),
    ("if w1 & 5 goto -2", "(46) if w1 & 0x5 goto pc-2"),
    ("call 1", "(85) call bpf_map_lookup_elem#1"),
    ("call bpf_map_lookup_elem", "(85) call bpf_map_lookup_elem#1"),
    ("call pc+4", "(85) call pc+4"),
    ("call 4000", "(85) call unknown#4000"),
    ("r1 = 0x1122334455667788 ll", "(18) r1 = 0x1122334455667788"),
    ("r1 = map[fd:5]", "(18) r1 = map[id:5]"),
    ("r1 = map[counts]+8", "(18) r1 = map[id:9][0]+8"),
    ("r2 = atomic64_fetch_add((u64 *)(r1 + 0), r2)",) * 2,
    ("lock *(u32 *)(r1 + 0) += r2", "(c3) lock *(u32 *)(r1 +0) += r2"),
    ("r1 = be16 r1", "(dc) r1 = be16 r1"),
    ("r1 = bswap64 r1", "(d7) r1 = bswap64 r1"),
    ("may_goto +3", "(e5) may_goto pc+3"),
    ("gotol +70000", "(06) gotol pc+70000"),
    ("w1 = -w1", "(84) w1 = -w1"),
    ("r0 = *(u16 *)skb[12]", "(28) r0 = *(u16 *)skb[12]"),
]


@pytest.mark.parametrize(("source", "text"), CASES)
def test_cases(source, text):
    insns = assemble(source, maps={"counts": 9})
    written = disassemble(insns[0], insns[-1])
    assert written == text or written.partition(") ")[2] == text.replace("+ 0", "+0")


def test_labels_comments_and_local_calls():
    insns = assemble(
        """
        start:  r0 = 0             ; a comment
                if r1 == 0 goto out // another
                r2 = subprog[helper]
                call helper        # and a third
        out:    exit
        helper: r0 = 1
                goto start
        """
    )
    assert insns[1].off == 3
    assert (insns[2].src, insns[2].imm) == (4, 3)
    assert (insns[4].src, insns[4].imm) == (1, 1)
    assert insns[7].off == -8


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("r11 = 1", "1:1: there is no register r11"),
        ("r1 = w2", "1:6: one side is 32 bits wide, the other 64"),
        ("\nhello", "2:1: not an instruction: hello"),
        ("goto nowhere", "1:6: there is no label nowhere"),
        ("call nobody", "1:6: there is no helper or label nobody"),
        ("a: r0 = 0\na: exit", "2:1: label a is there twice: see line 1"),
        ("r1 = 0x100000000", "1:6: 0x100000000 does not fit in 32 bits"),
        ("(bf) r1 = 5", "1:1: this is opcode b7, not bf"),
        ("r1 = *(u32 *)(r1 + 40000)", "1:18: offset 40000 does not fit in 16 bits"),
        ("r1 = map[none]", "1:10: there is no map none"),
    ],
)
def test_mistakes(source, message):
    with pytest.raises(AsmError, match=re.escape(message)):
        assemble(source)


def alu_forms(code: int) -> Iterator[Insn]:
    op, source = code & OP, 2 if code & REG else 0
    if op == AluOp.END:
        yield Insn(code, 1, imm=32)
    elif op == AluOp.NEG:
        yield Insn(code, 1)
    else:
        shift = op in (AluOp.LSH, AluOp.RSH, AluOp.ARSH)
        yield Insn(code, 1, source, imm=0 if source else 3 if shift else -3)
    if op in (AluOp.DIV, AluOp.MOD):
        yield Insn(code, 1, source, 1, 0 if source else 7)
    if op == AluOp.MOV and source:
        yield from (Insn(code, 1, 2, off) for off in (8, 16))


def memory_forms(code: int) -> Iterator[Insn]:
    klass, mode = code & CLASS, code & MODE
    if mode == Mode.ATOMIC:
        every = (Insn(code, 10, 2, -8, op) for op in sorted(ATOMICS))
        yield from (insn for insn in every if check(insn) is None)
    elif code == LDDW:
        yield Insn(code, 1, imm=-5)
    elif klass == Class.LD:
        yield Insn(code, 0, 0 if mode == Mode.ABS else 2, 0, 4)
    elif klass == Class.LDX:
        yield Insn(code, 1, 10, -8)
    else:
        yield Insn(code, 10, 1 if klass == Class.STX else 0, -8, 0 if klass == Class.STX else -1)


def jump_forms(code: int) -> Iterator[Insn]:
    op = code & OP
    if code == CALL:
        yield from (Insn(code, imm=5), Insn(code, 0, CallKind.LOCAL, imm=41))
    elif op in (JumpOp.EXIT, JumpOp.JCOND):
        yield Insn(code)
    elif op == JumpOp.JA:
        yield Insn(code, 0, 0, *((3, 0) if code & CLASS == Class.JMP else (0, 3)))
    else:
        yield Insn(code, 1, 2 if code & REG else 0, 4, 0 if code & REG else -7)


def plain_forms() -> Iterator[Insn]:
    """Forms of every opcode that the verifier prints before it complains."""
    for code in sorted(KNOWN):
        klass = code & CLASS
        if klass in (Class.ALU, Class.ALU64):
            yield from alu_forms(code)
        else:
            yield from (jump_forms if klass in (Class.JMP, Class.JMP32) else memory_forms)(code)


@pytest.mark.linux
@pytest.mark.parametrize("insn", list(plain_forms()), ids=disassemble)
def test_linux_writes_the_same(insn):
    import live

    live.need_kernel()
    second = Insn(0, imm=7)
    zero, over = Insn(0xB7), Insn(0x55, 0, 0, 2 if insn.code == LDDW else 1)
    start = [
        Insn(0xBF, 6, 1),
        Insn(0x7A, 10, 0, -8, 1),
        *assemble("call 7\n r1 = r0\n r2 = 1\n r0 = 0"),
    ]
    body = [*start, over, insn, *([second] if insn.code == LDDW else []), *[zero] * 40]
    called = assemble("r0 = 0\nexit") if insn.src == CallKind.LOCAL and insn.code == CALL else ()
    _, log = live.load([*body, Insn(EXIT), *called])
    wanted = f"{len(start) + 1}: {disassemble(insn, second)}"
    lines = [line.partition(" ;")[0].rstrip() for line in log.splitlines()]
    assert wanted in lines, f"{wanted!r} is not in\n{log}"
