"""The tracepoints of the box: rows, ids, hints, and that they are Linux's."""

import os

import pytest

from beebox.abi import syscalls
from beebox.errors import NotSupported
from beebox.kernel.tracefs import Tracefs
from beebox.spec import tracepoints
from beebox.spec.tracepoints import Field, by_id, find, names


def test_enter_has_an_argument_every_eight_bytes():
    point = find("syscalls", "sys_enter_openat")
    assert point.nr == syscalls.numbers()["openat"]
    assert [field.offset for field in point.own] == [8, 16, 24, 32, 40]
    assert point.own[2] == Field("filename", "const char *", 24, 8)
    assert point.size == 48


def test_exit_has_a_signed_result():
    point = find("syscalls", "sys_exit_openat")
    assert point.own == (
        Field("__syscall_nr", "int", 8, 4, signed=True),
        Field("ret", "long", 16, 8, signed=True),
    )


def test_tracepoints_whose_name_is_not_the_system_calls():
    assert find("syscalls", "sys_enter_newuname").nr == syscalls.numbers()["uname"]
    with pytest.raises(NotSupported):
        find("syscalls", "sys_enter_uname")


def test_a_call_without_arguments():
    assert [field.name for field in find("syscalls", "sys_enter_getpid").own] == ["__syscall_nr"]


def test_others():
    assert find("raw_syscalls", "sys_enter").own[1].size == 48
    fork = find("sched", "sched_process_fork")
    assert [(f.name, f.offset) for f in fork.own] == [
        ("parent_comm", 8), ("parent_pid", 12), ("child_comm", 16), ("child_pid", 20),
    ]  # fmt: skip
    assert fork.nr == -1


def test_ids_are_unique_and_lead_back():
    seen = {}
    for name in names():
        point = find(*name.split("/"))
        assert seen.setdefault(point.id, name) == name
        assert by_id(point.id) == point
    assert len(seen) > 700
    assert find("syscalls", "sys_enter_read").id == 1000
    assert by_id(0) is None
    assert by_id(10**9) is None


@pytest.mark.parametrize(
    ("category", "name"),
    [
        ("syscalls", "sys_enter_opnat"),
        ("syscalls", "openat"),
        ("syscalls", "sys_enter_"),
        ("syscalls", "sys_enter_openat("),
        ("sched", "sched_process_frok"),
        ("nothing", "at_all"),
        ("", ""),
    ],
)
def test_unknown_ones_are_refused(category, name):
    with pytest.raises(NotSupported, match="no tracepoint"):
        find(category, name)


def test_the_hint_names_what_is_near():
    with pytest.raises(NotSupported) as caught:
        find("syscalls", "sys_enter_opnat")
    assert "syscalls/sys_enter_openat" in caught.value.hint


@pytest.mark.linux
def test_records_are_those_of_this_kernel():
    if os.uname().machine != "x86_64":
        pytest.skip("the rows were read on x86-64")
    try:
        tracefs = Tracefs()
    except NotSupported as error:
        pytest.skip(str(error))
    compared = 0
    for name in names():
        category, _, event = name.partition("/")
        try:
            theirs = tracefs.tracepoint(category, event)
        except NotSupported:
            continue  # another configuration has another set
        ours = find(category, event)
        assert [tuple(f) for f in ours.fields] == [
            (f.name, f.type, f.offset, f.size, f.signed) for f in theirs.fields
        ]
        compared += 1
    tracefs.close()
    assert compared > 100
    assert find("syscalls", "sys_enter_read").fields[:4] == tracepoints.COMMON
