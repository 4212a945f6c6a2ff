"""Rows of kfuncs: complete, and as Linux has them."""

import ctypes
import os
import struct

import pytest

from beebox.abi.enums import ProgFlag, ProgType
from beebox.box.vmlinux import MACHINE, here
from beebox.btf.types import DeclTag, FuncProto
from beebox.isa.insn import Insn, encode
from beebox.spec import vmlinux
from beebox.spec.kfuncs import KFUNCS, UNCALLED
from beebox.spec.model import Does, Turn

_SYS_BPF = {"x86_64": 321, "aarch64": 280}.get(os.uname().machine, 0)
CALLERS = [
    ProgType.TRACEPOINT, ProgType.PERF_EVENT, ProgType.SYSCALL, ProgType.KPROBE,
    ProgType.RAW_TRACEPOINT, ProgType.XDP, ProgType.SCHED_CLS, ProgType.SCHED_ACT,
    ProgType.SK_SKB, ProgType.SOCKET_FILTER, ProgType.CGROUP_SKB, ProgType.CGROUP_DEVICE,
    ProgType.LWT_XMIT, ProgType.SK_MSG, ProgType.FLOW_DISSECTOR,
]  # fmt: skip


def tagged(btf) -> dict[str, int]:
    """Return the functions that are tagged as kfuncs, and their ids."""
    found = {}
    for number in btf.ids():
        made = btf.type(number) if btf.kind(number) == "decl_tag" else None
        if isinstance(made, DeclTag) and made.name == "bpf_kfunc":
            found[btf.type(made.type).name] = made.type
    return found


def test_every_kfunc_has_a_row() -> None:
    assert {name for name in tagged(vmlinux.own()) if name not in KFUNCS} == UNCALLED


@pytest.mark.parametrize("row", KFUNCS.values(), ids=lambda row: row.name)
def test_row(row) -> None:
    assert row.doc.endswith(".")
    if row.turn is not None:
        assert row.name.endswith(f"_{row.turn.name.lower()}")
        assert row.nullable == (row.turn is Turn.NEXT)
    if row.acquires:
        assert row.nullable or row.trusted


def test_what_is_acquired_can_be_released() -> None:
    """Each struct that a kfunc gives a reference to is one that another kfunc takes back."""
    btf = vmlinux.own()
    ids = tagged(btf)

    def proto(name) -> FuncProto:
        return btf.type(btf.type(ids[name]).type)

    def struct_of(ident) -> str:
        return btf.type(btf.resolve(btf.type(btf.resolve(ident)).type)).name

    taken = {
        struct_of(proto(name).params[0].type)
        for name, row in KFUNCS.items()
        if row.releases and name in ids
    }
    for name, row in KFUNCS.items():
        if row.acquires and row.does is None and name in ids:
            assert struct_of(proto(name).type) in taken, name


@pytest.mark.linux
@pytest.mark.parametrize("kind", CALLERS, ids=lambda kind: kind.name)
def test_linux_lets_the_same_programs_call(kind: ProgType) -> None:
    if not MACHINE.exists():
        pytest.skip("this machine shows no types")
    ids = tagged(here())
    if not _load(kind, 0)[1]:
        pytest.skip("bpf(2) says nothing")
    differ = []
    for name, ident in ids.items():
        row, log = KFUNCS.get(name), _load(kind, ident)[1]
        if row is None or row.attach is not None or row.does is Does.DEVICE:
            continue
        allowed = "is not allowed" not in log
        if allowed != (row.programs is None or kind in row.programs):
            differ.append((name, allowed))
    assert not differ


@pytest.mark.linux
def test_linux_has_the_same_flags() -> None:
    """With nothing but null for arguments the kernel says which flags it sees."""
    if not MACHINE.exists():
        pytest.skip("this machine shows no types")
    if not _load(ProgType.SYSCALL, 0)[1]:
        pytest.skip("bpf(2) says nothing")
    differ = []
    for name, ident in tagged(here()).items():
        row = KFUNCS.get(name)
        if row is None or (row.programs is not None and ProgType.TRACEPOINT not in row.programs):
            continue
        if row.does in (Does.DEVICE, Does.TRAP) or row.attach is not None:
            continue
        sleepable = "must be sleepable" in _load(ProgType.TRACEPOINT, ident)[1]
        careful = "Possibly NULL" in _load(ProgType.SYSCALL, ident)[1]
        if sleepable != row.sleepable:
            differ.append((name, "sleepable", sleepable))
        if careful and not (row.trusted or row.rcu or row.releases):
            differ.append((name, "trusted", careful))
    assert not differ


def _load(kind: ProgType, ident: int) -> tuple[int, str]:
    nulls = [Insn(0xB7, register) for register in range(1, 6)]
    insns = [*nulls, Insn(0x85, 0, 2, 0, ident), Insn(0xB7), Insn(0x95)]
    code, license_ = ctypes.create_string_buffer(encode(insns)), ctypes.create_string_buffer(b"GPL")
    log = ctypes.create_string_buffer(1 << 16)
    where = (ctypes.addressof(code), ctypes.addressof(license_))
    flags = ProgFlag.SLEEPABLE if kind is ProgType.SYSCALL else 0
    attr = struct.pack(
        "<IIQQIIQII", int(kind), len(insns), *where, 1, len(log), ctypes.addressof(log), 0, flags
    )
    libc = ctypes.CDLL(None, use_errno=True)
    fd = libc.syscall(_SYS_BPF, 5, ctypes.create_string_buffer(attr, 128), 128)
    if fd >= 0:
        os.close(fd)
    return fd, log.value.decode()
