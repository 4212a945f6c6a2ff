"""What `import beebox` offers: open, edit, load, attach, read; the same on both kernels."""

from __future__ import annotations

import asyncio
import ctypes
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import pytest

import beebox
from beebox import api, lang, loader
from beebox.skeleton import Skeleton


@dataclass
class Opened:
    pid: int
    comm: str


class Pair(NamedTuple):
    number: int
    pid: int


class Raw(ctypes.Structure):
    _fields_ = (("pid", ctypes.c_uint32), ("number", ctypes.c_uint32))


def test_importing_costs_nothing() -> None:
    """No name is imported before it is used."""
    code = "import sys, beebox; print([m for m in sys.modules if m.startswith('beebox.')])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_every_name_is_there() -> None:
    for name in beebox.__all__:
        assert getattr(beebox, name) is not None
    assert set(beebox.__all__) <= set(dir(beebox))
    with pytest.raises(AttributeError, match="has no attribute 'opne'"):
        beebox.opne  # noqa: B018


def test_open_takes_paths_bytes_and_sources(opened: Path) -> None:
    spec = beebox.open(opened)
    assert spec.name == "opened"
    assert beebox.open(str(opened)).programs == spec.programs
    assert beebox.open(opened.read_bytes()).programs.keys() == spec.programs.keys()
    assert beebox.open(opened.with_name("opened.py")).maps.keys() == spec.maps.keys()


def test_open_names_the_file(tmp_path: Path) -> None:
    bad = tmp_path / "bad.o"
    bad.write_bytes(b"\x7fELF")
    with pytest.raises(beebox.ElfError, match=r"bad\.o: "):
        beebox.open(bad)
    with pytest.raises(beebox.ElfError, match=r"none\.o: No such file"):
        beebox.open(tmp_path / "none.o")
    with pytest.raises(beebox.ElfError):
        beebox.open(b"")


def test_a_spec_is_edited_by_copies(opened: Path) -> None:
    spec = beebox.open(opened)
    edited = spec.set(limit=9).with_map("counts", max_entries=99)
    assert (spec.maps["counts"].max_entries, edited.maps["counts"].max_entries) == (8, 99)
    assert spec.with_program("note", optional=True).programs["note"].optional
    assert spec.only("note").programs.keys() == {"note"}
    assert len(spec.programs) > 1
    for wrong in (
        lambda: spec.set(limt=9),
        lambda: spec.with_map("count", max_entries=9),
        lambda: spec.with_program("not", optional=True),
        lambda: spec.only("not"),
    ):
        with pytest.raises(beebox.NotSupported, match=r"(?s)opened has no .*it has: "):
            wrong()
    with pytest.raises(beebox.BtfError, match=r"variable limit: .*does not fit into 32 bits"):
        spec.set(limit=1 << 40)
    with pytest.raises(beebox.BtfError, match=r"variable limit: .*not a number"):
        spec.set(limit="many")


def test_the_whole_way(opened: Path, kernel: str) -> None:
    spec = beebox.open(opened).set(limit=7)
    with beebox.load(spec.set(only_watched=1), kernel=kernel) as live:
        child = live.run(["cat", "/dev/null"])
        events = list(live.events("opened"))
        assert child.wait() == 0
        assert {(event.pid, event.number, event.comm) for event in events} == {
            (child.pid, 7, "cat")
        }
        assert live.maps.counts[child.pid] == len(events) > 1
        assert live.maps.counts.get(1) is None
        assert live.lost == 0


def test_records_of_a_kind(opened: Path, kernel: str) -> None:
    spec = beebox.open(opened).set(only_watched=1)
    with beebox.load(spec, kernel=kernel) as live:
        child = live.run(["cat", "/dev/null"])
        events = list(live.events("opened", Opened))
        assert set(map(type, events)) == {Opened}
        assert {(event.pid, event.comm) for event in events} == {(child.pid, "cat")}
        live.children.clear()
        live.run(["cat", "/dev/null"])
        assert {event.number for event in live.events("opened", Pair)} == {3}
        live.run(["cat", "/dev/null"])
        assert {event.number for event in live.events("opened", Raw)} == {3}
        live.run(["cat", "/dev/null"])
        assert {len(event) for event in live.events("opened", bytes)} == {24}
        with pytest.raises(beebox.NotSupported, match="take a dataclass"):
            live.events("opened", int)
        with pytest.raises(KeyError, match="there is no map 'opend'"):
            list(live.events("opend"))


