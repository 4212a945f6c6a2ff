"""``beebox prog run --trace``, ``--step``, ``--break``: an interpreted program under watch.

Commands come from standard input, edited with readline if it is a terminal. Its end quits.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Callable, Iterator
from ctypes import string_at
from typing import TYPE_CHECKING

from beebox.bits import U64
from beebox.cli import xlated
from beebox.cli.hexdump import hexdump
from beebox.errors import BeeboxError, MemoryFault
from beebox.isa import disasm
from beebox.isa.insn import decode
from beebox.kernel import client
from beebox.vm.debug import Code, Debugger, Quit, Source, Step, Stops, described
from beebox.vm.interpreter import FRAME_SIZE

if TYPE_CHECKING:
    from beebox.kernel.api import Kernel
    from beebox.vm.interpreter import Interpreter

PROMPT = "(beebox) "
TEXT_WIDTH = 48
AROUND = 5
"""instructions that ``list`` shows on either side"""
MOST = 4096
"""bytes that ``mem`` shows at once"""
HELP = """\
step [N]        s   run one instruction, or N
next            n   the same, calls of functions as one
finish          f   run until this function has returned
continue        c   run until the next stop, or the end
regs            r   show the registers
mem ADDR [LEN]  m   show memory; ADDR is a number, or a register as in r10-8
stack               show the active functions, and what is on the stack of this one
list            l   show the instructions around
break PLACE     b   stop at an instruction's number, a function, or FILE:LINE; alone: show stops
delete PLACE    d   stop there no more
quit            q   give the run up; so does the end of the input"""


def run(
    interpreter: Interpreter,
    code: Code,
    arguments: argparse.Namespace,
    test_run: Callable[[], client.TestRun],
) -> client.TestRun | None:
    """Watch *interpreter* during *test_run*; return what came of it, None if it was given up.

    Raises:
        PlaceError: a stop is nowhere.
        BeeboxError: the program was stopped; the message has its source line.
    """
    stops = Stops()
    for place in arguments.places:
        stops.places |= code.find(place)
    if arguments.step:
        stops.step()
    watch = Watch(trace=arguments.trace, as_json=arguments.json or arguments.pretty)
    debugger = Debugger(code, watch, stops)
    interpreter.drive = debugger.drive
    try:
        return test_run()
    except Quit:
        return None
    except MemoryFault as fault:
        source = code.source(debugger.last)
        if source is not None:
            fault.args = (f"{fault}\n  at {source}",)
        raise


def code_of(kernel: Kernel, fd: int, name: str) -> Code:
    """Return the text of a program as the kernel shows it, with its source lines."""
    details = client.ProgramDetails(kernel, fd)
    shown = xlated.shown(kernel, details)
    functions = {at: function_name(text) for at, text in shown.functions.items()}
    return Code(
        dict(disasm.listing(decode(details.xlated))),
        functions or {0: name},
        {at: Source(s.text, s.file, s.line) for at, s in shown.sources.items() if s.line},
    )


def function_name(prototype: str) -> str:
    """Return the name in a C prototype: ``int f(void * ctx)`` is ``f``."""
    return prototype.partition("(")[0].split()[-1].lstrip("*")


# --- the trace -------------------------------------------------------------------------------


def step_lines(debugger: Debugger, step: Step, before: Source | None) -> Iterator[str]:
    """Yield a step: the function or source line that begins there, the instruction, its effect.

    The source line is left out if it is the one *before* too.
    """
    code, indent = debugger.code, "  " * step.depth
    if step.at in code.functions:
        yield f"{indent}{code.functions[step.at]}:"
    source = code.sources.get(step.at)
    if source is not None and source != before:
        yield f"{indent}; {source.text}"
    text = f"{indent}{step.at:4}: {code.texts.get(step.at, '')}"
    effect = effect_of(debugger, step)
    yield f"{text:<{TEXT_WIDTH}} {effect}" if effect else text


def effect_of(debugger: Debugger, step: Step) -> str:
    """Return what a step did: what a helper or function returned, or the registers that changed."""
    memory = debugger.machine.memory
    if step.called is not None:
        args = ", ".join(described(arg, memory) for arg in step.called.args)
        return f"{step.called.name}({args}) = {described(step.called.result, memory)}"
    if step.returned is not None:
        return f"returns {described(step.returned, memory)}"
    return " ".join(f"r{at}={described(value, memory)}" for at, value in step.changed.items())


def step_json(debugger: Debugger, step: Step) -> dict[str, object]:
    """Return a step as an object; numbers of 64 bits are text in hex."""
    code = debugger.code
    source = code.sources.get(step.at)
    row: dict[str, object] = {
        "insn": step.at,
        "function": code.function(step.at),
        "depth": step.depth,
        "text": code.texts.get(step.at, ""),
        "regs": {f"r{at}": f"{value:#x}" for at, value in step.changed.items()},
    }
    if source is not None:
        row["source"] = {"text": source.text, "file": source.file, "line": source.line}
    if step.returned is not None:
        row["returned"] = f"{step.returned:#x}"
    if step.called is not None:
        row["call"] = {
            "name": step.called.name,
            "args": [f"{arg:#x}" for arg in step.called.args],
            "result": f"{step.called.result:#x}",
        }
    return row


class Watch:
    """Prints steps if it is to, and reads commands where the program stops."""

    def __init__(self, *, trace: bool, as_json: bool) -> None:
        self.trace = trace
        self.as_json = as_json
        self._steps = 0
        self._source: Source | None = None
        self._last = ""
        self._shown = ""
        self._tty = sys.stdin.isatty()
        if self._tty:
            import contextlib  # noqa: PLC0415 - only for people

            with contextlib.suppress(ImportError):
                import readline  # noqa: F401, PLC0415 - input() uses it

    def stepped(self, debugger: Debugger, step: Step) -> None:
        """Print a step."""
        if not self.trace:
            return
        if self.as_json:
            print(json.dumps(step_json(debugger, step)))
        else:
            print("\n".join(step_lines(debugger, step, self._source)))
            self._source = debugger.code.sources.get(step.at, self._source)

    def stopped(self, debugger: Debugger) -> None:
        """Show where, and do commands until one lets the program go on."""
        if self._steps:
            self._steps -= 1
            debugger.stops.step()
            return
        self._tell(debugger)
        while not self._command(debugger, self._read()):
            pass

    def _tell(self, debugger: Debugger) -> None:
        """Show where the program stopped."""
        if self.as_json:
            at = debugger.machine.pc
            row = {"stopped": at, "function": debugger.code.function(at)}
            print(json.dumps(row | {"text": debugger.code.texts.get(at, "")}))
        else:
            source, line = here(debugger)
            print(f"{source}\n{line}" if source and source != self._shown else line)
            self._shown = source

    def _read(self) -> str:
        """Return the next command; an empty line in a terminal means the last one again.

        Raises:
            Quit: there is none.
        """
        sys.stdout.flush()
        if not self._tty:
            line = sys.stdin.readline()
            if not line:
                raise Quit("the commands ended")
            return line.strip()
        try:
            line = input(PROMPT).strip()
        except EOFError:
            print()
            raise Quit("the commands ended") from None
        self._last = line or self._last
        return self._last

    def _command(self, debugger: Debugger, line: str) -> bool:
        """Do one command; return whether the program goes on."""
        words = line.split()
        if not words:
            return False
        command = COMMANDS.get(words[0])
        if command is None:
            print(f"no command {words[0]!r}; 'help' lists them")
            return False
        try:
            return command(self, debugger, words[1:])
        except (BeeboxError, ValueError) as error:
            if isinstance(error, Quit):
                raise
            print(error)
            return False

    # commands: each returns whether the program goes on

    def step(self, debugger: Debugger, words: list[str]) -> bool:
        """Run one instruction, or so many."""
        self._steps = max(integer(words[0]) if words else 1, 1) - 1
        debugger.stops.step()
        return True

    def next(self, debugger: Debugger, _: list[str]) -> bool:
        """Run one instruction of this function."""
        debugger.stops.over(debugger.depth)
        return True

    def finish(self, debugger: Debugger, _: list[str]) -> bool:
        """Run until this function has returned."""
        debugger.stops.over(debugger.depth - 1)
        return True

    def go_on(self, *_: object) -> bool:
        """Run until the next stop."""
        return True

    def regs(self, debugger: Debugger, _: list[str]) -> bool:
        """Show the registers."""
        for number, value in enumerate(debugger.machine.regs):
            print(f"r{number:<3} {described(value, debugger.machine.memory)}")
        return False

    def mem(self, debugger: Debugger, words: list[str]) -> bool:
        """Show memory."""
        if not 1 <= len(words) <= 2:
            raise ValueError("mem ADDR [LEN], as in: mem r10-8 8")
        start = address(words[0], debugger.machine.regs)
        size = integer(words[1]) if len(words) == 2 else 16
        if not 0 < size <= MOST:
            raise ValueError(f"LEN is 1 to {MOST}")
        region = debugger.machine.memory.check(start, size)
        print(f"{region.name}+{start - region.address}:")
        print("\n".join(hexdump(string_at(start, size))))
        return False

    def stack(self, debugger: Debugger, _: list[str]) -> bool:
        """Show the active functions, and what is not zero on the stack of the innermost."""
        code = debugger.code
        for number, at in enumerate(debugger.trail()):
            source = code.source(at)
            print(f"#{number} {code.function(at)} at {at}" + (f", {source}" if source else ""))
        top = debugger.machine.frames[-1].top
        for offset in range(-FRAME_SIZE, 0, 8):
            value = debugger.machine.memory.load(top + offset, 8)
            if value:
                print(f"fp{offset:<5} {described(value, debugger.machine.memory)}")
        return False

    def around(self, debugger: Debugger, _: list[str]) -> bool:
        """Show the instructions around."""
        print("\n".join(around(debugger)))
        return False

    def break_(self, debugger: Debugger, words: list[str]) -> bool:
        """Stop at a place too; or show where stops are."""
        if words:
            debugger.stops.places |= debugger.code.find(words[0])
        for at in sorted(debugger.stops.places):
            print(f"{at:4}: {debugger.code.texts.get(at, '')}")
        return False

    def delete(self, debugger: Debugger, words: list[str]) -> bool:
        """Stop at a place no more."""
        debugger.stops.places -= debugger.code.find(words[0]) if words else set()
        return False

    def help(self, *_: object) -> bool:
        """List the commands."""
        print(HELP)
        return False

    def quit(self, *_: object) -> bool:
        """Give the run up."""
        raise Quit("given up")


Command = Callable[[Watch, Debugger, list[str]], bool]
COMMANDS: dict[str, Command] = {
    "step": Watch.step,
    "s": Watch.step,
    "next": Watch.next,
    "n": Watch.next,
    "finish": Watch.finish,
    "f": Watch.finish,
    "continue": Watch.go_on,
    "c": Watch.go_on,
    "regs": Watch.regs,
    "r": Watch.regs,
    "mem": Watch.mem,
    "m": Watch.mem,
    "stack": Watch.stack,
    "list": Watch.around,
    "l": Watch.around,
    "break": Watch.break_,
    "b": Watch.break_,
    "delete": Watch.delete,
    "d": Watch.delete,
    "help": Watch.help,
    "h": Watch.help,
    "quit": Watch.quit,
    "q": Watch.quit,
}


# --- what commands show and take -------------------------------------------------------------


def here(debugger: Debugger) -> tuple[str, str]:
    """Return where the program stands: the source line or "", the instruction that comes next."""
    at = debugger.machine.pc
    source = debugger.code.source(at)
    text = f"=> {at:3}: {debugger.code.texts.get(at, '')}"
    return f"; {source}" if source is not None else "", text


def around(debugger: Debugger) -> Iterator[str]:
    """Yield the instructions around the next one."""
    code, at = debugger.code, debugger.machine.pc
    indices = sorted(code.texts)
    place = indices.index(at)
    for index in indices[max(place - AROUND, 0) : place + AROUND + 1]:
        if index in code.functions:
            yield f"{code.functions[index]}:"
        if index in code.sources:
            yield f"; {code.sources[index]}"
        mark = "=>" if index == at else " *" if index in debugger.stops.places else "  "
        yield f"{mark} {index:3}: {code.texts[index]}"


def address(text: str, regs: list[int]) -> int:
    """Return the address that *text* names: a number, or a register and an offset."""
    match = re.fullmatch(r"r(\d+)(?:([+-])(\w+))?", text)
    if match is None or int(match[1]) >= len(regs):
        return integer(text)
    offset = integer(match[3]) if match[3] else 0
    return (regs[int(match[1])] + (-offset if match[2] == "-" else offset)) & U64


def integer(text: str) -> int:
    """Return a number in decimal or hex."""
    try:
        return int(text, 0)
    except ValueError:
        raise ValueError(f"{text!r} is no number, and no register") from None
