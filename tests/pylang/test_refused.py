"""What is outside the language is refused, at the right place, with what to write instead."""

from __future__ import annotations

import textwrap

import pytest

from beebox.errors import CompileError

# In each text the refused place is between « and »; then a part of the message, and of the hint.
REFUSED = [
    # names
    ("return «unknown»", "no name 'unknown'", ""),
    ("return «nubmer»", "no name 'nubmer'", "number"),
    ("return «unknown»(a)", "no name", ""),
    ("return b + «later»; later = 1", "before it has a value", ""),
    ("if a > b:\n    x = 1\nreturn «x»", "may have no value", "x: i64"),
    ("for i in range(a):\n    x = i\nreturn «x»", "may have no value", ""),
    ("for i in range(a):\n    pass\nreturn «i»", "may have no value", ""),
    ("while a > b:\n    y = 1\n    break\nreturn «y»", "may have no value", ""),
    # widths and signs
    ("return «a + c»", "an i64 and a u8 do not mix", "i64(...) around the u8"),
    ("return «c»", "this is a u8, not an i64", "write i64(...)"),
    ("x: u32 = 1\nx = «a»\nreturn 0", "not a u32", "write u32(...)"),
    ("x: u8 = «256»\nreturn 0", "256 does not fit u8 (0 to 255)", "u8(256)"),
    ("x: u64 = «-1»\nreturn 0", "-1 does not fit u64", "u64(-1)"),
    ("return 1 if «c < 300» else 0", "300 does not fit u8", ""),
    ("x = «1 << 70»\nreturn 0", "does not fit i64", ""),
    ("return a << «64»", "shift by 64 is out of range for i64", "0 to 63"),
    ("return a >> «-1»", "shift by -1 is out of range", ""),
    ("return i64(c << «8»)", "out of range for u8", "u64(x) <<"),
    ("return «1» << c", "which width", "u64(1) << n"),
    ("return a << «b»", "may be negative", "u64(...)"),
    ("return a // «0»", "division by zero", ""),
    ("return «a / b»", "floating-point", "//"),
    ("return a ** «b»", "exponent", "constant"),
    ("return a ** «-1»", "exponent", "1 << n"),
    ("return «a @ b»", "not supported", ""),
    ("return «1.5»", "floating-point", "integers"),
    ("return «float(a)»", "float(...)", "u64"),
    ("return «int(a)»", "int(...)", "u64"),
    ("return «flag + 1»", "", ""),
    ("flag = «1»\nreturn 0", "an integer is not a bool", "True"),
    ("return «-flag»", "no meaning", "not x"),
    ("x: «int» = 1\nreturn 0", "not a type", "say the width"),
    ("x: «float» = 1\nreturn 0", "not a type", ""),
    ("x: «Nothing» = 1\nreturn 0", "not a type", ""),
    ("for i in range(a, «c»):\n    pass\nreturn 0", "not", ""),
    ("for i in range(0, a, «0»):\n    pass\nreturn 0", "not 0", ""),
    ("for i in range(0, a, «c»):\n    pass\nreturn 0", "a u8, not an i64", "i64"),
    # pointers and structs
    ("return «p»", "not an i64", "u64(pointer)"),
    ("return «p.nothing»", "no field 'nothing'", "it has"),
    ("return «p.contu»", "no field", "count"),
    ("return «a.count»", "no fields", ""),
    ("return «p.count.x»", "no fields", ""),
    ("return «a[0]»", "cannot be indexed", ""),
    ("return i64(p.bytes[«4»])", "outside", ""),
    ("return i64(p.bytes[«-5»])", "outside", ""),
    ("return i64(p.bytes[«flag»])", "must be an integer", ""),
    ("return «p + p»", "a ptr[Node] + a ptr[Node]", "only p - q"),
    ("«p.inner» = p.inner\nreturn 0", "as a whole", "x[:] = y"),
    ("«p[0]» = p[1]\nreturn 0", "as a whole", ""),
    ("x = p.bytes[«0:2»]\nreturn 0", "slices", "length"),
    ("q: ptr[u64] = «p»\nreturn 0", "not a ptr[u64]", "cast(ptr[u64]"),
    ("p.count = «p»\nreturn 0", "not a u32", ""),
    ("p.next = «3»\nreturn 0", "not a pointer", "None"),
    ("p.next = «a»\nreturn 0", "not a ptr[Node]", "cast"),
    ("«x» = None\nreturn 0", "which pointer", "ptr[T]"),
    ("return 1 if «p == 3» else 0", "not a pointer", ""),
    ("return 1 if «a is b» else 0", "compares pointers", "=="),
    ("return 1 if «p.inner == p.inner» else 0", "not compared", "fields"),
    ("q = «cast(ptr[Node], c)»\nreturn 0", "too narrow", "u64"),
    ("return i64(«u32(p)»)", "64 bits", "u64"),
    ("x = addr(«3»)\nreturn 0", "no address", ""),
    ("x = addr(«number»)\nreturn 0", "no address", ""),
    ("return «Node»", "is a type", ""),
    ("x = Node(«1»)\nreturn 0", "have names", "Node(name=...)"),
    ("x = Node(«nope=1»)\nreturn 0", "no field nope", "it has"),
    ("x = Node(«inner=p»)\nreturn 0", "not set here", "fill"),
    ("x = «Array[u8, 4]»\nreturn 0", "a type is not a value", "Array[u8, 16]()"),
    # calls and results
    ("return «helper(1)»", "also needs", "helper(x: i64, y: u8)"),
    ("return helper(1, «a»)", "y: u8 of helper", "u8(...)"),
    ("return «helper(1, 2, 3)»", "takes 2", ""),
    ("return helper(1, «z=2»)", "cannot take", ""),
    ("return helper(«*a»)", "* is not supported", ""),
    ("return «python(1)»", "is a Python function", "write @native above it"),
    ("return «print(a)»", "print", ""),
    ("return «text»", "a string", 'b"..."'),
    ("return «'x'»", "a string", ""),
    ("return «f'{a}'»", "f-string", ""),
    ("return «some»", "a list of Python", ""),
    ("x = «nothing(a)»\nreturn 0", "", ""),
    ("«a + b»\nreturn 0", "no effect", ""),
    ("«a == b»\nreturn 0", "no effect", ""),
    ("«a»\nreturn 0", "no effect", ""),
    ("x = 0\n«'text'»\nreturn 0", "no effect", ""),
    ("«...»\nreturn 0", "no effect", ""),
    ("return «cpu.nothing»(1)", "has no nothing", ""),
    ("return «cpu.syscall()»", "takes 1 to 7", ""),
    ("cpu.copy(«a», b, 3)\nreturn 0", "not a pointer", "addr"),
    ("return i64(«cpu.copy»)", "cannot be used as a value", ""),
    ("return i64(cpu.atomic_add(addr(p.count), «a»))", "not a u32", ""),
    ("return «len(p)»", "len takes an Array", ""),
    ("return i64(«min(c)»)", "two or more", ""),
    # statements
    ("«try:\n    a = 1\nexcept ValueError:\n    pass»\nreturn a", "exceptions", ""),
    ("«raise ValueError»", "exceptions", "return"),
    ("«assert a»\nreturn a", "assert", "if not"),
    ("match a:\n    case «int(x)»:\n        pass\nreturn a", "pattern", "a case has"),
    ("match a:\n    case «1, 2»:\n        pass\nreturn a", "not a tuple", "match a, b"),
    ("match a, b:\n    case «(1,)»:\n        pass\nreturn a", "1 patterns for 2", "_"),
    ("match a, b:\n    case «1»:\n        pass\nreturn a", "2 values", ""),
    (
        "match a:\n    case («1 as x») | (2 as x):\n        pass\nreturn a",
        "among alternatives",
        "guard",
    ),
    ("match c:\n    case «300»:\n        pass\nreturn a", "300 does not fit u8", ""),
    ("match a:\n    case «'x'»:\n        pass\nreturn a", "a string", ""),
    ("«def g() -> None:\n    pass»\nreturn a", "inside a function", "module level"),
    ("«class G:\n    pass»\nreturn a", "inside a function", ""),
    ("«import os»\nreturn a", "import", "module level"),
    ("«global number»\nreturn a", "global", ""),
    ("with «p»:\n    pass\nreturn 0", "with", ""),
    ("for i in «p»:\n    pass\nreturn 0", "cannot be iterated", "range"),
    ("for i in «[]»:\n    pass\nreturn 0", "no type", ""),
    ("for «i, j» in range(3):\n    pass\nreturn 0", "must be a name", ""),
    ("«del a»\nreturn 0", "del", ""),
    ("a, b = «p»\nreturn 0", "written-out tuple", ""),
    ("a, b = «1, 2, 3»\nreturn 0", "3 values for 2 names", ""),
    ("«a»: u32 = 1\nreturn 0", "already an i64", "another name"),
    ("return «lambda: 1»", "lambda", ""),
    ("return «[1, 2]»", "Array[i64, 2], not an i64", ""),
    ("x = [a, «c»]\nreturn 0", "a u8, not an i64", "i64"),
    ("x = «[p.inner]»\nreturn 0", "cannot be written out", ""),
    ("x = [0] * «a»\nreturn 0", "constant", "16"),
    ("p.bytes[:] = «[1, 2]»\nreturn 0", "Array[u8, 2] for an Array[u8, 4]", ""),
    ("«p.bytes[1:]» = p.bytes\nreturn 0", "whole array", ""),
    ("q = Node()\nfor i in range(2):\n    n = Node()\n    «q» = n\nreturn 0", "made anew", "copy"),
    (
        "l = [1]\nfor i in range(3):\n    m = l\n    «l» = [i]\n    a += m[0]\nreturn a",
        "another name of l",
        "x[:] = y",
    ),
    (
        "l = [1]\nm = l\nfor i in range(3):\n    «l», m = [i], l\n    a += m[0]\nreturn a",
        "another name of l",
        "x[:] = y",
    ),
    (
        "l = [1]\nwhile a > b:\n    for x in l:\n        «l» = [x]\n    b += 1\nreturn a",
        "another name of l",
        "",
    ),
    (
        "m = [1]\nfor i in range(3):\n    l = [i]\n    («m := l»)\nreturn m[0]",
        "l is made anew",
        "copy",
    ),
    ("for i in range(3):\n    n = Node()\n    «p.next» = n\nreturn 0", "cannot be kept", "before"),
    ("while a > b:\n    «p.next» = Node()\n    b += 1\nreturn 0", "cannot be kept", "before"),
    ("return 1 if «p.bytes == 'x'» else 0", "not a text", ""),
    ("return 1 if «p.bytes == [1, 2]» else 0", "not compared", ""),
    ("return 1 if a in «range(0, 9, 2)» else 0", "step", "%"),
    ("return «{1: 2}»", "dicts", "map"),
    ("return «(1, 2)»", "tuple", ""),
    ("return «[i for i in range(3)]»", "comprehensions", "loop"),
    ("return 1 if «a in b» else 0", "`in`", ""),
    ("return 1 if «a < b < c» else 0", "", ""),
    ("x = «a and p»\nreturn 0", "do not mix", ""),
    ("return «a if flag else c»", "do not mix", ""),
]
HEAD = """
number = 5
text = "text"
some = [1, 2]

class Inner(Struct):
    x: u8

class Node(Struct):
    count: u32
    bytes: Array[u8, 4]
    inner: Inner
    next: ptr[Node]

def python(x):
    return x

@native
def helper(x: i64, y: u8) -> i64:
    return x

@native
def nothing(x: i64) -> None:
    return

"""


