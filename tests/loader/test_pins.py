"""Objects that are pinned live on: found again by another process, still attached, until unpinned."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import beebox
from beebox.isa import asm
from beebox.lang.asm import object_of

SOURCE = """
        .license "GPL"
        .map count, type=array, key=u32, value=u64, max_entries=1
        .section "{section}"
prog:   call bpf_get_current_pid_tgid
        r0 >>= 32
        if r0 != {pid} goto out
        *(u32 *)(r10 - 4) = 0
        r2 = r10
        r2 += -4
        r1 = count ll
        call bpf_map_lookup_elem
        if r0 == 0 goto out
        r1 = 1
        lock *(u64 *)(r0 + 0) += r1
out:    r0 = 0
        exit
"""

# Runs where a bpf file system of its own is mounted at argv[1]. A child loads, attaches, pins and
# ends; what it left goes on to count this process.
STORY = """
import errno, json, os, subprocess, sys, time
import beebox
from beebox.isa import asm
from beebox.lang.asm import object_of

root, section, source = sys.argv[1:]
home, linux = root + "/tool", beebox.Linux()


def opened():
    os.close(os.open("/dev/null", os.O_RDONLY))


def bpftool(*words):
    return json.loads(subprocess.check_output(["bpftool", "-j", *words]))


pid = os.getpid()
child = os.fork()
if child == 0:
    try:
        data = object_of(asm.unit(source.format(section=section, pid=pid), "t.s"))
        with beebox.load(data, linux) as live:
            live.attach()
            live.pin(home)
            try:
                live.pin(home)
            except beebox.KernelError as error:
                assert error.errno == errno.EEXIST, error
                assert "pin at " + home in str(error), error
            assert os.listdir(home + "/links") == ["prog"], "the second pin took the first away"
    except BaseException as error:
        print("child:", repr(error), flush=True)
        os._exit(1)
    os._exit(0)
_, status = os.waitpid(child, 0)
assert status == 0, status

counts = beebox.Map.pinned(linux, home + "/maps/count")
before = counts[0]
opened()
assert counts[0] > before, "it does not run on"

with beebox.Link.pinned(linux, home + "/links/prog") as link:
    told = bpftool("link", "show", "pinned", home + "/links/prog")
    assert (told["id"], told["prog_id"]) == (link.id, link.info.prog_id), told
    program = beebox.Program.pinned(linux, home + "/programs/prog")
    shown = bpftool("prog", "show", "pinned", home + "/programs/prog")
    assert (shown["id"], shown["name"]) == (link.info.prog_id, program.spec.name), shown
    assert shown["type"] == program.spec.type.name.lower()
    shown = bpftool("map", "show", "pinned", home + "/maps/count")
    assert (shown["id"], shown["name"]) == (counts.info.id, counts.spec.name), shown
    link.pin(root + "/again")
    link.unpin(home + "/links/prog")
before = counts[0]
opened()
assert counts[0] > before, "one name of two is enough"
os.unlink(root + "/again")
for turn in range(100):  # the kernel gives up what had a name after a grace period
    before = counts[0]
    opened()
    if counts[0] == before:
        break
    time.sleep(0.05)
assert counts[0] == before, "nobody holds it any more"

with program.attach(beebox.targets.{target}) as link:  # it can be attached anew
    before = counts[0]
    opened()
    assert counts[0] > before, "attached again"
    try:
        link.detach()
    except beebox.KernelError as error:
        assert error.errno == errno.EOPNOTSUPP, error
    else:
        before = counts[0]
        opened()
        assert counts[0] == before, "detached by force"
program.close()
counts.close()
for kind, path in (
    (beebox.Map, "/programs/prog"),
    (beebox.Program, "/maps/count"),
    (beebox.Link, "/maps/count"),
):
    try:
        kind.pinned(linux, home + path)
    except beebox.KernelError as error:
        assert "it is a " in str(error), error
    else:
        raise AssertionError("a program is no map")
