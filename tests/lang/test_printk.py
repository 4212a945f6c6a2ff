"""What f-strings print is what CPython makes of them: in every engine and in Linux."""

import os
import re
import struct
import time

import pytest

CALLER = """
class Named(bpf.Struct):
    name: Array[char, 16]

@bpf.program("syscall")
def main(ctx: ptr[i64]) -> i32:
    x = ctx[0]
    u = u64(x)
    small = u8(x)
    short = i16(x)
    c = char(97)
    n = Named()
    n.name[:] = "eth0"
    bpf.printk(f"MARK TEXT END")
    return 0
"""
VALUES = (7, -300, 0, 70000)
TEXTS = (
    "{x}", "{u}", "{small}", "{short}", "{x:d}", "{x:5}|{x:<6}|{x:>6}|{x:06}", "{x:20d}|{x:<20d}|",
    "{u:x} {u:#x} {u:X}", "{u:#X} {u:#010x} {small:#02x}", "{small:02x} {small:#04x} {small:4x}|", "{n.name}|{n.name:6}|{n.name:<6}|{n.name:>6}",
    "{x + 1} {small * 2} {-short} {x // 7} {x % 7}", "100% {{}} {x}%d", "{x}{u}{small}{short}", "{c:c}",
    "{x if x > 5 else 5}", "{LIMIT} {WHO} {LIMIT:>4}",
)  # fmt: skip


class Name:
    def __init__(self, text):
        self.name = text


def in_python(text, value):
    def cut(bits, number, signed):
        number &= (1 << bits) - 1
        return number - (1 << bits) if signed and number >> (bits - 1) else number

    short = cut(16, value, True)
    names = {
        "x": value, "u": cut(64, value, False), "small": Byte(value), "short": short, "c": 97,
        "n": Name("eth0"), "LIMIT": 12, "WHO": "me",
    }  # fmt: skip
    return eval(f"f{text!r}", names)


class Byte(int):
    """A u8: what is computed is cut to it."""

    def __new__(cls, value):
        return super().__new__(cls, value & 0xFF)

    def __mul__(self, other):
        return Byte(int(self) * other)


@pytest.mark.parametrize("text", TEXTS)
def test_f_strings(run, kernel, text):
    mark = f"m{os.getpid()}x{time.monotonic_ns()}"
    body = "LIMIT = 12\nWHO = 'me'\n" + CALLER.replace("TEXT", text).replace("MARK", mark)
    live = run(body)
    with kernel.facts.trace_pipe() as pipe:
        for value in VALUES:
            live.run(context=struct.pack("<q", value))
        found, deadline = "", time.monotonic() + 3
        while found.count(" END") < len(VALUES) and time.monotonic() < deadline:
            found += (pipe.read(65536) or b"").decode()
    said = re.findall(rf"{mark} (.*) END", found)
    assert said == [in_python(text, value) for value in VALUES]
