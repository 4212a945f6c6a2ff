"""The machine: what tier 0 costs to compile, and what programs take on each engine and in Linux."""

from __future__ import annotations

import ctypes
import os
import time
from collections.abc import Callable
from functools import partial
from itertools import cycle, islice
from statistics import median

from beebox.isa.asm import assemble
from beebox.isa.insn import Insn, encode
from beebox.vm import engine, tier0
from beebox.vm.interpreter import Interpreter
from beebox.vm.memory import Memory
from beebox.vm.source import Source
from beebox.vm.tier0 import templates

ROUNDS = 9
BUDGET = 0.004
"""seconds that a sample should take"""

PROGRAMS = {
    "simple": """
        r0 = 2
        exit""",
    "fnv": """
        r0 = 0xcbf29ce484222325 ll
        r2 = 0x100000001b3 ll
        r3 = 0
        again:
        r4 = r3
        r4 &= 255
        r0 ^= r4
        r0 *= r2
        r3 += 1
        if r3 < 1000 goto again
        exit""",
    "log2": """
        r0 = 0
        r6 = 0
        next:
        r1 = r6
        r1 *= 0x12345
        r1 += 1
        r2 = 0
        count:
        if r1 <= 1 goto done
        r1 >>= 1
        r2 += 1
        goto count
        done:
        r0 += r2
        r6 += 1
        if r6 < 100 goto next
        exit""",
    "prime": """
        r0 = 0
        r1 = 2
        candidate:
        r2 = 2
        divide:
        r3 = r2
        r3 *= r3
        if r3 > r1 goto is_prime
        r3 = r1
        r3 %= r2
        if r3 == 0 goto next
        r2 += 1
        goto divide
        is_prime:
        r0 += 1
        next:
        r1 += 1
        if r1 < 500 goto candidate
        exit""",
    "sort": """
        r1 = 0
        r4 = r10
        r4 += -256
        fill:
        r2 = r1
        r2 *= 0x9e3779b1
        r2 &= 0xffff
        *(u64 *)(r4 + 0) = r2
        r4 += 8
        r1 += 1
        if r1 < 32 goto fill
        r6 = 31
        pass:
        r4 = r10
        r4 += -256
        r7 = 0
        step:
        r2 = *(u64 *)(r4 + 0)
        r3 = *(u64 *)(r4 + 8)
        if r2 <= r3 goto keep
        *(u64 *)(r4 + 0) = r3
        *(u64 *)(r4 + 8) = r2
        keep:
        r4 += 8
        r7 += 1
        if r7 < r6 goto step
        r6 -= 1
        if r6 > 0 goto pass
        r0 = *(u64 *)(r10 - 256)
        exit""",
    "calls": """
        r6 = 0
        r0 = 0
        again:
        r1 = r6
        r2 = r0
        call add
        r6 += 1
        if r6 < 200 goto again
        exit
        add:
        r0 = r1
        r0 += r2
        r0 ^= 5
        exit""",
}


class Linux:
    """A program in the kernel at hand; its own measure of a run (BPF_PROG_TEST_RUN)."""

    REPEAT = 20000

    def __init__(self, insns: tuple[Insn, ...]) -> None:
        self._libc = ctypes.CDLL(None, use_errno=True)
        self._code = ctypes.create_string_buffer(encode(insns))
        self._license = ctypes.create_string_buffer(b"GPL")
        attr = (ctypes.c_uint64 * 16)()
        attr[0] = 1 | len(insns) << 32  # a socket filter
        attr[1] = ctypes.addressof(self._code)
        attr[2] = ctypes.addressof(self._license)
        self.fd = self._bpf(5, attr)

    def _bpf(self, command: int, attr: ctypes.Array[ctypes.c_uint64]) -> int:
        result: int = self._libc.syscall(321, command, attr, ctypes.sizeof(attr))
        return result

    def time(self) -> float:
        """Return nanoseconds a run."""
        packet = ctypes.create_string_buffer(64)
        attr = (ctypes.c_uint64 * 16)()
        attr[0] = self.fd
        attr[1] = len(packet)
        attr[2] = ctypes.addressof(packet)
        attr[4] = self.REPEAT
        return float(attr[4] >> 32) if self._bpf(10, attr) == 0 else float("nan")

    def close(self) -> None:
        """Give the program up."""
        if self.fd >= 0:
            os.close(self.fd)


