"""Probes of `trace`, read and made into a program that sends what passes."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from beebox.tools.probe import places, program
from beebox.tools.probe.formats import Format
from beebox.tools.probe.lexer import Source
from beebox.tools.stacks import USER_STACK

if TYPE_CHECKING:
    from beebox.kernel.api import Kernel
    from beebox.tools.probe.expressions import Expressions, Value

TEXT = """
class Event(bpf.Struct):
    time: u64
    pid: u32
    tid: u32
    uid: u32
    function: u32
    stack: i32
    comm: Array[char, 16]
{fields}


events = bpf.RingBuf[Event](size=4 << 20)
traces = bpf.StackTrace(max_entries=4096)


@bpf.program("{section}")
def seen({signature}) -> i32:
{body}
"""

FILL = """\
with events.reserve() as event:
        event.time = bpf.ktime_ns()
        event.pid, event.tid, event.uid = bpf.current_pid(), bpf.current_tid(), bpf.current_uid()
        event.function = u32(bpf.get_attach_cookie(ctx))
        event.stack = {stack}
        bpf.current_comm(event.comm)"""


class Shown(NamedTuple):
    """A probe as it was read: its program's text, and how its records are told."""

    text: str
    place: places.Place
    format: Format


def read(text: str, kernel: Kernel, how: argparse.Namespace, command: Sequence[str]) -> Shown:
    """Read the probe *text*, and write its program.

    Raises:
        CompileError: it is not written so.
        NotSupported: there is no such place, or no way to look at it.
    """
    source = Source(text, "trace")
    return _compiled(source, *places.read(source, kernel, how, command), how)


def _compiled(
    source: Source, place: places.Place, rest: Expressions, how: argparse.Namespace
) -> Shown:
    """Read the rest of a probe's text, and write the program."""
    condition = ""
    if rest.has("("):
        rest.take()
        condition = rest.truth()
        rest.expect(")", "which ends the condition")
    form, values = Format(source, None), []
    if rest.word.kind == "text":
        form = Format(source, rest.take())
        while rest.has(","):
            rest.take()
            values.append(form.value(rest.number()))
        form.enough()
    if rest.word.kind:
        hint = 'FUNCTION (CONDITION) "FORMAT", EXPRESSION, ...'
        rest.fail(rest.word, "this is more than a probe has", hint)
    size = how.string_size
    fields = [f"    v{at}: {f'Array[char, {size}]' if text else 'u64'}"
              for at, (_, text) in enumerate(values)]  # fmt: skip
    fill = [FILL.format(stack=f"i32(traces.id(ctx, {USER_STACK}))" if how.stack else "-1")]
    for at, (value, text) in enumerate(values):
        fill.append(f"    {_put(at, value, place.where, text=text)}")
    made = TEXT.format(
        fields="\n".join(fields),
        section=place.section,
        signature=place.signature,
        body=program.body(rest, condition, *fill),
    )
    records = places.record(place.fields) if place.kind == "t" else ""
    return Shown(f"{program.HEAD}\n{records}\n{made}", place, form)


def _put(at: int, value: Value, where: str, *, text: bool) -> str:
    """Return the statement that puts a value into the event."""
    if text:
        return f"bpf.read_{where}_str(event.v{at}, bpf.cast(ptr[char], {value.code}))"
    return f"event.v{at} = u64({value.code})"
