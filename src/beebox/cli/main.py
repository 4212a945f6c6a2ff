"""``beebox``: one row a command; a command's module is imported when it is asked for.

A module has ``main(argv) -> int``. Errors of beebox become one line on stderr (with ``--json``
an object ``{"error": ...}`` on stdout) and the error's exit status; no user's mistake ever shows a
traceback.
"""

from __future__ import annotations

import os
import sys
from importlib import import_module
from typing import NamedTuple

from beebox import __version__
from beebox.errors import BeeboxError, VerifierError


class Command(NamedTuple):
    """One command: where it is, and what it does in a line."""

    name: str
    module: str
    summary: str


COMMANDS = (
    Command("hello", "beebox.cli.tool", "say hello to each program that starts: the smallest tool"),
    Command("opensnoop", "beebox.cli.tool", "show which files a command or process opens"),
    Command("execsnoop", "beebox.cli.tool", "show which commands are run, with arguments"),
    Command("exitsnoop", "beebox.cli.tool", "show which processes end, how and how old"),
    Command("statsnoop", "beebox.cli.tool", "show which files a command or process looks at"),
    Command("syscount", "beebox.cli.tool", "count system calls, and the time in them"),
    Command("filetop", "beebox.cli.tool", "show which files are read and written most"),
    Command("fileslower", "beebox.cli.tool", "show reads and writes that took long"),
    Command("filepattern", "beebox.cli.tool", "show how files are read: in sequence, at random"),
    Command("filewatch", "beebox.cli.tool", "watch over files by a policy: alert, deny"),
    Command("killsnoop", "beebox.cli.tool", "show who sends which signal to whom"),
    Command("bindsnoop", "beebox.cli.tool", "show who binds a socket to which address"),
    Command("tcpconnect", "beebox.cli.tool", "show who connects where by TCP"),
    Command("tcpaccept", "beebox.cli.tool", "show who is connected to by TCP"),
    Command("profile", "beebox.cli.tool", "sample where CPU time is spent, as stacks"),
    Command("offcputime", "beebox.cli.tool", "add up where tasks sleep and wait, as stacks"),
    Command("runqlat", "beebox.cli.tool", "show how long tasks wait for a CPU"),
    Command("biosnoop", "beebox.cli.tool", "show each request to a disk"),
    Command("biolatency", "beebox.cli.tool", "show how long requests to disks take"),
    Command("funccount", "beebox.cli.tool", "count calls of functions, or tracepoints"),
    Command("funclatency", "beebox.cli.tool", "show how long calls of functions take"),
    Command("memleak", "beebox.cli.tool", "show memory that is not freed, by stack"),
    Command("argdist", "beebox.cli.tool", "count arguments and results of functions"),
    Command("trace", "beebox.cli.tool", "show calls of a function, in a format of your own"),
    Command("bashreadline", "beebox.cli.tool", "show lines typed into bash"),
    Command("sslsniff", "beebox.cli.tool", "show what goes through TLS, as plain text"),
    Command(
        "gethostlatency", "beebox.cli.tool", "show host names looked up, and how long it takes"
    ),
    Command(
        "run",
        "beebox.cli.run",
        "load an object or a program's source, attach it, show what it says",
    ),
    Command("build", "beebox.cli.build", "compile Python, C or assembly to an ELF object"),
    Command("check", "beebox.cli.check", "verify programs without running them"),
    Command(
        "inspect", "beebox.cli.inspect", "show an object: sections, maps, relocations, bytecode"
    ),
    Command("asm", "beebox.cli.asm", "assemble to an object, or to plain bytes"),
    Command("disasm", "beebox.cli.disasm", "disassemble an object or bytes; draw its control flow"),
    Command("prog", "beebox.cli.prog", "show loaded programs, dump their instructions"),
    Command("map", "beebox.cli.map", "show loaded maps, dump their contents"),
    Command("link", "beebox.cli.link", "show what is attached, pin and detach it"),
    Command("btf", "beebox.cli.btf", "show types of files, programs and kernels, also as C"),
    Command("feature", "beebox.cli.feature", "what a kernel can do: types, helpers, instructions"),
    Command("gen", "beebox.cli.gen", "link objects to one; make a typed Python module of one"),
    Command(
        "conformance", "beebox.cli.conformance", "run a bare program, as bpf_conformance's plugin"
    ),
    Command("doctor", "beebox.cli.doctor", "what this machine can do, and how to get the rest"),
    Command("completion", "beebox.cli.completion", "print the completion script of a shell"),
)

