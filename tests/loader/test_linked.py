"""Objects that we link are to kernels what those are that bpftool links (libbpf 1.1's linker)."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest
import recorder

from beebox import loader, obj
from beebox.box.kernel import Box
from beebox.cli.main import main
from beebox.obj.merge import merge

MMAPABLE = 1 << 10
LINK = Path(__file__).parent.parent / "data" / "obj" / "link"
PATHS = os.environ["PATH"] + ":/usr/sbin:/sbin"


@pytest.fixture(params=[14, 19], ids=lambda version: f"clang-{version}")
def inputs(request):
    # the library first: libbpf's linker forgets to move a map that was declared before it is defined
    return [LINK / f"clang-{request.param}" / f"{name}.bpf.o" for name in ("library", "main")]


@pytest.mark.linux
def test_programs_and_maps_are_those_of_bpftool(inputs, tmp_path):
    bpftool = shutil.which("bpftool", path=PATHS)
    if bpftool is None:
        pytest.skip("bpftool is not installed")
    calls = []
    for name in ("theirs", "ours"):
        folder = tmp_path / name
        folder.mkdir()
        path = folder / "linked.bpf.o"
        if name == "theirs":
            subprocess.run([bpftool, "gen", "object", path, *inputs], check=True, timeout=60)
        else:
            path.write_bytes(merge([(each.name, each.read_bytes()) for each in inputs]))
        for record in (recorder.libbpf, recorder.mine):
            made = folder / record.__name__
            made.mkdir()
            found, said = record(made, path)
            if not recorder.programs(found):
                pytest.skip(f"nothing is loaded here: {said[-200:]}")
            calls.append(found)
    programs = [_programs(each) for each in calls]
    maps = [_maps(each) for each in calls]
    assert set(programs[0]) == {"on_switch", "on_enter", "on_wakeup"}
    assert all(each == programs[0] for each in programs[1:])
    assert all(each == maps[0] for each in maps[1:])


def _programs(calls):
    """Return what is loaded, but for what depends on the order of types and strings."""
    return {
        name: {key: value for key, value in made.items() if key not in ("funcs", "lines")}
        for name, made in recorder.programs(calls).items()
        if name and not name.startswith("libbpf_")
    }


def _maps(calls):
    """Return what maps are made with; numbers of types depend on their order."""
    found = {}
    for name, made in recorder.maps(calls).items():
        if not name.startswith("libbpf_"):
            contents = {at: value for at, value in made["contents"].items() if any(value)}
            types = tuple(map(bool, made["btf"]))
            flags = made["flags"] & ~MMAPABLE  # newer than libbpf 1.1 where nothing is visible
            found[name] = {**made, "contents": contents, "btf": types, "flags": flags}
    return found


@pytest.mark.parametrize("order", [1, -1])
def test_the_box_takes_them_in_any_order(inputs, order):
    data = merge([(each.name, each.read_bytes()) for each in inputs[::order]])
    box = Box()
    with loader.load(obj.read(data, "linked"), box) as live:
        assert set(live.programs) == {"on_switch", "on_enter", "on_wakeup"}
    box.shut()


def test_the_command(inputs, tmp_path, capsys):
    out = tmp_path / "out.o"
    assert main(["gen", "object", str(out), *map(str, inputs)]) == 0
    assert set(obj.read(out.read_bytes(), "out").programs) == {"on_switch", "on_enter", "on_wakeup"}
    assert main(["gen", "object", str(out)]) == 2
    assert main(["gen", "object", str(out), "/nowhere/x.o"]) == 1
    assert main(["gen", "object", str(out), str(inputs[0]), str(inputs[0])]) == 2
    said = capsys.readouterr().err
    assert "no object to link" in said
    assert "/nowhere/x.o: No such file or directory" in said
    assert "is defined in" in said