@pytest.mark.parametrize(("text", "message", "hint"), REFUSED, ids=[case[0] for case in REFUSED])
def test_refused(build, text, message, hint):
    body = textwrap.indent(text, "    ")
    signature = "@native\ndef f(a: i64, b: i64, c: u8, flag: bool, p: ptr[Node]) -> i64:\n"
    marked = HEAD + signature + body + "\n"
    if "later" in text:
        marked = marked.replace("; later", "\n    later")
    plain = marked.replace("«", "").replace("»", "")
    module = build.module(plain)
    with pytest.raises(CompileError) as caught:
        build.unit(module).load()
    error = caught.value
    assert message in error.message, error.message
    assert hint in error.hint, error.hint
    location = error.location
    assert location is not None
    assert location.file.endswith(".py")
    start = marked.index("«")
    before = plain[:start]
    head_lines = len(
        (build.directory / module.__name__).with_suffix(".py").read_text().splitlines()
    )
    head_lines -= len(plain.splitlines())
    assert location.line == before.count("\n") + 1 + head_lines
    assert location.column == len(before) - (before.rfind("\n") + 1) + 1, str(error)
    first = marked[start + 1 :].split("»")[0].split("\n")[0]
    assert location.text[location.column - 1 :].startswith(first)
    assert location.width == len(first), str(error)


