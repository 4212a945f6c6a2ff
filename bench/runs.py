"""Run times: the C programs of bench/programs with gcc -O2, in Linux, and on each of our engines.

One process, engines interleaved round by round, medians. Figures of `Linux` have the cost of its
own loop in them (row ``simple``); nothing is subtracted from any.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Sequence
from functools import partial
from math import exp, log
from pathlib import Path
from statistics import median

from beebox.errors import BeeboxError
from beebox.vm import tier0
from beebox.vm.native import Engine
from bench.runners import Boxed, Compiled, InLinux, Runner
from bench.subjects import SUBJECTS, Subject, compile_bpf, compile_native, missing

ROUNDS = 9
SECONDS = 0.004
"""a sample's length"""
BASES = ("gcc -O2", "Linux")
ENGINES: tuple[Engine, ...] = ("tier0", "tier1", "interpreter")
GROUPS: tuple[tuple[str, Callable[[Subject], bool]], ...] = (
    ("pure", lambda subject: subject.pure),
    ("scalar", lambda subject: subject.kind == "scalar"),
    ("maps", lambda subject: subject.kind == "map"),
)

Times = dict[str, dict[str, float]]
"""program -> engine -> nanoseconds a run"""


def makers(subject: Subject, folder: Path) -> dict[str, Callable[[], Runner]]:
    """Return how to make each engine's runner."""
    path = compile_bpf(subject, folder)
    found: dict[str, Callable[[], Runner]] = {}
    if not missing("gcc"):
        library = compile_native(subject, folder)
        found["gcc -O2"] = partial(Compiled, subject, library, path)
    found["Linux"] = partial(InLinux, subject, path)
    for which in ENGINES:
        found[which] = partial(Boxed, subject, path, which)
    return found


def ready(subject: Subject, folder: Path, reasons: dict[str, str]) -> dict[str, Runner]:
    """Return the runners that there are; *reasons* learns why others are not."""
    runners: dict[str, Runner] = {}
    for name, make in makers(subject, folder).items():
        try:
            runners[name] = make()
        except BeeboxError as error:
            reasons.setdefault(name, f"{subject.name}: {error}")
    return runners


def measure(subject: Subject, runners: dict[str, Runner]) -> dict[str, float]:
    """Return each engine's nanoseconds a run; all must have the same result."""
    results = {name: runner.once() for name, runner in runners.items()}
    if len(set(results.values())) > 1:
        raise AssertionError(f"{subject.name}: results differ: {results}")
    samples: dict[str, list[float]] = {name: [] for name in runners}
    for number in range(ROUNDS):
        for name, runner in runners.items():
            if name != "interpreter" or number < 3:
                samples[name].append(runner.time(SECONDS))
    return {name: median(values) for name, values in samples.items()}


def geomean(values: list[float]) -> float:
    """Return the geometric mean."""
    return exp(sum(map(log, values)) / len(values))


def ratios(times: Times, base: str) -> dict[str, dict[str, float]]:
    """Return group -> engine -> geomean of its time over that of *base*, where both ran all."""
    found: dict[str, dict[str, float]] = {}
    for group, belongs in GROUPS:
        rows = [
            times[subject.name]
            for subject in SUBJECTS
            if belongs(subject) and subject.name in times
        ]
        rows = [row for row in rows if base in row]
        if len(rows) < 2:
            continue
        names = set.intersection(*(set(row) for row in rows)) - {base}
        found[group] = {name: geomean([row[name] / row[base] for row in rows]) for name in names}
    return found


def show(times: Times, reasons: dict[str, str]) -> None:
    """Print the tables."""
    names = [*BASES, *ENGINES]
    print(f"\nns a run (median of {ROUNDS}, interleaved)")
    print(f"  {'':<18}" + "".join(f"{name:>12}" for name in names))
    for program, row in times.items():
        cells = (f"{row[name]:>12.1f}" if name in row else f"{'-':>12}" for name in names)
        print(f"  {program:<18}" + "".join(cells))
    for base in BASES:
        for group, means in ratios(times, base).items():
            cells = (f"{means[name]:>12.2f}" if name in means else f"{'':>12}" for name in names)
            print(f"  {f'{group} / {base}':<18}" + "".join(cells))
    for name, why in reasons.items():
        print(f"  not measured: {name}: {why.splitlines()[0]}")


def cannot() -> str:
    """Return why nothing can be measured, or nothing."""
    if why := missing("clang"):
        return f"{why}, which compiles the programs for BPF"
    return "" if tier0.available() else "tier 0 makes x86-64 code; this is another machine"


def compare(subjects: Sequence[Subject]) -> tuple[Times, dict[str, str]]:
    """Measure *subjects* one after the other; return times, and why engines are missing."""
    times: Times = {}
    reasons = {"gcc -O2": why} if (why := missing("gcc")) else {}
    with tempfile.TemporaryDirectory() as folder:
        for subject in subjects:
            runners = ready(subject, Path(folder), reasons)
            try:
                times[subject.name] = measure(subject, runners)
            finally:
                for runner in runners.values():
                    runner.close()
    return times, reasons


def main() -> dict[str, object]:
    """Run all; return what was found."""
    if why := cannot():
        print(f"runs: {why}")
        return {}
    times, reasons = compare(SUBJECTS)
    show(times, reasons)
    means = {base: ratios(times, base) for base in BASES}
    return {"ns": times, "geomeans": means, "not measured": reasons}
