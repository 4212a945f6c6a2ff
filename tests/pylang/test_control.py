"""Statements, memory, calls and the processor's own operations, compiled and run."""

from __future__ import annotations

import ctypes
import os

import pytest


def control(text: str):
    """Return a Python function from the same text, for integers that stay small."""
    names: dict[str, object] = {"i64": int, "native": lambda function: function}
    exec("from __future__ import annotations\n" + text, names)
    return names


CASES = {
    "if": """
@native
def f(a: i64, b: i64) -> i64:
    if a < b:
        x = 1
    elif a == b:
        x = 2
    else:
        x = 3
    return x
""",
    "while": """
@native
def f(a: i64, b: i64) -> i64:
    total = 0
    while a > 0:
        a -= 1
        if a % 3 == 0:
            continue
        if total > b * 10:
            break
        total += a
    else:
        total += 1000
    return total
""",
    "for": """
@native
def f(a: i64, b: i64) -> i64:
    total = 0
    for i in range(a, b):
        for j in range(i, -1, -2):
            if j == 4:
                break
            total = (total * 3 + j) % 1000003
        else:
            total += 7
        i = i * 100
        total += i
    return total
""",
    "for constant": """
@native
def f(a: i64, b: i64) -> i64:
    total = b
    for i in range(3, 40, 7):
        total = total * 2 + i * a
    for i in range(5):
        total += i
    return total
""",
    "range evaluated once": """
@native
def f(a: i64, b: i64) -> i64:
    n = 0
    for i in range(a):
        a = 0
        n += 1 + i
    return n + a
""",
    "swap and chains": """
@native
def f(a: i64, b: i64) -> i64:
    a, b = b, a
    x = y = a * 2
    y += 1
    x, y, a = y, a, x
    return x * 10000 + y * 100 + a + b if 0 <= a < 50 else -1
""",
    "walrus": """
@native
def f(a: i64, b: i64) -> i64:
    total = 0
    while (left := a - b) > 0:
        b += 3
        total += left
    return total
""",
    "logic": """
@native
def f(a: i64, b: i64) -> i64:
    n = 0
    if a and b:
        n += 1
    if a or b > 3:
        n += 10
    if not a or not b:
        n += 100
    if not (a and b > 2) and a != b:
        n += 1000
    return n + (a or b) + (a and b)
""",
    "unreachable": """
@native
def f(a: i64, b: i64) -> i64:
    while True:
        a += 1
        if a > b:
            return a
        if a == 17:
            return 5
            b = 9
    return 3
""",
    "conditional": """
@native
def f(a: i64, b: i64) -> i64:
    return (a if a > b else b) * (2 if a else 3) + min(a, b, 4) - max(a, 2) + abs(a - b)
""",
    "return in loop else": """
@native
def f(a: i64, b: i64) -> i64:
    for i in range(a):
        if i == b:
            r = 1
            break
    else:
        r = 2
    return r
""",
}


@pytest.mark.parametrize("name", CASES)
def test_control_flow_is_pythons(build, name):
    compiled = build(CASES[name])
    reference = control(CASES[name])["f"]
    for a in range(-2, 19):
        for b in (-3, 0, 1, 2, 5, 9, 18):
            assert compiled.f(a, b) == reference(a, b), (a, b)


def test_counting_never_wraps(build):
    built = build("""
        @native
        def up(start: u8, stop: u8) -> u32:
            n = u32(0)
            for i in range(start, stop, 100):
                n += 1 + u32(i - i)
            return n
        @native
        def down(start: i8, stop: i8) -> u32:
            n = u32(0)
            for i in range(start, stop, -100):
                n += 1
            return n
    """)
    for start in (0, 1, 54, 55, 56, 155, 254, 255):
        for stop in (0, 55, 154, 155, 156, 255):
            assert built.up(start, stop) == len(range(start, stop, 100))
    for start in (-128, -28, -27, 0, 72, 127):
        for stop in (-128, -100, 0, 127):
            assert built.down(start, stop) == len(range(start, stop, -100))


