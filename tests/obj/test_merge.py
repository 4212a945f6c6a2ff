"""Objects linked into one: what becomes of sections, symbols, types; what is refused."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from beebox import obj
from beebox.btf.types import DataSec, Fwd
from beebox.errors import BeeboxError, BtfError, ElfError, NotSupported
from beebox.obj import elf
from beebox.obj.merge import merge
from beebox.obj.types import types

_MULTIPLY = (0x24, 0x27)
LINK = Path(__file__).parent.parent / "data" / "obj" / "link"


@pytest.fixture(params=[14, 19], ids=lambda version: f"clang-{version}")
def linked(request):
    """Return a function that links objects by their names."""

    def link(*names: str) -> bytes:
        folder = LINK / f"clang-{request.param}"
        paths = [folder / f"{name}.bpf.o" for name in names]
        return merge([(path.name, path.read_bytes()) for path in paths])

    return link


@pytest.fixture(params=["main library", "library main"])
def both(request, linked):
    return linked(*request.param.split())


def test_it_is_an_object_like_any_other(both):
    spec = obj.read(both, "both")
    assert set(spec.programs) == {"on_switch", "on_enter", "on_wakeup"}
    assert {"counts", "own", "next"} <= set(spec.maps)
    assert set(spec.variables) >= {"calls", "step", "limit", "total"}
    assert spec.license == "GPL"
    assert {each.name for each in spec.config} == {
        "CONFIG_HZ", "LINUX_KERNEL_VERSION", "CONFIG_BPF_SYSCALL",
    }  # fmt: skip


def test_variables_keep_their_values(both):
    spec = obj.read(both, "both")
    for name, value in (("calls", 3), ("step", 4), ("limit", 9)):
        place = spec.variables[name]
        held = spec.maps[place.map].contents[place.offset : place.offset + place.size]
        assert int.from_bytes(held, "little") == value, name


def test_a_strong_definition_stands_for_the_weak_one(both):
    symbols = {each.name: each for each in elf.read(both).symbols}
    assert symbols["choice"].bind == elf.STB_GLOBAL
    assert symbols["sum"].visibility == elf.STV_HIDDEN
    program = obj.read(both, "both").programs["on_switch"]
    assert any(insn.imm == 100 for insn in program.insns)  # the library's; the other adds 1


def test_static_functions_of_one_name_stay_apart(both):
    spec = obj.read(both, "both")
    here = {insn.imm for insn in spec.programs["on_enter"].insns if insn.code in _MULTIPLY}
    there = {insn.imm for insn in spec.programs["on_wakeup"].insns if insn.code in _MULTIPLY}
    assert (here, there) == ({3}, {5})


def test_types_are_kept_once(both):
    btf = types(both)
    for name, kind in (("value", "struct"), ("u64", "typedef"), ("count", "func"), ("sum", "func"),
                       ("counts", "var"), ("CONFIG_HZ", "var"), ("of_no_kernel", "var"),
                       ("mm_struct", "struct")):  # fmt: skip
        assert [btf.kind(each) for each in btf.find_all(name)] == [kind], name
    assert len(btf.find_all("task_struct")) == 2  # each object knows another part of it
    assert btf.type(btf.find("count")).linkage == 1
    assert btf.type(btf.find("of_no_kernel")).linkage == 2
    sections = [made for each in btf.ids() if isinstance(made := btf.type(each), DataSec)]
    assert len({made.name for made in sections}) == len(sections)
    maps = next(made for made in sections if made.name == ".maps")
    assert {btf.type(entry.type).name: entry.size for entry in maps.vars} == {
        "counts": 32, "own": 32, "next": 24,
    }  # fmt: skip
    assert len({entry.offset for entry in maps.vars}) == 3


def test_circles_of_structs_are_one(linked):
    btf = types(linked("ring", "round"))
    assert len(btf.find_all("left")) == 1
    assert not any(isinstance(btf.type(each), Fwd) for each in btf.ids())


def test_linking_again_changes_nothing(both):
    again = merge([("both.o", both)])
    assert len(types(again)) == len(types(both))
    first, second = (obj.read(each, "x").programs for each in (both, again))
    assert first.keys() == second.keys()
    for name, program in first.items():
        assert (program.insns, program.refs) == (second[name].insns, second[name].refs)


@pytest.mark.parametrize(
    ("names", "error", "message"),
    [
        (("library", "again"), ElfError, "step is defined in library.bpf.o and in again.bpf.o"),
        (("larger", "library"), BtfError,
         "counts is not the same in library.bpf.o and in larger.bpf.o: its max_entries is 16, and 32"),
        (("library", "longer"), BtfError,
         "step is not the same in library.bpf.o and in longer.bpf.o: int int of 4 bytes, and of 8"),
        (("library", "other"), ElfError,
         "section license differs: library.bpf.o and other.bpf.o"),
    ],
)  # fmt: skip
def test_what_does_not_go_together_is_refused(linked, names, error, message):
    with pytest.raises(error) as caught:
        linked(*names)
    assert str(caught.value) == message


def test_damaged_objects_are_named():
    good = (LINK / "clang-19" / "ring.bpf.o").read_bytes()
    with pytest.raises(ElfError, match=r"^bad.o: this is not an ELF file"):
        merge([("good.o", good), ("bad.o", b"nothing")])
    with pytest.raises(ElfError, match="no object to link"):
        merge([])
    big = (LINK.parent / "sample-eb.bpf.o").read_bytes()
    with pytest.raises(NotSupported, match=r"big.o is for big-endian .* good.o for little-endian"):
        merge([("good.o", good), ("big.o", big)])


def test_big_endian_objects_are_linked_as_little_endian_ones():
    def link(folder: str):
        paths = [LINK / folder / f"{name}.bpf.o" for name in ("main", "library")]
        data = merge([(path.name, path.read_bytes()) for path in paths])
        return obj.read(data, "both"), types(data)

    (little, first), (big, second) = link("clang-19"), link("clang-19-eb")
    assert (little.byte_order, big.byte_order) == ("little", "big")
    assert [first.type(each) for each in first.ids()] == [
        second.type(each) for each in second.ids()
    ]
    assert [*little.programs] == [*big.programs]
    for name, program in little.programs.items():
        other = big.programs[name]
        assert (program.insns, program.refs, program.funcs, program.cores, program.externs) == (
            other.insns, other.refs, other.funcs, other.cores, other.externs)  # fmt: skip
        assert [(each.insn, each.line, each.text) for each in program.lines] == [
            (each.insn, each.line, each.text) for each in other.lines]  # fmt: skip
    for name, one in little.maps.items():
        assert replace(one, contents=b"") == replace(big.maps[name], contents=b""), name
    for name in ("calls", "step", "limit"):
        place = big.variables[name]
        held = big.maps[place.map].contents[place.offset : place.offset + place.size]
        same = little.maps[place.map].contents[place.offset : place.offset + place.size]
        assert held == same[::-1]


def test_constants_that_llvm_moved_are_left_out():
    data = merge([("moved.o", (LINK.parent / "moved.bpf.o").read_bytes())])
    spec = obj.read(data, "moved")
    assert [*spec.variables] == ["limit"]
    assert [
        entry.offset for entry in types(data).type(types(data).find(".rodata", "datasec")).vars
    ] == [0]


def test_objects_with_and_without_types():
    with_types = (LINK / "clang-19" / "ring.bpf.o").read_bytes()
    without = with_types.replace(b".BTF\0", b".XTF\0")
    with pytest.raises(BeeboxError, match=r"without.o: it has no BTF"):
        merge([("with.o", with_types), ("without.o", without)])
