"""The program as Linux hands it to its JIT compiler: what ``bpftool prog dump xlated`` shows.

After Linux 6.18 kernel/bpf/verifier.c: remove_fastcall_spills_fills to fixup_call_args;
kernel/bpf/syscall.c: bpf_insn_prepare_dump. Contexts are as the box keeps them, if it does.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Hashable, Mapping
from dataclasses import replace
from errno import EFAULT
from functools import partial

from beebox.abi.enums import Func, ProgFlag
from beebox.isa.cfg import call_target
from beebox.isa.insn import Insn
from beebox.isa.opcodes import (
    CALL,
    CLASS,
    EXIT,
    FRAME,
    MAY_GOTO,
    MODE,
    PROBE_MEM32,
    REG,
    AluOp,
    CallKind,
    Class,
    JumpOp,
    Mode,
    Size,
)
from beebox.verifier.api import MapValue, Translated
from beebox.verifier.env import Env
from beebox.verifier.liveness import uses
from beebox.verifier.rewrite import (
    barriers,
    bodies,
    contexts,
    division,
    engines,
    lookups,
    loops,
    zext,
)
from beebox.verifier.rewrite.division import AUXILIARY
from beebox.verifier.rewrite.patch import Change, Draft, Kept
from beebox.verifier.types import CTX, Refusal

_COUNT_FROM = 0xFFFF
"""BPF_MAX_TIMED_LOOPS"""
_COUNTER = 16
"""bytes of stack for the count of may_goto and the time at which it began"""
_MOV = Class.ALU64 | AluOp.MOV


class Translation:
    """Makes the program when it is asked for; keeps of the walk what it takes."""

    __slots__ = ("_env", "_made")

    def __init__(self, env: Env) -> None:
        self._env: Env | None = env
        self._made: Translated | None = None

    def __call__(self) -> Translated:
        """Return the program."""
        if self._made is None:
            assert self._env is not None
            self._made = _translate(self._env)
            self._env = None
        return self._made


def check(env: Env) -> None:
    """Refuse what Linux cannot compile: it may count wrongly where functions are that are dead."""
    seen = env.marks.seen
    for index, insn in enumerate(env.insns) if 0 in seen and env.bpf else ():
        target = call_target(insn, index)
        if target is not None and seen[index] and not seen[target]:
            _translate(env)
            return


def _translate(env: Env) -> Translated:
    draft = Draft(env.insns)
    depths = list(env.depths)
    if env.marks.fastcall is not None:
        draft.change({index: (nop,) for index, nop in env.marks.fastcall.removed.items()})
    calls = loops.calls(env.inlined)
    engines.inline(env, draft, depths, calls)
    for subprog in {env.flow.subprog(index) for index in calls}:
        depths[subprog] = loops.grown(depths[subprog])
    engines.sweep(env, draft)
    spoil = bool(env.program.flags & ProgFlag.TEST_RND_HI32)
    widths = zext.changes(env.insns, env.marks.seen, partial(_taken, env), spoil=spoil)
    if env.guesses:
        barriers.insert(env, draft)
    contexts.convert(env, draft)
    left = _left(env, draft)
    _fix(env, draft, depths, left)
    _extend(env, draft, widths)
    starts = [draft.places[env.flow.starts[subprog]] for subprog in left]
    used = [depths[subprog] for subprog in left]
    if env.flow.exception == 0 and any(env.marks.seen[index] for index in env.flow.throws):
        starts.append(len(draft.insns))
        used.append(0)
        tail = (Kept(draft.insns[-1]), Insn(_MOV | REG, 0, 1), Insn(EXIT))
        draft.change({len(draft.insns) - 1: tail})
    try:
        insns = _numbered(draft.insns, starts) if len(starts) > 1 else draft.insns
    except Refusal:
        env.depths[:] = used  # the log ends with them
        raise
    insns = tuple(_plain(insn) if insn.code & MODE == PROBE_MEM32 else insn for insn in insns)
    return Translated(insns, draft.places, draft.gone, tuple(starts), tuple(used))


def _extend(env: Env, draft: Draft, widths: dict[int, Change]) -> None:
    """Change results of 32 bits, but of instructions that were replaced, and of contexts."""
    changes = {}
    for index, origin in enumerate(draft.origins):
        change = widths.get(origin)
        if change is None or change[0] is not draft.insns[index]:
            continue
        begun = index > 0 and draft.origins[index - 1] < 0
        if not begun and env.pointer_types.get(origin) != CTX:
            changes[index] = change
    draft.change(changes)


def _taken(env: Env, insn: Insn) -> int:
    """Return the registers that a call takes."""
    return uses(insn, env.helper, env.flow.kfuncs)[0]


def _left(env: Env, draft: Draft) -> list[int]:
    """Return the subprograms of which anything is left."""
    starts = [*env.flow.starts, len(env.insns)]
    places = [draft.places[start] for start in starts]
    return [at for at in range(len(starts) - 1) if places[at] < places[at + 1]]


# ---------------------------------------------------------------------------- do_misc_fixups


def _fix(env: Env, draft: Draft, depths: list[int], left: list[int]) -> None:
    """Guard divisions, count loops, replace calls."""
    starts = [draft.places[env.flow.starts[subprog]] for subprog in left]
    given = env.program.maps.values()
    maps: dict[Hashable, MapValue] = {
        (of.key, "inner"): of.inner for of in given if of.inner is not None
    }
    maps |= {of.key: of for of in given}
    changes: dict[int, Change] = {}
    counting: set[int] = set()
    for index, insn in enumerate(draft.insns):
        made = _fixed(env, maps, insn, draft.origins[index])
        if insn.code == MAY_GOTO:
            subprog = left[bisect_right(starts, index) - 1]
            counting.add(subprog)
            made = _counted(insn, -depths[subprog] - _COUNTER)
        if made:
            changes[index] = made
    draft.change(changes)
    entries = {}
    for subprog in counting:
        depths[subprog] += _COUNTER
        place = draft.places[env.flow.starts[subprog]]
        entries[place] = _begin(draft.insns[place], -depths[subprog])
    draft.change(entries, dict.fromkeys(entries, 2))


def _fixed(env: Env, maps: Mapping[Hashable, MapValue], insn: Insn, origin: int) -> Change:
    """Return what comes in place of an instruction; nothing: it stays."""
    klass = insn.code & CLASS
    if klass in (Class.ALU, Class.ALU64):
        return division.guarded(insn) or (barriers.masked(env, insn, origin) if env.guesses else ())
    if insn.code != CALL or origin < 0:
        return ()
    if insn.src == CallKind.KFUNC:
        target = env.flow.kfuncs.find(insn)
        return (
            () if target is None else bodies.kfunc(insn, target, env.marks.numbers.get(origin, 0))
        )
    if insn.src == CallKind.HELPER:
        if origin in env.marks.percpu_calls:
            return (Insn(Class.LDX | Mode.MEM | Size.DW, 1, 1), insn)
        if origin in env.marks.masked and insn.imm == Func.tail_call:
            return (*lookups.in_range(maps[env.calls[origin]], 3, 1), insn)
        if insn.imm == Func.map_lookup_elem:
            return _lookup(insn, maps.get(env.calls.get(origin)))
        body = bodies.HELPERS.get(insn.imm)
        return () if body is None else body(env, insn)
    return ()


def _lookup(insn: Insn, of: MapValue | None) -> Change:
    inlined = None if of is None else lookups.LOOKUPS.get(of.type)
    return () if inlined is None or of is None else inlined(of, insn)


def _counted(insn: Insn, slot: int) -> Change:
    """Return may_goto as a count on the stack, and every so often a look at the clock."""
    word = Mode.MEM | Size.DW
    jump = Class.JMP | JumpOp.JEQ
    return (
        Insn(Class.LDX | word, AUXILIARY, FRAME, slot),
        Kept(Insn(jump, AUXILIARY, off=insn.off)),
        Insn(Class.ALU64 | AluOp.SUB, AUXILIARY, imm=1),
        Insn(Class.JMP | JumpOp.JNE, AUXILIARY, off=2),
        Insn(_MOV, AUXILIARY, imm=slot),
        Insn(CALL),
        Insn(Class.STX | word, FRAME, AUXILIARY, slot),
    )


def _begin(first: Insn, slot: int) -> Change:
    word = Class.ST | Mode.MEM | Size.DW
    return (Insn(word, FRAME, 0, slot, _COUNT_FROM), Insn(word, FRAME, 0, slot + 8), Kept(first))


# ---------------------------------------------------------------------------- as it is shown


def _numbered(insns: tuple[Insn, ...], starts: list[int]) -> tuple[Insn, ...]:
    """Return the program with the numbers of subprograms that are called (jit_subprogs).

    Raises:
        Refusal: Linux has lost a function that is dead, and whose address is not (`check`).
    """
    made = list(insns)
    for index, insn in enumerate(insns):
        target = call_target(insn, index)
        if target is None:
            continue
        number = bisect_right(starts, target) - 1
        if starts[number] != target:
            message = f"verifier bug: No program to jit at insn {target} (subprog < 0)"
            raise Refusal(EFAULT, message)
        if insn.code == CALL:
            made[index] = replace(insn, off=_short(insn.imm), imm=number)
        else:
            made[index + 1] = replace(insns[index + 1], imm=number)
    return tuple(made)


def _plain(insn: Insn) -> Insn:
    """Return an access to the arena as the access that it is."""
    if insn.code & CLASS not in (Class.LDX, Class.ST, Class.STX):
        return insn
    return replace(insn, code=insn.code & ~MODE | Mode.MEM)


def _short(distance: int) -> int:
    return (distance + (1 << 15)) % (1 << 16) - (1 << 15)
