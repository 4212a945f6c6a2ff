"""USDT on the real kernel: our own header, a program with probes of our own, and its arguments."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

import beebox
from beebox import lang
from beebox.abi.enums import AttachType

pytestmark = [
    pytest.mark.linux,
    pytest.mark.skipif(os.geteuid() != 0, reason="takes root"),
    pytest.mark.skipif(os.uname().machine != "x86_64", reason="the probes are for x86-64"),
    pytest.mark.skipif(shutil.which("cc") is None, reason="no compiler for the probed program"),
]

# two places of one probe whose arguments lie elsewhere, and a probe that is off until asked for
PROBED = r"""
#include <unistd.h>
#include <stdio.h>

volatile unsigned short wanted __attribute__((section(".probes"), used));

#define NOTE(name, semaphore, args, ...) __asm__ volatile("990: nop\n" \
    ".pushsection .note.stapsdt,\"\",\"note\"\n.balign 4\n" \
    ".4byte 992f-991f, 994f-993f, 3\n991: .asciz \"stapsdt\"\n992: .balign 4\n" \
    "993: .8byte 990b, _.stapsdt.base, " semaphore "\n" \
    ".asciz \"beebox\"\n.asciz \"" name "\"\n.asciz \"" args "\"\n994: .balign 4\n.popsection\n" \
    ".ifndef _.stapsdt.base\n" \
    ".pushsection .stapsdt.base,\"aG\",\"progbits\",.stapsdt.base,comdat\n.weak _.stapsdt.base\n" \
    ".hidden _.stapsdt.base\n_.stapsdt.base: .space 1\n.size _.stapsdt.base, 1\n.popsection\n" \
    ".endif\n" :: __VA_ARGS__)

int main(void)
{
    long memory = -5;
    getchar();
    NOTE("hit", "0", "-4@%0 8@%1 1@$7", "r"(11), "m"(memory));
    NOTE("hit", "0", "-4@%0 8@%1 1@$8", "m"(*(int[]){22}), "r"(memory - 1));
    if (wanted)
        NOTE("seldom", "wanted", "4@%0", "r"((int)wanted));
    return 0;
}
"""
PROBING = r"""
#include "vmlinux.h"
#include <bpf/bpf_helpers.h>
#include <bpf/usdt.bpf.h>

struct event { int pid; int number; long memory; long constant; long cookie; int count; };
struct { __uint(type, BPF_MAP_TYPE_RINGBUF); __uint(max_entries, 4096); } events SEC(".maps");
struct event *events_event; /* says what the records of events are */

static int tell(void *ctx, int number, long memory, long constant, int count)
{
    struct event *e = bpf_ringbuf_reserve(&events, sizeof(*e), 0);
    if (!e)
        return 0;
    e->pid = bpf_get_current_pid_tgid() >> 32;
    e->number = number;
    e->memory = memory;
    e->constant = constant;
    e->cookie = bpf_usdt_cookie(ctx);
    e->count = count;
    bpf_ringbuf_submit(e, 0);
    return 0;
}

SEC("usdt")
int BPF_USDT(hit, int number, long memory, long constant)
{
    return tell(ctx, number, memory, constant, bpf_usdt_arg_cnt(ctx));
}

SEC("usdt")
int BPF_USDT(seldom, int number)
{
    return tell(ctx, number, 0, 0, bpf_usdt_arg_cnt(ctx));
}

char LICENSE[] SEC("license") = "GPL";
"""


@pytest.fixture(scope="module")
def probed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The program that has the probes."""
    path = tmp_path_factory.mktemp("probed") / "probed"
    done = subprocess.run(
        ["cc", "-O1", "-x", "c", "-", "-o", path],
        input=PROBED,
        text=True,
        capture_output=True,
        check=False,
    )
    if done.returncode:
        pytest.skip(f"cc: {done.stderr}")
    return path


@pytest.fixture(scope="module")
def spec(tmp_path_factory: pytest.TempPathFactory) -> beebox.ObjectSpec:
    source = tmp_path_factory.mktemp("probing") / "probing.bpf.c"
    source.write_text(PROBING)
    try:
        return beebox.open(lang.compile(str(source)), "probing")
    except beebox.CompileError as error:
        if "clang" in error.message and "no " in error.message:
            pytest.skip(str(error))
        raise


@pytest.mark.parametrize("together", [True, False], ids=["one link", "a link a place"])
def test_arguments_cookies_and_semaphores(
    probed: Path, spec: beebox.ObjectSpec, together: bool
) -> None:
    if not together:  # as on a kernel before links of many uprobes
        for name in spec.programs:
            spec = spec.with_program(name, attach_type=AttachType.CGROUP_INET_INGRESS)
    with (
        beebox.load(spec, "linux") as live,
        subprocess.Popen([probed], stdin=subprocess.PIPE) as child,
    ):
        kind = AttachType.TRACE_UPROBE_MULTI if together else AttachType.CGROUP_INET_INGRESS
        assert live.programs.hit.spec.attach_type == kind
        probe = beebox.targets.UsdtProbe(str(probed), "beebox", "hit", pid=child.pid, cookie=77)
        seldom = beebox.targets.UsdtProbe(str(probed), "beebox", "seldom", pid=child.pid)
        with live.programs.hit.attach(probe) as link, live.programs.seldom.attach(seldom):
            if together:
                assert link.info.id
            child.communicate(b"\n", timeout=30)
            events = list(live.events("events", seconds=0.05))
        assert {event.pid for event in events} == {child.pid}
        told = [(e.number, e.memory, e.constant, e.cookie, e.count) for e in events]
        assert told == [(11, -5, 7, 77, 3), (22, -6, 8, 77, 3), (1, 0, 0, 0, 1)]
        with subprocess.Popen([probed], stdin=subprocess.PIPE) as other:
            other.communicate(b"\n", timeout=30)
        assert list(live.events("events", seconds=0.05)) == []


def test_a_section_that_says_where(probed: Path, tmp_path: Path, spec: beebox.ObjectSpec) -> None:
    text = PROBING.replace('SEC("usdt")', f'SEC("usdt/{probed}:beebox:hit")', 1)
    source = tmp_path / "named.bpf.c"
    source.write_text(text)
    with beebox.load(source, "linux") as live:
        child = live.run(["sh", "-c", f"echo | {probed}"])
        numbers = [event.number for event in live.events("events")]
        assert (child.wait(), numbers) == (0, [11, 22])


def test_no_such_probe(probed: Path, spec: beebox.ObjectSpec) -> None:
    probe = beebox.targets.UsdtProbe(str(probed), "beebox", "hti")
    with beebox.load(spec, "linux") as live, pytest.raises(beebox.ElfError, match="hti; it has"):
        live.programs.hit.attach(probe)
