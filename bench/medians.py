"""Measurements side by side: interleaved, so that what slows the machine down slows all of them."""

from __future__ import annotations

from collections.abc import Callable
from statistics import median

ROUNDS = 9


def show(title: str, unit: str, measured: dict[str, Callable[[], float]]) -> None:
    """Take each of *measured*, nanoseconds per *unit*, in turn; print the medians."""
    found: dict[str, list[float]] = {name: [] for name in measured}
    for _ in range(ROUNDS):
        for name, measure in measured.items():
            found[name].append(measure())
    print(f"\n{title}: ns {unit} (median of {ROUNDS}, interleaved)")
    for name, times in found.items():
        print(f"  {name:<40} {median(times):>8.2f}")
