"""The data files of tests/data/isa: programs, and what they make of memory.

::

    -- case add64 r0, r3        a name
    -- asm                      the program: r1 is the memory's address, r2 its size
    r0 = *(u64 *)(r1 + 0)
    exit
    -- runs                     8-byte words of memory -> r0 [; words of memory after, if changed]
    0x1 0x2 -> 0x1
"""

import ctypes
from dataclasses import dataclass
from pathlib import Path

from beebox.isa.asm import assemble
from beebox.isa.insn import Insn
from beebox.vm import engine
from beebox.vm.memory import Memory, Region
from beebox.vm.source import Source

DATA = Path(__file__).parent.parent / "data" / "isa"


@dataclass(frozen=True)
class Run:
    memory: bytes
    result: int
    after: bytes


@dataclass(frozen=True)
class Case:
    name: str
    asm: str
    runs: tuple[Run, ...]

    @property
    def insns(self) -> tuple[Insn, ...]:
        return tuple(assemble(self.asm))


def words(text: str) -> bytes:
    return b"".join(int(word, 16).to_bytes(8, "little") for word in text.split())


def spell(memory: bytes) -> str:
    values = [int.from_bytes(memory[at : at + 8], "little") for at in range(0, len(memory), 8)]
    return " ".join(f"{value:#x}" for value in values)


def _run(line: str) -> Run:
    before, _, rest = line.partition("->")
    result, _, after = rest.partition(";")
    memory = words(before)
    return Run(memory, int(result, 16), words(after) if after else memory)


def read(path: Path) -> list[Case]:
    """Return the cases of one file."""
    cases = []
    for chunk in path.read_text().split("-- case ")[1:]:
        name, _, rest = chunk.partition("\n")
        asm, _, runs = rest.partition("-- asm\n")[2].partition("-- runs\n")
        lines = [line for line in runs.splitlines() if line.strip() and line[0] != "#"]
        cases.append(Case(name.strip(), asm, tuple(map(_run, lines))))
    return cases


def write(path: Path, head: str, cases: list[Case]) -> None:
    """Write a file that `read` reads."""
    parts = [head]
    for case in cases:
        parts += [f"\n-- case {case.name}\n-- asm\n{case.asm}-- runs\n"]
        for run in case.runs:
            after = f" ; {spell(run.after)}" if run.after != run.memory else ""
            parts += [f"{spell(run.memory)} -> {run.result:#x}{after}\n"]
    path.write_text("".join(parts))


class Program:
    """A program ready on one of our engines; `run` gives it memory, returns (r0, after)."""

    def __init__(self, insns, which, targets=None, **how):
        self.memory = Memory()
        source = Source(tuple(insns), targets or {})
        self.native = engine.prepare(source, self.memory, which, **how)

    def run(self, memory=b""):

        buffer = ctypes.create_string_buffer(memory, max(len(memory), 1))
        region = Region("memory", ctypes.addressof(buffer), len(buffer))
        self.memory.add(region)
        try:
            result = self.native.run(region.address)
        finally:
            self.memory.remove(region)
        return result, buffer.raw[: len(memory)]

    def close(self):
        self.native.close()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()


def with_size(insns, size):
    """Put ``r2 = size`` in front by a call, as for Linux: only r1 is given to a program."""
    return (Insn(0xB7, 2, 0, 0, size), Insn(0x85, 0, 1, 0, 1), Insn(0x95), *insns)


def run(insns, memory=b"", which="tier0"):
    """Prepare, run once, forget."""
    with Program(with_size(insns, len(memory)), which) as program:
        return program.run(memory)


def check(make, cases):
    """Run all *cases*, tell of all that differ."""
    wrong = []
    for case in cases:
        insns = case.insns
        size = len(case.runs[0].memory)
        with make(insns, size) as program:
            for run in case.runs:
                result = program.run(run.memory)
                if result != (run.result, run.after):
                    wrong.append(
                        f"{case.name}: {run.memory.hex()} -> {result[0]:#x} {result[1].hex()}, not {run.result:#x} {run.after.hex()}"
                    )
    assert not wrong, f"{len(wrong)} differ:\n" + "\n".join(wrong[:20])
