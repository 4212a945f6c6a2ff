"""The box's tables against the rows they are bound to."""

from __future__ import annotations

from importlib import import_module

from beebox.abi.enums import Func, MapType, ProgType
from beebox.box import helpers
from beebox.box.hooks import table
from beebox.box.hooks import tracepoint as native
from beebox.box.maps import FAMILIES
from beebox.box.maps.base import Map
from beebox.box.maps.creation import CHECKS
from beebox.box.maps.described import Described
from beebox.spec import tracepoints
from beebox.spec.helpers import HELPERS
from beebox.spec.maps import MAPS

# Helpers that TRACEPOINT programs may call and the box does not do yet: what is missing is said here.
NOT_YET = {
    "find_vma",
    "get_current_cgroup_id",
    "get_current_ancestor_cgroup_id",
    "perf_event_read",
    "perf_event_read_value",
}


def test_every_body_has_a_row_and_compiles() -> None:
    for func, row in helpers.ROWS.items():
        assert Func(func) in HELPERS
        family, _, name = row.partition(":")
        assert name == Func(func).name
        assert hasattr(import_module(f"beebox.box.helpers.{family}"), name)
        assert helpers.address(func)


def test_what_has_no_body_is_known() -> None:
    callable_ = {func for func, row in HELPERS.items() if ProgType.TRACEPOINT in row.programs}
    missing = {Func(func).name for func in callable_ - set(helpers.ROWS)}
    assert missing >= NOT_YET & {Func(func).name for func in callable_}
    assert "trace_printk" not in missing
    assert helpers.address(Func.get_current_cgroup_id) is None


def test_every_family_is_a_map_with_a_row() -> None:
    for kind, place in FAMILIES.items():
        module, _, name = place.partition(":")
        family = getattr(import_module(f"beebox.box.maps.{module}"), name)
        assert issubclass(family, Map)
        assert len(family.operations) == (0 if issubclass(family, Described) else 4)
        assert MapType(kind) in MAPS


def test_every_type_of_map_can_be_created() -> None:
    assert set(FAMILIES) | set(CHECKS) == set(MapType) - {MapType.UNSPEC}


def test_every_list_is_a_tracepoint() -> None:
    for key in table.LISTS:
        assert tracepoints.find(*key.split("/")).nr == -1
    others = {name for name in tracepoints.names() if not name.startswith("syscalls/")}
    assert set(table.LISTS) | set(table.BEYOND) == others
    assert not set(table.LISTS) & set(table.BEYOND)
    assert set(table.TOLD) <= set(table.LISTS)
    assert max([*table.LISTS.values(), *table.RAW.values()]) < native.LISTS


RECORDS = {
    "sched/sched_process_fork": native.ForkRecord,
    "sched/sched_process_exec": native.ExecRecord,
    "sched/sched_process_exit": native.ExitRecord,
    "signal/signal_deliver": native.SignalRecord,
    "raw_syscalls/sys_enter": native.RawRecord,
    "syscalls/sys_enter_mmap": native.ArgsRecord,
    "syscalls/sys_exit_mmap": native.RetRecord,
}


def test_records_are_laid_out_as_the_rows_say() -> None:
    for key, struct in RECORDS.items():
        row = tracepoints.find(*key.split("/"))
        for field in row.own:
            name = {"__syscall_nr": "nr"}.get(field.name, field.name)
            if key == "syscalls/sys_enter_mmap" and name != "nr":
                continue
            assert struct.offset(name) == field.offset, (key, name)
        assert row.size <= struct.size
