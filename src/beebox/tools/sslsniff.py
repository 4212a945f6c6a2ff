"""What goes through TLS by OpenSSL or GnuTLS: not yet encrypted, or already decrypted."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from typing import NamedTuple

from beebox import bpf
from beebox.bpf import Array, char, i32, ptr, u8, u32, u64
from beebox.lang.library import task
from beebox.loader.attach.targets import UprobeMulti
from beebox.tools import functions, stream
from beebox.tools.base import tasks
from beebox.tools.stream import COMM, PID, Column, field, printable

EXAMPLES = """\
  sudo beebox sslsniff --kernel linux -- curl https://localhost
  sudo beebox sslsniff --kernel linux -p 181 --hexdump
  sudo beebox sslsniff --kernel linux -l /opt/lib/libssl.so.3 -- ./client     a library of its own
"""

SIZE = 8192
"""bytes of one call that are shown at most"""

PLAIN = ("SSL_read", "SSL_write", "gnutls_record_recv", "gnutls_record_send")
"""functions that return how many bytes it was"""
EXTENDED = ("SSL_read_ex", "SSL_write_ex")
"""functions that return 1, and write where their fourth argument says how many it was"""
NAMES = PLAIN + EXTENDED


class Call(bpf.Struct):
    """What a task is reading or writing."""

    since: u64
    data: ptr[u8]
    length: ptr[u64]
    function: u32


class Head(bpf.Struct):
    """What is told of a call: *length* bytes went through, *size* of them follow."""

    time: u64
    took: u64
    length: u64
    pid: u32
    tid: u32
    uid: u32
    function: u32
    size: u32
    comm: Array[char, 16]


class Event(bpf.Struct):
    """What the kernel side tells."""

    head: Head
    data: Array[u8, SIZE]


most: bpf.Const[u32] = SIZE
calls = bpf.Hash[u64, Call](max_entries=10240)
events = bpf.RingBuf[Event](size=16 << 20)
bpf.include(task)


@bpf.program("uprobe.multi")
def enter(ctx: bpf.Regs, _session: u64, data: ptr[u8], _size: u64, length: ptr[u64]) -> i32:
    """Remember the call; of all six functions, of which the attachment's cookie tells which."""
    if task.wanted():
        call = Call()
        call.since = bpf.ktime_ns()
        call.data, call.length = data, length
        call.function = u32(bpf.get_attach_cookie(ctx))
        calls[bpf.get_current_pid_tgid()] = call
    return 0


@bpf.function
def leave(call: ptr[Call], length: u64) -> i32:
    """Send what went through."""
    with events.reserve() as event:
        head = bpf.addr(event.head)
        head.time = bpf.ktime_ns()
        head.took = head.time - call.since
        head.pid, head.tid, head.uid = bpf.current_pid(), bpf.current_tid(), bpf.current_uid()
        bpf.current_comm(head.comm)
        head.function, head.length = call.function, length
        size = u32(min(length, u64(most)))
        if size > SIZE:
            return 0
        if bpf.probe_read_user(event.data, size, call.data) < 0:
            size = 0
        head.size = size
    return 0


@bpf.program("uretprobe.multi")
def leave_plain(ret: i32) -> i32:
    """End a function that returns how many bytes it was, or an error."""
    call = calls.pop(bpf.get_current_pid_tgid())
    return leave(call, u64(ret)) if call is not None and ret > 0 else 0


@bpf.program("uretprobe.multi")
def leave_extended(ret: i32) -> i32:
    """End a function that writes it to memory."""
    call = calls.pop(bpf.get_current_pid_tgid())
    if call is None or ret != 1:
        return 0
    length = Array[u64, 1]()
    bpf.read_user(length, call.length)
    return leave(call, length[0])


class Shown(NamedTuple):
    """A call as it is shown."""

    head: Head
    data: bytes

    @classmethod
    def read(cls, record: memoryview) -> Shown:
        """Read a record: a head, and as much as it says of what follows."""
        head = Head.read(record)
        start = bpf.sizeof(Head)
        return cls(head, bytes(record[start : start + head.size]))

    def __getattr__(self, name: str) -> object:
        """Return what the head tells."""
        return getattr(self.head, name)


def text(shown: Shown) -> str:
    """Return what went through as text; what is none is replaced."""
    return shown.data.decode(errors="replace")


def below(shown: Shown) -> Iterator[str]:
    """Yield the lines below a call's own: what went through."""
    yield "----- DATA -----"
    for line in text(shown).rstrip("\n").split("\n"):
        yield printable(line.rstrip("\r").expandtabs())
    missing = shown.head.length - shown.head.size
    yield f"----- END DATA{f' ({missing} bytes more)' if missing else ''} -----"


def dumped(shown: Shown) -> Iterator[str]:
    """Yield the same, byte by byte."""
    for start in range(0, len(shown.data), 16):
        row = shown.data[start : start + 16]
        plain = "".join(chr(byte) if 32 <= byte < 127 else "." for byte in row)
        yield f"{start:08x}  {row.hex(' '):<47}  |{plain}|"


FUNCTION = Column("FUNC", "<18", lambda shown: NAMES[shown.head.function])
LENGTH = Column("LEN", ">6", lambda shown: shown.head.length)
TOOK = Column("LATms", ">8", lambda shown: shown.head.took / 1e6, "{:.3f}".format, "ms")
DATA = Column("DATA", "", text)
HEX = Column("HEX", "", lambda shown: shown.data.hex())
TOLD = (*(field(name, "") for name in ("pid", "tid", "uid", "comm")), FUNCTION, LENGTH, TOOK, DATA)
"""what JSON has"""


def size(word: str) -> int:
    """Parse how much of a call is shown."""
    if not word.isdecimal() or not 0 < int(word) <= SIZE:
        raise argparse.ArgumentTypeError(f"{word!r} is not a number from 1 to {SIZE}")
    return int(word)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of sslsniff."""
    stream.add_arguments(parser, failed=False)
    functions.add_arguments(parser)
    functions.add_library(parser, "libssl and libgnutls, or within the executable")
    add = parser.add_argument
    add("--hexdump", action="store_true", help="show bytes, not text")
    add("-m", "--max-bytes", type=size, default=SIZE, metavar="N", help="show so much of a call")


def main(kernel: bpf.Kernel, options: argparse.Namespace, command: list[str]) -> int:
    """Show what goes through, until COMMAND ends or the user has enough."""
    functions.need(kernel)
    files = functions.having(NAMES, ("libssl", "libgnutls"), options, command)
    live = bpf.load(kernel, most=options.max_bytes, **tasks(options, command))
    probes: dict[str, list[UprobeMulti]] = {"enter": [], "leave_plain": [], "leave_extended": []}
    for file, names in files.items():
        cookies = [NAMES.index(name) for name in names]
        probes["enter"].append(UprobeMulti(file, functions=names, cookies=cookies))
        for program, kind in (("leave_plain", PLAIN), ("leave_extended", EXTENDED)):
            ours = [name for name in names if name in kind]
            if ours:
                probes[program].append(UprobeMulti(file, functions=ours, ret=True))
    aim = functions.Aim(live, options, probes)
    columns = [FUNCTION, COMM, PID, LENGTH, TOOK]
    lines = dumped if options.hexdump else below
    told = (*TOLD, *[HEX] * options.hexdump)
    return stream.stream(live, options, command, Shown, columns, told=told, aim=aim, below=lines)
