"""``beebox doctor``: what this machine can do, and for each thing missing what brings it."""

from __future__ import annotations

import subprocess
from importlib import metadata
from itertools import groupby

from beebox.cli.base import Parser, colour, print_json
from beebox.errors import CompileError
from beebox.kernel import probe
from beebox.lang.clang import find_compiler

EXAMPLES = """\
  beebox doctor
  sudo beebox doctor          also asks Linux which hooks it has
"""

C = "C programs"
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
    findings = [*probe.findings(), compiler()]
    if arguments.json:
        print_json([finding._asdict() for finding in findings])
    else:
        show(findings)
    return 0 if all(finding.ok for finding in findings if finding.area == "box") else 1


def compiler() -> probe.Finding:
    """Tell which compiler C programs are given to."""
    name = "clang with a BPF target"
    remedy = "pip install 'beebox[c]' (or: sudo apt install clang)"
    try:
        command = find_compiler()
    except CompileError as error:
        return probe.Finding(name, False, error.message, remedy, C)
    if "ziglang" in command:
        return probe.Finding(name, True, f"in ziglang {metadata.version('ziglang')}", "", C)
    targets = _output(command[0], "-print-targets")
    version = _output(command[0], "--version").partition("\n")[0]
    if targets and " bpf " not in targets:
        detail = f"{command[0]} compiles for other machines only: {version}"
        return probe.Finding(name, False, detail, f"{remedy}, and CLANG=ziglang", C)
    return probe.Finding(name, True, f"{command[0]}: {version}", "", C)


def _output(*command: str) -> str:
    """Return what a command prints, "" if it fails."""
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=10)
    except (OSError, subprocess.SubprocessError):
        return ""
    return done.stdout


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
