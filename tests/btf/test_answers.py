"""CO-RE's answers are kept on disk by the types of both sides, and are what would be found anew."""

from __future__ import annotations

import pytest

from beebox import cache
from beebox.btf import answers, kept
from beebox.btf.core import Kind, Resolver
from beebox.btf.read import read
from beebox.btf.types import Int, Member, Struct
from beebox.btf.write import write
from beebox.errors import BtfError

LOCAL = write([Int("int", 4, bits=32), Struct("s", 8, (Member("b", 1, 0), Member("gone", 1, 32)))])
KERNEL = write([Int("int", 4, bits=32), Struct("s", 8, (Member("a", 1, 0), Member("b", 1, 32)))])
OTHER = write([Int("int", 4, bits=32), Struct("s", 4, (Member("b", 1, 0),))])
OFFSET, EXISTS = Kind.FIELD_BYTE_OFFSET.value, Kind.FIELD_EXISTS.value


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.delenv("BEEBOX_CACHE", raising=False)


def refused() -> bytes:
    raise AssertionError("the kernel's types were read")


def told(answer):
    return answer and answer[:2]


def learnt():
    known = answers.resolver(read(LOCAL), kept.Kept(lambda: KERNEL, "a kernel"))
    found = [told(known.there(2, access, OFFSET)) for access in ("0:0", "0:1")]
    known.keep()
    return found


def test_known_answers_need_no_types():
    assert learnt() == [(4, 4), None]
    again = answers.resolver(read(LOCAL), kept.Kept(refused, "a kernel"))
    assert [told(again.there(2, access, OFFSET)) for access in ("0:0", "0:1")] == [(4, 4), None]
    with pytest.raises(AssertionError, match="were read"):
        again.there(2, "0:0", EXISTS)


def test_another_kernel_is_asked_anew():
    learnt()
    other = answers.resolver(read(LOCAL), kept.Kept(lambda: OTHER, "another"))
    assert told(other.there(2, "0:0", OFFSET)) == (0, 4)


def test_what_only_modules_have_is_asked_each_time():
    for modules, expected in (([], None), ([("m", read(OTHER))], (0, 4)), ([], None)):
        target = kept.Kept(lambda: write([Int("int", 4, bits=32)]), "small")
        asked = answers.resolver(read(LOCAL), target, modules.__iter__)
        assert told(asked.there(2, "0:0", OFFSET)) == expected
        asked.keep()


def test_types_without_a_name_are_asked_each_time():
    assert type(answers.resolver(read(LOCAL), read(KERNEL))) is Resolver


def test_a_strange_access_does_not_spoil_what_is_kept():
    known = answers.resolver(read(LOCAL), kept.Kept(lambda: KERNEL, "a kernel"))
    assert known.there(2, "0: 0", OFFSET) == known.there(2, "0:0", OFFSET)
    with pytest.raises(BtfError):
        known.there(2, "x", OFFSET)
    known.keep()
    again = answers.resolver(read(LOCAL), kept.Kept(refused, "a kernel"))
    assert told(again.there(2, "0:0", OFFSET)) == (4, 4)


@pytest.mark.parametrize("damage", [b"1 2", b"\xff\xfe", b"1 0:0 0 x", b"1 0:0 0 1 2 3 4 5"])
def test_damage_is_nothing_known(damage):
    key = cache.digest(read(LOCAL).raw, "a kernel")
    cache.put("core-answers", key, damage)
    assert learnt() == [(4, 4), None]
