"""What programs want of the kernel, found in its types: functions, variables, addresses.

libbpf's ways (tools/lib/bpf/libbpf.c, bpf_object__resolve_externs): a weak extern that the kernel
has not is 0, and a call of it goes to a helper that no kernel has.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from beebox.bits import s32
from beebox.btf.match import Matcher, essential
from beebox.btf.types import Btf, Func, Var
from beebox.errors import NotSupported
from beebox.isa.insn import Insn
from beebox.isa.opcodes import CALL, Pseudo
from beebox.kernel.api import Kernel
from beebox.obj.spec import ExternRef, ObjectSpec, ProgramSpec

_POISON = 2002000000
"""the helper that a call of a missing weak function goes to; libbpf uses the same number"""


def resolve(program: ProgramSpec, spec: ObjectSpec, kernel: Kernel) -> ProgramSpec:
    """Return *program* with its externs found in *kernel*.

    Raises:
        NotSupported: one is not there, or is something else, and is not weak.
    """
    insns = list(program.insns)
    for ref in program.externs:
        if ref.type_id:
            _typed(insns, ref, spec, kernel.facts.btf)
        else:
            _address(insns, ref, kernel.facts.symbols)
    return replace(program, insns=tuple(insns), externs=())


def _typed(insns: list[Insn], ref: ExternRef, spec: ObjectSpec, btf: Btf) -> None:
    """Have the instruction name the kernel's function or variable by its type."""
    found = btf.find(essential(ref.name), "func" if ref.function else "var")
    if found is not None and not _fits(ref, spec, btf, found):
        if not ref.weak:
            raise NotSupported(f"{ref.name} of the kernel has another type than in {spec.name}")
        found = None
    if found is None and not ref.weak:
        raise NotSupported(f"{ref.name} is declared __ksym, and the kernel has none")
    insn = insns[ref.insn]
    if insn.code == CALL:
        insns[ref.insn] = (
            replace(insn, imm=found) if found is not None else Insn(CALL, imm=_POISON + ref.number)
        )
        return
    source = Pseudo.BTF_ID if found is not None else Pseudo.NONE
    insns[ref.insn] = replace(insn, src=source, imm=found or 0)
    insns[ref.insn + 1] = replace(insns[ref.insn + 1], imm=0)


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
