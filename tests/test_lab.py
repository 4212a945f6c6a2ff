"""docs/LAB.md is run: each console block's commands, in order, against the output that it shows.

In a shown output, ``...`` stands for any text in a line, and alone on a line for any lines. A block
that begins with ```` ```console root ```` runs as root only, ``c`` wants a clang, ``bg`` starts its
first command in the background and ends it after the block.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
LAB = ROOT / "docs" / "LAB.md"
BLOCK = re.compile(r"^```console([a-z ]*)\n(.*?)^```", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True)
class Step:
    command: str
    expected: str


def steps(block: str) -> list[Step]:
    found: list[tuple[str, list[str]]] = []
    for line in block.splitlines():
        if line.startswith("$ "):
            found.append((line[2:], []))
        elif line.startswith(">"):
            command, shown = found[-1]
            found[-1] = (f"{command}\n{line[2:]}", shown)
        else:
            found[-1][1].append(line)
    return [Step(command, "\n".join(lines)) for command, lines in found]


def pattern(expected: str) -> re.Pattern[str]:
    lines = []
    for line in expected.splitlines():
        if line.strip() == "...":
            lines.append(r"(?:.*\n)*?")
        else:
            lines.append(re.escape(line.rstrip()).replace(r"\.\.\.", ".*") + r" *\n")
    return re.compile("".join(lines))


def environment(home: Path) -> dict[str, str]:
    return {
        **os.environ,
        "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
        "HOME": str(home),
        "XDG_RUNTIME_DIR": str(home),
    }


def run(step: Step, where: Path, env: dict[str, str]) -> None:
    done = subprocess.run(
        ["bash", "-c", step.command],
        check=False,
        cwd=where,
        env=env,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=120,
    )
    if step.expected.strip() and not pattern(step.expected).fullmatch(done.stdout):
        pytest.fail(
            f"$ {step.command}\n--- the lab shows\n{step.expected}\n--- printed\n{done.stdout}",
            pytrace=False,
        )


@pytest.mark.slow
def test_the_lab(tmp_path: Path) -> None:
    """One test: the steps build on each other."""
    for name in ("examples", "src"):
        (tmp_path / name).symlink_to(ROOT / name)
    env = environment(tmp_path)
    text = LAB.read_text()
    ran = 0
    for match in BLOCK.finditer(text):
        words = match[1].split()
        if ("root" in words and os.geteuid() != 0) or ("c" in words and not shutil.which("clang")):
            continue
        todo = steps(match[2])
        background = None
        if "bg" in words:
            background = subprocess.Popen(
                ["bash", "-c", f"exec {todo[0].command}"],
                cwd=tmp_path,
                env=env,
                stdout=subprocess.DEVNULL,
            )
            time.sleep(3)
            todo = todo[1:]
        try:
            for step in todo:
                run(step, tmp_path, env)
                ran += 1
        finally:
            if background is not None:
                background.send_signal(signal.SIGINT)
                background.wait(timeout=30)
    assert ran >= 10
