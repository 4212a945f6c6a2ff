"""The index of a kernel's types is kept on disk, and is the same that is made anew."""

from __future__ import annotations

import pytest

from beebox import cache
from beebox.btf import kept
from beebox.btf.read import read
from beebox.btf.types import Fwd, Int, Ptr, Struct, Typedef
from beebox.btf.write import write

TYPES = [Int("int", 4, bits=32), Struct("s", 4, ()), Typedef("s", 2), Ptr("", 1), Fwd("s___old")]
DATA = write(TYPES)


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.delenv("BEEBOX_CACHE", raising=False)
    return tmp_path / "beebox"


def shown(btf):
    names = ("int", "s", "t", "")
    lists = [(btf.find_all(name), btf.flavours(name), btf.find(name)) for name in names]
    return len(btf), [*btf.starts], lists, [btf.type(each) for each in range(len(btf))]


def test_it_is_the_same_as_without(folder):
    plain = shown(read(DATA))
    assert shown(kept.read(DATA)) == plain
    assert len(list(folder.iterdir())) == 1
    assert shown(kept.read(DATA)) == plain  # from the disk


def test_what_is_kept_is_used(monkeypatch):
    kept.read(DATA).find("s")
    monkeypatch.setattr("beebox.btf.types._index", None)
    assert kept.read(DATA).find_all("s") == [2, 3]


@pytest.mark.parametrize("damage", [b"", b"1", bytes(16), b"\xff" * 64])
def test_what_is_no_index_is_made_anew(damage):
    cache.put("btf-index", cache.digest(DATA), damage)
    assert kept.read(DATA).find_all("s") == [2, 3]


def test_without_a_cache(monkeypatch):
    monkeypatch.setenv("BEEBOX_CACHE", "off")
    assert kept.read(DATA).find_all("s") == [2, 3]


def test_nothing_is_read_before_a_type_is_asked_for():
    asked = []
    btf = kept.Kept(lambda: asked.append(1) or DATA, "key")
    assert not asked
    assert (len(btf), btf.find("s"), len(asked)) == (6, 2, 1)


def test_many_types_of_one_name():
    btf = kept.read(write([Int("int", 4, bits=32), *[Typedef("t", 1)] * 40, Typedef("s", 1)]))
    assert btf.find_all("t") == [*range(2, 42)]
    assert kept.read(btf.raw).find_all("t") == btf.find_all("t")
