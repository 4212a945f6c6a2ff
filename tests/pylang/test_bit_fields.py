"""Bit fields lie where C puts them, and hold what C and Python's views say they hold."""

from __future__ import annotations

import ctypes
import shutil
import struct
import subprocess

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from beebox.errors import CompileError
from beebox.pylang import Struct
from beebox.pylang.struct import StructMeta

NAMES = {
    **{f"u{8 * size}": (f"__UINT{8 * size}_TYPE__", size) for size in (1, 2, 4, 8)},
    **{f"i{8 * size}": (f"__INT{8 * size}_TYPE__", size) for size in (1, 2, 4, 8)},
}


@st.composite
def drawn(draw):
    """A struct: names of types, each with a width or 0 for what is no bit field."""
    fields = draw(
        st.lists(
            st.tuples(st.sampled_from(sorted(NAMES)), st.integers(0, 64)), min_size=1, max_size=7
        )
    )
    return [(name, width % (8 * NAMES[name][1] + 1)) for name, width in fields]


def layout(fields, *, packed=False, union=False):
    notes = {
        f"f{at}": f"Bits[{name}, {width}]" if width else name
        for at, (name, width) in enumerate(fields)
    }
    body = {"__annotations__": notes, "__module__": "beebox.pylang", "__packed__": packed}
    return StructMeta("Drawn", (Struct,), body | {"__union__": union})


def compiled(tmp_path, structs):
    """Return of each struct in C its size, and where the set bits of each field are."""
    text = ["#include <stdio.h>", "#include <string.h>", "int main(void) {"]
    for fields, packed, union in structs:
        members = "".join(
            f"{NAMES[name][0]} f{at}{f' : {width}' if width else ''};"
            for at, (name, width) in enumerate(fields)
        )
        word = "__attribute__((packed))" if packed else ""
        text.append(f"{{ {'union' if union else 'struct'} {word} {{ {members} }} x;")
        for at in range(len(fields)):
            text.append(f"memset(&x, 0, sizeof x); x.f{at} = -1;")
            text.append("for (unsigned i = 0; i < sizeof x; i++)")
            text.append('printf("%02x", ((unsigned char *)&x)[i]); puts("");')
        text.append("}")
    source, made = tmp_path / "x.c", tmp_path / "x"
    source.write_text("\n".join([*text, "return 0; }"]))
    subprocess.run(["clang", "-w", str(source), "-o", str(made)], check=True)
    return subprocess.run([str(made)], capture_output=True, text=True, check=True).stdout.split()


def ones(made, at, name, width):
    view = made.__layout__.view()
    setattr(view, f"f{at}", (1 << (width or 8 * NAMES[name][1])) - 1 if name[0] == "u" else -1)
    return bytes(view).hex()


@pytest.mark.skipif(not shutil.which("clang"), reason="clang says what C does")
@given(st.lists(st.tuples(drawn(), st.booleans(), st.booleans()), min_size=12, max_size=12))
@settings(
    max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_the_layout_is_that_of_c(tmp_path, structs):
    wanted = compiled(tmp_path, structs)
    for fields, packed, union in structs:
        made = layout(fields, packed=packed, union=union)
        for at, (name, width) in enumerate(fields):
            assert ones(made, at, name, width) == wanted.pop(0), (fields, packed, union, at)


SOURCE = """
class Drawn(Struct):
    __packed__ = {packed}
{fields}

@native
def put(p: ptr[Drawn], a: u64) -> None:
{puts}

@native
def get(p: ptr[Drawn], n: u64) -> i64:
    match n:
{gets}
    return 0
"""


@given(drawn(), st.booleans(), st.lists(st.integers(0, (1 << 64) - 1), min_size=7, max_size=7))
@settings(max_examples=25, deadline=None)
def test_compiled_code_reads_and_writes_as_views_do(build, fields, packed, values):
    noted = [
        f"    f{at}: {f'Bits[{name}, {width}]' if width else name}"
        for at, (name, width) in enumerate(fields)
    ]
    puts = [f"    p.f{at} = {name}(a >> {at})" for at, (name, _) in enumerate(fields)]
    gets = [f"        case {at}:\n            return i64(p.f{at})" for at in range(len(fields))]
    text = SOURCE.format(
        packed=packed, fields="\n".join(noted), puts="\n".join(puts), gets="\n".join(gets)
    )
    built = build(text)
    mine, theirs = built.module.Drawn(), built.module.Drawn()
    for view in (mine, theirs):
        ctypes.memset(ctypes.addressof(view), 0xA5, ctypes.sizeof(view))
    built.put(ctypes.addressof(mine), values[0])
    for at, (name, _) in enumerate(fields):
        size = 8 * NAMES[name][1]
        value = (values[0] >> at) & ((1 << size) - 1)
        setattr(
            theirs, f"f{at}", value - (1 << size) if name[0] == "i" and value >> size - 1 else value
        )
    assert bytes(mine) == bytes(theirs)
    for at in range(len(fields)):
        want = struct.unpack("<q", struct.pack("<Q", getattr(theirs, f"f{at}") & (1 << 64) - 1))[0]
        assert built.get(ctypes.addressof(mine), at) == want


HEAD = """
class Ip(Struct):
    length: Bits[u8, 4]
    version: Bits[u8, 4]
    rest: u8

@native
def f(ip: ptr[Ip]) -> u64:
    {body}
    return 0
"""


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ("ip.version = 16", "16 does not fit Bits[u8, 4] (0 to 15)"),
        ("ip.version = u32(1)", "not a u8"),
        ("x = addr(ip.version)", "no address"),
        ("x = offsetof(Ip, 'version')", "no offset"),
        ("x = Ip(version=99)", "99 does not fit"),
        ("x: Bits[u8, 4] = 1", "for fields of a Struct only"),
    ],
)
def test_refused(build, body, message):
    with pytest.raises(CompileError) as caught:
        build(HEAD.replace("{body}", body))
    assert message in caught.value.message
    assert caught.value.location


@pytest.mark.parametrize(
    "note",
    [
        "Bits[u8, 9]",
        "Bits[u8, 0]",
        "Bits[u8]",
        "Bits[char, 3]",
        "Bits[bool, 1]",
        "Array[Bits[u8, 2], 3]",
        "ptr[Bits[u8, 3]]",
    ],
)
def test_what_is_no_bit_field(build, note):
    with pytest.raises(CompileError):
        build(
            f"class Bad(Struct):\n    x: {note}\n\n@native\ndef f(p: ptr[Bad]) -> None:\n    p.x = 1\n"
        )
