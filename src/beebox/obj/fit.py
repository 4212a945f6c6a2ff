"""CO-RE applied to a program: instructions changed to fit the kernel they are loaded on.

What the kernel does not have poisons the instruction, as libbpf does: it becomes a call of a
helper that no kernel has, so a program that asks first (``bpf_core_field_exists``) still loads,
and one that does not is refused there; `ProgramSpec.poisoned` says why.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cached_property

from beebox.bits import s32
from beebox.btf.answers import resolver
from beebox.btf.core import Answer, Kind, More, Resolver, resizable
from beebox.btf.types import Btf
from beebox.errors import BtfError, RelocationError
from beebox.isa.insn import Insn
from beebox.isa.opcodes import BYTES, CALL, CLASS, LDDW, REG, SIZE, Class
from beebox.obj.spec import CoreInfo, ObjectSpec, ProgramSpec

POISON = 0xBAD2310
"""the helper that no kernel has; libbpf uses the same number"""
_SIZE_BITS = {size: bits for bits, size in BYTES.items()}


class Fitter:
    """Fits the programs of *spec* to a kernel's types.

    *target* returns those of vmlinux once they count, *more* those of modules, by their names, for
    what *target* has not.
    """

    def __init__(self, spec: ObjectSpec, target: Callable[[], Btf], more: More = tuple) -> None:
        self._spec = spec
        self._target = target
        self._more = more

    @cached_property
    def _resolver(self) -> Resolver:
        if self._spec.btf is None:
            raise RelocationError("CO-RE relocations need the object's BTF")
        return resolver(self._spec.btf, self._target(), self._more)

    def relocate(self, program: ProgramSpec) -> ProgramSpec:
        """Return *program* with its CO-RE relocations resolved.

        Raises:
            RelocationError: a record that cannot be applied to its instruction.
            BtfError: a record that makes no sense in the object's own types.
        """
        insns = list(program.insns)
        poisoned = [*program.poisoned]
        for core in program.cores:
            what = f"{program.name}, instruction {core.insn}"
            if not 0 <= core.insn < len(insns):
                raise RelocationError(f"{what}: CO-RE speaks of an instruction that is not there")
            try:
                reason = _apply(insns, core, self._resolver)
            except (BtfError, RelocationError) as error:
                raise type(error)(f"{what}: {error}") from None
            if reason:
                poisoned.append((core.insn, reason))
        return replace(program, insns=tuple(insns), cores=(), poisoned=tuple(poisoned))

    def keep(self) -> None:
        """Keep what was learnt of the kernel's types for the next time."""
        if "_resolver" in vars(self):
            self._resolver.keep()


def _apply(insns: list[Insn], core: CoreInfo, resolver: Resolver) -> str:
    """Change the instruction that *core* speaks of; return why it had to be poisoned, or ""."""
    try:
        Kind(core.kind)
    except ValueError:
        raise RelocationError(f"CO-RE relocation of kind {core.kind} is not known") from None
    what = (core.type_id, core.access, core.kind)
    theirs = resolver.there(*what)
    if theirs is None:
        _poison(insns, core.insn)
        from beebox.btf.missing import why  # noqa: PLC0415 - where something is missing

        return f"{resolver.describe(*what)}: {why(resolver, *what)}"
    # a bit field has no size: what is loaded whole here must be whole there
    mine = resolver.here(*what) if core.kind == Kind.FIELD_BYTE_OFFSET else None
    at = core.insn
    insn = insns[at]
    match insn.code & CLASS:
        case Class.ALU | Class.ALU64 if not insn.code & REG:
            insns[at] = replace(insn, imm=s32(theirs.value))
        case Class.LDX | Class.ST | Class.STX:
            if mine and not resizable(mine, theirs):
                _poison(insns, at)
                sizes = f"{mine.size} bytes here and {theirs.size} in the kernel"
                return f"{resolver.describe(*what)} is signed or not a number, {sizes}"
            insns[at] = _access(insn, mine, theirs)
        case Class.LD if insn.code == LDDW and at + 1 < len(insns):
            insns[at] = replace(insn, imm=s32(theirs.value))
            insns[at + 1] = replace(insns[at + 1], imm=s32(theirs.value >> 32))
        case _:
            raise RelocationError(f"CO-RE cannot change opcode {insn.code:02x}")
    return ""


def _access(insn: Insn, mine: Answer | None, theirs: Answer) -> Insn:
    """Return a load or store at the kernel's offset and of the kernel's size."""
    if theirs.value >= 1 << 15:
        raise RelocationError(f"offset {theirs.value} does not fit in an instruction")
    insn = replace(insn, off=theirs.value)
    if mine is None or mine.size == theirs.size:
        return insn
    if theirs.size not in _SIZE_BITS:
        raise RelocationError(f"{theirs.size} bytes cannot be loaded by an instruction")
    return replace(insn, code=insn.code & ~SIZE | _SIZE_BITS[theirs.size])


def _poison(insns: list[Insn], at: int) -> None:
    slots: Sequence[int] = (at, at + 1) if insns[at].code == LDDW else (at,)
    for slot in slots:
        insns[slot] = Insn(CALL, imm=POISON)
