"""Imports point down: a floor knows only the floors below it, and rooms of one floor not each other."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

SOURCE = Path(__file__).resolve().parent.parent / "src" / "beebox"

FLOORS = [
    ["errors", "bits", "cache", "abi"],
    ["isa", "btf"],
    ["spec", "pylang"],
    ["obj", "kernel", "verifier", "vm", "sources"],
    ["loader", "lang", "box"],
    ["api"],
    ["bpf", "features", "skeleton", "vmlinux"],
    ["tools"],
    ["cli"],
]
FLOOR = {room: number for number, rooms in enumerate(FLOORS) for room in rooms}
GROUND = {"errors", "bits", "cache"}

# What a module may do although the rule says otherwise, with the reason.
EXCEPTIONS: dict[tuple[str, str], str] = {}


def room_of(path: Path) -> str:
    return path.relative_to(SOURCE).parts[0].removesuffix(".py")


def imports(path: Path) -> list[tuple[int, str]]:
    """The rooms of beebox that the module at *path* imports, each with its line."""
    found = []
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            names = (
                [f"beebox.{alias.name}" for alias in node.names]
                if node.module == "beebox"
                else [node.module]
            )
        else:
            continue
        found += [(node.lineno, name.split(".")[1]) for name in names if name.startswith("beebox.")]
    return found


MODULES = sorted(
    p
    for p in SOURCE.rglob("*.py")
    if p.name not in {"__init__.py", "__main__.py"} or p.parent != SOURCE
)


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(SOURCE)))
def test_imports_point_down(path: Path) -> None:
    room = room_of(path)
    assert room in FLOOR, f"{room} stands on no floor"
    for line, other in imports(path):
        if other == room or (room, other) in EXCEPTIONS or other.startswith("__"):
            continue
        assert other in FLOOR, f"{path}:{line} imports {other}, which stands on no floor"
        below = FLOOR[other] < FLOOR[room] or (other in GROUND and FLOOR[room] == 0)
        assert below, (
            f"{path}:{line}: {room} (floor {FLOOR[room] + 1}) imports {other} (floor {FLOOR[other] + 1})"
        )


def test_every_room_exists() -> None:
    rooms = {
        p.name.removesuffix(".py") for p in SOURCE.iterdir() if not p.name.startswith(("_", "."))
    }
    assert rooms - {"py.typed"} == set(FLOOR)


def test_nobody_asks_which_kernel_it_is() -> None:
    """Above the seam, nothing decides by the kernel's name."""
    for path in MODULES:
        if room_of(path) in {"cli", "kernel", "box"}:
            continue
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Compare):
                text = ast.unparse(node)
                assert "facts.name" not in text, f"{path}:{node.lineno}: {text}"
                assert "isinstance" not in text or "Kernel" not in text, (
                    f"{path}:{node.lineno}: {text}"
                )


def test_only_the_kernels_read_proc_and_sys() -> None:
    """/sys, /proc and devices are read by kernel/, sources/ and box/ alone."""
    for path in MODULES:
        if room_of(path) in {"kernel", "sources", "box", "cli"}:
            continue
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
                value = node.args[0].value
                is_path = isinstance(value, str) and value.startswith(("/sys/", "/proc/", "/dev/"))
                assert not is_path, f"{path}:{node.lineno} opens {value}"
