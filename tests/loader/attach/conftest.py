"""Programs that count how often they run, on the real kernel, in places of our own only."""

from __future__ import annotations

import ctypes
import errno
import os
import struct
import subprocess
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from beebox import loader, obj
from beebox.abi.enums import MapType
from beebox.errors import KernelError
from beebox.isa import asm
from beebox.kernel import client
from beebox.kernel.linux import Linux
from beebox.lang.asm import object_of
from beebox.loader import Loaded
from beebox.obj.spec import MapSpec

CLONE_NEWNET = 0x40000000

SOURCE = """
        .license "GPL"
        .map count, type=array, key=u32, value=u64, max_entries=1
        .section "{section}"
prog:   {only}
        *(u32 *)(r10 - 4) = 0
        r2 = r10
        r2 += -4
        r1 = count ll
        call bpf_map_lookup_elem
        if r0 == 0 goto out
        r1 = 1
        lock *(u64 *)(r0 + 0) += r1
out:    r0 = {verdict}
        exit
"""
ONLY = """call bpf_get_current_pid_tgid
        r0 >>= 32
        if r0 != {pid} goto out
"""


@pytest.fixture(scope="session")
def linux() -> Linux:
    """Linux, if it gives us maps; else skip with its reason."""
    kernel = Linux()
    try:
        fd = client.map_create(kernel, MapSpec("probe", MapType.ARRAY, 4, 4, 1))
    except KernelError as error:
        if error.errno in {errno.EPERM, errno.ENOSYS}:
            pytest.skip(str(error))
        raise
    kernel.close(fd)
    return kernel


class Counter:
    """A loaded program that counts its runs."""

    def __init__(self, live: Loaded) -> None:
        self.live = live
        self.program = live.programs["prog"]
        self.attach = self.program.attach

    @property
    def runs(self) -> int:
        value = self.live.maps["count"].lookup(bytes(4))
        assert value is not None
        return int(struct.unpack("<Q", value)[0])

    def during(self, act: Callable[[], object]) -> int:
        """How often it ran while *act* was done."""
        before = self.runs
        act()
        return self.runs - before


Count = Callable[..., Counter]


@pytest.fixture
def counter(linux: Linux) -> Iterator[Count]:
    """Make a counter of SEC(section); of our own process's hits if *ours*."""
    made: list[Loaded] = []

    def make(section: str, *, verdict: int = 0, ours: bool = False) -> Counter:
        only = ONLY.format(pid=os.getpid()) if ours else ""
        text = SOURCE.format(section=section, only=only, verdict=verdict)
        live = loader.load(obj.read(object_of(asm.unit(text, "t.s")), "t"), linux)
        made.append(live)
        return Counter(live)

    yield make
    for live in made:
        live.close()


def run(command: str) -> None:
    """Run a shell command that must succeed."""
    subprocess.run(command, shell=True, check=True, capture_output=True, timeout=30)


@pytest.fixture
def in_netns(linux: Linux) -> Callable[[Callable[[], None]], None]:
    """Run a function in a thread that has a network namespace of its own, with lo and v0 up."""

    def inside(body: Callable[[], None]) -> None:
        caught: list[BaseException] = []

        def thread() -> None:
            try:
                libc = ctypes.CDLL(None, use_errno=True)
                if libc.unshare(CLONE_NEWNET):
                    pytest.skip(f"no network namespace: {os.strerror(ctypes.get_errno())}")
                run("ip link set lo up && ip link add v0 type veth peer name v1")
                run("ip addr add 10.9.0.1/24 dev v0 && ip link set v0 up && ip link set v1 up")
                body()
            except BaseException as error:  # noqa: BLE001 - raised again in the test's thread
                caught.append(error)

        worker = threading.Thread(target=thread)
        worker.start()
        worker.join()
        if caught:
            raise caught[0]

    return inside


@pytest.fixture
def cgroup(linux: Linux) -> Iterator[str]:
    """The directory of a cgroup of our own, empty."""
    roots = (Path("/sys/fs/cgroup/unified"), Path("/sys/fs/cgroup"))
    root = next((each for each in roots if (each / "cgroup.procs").exists()), roots[-1])
    path = root / f"beebox-test-{os.getpid()}"
    try:
        path.mkdir()
    except OSError as error:
        pytest.skip(f"no cgroup of our own: {error}")
    yield str(path)
    path.rmdir()