EXAMPLES = """\
examples:
  beebox opensnoop -- python3 -c 'import json'   which files does it open?
  beebox opensnoop -x -p 1234                    what does process 1234 fail to open?
  beebox build tool.py -o tool.o                 compile
  beebox check tool.o                            would the kernel take it?
  beebox prog show                               what is loaded, in the box or in Linux
"""


def usage() -> str:
    """Return the help text."""
    width = max(len(command.name) for command in COMMANDS)
    rows = "\n".join(f"  {c.name:<{width}}  {c.summary}" for c in COMMANDS)
    return (
        "usage: beebox COMMAND [OPTION ...]\n\neBPF for Python: in the box (no root) or in Linux."
        f"\n\ncommands:\n{rows}\n\n{EXAMPLES}\nbeebox COMMAND --help tells more."
    )


def main(argv: list[str] | None = None) -> int:
    """Run the command line *argv* (sys.argv by default); return the exit status."""
    arguments = sys.argv[1:] if argv is None else argv
    fill_standard()
    try:
        return written(dispatch(arguments))
    except BeeboxError as error:
        flush_or_forget()
        report(error, as_json=wants_json(arguments))
        return error.exit_status
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        forget_output()
        return 141
    except OSError as error:
        # Calls of ours that fail are BeeboxErrors: this is standard output, on a full disk say.
        forget_output()
        report(BeeboxError(f"{error.filename or 'standard output'}: {error.strerror}"))
        return 1


def fill_standard() -> None:
    """Have descriptors 0 to 2, if a shell closed one (``>&-``): else a map would get its number."""
    while (fd := os.open(os.devnull, os.O_RDWR)) <= 2:
        name, mode = ("stdin", "r") if fd == 0 else ("stdout" if fd == 1 else "stderr", "w")
        setattr(sys, name, os.fdopen(fd, mode))
    os.close(fd)


def wants_json(arguments: list[str]) -> bool:
    """Whether our own part of the command line, before ``--``, asks for JSON."""
    own = arguments[: arguments.index("--")] if "--" in arguments else arguments
    return not {"-j", "--json"}.isdisjoint(own)


def forget_output() -> None:
    """Let what is still to be written vanish: there is nobody to read it, or no room for it."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def written(status: int) -> int:
    """Return *status* when all that was printed is written, which may fail."""
    sys.stdout.flush()
    return status


def flush_or_forget() -> None:
    """Write what is still to be written, if it can be: another error is told already."""
    try:
        sys.stdout.flush()
    except OSError:
        forget_output()


def dispatch(arguments: list[str]) -> int:
    """Find the command's row and run it."""
    if len(arguments) > 1 and arguments[0] == "help":
        return dispatch([arguments[1], "--help"])
    if not arguments or arguments[0] in {"-h", "--help", "help"}:
        print(usage())
        return 0 if arguments else 2
    if arguments[0] in {"-V", "--version", "version"}:
        print(f"beebox {__version__}")
        return 0
    for command in COMMANDS:
        if command.name == arguments[0]:
            module = import_module(command.module)
            status: int = module.main(arguments)
            return status
    return unknown(arguments[0])


def unknown(name: str) -> int:
    """Say that there is no such command, and what is near it."""
    from difflib import get_close_matches  # noqa: PLC0415 - only for a mistake

    near = get_close_matches(name, [command.name for command in COMMANDS])
    hint = f"did you mean {' or '.join(near)}?" if near else "beebox --help lists the commands"
    print(f"beebox: no command {name!r}; {hint}", file=sys.stderr)
    return 2


_SOON = 100_000
"""instructions that are walked again, to say why a program was refused, without being asked"""


def report(error: BeeboxError, *, as_json: bool = False) -> None:
    """Print *error* for a person, or as an object; a refused program's log and why come first."""
    log = error.log if isinstance(error, VerifierError) else ""
    if as_json:
        import json  # noqa: PLC0415 - only with --json

        print(json.dumps({"error": str(error)} | ({"log": log} if log else {})))
        return
    if log:
        print(log.rstrip(), file=sys.stderr)
    if isinstance(error, VerifierError) and error.processed < _SOON:
        told = error.explanation
        if told is not None:
            print(f"\n{told.text().rstrip()}\n", file=sys.stderr)
    print(f"beebox: {error}", file=sys.stderr)
    if log:
        hint = "`beebox check --explain` of its file shows the way there, and what would help"
        print(f"  hint: {hint}", file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main())