def test_asyncio(opened: Path, kernel: str) -> None:
    """Events are waited for beside other tasks, and a wait can be cancelled."""

    async def watch(live: beebox.Loaded) -> list[Opened]:
        return [event async for event in live.events("opened", Opened)]

    async def both(live: beebox.Loaded) -> None:
        child = live.run(["sh", "-c", "sleep 0.1; cat /dev/null"])
        found, turns = await asyncio.gather(watch(live), asyncio.sleep(0.01, "turned"))
        assert turns == "turned"
        assert "cat" in {event.comm for event in found}
        assert child.wait(0) == 0
        live.run(["sleep", "5"])
        with pytest.raises(asyncio.TimeoutError):
            await asyncio.wait_for(watch(live), 0.5)
        live.children[-1].signal(9)

    with beebox.load(beebox.open(opened).set(only_watched=1), kernel=kernel) as live:
        asyncio.run(asyncio.wait_for(both(live), 30))


def test_events_end_with_the_time(opened: Path, kernel: str) -> None:
    with beebox.load(beebox.open(opened).set(only_watched=1), kernel=kernel) as live:
        assert list(live.events("opened", seconds=0.05)) == []


def test_variables(opened: Path, kernel: str) -> None:
    spec = beebox.open(opened).set(limit=7)
    with beebox.load(spec, kernel=kernel) as live:
        assert (live.variables.limit, live.variables["opened_lost"]) == (7, 0)
        live.variables.opened_lost = 5
        live.variables["counts_lost"] = 6
        assert live.variables.opened_lost == 5
        assert live.lost == 11
        assert "limit" in live.variables
        with pytest.raises(beebox.NotSupported, match=r"(?s)limit is a constant.*spec\.set\(limit"):
            live.variables.limit = 8
        with pytest.raises(AttributeError, match=r"there is no variable 'limt'; there are .*limit"):
            live.variables.limt  # noqa: B018
        with pytest.raises(AttributeError, match="there is no variable"):
            live.variables.limt = 1
        with pytest.raises(KeyError, match="there is no variable"):
            live.variables["limt"] = 1
        with pytest.raises(beebox.BtfError, match="does not fit"):
            live.variables.opened_lost = 1 << 64


def test_a_refused_program_is_explained(careless: Path, kernel: str) -> None:
    with pytest.raises(beebox.VerifierError) as caught:
        beebox.load(careless, kernel=kernel)
    error = caught.value
    assert "invalid mem access 'map_value_or_null'" in error.summary
    assert error.program == "careless"
    assert error.log.rstrip().startswith(("0:", "Live", "func#0", "reg type"))
    assert error.explanation is not None
    assert error.explanation.name == "null pointer"
    assert "entry" in error.explanation.text()


def test_a_kernel_of_your_own_stays(opened: Path) -> None:
    box = beebox.Box()
    with beebox.load(opened, kernel=box) as live:
        assert live.kernel is box
    with beebox.load(opened, kernel=box) as live:
        assert live.maps.counts.get(1) is None
    box.shut()


def test_no_such_kernel(opened: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(beebox.NotSupported, match="there is no kernel 'windows'"):
        beebox.load(opened, kernel="windows")  # type: ignore[arg-type]
    monkeypatch.setenv("BEEBOX_KERNEL", "bxo")
    with pytest.raises(beebox.NotSupported, match="there is no kernel 'bxo'"):
        beebox.load(opened)


@pytest.mark.parametrize("how", ["beebox.load", "spec", "loader.load", "skeleton"])
def test_a_refusal_tells_the_same_whatever_loads_it(how, kernel, tmp_path) -> None:
    path = tmp_path / "careless.bpf.s"
    path.write_text("""
        .license "GPL"
        .map m, type=array, key=u32, value=u64, max_entries=1
        .section "tc"
careless: r2 = *(u32 *)(r1 + 8)
        *(u32 *)(r10 - 4) = r2
        r1 = m ll
        r2 = r10
        r2 += -4
        call bpf_map_lookup_elem
        r0 = *(u64 *)(r0 + 0)
        exit
""")
    spec = beebox.open(str(path))
    chosen = api.choose(kernel)
    calls = {
        "beebox.load": lambda: beebox.load(str(path), chosen),
        "spec": lambda: beebox.load(spec.only("careless"), chosen),
        "loader.load": lambda: loader.load(spec, chosen),
        "skeleton": lambda: type("Made", (Skeleton,), {"code": lang.compile(str(path)), "name": "x"})().load(chosen),
    }  # fmt: skip
    with pytest.raises(beebox.VerifierError) as caught:
        calls[how]()
    error = caught.value
    assert error.program == "careless"
    assert error.summary == "R0 invalid mem access 'map_value_or_null'"
    assert error.log.count("call bpf_map_lookup_elem#1") == 1
    assert error.explanation is not None
    assert error.explanation.title == "a pointer that may be null is followed"
