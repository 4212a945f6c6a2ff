"""BPF programs as a target of the compiler: what maps, helpers and `Const` names become."""

from __future__ import annotations

import ast
import sys
from collections.abc import Callable, Sequence
from typing import Any

from beebox.errors import CompileError
from beebox.lang import operands
from beebox.lang.arguments import known, unpack
from beebox.lang.calls import HelperCall
from beebox.lang.helpers import Helper
from beebox.lang.innermaps import OuterUse
from beebox.lang.mapops import MapUse, locked
from beebox.lang.maps import ANY, ArrayOfMaps, Map
from beebox.lang.programs import Function, Program
from beebox.pylang.bpf import BpfTarget, license_global
from beebox.pylang.check import Checker, Session
from beebox.pylang.convert import is_place
from beebox.pylang.debug import INT, ArrayOf, Member, PointerTo, Qualified, Shape, ShapeStruct
from beebox.pylang.names import ptr
from beebox.pylang.struct import StructType
from beebox.pylang.target import Foreign
from beebox.pylang.tree import (
    Do,
    Expr,
    FunctionTree,
    Global,
    GlobalAddress,
    Linkage,
    Literal,
    Load,
    Return,
    Stmt,
)
from beebox.pylang.types import CHAR, I32, U8, U64, ArrayType, PtrType, Type


