"""``beebox prog`` and ``beebox map``, looking into boxes that run in other processes."""

from __future__ import annotations

import json
import re

import pytest


def test_programs(beebox, boxes) -> None:
    env = boxes(1)
    shown = beebox("prog", env=env)
    assert shown.returncode == 0
    assert re.search(
        r"^\d+: tracepoint  name exit_openat  tag [0-9a-f]{16}  gpl$", shown.stdout, re.MULTILINE
    )
    rows = json.loads(beebox("prog", "show", "--json", env=env).stdout)
    row = next(row for row in rows if row["name"] == "exit_openat")
    assert row["jited"]
    place = ["id", str(row["id"])]
    assert json.loads(beebox("prog", "show", *place, "-j", env=env).stdout)["tag"] == row["tag"]
    xlated = beebox("prog", "dump", "xlated", *place, env=env).stdout
    assert "; return end(ctx.ret)" in xlated
    jited = beebox("prog", "dump", "jited", "name", "exit_openat", "opcodes", env=env).stdout
    assert f"bpf_prog_{row['tag']}_exit_openat:" in jited
    assert "retq" in jited


def test_maps(beebox, boxes) -> None:
    env = boxes(1)
    assert "name watched" in beebox("map", env=env).stdout
    (entry,) = json.loads(beebox("map", "dump", "name", "watched", "-j", env=env).stdout)
    assert entry["formatted"]["value"] == 1
    refused = beebox("map", "dump", "name", "events", env=env)
    assert refused.returncode == 1
    assert "ringbuf" in refused.stderr


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        (["prog", "show", "id", "999"], 1, "999"),
        (["prog", "show", "id", "x"], 2, "'x'"),
        (["prog", "show", "name"], 2, "expected id ID"),
        (["prog", "show", "name", "nope"], 2, "'nope'"),
        (["prog", "dump"], 2, "xlated|jited"),
        (["prog", "dump", "xlated", "name", "exit_openat", "bogus"], 2, "'bogus'"),
        (
            ["prog", "dump", "xlated", "name", "exit_openat", "file", "/nonexistent/x"],
            1,
            "/nonexistent/x",
        ),
        (["map", "dump"], 2, "dump MAP"),
        (["map", "dump", "id", "999"], 1, "999"),
        (["map", "show", "tag", "1"], 2, "expected id ID"),
        (["prog", "show", "--box", "1"], 1, "process 1"),
    ],
)
def test_what_is_not_there(beebox, boxes, words: list[str], status: int, said: str) -> None:
    done = beebox(*words, env=boxes(1))
    assert (done.returncode, done.stdout) == (status, "")
    assert said in done.stderr
    assert len(done.stderr.splitlines()) <= 2


def test_two_boxes_want_a_choice(beebox, boxes) -> None:
    env = boxes(2)
    done = beebox("prog", "show", env=env)
    assert done.returncode == 2
    pids = re.findall(r"\d+", done.stderr)
    assert len(pids) == 2
    for pid in pids:
        assert "exit_openat" in beebox("prog", "show", "--box", pid, env=env).stdout
