"""``beebox`` itself: help, version, statuses; ``doctor`` and ``completion``."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from beebox import __version__
from beebox.cli import doctor
from beebox.cli.main import COMMANDS, main


def test_help(capsys) -> None:
    assert main(["--help"]) == main(["help"]) == main(["-h"]) == 0
    shown = capsys.readouterr().out
    assert all(f"  {command.name} " in shown for command in COMMANDS)
    assert main([]) == 2


@pytest.mark.parametrize("name", [command.name for command in COMMANDS])
def test_every_command_has_help(name: str, capsys) -> None:
    shown = []
    for arguments in ([name, "--help"], ["help", name]):
        with pytest.raises(SystemExit) as end:
            main(arguments)
        assert end.value.code == 0
        shown.append(capsys.readouterr().out)
    assert shown[0] == shown[1]
    assert shown[0].startswith(f"usage: beebox {name}")
    assert "examples:" in shown[0]


def test_version(capsys) -> None:
    assert main(["version"]) == main(["--version"]) == main(["-V"]) == 0
    assert set(capsys.readouterr().out.splitlines()) == {f"beebox {__version__}"}


def test_no_such_command(capsys) -> None:
    assert main(["chekc"]) == 2
    assert capsys.readouterr().err == "beebox: no command 'chekc'; did you mean check?\n"


@pytest.mark.parametrize("option", ["-j", "--json"])
def test_errors_as_objects(option: str, capsys) -> None:
    assert main(["check", option, "/nonexistent.o"]) == 2
    error = json.loads(capsys.readouterr().out)
    assert error == {"error": "/nonexistent.o: No such file or directory"}


def test_a_commands_own_options_are_its_own(capsys) -> None:
    assert main(["opensnoop", "-p", "1", "--", "ls", "--json"]) == 2
    shown = capsys.readouterr()
    assert shown.out == ""
    assert shown.err.startswith("beebox: choose one")


def test_a_full_disk(beebox) -> None:
    for words in (["help"], ["doctor"], ["completion", "bash"]):
        with Path("/dev/full").open("w") as full:
            done = beebox(*words, stdout=full, stderr=subprocess.PIPE, capture_output=False)
        assert done.returncode == 1
        assert done.stderr == "beebox: standard output: No space left on device\n"


def test_doctor(capsys, monkeypatch) -> None:
    status = main(["doctor", "--json"])
    findings = json.loads(capsys.readouterr().out)
    assert set(findings[0]) == {"name", "ok", "detail", "remedy", "area"}
    assert status == (not all(each["ok"] for each in findings if each["area"] == "box"))
    assert main(["doctor"]) == status
    plain = capsys.readouterr().out
    assert "\x1b" not in plain
    for each in findings:
        assert each["name"] in plain
        assert each["ok"] or each["remedy"], f"{each['name']} is missing and nothing brings it"
    monkeypatch.setattr(doctor, "colour", lambda: True)
    assert main(["doctor"]) == status
    assert "\x1b[32myes" in capsys.readouterr().out


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion(shell: str, capsys, tmp_path) -> None:
    assert main(["completion", shell]) == 0
    script = capsys.readouterr().out
    assert all(command.name in script for command in COMMANDS)
    assert "xlated" not in script
    assert "duration" in script
    if shutil.which(shell):
        path = tmp_path / "script"
        path.write_text(script)
        subprocess.run([shell, "-n", str(path)], check=True, timeout=30)


def test_bash_completes() -> None:
    from beebox.cli import completion

    script = completion.bash(completion.words())
    ask = (
        'COMP_WORDS=(beebox "$@"); COMP_CWORD=$#; compopt() { :; }; _beebox; echo "${COMPREPLY[@]}"'
    )
    for words, expected in (
        (["ins"], "inspect"),
        (["opensnoop", "--time"], "--timestamp"),
        (["prog", "du"], "dump"),
        (["opensnoop", "--", "--fa"], ""),
        (["opensnoop", "--kernel", ""], "box linux"),
        (["run", "x.py", "--kernel", "l"], "linux"),
        (["run", ""], ""),
    ):
        done = subprocess.run(
            ["bash", "-c", script + ask, "bash", *words], check=True, capture_output=True, text=True
        )
        assert done.stdout.strip() == expected


def test_an_option_that_is_near_is_named(capsys) -> None:
    assert main(["opensnoop", "--jsn", "--", "true"]) == 2
    assert "did you mean --json?" in capsys.readouterr().err
    assert main(["run", "x.py", "ls"]) == 2
    assert "COMMAND comes after --" in capsys.readouterr().err


def test_a_file_that_is_missing_comes_before_what_to_watch(capsys) -> None:
    assert main(["run", "nowhere.py"]) == 2
    assert "nowhere.py: cannot read it" in capsys.readouterr().err


def test_closed_descriptors_are_filled() -> None:
    run = f'exec "{sys.executable}" -m beebox opensnoop -- true >&- 2>&- <&-'
    assert subprocess.run(["sh", "-c", run], check=False, timeout=60).returncode == 0
