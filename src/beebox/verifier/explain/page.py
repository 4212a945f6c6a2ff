"""One page that explains a verdict: source, instructions, states, and the causal path drawn.

It needs nothing but itself: no network, no files beside it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from html import escape
from importlib import resources
from typing import NamedTuple

from beebox.isa.opcodes import LDDW
from beebox.verifier.api import Options, Program, Rejected, Tables, Verified
from beebox.verifier.check import verify
from beebox.verifier.env import Env
from beebox.verifier.explain.build import build
from beebox.verifier.explain.case import Case
from beebox.verifier.explain.model import Explanation
from beebox.verifier.explain.record import Moment, record
from beebox.verifier.explain.source import Source
from beebox.verifier.explain.text import text
from beebox.verifier.log import reg_text
from beebox.verifier.state import SLOT_TEXT, is_spill
from beebox.verifier.types import NOT_INIT

_VISITS = 4
"""so many states are kept of an instruction: the last ones"""


class _Walk(NamedTuple):
    """What the page shows of a walk."""

    states: Mapping[int, list[dict[str, str]]]
    """before each instruction, the last visits"""
    path: frozenset[int]
    counts: Mapping[int, int]
    explanation: Explanation | None


def html(program: Program, tables: Tables, options: Options, verdict: Verified | Rejected) -> str:
    """Return a page about *verdict* of *program*."""
    return document([article(program, tables, options, verdict)], program.name or "program")


def document(articles: Sequence[str], title: str) -> str:
    """Return a page of several programs."""
    page = resources.files("beebox.verifier.explain").joinpath("page.html").read_text("utf-8")
    return page.replace("@TITLE@", escape(title)).replace("@ARTICLES@", "\n".join(articles))


def article(
    program: Program, tables: Tables, options: Options, verdict: Verified | Rejected
) -> str:
    """Return the part of a page that is about one program."""
    if isinstance(verdict, Rejected):
        walk, said = _refused(program, tables, options, verdict), "refused"
    else:
        walk, said = _accepted(program, tables, options), "accepted"
    steps = [step.site.insn for step in walk.explanation.path] if walk.explanation else []
    data = {"states": walk.states, "steps": [index for index in steps if index >= 0]}
    told = escape(text(walk.explanation)) if walk.explanation else ""
    rows = "\n".join(_rows(program, Source(program), walk))
    return _ARTICLE.format(
        name=escape(program.name or "program"),
        said=said,
        told=f"<pre>{told}</pre>" if told else "",
        rows=rows,
        stats=escape(_stats(verdict)),
        data=json.dumps(data).replace("<", "\\u003c"),
    )


_ARTICLE = """<article>
<h1>{name}: <span class="{said}">{said}</span></h1>
{told}
<main>
<section><svg aria-hidden="true"></svg><table>
{rows}
</table></section>
<aside>Point at an instruction to see what is known before it.</aside>
</main>
<footer>{stats}</footer>
<script type="application/json">{data}</script>
</article>"""


def _stats(verdict: Verified | Rejected) -> str:
    stats = verdict.stats
    return (
        f"{stats.processed} instructions walked, {stats.total_states} states kept, "
        f"{stats.peak_states} at once, {stats.time_ns / 1e6:.1f} ms"
    )


def _refused(program: Program, tables: Tables, options: Options, rejected: Rejected) -> _Walk:
    trace = record(program, tables, options, rejected)
    explanation = build(Case(program, tables, options, rejected, trace))
    states: dict[int, list[dict[str, str]]] = {}
    for moment in trace.path:
        states.setdefault(moment.insn, []).append(_state(moment))
        del states[moment.insn][:-_VISITS]
    path = frozenset(moment.insn for moment in trace.path)
    return _Walk(states, path, trace.counts, explanation)


def _accepted(program: Program, tables: Tables, options: Options) -> _Walk:
    states: dict[int, list[dict[str, str]]] = {}
    counts: dict[int, int] = {}

    def watch(env: Env, index: int) -> None:
        counts[index] = counts.get(index, 0) + 1
        if counts[index] <= _VISITS:
            frame = env.frame
            moment = Moment(
                index, frame.number, frame.callsite, tuple(frame.regs), frame.stack, (), 0
            )
            states.setdefault(index, []).append(_state(moment))

    verify(program, tables, options._replace(log_level=1), watch)
    return _Walk(states, frozenset(states), counts, None)


def _state(moment: Moment) -> dict[str, str]:
    """Return registers and slots of stack as the log shows them, by name."""
    found = {
        f"R{number}": reg_text(reg, moment.frame)
        for number, reg in enumerate(moment.regs)
        if reg.type != NOT_INIT
    }
    for number in sorted(moment.stack):
        slot = moment.stack[number]
        if any(slot.kinds):
            kept = f" {reg_text(slot.reg, moment.frame)}" if is_spill(slot) else ""
            kinds = "".join(SLOT_TEXT[kind] for kind in slot.kinds)
            found[f"fp{-8 * (number + 1)}"] = kinds + kept
    if moment.frame:
        found["frame"] = str(moment.frame)
    return found


def _rows(program: Program, source: Source, walk: _Walk) -> Iterator[str]:
    """Yield table rows: a source line where it changes, and each instruction."""
    numbers: dict[int, list[int]] = {}
    for number, step in enumerate(walk.explanation.path if walk.explanation else (), 1):
        numbers.setdefault(step.site.insn, []).append(number)
    refused = walk.explanation.at.insn if walk.explanation else -1
    shown: tuple[str, int] | None = None
    skip = -1
    for index, insn in enumerate(program.insns):
        if index == skip:
            continue
        skip = index + 1 if insn.code == LDDW else -1
        line = source.line(index)
        if line is not None and line.line and (line.file, line.line) != shown:
            shown = (line.file, line.line)
            name = line.file.rpartition("/")[2]
            yield (
                f'<tr class="s"><td></td><td>{escape(name)}:{line.line}</td>'
                f"<td>{escape(line.text)}</td></tr>"
            )
        classes = "i" + (" on" if index in walk.path else "") + (" bad" if index == refused else "")
        badges = "".join(f"<b>{number}</b>" for number in numbers.get(index, ()))
        count = walk.counts.get(index, 0)
        yield (
            f'<tr class="{classes}" data-i="{index}" tabindex="0">'
            f'<td>{badges}</td><td>{index}</td><td title="walked {count} times">'
            f"{escape(source.code(index))}</td></tr>"
        )
