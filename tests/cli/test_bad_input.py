"""What a user gets wrong: a line or a few that say what and where, a sensible status, no traceback."""

from __future__ import annotations

import struct
import subprocess
import sys
from pathlib import Path

import pytest

from beebox import lang

BEEBOX = [sys.executable, "-m", "beebox"]
HEAD = "from beebox import bpf\nfrom beebox.bpf import i32, u32, u64\n"
PROGRAM = (
    '@bpf.program("{section}")\ndef f(ctx: bpf.SysEnterOpenat) -> i32:\n    {body}\n    return 0\n'
)


def run(*arguments: str, **how: object) -> subprocess.CompletedProcess[str]:
    options: dict[str, object] = {"capture_output": True, "text": True, "timeout": 60} | how
    done = subprocess.run([*BEEBOX, *arguments], check=False, **options)
    assert "Traceback" not in done.stderr
    return done


def source(
    where: Path, body: str = "pass", section: str = "tracepoint/syscalls/sys_enter_openat"
) -> str:
    path = where / "tool.py"
    path.write_text(HEAD + PROGRAM.format(section=section, body=body))
    return str(path)


@pytest.fixture
def built(tmp_path: Path) -> bytes:
    return lang.compile(source(tmp_path, "bpf.current_pid()"))


def inspect(where: Path, data: bytes) -> subprocess.CompletedProcess[str]:
    path = where / "bad.o"
    path.write_bytes(data)
    done = run("inspect", str(path))
    assert done.returncode == 2
    assert done.stderr.startswith(f"beebox: {path}: ")
    assert len(done.stderr.splitlines()) <= 3
    return done


def test_not_an_elf_file(tmp_path: Path) -> None:
    assert "not an ELF file" in inspect(tmp_path, b"#!/bin/sh\n").stderr
    assert "not an ELF file" in inspect(tmp_path, b"").stderr


def test_an_elf_file_for_another_machine(tmp_path: Path) -> None:
    assert (
        "not for BPF"
        in inspect(tmp_path, Path(sys.executable).resolve().read_bytes()[:4096]).stderr
    )


def test_a_truncated_object(tmp_path: Path, built: bytes) -> None:
    for size in (20, 63, 64, 500, len(built) - 1):
        inspect(tmp_path, built[:size])


def test_an_unknown_relocation(tmp_path: Path) -> None:
    path = source(tmp_path, "counts[bpf.current_pid()] = 1")
    text = (
        Path(path)
        .read_text()
        .replace("@bpf", "counts = bpf.Hash[u32, u64](max_entries=8)\n\n\n@bpf", 1)
    )
    Path(path).write_text(text)
    data = bytearray(lang.compile(path))
    shoff, shnum = struct.unpack_from("<Q", data, 40)[0], struct.unpack_from("<H", data, 60)[0]
    for number in range(shnum):
        kind, _, _, offset, size, _, info = struct.unpack_from(
            "<IQQQQII", data, shoff + 64 * number + 4
        )
        code = struct.unpack_from("<IIQ", data, shoff + 64 * info)
        if kind == 9 and size and code[2] & 4:
            struct.pack_into("<I", data, offset + 8, 77)
    assert "77" in inspect(tmp_path, bytes(data)).stderr


def test_an_unknown_section_name(tmp_path: Path) -> None:
    done = run("check", source(tmp_path, section="tracepiont/syscalls/sys_enter_openat"))
    assert done.returncode == 2
    assert "tracepiont" in done.stderr
    assert "tracepoint" in done.stderr


def test_a_refused_program_shows_its_log_and_line(tmp_path: Path) -> None:
    path = source(tmp_path, "entry = counts.lookup(bpf.current_pid())\n    entry[0] += 1")
    Path(path).write_text(
        Path(path)
        .read_text()
        .replace("@bpf", "counts = bpf.Hash[u32, u64](max_entries=8)\n\n\n@bpf", 1)
    )
    done = run("run", path, "--", "true")
    assert done.returncode == 1
    assert "; entry[0] += 1 @ tool.py:" in done.stderr
    said, hint = done.stderr.splitlines()[-2:]
    assert said.endswith("R0 invalid mem access 'map_value_or_null'")
    assert "`beebox check --explain`" in hint


def test_an_unknown_helper(tmp_path: Path) -> None:
    done = run("check", source(tmp_path, "bpf.no_such_helper()"))
    assert done.returncode == 2
    assert "no_such_helper" in done.stderr
    assert "^" in done.stderr


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("x = 1.5", "floating"),
        ("x = {1: 2}", "dict"),
        ("print(1)", "print"),
        ("undefined_name", "undefined_name"),
    ],
)
def test_python_outside_the_subset(tmp_path: Path, body: str, said: str) -> None:
    path = source(tmp_path, body)
    done = run("build", path, cwd=tmp_path)
    assert done.returncode == 2
    lines = done.stderr.splitlines()
    assert lines[0].startswith(f"beebox: {path}:5:")
    assert said in done.stderr
    assert lines[2].strip().startswith("^")


def test_python_that_does_not_parse_or_import(tmp_path: Path) -> None:
    path = tmp_path / "broken.py"
    for text, said in (("def f(:\n", "broken.py:1"), ("import no_such_module\n", "no_such_module")):
        path.write_text(text)
        done = run("build", str(path))
        assert done.returncode == 2
        assert said in done.stderr


def test_files_that_are_not_there(tmp_path: Path) -> None:
    for command in ("inspect", "check", "run", "build"):
        for name in ("gone.o", "gone.py", "gone.bpf.c"):
            behind = ["--", "true"] if command == "run" else []
            done = run(command, str(tmp_path / name), *behind)
            assert done.returncode == 2, (command, name)
            assert name in done.stderr


def test_commands_and_options_that_are_not_there() -> None:
    done = run("opensnop")
    assert done.returncode == 2
    assert "opensnoop" in done.stderr
    for arguments in (
        ["opensnoop", "--no-such"],
        ["prog", "sing"],
        ["opensnoop", "-d", "0"],
        ["opensnoop", "-p", "x"],
    ):
        done = run(*arguments)
        assert done.returncode == 2
        assert "--help" in done.stderr


def test_errors_are_objects_with_json(tmp_path: Path) -> None:
    done = run("inspect", "--json", str(tmp_path / "gone.o"))
    assert done.stdout.startswith('{"error": ')


def test_no_box_to_look_into(tmp_path: Path) -> None:
    done = run("prog", "show", env={"XDG_RUNTIME_DIR": str(tmp_path), "PATH": "/usr/bin:/bin"})
    assert done.returncode == 2
    assert "no box is running" in done.stderr


def test_a_reader_that_goes_away() -> None:
    command = f"{' '.join(BEEBOX)} opensnoop -- ls /usr /usr/lib | head -1"
    done = subprocess.run(
        ["bash", "-c", command], check=False, capture_output=True, text=True, timeout=60
    )
    assert "Traceback" not in done.stderr
    assert len(done.stdout.splitlines()) == 1
