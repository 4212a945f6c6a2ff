"""What a proof costs: instructions processed in a second, and memory, beside Linux's own time.

Programs are generated: long filters, decisions that matter later, loops, many subprograms, and a
loop that runs into the limit of 1,000,000. Ours is timed in a process that has warmed up on
another program; Linux says its time itself (log level 4).
"""

from __future__ import annotations

import errno
import gc
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from random import Random
from statistics import median
from time import perf_counter
from typing import NamedTuple

from beebox.abi.enums import Cmd, ProgType
from beebox.abi.structs import ProgLoadAttr
from beebox.errors import KernelError
from beebox.isa.asm import assemble
from beebox.isa.insn import Insn, encode
from beebox.kernel.linux import Linux
from beebox.verifier import Options, Program, default_tables, verify

ROUNDS = 3
_PEAK = re.compile(r"VmHWM:\s+(\d+) kB")
"""of this process alone; getrusage has its parent's, too"""
_FIGURES = re.compile(r"verification time (\d+) usec")


def filter_text(blocks: int, seed: int = 1) -> str:
    """Return a filter: each block compares a field and computes, or not."""
    random = Random(seed)
    lines = ["r6 = *(u32 *)(r1 + 0)", "r7 = *(u32 *)(r1 + 4)", "r8 = 0"]
    for block in range(blocks):
        sign, number = random.choice(["==", ">", "<", "!="]), random.randrange(1 << 20)
        lines += [f"if r6 {sign} {number} goto b{block}", f"r8 += {random.randrange(100)}"]
        lines += ["r7 ^= r8", f"b{block}:"]
        if block % 5 == 0:
            lines.append(f"r6 = *(u32 *)(r1 + {4 * random.randrange(16)})")
    return "\n".join([*lines, "r0 = r8", "exit"])


def counted_text(blocks: int, seed: int = 1) -> str:
    """Return a filter that counts, and uses the count as an offset: every number matters."""
    random = Random(seed)
    lines = ["r8 = 0", "r9 = r1"]
    for block in range(blocks):
        lines += [f"r6 = *(u32 *)(r9 + {4 * random.randrange(16)})"]
        lines += [f"if r6 > {random.randrange(1 << 20)} goto b{block}", "r8 += 1", f"b{block}:"]
        lines += ["if r8 < 3 goto +1", "r8 = 0"]
    lines += ["r8 &= 7", "r1 = r10", "r1 += -8", "r1 += r8", "*(u8 *)(r1 + 0) = 1"]
    return "\n".join([*lines, "r0 = 0", "exit"])


def nested_text(outer: int, inner: int) -> str:
    """Return a loop in a loop, with a store to the stack and a load."""
    return (
        "r6 = 0\nouter: r7 = 0\ninner: r7 += 1\nr8 = r10\nr8 += -16\n*(u64 *)(r8 + 0) = r7\n"
        f"r0 = *(u64 *)(r10 - 16)\nif r7 < {inner} goto inner\n"
        f"r6 += 1\nif r6 < {outer} goto outer\nr0 = 0\nexit"
    )


def loop_text(turns: int) -> str:
    """Return a loop that stores at an offset made of its counter."""
    return (
        "r6 = 0\nagain: r6 += 1\nr7 = r6\nr7 &= 63\nr8 = r10\nr8 += -64\nr8 += r7\n"
        f"*(u8 *)(r8 + 0) = 1\nif r6 < {turns} goto again\nr0 = 0\nexit"
    )


def calls_text(calls: int, functions: int) -> str:
    """Return a program of many calls of many small subprograms."""
    lines = ["r6 = r1"]
    for call in range(calls):
        lines += ["r1 = r6", f"r2 = {call}", f"call f{call % functions}"]
    lines += ["r0 = 0", "exit"]
    for number in range(functions):
        lines += [f"f{number}:", f"r3 = *(u32 *)(r1 + {4 * (number % 16)})"]
        lines += [f"if r3 > {7 * number} goto e{number}", "r2 += 1", f"e{number}:"]
        lines += ["*(u64 *)(r10 - 8) = r2", "r0 = r2", "exit"]
    return "\n".join(lines)


