"""The typed tree: what the checker makes of a function and the emitter turns into LLVM IR.

Every expression has a type and a mark (its place in the source). Meaning is settled here: widths
are equal, literals have a type, conversions are explicit, evaluation goes left to right. A struct
or an array as an expression is *the place where it is*: its address.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING, TypeVar, dataclass_transform

from beebox.pylang.types import Type

if TYPE_CHECKING:
    from beebox.pylang.emit import Emitter
    from beebox.pylang.read import Source

T = TypeVar("T")


@dataclass_transform(frozen_default=True, eq_default=False, field_specifiers=(field,))
def node(cls: type[T]) -> type[T]:
    """Make a class of nodes: a dataclass that checkers hold frozen.

    Each is itself alone. What dataclasses would write besides takes two thirds of the time to
    import this module, and every first start waits for that.
    """
    return dataclass(eq=False, repr=False, slots=True)(cls)


UNTYPED = Type("int", 0, 1)
"""the type of an integer literal until something says which"""


@dataclass(frozen=True, slots=True)
class Mark:
    """Where in its file a node stands; lines and columns count from 1."""

    line: int
    column: int
    width: int = 1


@node
class Expr:
    """A value of *type*."""

    type: Type
    mark: Mark


@node
class Literal(Expr):
    """An integer, a bool, or null (0 with a pointer type)."""

    value: int


@node
class Bytes(Expr):
    """The address of constant bytes."""

    data: bytes


@dataclass(eq=False, slots=True)
class Variable:
    """A local variable or a parameter; *index* tells those of one function apart."""

    name: str
    type: Type
    index: int
    mark: Mark
    parameter: bool = False
    cleared: bool = False
    """it is 0 at first: where it has no value yet, a verifier may look at it"""


@node
class Read(Expr):
    """The value of a local variable."""

    variable: Variable


@node
class AddressOf(Expr):
    """The address of a local variable."""

    variable: Variable


@node
class Load(Expr):
    """What is in memory at *address*."""

    address: Expr
    volatile: bool = False


@node
class Offset(Expr):
    """The address *bytes* after *base*.

    *fixed*: each access must have its own constant offset, as the kernel's verifier wants it of
    contexts; the optimiser may not join accesses to different fields. *packed*: what is there may
    begin at any address.
    """

    base: Expr
    bytes: int
    fixed: bool = False
    packed: bool = False


@node
class Element(Expr):
    """The address of the element *index* (any integer, widened by its sign) after *base*."""

    base: Expr
    index: Expr
    size: int
    negative: bool = False


@node
class Distance(Expr):
    """How many elements of *size* bytes lie between two addresses."""

    left: Expr
    right: Expr
    size: int


@node
class Unary(Expr):
    """``-x`` or ``~x``, wrapping; ``not x`` of a bool."""

    op: str
    operand: Expr


@node
class Binary(Expr):
    """``+ - * // % & | ^`` of two operands of this type, wrapping; ``<< >>`` by any unsigned."""

    op: str
    left: Expr
    right: Expr


@node
class Compare(Expr):
    """``== != < <= > >=`` of two operands of one type."""

    op: str
    left: Expr
    right: Expr


@node
class Chain(Expr):
    """``a < b < c``: each operand once, no further than the first that fails."""

    operands: tuple[Expr, ...]
    ops: tuple[str, ...]


@node
class Logical(Expr):
    """``left and right``, ``left or right`` with Python's value and order."""

    op: str
    left: Expr
    right: Expr


@node
class Choose(Expr):
    """``yes if condition else no``."""

    condition: Expr
    yes: Expr
    no: Expr


@node
class Convert(Expr):
    """*value* as this type: integers cut or widened by their own sign, pointers kept."""

    value: Expr


@node
class Truth(Expr):
    """Whether an integer is not 0, or a pointer not null."""

    value: Expr


@node
class Stack(Expr):
    """The address of zeroed room for *room* in the frame."""

    room: Type


@node
class Walrus(Expr):
    """``(variable := value)``."""

    variable: Variable
    value: Expr


