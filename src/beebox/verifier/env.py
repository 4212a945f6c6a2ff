"""What the rules of the walk share: the program, where it is, and its current state.

After ``struct bpf_verifier_env`` (Linux 6.18, include/linux/bpf_verifier.h).
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from errno import EACCES, EFAULT, EOPNOTSUPP
from typing import TYPE_CHECKING

from beebox.abi.enums import ProgFlag
from beebox.isa.insn import Insn
from beebox.spec.model import Helper
from beebox.verifier import arena
from beebox.verifier.api import Options, Program, Tables
from beebox.verifier.components import components, edges
from beebox.verifier.flow import Flow
from beebox.verifier.live_stack import LiveStack
from beebox.verifier.liveness import live_before
from beebox.verifier.log import Log, Place
from beebox.verifier.rewrite.marks import Marks
from beebox.verifier.state import (
    NOTHING_NOTED,
    SLOT_SHIFT,
    Frame,
    Note,
    State,
    Step,
    entered,
)
from beebox.verifier.subprogs.functions import Functions
from beebox.verifier.types import (
    ADD_CONST,
    NOT_INIT,
    SCALAR,
    UNINIT,
    UNKNOWN,
    Refusal,
    Reg,
    TypeRef,
    scalar,
)
from beebox.verifier.ways import Back, ways

if TYPE_CHECKING:
    from beebox.btf.types import Btf
    from beebox.verifier.btf.arguments import Attach


class Pending:
    """A branch to walk later (push_stack)."""

    __slots__ = ("came_from", "index", "log", "state")

    def __init__(self, state: State, index: int, came_from: int, log: Place) -> None:
        self.state = state
        self.index = index
        self.came_from = came_from
        self.log = log


def _is_strict(program: Program, options: Options) -> bool:
    if program.flags & ProgFlag.ANY_ALIGNMENT:
        return False
    return options.strict_alignment or bool(program.flags & ProgFlag.STRICT_ALIGNMENT)


class Barriers:
    """Where guesses of the processor end, and how far it may be wrong with pointers."""

    __slots__ = ("after", "before", "limits", "strict")

    def __init__(self) -> None:
        self.before: set[int] = set()
        """the instructions that no guess comes to (nospec)"""
        self.after: set[int] = set()
        """those that must be done before the next one begins (nospec_result)"""
        self.limits: dict[int, tuple[int, int]] = {}
        """of a sum its kind and mask (alu_state, alu_limit)"""
        self.strict = False
        """states must be the same: a mask may differ with the numbers (explore_alu_limits)"""


_new = tuple.__new__
"""makes a named tuple at once: its own way takes three times as long"""
_PENDING_LIMIT = 8192
"""BPF_COMPLEXITY_LIMIT_JMP_SEQ"""


class Env:
    """The walk's working memory. *regs* are those of *frame*, the innermost of *state*."""

    __slots__ = (
        "arena",
        "arena_sums",
        "attach",
        "backs",
        "barriers",
        "before",
        "bpf",
        "calls",
        "components",
        "depths",
        "flow",
        "forked",
        "frame",
        "functions",
        "graph",
        "guesses",
        "index",
        "inlined",
        "insns",
        "jumps",
        "last_id",
        "later",
        "live",
        "live_stack",
        "log",
        "logging",
        "mark",
        "marks",
        "max_ctx_offset",
        "noted",
        "number_loads",
        "options",
        "pending",
        "perfmon",
        "pointer_loads",
        "pointer_types",
        "previous",
        "program",
        "regs",
        "row",
        "state",
        "strict",
        "tables",
        "void",
    )

    def __init__(
        self, program: Program, tables: Tables, options: Options, flow: Flow, log: Log
    ) -> None:
        self.program = program
        self.tables = tables
        self.options = options
        self._read_rights(program, options)
        self.flow = flow
        self.row = tables.programs[program.type]
        self.insns: tuple[Insn, ...] = tuple(program.insns)
        self.log = log
        self.logging = bool(options.log_level & 3)
        self.attach: Attach | None = None
        """what a program attaches to whose context is typed by it"""
        self._read_shape()
        self.noted = False
        """whether the current instruction has a step in the state's history"""
        self.index = 0
        self.previous = -1
        self.forked = False
        """the path has just begun here, or came back from a call: the log says so"""
        self.max_ctx_offset = 0
        """the end of what was accessed of the context"""
        self.jumps = 0
        self.last_id = 0
        self.pending: list[Pending] = []
        self.pointer_types: dict[int, int] = {}
        """which type of pointer the load or store at an instruction goes through"""
        self.pointer_loads: set[int] = set()
        """the loads and helper calls that gave a pointer on some path"""
        self.number_loads: set[int] = set()
        """the loads and helper calls that gave a number on some path"""
        self.calls: dict[int, Hashable] = {}
        """the one map of a helper call, or MANY"""
        self.later: set[int] = set()
        """the subprograms that are called some time, by nobody on a path (is_async_cb)"""
        self.inlined: dict[int, object] = {}
        """the calls that may become a loop over this subprogram; None: not after all"""
        self.arena = arena.of_program(program)
        self.arena_sums: set[int] = set()
        """the operations of 64 bits on pointers into the arena (needs_zext)"""
        self.depths = [0] * len(flow.starts)
        self.marks = Marks(len(self.insns))
        self.functions = Functions((), ())
        self.before: Callable[[State, int], State | None] = lambda *_: None
        """returns the last state on a path that was kept at an instruction"""
        self.mark: Callable[[Env, int, int], None] = lambda *_: None
        """follows a register or slot back to what it was made of (`beebox.verifier.precision`)"""
        self.begin(0)

    def _read_rights(self, program: Program, options: Options) -> None:
        """Work out what the user may do."""
        self.bpf = options.may("bpf")
        """the user has CAP_BPF: loops, calls, numbers that do not matter (bpf_capable)"""
        self.perfmon = options.may("perfmon")
        """the user may read the kernel: addresses and old stack may leak (allow_ptr_leaks)"""
        self.guesses = options.guarded
        """what the processor may guess is walked, too"""
        self.strict = _is_strict(program, options)
        """every access must be aligned"""
        self.void = UNKNOWN if self.perfmon else UNINIT
        """what is left of a pointer that points to nothing any more (mark_reg_invalid)"""
        self.barriers = Barriers()

    def begin(self, subprog: int) -> None:
        """Stand before a function that is walked for itself, with nothing in its registers."""
        state = State([entered(0, -1, subprog)], [])
        state.branches = 1
        if not self.bpf:
            state.frames[0].precise = -1
        self.index = state.first_insn = self.flow.starts[subprog]
        self.previous = -1
        self.forked = False
        self.enter(state)

    def _read_shape(self) -> None:
        """Work out what the walk asks for at each instruction."""
        self.graph = graph = edges(self.insns)
        self.live: list[int] = []
        """which registers are live before each instruction, as masks"""
        self.components = components(graph.after)
        """for each instruction the loop it is in, 0: none"""
        self.live_stack = LiveStack(self.flow, graph, self.log)
        self.backs: list[Back] = ways(self.insns, loud=bool(self.log.level & 2))
        self.flow.settle(len(self.insns))

    def read_liveness(self) -> None:
        """Work out which registers are live; what is attached to says which helpers there are."""
        self.live = live_before(self.insns, self.graph, self.helper, self.flow.kfuncs)

    def forget(self) -> None:
        """Let go of the states of a walk that has ended."""
        self.before = lambda *_: None
        self.pending = []
        self.enter(State([entered(0, -1, 0)], []))

    def enter(self, state: State) -> None:
        """Go on in *state*."""
        self.state = state
        self.frame = state.frames[-1]
        self.regs = self.frame.regs
        self.live_stack.moved()

    @property
    def vmlinux(self) -> Btf | None:
        """The kernel's own types."""
        return self.tables.vmlinux()

    def kernel_type(self, name: str, kind: str = "struct") -> TypeRef:
        """Return a type of the kernel by its name.

        Raises:
            Refusal: there is none: the kernel, or the file of types, is not 6.18's.
        """
        btf = self.tables.vmlinux()
        found = btf.find(name, kind) if btf is not None else None
        if btf is None or found is None:
            raise Refusal(EOPNOTSUPP, f"the kernel's types have no {kind} {name}")
        return TypeRef(btf, found)

    def helper(self, number: int) -> Helper | None:
        """Return the row of a helper, if programs of this type may call it."""
        row: Helper | None = self.tables.helpers.get(number)  # type: ignore[call-overload]  # any
        return row if row is not None and self.serves(row) else None

    def serves(self, row: Helper) -> bool:
        """Tell whether the program has the helper: some of struct_ops have more, or none."""
        helpers = frozenset() if self.attach is None else self.attach.helpers
        if helpers is None or not self.entitled(row):
            return False
        program = self.program
        return row.func in helpers or row.serves(program.type, program.attach_type)

    def entitled(self, row: Helper) -> bool:
        """Tell whether the user may have programs call a helper."""
        return not row.needs or self.options.may(row.needs) or self.program.type in row.freely

    def fresh_id(self) -> int:
        """Return an id that no register has."""
        self.last_id += 1
        return self.last_id

    def read(self, number: int) -> Reg:
        """Return a register that must be initialised (check_reg_arg, SRC_OP)."""
        reg = self.regs[number]
        if reg.type == NOT_INIT:
            raise Refusal(EACCES, f"R{number} !read_ok")
        return reg

    def linked(self, number: int) -> Reg:
        """Return a register after giving its scalar an id (assign_scalar_id_before_mov)."""
        made = self.with_id(self.regs[number])
        self.regs[number] = made
        return made

    def with_id(self, reg: Reg) -> Reg:
        """Return *reg* with an id for what will be a copy of it, if it is an unknown scalar."""
        if reg.type != SCALAR:
            return reg
        if reg.id & ADD_CONST:
            reg = scalar(reg.bounds)
        if reg.id or not reg.bounds.mask:
            return reg
        return scalar(reg.bounds, self.fresh_id())

    def push(self, index: int, *, speculative: bool = False) -> State:
        """Keep a copy of the state, to be walked from *index* later; return it."""
        if len(self.pending) >= _PENDING_LIMIT:
            raise Refusal(14, f"The sequence of {len(self.pending) + 1} jumps is too complex.")
        made = self.state.copy()
        if speculative:
            made.speculative = True
        if made.parent is not None:
            made.parent.branches += 1
        self.pending.append(Pending(made, index, self.index, self.log.place()))
        return made

    def push_alone(self, index: int, frame: Frame) -> State:
        """Keep a state with nothing but *frame*, to be walked from *index* later; return it."""
        if len(self.pending) >= _PENDING_LIMIT:
            count = len(self.pending) + 1
            raise Refusal(EFAULT, f"The sequence of {count} jumps is too complex for async cb.")
        made = State([frame], [])
        made.branches = 1
        self.pending.append(Pending(made, index, self.index, self.log.place()))
        return made

    def decide(self, regs: int) -> None:
        """Take note that the values of *regs*, a mask, decide here (mark_chain_precision)."""
        if self.bpf:
            while regs:
                low = regs & -regs
                self.mark(self, self.frame.number, low)
                regs ^= low

    def decide_slot(self, frame: int, number: int) -> None:
        """Take note that the number spilled in a slot decides here."""
        if self.bpf:
            self.mark(self, frame, 1 << SLOT_SHIFT + number)

    def note(self) -> None:
        """Keep a step of the path for the way back (push_jmp_history)."""
        self.noted = True
        self.state.history.append(_new(Step, (self.index, self.previous, None)))

    def note_jump(
        self,
        *,
        stack_dst: bool = False,
        stack_src: bool = False,
        linked: tuple[tuple[int, int], ...] = (),
    ) -> None:
        """Keep a step that compares pointers to the stack, or scalars that others stem from."""
        last = self._noted()
        self._keep(
            last._replace(
                stack_dst=last.stack_dst or stack_dst,
                stack_src=last.stack_src or stack_src,
                linked=linked,
            )
        )

    def note_slot(self, frame: int, slot: int) -> None:
        """Keep a step that loads or stores a spilled register."""
        bit = 1 << SLOT_SHIFT + slot
        self._keep(
            self._noted()._replace(frame=frame, slot=bit)
            if self.noted
            else _new(Note, (frame, bit, False, False, ()))
        )

    def _noted(self) -> Note:
        """Return what the current instruction noted."""
        return (self.noted and self.state.history[-1].note) or NOTHING_NOTED

    def _keep(self, note: Note) -> None:
        if self.noted:
            self.state.history.pop()
        self.noted = True
        self.state.history.append(_new(Step, (self.index, self.previous, note)))

    def reads_stack(self, frame: int, slots: int) -> None:
        """Take note that slots of a frame, a mask, are read here (bpf_mark_stack_read)."""
        self.live_stack.read(self.state, frame, self.index, slots)

    def writes_stack(self, frame: int, slots: int) -> None:
        """Take note that all of some slots is written here (bpf_mark_stack_write)."""
        self.live_stack.write(frame, slots)

    def show(self) -> None:
        """Write what the current instruction changed."""
        if self.logging:
            self.log.state(self.state, self.frame, self.index)


def no_fp(number: int) -> None:
    """Refuse to write r10 (check_reg_arg, DST_OP)."""
    if number == 10:
        raise Refusal(EACCES, "frame pointer is read only")
