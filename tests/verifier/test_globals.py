"""Functions that BTF calls global: Linux verifies them by themselves, ours refuses the call."""

from types import SimpleNamespace

import verifier_cases as cases

from beebox.abi.enums import ProgType
from beebox.isa.asm import assemble
from beebox.verifier import Options, Program, default_tables, verify

INSNS = assemble("r1 = 1\ncall f\nexit\nf: r0 = r1\nexit")


def verdict(linkage: int) -> str:
    btf = SimpleNamespace(type=lambda number: SimpleNamespace(linkage=linkage, id=number))
    funcs = (SimpleNamespace(insn=0, type_id=1), SimpleNamespace(insn=3, type_id=2))
    program = Program(INSNS, ProgType.TRACEPOINT, btf=btf, funcs=funcs)
    return cases.text(verify(program, default_tables(), Options()))


def test_static() -> None:
    assert verdict(0) == "accept"


def test_global() -> None:
    assert verdict(1).endswith("func#1 at insn 3: global functions are not modelled yet")
