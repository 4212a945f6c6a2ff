"""The generated ABI: names, the lazy making of classes, and that it says what this kernel says."""

import ctypes
import subprocess
import sys
from enum import IntEnum
from pathlib import Path

import pytest

from beebox.abi import commands, enums, structs, syscalls
from beebox.abi.enums import AttachType, Cmd, Func, MapType, ProgType
from beebox.btf.read import read
from beebox.errors import NotSupported

ROOT = Path(__file__).resolve().parent.parent.parent
VMLINUX = Path("/sys/kernel/btf/vmlinux")


@pytest.fixture(scope="module")
def vmlinux():
    if not VMLINUX.exists():
        pytest.skip("this kernel has no BTF")
    return read(VMLINUX.read_bytes())


def test_well_known_numbers():
    assert (Cmd.MAP_CREATE, Cmd.PROG_LOAD, Cmd.LINK_CREATE) == (0, 5, 28)
    assert (MapType.HASH, MapType.RINGBUF) == (1, 27)
    assert (ProgType.TRACEPOINT, ProgType.TRACING) == (5, 26)
    assert AttachType.PERF_EVENT == 41
    assert (Func.map_lookup_elem, Func.get_current_pid_tgid, Func.ringbuf_output) == (1, 14, 130)


def test_a_current_name_wins_over_a_deprecated_one():
    assert MapType(19).name == "CGROUP_STORAGE"
    assert MapType.CGROUP_STORAGE_DEPRECATED is MapType.CGROUP_STORAGE


def test_members_or_to_plain_ints():
    flags = enums.MapFlag.NO_PREALLOC | enums.MapFlag.MMAPABLE
    assert flags == 1025
    assert type(flags) is int


def test_everything_listed_can_be_made_and_is_documented():
    for name in dir(enums):
        made = getattr(enums, name)
        assert issubclass(made, IntEnum)
        assert made.__doc__
        assert len(made) > 0
    for name in dir(structs):
        made = getattr(structs, name)
        assert issubclass(made, (ctypes.Structure, ctypes.Union))
        assert made.__doc__


def test_unknown_names_are_attribute_errors():
    with pytest.raises(AttributeError, match="Nonsense"):
        enums.Nonsense  # noqa: B018
    with pytest.raises(AttributeError, match="Nonsense"):
        structs.Nonsense  # noqa: B018
    assert structs.MapInfo is structs.MapInfo


def test_every_command_has_a_row_and_its_end_lies_in_its_struct():
    assert set(commands.ROWS) == set(Cmd)
    for row in commands.ROWS.values():
        assert issubclass(row.attr, structs.Attr)
        assert 0 < row.end <= ctypes.sizeof(row.attr)


def test_names_of_one_union_are_one_field():
    attr = structs.MapElemAttr(next_key=7)
    assert attr.value == 7
    link = structs.LinkCreateAttr(target_ifindex=3)
    assert link.target_fd == 3
    link.perf_event.bpf_cookie = 9
    assert link.iter_info == 9
    assert structs.LinkCreateAttr.target_btf_id.offset == 16


def test_point_keeps_buffers_and_spans_tells_them():
    attr = structs.ObjGetInfoAttr()
    info = structs.MapInfo()
    attr.point("info", info)
    inner = bytearray(3)
    nested = structs.ProgInfo()
    nested.point("map_ids", inner)
    attr.point("info", nested)
    assert attr.info == ctypes.addressof(nested)
    lengths = sorted(length for _, length in attr.spans())
    assert lengths == [3, ctypes.sizeof(structs.ProgInfo)]
    ctypes.memmove(nested.map_ids, b"abc", 3)
    assert inner == b"abc"
    attr.point("info", None)
    assert (attr.info, list(attr.spans())) == (0, [])


def test_point_copies_bytes():
    attr = structs.ProgLoadAttr()
    attr.point("license", b"GPL\0")
    assert ctypes.string_at(attr.license) == b"GPL"
    attr.point("insns", b"")
    assert attr.insns


@pytest.mark.parametrize(
    ("name", "kernel"),
    [
        ("ProgInfo", "bpf_prog_info"),
        ("MapInfo", "bpf_map_info"),
        ("BtfInfo", "bpf_btf_info"),
        ("LinkInfo", "bpf_link_info"),
        ("PerfEventAttr", "perf_event_attr"),
        ("PerfMmapPage", "perf_event_mmap_page"),
        ("FuncInfoRecord", "bpf_func_info"),
        ("LineInfoRecord", "bpf_line_info"),
    ],
)
def test_sizes_and_offsets_are_the_kernels(vmlinux, name, kernel):
    kin = getattr(structs, name)
    found = vmlinux.find(kernel, "struct")
    assert ctypes.sizeof(kin) <= vmlinux.size(found)  # a newer kernel may have more
    for member in vmlinux.type(found).members:
        if member.name and not member.bits and hasattr(kin, member.name):
            assert getattr(kin, member.name).offset == member.offset // 8, member.name


def test_system_call_numbers():
    assert syscalls.numbers("x86_64")["openat"] == 257
    assert syscalls.names("x86_64")[321] == "bpf"
    assert syscalls.numbers("aarch64")["openat"] == 56
    assert syscalls.numbers("aarch64")["bpf"] == 280
    with pytest.raises(NotSupported, match="pdp11"):
        syscalls.numbers("pdp11")


@pytest.mark.linux
@pytest.mark.parametrize("script", ["gen_abi.py", "gen_tracepoints.py"])
def test_the_generated_files_are_what_this_kernel_gives(script):
    import os

    if not os.uname().release.startswith("6.18.") or os.uname().machine != "x86_64":
        pytest.skip("the checked-in files are of Linux 6.18 on x86-64")
    if os.geteuid() != 0 or not VMLINUX.exists():
        pytest.skip("needs root and vmlinux BTF")
    if not Path("/usr/include/x86_64-linux-gnu/asm/unistd_64.h").exists():
        pytest.skip("the kernel's headers are not installed")
    command = [sys.executable, str(ROOT / "scripts" / script), "--check"]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr
