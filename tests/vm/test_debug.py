"""Stops and steps of interpreted programs, and what is told of each."""

from __future__ import annotations

import ctypes

import pytest

from beebox.errors import MemoryFault
from beebox.isa.asm import assemble
from beebox.isa.disasm import listing
from beebox.isa.insn import Insn
from beebox.isa.opcodes import LDDW, Pseudo
from beebox.vm.debug import Code, Debugger, PlaceError, Quit, Source, Step, Stops, described
from beebox.vm.interpreter import BudgetExceeded, Interpreter
from beebox.vm.memory import Memory, Region

TEXT = """
r6 = 5
r1 = r6
call double
r0 += 1
call bpf_ktime_get_ns
*(u64 *)(r10 -8) = r0
exit
double: r0 = r1
r0 += r1
exit
"""
DOUBLE = 7
SOURCES = {
    0: Source("x = 5", "src/tool.c", 3),
    2: Source("double(x)", "src/tool.c", 4),
    3: Source("double(x) + 1", "src/tool.c", 4),
    4: Source("now()", "src/tool.c", 5),
    DOUBLE: Source("return x + x", "src/tool.c", 9),
}


class Script:
    """A front that does one thing at each stop and remembers all it hears."""

    def __init__(self, *commands) -> None:
        self.commands = list(commands)
        self.stops: list[int] = []
        self.steps: list[Step] = []

    def stopped(self, debugger: Debugger) -> None:
        self.stops.append(debugger.machine.pc)
        if self.commands:
            self.commands.pop(0)(debugger)

    def stepped(self, _: Debugger, step: Step) -> None:
        self.steps.append(step)

    @property
    def path(self) -> list[int]:
        return [step.at for step in self.steps]


def step(debugger: Debugger) -> None:
    debugger.stops.step()


def over(debugger: Debugger) -> None:
    debugger.stops.over(debugger.depth)


def finish(debugger: Debugger) -> None:
    debugger.stops.over(debugger.depth - 1)


def quit_(_: Debugger) -> None:
    raise Quit("enough")


def code(text: str = TEXT) -> Code:
    return Code(dict(listing(assemble(text))), {0: "main", DOUBLE: "double"}, SOURCES)


def run(script: Script, stops: Stops, text: str = TEXT, **more) -> int:
    interpreter = Interpreter(assemble(text), {4: 1}, Memory(), lambda *_: 0x77)
    interpreter.drive = Debugger(code(text), script, stops).drive
    return interpreter.run(0, 0, **more)


def stops_at(*places: int) -> Stops:
    return Stops(places=set(places))


def test_steps_tell_what_changed() -> None:
    script = Script()
    assert run(script, Stops()) == 0x77
    assert script.path == [0, 1, 2, 7, 8, 9, 3, 4, 5, 6]
    assert [step.depth for step in script.steps] == [0, 0, 0, 1, 1, 1, 0, 0, 0, 0]
    changed = {step.at: dict(step.changed) for step in script.steps}
    assert changed[0] == {6: 5}
    assert changed[1] == {1: 5}
    assert changed[8] == {0: 10}
    assert changed[5] == {}
    assert [step.returned for step in script.steps if step.returned] == [10, 0x77]


def test_calls_of_helpers_are_told() -> None:
    script = Script()
    run(script, Stops())
    (called,) = [step.called for step in script.steps if step.called]
    assert called == ("bpf_ktime_get_ns", (), 0x77)


def test_stepping_goes_into_functions() -> None:
    script = Script(*[step] * 4)
    stops = Stops()
    stops.step()
    run(script, stops)
    assert script.stops == [0, 1, 2, DOUBLE, 8]


def test_next_goes_over_functions() -> None:
    script = Script(step, step, over, over)
    stops = Stops()
    stops.step()
    run(script, stops)
    assert script.stops == [0, 1, 2, 3, 4]


def test_next_at_the_end_of_a_function_stops_in_its_caller() -> None:
    script = Script(over, over, over)
    run(script, stops_at(DOUBLE))
    assert script.stops == [DOUBLE, 8, 9, 3]


def test_finish_stops_in_the_caller() -> None:
    script = Script(finish)
    run(script, stops_at(DOUBLE))
    assert script.stops == [DOUBLE, 3]


def test_stops_inside_what_next_goes_over() -> None:
    script = Script(over)
    run(script, stops_at(2, 8))
    assert script.stops == [2, 8]


def test_a_loop_stops_each_time() -> None:
    script = Script()
    run(script, stops_at(1), "r0 = 3\nagain: r0 += -1\nif r0 != 0 goto again\nexit")
    assert script.stops == [1, 1, 1]


def test_quit_ends_the_run() -> None:
    script = Script(quit_)
    with pytest.raises(Quit):
        run(script, stops_at(3))
    assert script.path == [0, 1, 2, 7, 8, 9]


