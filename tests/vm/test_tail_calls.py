"""Tail calls in the engines: the resolver names the next program, the frame is left, r1 goes along."""

import ctypes

import pytest

from beebox.isa.asm import assemble
from beebox.isa.opcodes import CALL
from beebox.vm import engine, tier0
from beebox.vm.executable import Executable
from beebox.vm.memory import Memory
from beebox.vm.source import Source

pytestmark = pytest.mark.skipif(not tier0.available(), reason="tier 0 makes x86-64 code")

HELPER = ctypes.CFUNCTYPE(ctypes.c_uint64, *[ctypes.c_uint64] * 6)
ENGINES = ("tier0", "tier1", "interpreter")


class World:
    """Programs by number; the resolver goes by r3 and notes what it was asked."""

    def __init__(self, which):
        self.which = which
        self.entries = {}
        self.asked = []
        self.made = []
        self.resolver = HELPER(self.resolve)

    def resolve(self, *args):
        self.asked.append(args)
        return self.entries.get(args[2], 0)

    def add(self, number, text, which=None):
        insns = assemble(text)
        calls = [at for at, insn in enumerate(insns) if insn.code == CALL and not insn.src]
        where = ctypes.cast(self.resolver, ctypes.c_void_p).value
        source = Source(insns, dict.fromkeys(calls, where), frozenset(calls))
        native = engine.prepare(source, Memory(), which or self.which)
        self.made.append(native)
        self.entries[number] = native.address
        return native


@pytest.fixture(params=ENGINES)
def world(request):
    made = World(request.param)
    yield made
    for native in made.made:
        native.close()


CALLER = "r6 = r1\nr2 = 22\nr3 = {}\ncall 12\nr0 = 7\nexit"


def test_the_next_program_gives_the_result(world):
    world.add(1, "r0 = r1\nr0 += 100\nexit")
    program = world.add(0, CALLER.format(1))
    assert program.run(5, 77) == 105
    context, table, index, _, _, run = world.asked[0]
    assert (context, table, index, run) == (5, 22, 1, 77)


def test_nowhere_to_go(world):
    program = world.add(0, CALLER.format(1))
    assert program.run(5) == 7


def test_r1_to_r5_are_the_callees_to_lose(world):
    """What the resolver does to rdi does not matter: the next program has the context."""
    world.add(1, "r0 = r1\nexit")
    program = world.add(0, "r9 = 9\nr8 = 8\n*(u64 *)(r10 - 8) = 3\n" + CALLER.format(1))
    assert program.run(1234) == 1234


def test_from_a_subprogram_it_returns_to_the_caller(world):
    world.add(1, "r0 = 40\nr6 = 1\nr9 = 2\nexit")
    program = world.add(
        0,
        """
        r9 = 2
        call f
        r0 += r9
        exit
        f: r6 = 5
        r3 = 1
        call 12
        r0 = 0
        exit
        """,
    )
    assert program.run(5, 1) == 42


def test_a_long_chain_needs_no_stack(world):
    """Ten thousand programs with a frame each would not fit on a stack of 8 MiB twice over."""
    if world.which == "interpreter":
        pytest.skip("each program is a call of Python: Linux's limit of 33 keeps it short")
    left = [20_000]

    def resolve(*_):
        left[0] -= 1
        return world.entries[0 if left[0] else 1]

    world.resolver = HELPER(resolve)
    world.add(1, "r0 = r1\nexit")
    program = world.add(0, "*(u64 *)(r10 - 512) = 1\n" + CALLER.format(0))
    assert program.run(6) == 6
    assert left == [0]


@pytest.mark.parametrize("other", ENGINES)
def test_engines_mix(world, other):
    world.add(1, "r0 = r1\nexit", other)
    assert world.add(0, CALLER.format(1)).run(11) == 11


def test_two_tail_calls_the_first_in_the_first_place(world):
    answers = [0, world.add(0, "r0 = 3\nexit").address]
    world.resolver = HELPER(lambda *_: answers.pop(0))
    program = world.add(1, "call 12\ncall 12\nexit")
    assert program.run(1) == 3
    assert not answers


# u64 resolver(): the address of what follows it, if rsp % 16 is 8 as at any C function's beginning;
# what follows returns its own rsp % 16
ALIGNED = bytes.fromhex("4989e34983e30f4983fb087508488d0504000000c331c0c34889e083e00fc3")


@pytest.mark.parametrize(
    "saved", ["", "r6 = 1", "r6 = 1\nr7 = 1", "*(u64 *)(r10 - 8) = 0\nr8 = 1"], ids=range(4)
)
@pytest.mark.parametrize("call", ["", "call f\nexit\nf:\n"], ids=["main", "subprogram"])
def test_the_stack_is_aligned_in_the_resolver_and_after(saved, call):
    code = Executable(ALIGNED)
    insns = assemble(f"{call}{saved}\ncall 12\nr0 = 99\nexit")
    at = len(insns) - 3
    source = Source(insns, {at: code.address}, frozenset((at,)))
    program = engine.prepare(source, Memory(), "tier0")
    assert program.run(0) == 8
    program.close()
    code.close()
