"""The witnesses of soundness can fail: a verifier with something left out is caught by what runs.

Each mutant lets programs through that Linux refuses; they run in the checking interpreter, and it
faults, or a state is there that no state of the proof holds.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any
from unittest import mock

import pytest
from verifier_box import Runner

from beebox.abi.enums import ProgFlag, ProgType
from beebox.isa.asm import assemble
from beebox.verifier import env, equal, live_stack, precision, stack
from beebox.vm.memory import MemoryFault

_BEGIN = """
call get_prandom_u32
r7 = r0
call get_prandom_u32
r8 = r0
"""
_USE = """
use: r1 = r10
r1 += -8
r1 += r6
*(u8 *)(r1 + 0) = 1
r0 = 0
exit
"""
INDEX = f"""{_BEGIN}
r6 = 0
if r7 & 1 goto bad
goto use
bad: r6 = 4000
goto use
{_USE}"""
"""one way to an index that is good, another to one that is not"""
BESIDE = f"""{_BEGIN}
r6 = 0
if r7 & 1 goto second
goto use
second: if r8 & 1 goto third
beside: r0 = 0
goto use
third: r6 = 4000
goto beside
{_USE}"""
"""the good index comes to a place that is proved, and the bad one behind it"""
SPILLED = f"""{_BEGIN}
*(u64 *)(r10 - 16) = 0
if r7 & 1 goto bad
goto on
bad: *(u64 *)(r10 - 16) = 4000
on: r0 = 0
r6 = *(u64 *)(r10 - 16)
{_USE}"""
BYTES = f"""{_BEGIN}
*(u64 *)(r10 - 16) = -1
*(u8 *)(r10 - 15) = 0
if r7 & 1 goto bad
goto on
bad: *(u8 *)(r10 - 15) = r8
on: r0 = 0
r6 = *(u8 *)(r10 - 15)
r6 <<= 8
{_USE}"""
LINKED = f"""{_BEGIN}
r6 = r8
if r7 & 1 goto bad
goto on
bad: call get_prandom_u32
r6 = r0
r0 = 0
on: r0 = 0
if r8 > 7 goto out
{_USE.replace("exit", "out: r0 = 0; exit").replace("; ", chr(10))}"""
"""what is found out about one number is known of another, or not"""
SOMEWHERE = f"""{_BEGIN}
*(u64 *)(r10 - 24) = 0
r7 &= 7
r1 = r10
r1 += -24
r1 += r7
*(u8 *)(r1 + 0) = 255
r6 = *(u64 *)(r10 - 24)
{_USE}"""
DEAD = """
r6 = r1
r7 = 0
call get_prandom_u32
if r0 & 1 goto bad
goto use
bad: r6 = 0
use: r0 = 0
r0 = *(u64 *)(r6 + 0)
r0 = 0
exit
"""
"""a pointer, or none"""


def _nothing(*_: Any, **__: Any) -> bool:
    return False


def _all(*_: Any, **__: Any) -> bool:
    return True


def _none_live(insns: Any, *_: Any) -> list[int]:
    return [0] * len(insns)


def _no_slots(_: Any, state: Any, __: int) -> list[int]:
    return [0] * len(state.frames)


MUTANTS: dict[str, tuple[object, str, Callable[..., Any], str]] = {
    "nothing is precise": (precision, "mark", _nothing, INDEX),
    "precision is not handed on": (precision, "propagate", _nothing, BESIDE),
    "numbers are alike": (equal, "contains", _all, INDEX),
    "links are alike": (equal, "check_scalar_ids", _all, LINKED),
    "stacks are alike": (equal.Alike, "_stack", _all, SPILLED),
    "bytes of stacks are alike": (equal.Alike, "_kinds_within", _all, BYTES),
    "no register is live": (env, "live_before", _none_live, DEAD),
    "no slot is live": (live_stack.LiveStack, "live", _no_slots, SPILLED),
    "the stack is not overwritten": (stack, "_blur", _nothing, SOMEWHERE),
}


@pytest.fixture
def runner() -> Iterator[Runner]:
    made = Runner(runs=60)
    yield made
    made.close()


def judged(runner: Runner, text: str) -> int:
    """Prove a program with states kept wherever they may be, and run it."""
    flags = int(ProgFlag.TEST_STATE_FREQ)
    return runner.live.load_insns(assemble(text), ProgType.RAW_TRACEPOINT, level=0, flags=flags)[0]


@pytest.mark.parametrize("name", MUTANTS)
def test_mutants_are_caught(runner: Runner, name: str) -> None:
    where, what, instead, text = MUTANTS[name]
    caught = pytest.raises((AssertionError, MemoryFault), match=r"no state holds|address 0x")
    with mock.patch.object(where, what, instead), caught:
        judged(runner, text)


@pytest.mark.parametrize("text", {row[3] for row in MUTANTS.values()})
def test_their_programs_are_refused(runner: Runner, text: str) -> None:
    assert judged(runner, text)
    assert not runner.ran
