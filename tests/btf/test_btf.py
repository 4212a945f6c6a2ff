"""Reading and writing BTF: exact inverses, and no bytes confuse the reader."""

import json
import random
import shutil
import struct
import subprocess
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beebox.btf import cprint, ext, values
from beebox.btf.read import read
from beebox.btf.types import (
    KINDS,
    Array,
    Btf,
    Const,
    DataSec,
    DeclTag,
    Enum,
    Enum64,
    Enumerator,
    Float,
    Func,
    FuncProto,
    Fwd,
    Int,
    Member,
    Param,
    Ptr,
    Restrict,
    SecVar,
    Struct,
    Typedef,
    TypeTag,
    Union,
    Var,
    Volatile,
    kind_of,
)
from beebox.btf.write import write
from beebox.errors import BtfError
from beebox.obj import elf

DATA = Path(__file__).parent.parent / "data" / "obj"
VMLINUX = Path("/sys/kernel/btf/vmlinux")

names = st.text("abcdefghijklmnopqrstuvwxyz_", max_size=6)
ids = st.integers(0, 40)
words = st.integers(0, (1 << 32) - 1)
kinds = st.one_of(
    st.builds(
        Int,
        names,
        st.sampled_from([1, 2, 4, 8, 16]),
        st.booleans(),
        st.booleans(),
        st.booleans(),
        st.integers(0, 255),
        st.integers(0, 128),
    ),
    st.builds(Float, names, st.sampled_from([4, 8])),
    *(st.builds(made, names, ids) for made in (Ptr, Typedef, Const, Volatile, Restrict, TypeTag)),
    st.builds(Array, ids, ids, words, st.just("")),
    *(
        st.builds(
            made,
            names,
            words,
            st.lists(
                st.builds(Member, names, ids, st.integers(0, (1 << 24) - 1), st.integers(0, 64)),
                max_size=4,
            ).map(tuple),
        )
        for made in (Struct, Union)
    ),
    st.builds(
        Enum,
        names,
        st.just(4),
        st.just(False),
        st.lists(st.builds(Enumerator, names, words), max_size=3).map(tuple),
    ),
    st.builds(
        Enum64,
        names,
        st.just(8),
        st.just(True),
        st.lists(
            st.builds(Enumerator, names, st.integers(-(1 << 63), (1 << 63) - 1)), max_size=3
        ).map(tuple),
    ),
    st.builds(Fwd, names, st.booleans()),
    st.builds(Func, names, ids, st.integers(0, 2)),
    st.builds(
        FuncProto, ids, st.lists(st.builds(Param, names, ids), max_size=3).map(tuple), st.just("")
    ),
    st.builds(Var, names, ids, st.integers(0, 2)),
    st.builds(
        DataSec, names, words, st.lists(st.builds(SecVar, ids, words, words), max_size=3).map(tuple)
    ),
    st.builds(DeclTag, names, ids, st.integers(-1, 5)),
)


@given(st.lists(kinds, max_size=20))
def test_read_is_the_inverse_of_write(types):
    btf = read(write(types))
    assert [btf.type(type_id) for type_id in btf.ids()] == types
    assert [btf.kind(type_id) for type_id in btf.ids()] == [kind_of(made) for made in types]
    for made in types:
        if made.name:
            found = btf.find(made.name, kind_of(made))
            assert btf.type(found).name == made.name


@given(st.lists(kinds, max_size=12), st.binary(min_size=64, max_size=64))
def test_no_types_hang_or_crash(types, data):
    """Types that refer to themselves or to nothing: a BtfError at worst, and soon."""
    btf = read(write(types))
    for type_id in btf.ids():
        for ask in (
            btf.size,
            btf.resolve,
            lambda t: values.decode(btf, t, data),
            lambda t: cprint.define(btf, t),
            lambda t: cprint.declare(btf, t, "x"),
        ):
            with suppress(BtfError):
                ask(type_id)


def object_btf(name: str = "sample") -> bytes:
    file = elf.read((DATA / f"{name}.bpf.o").read_bytes())
    return file.data(file.section(".BTF"))


@pytest.mark.parametrize("seed", range(150))
def test_damaged_bytes(seed):
    chance = random.Random(seed)
    data = bytearray(object_btf())
    for _ in range(chance.choice([1, 2, 8])):
        data[chance.randrange(len(data))] = chance.choice(
            [0, 1, 3, 0x7F, 0xFF, chance.randrange(256)]
        )
    with suppress(BtfError):
        btf = read(bytes(data))
        for type_id in btf.ids():
            btf.type(type_id)
            cprint.define(btf, type_id)


