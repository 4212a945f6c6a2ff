"""Old kernels count against RLIMIT_MEMLOCK: it is raised when they refuse, and only then."""

from __future__ import annotations

import errno
import resource

import pytest

from beebox.abi.enums import Cmd, MapType
from beebox.abi.structs import MapCreateAttr
from beebox.errors import KernelError
from beebox.kernel import linux, memlock
from beebox.kernel.linux import Linux

ENDLESS = resource.RLIM_INFINITY


@pytest.fixture
def limits(monkeypatch):
    """The limit of a process that may raise the hard one, or not."""
    found = {"now": (65536, 65536), "root": True}

    def set_(_which: int, wanted: tuple[int, int]) -> None:
        if wanted[1] == ENDLESS and not found["root"]:
            raise ValueError("not allowed to raise maximum limit")
        found["now"] = wanted

    monkeypatch.setattr(resource, "getrlimit", lambda _which: found["now"])
    monkeypatch.setattr(resource, "setrlimit", set_)
    return found


@pytest.mark.parametrize("release", ["4.19.0-8-amd64", "5.10.200"])
def test_old_kernels(limits, release):
    assert memlock.raised(release)
    assert limits["now"] == (ENDLESS, ENDLESS)
    assert not memlock.raised(release)  # it is all there is


@pytest.mark.parametrize("release", ["5.11.0", "6.18.44", "7.0"])
def test_new_kernels(limits, release):
    assert not memlock.raised(release)
    assert limits["now"] == (65536, 65536)


def test_without_the_right_to_more(limits):
    limits.update(root=False, now=(65536, 1 << 26))
    assert memlock.raised("5.4.0")
    assert limits["now"] == (1 << 26, 1 << 26)
    assert not memlock.raised("5.4.0")


@pytest.mark.parametrize(("release", "calls"), [("5.4.0", 2), ("6.18.0", 1)])
def test_what_was_refused_is_tried_again(limits, monkeypatch, release, calls):
    asked = []

    def call(*arguments: int) -> int:
        asked.append(arguments)
        return 7 if limits["now"][0] == ENDLESS else -errno.EPERM

    monkeypatch.setattr(linux, "_call", call)
    kernel = Linux()
    monkeypatch.setattr(kernel.facts, "release", release)
    attr = MapCreateAttr(map_type=MapType.ARRAY, key_size=4, value_size=4, max_entries=1)
    if calls == 2:
        assert kernel.bpf(Cmd.MAP_CREATE, attr) == 7
    else:
        with pytest.raises(KernelError):
            kernel.bpf(Cmd.MAP_CREATE, attr)
    assert len(asked) == calls
