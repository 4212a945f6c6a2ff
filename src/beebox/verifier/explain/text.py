"""An explanation as text."""

from __future__ import annotations

import textwrap

from beebox.verifier.explain.model import Explanation, Site, Step, Suggestion

_WIDTH = 96
_INDENT = "    "
_STEP = "       "


def text(of: Explanation) -> str:
    """Return *of* as lines of text."""
    lines = [f"Verification failed: {of.name}: {of.title}"]
    lines += _said("Reason", of.reason)
    lines += [f"Verifier: {of.message}"] if of.message else []
    lines += _at(of.at)
    if of.path:
        lines.append("Causal path:")
        lines += _path(of.path)
    lines += _suggestion(of.suggestion)
    return "\n".join(lines) + "\n"


def _said(label: str, what: str) -> list[str]:
    return _wrapped(f"{label}: {what}", "", _INDENT)


def _wrapped(what: str, first: str, rest: str) -> list[str]:
    return textwrap.wrap(
        what,
        _WIDTH,
        initial_indent=first,
        subsequent_indent=rest,
        break_long_words=False,
        break_on_hyphens=False,
    )


def _at(site: Site) -> list[str]:
    if site.insn < 0 and not site.line:
        return []
    where = f"At: {site.name}"
    if site.line and site.insn >= 0:
        where += f" (insn {site.insn}: {site.code})"
    elif site.code:
        where += f": {site.code}"
    return [where, *pointed(site)]


def pointed(site: Site) -> list[str]:
    """Return the source line of *site*, with a caret under the column."""
    if not site.source:
        return []
    source = site.source.expandtabs(8)
    body = source.lstrip()
    lines = [f"{site.line:>6} | {body}"]
    if site.column:
        skipped = len(source) - len(body)
        start = len(site.source[: site.column - 1].expandtabs(8)) - skipped
        if 0 <= start < len(body):
            lines.append(f"{'':>6} | {'':>{start}}^" if start else f"{'':>6} | ^")
    return lines


def _path(path: tuple[Step, ...]) -> list[str]:
    lines: list[str] = []
    last = ""
    for number, step in enumerate(path, 1):
        name = step.site.name
        shown = f"{name}: {step.site.source.strip()}" if step.site.source else ""
        if shown and shown != last:
            lines.append(f"  {shown}")
        last = shown
        lines.append(f"  {number:>3}. {step.site.insn}: {step.site.code}")
        lines += _wrapped(step.what, _STEP, _STEP)
    return lines


def _suggestion(of: Suggestion) -> list[str]:
    if not of.text:
        return []
    lines = _said("Suggestion", of.text)
    lines += [f"        {line}" for line in of.code]
    if of.checked:
        lines.append("    checked: with this the program is accepted")
    return lines
