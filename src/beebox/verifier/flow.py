"""What can be said of a program before it is walked: subprograms, jumps, reachability, liveness.

After Linux 6.18 kernel/bpf/verifier.c: add_subprog_and_kfunc, check_subprogs,
resolve_pseudo_ldimm64, check_cfg, compute_live_registers.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from errno import E2BIG, EINVAL, EPERM
from typing import Final

from beebox.abi.enums import Func
from beebox.bits import s32
from beebox.isa.cfg import call_target, jump_target
from beebox.isa.insn import Insn
from beebox.isa.opcodes import (
    CALL,
    CLASS,
    EXIT,
    JA,
    JA32,
    KNOWN,
    LDDW,
    MAY_GOTO,
    MODE,
    CallKind,
    Class,
    Mode,
    Pseudo,
    check,
)
from beebox.spec.model import Does, Helper
from beebox.verifier.kfuncs.table import Kfuncs, is_kfunc
from beebox.verifier.types import Refusal

_MAX_SUBPROGS = 256


class Point:
    """What is special about an instruction, as bits."""

    PRUNE: Final = 1
    """states are compared before it"""
    JUMP: Final = 2
    """a path may come here from elsewhere"""
    FORCED: Final = 4
    CALLS_BACK: Final = 8
    MAY_GOTO: Final = 16
    ITER_NEXT: Final = 32


class Flow:
    """The shape of a program, and where states are compared."""

    __slots__ = (
        "callers",
        "exception",
        "forced",
        "iter_nexts",
        "jump_points",
        "kfuncs",
        "may_gotos",
        "packet_loads",
        "points",
        "prune_points",
        "starts",
        "tail_calls",
        "throws",
    )

    def __init__(self, starts: list[int], kfuncs: Kfuncs) -> None:
        self.kfuncs = kfuncs
        self.exception = 0
        """the subprogram that handles exceptions; 0: none does"""
        self.throws: set[int] = set()
        """the instructions that throw one"""
        self.starts = starts
        """the first instruction of each subprogram"""
        self.prune_points: set[int] = set()
        self.jump_points: set[int] = set()
        self.callers: set[int] = set()
        """calls of helpers that call back (calls_callback)"""
        self.may_gotos: set[int] = set()
        self.iter_nexts: set[int] = set()
        """calls that give an open-coded iterator's next element (is_iter_next)"""
        self.forced: set[int] = set()
        """where a state is kept in any case (force_checkpoint)"""
        self.points: list[int] = []
        """all of these, as masks of `Point`, by instruction"""
        self.tail_calls: frozenset[int] = frozenset()
        """the subprograms with a tail call in them"""
        self.packet_loads: frozenset[int] = frozenset()
        """the subprograms that load from the packet with LD_ABS or LD_IND"""

    def settle(self, count: int) -> None:
        """Gather what was noted of *count* instructions."""
        self.points = [0] * count
        for point, indices in (
            (Point.PRUNE, self.prune_points),
            (Point.JUMP, self.jump_points),
            (Point.CALLS_BACK, self.callers),
            (Point.MAY_GOTO, self.may_gotos),
            (Point.ITER_NEXT, self.iter_nexts),
            (Point.FORCED, self.forced | self.callers | self.may_gotos | self.iter_nexts),
        ):
            for index in indices:
                self.points[index] |= point

    def subprog(self, index: int) -> int:
        """Return which subprogram an instruction is in."""
        return bisect_right(self.starts, index) - 1


def subprograms(
    insns: Sequence[Insn],
    kfuncs: Kfuncs,
    find_handler: Callable[[], int] = int,
    starts: set[int] | None = None,
    *,
    calls: bool = True,
) -> Flow:
    """Return where subprograms start, and what matters of each (add_subprog_and_kfunc).

    *find_handler* says where the function starts that handles exceptions; 0: there is none.
    *starts* is an empty set that holds what was found so far, should the program be refused.
    Without *calls* the user may call no functions but helpers.
    """
    starts = set() if starts is None else starts
    starts.add(0)
    if not calls and any(is_kfunc(insn) or _target(insn) for insn in insns):
        raise Refusal(
            EPERM,
            "loading/calling other bpf or kernel functions are allowed for CAP_BPF and "
            "CAP_SYS_ADMIN",
        )
    _find(starts, insns, kfuncs)
    handler = find_handler()
    if handler:
        _add(starts, handler, len(insns))
    flow = Flow(sorted(starts), kfuncs)
    flow.exception = flow.subprog(handler) if handler else 0
    found = list(_calls(insns))
    flow.throws = {
        index for index, insn in found if is_kfunc(insn) and kfuncs.does(insn) is Does.THROW
    }
    flow.tail_calls = frozenset(
        flow.subprog(index)
        for index, insn in found
        if insn.src == CallKind.HELPER and insn.imm == Func.tail_call
    )
    flow.packet_loads = frozenset(
        flow.subprog(index) for index, insn in enumerate(insns) if insn.code in _PACKET_LOADS
    )
    return flow


