"""Trees of compares are switches again; whatever the tree, every value goes where it went."""

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from isa_cases import with_size
from tier1_programs import sized

from beebox.isa import semantics
from beebox.isa.asm import assemble
from beebox.isa.insn import Insn
from beebox.pylang import llvm
from beebox.vm.source import Source
from beebox.vm.tier1 import emit
from beebox.vm.tier1.switch import DENSE, LEAST, MOST, recover

JEQ, JGT, JGE, JSET, JNE = 0x10, 0x20, 0x30, 0x40, 0x50
JSGT, JSGE, JLT, JLE, JSLT, JSLE = 0x60, 0x70, 0xA0, 0xB0, 0xC0, 0xD0
OPS = (JEQ, JGT, JGE, JNE, JSGT, JSGE, JLT, JLE, JSLT, JSLE)
JMP, JMP32 = 5, 6


def tree(rows):
    """What `recover` asks: block -> (compare, next, target); every other block is a leaf."""
    return lambda at: (
        (Insn(rows[at][0], 1, 0, 0, rows[at][1]), *rows[at][2:]) if at in rows else None
    )


def follow(rows, value):
    """Where the compares themselves lead."""
    at = 0
    while at in rows:
        code, imm, after, target = rows[at]
        at = target if semantics.jump(Insn(code, 1, 0, 0, imm), value, 0) else after
    return at


def chosen(switch, value):
    value &= (1 << switch.bits) - 1
    return dict(switch.cases).get(value, switch.default)


CHAIN = {at: (JMP | JEQ, at, at + 1, 100 + at) for at in range(5)}
SIGNED = {  # as clang writes ``switch (x & 7)``: it knows that there is nothing below 0
    0: (JMP32 | JSGT, 3, 1, 4),
    1: (JMP32 | JSGT, 1, 2, 3),
    2: (JMP32 | JEQ, 0, 101, 100),
    3: (JMP32 | JEQ, 2, 103, 102),
    4: (JMP32 | JSGT, 5, 5, 6),
    5: (JMP32 | JEQ, 4, 105, 104),
    6: (JMP32 | JEQ, 6, 107, 106),
}


def test_a_row_of_equalities():
    switch = recover(0, tree(CHAIN))
    assert (switch.register, switch.bits) == (1, 64)
    assert switch.cases == tuple((at, 100 + at) for at in range(5))
    assert switch.default == 5


def test_a_tree_over_a_range_that_is_not_said():
    """What is below 0 and above 7 is left to the tree, which is there for LLVM to take away."""
    switch = recover(0, tree(SIGNED))
    assert switch.bits == 32
    assert switch.default is None
    assert switch.cases == tuple((value, 100 + value) for value in range(8))


def test_not_equal_and_ranges_are_cases():
    rows = {
        0: (JMP | JNE, 9, 50, 1),
        1: (JMP | JLT, 2, 2, 51),
        2: (JMP | JLE, 3, 3, 52),
        3: (JMP | JEQ, -1, 4, 53),
    }
    switch = recover(0, tree(rows))
    assert dict(switch.cases) == {9: 50, 0: 51, 1: 51, 2: 52, 3: 52, (1 << 64) - 1: 53}
    assert switch.default == 4


@pytest.mark.parametrize(
    "rows",
    [
        {at: CHAIN[at] for at in range(LEAST - 1)},
        {0: (JMP | JSET, 1, 1, 9), **{at: CHAIN[at] for at in (1,)}},
        {at: (JMP | JLT, 4**at, at + 1, 100 + at) for at in range(5)},  # a logarithm
        {at: (JMP | JEQ, at, at + 1, 100 + at) for at in range(MOST + 1)},
    ],
    ids=["few", "bits", "ladder", "many"],
)
def test_no_switch(rows):
    assert recover(0, tree(rows)) is None


def test_other_registers_and_widths_end_the_tree():
    rows = dict(CHAIN)
    rows[4] = (JMP32 | JEQ, 4, 5, 104)
    switch = recover(0, tree(rows))
    assert switch.default == 4

    def compare(at):
        found = tree(CHAIN)(at)
        return found if at != 3 else (Insn(JMP | JEQ, 2, 0, 0, 3), 4, 103)

    assert recover(0, compare).default == 3


