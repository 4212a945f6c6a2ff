"""What objects want of a kernel, and the tables they fill: read, and found in a kernel's types."""

from __future__ import annotations

import os
from dataclasses import replace

import pytest

from beebox import loader
from beebox.abi.enums import AttachType, MapFlag, MapType
from beebox.box.kernel import Box
from beebox.btf.types import DataSec
from beebox.errors import NotSupported
from beebox.isa.opcodes import CALL, CallKind, Pseudo
from beebox.kernel.linux import Linux
from beebox.loader import externs, settings, struct_ops, targets
from beebox.loader.modules import Modules
from beebox.obj.spec import RefKind


@pytest.fixture
def box():
    made = Box()
    yield made
    made.shut()


def test_externs(read) -> None:
    spec = read("wants")
    wanted = {ref.name: ref for ref in spec.programs["functions"].externs}
    assert {name: ref.weak for name, ref in wanted.items()} == {
        "bpf_task_from_pid": False,
        "bpf_task_release": False,
        "bpf_no_such_function": True,
    }
    assert all(ref.function and ref.type_id for ref in wanted.values())
    (variable,) = spec.programs["variables"].externs
    assert not variable.function
    assert variable.type_id
    (address,) = spec.programs["addresses"].externs
    assert not address.type_id


def test_settings_are_placed_as_libbpf_does(read) -> None:
    spec = read("wants")
    assert [(each.name, each.offset, each.size) for each in spec.config] == [
        ("LINUX_KERNEL_VERSION", 0, 4),
        ("CONFIG_BPF_SYSCALL", 4, 1),
        ("CONFIG_NO_SUCH_SETTING", 5, 8),
    ]
    told = spec.maps[spec.config_map]
    assert told.value_size == 13
    assert told.flags == MapFlag.RDONLY_PROG | MapFlag.MMAPABLE
    assert all(
        ref.name == spec.config_map and ref.kind is RefKind.VALUE
        for ref in spec.programs["settings"].refs
        if ref.name.endswith(".kconfig")
    )


def test_settings_of_a_kernel(read, box: Box) -> None:
    value = settings.values(read("wants"), box)
    assert value[:4] == (6 << 16 | 18 << 8).to_bytes(4, "little")
    assert value[5:] == bytes(8)


def test_what_the_kernel_defines_becomes_numbers_in_types(read) -> None:
    btf = read("wants").btf
    section = btf.type(btf.find(".ksyms", "datasec"))
    names = [btf.type(entry.type).name for entry in section.vars]
    assert names.count("dummy_ksym") == 3
    assert "runqueues" in names
    assert section.size == 4 * len(names)
    assert btf.size(btf.type(btf.find("runqueues", "var")).type) == 4
    assert btf.type(btf.find("bpf_task_from_pid", "func")).linkage == 1
    made = btf.type(btf.find(".kconfig", "datasec"))
    assert isinstance(made, DataSec)
    assert made.size == 13
    assert [entry.offset for entry in made.vars] == [0, 4, 5]


def test_functions_are_found(read, box: Box) -> None:
    spec = read("wants")
    found = externs.resolve(spec.programs["functions"], spec, box, Modules(box))
    calls = [insn for insn in found.insns if insn.code == CALL]
    btf = box.facts.btf
    names = [btf.type(insn.imm).name for insn in calls if insn.src == CallKind.KFUNC]
    assert names == ["bpf_task_from_pid", "bpf_task_release"]
    assert [insn.imm for insn in calls if not insn.src] == [2002000003]
    assert not found.externs


def test_a_variable_is_found(read, box: Box) -> None:
    spec = read("wants")
    found = externs.resolve(spec.programs["variables"], spec, box, Modules(box))
    insn = next(insn for insn in found.insns if insn.src == Pseudo.BTF_ID)
    assert box.facts.btf.type(insn.imm).name == "runqueues"


def test_what_is_not_weak_must_be_there(read, box: Box) -> None:
    spec = read("wants")
    program = spec.programs["addresses"]
    strong = program.externs[0]._replace(weak=False)
    with pytest.raises(NotSupported, match="the address of no_such_symbol"):
        externs.resolve(replace(program, externs=(strong,)), spec, box, Modules(box))


def test_a_table_of_operations(read, box: Box) -> None:
    spec = read("tables")
    assert spec.maps["ours"].type is MapType.STRUCT_OPS
    assert spec.programs["threshold"].operation == ("tcp_congestion_ops", "ssthresh")
    assert spec.programs["avoid"].operation == ("tcp_congestion_ops", "cong_avoid")
    found = targets.resolve(spec.programs["avoid"], box, Modules(box))
    made = box.facts.btf.type(found.attach_btf_id)
    assert made.members[found.attach_type].name == "cong_avoid"
    table = struct_ops.fitted(spec.maps["ours"], box, Modules(box))
    assert table.value_size == box.facts.btf.size(table.struct_type_id) > 0


def test_what_maps_start_with(read) -> None:
    spec = read("tables")
    assert spec.maps["outer"].fill == ((0, "one"), (2, "two"))
    assert spec.maps["jumps"].fill == ((1, "target"),)
    assert spec.maps["outer"].inner.max_entries == 1


def test_a_target_is_a_type(read, box: Box) -> None:
    program = read("wants").programs["functions"]
    assert program.attach_type == AttachType.TRACE_RAW_TP
    found = targets.resolve(program, box, Modules(box))
    assert box.facts.btf.type(found.attach_btf_id).name == "btf_trace_task_newtask"


@pytest.mark.parametrize("kind", [Box, pytest.param(Linux, marks=pytest.mark.linux)])
def test_maps_are_filled(read, kind) -> None:
    if kind is Linux and os.geteuid() != 0:
        pytest.skip("the Linux kernel takes programs from root only")
    kernel = kind()
    spec = read("tables")
    spec = spec.only("target", "entry") if kind is Linux else spec.only("target")
    try:
        with loader.load(spec, kernel) as live:
            outer, jumps = live.maps["outer"], live.maps["jumps"]
            held = [outer.lookup(index.to_bytes(4, "little")) for index in range(3)]
            assert [each is not None for each in held] == [True, False, True]
            assert jumps.lookup(b"\1\0\0\0") is not None
    finally:
        if kind is Box:
            kernel.shut()
