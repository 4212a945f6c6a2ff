"""What the tools compile to is what every loader takes: sound types, and bpftool loads it."""

import os
import shutil
import subprocess
from importlib import import_module
from importlib.resources import files

import pytest

import beebox
from beebox import lang
from beebox.btf.check import check
from beebox.kernel import client
from beebox.obj import kernel_btf, read

SOURCES = sorted(
    path.name.removesuffix(".py")
    for path in files("beebox.tools").iterdir()
    if path.name.endswith(".py") and "@bpf.program" in path.read_text()
)
NOT_ROOT = pytest.mark.skipif(bool(os.geteuid()), reason="Linux takes programs from root only")
LOAD = 'mount -t bpf bpf /sys/fs/bpf && bpftool prog loadall "$0" /sys/fs/bpf/all'


@pytest.fixture(scope="module", params=SOURCES)
def compiled(request) -> bytes:
    return lang.compile(import_module(f"beebox.tools.{request.param}"))


def test_its_types_are_sound(compiled):
    check(kernel_btf(read(compiled, "tool")))


@NOT_ROOT
def test_linux_takes_its_types(compiled):
    linux = beebox.Linux()
    linux.close(client.btf_load(linux, kernel_btf(read(compiled, "tool"))))


@NOT_ROOT
@pytest.mark.skipif(not shutil.which("bpftool"), reason="no bpftool")
def test_bpftool_loads_it(compiled, tmp_path):
    path = tmp_path / "tool.bpf.o"
    path.write_bytes(compiled)
    done = subprocess.run(
        ["unshare", "-m", "sh", "-c", LOAD, path],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    if "failed to guess program type" in done.stderr:
        pytest.skip("this bpftool does not know a section")
    assert done.returncode == 0, done.stderr
    assert "Error loading .BTF" not in done.stderr
