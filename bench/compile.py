"""Compile times: tier 0 on programs of 100 to a million instructions, tier 1, and its kept objects.

A kept object's time is all that lies between a loaded program and its entry: the key is reckoned
from the program, the entry read and its checksum checked, the object mapped, relocated, sealed.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable
from functools import partial
from itertools import cycle, islice
from pathlib import Path
from random import Random
from statistics import median

from beebox import obj
from beebox.box import optimiser
from beebox.box.kernel import Box
from beebox.box.programs import Program
from beebox.isa.asm import assemble
from beebox.isa.insn import Insn, encode
from beebox.isa.opcodes import CALL
from beebox.loader import load
from beebox.vm import objects, tier0
from beebox.vm.source import Source
from beebox.vm.tier0 import templates
from bench import runs
from bench.branchy import BLOCKS, Author
from bench.subjects import Subject, compile_bpf

SIZES = (100, 1000, 10_000, 100_000, 1_000_000)
CALLS = (20, 700)
ROUNDS = 15
BODY = """
    r1 = 5
    again:
    r2 = r1
    r2 *= 0x9e3779b1
    r2 ^= r3
    w3 += w2
    r4 = *(u32 *)(r10 - 8)
    *(u64 *)(r10 - 16) = r2
    r4 >>= 7
    if r4 > 100 goto next
    r5 = r2
    r5 %= r1
    w5 -= 12
    next:
    *(u8 *)(r10 - 5) = 17
    r0 = 0x123456789a ll
    r0 |= r5
    r6 = r0
    if w6 s< 3 goto again
"""


def timed(run: Callable[[], object]) -> float:
    """Return seconds that *run* takes."""
    start = time.perf_counter()
    run()
    return time.perf_counter() - start


def straight(size: int) -> list[Insn]:
    """Return a program of *size* instructions, all kinds of them."""
    body = list(assemble(BODY))
    copies = islice(cycle(body), (size - 2) // len(body) * len(body))
    rest = [Insn(0xBF, 1, 1)] * ((size - 2) % len(body))
    return [*copies, *rest, Insn(0xB7), Insn(0x95)]


def tier0_curve() -> dict[str, dict[str, float]]:
    """Print and return microseconds an instruction, for growing programs."""
    print("\ntier 0: compile time, us an instruction")
    print(f"  {'instructions':>12} {'cold':>8} {'warm':>8} {'bytes each':>11}")
    found = {}
    for size in SIZES:
        insns = straight(size)
        templates.MADE.clear()
        cold = timed(partial(tier0.compile, insns, {})) / size * 1e6
        rounds = max(1, 30_000 // size)
        warm = median(timed(partial(tier0.compile, insns, {})) for _ in range(rounds)) / size * 1e6
        each = len(tier0.compile(insns, {}).image) / size
        print(f"  {size:>12,} {cold:>8.2f} {warm:>8.2f} {each:>11.1f}")
        found[str(size)] = {"cold us/insn": cold, "warm us/insn": warm, "bytes/insn": each}
    return found


def sources() -> list[Source]:
    """Return the programs of `bench.branchy` as engines get them."""
    found = []
    with tempfile.TemporaryDirectory() as folder:
        for blocks in BLOCKS:
            subject = Subject(f"branchy_{blocks}", "scalar", Path(folder))
            subject.source.write_text(Author(Random(blocks)).program(blocks))
            spec = obj.read(compile_bpf(subject, Path(folder)).read_bytes(), subject.name)
            box = Box(engine="tier0")
            with load(spec, box) as loaded:
                program = box.world.fds.find(loaded.programs["run"].fd, Program)
                found.append(optimiser.whole(program))
            box.shut()
    return found


def calling(calls: int) -> Source:
    """Return a program with *calls* helper calls, one in five instructions, of eight helpers."""
    one = "r1 = r6\nr2 = {0}\ncall {1}\nr7 += r0\nif r0 == {0} goto end\n"
    body = "".join(one.format(number, 1 + number % 8) for number in range(calls))
    insns = tuple(assemble(f"r6 = r1\nr7 = 0\n{body}end:\nr0 = r7\nexit"))
    targets = {at: 4096 * insn.imm for at, insn in enumerate(insns) if insn.code == CALL}
    return Source(insns, targets, encoded=encode(insns))


def tier1_times() -> dict[str, dict[str, float]]:
    """Print and return milliseconds of LLVM, of mapping a kept object, and of tier 0."""
    print(f"\nfrom instructions to a callable, ms (median of {ROUNDS}; LLVM: of 3)")
    print(f"  {'instructions':>12} {'calls':>6} {'tier 0':>8} {'LLVM':>8} {'kept object':>12}")
    found = {}
    for source in (*sources(), *map(calling, CALLS)):
        size, calls = len(source.insns), len(source.targets)
        quick = 1e3 * median(
            timed(partial(tier0.compile, source.insns, source.targets)) for _ in range(ROUNDS)
        )
        llvm = 1e3 * median(timed(partial(objects.build, source)) for _ in range(3))
        kept = []
        for _ in range(ROUNDS):
            start = time.perf_counter()
            native = objects.find(source)
            kept.append(1e3 * (time.perf_counter() - start))
            assert native is not None
            native.close()
        print(f"  {size:>12,} {calls:>6} {quick:>8.2f} {llvm:>8.1f} {median(kept):>12.3f}")
        found[f"{size}, {calls} calls"] = {
            "tier 0 ms": quick,
            "LLVM ms": llvm,
            "kept ms": median(kept),
        }
    return found


def main() -> dict[str, object]:
    """Run all; return what was found."""
    if not tier0.available():
        print("compile: tier 0 makes x86-64 code; this is another machine")
        return {}
    found: dict[str, object] = {"tier 0": tier0_curve()}
    if why := runs.cannot():
        print(f"  not measured: tier 1: {why}")
    else:
        found["tier 1"] = tier1_times()
    return found
