"""``beebox prog run``: a program run by hand, with bpftool's words and output; or step by step.

PROG is one that is loaded already (in Linux or a running box), or OBJ[:PROGRAM]: an object or
source that is loaded into a kernel of its own for this.
"""

from __future__ import annotations

import argparse
import functools
import os
import struct
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from beebox.abi.enums import Cmd, ProgType
from beebox.cli import nouns, objects
from beebox.cli.base import ENGINES, Parser, UsageError, add_running, choose, print_json, running
from beebox.cli.files import STANDARD, write
from beebox.cli.hexdump import hexdump
from beebox.errors import ENOTSUPP, KernelError
from beebox.kernel import client

if TYPE_CHECKING:
    from beebox.kernel.api import Kernel
    from beebox.loader import Loaded
    from beebox.obj.spec import ObjectSpec
    from beebox.vm.interpreter import Interpreter
    from beebox.vm.native import Engine

EXAMPLES = """\
  head -c 64 /dev/zero | beebox prog run filter.o --data-in -
  beebox prog run filter.o:drop --data-in packet.bin --data-out - --repeat 1000
  beebox prog run filter.o --data-in packet.bin --trace     each instruction, and what it changed
  beebox prog run filter.o --data-in packet.bin --step      stop before each one
  sudo beebox prog run --kernel linux id 7 data_in packet.bin repeat 1000000
"""
USAGE = """\
beebox prog run PROG [--data-in FILE] [--data-out FILE] [--data-size-out N]
                            [--ctx-in FILE] [--ctx-out FILE] [--ctx-size-out N] [--repeat N]
                            [--trace] [--step] [--break PLACE] [--budget N] [OPTION ...]
       PROG := OBJ[:PROGRAM] | id ID | name NAME | tag TAG | pinned FILE"""
FILES = ("data_in", "data_out", "ctx_in", "ctx_out")
NUMBERS = ("data_size_out", "ctx_size_out", "repeat")
KEYS = ("id", "name", "tag", "pinned")
NO_PACKET = (ProgType.RAW_TRACEPOINT, ProgType.SYSCALL)
"""types whose programs run by hand on a context alone"""
PACKETS = (
    ProgType.SOCKET_FILTER,
    ProgType.SCHED_CLS,
    ProgType.SCHED_ACT,
    ProgType.CGROUP_SKB,
    ProgType.LWT_IN,
    ProgType.LWT_OUT,
    ProgType.LWT_XMIT,
    ProgType.XDP,
    ProgType.FLOW_DISSECTOR,
    ProgType.NETFILTER,
)
"""types whose programs need a packet"""
ROOM = 32 << 10
"""bytes for a context of unknown size, as bpftool has it"""
U32 = (1 << 32) - 1


def parser() -> Parser:
    """Return the verb's parser."""
    made = Parser("prog run", "Run a program once or often, on data of your own.", EXAMPLES)
    made.usage = USAGE
    made.add_argument(
        "words", nargs="+", metavar="PROG", help="which program; bpftool's words may follow"
    )
    made.add_argument("--data-in", metavar="FILE", help="the packet, from its link header on")
    made.add_argument("--data-out", metavar="FILE", help="write the packet there afterwards")
    made.add_argument("--data-size-out", type=amount, metavar="N", help="room for it, in bytes")
    made.add_argument("--ctx-in", metavar="FILE", help="the context, as the program's C struct")
    made.add_argument("--ctx-out", metavar="FILE", help="write the context there afterwards")
    made.add_argument("--ctx-size-out", type=amount, metavar="N", help="room for it, in bytes")
    made.add_argument("--repeat", type=amount, metavar="N", help="how often; the time is the mean")
    made.add_argument("--engine", choices=ENGINES, help="what runs an OBJ in the box")
    made.add_argument("--trace", action="store_true", help="print each instruction that runs")
    made.add_argument("--step", action="store_true", help="stop before the first; 'help' tells on")
    made.add_argument(
        "--break",
        dest="places",
        action="append",
        default=[],
        metavar="PLACE",
        help="stop there: an instruction's number, a function, or FILE:LINE",
    )
    made.add_argument(
        "--budget", type=amount, metavar="N", help="instructions the interpreter may run"
    )
    add_running(made)
    return made


def amount(text: str) -> int:
    """Parse a number that an attribute of 32 bits can hold."""
    try:
        value = int(text, 0)
    except ValueError:
        value = -1
    if not 0 <= value <= U32:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number from 0 to {U32}")
    return value


def main(argv: list[str]) -> int:
    """Run the program; print what came of it."""
    arguments = parser().parse_intermixed_args(argv[1:])
    target = split_words(arguments)
    with opened(arguments, target) as chosen:
        check(arguments, chosen)
        data = read(arguments.data_in)
        ctx = read(arguments.ctx_in)
        if ctx is None and data and arguments.ctx_out and chosen.type == ProgType.XDP:
            ctx = whole(data)
        ran = (watched if debugs(arguments) else test_run)(chosen, arguments, data, ctx)
        if ran is not None:
            show(arguments, ran)
    return 0


