"""What is refused, and how: file, line, caret, and what to write instead."""

import pytest

from beebox import lang
from beebox.errors import CompileError

CASES = {
    "value of a map": ("x = big[1]", "big[1]", "may not be in the map", "lookup"),
    "key of another type": ("m[u64(1)] = 1", "u64(1)", "u64, not a u32", ""),
    "value of another type": ("m[1] = u32(2)", "u32(2)", "not a u64", "u64(...)"),
    "no such method": ("m.insert(1)", "m.insert", "no 'insert'", "lookup"),
    "no such helper": ("bpf.curent_pid()", "bpf.curent_pid", "curent_pid", ""),
    "helper without a call": ("x = bpf.current_pid", "bpf.current_pid", "function", "call it"),
    "helper with arguments": ("bpf.current_pid(1)", "bpf.current_pid(1)", "takes 0 arguments", ""),
    "reserve outside with": (
        "e = ring.reserve()",
        "ring.reserve()",
        "given back",
        "with ring.reserve()",
    ),
    "with without a name": (
        "with ring.reserve(): pass",
        "ring.reserve()",
        "needs a name",
        "as event",
    ),
    "ring as a table": ("ring[1] = 2", "ring[1]", "no keys", "output"),
    "format too long": ('bpf.printk("%d %d", 1)', '"%d %d"', "more values", ""),
    "format too short": ('bpf.printk("%d", 1, 2)', "2", "no place", ""),
    "string of a pointer": ('bpf.printk("%s", ctx)', "ctx", "array of char", "%pus"),
    "number as text": ('bpf.printk("%s", 1)', "1", "prints text", "%d"),
    "no literal format": ("bpf.printk(n)", "n", "written out", ""),
    "format of a bool": ('bpf.printk(f"{n > 1}")', "f", "1 or 0", "u32(flag)"),
    "format with a conversion": ('bpf.printk(f"{n!r}")', "f", "!r", ""),
    "format of too much": ('bpf.printk(f"{n:.3f}")', "f", "does not know", ""),
    "format of a sign": ('bpf.printk(f"{i64(n):x}")', "f", "hexadecimal", "u64(x):x"),
    "format with a sharp": ('bpf.printk("%#x", n)', '"%#x"', "does not know", ""),
    "format of a width with a sharp": ('bpf.printk(f"{n:#6x}")', "f", "does not know '#'", "#010x"),
    "call of a program": ("x = f(ctx)", "f(ctx)", "only the kernel calls it", "@bpf.function"),
    "default of a struct": ("x = big.get(1, 2)", "2", "has no default", "p is None"),
    "iteration of a queue": ("q.push(u8(1))", "u8(1)", "u8, not a u64", ""),
    "unknown format": ('bpf.printk("%q")', '"%q"', "does not know", ""),
    "read into a number": ("bpf.read_user(n, ctx)", "n", "a struct or an array", "Array"),
    "read from a number": ("bpf.read_user(buf, 5)", "5", "a pointer", ""),
    "print": ("print(1)", "print(1)", "print", ""),
    "a float": ("x = 1.5", "1.5", "floating", ""),
    "an unknown name": ("x = nothing", "nothing", "nothing", ""),
    "true division": ("x = n / 2", "n / 2", "", "//"),
}


@pytest.mark.parametrize("case", CASES)
def test_refused_with_its_place(write, case):
    statement, place, message, hint = CASES[case]
    path = write(f"""
class Event(bpf.Struct):
    a: u64

m = bpf.Hash[u32, u64](max_entries=4)
ring = bpf.RingBuf[Event](size=4096)
big = bpf.Hash[u32, Event](max_entries=4)
q = bpf.Queue[u64](max_entries=4)
FORMAT = "%d"

@bpf.program("tracepoint/a/b")
def f(ctx: ptr[u64]) -> i32:
    n: u64 = 1
    buf = Array[u8, 8]()
    {statement}
    return 0
""")
    with pytest.raises(CompileError) as caught:
        lang.compile(path)
    error = caught.value
    assert message in error.message
    assert hint in error.hint
    assert error.location.file == path
    assert error.location.text.strip() == statement
    assert error.location.text[error.location.column - 1 :].startswith(place) or place == "f"
    lines = str(error).splitlines()
    assert lines[0].startswith(f"{path}:{error.location.line}:{error.location.column}: ")
    assert lines[2].strip().strip("^") == ""