FUNCTIONS = [
    ("def f(a) -> u64:\n    return 1", "parameter a has no type"),
    ("def f(a: u64):\n    return 1", "no result type"),
    ("def f(a: u64) -> u64:\n    if a:\n        return 1", "may end without returning"),
    ("def f(a: u64) -> u64:\n    return", "returns a u64"),
    ("def f(a: u64) -> None:\n    return 1", "returns None"),
    ("def f(a: u64 = len) -> u64:\n    return a", "a default is a constant"),
    ("def f(a: u8 = 256) -> u8:\n    return a", "256 does not fit u8"),
    ("def f(a: u64 = 1.5) -> u64:\n    return a", "floating-point"),
    ("def f(a: u64 = True) -> u64:\n    return a", "a bool, not a u64"),
    ("def f(*a: u64) -> u64:\n    return 1", "fixed number"),
    ("def f(**a: u64) -> u64:\n    return 1", "fixed number"),
    ("def f(a: int) -> u64:\n    return 1", "not a type"),
    ("def f(a: None) -> u64:\n    return 1", "cannot be None"),
    ("def f(a: u64) -> Array[u8, 4]:\n    return a", "cannot be returned"),
]


@pytest.mark.parametrize(("text", "message"), FUNCTIONS)
def test_refused_functions(build, text, message):
    module = build.module("@native\n" + text + "\n")
    with pytest.raises(CompileError, match=message) as caught:
        build.unit(module).load()
    assert caught.value.location is not None


def test_the_error_shows_file_line_caret_and_hint(build):
    module = build.module("""
        @native
        def f(a: u64, b: u32) -> u64:
            return a + b
    """)
    with pytest.raises(CompileError) as caught:
        build.unit(module).load()
    place, source, caret, hint = str(caught.value).splitlines()
    assert place.endswith(".py:9:12: a u64 and a u32 do not mix")
    assert source == "        return a + b"
    assert caret == "               ^^^^^"
    assert hint == "  hint: convert one: u64(...) around the u32"


def test_tabs_and_wide_characters_do_not_move_the_caret(build):
    module = build.module("@native\ndef f(a: u64) -> u64:\n    é = a; return é + bb\n")
    with pytest.raises(CompileError) as caught:
        build.unit(module).load()
    assert caught.value.location is not None
    assert caught.value.location.column == 23
