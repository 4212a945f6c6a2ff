"""The box's own types: there, complete in themselves, and laid out as the machine's."""

import pytest

from beebox.box import vmlinux as machine
from beebox.btf.types import Composite, Func, FuncProto, Reference
from beebox.spec import vmlinux


@pytest.mark.parametrize("name", ["task_struct", "file", "sk_buff", "bpf_map", "bpf_iter__task"])
def test_structs_have_members(name: str) -> None:
    btf = vmlinux.own()
    made = btf.type(btf.find(name, "struct"))
    assert isinstance(made, Composite)
    assert made.members


@pytest.mark.parametrize("name", ["bpf_task_acquire", "bpf_iter_task", "bpf_lsm_file_open"])
def test_functions_have_prototypes(name: str) -> None:
    btf = vmlinux.own()
    made = btf.type(btf.find(name, "func"))
    assert isinstance(made, Func)
    assert isinstance(btf.type(made.type), FuncProto)


def test_what_is_referred_to_is_there() -> None:
    btf = vmlinux.own()
    for number in btf.ids():
        made = btf.type(number)
        if isinstance(made, Reference):
            assert 0 <= made.type < len(btf)


def test_here_is_the_boxs_own_where_the_machine_shows_none(monkeypatch, tmp_path) -> None:
    machine.here.cache_clear()
    monkeypatch.setattr(machine, "MACHINE", tmp_path / "none")
    assert machine.here() is vmlinux.own()
    machine.here.cache_clear()


@pytest.mark.skipif(not machine.MACHINE.exists(), reason="this machine shows no types")
@pytest.mark.parametrize("name", ["task_struct", "bpf_iter__task", "xdp_md"])
def test_layouts_are_the_machines(name: str) -> None:
    shown, own = vmlinux.at(machine.MACHINE), vmlinux.own()
    found = [btf.type(btf.find(name, "struct")) for btf in (shown, own)]
    assert [m.name for m in found[0].members] == [m.name for m in found[1].members]
    assert [m.offset for m in found[0].members] == [m.offset for m in found[1].members]
