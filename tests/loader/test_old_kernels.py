"""Kernels that do not know all kinds of types: what they are given is what libbpf gives them.

Such a kernel is this one behind `preload.c`, which refuses types that it names.
"""

from __future__ import annotations

import ctypes
import errno
from dataclasses import replace
from pathlib import Path

import pytest
import recorder

from beebox import loader, obj
from beebox.abi.enums import Cmd
from beebox.box.kernel import Box
from beebox.btf.read import read
from beebox.btf.reduce import PROBES, Lack, needed, reduced
from beebox.btf.types import Enum64, Enumerator, Float, Int, Struct, TypeTag, Union
from beebox.btf.write import write
from beebox.errors import KernelError, VerifierError

CORPUS = Path(__file__).parent.parent / "data" / "obj" / "corpus" / "clang-19"
LACKING = ["FPVDGfEtT", "VDGfEtT", "GfEtT", "fEtT", "tTE", "E", "T", "t"]
"""from 4.18 to 5.18, letter by letter: functions, their prototypes, variables, sections, global
functions, floats, enums of 64 bits, tags of declarations and of types"""
linux = pytest.mark.linux


@linux
@pytest.mark.parametrize("old", LACKING)
@pytest.mark.parametrize("name", ["maps", "subprogs", "traces", "kinds"])
def test_types_are_those_of_libbpf(name, old, tmp_path):
    folders = [tmp_path / each for each in ("libbpf", "mine")]
    for folder in folders:
        folder.mkdir()
    path = CORPUS / f"{name}.bpf.o"
    theirs, said = recorder.libbpf(folders[0], path, old)
    if not recorder.types(theirs):
        pytest.skip(f"bpftool cannot load it here: {said}")
    ours, _ = recorder.mine(folders[1], path, old)
    found, expected = (_shown(recorder.types(each)) for each in (ours, theirs))
    assert found == expected
    found, expected = recorder.programs(ours), recorder.programs(theirs)
    assert found
    for program, what in found.items():
        assert what["insns"] == expected[program]["insns"], program
        assert what["funcs"] == expected[program]["funcs"], program
        assert bool(what["lines"]) == bool(expected[program]["lines"]), program


def _shown(data: bytes) -> list[object]:
    btf = read(data)
    return [(btf.kind(each), btf.type(each)) for each in btf.ids()]


class Old(Box):
    """A box that refuses types it does not know, or *every* one."""

    def __init__(self, *lacking: Lack, every: bool = False) -> None:
        super().__init__()
        self.lacking = frozenset(lacking)
        self.every = every
        self.taken: list[bytes] = []
        self.functions = 0

    def bpf(self, cmd, attr):
        if cmd is Cmd.BTF_LOAD:
            data = ctypes.string_at(attr.btf, attr.btf_size)
            if self.every or needed(read(data)) & self.lacking:
                raise KernelError(errno.EINVAL, "bpf BTF_LOAD")
            self.taken.append(data)
        if cmd is Cmd.PROG_LOAD:
            self.functions += attr.func_info_cnt + attr.line_info_cnt
        return super().bpf(cmd, attr)


@pytest.fixture
def old():
    made: list[Old] = []

    def make(*lacking: Lack, every: bool = False) -> Old:
        made.append(Old(*lacking, every=every))
        return made[-1]

    yield make
    for each in made:
        each.shut()


@pytest.mark.parametrize("lack", Lack)
def test_each_probe_needs_what_it_asks_for(lack):
    assert lack in needed(read(PROBES[lack]))
    others = needed(read(PROBES[lack])) - {lack}
    assert all(_release(each) <= _release(lack) for each in others)


def _release(lack: Lack) -> list[int]:
    return [int(part) for part in lack.value.split(".")]


@pytest.mark.parametrize("lack", Lack)
def test_what_is_reduced_needs_nothing_more(lack):
    names = ("kinds", "subprogs", "linked", "symbols")
    for name in names:
        spec = obj.read((CORPUS / f"{name}.bpf.o").read_bytes(), name)
        less = read(reduced(spec.btf, {lack}))
        assert lack not in needed(less)
        assert len(less) == len(spec.btf) + (lack is Lack.ENUM64)
        assert less.strings.startswith(spec.btf.strings)


def test_sizes_and_ids_stay():
    made = Enum64("e", 8, signed=False, values=(Enumerator("X", 1 << 40),))
    types = [Float("double", 8), made, TypeTag("user", 1), Int("int", 4, bits=32)]
    less = read(reduced(read(write(types)), frozenset(Lack)))
    assert [less.kind(each) for each in less.ids()] == ["struct", "union", "const", "int", "int"]
    assert isinstance(less.type(1), Struct)
    assert isinstance(less.type(2), Union)
    assert (less.size(1), less.size(2), less.type(5).size) == (8, 8, 1)


def test_sections_with_a_question_mark(old):
    spec = obj.read((CORPUS / "linked.bpf.o").read_bytes(), "linked")
    assert Lack.QUESTION_MARK in needed(spec.btf)
    box = old(Lack.QUESTION_MARK)
    with loader.load(spec, box) as live:
        assert "linked" in live.maps
    assert read(box.taken[-1]).find("_.struct_ops.link", "datasec")


def test_a_kernel_that_knows_all_is_asked_once(old):
    box = old()
    loader.load(obj.read((CORPUS / "kinds.bpf.o").read_bytes(), "kinds"), box).close()
    assert len(box.taken) == 1


def test_a_program_goes_without_functions(old):
    box = old(*Lack)
    spec = obj.read((CORPUS / "maps.bpf.o").read_bytes(), "maps")
    with loader.load(spec, box) as live:
        assert live.programs
        assert not box.functions


def test_types_that_nothing_needs_may_be_refused(old):
    spec = obj.read((CORPUS / "kinds.bpf.o").read_bytes(), "kinds")
    box = old(every=True)
    with loader.load(spec, box) as live:
        assert live.programs
    name, program = next(iter(spec.programs.items()))
    wrong = replace(program, insns=program.insns[:-1])
    with pytest.raises(VerifierError, match=r"kinds: load its BTF: bpf BTF_LOAD: Invalid argument"):
        loader.load(replace(spec, programs={name: wrong}), box)


def test_types_that_are_needed_may_not(old):
    spec = obj.read((CORPUS / "linked.bpf.o").read_bytes(), "linked")
    with pytest.raises(KernelError, match="linked: load its BTF"):
        loader.load(spec, old(every=True))
    maps = obj.read((CORPUS / "maps.bpf.o").read_bytes(), "maps")
    with pytest.raises(KernelError, match=r"local storage .*\n  maps: load its BTF"):
        loader.load(maps, old(every=True))