def small_text() -> str:
    """Return a program of 100 instructions, as most are."""
    return filter_text(29)


SUBJECTS = {
    "small, 100 instructions": small_text(),
    "filter, 400 blocks": filter_text(400),
    "filter, 4,000 blocks": filter_text(4000),
    "filter, 8,000 blocks": filter_text(8000),
    "counting filter, 300 blocks": counted_text(300),
    "counting filter, 3,000 blocks": counted_text(3000),
    "nested loops, 100 x 100": nested_text(100, 100),
    "nested loops, 300 x 300": nested_text(300, 300),
    "loop of 100,000 turns": loop_text(100_000),
    "2,000 calls of 250 subprograms": calls_text(2000, 250),
    "1,000,000 limit": loop_text(1_000_000),
}


class Proof(NamedTuple):
    """What one proof cost."""

    processed: int
    seconds: float
    accepted: bool


def ours(insns: tuple[Insn, ...]) -> Proof:
    """Prove in this process."""
    gc.collect()
    started = perf_counter()
    verdict = verify(
        Program(insns, ProgType.SCHED_CLS, {}, gpl=True), default_tables(), Options(log_level=0)
    )
    return Proof(verdict.stats.processed, perf_counter() - started, not hasattr(verdict, "errno"))


def linux_seconds(insns: tuple[Insn, ...]) -> float | None:
    """Return what Linux says its proof took; None where it does not say."""
    import ctypes  # noqa: PLC0415 - for this side only

    code, log = ctypes.create_string_buffer(encode(insns)), ctypes.create_string_buffer(4096)
    attr = ProgLoadAttr(prog_type=ProgType.SCHED_CLS, insn_cnt=len(insns), log_level=4)
    attr.log_size = len(log)
    license_ = ctypes.create_string_buffer(b"GPL")
    for name, buffer in (("insns", code), ("license", license_), ("log_buf", log)):
        attr.point(name, buffer)
    kernel = Linux()
    try:
        kernel.close(kernel.bpf(Cmd.PROG_LOAD, attr))
    except KernelError as error:
        if error.errno == errno.EPERM:
            return None
    said = _FIGURES.search(log.value.decode())
    return int(said[1]) / 1e6 if said else None


def peak_mib(name: str) -> float:
    """Return the peak memory of a process that makes this proof, above one that makes none."""
    found = []
    for subject in ("small, 100 instructions", name):
        command = [sys.executable, "-m", "bench.verify", subject]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        found.append(float(done.stdout))
    return found[1] - found[0]


def lines() -> Iterator[tuple[str, dict[str, float]]]:
    """Measure each subject, ours and Linux in turn."""
    for name, text in SUBJECTS.items():
        insns = assemble(text)
        proofs, theirs = [], []
        for _ in range(ROUNDS):
            proofs.append(ours(insns))
            theirs.append(linux_seconds(insns))
        seconds = median(proof.seconds for proof in proofs)
        said = [time for time in theirs if time is not None]
        yield (
            name,
            {
                "instructions": len(insns),
                "processed": proofs[0].processed,
                "ms": 1e3 * seconds,
                "per second": proofs[0].processed / seconds,
                "linux ms": 1e3 * median(said) if said else float("nan"),
                "MiB": peak_mib(name),
            },
        )


def main() -> dict[str, dict[str, float]]:
    """Print a line a subject."""
    print(f"\na proof (median of {ROUNDS}, interleaved)")
    print(
        f"  {'':<32}{'insns':>8}{'processed':>11}{'ms':>10}{'a second':>11}{'Linux ms':>10}{'MiB':>7}"
    )
    ours(assemble(filter_text(50, seed=2)))
    found = {}
    for name, row in lines():
        found[name] = row
        print(
            f"  {name:<32}{row['instructions']:>8,.0f}{row['processed']:>11,.0f}{row['ms']:>10,.1f}"
            f"{row['per second']:>11,.0f}{row['linux ms']:>10,.1f}{row['MiB']:>7,.0f}"
        )
    return found


if __name__ == "__main__":
    ours(assemble(SUBJECTS[sys.argv[1]]))
    status = Path("/proc/self/status").read_text(encoding="ascii")
    print(int(_PEAK.search(status)[1]) / 1024)