def test_a_program_returns_i32_and_takes_the_context(write):
    for signature, message in (
        ("ctx: ptr[u64]) -> u64", "returns i32"),
        (") -> i32", "takes the context"),
    ):
        path = write(f'@bpf.program("tracepoint/a/b")\ndef f({signature}:\n    return 0\n')
        with pytest.raises(CompileError, match=message):
            lang.compile(path)


def test_no_program(write):
    with pytest.raises(CompileError, match="no program in it"):
        lang.compile(write("x = 1\n"))


def test_an_included_name_twice(write, tmp_path):
    (tmp_path / "prog_other.py").write_text(
        "from beebox import bpf\nfrom beebox.bpf import u32, u64\nm = bpf.Hash[u32, u64](max_entries=1)\n"
    )
    path = write("""
import prog_other
m = bpf.Hash[u32, u64](max_entries=4)

@bpf.program("tracepoint/a/b")
def f(_ctx: ptr[u64]) -> i32:
    prog_other.m[1] = 1
    m[1] = 1
    return 0
""")
    with pytest.raises(CompileError, match="two things named m"):
        lang.compile(path)


def test_a_file_that_is_not_python(tmp_path):
    path = tmp_path / "prog_bad.py"
    path.write_text("def f(:\n")
    with pytest.raises(CompileError) as caught:
        lang.compile(str(path))
    assert caught.value.location.line == 1


def test_a_file_that_fails_on_import(tmp_path):
    path = tmp_path / "prog_fails.py"
    path.write_text("x = 1\ny = x / 0\n")
    with pytest.raises(CompileError, match="ZeroDivisionError") as caught:
        lang.compile(str(path))
    assert caught.value.location.line == 2


@pytest.mark.parametrize("name", ["gone.py", "gone.c", "prog.rs"])
def test_no_such_file_or_language(tmp_path, name):
    with pytest.raises(CompileError, match=name.replace(".", r"\.")):
        lang.compile(str(tmp_path / name))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("m = bpf.Hash[u32](max_entries=1)", "not what it can hold"),
        ("m = bpf.Hash[u32, int](max_entries=1)", "not what it can hold"),
        ("m = bpf.Hash(max_entries=1)", "has no types"),
        ("m = bpf.RingBuf[u64](size=5000)", "5000 bytes"),
    ],
)
def test_declarations(write, text, message):
    with pytest.raises(CompileError, match=message):
        lang.compile(write(text))


def test_programs_are_not_called_from_python(write):
    from beebox import bpf
    from beebox.lang import python

    module = python.load(
        write('@bpf.program("tracepoint/a/b")\ndef f(_ctx: ptr[u64]) -> i32:\n    return 0\n')
    )
    with pytest.raises(TypeError, match="only programs"):
        module.f(0)
    with pytest.raises(TypeError, match="only in programs"):
        bpf.current_pid()


def test_a_function_that_has_the_name_of_a_section(write):
    path = write("""
@bpf.program("tracepoint")
def tracepoint(ctx: ptr[u64]) -> i32:
    return 0
""")
    with pytest.raises(CompileError, match='a section is called "tracepoint", too') as caught:
        lang.compile(str(path))
    assert "rename the function" in str(caught.value)


def test_a_context_is_no_number(write):
    path = write('@bpf.program("xdp")\ndef f(ctx: u32) -> i32:\n    return 0\n')
    with pytest.raises(CompileError, match=r"a context is not an? u32") as caught:
        lang.compile(path)
    assert caught.value.location.column