_PACKET_LOADS = frozenset(
    Class.LD | mode | size for mode in (Mode.ABS, Mode.IND) for size in range(0, 0x20, 8)
)


def _calls(insns: Sequence[Insn]) -> Iterator[tuple[int, Insn]]:
    for index, insn in enumerate(insns):
        if insn.code == CALL:
            yield index, insn


def is_packet_load(insn: Insn) -> bool:
    """Tell whether *insn* is LD_ABS or LD_IND."""
    return insn.code in _PACKET_LOADS


def check_reach(insns: Sequence[Insn], flow: Flow, helpers: Mapping[Func, Helper]) -> None:
    """Every instruction can be reached; note where states are compared (check_cfg)."""
    _check_reach(insns, flow)
    _note_callers(insns, flow, helpers)
    _note_kfuncs(insns, flow)


def _note_callers(insns: Sequence[Insn], flow: Flow, helpers: Mapping[Func, Helper]) -> None:
    """Where callbacks come from states are always kept, so that a loop of them is seen to end.

    Not so where one is only arranged for: there they may be kept.
    """
    for index, insn in _calls(insns):
        if insn.src != CallKind.HELPER:
            continue
        row = helpers.get(insn.imm)  # type: ignore[call-overload]  # any number
        if row is None or not row.callback:
            continue
        flow.prune_points.add(index)
        if not row.later:
            flow.callers.add(index)
            flow.jump_points.add(index)


def _note_kfuncs(insns: Sequence[Insn], flow: Flow) -> None:
    """Where iterators go on states are always kept, and where kfuncs call back."""
    for index, insn in enumerate(insns):
        if not is_kfunc(insn):
            continue
        if flow.kfuncs.is_next(insn):
            flow.iter_nexts.add(index)
            flow.prune_points.add(index)
        elif flow.kfuncs.calls_back(insn):
            flow.callers.add(index)
            flow.prune_points.add(index)
            flow.jump_points.add(index)
        elif flow.kfuncs.does(insn) in (Does.WQ_CALLBACK, Does.TASK_WORK):
            flow.prune_points.add(index)


def _target(insn: Insn) -> bool:
    return call_target(insn, 0) is not None


def _find(starts: set[int], insns: Sequence[Insn], kfuncs: Kfuncs) -> None:
    """Note where subprograms begin; *kfuncs* learns which ones are called."""
    for index, insn in enumerate(insns):
        if insn.code not in (CALL, LDDW):
            continue
        if is_kfunc(insn):
            kfuncs.add(insn)
        target = call_target(insn, index)
        if target is not None:
            _add(starts, target, len(insns))


def _add(starts: set[int], target: int, count: int) -> None:
    if not 0 <= target < count:
        raise Refusal(EINVAL, "call to invalid destination")
    if target not in starts and len(starts) == _MAX_SUBPROGS:
        raise Refusal(E2BIG, "too many subprograms")
    starts.add(target)


def check_jumps(insns: Sequence[Insn], starts: list[int]) -> None:
    """Jumps stay in their subprogram, and none runs on into the next (check_subprogs)."""
    for start, end in zip(starts, [*starts[1:], len(insns)], strict=True):
        for index in range(start, end):
            target = jump_target(insns[index], index)
            if target is not None and not start <= s32(target) < end:
                raise Refusal(EINVAL, f"jump out of range from insn {index} to {s32(target)}")
        if insns[end - 1].code not in (EXIT, JA, JA32):
            raise Refusal(EINVAL, "last insn is not an exit or jmp")


