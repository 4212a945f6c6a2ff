"""Programs called from Python: what a call takes and gives, helpers, threads, and the end of it all."""

from __future__ import annotations

import ctypes
import gc
import os
import shutil
import subprocess
import sys
import threading
import weakref
from array import array
from pathlib import Path

import pytest

from beebox.errors import BeeboxError, DecodeError, MemoryFault, NotSupported
from beebox.isa.asm import assemble
from beebox.isa.insn import encode
from beebox.vm import Program, tier0
from beebox.vm.entry import callbacks, capi

ENGINES = ["tier0", "interpreter"] if tier0.available() else ["interpreter"]
native = pytest.mark.skipif(not tier0.available(), reason="tier 0 makes x86-64 code")

SUM = """
    r0 = 0
    if r2 == 0 goto done
    next:
    r3 = *(u8 *)(r1 + 0)
    r0 += r3
    r1 += 1
    r2 -= 1
    if r2 != 0 goto next
    done:
    exit
"""
STORE = """
    *(u8 *)(r1 + 1) = 7
    r0 = *(u8 *)(r1 + 1)
    exit
"""
SPIN = """
    r3 = 60000000000 ll
    wait:
    r0 = *(u8 *)(r1 + 0)
    if r0 != 0 goto seen
    r3 -= 1
    if r3 != 0 goto wait
    exit
    seen:
    *(u8 *)(r1 + 1) = 1
    exit
"""


@pytest.fixture(params=ENGINES)
def make(request):
    made = []

    def assemble_one(text, **options):
        made.append(Program.assemble(text, **{"engine": request.param, **options}))
        return made[-1]

    assemble_one.engine = request.param
    yield assemble_one
    for program in made:
        program.close()


def test_packet_and_length(make):
    program = make(SUM)
    assert [program(packet) for packet in (b"", b"a", b"abc", bytes(range(256)))] == [
        0,
        97,
        294,
        sum(range(256)),
    ]
    assert program.run(b"abc") == 294


@pytest.mark.parametrize(
    "packet",
    [
        bytearray(b"abc"),
        memoryview(b"xabcy")[1:4],
        array("B", b"abc"),
        (ctypes.c_char * 3)(*b"abc"),
    ],
    ids=lambda packet: type(packet).__name__,
)
def test_any_buffer(make, packet):
    assert make(SUM)(packet) == 294


@pytest.mark.parametrize("bad", [None, 5, "abc", [1, 2], object(), 1.5])
def test_what_has_no_memory_is_a_type_error(make, bad):
    program = make(SUM)
    with pytest.raises(TypeError):
        program.run(bad)
    assert program.run(b"a") == 97


def test_memory_in_pieces_is_refused(make):
    with pytest.raises(BufferError):
        make(SUM).run(memoryview(b"abcdef")[::2])


@pytest.mark.parametrize("arguments", [(), (b"a", b"b")])
def test_one_argument(make, arguments):
    with pytest.raises(TypeError):
        make(SUM).run(*arguments)


def test_results_are_64_bits_unsigned(make):
    assert make("r0 = -1\nexit")(b"") == (1 << 64) - 1
    assert make("r0 = 0x8000000000000000 ll\nexit")(b"") == 1 << 63


def test_bytes_do_not_change(make):
    program = make(STORE)
    packet, writable = bytes([1, 2, 3]), bytearray([1, 2, 3])
    assert (program(packet), packet) == (7, bytes([1, 2, 3]))
    assert (program(writable), writable) == (7, bytearray([1, 7, 3]))
    assert (program(memoryview(packet)), packet) == (7, bytes([1, 2, 3]))


def test_a_single_byte_is_nobodys_but_its_own(make):
    program = make("*(u8 *)(r1 + 0) = 7\nr0 = *(u8 *)(r1 + 0)\nexit")
    assert program(b"a") == 7
    assert bytes([97]) == b"a"