def test_where_a_function_was_called() -> None:
    trails = []
    script = Script(lambda debugger: trails.append(debugger.trail()))
    run(script, stops_at(8))
    assert trails == [[8, 2]]


def test_callbacks_are_watched_in_their_caller() -> None:
    """A helper that calls back: its machine stands inside the first."""
    call = ctypes.CFUNCTYPE(ctypes.c_uint64, *[ctypes.c_uint64] * 6)
    head = (Insn(LDDW, 1, Pseudo.FUNC, 0, 3), Insn(0))
    insns = head + assemble("call bpf_ktime_get_ns\nexit\nr0 = r1\nr0 += r1\nexit")
    script = Script()
    interpreter = Interpreter(
        insns, {2: 1}, Memory(), lambda _target, r1, *_: call(r1)(21, 0, 0, 0, 0, 0)
    )
    debugger = Debugger(Code({}, {}, {}), script, Stops())
    interpreter.drive = debugger.drive
    assert interpreter.run(0, 0) == 42
    assert [(step.at, step.depth) for step in script.steps] == [
        (0, 0),
        (4, 1),
        (5, 1),
        (6, 1),
        (2, 0),
        (3, 0),
    ]


def test_a_callback_that_goes_wrong_is_the_last() -> None:
    """A loop over callbacks: what ends one ends all, with the words of the whole run."""
    call = ctypes.CFUNCTYPE(ctypes.c_uint64, *[ctypes.c_uint64] * 6)
    head = (Insn(LDDW, 1, Pseudo.FUNC, 0, 3), Insn(0))
    insns = head + assemble("call bpf_loop\nexit\nr0 = 0\nexit")
    answers: list[int] = []

    def loop(_target: int, body: int, *_: int) -> int:
        answers.extend(call(body)(0, 0, 0, 0, 0, 0) for _ in range(5))
        return 0

    with pytest.raises(BudgetExceeded, match=r"instruction 4: .* budget of 8 "):
        Interpreter(insns, {2: 1}, Memory(), loop).run(0, 0, budget=8)
    assert answers == [0, 0, 0, 1, 1]


# --- places ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("place", "found"),
    [
        ("3", {3}),
        ("double", {DOUBLE}),
        ("main", {0}),
        ("tool.c:3", {0}),
        ("src/tool.c:3", {0}),
        (":9", {DOUBLE}),
        ("tool.c:4", {2}),
    ],
)
def test_places(place: str, found: set[int]) -> None:
    assert code().find(place) == found


@pytest.mark.parametrize("place", ["99", "triple", "tool.c:7", "ool.c:3", "other.c:3", "", "-1"])
def test_no_such_place(place: str) -> None:
    with pytest.raises(PlaceError, match=r"no (instruction|function)"):
        code().find(place)


def test_line_and_function_of_an_instruction() -> None:
    found = code()
    assert found.function(6) == "main"
    assert found.function(9) == "double"
    assert str(found.source(6)) == "tool.c:5: now()"
    assert Code({}, {}, {}).source(3) is None


# --- faults and budgets ----------------------------------------------------------------------


def test_fault_names_instruction_register_address_and_region() -> None:
    buffer = ctypes.create_string_buffer(16)
    base = ctypes.addressof(buffer)
    memory = Memory()
    memory.add(Region("packet", base, 16))
    interpreter = Interpreter(assemble("r2 = r1\nr0 = *(u32 *)(r2 + 14)\nexit"), {}, memory)
    with pytest.raises(MemoryFault) as caught:
        interpreter.run(base, 0)
    told = str(caught.value)
    for part in ("instruction 1", "r0 = *(u32 *)(r2 +14)", f"r2 is {base:#x}", "packet", "2 bytes"):
        assert part in told


def test_budget() -> None:
    with pytest.raises(BudgetExceeded, match="instruction 0"):
        run(Script(), Stops(), "again: goto again", budget=1000)
    assert run(Script(), Stops(), budget=10) == 0x77
    with pytest.raises(BudgetExceeded, match="instruction 6"):
        run(Script(), Stops(), budget=9)


def test_values_are_described_by_where_they_point() -> None:
    buffer = ctypes.create_string_buffer(64)
    base = ctypes.addressof(buffer)
    memory = Memory()
    memory.add(Region("stack of frame 1", base, 32))
    assert described(7, memory) == "0x7"
    assert described(base + 24, memory) == f"{base + 24:#x} (fp1-8)"
    assert described(base + 32, memory) == f"{base + 32:#x} (fp1)"
    memory.add(Region("map counts", base + 32, 16))
    assert described(base + 40, memory) == f"{base + 40:#x} (map counts+8)"
    assert described(base + 48, memory) == f"{base + 48:#x} (map counts+16)"
