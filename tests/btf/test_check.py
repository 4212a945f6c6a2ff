"""Types that a program brings: refused as Linux refuses them, whole logs alike, and never a crash."""

import ctypes
import os
import random
import struct
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from beebox.btf.check import Refused, check
from beebox.btf.types import (
    Array,
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
    SecVar,
    Struct,
    Typedef,
    TypeTag,
    Union,
    Var,
    Volatile,
)
from beebox.btf.write import write

TYPES = (
    Int("int", 4, signed=True, bits=32),
    Int("u8", 1, bits=8),
    Struct(
        "s", 48, (Member("a", 1, 0), Member("b", 4, 64), Member("p", 5, 192), Member("u", 6, 256))
    ),
    Array(2, 1, 12),
    Ptr("", 3),
    Union("", 8, (Member("x", 1, 0), Member("y", 7, 0))),
    Const("", 8),
    Volatile("", 1),
    Typedef("alias", 3),
    Fwd("declared"),
    Ptr("", 10),
    Enum("e", 4, signed=True, values=(Enumerator("A", -1), Enumerator("B", 5))),
    FuncProto(1, (Param("p", 5), Param("n", 14), Param("", 0))),
    Ptr("", 0),
    Func("f", 13, 0),
    FuncProto(0, ()),
    Func("g", 16, 1),
    DeclTag("arg:nonnull", 15, 0),
    DeclTag("whole", 3, -1),
    Var("v", 9, 1),
    Var("w", 4, 0),
    DataSec(".data.x y", 96, (SecVar(20, 0, 48), SecVar(21, 64, 12))),
    Enum64("big", 8, signed=True, values=(Enumerator("M", -1), Enumerator("N", 1 << 40))),
    Struct("bits", 24, (Member("a", 1, 0, 3), Member("b", 1, 3, 5), Member("e", 12, 32, 4))),
    Float("d", 8),
    TypeTag("user", 3),
    Ptr("", 26),
    Const("", 27),
    Array(28, 1, 7),
    Array(29, 1, 0),
    Struct("f", 16, (Member("d", 25, 64),)),
)
BLOB = write(TYPES)
HEADER = 24
LENGTH = struct.unpack_from("<I", BLOB, 12)[0]
WORDS = (0, 1, 2, 0xFFFFFFFF, 1 << 20, 1 << 24)


def damaged(seed: int) -> bytes:
    """The types with a few words that cannot be right, or can."""
    rnd = random.Random(seed)
    blob = bytearray(BLOB)
    for _ in range(rnd.choice((1, 1, 1, 2, 3))):
        dice = rnd.random()
        if dice < 0.08:
            blob[rnd.randrange(HEADER)] = rnd.choice((0, 1, 255, rnd.randrange(256)))
        elif dice < 0.16:
            at = rnd.randrange(HEADER + LENGTH, len(blob))
            blob[at] = rnd.choice((0, 32, 46, 48, 65, 0xE9))
        else:
            at = HEADER + 4 * rnd.randrange(LENGTH // 4)
            (old,) = struct.unpack_from("<I", blob, at)
            word = rnd.choice(
                (*WORDS, rnd.randrange(60), old + 1, old - 1, old ^ 1 << rnd.randrange(32),
                 rnd.randrange(20) << 24 | old & 0xFFFF, rnd.randrange(20) << 24 | rnd.randrange(4))
            )  # fmt: skip
            struct.pack_into("<I", blob, at, word & 0xFFFFFFFF)
    return bytes(blob[: rnd.randrange(len(blob))] if rnd.random() < 0.02 else blob)


def ours(blob: bytes) -> tuple[int, bytes]:
    try:
        return 0, check(blob).encode(errors="surrogateescape")
    except Refused as refused:
        return refused.errno, refused.log.encode(errors="surrogateescape")


def linux(blob: bytes) -> tuple[int, bytes]:
    sys.path.insert(0, str(Path(__file__).parents[1] / "verifier"))
    from verifier_live import bpf

    from beebox.abi.enums import Cmd

    data, log = (
        ctypes.create_string_buffer(blob, len(blob) or 1),
        ctypes.create_string_buffer(1 << 16),
    )
    where = ctypes.addressof(data), ctypes.addressof(log)
    fd = bpf(Cmd.BTF_LOAD, struct.pack("<QQIII", *where, len(blob), len(log), 1))
    if fd == -1:
        pytest.skip("bpf(2) loads no BTF")
    if fd >= 0:
        os.close(fd)
    return max(-fd, 0), log.value


@pytest.mark.linux
def test_sound_types_are_listed_as_linux_does() -> None:
    assert ours(BLOB)[0] == 0
    assert ours(BLOB) == linux(BLOB)


@pytest.mark.linux
@pytest.mark.parametrize("part", range(20))
def test_damage_is_refused_as_linux_does(part: int) -> None:
    for seed in range(part * 100, part * 100 + 100):
        blob = damaged(seed)
        assert ours(blob) == linux(blob), seed


def test_damage_has_an_answer() -> None:
    answers = {ours(damaged(seed))[0] for seed in range(2000)}
    assert {0, 7, 17, 22, 524} <= answers


@given(st.binary(max_size=200))
@settings(max_examples=300)
def test_any_bytes(data: bytes) -> None:
    assert ours(data)[0] > 0
    header = struct.pack("<HBBIIIII", 0xEB9F, 1, 0, 24, 0, len(data), len(data), 1)
    ours(header + data + b"\0")


INT = Int("int", 4, bits=32)
CHAINS = {
    f"{kind}-{count}-{order}": [INT, *reversed(each)] if order == "down" else [INT, *each]
    for count in (31, 32, 33, 40)
    for order in ("up", "down")
    for kind, make in (
        ("const", lambda at: Const("", at)),
        ("array", lambda at: Array(at, 1, 2)),
        ("pointer", lambda at: Ptr("", at)),
        ("tag", lambda at: TypeTag("x", at)),
        ("typedef", lambda at: Typedef("t", at)),
    )
    for each in [
        [
            make(at if order == "up" else (1 if at == 1 else count + 3 - at))
            for at in range(1, count + 1)
        ]
    ]
}


@pytest.mark.linux
@pytest.mark.parametrize("name", CHAINS)
def test_chains_end_where_linux_ends_them(name: str) -> None:
    assert ours(write(CHAINS[name])) == linux(write(CHAINS[name]))


def test_circles_are_found() -> None:
    assert ours(write([Typedef("a", 2), Typedef("b", 1)]))[0] == 17
    assert ours(write([Struct("s", 8, (Member("s", 1, 0),))]))[0] == 17
