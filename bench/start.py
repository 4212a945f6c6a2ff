"""Time to first event and peak memory of each tracer, watching a process that opens a file often."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from statistics import median

from bench.peers import PEERS, Peer

ROUNDS = 5
WORKLOAD = """
import os, time
end = time.time() + 60
while time.time() < end:
    os.close(os.open("/etc/hostname", os.O_RDONLY))
    time.sleep(0.001)
"""
PATIENCE = 20.0


def first_event(peer: Peer, pid: int) -> tuple[float, float]:
    """Start *peer* on *pid*; return seconds to its first event line, and its peak MiB."""
    command = [part.format(pid=pid) for part in peer.beside or []]
    start = time.perf_counter()
    # A pipe would make some peers keep their lines back: give each a terminal.
    leader, follower = os.openpty()
    process = subprocess.Popen(command, stdout=follower, stderr=subprocess.DEVNULL)
    os.close(follower)
    seen = b""
    os.set_blocking(leader, False)
    while b"hostname" not in seen and not is_bpftrace_event(peer, seen):
        if time.perf_counter() - start > PATIENCE:
            break
        try:
            seen += os.read(leader, 65536)
        except BlockingIOError:
            time.sleep(0.0005)
        except OSError:
            break
    took = time.perf_counter() - start
    os.kill(process.pid, signal.SIGINT)
    os.set_blocking(leader, True)
    drain(leader)
    _, _, usage = os.wait4(process.pid, 0)
    process.returncode = 0
    os.close(leader)
    return took, usage.ru_maxrss / 1024


def is_bpftrace_event(peer: Peer, seen: bytes) -> bool:
    """Tell whether bpftrace has printed an event: its one-liner prints numbers only."""
    return peer.name == "bpftrace" and any(line[:1].isdigit() for line in seen.splitlines())


def drain(leader: int) -> None:
    """Read what still comes, so that the tracer can end."""
    try:
        while os.read(leader, 65536):
            pass
    except OSError:
        return


def main() -> None:
    """Run all, interleaved."""
    peers = [peer for peer in PEERS if peer.here and peer.beside is not None]
    found: dict[str, list[tuple[float, float]]] = {peer.name: [] for peer in peers}
    with subprocess.Popen([sys.executable, "-S", "-c", WORKLOAD]) as workload:
        try:
            time.sleep(0.2)
            for _ in range(ROUNDS):
                for peer in peers:
                    found[peer.name].append(first_event(peer, workload.pid))
        finally:
            workload.kill()
    print(f"\ntime to first event, peak memory (median of {ROUNDS}, interleaved, warm caches)")
    print(f"  {'':<24} {'seconds':>8} {'MiB':>7}")
    for name, values in found.items():
        print(
            f"  {name:<24} {median(v[0] for v in values):>8.3f} {median(v[1] for v in values):>7.1f}"
        )
