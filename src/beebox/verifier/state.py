"""The state of the abstract machine: frames of registers and stack slots, and open references.

After ``struct bpf_verifier_state`` (Linux 6.18, include/linux/bpf_verifier.h). Registers and slots
are immutable; a copy of a state copies a list and a dictionary a frame.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum, auto
from typing import TYPE_CHECKING, NamedTuple

from beebox.verifier.types import SCALAR, STACK, UNINIT, ZERO_OFFSET, Reg

if TYPE_CHECKING:
    from beebox.verifier.live_stack import Instance

STACK_LIMIT = 512
"""MAX_BPF_STACK"""
SLOTS = STACK_LIMIT // 8
"""slots of eight bytes"""
FRAME_LIMIT = 8
"""MAX_CALL_FRAMES"""

# one byte of stack
INVALID, SPILL, MISC, ZERO, DYNPTR, ITER, IRQ_FLAG = range(7)
SLOT_TEXT = "?rm0dif"


class RefKind(Enum):
    """What a reference is held on (enum ref_state_type)."""

    PTR = auto()
    IRQ = auto()
    LOCK = auto()
    RES_LOCK = auto()
    RES_LOCK_IRQ = auto()


class Ref(NamedTuple):
    """A reference that must be given back: to an object, a lock, the state of interrupts."""

    id: int
    insn: int
    """where it was acquired"""
    kind: RefKind = RefKind.PTR
    ptr: object | None = None
    """of a lock: the map or object it is in"""


class DynptrSlot(NamedTuple):
    """What one of a dynptr's two slots is: `Reg.of` of the slot."""

    kind: int
    """BPF_DYNPTR_TYPE_*"""
    first: bool


class IterSlot(NamedTuple):
    """What a slot of an open-coded iterator is: `Reg.of` of the slot."""

    type: object | None
    """the `TypeRef` of ``struct bpf_iter_<type>``"""
    state: int
    """1 active, 2 drained"""
    depth: int = 0
    """how many turns were walked: only the search for endless loops looks at it"""


class Held(NamedTuple):
    """What a path holds, besides references: locks, and sections in which it may not sleep."""

    locks: int = 0
    lock_id: int = 0
    lock_ptr: object | None = None
    preempt: int = 0
    rcu: bool = False
    irq_id: int = 0
    sleepable: bool = False
    """in_sleepable: this callback runs where it may sleep"""


NOTHING_HELD = Held()


class Slot(NamedTuple):
    """Eight bytes of stack: what each byte is, and the spilled register.

    As in the kernel the byte at the highest address is first: of slot 0 it is fp-1.
    """

    kinds: bytes
    reg: Reg = UNINIT


ALL_SPILL = bytes([SPILL] * 8)
ALL_MISC = Slot(bytes([MISC] * 8))
ALL_ZERO = Slot(bytes([ZERO] * 8))
NO_SLOT = Slot(bytes(8))


def is_spill(slot: Slot) -> bool:
    """Tell whether a register is kept here (is_spilled_reg): the lowest byte says so."""
    return slot.kinds[7] == SPILL


def is_scalar_spill(slot: Slot) -> bool:
    """Tell whether a scalar, or a part of one, is kept here."""
    return slot.kinds[7] == SPILL and slot.reg.type == SCALAR


SLOT_SHIFT = 10
"""in a mask of what is precise, the bits from here on are slots; below are registers"""


class Note(NamedTuple):
    """What a step of a path did besides."""

    frame: int = -1
    """it loads or stores a spilled register: in this frame"""
    slot: int = 0
    """and in this slot, as the bit of a mask (`SLOT_SHIFT`)"""
    stack_dst: bool = False
    """a jump that compares a pointer to the stack, in its first operand"""
    stack_src: bool = False
    linked: tuple[tuple[int, int], ...] = ()
    """the scalars that learn from each other here: frame, and the bit of a mask"""


NOTHING_NOTED = Note()


class Step(NamedTuple):
    """An instruction on a path that is not simply the next one, or that needs a note.

    After ``struct bpf_jmp_history_entry``.
    """

    insn: int
    previous: int
    """the instruction before it on the path"""
    note: Note | None = None


