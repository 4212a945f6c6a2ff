"""CO-RE against types of kernels that there might be: our instructions beside libbpf's (1.1).

Types and their changes are made by chance (`coregen.py`), compiled here; libbpf reads the kernel's
from /sys/kernel/btf/vmlinux, where in a mount namespace of its own the changed ones lie.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import coregen
import pytest
import recorder

from beebox import obj
from beebox.btf.core import Kind
from beebox.errors import RelocationError
from beebox.obj.fit import POISON
from beebox.obj.types import types

INCLUDE = next(iter(Path("/usr/include").glob("*-linux-gnu")), Path("/usr/include"))
SEEDS = (1, 2, 5, 18, 21, 24)
KINDS = {Kind(number) for number in range(13)}
pytestmark = pytest.mark.linux


def compiled(folder: Path, version: int, name: str, text: str) -> Path:
    """Return the object of a source."""
    clang = shutil.which(f"clang-{version}")
    if clang is None:
        pytest.skip(f"clang {version} is not installed")
    source, made = folder / f"{name}.bpf.c", folder / f"{name}.bpf.o"
    source.write_text(text)
    options = ["-target", "bpf", "-mcpu=v3", "-O2", "-g", "-w", f"-I{INCLUDE}"]
    subprocess.run([clang, *options, "-c", source, "-o", made], check=True, timeout=60)
    return made


@pytest.mark.parametrize("version", [14, 19], ids=lambda version: f"clang-{version}")
@pytest.mark.parametrize("seed", SEEDS)
def test_instructions_are_those_of_libbpf(tmp_path, version, seed):
    case = coregen.case(seed)
    kernel = types(compiled(tmp_path, version, "kernel", coregen.target(case)).read_bytes())
    text = coregen.program(case, matches=version >= 15)
    path = compiled(tmp_path, version, "asks", text)
    vmlinux = tmp_path / "vmlinux"
    vmlinux.write_bytes(kernel.raw)
    theirs, said = recorder.libbpf(tmp_path, path, types=vmlinux)
    spec = obj.read(path.read_bytes(), "asks")
    program = spec.programs["ask"]
    assert {core.kind for core in program.cores} >= KINDS - {Kind.TYPE_MATCHES}
    expected = recorder.programs(theirs).get("ask")
    if expected is None:
        assert "relo" in said
        with pytest.raises(RelocationError, match=r"several, which differ|does not fit"):
            obj.relocate(program, spec, kernel)
        return
    found = obj.relocate(program, spec, kernel)
    others = {ref.insn for ref in program.refs}
    for at, (mine, other) in enumerate(zip(found.insns, expected["insns"], strict=True)):
        if at not in others and at - 1 not in others:
            assert (mine.code, mine.dst | mine.src << 4, mine.off, mine.imm) == other, at
    poisoned = {at for at, insn in enumerate(found.insns) if insn.imm == POISON}
    assert {at for at, _ in found.poisoned} <= poisoned
    for _, reason in found.poisoned:
        assert re.match(r"(struct|union) (s\d|list|pair)[.\w\[\]]*|atomic_t\.|enum color", reason)
