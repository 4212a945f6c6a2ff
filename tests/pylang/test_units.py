"""Units: the cache, and what invalidates it."""

from __future__ import annotations

import ctypes
import subprocess
import sys
import textwrap

import pytest

from beebox.errors import CompileError, RelocationError
from beebox.pylang import Unit, cpu
from beebox.pylang.llvm import Engine
from beebox.pylang.unit import prototype

PROGRAM = """
from __future__ import annotations
import sys
from beebox.pylang import Const, Struct, Unit, native, u32, u64
import other

class Pair(Struct):
    a: u32
    b: u32

SIZE: Const[u32] = 1

@native
def f(x: u64) -> u64:
    return other.g(x) + u64(SIZE) + other.NUMBER + Pair.size

library = Unit("test", [f], {"SIZE": 5}).load()
heavy = [name for name in ("llvmlite", "beebox.pylang.read") if name in sys.modules]
print(library.function(f)(10), heavy)
"""
OTHER = """
from __future__ import annotations
from beebox.pylang import native, u64
NUMBER = 100

@native
def g(x: u64) -> u64:
    return x * 2
"""


def run(directory, program="main.py"):
    environment = {"XDG_CACHE_HOME": str(directory / "cache"), "HOME": str(directory)}
    shown = subprocess.run(
        [sys.executable, program],
        cwd=directory,
        env=environment,
        check=False,
        capture_output=True,
        text=True,
    )
    assert shown.returncode == 0, shown.stderr
    return shown.stdout.strip()


def test_a_warm_cache_needs_no_compiler(tmp_path):
    (tmp_path / "main.py").write_text(PROGRAM)
    (tmp_path / "other.py").write_text(OTHER)
    cold = "133 ['llvmlite', 'beebox.pylang.read']"
    assert run(tmp_path) == cold
    assert run(tmp_path) == "133 []"
    # a changed function in another file, a changed constant there, a changed Const
    (tmp_path / "other.py").write_text(OTHER.replace("x * 2", "x * 30 # again"))
    assert run(tmp_path).startswith("413 ['llvm")
    assert run(tmp_path) == "413 []"
    (tmp_path / "other.py").write_text(OTHER.replace("= 100", "= int('200')"))
    assert run(tmp_path).startswith("233 ['llvm")
    (tmp_path / "main.py").write_text(PROGRAM.replace('"SIZE": 5', '"SIZE": 6'))
    assert run(tmp_path).startswith("234 ['llvm")


def test_a_captured_integer_that_changes_while_its_file_does_not(tmp_path):
    (tmp_path / "main.py").write_text(PROGRAM)
    (tmp_path / "other.py").write_text(
        OTHER.replace("NUMBER = 100", "import os\nNUMBER = int(open('number').read())")
    )
    (tmp_path / "number").write_text("1")
    assert run(tmp_path).startswith("34 ['llvm")
    assert run(tmp_path) == "34 []"
    (tmp_path / "number").write_text("2")
    assert run(tmp_path).startswith("35 ['llvm")


def test_units_say_what_is_wrong(build):
    module = build.module("""
        @native
        def f() -> None:
            return
        def plain() -> None:
            return
    """)
    with pytest.raises(CompileError, match="constant SIZE is not used"):
        Unit("t", [module.f], {"SIZE": 1}).load()
    with pytest.raises(CompileError, match="not compiled"):
        Unit("t", [module.plain]).load()
    library = Unit("t", [module.f]).load()
    assert library.function(module.f)() is None
    with pytest.raises(KeyError):
        library.address(module.plain)
    with pytest.raises(TypeError, match="load a Unit"):
        module.f()


def test_type_checkers_accept_programs(tmp_path):
    pytest.importorskip("mypy")
    path = tmp_path / "checked.py"
    path.write_text(
        textwrap.dedent("""
        from __future__ import annotations
        from beebox.pylang import Array, Const, Struct, Unit, addr, cast, cpu, native, null, ptr
        from beebox.pylang import sizeof, char, u8, u32, u64, i64

        class Slot(Struct):
            hash: u32
            next: u32
            name: Array[char, 16]

        class Table(Struct):
            size: u64
            slots: ptr[Slot]
            first: Slot

        SIZE: Const[u32] = 8

        @native
        def find(table: ptr[Table], key: ptr[u8]) -> ptr[Slot]:
            mask = table.size - 1
            for i in range(table.size):
                slot = table.slots[i & mask]
                if slot.hash == 3 and cpu.equal(slot.name, key, u64(SIZE)):
                    return addr(table.slots[i])
            p = table.slots
            p = p + 1
            while p[0].hash:
                p += 1
            first: ptr[Slot] = addr(table.first)
            if first is None:
                return null
            other = Slot()
            other.hash = first.hash
            touch(addr(other))
            buf = Array[u8, 64]()
            buf[0] = 1
            n = cpu.atomic_add(addr(table.size), 1) + u64(key) + sizeof(Slot) + Slot.size
            if n > 5:
                return cast(ptr[Slot], buf)
            return first

        @native
        def touch(slot: ptr[Slot]) -> u32:
            slot.next += 1
            if slot.hash & 3:
                return slot.hash
            return u32(slot.name[0])

        unit = Unit("x", [find], constants={"SIZE": 8})
        number: int = unit.load().address(find) + Slot.size + Slot.offset("next")
        number = Slot.at(number).next
        """)
    )
    shown = subprocess.run(
        [sys.executable, "-m", "mypy", "--strict", "--no-incremental", str(path)],
        check=False,
        capture_output=True,
        text=True,
    )
    assert shown.returncode == 0, shown.stdout


