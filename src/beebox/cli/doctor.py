"""``beebox doctor``: what this machine can do, and for each thing missing what brings it."""

from __future__ import annotations

from itertools import groupby

from beebox.cli.base import Parser, colour, print_json
from beebox.kernel import probe

EXAMPLES = """\
  beebox doctor
  sudo beebox doctor          also asks Linux which hooks it has
"""

GREEN, RED, RESET = "\x1b[32m", "\x1b[31m", "\x1b[0m"


def parser() -> Parser:
    """Return the command's parser."""
    made = Parser(
        "doctor", "Show what this machine can do, and how to get what is missing.", EXAMPLES
    )
    made.add_argument("-j", "--json", action="store_true", help="one JSON array")
    return made


def main(argv: list[str]) -> int:
    """Print the findings; 0 if programs can run in the box, else 1."""
    arguments = parser().parse_args(argv[1:])
    findings = probe.findings()
    if arguments.json:
        print_json([finding._asdict() for finding in findings])
    else:
        show(findings)
    return 0 if all(finding.ok for finding in findings if finding.area == "box") else 1


def show(findings: list[probe.Finding]) -> None:
    """Print one line a finding, and under a missing one what brings it."""
    good, bad, end = (GREEN, RED, RESET) if colour() else ("", "", "")
    width = max(len(finding.name) for finding in findings)
    for area, rows in groupby(findings, key=lambda finding: finding.area):
        print(f"{area}:")
        for row in rows:
            mark = f"{good}yes{end}" if row.ok else f"{bad}no {end}"
            print(f"  {row.name:<{width}}  {mark}  {row.detail}".rstrip())
            if not row.ok and row.remedy:
                print(f"  {'':<{width}}       -> {row.remedy}")