# --- which program ---------------------------------------------------------------------------


class Chosen(NamedTuple):
    """The program to run; *live* is the object, if it was loaded for this."""

    kernel: Kernel
    fd: int
    type: int
    name: str
    live: Loaded | None = None


def split_words(arguments: argparse.Namespace) -> list[str]:
    """Return the words that name the program; set bpftool's words behind them as options.

    Raises:
        UsageError: a word that is none of bpftool's, or one without its value.
    """
    words = list(arguments.words)
    known = (*FILES, *NUMBERS)
    count = next((at for at, word in enumerate(words) if word in known), len(words))
    target, rest = words[:count], words[count:]
    for word, value in zip(rest[::2], [*rest[1::2], None][: len(rest[::2])], strict=True):
        if word not in known or value is None:
            raise UsageError(f"expected {', '.join(known)} and a value, got {word!r}")
        try:
            setattr(arguments, word, amount(value) if word in NUMBERS else value)
        except argparse.ArgumentTypeError as error:
            raise UsageError(f"{word}: {error}") from error
    if not target:
        raise UsageError("which program? PROG is OBJ[:PROGRAM], id ID, name NAME, tag TAG")
    return target


@contextmanager
def opened(arguments: argparse.Namespace, target: list[str]) -> Iterator[Chosen]:
    """Open the program that *target* names; what was loaded for it goes again."""
    if target[0] in KEYS and len(target) == 2:
        if arguments.engine or debugs(arguments):
            raise UsageError(
                "an engine, a trace or stops are chosen when a program is loaded: name its OBJ"
            )
        if target[0] == "pinned" and arguments.kernel == "box":
            raise UsageError("programs are pinned in Linux: add --kernel linux")
        kernel = running(arguments.kernel, arguments.box)
        fd = loaded_fd(kernel, target)
        info = client.program_info(kernel, fd)
        yield Chosen(kernel, fd, info.type, info.name.decode(errors="replace"))
        kernel.close(fd)  # an interrupt ends us: a box that still runs it would not hear of this
        return
    if len(target) > 2 or target[0] in KEYS:
        raise UsageError(f"expected OBJ[:PROGRAM] or id ID, name NAME, ..., got {target!r}")
    from beebox import loader  # noqa: PLC0415 - not for what is loaded already

    spec = program_of(*target)
    with loader.load(spec, choose(arguments.kernel, engine_of(arguments))) as live:
        (program,) = live.programs.values()
        yield Chosen(live.kernel, program.fd, program.spec.type, program.spec.name, live)


def loaded_fd(kernel: Kernel, words: list[str]) -> int:
    """Return an fd of the program that *words* choose."""
    if words[0] == "pinned":
        return client.obj_get(kernel, words[1])
    details = nouns.only("program", nouns.programs(kernel, words))
    return client.fd_by_id(kernel, Cmd.PROG_GET_FD_BY_ID, details.id)


def program_of(path: str, name: str = "") -> ObjectSpec:
    """Return the object at *path* with one program: *name*, or what follows ``:``, or the only one.

    Raises:
        UsageError: it has several and none was named.
    """
    if not name and not os.path.exists(path) and ":" in path:  # noqa: PTH110
        path, _, name = path.rpartition(":")
    spec = objects.read(path)
    names = list(spec.programs)
    if not name and len(names) != 1:
        raise UsageError(
            f"{path} has {len(names) or 'no'} programs: choose one as {path}:NAME"
            + "".join(f"\n  {path}:{each}" for each in names)
        )
    only = spec.only(name or names[0])
    program = replace(only.programs[name or names[0]], optional=False)
    return replace(only, programs={program.name: program})


def engine_of(arguments: argparse.Namespace) -> Engine | None:
    """Return the engine asked for; what stops or counts is the interpreter's work.

    Raises:
        UsageError: another engine, or Linux, is to do it.
    """
    needed = debugs(arguments) or arguments.budget is not None
    if arguments.kernel != "box" and (needed or arguments.engine):
        raise UsageError("engines, traces and stops are the box's: leave --kernel linux out")
    if needed and arguments.engine not in {None, "interpreter"}:
        raise UsageError(
            f"--trace, --step, --break and --budget need the interpreter, not {arguments.engine}"
        )
    found: Engine | None = "interpreter" if needed else arguments.engine
    return found


def debugs(arguments: argparse.Namespace) -> bool:
    """Whether the program is to be watched as it runs."""
    return bool(arguments.trace or arguments.step or arguments.places)


# --- what goes in ----------------------------------------------------------------------------


