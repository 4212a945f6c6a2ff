"""What the box accepts never faults in the checking interpreter: programs made at random, run."""

from __future__ import annotations

import errno
import random

import pytest
import verifier_mixed
from hypothesis import given, settings
from hypothesis import strategies as st
from verifier_cases import NUMBERS

from beebox.abi.enums import Cmd, MapType, ProgType
from beebox.abi.structs import MapCreateAttr, ProgLoadAttr
from beebox.box.kernel import Box
from beebox.errors import KernelError
from beebox.isa.asm import assemble
from beebox.isa.insn import encode
from beebox.kernel import client

SEEDS = st.integers(0, 1 << 32)
SHAPES = {
    "hash": (MapType.HASH, 8, 16, 4),
    "lru": (MapType.HASH, 8, 16, 4),
    "percpu": (MapType.PERCPU_HASH, 8, 16, 4),
    "ring": (MapType.RINGBUF, 0, 0, 4096),
}


class Kernel:
    """A box that interprets, its maps of the names that the programs use."""

    def __init__(self) -> None:
        self.box = Box(engine="interpreter")
        self.maps: dict[str, int] = {}
        for name, (kind, key, value, entries) in SHAPES.items():
            attr = MapCreateAttr(map_type=kind, key_size=key, value_size=value, max_entries=entries)
            self.maps[name] = self.box.bpf(Cmd.MAP_CREATE, attr)

    def load(self, text: str, kind: ProgType) -> int:
        """Return an fd, 0 if the program is refused as unsafe."""
        for name, fd in self.maps.items():
            text = text.replace(f"map[{name}]", f"map[fd:{fd}]")
        code = encode(assemble(text, maps=NUMBERS))
        attr = ProgLoadAttr(prog_type=kind, insn_cnt=len(code) // 8)
        attr.point("insns", code)
        attr.point("license", b"GPL\0")
        try:
            return self.box.bpf(Cmd.PROG_LOAD, attr)
        except KernelError as error:
            if error.errno not in {errno.EACCES, errno.EINVAL}:
                raise
            return 0


@pytest.fixture(scope="module")
def kernel():
    made = Kernel()
    yield made
    made.box.shut()


@settings(max_examples=150, deadline=None)
@given(SEEDS)
def test_pointers_references_spills_and_calls(kernel: Kernel, seed: int) -> None:
    fd = kernel.load(verifier_mixed.text(seed), ProgType.RAW_TRACEPOINT)
    if fd:
        for _ in range(3):  # maps fill up meanwhile
            client.prog_test_run(kernel.box, fd)
        kernel.box.close(fd)


def test_most_of_the_mixed_programs_are_run(kernel: Kernel) -> None:
    fds = [kernel.load(verifier_mixed.text(seed), ProgType.RAW_TRACEPOINT) for seed in range(60)]
    assert len(list(filter(None, fds))) > 10
    for fd in filter(None, fds):
        kernel.box.close(fd)


def packet_program(seed: int, kind: ProgType) -> str:
    """Return a program that goes into its packet: checks of bounds that suffice, or nearly."""
    rnd = random.Random(seed)
    data, end, meta = (0, 4, 8) if kind is ProgType.XDP else (76, 80, 140)
    lines = [f"r6 = *(u32 *)(r1 + {data})", f"r7 = *(u32 *)(r1 + {end})"]
    if rnd.random() < 0.3:
        lines += [f"r6 = *(u32 *)(r1 + {meta})", f"r7 = *(u32 *)(r1 + {data})"]
    need = rnd.randint(1, 24)
    lines += ["r2 = r6", f"r2 += {need}", f"if r2 {rnd.choice(['>', '>=', '>'])} r7 goto out"]
    for _ in range(rnd.randint(1, 4)):
        size, name = rnd.choice([(1, "u8"), (2, "u16"), (4, "u32"), (8, "u64")])
        at = rnd.randint(0, max(need - size, 0)) + rnd.choice([0] * 9 + [1, 8])
        lines.append(
            rnd.choice(
                [
                    f"r8 = *({name} *)(r6 + {at})",
                    f"*({name} *)(r6 + {at}) = {rnd.randint(0, 9)}",
                    f"r8 = *({name} *)(r2 - {rnd.randint(size, max(need, size))})",
                ]
            )
        )
    if rnd.random() < 0.6:  # a length read from the packet, as parsers do
        mask = rnd.choice([3, 15, 60, 255])
        lines += [
            "r8 = *(u8 *)(r6 + 0)",
            f"r8 &= {mask}",
            "r9 = r6",
            "r9 += r8",
            "r2 = r9",
            f"r2 += {need}",
            "if r2 > r7 goto out",
            f"r0 = *(u8 *)(r9 + {need - 1 + rnd.choice([0, 0, 0, 1])})",
            f"*(u8 *)(r9 + {rnd.randint(0, need - 1)}) = 1",
        ]
    return "\n".join([*lines, "out: r0 = 0", "exit"])


@pytest.mark.parametrize("kind", [ProgType.XDP, ProgType.SCHED_CLS])
@settings(max_examples=80, deadline=None)
@given(seed=SEEDS, length=st.integers(14, 60), fill=st.binary(min_size=60, max_size=60))
def test_packets(kernel: Kernel, kind: ProgType, seed: int, length: int, fill: bytes) -> None:
    fd = kernel.load(packet_program(seed, kind), kind)
    if fd:
        packet = bytes(12) + b"\x88\xb5" + fill
        client.prog_test_run(kernel.box, fd, packet[:length])
        kernel.box.close(fd)
