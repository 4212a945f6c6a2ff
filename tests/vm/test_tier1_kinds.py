"""Which registers and slots tier 1 takes for pointers, and that it is right to."""

import ctypes
import itertools

import pytest
from tier1_programs import Programs

from beebox.isa.asm import assemble
from beebox.vm.source import Source
from beebox.vm.tier1 import emit
from beebox.vm.tier1.flow import functions
from beebox.vm.tier1.kinds import (
    FOREIGN,
    NULL,
    NUMBER,
    POINTER,
    SOMEWHERE,
    TOP,
    Kind,
    Kinds,
    Origin,
    join,
)

ALL = [NUMBER, NULL, FOREIGN, POINTER, SOMEWHERE, TOP, Kind(Origin.FRAME, -8)]


def kinds_of(text, **facts):
    source = Source(tuple(assemble(text)), **facts)
    return Kinds(source, functions(source))


def at_end(text, register=0, **facts):
    """The kind of a register where the block of label ``end`` begins, which is the last one."""
    kinds = kinds_of(text, **facts)
    return kinds.entries[max(kinds.entries)].registers[register]


END = "\ngoto end\nend: exit"
TWO = "r1 = *(u64 *)(r1 + 0)\nif r1 == 0 goto other\n{}\ngoto end\nother: {}\ngoto end\nend: exit"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("r0 = r1", FOREIGN),
        ("r0 = r10", TOP),
        ("r0 = r10\nr0 += -8", Kind(Origin.FRAME, -8)),
        ("r0 = r10\nr0 -= 8", Kind(Origin.FRAME, -8)),
        ("r0 = r10\nr2 = *(u64 *)(r1 + 0)\nr0 += r2", SOMEWHERE),
        ("r0 = *(u64 *)(r1 + 0)", NUMBER),
        ("r0 = *(u64 *)(r1 + 0)\nr0 += r1", FOREIGN),
        ("r0 = r1\nr0 += r1", NUMBER),
        ("r0 = r1\nr0 -= r1", NUMBER),
        ("r0 = 8\nr0 -= r1", NUMBER),
        ("r0 = 0", NULL),
        ("w0 = 0", NULL),
        ("r0 = 0 ll", NULL),
        ("r0 = 4294967296 ll", NUMBER),
        ("w0 = w1", NUMBER),
        ("r0 = (s8)r1", NUMBER),
        ("r0 = r1\nr0 |= 0", NUMBER),
        ("r0 = r1\nw0 += 1", NUMBER),
        ("*(u64 *)(r10 - 8) = r1\nr0 = *(u64 *)(r10 - 8)", FOREIGN),
        ("*(u64 *)(r10 - 8) = r10\nr0 = *(u64 *)(r10 - 8)", POINTER),
        ("*(u64 *)(r10 - 8) = 0\nr0 = *(u64 *)(r10 - 8)", NUMBER),
        ("*(u64 *)(r10 - 8) = r1\n*(u8 *)(r10 - 3) = 1\nr0 = *(u64 *)(r10 - 8)", NUMBER),
        ("*(u64 *)(r10 - 16) = r1\n*(u32 *)(r10 - 18) = 1\nr0 = *(u64 *)(r10 - 16)", NUMBER),
        ("*(u64 *)(r10 - 8) = r1\nr0 = *(u32 *)(r10 - 8)", NUMBER),
        ("*(u64 *)(r10 - 12) = r1\nr0 = *(u64 *)(r10 - 12)", NUMBER),
        ("*(u64 *)(r10 - 8) = r1\nr2 = 1\nlock *(u64 *)(r10 - 8) += r2\nr0 = r1", FOREIGN),
        ("r0 = r1\nr0 = xchg_64(r10 - 8, r0)", NUMBER),
        ("r2 = r1\nr0 = r1\nr0 = cmpxchg_64(r1 + 0, r0, r2)", NUMBER),
        ("r0 = load_acquire((u64 *)(r1 + 0))", NUMBER),
    ],
)
def test_what_one_way_leaves(text, kind):
    assert at_end(text + END) == kind


@pytest.mark.parametrize(
    ("one", "other", "kind"),
    [
        ("r0 = r10", "r0 = r10", TOP),
        ("r0 = r10", "r0 = r10\nr0 += -8", SOMEWHERE),
        ("r0 = r10", "r0 = 0", SOMEWHERE),
        ("r0 = r1\nr0 = r10", "r0 = r1", NUMBER),
        ("r0 = 0", "r0 = 0", NULL),
        ("r0 = 0", "r0 = 1", NUMBER),
    ],
)
def test_where_ways_meet(one, other, kind):
    assert at_end(TWO.format(one, other)) == kind
    assert at_end(TWO.format(other, one)) == kind


def test_join_is_a_join():
    for a, b, c in itertools.product(ALL, repeat=3):
        assert join(a, a) == a
        assert join(a, b) == join(b, a)
        assert join(join(a, b), c) == join(a, join(b, c))
        assert NUMBER in (a, b) or join(a, b) != NUMBER


