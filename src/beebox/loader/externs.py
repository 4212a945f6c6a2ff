"""What programs want of the kernel, found in its types: functions, variables, addresses.

libbpf's ways (tools/lib/bpf/libbpf.c, bpf_object__resolve_externs): a weak extern that the kernel
has not is 0, and a call of it goes to a helper that no kernel has.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import NamedTuple

from beebox.bits import s32
from beebox.btf.match import Matcher, essential
from beebox.btf.types import Btf, Func, Var
from beebox.errors import NotSupported
from beebox.isa.insn import Insn
from beebox.isa.opcodes import CALL, Pseudo
from beebox.kernel.api import Kernel
from beebox.loader.modules import Modules
from beebox.obj.spec import ExternRef, ObjectSpec, ProgramSpec

_POISON = 2002000000
"""the helper that a call of a missing weak function goes to; libbpf uses the same number"""


def resolve(
    program: ProgramSpec, spec: ObjectSpec, kernel: Kernel, modules: Modules
) -> ProgramSpec:
    """Return *program* with its externs found in *kernel* or its *modules*.

    Raises:
        NotSupported: one is not there, or is something else, and is not weak.
    """
    insns = list(program.insns)
    fds: list[int] = []
    poisoned = [*program.poisoned]
    for ref in program.externs:
        if ref.type_id:
            found = _typed(ref, spec, kernel.facts.btf, modules)
            _write(insns, ref, found, fds)
            if found is None and ref.function:
                poisoned.append((ref.insn, f"the kernel has no function {ref.name}"))
        else:
            _address(insns, ref, kernel.facts.symbols)
    made, open_ = tuple(insns), tuple(fds)
    return replace(program, insns=made, externs=(), module_fds=open_, poisoned=tuple(poisoned))


class _Found(NamedTuple):
    """A type of the kernel, or of the module whose types are *fd*."""

    type_id: int
    fd: int = 0


def _typed(ref: ExternRef, spec: ObjectSpec, btf: Btf, modules: Modules) -> _Found | None:
    """Return the kernel's function or variable, None if there is none and the object can do."""
    name, kind = essential(ref.name), "func" if ref.function else "var"
    own = btf.find(name, kind)
    found = _Found(own) if own is not None else None
    inside = modules.find(name, kind) if own is None else None
    if inside is not None:
        (_, fd, btf), type_id = inside
        found = _Found(type_id, fd)
    if found is not None and not _fits(ref, spec, btf, found.type_id):
        if not ref.weak:
            raise NotSupported(f"{ref.name} of the kernel has another type than in {spec.name}")
        found = None
    if found is None and not ref.weak:
        raise NotSupported(f"{ref.name} is declared __ksym, and the kernel has none", modules.hint)
    return found


def _write(insns: list[Insn], ref: ExternRef, found: _Found | None, fds: list[int]) -> None:
    """Have the instruction name what was *found*; *fds* are those of modules, by their places.

    Place 0 is the kernel's own, so the first of *fds* is place 1.
    """
    insn = insns[ref.insn]
    if insn.code == CALL:
        if found is None:
            insns[ref.insn] = Insn(CALL, imm=_POISON + ref.number)
            return
        if found.fd and found.fd not in fds:
            fds.append(found.fd)
        place = 1 + fds.index(found.fd) if found.fd else 0
        insns[ref.insn] = replace(insn, imm=found.type_id, off=place)
        return
    source = Pseudo.NONE if found is None else Pseudo.BTF_ID
    type_id, fd = found or (0, 0)
    insns[ref.insn] = replace(insn, src=source, imm=type_id)
    insns[ref.insn + 1] = replace(insns[ref.insn + 1], imm=fd)


def _fits(ref: ExternRef, spec: ObjectSpec, btf: Btf, found: int) -> bool:
    made = btf.type(found)
    assert isinstance(made, Func | Var)
    return spec.btf is None or Matcher(spec.btf, btf).compatible(ref.type_id, made.type)


def _address(insns: list[Insn], ref: ExternRef, symbols: Mapping[str, int]) -> None:
    """Have the ``lddw`` hold the address of a symbol."""
    found = symbols.get(ref.name)
    if found is None and not ref.weak:
        raise NotSupported(
            f"the address of {ref.name} is not known", "it is in /proc/kallsyms, for root"
        )
    found = found or 0
    insns[ref.insn] = replace(insns[ref.insn], src=Pseudo.NONE, imm=s32(found))
    insns[ref.insn + 1] = replace(insns[ref.insn + 1], imm=s32(found >> 32))
