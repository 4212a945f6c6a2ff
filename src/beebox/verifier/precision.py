"""Which scalars mattered: where a value decides, what it was made of is followed back.

A scalar of a kept state is precise when a path from there depended on its value. Only precise ones
are compared when another path comes by, and loops forget those that are not. The way back goes
along the steps that the states of the path have noted.

After Linux 6.18 kernel/bpf/verifier.c: __mark_chain_precision, backtrack_insn,
propagate_precision, widen_imprecise_scalars.
"""

from __future__ import annotations

from collections.abc import Iterator
from errno import EFAULT

from beebox.isa.cfg import call_target
from beebox.verifier.env import Env
from beebox.verifier.equal import exact
from beebox.verifier.log import state_text
from beebox.verifier.state import (
    FRAME_LIMIT,
    NOTHING_NOTED,
    SLOT_SHIFT,
    Frame,
    Note,
    Slot,
    State,
    Step,
    is_scalar_spill,
    is_spill,
)
from beebox.verifier.types import SCALAR, UNKNOWN, Refusal, Reg
from beebox.verifier.ways import Back, Way

REGS = (1 << SLOT_SHIFT) - 1
_ARGS = 0x3E
"""r1 to r5"""
_START = Step(-1, -1)
"""stands for the step before a path's first one"""


class _TooHard(Exception):  # noqa: N818 - no error: another way is taken
    """The way back cannot be followed: every scalar on the path is precise (ENOTSUPP)."""


# ---------------------------------------------------------------------------- marking


def mark(env: Env, frame: int, bit: int) -> None:
    """Mark what a scalar is made of, in the states that led here (mark_chain_precision).

    *bit* says which register or slot of the *frame* it is.
    """
    masks = [0] * FRAME_LIMIT
    masks[frame] = bit
    _Search(env, env.state, env.index, masks).run()


def propagate(env: Env, old: State, new: State, index: int) -> bool:
    """Mark for *new*, which is within *old*, what mattered on the paths from there.

    Return whether there was something to mark (propagate_precision).
    """
    masks = [0] * FRAME_LIMIT
    for number, frame in enumerate(old.frames):
        masks[number] = frame.precise
    if not any(masks):
        return False
    if not env.bpf:
        _tell_all(env, old)
        return False
    if env.log.level & 2:
        for frame in reversed(old.frames):
            if frame.precise:
                names = ",".join(_names(frame.precise))
                env.log.add(f"frame {frame.number}: propagating {names}")
    return _Search(env, new, index, masks).run()


def _tell_all(env: Env, state: State) -> None:
    """Say that every number matters: nobody looks for those that do not."""
    for frame in reversed(state.frames) if env.log.level & 2 else ():
        regs = [n for n, reg in enumerate(frame.regs) if reg.type == SCALAR]
        slots = [n for n, slot in sorted(frame.stack.items()) if is_scalar_spill(slot)]
        mask = sum(1 << n for n in regs) | sum(1 << SLOT_SHIFT + n for n in slots)
        if mask:
            env.log.add(f"frame {frame.number}: propagating {','.join(_names(mask))}")


def mark_all(env: Env, state: State) -> None:
    """Make every scalar on the path to *state* precise (mark_all_scalars_precise)."""
    _Search(env, state, state.insn, [0] * FRAME_LIMIT).mark_all()


