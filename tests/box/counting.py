"""A box with a program that counts the calls of getpgid of a child."""

import sys
import time

from beebox.abi.enums import AttachType, Cmd, MapType, PerfSample, PerfType, ProgType
from beebox.abi.structs import (
    LinkCreateAttr,
    MapCreateAttr,
    MapElemAttr,
    PerfEventAttr,
    ProgLoadAttr,
)
from beebox.box.kernel import Box
from beebox.box.optimiser import HOT
from beebox.box.programs import Program
from beebox.isa.asm import assemble
from beebox.isa.insn import encode

COUNT = """
r6 = r1
*(u32 *)(r10 - 4) = 0
r2 = r10
r2 += -4
r1 = map[fd:{fd}]
call bpf_map_lookup_elem
if r0 == 0 goto out
r1 = 1
lock *(u64 *)(r0 + 0) += r1
r1 = *(u64 *)(r6 + 16)
*(u64 *)(r0 + 8) = r1
out:
r0 = 0
exit
"""
"""Counts the calls in element 0, and keeps the argument of the last."""

CALLS = """
import ctypes
libc = ctypes.CDLL(None)
for number in range({count}): libc.syscall(ctypes.c_long(121), ctypes.c_long(-number))
"""


class Counter:
    """A box with a program that counts the calls of getpgid of a child."""

    def __init__(self, threshold=HOT, **how):
        self.box = Box(**how)
        self.told = []
        self.box.world.tell = self.told.append
        self.box.world.optimiser.threshold = threshold
        made = MapCreateAttr(map_type=MapType.ARRAY, key_size=4, value_size=16, max_entries=1)
        self.map = self.box.bpf(Cmd.MAP_CREATE, made)
        self.fd = self._load()
        self._attach()

    def _load(self):
        code = encode(assemble(COUNT.format(fd=self.map)))
        attr = ProgLoadAttr(prog_type=ProgType.TRACEPOINT, insn_cnt=len(code) // 8)
        attr.point("insns", code)
        attr.point("license", b"GPL\0")
        return self.box.bpf(Cmd.PROG_LOAD, attr)

    def _attach(self):
        attr = PerfEventAttr(type=PerfType.TRACEPOINT, sample_type=PerfSample.RAW, sample_period=1)
        attr.config = self.box.facts.tracepoint("syscalls", "sys_enter_getpgid").id
        event = self.box.perf_event_open(attr, -1, 0)
        link = LinkCreateAttr(prog_fd=self.fd, target_fd=event, attach_type=AttachType.PERF_EVENT)
        self.box.bpf(Cmd.LINK_CREATE, link)

    @property
    def program(self):
        return self.box.world.fds.find(self.fd, Program)

    def run(self, count):
        child = self.box.spawn([sys.executable, "-S", "-c", CALLS.format(count=count)])
        child.go()
        assert child.wait(20) == 0

    def counted(self):
        attr, value = MapElemAttr(map_fd=self.map), bytearray(16)
        attr.point("key", bytearray(4))
        attr.point("value", value)
        self.box.bpf(Cmd.MAP_LOOKUP_ELEM, attr)
        return int.from_bytes(value[:8], "little"), int.from_bytes(value[8:], "little", signed=True)

    def wait_for(self, what):
        deadline = time.monotonic() + 20
        while not what() and time.monotonic() < deadline:
            time.sleep(0.005)
        assert what()
