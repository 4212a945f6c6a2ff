"""``beebox run``: printed lines, decoded records, losses, on both kernels."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest

from beebox.cli.run import TraceLines
from beebox.loader.events import record_type


@pytest.mark.parametrize("suffix", ["py", "o"])
def test_printed_lines(beebox, kernel: str, sources: Path, suffix: str) -> None:
    done = beebox("run", "--kernel", kernel, str(sources / f"hello.{suffix}"), "--", "true")
    assert done.returncode == 0, done.stderr
    form = r" *\S+-(\d+) +\[\d{3}\] \S{5} +\d+\.\d{6}: bpf_trace_printk: hello from (\d+)"
    (line,) = done.stdout.splitlines()
    found = re.fullmatch(form, line)
    assert found
    assert found[1] == found[2]


def test_json(beebox, sources: Path) -> None:
    printed = beebox("run", "--json", str(sources / "hello.o"), "--", "true")
    assert json.loads(printed.stdout)["type"] == "printk"
    shown = beebox("run", "--json", str(sources / "narrow.o"), "--", "true")
    first = json.loads(shown.stdout.splitlines()[0])
    assert first == {"type": "event", "map": "opened", "data": {"number": 7, "letter": "A"}}


def test_records_go_by_their_own_struct_and_losses_are_told(
    beebox, kernel: str, sources: Path
) -> None:
    command = ["find", "/usr/share", "-maxdepth", "2", "-name", "x"]
    done = beebox("run", "--kernel", kernel, str(sources / "narrow.py"), "--", *command)
    assert done.returncode == 0
    assert set(done.stdout.splitlines()) == {'opened: {"number": 7, "letter": "A"}'}
    assert re.fullmatch(r"Lost \d+ events\n", done.stderr)


def test_nothing_to_watch(beebox, sources: Path) -> None:
    done = beebox("run", str(sources / "hello.o"))
    assert done.returncode == 2
    assert "nothing to watch" in done.stderr


def test_a_tracepoint_that_is_not_there(beebox, kernel: str, tmp_path: Path) -> None:
    path = tmp_path / "tool.py"
    path.write_text(
        "from beebox import bpf\nfrom beebox.bpf import i32\n\n\n"
        '@bpf.program("tracepoint/syscalls/sys_enter_opennat")\n'
        "def look(ctx: bpf.SysEnterOpenat) -> i32:\n    return 0\n"
    )
    done = beebox("run", "--kernel", kernel, str(path), "--", "true")
    assert done.returncode == 1
    assert "program look" in done.stderr
    assert "sys_enter_opennat" in done.stderr


@pytest.mark.parametrize("text", ["raise SystemExit(3)\n", "x = 1 / 0\n"])
def test_a_file_that_ends_while_it_is_imported(beebox, tmp_path: Path, text: str) -> None:
    path = tmp_path / "tool.py"
    path.write_text(text)
    done = beebox("run", str(path), "--", "true")
    assert done.returncode == 2
    assert done.stderr.startswith(f"beebox: {path}:1: ")


def test_half_a_line_waits_for_its_other_half() -> None:
    parts = iter([b"one\ntw", None, b"o\n", None])
    trace = TraceLines(SimpleNamespace(read=lambda _size: next(parts)))  # type: ignore[arg-type]
    assert trace.read() == ["one"]
    assert trace.read() == ["two"]


def test_no_struct_no_type(sources: Path) -> None:
    from beebox import obj

    spec = obj.read((sources / "narrow.o").read_bytes(), "narrow")
    assert spec.btf
    named = spec.btf.type(record_type(spec, "opened"))
    assert named.name == "Opened"
    assert record_type(spec, "watched") == 0


@pytest.mark.parametrize("engine", ["tier0", "tier1", "interpreter"])
def test_the_engine_can_be_chosen(beebox, sources: Path, engine: str) -> None:
    done = beebox("run", "--engine", engine, str(sources / "hello.o"), "--", "true")
    assert done.returncode == 0, done.stderr
    assert "hello from" in done.stdout


def test_linux_has_engines_of_its_own(beebox, sources: Path) -> None:
    done = beebox(
        "run", "--kernel", "linux", "--engine", "tier1", str(sources / "hello.o"), "--", "true"
    )
    assert done.returncode == 2
    assert "engines are the box's" in done.stderr


PLACES = """
        .license "GPL"
        .map seen, type=hash, key=u32, value=u64, max_entries=64
        .map slots, type=array, key=u32, value=u64, max_entries=1000
        .section "tracepoint/syscalls/sys_enter_openat"