class _Search:
    """The way back from one place on a path."""

    __slots__ = ("changed", "env", "frame", "index", "loud", "masks", "start")

    def __init__(self, env: Env, start: State, index: int, masks: list[int]) -> None:
        self.env = env
        self.start = start
        self.index = index
        self.masks = masks
        """by frame, what is followed"""
        self.frame = len(start.frames) - 1
        self.changed = False
        self.loud = bool(env.log.level & 2)

    def run(self) -> bool:
        """Go back until all is found; return whether something was marked."""
        try:
            self._run()
        except _TooHard:
            self.mark_all()
        return self.changed

    def _run(self) -> None:
        state: State | None = self.start
        assert state is not None
        last, following, skip = self.index, -1, True
        while True:
            first = state.first_insn
            if self.loud:
                self.env.log.add(
                    f"mark_precise: frame{self.frame}: last_idx {last} first_idx {first} "
                    f"subseq_idx {following} "
                )
            if last < 0:
                self._enter_function(state)
                return
            if self._through(state, last, following, skip=skip):
                return
            skip = False
            state = state.parent
            if state is None:
                break
            self._mark_parent(state)
            if not any(self.masks):
                return
            following, last = first, state.last_insn
        raise _TooHard

    def _through(self, state: State, index: int, following: int, *, skip: bool) -> bool:
        """Go back to where *state*'s parent was kept; return whether all is found."""
        history, first, backs, masks = state.history, state.first_insn, self.env.backs, self.masks
        left = len(history)
        top = history[-1] if left else _START
        while True:
            noted = top[0] == index
            if not skip:
                back, note = backs[index], top[2] if noted else None
                _, touches, _, _, keeps, adds = back
                frame = self.frame
                mask = masks[frame]
                if note is None and adds >= 0 <= touches:
                    if touches & mask:
                        masks[frame] = mask = mask & keeps | adds
                elif touches < 0 or touches & mask or (note is not None and self._concerns(note)):
                    self._undo(back, index, following, note)
                    mask = masks[self.frame]
                if not mask and not any(masks):
                    return True
            skip = False
            following = index
            if not noted:
                if index == first and not left:
                    return False
                index -= 1
                continue
            if index == first and left == 1:
                return False
            index = top[1]
            left -= 1
            top = history[left - 1] if left else _START

    def _concerns(self, note: Note) -> bool:
        """Tell whether what is noted of an instruction concerns what is followed."""
        return bool(self.masks[note.frame] & note.slot or note.linked)

    def _undo(self, back: Back, index: int, following: int, note: Note | None) -> None:
        """Follow what is followed back through one instruction (backtrack_insn)."""
        if self.loud:
            self._say(index)
        if note is None:
            self._follow(back, index, following, NOTHING_NOTED)
            return
        if note.linked:
            self._sync(note)
        self._follow(back, index, following, note)
        if note.linked:
            self._sync(note)

    def _follow(self, back: Back, index: int, following: int, note: Note) -> None:
        masks, mask = self.masks, self.masks[self.frame]
        match back.way:
            case Way.SET | Way.COPY | Way.COMBINE:
                if mask & back.dst:
                    masks[self.frame] = mask & back.keeps | back.adds
            case Way.LOAD:
                if mask & back.dst:
                    masks[self.frame] = mask & back.keeps
                    masks[note.frame] |= note.slot
            case Way.STORE | Way.STORE_NUMBER:
                self._store(back, note)
            case Way.COMPARE:
                if mask & (back.dst | back.src):
                    mask |= 0 if note.stack_src else back.src
                    masks[self.frame] = mask | (0 if note.stack_dst else back.dst)
            case Way.PACKET:
                if mask & back.dst:
                    raise _TooHard
            case Way.CALL_LOCAL:
                self._call(index, following)
            case Way.CALL_KERNEL:
                self._call_kernel(index, following)
            case Way.EXIT:
                self._exit(following)

    def _store(self, back: Back, note: Note) -> None:
        masks = self.masks
        if masks[self.frame] & back.dst:
            raise _TooHard
        if masks[note.frame] & note.slot:
            masks[note.frame] &= ~note.slot
            if back.way is Way.STORE:
                masks[self.frame] |= back.src

    def _call(self, index: int, following: int) -> None:
        """Go from a subprogram's start to the call of it."""
        env, masks, frame = self.env, self.masks, self.frame
        target = call_target(env.insns[index], index)
        assert target is not None
        if env.functions.is_global(env.flow.subprog(target)):
            self._expect(index + 1 == following, "extra insn from subprog")
            self._expect_none(_ARGS, "global subprog unexpected regs")
            masks[frame] &= ~1
            return
        self._expect_none(REGS & ~_ARGS, "static subprog unexpected regs")
        slots = masks[frame] >> SLOT_SHIFT
        self._expect(not slots, f"static subprog leftover stack slots {slots:x}")
        masks[frame - 1] |= masks[frame] & _ARGS
        masks[frame] = 0
        self.frame = frame - 1

    def _call_kernel(self, index: int, following: int) -> None:
        masks, frame = self.masks, self.frame
        if index in self.env.flow.callers and index != following - 1:
            self._expect_none(REGS & ~_ARGS, "callback unexpected regs")
            slots = masks[frame] >> SLOT_SHIFT
            self._expect(not slots, f"callback leftover stack slots {slots:x}")
            masks[frame] = 0
            self.frame = frame - 1
            return
        insn = self.env.insns[index]
        if insn.src and not insn.imm:
            raise _TooHard
        masks[frame] &= ~1
        self._expect_none(_ARGS, "backtracking call unexpected regs")

    def _exit(self, following: int) -> None:
        """Go into a subprogram or callback, at its end."""
        env, masks = self.env, self.masks
        if following in env.flow.callers:
            masks[self.frame] &= ~_ARGS
        self._expect_none(_ARGS, "backtracking exit unexpected regs")
        called = following >= 1 and self.env.backs[following - 1].way is Way.CALL_LOCAL
        result = masks[self.frame] & 1 if called else 0
        masks[self.frame] &= ~1
        self._expect(self.frame + 1 < FRAME_LIMIT, f"subprog enter from frame {self.frame}")
        self.frame += 1
        masks[self.frame] |= result

    def _sync(self, note: Note) -> None:
        """Follow all scalars that learnt from each other, if one of them is followed."""
        masks = self.masks
        if any(masks[frame] & bit for frame, bit in note.linked):
            for frame, bit in note.linked:
                masks[frame] |= bit

    def _enter_function(self, state: State) -> None:
        """End at the entry of a global function: its arguments are what they are."""
        frame = state.frames[0]
        mask = self.masks[0]
        self._expect(
            len(state.frames) == 1 and frame.subprog > 0 and not mask & ~_ARGS,
            f"backtracking func entry subprog {frame.subprog} reg_mask {mask & REGS:x} "
            f"stack_mask {mask >> SLOT_SHIFT:x}",
        )
        for number in bits(mask):
            if frame.regs[number].type == SCALAR:
                frame.precise |= 1 << number
                self.changed = True

    def _mark_parent(self, state: State) -> None:
        for number in range(self.frame, -1, -1):
            frame = state.frames[number]
            wanted = self.masks[number]
            if wanted:
                wanted = _scalars(frame, wanted & ~frame.precise)
                if wanted:
                    frame.precise |= wanted
                    self.changed = True
                self.masks[number] = wanted
            if self.loud:
                self.env.log.add(
                    f"mark_precise: frame{number}: parent state regs={_reg_names(wanted)} "
                    f"stack={_slot_names(wanted)}: {state_text(state, frame)}"
                )

    def mark_all(self) -> None:
        """Make every scalar on the path precise (mark_all_scalars_precise)."""
        say = self.env.log.add if self.loud else None
        if say:
            number = len(self.start.frames) - 1
            say(f"mark_precise: frame{number}: falling back to forcing all scalars precise")
        state = self.start.parent
        while state is not None:
            for frame in state.frames:
                every = REGS | sum(1 << SLOT_SHIFT + slot for slot in frame.stack)
                found = _scalars(frame, every & ~frame.precise)
                frame.precise |= found
                self.changed = self.changed or bool(found)
                if say:
                    for name in _names(found):
                        say(f"force_precise: frame{frame.number}: forcing {name} to be precise")
            state = state.parent

    def _say(self, index: int) -> None:
        mask = self.masks[self.frame]
        text = self.env.log.text(self.env.insns, index)
        self.env.log.add(
            f"mark_precise: frame{self.frame}: regs={_reg_names(mask)} "
            f"stack={_slot_names(mask)} before {index}: {text}"
        )

    def _expect(self, holds: bool, message: str) -> None:
        """Refuse where the path makes no sense, as Linux does (verifier_bug)."""
        if not holds:
            raise Refusal(EFAULT, f"verifier bug: {message}")

    def _expect_none(self, mask: int, message: str) -> None:
        found = self.masks[self.frame] & REGS
        self._expect(not found & mask, f"{message} {found:x}")


