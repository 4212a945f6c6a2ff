"""The slowdown of a traced process: 100,000 opens in a row, and ``find /usr``, beside strace."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from bench.peers import PEERS

ROUNDS = 5
OPENS = 100_000


def opener(folder: str) -> list[str]:
    """Return a command that opens OPENS times: the C one if there is a compiler."""
    compiler = shutil.which("cc") or shutil.which("gcc") or shutil.which("clang")
    if compiler:
        binary = f"{folder}/opener"
        source = Path(__file__).with_name("opener.c")
        subprocess.run([compiler, "-O2", "-o", binary, str(source)], check=True)
        return [binary, str(OPENS), "/etc/hostname"]
    loop = f"import os\nfor _ in range({OPENS}): os.close(os.open('/etc/hostname', 0))"
    return [sys.executable, "-S", "-c", loop]


def seconds(command: list[str]) -> float:
    """Run *command* to its end; return the time it took."""
    start = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - start


def compare(title: str, command: list[str]) -> None:
    """Print each tracer's median time for *command*, interleaved, and its ratio to untraced."""
    peers = [peer for peer in PEERS if peer.here and peer.around is not None]
    times: dict[str, list[float]] = {peer.name: [] for peer in peers}
    for _ in range(ROUNDS):
        for peer in peers:
            times[peer.name].append(seconds([*(peer.around or []), *command]))
    base = median(times["untraced"])
    print(f"\n{title} (median of {ROUNDS}, interleaved)")
    print(f"  {'':<24} {'seconds':>8} {'ratio':>7}")
    for name, values in times.items():
        print(f"  {name:<24} {median(values):>8.3f} {median(values) / base:>6.1f}x")


def main() -> None:
    """Run both."""
    os.environ.setdefault("LC_ALL", "C")
    with tempfile.TemporaryDirectory() as folder:
        compare(f"{OPENS:,} openat + close", opener(folder))
    compare("find /usr -name nosuch", ["find", "/usr", "-name", "nosuch"])