MEMORY = """
class Inner(Struct):
    x: u16
    y: u64

class Node(Struct):
    kind: u8
    ok: bool
    inner: Inner
    values: Array[i32, 4]
    grid: Array[Array[u8, 3], 2]
    pair: Array[Inner, 2]
    next: ptr[Node]

@native
def length(node: ptr[Node]) -> u64:
    n = u64(0)
    while node is not None:
        n += 1
        node = node.next
    return n

@native
def total(node: ptr[Node], n: u32) -> i64:
    sum = 0
    for i in range(n):
        here = node[i]
        for j in range(len(here.values)):
            sum += i64(here.values[j])
        sum += i64(here.pair[1].x) + i64(here.grid[1][2])
        here.ok = not here.ok
    return sum

@native
def change(node: ptr[Node]) -> None:
    inner = node.inner
    inner.x = 7
    inner.x += 1
    inner.y = u64(inner.x) << 40
    node.pair[1] .y = 5
    node.values[-1] = -3
    last = addr(node.values[2])
    last[0] = 9
    (last + 1)[0] -= 1
    (last - 1)[0] = i32(last - addr(node.values))
    node.grid[1][2] = 200

@native
def made() -> u64:
    node = Node()
    other = Node()
    node.next = addr(other)
    other.inner.y = 11
    change(addr(other))
    buf = Array[u8, 16]()
    buf[3] = 1
    put(buf, 16)
    return node.next.inner.y + u64(buf[3]) + u64(buf[4])

@native
def put(to: ptr[u8], n: u64) -> None:
    for i in range(n):
        to[i] += 2

@native
def out(result: ptr[u32]) -> None:
    result[0] = 42

@native
def local() -> u32:
    x: u32 = 1
    out(addr(x))
    return x + 1

@native
def fresh() -> u64:
    n = u64(0)
    for i in range(3):
        buf = Array[u8, 8]()
        n += u64(buf[0])
        buf[0] = 1
    return n

@native
def sizes() -> u64:
    return sizeof(Node) * 1000000 + Node.size * 1000 + Node.offset("next")

@native
def casts(p: ptr[Node]) -> u64:
    raw = cast(ptr[u8], p)
    again = cast(ptr[Node], u64(raw) + Node.offset("inner") - 8)
    return cast(u64, again) - u64(p)
"""


def test_memory(build):
    built = build(MEMORY)
    node_type = built.module.Node
    nodes = (node_type.__layout__.view * 3)()
    base = ctypes.addressof(nodes)
    nodes[0].next, nodes[1].next = base + node_type.size, base + 2 * node_type.size
    assert built.length(base) == 3
    assert built.length(0) == 0
    built.change(base + node_type.size)
    node = nodes[1]
    assert node.inner.x == 8
    assert node.inner.y == 8 << 40
    assert node.pair[1].y == 5
    assert list(node.values) == [0, 2, 9, -4]
    assert node.grid[1][2] == 200
    assert built.total(base, 3) == 0 + 2 + 9 - 4 + 200
    assert [node.ok for node in nodes] == [True, True, True]
    assert built.made() == (8 << 40) + 3 + 2
    assert built.local() == 43
    assert built.fresh() == 0
    assert built.sizes() == node_type.size * 1001000 + node_type.offset("next")
    assert built.casts(base) == node_type.offset("inner") - 8


CALLS = """
HEAD: Const[u32] = 3
LIMIT = 40

@native
def fib(n: u32) -> u64:
    if n < 2:
        return u64(n)
    return fib(n - 1) + fib(n=n - 2)

@native
def constant() -> u32:
    return HEAD * 2 + LIMIT

@native
def flag(a: bool, b: i8) -> bool:
    return a and b < 0

@native
def narrow(a: u8, b: i16) -> i8:
    return i8(a) + i8(b)

@native
def indirect(function: u64, a: u64, b: i32) -> u64:
    return cpu.call(function, a, b, 3, addr_of(), None)

@native
def addr_of() -> u64:
    return u64(cast(ptr[u8], addr(target)))

@native
def target(a: u64, b: u64, c: u64, d: u64, e: u64) -> u64:
    return a + b * 2 + c + d - d + e
"""


