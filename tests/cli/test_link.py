"""``beebox link``: what bpftool says, and what newer links are besides; pinned and detached by it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from beebox.isa import asm
from beebox.lang.asm import object_of

linux = [
    pytest.mark.linux,
    pytest.mark.skipif(os.geteuid() != 0, reason="takes root"),
    pytest.mark.skipif(shutil.which("bpftool") is None, reason="no bpftool"),
]
SECTIONS = {
    "raw": "raw_tp/sys_exit",
    "tp": "tracepoint/syscalls/sys_enter_swapoff",
    "walk": "iter/task",
    "drop": "xdp",
    "out": "tcx/egress",
    "look": "sk_lookup",
    "probe": "uprobe",
    "many": "uprobe.multi",
}

# In a network namespace of its own, with a bpf file system of its own at argv[2].
ATTACH = """
import json, os, subprocess, sys
import beebox
from beebox import targets


def ran(*words, check=True):
    done = subprocess.run(words, text=True, capture_output=True)
    assert not check or done.returncode == 0, done.stderr
    return done


path, root = sys.argv[1:]
ours = [sys.executable, "-m", "beebox", "link", "--kernel", "linux"]
with beebox.load(path, "linux") as live:
    live.targets.update(
        drop=targets.Xdp("lo"),
        out=targets.Tcx("lo", egress=True),
        look=targets.Netns(),
        probe=targets.Uprobe("libc", "swapoff", pid=os.getpid(), cookie=5),
        many=targets.UprobeMulti("libc", "swapof[f]", pid=os.getpid()),
    )
    live.attach()
    ids = {link.name: link.id for link in live.links}
    mine = {each["id"]: each for each in json.loads(ran(*ours, "show", "-j").stdout)}
    theirs = {each["id"]: each for each in json.loads(ran("bpftool", "-j", "link", "show").stdout)}
    told = {name: [mine[number], theirs[number]] for name, number in ids.items()}
    text = ran(*ours, "show", "id", str(ids["look"])).stdout
    same = ran("bpftool", "link", "show", "id", str(ids["look"])).stdout
    ran(*ours, "pin", "id", str(ids["drop"]), root + "/drop")
    pinned = json.loads(ran("bpftool", "-j", "link", "show", "pinned", root + "/drop").stdout)
    shown = json.loads(ran(*ours, "show", "pinned", root + "/drop", "-j").stdout)
    ran(*ours, "detach", "pinned", root + "/drop")
    after = json.loads(ran(*ours, "show", "id", str(ids["drop"]), "-j").stdout)
    refused = ran(*ours, "detach", "id", str(ids["raw"]), check=False)
    print(json.dumps([told, text, same, pinned, shown, after, refused.stderr]))
"""


@pytest.mark.usefixtures("tmp_path")
class TestLinux:
    """On the real kernel."""

    pytestmark = linux

    def test_as_bpftool(self, tmp_path: Path) -> None:
        parts = ['.license "GPL"']
        for name, section in SECTIONS.items():
            result = 1 if section == "sk_lookup" else 0
            parts.append(f'.section "{section}"\n{name}: r0 = {result}\nexit')
        path = tmp_path / "t.bpf.o"
        path.write_bytes(object_of(asm.unit("\n".join(parts) + "\n", "t.s")))
        root = tmp_path / "bpf"
        root.mkdir()
        script = f'ip link set lo up; mount -t bpf bpf {root} && exec "$@"'
        line = ["unshare", "-n", "-m", "--propagation", "private", "sh", "-c", script, "sh"]
        done = subprocess.run(
            [*line, sys.executable, "-c", ATTACH, str(path), str(root)],
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )
        assert done.returncode == 0, done.stderr
        told, text, same, pinned, shown, after, refused = json.loads(done.stdout)
        for mine, theirs in told.values():
            theirs.pop("pids", None)
            if isinstance(theirs["type"], int):  # newer than this bpftool
                theirs.pop("type")
            assert mine | theirs == mine
        mine = {name: pair[0] for name, pair in told.items()}
        assert mine["tp"]["tracepoint"] == "sys_enter_swapoff"
        assert (mine["drop"]["devname"], mine["drop"]["ifindex"]) == ("lo", 1)
        assert (mine["out"]["type"], mine["out"]["attach_type"]) == ("tcx", "tcx_egress")
        assert mine["probe"]["file"].endswith("libc.so.6")
        assert mine["probe"]["cookie"] == 5
        assert (mine["many"]["type"], mine["many"]["func_cnt"]) == ("uprobe_multi", 1)
        assert mine["many"]["path"] == mine["probe"]["file"]
        assert text == same
        assert (pinned["id"], shown["id"]) == (mine["drop"]["id"],) * 2
        assert (after["ifindex"], after["devname"]) == (0, "(none)")
        assert "a link of type raw_tracepoint ends when nobody holds it" in refused


def test_of_a_box(beebox, boxes: Callable[[int], dict[str, str]]) -> None:
    env = boxes(1)
    one_of_them = next(Path(env["XDG_RUNTIME_DIR"]).rglob("*.sock")).stem
    box = ["--box", one_of_them]
    shown = json.loads(beebox("link", "show", "-j", *box, env=env).stdout)
    assert {each["type"] for each in shown} <= {"perf_event", "raw_tracepoint"}
    assert all(each["prog_id"] for each in shown)
    text = beebox("link", *box, env=env).stdout
    assert len(text.splitlines()) >= len(shown) > 0
    words = ["show", "id", str(shown[0]["id"])]
    one = json.loads(beebox("link", *words, "-j", *box, env=env).stdout)
    assert one == shown[0]


def test_command_lines(beebox) -> None:
    for words, said in (
        (["pin", "id", "3"], "expected: link pin LINK FILE"),
        (["detach"], "expected: link detach LINK"),
        (["show", "3"], "expected id ID or pinned FILE, got '3'"),
        (["show", "id", "x"], "'x' is not an id"),
    ):
        done = beebox("link", *words, "--kernel", "linux")
        assert (done.returncode, said in done.stderr) == (2, True), done.stderr