def check(arguments: argparse.Namespace, chosen: Chosen) -> None:
    """Refuse what the program's type has no use for, and say what it needs.

    Raises:
        UsageError: so.
    """
    kind = nouns.type_name(ProgType, chosen.type)
    if chosen.type in NO_PACKET:
        given = [name for name in ("data_in", "data_out", "data_size_out") if has(arguments, name)]
        if given:
            raise UsageError(f"{kind} programs take a context (--ctx-in), no packet: {given[0]}")
        if (arguments.repeat or 0) > 1:
            raise UsageError(f"{kind} programs run once: leave --repeat out")
    elif not arguments.data_in and chosen.type in PACKETS:
        raise UsageError(
            f"{kind} programs run on a packet: give it with --data-in FILE, from its link header on"
            "\n  example: head -c 64 /dev/zero | beebox prog run ... --data-in -"
        )
    if arguments.data_in == arguments.ctx_in == STANDARD:
        raise UsageError("standard input cannot be both the packet and the context")
    if (arguments.step or arguments.places) and STANDARD in {arguments.data_in, arguments.ctx_in}:
        raise UsageError("standard input has the commands: give the data in a file")


def has(arguments: argparse.Namespace, name: str) -> bool:
    """Whether the option was given."""
    return getattr(arguments, name) is not None


def read(path: str | None) -> bytes | None:
    """Return what is in the file, ``-`` for standard input.

    Raises:
        UsageError: it cannot be read.
    """
    if path is None:
        return None
    if path == STANDARD:
        return sys.stdin.buffer.read()
    try:
        with open(path, "rb") as file:  # noqa: PTH123
            return file.read()
    except OSError as error:
        raise UsageError(f"{path}: {error.strerror}") from error


def whole(packet: bytes) -> bytes:
    """Return the ``struct xdp_md`` of *packet*: a kernel takes zeros, for none, as an empty one."""
    return struct.pack("<6I", 0, len(packet), 0, 0, 0, 0)


def test_run(
    chosen: Chosen, arguments: argparse.Namespace, data: bytes | None, ctx: bytes | None
) -> client.TestRun:
    """Run the program.

    Raises:
        KernelError: as `client.prog_test_run`; programs of its type cannot be run.
    """
    bare = chosen.type in NO_PACKET
    if chosen.live is not None and arguments.budget is not None:
        interpreter(chosen).budget = arguments.budget
    try:
        return client.prog_test_run(
            chosen.kernel,
            chosen.fd,
            data,
            ctx,
            repeat=0 if bare else arguments.repeat or 1,
            data_size_out=arguments.data_size_out,
            ctx_size_out=None if bare else ctx_room(arguments),
        )
    except KernelError as error:
        error.what = explained(error, chosen)
        raise


def watched(
    chosen: Chosen, arguments: argparse.Namespace, data: bytes | None, ctx: bytes | None
) -> client.TestRun | None:
    """Run the program under watch; None: it was given up."""
    from beebox.cli import debugger  # noqa: PLC0415 - only then

    code = debugger.code_of(chosen.kernel, chosen.fd, chosen.name)
    run = functools.partial(test_run, chosen, arguments, data, ctx)
    return debugger.run(interpreter(chosen), code, arguments, run)


def interpreter(chosen: Chosen) -> Interpreter:
    """Return what runs the program, to be driven by hand."""
    from beebox.box.kernel import Box  # noqa: PLC0415 - chosen already

    assert isinstance(chosen.kernel, Box)
    return chosen.kernel.interpreter(chosen.fd)


def ctx_room(arguments: argparse.Namespace) -> int | None:
    """Return how much room the context gets, None for the default."""
    size: int | None = arguments.ctx_size_out
    return ROOM if size is None and arguments.ctx_out and not arguments.ctx_in else size


def explained(error: KernelError, chosen: Chosen) -> str:
    """Return what failed, for a person."""
    kind = nouns.type_name(ProgType, chosen.type)
    if error.errno == ENOTSUPP:
        return (
            f"{kind} programs cannot be run by hand, only attached"
            " (beebox run OBJ -- COMMAND): run program"
        )
    return f"run program {chosen.name}: {error.what}"


# --- what comes out --------------------------------------------------------------------------


def show(arguments: argparse.Namespace, ran: client.TestRun) -> None:
    """Print the result as bpftool does; write the files asked for."""
    as_json = arguments.json or arguments.pretty
    row: dict[str, object] = {}
    for name, path, data in (
        ("data_out", arguments.data_out, ran.data),
        ("ctx_out", arguments.ctx_out, ran.ctx),
    ):
        if not path or not data:
            continue
        if path != STANDARD:
            write(path, data)
        elif as_json:
            row[name] = list(data)
        else:
            print("\n".join(hexdump(data)))
    if as_json:
        print_json(row | {"retval": ran.retval, "duration": ran.duration}, pretty=arguments.pretty)
        return
    mean = " (average)" if (arguments.repeat or 0) > 1 else ""
    print(f"Return value: {ran.retval}, duration{mean}: {ran.duration}ns")
