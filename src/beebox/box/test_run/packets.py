"""What runs by hand of XDP and skb programs share: limits, fields of contexts, allowed memory."""

from __future__ import annotations

from errno import EINVAL, ENODEV
from typing import TYPE_CHECKING

from beebox.errors import KernelError
from beebox.isa.opcodes import CALL
from beebox.spec.helpers import HELPERS
from beebox.spec.programs import PROGRAMS

if TYPE_CHECKING:
    from beebox.abi.enums import ProgType
    from beebox.box.programs import Program
    from beebox.box.test_run.trial import Trial

ETHERNET = 14
"""ETH_HLEN: a packet has at least its link header"""
LOOPBACK = 1
"""the only device of the box"""
SHARED_INFO = 320
"""SKB_DATA_ALIGN(sizeof(struct skb_shared_info)): what Linux keeps behind every packet"""

_CHANGING = frozenset(func for func, row in HELPERS.items() if row.changes_packet or row.tail_call)
"""helpers that may move a packet's ends, or go on in a program that does"""


class Context:
    """The bytes of a context as programs are written for it, by the fields of its row."""

    def __init__(self, type_: ProgType, data: bytearray) -> None:
        self.data = data
        self._fields = {field.name: field for field in PROGRAMS[type_].fields}

    def __getitem__(self, name: str) -> int:
        return int.from_bytes(self.data[self._place(name)], "little")

    def __setitem__(self, name: str, value: int) -> None:
        place = self._place(name)
        self.data[place] = value.to_bytes(place.stop - place.start, "little")

    def _place(self, name: str) -> slice:
        field = self._fields[name]
        return slice(field.offset, field.offset + field.size)

    def zero_but(self, *names: str) -> bool:
        """Tell whether all bytes outside the fields *names* are zero."""
        rest = bytearray(self.data)
        for name in names:
            place = self._place(name)
            rest[place] = bytes(place.stop - place.start)
        return not any(rest)


def check_length(size: int, limit: int) -> None:
    """Refuse a packet of *size* bytes that is no packet, or too long (bpf_test_init)."""
    if size < ETHERNET:
        raise KernelError(
            EINVAL, f"a packet has {ETHERNET} bytes or more, its link header: {size} were given"
        )
    if size > limit:
        raise KernelError(EINVAL, f"a packet has {limit} bytes at most: {size} were given")


def check_device(index: int) -> None:
    """Refuse a device that the box does not have."""
    if index > LOOPBACK:
        raise KernelError(ENODEV, f"device {index}: the box has {LOOPBACK}, the loopback device")


def allow_packet(
    trial: Trial, program: Program, packet: tuple[int, int], room: tuple[int, int]
) -> None:
    """Let an interpreted program touch the *packet*; all its *room* if helpers may move its ends.

    Both are the addresses of a first byte and of the byte behind the last.
    """
    if trial.interpreted:
        start, end = room if changes_packet(program) else packet
        trial.allow("packet", start, end - start)


def changes_packet(program: Program) -> bool:
    """Tell whether *program* calls a helper that may move the packet's ends."""
    return any(
        insn.code == CALL and not insn.src and insn.imm in _CHANGING for insn in program.insns
    )
