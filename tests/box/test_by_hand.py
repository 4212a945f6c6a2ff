"""Runs by hand in the box: any attribute is answered, nothing stays behind, the interpreter's regions."""

from __future__ import annotations

import ctypes
import errno

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from beebox.abi.enums import Cmd, MapType, ProgFlag, ProgType
from beebox.abi.structs import MapCreateAttr, ProgLoadAttr
from beebox.abi.structs import TestRunAttr as Attr
from beebox.box.kernel import Box
from beebox.errors import KernelError, MemoryFault
from beebox.isa.asm import assemble
from beebox.isa.insn import encode
from beebox.kernel import client

KINDS = (ProgType.XDP, ProgType.SCHED_CLS, ProgType.SYSCALL, ProgType.RAW_TRACEPOINT)
SIZES = st.sampled_from(
    [0, 1, 13, 14, 15, 24, 64, 96, 97, 192, 3520, 3712, 4096, 4097, 65535, 1 << 20, 2**32 - 1]
)
PLACES = st.sampled_from(["null", "ours", "bad", "edge"])
KNOWN = {
    0, errno.EINVAL, errno.EFAULT, errno.E2BIG, errno.ENOSPC, errno.ENODEV, errno.ENXIO,
    errno.ENOMEM, errno.EOPNOTSUPP,
}  # fmt: skip
FEW = st.sampled_from([0, 0, 0, 1, 2, 4, 1000])


@pytest.fixture(params=["interpreter", "tier0"])
def box(request):
    made = Box(engine=request.param)
    yield made
    made.shut()


def load(box: Box, kind: ProgType, text: str = "r0 = 1\nexit") -> int:
    code = encode(assemble(text))
    flags = ProgFlag.SLEEPABLE if kind is ProgType.SYSCALL else 0
    attr = ProgLoadAttr(prog_type=kind, insn_cnt=len(code) // 8, prog_flags=flags)
    attr.point("insns", code)
    attr.point("license", b"GPL\0")
    return box.bpf(Cmd.PROG_LOAD, attr)


def refusal(box: Box, attr: Attr) -> int:
    """Return the errno, 0 if there is none."""
    try:
        box.bpf(Cmd.PROG_TEST_RUN, attr)
    except KernelError as error:
        return error.errno
    return 0


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    kind=st.sampled_from(KINDS),
    sizes=st.fixed_dictionaries(
        dict.fromkeys(("data_size_in", "data_size_out", "ctx_size_in", "ctx_size_out"), SIZES)
    ),
    places=st.fixed_dictionaries(
        dict.fromkeys(("data_in", "data_out", "ctx_in", "ctx_out"), PLACES)
    ),
    others=st.fixed_dictionaries(
        dict.fromkeys(("repeat", "flags", "cpu", "batch_size", "duration"), FEW)
    ),
    fill=st.binary(max_size=200),
)
def test_any_attribute_is_answered(box: Box, kind, sizes, places, others, fill) -> None:
    fd = load(box, kind)
    allowed = len(box.world.memory._regions)
    attr = Attr(prog_fd=fd, **sizes, **others)
    for name, place in places.items():
        room = max(sizes[f"{name.split('_')[0]}_size_{name.split('_')[1]}"], 1 << 17)
        if place == "ours" and room <= 1 << 20:
            attr.point(name, bytearray(fill.ljust(room, b"\0")))
        else:
            setattr(attr, name, {"null": 0, "bad": 8, "edge": (1 << 47) - 4}.get(place, 0))
    assert refusal(box, attr) in KNOWN
    assert attr.retval in (0, 1)
    box.close(fd)
    assert len(box.world.memory._regions) == allowed
    assert not list(box.world.programs)


# --- what the interpreter lets a program touch ------------------------------------------------


def fault_of(box: Box, kind: ProgType, text: str, *args: object, **more: object) -> str:
    """Return what the program dies of once its machine is told to go astray."""
    fd = load(box, kind, text)

    def astray(machine) -> None:
        while not machine.done:
            if machine.pc == len(machine.program.insns) - 2:
                machine.regs[2] += 40
            machine.advance()

    box.interpreter(fd).drive = astray
    with pytest.raises(MemoryFault) as caught:
        client.prog_test_run(box, fd, *args, **more)
    return str(caught.value)


@pytest.mark.parametrize(
    ("kind", "text", "args", "region"),
    [
        (ProgType.SYSCALL, "r2 = r1\nr0 = *(u64 *)(r2 + 0)\nexit", (None, bytes(16)), "context"),
        (
            ProgType.RAW_TRACEPOINT,
            "r2 = r1\nr0 = *(u64 *)(r2 + 8)\nexit",
            (None, bytes(16)),
            "context",
        ),
        (
            ProgType.XDP,
            "r2 = r10\n*(u64 *)(r2 - 8) = 0\nr0 = *(u64 *)(r2 - 8)\nexit",
            (bytes(14),),
            "stack of frame 0",
        ),
    ],
)
def test_faults_name_the_region_nearest(kind, text, args, region) -> None:
    box = Box(engine="interpreter")
    try:
        told = fault_of(box, kind, text, *args)
    finally:
        box.shut()
    assert f"beyond {region}" in told
    assert "instruction" in told
    assert "r2 is 0x" in told


def test_what_is_not_the_program_s_is_out_of_its_reach() -> None:
    """Another map of the same box, and the packet of a run that is over."""
    box = Box(engine="interpreter")
    attr = MapCreateAttr(map_type=MapType.ARRAY, key_size=4, value_size=8, max_entries=1)
    other = box.bpf(Cmd.MAP_CREATE, attr)
    (made,) = list(box.world.maps)
    fd = load(box, ProgType.SYSCALL, "r2 = r1\nr0 = *(u64 *)(r2 + 0)\nexit")

    def elsewhere(machine) -> None:
        machine.advance()
        machine.regs[2] = made.memory[0]
        machine.finish()

    box.interpreter(fd).drive = elsewhere
    with pytest.raises(MemoryFault):
        client.prog_test_run(box, fd, ctx=bytes(8))
    box.close(other)
    box.shut()


def test_packet_is_all_that_may_be_touched_of_its_page() -> None:
    box = Box(engine="interpreter")
    seen = []

    def look(machine) -> None:
        context = ctypes.c_uint64.from_address(machine.regs[1]).value
        seen.extend(machine.memory.find(context + at) for at in (-1, 0, 19, 20))
        machine.finish()

    fd = load(box, ProgType.XDP)
    box.interpreter(fd).drive = look
    client.prog_test_run(box, fd, bytes(20))
    assert [region.name if region else "" for region in seen] == ["", "packet", "packet", ""]
    box.shut()