opened: r6 = 7
        *(u32 *)(r10 - 4) = r6
        *(u64 *)(r10 - 16) = r6
        r1 = seen ll
        r2 = r10
        r2 += -4
        r3 = r10
        r3 += -16
        r4 = 0
        call bpf_map_update_elem
        r1 = slots ll
        r2 = r10
        r2 += -4
        r3 = r10
        r3 += -16
        r4 = 0
        call bpf_map_update_elem
        r0 = 0
        exit
"""
ALONE = {
    "xdp": "--interface NAME",
    "tc": "--interface NAME",
    "cgroup/connect4": "--cgroup DIR",
    "lsm_cgroup/socket_bind": "--cgroup DIR",
    "cgroup/skb": "does not say for which packets",
    "sk_lookup": "--netns FILE",
    "sk_skb/stream_verdict": "the one sockmap of its object, which has 0",
    "uprobe": "names no function of a file",
    "usdt": "names no probe",
    "kprobe": "names no function",
    "socket": "targets.Socket(socket)",
    "lwt_in": "targets.Encap(destination, interface)",
    "syscall": "beebox prog run OBJECT:alone12",
    "xdp/devmap": "runs from a map of devices",
}


def alone(section: str, name: str = "alone") -> str:
    result = 1 if section.startswith(("cgroup", "sk_", "lsm_cgroup")) else 0
    return f'        .section "{section}"\n{name}:  r0 = {result}\n        exit\n'


def test_maps_at_the_end(beebox, kernel: str, tmp_path: Path) -> None:
    path = tmp_path / "places.bpf.s"
    path.write_text(PLACES)
    run = ["run", "--kernel", kernel, str(path)]
    done = beebox(*run, "--", "cat", "/dev/null")
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == [
        "map seen (hash): 1 element",
        "  7: 7",
        "map slots (array): 1 element",
        "  7: 7",
    ]
    assert beebox(*run, "--no-maps", "--", "cat", "/dev/null").stdout == ""
    done = beebox(*run, "--json", "--", "cat", "/dev/null")
    first, second = map(json.loads, done.stdout.splitlines())
    assert first == {"type": "map", "map": "seen", "data": [{"key": 7, "value": 7}]}
    assert second == first | {"map": "slots"}


def test_what_cannot_be_attached_says_what_is_missing(beebox, tmp_path: Path) -> None:
    path = tmp_path / "alone.bpf.s"
    programs = [alone(section, f"alone{n}") for n, section in enumerate(ALONE)]
    path.write_text(PLACES + "".join(programs))
    done = beebox("run", str(path), "--", "cat", "/dev/null")
    assert done.returncode == 0, done.stderr
    assert "  7: 7" in done.stdout
    told = re.split("^beebox: ", done.stderr, flags=re.MULTILINE)[1:]
    for n, (section, lacking) in enumerate(ALONE.items()):
        head = f'program alone{n} (SEC("{section}")) is not attached: '
        (line,) = (line for line in told if line.startswith(head))
        assert lacking in line
    assert len(told) == len(ALONE)
    assert beebox("run", "--prog", "opened", str(path), "--", "true").stderr == ""


def test_optional_programs(beebox, tmp_path: Path) -> None:
    path = tmp_path / "maybe.bpf.s"
    path.write_text('        .license "GPL"\n' + alone("?raw_tp/sys_enter", "maybe"))
    done = beebox("run", str(path), "--", "true")
    assert done.returncode == 1
    assert '(SEC("?raw_tp/sys_enter")) is optional: --prog maybe loads it\nnothing' in done.stderr
    done = beebox("run", "--prog", "maybe", str(path), "--", "true")
    assert (done.returncode, done.stderr) == (0, "")


def test_nothing_to_attach(beebox, tmp_path: Path) -> None:
    path = tmp_path / "alone.bpf.s"
    path.write_text('        .license "GPL"\n' + alone("xdp"))
    done = beebox("run", str(path), "--", "true")
    assert done.returncode == 1
    assert done.stderr.endswith("it needs --interface NAME\nnothing is left to attach\n")


@pytest.mark.linux
@pytest.mark.parametrize("section", ["xdp", "tcx/egress"])
def test_interface(beebox, tmp_path: Path, section: str) -> None:
    """An interface of a network namespace of its own; bpftool says what is there meanwhile."""
    if os.geteuid() != 0 or shutil.which("bpftool") is None:
        pytest.skip("takes root and bpftool")
    path = tmp_path / "alone.bpf.s"
    path.write_text('        .license "GPL"\n' + alone(section).replace("r0 = 0", "r0 = 2"))
    line = f"{sys.executable} -m beebox run --kernel linux --interface lo {path} --"
    script = f"ip link set lo up; {line} bpftool -j net show dev lo"
    done = subprocess.run(
        ["unshare", "-n", "sh", "-c", script], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    (told,) = json.loads(done.stdout)
    where = "xdp" if section == "xdp" else "tc"
    if where == "tc" and not told["tc"]:
        pytest.skip("this bpftool does not know tcx")
    assert [each["devname"] for each in told[where]] == ["lo"]


CONNECT = """
        .license "GPL"
        .map denied, type=array, key=u32, value=u64, max_entries=1
        .section "cgroup/connect4"
