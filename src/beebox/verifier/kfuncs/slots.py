"""Objects that live on the stack in whole slots: where one is.

After Linux 6.18 kernel/bpf/verifier.c: stack_slot_obj_get_spi.
"""

from __future__ import annotations

from errno import EINVAL, ERANGE

from beebox.verifier.env import Env
from beebox.verifier.stack import frame_of
from beebox.verifier.stack import write as stack_write
from beebox.verifier.state import NO_SLOT, Slot
from beebox.verifier.types import Refusal, Reg

OUTSIDE = -ERANGE
"""the slots are not allocated yet"""


class Wrong(Refusal):
    """The pointer cannot be one to such an object; whoever asks may have a better message."""


def find(env: Env, reg: Reg, what: str, count: int) -> int:
    """Return the first slot of an object of *count* slots, or OUTSIDE.

    The first is the one at the lowest address, which has the highest number.

    Raises:
        Wrong: the pointer is not at the beginning of a slot.
    """
    if reg.bounds.mask:
        raise Wrong(EINVAL, f"{what} has to be at a constant offset")
    off = reg.off + reg.bounds.smin
    if off % 8:
        raise Wrong(EINVAL, f"cannot pass in {what} at an offset={off}")
    number = int((-off - 1) / 8)
    if number + 1 < count:
        raise Wrong(EINVAL, f"cannot pass in {what} at an offset={off}")
    return number if number < frame_of(env, reg).depth // 8 else OUTSIDE


def at(env: Env, reg: Reg, number: int) -> Slot:
    """Return a slot of the frame that *reg* points into."""
    return frame_of(env, reg).stack.get(number, NO_SLOT)


def put(env: Env, reg: Reg, number: int, slot: Slot) -> None:
    """Make a slot of the frame that *reg* points into something else."""
    frame = frame_of(env, reg)
    frame.stack[number] = slot
    env.writes_stack(frame.number, 1 << number)
    env.log.slots.add(number)


def take(env: Env, reg: Reg, first: int, count: int) -> None:
    """Take note that *count* slots are read (mark_stack_slot_obj_read)."""
    for number in range(first, first - count, -1):
        env.reads_stack(frame_of(env, reg).number, 1 << number)
        env.log.slots.add(number)


def write(env: Env, number: int, reg: Reg, count: int) -> None:
    """Write *count* slots where register *number* points: they are no more what they were."""
    for at_byte in range(0, 8 * count, 8):
        stack_write(env, number, reg, reg.off + at_byte, 8, None, None)
