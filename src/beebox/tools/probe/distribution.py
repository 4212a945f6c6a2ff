"""Specifiers of `argdist`, read and made into programs that count in the kernel."""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from beebox.tools.functions import BELOW
from beebox.tools.probe import places, program
from beebox.tools.probe.expressions import Expressions, Value, leaf
from beebox.tools.probe.lexer import Source
from beebox.tools.probe.types import U64, Kind

if TYPE_CHECKING:
    from beebox.kernel.api import Kernel

T = TypeVar("T")

MOST = 320
"""bytes of the values of one specifier: a program's stack has 512"""

ENTRY = """
class Call{n}(bpf.Struct):
    task: u64
    stack: u64
    function: u64


class Begun{n}(bpf.Struct):
    time: u64
{fields}


begun{n} = bpf.LruHash[Call{n}, Begun{n}](max_entries=16384)


@bpf.program("{section}")
def enter{n}({signature}) -> i32:
    if not task.wanted():
        return 0
    call = Call{n}()
    call.task, call.stack = bpf.get_current_pid_tgid(), ctx.sp
    call.function = bpf.get_attach_cookie(ctx)
    begun = Begun{n}()
    begun.time = bpf.ktime_ns()
{kept}
    begun{n}[call] = begun
    return 0
"""

ENDED = """\
    now = bpf.ktime_ns()
    call = Call{n}()
    call.task, call.stack = bpf.get_current_pid_tgid(), ctx.sp - {below}
    call.function = bpf.get_attach_cookie(ctx)
    begun = begun{n}.pop(call)
    if begun is None:
        return 0
"""

COUNT = """
class Key{n}(bpf.Struct):
{fields}


counts{n} = bpf.Hash[Key{n}, u64](max_entries=10240)


@bpf.program("{section}")
def count{n}({signature}) -> i32:
{ended}{body}
"""


class Told(NamedTuple):
    """One value that is counted: the expression as it was written, its type."""

    name: str
    kind: Kind
    value: Value


@dataclass
class Spec:
    """One specifier: what it says, and the text of its programs."""

    number: int
    place: places.Place
    label: str
    drawn: bool
    """as a histogram, or each value apart"""
    told: list[Told] = field(default_factory=list)
    """what is counted apart; nothing: just calls"""
    text: str = ""
    entry: bool = False
    """whether something is kept at the function's entry"""


def read(
    text: str,
    number: int,
    kernel: Kernel,
    how: argparse.Namespace,
    command: Sequence[str],
    *,
    drawn: bool,
) -> Spec:
    """Read the specifier *text*, and write its programs; *drawn*: for a histogram.

    Raises:
        CompileError: it is not written so.
        NotSupported: there is no such place, or no way to look at it.
    """
    label = re.search(r'#([^"#]*)$', text)
    source = Source(text[: label.start()] if label else text, "argdist")
    place, rest = places.read(source, kernel, how, command)
    if place.kind == "r":
        rest.names = {**rest.names, **_kept(place), "$latency": leaf("(now - begun.time)", U64)}
    spec = Spec(number, place, label[1] if label else source.text.strip(), drawn)
    spec.told, condition = _told(source, rest)
    if drawn and (len(spec.told) != 1 or spec.told[0].kind.is_text):
        rest.fail(rest.word, "a histogram is of one number", "FUNCTION(SIGNATURE):TYPE:EXPRESSION")
    if sum(how.string_size if each.kind.is_text else 8 for each in spec.told) > MOST:
        rest.fail(spec.told[-1].value, f"the values take more than {MOST} bytes", "-z with less")
    _write(spec, rest, condition, how.string_size)
    return spec


def _told(source: Source, rest: Expressions) -> tuple[list[Told], str]:
    """Read ``[:TYPE,...:EXPRESSION,...[:FILTER]]``; return what is counted, and the condition."""
    told: list[Told] = []
    condition = ""
    if rest.has(":"):
        rest.take()
        kinds = [kind for kind, _ in _listed(source, rest, rest.type)]
        rest.expect(":", "and what is counted: TYPE:EXPRESSION")
        values = _listed(source, rest, rest.number)
        if len(kinds) != len(values):
            what = f"{len(kinds)} types for {len(values)} expressions"
            rest.fail(rest.word, what, "TYPE,TYPE:EXPRESSION,EXPRESSION")
        told = [Told(name, kind, value) for kind, (value, name) in zip(kinds, values, strict=True)]
        if rest.has(":"):
            rest.take()
            condition = rest.truth()
    if rest.word.kind:
        hint = "FUNCTION(SIGNATURE):TYPE:EXPRESSION:FILTER#LABEL"
        rest.fail(rest.word, "this is more than a specifier has", hint)
    return told, condition


def _listed(source: Source, rest: Expressions, one: Callable[[], T]) -> list[tuple[T, str]]:
    """Read what is parted by commas; return each, and how it was written."""
    made: list[tuple[T, str]] = []
    while not made or rest.has(","):
        if made:
            rest.take()
        start = rest.word.at
        made.append((one(), source.text[start : rest.word.at].strip()))
    return made


def _kept(place: places.Place) -> dict[str, Value]:
    """Return what ``$entry(NAME)`` means."""
    return {
        f"$entry({name})": leaf(f"begun.e{at}", kind)
        for at, (name, kind) in enumerate(place.parameters, 1)
        if name
    }


def _write(spec: Spec, rest: Expressions, condition: str, size: int) -> None:
    n, place = spec.number, spec.place
    fill, fields = [f"key = Key{n}()"], ["    one: u32"] * (not spec.told)
    for at, each in enumerate(spec.told):
        code = leaf(each.value.code, each.kind).code
        if spec.drawn:
            fields.append("    slot: u32")
            fill.append(f"key.slot = histogram.log2(u64({code}))")
        elif each.kind.is_text:
            fields.append(f"    v{at}: Array[char, {size}]")
            pointer = f"bpf.cast(ptr[char], {each.value.code})"
            fill.append(f"bpf.read_{place.where}_str(key.v{at}, {pointer})")
        else:
            fields.append(f"    v{at}: u64")
            fill.append(f"key.v{at} = u64({code})")
    body = program.body(rest, condition, *fill, f"counts{n}[key] += 1")
    spec.entry = "begun." in body
    spec.text = COUNT.format(
        n=n,
        fields="\n".join(fields),
        section=place.section,
        signature=place.signature,
        ended=ENDED.format(n=n, below=BELOW) if spec.entry else "",
        body=body,
    )
    if spec.entry:
        numbers = range(1, len(place.parameters) + 1)
        spec.text = spec.text.replace(f"\nclass Key{n}", ENTRY.format(
            n=n,
            fields="\n".join(f"    e{at}: u64" for at in numbers),
            section=place.section.replace("ret", "", 1),
            signature=places.entry_signature,
            kept="\n".join(f"    begun.e{at} = arg{at}" for at in numbers),
        ) + f"\n\nclass Key{n}", 1)  # fmt: skip
    if place.kind == "t":
        spec.text = places.record(place.fields, f"Record{n}") + "\n\n" + spec.text
        spec.text = spec.text.replace("ctx: Record)", f"ctx: Record{n})")
