"""Whole headers: they compile, and the compiler lays the types out as BTF says."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from beebox.btf import cprint, header
from beebox.btf.read import read
from beebox.btf.types import (
    Array,
    Btf,
    Composite,
    Const,
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
    Struct,
    Type,
    Typedef,
    TypeTag,
    Union,
    Var,
)
from beebox.btf.write import write
from beebox.errors import BtfError
from beebox.obj import elf
from beebox.spec.vmlinux import own

CLANGS = [name for name in ("clang-14", "clang-19") if shutil.which(name)]
VMLINUX = Path("/sys/kernel/btf/vmlinux")
needs_clang = pytest.mark.skipif(not CLANGS, reason="no clang-14 or clang-19")

INT = Int("int", 4, True, bits=32)
LONG = Int("long", 8, True, bits=64)
CHAR = Int("char", 1, bits=8)


def compiled(btf: Btf, text: str, folder: Path, clang: str) -> None:
    """Compile *text*, and hold sizes and offsets of every struct against *btf*."""
    order = header._Order(btf)
    asserts, variables = [], []
    for type_id in btf.ids():
        if btf.kind(type_id) in header._NAMED and btf.type(type_id).name:
            order.define(type_id, 0)
    for type_id in btf.ids():
        made = btf.type(type_id)
        if not isinstance(made, Composite) or not made.name:
            continue
        word = f"{'union' if isinstance(made, Union) else 'struct'} {order.names[type_id]}"
        asserts.append(f'_Static_assert(sizeof({word}) == {made.size}, "{word}");')
        asserts += (
            f'_Static_assert(__builtin_offsetof({word}, {m.name}) == {m.offset // 8}, "{word}");'
            for m in made.members
            if m.name and not m.bits
        )
        if any(member.bits for member in made.members):
            variables.append(f"{word} v_{type_id};")
    source, out = folder / "all.c", folder / "all.o"
    source.write_text("\n".join([text, *asserts, *variables, ""]))
    flags = ["-target", "bpf", "-g", "-Wall", "-Werror", "-Wno-unused", "-c", "-o", str(out)]
    done = subprocess.run([clang, *flags, source], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[:2000]
    bit_fields(btf, read(elf.contents(out.read_bytes(), ".BTF") or b""))


def bit_fields(btf: Btf, made: Btf) -> None:
    """Hold the members of the variables' structs against those they were printed from."""
    for type_id in made.ids():
        variable = made.type(type_id)
        if isinstance(variable, Var):
            mine, theirs = btf.type(int(variable.name[2:])), made.type(made.resolve(variable.type))
            assert isinstance(mine, Composite)
            assert isinstance(theirs, Composite)
            assert [(m.name, m.offset, m.bits) for m in mine.members] == [
                (m.name, m.offset, m.bits) for m in theirs.members
            ], mine.name


@needs_clang
@pytest.mark.parametrize("clang", CLANGS)
def test_the_boxs_own_types(clang, tmp_path):
    compiled(own(), header.header(own()), tmp_path, clang)


@needs_clang
@pytest.mark.slow
@pytest.mark.skipif(not os.access(VMLINUX, os.R_OK), reason="this kernel shows no types")
def test_this_kernels_types(tmp_path):
    btf = read(VMLINUX.read_bytes())
    compiled(btf, header.header(btf), tmp_path, CLANGS[-1])


