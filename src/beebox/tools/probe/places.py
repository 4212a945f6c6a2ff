"""Where a probe is, and what its expressions may name.

::

    [p:|r:][FILE:]FUNCTION[(TYPE NAME, ...)]        a function's call, or (r) its return
    t:CATEGORY:NAME                                 a tracepoint
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from beebox.tools import targets
from beebox.tools.probe.expressions import Expressions, Value, leaf
from beebox.tools.probe.lexer import Source
from beebox.tools.probe.types import RAW, Kind

if TYPE_CHECKING:
    from beebox.kernel.api import Field, Kernel
    from beebox.tools.targets import Found

_HEAD = re.compile(
    r'\s*(?:(?P<kind>[prtu]):)?(?:(?P<file>[^:\s("]*):)?(?P<name>[\w.@*?]+)(?P<signature>\()?'
)
ARGUMENTS = 6
"""arguments that registers pass"""
_SECTIONS = {
    (targets.USER, "p"): "uprobe.multi",
    (targets.USER, "r"): "uretprobe.multi",
    (targets.KERNEL, "p"): "kprobe.multi",
    (targets.KERNEL, "r"): "kretprobe.multi",
    (targets.TRACEPOINT, "t"): "tracepoint",
}
ALWAYS = {
    "$pid": leaf("bpf.current_pid()", Kind("u32")),
    "$tid": leaf("bpf.current_tid()", Kind("u32")),
    "$uid": leaf("bpf.current_uid()", Kind("u32")),
    "$gid": leaf("bpf.current_gid()", Kind("u32")),
    "$cpu": leaf("bpf.cpu_id()", Kind("u32")),
}
"""names that every probe has"""


@dataclass
class Place:
    """A probe's place: *kind* p, r or t; *found* is where that is; *head* how it was written."""

    kind: str
    head: str
    found: Found
    parameters: list[tuple[str, Kind]] = field(default_factory=list)
    fields: Sequence[Field] = ()
    """of a tracepoint's record"""

    @property
    def section(self) -> str:
        """The section of its program."""
        return _SECTIONS[self.found.kind, self.kind]

    @property
    def where(self) -> str:
        """Whose memory its pointers are of."""
        return "kernel" if self.found.kind == targets.KERNEL else "user"

    @property
    def signature(self) -> str:
        """The parameters of its program."""
        if self.kind == "t":
            return "ctx: Record"
        return f"ctx: bpf.Regs, {_registers() if self.kind == 'p' else 'retval: u64'}"

    def arguments(self) -> dict[str, Value]:
        """Return what the names of the function's arguments mean at its entry."""
        made = {f"arg{at}": Value(f"arg{at}", RAW) for at in range(1, ARGUMENTS + 1)}
        for at, (name, kind) in enumerate(self.parameters, 1):
            made[f"arg{at}"] = leaf(f"arg{at}", kind)
            if name:
                made[name] = made[f"arg{at}"]
        return made

    def names(self) -> dict[str, Value]:
        """Return what expressions may name."""
        if self.kind == "p":
            return {**self.arguments(), **ALWAYS}
        if self.kind == "r":
            return {"retval": Value("retval", RAW), "$retval": Value("retval", RAW), **ALWAYS}
        own = {f"args.{each.name}": _field(each) for each in self.fields if _plain(each)}
        return {**own, **ALWAYS}


def _registers() -> str:
    return ", ".join(f"arg{at}: u64" for at in range(1, ARGUMENTS + 1))


entry_signature = f"ctx: bpf.Regs, {_registers()}"


def _plain(each: Field) -> bool:
    """Tell whether a field is a number or an address."""
    return each.size in (1, 2, 4, 8) and "[" not in each.type and each.offset >= 8


def _field(each: Field) -> Value:
    text = each.type.replace("const ", "").strip()
    kind = Kind(f"{'i' if each.signed else 'u'}{8 * each.size}")
    if text == "char *":
        kind = Kind("u64", Kind("i8"))
    elif each.offset >= 16 and text in (
        "int",
        "unsigned int",
        "pid_t",
        "umode_t",
        "uid_t",
        "gid_t",
    ):
        kind = Kind("i32" if text in ("int", "pid_t") else "u32")  # of 8 bytes in the record
    return leaf(f"u64(ctx.{each.name})", kind)


def record(fields: Sequence[Field], name: str = "Record") -> str:
    """Return the class of a tracepoint's record, as the language of programs has it."""
    lines, end = [f"class {name}(Context):", '    """What the tracepoint tells."""', ""], 0
    for each in sorted((each for each in fields if _plain(each)), key=lambda each: each.offset):
        if each.offset > end:
            lines.append(f"    _pad{end}: Array[u8, {each.offset - end}]")
        sign = "i" if each.signed else "u"
        lines.append(f"    {each.name}: {sign}{8 * each.size}")
        end = each.offset + each.size
    return "\n".join(lines)


def read(
    source: Source, kernel: Kernel, options: argparse.Namespace, command: Sequence[str]
) -> tuple[Place, Expressions]:
    """Read the beginning of a probe's text; return its place, and what reads the rest.

    Raises:
        CompileError: it is not written so.
        NotSupported: there is no such place, or no way to look at it.
    """
    match = _HEAD.match(source.text)
    if match is None:
        source.fail(0, "this names no function", "FILE:FUNCTION, as c:open; t:CATEGORY:NAME")
    kind = match["kind"] or "p"
    if kind == "u":
        source.fail(match.start("kind"), "USDT probes are not looked at here", "p:, r: or t:")
    if kind == "t" and (not match["file"] or set("*?") & set(match["name"])):
        source.fail(match.start("name"), "one tracepoint is wanted", "t:CATEGORY:NAME")
    asked = targets.Wanted(
        targets.TRACEPOINT if kind == "t" else targets.USER if match["file"] else targets.KERNEL,
        match["file"] or "",
        match["name"],
    )
    found = targets.find(kernel, asked, options, command)
    place = Place(kind, source.text[match.start() : match.end("name")].strip(), found)
    if kind == "t":
        place.fields = kernel.facts.tracepoint(asked.file, asked.names).fields
    words = source.words(match.end())
    rest = Expressions(source, words, {}, place.where)
    if match["signature"] and kind != "t":
        place.parameters = _parameters(rest)
    elif match["signature"]:
        rest.expect(")", "a tracepoint has no arguments but args.NAME")
    rest.names = place.names()
    return place, rest


def _parameters(rest: Expressions) -> list[tuple[str, Kind]]:
    """Read ``TYPE NAME, ...)``."""
    made: list[tuple[str, Kind]] = []
    while not rest.has(")"):
        if made:
            rest.expect(",", "or ')'")
        kind = rest.type()
        name = rest.take().text if rest.word.kind == "name" else ""
        made.append((name, kind))
        if len(made) > ARGUMENTS:
            rest.fail(rest.word, f"registers pass {ARGUMENTS} arguments, no more are seen")
    rest.take()
    return made
