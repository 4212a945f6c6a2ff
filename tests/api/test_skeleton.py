"""Typed modules made of objects: they import, mypy --strict passes them, both kernels run them."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import pytest

import beebox
from beebox.cli import gen, skeletons

DATA = Path(__file__).resolve().parent.parent / "data" / "obj"
OBJECTS = sorted([*DATA.glob("*.o"), *(DATA / "corpus" / "clang-19").glob("*.o")])

USER = """
from typing import assert_type

from made import Made, Opened


def use() -> int:
    with Made() as tool:
        tool.rodata.limit = 7
        tool.load("box").attach()
        child = tool.run(["true"])
        for event in tool.maps.opened:
            assert_type(event, Opened)
            assert_type(event.comm, str)
        assert_type(tool.maps.counts[7], int)
        tool.maps.counts[7] = 8
        assert_type(tool.bss.opened_lost, int)
        with tool.programs.note.attach() as link:
            assert repr(link) == "<Link of note>"
        return child.wait() or 0


def mistakes(tool: Made) -> None:
    tool.rodata.limt = 7  # E: attr-defined
    tool.rodata.limit = "7"  # E: assignment
    tool.maps.counts["7"] = 1  # E: index
    tool.maps.count  # E: attr-defined
    tool.programs.not_there.attach()  # E: attr-defined
    Opened(pid="x")  # E: arg-type
"""


def made_of(path: Path, out: Path, name: str) -> ModuleType:
    """The module of an object, imported."""
    assert gen.main(["gen", "skeleton", str(path), "name", name, "-o", str(out)]) == 0
    found = importlib.util.spec_from_file_location(out.stem, out)
    assert found
    assert found.loader
    module = importlib.util.module_from_spec(found)
    sys.modules[out.stem] = module
    found.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def made(opened: Path, tmp_path_factory: pytest.TempPathFactory) -> ModuleType:
    return made_of(opened, tmp_path_factory.mktemp("made") / "made.py", "made")


def test_both_kernels_run_it(made: ModuleType, kernel: str) -> None:
    with made.Made() as tool:
        assert (tool.rodata.limit, tool.bss.opened_lost, tool.loaded) == (3, 0, False)
        tool.rodata.limit = 7
        tool.rodata.only_watched = True
        assert tool.rodata.limit == 7
        tool.load(kernel)
        child = tool.run(["cat", "/dev/null"])
        events = list(tool.maps.opened)
        assert set(map(type, events)) == {made.Opened}
        assert {(e.pid, e.number, e.comm) for e in events} == {(child.pid, 7, "cat")}
        assert tool.maps.counts[child.pid] == len(events)
        tool.maps.counts[5] = 6
        assert dict(tool.maps.counts.items()) == {child.pid: len(events), 5: 6}
        assert (set(tool.maps.counts), 5 in tool.maps.counts) == ({child.pid, 5}, True)
        assert tool.maps.counts.pop(5) == 6
        assert tool.maps.counts.get(5) is None
        assert tool.programs.note.spec.name == "note"
        assert tool.lost == tool.bss.opened_lost == 0
        tool.bss.opened_lost = 2
        assert tool.lost == 2
        with pytest.raises(beebox.NotSupported, match="limit is a constant"):
            tool.rodata.limit = 8
        with pytest.raises(beebox.NotSupported, match="loaded already"):
            tool.load(kernel)
    with pytest.raises(beebox.NotSupported, match=r"made is not loaded\n  hint: call load"):
        tool.maps.counts  # noqa: B018
    with tool.load("box"):
        assert tool.maps.counts.get(5) is None


@pytest.mark.parametrize("path", OBJECTS, ids=lambda p: p.name)
def test_every_object_has_one(path: Path, tmp_path: Path) -> None:
    """Each map, program and variable has its place, and reads as the type that it was given."""
    if path.name.endswith("eb.bpf.o"):
        pytest.skip("of the other byte order")
    module = made_of(path, tmp_path / "some.py", "some")
    tool = module.Some()
    for part in vars(tool).values():
        rows = [name for name in vars(type(part)) if not name.startswith("_")]
        for name in rows if type(part).__name__ not in {"Maps", "Programs"} else ():
            getattr(part, name)
    assert len(vars(module.Programs)) >= len(tool.spec.programs)


def test_members_of_a_union_are_all_read_and_the_set_ones_written(tmp_path: Path) -> None:
    module = made_of(DATA / "types.bpf.o", tmp_path / "shapes.py", "shapes")
    with module.Shapes() as tool:
        tool.load("box")
        values = tool.maps.values
        key = module.Key(1, "c")
        values[key] = module.Value(both=module.Both(i=0x40414243), name="ab", nameless=5)
        found = values[key]
        assert (found.both.i, found.both.c, found.name, found.nameless) == (
            0x40414243,
            "CBA@",
            "ab",
            5,
        )
        values[key] = replace(found, name="cd")  # read and written again: they agree
        assert (values[key].both, values[key].name) == (found.both, "cd")
        values[key] = replace(found, both=module.Both(c="xy"))
        assert values[key].both == module.Both(0x7978, "xy")
        with pytest.raises(beebox.BtfError, match=r"both\.c\[0\]: another member of its union"):
            values[key] = replace(found, both=module.Both(i=1, c="xy"))


@pytest.mark.slow
def test_mypy(opened: Path, tmp_path: Path) -> None:
    pytest.importorskip("mypy")
    made_of(opened, tmp_path / "made.py", "made")
    for number, path in enumerate(OBJECTS):
        gen.main(["gen", "skeleton", str(path), "-o", str(tmp_path / f"module{number}.py")])
    (tmp_path / "user.py").write_text(USER)
    root = Path(__file__).resolve().parent.parent.parent
    options = ["--strict", "--no-pretty", "--follow-imports=silent", "--python-version=3.11"]
    options += [f"--cache-dir={root / '.mypy_cache'}"]
    done = subprocess.run(
        [sys.executable, "-m", "mypy", *options, "."],
        cwd=tmp_path,
        env={**os.environ, "MYPYPATH": str(root / "src")},
        capture_output=True,
        text=True,
        check=False,
    )
    lines = enumerate(USER.splitlines(), 1)
    wanted = {(n, line.split("# E: ")[1]) for n, line in lines if "# E: " in line}
    found = {
        (int(line.split(":")[1]), line.rpartition("[")[2].rstrip("]"))
        for line in done.stdout.splitlines()
        if line.startswith("user.py:") and ": error: " in line
    }
    assert found == wanted, done.stdout + done.stderr
    assert "module" not in done.stdout, done.stdout


def test_names() -> None:
    assert skeletons.identifier(".rodata.str1") == "rodata_str1"
    assert skeletons.identifier("class") == "class_"
    assert skeletons.identifier("1st") == "_1st"
    assert skeletons.camel("my_event") == "MyEvent"
    assert skeletons.camel("tool.bpf") == "ToolBpf"


def test_command_lines(tmp_path: Path) -> None:
    with pytest.raises(beebox.BeeboxError, match="what is 'nam'"):
        gen.main(["gen", "skeleton", "x.o", "nam", "x"])
    with pytest.raises(beebox.ElfError, match=r"none\.o: No such file"):
        gen.main(["gen", "skeleton", str(tmp_path / "none.o")])
    with pytest.raises(beebox.BeeboxError, match="the first FILE is what is written"):
        gen.main(["gen", "object", "a.o", "b.o", "-o", "c.o"])