@st.composite
def trees(draw):
    """Any binary tree of compares, with small constants, a few leaves shared."""
    klass = draw(st.sampled_from([JMP, JMP32]))
    rows, pending, number = {}, [0], 1
    size = draw(st.integers(LEAST, 14))
    while pending:
        at = pending.pop()
        ways = []
        for _ in range(2):
            if number < size and draw(st.booleans()):
                ways.append(number)
                pending.append(number)
                number += 1
            else:
                ways.append(draw(st.integers(100, 106)))
        op = draw(st.sampled_from((JEQ, *OPS)))
        rows[at] = (klass | op, draw(st.integers(-3, 9)), *ways)
    return rows


EDGES = [*range(-12, 40), 1 << 31, (1 << 31) - 1, 1 << 32, (1 << 32) + 4, 1 << 63, (1 << 63) - 1]


@settings(max_examples=300)
@given(trees())
def test_every_value_goes_where_it_went(rows):
    switch = recover(0, tree(rows))
    if switch is None:
        return
    values = [value for value, _ in switch.cases]
    assert values == sorted(set(values))
    assert len(values) <= DENSE * len(rows)
    for value in EDGES:
        unsigned = value & (1 << 64) - 1
        found = chosen(switch, unsigned)
        if found is not None:
            assert found == follow(rows, unsigned), hex(unsigned)


@settings(max_examples=4, deadline=None)
@given(st.lists(trees(), min_size=12, max_size=12), st.integers(0, 1 << 32))
def test_compiled_trees_choose_alike(several, seed):
    several = [CHAIN, SIGNED, *several]
    memories = [(value & (1 << 64) - 1).to_bytes(8, "little") for value in EDGES]
    made = [(assembled(rows, Random(seed)), memories) for rows in several]
    with sized(made) as programs:
        for number, rows in enumerate(several):
            for memory in memories:
                value = int.from_bytes(memory, "little")
                meant = follow(rows, value)
                assert programs.run(number, memory) == (meant, memory), (rows, hex(value))


def assembled(rows, random):
    """The program that a tree is: r0 says at which leaf it came out; the order is *random*.

    A compare falls through to a jump: these are no ways of their own.
    """
    at = {}
    insns = [Insn(0x79, 1, 1)]
    leaves = sorted({way for row in rows.values() for way in row[2:] if way not in rows})
    inner = [row for row in rows if row]
    random.shuffle(inner)
    order = [0, *inner]
    for row in order:
        at[row] = len(insns)
        insns += [None, None]  # the compare, and a jump to what comes next
    for leaf in leaves:
        at[leaf] = len(insns)
        insns += [Insn(0xB7, 0, 0, 0, leaf), Insn(0x95)]
    for row in order:
        code, imm, after, target = rows[row]
        insns[at[row]] = Insn(code, 1, 0, at[target] - at[row] - 1, imm)
        insns[at[row] + 1] = Insn(0x05, 0, 0, at[after] - at[row] - 2)
    return insns


def test_jumps_between_compares_do_not_matter():
    insns = assembled(CHAIN, Random(3))
    ir = emit(Source(tuple(insns)))
    assert "switch i64" in ir
    assert "icmp" not in ir


def test_llvm_gets_a_switch():
    text = "r1 = *(u64 *)(r1 + 0)\nr0 = 1\n"
    text += "".join(f"if r1 == {value} goto out{value}\n" for value in range(4))
    text += "exit\n" + "".join(f"out{value}: r0 = {value * 7}\nexit\n" for value in range(4))
    ir = emit(Source(tuple(with_size(assemble(text), 8))))
    assert "switch i64" in ir
    assert "icmp" not in ir


def test_compares_left_behind_at_the_start_of_a_program():
    text = """
        r1 = *(u64 *)(r1 + 0)
        r0 = r1
        if r1 == 0 goto out
        if r1 == 1 goto out
        if r1 < 3 goto out
        out: exit
    """
    ir = emit(Source(tuple(assemble(text))))
    assert "label %b-1 [" in ir
    llvm.parse(ir)  # it has this block
