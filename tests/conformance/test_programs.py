"""Programs, links, perf events and what is told of them, on both kernels.

The programs do nothing for anybody but this process: they return at once.
"""

from __future__ import annotations

import ctypes
import os
import struct

import pytest

from beebox.abi.enums import (
    AttachType,
    Cmd,
    LinkType,
    MapFlag,
    MapType,
    PerfIoctl,
    PerfSample,
    PerfSoftware,
    PerfType,
    ProgFlag,
    ProgType,
)
from beebox.abi.structs import (
    GetIdAttr,
    LinkCreateAttr,
    LinkDetachAttr,
    LinkInfo,
    MapElemAttr,
    ObjGetInfoAttr,
    PerfEventAttr,
    ProgInfo,
    ProgLoadAttr,
    RawTracepointAttr,
)
from beebox.errors import KernelError
from beebox.isa.asm import assemble
from beebox.isa.insn import encode

from .conftest import Probe, errno_of

NOTHING = "r0 = 0\nexit"
READS_TO = "r0 = *(u8 *)(r1 + {})\nr0 = 0\nexit"


def load(probe: Probe, text: str = NOTHING, type_: int = ProgType.TRACEPOINT, **more) -> int:
    return load_raw(probe, encode(assemble(text)), type_, **more)


def load_raw(
    probe: Probe, code: bytes, type_: int = ProgType.TRACEPOINT, gpl: bool = True, **more
) -> int:
    attr = ProgLoadAttr(prog_type=type_, insn_cnt=len(code) // 8, **more)
    attr.point("insns", code or b"\0")
    attr.point("license", b"GPL\0" if gpl else b"Proprietary\0")
    if "log" in attr.__dict__:
        attr.point("log_buf", attr.log)
    fd = probe.bpf(Cmd.PROG_LOAD, attr)
    probe.fds.append(fd)
    return fd


def test_load(probe: Probe) -> None:
    assert load(probe) > 0
    assert errno_of(load_raw, probe, b"") == "E2BIG"
    assert errno_of(load, probe, type_=0) == "EINVAL"
    assert errno_of(load, probe, type_=99) == "EINVAL"
    assert errno_of(load, probe, prog_flags=1 << 30) == "EINVAL"
    assert load(probe, prog_flags=ProgFlag.STRICT_ALIGNMENT) > 0
    assert load(probe, prog_name=b"name_1.x") > 0
    assert errno_of(load, probe, prog_name=b"bad name") == "EINVAL"
    assert errno_of(load, probe, prog_name=b"sixteen_chars_xx") == "EINVAL"
    assert load(probe, kern_version=12345) > 0
    assert load(probe, gpl=False) > 0


def test_load_needs_its_memory(probe: Probe) -> None:
    attr = ProgLoadAttr(prog_type=ProgType.TRACEPOINT, insn_cnt=2, insns=8)
    attr.point("license", b"GPL\0")
    assert errno_of(probe.bpf, Cmd.PROG_LOAD, attr) == "EFAULT"
    attr.point("insns", encode(assemble(NOTHING)))
    attr.license = 8
    assert errno_of(probe.bpf, Cmd.PROG_LOAD, attr) == "EFAULT"
    attr.point("license", b"x" * 4096)
    assert errno_of(probe.bpf, Cmd.PROG_LOAD, attr) == ""


LOGS = [
    # level, buffer, size, errno
    (0, False, 0, ""),
    (1, False, 0, ""),
    (1, True, 4096, ""),
    (0, True, 4096, "EINVAL"),
    (1, True, 0, "EINVAL"),
    (1, False, 4096, "EINVAL"),
    (16, True, 4096, "EINVAL"),
    (1 | 8, True, 4096, ""),
]


@pytest.mark.parametrize(("level", "buffer", "size", "expected"), LOGS)
def test_log_attributes(probe: Probe, level: int, buffer: bool, size: int, expected: str) -> None:
    attr = ProgLoadAttr(prog_type=ProgType.TRACEPOINT, insn_cnt=2, log_level=level, log_size=size)
    attr.point("insns", encode(assemble(NOTHING)))
    attr.point("license", b"GPL\0")
    if buffer:
        attr.point("log_buf", bytearray(4096))
    assert errno_of(lambda: probe.fds.append(probe.bpf(Cmd.PROG_LOAD, attr))) == expected


@pytest.mark.parametrize("fixed", [0, 8])
def test_log_is_cut(probe: Probe, fixed: int) -> None:
    """ENOSPC and the true size; the end of the log is kept, or with FIXED its beginning."""
    logs = []
    for size in (4096, 20):
        log = bytearray(b"\xff" * 4096)
        attr = ProgLoadAttr(
            prog_type=ProgType.TRACEPOINT, insn_cnt=2, log_level=2 | fixed, log_size=size
        )
        attr.point("insns", encode(assemble(NOTHING)))
        attr.point("license", b"GPL\0")
        attr.point("log_buf", log)
        expected = "" if size == 4096 else "ENOSPC"
        assert errno_of(lambda a=attr: probe.fds.append(probe.bpf(Cmd.PROG_LOAD, a))) == expected
        logs.append((attr.log_true_size, bytes(log)))
    (true, whole), (same, cut) = logs
    assert true == same
    text = whole.split(b"\0")[0]
    assert true == len(text) + 1
    assert cut[20:] == b"\xff" * (4096 - 20)
    if fixed:
        assert cut[:20] == text[:19] + b"\0"
    else:
        time_varies = b"verification time" in text
        assert cut[19:20] == b"\0"
        assert time_varies or cut[:19] == text[-19:]


def test_maps_of_programs(probe: Probe) -> None:
    fd = probe.create(MapType.ARRAY, 4, 8, 1)
    assert load(probe, f"r1 = map[fd:{fd}]\nr0 = 0\nexit") > 0
    assert errno_of(load, probe, "r1 = map[fd:9999]\nr0 = 0\nexit") == "EBADF"
    assert errno_of(load, probe, "r1 = map[fd:0]\nr0 = 0\nexit") == "EINVAL"
    assert errno_of(load, probe, f"r1 = map[fd:{load(probe)}]\nr0 = 0\nexit") == "EINVAL"
    assert load(probe, f"r1 = map[fd:{fd}][0]+4\nr0 = 0\nexit") > 0
    assert errno_of(load, probe, f"r1 = map[fd:{fd}][0]+8\nr0 = 0\nexit") == "EINVAL"
    table = probe.create(MapType.HASH, 4, 8, 1)
    assert errno_of(load, probe, f"r1 = map[fd:{table}][0]+0\nr0 = 0\nexit") == "EINVAL"


def info_of(probe: Probe, fd: int, kind: type, **more):
    info = kind(**more)
    attr = ObjGetInfoAttr(bpf_fd=fd, info_len=ctypes.sizeof(info))
    attr.point("info", info)
    probe.bpf(Cmd.OBJ_GET_INFO_BY_FD, attr)
    return info


def test_program_info(probe: Probe) -> None:
    first = probe.create(MapType.ARRAY, 4, 8, 1)
    second = probe.create(MapType.HASH, 4, 8, 1)
    text = f"r1 = map[fd:{first}]\nr2 = map[fd:{second}]\nr3 = map[fd:{first}]\nr0 = 0\nexit"
    fd = load(probe, text, prog_name=b"shown")
    info = info_of(probe, fd, ProgInfo)
    assert (info.type, info.name, info.gpl_compatible) == (ProgType.TRACEPOINT, b"shown", 1)
    assert info.created_by_uid == os.getuid()
    assert (info.nr_map_ids, info.nr_jited_ksyms, info.nr_jited_func_lens) == (2, 1, 1)
    assert (info.jited_prog_len > 0) != probe.interpreted
    assert info.load_time > 0
    assert info.verified_insns > 0
    ids = (ctypes.c_uint32 * 4)()
    code = (ctypes.c_char * 4096)()
    info = info_of(
        probe,
        fd,
        ProgInfo,
        nr_map_ids=4,
        map_ids=ctypes.addressof(ids),
        xlated_prog_len=4096,
        xlated_prog_insns=ctypes.addressof(code),
    )
    assert info.nr_map_ids == 2
    assert len(set(ids[:2])) == 2
    assert list(ids[2:]) == [0, 0]
    assert info.xlated_prog_len % 8 == 0
    assert info.xlated_prog_len >= 16


def test_tags_are_the_same_on_both_kernels(probe: Probe) -> None:
    """The tag leaves maps out, so it is one for one program."""
    assert bytes(info_of(probe, load(probe), ProgInfo).tag).hex() == TAG_OF_NOTHING
    tags = set()
    for _ in range(2):
        fd = probe.create(MapType.ARRAY, 4, 8, 1)
        loaded = load(probe, f"r1 = map[fd:{fd}]\nr0 = 0\nexit")
        tags.add(bytes(info_of(probe, loaded, ProgInfo).tag).hex())
    assert len(tags) == 1


TAG_OF_NOTHING = "59f4a931744dcdc6"


def event(
    probe: Probe, category: str = "syscalls", name: str = "sys_enter_getpgid", pid: int = -1
) -> int:
    attr = PerfEventAttr(type=PerfType.TRACEPOINT, sample_type=PerfSample.RAW, sample_period=1)
    attr.config = probe.kernel.facts.tracepoint(category, name).id
    fd = probe.kernel.perf_event_open(attr, pid, 0)
    probe.fds.append(fd)
    return fd


def link(probe: Probe, prog: int, target: int, type_: int = AttachType.PERF_EVENT, **more) -> int:
    attr = LinkCreateAttr(prog_fd=prog, target_fd=target, attach_type=type_, **more)
    fd = probe.bpf(Cmd.LINK_CREATE, attr)
    probe.fds.append(fd)
    return fd


def output(probe: Probe, cpu: int = 0) -> int:
    attr = PerfEventAttr(type=PerfType.SOFTWARE, config=PerfSoftware.BPF_OUTPUT)
    attr.sample_type = PerfSample.RAW
    attr.sample_period = attr.wakeup_events = 1
    fd = probe.kernel.perf_event_open(attr, -1, cpu)
    probe.fds.append(fd)
    return fd


def test_link(probe: Probe) -> None:
    target = event(probe)
    prog = load(probe)
    made = link(probe, prog, target)
    info = info_of(probe, made, LinkInfo)
    assert info.type == LinkType.PERF_EVENT
    assert info.prog_id == info_of(probe, prog, ProgInfo).id
    assert errno_of(link, probe, load(probe), target) == "EEXIST"
    probe.kernel.close(made)
    probe.fds.remove(made)
    link(probe, prog, target)


def test_link_refusals(probe: Probe) -> None:
    target, prog = event(probe), load(probe)
    array = probe.create(MapType.ARRAY, 4, 4, 1)
    assert errno_of(link, probe, 9999, target) == "EBADF"
    assert errno_of(link, probe, array, target) == "EINVAL"
    assert errno_of(link, probe, prog, 9999) == "EBADF"
    assert errno_of(link, probe, prog, array) == "EBADF"
    assert errno_of(link, probe, prog, target, flags=1) == "EINVAL"
    assert errno_of(link, probe, prog, target, AttachType.XDP) == "EINVAL"
    assert errno_of(link, probe, prog, output(probe)) == "EINVAL"
    raw = load(probe, type_=ProgType.RAW_TRACEPOINT)
    assert errno_of(link, probe, raw, target) == "EINVAL"
    detached = link(probe, prog, target)
    assert errno_of(probe.bpf, Cmd.LINK_DETACH, LinkDetachAttr(link_fd=detached)) == "ENOTSUP"
    assert errno_of(probe.bpf, Cmd.LINK_DETACH, LinkDetachAttr(link_fd=prog)) == "EINVAL"


def test_reading_behind_the_record_is_refused(probe: Probe) -> None:
    target = event(probe)  # sys_enter_getpgid: one argument, 24 bytes
    link(probe, load(probe, READS_TO.format(23)), target)
    other = event(probe)
    behind = load(probe, READS_TO.format(24))
    assert errno_of(link, probe, behind, other) == "EACCES"


def test_set_bpf(probe: Probe) -> None:
    kernel, target, prog = probe.kernel, event(probe), load(probe)
    assert errno_of(kernel.ioctl, target, PerfIoctl.SET_BPF, 9999) == "EBADF"
    kernel.ioctl(target, PerfIoctl.SET_BPF, prog)
    kernel.ioctl(target, PerfIoctl.ENABLE)
    kernel.ioctl(target, PerfIoctl.DISABLE)
    assert errno_of(kernel.ioctl, target, PerfIoctl.SET_BPF, prog) == "EEXIST"
    assert errno_of(kernel.ioctl, target, 0x1234) == "ENOTTY"


def raw_open(probe: Probe, prog: int, name: bytes | None) -> int:
    attr = RawTracepointAttr(prog_fd=prog)
    attr.point("name", name)
    fd = probe.bpf(Cmd.RAW_TRACEPOINT_OPEN, attr)
    probe.fds.append(fd)
    return fd


def test_raw_tracepoint(probe: Probe) -> None:
    prog = load(probe, type_=ProgType.RAW_TRACEPOINT)
    assert errno_of(raw_open, probe, prog, b"no_such_tracepoint\0") == "ENOENT"
    assert errno_of(raw_open, probe, prog, None) == "EFAULT"
    assert errno_of(raw_open, probe, load(probe), b"sys_enter\0") == "EINVAL"
    assert errno_of(raw_open, probe, 9999, b"sys_enter\0") == "EBADF"
    made = raw_open(probe, prog, b"sys_enter\0")
    name = (ctypes.c_char * 32)()
    info = LinkInfo()
    info.raw_tracepoint.tp_name = ctypes.addressof(name)
    info.raw_tracepoint.tp_name_len = 32
    attr = ObjGetInfoAttr(bpf_fd=made, info_len=ctypes.sizeof(info))
    attr.point("info", info)
    probe.bpf(Cmd.OBJ_GET_INFO_BY_FD, attr)
    assert (info.type, name.value) == (LinkType.RAW_TRACEPOINT, b"sys_enter")
    assert info.raw_tracepoint.tp_name_len == 10


def test_perf_events(probe: Probe) -> None:
    kernel = probe.kernel
    attr = PerfEventAttr(type=PerfType.TRACEPOINT, config=1 << 30)
    assert errno_of(kernel.perf_event_open, attr, -1, 0) in {"EINVAL", "ENOENT"}
    out = output(probe)
    assert errno_of(kernel.mmap, out, 4096 * 4, writable=True) == "EINVAL"
    shared = kernel.mmap(out, 4096 * 3, writable=True)
    words = shared.view[1024:1056].cast("Q")
    assert list(words) == [0, 0, 4096, 8192]
    words.release()
    shared.close()
    array = probe.create(MapType.PERF_EVENT_ARRAY, 4, 4, 1)
    probe.update(array, bytes(4), struct.pack("<I", out))
    probe.update(array, bytes(4), struct.pack("<I", out))
    probe.delete(array, bytes(4))
    assert errno_of(probe.delete, array, bytes(4)) == "ENOENT"


def ids_of(probe: Probe, cmd: int) -> list[int]:
    found, attr = [], GetIdAttr()
    while True:
        try:
            probe.bpf(cmd, attr)
        except KernelError:
            return found
        found.append(attr.next_id)
        attr.start_id = attr.next_id


def test_ids(probe: Probe) -> None:
    prog = load(probe)
    array = probe.create(MapType.ARRAY, 4, 4, 1)
    made = link(probe, prog, event(probe))
    wanted = {
        Cmd.PROG_GET_NEXT_ID: (info_of(probe, prog, ProgInfo).id, Cmd.PROG_GET_FD_BY_ID),
        Cmd.LINK_GET_NEXT_ID: (info_of(probe, made, LinkInfo).id, Cmd.LINK_GET_FD_BY_ID),
    }
    for cmd, (number, by_id) in wanted.items():
        assert number in ids_of(probe, cmd)
        probe.fds.append(probe.bpf(by_id, GetIdAttr(start_id=number)))
        assert errno_of(probe.bpf, by_id, GetIdAttr(start_id=1 << 30)) == "ENOENT"
        assert errno_of(probe.bpf, cmd, GetIdAttr(start_id=(1 << 31) - 1)) == "EINVAL"
        assert errno_of(probe.bpf, cmd, GetIdAttr(start_id=(1 << 31) - 2)) == "ENOENT"
    assert (
        errno_of(probe.bpf, Cmd.MAP_GET_FD_BY_ID, GetIdAttr(start_id=1, open_flags=1 << 20))
        == "EINVAL"
    )
    assert array


def test_an_object_lives_as_long_as_something_refers_to_it(probe: Probe) -> None:
    kernel = probe.kernel
    array = probe.create(MapType.ARRAY, 4, 4, 1, MapFlag.MMAPABLE)
    prog = load(probe, f"r1 = map[fd:{array}]\nr0 = 0\nexit")
    ids = (ctypes.c_uint32 * 1)()
    info_of(probe, prog, ProgInfo, nr_map_ids=1, map_ids=ctypes.addressof(ids))
    kernel.close(array)
    again = probe.bpf(Cmd.MAP_GET_FD_BY_ID, GetIdAttr(map_id=ids[0]))
    probe.fds.append(again)
    kernel.close(prog)
    assert probe.lookup(again, bytes(4), 4) == bytes(4)
    kernel.close(again)
    made = load(probe)
    target = event(probe)
    number = info_of(probe, made, ProgInfo).id
    linked = link(probe, made, target)
    kernel.close(made)
    kept = probe.bpf(Cmd.PROG_GET_FD_BY_ID, GetIdAttr(prog_id=number))
    kernel.close(kept)
    kernel.close(linked)
    gone = GetIdAttr(prog_id=number)
    if kernel.facts.name == "box":  # Linux frees a program some time later
        assert errno_of(probe.bpf, Cmd.PROG_GET_FD_BY_ID, gone) == "ENOENT"
    assert errno_of(probe.bpf, Cmd.MAP_LOOKUP_ELEM, MapElemAttr(map_fd=again)) == "EBADF"
