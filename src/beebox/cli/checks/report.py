"""Verdicts for people, and as JSON whose shape is documented in docs/GUIDE.md."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence

from beebox.cli.checks.verdict import Figures, Verdict


def text(path: str, verdict: Verdict, *, verbose: bool, stats: bool) -> Iterator[str]:
    """Yield the lines about one program."""
    if verdict.log and (verbose or not (verdict.accepted or verdict.explanation)):
        yield verdict.log.rstrip()
    if verdict.explanation is not None:
        yield verdict.explanation.text().rstrip()
    word = "accepted" if verdict.accepted else "REFUSED"
    word += f" at {verdict.place}" if verdict.place else ""
    silent = "" if verdict.accepted else f"{os.strerror(verdict.errno)}, without a message"
    tail = f": {verdict.message or silent}" if verdict.message or silent else ""
    yield f"{path}: {verdict.name} ({verdict.section or verdict.type}): {word}{tail}"
    if verdict.over:
        yield f"  over budget: {verdict.figures.processed} processed, {verdict.over} allowed"
    if stats:
        yield from _stats(verdict)
    if verdict.linux is not None:
        if verdict.linux.explanation is not None:
            yield verdict.linux.explanation.text().rstrip()
        yield from _beside(verdict, verdict.linux)


def _stats(verdict: Verdict) -> Iterator[str]:
    figures = verdict.figures
    stack = "+".join(map(str, figures.stack_depth))
    yield (
        f"  {figures.processed} instructions processed in {figures.time_us / 1000:.1f} ms,"
        f" {figures.total_states} states ({figures.peak_states} at once,"
        f" {figures.max_states_per_insn} at one instruction)"
        + (f", stack {stack}" if stack else "")
    )
    for hot in verdict.hottest:
        yield f"  {hot.share:6.1%} {hot.visits:9}  {hot.place}  {hot.text}"


def _beside(verdict: Verdict, linux: Verdict) -> Iterator[str]:
    if not verdict.differences:
        yield f"  linux agrees: {linux.figures.processed} processed"
    for difference in verdict.differences:
        yield f"  differs: {difference}"


def as_json(path: str, verdict: Verdict) -> dict[str, object]:
    """Return one program's object."""
    made: dict[str, object] = {
        "file": path,
        "name": verdict.name,
        "section": verdict.section,
        "type": verdict.type,
        "accepted": verdict.accepted,
        "errno": verdict.errno,
        "message": verdict.message,
        "place": verdict.place,
        "log": verdict.log,
        "stats": _figures(verdict.figures),
        "over_budget": bool(verdict.over),
    }
    if verdict.hottest:
        made["hottest"] = [hot._asdict() for hot in verdict.hottest]
    if verdict.explanation is not None:
        made["explanation"] = verdict.explanation.json
    if verdict.linux is not None:
        linux = verdict.linux
        made["linux"] = {
            "accepted": linux.accepted,
            "errno": linux.errno,
            "message": linux.message,
            "log": linux.log,
            "stats": _figures(linux.figures),
        }
        made["differences"] = list(verdict.differences)
    return made


def _figures(figures: Figures) -> dict[str, object]:
    return figures._asdict() | {"stack_depth": list(figures.stack_depth)}


def summary(found: Sequence[Verdict]) -> str:
    """Return the last line over several programs."""
    refused = sum(not verdict.accepted for verdict in found)
    over = sum(bool(verdict.over) for verdict in found)
    apart = sum(bool(verdict.differences) for verdict in found)
    parts = [f"{len(found)} programs", f"{len(found) - refused} accepted", f"{refused} refused"]
    parts += [f"{over} over budget"] if over else []
    parts += [f"{apart} differ from Linux"] if apart else []
    return ", ".join(parts)
