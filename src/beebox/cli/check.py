"""``beebox check FILE``: the verifier's verdict and log, without running anything."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from beebox.cli.base import Parser, UsageError, add_kernel, print_json
from beebox.cli.checks import inputs, report
from beebox.cli.checks.judge import CAPABILITIES, Judge, Wish, verdicts
from beebox.cli.checks.verdict import Verdict
from beebox.errors import BeeboxError

EXAMPLES = """\
  beebox check tool.o                  would it be accepted?
  beebox check --explain tool.py       why not, and what to change
  beebox check --stats tool.bpf.c      what the proof cost, and where
  beebox check -vv --prog NAME tool.o  the whole log, every path
  beebox check --max-processed 50000 tool.o
  beebox check --raw --type xdp code.bin
  sudo beebox check --kernel linux tool.o    what Linux says, and where the two differ

exit status: 0 all accepted, 1 any refused or over budget, 2 bad input
"""
_BAD_INPUT = 2


def parser() -> Parser:
    """Return the command's parser."""
    made = Parser("check", "Verify programs without running them.", EXAMPLES)
    made.add_argument("files", nargs="+", metavar="FILE", help="an object, or a source to compile")
    made.add_argument("--prog", metavar="NAME", default="", help="only this program")
    made.add_argument(
        "--type", metavar="TYPE", default="", help="as this type: xdp, or a section's name: tc"
    )
    made.add_argument(
        "--target",
        metavar="FILE[:FUNC]",
        default="",
        help="an object whose function freplace, fentry and fexit programs attach to",
    )
    made.add_argument("--raw", action="store_true", help="FILE is plain instructions, 8 bytes each")
    made.add_argument(
        "--flags", metavar="FLAG,...", default="", help="load with these flags: strict_alignment"
    )
    made.add_argument(
        "-v",
        "--verbose",
        action="count",
        default=0,
        help="show the log of accepted programs too; -vv: of every path",
    )
    made.add_argument(
        "--explain",
        action="store_true",
        help="say why, and what would help (of programs in Python: always)",
    )
    made.add_argument(
        "--html", metavar="FILE", default="", help="write a page: the first refused program"
    )
    made.add_argument(
        "--stats", action="store_true", help="what the proof cost, and the hottest lines"
    )
    made.add_argument(
        "--max-processed",
        type=int,
        default=0,
        metavar="N",
        help="refuse a proof that takes more than N instructions",
    )
    made.add_argument("--btf", metavar="FILE", default="", help="the kernel's types (vmlinux BTF)")
    rights = made.add_mutually_exclusive_group()
    rights.add_argument(
        "--caps", metavar="CAP,...", help=f"as a user who has these: {', '.join(CAPABILITIES)}"
    )
    rights.add_argument("--unpriv", action="store_true", help="as a user without any right")
    made.add_argument("-j", "--json", action="store_true", help="one JSON array")
    add_kernel(made)
    return made


def main(argv: list[str]) -> int:
    """Verify each program of each file; 0 all accepted, 1 any refused, 2 bad input."""
    arguments = parser().parse_args(argv[1:])
    judge = Judge(_wish(arguments))
    found: list[tuple[str, Verdict]] = []
    bad = False
    for path in arguments.files:
        try:
            for verdict in _of(path, arguments, judge):
                found.append((path, verdict))
                if not arguments.json:
                    _show(path, verdict, arguments)
        except UsageError:
            raise
        except BeeboxError as error:
            if arguments.json:  # all programs, or one error
                error.exit_status = _BAD_INPUT
                raise
            bad = True
            print(f"beebox: {error}", file=sys.stderr)
    _end(found, arguments)
    if bad:
        return _BAD_INPUT
    return 0 if all(verdict.passed for _, verdict in found) else 1


def _of(path: str, arguments: argparse.Namespace, judge: Judge) -> list[Verdict]:
    spec = inputs.read(path, raw=arguments.raw, type_=arguments.type, flags=arguments.flags)
    if arguments.target:
        spec = inputs.onto(spec, inputs.target(arguments.target)[1])
    return list(verdicts(judge, spec, arguments.prog))


def _wish(arguments: argparse.Namespace) -> Wish:
    """Return what the command line asks for."""
    capabilities = None
    if arguments.unpriv:
        capabilities = frozenset[str]()
    elif arguments.caps is not None:
        words = arguments.caps.lower().replace("cap_", "").split(",")
        capabilities = frozenset(filter(None, words))
        for word in capabilities - set(CAPABILITIES):
            raise UsageError(f"--caps {word}: one of {', '.join(CAPABILITIES)}")
    level = 2 if arguments.verbose > 1 else 1
    return Wish(
        level=level | (4 if arguments.stats else 0),
        profile=arguments.stats,
        explain=arguments.explain or bool(arguments.html) or _python(arguments),
        page=bool(arguments.html),
        linux=arguments.kernel == "linux",
        types=arguments.btf,
        target=inputs.read(inputs.target(arguments.target)[0]) if arguments.target else None,
        capabilities=capabilities,
        most=arguments.max_processed,
    )


def _python(arguments: argparse.Namespace) -> bool:
    """Say whether programs are in Python: who writes them is told why, not the log."""
    return any(path.endswith(".py") for path in arguments.files) and not arguments.verbose


def _show(path: str, verdict: Verdict, arguments: argparse.Namespace) -> None:
    verbose = bool(arguments.verbose)
    for line in report.text(path, verdict, verbose=verbose, stats=arguments.stats):
        print(line)
    sys.stdout.flush()


def _end(found: list[tuple[str, Verdict]], arguments: argparse.Namespace) -> None:
    """Print what is about all programs."""
    if arguments.json:
        print_json([report.as_json(path, verdict) for path, verdict in found])
    elif len(found) > 1 and (arguments.stats or arguments.max_processed or arguments.verbose):
        print(report.summary([verdict for _, verdict in found]))
    if arguments.html:
        _write_page(found, Path(arguments.html))


def _write_page(found: list[tuple[str, Verdict]], path: Path) -> None:
    """Write one page about all programs."""
    from beebox.verifier import explain  # noqa: PLC0415 - for those who ask

    articles = [verdict.article for _, verdict in found if verdict.article]
    title = ", ".join(dict.fromkeys(Path(name).name for name, _ in found))
    try:
        path.write_text(explain.document(articles, title), encoding="utf-8")
    except OSError as error:
        raise UsageError(f"--html {path}: {error.strerror}") from error
