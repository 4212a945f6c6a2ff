"""From a Python function to its syntax tree and its names: files, lines, scopes."""

from __future__ import annotations

import ast
import linecache
import re
from collections.abc import Callable
from typing import Any, NoReturn

from beebox.errors import CompileError, Location
from beebox.pylang.tree import Mark

_ARTICLE = re.compile(r"\b([Aa]) (?=[iI]\d|int\b|[AEI][a-z])")
_SHELLS = {
    "<stdin>": "what is typed at Python's prompt, or comes from standard input, is not kept",
    "<string>": "what `python -c` or exec() runs is not kept",
}
"""where the source of functions cannot be found again"""


def lines(file: str, module: dict[str, Any] | None = None) -> list[str]:
    """Return what is written in *file*: on disk, in an archive, or in a cell of a notebook.

    Raises:
        CompileError: nobody kept it.
    """
    linecache.checkcache(file)
    found = linecache.getlines(file, module)
    if not found:
        what = _SHELLS.get(file, f"cannot read the source of {file}")
        hint = "compiled functions need their source: write them to a file, or into a notebook"
        raise CompileError(what, hint=hint)
    return found


class Source:
    """One source file, parsed once."""

    __slots__ = ("file", "functions", "lines", "tree")

    def __init__(self, file: str, module: dict[str, Any] | None = None) -> None:
        self.file = file
        self.lines = lines(file, module)
        try:
            self.tree = ast.parse("".join(self.lines), file)
        except SyntaxError as error:
            where = Location(
                file, error.lineno or 0, error.offset or 0, (error.text or "").rstrip()
            )
            raise CompileError(error.msg, where) from error
        self.functions: dict[str, list[ast.FunctionDef]] = {}
        """what is defined in it, by name"""
        self._collect(self.tree)

    def _collect(self, block: ast.AST) -> None:
        """Note the functions in the statements of *block*; expressions have none."""
        for part in ("body", "orelse", "handlers", "finalbody", "cases"):
            for node in getattr(block, part, ()):
                if isinstance(node, ast.FunctionDef):
                    self.functions.setdefault(node.name, []).append(node)
                self._collect(node)

    def mark(self, node: ast.AST) -> Mark:
        """Return where *node* stands, its columns counted in characters."""
        line = getattr(node, "lineno", 0)
        if not line:
            return Mark(0, 0)
        text = self.lines[line - 1] if line <= len(self.lines) else ""
        if text.isascii() and getattr(node, "end_lineno", line) == line:
            start, end = node.col_offset, node.end_col_offset  # type: ignore[attr-defined]  # has lineno
            return Mark(line, start + 1, max(end - start, 1))
        raw = text.encode()
        start = len(raw[: node.col_offset].decode(errors="replace"))  # type: ignore[attr-defined]  # has lineno
        end = len(text.rstrip())
        if getattr(node, "end_lineno", line) == line:
            end = len(raw[: node.end_col_offset].decode(errors="replace"))  # type: ignore[attr-defined]  # as above
        return Mark(line, start + 1, max(end - start, 1))

    def location(self, mark: Mark) -> Location:
        """Return *mark* as errors show it."""
        text = self.lines[mark.line - 1].rstrip("\n") if 0 < mark.line <= len(self.lines) else ""
        indent = len(text) - len(text.lstrip())
        column = mark.column
        return (
            Location(self.file, mark.line, column, text.rstrip(), min(mark.width, 120))
            if (indent < column or not text)
            else Location(self.file, mark.line, column, text.rstrip())
        )

    def fail(self, node: ast.AST | Mark, message: str, hint: str = "") -> NoReturn:
        """Raise a CompileError that points at *node*."""
        mark = node if isinstance(node, Mark) else self.mark(node)
        raise CompileError(_grammatical(message), self.location(mark), _grammatical(hint))


def _grammatical(text: str) -> str:
    """Return *text* with "an" before the types whose names begin like a vowel."""
    return _ARTICLE.sub(r"\1n ", text)


class Sources:
    """The files of one compilation."""

    __slots__ = ("files",)

    def __init__(self) -> None:
        self.files: dict[str, Source] = {}

    def of(self, function: Callable[..., Any]) -> Source:
        """Return the file that *function* was written in."""
        file = function.__code__.co_filename
        if file not in self.files:
            self.files[file] = Source(file, function.__globals__)
        return self.files[file]

    def definition(self, function: Callable[..., Any]) -> tuple[Source, ast.FunctionDef]:
        """Return the definition of *function* and its file.

        Raises:
            CompileError: it is a lambda, a coroutine, or its file changed since it was imported.
        """
        source = self.of(function)
        first = function.__code__.co_firstlineno
        for node in source.functions.get(function.__code__.co_name, ()):
            start = node.decorator_list[0].lineno if node.decorator_list else node.lineno
            if first in {start, node.lineno}:
                return source, node
        return source.fail(
            Mark(first, 1),
            f"cannot find the definition of {function.__name__}",
            "write it with `def`; if the file changed since it was imported, start again",
        )


class Scope:
    """The names that a function sees outside itself: closure, module, builtins."""

    __slots__ = ("closure", "function", "names")

    MISSING = object()

    def __init__(self, function: Callable[..., Any]) -> None:
        self.function = function
        self.names: dict[str, object] = function.__globals__
        cells = function.__closure__ or ()
        self.closure = dict(zip(function.__code__.co_freevars, cells, strict=True))

    @property
    def module(self) -> str:
        """The name of the module."""
        return str(self.names.get("__name__", ""))

    def look_up(self, name: str) -> object:
        """Return what *name* is now, or `MISSING`."""
        if name in self.closure:
            try:
                return self.closure[name].cell_contents
            except ValueError:
                return self.MISSING
        if name in self.names:
            return self.names[name]
        builtins: Any = self.names.get("__builtins__", {})
        table = builtins if isinstance(builtins, dict) else vars(builtins)
        return table.get(name, self.MISSING)

    def annotation(self, name: str) -> object:
        """Return the module-level annotation of *name*, or None."""
        if name in self.closure:
            return None
        notes: Any = self.names.get("__annotations__", {})
        return notes.get(name)

    def origin(self, name: str, source: Source) -> tuple[str, str]:
        """Return the module and the name there of *name*, which this module may import."""
        for node in source.tree.body:
            if not isinstance(node, ast.ImportFrom):
                continue
            for alias in node.names:
                if (alias.asname or alias.name) == name:
                    package = str(self.names.get("__package__") or "")
                    parents = package.split(".")[: -(node.level - 1) or None] if node.level else []
                    return ".".join([*parents, *filter(None, [node.module])]), alias.name
        return self.module, name

    def evaluate(self, expression: ast.expr, file: str) -> object:
        """Evaluate a type expression in this scope, as Python would evaluate an annotation."""
        if isinstance(expression, ast.Constant) and isinstance(expression.value, str):
            code = compile(expression.value, file, "eval")
        else:
            code = compile(ast.Expression(expression), file, "eval")
        cells = {}
        for name, cell in self.closure.items():
            try:
                cells[name] = cell.cell_contents
            except ValueError:
                continue
        # The program's own annotation in its own module: what typing.get_type_hints does.
        return eval(code, self.names, cells)  # noqa: S307
