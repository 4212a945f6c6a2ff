"""What other compilers of Python get wrong: each construct gives what CPython gives, or is refused.

One body is run by CPython, and by every kernel and engine there is: Linux, and the box with the
interpreter, tier 0 and tier 1.
"""

import struct
import textwrap

import pytest

from beebox import lang
from beebox.errors import CompileError

HEAD = """
class Ctx(bpf.Struct):
    a: i64
    b: i64
    r: i64

class Named(bpf.Struct):
    id: u32
    name: Array[char, 8]

TEN = 10

class Color:
    RED = 1
    BLUE = -7

@bpf.function
def f(a: i64, b: i64) -> i64:
{body}

@bpf.program("syscall")
def main(ctx: Ctx) -> i32:
    ctx.r = f(ctx.a, ctx.b)
    return 0
"""
BODIES = {
    "swap": "a, b = b, a\nreturn a * 10 + b",
    "swap three": "c = 5\na, b, c = c, a, b\nreturn a * 100 + b * 10 + c",
    "nested tuple": "(x, y), z = (b, a), 3\nreturn x * y - z",
    "one value, two names": "x = y = a + b\nreturn x * y",
    "floor division": "return a // b * 1000 + b // a",
    "modulo": "return a % b * 1000 + b % a",
    "modulo of negatives": "return -7 % a + 7 % -5 + -7 // 2",
    "divmod": "q, r = divmod(a, b)\nreturn q * 100 + r",
    "constant shift": "return 1 << 40 >> 38",
    "64-bit shift": "x = a << 33\nreturn x >> 31",
    "shift of a negative": "return b >> 1",
    "power": "return a ** 3 + 2 ** 10 + b ** 0",
    "and": "return a and b",
    "or": "return (a - a) or b",
    "and of constants": "return 3 and 5",
    "or of constants": "return 0 or 0 or 6",
    "not": "return i64(not a) * 2 + i64(not 0)",
    "chained comparison": "return i64(b < 0 < a < 100) * 2 + i64(1 < a > b != 3)",
    "conditional expression": "return a if b < 0 else b if a else 7",
    "walrus": "return x * 2 if (x := a + 1) > 3 else 0",
    "walrus in a loop": "n = a & 31\nt = 0\nwhile (n := n - 3) > 0:\n    t += n\nreturn t",
    "augmented": "x = a\nx <<= 2\nx |= 1\nx ^= 7\nx //= 3\nx %= 11\nx >>= 1\nx *= -3\nreturn x",
    "unary": "return - - a + ~b - +a",
    "min max abs": "return min(a, b, 3) * 100 + max(a, 0) * 10 + abs(b)",
    "for": "t = 0\nfor i in range(10):\n    t += i * a\nreturn t",
    "for down": "t = 0\nfor i in range(10, 0, -3):\n    t = t * 10 + i\nreturn t",
    "for by more": "t = 0\nfor i in range(-5, 9, 4):\n    t = t * 10 + i\nreturn t",
    "for with a step": "t = 0\nfor i in range(0, 20, min(max(a, 3), 9)):\n    t = t * 3 + i\nreturn t",
    "for down with a step": "t = 0\nfor i in range(9, -3, max(min(b, -2), -5)):\n    t += i\nreturn t",
    "for changes its variable": "t = 0\nfor i in range(5):\n    i *= 2\n    t += i\nreturn t",
    "for else": "for i in range(5):\n    if i == a:\n        break\nelse:\n    return 77\nreturn 5",
    "for else broken": "for i in range(25):\n    if i == a:\n        break\nelse:\n    return 7\nreturn 5",
    "continue": "t = 0\nfor i in range(6):\n    if i % 2:\n        continue\n    t += i\nreturn t",
    "nested break": "t = 0\nfor i in range(4):\n    for j in range(4):\n"
    "        if j == i:\n            break\n        t += 1\nreturn t",
    "while else": "n = 0\nwhile n < 10:\n    n += 3\nelse:\n    n += 100\nreturn n",
    "while true": "i = 0\nwhile True:\n    i += 1\n    if i > 5:\n        break\nreturn i",
    "for over a tuple": "t = 0\nfor x in (1, 2, 3):\n    t += x * a\nreturn t",
    "for over a list": "t = 0\nfor x in [a, b, 3]:\n    t = t * 2 + x\nreturn t",
    "enumerate": "t = 0\nfor i, x in enumerate([a, b, 5]):\n    t += i * x\nreturn t",
    "list": "l = [a, b, 3]\nl[1] += 5\nreturn l[0] + l[1] * l[2] + l[-1] + len(l)",
    "list repeated": "l = [1, a] * 3\nreturn l[0] + l[5] + len(l)",
    "list through another name": "l = [1, 2]\nm = l\nm[0] = a\nreturn l[0]",
    "list from its end": "l = [a, b, 3]\nt = 0\nfor i in range(-3, 3):\n    t = t * 10 + l[i]\nreturn t",
    "bytes by an index": "l = [u8(1), 2, 3, 4]\nl[a & 3] += 7\nreturn i64(l[(a + 1) & 3]) + i64(l[a & 3])",
    "list copied": "l = [1, 2]\nm = [0] * 2\nm[:] = l\nm[0] = a\nreturn l[0] * 100 + m[0] + m[1]",
    "list again in a loop": "l = [a, b]\nfor _ in range(3):\n    l = [l[1], l[0] + 1]\n"
    "return l[0] * 100 + l[1]",
    "lists compared": "return i64([a, b] == [21, -7]) * 2 + i64([a, b] != [21, -7])",
    "in a tuple": "return i64(a in (1, 21, 3)) * 2 + i64(b not in (1, a))",
    "all of a tuple": "t = 0\nx = a in (21, (t := 5), 3)\nreturn t * 2 + i64(x)",
    "in a set": "return i64(b in {1, 2, -7})",
    "in a range": "return i64(a in range(10, 22)) * 2 + i64(21 in range(a))",
    "match": "match a:\n    case 1:\n        return 5\n    case 21 | 22:\n        return 6\n"
    "    case _:\n        return 7",
    "match without a case": "match a:\n    case 1:\n        return 5\nreturn b",
    "match names of constants": "match b:\n    case Color.RED:\n        return 1\n"
    "    case Color.BLUE:\n        return 2\nreturn 3",
    "match with a guard": "match a + b:\n    case x if x > 100:\n        return 1\n"
    "    case x if x % 2 == 0:\n        return x\n    case y:\n        return y * 2",
    "match a pair": "match a > 0, b:\n    case True, -7:\n        return 1\n"
    "    case _, x:\n        return x\nreturn 9",
    "match as": "match a:\n    case 1 | 2:\n        x = 0\n    case (5 | 21) as y:\n        x = y\n"
    "    case _:\n        x = 9\nreturn x",
    "constant of the module": "return a * TEN + Color.BLUE",
    "early returns": "if a > 100:\n    return 1\nif b > 100:\n    return 2\nreturn 3",
    "if elif else": "if a < 0:\n    x = 1\nelif b < 0:\n    x = 2\nelse:\n    x = 3\nreturn x",
    "compared constants": "return 5 if 1 < 2 else 6",
    "bools compared": "return i64((a > 1) > (b > 1)) * 2 + i64((a > 1) == True)",
    "text": 'n = Named()\nn.name[:] = "eth0"\n'
    'return i64(n.name == "eth0") * 4 + i64(n.name == "eth") * 2 + i64(n.name.startswith("et"))',
    "text of all room": 'n = Named()\nn.name[:] = "eight888"\n'
    'return i64(n.name == "eight888") * 2 + i64(n.name != "eight88")',
    "text among others": 'n = Named()\nn.name[:] = "lo"\nreturn i64(n.name in ("eth0", "lo"))',
    "text matched": 'n = Named()\nn.name[:] = "lo"\nmatch n.id:\n    case 0 if n.name == "lo":\n'
    "        return 4\nreturn 5",
    "a struct with fields": "n = Named(id=7)\nreturn i64(n.id) + i64(n.name[0] == 0)",
}
ARGUMENTS = [(21, -7), (5, 2)]