class Frame:
    """One call: registers, and stack by slot number (0 is fp-8)."""

    __slots__ = (
        "async_entry",
        "callbacks",
        "callsite",
        "depth",
        "instance",
        "is_callback",
        "number",
        "precise",
        "regs",
        "returns",
        "stack",
        "subprog",
    )

    def __init__(
        self,
        number: int,
        callsite: int,
        subprog: int,
        regs: list[Reg],
        stack: dict[int, Slot],
        depth: int = 0,
        is_callback: bool = False,
        callbacks: int = 0,
        async_entry: int = 0,
        precise: int = 0,
        returns: tuple[int, int] = (0, 1),
        instance: Instance | None = None,
    ) -> None:
        self.number = number
        self.callsite = callsite
        """the call that made it; -1 for the first"""
        self.subprog = subprog
        self.regs = regs
        self.stack = stack
        self.depth = depth
        """allocated stack in bytes: whole slots"""
        self.is_callback = is_callback
        """a helper made the call (in_callback_fn)"""
        self.callbacks = callbacks
        """how often the helper that is being called has called back (callback_depth)"""
        self.async_entry = async_entry
        """the how manieth entry into an asynchronous callback this is; 0: it is in none"""
        self.precise = precise
        """in a kept state: the scalars whose value mattered later, as a mask (`SLOT_SHIFT`)"""
        self.returns = returns
        """what a callback may return"""
        self.instance = instance
        """what is known of stack slots in the subprogram, as it is called here"""

    def copy(self) -> Frame:
        """Return a frame that changes apart from this one."""
        return Frame(
            self.number,
            self.callsite,
            self.subprog,
            self.regs.copy(),
            self.stack.copy(),
            self.depth,
            self.is_callback,
            self.callbacks,
            self.async_entry,
            self.precise,
            self.returns,
            self.instance,
        )


def entered(number: int, callsite: int, subprog: int) -> Frame:
    """Return the frame of a subprogram that has just been called, with nothing in it."""
    pointer = Reg(STACK, ZERO_OFFSET, of=number)
    return Frame(number, callsite, subprog, [*[UNINIT] * 10, pointer], {})


class State:
    """All frames, the references held, and where in the tree of states this one is."""

    __slots__ = (
        "branches",
        "component",
        "depth",
        "evicted",
        "first_insn",
        "frames",
        "held",
        "history",
        "insn",
        "last_insn",
        "loops",
        "parent",
        "refs",
        "speculative",
        "unrolled",
    )

    def __init__(
        self,
        frames: list[Frame],
        history: list[Step],
        refs: tuple[Ref, ...] = (),
        held: Held = NOTHING_HELD,
        parent: State | None = None,
        branches: int = 0,
        first_insn: int = 0,
        insn: int = 0,
        last_insn: int = -1,
        depth: int = 0,
        loops: int = 0,
        unrolled: int = 0,
        speculative: bool = False,
    ) -> None:
        self.frames = frames
        self.refs = refs
        """oldest first"""
        self.held = held
        self.speculative = speculative
        """the CPU may come here by a wrong guess only"""
        self.parent = parent
        self.branches = branches
        """paths from here that are not walked to their end yet"""
        self.history = history
        """the steps since the parent was kept (jmp_history)"""
        self.first_insn = first_insn
        """where the path went on when the parent was kept"""
        self.insn = insn
        """of a kept state: the instruction that it is before"""
        self.last_insn = last_insn
        """of a kept state: the instruction before it on the path"""
        self.component: tuple[int, ...] | None = None
        """of a kept state: the loop it is in, if any, and the calls that led there"""
        self.evicted = False
        """of a kept state: it is not looked at any more"""
        self.depth = depth
        """how many kept states this one stems from (dfs_depth)"""
        self.loops = loops
        """how often may_goto went on (may_goto_depth)"""
        self.unrolled = unrolled
        """how many callbacks were walked into (callback_unroll_depth)"""

    def copy(self) -> State:
        """Return a state that changes apart from this one."""
        return State(
            [frame.copy() for frame in self.frames],
            self.history.copy(),
            self.refs,
            self.held,
            self.parent,
            self.branches,
            self.first_insn,
            self.insn,
            self.last_insn,
            self.depth,
            self.loops,
            self.unrolled,
            self.speculative,
        )


def change_all(state: State, change: Callable[[Reg], Reg], live: int = 0x3FF) -> None:
    """Put every register, spilled ones too, through *change*; of the last frame only *live*."""
    for frame in state.frames:
        regs = frame.regs
        here = live if frame is state.frames[-1] else 0x3FF
        for number in range(10):
            if not here >> number & 1:
                continue
            reg = regs[number]
            made = change(reg)
            if made is not reg:
                regs[number] = made
        _change_stack(frame, change)


def _change_stack(frame: Frame, change: Callable[[Reg], Reg]) -> None:
    for number, slot in list(frame.stack.items()):
        if is_spill(slot):
            made = change(slot.reg)
            if made is not slot.reg:
                frame.stack[number] = Slot(slot.kinds, made)
