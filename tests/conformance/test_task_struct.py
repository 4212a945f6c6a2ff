"""What programs read of the current task_struct: the same on both kernels."""

from __future__ import annotations

import os
import struct
import time

from beebox.btf.types import Composite

from .conftest import Probe
from .harness import run

FIELDS = {"pid": 0, "tgid": 4, "exit_code": 8, "comm": 16, "start_time": 32, "start_boottime": 40}
SIZES = {"comm": 16, "start_time": 8, "start_boottime": 8, "real_parent": 8, "group_leader": 8}


def places(probe: Probe) -> dict[str, int]:
    """Return the offsets of task_struct's fields."""
    btf = probe.kernel.facts.btf
    (kind,) = (btf.type(i) for i in btf.find_all("task_struct") if btf.kind(i) == "struct")
    assert isinstance(kind, Composite)
    return {member.name: member.offset // 8 for member in kind.members}


def read(field: str, at: dict[str, int], to: int, base: str = "r7") -> str:
    return f"""
    r1 = r9
    r1 += {to}
    r2 = {SIZES.get(field, 4)}
    r3 = {base}
    r3 += {at[field]}
    call bpf_probe_read_kernel
    """


def through(pointer: str, field: str, at: dict[str, int], to: int) -> str:
    return read(pointer, at, 512) + "r8 = *(u64 *)(r9 +512)\n" + read(field, at, to, "r8")


def test_the_task_that_ends(probe: Probe) -> None:
    at = places(probe)
    begun, boot = time.monotonic_ns(), time.clock_gettime_ns(time.CLOCK_BOOTTIME)
    body = "call bpf_get_current_task\nr7 = r0\n"
    body += "".join(read(field, at, to) for field, to in FIELDS.items())
    body += through("real_parent", "tgid", at, 48) + through("group_leader", "pid", at, 52)
    data = run(
        probe,
        body,
        "libc.prctl(15, b'the end')\nimport threading\n"
        "import time\nt = threading.Thread(target=hit)\nt.start()\nt.join()\ntime.sleep(0.2)",
        "sched/sched_process_exit",
    )
    pid, tgid, code = struct.unpack_from("<iii", data)
    assert pid == tgid > 0
    assert code == 0
    assert data[16:32] == b"the end".ljust(16, b"\0")
    start, start_boot = struct.unpack_from("<QQ", data, 32)
    tick = 10_000_000  # to which /proc knows it
    assert begun - tick <= start <= time.monotonic_ns()
    assert boot - tick <= start_boot <= time.clock_gettime_ns(time.CLOCK_BOOTTIME)
    assert struct.unpack_from("<ii", data, 48) == (os.getpid(), pid)


def test_the_name_is_a_string(probe: Probe) -> None:
    at = places(probe)
    body = (
        f"call bpf_get_current_task_btf\nr7 = r0\nr1 = r9\nr2 = 16\nr3 = r7\nr3 += {at['comm']}\n"
    )
    body += "call bpf_probe_read_kernel_str\n*(u64 *)(r9 +16) = r0\n"
    data = run(probe, body, "libc.prctl(15, b'short')", "sched/sched_process_exit")
    assert data[:6] == b"short\0"
    assert struct.unpack_from("<q", data, 16)[0] == 6