class Named:
    """`Named` of the programs, for CPython."""

    def __init__(self, **fields):
        self.id = fields.get("id", 0)
        self._name = [""]

    @property
    def name(self):
        return Field(self._name)


class Field:
    """An array of char: it is filled as a whole, and is its text."""

    def __init__(self, room):
        self.room = room

    def __setitem__(self, _, text):
        self.room[0] = text

    def __getitem__(self, index):
        return ord(self.room[0][index]) if index < len(self.room[0]) else 0

    def __eq__(self, other):
        return self.room[0] == other

    def __hash__(self):
        return hash(self.room[0])

    def startswith(self, start):
        return self.room[0].startswith(start)


def python(body, a, b):
    class Color:
        RED = 1
        BLUE = -7

    names = {"i64": int, "u8": int, "TEN": 10, "Color": Color, "Named": Named}
    exec(f"def f(a, b):\n{textwrap.indent(body, '    ')}", names)
    return names["f"](a, b)


@pytest.mark.parametrize("name", BODIES)
def test_as_in_cpython(run, name):
    body = BODIES[name]
    live = run(HEAD.replace("{body}", textwrap.indent(body, "    ")))
    for a, b in ARGUMENTS:
        after = live.run(context=struct.pack("<qqq", a, b, 0))[1]
        assert struct.unpack("<qqq", after)[2] == python(body, a, b), (a, b)


REFUSED = {
    "return a / 2": "write //",
    "return a * 1.5": "scale to integers",
    "return nothing(a)": "define it",
    "return nothing": "define it",
    "x: u8 = 300\nreturn 0": "u8(300)",
    "try:\n    return 1\nexcept ValueError:\n    return 2": "test the result",
    "return [x for x in range(3)][0]": "loop",
    "x = a\nx = u8(3)\nreturn x": "i64(...)",
    "assert a\nreturn 1": "if not condition",
    "for i in range(3):\n    pass\nreturn i": "give it one before",
    "t = (a, b)\nreturn t[0]": "unpack it",
    "return a @ b": "",
    "g = lambda x: x\nreturn g(a)": "function",
}


@pytest.mark.parametrize("body", REFUSED)
def test_refused_with_what_to_write(write, body):
    path = write(HEAD.replace("{body}", textwrap.indent(body, "    ")))
    with pytest.raises(CompileError) as caught:
        lang.compile(path)
    assert caught.value.location.line
    assert caught.value.location.column
    assert REFUSED[body] in caught.value.hint


def test_an_assertion_ends_the_program_and_is_counted(run):
    live = run("""
class Ctx(bpf.Struct):
    a: i64
    r: i64

@bpf.program("syscall")
def main(ctx: Ctx) -> i32:
    assert ctx.a > 3, "too few"
    ctx.r = 1
    return 7
""")
    assert live.run(context=struct.pack("<qq", 4, 0)) == (7, struct.pack("<qq", 4, 1))
    assert live.run(context=struct.pack("<qq", 3, 0)) == (0, struct.pack("<qq", 3, 0))
    assert live.loaded.lost == 1
