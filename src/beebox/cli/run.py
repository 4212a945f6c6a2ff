"""``beebox run OBJECT [-- COMMAND]``: load it, attach all it has, show what it says.

What it says: bpf_printk lines in trace_pipe's format, the records of each ring or perf buffer
(`beebox.loader.events.record_type` says by which type; ``--event`` does, too; else hex), what its
iterators write, and at the end its maps and variables.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import replace
from typing import IO

from beebox import api
from beebox.abi.enums import Func, MapType
from beebox.btf import values
from beebox.cli import objects, place, remains
from beebox.cli.base import (
    ENGINES,
    Parser,
    UsageError,
    add_kernel,
    check_target,
    choose,
    split_command,
)
from beebox.errors import BeeboxError
from beebox.kernel.api import Spawn
from beebox.loader.attach.targets import IterLink
from beebox.loader.events import record_type
from beebox.loader.object import ONLY_WATCHED
from beebox.obj.spec import ObjectSpec
from beebox.tools.base import Output, Session, positive, process

EXAMPLES = """\
  beebox run examples/hello.py -- ls         a line for each program that starts
  beebox run opensnoop.bpf.o -- cat /etc/hostname
  sudo beebox run --kernel linux examples/hello.py -- ls
  sudo beebox run --kernel linux --interface eth0 --for 10 drop.bpf.o
"""


def parser() -> Parser:
    """Return the command's parser."""
    made = Parser(
        "run",
        "Load an object or a program's source, attach it, show what it says, and its maps at the"
        " end.",
        EXAMPLES,
    )
    made.usage = "beebox run [OPTION ...] OBJECT [-- COMMAND [ARG ...]]"
    made.add_argument(
        "object", metavar="OBJECT", help="an ELF object, or Python, C or assembly source"
    )
    made.add_argument("-p", "--pid", type=process, help="watch a process that already runs")
    made.add_argument(
        "-d", "--duration", "--for", type=positive, metavar="SECONDS", help="for that long"
    )
    place.add_arguments(made)
    made.add_argument(
        "--prog", action="append", default=[], metavar="NAME", help="only this program (repeat it)"
    )
    made.add_argument(
        "--event",
        action="append",
        default=[],
        metavar="MAP=STRUCT",
        help="the type of a buffer's records",
    )
    made.add_argument(
        "--no-maps", action="store_true", help="do not show maps and variables at the end"
    )
    made.add_argument("-j", "--json", action="store_true", help="one JSON object a line")
    made.add_argument(
        "-o", "--output", metavar="FILE", help="write there, apart from COMMAND's output"
    )
    made.add_argument(
        "--engine", choices=ENGINES, help="what runs programs in the box; tier1 takes LLVM at once"
    )
    add_kernel(made)
    return made


def main(argv: list[str]) -> int:
    """Run an object or source with COMMAND, or until interrupted; pass COMMAND's status on."""
    options, command = split_command(argv[1:])
    arguments = parser().parse_args(options)
    said = place.where(arguments)
    spec = objects.read(arguments.object)
    if not (said.interface or said.cgroup or said.netns):
        check_target(arguments.kernel, command, arguments.pid)
    if arguments.engine and arguments.kernel != "box":
        raise UsageError("engines are the box's: leave --engine or --kernel linux out")
    if arguments.prog:
        spec = named_only(spec, arguments.prog)
    if command and ONLY_WATCHED in spec.variables:
        spec = spec.set(**{ONLY_WATCHED: 1})
    named = event_types(spec, arguments.event)
    output = Output(arguments.output, as_json=arguments.json)
    live = api.load(spec, choose(arguments.kernel, arguments.engine))
    with Session(live, output) as session:
        tell(session, place.place(session.live, said))
        # a command is seen by a cgroup's programs if it is in that
        how: Spawn = {"cgroup": said.cgroup} if said.cgroup else {}
        session.start(command, arguments.pid, **how)
        show(session, arguments.duration, named)
        status = session.finish()
        if not arguments.no_maps:
            leave(session)
        return status


def named_only(spec: ObjectSpec, names: list[str]) -> ObjectSpec:
    """Return the object with these programs; who names an optional one means it."""
    found = spec.only(*names)
    wanted = {name: replace(each, optional=False) for name, each in found.programs.items()}
    return replace(found, programs=wanted)


