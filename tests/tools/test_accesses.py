"""Which file an access reaches, and what it does to it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from beebox.abi.syscalls import numbers
from beebox.tools import accesses
from beebox.tools.accesses import SHAPES, UNKNOWN, Places


@pytest.mark.parametrize(
    ("flags", "expected"),
    [
        (os.O_RDONLY, {"read"}),
        (os.O_WRONLY, {"write"}),
        (os.O_RDWR | os.O_CREAT, {"read", "write", "create"}),
        (os.O_RDONLY | os.O_TRUNC, {"read", "write"}),
        (os.O_TMPFILE | os.O_WRONLY, {"write", "create"}),
        (os.O_DIRECTORY, {"read"}),
    ],
)
def test_what_opening_does(flags: int, expected: set[str]) -> None:
    assert accesses.operations("open", flags) == expected


def test_links_are_followed_where_the_call_follows_them(tmp_path) -> None:
    real = os.path.realpath(tmp_path)
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder/file").touch()
    (tmp_path / "link").symlink_to("folder/file")
    (tmp_path / "way").symlink_to("folder")
    assert accesses.names("link", real, "open") == (f"{real}/link", f"{real}/folder/file")
    assert accesses.names("link", real, "delete") == (f"{real}/link",)
    assert accesses.names("way/file", real, "delete") == (f"{real}/way/file", f"{real}/folder/file")
    assert accesses.names("way/../x", real, "open")[-1] == f"{real}/x"
    assert accesses.names("/a/../b", real, "exec") == ("/b",)


def test_places() -> None:
    places = Places("/start")
    assert places.base(1) == "/start"
    places.moved(1, "/one")
    places.opened(1, 5, "/five")
    places.forked(1, 2)
    places.moved(1, "/two")
    places.opened(1, 5, "/six")
    assert (places.base(2), places.base(2, 5)) == ("/one", "/five")
    assert (places.base(1), places.base(1, 5)) == ("/two", "/six")
    places.ended(2)
    assert places.base(2, 5) == UNKNOWN
    assert Places().base(999_999_999) == UNKNOWN
    assert Places().base(os.getpid()) == str(Path.cwd())


def test_every_call_is_one() -> None:
    assert set(SHAPES) <= set(numbers("x86_64"))
