"""Live maps as dicts, in both kernels, and refusals that name the map."""

from __future__ import annotations

import os
import sys
import threading

import pytest

import beebox
from beebox import bpf
from beebox.bpf import Array, char, i32, u32, u64


class Who(bpf.Struct):
    pid: u32
    comm: Array[char, 16]


SIZE = 1500
table = bpf.Hash[u32, u64](max_entries=SIZE)
row = bpf.ArrayMap[u64](max_entries=2)
spread = bpf.PerCpuHash[u32, u64](max_entries=8)
people = bpf.Hash[u32, Who](max_entries=8)
queue = bpf.Queue[u32](max_entries=2)
ring = bpf.RingBuf[Who](size=4096)


@bpf.program("tracepoint/syscalls/sys_enter_openat")
def enter(_ctx: bpf.SysEnterOpenat) -> i32:
    return 0


@pytest.fixture(params=["box", "linux"])
def live(request):
    if request.param == "linux" and os.geteuid():
        pytest.skip("Linux needs root")
    with beebox.load(sys.modules[__name__], request.param) as made:
        yield made


def test_a_dict(live) -> None:
    found = live.maps.table
    found.update({key: key * 2 for key in range(SIZE)})
    assert len(found) == SIZE
    assert dict(found.items()) == {key: key * 2 for key in range(SIZE)}
    assert (found.pop(7), found.pop(7, None), found.get(7, 1)) == (14, None, 1)
    with pytest.raises(KeyError, match="7"):
        found.pop(7)
    found[7] = 1
    with pytest.raises(beebox.KernelError, match=f"map table has room for {SIZE} entries"):
        found[SIZE] = 1
    found.clear()
    assert len(found) == 0
    assert found


def test_each_entry_comes_once_while_others_come_and_go(live) -> None:
    """In Linux; key by key, as in a kernel before 5.6, some may come twice."""
    found, stop = live.maps.table, threading.Event()
    found.update(dict.fromkeys(range(1000, 1400), 5))

    def change() -> None:
        for at in range(10**9):
            if stop.is_set():
                return
            found[at % 50] = 1
            found.pop(at % 50, None)

    other = threading.Thread(target=change)
    other.start()
    try:
        items = list(live.maps.table.items())
    finally:
        stop.set()
        other.join()
    kept = [key for key, value in items if value == 5]
    assert set(kept) == set(range(1000, 1400))
    if "Linux" in repr(live.kernel):
        assert len(kept) == 400


def test_a_row(live) -> None:
    found = live.maps.row
    found.update({0: 5, 1: 6})
    with pytest.raises(beebox.KernelError, match="map row has room for 2 entries"):
        found[2] = 1
    with pytest.raises(beebox.KernelError, match="map row: "):
        del found[1]
    found.clear()
    assert list(found.values()) == [0, 0]


def test_values_of_each_cpu(live) -> None:
    found = live.maps.spread
    found[3] = 7
    assert dict(found.items()) == {3: [7] * live.kernel.facts.cpus}
    with pytest.raises(beebox.KernelError, match="CPUs"):
        found[3] = [0] * (live.kernel.facts.cpus + 1)


def test_structs(live) -> None:
    found = live.maps.people
    found[1] = Who(pid=3, comm=b"sh")
    found[2] = {"pid": 4, "comm": "bash"}
    found[3] = found[2]
    assert [found[key].comm for key in (1, 2, 3)] == ["sh", "bash", "bash"]
    with pytest.raises(beebox.BtfError, match="no member 'pdi'; it has pid, comm"):
        found[1] = {"pdi": 3}
    with pytest.raises(beebox.BtfError, match="not a number"):
        live.maps.table[1] = "x"


def test_what_has_no_keys(live) -> None:
    live.maps.queue.push(3)
    assert live.maps.queue.pop() == 3
    with pytest.raises(KeyError, match="queue is empty"):
        live.maps.queue.pop()
    for name in ("queue", "ring"):
        for use in (lambda m: m[0], list, lambda m: 0 in m, lambda m: dict(m.items()), len):
            with pytest.raises(beebox.NotSupported, match="no keys"):
                use(live.maps[name])
    with pytest.raises(beebox.NotSupported, match="no events"):
        next(iter(live.events("table")))
    with pytest.raises(KeyError, match="there is no map 'tabel'"):
        live.events("tabel")
    assert "max_entries" in repr(live.maps.row.info)
    assert repr(live.kernel).startswith(("<Box ", "<Linux "))
