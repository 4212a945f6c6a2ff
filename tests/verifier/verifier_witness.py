"""Whether what runs is what was proved: each concrete state lies in an abstract one.

A proof is walked again and all its states are kept (`walked`). Then the program runs in the
checking interpreter, and before each instruction a state must be found among them that holds
what is in registers and stack (`Witness`). There are two ways to walk:

* every scalar counts wherever states are compared. Then any path that is not walked is within
  one that is, with all its numbers, and each state that was walked can be asked;
* as the box walks, and a state is kept wherever one may be. Of those states the scalars count
  that turned out to matter (precise ones): this is what pruning relies on.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from ctypes import string_at
from struct import unpack
from typing import Any, NamedTuple
from unittest import mock

from beebox.abi.enums import ProgFlag, ProgType
from beebox.bits import U32, U64, s32, s64
from beebox.box.policy import Proof
from beebox.isa import semantics
from beebox.isa.opcodes import CALL, CallKind
from beebox.verifier import Verified, prune, tnum, verify
from beebox.verifier.bounds import Bounds
from beebox.verifier.casts import truncate
from beebox.verifier.env import Env
from beebox.verifier.equal import Alike
from beebox.verifier.stack import width
from beebox.verifier.state import SLOT_SHIFT, SPILL, ZERO, Frame, Slot, State
from beebox.verifier.types import (
    ADD_CONST,
    ADD_CONST32,
    BASE,
    BUF,
    CTX,
    MAP_VALUE,
    MAYBE_NULL,
    MEM,
    NOT_INIT,
    PACKET,
    PACKET_END,
    PACKET_META,
    SCALAR,
    STACK,
    Reg,
    scalar,
)
from beebox.vm.interpreter import FRAME_SIZE, Machine

MOST_STATES = 1500
"""programs that take more are not looked at"""
_MOST_STEPS = 250
"""of a run so many are looked at"""
_CALLEE_SAVED = 0b1111 << 6
_PACKET_PROGRAMS = frozenset(
    (
        ProgType.XDP,
        ProgType.SCHED_CLS,
        ProgType.SCHED_ACT,
        ProgType.SOCKET_FILTER,
        ProgType.CGROUP_SKB,
        ProgType.LWT_IN,
        ProgType.LWT_OUT,
        ProgType.LWT_XMIT,
    )
)


def fits(b: Bounds, n: int) -> bool:
    """Whether a number is one that *b* stands for."""
    low = n & U32
    return (
        tnum.holds(b, tnum.const(n))
        and b.umin <= n <= b.umax
        and b.smin <= s64(n) <= b.smax
        and b.u32min <= low <= b.u32max
        and b.s32min <= s32(low) <= b.s32max
    )


# ---------------------------------------------------------------------------- the proof


class Walked(NamedTuple):
    """The states of a proof, by the instructions that they are before."""

    states: Mapping[int, Sequence[State]]
    live: Sequence[int]
    """registers that are read yet, as masks"""
    slots: Mapping[int, Sequence[int]]
    """for each state (by its id) the live slots of each frame"""
    exact: bool
    """every scalar counts; else those marked precise"""


class _Precise(Alike):
    """Compares every scalar."""

    def _frame(self, old: Frame, new: Frame, *rest: Any) -> bool:
        kept, old.precise = old.precise, -1
        try:
            return super()._frame(old, new, *rest)
        finally:
            old.precise = kept


class _Watch:
    def __init__(self, *, exact: bool) -> None:
        self.exact = exact
        self.env: Env | None = None
        self.states: dict[int, list[State]] = {}

    def __call__(self, env: Env, index: int) -> None:
        self.env = env
        if self.exact:
            self.states.setdefault(index, []).append(env.state.copy())
            return
        kept = env.state.parent
        if kept is not None and kept.insn == index and len(env.state.history) <= env.noted:
            self.states.setdefault(index, []).append(kept)


def walked(proof: Proof, *, exact: bool) -> Walked | None:
    """Prove once more and keep the states; None if there are too many."""
    watch = _Watch(exact=exact)
    alike = _Precise if exact else Alike
    flag = 0 if exact else ProgFlag.TEST_STATE_FREQ
    program = proof.program
    fields = {name: getattr(program, name) for name in program.__dataclass_fields__}
    fields["flags"] = program.flags | flag
    options = proof.options._replace(log_level=1, insn_limit=MOST_STATES)
    with mock.patch.object(prune, "Alike", alike):
        verdict = verify(type(program)(**fields), proof.tables, options, watch)
    if not isinstance(verdict, Verified) or watch.env is None:
        return None
    stack = watch.env.live_stack
    slots = {
        id(state): stack.live(state, index)
        for index, states in watch.states.items()
        for state in states
    }
    return Walked(watch.states, watch.env.live, slots, exact)


# ---------------------------------------------------------------------------- the run


class Packet(NamedTuple):
    """Where a packet lies."""

    data: int
    end: int
    meta: int
    """where what is before it begins"""


class _Place(NamedTuple):
    """A concrete frame: its registers, and what is below its end of stack."""

    regs: Sequence[int]
    counts: int
    """which of the registers can be known, as a mask"""
    stack: bytes
    top: int
    callsite: int
    """of the call that made it, in the program as it was given; -1: unknown"""


class Witness:
    """Looks at machines while they run (`Interpreter.drive`)."""

    def __init__(self, proof: Proof, walks: Sequence[Walked], bases: set[int]) -> None:
        verdict = proof.verdict
        assert isinstance(verdict, Verified)
        self.walks = walks
        self.machines: list[Machine] = []
        self.bases = bases
        """addresses that values of maps, or memory from helpers, begin at"""
        self.context = 0
        self.has_packet = proof.program.type in _PACKET_PROGRAMS
        self.looked = 0
        self.left = 0
        self.places = {
            verdict.starts[at]: at
            for at in range(len(proof.program.insns))
            if at not in verdict.gone
        }
        """from what runs to what was given"""

    @property
    def packet(self) -> Packet | None:
        """Where the packet lies now: the context begins with that (`beebox.vm.contexts`)."""
        return Packet(*unpack("<3Q", string_at(self.context, 24))) if self.has_packet else None

    def drive(self, machine: Machine) -> None:
        """Take *machine* to its end."""
        if not self.machines:
            self.context, self.left = machine.regs[1], _MOST_STEPS
        self.machines.append(machine)
        self.bases.update(machine.regs[1:6])
        try:
            while not machine.done:
                self.look(machine)
                insn = machine.insn
                machine.advance()
                if insn.code == CALL and insn.src == CallKind.HELPER:
                    self.bases.add(machine.regs[0])
                elif insn.code == CALL:
                    self.bases.update(machine.regs[1:6])
        finally:
            self.machines.pop()

    def look(self, machine: Machine) -> None:
        """Find a state that holds what is there, in each of the walks."""
        index = self.places.get(machine.pc)
        if index is None or self.left <= 0:
            return
        self.left -= 1
        frames = list(self._frames())
        for walk in self.walks:
            states = walk.states.get(index, ())
            if not states and not walk.exact:
                continue
            self.looked += 1
            why = []
            for state in states:
                why.append(self._differs(walk, state, index, frames))
                if not why[-1]:
                    break
            assert "" in why[-1:], (
                f"instruction {index} ({'every scalar' if walk.exact else 'precise scalars'}): "
                f"no state holds {[hex(n) for n in machine.regs]}: {why[-3:]}"
            )

    def _frames(self) -> Iterator[_Place]:
        for number, machine in enumerate(self.machines):
            inner = machine is not self.machines[-1]
            outer = self.machines[number - 1] if number else None
            for at, frame in enumerate(machine.frames):
                last = at == len(machine.frames) - 1
                if last:
                    regs, counts = machine.regs, _CALLEE_SAVED if inner else 0x3FF
                else:
                    regs = [0] * 6 + list(machine.frames[at + 1].saved)
                    counts = _CALLEE_SAVED
                caller = frame.resume - 1 if at else outer.pc if outer else -1
                site = self.places.get(caller, -1)
                yield _Place(regs, counts, bytes(frame.buffer), frame.top, site)

    def _differs(self, walk: Walked, state: State, index: int, places: list[_Place]) -> str:
        """Say what is not as *state* has it; empty: all is."""
        skipped = len(places) - len(state.frames)
        if skipped < 0 or (skipped and not state.frames[0].subprog):
            return "frames"
        places = places[skipped:]
        sites = zip(state.frames[1:], places[1:], strict=True)
        if any(frame.callsite != place.callsite >= 0 for frame, place in sites):
            return "call sites"
        one = _One(self, walk, places)
        last = len(places) - 1
        for number, (frame, place) in enumerate(zip(state.frames, places, strict=True)):
            at = index if number == last else state.frames[number + 1].callsite
            if number < last and places[number + 1].callsite < 0:
                place = place._replace(counts=0)  # noqa: PLW2901 - rewritten: it keeps its own there
            precise = -1 if walk.exact else frame.precise
            for reg in range(10):
                if walk.live[at] & place.counts & 1 << reg:
                    found = one.differs(frame.regs[reg], place.regs[reg], precise >> reg & 1)
                    if found:
                        return f"frame {number} r{reg} {found}"
            for slot, kept in frame.stack.items():
                if walk.slots[id(state)][number] >> slot & 1:
                    found = one.slot_differs(kept, place, slot, precise >> SLOT_SHIFT + slot & 1)
                    if found:
                        return f"frame {number} fp-{8 * slot + 8} {found}"
        return one.ids_differ()


class _One:
    """One concrete state, held against one abstract one."""

    def __init__(self, witness: Witness, walk: Walked, places: list[_Place]) -> None:
        self.witness = witness
        self.exact = walk.exact
        self.tops = [place.top for place in places]
        self.numbers: dict[int, list[tuple[int, int]]] = {}
        """of scalars with an id, the number that they stem from, and which of its bits count"""

    def differs(self, reg: Reg, number: int, precise: int) -> str:
        kind = reg.type & BASE
        if kind == NOT_INIT:
            return ""
        if kind == SCALAR:
            if not precise:
                return ""
            if reg.id:
                width = U32 if reg.id & ADD_CONST32 else U64
                away = reg.off if reg.id & ADD_CONST else 0
                found = ((number - away) & width, width)
                self.numbers.setdefault(reg.id & ~ADD_CONST, []).append(found)
            return "" if fits(reg.bounds, number) else f"{number:#x} {reg.bounds}"
        if reg.type & MAYBE_NULL:
            self.numbers.setdefault(reg.id, []).append((int(number == 0), 1))
            if number == 0:
                return ""
        bases = self._bases(reg, kind)
        if bases is None or any(
            fits(reg.bounds, (number - base - reg.off) & U64) for base in bases
        ):
            return self._range_differs(reg, kind, number)
        return f"{number:#x} {reg}"

    def _bases(self, reg: Reg, kind: int) -> set[int] | None:
        """Return what a pointer may be counted from; None: that is not looked at."""
        if kind == STACK:
            assert isinstance(reg.of, int)
            return {self.tops[reg.of]}
        if kind == CTX:
            return {self.witness.context}
        if kind in (MAP_VALUE, MEM, BUF):
            return self.witness.bases
        packet = self.witness.packet
        if packet is None or kind not in (PACKET, PACKET_META, PACKET_END):
            return None
        return {
            packet.data if kind == PACKET else packet.meta if kind == PACKET_META else packet.end
        }

    def _range_differs(self, reg: Reg, kind: int, number: int) -> str:
        packet = self.witness.packet
        if packet is None or not reg.size or kind not in (PACKET, PACKET_META):
            return ""
        end = packet.end if kind == PACKET else packet.data
        return "" if number - reg.off + reg.size <= end else f"{number:#x}+{reg.size} > {end:#x}"

    def slot_differs(self, slot: Slot, place: _Place, number: int, precise: int) -> str:
        at = FRAME_SIZE - 8 * number - 8
        data = place.stack[at : at + 8]
        for kind, byte in zip(slot.kinds, reversed(data), strict=True):
            if kind == ZERO and byte:
                return f"not zero: {data.hex()}"
        if slot.kinds[7] != SPILL:
            return ""
        size, reg = slot.kinds.count(SPILL), slot.reg
        if size < 8:  # the register may have been wider: this much of it is there
            kept = width(reg) <= 8 * size
            reg = scalar(truncate(reg.bounds, size), reg.id if kept else 0, reg.off if kept else 0)
        return self.differs(reg, int.from_bytes(data[:size], "little"), precise)

    def ids_differ(self) -> str:
        for ident, found in self.numbers.items():
            common = min(width for _, width in found)
            if len({number & common for number, _ in found}) > 1:
                return f"id {ident} stands for {[hex(number) for number, _ in found]}"
            if len({number for number, width in found if width == U64}) > 1:
                return f"id {ident} stands for {[hex(number) for number, _ in found]}"
        return ""


def direct_values(proof: Proof, insns: Sequence[object]) -> set[int]:
    """Return where the values begin that the program refers to by address; *insns* is what runs."""
    verdict = proof.verdict
    assert isinstance(verdict, Verified)
    found = set()
    for at, of in proof.program.maps.items():
        if of.is_value and at not in verdict.gone:
            place = verdict.starts[at]
            found.add((semantics.wide(insns[place], insns[place + 1]) - of.offset) & U64)
    return found
