"""What PROG_LOAD is told besides instructions: refused with the same errno and log by both kernels."""

from __future__ import annotations

import struct

import pytest

from beebox.abi.enums import AttachType, Cmd, MapFlag, MapType, ProgFlag, ProgType
from beebox.abi.structs import MapCreateAttr, ProgLoadAttr
from beebox.isa.asm import assemble
from beebox.isa.digest import digest
from beebox.isa.insn import Insn, encode
from beebox.kernel import client

from .conftest import Probe, errno_of

BOUND, FRAGS = ProgFlag.XDP_DEV_BOUND_ONLY, ProgFlag.XDP_HAS_FRAGS
TC, TP, TRACING = ProgType.SCHED_CLS, ProgType.TRACEPOINT, ProgType.TRACING
NOT_FOUND = "failed to find BTF for kernel function"
NOTHING = assemble("r0 = 0\nexit")
TYPES = bytes.fromhex("9feb01001800000000000000 10000000 10000000 05000000") + bytes.fromhex(
    "01000000 00000001 04000000 20000001 00696e7400"
)
"""an int, and nothing else"""


def load(
    probe: Probe,
    insns: tuple[Insn, ...] = NOTHING,
    type_: int = ProgType.XDP,
    points: dict[str, bytes] | None = None,
    **more: int,
) -> tuple[str, str]:
    """Return the errno and the last lines of the log."""
    log, code = bytearray(1 << 16), encode(insns)
    attr = ProgLoadAttr(prog_type=type_, insn_cnt=len(insns), log_level=1, log_size=len(log))
    for name, value in more.items():
        setattr(attr, name, value)
    texts = {"insns": code, "license": b"GPL\0", "log_buf": log, **(points or {})}
    for name, data in texts.items():
        attr.point(name, data)
    errno = errno_of(lambda: probe.fds.append(probe.bpf(Cmd.PROG_LOAD, attr)))
    lines = bytes(log).split(b"\0")[0].decode().splitlines()
    return errno, "\n".join([line for line in lines if not line.startswith("processed")][-2:])


def kfunc(off: int) -> tuple[Insn, ...]:
    return (Insn(0x85, src=2, off=off, imm=5), *NOTHING)


def fds(*numbers: int) -> dict[str, bytes]:
    return {"fd_array": struct.pack(f"<{len(numbers)}i", *numbers)}


