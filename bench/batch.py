"""What a packet costs in a batch: buffers, lists, capture files, beside single calls."""

from __future__ import annotations

import struct
import tempfile
import time
from array import array
from collections.abc import Callable
from pathlib import Path

from beebox.vm import Program, tier0
from beebox.vm.pcap import Capture
from bench.entry import each
from bench.medians import show
from bench.packets import COUNT, FLOWS, PROGRAMS, joined, packets

UNIT = "a packet, all in"
SECONDS = 0.02
"""what a sample takes at least"""


def timed(run: Callable[[], object], count: int) -> float:
    """Return nanoseconds a packet of *run*, which runs on *count*."""
    start = time.perf_counter()
    times = 0
    while time.perf_counter() - start < SECONDS:
        run()
        times += 1
    return (time.perf_counter() - start) / (times * count) * 1e9


def write_capture(path: Path, several: list[bytes]) -> None:
    """Write a pcap file."""
    records = (struct.pack("<IIII", 0, 0, len(it), len(it)) + it for it in several)
    head = struct.pack("<IHHiIII", 0xA1B2C3D4, 2, 4, 0, 0, 65535, 1)
    path.write_bytes(head + b"".join(records))


def capture(program: Program, path: Path) -> None:
    with Capture(path) as opened:
        program.run_batch(opened)


def rows(program: Program, several: list[bytes], path: Path) -> dict[str, Callable[[], float]]:
    """Return what is measured of *program*, by name."""
    buffer, offsets = joined(several)
    narrow = array("I", offsets)
    out = array("Q", [0]) * len(several)
    count = len(several)
    found: dict[str, Callable[[], float]] = {
        "program.run in a Python loop": lambda: each(program.run, several),
        "list of bytes": lambda: timed(lambda: program.run_batch(several, out=out), count),
        "buffer, 64-bit offsets": lambda: timed(
            lambda: program.run_batch(buffer, offsets, out=out), count
        ),
        "buffer, 32-bit offsets": lambda: timed(
            lambda: program.run_batch(buffer, narrow, out=out), count
        ),
        "pcap file": lambda: timed(lambda: capture(program, path), count),
    }
    if program._owner and program._owner.native.loop:  # noqa: SLF001 - not for users to choose
        found["buffer, 64-bit offsets, not fused"] = lambda: apart(
            program, lambda: timed(lambda: program.run_batch(buffer, offsets, out=out), count)
        )
    return found


def apart(program: Program, measure: Callable[[], float]) -> float:
    """Measure with the loop that calls the program, in place of the one that it is part of."""
    assert program._owner is not None  # noqa: SLF001 - as above
    native = program._owner.native  # noqa: SLF001 - as above
    loop, native.loop = native.loop, 0
    try:
        return measure()
    finally:
        native.loop = loop


def main() -> None:
    """Run all."""
    if not tier0.available():
        print("tier 0 makes x86-64 code; this is another machine")
        return
    with tempfile.TemporaryDirectory() as directory:
        for count in (COUNT, 64 * COUNT):
            several = packets(count)
            path = Path(directory) / "capture.pcap"
            write_capture(path, several)
            for chosen in ("tier0", "tier1"):
                for name, text in PROGRAMS.items():
                    with Program.assemble(text, engine=chosen) as program:
                        title = f"{name}, {chosen}, {count:,} packets of {FLOWS:,} flows"
                        show(title, UNIT, rows(program, several, path))


if __name__ == "__main__":
    main()
