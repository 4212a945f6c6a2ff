"""Which kfuncs a program calls, and whether it may.

After Linux 6.18 kernel/bpf/verifier.c: add_kfunc_call, fetch_kfunc_meta; kernel/bpf/btf.c:
btf_kfunc_id_set_contains.
"""

from __future__ import annotations

from errno import E2BIG, EINVAL, EPROTO

from beebox.abi.enums import ProgType
from beebox.btf import types as bt
from beebox.errors import ENOTSUPP, BtfError
from beebox.isa.disasm import call_text
from beebox.isa.insn import Insn
from beebox.isa.opcodes import CALL, CallKind
from beebox.spec.model import Does, Kfunc, Turn
from beebox.verifier.api import Program, Tables
from beebox.verifier.kfuncs import targets
from beebox.verifier.kfuncs.targets import Target
from beebox.verifier.types import Refusal

_MOST = 256
"""MAX_KFUNC_DESCS"""


def is_kfunc(insn: Insn) -> bool:
    """Tell whether *insn* calls a kfunc."""
    return insn.code == CALL and insn.src == CallKind.KFUNC


class Kfuncs:
    """The kfuncs of one program, by the id that calls name."""

    __slots__ = ("_btf", "_names", "_program", "_rows", "_targets", "_vmlinux", "nameless")

    def __init__(self, program: Program, tables: Tables) -> None:
        self._program = program
        self._rows = tables.kfuncs
        self._vmlinux = tables.vmlinux
        self._btf: bt.Btf | None = None
        self._names: dict[int, str] = {}
        self._targets: dict[int, Target | None] = {}
        self.nameless = False
        """a call of no function was walked: it is no dead code"""

    def add(self, insn: Insn) -> None:
        """Take note of a call; refuse one that cannot be (add_kfunc_call)."""
        if self._btf is None:
            self._begin()
        if not insn.imm and not insn.off:
            return
        if insn.off:
            self._refuse_module(insn.off)
        if insn.imm in self._names:
            return
        if len(self._names) == _MOST:
            raise Refusal(E2BIG, "too many different kernel function calls")
        self._names[insn.imm] = self._name(insn.imm)
        self._targets[insn.imm] = self._target(insn.imm)

    def check_left(self) -> None:
        """Refuse calls of no function that are no dead code (fixup_kfunc_call)."""
        if self.nameless:
            raise Refusal(EINVAL, "invalid kernel function call not eliminated in verifier pass")

    def _begin(self) -> None:
        self._btf = self._vmlinux()
        if self._btf is None:
            raise Refusal(
                ENOTSUPP,
                "calling kernel function is not supported without CONFIG_DEBUG_INFO_BTF",
            )
        if not self._program.gpl:
            raise Refusal(EINVAL, "cannot call kernel function from non-GPL compatible program")

    def _refuse_module(self, off: int) -> None:
        """Refuse functions of modules: there are none."""
        modules = self._program.modules
        if off < 0:
            why, errno = "negative offset disallowed for kernel module function call", EINVAL
        elif modules is None:
            why, errno = "kfunc offset > 0 without fd_array is invalid", EPROTO
        elif modules[off]:
            why, errno = "invalid module BTF fd specified", modules[off]
        else:
            why, errno = "BTF fd for kfunc is not a module BTF", EINVAL
        raise Refusal(errno, f"{why}\nfailed to find BTF for kernel function")

    def _name(self, ident: int) -> str:
        """Return the name of the function, if *ident* is one with a prototype."""
        assert self._btf is not None
        number = ident & 0xFFFFFFFF
        try:
            func = self._btf.type(number)
        except BtfError:
            func = None
        if not isinstance(func, bt.Func):
            raise Refusal(EINVAL, f"kernel btf_id {number} is not a function")
        if not isinstance(self._btf.type(func.type), bt.FuncProto):
            raise Refusal(
                EINVAL, f"kernel function btf_id {number} does not have a valid func_proto"
            )
        return func.name

    def _target(self, ident: int) -> Target | None:
        assert self._btf is not None
        row = self._rows.get(self._names[ident])
        if row is not None and row.does is Does.DEVICE:
            raise Refusal(EINVAL, "metadata kfuncs require device-bound program")
        if row is None or not _may_call(self._program, row):
            return None
        return targets.read(self._btf, ident, row)

    def find(self, insn: Insn) -> Target | None:
        """Return the kfunc that a call names, if this program may call it."""
        return self._targets.get(insn.imm)

    def name(self, insn: Insn) -> str:
        """Return the name of the function that a call names."""
        return self._names.get(insn.imm, "")

    def call_text(self, insn: Insn) -> str:
        """Return what a call calls, as the log has it: ``bpf_rcu_read_lock#1234``."""
        if insn.src != CallKind.KFUNC:
            return call_text(insn)
        return f"{self._names.get(insn.imm, '')}#{insn.imm}"

    def reads(self, insn: Insn) -> int | None:
        """Return the registers that a call takes, as a mask; None: that is not known."""
        target = self._targets.get(insn.imm) if is_kfunc(insn) else None
        return None if target is None else ((1 << len(target.params)) - 1) << 1

    def is_next(self, insn: Insn) -> bool:
        """Tell whether a call moves an open-coded iterator on (is_iter_next_insn)."""
        target = self.find(insn)
        return target is not None and target.row.turn is Turn.NEXT

    def calls_back(self, insn: Insn) -> bool:
        """Tell whether a call calls back, be it allowed or not (is_sync_callback_calling_kfunc)."""
        row = self._rows.get(self.name(insn))
        return row is not None and row.does is Does.RBTREE_ADD

    def does(self, insn: Insn) -> Does | None:
        """Return what a kfunc does besides."""
        target = self.find(insn)
        return None if target is None else target.row.does


def _may_call(program: Program, row: Kfunc) -> bool:
    if row.programs is not None and program_type(program) not in row.programs:
        return False
    return row.attach is None or program.attach_type in row.attach


def program_type(program: Program) -> ProgType:
    """Return the type that counts: of an extension, that of what it extends (resolve_prog_type)."""
    if program.type is ProgType.EXT and program.target is not None:
        return program_type(program.target)
    return program.type
