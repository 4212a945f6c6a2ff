"""Damaged objects: each is read and loaded, or refused by a typed error; nothing is left behind."""

from __future__ import annotations

import os
import resource
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import damage
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from beebox import loader, obj
from beebox.box.kernel import Box
from beebox.btf.dedup import dedup
from beebox.btf.header import header
from beebox.btf.read import read
from beebox.btf.reduce import Lack, reduced
from beebox.errors import BeeboxError, KernelError
from beebox.kernel.linux import Linux
from beebox.obj import elf
from beebox.obj.merge import merge

needs_root = pytest.mark.skipif(os.geteuid() != 0, reason="Linux takes programs from root only")
SEEDS = st.integers(0, (1 << 32) - 1)
often = settings(max_examples=400, deadline=None, suppress_health_check=list(HealthCheck))
sometimes = settings(often, max_examples=40)


@pytest.fixture(autouse=True)
def limits():
    """A minute for a test, and a GiB more than it has: what hangs or exhausts fails."""
    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    used = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (used + (1 << 30), hard))
    signal.signal(signal.SIGALRM, _late)
    signal.alarm(100)
    yield
    signal.alarm(0)
    resource.setrlimit(resource.RLIMIT_AS, (soft, hard))


def fds() -> list[int]:
    """The descriptors that this process has open."""
    return [fd for fd in range(1024) if Path(f"/proc/self/fd/{fd}").is_symlink()]


@contextmanager
def refused() -> Iterator[None]:
    """What happens may be refused by a typed error that says why."""
    try:
        yield
    except BeeboxError as error:
        if not str(error):
            raise AssertionError("an error that says nothing") from error


def _late(*_: object) -> None:
    raise AssertionError("it takes for ever")


@often
@given(SEEDS)
def test_reading(seed):
    name, data = damage.damaged(seed)
    with refused():
        obj.read(data, name)


@often
@given(SEEDS)
def test_linking(seed):
    name, data = damage.damaged(seed)
    with refused():
        elf.read(merge([(name, data)]))


@often
@given(SEEDS)
def test_types(seed):
    _, data = damage.damaged(seed)
    try:
        file = elf.read(data)
        section = file.section(".BTF")
        if section is None:
            return
        btf = read(file.data(section))
        types = [btf.type(each) for each in btf.ids()]
    except BeeboxError:
        return  # no types any more
    for act in (lambda: dedup(types), lambda: header(btf), lambda: reduced(btf, set(Lack))):
        with refused():
            act()


@pytest.mark.parametrize("name", ["maps", "symbols", "subprogs"])
@pytest.mark.parametrize("how", [damage.cuts, damage.overlaps, damage.wild])
def test_every_part_of_it(how, name):
    """Cut at every boundary, each section upon each other, each field of each header wild."""
    data = (damage.DATA / "corpus" / "clang-19" / f"{name}.bpf.o").read_bytes()
    before, told = fds(), []
    for made in how(data):
        try:
            obj.read(made, name)
        except BeeboxError as error:
            told.append(str(error))
    assert len(told) > 20
    assert all(told)
    assert fds() == before


@sometimes
@given(SEEDS)
def test_loading(seed):
    name, data = damage.damaged(seed)
    box = Box()
    with refused():
        loader.load(obj.read(data, name), box).close()
    assert not list(box.world.maps)
    assert not list(box.world.programs)
    box.shut()


@pytest.mark.linux
@needs_root
@sometimes
@given(SEEDS)
def test_loading_in_linux(seed):
    name, data = damage.damaged(seed)
    before = fds()
    with refused():
        spec = obj.read(data, name)
        maps = {each: replace(made, pinning=0) for each, made in spec.maps.items()}
        loader.load(replace(spec, maps=maps), Linux()).close()
    assert fds() == before


@pytest.mark.linux
@needs_root
@pytest.mark.parametrize("name", ["maps", "linked", "arena", "subprogs"])
def test_failing_half_way_leaves_nothing(name):
    """Each call of bpf(2) fails once: all that was made before is closed."""
    data = (damage.DATA / "corpus" / "clang-19" / f"{name}.bpf.o").read_bytes()
    spec = obj.read(data, name)
    before = fds()
    for failing in range(1000):
        kernel = Failing(failing)
        with refused(), loader.load(spec, kernel) as live:
            live.attach()
        assert fds() == before, failing
        if kernel.left > 0:
            break
    assert failing > 2


class Failing(Linux):
    """Linux whose call number *left* fails."""

    def __init__(self, left: int) -> None:
        super().__init__()
        self.left = left + 1

    def bpf(self, cmd, attr):
        self.left -= 1
        if not self.left:
            raise KernelError(12, f"bpf {cmd.name}")
        return super().bpf(cmd, attr)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("arena", "section .maps declares maps by their types, and there is no .BTF; use -g"),
        ("linked", "section .struct_ops.link says nothing without .BTF; use -g"),
        ("settings", "is not defined in the object, and without .BTF not described; use -g"),
    ],
)  # fmt: skip
def test_without_types(name, said):
    data = (damage.DATA / "corpus" / "clang-19" / f"{name}.bpf.o").read_bytes()
    with pytest.raises(BeeboxError) as caught:
        obj.read(data.replace(b".BTF\0", b".XTF\0"), name)
    assert str(caught.value).endswith(said)
