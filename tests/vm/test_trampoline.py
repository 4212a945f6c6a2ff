"""An entry that stays while what it leads to changes."""

import ctypes
import itertools
import threading

import pytest

from beebox.isa.asm import assemble
from beebox.pylang.pages import PAGE
from beebox.vm import engine, trampoline
from beebox.vm.memory import Memory
from beebox.vm.source import Source
from beebox.vm.trampoline import Trampoline

pytestmark = pytest.mark.skipif(not trampoline.available(), reason="x86-64 code")

ENTRY = ctypes.CFUNCTYPE(ctypes.c_uint64, ctypes.c_uint64, ctypes.c_uint64)


@pytest.fixture
def returning():
    made = []

    def make(text):
        native = engine.prepare(Source(assemble(f"{text}\nexit")), Memory(), "tier0")
        made.append(native)
        return native.address

    yield make
    for native in made:
        native.close()


def test_arguments_and_result_pass(returning):
    entry = Trampoline(returning("r0 = r1\nr0 += 1"))
    assert ENTRY(entry.address)(41, 0) == 42
    entry.close()


def test_the_entry_stays_while_the_target_changes(returning):
    entry = Trampoline(returning("r0 = 1"))
    call, address = ENTRY(entry.address), entry.address
    assert call(0, 0) == 1
    entry.target = returning("r0 = 2")
    assert call(0, 0) == 2
    assert entry.address == address
    entry.close()


def test_entries_are_apart_and_used_again(returning):
    """More than fit a page, each with a target of its own."""
    targets = [returning(f"r0 = {number}") for number in range(3)]
    entries = [
        Trampoline(target) for target, _ in zip(itertools.cycle(targets), range(PAGE // 8 + 3))
    ]
    assert len({entry.address for entry in entries}) == len(entries)
    for number, entry in enumerate(entries):
        assert ENTRY(entry.address)(0, 0) == number % 3
    freed = entries.pop().address
    for entry in entries[:2]:
        entry.close()
        entry.close()
    again = [Trampoline(targets[0]) for _ in range(2)]
    assert len({entry.address for entry in (*entries[2:], *again)}) == len(entries)
    assert freed not in {entry.address for entry in again}
    for entry in (*entries, *again):
        entry.close()


def test_changing_while_others_call(returning):
    one, two = returning("r0 = 1"), returning("r0 = 2")
    entry = Trampoline(one)
    results, done = set(), threading.Event()

    def call():
        function = ENTRY(entry.address)
        while not done.is_set():
            results.add(function(0, 0))

    threads = [threading.Thread(target=call) for _ in range(2)]
    for thread in threads:
        thread.start()
    for turn in range(2000):
        entry.target = (one, two)[turn & 1]
    done.set()
    for thread in threads:
        thread.join()
    assert results <= {1, 2}
    assert results
    entry.close()