SHAPES: list[Type] = [
    INT,
    LONG,
    CHAR,
    Struct("packed", 5, (Member("c", 3, 0), Member("i", 1, 8))),
    Struct("gap", 32, (Member("i", 1, 0), Member("l", 2, 128), Member("c", 3, 192))),
    Struct("bits", 8, (Member("a", 1, 0, 3), Member("b", 1, 5, 2), Member("c", 1, 32, 30))),
    Struct("across", 2, (Member("a", 3, 0, 6), Member("b", 3, 6, 5))),
    Struct("wide", 128, (Member("i", 1, 512),)),
    Struct("empty", 16, ()),
    Union("nothing", 8, ()),
    Union("large", 32, (Member("i", 1, 0),)),
    Union("odd", 5, (Member("i", 1, 0), Member("c", 23, 0))),
    Struct("inner", 64, (Member("u", 11, 0), Member("", 14, 256))),
    Struct("", 8, (Member("x", 1, 0), Member("y", 1, 32))),
    Array(4, 1, 3),
    Struct("holds", 16, (Member("many", 15, 0), Member("c", 3, 120))),
    Enum("small", 1, False, (Enumerator("S", 1),)),
    Enum64("big", 8, False, (Enumerator("B", 1 << 40),)),
    Enum("longs", 8, True, (Enumerator("L", -1),)),
    Struct("enums", 24, (Member("s", 17, 0), Member("b", 18, 64), Member("l", 19, 128))),
    Int("u37", 8, bits=64),
    Struct("foreign", 8, (Member("x", 21, 0),)),
    Array(3, 1, 5),
]


@needs_clang
@pytest.mark.parametrize("clang", CLANGS)
def test_shapes(clang, tmp_path):
    btf = read(write(SHAPES))
    compiled(btf, header.header(btf), tmp_path, clang)


def test_order_and_names():
    btf = read(
        write(
            [
                Struct("user", 16, (Member("p", 2, 0), Member("s", 5, 64))),
                Ptr("", 3),
                Typedef("node_t", 4),
                Struct("node", 8, (Member("next", 2, 0),)),
                Typedef("same", 6),
                Struct("same", 8, (Member("u", 7, 0),)),
                Ptr("", 1),
                Struct("same", 4, (Member("i", 9, 0),)),
                INT,
                Enum("", 4, False, (Enumerator("same", 1), Enumerator("RED", 2))),
                Fwd("gone", union=True),
            ]
        )
    )
    text = header.header(btf)
    wanted = [
        "struct node;",
        "typedef struct node node_t;",
        "struct user;",
        "struct same {",
        "typedef struct same same;",
        "struct user {",
        "struct node {",
        "struct same___2 {",
        "union gone;",
        "\tsame___2 = 1,",
    ]
    places = [text.index(f"\n{line}\n") for line in wanted]
    assert places == sorted(places)
    assert "user" not in header.header(btf, [8])
    assert header.header(btf, [8]).count("struct ") == 1


def test_kfuncs_are_declared():
    types = [INT, Struct("s", 4, (Member("i", 1, 0),)), Ptr("", 2), FuncProto(1, (Param("p", 3),))]
    btf = read(write([*types, Func("one", 4), DeclTag("bpf_kfunc", 5), Func("two", 4)]))
    text = header.header(btf)
    assert "extern int one(struct s *p) __weak __ksym;" in text
    assert "two" not in text


def test_tags():
    types = [INT, TypeTag("kptr", 1), Ptr("", 2), TypeTag("address_space(1)", 1, True), Ptr("", 4)]
    btf = read(write([*types, Const("", 2), Ptr("", 6)]))
    assert cprint.declare(btf, 3, "x") == 'int __attribute__((btf_type_tag("kptr"))) *x'
    assert cprint.declare(btf, 5, "x") == "int __attribute__((address_space(1))) *x"
    assert cprint.declare(btf, 7, "x") == 'const int __attribute__((btf_type_tag("kptr"))) *x'


@pytest.mark.parametrize(
    "types",
    [
        [Struct("a", 4, (Member("b", 2, 0),)), Struct("b", 4, (Member("a", 1, 0),))],
        [Typedef("a", 2), Typedef("b", 1)],
        [Const("", 1), Typedef("a", 1)],
        [Ptr("", 1), Struct("a", 8, (Member("p", 1, 0),))],
        [Array(1, 1, 2), Struct("a", 8, (Member("p", 1, 0),))],
        [FuncProto(1, ()), Typedef("f", 1)],
        [Struct("a", 1 << 31, ())],
        [Struct("a", 8, (Member("m", 2, 0),)), Func("f", 3), FuncProto(0, ())],
        [Float("half", 3), Struct("a", 8, (Member("m", 1, 0), Member("n", 77, 0)))],
    ],
)
def test_what_no_compiler_makes(types):
    with pytest.raises(BtfError):
        header.header(read(write(types)))
