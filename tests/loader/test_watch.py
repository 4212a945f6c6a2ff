"""What processes map, as perf events tell it: nothing of one that ends soon is missed."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from beebox.kernel.linux import Linux
from beebox.loader.symbols import Symbols
from beebox.loader.watch import Watch
from beebox.obj.binary import Binary
from beebox.sources.mappings import Mappings, Region


class Seen(Mappings):
    """Keeps the files by process, too."""

    def __init__(self) -> None:
        super().__init__()
        self.files: dict[int, set[str]] = {}
        self.places: dict[tuple[int, str], Region] = {}

    def mapped(self, pid: int, region: Region) -> None:
        super().mapped(pid, region)
        self.files.setdefault(pid, set()).add(Path(region.path).name)
        self.places[pid, Path(region.path).name] = region


@pytest.mark.linux
@pytest.mark.skipif(os.geteuid() != 0, reason="to watch others by perf events takes root")
def test_what_ended_processes_had_mapped() -> None:
    kernel, seen = Linux(), Seen()
    child = kernel.spawn(["/bin/sh", "-c", f"{sys.executable} -S -c 0; exit 3"])
    with Watch(kernel, child.pid, seen) as watch:
        child.go()
        assert child.wait(20) == 3
        watch.take()
        assert watch.lost == 0
    assert {Path("/bin/sh").resolve().name, "libc.so.6"} <= seen.files[child.pid]
    python = Path(sys.executable).resolve().name
    assert python not in seen.files[child.pid]
    other = next(pid for pid, names in seen.files.items() if python in names)
    for pid in (child.pid, other):  # their functions have names still
        libc = seen.places[pid, "libc.so.6"]
        malloc = Binary(libc.path).function("malloc")
        address = libc.start + malloc.offset - libc.offset
        assert Symbols(kernel, seen).user(pid, address + 3).in_full == "malloc+0x3 (libc.so.6)"
