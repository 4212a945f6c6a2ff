"""Hooks that programs may be written for and the box has not, or not all of: it says so by name."""

from __future__ import annotations

import pytest

from beebox.abi.enums import AttachType, Cmd, PerfType, ProgType
from beebox.abi.structs import LinkCreateAttr, PerfEventAttr, ProgLoadAttr
from beebox.box.kernel import Box
from beebox.errors import KernelError, NotSupported
from beebox.isa.asm import assemble
from beebox.isa.insn import encode
from beebox.spec import tracepoints


@pytest.fixture
def box():
    made = Box()
    yield made
    made.shut()


def attach(box: Box, text: str, category: str, name: str) -> None:
    code = encode(assemble(text))
    attr = ProgLoadAttr(prog_type=ProgType.TRACEPOINT, insn_cnt=len(code) // 8)
    attr.point("insns", code)
    attr.point("license", b"GPL\0")
    program = box.bpf(Cmd.PROG_LOAD, attr)
    row = tracepoints.find(category, name)
    event = box.perf_event_open(PerfEventAttr(type=PerfType.TRACEPOINT, config=row.id), -1, 0)
    link = LinkCreateAttr(prog_fd=program, target_fd=event, attach_type=AttachType.PERF_EVENT)
    box.bpf(Cmd.LINK_CREATE, link)


def test_signals_that_are_sent(box: Box) -> None:
    with pytest.raises(NotSupported, match="signal/signal_generate in the box") as caught:
        box.facts.tracepoint("signal", "signal_generate")
    assert "signal/signal_deliver" in caught.value.hint
    with pytest.raises(KernelError, match="signal/signal_generate in the box"):
        attach(box, "r0 = 0\nexit", "signal", "signal_generate")


def test_how_a_signal_is_handled(box: Box) -> None:
    attach(box, "r0 = *(u32 *)(r1 +16)\nr0 = 0\nexit", "signal", "signal_deliver")
    with pytest.raises(KernelError, match="sa_handler, sa_flags of signal/signal_deliver"):
        attach(box, "r0 = *(u64 *)(r1 +24)\nr0 = 0\nexit", "signal", "signal_deliver")
