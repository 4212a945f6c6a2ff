"""Which scalars mattered: loops forget the others, so that they come to an end.

Linux follows each decision back along its path (mark_chain_precision). Here the decisions are
followed back through the program instead: a register or a slot of stack that can reach a decision
is kept, on whichever path. So some are kept that Linux forgets; a loop over them is walked to its
end or to the limit. Forgetting is safe at any time: it only adds values.

After Linux 6.18 kernel/bpf/verifier.c: widen_imprecise_scalars, maybe_widen_reg.
"""

from __future__ import annotations

from beebox.isa.cfg import call_target, successors
from beebox.isa.insn import Insn
from beebox.isa.opcodes import CALL, CLASS, EXIT, OP, REG, AluOp, Class
from beebox.verifier.env import Env, Needs
from beebox.verifier.state import Frame, Slot, State, is_spill
from beebox.verifier.types import SCALAR, UNKNOWN, Reg

_REGS = 0x3FF
_KEPT = 0x3C0
"""r6 to r9: what a call leaves alone"""


def widen(env: Env, old: State, new: State, index: int) -> None:
    """Forget in *new* the scalars that changed since *old* and decide nothing after *index*."""
    needs = needed(env)
    last = len(old.frames) - 1
    for number, before in enumerate(old.frames):
        frame = new.frames[number]
        at = index if number == last else old.frames[number + 1].callsite
        _widen_frame(env, before, frame, needs.regs[at], needs.slots)


def _widen_frame(env: Env, old: Frame, new: Frame, regs: int, slots: int) -> None:
    for number in range(10):
        if not regs >> number & 1:
            new.regs[number] = _widened(old.regs[number], new.regs[number])
    for number, slot in tuple(new.stack.items()):
        before = old.stack.get(number)
        if before is None or not (is_spill(before) and is_spill(slot)):
            continue
        if not slots & env.slot_bit(new.subprog, number):
            made = _widened(before.reg, slot.reg)
            if made is not slot.reg:
                new.stack[number] = Slot(slot.kinds, made)


def _widened(old: Reg, new: Reg) -> Reg:
    if old.type != SCALAR or new.type != SCALAR or old.bounds == new.bounds:
        return new
    return UNKNOWN


def needed(env: Env) -> Needs:
    """Return what may decide something yet, from what was seen to decide so far."""
    if env.needs is None:
        env.needs = _Search(env).run()
    return env.needs


class _Search:
    """The fixed point: backwards over the program until nothing is added."""

    def __init__(self, env: Env) -> None:
        self.env = env
        count = len(env.insns)
        self.regs = [0] * count
        self.after = [
            tuple(at for at in successors(insn, index) if at < count)
            for index, insn in enumerate(env.insns)
        ]
        self.slots = 0
        self.results = 0
        """the subprograms whose r0 is needed, as a mask"""
        self.changed = True

    def run(self) -> Needs:
        while self.changed:
            self.changed = False
            for index in range(len(self.regs) - 1, -1, -1):
                self._visit(index)
        return Needs(self.regs, self.slots)

    def _visit(self, index: int) -> None:
        found = 0
        for target in self.after[index]:
            found |= self.regs[target]
        found = self._before(index, self.env.insns[index], found)
        found |= self.env.decisive.get(index, 0)
        if found != self.regs[index]:
            self.regs[index] = found & _REGS
            self.changed = True

    def _before(self, index: int, insn: Insn, mask: int) -> int:
        klass = insn.code & CLASS
        dst, src = 1 << insn.dst, 1 << insn.src
        if klass in (Class.ALU, Class.ALU64):
            return _alu(insn, mask, dst, src)
        if klass == Class.LDX:
            if mask & dst:
                self._need_slots(index)
            return mask & ~dst
        if klass == Class.STX:
            return self._stx(index, mask, dst, src)
        if insn.code == CALL:
            return self._call(index, insn, mask)
        if insn.code == EXIT:
            subprog = self.env.flow.subprog(index)
            return self.results >> subprog & 1
        return mask & ~dst if klass == Class.LD else mask

    def _stx(self, index: int, mask: int, dst: int, src: int) -> int:
        """Hand the need of a slot on to what is stored there; an atomic may load as well."""
        if mask & (src | dst | 1):
            self._need_slots(index)
        return mask | src if self.env.touched.get(index, 0) & self.slots else mask

    def _need_slots(self, index: int) -> None:
        touched = self.env.touched.get(index, 0)
        if touched & ~self.slots:
            self.slots |= touched
            self.changed = True

    def _call(self, index: int, insn: Insn, mask: int) -> int:
        target = call_target(insn, index)
        if target is None:
            return mask & _KEPT
        subprog = self.env.flow.subprog(target)
        if mask & 1 and not self.results >> subprog & 1:
            self.results |= 1 << subprog
            self.changed = True
        return mask & _KEPT | self.regs[target] & ~_KEPT & ~1


def _alu(insn: Insn, mask: int, dst: int, src: int) -> int:
    if not mask & dst:
        return mask
    op = insn.code & OP
    if op == AluOp.MOV:
        mask &= ~dst
    return mask | src if insn.code & REG and op != AluOp.END else mask