def test_the_stack_may_be_written_without_a_copy(make):
    assert not make("*(u64 *)(r10 - 8) = 3\nr0 = *(u64 *)(r10 - 8)\nexit").writes
    assert make("lock *(u64 *)(r1 + 0) += r2\nr0 = 0\nexit").writes


def test_xdp_context(make):
    program = make(
        """
        r3 = *(u64 *)(r1 + 8)
        r2 = *(u64 *)(r1 + 0)
        r4 = *(u64 *)(r1 + 16)
        r5 = *(u64 *)(r1 + 24)
        r0 = 0
        if r4 != r2 goto out
        if r5 != r2 goto out
        r3 -= r2
        r0 = *(u8 *)(r2 + 2)
        r0 *= r3
        r5 = *(u32 *)(r1 + 44)
        r0 *= r5
        out:
        exit
        """,
        context="xdp",
    )
    assert program(bytes([0, 0, 5, 0])) == 5 * 4 * 4
    assert program(bytearray([0, 0, 6])) == 6 * 3 * 3


def test_an_address(make):
    memory = ctypes.create_string_buffer(b"\x11\x22")
    program = make("r0 = r1\nexit", context="address")
    assert program(ctypes.addressof(memory)) == ctypes.addressof(memory)
    for bad in (b"abc", None, "x"):
        with pytest.raises(TypeError):
            program(bad)


@native
@pytest.mark.parametrize("bad", [-1, 1 << 64])
def test_an_address_out_of_range(bad):
    with pytest.raises(OverflowError):
        Program.assemble("r0 = r1\nexit", context="address")(bad)


@pytest.mark.parametrize("engine", [*ENGINES, "tier1"])
@pytest.mark.parametrize(("context", "packet"), [("raw", b"abc"), ("xdp", b""), ("address", 9)])
def test_a_program_that_calls_its_own_start(engine, context, packet):
    text = "again: r0 = 7\nif r1 == 5 goto out\nr1 = 5\ncall again\nr0 += 1\nout: exit"
    assert Program.assemble(text, engine=engine, context=context)(packet) == 8


def test_code_comes_as_bytes_too():
    insns = assemble("r0 = 3\nexit")
    code = encode(insns)
    for given in (code, bytearray(code), memoryview(code), memoryview(code).cast("I"), insns):
        assert Program(given)(b"") == 3


@pytest.mark.parametrize("code", ["exit", None, 5, [1, 2], [b"\x95"]])
def test_what_is_no_code_is_a_type_error(code):
    with pytest.raises(TypeError):
        Program(code)


def test_no_such_engine_or_context():
    with pytest.raises(NotSupported, match="no engine 'gpu'"):
        Program.assemble("exit", engine="gpu")
    with pytest.raises(BeeboxError, match="raw, xdp or address, not 'tcp'"):
        Program.assemble("exit", context="tcp")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("r0 = 0", "runs off the end"),
        ("goto pc+5\nexit", "outside"),
        ("goto pc+1\nr1 = 1 ll\nexit", "second slot"),
        ("call 3\nexit", "call of helper 3; given: 1, 2"),
        ("call pc+7\nexit", "outside"),
        ("r1 = map[m]\nexit", "load the program into a kernel"),
        ("r0 = *(u8 *)skb[3]\nexit", "packet"),
        ("r10 = 5\nexit", "frame pointer is read only"),
        ("r10 = atomic_fetch_add((u64 *)(r1 + 0), r10)\nexit", "frame pointer is read only"),
    ],
)
def test_malformed(make, text, message):
    with pytest.raises(DecodeError, match=message):
        Program(assemble(text, maps={"m": 1}), helpers={1: int, 2: int}, engine=make.engine)


def test_no_instructions_or_too_many():
    with pytest.raises(DecodeError, match="1 to 1000000"):
        Program(b"")
    with pytest.raises(DecodeError, match="8-byte"):
        Program(bytes(9))


# --- helpers ------------------------------------------------------------------------------


