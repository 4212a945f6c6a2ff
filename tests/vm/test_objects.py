"""Tier 1's objects on disk: found again, never trusted, never in the way."""

import contextlib
import ctypes
import os
import subprocess
import sys
import textwrap
from types import SimpleNamespace

import pytest

import beebox
from beebox import cache
from beebox.isa.asm import assemble
from beebox.isa.insn import encode
from beebox.vm import cpu, objects
from beebox.vm.source import Inline, Source

pytest.importorskip("llvmlite")
if os.uname().machine != "x86_64":
    pytest.skip("objects for x86-64", allow_module_level=True)

HELPER = ctypes.CFUNCTYPE(ctypes.c_uint64, *[ctypes.c_uint64] * 6)
CALLS = assemble("r1 = 5\ncall 1\nr6 = r0\nr1 = 6\ncall 2\nr0 += r6\nexit")


@pytest.fixture(autouse=True)
def directory(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.delenv("BEEBOX_CACHE", raising=False)
    return tmp_path / "beebox"


def helper(function):
    made = HELPER(function)
    address = ctypes.cast(made, ctypes.c_void_p).value
    return made, address


def result(source):
    native = objects.prepare(source)
    try:
        return native.run(0)
    finally:
        native.close()


def test_an_object_is_found_again(directory, monkeypatch):
    source = Source(assemble("r0 = 9\nexit"))
    assert objects.find(source) is None
    assert result(source) == 9
    assert len(list(directory.iterdir())) == 1
    monkeypatch.setattr(objects, "build", None)
    assert result(source) == 9


def test_a_warm_cache_imports_no_llvm(tmp_path):
    program = textwrap.dedent("""
        import sys
        from beebox.isa.asm import assemble
        from beebox.vm import engine
        from beebox.vm.memory import Memory
        from beebox.vm.source import Source
        native = engine.prepare(Source(assemble("r0 = 9\\nexit")), Memory(), "tier1")
        print(native.run(0), native.engine, "llvmlite" in sys.modules)
    """)

    def run():
        command = [sys.executable, "-c", program]
        environment = {**os.environ, "XDG_CACHE_HOME": str(tmp_path)}
        return subprocess.check_output(command, env=environment, text=True).split()

    assert run() == ["9", "tier1", "True"]
    assert run() == ["9", "tier1", "False"]


def test_addresses_are_bound_anew(monkeypatch):
    """The object of one process serves another, in which all lies elsewhere."""
    five, first = helper(lambda *args: args[0] * 10)
    six, second = helper(lambda *args: args[0] * 1000)
    place = (ctypes.c_uint64 * 1)(77)

    def at(address):
        insns = assemble(f"r1 = {address} ll\nr0 = *(u64 *)(r1 + 0)\nexit")
        return Source(insns, addresses=frozenset((0,)))

    assert result(Source(CALLS, {1: first, 4: second})) == 50 + 6000
    assert result(at(ctypes.addressof(place))) == 77
    other = (ctypes.c_uint64 * 1)(78)
    monkeypatch.setattr(objects, "build", None)
    assert result(Source(CALLS, {1: second, 4: first})) == 5000 + 60
    assert result(at(ctypes.addressof(other))) == 78
    del five, six


def test_which_addresses_are_the_same_counts():
    """Two calls of one function are one symbol: that object is not for calls of two."""
    five, first = helper(lambda *args: args[0] * 10)
    six, second = helper(lambda *args: args[0] * 1000)
    assert result(Source(CALLS, {1: first, 4: first})) == 50 + 60
    assert result(Source(CALLS, {1: first, 4: second})) == 50 + 6000
    del five, six


def test_machines_without_a_loader_of_ours_use_llvms(monkeypatch):
    """Two programs with symbols of the same names, each with addresses of its own."""
    five, first = helper(lambda *args: args[0] * 10)
    six, second = helper(lambda *args: args[0] * 1000)
    sources = [Source(CALLS, {1: first, 4: second}), Source(CALLS, {1: second, 4: first})]
    elves = [objects.build(source) for source in sources]
    monkeypatch.setattr(os, "uname", lambda: SimpleNamespace(machine="aarch64"))
    natives = [objects.load(source, elf) for source, elf in zip(sources, elves, strict=True)]
    assert [native.run(0) for native in natives] == [50 + 6000, 5000 + 60]
    for native in natives:
        native.close()
    del five, six


def inline(name, number):
    return Inline(name, f"define i64 @{name}() {{\n  ret i64 {number}\n}}\n")


KEYS = {
    "insns": Source(assemble("call 1\nr0 = 1\nexit"), {0: 4096}),
    "pointers": Source(assemble("call 1\nexit"), {0: 4096}, pointers=frozenset((0,))),
    "tails": Source(assemble("call 1\nexit"), {0: 4096}, frozenset((0,))),
    "inlines": Source(assemble("call 1\nexit"), {0: 4096}, inlines={0: inline("a", 1)}),
    "its code": Source(assemble("call 1\nexit"), {0: 4096}, inlines={0: inline("a", 2)}),
    "its name": Source(assemble("call 1\nexit"), {0: 4096}, inlines={0: inline("b", 1)}),
}


def test_the_key_has_all_that_the_code_depends_on():
    plain = Source(assemble("call 1\nexit"), {0: 4096})
    keys = {objects.key(source) for source in (plain, *KEYS.values())}
    assert len(keys) == len(KEYS) + 1
    assert objects.key(plain._replace(targets={0: 8192})) == objects.key(plain)


def test_instructions_that_come_encoded_are_not_encoded_again():
    code = assemble("r1 = 0x1122334455 ll\ncall 1\nr0 = 1\nexit")
    source = Source(code, {2: 4096}, addresses=frozenset((0,)))
    shown = bytearray(encode(code))
    shown[1] |= 1 << 4  # the map's fd or id in place of its address
    shown[4:8] = b"\7\0\0\0"
    told = source._replace(encoded=bytes(shown))
    assert told.blank() == source.blank()
    assert objects.key(told) == objects.key(source)
    shown[8 * 3 + 4] = 2
    assert objects.key(source._replace(encoded=bytes(shown))) != objects.key(source)


@pytest.mark.parametrize(
    ("module", "name", "value"),
    [
        (objects, "FORMAT", "other"),
        (objects, "__version__", "0.0.0"),
        (objects, "_compiler", lambda: "other"),
        (cpu, "identity", lambda: b"other"),
    ],
)
def test_another_version_or_processor_has_objects_of_its_own(monkeypatch, module, name, value):
    source = Source(assemble("r0 = 1\nexit"))
    before = objects.key(source)
    assert beebox.__version__ != "0.0.0"
    monkeypatch.setattr(module, name, value)
    assert objects.key(source) != before


@pytest.mark.parametrize("damage", ["cut", "flipped", "foreign", "writable"])
def test_an_entry_that_is_not_sound_is_made_anew(directory, damage):
    source = Source(assemble("r0 = 9\nexit"))
    assert result(source) == 9
    (entry,) = directory.iterdir()
    raw = entry.read_bytes()
    if damage == "cut":
        entry.write_bytes(raw[:-100])
    elif damage == "flipped":
        entry.write_bytes(raw[:-1] + bytes([raw[-1] ^ 1]))
    elif damage == "foreign":
        cache.put(objects.KIND, objects.key(source), b"no object at all")
    else:
        entry.chmod(0o666)
    assert objects.find(source) is None
    assert result(source) == 9
    assert objects.find(source).run(0) == 9


def test_an_entry_of_another_user_is_not_run(directory):
    if os.geteuid():
        pytest.skip("only root gives files away")
    source = Source(assemble("r0 = 9\nexit"))
    assert result(source) == 9
    (entry,) = directory.iterdir()
    os.chown(entry, 65534, 65534)
    assert objects.find(source) is None
    assert result(source) == 9


@pytest.mark.parametrize("how", ["off", "no home", "read-only"])
def test_without_a_cache_it_works_all_the_same(monkeypatch, tmp_path, how):
    monkeypatch.delenv("XDG_CACHE_HOME")
    if how == "off":
        monkeypatch.setenv("BEEBOX_CACHE", "off")
    monkeypatch.setenv("HOME", "/nonexistent" if how == "no home" else "/proc")
    source = Source(assemble("r0 = 9\nexit"))
    assert result(source) == 9
    assert objects.find(source) is None


def test_all_objects_together_are_bounded(directory, monkeypatch):
    monkeypatch.setattr(cache, "LIMIT", 4000)
    for number in range(12):
        assert result(Source(assemble(f"r0 = {number}\nexit"))) == number
    assert 0 < sum(entry.stat().st_size for entry in directory.iterdir()) <= 4000


def test_many_processes_at_once(tmp_path):
    """They compile the same programs into one cache; each gets a whole object."""
    program = textwrap.dedent("""
        from beebox.isa.asm import assemble
        from beebox.vm import objects
        from beebox.vm.source import Source
        for turn in range(3):
            for number in range(4):
                source = Source(assemble(f"r0 = {number}\\nexit"))
                assert objects.prepare(source).run(0) == number
                objects.build(source)
    """)
    environment = {**os.environ, "XDG_CACHE_HOME": str(tmp_path)}
    command = [sys.executable, "-c", program]
    with contextlib.ExitStack() as stack:
        started = [stack.enter_context(subprocess.Popen(command, env=environment)) for _ in "abc"]
        assert [process.wait() for process in started] == [0, 0, 0]
    assert len(list((tmp_path / "beebox").iterdir())) == 4
