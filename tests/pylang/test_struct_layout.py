"""Structs have the layout that C gives them, and views that touch memory."""

from __future__ import annotations

import ctypes
import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from beebox.errors import CompileError
from beebox.pylang import Array, Struct, char, ptr, u8, u16, u32, u64
from beebox.pylang.struct import StructMeta

SCALARS = {
    "u8": ctypes.c_uint8,
    "i16": ctypes.c_int16,
    "u32": ctypes.c_uint32,
    "i64": ctypes.c_int64,
    "bool": ctypes.c_bool,
    "char": ctypes.c_char,
    "ptr[u8]": ctypes.c_void_p,
}


@given(st.lists(st.tuples(st.sampled_from(sorted(SCALARS)), st.integers(0, 5)), min_size=1))
@settings(max_examples=60, deadline=None)
def test_layout_is_cs(fields):
    annotations, members = {}, []
    for index, (name, length) in enumerate(fields):
        kind = SCALARS[name]
        annotations[f"f{index}"] = f"Array[{name}, {length}]" if length else name
        members.append((f"f{index}", kind * length if length else kind))
    body = {"__annotations__": annotations, "__module__": "beebox.pylang"}
    layout = StructMeta("Drawn", (Struct,), body)
    wanted = type("Wanted", (ctypes.Structure,), {"_fields_": members})
    assert layout.size == ctypes.sizeof(wanted)
    assert layout.alignment == ctypes.alignment(wanted)
    for name, _ in members:
        assert layout.offset(name) == getattr(wanted, name).offset
        assert getattr(layout.__layout__.view, name).offset == getattr(wanted, name).offset


class Head(Struct):
    kind: u8
    size: u32


class Body(Head):
    next: ptr[Body]
    name: Array[char, 6]
    parts: Array[Part, 2]
    last: u16


class Part(Struct):
    x: u8
    y: u16


def test_inheritance_nesting_and_views():
    assert Head.size == 8  # the layout's size, although a field has that name
    assert Body.offset("size") == 4
    assert Body.offset("parts") == 22
    assert Body.size == 32
    body = Body()
    memory = ctypes.addressof(body)
    view = Body.at(memory)
    view.kind, view.size, view.next, view.name, view.last = 1, 2, memory, b"abc", 5
    view.parts[1].y = 9
    assert (body.kind, body.size, body.next, body.name, body.last) == (1, 2, memory, b"abc", 5)
    assert body.parts[1].y == 9
    copy = Body.read(b"xx" + bytes(body), 2)
    assert copy.parts[1].y == 9
    copy.kind = 3
    assert body.kind == 1
    assert Part(x=3, y=4).y == 4


def test_wrong_structs():
    class Float(Struct):
        x: float

    class Unknown(Struct):
        x: Nothing  # noqa: F821

    class Again(Head):
        kind: u64

    class Itself(Struct):
        x: ptr[u8]

    for wrong, message in ((Float, "not a type"), (Unknown, "Nothing"), (Again, "two fields")):
        with pytest.raises(CompileError, match=message):
            _ = wrong.size
    with pytest.raises(AttributeError, match="no field 'y'"):
        Itself.offset("y")


def test_making_a_struct_class_evaluates_nothing():
    class Later(Struct):
        x: Undefined  # noqa: F821

    assert Later.__layout__._fields is None


def test_python_calls_of_types_cut_to_width():
    assert u8(-1) == 255
    assert u64(-1) == (1 << 64) - 1
    assert u16(65537) == 1


def test_importing_imports_no_compiler():
    """Python's own `ast` comes with `dataclasses`; ours stays away."""
    code = (
        "import beebox.pylang, sys; "
        "print([n for n in sys.modules if n.startswith(('llvmlite', 'beebox.pylang'))])"
    )
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    for name in ("llvmlite", "pylang.check", "pylang.read", "pylang.emit", "pylang.tree"):
        assert name not in shown.stdout