def test_five_ints_and_one_back(make):
    seen = []

    def helper(*registers):
        seen.append(registers)
        return 40

    text = "r1 = 1\nr2 = -1\nr3 = 3\nr4 = 4\nr5 = 0x123456789abcdef0 ll\ncall 7\nr0 += 2\nexit"
    assert make(text, helpers={7: helper})(b"") == 42
    assert seen == [(1, (1 << 64) - 1, 3, 4, 0x123456789ABCDEF0)]


def test_registers_6_to_9_live_through_a_helper(make):
    text = "r6 = 6\nr7 = 7\nr8 = 8\nr9 = 9\ncall 1\nr0 = r6\nr0 += r7\nr0 += r8\nr0 += r9\nexit"
    assert make(text, helpers={1: lambda *_: 0})(b"") == 30


@pytest.mark.parametrize(("value", "found"), [(-1, (1 << 64) - 1), (1 << 64, 0), (True, 1)])
def test_results_of_helpers_are_cut(make, value, found):
    assert make("call 1\nexit", helpers={1: lambda *_: value})(b"") == found


@pytest.mark.parametrize("value", [None, "7", 1.5])
def test_results_of_helpers_are_ints(make, value):
    with pytest.raises(TypeError):
        make("call 1\nexit", helpers={1: lambda *_: value})(b"")


def test_an_exception_ends_the_run(make):
    calls = []

    def helper(*_):
        calls.append(1)
        if len(calls) == 3:
            raise KeyError("three")
        return 0

    program = make("again: call 1\nif r0 == 0 goto again\nexit", helpers={1: helper})
    with pytest.raises(KeyError, match="three"):
        program(b"")
    assert len(calls) == 3


