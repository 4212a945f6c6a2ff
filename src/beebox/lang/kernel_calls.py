"""What programs call by the kernel's own names: helpers and kfuncs, made when they are named."""

from __future__ import annotations

from collections.abc import Iterator

from beebox.lang import prototypes
from beebox.lang.helpers import Helper, KernelFunction, KernelHelper
from beebox.spec.kfuncs import KFUNCS


def find(name: str) -> Helper | None:
    """Return what programs call *name*, without the kernel's ``bpf_``; None if there is none."""
    if prototypes.number(name):
        return KernelHelper(name)
    for full in (f"bpf_{name}", name):
        if full in KFUNCS:
            return KernelFunction(name, full)
    return None


def names() -> Iterator[str]:
    """Yield the names of all."""
    for text in prototypes.PROTOTYPES.values():
        yield text.partition("(")[0].replace("*", " ").split()[-1]
    for name in KFUNCS:
        if not name.startswith("_"):
            yield name.removeprefix("bpf_")