class Programs(BpfTarget):
    """One object in the making: its programs' functions, and the globals they turn out to need."""

    def __init__(self, names: dict[int, str]) -> None:
        super().__init__()
        self.names = names
        self.globals: dict[str, Global] = {}
        self.owners: dict[str, object] = {}
        self.programs: set[Callable[..., Any]] = set()

    # -- what programs name

    def foreign(self, thing: object) -> Foreign | None:
        """Know maps and helpers."""
        if isinstance(thing, ArrayOfMaps):
            return OuterUse(thing, self)
        if isinstance(thing, Map):
            return MapUse(thing, self)
        return HelperCall(thing, self) if isinstance(thing, Helper) else None

    def function(self, thing: object) -> Callable[..., Any] | None:
        """Know what `program`, `function` and `subprogram` declare."""
        if isinstance(thing, Program):
            self.programs.add(thing.__wrapped__)
        return thing.__wrapped__ if isinstance(thing, Function) else None

    def parameter(self, python: Callable[..., Any], name: str) -> str:
        """Say what programs take."""
        if python not in self.programs:
            return super().parameter(python, name)
        if name not in {"ctx", "_ctx", "context"}:
            return f"{name}: u64, {name}: ptr[task_struct], ..."
        return f"{name}: bpf.SysEnterOpenat, {name}: bpf.XdpMd, ..., or {name}: ptr[u64]"

    def result(self, python: Callable[..., Any]) -> str:
        """Say what programs return."""
        return "add -> i32" if python in self.programs else super().result(python)

    def type(self, thing: object) -> Type | None:
        """Know ``ptr`` alone: the address of something."""
        return ANY if thing is ptr else None

    def declare(self, tree: FunctionTree, thing: object) -> None:
        """Put programs into their sections; functions become part of each caller."""
        assert isinstance(thing, Function)
        super().declare(tree, thing)
        if isinstance(thing, Program):
            unpack(tree, thing.section)
        tree.debug_parameters = tuple(
            PointerTo(item.type) if is_place(item.type) else item.type for item in tree.parameters
        )
        if not isinstance(thing, Program):
            tree.inline = thing.inline
            tree.external = thing.external
            if thing.external:
                tree.result = known(tree.result)
            if thing.apart:
                tree.linkage = Linkage.EXTERNAL
            return
        tree.linkage = Linkage.EXTERNAL
        tree.section = thing.section
        tree.inline = False
        if tree.result is not I32:
            tree.source.fail(tree.mark, f"{tree.name} is a program and returns i32", "add -> i32")
        if len(tree.parameters) != 1:
            hint = f"def {tree.name}(ctx: bpf.SysEnterOpenat) -> i32:"
            tree.source.fail(tree.mark, f"{tree.name} is a program and takes the context", hint)
        context = tree.parameters[0]
        if not is_place(context.type) and not isinstance(context.type, PtrType):
            hint = "its type is a struct, bpf.XdpMd, or ptr[u64]"
            tree.source.fail(context.mark, f"a context is not an {context.type}", hint)

    def called(self, check: Checker, node: ast.Call, thing: object) -> None:
        """Refuse calls of programs: kernels call them."""
        if isinstance(thing, Program):
            hint = "put what both do into a function: @bpf.function"
            check.fail(node, f"{thing.name} is a program: only the kernel calls it", hint)

    def with_(self, check: Checker, node: ast.With, value: Expr) -> Sequence[Stmt]:
        """Lower ``with value.lock: body``."""
        if not isinstance(value.type, StructType) or value.type.name != "bpf_spin_lock":
            return super().with_(check, node, value)
        return locked(check, node, value)

    def size(self, check: Checker, node: ast.Call) -> Expr | None:
        """Know how large structs of the kernel and their fields are, where it loads."""
        if "beebox.spec.vmlinux" not in sys.modules:
            return None  # no type of the kernel was named so far
        from beebox.lang import kernel_asks  # noqa: PLC0415 - reads the kernel's types

        return kernel_asks.size(check, node)

    def failed(self, check: Checker, node: ast.Assert) -> Sequence[Stmt]:
        """Count an assertion that fails, and end the program with 0, as what it does not touch."""
        tree = check.tree
        if not tree.section:
            hint = "only a program can end; write: if not condition: return ..."
            check.fail(node, "assert cannot end the program from a function it calls", hint)
        if node.msg is not None and check.text(node.msg) is None:
            check.fail(node.msg, "what an assertion says is a text", 'assert x, "why"')
        mark = check.mark(node)
        symbol = self.add(Global(f"{tree.name}_asserts_lost", U64, ".bss"), ("assert", tree.name))
        counter = GlobalAddress(PtrType(U64), mark, symbol)
        count = Do(mark, operands.atomic_add(mark, counter, Literal(U64, mark, 1), U64))
        return (count, Return(mark, Literal(I32, mark, 0)))

    def constant(
        self, session: Session, name: str, module: str, literal: Literal, node: Expr
    ) -> Expr:
        """Read a `Const` from ``.rodata``, where the user side sets it before the load."""
        del session, node
        kind = literal.type
        data = (literal.value & ((1 << 8 * kind.size) - 1)).to_bytes(kind.size, "little")
        debug = Qualified("const", Qualified("volatile", kind))
        symbol = self.add(
            Global(name, kind, ".rodata", data, constant=True, debug=debug), (module, name)
        )
        return Load(
            kind, literal.mark, GlobalAddress(PtrType(kind), literal.mark, symbol), volatile=True
        )

    # -- globals

    def add(self, symbol: Global, owner: object) -> Global:
        """Return the global of that name, made once for *owner*.

        Raises:
            CompileError: something else of that name is in the object.
        """
        if symbol.name in self.globals:
            if self.owners[symbol.name] != owner:
                raise CompileError(
                    f"two things named {symbol.name} would be in one object",
                    hint="rename one: maps and Const variables of all modules share their names",
                )
            return self.globals[symbol.name]
        self.globals[symbol.name] = symbol
        self.owners[symbol.name] = owner
        return symbol

    def name(self, map_: Map) -> str:
        """Return the name of the module variable that holds the map."""
        found = self.names.get(id(map_)) or _search(map_)
        if not found:
            raise CompileError(
                f"{map_!r} has no name",
                hint="keep it in a variable of a module: counts = bpf.Hash...",
            )
        self.names[id(map_)] = found
        map_.name = found
        return found

    def map(self, map_: Map) -> Global:
        """Return the declaration of a map in ``.maps``."""
        name = self.name(map_)
        shape = map_shape(map_)
        event = getattr(map_, "event", None)
        if isinstance(event, StructType):
            # A pointer that nobody sets, as C programs have it: its type tells what a record is.
            pointer = Global(f"{name}_event", U64, ".bss", debug=PointerTo(event))
            self.add(pointer, ("event", id(map_)))
        return self.add(
            Global(name, ArrayType(U8, shape.size), ".maps", align=8, debug=shape), id(map_)
        )

    def lost(self, map_: Map) -> Global:
        """Return the counter of what the map refused."""
        name = f"{self.name(map_)}_lost"
        return self.add(Global(name, U64, ".bss"), ("lost", id(map_)))

    def text(self, data: bytes) -> Global:
        """Return constant text of the programs."""
        for name, symbol in self.globals.items():
            if symbol.data == data and self.owners[name] == "text":
                return symbol
        count = sum(owner == "text" for owner in self.owners.values())
        kind = ArrayType(CHAR, len(data))
        symbol = Global(
            f"text.{count}", kind, ".rodata", data, constant=True, linkage=Linkage.INTERNAL
        )
        return self.add(symbol, "text")

    def license(self, text: str) -> None:
        """Declare the license that the kernel asks for."""
        self.add(license_global(text), "license")


def _search(map_: Map) -> str:
    """Return the name under which some module holds a map."""
    for module in list(sys.modules.values()):
        for name, value in vars(module).items() if hasattr(module, "__dict__") else ():
            if value is map_:
                return name
    return ""


def map_shape(map_: Map) -> ShapeStruct:
    """Return the struct that declares a map in BTF, as libbpf reads it.

    Numbers are the length of the array that a member points to, types what it points to.
    """
    from beebox.abi.enums import MapType  # noqa: PLC0415 - an enum is made when it is named

    numbers = {
        "type": MapType[map_.kind].value,
        "max_entries": map_.max_entries,
        "map_flags": map_.flags,
    }
    shapes: dict[str, Shape] = {
        name: PointerTo(ArrayOf(INT, value)) for name, value in numbers.items() if value
    }
    for name in ("key", "value"):
        kind = getattr(map_, name)
        if kind is not None:
            shapes[name] = PointerTo(kind)
    if isinstance(map_, ArrayOfMaps):
        shapes["values"] = ArrayOf(PointerTo(map_shape(map_.inner)), 0)
    members = tuple(Member(name, shape, 8 * at) for at, (name, shape) in enumerate(shapes.items()))
    return ShapeStruct("", 8 * len(members), members)