@node
class Call(Expr):
    """A call of a compiled function."""

    function: FunctionTree
    arguments: tuple[Expr, ...]


@node
class FunctionAddress(Expr):
    """The address of a compiled function."""

    function: FunctionTree


@node
class Shared(Expr):
    """The address of the variables that a function shares with the bodies of its called loops."""


@node
class GlobalAddress(Expr):
    """The address of a global symbol."""

    symbol: Global


@node
class Emit(Expr):
    """An operation that only its target knows: *emit* gets the operands' values, in order.

    It returns the name of the result (anything for a None result).
    """

    operands: tuple[Expr, ...]
    emit: Callable[[Emitter, Sequence[str]], str]
    label: str = ""


@node
class Sequenced(Expr):
    """Statements to run first, then a value."""

    before: tuple[Stmt, ...]
    value: Expr


class Linkage(Enum):
    """Who sees a symbol."""

    EXTERNAL = "external"
    INTERNAL = "internal"


@dataclass(eq=False, slots=True)
class Global:
    """A global variable of the object: *name* in *section*, or in none for private data.

    *data* are its first bytes (None: zeros). *debug* is its type for the debug information,
    where that differs from *type*.
    """

    name: str
    type: Type
    section: str = ""
    data: bytes | None = None
    constant: bool = False
    linkage: Linkage = Linkage.EXTERNAL
    align: int = 0
    debug: object = None
    mark: Mark | None = None
    source: Source | None = None


@node
class Stmt:
    """A statement."""

    mark: Mark


@node
class Assign(Stmt):
    """``variable = value``."""

    variable: Variable
    value: Expr


@node
class Store(Stmt):
    """Write *value* to memory at *address*."""

    address: Expr
    value: Expr
    volatile: bool = False


@node
class Do(Stmt):
    """Evaluate for the effect."""

    value: Expr


@node
class If(Stmt):
    """``if``/``else``."""

    condition: Expr
    then: tuple[Stmt, ...]
    otherwise: tuple[Stmt, ...] = ()


@node
class While(Stmt):
    """``while`` with an optional ``else``; *advance* runs before each next turn."""

    condition: Expr
    body: tuple[Stmt, ...]
    otherwise: tuple[Stmt, ...] = ()
    advance: tuple[Stmt, ...] = ()


@node
class Break(Stmt):
    """Leave the innermost loop."""


@node
class Continue(Stmt):
    """Go on with the innermost loop's next turn."""


@node
class Return(Stmt):
    """Leave the function."""

    value: Expr | None = None


@dataclass(eq=False, slots=True)
class FunctionTree:
    """A function: its signature, and after checking its body and variables."""

    name: str
    symbol: str
    source: Source
    mark: Mark
    parameters: list[Variable]
    result: Type
    body: tuple[Stmt, ...] = ()
    variables: list[Variable] = field(default_factory=list)
    linkage: Linkage = Linkage.INTERNAL
    section: str = ""
    inline: bool | None = None
    """True: always, False: never, None: as the optimiser likes"""
    debug_parameters: tuple[object, ...] | None = None
    defaults: dict[str, object] = field(default_factory=dict)
    """values of parameters that a call may leave out"""
    by_place: int = 0
    """how many parameters may be given by position"""
    by_name: int = 0
    """the first parameter that may be given by name"""
    external: bool = False
    """it is only declared here: the kernel has it"""
    given: list[Variable] = field(default_factory=list)
    """the parameters as they are written, where the machine's differ"""
    prologue: tuple[Stmt, ...] = ()
    """what gives them their values"""
    root: FunctionTree | None = None
    """the function around, if this is the body of a loop that is called"""
    calls: list[tuple[FunctionTree, Mark]] = field(default_factory=list)
    """the functions that this one calls, and where"""
    shared: dict[Variable, int] = field(default_factory=dict)
    """what the bodies of called loops use of this function's variables, and where it lies"""


@dataclass(slots=True)
class Module:
    """Everything that becomes one object."""

    functions: list[FunctionTree] = field(default_factory=list)
    globals: list[Global] = field(default_factory=list)
