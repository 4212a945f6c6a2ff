"""Where machine code stands, and which engine is chosen."""

from pathlib import Path

import pytest

from beebox.errors import NotSupported
from beebox.isa.asm import assemble
from beebox.vm import cpu, engine, tier0
from beebox.vm.executable import Executable
from beebox.vm.memory import Memory
from beebox.vm.source import Source

PROGRAM = assemble("r0 = 7\nexit")

needs_x86 = pytest.mark.skipif(not tier0.available(), reason="tier 0 makes x86-64 code")


def protection(address):
    for line in Path("/proc/self/maps").read_text().splitlines():
        span, kinds = line.split()[:2]
        low, high = (int(part, 16) for part in span.split("-"))
        if low <= address < high:
            return kinds
    return None


def test_code_is_not_writable():
    code = Executable(b"\xc3" * 5000)
    assert protection(code.address) == protection(code.address + 4096) == "r-xp"
    assert code.size == 5000
    code.close()
    assert code.address == 0
    code.close()


def test_no_code_at_all():
    code = Executable(b"")
    assert code.size == 0
    assert protection(code.address) == "r-xp"
    code.close()
    assert code.address == 0


@needs_x86
def test_tier0_is_the_default():
    native = engine.prepare(Source(PROGRAM), Memory())
    assert native.engine == "tier0"
    assert native.run(0) == 7
    assert len(native.offsets) == len(PROGRAM)
    assert native.image
    native.close()
    assert native.address == 0


def test_other_machines_interpret(monkeypatch):
    monkeypatch.setattr(tier0, "available", lambda: False)
    native = engine.prepare(Source(PROGRAM), Memory())
    assert native.engine == "interpreter"
    assert native.run(0) == 7
    assert native.image == b""
    native.close()
    with pytest.raises(NotSupported, match="x86-64"):
        engine.prepare(Source(PROGRAM), Memory(), "tier0")


@needs_x86
def test_the_processor_says_what_linux_says():
    flags = Path("/proc/cpuinfo").read_text().partition("flags")[2].partition("\n")[0].split()
    assert cpu.has_bmi2() == ("bmi2" in flags)