CASES: dict[str, tuple[dict[str, object], str, str]] = {
    "no such card": ({"prog_ifindex": 9999}, "EINVAL", ""),
    "no such card to be bound to": ({"prog_ifindex": 9999, "prog_flags": BOUND}, "EINVAL", ""),
    "a card that runs none": ({"prog_ifindex": 1}, "ENOTSUP", ""),
    "a card that runs none, bound": ({"prog_ifindex": 1, "prog_flags": BOUND}, "ENOTSUP", ""),
    "in parts, bound": ({"prog_ifindex": 1, "prog_flags": BOUND | FRAGS}, "ENOTSUP", ""),
    "in parts on the card": ({"prog_ifindex": 1, "prog_flags": FRAGS}, "EINVAL", ""),
    "bound and strict": ({"prog_ifindex": 1, "prog_flags": BOUND | 1}, "EINVAL", ""),
    "tc on the card": ({"prog_ifindex": 1, "type_": TC}, "ENOTSUP", ""),
    "tc, bound": ({"prog_ifindex": 1, "type_": TC, "prog_flags": BOUND}, "EINVAL", ""),
    "a tracepoint on the card": ({"prog_ifindex": 1, "type_": TP}, "EINVAL", ""),
    "bound to nothing": ({"prog_flags": BOUND}, "", ""),
    "any type in parts": ({"prog_flags": FRAGS, "type_": TP}, "", ""),
    "xdp attached to anything": ({"expected_attach_type": 999}, "", ""),
    "a type of the kernel": ({"attach_btf_id": 1}, "EINVAL", ""),
    "a program": ({"attach_prog_fd": 999}, "EINVAL", ""),
    "no program": ({"type_": TRACING, "attach_prog_fd": 999, "attach_btf_id": 1}, "EINVAL", ""),
    "a type beyond all": (
        {
            "type_": TRACING,
            "attach_btf_id": 1 << 20,
            "expected_attach_type": AttachType.TRACE_RAW_TP,
        },
        "EINVAL",
        "",
    ),
    "the size of no signature": ({"signature_size": 10}, "", ""),
    "a signature": ({"signature_size": 10, "points": {"signature": b"x" * 10}}, "ENOTSUP", ""),
    "a signature by nobody": (
        {"signature_size": 10, "keyring_id": 99999999, "points": {"signature": b"x" * 10}},
        "EINVAL",
        "",
    ),
    "a keyring": ({"keyring_id": 5}, "", ""),
    "no token": ({"prog_flags": MapFlag.TOKEN_FD, "prog_token_fd": 999}, "EBADF", ""),
    "fds that are nowhere": ({"fd_array_cnt": 1}, "EFAULT", ""),
    "a bad fd": (
        {"fd_array_cnt": 1, "points": fds(999)},
        "EBADF",
        "fd 999 is not pointing to valid bpf_map or btf",
    ),
    "too many fds": (
        {"fd_array_cnt": 1 << 30, "points": fds(999)},
        "EINVAL",
        "fd_array_cnt is too big (1073741824)",
    ),
    "a module, no fds": (
        {"insns": kfunc(1)},
        "EPROTO",
        f"kfunc offset > 0 without fd_array is invalid\n{NOT_FOUND}",
    ),
    "a module before the first": (
        {"insns": kfunc(-1), "points": fds(999)},
        "EINVAL",
        f"negative offset disallowed for kernel module function call\n{NOT_FOUND}",
    ),
    "a module behind a bad fd": (
        {"insns": kfunc(1), "points": fds(0, 999)},
        "EBADF",
        f"invalid module BTF fd specified\n{NOT_FOUND}",
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_refused(probe: Probe, name: str) -> None:
    more, errno, text = CASES[name]
    assert load(probe, **more) == (errno, text)  # type: ignore[arg-type]  # by name


def test_fds_of_maps_and_types(probe: Probe) -> None:
    """Maps that are counted among the fds belong to the program; a program's types are no module's."""
    given = probe.create(MapType.ARRAY, 4, 8, 1)
    types = client.btf_load(probe.kernel, TYPES)
    probe.fds.append(types)
    assert load(probe, points=fds(given, types), fd_array_cnt=2) == ("", "")
    told = client.ProgramDetails(probe.kernel, probe.fds[-1])
    assert told.map_ids == (client.MapDetails(probe.kernel, given).id,)
    said = f"invalid module BTF fd specified\n{NOT_FOUND}"
    assert load(probe, kfunc(1), points=fds(0, given)) == ("EINVAL", said)
    said = f"BTF fd for kfunc is not a module BTF\n{NOT_FOUND}"
    assert load(probe, kfunc(1), points=fds(0, types)) == ("EINVAL", said)


def test_a_program_is_attached_to_types(probe: Probe) -> None:
    types = client.btf_load(probe.kernel, TYPES)
    probe.fds.append(types)
    assert load(probe, type_=TRACING, attach_prog_fd=types, attach_btf_id=1)[0] == "524"


@pytest.mark.parametrize(("size", "bytes_"), [(32, 0), (31, 32), (0, 32), (64, 64)])
def test_a_map_says_whose_it_is(probe: Probe, size: int, bytes_: int) -> None:
    assert errno_of(exclusive, probe, bytes(bytes_) if bytes_ else None, size) == "EINVAL"


def exclusive(probe: Probe, owner: bytes | None, size: int = 32) -> int:
    attr = MapCreateAttr(map_type=MapType.ARRAY, key_size=4, value_size=8, max_entries=1)
    attr.excl_prog_hash_size = size
    attr.point("excl_prog_hash", owner)
    probe.fds.append(probe.bpf(Cmd.MAP_CREATE, attr))
    return probe.fds[-1]


def test_a_map_of_one_program(probe: Probe) -> None:
    """Only the program of that digest may use it: which is that of no fd and no id."""
    text = "r1 = map[fd:{}]\nr0 = {}\nexit"
    mine = exclusive(probe, digest(assemble(text.format(0, 7))))
    assert load(probe, assemble(text.format(mine, 7))) == ("", "")
    said = "program's hash doesn't match map's excl_prog_hash"
    assert load(probe, assemble(text.format(mine, 8))) == ("EACCES", said)
