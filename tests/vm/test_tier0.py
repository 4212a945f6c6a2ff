"""Tier 0 by itself: the ABI, what it refuses, how its code grows."""

import ctypes
import random

import isa_programs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from beebox.errors import DecodeError, NotSupported
from beebox.isa.asm import assemble
from beebox.isa.insn import Insn
from beebox.vm import engine, tier0
from beebox.vm.executable import Executable
from beebox.vm.memory import Memory
from beebox.vm.source import Source

pytestmark = pytest.mark.skipif(not tier0.available(), reason="tier 0 makes x86-64 code")

HELPER = ctypes.CFUNCTYPE(ctypes.c_uint64, *[ctypes.c_uint64] * 6)


def address(function):
    return ctypes.cast(function, ctypes.c_void_p).value


@pytest.fixture(params=engine.ENGINES)
def prepare(request):
    made = []

    def make(text, targets=None):
        native = engine.prepare(Source(assemble(text), targets or {}), Memory(), request.param)
        made.append(native)
        return native

    yield make
    for native in made:
        native.close()


def test_helpers_get_five_arguments_and_run(prepare):
    seen = []
    helper = HELPER(lambda *args: seen.append(args) or 40)
    program = prepare(
        """
        r6 = 2
        r1 = 11
        r2 = 12
        r3 = 13
        r4 = 14
        r5 = 15
        call 1
        r0 += r6
        exit
        """,
        {6: address(helper)},
    )
    assert program.run(0, 77) == 42
    assert seen == [(11, 12, 13, 14, 15, 77)]


def test_helpers_in_subprograms_get_run(prepare):
    seen = []
    helper = HELPER(lambda *args: seen.append((args[0], args[5])) or 0)
    program = prepare(
        """
        r6 = r1
        call inner
        r1 = r6
        r1 += 1
        call 1
        r0 = r6
        exit
        inner:
        r6 = 100
        r1 = r6
        call 1
        r0 = 0
        exit
        """,
        {4: address(helper), 9: address(helper)},
    )
    assert program.run(5, 6) == 5
    assert seen == [(100, 6), (6, 6)]


def test_callbacks(prepare):
    """A helper calls back as it was called: five arguments and run."""
    calls = []

    def each(function, context, _3, _4, _5, run):
        back = HELPER(function)
        calls.extend(back(number, context, 0, 0, 0, run + number) for number in range(3))
        return 9

    helper, inner = HELPER(each), HELPER(lambda *args: args[5])
    program = prepare(
        """
        *(u64 *)(r10 - 8) = 5
        r7 = 1000
        r1 = subprog[+8] ll
        r2 = r10
        r2 += -8
        call 1
        r0 += r7
        r1 = *(u64 *)(r10 - 8)
        r0 += r1
        exit
        r7 = r1
        r3 = *(u64 *)(r2 + 0)
        r3 += 1
        *(u64 *)(r2 + 0) = r3
        call 2
        r0 += r7
        exit
        """,
        {6: address(helper), 15: address(inner)},
    )
    assert program.run(0, 50) == 9 + 1000 + 8
    assert calls == [50, 52, 54]


def test_native_code_sees_an_aligned_stack(prepare):
    """A helper compiled with SSE moves faults if rsp is not 16-aligned: strtod of libc has some."""
    aligned = Executable(bytes.fromhex("4889e0c3"))  # mov rax, rsp; ret
    for saved in ("", "r6 = 1\n", "r6 = 1\nr7 = 1\n", "*(u64 *)(r10 - 8) = 0\nr8 = 1\n"):
        lines = saved.count("\n")
        program = prepare(f"{saved}call 1\nexit", {lines: aligned.address})
        if program.engine == "tier0":
            assert program.run(0) % 16 == 8
        program = prepare(
            f"{saved}call f\nexit\nf:\n{saved}call 1\nexit", {2 * lines + 2: aligned.address}
        )
        if program.engine == "tier0":
            assert program.run(0) % 16 == 8
    aligned.close()


