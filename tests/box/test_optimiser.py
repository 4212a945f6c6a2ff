"""Hot programs of the box get tier 1 while they run, and nothing else changes."""

import os
import subprocess
import sys
import time

import pytest
from counting import CALLS, Counter

from beebox.box import optimiser
from beebox.errors import BeeboxError
from beebox.kernel import details
from beebox.vm import background, objects

pytest.importorskip("llvmlite")
if os.uname().machine != "x86_64":
    pytest.skip("objects for x86-64", allow_module_level=True)


@pytest.fixture(autouse=True)
def cold_cache(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.delenv("BEEBOX_CACHE", raising=False)
    optimiser.hot_before.cache_clear()
    yield
    optimiser.hot_before.cache_clear()


@pytest.fixture
def counter():
    made = []

    def make(*args, **how):
        made.append(Counter(*args, **how))
        return made[-1]

    yield make
    for each in made:
        each.box.shut()


def test_a_hot_program_is_replaced_while_it_runs(counter):
    subject = counter(threshold=50)
    program = subject.program
    address, before = program.address, program.native
    assert before.engine == "tier0"
    subject.run(20)
    time.sleep(0.05)
    assert program.native is before
    child = subject.box.spawn([sys.executable, "-S", "-c", CALLS.format(count=20_000)])
    child.go()
    subject.wait_for(lambda: program.native.engine == "tier1")
    assert program.address == address
    assert child.wait(20) == 0
    assert subject.counted() == (20_020, -19_999)
    subject.run(7)
    assert subject.counted() == (20_027, -6)
    assert "llvmlite" not in sys.modules or subject.told == []
    assert subject.told == []


def test_what_serves_is_what_is_shown(counter):
    subject = counter(threshold=5)
    tier0 = details.ProgramDetails(subject.box, subject.fd)
    subject.run(10)
    subject.wait_for(lambda: subject.program.native.engine == "tier1")
    tier1 = details.ProgramDetails(subject.box, subject.fd)
    native = subject.program.native
    assert tier1.jited == native.image
    assert tier1.jited_len == len(native.image) != tier0.jited_len
    assert tier1.jited_func_lens == (tier1.jited_len,)
    assert tier1.jited_ksyms == (native.base,)


def test_a_program_that_was_hot_is_so_again_soon(counter, monkeypatch):
    """And its object is there: nothing is compiled."""
    monkeypatch.setattr(optimiser, "HOT_AGAIN", 20)
    first = counter(threshold=5)
    first.run(10)
    first.wait_for(lambda: first.program.native.engine == "tier1")
    first.wait_for(optimiser._noted)
    optimiser.hot_before.cache_clear()
    monkeypatch.setattr(background, "Job", None)
    again = counter(threshold=1000)
    again.run(19)
    time.sleep(0.05)
    assert again.program.native.engine == "tier0"
    again.run(1)
    again.wait_for(lambda: again.program.native.engine == "tier1")
    again.run(3)
    assert again.counted() == (23, -2)
    assert again.told == []


def test_whoever_asks_has_tier_1_from_the_start(counter):
    subject = counter(engine="tier1")
    assert subject.program.native.engine == "tier1"
    subject.run(3)
    assert subject.counted() == (3, -2)


def test_what_goes_wrong_is_told_once_and_tier_0_goes_on(counter, monkeypatch):
    def fail(_job):
        raise BeeboxError("no luck")

    monkeypatch.setattr(background.Job, "result", fail)
    subject = counter(threshold=5)
    subject.run(30)
    subject.wait_for(lambda: subject.told)
    subject.run(30)
    assert subject.told == ["program : tier 1: no luck"]
    assert subject.program.native.engine == "tier0"
    assert subject.counted() == (60, -29)


def test_a_box_is_shut_while_a_compiler_works(counter, monkeypatch):
    """Nobody waits for it, and nothing is said."""
    monkeypatch.setattr(background, "_CHILD", "import time; time.sleep(60)")
    subject = counter(threshold=5)
    subject.run(10)
    subject.wait_for(lambda: subject.box.world.optimiser._job is not None)
    started = time.monotonic()
    subject.box.shut()
    assert time.monotonic() - started < 10
    assert subject.told == []


def test_a_program_that_is_gone_is_not_replaced(counter, monkeypatch):
    real, ready = background.Job.result, []

    def slow(job):
        elf = real(job)
        ready.append(job)
        while len(ready) < 2:
            time.sleep(0.005)
        return elf

    monkeypatch.setattr(background.Job, "result", slow)
    subject = counter(threshold=5)
    program = subject.program
    subject.run(10)
    subject.wait_for(lambda: ready)
    for fd in tuple(subject.box.world.fds._objects):
        subject.box.close(fd)
    assert program in tuple(subject.box.world.programs)
    ready.append(None)
    subject.wait_for(lambda: program not in tuple(subject.box.world.programs))
    assert subject.told == []


def test_short_tools_import_no_llvm():
    program = (
        "import sys\n"
        "from beebox.box.kernel import Box\n"
        "box = Box(); box.world.watch(); box.shut()\n"
        "print([name for name in ('llvmlite', 'beebox.vm.objects', 'pickle') if name in sys.modules])"
    )
    assert subprocess.check_output([sys.executable, "-c", program], text=True).strip() == "[]"


def test_objects_of_the_box_have_no_address_in_them(counter):
    """Two boxes in one process have their maps elsewhere, and share the object."""
    one, two = counter(engine="tier1"), counter(engine="tier1")
    sources = [optimiser.whole(subject.program) for subject in (one, two)]
    assert sources[0].insns != sources[1].insns
    assert objects.key(sources[0]) == objects.key(sources[1])
    assert sources[0].inlines
    for source in sources:
        assert source.encoded
        assert source.addresses
        assert source.blank() == source._replace(encoded=b"").blank()


def test_notes_are_bounded(counter, monkeypatch):
    monkeypatch.setattr(optimiser, "_MOST", 2)
    program = counter().program
    keys = iter("abcab")
    monkeypatch.setattr(optimiser, "_key", lambda _program: next(keys))
    noted = []
    for _ in range(5):
        optimiser._note(program)
        noted.append("".join(optimiser._noted()))
    assert noted == ["a", "ab", "bc", "ca", "ab"]


@pytest.mark.parametrize("engine", ["tier0", "tier1"])
def test_lookups_in_an_array_are_inlined(counter, engine):
    """Nothing is called any more, and that an element is there is known."""
    capstone = pytest.importorskip("capstone")
    native = counter(engine=engine).program.native
    machine = capstone.Cs(capstone.CS_ARCH_X86, capstone.CS_MODE_64)
    words = [insn.mnemonic for insn in machine.disasm(native.image, native.base)]
    inlined = engine == "tier1"
    assert ("call" not in words) == inlined
    assert (not {"je", "jne", "test"} & set(words)) == inlined
