"""``beebox check FILE``: the verifier's verdict and log, without running anything."""

from __future__ import annotations

import argparse
import sys
from dataclasses import dataclass, replace

from beebox import loader
from beebox.cli import objects
from beebox.cli.base import Parser, add_kernel, choose, print_json
from beebox.errors import NotSupported, VerifierError
from beebox.loader.load import refused_at
from beebox.obj.spec import ObjectSpec

EXAMPLES = """\
  beebox check tool.o                  would it be accepted?
  beebox check -v tool.py              with the log, source lines in it
  sudo beebox check --kernel linux tool.o
"""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the verifier said of one program; *message* and *place* are empty if it was accepted."""

    program: str
    section: str
    accepted: bool
    message: str
    place: str
    log: str


def parser() -> Parser:
    """Return the command's parser."""
    made = Parser("check", "Verify programs without running them.", EXAMPLES)
    made.add_argument("files", nargs="+", metavar="FILE", help="an object, or a source to compile")
    made.add_argument("--prog", metavar="NAME", help="only this program")
    made.add_argument(
        "-v", "--verbose", action="store_true", help="show the log of accepted programs too"
    )
    made.add_argument("-j", "--json", action="store_true", help="one JSON array")
    add_kernel(made)
    return made


def main(argv: list[str]) -> int:
    """Verify each program of each file; 0 all accepted, 1 any refused."""
    arguments = parser().parse_args(argv[1:])
    found = [(path, verdict) for path in arguments.files for verdict in verdicts(path, arguments)]
    show_json(found) if arguments.json else show_text(found, verbose=arguments.verbose)
    return 0 if all(verdict.accepted for _, verdict in found) else 1


def verdicts(path: str, arguments: argparse.Namespace) -> list[Verdict]:
    """Load each program of *path* on its own, so that one refusal does not hide the next."""
    spec = objects.read(path)
    names = [arguments.prog] if arguments.prog else list(spec.programs)
    for name in names:
        if name not in spec.programs:
            raise NotSupported(
                f"{path} has no program {name!r}", f"it has: {', '.join(spec.programs)}"
            )
    return [verdict_of(spec, name, arguments.kernel) for name in names]


def verdict_of(spec: ObjectSpec, name: str, kernel: str) -> Verdict:
    """Return what *kernel* says of program *name*."""
    program = replace(spec.programs[name], optional=False)
    spec = replace(spec.only(name), programs={name: program})
    try:
        with loader.load(spec, choose(kernel), log_level=1) as live:
            return Verdict(name, program.section, True, "", "", live.programs[name].log)
    except VerifierError as error:
        place = refused_at(program, error.log)
        return Verdict(name, program.section, False, error.summary, place, error.log)


def show_text(found: list[tuple[str, Verdict]], *, verbose: bool) -> None:
    """Print a line a program; the log of what was refused."""
    for path, verdict in found:
        if verdict.log and (verbose or not verdict.accepted):
            print(verdict.log.rstrip())
        word = "accepted" if verdict.accepted else "REFUSED"
        word += f" at {verdict.place}" if verdict.place else ""
        tail = f": {verdict.message}" if verdict.message else ""
        print(f"{path}: {verdict.program} ({verdict.section}): {word}{tail}")
    sys.stdout.flush()


def show_json(found: list[tuple[str, Verdict]]) -> None:
    """Print one object a program."""
    print_json(
        [
            {
                "file": path,
                "name": verdict.program,
                "section": verdict.section,
                "accepted": verdict.accepted,
                "message": verdict.message,
                "place": verdict.place,
                "log": verdict.log,
            }
            for path, verdict in found
        ]
    )
