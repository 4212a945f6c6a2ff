"""The table of section names."""

import pytest

from beebox.abi.enums import AttachType, ProgType
from beebox.errors import ElfError, NotSupported
from beebox.spec.sections import SECTIONS, Route, find

NEWER = {"fsession", "fentry.multi", "fexit.multi"}


def test_every_row_is_of_the_abi():
    assert len(SECTIONS) == 116
    assert len({row.prefix for row in SECTIONS}) == 116
    for row in SECTIONS:
        assert isinstance(row.type, ProgType)
        try:
            assert row.attach_type is None or isinstance(row.attach_type, AttachType)
        except NotSupported:
            assert row.prefix.startswith(tuple(NEWER))


@pytest.mark.parametrize("row", SECTIONS, ids=lambda row: row.prefix)
def test_every_name_finds_its_row(row):
    name = row.prefix.removesuffix("+")
    assert find(name).prefix == row.prefix
    if row.prefix.endswith("+"):
        assert find(f"{name}/a/b") == row._replace(rest="a/b")
        assert find(f"?{name}/a").optional
    else:
        with pytest.raises(ElfError):
            find(f"{name}/a/b")


@pytest.mark.parametrize(
    ("name", "route", "rest"),
    [
        ("tp/syscalls/sys_enter_openat", Route.TRACEPOINT, "syscalls/sys_enter_openat"),
        ("raw_tp.w/x", Route.RAW_TRACEPOINT, "x"),
        ("kretprobe/do_exit", Route.KPROBE, "do_exit"),
        ("xdp", Route.NONE, ""),
    ],
)
def test_routes(name, route, rest):
    assert (find(name).route, find(name).rest) == (route, rest)


@pytest.mark.parametrize(
    ("name", "near"),
    [("tracepont/a/b", "tracepoint"), ("kprobee", "kprobe"), ("tc/ingres", "tc/ingress")],
)
def test_near_names(name, near):
    with pytest.raises(ElfError, match=rf"near: .*{near}"):
        find(name)
