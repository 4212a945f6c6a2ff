"""Which capabilities Linux asks for, by command and type: what we say is what it wants.

A child of ours drops all but some capabilities (setpriv) and asks; what the error says is missing
must be exactly what makes the call succeed.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys

import pytest

from beebox.abi.enums import Cmd
from beebox.abi.structs import ProgLoadAttr
from beebox.kernel import rights

pytestmark = [
    pytest.mark.linux,
    pytest.mark.skipif(os.geteuid() != 0, reason="capabilities are dropped by root"),
    pytest.mark.skipif(shutil.which("setpriv") is None, reason="no setpriv"),
]

CHILD = """
import json
from beebox.abi.enums import AttachType, Cmd, MapType, PerfType
from beebox.abi.structs import GetIdAttr, PerfEventAttr, ProgQueryAttr
from beebox.errors import KernelError
from beebox.features import maps, programs
from beebox.kernel import client
from beebox.kernel.linux import Linux

linux, said = Linux(), {}
for kind in programs.PROGRAM_TYPES:
    answer = programs.program_type(linux, kind)
    said[f"program {kind.name}"] = None if answer else [*answer.missing, answer.reason]
for kind in maps.MAP_TYPES:
    answer = maps.map_type(linux, kind)
    said[f"map {kind.name}"] = None if answer else [*answer.missing, answer.reason]


def ask(name, call):
    try:
        found = call()
        said[name] = None
        if isinstance(found, int) and found > 2:
            linux.close(found)
    except KernelError as error:
        if error.errno in (1, 13):
            said[name] = [*error.missing, str(error)]
        else:
            said[name] = None  # it got further than the question who may


for cmd in ("PROG", "MAP", "BTF", "LINK"):
    ask(f"{cmd} ids", lambda: linux.bpf(Cmd[f"{cmd}_GET_NEXT_ID"], GetIdAttr()))
    ask(f"{cmd} by id", lambda: linux.bpf(Cmd[f"{cmd}_GET_FD_BY_ID"], GetIdAttr(id=1 << 30)))
ask("stats", lambda: client.enable_stats(linux))
ask("query", lambda: linux.bpf(Cmd.PROG_QUERY, ProgQueryAttr(target_fd=-1, attach_type=37)))
event = PerfEventAttr(type=PerfType.TRACEPOINT, config=1, sample_period=1)
ask("perf", lambda: linux.perf_event_open(event, -1, 0))
print(json.dumps(said))
"""
SETS: list[tuple[str, ...]] = [
    (),
    ("BPF",),
    ("BPF", "PERFMON"),
    ("BPF", "NET_ADMIN"),
    ("BPF", "PERFMON", "NET_ADMIN"),
    ("SYS_ADMIN",),
]


def asked(have: tuple[str, ...]) -> dict[str, list[str] | None]:
    """What Linux said to a child with these capabilities."""
    bounds = ",".join(["-all", *(f"+{name.lower()}" for name in have)])
    line = ["setpriv", f"--bounding-set={bounds}", "--inh-caps=-all", sys.executable, "-c", CHILD]
    done = subprocess.run(line, capture_output=True, text=True, check=False, timeout=120)
    if "setpriv" in done.stderr:
        pytest.skip(done.stderr)
    assert done.returncode == 0, done.stderr
    found: dict[str, list[str] | None] = json.loads(done.stdout)
    return found


def test_what_is_said_to_be_missing_is_what_is_missing() -> None:
    if not rights.sysctl("kernel.unprivileged_bpf_disabled"):
        pytest.skip("this kernel lets everybody make some maps and programs")
    answers = {have: asked(have) for have in SETS}
    never = {name for name, answer in answers[("SYS_ADMIN",)].items() if answer is not None}
    for name, answer in answers[()].items():
        if name in never:
            continue  # lockdown, or the kernel has it not
        assert answer is not None, f"{name} needs nothing?"
        wanted = [word.removeprefix("CAP_") for word in answer if word.startswith("CAP_")]
        assert wanted, f"{name}: {answer[-1]}"
        for have in SETS[:-1]:
            allowed = answers[have][name] is None
            assert allowed == set(wanted).issubset(have), (
                f"{name} with {have}: {answers[have][name]}"
            )
    assert answers[()]["perf"] is not None
    assert "needs CAP_PERFMON" in answers[()]["perf"][-1]


def test_the_sysctl_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rights, "effective", frozenset)
    monkeypatch.setattr(rights, "sysctl", lambda _name: 2)
    assert "kernel.unprivileged_bpf_disabled=2" in rights.denied_bpf(Cmd.PROG_LOAD, ProgLoadAttr())
    assert "kernel.perf_event_paranoid=2" in rights.denied_perf()
    monkeypatch.setattr(rights, "effective", lambda: frozenset({"CAP_BPF", "CAP_PERFMON"}))
    monkeypatch.setattr(rights, "lockdown", lambda: "")
    told = rights.denied_bpf(Cmd.MAP_CREATE, ProgLoadAttr())
    assert "by lockdown or a security module?" in told