@pytest.mark.parametrize("seed", range(80))
def test_damaged_ext(seed):
    file = elf.read((DATA / "core.bpf.o").read_bytes())
    btf, chance = read(object_btf("core")), random.Random(seed)
    data = bytearray(file.data(file.section(".BTF.ext")))
    for _ in range(chance.choice([1, 2, 8])):
        data[chance.choice([chance.randrange(len(data)), chance.randrange(60)])] = chance.randrange(
            256
        )
    with suppress(BtfError):
        ext.read(bytes(data), btf)


@given(st.binary(max_size=80))
def test_any_bytes(data):
    with pytest.raises(BtfError):
        read(b"\x9f\xeb\x01\x00" + data).type(1000)
    with pytest.raises(BtfError):
        read(data)


def header(types: int, strings: int) -> bytes:
    return struct.pack("<HBBIIIII", 0xEB9F, 1, 0, 24, 0, types, types, strings)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"\x9f\xeb", "too few for a BTF header"),
        (bytes(24), "this is not BTF"),
        (b"\x9f\xeb\x02" + bytes(21), "version 2"),
        (header(400, 1) + b"\0", "points beyond the end"),
        (header(0, 2) + b"\0x", "do not start and end with a zero byte"),
        (header(3, 1) + bytes(4), "not a multiple of 4"),
    ],
)
def test_bad_headers(data, message):
    with pytest.raises(BtfError, match=message):
        read(data)


def test_bad_types():
    with pytest.raises(BtfError, match="type 1 has kind 31"):
        read(header(12, 1) + struct.pack("<III", 0, 31 << 24, 0) + b"\0").type(1)
    with pytest.raises(BtfError, match="goes beyond the end"):
        read(header(12, 1) + struct.pack("<III", 0, 4 << 24 | 9, 0) + b"\0").type(1)
    with pytest.raises(BtfError, match="string offset 99 is outside"):
        read(header(12, 1) + struct.pack("<III", 99, 2 << 24, 0) + b"\0").type(1)
    with pytest.raises(BtfError, match="there is no type 7: ids go up to 1"):
        read(write([Ptr("", 7)])).resolve(7)
    with pytest.raises(BtfError, match="never end"):
        read(write([Const("", 2), Const("", 1)])).resolve(1)
    with pytest.raises(BtfError, match="has no size"):
        read(write([Fwd("x")])).size(1)
    assert not read(write([])).find_all("x")


def test_both_byte_orders():
    little, big = read(object_btf()), read(object_btf("sample-eb"))
    names = {little.type(i).name for i in little.ids()}
    assert names == {big.type(i).name for i in big.ids()}
    assert big.type(big.find("value", "struct")).size == 40


def test_split():
    base = read(write([Int("int", 4, True, bits=32)]))
    raw = bytearray(write([Typedef("number", 1)]))
    text = base.strings_end
    start = 24
    struct.pack_into("<I", raw, start, text + 1)
    split = read(bytes(raw), base)
    assert split.type(2) == Typedef("number", 1)
    assert split.size(2) == 4
    assert (split.find("int"), split.find("number"), len(split)) == (1, 2, 3)
    assert list(split.ids()) == [2]


@pytest.mark.skipif(not shutil.which("bpftool"), reason="bpftool is not installed")
@pytest.mark.parametrize("name", ["sample", "core", "types"])
def test_agrees_with_bpftool(name):
    done = subprocess.run(
        ["bpftool", "-j", "btf", "dump", "file", DATA / f"{name}.bpf.o"],
        capture_output=True,
        text=True,
        check=True,
    )
    btf = read(object_btf(name))
    dumped = json.loads(done.stdout)["types"]
    assert [row["id"] for row in dumped] == list(btf.ids())
    for row in dumped:
        made = btf.type(row["id"])
        assert kind_of(made) == row["kind"].lower()
        assert made.name == row["name"].replace("(anon)", "")
        if "members" in row:
            assert [(m.name or "(anon)", m.type, m.offset, m.bits) for m in made.members] == [
                (m["name"], m["type_id"], m["bits_offset"], m.get("bitfield_size", 0))
                for m in row["members"]
            ]
        if row["kind"] == "INT":
            assert (made.size, made.bits, made.offset) == (
                row["size"],
                row["nr_bits"],
                row["bits_offset"],
            )
        if "values" in row:
            # this bpftool extends the sign of values that have none
            assert [(v.name, v.value & 0xFFFFFFFF) for v in made.values] == [
                (v["name"], v["val"] & 0xFFFFFFFF) for v in row["values"]
            ]


