"""What a call of a program from Python costs: ctypes, a PyCFunction, helpers in Python."""

from __future__ import annotations

import ctypes
import time
from collections.abc import Callable, Sequence
from typing import Any

from beebox.vm import Program, tier0
from beebox.vm.entry import gate
from bench.medians import show
from bench.packets import PROGRAMS, packets

UNIT = "a call, the loop in Python included"
CALLS = 100_000

HELPER = """
    call 1
    exit
"""


def each(call: Callable[[Any], object], arguments: Sequence[Any]) -> float:
    """Return nanoseconds a call, the Python loop included."""
    rounds = max(1, CALLS // len(arguments))
    start = time.perf_counter()
    for _ in range(rounds):
        for argument in arguments:
            call(argument)
    return (time.perf_counter() - start) / (rounds * len(arguments)) * 1e9


def by_ctypes(program: Program) -> Callable[[Any], int]:
    """Return a ctypes call of *program*, which takes the address of a `gate.Raw`."""
    assert program._owner is not None  # noqa: SLF001 - machine code has one
    entry = ctypes.CFUNCTYPE(ctypes.c_uint64, ctypes.c_void_p, ctypes.c_uint64)
    function = entry(program._owner.native.address)  # noqa: SLF001 - as above
    return lambda address: function(address, 0)


def raw(packet: bytes) -> Any:
    """Return the context of *packet*."""
    return gate.Raw(data=ctypes.cast(packet, ctypes.c_void_p).value, length=len(packet))


def nothing(_packet: object) -> int:
    return 2


def rows(program: Program, several: list[bytes]) -> dict[str, Callable[[], float]]:
    """Return what is measured of *program*, by name."""
    contexts = [raw(packet) for packet in several]
    addresses = [ctypes.addressof(context) for context in contexts]
    call = by_ctypes(program)
    writable = [bytearray(packet) for packet in several]
    released = Program(program.insns, engine=program.engine, release_gil=True)
    return {
        "a Python function that does nothing": lambda: each(nothing, several),
        "ctypes, contexts made before": lambda: each(call, addresses),
        "program(packet)": lambda: each(program, several),
        "program.run(packet)": lambda: each(program.run, several),
        "program.run(bytearray)": lambda: each(program.run, writable),
        "program.run, GIL released": lambda: each(released.run, several),
    }


def main() -> None:
    """Run all."""
    if not tier0.available():
        print("tier 0 makes x86-64 code; this is another machine")
        return
    several = packets()
    for chosen in ("tier0", "tier1"):
        for name, text in PROGRAMS.items():
            program = Program.assemble(text, engine=chosen)
            show(f"{name}, {chosen}", UNIT, rows(program, several))
    program = Program.assemble(HELPER, helpers={1: helper})
    show(
        "a helper in Python",
        UNIT,
        {
            "called from Python": lambda: each(lambda _: helper(1, 2, 3, 4, 5), several),
            "called from a program that is called": lambda: each(program.run, several),
        },
    )


def helper(_r1: int, _r2: int, _r3: int, _r4: int, _r5: int) -> int:
    return 2


if __name__ == "__main__":
    main()