for noun, path in (("prog", "/programs/prog"), ("map", "/maps/count")):
    words = [noun, "show", "pinned", home + path]
    line = [sys.executable, "-m", "beebox", *words, "--kernel", "linux", "-j"]
    ours, theirs = json.loads(subprocess.check_output(line)), bpftool(*words)
    assert (ours["id"], ours["name"], ours["type"]) == (theirs["id"], theirs["name"], theirs["type"])
    done = subprocess.run([*line[:6], home, *line[7:]], capture_output=True, text=True)
    assert done.returncode == 1 and "Traceback" not in done.stderr, done.stderr
print("told")
"""


@pytest.mark.linux
@pytest.mark.parametrize(
    ("section", "target"),
    [
        ("tracepoint/syscalls/sys_enter_openat", 'Tracepoint("syscalls/sys_enter_openat")'),
        ("raw_tp/sys_enter", 'RawTracepoint("sys_enter")'),
    ],
)
def test_what_is_pinned_lives_on(tmp_path: Path, section: str, target: str) -> None:
    if os.geteuid() != 0 or not shutil.which("bpftool"):
        pytest.skip("takes root and bpftool")
    mount = f'mount -t bpf bpf {tmp_path} && exec "$@"'
    line = ["unshare", "-m", "--propagation", "private", "sh", "-c", mount, "sh", sys.executable]
    story = STORY.replace("{target}", target)
    done = subprocess.run(
        [*line, "-c", story, str(tmp_path), section, SOURCE],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    if "mount" in done.stderr and done.returncode == 32:
        pytest.skip(done.stderr)
    assert (done.returncode, done.stdout) == (0, "told\n"), done.stdout + done.stderr


def source(section: str = "tracepoint/syscalls/sys_enter_openat", pid: int = 1) -> bytes:
    return object_of(asm.unit(SOURCE.format(section=section, pid=pid), "t.s"))


def test_in_the_box_names_last_as_long_as_the_box() -> None:
    box = beebox.Box()
    with beebox.load(source(), box) as live:
        live.attach()
        live.pin("/box/tool")
        with pytest.raises(beebox.KernelError, match=r"pin at /box/tool/maps/count.*File exists"):
            live.pin("/box/tool")
        live.maps.count[0] = 7
    counts = beebox.Map.pinned(box, "/box/tool/maps/count")
    assert counts[0] == 7
    assert beebox.Program.pinned(box, "/box/tool/programs/prog").spec.name == "prog"
    with beebox.Link.pinned(box, "/box/tool/links/prog") as link:
        assert link.info.prog_id
    live.unpin("/box/tool")
    with pytest.raises(beebox.KernelError):
        beebox.Map.pinned(box, "/box/tool/maps/count")
    with pytest.raises(beebox.KernelError, match="nothing is pinned in /box/tool"):
        live.unpin("/box/tool")
    box.shut()


def test_one_by_one() -> None:
    box = beebox.Box()
    with beebox.load(source(), box) as live:
        for each, path in ((live.maps.count, "/m"), (live.programs.prog, "/p")):
            each.pin(path)
            with pytest.raises(beebox.KernelError):
                each.pin(path)
            each.unpin(path)
            with pytest.raises(beebox.KernelError, match=f"unlink {path}"):
                each.unpin(path)
        with live.programs.prog.attach() as link:
            link.pin("/l")
            link.unpin("/l")
    box.shut()


@pytest.mark.linux
def test_nowhere_to_pin(tmp_path: Path) -> None:
    if os.geteuid() != 0:
        pytest.skip("takes root")
    with beebox.load(source(), "linux") as live:
        with pytest.raises(beebox.KernelError, match="is a bpf file system mounted there"):
            live.pin(str(tmp_path / "tool"))
        assert not (tmp_path / "tool").exists()
        with pytest.raises(beebox.KernelError, match="make directory /nowhere/at/all"):
            live.pin("/nowhere/at/all")
