"""Which instructions, which kinds of types and which sizes a kernel takes."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from beebox.abi.enums import ProgType
from beebox.btf.types import (
    DataSec,
    DeclTag,
    Enum64,
    Enumerator,
    Float,
    Func,
    FuncProto,
    Int,
    SecVar,
    TypeTag,
    Var,
)
from beebox.btf.write import Builder
from beebox.errors import BeeboxError
from beebox.features.support import YES, Support, loaded, program, refused
from beebox.isa import asm
from beebox.isa.insn import Insn
from beebox.kernel import client
from beebox.kernel.api import Kernel

# each needs its version of the instruction set; all return 0
INSTRUCTIONS: Mapping[str, str] = {
    "v1": "r0 = 0; exit",
    "v2": "r0 = 0; if r0 < 1 goto +0; exit",
    "v3": "r0 = 0; if w0 < 1 goto +0; exit",
    "v4": "r0 = 0; r0 = (s8)r0; r0 s/= 2; r0 = bswap16 r0; gotol +0; exit",
    "atomics": "r0 = 0; *(u64 *)(r10 - 8) = r0; r0 = atomic_fetch_add((u64 *)(r10 - 8), r0);"
    " r0 = 0; exit",
    "load_acquire": "*(u64 *)(r10 - 8) = 0; r0 = load_acquire((u64 *)(r10 - 8)); r0 = 0; exit",
    "may_goto": "r0 = 0; may_goto +0; exit",
    "bounded_loops": "r0 = 10; r0 += -1; if r0 != 0 goto -2; exit",
}
_LARGE = 4100
"""more instructions than 4096, the most before Linux 5.2"""


def instructions(kernel: Kernel) -> Mapping[str, Support]:
    """Return of each version of the instruction set, and some later ones, whether it is taken."""
    found = {name: _taken(kernel, asm.assemble(text)) for name, text in INSTRUCTIONS.items()}
    many = (*[Insn(0xB7)] * _LARGE, Insn(0x95))
    return found | {"large_programs": _taken(kernel, many)}


def _taken(kernel: Kernel, insns: tuple[Insn, ...]) -> Support:
    return loaded(kernel, program(ProgType.SOCKET_FILTER, insns))[0]


def _variable(built: Builder) -> None:
    variable = built.add(Var("x", 1, 1))
    built.add(DataSec(".data", 4, (SecVar(variable, 0, 4),)))


def _function(built: Builder, linkage: int = 0) -> int:
    return built.add(Func("f", built.add(FuncProto(1, ())), linkage))


TYPES: Mapping[str, Callable[[Builder], object]] = {
    "int": lambda _built: None,
    "func": _function,
    "func_global": lambda built: _function(built, 1),
    "datasec": _variable,
    "float": lambda built: built.add(Float("float", 4)),
    "decl_tag": lambda built: built.add(DeclTag("tag", _function(built), -1)),
    "type_tag": lambda built: built.add(TypeTag("tag", 1)),
    "enum64": lambda built: built.add(
        Enum64("e", 8, signed=False, values=(Enumerator("a", 1 << 40),))
    ),
}


def types(kernel: Kernel) -> Mapping[str, Support]:
    """Return of each kind of type that came after the first ones whether BTF may have it."""
    return {name: _type(kernel, add) for name, add in TYPES.items()}


def _type(kernel: Kernel, add: Callable[[Builder], object]) -> Support:
    built = Builder()
    built.add(Int("int", 4, signed=True, bits=32))
    add(built)
    try:
        kernel.close(client.btf_load(kernel, built.build()))
    except BeeboxError as error:
        return refused(error)
    return YES