refuse: r2 = *(u32 *)(r1 + 24)
        r0 = 1
        if r2 != 0x700 goto out
        r2 = 0
        *(u32 *)(r10 - 4) = r2
        r1 = denied ll
        r2 = r10
        r2 += -4
        call bpf_map_lookup_elem
        if r0 == 0 goto deny
        r1 = 1
        lock *(u64 *)(r0 + 0) += r1
deny:   r0 = 0
out:    exit
"""


@pytest.fixture
def cgroup(tmp_path: Path) -> Iterator[Path]:
    roots = (Path("/sys/fs/cgroup/unified"), Path("/sys/fs/cgroup"))
    root = next((each for each in roots if (each / "cgroup.procs").exists()), None)
    if root is None or os.geteuid() != 0:
        pytest.skip("takes root and a cgroup of our own")
    made = root / f"beebox-run-{os.getpid()}"
    made.mkdir()
    yield made
    made.rmdir()


@pytest.mark.linux
def test_cgroup(beebox, tmp_path: Path, cgroup: Path) -> None:
    """The command is in the cgroup, whose programs refuse it; nobody else is."""
    path = tmp_path / "connect.bpf.s"
    path.write_text(CONNECT)
    ask = "import socket, errno; s = socket.socket(); print(errno.errorcode[s.connect_ex(('127.0.0.1', 7))])"
    run = ["run", "--kernel", "linux", "--cgroup", str(cgroup), str(path), "--"]
    done = beebox(*run, sys.executable, "-c", ask)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines() == ["EPERM", "map denied (array): 1 element", "  0: 1"]
    assert beebox(*run, "cat", "/proc/self/cgroup").stdout.count(f"/{cgroup.name}\n") == 1
    here = subprocess.run([sys.executable, "-c", ask], capture_output=True, text=True, check=True)
    assert here.stdout == "ECONNREFUSED\n"
    assert not (cgroup / "cgroup.procs").read_text()
    wrong = beebox("run", "--kernel", "linux", "--cgroup", str(tmp_path), str(path), "--", "true")
    assert wrong.returncode == 1
    assert f"put the command into cgroup {tmp_path}: No such file or directory" in wrong.stderr
    wrong = beebox("run", "--kernel", "linux", "--cgroup", str(tmp_path), "--for", "0.1", str(path))
    assert wrong.returncode == 1
    assert f"({tmp_path} is no directory of cgroups, version 2): Bad file desc" in wrong.stderr


def test_no_interface(beebox, tmp_path: Path) -> None:
    path = tmp_path / "alone.bpf.s"
    path.write_text('        .license "GPL"\n' + alone("xdp"))
    done = beebox("run", "--kernel", "linux", "--interface", "eth77", str(path), "--", "true")
    assert done.returncode == 1
    if os.geteuid() == 0:
        assert "there is no network interface 'eth77'\n  hint: here are" in done.stderr


def test_the_type_of_records_can_be_said(beebox, sources: Path) -> None:
    path = str(sources / "narrow.o")
    done = beebox("run", "--event", "opened=Opened", path, "--", "true")
    assert 'opened: {"number": 7' in done.stdout
    for wrong, said in (
        ("opend=Opened", "which buffer? MAP=STRUCT, of the buffers: opened"),
        ("Opend", "narrow has no struct Opend"),
    ):
        done = beebox("run", "--event", wrong, path, "--", "true")
        assert (done.returncode, said in done.stderr) == (2, True)


def test_for_so_long(beebox, sources: Path) -> None:
    done = beebox("run", "--for", "0.1", str(sources / "hello.o"), "--", "sleep", "1")
    assert done.returncode == 0
    done = beebox("run", "--prog", "helo", str(sources / "hello.o"), "--", "true")
    assert "has no program 'helo'\n  hint: it has: hello" in done.stderr