FACTORY = """
from __future__ import annotations
import sys
from beebox.pylang import Unit, native, u64

def adder(n):
    @native
    def add(x: u64) -> u64:
        return x + n
    return add

three, four = adder(3), adder(4)
values = [Unit("a", [each]).load().function(each)(1) for each in (three, four)]
print(values, "llvmlite" in sys.modules)
"""


def test_what_a_closure_captures_is_part_of_the_code(tmp_path):
    (tmp_path / "main.py").write_text(FACTORY)
    assert run(tmp_path) == "[4, 5] True"
    assert run(tmp_path) == "[4, 5] False"


def test_a_const_is_one_however_it_is_named(build):
    first = build.module("""
        SIZE: Const[u32] = 1
        @native
        def size() -> u32:
            return SIZE
    """)
    module = build.module(f"""
        import {first.__name__} as other
        from {first.__name__} import SIZE as named, size
        @native
        def f() -> u32:
            return other.SIZE * 10000 + named * 100 + size()
    """)
    unit = build.unit(module, SIZE=7)
    assert unit.load().function(module.f)() == 70707


def test_machines_without_a_loader_of_ours_use_llvms(build):
    built = build("""
        @native
        def f(a: u64) -> u64:
            return a * 2
    """)
    symbol = built.library.names[id(built.module.f)]
    engine = Engine(built.library.data)  # the code lives as long as it
    assert prototype(built.module.f)(engine.address(symbol))(21) == 42


def test_symbols_of_this_process(build):
    built = build("""
        @native
        def size(thing: u64) -> i64:
            return i64(cpu.call(cpu.symbol(b"PyObject_Size"), thing))
    """)
    assert built.library.function(built.module.size)(id([1, 2, 3])) == 3


def test_only_symbols_that_units_may_use(build):
    with pytest.raises(RelocationError, match="system"):
        build("""
            @native
            def f() -> u64:
                return cpu.call(cpu.symbol(b"system"), 0)
        """)


def test_setjmp_comes_back(build):
    built = build("""
        @native
        def leave(buffer: ptr[u8], depth: u64) -> None:
            if depth == 0:
                cpu.call(cpu.symbol(b"longjmp"), buffer, 1)
            leave(buffer, depth - 1)

        @native
        def f(buffer: ptr[u8], depth: u64) -> u64:
            if cpu.setjmp(buffer) != 0:
                return 7
            cpu.prefetch(buffer)
            if depth != 0:
                leave(buffer, depth)
            return 3
    """)
    buffer = ctypes.create_string_buffer(cpu.JUMP_SIZE)
    call = built.library.function(built.module.f)
    assert [call(ctypes.addressof(buffer), depth) for depth in (0, 1, 5)] == [3, 7, 7]


STRUCTS = """
from __future__ import annotations
import ctypes
from beebox.pylang import Unit, native, ptr, u32, u64
import layout

class Longer(layout.Base):
    last: u32

@native
def f(of: ptr[Longer]) -> u64:
    return u64(of.last)

library = Unit("test", [f]).load()
room = ctypes.create_string_buffer(128)
made = Longer.at(ctypes.addressof(room))
made.last = 42
print(library.function(f)(ctypes.addressof(room)))
"""
LAYOUT = """
from __future__ import annotations
from beebox.pylang import Struct, u32, u64

class Base(Struct):
    first: u32
"""


def test_a_struct_that_another_inherits_from_is_part_of_the_code(tmp_path):
    (tmp_path / "main.py").write_text(STRUCTS)
    (tmp_path / "layout.py").write_text(LAYOUT)
    assert run(tmp_path) == "42"
    (tmp_path / "layout.py").write_text(LAYOUT + "    more: u64\n")
    assert run(tmp_path) == "42"