def test_facts_of_the_verifier():
    text = "r6 = r1\nr0 = *(u64 *)(r1 + 8)" + END
    assert at_end(text, pointers=frozenset({1})) == FOREIGN
    text = "r0 = 81985529216486895 ll" + END
    assert at_end(text, addresses=frozenset({0})) == FOREIGN
    call = "call 1" + END
    assert at_end(call, targets={0: 4096}) == NUMBER
    assert at_end(call, targets={0: 4096}, pointers=frozenset({0})) == FOREIGN


def test_a_loop_keeps_a_pointer():
    """What goes around changes nothing: the pointer is one on the first turn and all others."""
    text = "r2 = r1\nagain: r2 += 4\nr3 = *(u32 *)(r2 + 0)\nif r3 != 0 goto again\nr0 = r2\nexit"
    kinds = kinds_of(text)
    assert {state.registers[2] for at, state in kinds.entries.items() if at} == {FOREIGN}


def test_functions_take_and_give_pointers():
    text = """
        r1 = r10
        r2 = 7
        call f
        r1 = *(u64 *)(r0 + 0)
        r0 = r1
        exit
        f: r0 = r1
        r0 += -8
        exit
    """
    assert kinds_of(text).signatures[6] == ((POINTER, NUMBER, NULL, NULL, NULL), POINTER)
    twice = text.replace("r1 = *(u64 *)(r0 + 0)", "r1 = 5\ncall f")
    assert kinds_of(twice).signatures[7] == ((NUMBER, NUMBER, NULL, NULL, NULL), NUMBER)


def test_recursion_ends():
    text = "r2 = r10\ncall f\nexit\nf: r2 += r1\ncall g\nr0 += 1\nexit\ng: call f\nexit"
    assert kinds_of(text).signatures[3].result == NUMBER


def test_callbacks_get_numbers():
    kinds = kinds_of("r1 = subprog[+3] ll\nr0 = 0\nexit\nr0 = r1\nexit")
    assert dict(kinds.callbacks) == {4: None}
    assert kinds.signatures[4] == ((NUMBER,) * 5, NUMBER)


def frozen(text):
    return emit(Source(tuple(assemble(text)))).count("freeze")


def test_stack_that_was_not_set_is_frozen():
    """Else to branch on it were undefined, and LLVM might leave out all that follows."""
    read = "r0 = *(u64 *)(r10 - 16)\nexit"
    assert frozen(read) == 1
    assert frozen("*(u64 *)(r10 - 16) = 1\n" + read) == 0
    assert frozen("*(u32 *)(r10 - 16) = 1\n" + read) == 1
    assert frozen("*(u32 *)(r10 - 16) = 1\n*(u32 *)(r10 - 12) = 1\n" + read) == 0
    assert frozen("if r1 == 0 goto +1\n*(u64 *)(r10 - 16) = 1\n" + read) == 1
    assert frozen("r0 = *(u64 *)(r1 - 16)\nexit") == 0


BRANCH = """
    r3 = *(u64 *)(r10 - 40)
    r0 = 1
    if r3 == 5 goto out
    r0 = 2
    if r3 != 5 goto out
    r0 = 3
    out: exit
"""
THROUGH = """
    r6 = r1
    r1 = r10
    r1 += -40
    call f
    if r0 == 5 goto out
    r2 = r0
    r0 = 2
    if r2 != 5 goto +1
    r0 = 3
    goto end
    out: r0 = 1
    end: exit
    f: r0 = *(u64 *)(r1 + 0)
    exit
"""


def test_branches_on_it_go_one_way_or_the_other():
    with Programs([Source(tuple(assemble(text))) for text in (BRANCH, THROUGH)]) as programs:
        for number in range(2):
            assert programs.run(number, bytes(64))[0] in (1, 2)


def test_a_frame_pointer_that_may_be_null():
    text = """
        r0 = *(u64 *)(r1 + 0)
        r2 = 0
        if r0 == 0 goto +1
        r2 = r10
        r0 = 0
        if r2 == 0 goto +1
        r0 = 1
        exit
    """
    with Programs([Source(tuple(assemble(text)))]) as programs:
        assert programs.run(0, bytes(8))[0] == 0
        assert programs.run(0, b"\1" * 8)[0] == 1


def test_two_addresses_may_be_one_place():
    """Values of one map are named apart; to LLVM different symbols would never overlap."""
    text = """
        r6 = {} ll
        r7 = {} ll
        *(u64 *)(r6 + 8) = 1
        *(u64 *)(r7 + 0) = 2
        r0 = *(u64 *)(r6 + 8)
        exit
    """
    place = ctypes.create_string_buffer(16)
    base = ctypes.addressof(place)
    insns = tuple(assemble(text.format(base, base + 8)))
    with Programs([Source(insns, addresses=frozenset({0, 2}))]) as programs:
        assert programs.run(0)[0] == 2
