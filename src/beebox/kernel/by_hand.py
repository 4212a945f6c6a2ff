"""Running a program by hand: BPF_PROG_TEST_RUN, typed (net/bpf/test_run.c, Linux 6.18)."""

from __future__ import annotations

import errno
from typing import TYPE_CHECKING, NamedTuple

from beebox.abi.enums import Cmd
from beebox.abi.structs import TestRunAttr
from beebox.errors import KernelError

if TYPE_CHECKING:
    from beebox.kernel.api import Kernel

ROOM = 32 << 10
"""Bytes that a program may add to its packet before the result is said not to fit."""


class TestRun(NamedTuple):
    """What a run gave."""

    retval: int
    """r0 of the last run, 32 bits unsigned"""
    duration: int
    """mean time of one run, in nanoseconds; 0 for programs whose time is not taken"""
    data: bytes = b""
    """the packet as the program left it"""
    ctx: bytes = b""
    """the context as the program left it, if one was given or asked for"""


def prog_test_run(
    kernel: Kernel,
    fd: int,
    data: bytes | None = None,
    ctx: bytes | None = None,
    *,
    repeat: int = 0,
    data_size_out: int | None = None,
    ctx_size_out: int | None = None,
    flags: int = 0,
    cpu: int = 0,
    batch_size: int = 0,
) -> TestRun:
    """Run program *fd* on the packet *data* and the context *ctx*; return what it made of them.

    Programs of packets (XDP, tc, socket filters) need *data*. Others take a context only, and no
    *repeat*: raw tracepoints (their arguments, eight bytes each) and syscall programs.

    Args:
        kernel: where the program is.
        fd: the program.
        data: the packet, from its link header on.
        ctx: the context as the program's C struct has it.
        repeat: how often to run; 0 means once.
        data_size_out: room for the packet afterwards; by default what it had and `ROOM` more.
        ctx_size_out: room for the context afterwards; by default as for *data*, if *ctx* is given.
        flags: `TestRunFlag`.
        cpu: where to run, with TestRunFlag.RUN_ON_CPU.
        batch_size: with TestRunFlag.XDP_LIVE_FRAMES.

    Raises:
        KernelError: ENOSPC, no room for the result (the message has its size); EINVAL, the
            program does not take such data; 524, programs of its type cannot be run by hand.
    """
    attr = TestRunAttr(prog_fd=fd, repeat=repeat, flags=flags, cpu=cpu, batch_size=batch_size)
    data_out = ctx_out = None
    if data is not None:
        data_out = _pair(attr, "data", data, data_size_out)
    ctx_in = None if ctx is None else bytearray(ctx)
    if ctx_in:
        attr.ctx_size_in = len(ctx_in)
        attr.point("ctx_in", ctx_in)
    if ctx_size_out is not None or (ctx_in and data is not None):
        ctx_out = _room(attr, "ctx", ctx_in or b"", ctx_size_out)
    try:
        kernel.bpf(Cmd.PROG_TEST_RUN, attr)
    except KernelError as error:
        error.what = _why(error, attr, data_out, ctx_out)
        raise
    return TestRun(
        attr.retval,
        attr.duration,
        bytes(data_out[: attr.data_size_out]) if data_out is not None else b"",
        bytes((ctx_in or b"") if ctx_out is None else ctx_out[: attr.ctx_size_out]),
    )


def _pair(attr: TestRunAttr, name: str, value: bytes, room: int | None) -> bytearray | None:
    """Point at what goes in and at room for what comes out."""
    setattr(attr, f"{name}_size_in", len(value))
    attr.point(f"{name}_in", value or b"\0")
    return _room(attr, name, value, room)


def _room(
    attr: TestRunAttr, name: str, value: bytes | bytearray, room: int | None
) -> bytearray | None:
    size = len(value) + ROOM if room is None else room
    if not size:
        return None
    out = bytearray(size)
    setattr(attr, f"{name}_size_out", size)
    attr.point(f"{name}_out", out)
    return out


def _why(
    error: KernelError, attr: TestRunAttr, data: bytearray | None, ctx: bytearray | None
) -> str:
    """Return what failed; for ENOSPC, which room was too small."""
    if error.errno != errno.ENOSPC:
        return error.what
    for name, size, out in (("data", attr.data_size_out, data), ("ctx", attr.ctx_size_out, ctx)):
        if out is not None and size > len(out):
            return f"{name}_size_out is {len(out)}, the result has {size} bytes"
    return error.what
