"""Programs of a loaded object, run by hand from Python."""

from __future__ import annotations

import pytest

from beebox import loader
from beebox.abi.enums import ProgFlag, ProgType
from beebox.box.kernel import Box
from beebox.errors import KernelError
from beebox.isa.asm import assemble
from beebox.obj.spec import ObjectSpec, ProgramSpec


def program(name: str, text: str, kind: ProgType, flags: int = 0) -> ProgramSpec:
    return ProgramSpec(name, section=name, type=kind, insns=assemble(text), flags=flags)


@pytest.fixture
def live():
    programs = (
        program("packet", "r0 = 2\nexit", ProgType.XDP),
        program(
            "memory",
            "r2 = *(u32 *)(r1 + 0)\nr2 += 1\n*(u32 *)(r1 + 0) = r2\nr0 = 5\nexit",
            ProgType.SYSCALL,
            ProgFlag.SLEEPABLE,
        ),
        program("point", "r0 = 0\nexit", ProgType.TRACEPOINT),
    )
    spec = ObjectSpec("by_hand", maps={}, programs={each.name: each for each in programs})
    box = Box()
    with loader.load(spec, box) as made:
        yield made
    box.shut()


def test_on_a_packet(live) -> None:
    ran = live.programs["packet"].run(bytes(range(64)), repeat=3)
    assert (ran.retval, ran.data) == (2, bytes(range(64)))


def test_on_a_context(live) -> None:
    ran = live.programs["memory"].run(ctx=b"\x07\0\0\0")
    assert (ran.retval, ran.ctx) == (5, b"\x08\0\0\0")


def test_what_cannot_be_run(live) -> None:
    with pytest.raises(KernelError, match="tracepoint"):
        live.programs["point"].run()