def test_an_exception_deep_in_calls(make):
    text = "call down\nr0 = 1\nexit\ndown: call deeper\nexit\ndeeper: call 1\nexit"
    program = make(text, helpers={1: lambda *_: 1 // 0})
    for _ in range(100):
        with pytest.raises(ZeroDivisionError):
            program(b"")


def test_programs_within_helpers(make):
    inner = make(SUM)
    outer = make("call 1\nr0 *= 2\nexit", helpers={1: lambda *_: inner(b"abc")})
    assert outer(b"") == 588


def test_exceptions_pass_programs_within_helpers(make):
    inner = make("call 1\nexit", helpers={1: lambda *_: {}[1]})
    middle = make("call 1\nr0 = 1\nexit", helpers={1: lambda *_: inner(b"")})
    with pytest.raises(KeyError):
        middle(b"")


def test_a_helper_sees_the_writable_packet(make):
    packet = bytearray(b"abc")
    program = make("call 1\nexit", helpers={1: lambda *r: ctypes.string_at(r[0], r[1])[1]})
    assert program(packet) == program(bytes(packet)) == ord("b")


def test_native_helpers(make):
    add = ctypes.CFUNCTYPE(ctypes.c_uint64, *[ctypes.c_uint64] * 6)(lambda *r: r[0] + r[1])
    address = ctypes.cast(add, ctypes.c_void_p).value
    assert make("r1 = 3\nr2 = 4\ncall 9\nexit", helpers={9: address})(b"") == 7


@native
@pytest.mark.skipif(not capi.available(), reason="needs CPython with a GIL")
def test_many_helpers():
    count = callbacks.SLOTS
    helpers = {number: (lambda *_, n=number: n) for number in range(count)}
    text = "r6 = 0\n" + "call {}\nr6 += r0\n" * count + "r0 = r6\nexit"
    program = Program.assemble(text.format(*range(count)), helpers=helpers)
    assert program(b"") == sum(range(count))
    with pytest.raises(NotSupported, match="interpreter"):
        Program.assemble("r0 = 0\nexit", helpers={**helpers, count: int})


@pytest.mark.parametrize("helper", ["int", None, 1.5])
def test_a_helper_is_callable(make, helper):
    with pytest.raises(TypeError, match="helper 1 is a function or an address"):
        make("r0 = 0\nexit", helpers={1: helper})


def test_helpers_keep_no_references(make):
    class Value(int):
        pass

    value = Value(5)
    program = make("call 1\nexit", helpers={1: lambda *_: value})
    before = sys.getrefcount(value)
    for _ in range(1000):
        program(b"abc")
    assert sys.getrefcount(value) == before


# --- lifetime -----------------------------------------------------------------------------


@pytest.mark.parametrize("engine", ENGINES)
def test_closed(engine):
    program = Program.assemble(SUM, engine=engine)
    run = program.run
    program.close()
    program.close()
    for _ in range(2):
        with pytest.raises(BeeboxError, match="closed"):
            run(b"abc")
        with pytest.raises(BeeboxError, match="closed"):
            program.run_batch([b"abc"])


@native
@pytest.mark.skipif(not capi.available(), reason="needs CPython with a GIL")
def test_not_closed_while_it_runs():
    program = Program.assemble("call 1\nexit", helpers={1: lambda *_: program.close() or 0})
    with pytest.raises(BeeboxError, match="running"):
        program(b"")
    program.close()


@native
def test_with():
    with Program.assemble(SUM) as program:
        assert program(b"a") == 97
    with pytest.raises(BeeboxError, match="closed"):
        program(b"a")


@native
def test_the_function_outlives_the_program():
    run = Program.assemble(SUM).run
    gc.collect()
    assert run(b"abc") == 294


@native
@pytest.mark.skipif(not capi.available(), reason="needs CPython with a GIL")
def test_code_goes_with_its_last_user():
    program = Program.assemble(SUM)
    code, run = weakref.ref(program._owner), program.run
    del program
    gc.collect()
    assert code() is not None
    del run
    gc.collect()
    assert code() is None


@pytest.mark.parametrize("engine", ENGINES)
def test_helpers_that_know_their_program_are_collected(engine):
    class Holder:
        pass

    holder = Holder()
    helpers = {1: lambda *_, h=holder: id(h) and 1}
    holder.program = Program.assemble("call 1\nexit", helpers=helpers, engine=engine)
    assert holder.program(b"") == 1
    gone = weakref.ref(holder)
    del holder, helpers
    gc.collect()
    assert gone() is None


# --- checked ------------------------------------------------------------------------------


def test_the_interpreter_checks_the_packet():
    program = Program.assemble("r0 = *(u8 *)(r1 + 3)\nexit", engine="interpreter")
    assert program(b"abcd") == ord("d")
    with pytest.raises(MemoryFault, match=r"instruction 0: .*packet"):
        program(b"abc")
    with pytest.raises(MemoryFault):
        program(b"")


def test_the_interpreter_protects_the_context():
    program = Program.assemble(
        "*(u64 *)(r1 + 0) = 1\nr0 = 0\nexit", engine="interpreter", context="xdp"
    )
    with pytest.raises(MemoryFault, match="read-only"):
        program(b"abc")


# --- threads ------------------------------------------------------------------------------


@native
@pytest.mark.skipif(not capi.available(), reason="needs CPython with a GIL")
def test_two_threads_run_at_once():
    """Each waits in native code for what the other writes: one alone would not end well."""
    here, there = bytearray(2), bytearray(2)
    program = Program.assemble(SPIN, release_gil=True)
    tell = Program.assemble("*(u8 *)(r1 + 0) = 1\nr0 = 0\nexit")
    results = []
    threads = [
        threading.Thread(target=lambda flags=flags: results.append(program.run(flags)))
        for flags in (here, there)
    ]
    for thread in threads:
        thread.start()
    while program._owner.gate.active != 2:  # both are in there
        assert all(thread.is_alive() for thread in threads)
    with pytest.raises(BeeboxError, match="running"):
        program.close()
    tell(here)
    tell(there)
    for thread in threads:
        thread.join()
    assert (results, here[1], there[1]) == ([1, 1], 1, 1)
    program.close()


@native
@pytest.mark.skipif(not capi.available(), reason="needs CPython with a GIL")
def test_helpers_take_the_gil():
    seen = []

    def helper(value, *_):
        seen.append(value)
        if value == 99:
            raise ValueError(value)
        return value * 2

    program = Program.assemble(
        "r1 = *(u8 *)(r1 + 0)\ncall 1\nexit", helpers={1: helper}, release_gil=True
    )
    wrong = []

    def work(number):
        found = {program.run(bytes([number])) for _ in range(500)}
        if found != {number * 2}:
            wrong.append(found)
        try:
            program.run(b"\x63")
        except ValueError:
            return
        wrong.append("no exception")

    threads = [threading.Thread(target=work, args=(number,)) for number in range(1, 5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (wrong, len(seen)) == ([], 2004)
    program.close()


# --- without calls of the C API -----------------------------------------------------------


@pytest.fixture
def no_api(monkeypatch):
    monkeypatch.setattr(capi, "available", lambda: False)


@native
def test_through_ctypes(no_api):
    program = Program.assemble(SUM)
    assert not type(program.run).__name__.startswith("builtin")
    assert [program(packet) for packet in (b"", b"abc", bytearray(b"a"))] == [0, 294, 97]
    assert list(program.run_batch([b"abc", b"", bytearray(b"a")])) == [294, 0, 97]
    assert list(program.run_batch(b"abc", [0, 2, 3])) == [195, 99]
    with pytest.raises(TypeError):
        program(5)
    store, packet = Program.assemble(STORE), b"abc"
    assert (store(packet), packet) == (7, b"abc")
    assert Program.assemble("r0 = r1\nexit", context="address")(5) == 5
    program.close()
    for call in (program, lambda packet: program.run_batch([packet])):
        with pytest.raises(BeeboxError, match="closed"):
            call(b"a")


@native
def test_no_python_helpers_through_ctypes(no_api):
    with pytest.raises(NotSupported, match="interpreter"):
        Program.assemble("call 1\nexit", helpers={1: int})


# --- other Pythons ------------------------------------------------------------------------

TRY = """
from beebox.vm import Program
program = Program.assemble("r1 = 20\\ncall 1\\nr0 += 2\\nexit", helpers={1: lambda r1, *_: r1 * 2})
assert program(b"abc") == program.run(bytearray(b"abc")) == 42
plain = Program.assemble("r0 = r2\\nexit")
for _ in range(10000):
    assert plain.run(b"abc") == 3
for bad in (None, 5, "x"):
    try:
        plain.run(bad)
    except TypeError:
        continue
    raise SystemExit("no TypeError")
assert list(plain.run_batch([b"a", b"bc"] * 5000)) == [1, 2] * 5000
assert list(plain.run_batch(b"abc", [0, 1, 3])) == [1, 2]
program = Program.assemble("call 1\\nexit", helpers={1: lambda *_: [][0]})
try:
    program.run_batch([b""])
except IndexError:
    print("well")
"""


def other_python(version):
    """A Python of that version that is not this one, from pyenv or the path."""
    if sys.version_info[:2] == tuple(map(int, version.split("."))):
        return None
    installed = sorted((Path.home() / ".pyenv/versions").glob(f"{version}.*/bin/python"))
    found = str(installed[-1]) if installed else shutil.which(f"python{version}")
    works = found and subprocess.run([found, "-V"], capture_output=True, check=False)
    return found if works and works.returncode == 0 else None


@pytest.mark.parametrize("version", ["3.11", "3.12", "3.13"])
def test_other_pythons(version):
    """The compiled code is the same for all: it comes out of the cache, without LLVM."""
    python = other_python(version)
    if python is None:
        pytest.skip(f"no other Python {version}")
    Program.assemble("r0 = 0\nexit")
    source = str(Path(capi.__file__).parents[3])
    environment = {**os.environ, "PYTHONPATH": source, "PYTHONDONTWRITEBYTECODE": "1"}
    result = subprocess.run(
        [python, "-c", TRY], env=environment, capture_output=True, text=True, check=False
    )
    if "llvmlite" in result.stderr:
        pytest.skip("no LLVM, and no cache")
    assert (result.stdout, result.stderr) == ("well\n", "")
