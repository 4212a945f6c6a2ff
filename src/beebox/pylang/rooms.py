"""Which room in the frame a name means: the lists and structs that a function makes.

Room is made once for each place in the source, and made anew each time that place is reached. In
Python a new object is made each time, and the old one stays as it was for whoever still has it. So
a name that would still have it is an error here.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import NoReturn

from beebox.pylang.convert import is_place
from beebox.pylang.tree import (
    Choose,
    Convert,
    Element,
    Expr,
    Mark,
    Offset,
    Read,
    Sequenced,
    Stack,
    Variable,
)

_COPY = "copy what you need of it, field by field or with x[:] = y"


class Rooms:
    """Follows rooms through names and loops."""

    def __init__(self) -> None:
        self.entered: list[set[Variable]] = []
        """for each loop around: what was assigned before it"""
        self.shared: list[set[Variable]] = []
        """for each loop around: what got another name in it"""
        self.called_loops: list[bool] = []
        """for each loop around: whether the kernel calls its body"""
        self.depths: dict[Variable, int] = {}
        """how many loops are around the place where the room of a variable is made"""
        self.origins: dict[Variable, Variable] = {}
        """for what the program cannot name: the variable that it was read from"""

    def fail(self, node: ast.AST | Mark, message: str, hint: str = "") -> NoReturn:
        """Raise a CompileError at *node*."""
        raise NotImplementedError

    def made(self, variable: Variable) -> None:
        """Note that a variable holds room in the frame that is made anew here."""
        self.depths[variable] = len(self.entered)

    def follow(self, variable: Variable, value: Expr, node: ast.AST) -> None:
        """Note which room in the frame a variable means from here on."""
        depth = 0
        for part in _parts(value):
            if isinstance(part, Stack):
                depth = len(self.entered)
                continue
            depth = max(depth, self.depths.get(part.variable, 0))
            self._named(variable, part.variable, node)
        self.depths.pop(variable, None)
        if depth or is_place(variable.type):
            self._stays(variable, node)
        if not depth:
            return
        self.depths[variable] = depth
        for before, shared in zip(self.entered[:depth], self.shared[:depth], strict=True):
            if variable in before and variable in shared:
                message = (
                    f"another name of {variable.name} in this loop would see what is made here"
                )
                self.fail(node, message, _COPY)

    def _stays(self, variable: Variable, node: ast.AST) -> None:
        """Refuse what a body that the kernel calls would leave in a frame that is not its own."""
        for before, called in zip(self.entered, self.called_loops, strict=True):
            if called and variable in before:
                message = f"{variable.name} cannot be another {variable.type} in this loop"
                hint = "the kernel calls its body: copy into what was made before, x[:] = y"
                self.fail(node, message, hint)

    def _named(self, variable: Variable, source: Variable, node: ast.AST) -> None:
        """Note that *variable* becomes another name of what *source* means."""
        origin = source if source.name else self.origins.get(source)
        if origin is None or origin is variable:
            return
        depth = self.depths.get(source, 0)
        if any(variable in before for before in self.entered[:depth]):
            self.fail(node, f"{origin.name} is made anew in the next turn of the loop", _COPY)
        for shared in self.shared:
            shared.add(origin)
        if not variable.name:
            self.origins[variable] = origin

    def kept(self, value: Expr, node: ast.AST) -> None:
        """Refuse to keep in memory the address of a room that a loop makes anew."""
        for part in _parts(value):
            in_loop = isinstance(part, Stack) and self.entered
            if in_loop or (isinstance(part, Read) and self.depths.get(part.variable, 0)):
                message = (
                    "this is made anew in the next turn of the loop, so it cannot be kept here"
                )
                self.fail(node, message, "make it before the loop, or keep what is in it")

    def iterated(self, place: Variable, value: Expr) -> set[Variable]:
        """Note that a loop goes over *value*, by *place*; return whose room it needs as it is."""
        roots = [part.variable for part in _parts(value) if isinstance(part, Read)]
        self.depths[place] = max((self.depths.get(root, 0) for root in roots), default=0)
        origins = {root if root.name else self.origins.get(root) for root in roots} - {None}
        for origin in origins:
            assert origin is not None
            self.origins[place] = origin
        return {origin for origin in origins if origin is not None} if self.entered else set()


def _parts(value: Expr) -> Iterator[Stack | Read]:
    """Yield where an address may come from: new rooms, and variables."""
    match value:
        case Convert() | Sequenced():
            yield from _parts(value.value)
        case Offset() | Element():
            yield from _parts(value.base)
        case Choose():
            yield from _parts(value.yes)
            yield from _parts(value.no)
        case Read() | Stack():
            yield value
