"""The assembler beyond single instructions: statements, numbers, labels, hints, limits."""

import re
import string
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from beebox.errors import AsmError
from beebox.isa import asm
from beebox.isa.asm import assemble
from beebox.isa.asm.unit import Kind, Relocation
from beebox.isa.insn import Insn

LLVM = [
    ("r1 = *(u32*)(r2+4)", "6121040000000000"),
    ("w1 = *(u32 *)(r2 + 4)", "6121040000000000"),
    ("*(u32 *)(r1 + 4) = w5", "6351040000000000"),
    ("r1 = *(u32 *)(r2 + 4 + 4)", "6121080000000000"),
    ("if w1 s> w2 goto +3", "6e21030000000000"),
    ("if r1==r2 goto+1", "1d21010000000000"),
    ("if w1 != 0xffffffff goto 0", "56010000ffffffff"),
    ("gotol -5", "06000000fbffffff"),
    ("may_goto +2", "e500020000000000"),
    ("lock *(u32 *)(r1 + 0) += w2", "c321000000000000"),
    ("w2 = atomic_fetch_add((u32 *)(r1 + 0), w2)", "c321000001000000"),
    ("w2 = xchg32_32(r1 + 0, w2)", "c3210000e1000000"),
    ("r2 = xchg_64(r1 - 8, r2)", "db21f8ffe1000000"),
    ("r0 = cmpxchg_64(r1 - 8, r0, r2)", "db21f8fff1000000"),
    ("w0 = cmpxchg32_32(r1 + 0, w0, w2)", "c3210000f1000000"),
    ("r0 = be16 r0", "dc00000010000000"),
    ("r0 = bswap64 r0", "d700000040000000"),
    ("r1 = (s8)r2", "bf21080000000000"),
    ("w1 = (s16) w2", "bc21100000000000"),
    ("r1 s/= r2", "3f21010000000000"),
    ("r1 s%= 3", "9701010003000000"),
    ("w1 = load_acquire((u16 *)(r2 - 4))", "cb21fcff00010000"),
    ("store_release((u64 *)(r2 + 4), r1)", "db12040010010000"),
    ("callx r9", "8d09000000000000"),
    ("gotox r1", "0d01000000000000"),
    ("r1 = addr_space_cast(r2, 0x1, 0x0)", "bf21010000000100"),
    ("r0 = *(u16 *)skb[r2]", "4820000000000000"),
    ("r1 = -1 ll", "18010000ffffffff00000000ffffffff"),
    ("r1 = 0xffffffff ll", "18010000ffffffff0000000000000000"),
    ("ld_pseudo r1, 1, 5", "18110000050000000000000000000000"),
    ("r1 = 'a'", "b701000061000000"),
    ("r1 += 1 + 2 - 3", "0701000000000000"),
    (".set KEY, 5; r1 = KEY + 1", "b701000006000000"),
    ("r1 <<= 3 ; exit", "67010000030000009500000000000000"),
    ("1: goto 1b", "0500ffff00000000"),
    ("goto 2f; 2: exit", "05000000000000009500000000000000"),
    ("l: call l", "85100000ffffffff"),
]
"""texts of LLVM's syntax and the bytes that clang (LLVM 22) makes of them"""


@pytest.mark.parametrize(("text", "expected"), LLVM)
def test_llvm_spellings(text, expected):
    assert b"".join(insn.encode() for insn in assemble(text)).hex() == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("r1 = 1 # r1 = 2", [1]),
        ("r1 = 1 // r1 = 2", [1]),
        ("r1 = /* r1 = 2 */ 1", [1]),
        ("r1 = 1 /* a\nr1 = 2\n*/ r1 = 3", [1, 3]),
        ("; r1 = 2\nr1 = 1", [1]),
        ("r1 = 1 ; R1=ctx() R10=fp0", [1]),
        ("r1 = 1; r1 = 2; // r1 = 3", [1, 2]),
        ("0: (b7) r1 = 1\n1: (b7) r1 = 2", [1, 2]),
        ("       0:\tb7 01 00 00 05 00 00 00 \tr1 = 5", [5]),
        ("0000000000000000 <f>:\nr1 = 5", [5]),
        ("r1 = ';'; r1 = '#'", [59, 35]),
        ("r1 = 0x10\r\nr1 = 010\r\nr1 = 0b11", [16, 8, 3]),
    ],
)
def test_comments_statements_and_numbers(text, expected):
    assert [insn.imm for insn in assemble(text)] == expected


def test_numeric_labels_mean_the_nearest():
    insns = assemble("1: goto 1f\n1: goto 1b\ngoto 1b\n1: exit")
    assert [insn.off for insn in insns] == [0, -1, -2, 0]


def test_jumps_as_objdump_writes_them():
    assert assemble("goto +2 <main+0x18>")[0] == Insn(0x05, off=2)


