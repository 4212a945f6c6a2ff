"""``beebox prog run``: what it prints, what it refuses, tracing and stopping; with bpftool beside."""

from __future__ import annotations

import json
import os
import re
import shutil
import struct
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from beebox import lang

Run = Callable[..., subprocess.CompletedProcess[str]]
BPFTOOL = shutil.which("bpftool") or shutil.which("bpftool", path="/usr/sbin:/sbin")
SOURCE = """\
from beebox import bpf
from beebox.bpf import i32, ptr, u32, u64

counts = bpf.Hash[u32, u64](max_entries=8)


@bpf.subprogram
def double(x: u32) -> u32:
    return x * 2


@bpf.program("socket")
def count(ctx: ptr[u32]) -> i32:
    counts[7] += 1
    return i32(double(ctx[2] + 21))


@bpf.program("xdp")
def passed(ctx: ptr[u32]) -> i32:
    return 2


@bpf.program("raw_tp/sched_switch")
def second(ctx: ptr[u64]) -> i32:
    return i32(ctx[1])


@bpf.program("syscall")
def next_one(ctx: ptr[u64]) -> i32:
    ctx[0] = ctx[1] + 1
    return 9


@bpf.program("tracepoint/syscalls/sys_enter_openat")
def entered(ctx: bpf.SysEnterOpenat) -> i32:
    return 0
"""
PACKET = bytes(12) + b"\x88\xb5" + b"a packet of some bytes"
LINE = re.compile(r"Return value: (\d+), duration( \(average\))?: (\d+)ns\n")


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A directory with ``all.o``, ``xdp.o``, ``packet``, ``args``."""
    where = tmp_path_factory.mktemp("run")
    (where / "all.py").write_text(SOURCE)
    (where / "all.o").write_bytes(lang.compile(str(where / "all.py")))
    head, _, rest = SOURCE.partition('@bpf.program("xdp")')
    one = head[: head.index("counts")] + '@bpf.program("xdp")' + rest[: rest.index("@bpf")]
    (where / "xdp.py").write_text(one)
    (where / "xdp.o").write_bytes(lang.compile(str(where / "xdp.py")))
    (where / "packet").write_bytes(PACKET)
    (where / "args").write_bytes(struct.pack("<2Q", 3, 40))
    return where


@pytest.fixture
def prog(beebox: Run, files: Path, kernel: str):
    """Run ``beebox prog run`` on each kernel, in the directory of the files."""

    def run(*arguments: str, **how: object) -> subprocess.CompletedProcess[str]:
        return beebox("prog", "run", *arguments, "--kernel", kernel, cwd=files, **how)

    return run


@pytest.fixture
def box(beebox: Run, files: Path):
    """Run ``beebox prog run`` in the box."""

    def run(*arguments: str, **how: object) -> subprocess.CompletedProcess[str]:
        return beebox("prog", "run", *arguments, "--kernel", "box", cwd=files, **how)

    return run


# --- results ---------------------------------------------------------------------------------


def test_result_is_one_line(prog) -> None:
    done = prog("xdp.o", "--data-in", "packet")
    match = LINE.fullmatch(done.stdout)
    assert match
    assert (match[1], match[2]) == ("2", None)
    done = prog("xdp.o", "--data-in", "packet", "--repeat", "10")
    assert LINE.fullmatch(done.stdout)[2] == " (average)"


def test_a_program_is_chosen_by_name(prog) -> None:
    for words in (["all.o:passed"], ["all.o", "passed"], ["all.py:passed"]):
        assert LINE.fullmatch(prog(*words, "--data-in", "packet").stdout)[1] == "2"


def test_packet_comes_out(prog, files: Path) -> None:
    done = prog("xdp.o", "--data-in", "packet", "--data-out", "-")
    assert done.stdout.startswith("0000000\t0000 0000 0000 0000 0000 0000 88b5 6120 |")
    done = prog("xdp.o", "--data-in", "packet", "--data-out", "out")
    assert LINE.fullmatch(done.stdout)
    assert (files / "out").read_bytes() == PACKET


def test_a_context_asked_for_is_the_packets(prog) -> None:
    """Without one given. Linux would take zeros, and with them an empty packet."""
    done = prog("xdp.o", "--data-in", "packet", "--data-out", "-", "--ctx-out", "-", "--json")
    told = json.loads(done.stdout)
    assert (bytes(told["data_out"]), told["retval"]) == (PACKET, 2)
    assert struct.unpack_from("<2I", bytes(told["ctx_out"])) == (0, len(PACKET))


def test_standard_input(prog) -> None:
    done = prog("xdp.o", "--data-in", "-", "--data-out", "-", text=False, input=PACKET)
    assert b"6120" in done.stdout


def test_json(prog) -> None:
    words = ("xdp.o", "--data-in", "packet", "--data-out", "-", "--json")
    told = json.loads(prog(*words).stdout)
    assert list(told) == ["data_out", "retval", "duration"]
    assert (bytes(told["data_out"]), told["retval"]) == (PACKET, 2)


def test_programs_without_a_packet(prog) -> None:
    assert LINE.fullmatch(prog("all.o:second", "--ctx-in", "args").stdout)[1] == "40"
    done = prog("all.o:next_one", "--ctx-in", "args", "--ctx-out", "-", "--json")
    told = json.loads(done.stdout)
    assert struct.unpack("<2Q", bytes(told["ctx_out"])) == (41, 40)
    assert told["retval"] == 9


def test_bpftools_words(prog) -> None:
    done = prog("xdp.o", "data_in", "packet", "repeat", "5", "data_out", "-")
    assert LINE.search(done.stdout)[2] == " (average)"
    assert done.stdout.startswith("0000000\t")


@pytest.mark.parametrize("engine", ["interpreter", "tier0", "tier1"])
def test_engines(box, engine: str) -> None:
    done = box("all.o:count", "--data-in", "packet", "--engine", engine, "--repeat", "3")
    assert LINE.fullmatch(done.stdout)[1] == "42", done.stderr


# --- mistakes --------------------------------------------------------------------------------

MISTAKES = [
    (["all.o", "--data-in", "packet"], 2, ["5 programs", "all.o:passed", "all.o:second"]),
    (["all.o:none", "--data-in", "packet"], 1, ["'none'", "passed"]),
    (["missing.o", "--data-in", "packet"], 2, ["missing.o", "No such file"]),
    (["xdp.o"], 2, ["--data-in", "head -c 64"]),
    (["xdp.o", "--data-in", "missing"], 2, ["missing: No such file"]),
    (["all.o:second", "--data-in", "packet"], 2, ["--ctx-in", "no packet"]),
    (["all.o:second", "--ctx-in", "args", "--repeat", "9"], 2, ["once"]),
    (["all.o:entered"], 1, ["tracepoint programs cannot be run by hand", "beebox run"]),
    (["xdp.o", "--data-in", "packet", "--data-size-out", "3"], 1, ["3", "36 bytes"]),
    (["xdp.o", "--data-in", "packet", "--repeat", "x"], 2, ["'x'"]),
    (["xdp.o", "--data-in", "packet", "--repeat", "-1"], 2, ["-1"]),
    (["xdp.o", "data_in"], 2, ["'data_in'"]),
    (["xdp.o", "data_in", "packet", "foo", "bar"], 2, ["'foo'"]),
    (["xdp.o", "--data-in", "-", "--ctx-in", "-"], 2, ["standard input"]),
    (["id"], 2, ["id"]),
    (["pinned", "/nowhere", "--data-in", "packet"], None, []),
]


@pytest.mark.parametrize(("words", "status", "parts"), MISTAKES, ids=lambda part: str(part)[:40])
def test_mistakes_are_told(prog, words: list[str], status: int | None, parts: list[str]) -> None:
    done = prog(*words, stdin=subprocess.DEVNULL)
    assert done.stdout == ""
    assert done.returncode in ((1, 2) if status is None else (status,))
    assert done.stderr.startswith("beebox: ")
    for part in parts:
        assert part in done.stderr


def test_short_packet_is_explained_in_the_box(box, files: Path) -> None:
    (files / "short").write_bytes(bytes(13))
    assert "14 bytes" in box("xdp.o", "--data-in", "short").stderr


def test_pinned_is_for_linux(box) -> None:
    assert "--kernel linux" in box("pinned", "/nowhere", "--data-in", "packet").stderr


def test_interpreting_is_for_the_box(beebox: Run, files: Path) -> None:
    for words in (["--trace"], ["--engine", "tier0"], ["--budget", "9"], ["--break", "1"]):
        done = beebox("prog", "run", "xdp.o", *words, "--kernel", "linux", cwd=files)
        assert (done.returncode, "box" in done.stderr) == (2, True)
    done = beebox("prog", "run", "xdp.o", "--trace", "--engine", "tier0", cwd=files)
    assert "interpreter" in done.stderr
    done = beebox("prog", "run", "id", "1", "--trace", cwd=files)
    assert (done.returncode, "OBJ" in done.stderr) == (2, True)


# --- watching --------------------------------------------------------------------------------


def test_trace_shows_each_instruction_and_what_it_did(box) -> None:
    lines = box("all.o:count", "--data-in", "packet", "--trace").stdout.splitlines()
    assert lines[0] == "count:"
    assert any(re.match(r"; counts\[7\] \+= 1$", line) for line in lines)
    assert any(re.search(r"\(85\) call bpf_map_lookup_elem#1 .*= 0x0$", line) for line in lines)
    assert any(re.search(r"r2=0x[0-9a-f]+ \(fp0-\d+\)$", line) for line in lines)
    inside = lines[lines.index("  double:") :]
    assert re.match(r"    *\d+: \(", inside[2])
    assert lines[-2].endswith("returns 0x2a")
    assert LINE.fullmatch(lines[-1] + "\n")[1] == "42"


def test_trace_in_json(box) -> None:
    done = box("all.o:count", "--data-in", "packet", "--trace", "--json")
    *steps, result = (json.loads(line) for line in done.stdout.splitlines())
    assert result["retval"] == 42
    assert steps[0]["insn"] == 0
    assert {step["function"] for step in steps} == {"count", "double"}
    assert any(step.get("call", {}).get("name") == "bpf_map_lookup_elem" for step in steps)
    assert any(step["regs"].get("r0") == "0x2a" for step in steps)
    assert any(step.get("source", {}).get("line") for step in steps)


def test_stepping(box) -> None:
    commands = "step\ns 2\nregs\nmem r10-8 8\nstack\nlist\nhelp\nwhat\n\nnext\ncontinue\n"
    done = box("all.o:count", "--data-in", "packet", "--step", input=commands)
    out = done.stdout
    assert out.count("=>   ") >= 4
    assert re.search(r"^r10 +0x[0-9a-f]+ \(fp0\)$", out, re.MULTILINE)
    assert "stack of frame 0+504:" in out
    assert re.search(r"^#0 count at \d+, all.py:\d+: ", out, re.MULTILINE)
    assert "no command 'what'" in out
    assert LINE.search(out)[1] == "42"


def test_stops(box, files: Path) -> None:
    line = SOURCE.splitlines().index("    return x * 2") + 1
    for place in ("double", f"all.py:{line}"):
        done = box(
            "all.o:count", "--data-in", "packet", "--break", place, input="stack\nfinish\nc\n"
        )
        assert re.search(r"^#1 count at ", done.stdout, re.MULTILINE), done.stderr
        assert done.stdout.count("=>") == 2
        assert LINE.search(done.stdout)
    done = box(
        "all.o:count", "--data-in", "packet", "--break", "0", input="b double\nd 0\nb\nc\nc\n"
    )
    assert done.stdout.count("=>") == 2


def test_end_of_commands_quits(box) -> None:
    for commands in ("", "step\n", "quit\n"):
        done = box("all.o:count", "--data-in", "packet", "--step", input=commands)
        assert (done.returncode, done.stderr) == (0, "")
        assert "Return value" not in done.stdout


@pytest.mark.parametrize(
    "place", ["999", "nothing", "all.py:1", "other.py:3"], ids=["number", "name", "line", "file"]
)
def test_stops_that_are_nowhere(box, place: str) -> None:
    done = box("all.o:count", "--data-in", "packet", "--break", place)
    assert (done.returncode, done.stdout) == (2, "")
    assert "no instruction" in done.stderr or "no function" in done.stderr


def test_bad_commands_are_told_and_the_next_is_read(box) -> None:
    commands = "mem\nmem 0\nmem r99\nmem r10-8 99999\nstep x\nbreak nothing\ncontinue\n"
    done = box("all.o:count", "--data-in", "packet", "--step", input=commands)
    assert "in no region" in done.stdout
    assert LINE.search(done.stdout)


def test_commands_and_data_do_not_share_standard_input(box) -> None:
    done = box("xdp.o", "--data-in", "-", "--step", input="x")
    assert (done.returncode, "commands" in done.stderr) == (2, True)


def test_budget(box) -> None:
    done = box("all.o:count", "--data-in", "packet", "--budget", "5")
    assert done.returncode == 1
    assert "budget of 5 instructions" in done.stderr


# --- beside bpftool --------------------------------------------------------------------------


@pytest.fixture
def pinned(files: Path, tmp_path: Path) -> Iterator[Path]:
    """``xdp.o`` loaded by bpftool and pinned in a bpffs of our own."""
    if os.geteuid() != 0 or not BPFTOOL:
        pytest.skip("needs root and bpftool")
    mount = tmp_path / "bpffs"
    mount.mkdir()
    done = subprocess.run(["mount", "-t", "bpf", "bpf", str(mount)], check=False)
    if done.returncode:
        pytest.skip("no bpffs can be mounted")
    try:
        at = mount / "passed"
        subprocess.run([BPFTOOL, "prog", "load", "xdp.o", str(at)], cwd=files, check=True)
        yield at
    finally:
        subprocess.run(["umount", str(mount)], check=True)


WORDS = [
    ["data_in", "packet"],
    ["data_in", "packet", "data_out", "-"],
    ["data_in", "packet", "data_out", "-", "ctx_in", "md", "ctx_out", "-"],
    ["data_in", "packet", "ctx_in", "md", "ctx_out", "-", "ctx_size_out", "24"],
    ["data_in", "packet", "data_out", "-", "repeat", "9"],
]


@pytest.mark.linux
@pytest.mark.parametrize("flags", [[], ["-j"]], ids=["text", "json"])
@pytest.mark.parametrize("words", WORDS, ids=" ".join)
def test_as_bpftool(
    beebox: Run, files: Path, pinned: Path, words: list[str], flags: list[str]
) -> None:
    (files / "md").write_bytes(struct.pack("<6I", 0, len(PACKET), 0, 1, 0, 0))
    place = ["prog", "run", "pinned", str(pinned), *words]
    theirs = subprocess.run(
        [BPFTOOL, *flags, *place], check=True, capture_output=True, text=True, cwd=files
    ).stdout
    ours = beebox(*place, *flags, "--kernel", "linux", cwd=files).stdout
    timeless = re.compile(r'(\d+)(?=ns$)|(?<="duration":)\d+', re.MULTILINE)
    assert timeless.sub("T", ours).strip() == timeless.sub("T", theirs).strip()
