"""``beebox run``: printed lines, decoded records, losses, on both kernels."""

from __future__ import annotations

import json
import re
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
    named = spec.btf.type(record_type(spec.btf, "opened"))
    assert named.name == "Opened"
    assert record_type(spec.btf, "watched") == 0


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
