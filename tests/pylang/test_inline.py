"""Functions as IR that another compiler puts where they are called."""

from __future__ import annotations

import ctypes
import subprocess
import sys
import textwrap

import pytest

from beebox.errors import CompileError
from beebox.pylang import Unit, llvm, objectfile

WORD = ctypes.c_uint64
HELPER = ctypes.CFUNCTYPE(WORD, *[WORD] * 6)

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="maps code")


def compiled(unit):
    """Return the function that the IR defines, compiled on its own; it keeps its memory."""
    name, text = unit.inline()
    loaded = objectfile.load(llvm.host(text), {})
    return HELPER(loaded.address(name))


def test_arguments_and_result_are_words(build):
    module = build.module("""
        @native
        def widths(p: ptr[u8], a: u8, b: i16, c: u32) -> i32:
            return i32(p[0]) + i32(a) + i32(b) + i32(c)
    """)
    call = compiled(Unit(module.__name__, [module.widths]))
    place = ctypes.create_string_buffer(b"\x05")
    high = 0xABCD << 48
    result = call(ctypes.addressof(place), high | 1, high | 0xFFF0, high | 2, 0, 0)
    assert ctypes.c_int64(result).value == 5 + 1 - 16 + 2


@pytest.mark.parametrize(
    ("result", "value", "word"),
    [("u8", "u8(x)", 0xFF), ("i8", "i8(x)", (1 << 64) - 1), ("bool", "x == 0", 0)],
)
def test_results_are_widened_by_their_own_sign(build, result, value, word):
    module = build.module(f"""
        @native
        def f(x: u64) -> {result}:
            return {value}
    """)
    assert compiled(Unit(module.__name__, [module.f]))(0xFF, 0, 0, 0, 0, 0) == word


def test_pointers_come_back_as_addresses(build):
    module = build.module("""
        @native
        def f(p: ptr[u32], i: u64) -> ptr[u32] | None:
            if i == 0:
                return None
            return p + i
    """)
    call = compiled(Unit(module.__name__, [module.f]))
    assert call(4096, 2, 0, 0, 0, 0) == 4104
    assert call(4096, 0, 0, 0, 0, 0) == 0


def test_constants_make_other_functions(build):
    module = build.module("""
        SIZE: Const[u64] = 0

        @native
        def f() -> u64:
            return SIZE
    """)
    five, six = (Unit(module.__name__, [module.f], {"SIZE": size}) for size in (5, 6))
    assert five.inline()[0] != six.inline()[0]
    assert [compiled(unit)(0, 0, 0, 0, 0, 0) for unit in (five, six)] == [5, 6]


def test_too_many_parameters(build):
    module = build.module("""
        @native
        def f(a: u64, b: u64, c: u64, d: u64, e: u64, g: u64, h: u64) -> u64:
            return a
    """)
    with pytest.raises(CompileError, match="at most 6 parameters"):
        Unit(module.__name__, [module.f]).inline()


def test_a_warm_cache_has_the_text(tmp_path):
    (tmp_path / "main.py").write_text(
        textwrap.dedent("""
        from __future__ import annotations
        import sys
        from beebox.pylang import Unit, native, u64

        @native
        def f(x: u64) -> u64:
            return x + 1

        name, text = Unit("test", [f]).inline()
        heavy = [name for name in ("llvmlite", "beebox.pylang.read") if name in sys.modules]
        print(name, len(text), heavy)
        """)
    )
    environment = {"XDG_CACHE_HOME": str(tmp_path / "cache"), "HOME": str(tmp_path)}

    def run():
        command = [sys.executable, "main.py"]
        done = subprocess.run(
            command, cwd=tmp_path, env=environment, check=True, capture_output=True, text=True
        )
        name, length, heavy = done.stdout.split(maxsplit=2)
        return (name, length), heavy.strip()

    cold, heavy = run()
    assert heavy == "['beebox.pylang.read']"
    assert run() == (cold, "[]")
