"""A box that is asked as Linux is (`verifier_live.Live`), and runs what it accepts under witnesses.

Programs are interpreted, which checks every access; `verifier_witness` holds what is in registers
and stack against the proof. Helpers that return some number return any that their rows allow.
"""

from __future__ import annotations

import random
from types import SimpleNamespace
from typing import cast

from verifier_live import Door, Live
from verifier_witness import Witness, direct_values, walked

from beebox.abi.enums import Cmd, Func, ProgType
from beebox.bits import U32, U64
from beebox.box import vmlinux
from beebox.box.kernel import Box
from beebox.box.policy import Policy, Proof
from beebox.box.programs import Program
from beebox.box.syscall import ATTR_SIZE, Call, bpf
from beebox.box.test_run.trial import Trial
from beebox.box.usermem import LOCAL
from beebox.errors import KernelError
from beebox.kernel import client
from beebox.vm.interpreter import BudgetExceeded, call_native

PACKETS = (ProgType.XDP, ProgType.SCHED_CLS, ProgType.SCHED_ACT, ProgType.SOCKET_FILTER)
NUMBERS = (
    ProgType.TRACEPOINT,
    ProgType.RAW_TRACEPOINT,
    ProgType.KPROBE,
    ProgType.SYSCALL,
)
"""types whose contexts are numbers only"""
_BUDGET = 1 << 14
_WILD = {Func.get_prandom_u32: U32, Func.ktime_get_ns: U64, Func.get_current_pid_tgid: U64}
_EDGES = (0, 1, 5, 7, 63, 64, 255, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFF, 1 << 63, U64)


class Runner:
    """The box, and what came of the programs that it was given."""

    def __init__(self, runs: int = 4) -> None:
        self.box = Box(engine="interpreter", policy=Policy(heard=self._proved))
        self.live = Live(Door(self._bpf, self.box.close, vmlinux.here))
        self.live.heard = self._loaded
        self.rnd = random.Random(0)
        self.runs = runs
        self.ran = 0
        """programs that were run"""
        self.looked = 0
        """moments at which a state was looked for"""
        self._proof: Proof | None = None

    def _proved(self, proof: Proof) -> None:
        self._proof = proof

    def _bpf(self, command: Cmd, attr: bytes) -> int:
        data = bytearray(attr.ljust(ATTR_SIZE, b"\0"))
        try:
            return bpf(self.box.world, command, data, LOCAL)
        except KernelError as error:
            return -error.errno

    def _loaded(self, fd: int) -> None:
        """Run a program, if the box can.

        Raises:
            MemoryFault: it touched what it may not.
            AssertionError: no state of the proof holds what is there.
        """
        program = self.box.world.fds.find(fd, Program)
        proof = self._proof
        assert proof is not None
        if not program.runs_here or program.type not in PACKETS + NUMBERS:
            return
        walks = [walk for exact in (True, False) if (walk := walked(proof, exact=exact))]
        bases = direct_values(proof, program.fixed.insns)
        interpreter = program.native.interpreter
        assert interpreter is not None
        witness = Witness(proof, walks, bases)
        interpreter.drive, interpreter.budget = witness.drive, _BUDGET
        functions = {
            address: program.fixed.insns[at].imm for at, address in program.fixed.targets.items()
        }

        def call(address: int, *args: int) -> int:
            most = _WILD.get(functions.get(address))  # type: ignore[call-overload]
            return call_native(address, *args) if most is None else self._number() & most

        interpreter.call = call
        for _ in range(self.runs):
            self._run(fd, program)
        self.ran += 1
        self.looked += witness.looked

    def _number(self) -> int:
        return self.rnd.choice(
            (self.rnd.choice(_EDGES), self.rnd.getrandbits(self.rnd.randint(1, 64)))
        )

    def _run(self, fd: int, program: Program) -> None:
        try:
            if program.type in PACKETS:
                data = self.rnd.randbytes(self.rnd.randint(14, 80))
                client.prog_test_run(self.box, fd, data)
            else:
                self._run_on_numbers(program)
        except BudgetExceeded:
            pass

    def _run_on_numbers(self, program: Program) -> None:
        size = max(program.max_ctx_offset, 96)
        call = cast("Call", SimpleNamespace(memory=LOCAL))
        with self.box.world.lock, Trial(call, program, size) as trial:
            (place,) = trial.places
            trial.allow("context", place, size)
            LOCAL.write(place, self.rnd.randbytes(size))
            trial.go(place, 1)

    def close(self) -> None:
        """End the box."""
        self.live.close()
        self.box.shut()