def test_registers_of_the_caller_are_kept():
    """rbx, rbp, r12 to r15 come back as they were."""
    insns = assemble(
        "r6 = 1\nr7 = 2\nr8 = 3\nr9 = 4\n*(u64 *)(r10 - 8) = 1\ncall f\nexit\nf: r6 = 9\nr0 = 0\nexit"
    )
    program = engine.prepare(Source(insns), Memory(), "tier0")
    code = bytes.fromhex(
        "53554154415541564157"  # push rbx, rbp, r12 .. r15
        "48c7c311000000"
        "48c7c522000000"
        "49c7c433000000"
        "49c7c544000000"
        "49c7c655000000"
        "49c7c766000000"
        "4883ec08"
        "48b8" + program.address.to_bytes(8, "little").hex() + "ffd0"
        "4883c408"
        "4801d8"
        "4801e8"
        "4c01e0"
        "4c01e8"
        "4c01f0"
        "4c01f8"  # rax += each
        "415f415e415d415c5d5bc3"
    )
    with_code = Executable(code)
    run = ctypes.CFUNCTYPE(ctypes.c_uint64, ctypes.c_uint64, ctypes.c_uint64)(with_code.address)
    assert run(0, 0) == 0x11 + 0x22 + 0x33 + 0x44 + 0x55 + 0x66
    with_code.close()
    program.close()


def test_may_goto_ends_a_loop(monkeypatch):
    from beebox.vm import interpreter
    from beebox.vm.tier0 import frames

    monkeypatch.setattr(frames, "MAX_LOOPS", 1000)
    monkeypatch.setattr(interpreter, "MAX_LOOPS", 1000)
    text = "r0 = 0\nagain: r0 += 1\nmay_goto out\ngoto again\nout: exit"
    for which in engine.ENGINES:
        program = engine.prepare(Source(assemble(text)), Memory(), which)
        limit = (8 << 20) + 1 if which == "tier1" else 1001
        assert program.run(0) == limit
        assert program.run(0) == limit
        program.close()


@pytest.mark.parametrize(
    ("insns", "error", "what"),
    [
        ([], DecodeError, "empty"),
        ([Insn(0xFF), Insn(0x95)], DecodeError, "0xff"),
        ([Insn(0x05, off=5), Insn(0x95)], DecodeError, "leaves the program"),
        ([Insn(0x05, off=-5), Insn(0x95)], DecodeError, "leaves the program"),
        ([Insn(0x85, imm=1), Insn(0x95)], DecodeError, "no target"),
        ([Insn(0x85, src=1, imm=10), Insn(0x95)], DecodeError, "leaves the program"),
        ([Insn(0xBF, dst=12), Insn(0x95)], DecodeError, "0xbf"),
        ([Insn(0x18)], DecodeError, "second slot"),
        ([Insn(0xDB, imm=0x77), Insn(0x95)], DecodeError, "0xdb"),
        ([Insn(0xD3, imm=0), Insn(0x95)], DecodeError, "0xd3"),
        ([Insn(0xE6), Insn(0x95)], DecodeError, "0xe6"),
        ([Insn(0xBF, off=1, imm=1), Insn(0x95)], NotSupported, "arena"),
        ([Insn(0x30), Insn(0x95)], NotSupported, "ABS"),
    ],
)
def test_refused(insns, error, what):
    with pytest.raises(error, match=what):
        tier0.compile(insns, {})


@settings(max_examples=300)
@given(
    st.lists(
        st.builds(
            Insn,
            st.integers(0, 255),
            st.integers(0, 15),
            st.integers(0, 15),
            st.integers(-0x8000, 0x7FFF),
            st.integers(-0x80000000, 0x7FFFFFFF),
        ),
        max_size=12,
    )
)
def test_any_instructions_compile_or_are_refused(insns):
    try:
        code = tier0.compile(insns, {})
    except (DecodeError, NotSupported):
        return
    assert len(code.offsets) == len(insns)


def test_offsets_point_at_the_instructions():
    insns = isa_programs.program(random.Random(3), 200)
    code = tier0.compile(insns, {})
    assert len(code.offsets) == len(insns)
    assert list(code.offsets) == sorted(code.offsets)
    assert code.offsets[0] == 0
    assert code.offsets[-1] < len(code.image)


def test_code_is_the_same_again():
    insns = isa_programs.program(random.Random(4), 100)
    assert tier0.compile(insns, {}) == tier0.compile(insns, {})


def test_a_very_long_program():
    """Two hundred thousand instructions: every jump far or near finds its target."""
    body = [Insn(0x07, 0, 0, 0, 1)] * 1000
    insns = [Insn(0xB7)]
    for _ in range(200):
        insns += [Insn(0x15, 1, 0, 1000, 1), *body]
    insns += [Insn(0x95)]
    program = engine.prepare(Source(tuple(insns)), Memory(), "tier0")
    assert program.run(0) == 200_000
    assert program.run(1) == 0
    program.close()