@pytest.mark.skipif(not VMLINUX.exists(), reason="this kernel has no BTF")
def test_this_kernel():
    btf = read(VMLINUX.read_bytes())
    task = btf.type(btf.find("task_struct", "struct"))
    assert any(member.name == "comm" for member in task.members)
    assert btf.size(btf.find("pid_t", "typedef")) == 4
    assert btf.find("no such type") is None
    for type_id in range(0, len(btf), 7):
        assert kind_of(btf.type(type_id)) == btf.kind(type_id) in KINDS


def small() -> Btf:
    """Return a few types by hand; their ids in the order below."""
    return read(
        write(
            [
                Int("int", 4, True, bits=32),
                Int("char", 1, True, bits=8),
                Ptr("", 2),
                Const("", 2),
                Array(4, 1, 4),
                Enum("color", 4, False, (Enumerator("RED", 0), Enumerator("BLUE", 7))),
                Struct("", 4, (Member("x", 1, 0),)),
                Struct(
                    "thing",
                    24,
                    (
                        Member("name", 5, 0),
                        Member("color", 6, 32),
                        Member("", 7, 64),
                        Member("low", 1, 96, 3),
                        Member("high", 1, 99, 5),
                        Member("where", 3, 128),
                    ),
                ),
                FuncProto(0, (Param("t", 11), Param("", 0))),
                Ptr("", 9),
                Ptr("", 8),
                Func("go", 9),
                Array(10, 1, 2),
                Const("", 11),
                Fwd("other", union=True),
                Typedef("thing_t", 8),
            ]
        )
    )


def test_decode():
    data = b"abc\0" + (7).to_bytes(4, "little") + b"\xff" * 4 + b"\xad\0\0\0" + b"\x10" + bytes(7)
    assert values.decode(small(), 16, data) == {
        "name": "abc",
        "color": "BLUE",
        "": {"x": -1},
        "low": 5,
        "high": 21,
        "where": 16,
    }
    assert values.decode(small(), 5, b"abcd") == [97, 98, 99, 100]
    assert values.decode(small(), 5, b"a\x01\0\0") == [97, 1, 0, 0]
    assert values.text(values.decode(small(), 5, b'a"\0\0')) == '"a\\""'
    with pytest.raises(BtfError, match="3 bytes are too few"):
        values.decode(small(), 1, b"abc")


@pytest.mark.parametrize(
    ("type_id", "name", "text"),
    [
        (1, "x", "int x"),
        (3, "p", "char *p"),
        (5, "a", "const char a[4]"),
        (10, "f", "void (*f)(struct thing *t, ...)"),
        (13, "f", "void (*f[2])(struct thing *t, ...)"),
        (14, "t", "struct thing * const t"),
        (15, "", "union other"),
        (16, "t", "thing_t t"),
        (0, "", "void"),
    ],
)
def test_declarations(type_id, name, text):
    assert cprint.declare(small(), type_id, name) == text


def test_definitions():
    assert cprint.define(small(), 8) == (
        "struct thing {\n\tconst char name[4];\n\tenum color color;\n\tstruct {\n\t\tint x;\n\t};\n"
        "\tint low : 3;\n\tint high : 5;\n\tchar *where;\n};"
    )
    assert cprint.define(small(), 6) == "enum color {\n\tRED = 0,\n\tBLUE = 7,\n};"
    assert cprint.define(small(), 12) == "void go(struct thing *t, ...);"
    assert cprint.define(small(), 16) == "typedef struct thing thing_t;"


def test_a_type_that_contains_itself_a_lot():
    types = [Struct("", 1, (Member("a", n + 2, 0), Member("b", n + 2, 0))) for n in range(40)]
    btf = read(write([*types, Int("int", 1, bits=8)]))
    with pytest.raises(BtfError, match="too many parts"):
        values.decode(btf, 1, b"x")
    with pytest.raises(BtfError, match="too many parts"):
        cprint.define(btf, 1)
