"""What doctor shows: rows that are complete, and honest about what is missing."""

import os

import pytest

from beebox.abi.enums import Cmd, ProgType
from beebox.kernel import probe, rights
from beebox.kernel.linux import Linux


@pytest.fixture(scope="module")
def rows():
    return probe.findings()


def test_rows_are_complete(rows):
    names = [row.name for row in rows]
    assert len(names) == len(set(names))
    for row in rows:
        assert row.name
        areas = {probe.BOX, probe.RUNNING, probe.SAMPLES, probe.LINUX, probe.HOOKS}
        assert row.area in areas
        assert row.ok or row.remedy, row
        assert row.ok or row.detail, row
        assert "\n" not in row.detail + row.remedy


def test_areas_stand_together(rows):
    areas = [row.area for row in rows]
    assert [area for i, area in enumerate(areas) if i == 0 or areas[i - 1] != area] == list(
        dict.fromkeys(areas)
    )


def test_this_python_is_good_enough(rows):
    found = {row.name: row for row in rows}
    assert found["Python"].ok
    assert found["llvmlite"].ok
    assert found["release"].detail == os.uname().release


def test_a_missing_package_is_told():
    row = probe._package("no_such_package_here", "does things", probe.BOX)
    assert not row.ok
    assert row.remedy == "pip install no_such_package_here"


def test_without_rights_hooks_are_one_row(monkeypatch):
    monkeypatch.setattr(rights, "effective", frozenset)
    (row,) = probe._hooks()
    assert not row.ok
    assert row.remedy == "sudo beebox doctor"


@pytest.mark.parametrize(
    ("scope", "caps", "ok"),
    [
        (None, (), True),
        (0, (), True),
        (1, (), False),
        (1, ("CAP_SYS_PTRACE",), True),
        (3, ("CAP_SYS_PTRACE",), False),
    ],
)
def test_yama(monkeypatch, scope, caps, ok):
    monkeypatch.setattr(rights, "sysctl", lambda _: scope)
    monkeypatch.setattr(rights, "effective", lambda: frozenset(caps))
    (row,) = probe._running()
    assert row.ok is ok


@pytest.mark.linux
def test_hooks_are_asked_and_nothing_stays(linux):
    loaded = []

    class Watched(Linux):
        def bpf(self, cmd, attr):
            assert cmd is Cmd.PROG_LOAD
            loaded.append(super().bpf(cmd, attr))
            return loaded[-1]

        def close(self, fd):
            loaded.remove(fd)
            super().close(fd)

    tracepoint = next(hook for hook in probe.HOOK_ROWS if hook.type is ProgType.TRACEPOINT)
    probe._load(Watched(), tracepoint)
    assert loaded == []
    found = {row.name: row for row in probe.findings() if row.area == probe.HOOKS}
    assert found["tracepoint"].ok
    assert found["raw tracepoint"].ok
    assert len(found) == len(probe.HOOK_ROWS)
