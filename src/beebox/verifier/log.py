"""The log, in the words and columns of Linux 6.18's kernel/bpf/log.c.

A log is a list of lines; a place in it is their number, so that a path that turned out safe can be
taken back (log level 1 keeps the path that was refused only).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from beebox.isa.disasm import Names, call_text, disassemble, imm_text
from beebox.isa.insn import Insn
from beebox.isa.opcodes import LDDW, Pseudo
from beebox.isa.semantics import wide
from beebox.verifier import bounds, bounds_text
from beebox.verifier.api import Line, MapValue, Program, Stats
from beebox.verifier.dynptrs import slots as dynptr_slots
from beebox.verifier.state import (
    DYNPTR,
    ITER,
    NO_SLOT,
    SLOT_SHIFT,
    SLOT_TEXT,
    SPILL,
    Frame,
    IterSlot,
    Slot,
    State,
)
from beebox.verifier.types import (
    ADD_CONST,
    ARENA,
    BASE,
    FUNC,
    MAP_KEY,
    MAP_PTR,
    MAP_VALUE,
    MEM,
    NON_OWN_REF,
    NOT_INIT,
    PACKET,
    PACKET_META,
    SCALAR,
    STACK,
    Reg,
    TypeRef,
    type_text,
)
from beebox.verifier.types import DYNPTR as DYNPTR_POINTER

LEVEL1, LEVEL2, STATS = 1, 2, 4
_COLUMN, _STEP = 40, 8
_LONGEST = 1023
"""characters of a source line: those of one message (BPF_VERIFIER_TMP_LOG_SIZE)"""
_GUESS = " (speculative execution)"
_ITERATOR_STATES = ("<invalid>", "active", "drained")


def number_text(value: int) -> str:
    """Return *value* as verbose_snum does: small numbers decimal, others hexadecimal."""
    return bounds_text.number_text(value)


def reg_text(reg: Reg, frame: int, *, precise: int = 0) -> str:
    """Return what the log says of a register in *frame* (print_reg_state)."""
    kind = reg.type
    if kind == SCALAR:
        mark = "P" if precise else ""
        if not reg.bounds.mask:
            return mark + number_text(reg.bounds.smin)
        return f"{mark}scalar({','.join(_attributes(reg))})"
    name = type_text(kind)
    if kind == ARENA:
        return name
    if kind == STACK:
        if reg.of != frame:
            name += f"[{reg.of}]"
        if not reg.bounds.mask:
            return name + number_text(reg.bounds.smin + reg.off)
    if isinstance(reg.of, TypeRef):
        name += reg.of.name
    return f"{name}({','.join(_attributes(reg))})"


def _attributes(reg: Reg) -> list[str]:
    parts = []
    if reg.id:
        delta = f"{reg.off:+d}" if reg.id & ADD_CONST else ""
        parts.append(f"id={reg.id & ~ADD_CONST}{delta}")
    if reg.ref:
        parts.append(f"ref_obj_id={reg.ref}")
    if reg.type & NON_OWN_REF:
        parts.append("non_own_ref")
    base = reg.type & BASE
    if base in (MAP_PTR, MAP_VALUE, MAP_KEY):
        of = reg.of
        assert isinstance(of, MapValue)
        if of.name:
            parts.append(f"map={of.name}")
        parts.append(f"ks={of.key_size},vs={of.value_size}")
    if reg.type != SCALAR and reg.off:
        parts.append(f"off={number_text(reg.off)}")
    if base in (PACKET, PACKET_META):
        parts.append(f"r={bounds_text.unsigned_text(reg.size)}")
    if base == MEM:
        parts.append(f"sz={number_text(reg.size)}")
    if base == DYNPTR_POINTER:
        parts.append(f"type={dynptr_slots.NAMES[dynptr_slots.kind_of(reg)]}")
    if base != FUNC:
        parts += _range(reg)
    return parts


def _range(reg: Reg) -> list[str]:
    if reg.bounds.mask:
        text = bounds_text.text(reg.bounds)
        return [text] if text else []
    return [f"imm={number_text(reg.bounds.smin)}"] if reg.bounds.value else []


def _slot_text(number: int, slot: Slot, frame: Frame, slots: frozenset[int] | None) -> str:
    if slot.kinds[7] == DYNPTR:
        if not dynptr_slots.is_first(slot):
            return dynptr_slots.text(number, slot)
        if slots is None or number - 1 in slots:
            return ""
        return _behind_dynptr(number + 1, frame)
    if slot.kinds[7] == ITER:
        return f" fp{-8 * (number + 1)}={_iterator_text(slot.reg)}"
    kinds = "".join(SLOT_TEXT[kind] for kind in slot.kinds)
    if slot.kinds[7] == SPILL:
        precise = frame.precise >> SLOT_SHIFT + number & 1
        text = reg_text(slot.reg, frame.number, precise=precise)
        kinds = kinds[: slot.kinds.index(SPILL)] + text
    return f" fp{-8 * (number + 1)}={kinds}"


def _behind_dynptr(number: int, frame: Frame) -> str:
    """Return what Linux says where only the first slot of a dynptr is shown: it takes the next."""
    slot = frame.stack.get(number, NO_SLOT)
    name = "<invalid>"
    if slot.kinds[7] == DYNPTR:
        name = dynptr_slots.NAMES[dynptr_slots.kind_of(slot.reg)]
    parts = [f"id={slot.reg.id}"] if slot.reg.id else []
    parts += [f"ref_id={slot.reg.ref}"] if slot.reg.ref else []
    return f" fp{-8 * (number + 1)}=dynptr_{name}({','.join(parts)})"


def _iterator_text(reg: Reg) -> str:
    of = reg.of
    assert isinstance(of, IterSlot)
    assert isinstance(of.type, TypeRef)
    name = of.type.name.removeprefix("bpf_")
    state = _ITERATOR_STATES[of.state]
    return f"{name}(ref_id={reg.ref},state={state},depth={of.depth})"


def state_text(
    state: State, frame: Frame, regs: int = 0x7FF, slots: frozenset[int] | None = None
) -> str:
    """Return a frame of a state (print_verifier_state), or only *regs* (a mask) and *slots*."""
    parts = [f" frame{frame.number}:"] if frame.number else []
    for number, reg in enumerate(frame.regs):
        if reg.type != NOT_INIT and regs >> number & 1:
            precise = frame.precise >> number & 1
            parts.append(f" R{number}={reg_text(reg, frame.number, precise=precise)}")
    for number in sorted(frame.stack):
        slot = frame.stack[number]
        shown = any(slot.kinds) and (slot.kinds[7] != ITER or slot.reg.ref)
        if shown and (slots is None or number in slots):
            parts.append(_slot_text(number, slot, frame, slots))
    if state.refs and state.refs[0].id:
        parts.append(" refs=" + ",".join(str(ref.id) for ref in state.refs if ref.id))
    if frame.is_callback:
        parts.append(" cb")
    if frame.async_entry:
        parts.append(" async_cb")
    return "".join(parts)


class Place(NamedTuple):
    """A place in the log: how many lines there are, and the last one."""

    lines: int
    last: str


_START = Place(0, "")


class Log:
    """The lines so far, and what the next state line shows: the registers touched since."""

    __slots__ = ("_lines", "_names", "_source", "_starts", "level", "lines", "regs", "slots")

    def __init__(
        self,
        program: Program,
        level: int,
        call: Callable[[Insn], str] = call_text,
        *,
        addresses: bool = True,
    ) -> None:
        self.level = level
        self.lines: list[str] = []
        self.regs = 0x7FF
        self.slots: set[int] = set()
        self._lines: list[Line] = []
        self._starts: dict[int, Line] = {}
        self._source: Line | None = None
        self._names = _names(program, call, addresses=addresses)

    def add(self, text: str, end: str = "\n") -> None:
        """Append lines."""
        if self.level and text:
            self.lines.append(text + end)

    def reset(self) -> None:
        """Forget everything: a function is proved, and only what is refused is told of."""
        self.lines.clear()

    def read_lines(self, program: Program) -> None:
        """Show source lines from now on: they were checked."""
        if self.level:
            self._lines = sorted(program.lines, key=_line_insn)
            self._starts = {line.insn: line for line in self._lines}

    def begin(self) -> None:
        """Stand before a function that is walked for itself: its first line is said again."""
        self._source = None
        self.touch_all()

    def source(self, index: int, prefix: str = "; ") -> None:
        """Append the source line of an instruction, unless it was the last one said.

        Records that differ only in the column are the same line.
        """
        line = self._starts.get(index) or self._find(index)
        last = self._source
        if line is None or (last and (line.file, line.line) == (last.file, last.line)):
            return
        name = line.file.rpartition("/")[2]
        self.lines.append(f"{prefix}{line.text.lstrip()[:_LONGEST]} @ {name}:{line.line}\n")
        self._source = line

    def _find(self, index: int) -> Line | None:
        found = None
        for line in self._lines:
            if line.insn > index:
                break
            found = line
        return found

    def text(self, insns: Sequence[Insn], index: int) -> str:
        """Return an instruction in words."""
        insn = insns[index]
        following = insns[index + 1] if insn.code == LDDW else None
        return disassemble(insn, following, self._names)

    def insn(self, index: int, insn: Insn, following: Insn | None) -> None:
        """Append the line of an instruction."""
        self.source(index)
        self.lines.append(f"{index}: {disassemble(insn, following, self._names)}\n")

    def state(self, state: State, frame: Frame, index: int) -> None:
        """Append what changed, at the end of the instruction's line if that is the last one."""
        text = state_text(state, frame, self.regs, frozenset(self.slots))
        last = self.lines[-1] if self.lines else ""
        if last[-1:] == " ":
            self.lines[-1] = f"{last}{index}:{text}\n"
        elif last[:1].isdigit() and ": (" in last and ";" not in last:
            body = last[:-1]
            column = -(-max(_COLUMN, len(body) + 1 + _STEP // 2) // _STEP) * _STEP
            self.lines[-1] = f"{body}{' ' * (column - len(body) - 2)};{text}\n"
        else:
            self.lines.append(f"{index}:{text}\n")
        self.regs = 0
        self.slots.clear()

    def place(self) -> Place:
        """Return where the log ends now."""
        return Place(len(self.lines), self.lines[-1]) if self.lines else _START

    def back(self, place: Place) -> None:
        """Forget what was said since.

        The kernel keeps the last instruction's line without its end, where a state was put.
        """
        del self.lines[place.lines :]
        if self.lines and self.lines[-1] != place.last:
            self.lines[-1] = place.last[:-1] + " "

    def path(self, previous: int, index: int, state: State, frame: Frame) -> None:
        """Say where a path goes on, and with what."""
        guess = _GUESS if state.speculative else ""
        self.lines.append(f"\nfrom {previous} to {index}{guess}:{state_text(state, frame)}\n")

    def subprograms(self, starts: Sequence[int]) -> None:
        """Append where subprograms start."""
        if self.level & LEVEL2:
            self.lines += [f"func#{number} @{start}\n" for number, start in enumerate(starts)]

    def live(self, insns: Sequence[Insn], live: Sequence[int], loops: Sequence[int]) -> None:
        """Append for each instruction the loop it is in, and which registers live before it."""
        if not self.level & LEVEL2:
            return
        self.lines.append("Live regs before insn:\n")
        skip = -1
        for index, insn in enumerate(insns):
            if index == skip:
                continue
            following = insns[index + 1] if insn.code == LDDW else None
            skip = index + 1 if following else -1
            regs = "".join(str(r) if live[index] >> r & 1 else "." for r in range(10))
            text = disassemble(insn, following, self._names)
            loop = f"{loops[index]:3d} " if loops[index] else "    "
            self.lines.append(f"{loop}{index:3d}: {regs} {text}\n")

    def pruned(self, previous: int, index: int, *, speculative: bool = False) -> None:
        """Say that the rest of a path is known to be safe; *previous* is where it forked, or -1."""
        guess = _GUESS if speculative else ""
        where = f"{index}" if previous < 0 else f"\nfrom {previous} to {index}{guess}"
        self.lines.append(f"{where}: safe\n")

    def touched(self) -> bool:
        """Tell whether there is something to show."""
        return bool(self.regs or self.slots)

    def touch_all(self) -> None:
        """Show everything with the next state (mark_verifier_state_scratched)."""
        self.regs = 0x7FF
        self.slots.update(range(64))

    def touch_none(self) -> None:
        """Show nothing again that was just shown (mark_verifier_state_clean)."""
        self.regs = 0
        self.slots.clear()

    def finish(self, stats: Stats, depths: Sequence[int] = ()) -> str:
        """Append the closing lines and return the text."""
        if not self.level:
            return ""
        if self.level & STATS:
            self.lines.append(f"verification time {stats.time_ns // 1000} usec\n")
            self.lines.append(f"stack depth {'+'.join(str(depth) for depth in depths)}\n")
        self.lines.append(
            f"processed {stats.processed} insns (limit 1000000) "
            f"max_states_per_insn {stats.max_states_per_insn} total_states {stats.total_states} "
            f"peak_states {stats.peak_states} mark_read 0\n"
        )
        return "".join(self.lines)


def _line_insn(line: Line) -> int:
    return line.insn


def _names(program: Program, call: Callable[[Insn], str], *, addresses: bool) -> Names:
    """Return names that show maps by their id; without *addresses*, where they are is not told."""
    ids = {(insn.imm, insn.src): program.maps[at].id for at, insn in _references(program)}

    def imm(insn: Insn, following: Insn) -> str:
        if insn.src == Pseudo.FUNC:
            return f"{wide(insn, following):#x}"
        ident = ids.get((insn.imm, insn.src))
        if ident is None:
            return imm_text(insn, following)
        if not addresses:
            return "0x0"
        if insn.src in (Pseudo.MAP_VALUE, Pseudo.MAP_IDX_VALUE):
            return f"map[id:{ident}][0]+{following.imm & 0xFFFFFFFF}"
        return f"map[id:{ident}]"

    return Names(call, imm)


def _references(program: Program) -> list[tuple[int, Insn]]:
    return [(at, program.insns[at]) for at in program.maps if 0 <= at < len(program.insns)]


def range_text(value: bounds.Bounds) -> str:
    """Return what is known of a result that is out of range (verbose_invalid_scalar)."""
    text = f" smin={value.smin}" if value.smin > bounds.S64_MIN else ""
    text += f" smax={value.smax}" if value.smax < bounds.S64_MAX else ""
    return text or " unknown scalar value"