@pytest.mark.parametrize(
    ("text", "place", "hint"),
    [
        ("  exti", "1:3", "did you mean exit?"),
        ("r1 = *(u33 *)(r2 + 0)", "1:8", ""),
        ("r1 = *(u32 *)(w2 + 0)", "1:15", "an address is in a 64-bit register"),
        ("mov r1, r2", "1:1", "write it with signs, as: r1 = r2"),
        ("jsge r1, 5, +1", "1:1", "if r1 s>= r2 goto label"),
        ("R1 = 5", "1:1", "small letters: r1"),
        ("if r1 = 5 goto l", "1:7", "did you mean ==?"),
        ("r1 = r2 + 4", "1:6", "r1 = r2, then r1 += 4"),
        ("call bpf_map_lookup_elm", "1:6", "did you mean bpf_map_lookup_elem?"),
        ("start: goto strat", "1:13", "did you mean start?"),
        ("goto +40000", "1:6", "gotol goes further"),
        ("r1 = foo", "1:6", "r1 = foo ll"),
        (".globll x", "1:1", "did you mean .globl?"),
        ("\n\tlock *(u64 *)(r1 + 0) -= r2", "2:24", "negate"),
        ("r1 = load_aquire((u64 *)(r1 + 0))", "1:6", "did you mean load_acquire(...)?"),
        ("/* no end", "1", "end it with */"),
        (".map m, typ=hash", "1:9", "did you mean type?"),
        (".map m, type=hahs", "1:9", "did you mean hash?"),
    ],
)
def test_a_mistake_has_a_place_and_a_hint(text, place, hint):
    with pytest.raises(AsmError) as caught:
        asm.unit(text, "x.s")
    assert str(caught.value).startswith(f"x.s:{place}: ")
    assert hint in str(caught.value)


def test_the_caret_is_under_the_mistake():
    with pytest.raises(AsmError) as caught:
        assemble("a: r1 = *(u33 *)(r2 + 0)  // why")
    _, line, caret, *_ = str(caught.value).splitlines()
    assert line[caret.index("^") : caret.rindex("^") + 1] == "u33"


def test_sections_symbols_and_relocations():
    unit = asm.unit(
        """
        .data
        .globl  number
number: .long   5, -1
        .quad   number + 4
        .byte   end - number, 'a'
        .asciz  "a\\n\\x41\\101\\"", "b"
        .p2align 2
end:    .bss
room:   .zero   40
        .section xdp,"ax",@progbits
prog:   r1 = number + 4 ll
        r2 = room ll
        call sub
        .text
sub:    exit
        """
    )
    data = unit.sections[".data"]
    assert data.data[:8].hex() == "05000000ffffffff"
    assert data.data[16] == 28
    assert bytes(data.data[17:]) == b'aa\nAA"\0b\0\0\0'
    assert data.relocations == [Relocation(8, Kind.DATA, "number", 4, 8)]
    assert (unit.sections[".bss"].here, unit.sections[".bss"].nobits) == (40, True)
    assert unit.sections["xdp"].relocations == [
        Relocation(0, Kind.WIDE, "number", 4),
        Relocation(16, Kind.WIDE, "room", 0),
        Relocation(32, Kind.CALL, "sub"),
    ]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (".data\n.long 5", "section .data needs an object"),
        (".map m, type=hash, key=4, value=4, max_entries=1", "a map needs an object"),
        (".data\nx: .text\nr1 = x ll", "the address of x is known only in an object"),
        (".byte 1", "1 bytes are not a whole number of instructions"),
    ],
)
def test_plain_code_has_no_sections(text, message):
    with pytest.raises(AsmError, match=re.escape(message)):
        assemble(text)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (".bss\n.byte 1", "holds zeros only"),
        (".zero 0x7fffffffffff", "are too many"),
        (".p2align 63", "is not an alignment"),
        (".byte 256", "does not fit in 8 bits"),
        (".quad a - b\na: .data\nb:", "cannot be taken away"),
        (".ascii 5", 'expected a string: "..."'),
        ('.ascii "\\q"', "is not an escape"),
        (".size f, 5 - 9", "is not a size"),
        (".section", "expected: .section NAME"),
        (".type f, @thing", "is not a type"),
        ("call f + 4\n.extern f", "is not at an instruction"),
        (".byte 0\nexit", "has 1 bytes so far"),
        ("goto x\n.data\nx:", "a jump stays in its section"),
        ("x" * 70000, "65536 are the most"),
        ('.license "GPL"\n.license "MIT"', "the license is there twice"),
    ],
)
def test_directives_refuse_what_makes_no_sense(text, message):
    with pytest.raises(AsmError, match=re.escape(message)):
        asm.unit(text)


PIECES = st.sampled_from(
    [
        *("r1", "w2", "r10", "=", "+=", "s>>=", "*(u32 *)", "(r1 + 4)", "if", "goto", "l", "l:"),
        *("1:", "1b", "ll", "call", "5", "-0x7f", "'a'", '"s', '"', "/*", "*/", "//", "#", ";"),
        *(".section", ".map", ".long", ".zero", ".quad", "type=hash", ",", "@", "exit", "\n", "\t"),
        *(".size", ".set", ".comm", ".fill", ".p2align", "map[", "]", "lock", "x - y", "."),
    ]
)


@settings(max_examples=300)
@given(st.lists(st.one_of(PIECES, st.text(string.printable, max_size=4)), max_size=30))
def test_any_text_is_taken_or_refused(pieces):
    with suppress(AsmError):
        asm.unit(" ".join(pieces))
