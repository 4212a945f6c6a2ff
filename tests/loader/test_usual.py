"""Programs as known projects write them: each compiles unchanged, and is to Linux what libbpf makes it.

Our own code in their styles (`tests/data/c/usual`): their includes, macros, maps, idioms. Both
kernels say the same of each program; instructions, maps and types are those of libbpf (1.1).
"""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
import recorder
from loader_verdicts import NO_RIGHT, verdict

from beebox import obj
from beebox.box.kernel import Box
from beebox.kernel.linux import Linux
from beebox.lang import c
from beebox.obj.merge import merge

SOURCES = sorted((Path(__file__).parent.parent / "data" / "c" / "usual").glob("*.bpf.c"))
CLANGS = [name for name in ("clang-14", "clang-19") if shutil.which(name)] or ["clang"]
LATER = {"congestion", "gethost", "hooks", "shaping"}
"""libbpf 1.1 knows no .struct_ops.link, uprobe.multi, netfilter, tcx and netkit"""
MMAPABLE = 1 << 10
"""since libbpf 1.2 only what has a visible variable is mapped into memory"""
pytestmark = pytest.mark.skipif(shutil.which(CLANGS[0]) is None, reason="no clang")
each = pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.name.partition(".")[0])


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """Return a function from source and compiler to the object's file."""
    folder = tmp_path_factory.mktemp("usual")

    def go(path: Path, compiler: str) -> Path:
        made = folder / compiler / f"{path.name.removesuffix('.c')}.o"
        if not made.exists():
            made.parent.mkdir(exist_ok=True)
            with pytest.MonkeyPatch.context() as patch:
                patch.setenv("CLANG", compiler)
                patch.setenv("XDG_CACHE_HOME", str(folder / "cache"))
                made.write_bytes(c.build(str(path)))
        return made

    return go


@pytest.mark.parametrize("compiler", CLANGS)
@each
def test_it_compiles_without_a_warning_and_the_box_takes_it(path, compiler, built, capfd):
    spec = obj.read(built(path, compiler).read_bytes(), path.name.partition(".")[0])
    assert capfd.readouterr().err == ""
    box = Box()
    for name in spec.programs:
        assert verdict(_alone(spec, name), box) == "yes", name
    box.shut()


@pytest.mark.linux
@each
def test_linux_says_the_same(path, built):
    spec = obj.read(built(path, CLANGS[-1]).read_bytes(), path.name.partition(".")[0])
    spec = replace(spec, maps={name: replace(each, pinning=0) for name, each in spec.maps.items()})
    for name in spec.programs:
        assert verdict(_alone(spec, name), Linux()) in ("yes", NO_RIGHT), name


@pytest.mark.linux
@each
def test_libbpf_asks_for_the_same(path, built, tmp_path):
    made = built(path, CLANGS[-1])
    theirs, said = recorder.libbpf(tmp_path, made)
    ours, told = recorder.mine(tmp_path, made)
    expected, found = recorder.programs(theirs), recorder.programs(ours)
    if path.name.partition(".")[0] in LATER:
        pytest.skip(f"libbpf 1.1 cannot load it: {said[-200:]}")
    assert expected.keys() - {"", "libbpf_nametest"} <= found.keys(), told
    for name in found.keys() & expected.keys():
        assert found[name] == expected[name], name
    mine, others = recorder.maps(ours), recorder.maps(theirs)
    for name, made in mine.items():
        other = others[name]
        made["contents"] = other["contents"] = {}
        if "." in name:
            other["flags"] = other["flags"] & ~MMAPABLE | made["flags"] & MMAPABLE
        assert made == other, name
    assert recorder.types(ours) == recorder.types(theirs)


@each
def test_linked_alone_it_stays_what_it_is(path, built):
    made = built(path, CLANGS[-1])
    first, second = (obj.read(data, "x") for data in (made.read_bytes(), _linked(made)))
    for name, program in first.programs.items():
        other = second.programs[name]
        assert (program.insns, program.refs) == (other.insns, other.refs), name
        assert [core.access for core in program.cores] == [core.access for core in other.cores]
    for name, map_ in first.maps.items():
        assert replace(map_, key_type_id=0, value_type_id=0, local_type_id=0) == replace(
            second.maps[name], key_type_id=0, value_type_id=0, local_type_id=0
        )
    assert first.variables.keys() == second.variables.keys()


def _linked(path: Path) -> bytes:
    return merge([(path.name, path.read_bytes())])


def _alone(spec: obj.ObjectSpec, name: str) -> obj.ObjectSpec:
    chosen = spec.only(name)
    return replace(chosen, programs={name: replace(spec.programs[name], optional=False)})
