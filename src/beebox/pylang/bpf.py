"""The bpf target: an object for the kernel's loaders, with .BTF and .BTF.ext.

Helpers, maps and contexts are none of its business: a front end derives from `BpfTarget`, says
what its objects mean (`foreign`, `type`, `function`, `constant`), checks its functions in a
`Session`, and gives the module to `compile_object`.
"""

from __future__ import annotations

from collections.abc import Sequence

from beebox.errors import CompileError
from beebox.pylang import llvm
from beebox.pylang.debug import Metadata, Partial
from beebox.pylang.emit import Emitter, ModuleEmitter
from beebox.pylang.target import Target
from beebox.pylang.tree import FunctionTree, Global, Linkage, Module
from beebox.pylang.types import CHAR, ArrayType

LAYOUT = "e-m:e-p:64:64-i64:64-i128:128-n32:64-S128"
STACK = 512
"""bytes of stack that a program and all it calls share (MAX_BPF_STACK, include/linux/filter.h)"""
PARAMETERS = 5
"""registers that pass arguments (RFC 9669 section 4.3)"""


class BpfTarget(Target):
    """The BPF instruction set."""

    triple = "bpfel"
    decorator = "@bpf.function"
    packed = False

    def __init__(self) -> None:
        self._symbols: dict[str, int] = {}
        self._partial: dict[int, Partial] = {}

    def declare(self, tree: FunctionTree, thing: object) -> None:
        """Give the function its plain name: kernels take only identifiers."""
        del thing
        tree.symbol = self.symbol(tree.name)

    def partial(self, key: int, name: str, size: int, *, union: bool) -> Partial:
        """Return the debug information of a struct that has the fields that were named so far."""
        return self._partial.setdefault(key, Partial(name, size, union))

    def symbol(self, name: str) -> str:
        """Return *name*, with a number where it is taken."""
        count = self._symbols.get(name, 0)
        self._symbols[name] = count + 1
        return name if not count else self.symbol(f"{name}_{count}")


def license_global(text: str) -> Global:
    """Return the variable that states the license of an object's programs."""
    data = text.encode() + b"\0"
    return Global("_license", ArrayType(CHAR, len(data)), "license", data, align=1)


def pin(emitter: Emitter, value: str, width: int = 64) -> str:
    """Return an integer's value that the optimiser knows nothing of, and cannot merge or move.

    Where the kernel's verifier must see a check on the very register that is used next.
    """
    return emitter.value(f'call i{width} asm sideeffect "", "=r,0"(i{width} {value})')


def module_text(module: Module) -> str:
    """Return the LLVM IR of a module.

    Raises:
        CompileError: it has no function, or one with more parameters than BPF passes.
    """
    if not module.functions:
        raise CompileError("there is no program to compile", hint="declare one")
    for tree in module.functions:
        if len(tree.parameters) > PARAMETERS and tree.inline is not True:
            tree.source.fail(
                tree.mark,
                f"{tree.name} has {len(tree.parameters)} parameters; BPF passes {PARAMETERS}",
                "pass a pointer to a Struct",
            )
    _no_circles(module.functions)
    debug = Metadata(module.functions[0].source)
    emitter = ModuleEmitter(
        module,
        triple=BpfTarget.triple,
        layout=LAYOUT,
        packed=False,
        debug=debug,
        attributes='"no-builtins"',  # a loop must not become a call of memset
        stack=STACK,
    )
    return emitter.text()


def _no_circles(functions: Sequence[FunctionTree]) -> None:
    """Refuse functions that come to call themselves: no kernel takes them."""
    around: list[FunctionTree] = []
    done: set[int] = set()

    def visit(tree: FunctionTree) -> None:
        around.append(tree)
        for called, mark in tree.calls:
            if called in around:
                way = " -> ".join(one.name for one in (*around[around.index(called) :], called))
                hint = "kernels take no recursion: write a loop, its work in an array or a map"
                tree.source.fail(mark, f"{called.name} comes to call itself: {way}", hint)
            if id(called) not in done:
                visit(called)
        done.add(id(around.pop()))

    for tree in functions:
        if id(tree) not in done:
            visit(tree)


def compile_object(module: Module, *, cpu: str = "v3") -> bytes:
    """Compile a checked module to an ELF object for *cpu*, an instruction set version of BPF.

    Raises:
        CompileError: something in it cannot be compiled for BPF.
        NotSupported: llvmlite is not installed.
    """
    return llvm.bpf(module_text(module), cpu)


__all__ = [
    "BpfTarget",
    "Linkage",
    "compile_object",
    "license_global",
    "module_text",
    "pin",
]
