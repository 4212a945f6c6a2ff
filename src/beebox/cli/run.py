"""``beebox run OBJECT [-- COMMAND]``: load it, attach all it has, show what it says.

What it says: bpf_printk lines in trace_pipe's format, and the records of each ring or perf buffer,
decoded by the type that a global pointer ``MAP_event`` of the object points to (Python programs
have it), or by the struct named ``MAP_event``, ``event`` or ``Event``; else they are shown as hex.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import IO

from beebox import loader
from beebox.abi.enums import Func, MapType
from beebox.btf import values
from beebox.cli import objects
from beebox.cli.base import (
    ENGINES,
    Parser,
    UsageError,
    add_kernel,
    check_target,
    choose,
    split_command,
)
from beebox.loader.events import record_type
from beebox.loader.object import ONLY_WATCHED
from beebox.obj.spec import ObjectSpec
from beebox.tools.base import Output, Session, positive, process

EXAMPLES = """\
  beebox run examples/hello.py -- ls         a line for each program that starts
  beebox run opensnoop.bpf.o -- cat /etc/hostname
  sudo beebox run --kernel linux examples/hello.py -- ls
"""


def parser() -> Parser:
    """Return the command's parser."""
    made = Parser(
        "run", "Load an object or a program's source, attach it, show what it says.", EXAMPLES
    )
    made.usage = "beebox run [OPTION ...] OBJECT [-- COMMAND [ARG ...]]"
    made.add_argument(
        "object", metavar="OBJECT", help="an ELF object, or Python, C or assembly source"
    )
    made.add_argument("-p", "--pid", type=process, help="watch a process that already runs")
    made.add_argument("-d", "--duration", type=positive, metavar="SECONDS", help="for that long")
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
    check_target(arguments.kernel, command, arguments.pid)
    if arguments.engine and arguments.kernel != "box":
        raise UsageError("engines are the box's: leave --engine or --kernel linux out")
    spec = objects.read(arguments.object)
    if command and ONLY_WATCHED in spec.variables:
        spec = spec.set(**{ONLY_WATCHED: 1})
    output = Output(arguments.output, as_json=arguments.json)
    with Session(loader.load(spec, choose(arguments.kernel, arguments.engine)), output) as session:
        session.start(command, arguments.pid)
        show(session, arguments.duration)
        return session.finish()


def show(session: Session, seconds: float | None) -> None:
    """Print all that comes until the session ends."""
    live = session.live
    buffers = {
        name: live.reader(name)
        for name, live_map in live.maps.items()
        if live_map.spec.type in BUFFERS
    }
    decoders = {name: decoder(live.spec, name) for name in buffers}
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


def decoder(spec: ObjectSpec, name: str) -> Callable[[memoryview], object]:
    """Return what makes a value of a record of buffer *name*."""
    btf = spec.btf
    type_id = record_type(btf, name) if btf else 0
    if not btf or not type_id:
        return lambda record: bytes(record).hex(" ")
    size = values.size(btf, type_id)
    return lambda record: values.decode(btf, type_id, bytes(record).ljust(size, b"\0"))
