"""A run on an XDP frame (net/bpf/test_run.c, bpf_prog_test_run_xdp)."""

from __future__ import annotations

from errno import EINVAL, ENOMEM, EOPNOTSUPP
from typing import TYPE_CHECKING, Any

from beebox.abi.enums import AttachType, ProgType, TestRunFlag
from beebox.box.pages import PAGE, view
from beebox.box.test_run.exchange import finish, read_context
from beebox.box.test_run.packets import (
    LOOPBACK,
    SHARED_INFO,
    Context,
    allow_packet,
    check_device,
    check_length,
)
from beebox.box.test_run.trial import Trial
from beebox.errors import KernelError
from beebox.vm.contexts import HEADROOM, XdpBuff

if TYPE_CHECKING:
    from beebox.box.programs import Program
    from beebox.box.syscall import Call

_CONTEXT = 24
"""sizeof(struct xdp_md)"""
_FRAME_INFO = 40
"""sizeof(struct xdp_frame), which lies at the start of the headroom"""
_MAX_FRAGS = 17
"""MAX_SKB_FRAGS: pages behind the first"""
_ELSEWHERE = (AttachType.XDP_DEVMAP, AttachType.XDP_CPUMAP)


def run(call: Call, program: Program) -> None:
    """Run *program* on a frame; what does not fit in its page is out of the program's sight."""
    attr = call.attr
    _check(attr, program)
    given = read_context(call, _CONTEXT)
    context = Context(ProgType.XDP, given) if given is not None else None
    meta, linear = 0, attr.data_size_in
    if context is not None:
        meta, linear = _bounds(context, attr.data_size_in)
    check_length(attr.data_size_in - meta, attr.data_size_in)
    linear = min(linear, PAGE - (HEADROOM - meta) - SHARED_INFO)
    if attr.data_size_in - linear > _MAX_FRAGS * PAGE:
        raise KernelError(ENOMEM, f"a frame has {_MAX_FRAGS} further pages at most")
    data = call.memory.read(attr.data_in, attr.data_size_in)
    with Trial(call, program, XdpBuff.size, PAGE) as trial:
        place, frame = trial.places
        xdp: Any = XdpBuff.at(place)
        xdp.data_hard_start, xdp.frame_size = frame, PAGE
        xdp.data = frame + HEADROOM
        xdp.data_meta = xdp.data - meta
        xdp.data_end = xdp.data_meta + linear
        view(xdp.data_meta, PAGE - HEADROOM)[:linear] = data[:linear]
        _set_device(xdp, context)
        trial.allow("context", place, XdpBuff.size)
        allow_packet(trial, program, (xdp.data_meta, xdp.data_end), (frame, frame + PAGE))
        ran = trial.go(place, attr.repeat)
        if context is not None:
            context["data"] = xdp.data - xdp.data_meta
            context["data_end"] = xdp.data_end - xdp.data_meta
        after = bytes(view(xdp.data_meta, xdp.data_end - xdp.data_meta)) + data[linear:]
    finish(call, after, given, ran)


def _check(attr: Any, program: Program) -> None:
    """Refuse what cannot be run at all."""
    if program.attach_type in _ELSEWHERE:
        raise KernelError(EINVAL, "a program for a device or CPU map is not run by hand")
    if attr.flags & ~TestRunFlag.XDP_LIVE_FRAMES:
        raise KernelError(EINVAL, f"flags {attr.flags:#x}")
    if attr.flags:
        raise KernelError(EOPNOTSUPP, "BPF_F_TEST_XDP_LIVE_FRAMES in the box")
    if attr.batch_size:
        raise KernelError(EINVAL, "batch_size without BPF_F_TEST_XDP_LIVE_FRAMES")


def _bounds(context: Context, size: int) -> tuple[int, int]:
    """Return how many bytes are metadata, and how many lie in the first page.

    The offsets of the caller's context count from where the data given begins: with its metadata.
    """
    meta, end = context["data"], context["data_end"]
    if context["data_meta"] or end > size or meta > end:
        raise KernelError(
            EINVAL, f"of xdp_md, data_meta is 0 and data <= data_end <= {size}, the bytes given"
        )
    if meta % 4 or meta > HEADROOM - _FRAME_INFO:
        raise KernelError(
            EINVAL, f"metadata has a multiple of 4 bytes, {HEADROOM - _FRAME_INFO} at most"
        )
    return meta, end


def _set_device(xdp: Any, context: Context | None) -> None:
    """Set where the frame came from (xdp_convert_md_to_buff)."""
    xdp.ingress_ifindex = LOOPBACK
    if context is None:
        return
    if context["egress_ifindex"] or context["rx_queue_index"]:
        raise KernelError(EINVAL, "egress_ifindex and rx_queue_index are 0: the device has one")
    check_device(context["ingress_ifindex"])
