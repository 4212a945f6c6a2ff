"""PROG_TEST_RUN: a program run by hand, on a packet and a context that the caller made.

kernel/bpf/syscall.c, bpf_prog_test_run. A program type has a row in `ROWS`, the function that
makes its context; a type without one is ENOTSUPP, as in Linux.
"""

from __future__ import annotations

from collections.abc import Callable
from errno import EINVAL, ENXIO, EOPNOTSUPP
from typing import TYPE_CHECKING

from beebox.abi.enums import ProgType, TestRunFlag
from beebox.bits import U16
from beebox.box.pages import view
from beebox.box.programs import Program
from beebox.box.test_run import skb, xdp
from beebox.box.test_run.exchange import refuse
from beebox.box.test_run.trial import Trial
from beebox.errors import ENOTSUPP, KernelError
from beebox.spec.programs import RAW_ARGS

if TYPE_CHECKING:
    from beebox.box.syscall import Call

Row = Callable[["Call", Program], None]


def run(call: Call) -> int:
    """PROG_TEST_RUN."""
    attr = call.attr
    for size, address in ((attr.ctx_size_in, attr.ctx_in), (attr.ctx_size_out, attr.ctx_out)):
        if bool(size) != bool(address):
            raise KernelError(EINVAL, "a context needs an address and a size")
    program = call.world.fds.find(attr.prog_fd, Program)
    row = ROWS.get(program.type)
    if program.type in NOT_BUILT:
        raise KernelError(EOPNOTSUPP, f"{program.type.name.lower()} programs by hand in the box")
    if row is None:
        raise KernelError(ENOTSUPP, f"run a {program.type.name.lower()} program by hand")
    _ = program.code  # or it cannot run
    row(call, program)
    return 0


_PACKET = ("data_in", "data_out", "ctx_out", "duration", "repeat", "batch_size")


def run_raw_tracepoint(call: Call, program: Program) -> None:
    """Run with the context's bytes as arguments (bpf_prog_test_run_raw_tp)."""
    attr = call.attr
    refuse(attr, *_PACKET)
    on_cpu = attr.flags & TestRunFlag.RUN_ON_CPU
    _check_size(program, attr.ctx_size_in, 8 * RAW_ARGS)
    if attr.cpu and not on_cpu:
        raise KernelError(EINVAL, "cpu without BPF_F_TEST_RUN_ON_CPU")
    data = call.memory.read(attr.ctx_in, attr.ctx_size_in)
    if attr.cpu >= call.world.cpus:
        raise KernelError(ENXIO, f"CPU {attr.cpu} of a box with {call.world.cpus}")
    run_on(program, data, call)


def run_syscall(call: Call, program: Program) -> None:
    """Run with the context's bytes, and copy them back (bpf_prog_test_run_syscall)."""
    attr = call.attr
    refuse(attr, *_PACKET, "flags")
    _check_size(program, attr.ctx_size_in, U16)
    data = call.memory.read(attr.ctx_in, attr.ctx_size_in)
    call.memory.write(attr.ctx_in, run_on(program, data, call))


def _check_size(program: Program, size: int, limit: int) -> None:
    if not program.max_ctx_offset <= size <= limit:
        raise KernelError(
            EINVAL,
            f"the context has {size} bytes: the program reads {program.max_ctx_offset},"
            f" and more than {limit} are not taken",
        )


def run_on(program: Program, data: bytes, call: Call) -> bytes:
    """Run once on a context of *data*; return what it is afterwards."""
    with Trial(call, program, len(data)) as trial:
        (place,) = trial.places
        trial.allow("context", place, len(data))
        memory = view(place, len(data))
        memory[:] = data
        call.attr.retval, _ = trial.go(place if data else 0, 1)
        return bytes(memory)


ROWS: dict[ProgType, Row] = {
    ProgType.SOCKET_FILTER: skb.run,
    ProgType.SCHED_CLS: skb.run,
    ProgType.SCHED_ACT: skb.run,
    ProgType.CGROUP_SKB: skb.run,
    ProgType.LWT_IN: skb.run,
    ProgType.LWT_OUT: skb.run,
    ProgType.LWT_XMIT: skb.run,
    ProgType.XDP: xdp.run,
    ProgType.RAW_TRACEPOINT: run_raw_tracepoint,
    ProgType.SYSCALL: run_syscall,
}
NOT_BUILT = (
    ProgType.FLOW_DISSECTOR,
    ProgType.TRACING,
    ProgType.STRUCT_OPS,
    ProgType.SK_LOOKUP,
    ProgType.NETFILTER,
)
"""types that Linux runs by hand and the box does not"""