def timed(run: Callable[[], object]) -> float:
    """Return seconds that *run* takes."""
    start = time.perf_counter()
    run()
    return time.perf_counter() - start


def repeater(address: int) -> Callable[[int], float]:
    """Return a function that runs the program N times in one native loop, and tells the seconds."""
    loop = assemble(
        """
        r6 = r1
        again:
        r1 = 0
        call 1
        r6 -= 1
        if r6 != 0 goto again
        exit
        """
    )
    native = engine.prepare(Source(loop, {2: address}), Memory(), "tier0")
    return lambda count: timed(lambda: native.run(count))


def compile_times() -> None:
    """Print microseconds an instruction, for growing programs."""
    print("\ntier 0: compile time, us an instruction (templates warm)")
    print(f"  {'instructions':>12} {'cold':>8} {'warm':>8} {'bytes each':>11}")
    body = [insn for text in PROGRAMS.values() for insn in assemble(text)[:-1] if insn.code != 0x85]
    for size in (100, 1000, 10_000, 100_000, 1_000_000):
        insns = [*islice(cycle(body), size - 2), Insn(0xB7), Insn(0x95)]
        insns = [Insn(0xBF) if insn.code in (0x18, 0) else insn for insn in insns]
        insns = [within(insn, at, size) for at, insn in enumerate(insns)]
        templates.MADE.clear()  # cold is what it measures
        cold = timed(partial(tier0.compile, insns, {}))
        rounds = max(1, 30_000 // size)
        warm = median(timed(partial(tier0.compile, insns, {})) for _ in range(rounds))
        image = tier0.compile(insns, {}).image
        print(
            f"  {size:>12,} {cold / size * 1e6:>8.2f} {warm / size * 1e6:>8.2f} {len(image) / size:>11.1f}"
        )


def within(insn: Insn, at: int, size: int) -> Insn:
    """Keep a jump inside the program."""
    if insn.code & 6 == 4 or insn.code & 7 not in (5, 6) or 0 <= at + 1 + insn.off < size:
        return insn
    return Insn(insn.code, insn.dst, insn.src, 0, insn.imm)


def run_times() -> None:
    """Print nanoseconds a run of each program, engines interleaved."""
    print(f"\nns a run (median of {ROUNDS}, interleaved)")
    print(f"  {'':<8} {'tier 0':>10} {'Linux':>10} {'interpreter':>12}")
    for name, text in PROGRAMS.items():
        insns = assemble(text)
        native = engine.prepare(Source(insns), Memory(), "tier0")
        repeat = repeater(native.address)
        linux = Linux(insns)
        slow = Interpreter(insns, {}, Memory())
        count = max(1, int(1000 * BUDGET / max(repeat(1000), 1e-7)))
        found: dict[str, list[float]] = {"tier0": [], "linux": []}
        for _ in range(ROUNDS):
            found["tier0"].append(repeat(count) / count * 1e9)
            if linux.fd >= 0:
                found["linux"].append(linux.time())
        once = median(timed(partial(slow.run, 0, 0)) for _ in range(3)) * 1e9
        kernel = f"{median(found['linux']):>10.1f}" if found["linux"] else f"{'-':>10}"
        print(f"  {name:<8} {median(found['tier0']):>10.1f} {kernel} {once:>12.0f}")
        linux.close()
        native.close()


def main() -> None:
    """Run all."""
    if not tier0.available():
        print("tier 0 makes x86-64 code; this is another machine")
        return
    compile_times()
    run_times()


if __name__ == "__main__":
    main()