def _scalars(frame: Frame, mask: int) -> int:
    """Return which of the bits of a mask are scalars."""
    found = 0
    for number in bits(mask):
        if number < SLOT_SHIFT:
            is_scalar = frame.regs[number].type == SCALAR
        else:
            slot = frame.stack.get(number - SLOT_SHIFT)
            is_scalar = slot is not None and is_scalar_spill(slot)
        if is_scalar:
            found |= 1 << number
    return found


def bits(mask: int) -> Iterator[int]:
    """Return the numbers of the bits that are set, lowest first."""
    while mask:
        low = mask & -mask
        yield low.bit_length() - 1
        mask ^= low


def _reg_names(mask: int) -> str:
    return ",".join(f"r{number}" for number in bits(mask & REGS))


def _slot_names(mask: int) -> str:
    return ",".join(str(-8 * (number + 1)) for number in bits(mask >> SLOT_SHIFT))


def _names(mask: int) -> list[str]:
    found = [f"r{number}" for number in bits(mask & REGS)]
    return found + [f"fp{-8 * (number + 1)}" for number in bits(mask >> SLOT_SHIFT)]


# ---------------------------------------------------------------------------- loops


def widen(old: State, new: State) -> None:
    """Forget in *new* the scalars that changed since *old* and are not known to have mattered."""
    ids: dict[int, int] = {}
    for before, frame in zip(old.frames, new.frames, strict=True):
        for number in range(10):
            if not before.precise >> number & 1:
                frame.regs[number] = _widened(before.regs[number], frame.regs[number], ids)
        for number, slot in tuple(frame.stack.items()):
            was = before.stack.get(number)
            if was is None or not (is_spill(was) and is_spill(slot)):
                continue
            if not before.precise >> SLOT_SHIFT + number & 1:
                made = _widened(was.reg, slot.reg, ids)
                if made is not slot.reg:
                    frame.stack[number] = Slot(slot.kinds, made)


def _widened(old: Reg, new: Reg, ids: dict[int, int]) -> Reg:
    if old.type != SCALAR or new.type != SCALAR or exact(old, new, ids):
        return new
    return UNKNOWN