def tell(session: Session, left: list[str]) -> None:
    """Say which programs are not attached, and why.

    Raises:
        BeeboxError: there is nothing else.
    """
    live = session.live
    left += [
        f'program {name} (SEC("{each.section}")) is optional: --prog {name} loads it'
        for name, each in live.spec.programs.items()
        if each.optional and name not in live.programs
    ]
    tables = any(each.spec.struct for each in live.maps.values())
    if len(left) >= len(live.spec.programs) and not tables:
        raise BeeboxError("\n".join([*left, "nothing is left to attach"]))
    for line in left:
        print(f"beebox: {line}", file=sys.stderr)


def event_types(spec: ObjectSpec, words: list[str]) -> dict[str, int]:
    """Return the types that ``--event MAP=STRUCT`` names, by the buffer's name.

    Raises:
        UsageError: there is no such buffer, or no such struct.
    """
    buffers = [name for name, each in spec.maps.items() if each.type in BUFFERS]
    found = {}
    for word in words:
        name, _, struct = word.rpartition("=")
        if not name and len(buffers) == 1:
            name = buffers[0]
        if name not in buffers:
            have = ", ".join(buffers) or "none"
            raise UsageError(f"--event {word}: which buffer? MAP=STRUCT, of the buffers: {have}")
        struct = struct.removeprefix("struct ")
        type_id = spec.btf.find(struct, "struct") if spec.btf else None
        if type_id is None:
            raise UsageError(f"--event {word}: {spec.name} has no struct {struct}")
        found[name] = type_id
    return found


def show(session: Session, seconds: float | None, named: dict[str, int]) -> None:
    """Print all that comes until the session ends, and what iterators write then."""
    live = session.live
    buffers = {
        name: live.reader(name)
        for name, live_map in live.maps.items()
        if live_map.spec.type in BUFFERS
    }
    decoders = {name: decoder(live.spec, name, named.get(name, 0)) for name in buffers}
    trace = TraceLines(live.kernel.facts.trace_pipe()) if prints(live.spec) else None
    fds = [fd for reader in buffers.values() for fd in reader.fds] + (
        [trace.pipe.fileno()] if trace else []
    )
    for _ in session.rounds(fds, seconds):
        for line in trace.read() if trace else ():
            session.output.trace(line)
        for name, reader in buffers.items():
            for record in reader.drain():
                session.output.event(name, decoders[name](record))
    for link in live.links:
        if isinstance(link, IterLink):
            for line in link.read().decode(errors="backslashreplace").splitlines():
                session.output.written(line)


def leave(session: Session) -> None:
    """Print the maps and variables."""
    output = session.output
    if output.as_json:
        for each in remains.objects(session.live):
            output.record(each)
    else:
        for line in remains.text(session.live):
            output.line(line)


BUFFERS = {MapType.RINGBUF, MapType.PERF_EVENT_ARRAY}
PRINTERS = {Func.trace_printk, Func.trace_vprintk}
CALL = 0x85


def prints(spec: ObjectSpec) -> bool:
    """Whether any program calls bpf_printk."""
    return any(
        insn.code == CALL and insn.src == 0 and insn.imm in PRINTERS
        for program in spec.programs.values()
        for insn in program.insns
    )


class TraceLines:
    """The whole lines of a trace pipe; half a line waits for its other half."""

    def __init__(self, pipe: IO[bytes]) -> None:
        self.pipe = pipe
        self._rest = b""

    def read(self) -> list[str]:
        """Return the lines that are there."""
        while data := self.pipe.read(65536):
            self._rest += data
        *lines, self._rest = self._rest.split(b"\n")
        return [line.decode(errors="backslashreplace") for line in lines]


def decoder(spec: ObjectSpec, name: str, type_id: int = 0) -> Callable[[memoryview], object]:
    """Return what makes a value of a record of buffer *name*, of type *type_id* if that is told."""
    btf = spec.btf
    type_id = type_id or record_type(spec, name)
    if not btf or not type_id:
        return lambda record: bytes(record).hex(" ")
    size = values.size(btf, type_id)
    return lambda record: values.decode(btf, type_id, bytes(record).ljust(size, b"\0"))