def test_calls(build):
    built = build(CALLS, HEAD=9)
    assert built.fib(20) == 6765
    assert built.constant() == 58
    assert built.flag(True, -1) is True
    assert built.flag(True, 1) is False
    assert built.narrow(250, -300) == ctypes.c_int8(250 - 300).value
    target = built.library.address(built.module.target)
    assert built.indirect(target, 100, -7) == 100 - 14 + 3
    assert built.addr_of() == target


PROCESSOR = """
@native
def pid() -> i64:
    return cpu.syscall(39)

@native
def bad() -> i64:
    return cpu.syscall(3, -1)

@native
def write(fd: i32, text: ptr[u8], n: u64) -> i64:
    return cpu.syscall(1, fd, text, n)

@native
def hello(fd: i32) -> i64:
    return cpu.syscall(1, fd, b"hello", 5)

@native
def move(p: ptr[u8]) -> bool:
    cpu.fill(p, 7, 4)
    cpu.copy(p + 4, p, 4)
    p[0] = 1
    cpu.move(p + 1, p, 4)
    return cpu.equal(p, b"\\x01\\x01\\x07\\x07\\x07\\x07\\x07\\x07", 8)

@native
def atoms(p: ptr[u64]) -> u64:
    cpu.atomic_store(p, 5)
    old = cpu.atomic_add(p, 3)
    old = old * 10 + cpu.atomic_or(p, 16)
    old = old * 100 + cpu.atomic_and(p, 17)
    old = old * 100 + cpu.atomic_xor(p, 1)
    old = old * 100 + cpu.atomic_xchg(p, 9)
    old = old * 100 + cpu.atomic_cas(p, 9, 11)
    old = old * 100 + cpu.atomic_cas(p, 9, 12)
    cpu.fence()
    cpu.pause()
    old = old * 100 + cpu.read_once(p)
    return old * 100 + cpu.atomic_load(p)
"""


@pytest.mark.skipif(os.uname().machine != "x86_64", reason="system call numbers of x86-64")
def test_processor(build):
    built = build(PROCESSOR)
    assert built.pid() == os.getpid()
    assert built.bad() == -9
    read, write = os.pipe()
    assert built.hello(write) == 5
    text = ctypes.create_string_buffer(b"there")
    assert built.write(write, ctypes.addressof(text), 5) == 5
    os.close(write)
    assert os.read(read, 100) == b"hellothere"
    os.close(read)
    memory = ctypes.create_string_buffer(16)
    assert built.move(ctypes.addressof(memory)) is True
    word = ctypes.c_uint64(0)
    # 5, 8, 24, 16, 17, 9, 11, 11, 11 in decimal places
    assert built.atoms(ctypes.addressof(word)) == 5_8_24_16_17_09_11_11_11


def test_null_checks_survive(build):
    """A check after an access is kept: a null pointer is an address like others here."""
    built = build("""
        @native
        def f(p: ptr[u64], n: u64) -> u64:
            if n:
                n = p[0]
            if p is None:
                return 77
            return n
    """)
    assert built.f(0, 0) == 77


def test_a_choice_of_numbers_takes_the_type_that_is_wanted(build):
    built = build("""
        @native
        def f(a: u8, flag: bool) -> u8:
            b = Array[u8, 2]()
            b[1] = 1 if flag else 200 if a else 3
            x = b[1]
            x += 1 if flag else 2
            return a + (3 if flag else 4 if a > 1 else 5) + x
        @native
        def g(flag: bool) -> i64:
            x = 1 if flag else 2
            return x
    """)
    assert built.f(0, False) == 0 + 5 + 5
    assert built.f(9, True) == 9 + 3 + 2
    assert built.f(2, False) == 2 + 4 + 202
    assert built.g(False) == 2
