"""Who may attach: uid 65534 with some capabilities, programs that root has loaded.

What an error says is missing must be what makes the attachment succeed.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = [
    pytest.mark.linux,
    pytest.mark.skipif(os.geteuid() != 0, reason="capabilities are dropped by root"),
    pytest.mark.skipif(shutil.which("unshare") is None, reason="no unshare"),
]

CHILD = """
import ctypes, json, os, socket, struct, sys
from beebox import loader, obj
from beebox.errors import KernelError
from beebox.isa import asm
from beebox.abi.enums import AttachType, ProgType
from beebox.kernel import rights
from beebox.kernel.linux import Linux
from beebox.loader.attach import targets
from beebox.obj.spec import ObjectSpec, ProgramSpec
from beebox.spec import sections

libc = ctypes.CDLL(None, use_errno=True)
SECTIONS = {"skb": "cgroup_skb/egress", "connect": "cgroup/connect4", "xdp": "xdp", "tc": "tc",
            "tcx": "tcx/ingress", "netns": "sk_lookup", "filter": "socket", "out": "lwt_out",
            "clock": "perf_event", "calls": "raw_tp/sys_enter", "nf": "netfilter"}
WHERE = {"skb": targets.Cgroup(sys.argv[1]), "connect": targets.Cgroup(sys.argv[1]),
         "xdp": targets.Xdp("lo"), "tc": targets.Classifier("lo"), "tcx": targets.Tcx("lo"),
         "netns": targets.Netns("/proc/self/ns/net"),
         "out": targets.Encap("10.9.9.0/24", "lo"), "clock": targets.PerfEvent(),
         "nf": targets.Netfilter(2, 3), "calls": None}


def row(name):
    found = sections.find(SECTIONS[name])
    insns = asm.assemble("r0 = 1; exit")
    return ProgramSpec(name, SECTIONS[name], found.type, insns, found.known_attach_type, found.rest)


def limited(capabilities):
    libc.prctl(8, 1, 0, 0, 0)  # PR_SET_KEEPCAPS
    os.setgroups([])
    os.setresgid(65534, 65534, 65534)
    os.setresuid(65534, 65534, 65534)
    mask = sum(1 << rights.CAPABILITIES["CAP_" + name] for name in capabilities)
    low, high = mask & 0xFFFFFFFF, mask >> 32
    data = struct.pack("6I", low, low, 0, high, high, 0)
    assert libc.capset(struct.pack("Ii", 0x20080522, 0), data) == 0


def tried(live, capabilities):
    reading, writing = os.pipe()
    if os.fork() == 0:
        limited(capabilities)
        said = {}
        for name, where in WHERE.items():
            try:
                live.programs[name].attach(where).close()
                said[name] = None
            except KernelError as error:
                said[name] = [error.errno, list(error.missing), str(error)]
        os.write(writing, json.dumps(said).encode())
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as pipe:
        return json.load(pipe)


spec = ObjectSpec("rights", {name: row(name) for name in WHERE}, {}, license="GPL")
with loader.load(spec, Linux()) as live:
    print(json.dumps([tried(live, chosen) for chosen in json.loads(sys.argv[2])]))
"""
SETS = [[], ["BPF"], ["NET_ADMIN"], ["PERFMON"], ["BPF", "NET_ADMIN", "PERFMON"]]


@pytest.fixture(scope="module")
def answers() -> list[dict[str, list[object] | None]]:
    roots = (Path("/sys/fs/cgroup/unified"), Path("/sys/fs/cgroup"))
    root = next((each for each in roots if (each / "cgroup.procs").exists()), None)
    if root is None:
        pytest.skip("no cgroups of version 2")
    cgroup = root / f"beebox-rights-{os.getpid()}"
    cgroup.mkdir()
    script = f'ip link set lo up; exec "{sys.executable}" -c "$0" "$@"'
    line = ["unshare", "-n", "sh", "-c", script, CHILD, str(cgroup), json.dumps(SETS)]
    try:
        done = subprocess.run(line, capture_output=True, text=True, check=False, timeout=120)
    finally:
        cgroup.rmdir()
    assert done.returncode == 0, done.stderr
    found: list[dict[str, list[object] | None]] = json.loads(done.stdout)
    return found


def test_with_all_that_is_asked_for_everything_is_attached(answers) -> None:
    assert {name: said for name, said in answers[-1].items() if said is not None} == {}


@pytest.mark.parametrize(
    ("name", "capability"),
    [("skb", "NET_ADMIN"), ("tc", "NET_ADMIN"), ("out", "NET_ADMIN"), ("clock", "PERFMON")],
)
def test_what_is_missing_is_named(answers, name, capability) -> None:
    for have, said in zip(SETS, answers, strict=True):
        if capability in have:
            assert said[name] is None, said[name]
            continue
        assert said[name] is not None, f"{name} needs nothing?"
        errno, missing, text = said[name]
        assert errno in (1, 13)
        assert missing == [f"CAP_{capability}"], text
        assert f"needs CAP_{capability} (run it as root" in text


def test_what_only_loading_asks_for_needs_no_more_right(answers) -> None:
    """Who has the fd of such a program may attach it; so it is in Linux 6.18."""
    free = {"connect", "xdp", "tcx", "netns", "calls", "nf"}
    assert {name for name, said in answers[0].items() if said is None} == free
