"""Runs a program at a system call of a child, and nowhere else; returns what it left in a map."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable

from beebox.abi.enums import AttachType, Cmd, MapType, PerfSample, PerfType, ProgType
from beebox.abi.structs import LinkCreateAttr, PerfEventAttr, ProgLoadAttr
from beebox.isa.asm import assemble
from beebox.isa.insn import encode

from .conftest import Probe

SIZE = 1024

FRAME = """
r6 = r1
call bpf_get_current_pid_tgid
r0 >>= 32
if r0 != {pid} goto out
*(u32 *)(r10 -4) = 0
r2 = r10
r2 += -4
r1 = map[fd:{result}]
call bpf_map_lookup_elem
if r0 == 0 goto out
r9 = r0
{body}
out:
r0 = 0
exit
"""
"""In *body*, r6 is the context and r9 the result's memory, SIZE bytes."""

CHILD = """
import ctypes, os
libc = ctypes.CDLL(None)
libc.mmap.restype = ctypes.c_void_p
def call(number, *args): return libc.syscall(ctypes.c_long(number), *map(ctypes.c_long, args))
def hit(value=0): call(121, value)  # getpgid
def edge(text):
    "Put *text* at the end of a page behind which there is nothing; return its address."
    base = libc.mmap(None, 8192, 3, 0x22, -1, 0)
    libc.munmap(ctypes.c_void_p(base + 4096), 4096)
    ctypes.memmove(base + 4096 - len(text), text, len(text))
    return base + 4096 - len(text)
def place(text):
    global keep
    keep = ctypes.create_string_buffer(text)
    return ctypes.addressof(keep)
"""


def load(probe: Probe, text: str, type_: int = ProgType.TRACEPOINT) -> int:
    code = encode(assemble(text))
    log = bytearray(1 << 16)
    attr = ProgLoadAttr(prog_type=type_, insn_cnt=len(code) // 8, log_level=1, log_size=len(log))
    attr.point("insns", code)
    attr.point("license", b"GPL\0")
    attr.point("log_buf", log)
    try:
        fd = probe.bpf(Cmd.PROG_LOAD, attr)
    except Exception:
        print(bytes(log).split(b"\0")[0].decode())
        raise
    probe.fds.append(fd)
    return fd


def attach(probe: Probe, program: int, tracepoint: str) -> None:
    attr = PerfEventAttr(type=PerfType.TRACEPOINT, sample_type=PerfSample.RAW, sample_period=1)
    attr.config = probe.kernel.facts.tracepoint(*tracepoint.split("/")).id
    event = probe.kernel.perf_event_open(attr, -1, 0)
    link = LinkCreateAttr(prog_fd=program, target_fd=event, attach_type=AttachType.PERF_EVENT)
    probe.fds += [probe.bpf(Cmd.LINK_CREATE, link), event]


def run(
    probe: Probe,
    body: str,
    child: str = "hit()",
    tracepoint: str = "syscalls/sys_enter_getpgid",
    meanwhile: Callable[[], None] | None = None,
    **maps: int,
) -> bytes:
    """Run *body* when the Python program *child* hits *tracepoint*; return the result's memory."""
    result = probe.create(MapType.ARRAY, 4, SIZE, 1)
    started = probe.kernel.spawn([sys.executable, "-S", "-c", CHILD + child], env=dict(os.environ))
    try:
        text = FRAME.format(pid=started.pid, result=result, body=body)
        for name, fd in maps.items():
            text = text.replace(f"map[{name}]", f"map[fd:{fd}]")
        attach(probe, load(probe, text), tracepoint)
        started.go()
        while meanwhile is not None and started.wait(0.002) is None:
            meanwhile()
        assert started.wait(20) == 0
    finally:
        started.detach()
    return probe.lookup(result, bytes(4), SIZE)
