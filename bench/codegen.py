"""Code from Python against ``clang -O2``: instructions of the tools that stand here in C, too.

``bench/tools/*.bpf.c`` do what the kernel sides of the tools of the same names do. Beside each count
stands what it takes to compile, in CPU time, which other work on the machine disturbs least: in
Python for the first time in a process and again, without Python's start and imports, which are
told apart; in C the whole of clang.
"""

from __future__ import annotations

import json
import os
import resource
import shutil
import subprocess
import sys
from collections import Counter
from importlib import import_module
from pathlib import Path
from typing import NamedTuple

from beebox import obj
from beebox.isa.insn import encode
from beebox.lang import c
from beebox.lang.python import build

HERE = Path(__file__).parent
SOURCES = (HERE.parent / "examples/opensnoop.bpf.c", *sorted((HERE / "tools").glob("*.bpf.c")))
COMPILERS = ("clang-19", "clang-14")
ROUNDS = 9
AIM = 1.15
"""times the instructions of clang -O2"""

TIMED = """\
import json, sys, time
from importlib import import_module
marks = [time.process_time()]
tool = import_module(f"beebox.tools.{sys.argv[1]}")
from beebox.lang.declared import declared
marks.append(time.process_time())
from beebox.lang.module import compile_module
from beebox.pylang import llvm
marks.append(time.process_time())
llvm.binding()
marks.append(time.process_time())
for _ in range(int(sys.argv[2])):
    compile_module(tool, declared(tool), "v3")
    marks.append(time.process_time())
print(json.dumps([after - before for before, after in zip(marks, marks[1:])]))
"""


class Times(NamedTuple):
    """Milliseconds of CPU time."""

    tool: float
    """importing the tool"""
    compiler: float
    llvm: float
    first: float
    again: float


def sizes(data: bytes) -> dict[str, int]:
    """Return the instructions at each place of an object's programs, a 64-bit constant as two."""
    found: Counter[str] = Counter()
    for program in obj.read(data, "bench").programs.values():
        found[program.section.removeprefix("tracepoint/")] += len(encode(program.insns)) // 8
    return dict(found)


def common(counts: dict[str, dict[str, int]]) -> dict[str, dict[str, int]]:
    """Return the counts at those places that all have."""
    places = set.intersection(*(set(each) for each in counts.values()))
    return {
        name: {place: count for place, count in each.items() if place in places}
        for name, each in counts.items()
    }


def clang(source: Path, compiler: str) -> tuple[dict[str, int], float]:
    """Compile with that clang; return the instructions, and its milliseconds."""
    os.environ["CLANG"] = compiler
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    data = c.build(str(source))
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    took = after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime
    return sizes(data), took * 1000


def times(tool: str) -> Times:
    """Compile *tool* in processes of its own; return the least of each part's times."""
    rows = []
    for _ in range(ROUNDS):
        command = [sys.executable, "-c", TIMED, tool, "4"]
        done = subprocess.run(command, check=True, capture_output=True, text=True)
        parts = json.loads(done.stdout)
        rows.append((*parts[:4], min(parts[4:])))
    return Times(*(min(column) * 1000 for column in zip(*rows, strict=True)))


def show(tool: str, counts: dict[str, dict[str, int]]) -> None:
    """Print the programs of a tool, those alike in one line."""
    rows: dict[tuple[int, ...], list[str]] = {}
    for place in counts["beebox"]:
        row = tuple(each[place] for each in counts.values())
        rows.setdefault(row, []).append(place)
    for row, places in rows.items():
        more = f" and {len(places) - 1} more" if len(places) > 1 else ""
        line(f"  {places[0]}{more}", row)
    line(tool, tuple(sum(each.values()) for each in counts.values()))


def line(name: str, counts: tuple[int, ...]) -> None:
    """Print counts, and what ours is of each other."""
    ratios = "".join(f"{counts[0] / count:>9.2f}" for count in counts[1:])
    print(f"  {name:<46}" + "".join(f"{count:>9}" for count in counts) + ratios)


def main() -> object:
    """Compile all, print the tables."""
    os.environ["BEEBOX_CACHE"] = "off"
    compilers = [name for name in COMPILERS if shutil.which(name)]
    named = os.environ.get("CLANG")
    total: dict[str, dict[str, int]] = {name: {} for name in ("beebox", *compilers)}
    took: dict[str, tuple[Times, dict[str, float]]] = {}
    head = "".join(f"{name:>9}" for name in ("beebox", *compilers, *("ratio" for _ in compilers)))
    print(f"\ninstructions\n  {'':<46}{head}")
    for source in SOURCES:
        tool = source.name.partition(".")[0]
        counts = {"beebox": sizes(build(import_module(f"beebox.tools.{tool}")))}
        seconds = {}
        for compiler in compilers:
            counts[compiler], seconds[compiler] = clang(source, compiler)
        counts = common(counts)
        show(tool, counts)
        for name, each in counts.items():
            total[name][tool] = sum(each.values())
        took[tool] = times(tool), seconds
    line(f"all (the aim: {AIM})", tuple(sum(each.values()) for each in total.values()))
    os.environ.pop("CLANG") if named is None else os.environ.update(CLANG=named)
    parts = (*Times._fields, *compilers)
    print(f"\nto compile, ms of CPU time (least of {ROUNDS})")
    print(f"  {'':<14}" + "".join(f"{name:>9}" for name in parts))
    for tool, (mine, theirs) in took.items():
        print(f"  {tool:<14}" + "".join(f"{part:>9.1f}" for part in (*mine, *theirs.values())))
    return {"instructions": total, "ms": {tool: mine._asdict() for tool, (mine, _) in took.items()}}
