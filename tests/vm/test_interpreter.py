"""The interpreter names each fault: instruction, register, address, region."""

import contextlib
import ctypes

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from beebox.errors import BeeboxError, DecodeError, MemoryFault, NotSupported
from beebox.isa.asm import assemble
from beebox.isa.insn import Insn
from beebox.vm import engine
from beebox.vm.interpreter import BudgetExceeded, Interpreter, Machine
from beebox.vm.memory import Memory, Region
from beebox.vm.source import Source


@pytest.fixture
def buffer():
    return ctypes.create_string_buffer(bytes(range(64)), 64)


@pytest.fixture
def memory(buffer):
    memory = Memory()
    memory.add(Region("packet", ctypes.addressof(buffer), 32))
    memory.add(Region("constants", ctypes.addressof(buffer) + 40, 16, writable=False))
    return memory


def run(text, memory, ctx=0, **how):
    return Interpreter(assemble(text), {}, memory).run(ctx, 0, **how)


def test_reads_what_is_there(memory, buffer):
    base = ctypes.addressof(buffer)
    assert run("r0 = *(u16 *)(r1 + 30)\nexit", memory, base) == 0x1F1E
    assert run("r0 = *(u16 *)(r1 + 40)\nexit", memory, base) == 0x2928


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        (
            "r0 = *(u64 *)(r1 + 25)",
            ["instruction 0", "r1 is 0x", "1 bytes short of the end of packet"],
        ),
        ("r0 = *(u8 *)(r1 + 34)", ["2 bytes beyond packet"]),
        ("r0 = *(u8 *)(r1 + 32)", ["right beyond packet"]),
        ("r0 = *(u8 *)(r1 + 39)", ["1 bytes before constants"]),
        ("*(u32 *)(r1 + 40) = 1", ["constants", "read-only"]),
        ("*(u8 *)(r1 + 44) = r2", ["*(u8 *)(r1 +44) = r2", "read-only"]),
        ("lock *(u64 *)(r1 + 40) += r2", ["read-only"]),
        ("r2 = 0\nr0 = *(u8 *)(r2 + 0)", ["instruction 1", "r2 is 0x0", "in no region"]),
        ("r0 = *(u8 *)(r10 - 513)", ["r10", "before stack of frame 0"]),
        ("*(u8 *)(r10 + 0) = 1", ["right beyond stack of frame 0"]),
        ("r3 = load_acquire((u64 *)(r1 + 60))", ["r1 is"]),
    ],
)
def test_faults_are_named(memory, buffer, text, parts):
    with pytest.raises(MemoryFault) as caught:
        run(f"{text}\nr0 = 0\nexit", memory, ctypes.addressof(buffer))
    for part in parts:
        assert part in str(caught.value)


def test_a_callers_stack_may_be_used_but_not_one_that_is_gone(memory):
    with pytest.raises(MemoryFault, match="instruction 1"):
        run("call f\nr0 = *(u64 *)(r0 + 0)\nexit\nf: r0 = r10\nr0 += -8\nexit", memory)


def test_the_stack_is_gone_after_a_fault(memory):
    program = Interpreter(assemble("r0 = *(u8 *)(r10 + 0)\nexit"), {}, memory)
    for _ in range(3):
        with pytest.raises(MemoryFault):
            program.run(0, 0)


def test_budget(memory):
    with pytest.raises(BudgetExceeded, match="1000"):
        run("again: goto again", memory, budget=1000)


def test_deep_calls(memory):
    with pytest.raises(BeeboxError, match="more than 8 nested calls"):
        run("f: call f\nexit", memory)


def test_trace(memory):
    seen = []
    run(
        "r0 = 1\nr0 += 2\nexit",
        memory,
        trace=lambda pc, insn, regs: seen.append((pc, insn.code, regs[0])),
    )
    assert seen == [(0, 0xB7, 0), (1, 0x07, 1), (2, 0x95, 3)]


def test_stepping(memory):
    machine = Machine(Interpreter(assemble("r3 = 7\nr0 = r3\nexit"), {}, memory), memory, 0, (5,))
    machine.start()
    machine.step()
    assert (machine.pc, machine.regs[1], machine.regs[3], machine.done) == (1, 5, 7, False)
    machine.step()
    machine.step()
    assert machine.done
    assert machine.regs[0] == 7


@pytest.mark.parametrize(
    ("insns", "what"),
    [
        ([Insn(0xFF)], "unknown opcode ff"),
        ([Insn(0xB7, imm=1)], "no instruction"),
        ([Insn(0x05, off=-9)], "no instruction"),
        ([Insn(0x05, off=1), Insn(0x18), Insn(0), Insn(0x95)], "no instruction"),
        ([Insn(0x18)], "second slot"),
        ([Insn(0x85, imm=1), Insn(0x95)], "no target"),
        ([Insn(0x37), Insn(0x95)], "div by zero"),
        ([], "no instruction"),
    ],
)
def test_malformed(insns, what, memory):
    with pytest.raises(DecodeError, match=what):
        Interpreter(insns, {}, memory).run(0, 0)


def test_what_only_linux_has(memory):
    for insn in (Insn(0x20), Insn(0xBF, off=1, imm=1)):
        with pytest.raises(NotSupported):
            Interpreter([insn, Insn(0x95)], {}, memory).run(0, 0)


def test_a_fault_in_a_native_entry_is_kept(memory):
    native = engine.prepare(Source(assemble("r0 = *(u8 *)(r1 + 0)\nexit")), memory, "interpreter")
    entry = ctypes.CFUNCTYPE(ctypes.c_uint64, ctypes.c_uint64, ctypes.c_uint64)(native.address)
    assert entry(1, 0) == 0
    assert isinstance(native.fault, MemoryFault)
    with pytest.raises(MemoryFault):
        native.run(1)
    native.close()


@settings(max_examples=200)
@given(
    st.lists(
        st.builds(
            Insn,
            st.integers(0, 255),
            st.integers(0, 12),
            st.integers(0, 12),
            st.integers(-16, 16),
            st.integers(-64, 64),
        ),
        max_size=12,
    )
)
def test_any_instructions_end_in_a_named_error_or_well(insns):
    with contextlib.suppress(BeeboxError):
        Interpreter(insns, {}, Memory()).run(0, 0, budget=500)


def test_regions_do_not_overlap(memory, buffer):
    base = ctypes.addressof(buffer)
    for at, size in ((0, 1), (31, 4), (20, 30), (32, 9), (55, 1), (34, 0)):
        with pytest.raises(ValueError, match="overlaps"):
            memory.add(Region("new", base + at, size))
    memory.add(Region("between", base + 32, 8))
    assert memory.check(base + 33, 7).name == "between"
    memory.remove(Region("between", base + 32, 8))
    assert memory.find(base + 33) is None
    with pytest.raises(ValueError, match="not in"):
        memory.remove(Region("between", base + 32, 8))
