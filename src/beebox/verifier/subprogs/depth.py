"""How much stack chains of calls need.

After Linux 6.18 kernel/bpf/verifier.c: check_max_stack_depth, check_max_stack_depth_subprog,
bpf_enable_priv_stack.
"""

from __future__ import annotations

from dataclasses import dataclass
from errno import E2BIG, EACCES, EFAULT, EINVAL

from beebox.isa.cfg import call_target
from beebox.isa.insn import Insn
from beebox.isa.opcodes import CALL
from beebox.verifier.env import Env
from beebox.verifier.state import FRAME_LIMIT, STACK_LIMIT
from beebox.verifier.types import Refusal

_PRIVATE = 64
"""BPF_PRIV_STACK_MIN_SIZE: with less than this a subprogram gets no stack of its own"""
_TAIL_CALL_LIMIT = 256
"""so much stack the callers of a subprogram with a tail call must stay below"""


def check(env: Env) -> None:
    """Refuse chains of calls that need more than the whole stack.

    What may run later, on the stack of someone else, is looked at first: private stacks are for
    what the main program alone calls.
    """
    private = env.row.private_stack and not env.flow.tail_calls
    shared: set[int] = set()
    for subprog in range(len(env.flow.starts) - 1, -1, -1):
        if not subprog or subprog in env.later:
            _Chain(env, shared, private=private and not subprog).enter(subprog, 0)


@dataclass(frozen=True, slots=True)
class _Call:
    """An instruction that calls a subprogram, takes its address, or throws (*target* -1)."""

    index: int
    target: int
    direct: bool


class _Chain:
    """One walk over all chains of calls from one function."""

    def __init__(self, env: Env, shared: set[int], *, private: bool) -> None:
        self.env = env
        self.private = private
        self.shared = shared
        """subprograms that never have a stack of their own"""
        self.callers: list[int] = []
        self.seen: set[tuple[int, int, int]] = set()
        self.tail_call = False
        """one was met on the way"""

    def enter(self, subprog: int, above: int) -> None:
        """Look at a function whose callers use *above* bytes."""
        if not self.private:
            self.shared.add(subprog)
        if subprog and subprog in self.env.flow.tail_calls and above >= _TAIL_CALL_LIMIT:
            raise Refusal(
                EACCES,
                "tail_calls are not allowed when call stack of previous frames is "
                f"{above} bytes. Too large",
            )
        above = self.add(subprog, above)
        key = (subprog, above, len(self.callers))
        if key not in self.seen:
            self.seen.add(key)
            self.callers.append(subprog)
            for call in _calls(self.env, subprog):
                self.follow(call, subprog, above)
            self.callers.pop()
        handler = self.env.functions.exception
        if self.tail_call and handler and handler in self.callers:
            raise Refusal(EINVAL, "cannot tail call within exception cb")

    def add(self, subprog: int, above: int) -> int:
        """Return how much stack is used with that of *subprog*."""
        own = (self.env.depths[subprog] + 15) & ~15
        if self.private and own >= _PRIVATE and subprog not in self.shared:
            if own > STACK_LIMIT:
                raise Refusal(EACCES, f"stack size of subprog {subprog} is {own}. Too large")
            return above
        above += own
        if above > STACK_LIMIT:
            calls = len(self.callers) + 1
            raise Refusal(EACCES, f"combined stack size of {calls} calls is {above}. Too large")
        return above

    def follow(self, call: _Call, subprog: int, above: int) -> None:
        """Go on into what is called."""
        functions, target = self.env.functions, call.target
        if target < 0:
            if any(caller in functions.callbacks for caller in self.callers):
                raise Refusal(
                    EINVAL,
                    f"bpf_throw kfunc (insn {call.index}) cannot be called from callback "
                    f"subprog {subprog}",
                )
            return
        tail_calls = self.env.flow.tail_calls
        if target in self.env.later:
            if target in tail_calls:
                raise Refusal(EFAULT, "verifier bug: subprog has tail_call and async cb")
            if not call.direct:
                return
            if target == functions.exception:
                message = f"insn {call.index} cannot call exception cb directly"
                raise Refusal(EINVAL, message, end="")
        if target in tail_calls:
            self.tail_call = True
        if len(self.callers) >= FRAME_LIMIT:
            raise Refusal(E2BIG, f"the call stack of {FRAME_LIMIT} frames is too deep !")
        self.enter(target, above)


def _calls(env: Env, subprog: int) -> list[_Call]:
    """Return the calls in a subprogram, each callee once a way of calling it."""
    ends = [*env.flow.starts[1:], len(env.insns)]
    found: dict[tuple[int, bool], _Call] = {}
    for index in range(env.flow.starts[subprog], ends[subprog]):
        if index in env.functions.throws:
            found.setdefault((-1, True), _Call(index, -1, direct=True))
            continue
        insn: Insn = env.insns[index]
        target = call_target(insn, index)
        if target is not None:
            direct = insn.code == CALL
            callee = env.flow.subprog(target)
            found.setdefault((callee, direct), _Call(index, callee, direct))
    return list(found.values())