def check_loops(insns: Sequence[Insn], show: Callable[[int, str], None]) -> None:
    """Refuse jumps back, for users who may not load loops (check_cfg).

    *show* says the source line of an instruction, behind a prefix.
    """
    done = bytearray(len(insns))
    way = [(0, iter(_edges(insns[0], 0)))]
    done[0] = _ENTERED
    while way:
        index, edges = way[-1]
        target = next(edges, None)
        if target is None:
            done[index] = _LEFT
            way.pop()
            continue
        if not 0 <= target < len(insns):
            show(index, f"{index}: ")
            raise Refusal(EINVAL, f"jump out of range from insn {index} to {target}")
        if done[target] == _ENTERED:
            show(index, f"{index}: ")
            show(target, f"{target}: ")
            raise Refusal(EINVAL, f"back-edge from insn {index} to {target}")
        if not done[target]:
            done[target] = _ENTERED
            way.append((target, iter(_edges(insns[target], target))))


_ENTERED, _LEFT = 1, 2
_LOADS = (Mode.MEM, Mode.MEMSX)


def check_opcodes(insns: Sequence[Insn], check_wide: Callable[[int], None]) -> None:
    """There are no opcodes that nobody knows (resolve_pseudo_ldimm64).

    *check_wide* looks at what each ``lddw`` refers to, in their order.
    """
    index = 0
    while index < len(insns):
        insn = insns[index]
        if insn.code == LDDW:
            following = insns[index + 1] if index + 1 < len(insns) else None
            if following is None:
                raise Refusal(EINVAL, "invalid bpf_ld_imm64 insn")
            why = check(Insn(LDDW, 0, insn.src, 0, insn.imm), following)
            if why is not None:
                raise Refusal(EINVAL, why)
            check_wide(index)
            index += 2
            continue
        if insn.code & CLASS == Class.LDX and (insn.code & MODE not in _LOADS or insn.imm):
            raise Refusal(EINVAL, "BPF_LDX uses reserved fields")
        if insn.code not in KNOWN:
            raise Refusal(EINVAL, f"unknown opcode {insn.code:02x}")
        index += 1


def _edges(insn: Insn, index: int) -> tuple[int, ...]:
    """Return where control may go, the callee of a call included."""
    if insn.code == EXIT:
        return ()
    if insn.code in (JA, JA32):
        target = jump_target(insn, index)
        assert target is not None
        return (target,)
    following = index + (2 if insn.code == LDDW else 1)
    target = jump_target(insn, index)
    if target is None:
        target = call_target(insn, index)
    return (following,) if target is None else (following, target)


def _check_reach(insns: Sequence[Insn], flow: Flow) -> None:
    """Every instruction can be reached, no jump goes into an ``lddw``; note the prune points."""
    seen = bytearray(len(insns))
    pending = [flow.starts[flow.exception], 0]
    for index in pending:
        seen[index] = 1
    while pending:
        index = pending.pop()
        insn = insns[index]
        for target in _edges(insn, index):
            if not 0 <= target < len(insns):
                raise Refusal(EINVAL, f"jump out of range from insn {index} to {target}")
            if not seen[target]:
                seen[target] = 1
                pending.append(target)
        _note_points(flow, insn, index)
    index = 0
    while index < len(insns):
        if not seen[index]:
            raise Refusal(EINVAL, f"unreachable insn {index}")
        if insns[index].code == LDDW:
            if seen[index + 1]:
                raise Refusal(EINVAL, f"jump into the middle of ldimm64 insn {index}")
            index += 1
        index += 1


def _note_points(flow: Flow, insn: Insn, index: int) -> None:
    if insn.code == CALL or (insn.code == LDDW and insn.src == Pseudo.FUNC):
        after = index + (2 if insn.code == LDDW else 1)
        flow.prune_points.add(after)
        flow.jump_points.add(after)
        target = call_target(insn, index)
        if target is not None:
            flow.prune_points.update((index, target))
            flow.jump_points.add(target)
        return
    target = jump_target(insn, index)
    if target is None:
        return
    flow.prune_points.add(target)
    flow.jump_points.add(target)
    if insn.code not in (JA, JA32):
        flow.prune_points.add(index)
    if insn.code == MAY_GOTO and not insn.src:
        flow.may_gotos.add(index)


def is_local_call(insn: Insn) -> bool:
    """Tell whether *insn* calls a subprogram."""
    return insn.code == CALL and insn.src == CallKind.LOCAL
