"""The cache keeps what it was given, for its owner, and nothing that was damaged."""

import os
import stat

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from beebox import cache


@pytest.fixture(autouse=True)
def directory(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.delenv("BEEBOX_CACHE", raising=False)
    return tmp_path / "beebox"


def the_entry(directory):
    (path,) = directory.iterdir()
    return path


def test_keeps_and_finds(directory):
    assert cache.get("code", "k") is None
    cache.put("code", "k", b"bytes")
    assert cache.get("code", "k") == b"bytes"
    assert cache.get("code", "other") is None
    assert cache.get("other", "k") is None
    assert stat.S_IMODE(directory.stat().st_mode) == 0o700
    assert stat.S_IMODE(the_entry(directory).stat().st_mode) == 0o600


def test_replaces(directory):
    cache.put("code", "k", b"old")
    cache.put("code", "k", b"new")
    assert cache.get("code", "k") == b"new"
    assert the_entry(directory)


@pytest.mark.parametrize("at", [0, 9, 40, -1])
def test_damaged_entry_is_removed(directory, at):
    cache.put("code", "k", b"some bytes")
    raw = bytearray(the_entry(directory).read_bytes())
    raw[at] ^= 1
    the_entry(directory).write_bytes(raw)
    assert cache.get("code", "k") is None
    assert not list(directory.iterdir())


@pytest.mark.parametrize("length", [0, 8, 39, 41])
def test_truncated_entry_is_removed(directory, length):
    cache.put("code", "k", b"some bytes")
    os.truncate(the_entry(directory), length)
    assert cache.get("code", "k") is None
    assert not list(directory.iterdir())


def test_entry_of_another_key_is_foreign(directory):
    cache.put("code", "a", b"some bytes")
    entry = the_entry(directory)
    cache.put("code", "b", b"other bytes")
    (other,) = set(directory.iterdir()) - {entry}
    entry.rename(other)
    assert cache.get("code", "b") is None


def test_entry_that_others_may_write_is_refused(directory):
    cache.put("code", "k", b"bytes")
    the_entry(directory).chmod(0o666)
    assert cache.get("code", "k") is None


def test_directory_that_others_may_read_is_refused(directory):
    cache.put("code", "k", b"bytes")
    directory.chmod(0o755)
    assert cache.get("code", "k") is None


def test_symbolic_link_is_refused(directory, tmp_path):
    (tmp_path / "elsewhere").mkdir(mode=0o700)
    directory.symlink_to(tmp_path / "elsewhere")
    cache.put("code", "k", b"bytes")
    assert not list((tmp_path / "elsewhere").iterdir())


def test_off(directory, monkeypatch):
    monkeypatch.setenv("BEEBOX_CACHE", "off")
    cache.put("code", "k", b"bytes")
    assert cache.get("code", "k") is None
    assert not directory.exists()


def test_no_home(monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file" / "below"))
    (tmp_path / "file").write_text("")
    cache.put("code", "k", b"bytes")
    assert cache.get("code", "k") is None


def test_root_leaves_nothing_in_a_users_home(monkeypatch, tmp_path):
    monkeypatch.delenv("XDG_CACHE_HOME")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setattr(os, "geteuid", lambda: tmp_path.stat().st_uid + 1)
    cache.put("code", "k", b"bytes")
    assert not list(tmp_path.iterdir())


def test_home_is_used(monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_CACHE_HOME", "relative/is/ignored")
    monkeypatch.setenv("HOME", str(tmp_path))
    cache.put("code", "k", b"bytes")
    assert cache.get("code", "k") == b"bytes"
    assert (tmp_path / ".cache" / "beebox").is_dir()


def test_bounded_longest_unused_out(directory, monkeypatch):
    monkeypatch.setattr(cache, "LIMIT", 4000)
    for number in range(6):
        cache.put("code", str(number), bytes(900))
        os.utime(directory / cache._name("code", str(number)), (number + 1, number + 1))
        if number == 0:
            continue
        assert cache.get("code", "0") is not None or number > 4
    sizes = [path.stat().st_size for path in directory.iterdir()]
    assert sum(sizes) <= 4000
    assert cache.get("code", "5") is not None
    assert cache.get("code", "0") is not None  # used all the while
    assert cache.get("code", "1") is None


def test_too_large_is_not_kept(directory, monkeypatch):
    monkeypatch.setattr(cache, "ENTRY_LIMIT", 10)
    cache.put("code", "k", bytes(11))
    assert cache.get("code", "k") is None


def test_digest_tells_parts_apart():
    assert cache.digest("ab", "c") != cache.digest("a", "bc")
    assert cache.digest("abc") == cache.digest(b"abc")
    assert len(cache.digest()) == 40


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=50)
@given(st.binary(max_size=200), st.text(max_size=20))
def test_any_data(data, key):
    cache.put("kind", key, data)
    assert cache.get("kind", key) == data


def test_a_file_has_one_path_for_one_content(directory, monkeypatch):
    path = cache.file("probe", b"text", ".py")
    assert path == cache.file("probe", b"text", ".py") == str(the_entry(directory))
    assert the_entry(directory).read_bytes() == b"text"
    assert stat.S_IMODE(the_entry(directory).stat().st_mode) == 0o600
    assert cache.file("probe", b"other", ".py") != path
    monkeypatch.setenv("BEEBOX_CACHE", "off")
    assert cache.file("probe", b"text", ".py") is None
