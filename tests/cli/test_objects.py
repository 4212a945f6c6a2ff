"""``beebox build``, ``check`` and ``inspect``: from source to object to verdict."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from beebox.cli.main import main


def test_build_writes_an_object(sources: Path, tmp_path: Path, monkeypatch, capsys) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["build", str(sources / "hello.py")]) == 0
    data = Path("hello.o").read_bytes()
    assert data[:4] == b"\x7fELF"
    assert capsys.readouterr().out == f"hello.o: {len(data)} bytes\n"
    assert main(["build", str(sources / "hello.py"), "-o", "other.o"]) == 0
    assert Path("other.o").read_bytes() == data


def test_build_where_nothing_can_be_written(sources: Path, capsys) -> None:
    assert main(["build", str(sources / "hello.py"), "-o", "/nonexistent/hello.o"]) == 1
    assert capsys.readouterr().err == "beebox: /nonexistent/hello.o: No such file or directory\n"


def test_c_without_a_compiler(beebox, tmp_path: Path) -> None:
    path = tmp_path / "tool.bpf.c"
    path.write_text("int x;\n")
    done = beebox("build", str(path), env={**os.environ, "PATH": "/nonexistent"})
    if done.returncode == 0:
        pytest.skip("ziglang is installed")
    assert done.returncode == 2
    assert "pip install 'beebox[c]'" in done.stderr


def test_check(kernel: str, sources: Path, capsys) -> None:
    assert main(["check", "--kernel", kernel, str(sources / "hello.o")]) == 0
    lines = [line for line in capsys.readouterr().out.splitlines() if line[0] != " "]
    assert [line.rpartition(": ")[2] for line in lines] == ["accepted"] * 4
    assert (
        main(["check", "-v", "--prog", "hello", "--kernel", kernel, str(sources / "hello.o")]) == 0
    )
    assert "processed " in capsys.readouterr().out


def test_a_refusal_names_the_source_line(kernel: str, sources: Path, capsys) -> None:
    arguments = ["--prog", "count", "--kernel", kernel, str(sources / "careless.o")]
    assert main(["check", *arguments]) == 1
    last = [line for line in capsys.readouterr().out.splitlines() if line[0] != " "][-1]
    assert "REFUSED at careless.py:13 (entry[0] += 1): R0 invalid mem access" in last
    assert main(["check", "--json", *arguments]) == 1
    (verdict,) = json.loads(capsys.readouterr().out)
    assert verdict["place"] == "careless.py:13 (entry[0] += 1)"
    assert verdict["accepted"] is False
    assert {"file", "name", "section", "type", "accepted", "errno", "message", "place", "log"} < (
        set(verdict)
    )


def test_an_optional_program_is_checked_too(tmp_path: Path, capsys) -> None:
    path = tmp_path / "tool.py"
    path.write_text(
        "from beebox import bpf\nfrom beebox.bpf import i32\n\n\n"
        '@bpf.program("?tracepoint/syscalls/sys_enter_openat")\n'
        "def look(ctx: bpf.SysEnterOpenat) -> i32:\n    return 0\n"
    )
    assert main(["check", str(path)]) == 0
    assert "accepted" in capsys.readouterr().out


@pytest.mark.parametrize("command", ["check", "inspect"])
def test_a_program_that_is_not_in_it(command: str, sources: Path, capsys) -> None:
    status = main([command, "--prog", "nope", str(sources / "hello.o")])
    assert status == {"check": 2, "inspect": 1}[command]
    assert "tree_exec" in capsys.readouterr().err


def test_inspect(sources: Path, capsys) -> None:
    assert main(["inspect", str(sources / "narrow.o")]) == 0
    text = capsys.readouterr().out
    assert "ELF64 little-endian object for BPF, license" in text
    assert "opened: ringbuf" in text
    assert "; event.number = 7" in text
    assert "(18) r1 = map[opened]" in text
    assert "R_BPF_64_64  opened" in text


def test_inspect_json(sources: Path, capsys) -> None:
    assert main(["inspect", "--json", str(sources / "narrow.o")]) == 0
    shown = json.loads(capsys.readouterr().out)
    assert list(shown) == ["sections", "relocations", "maps", "source"]
    assert {"name": "opened", "type": "ringbuf", "max_entries": 4096}.items() <= next(
        each for each in shown["maps"] if each["name"] == "opened"
    ).items()
    assert {"disasm", "src", "file", "line_num", "line_col"} <= set().union(
        *shown["source"][-1]["insns"]
    )
    assert main(["inspect", "--json", "--maps", str(sources / "narrow.o")]) == 0
    assert list(json.loads(capsys.readouterr().out)) == ["maps"]
