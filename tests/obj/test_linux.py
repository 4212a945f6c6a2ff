"""What Linux makes of the objects that we read: the same as of those that libbpf reads."""

import errno
import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from beebox import obj
from beebox.btf import values
from beebox.btf.read import read as read_btf
from beebox.errors import KernelError

DATA = Path(__file__).parent.parent / "data" / "obj"
VMLINUX = Path("/sys/kernel/btf/vmlinux")
pytestmark = pytest.mark.linux


@pytest.fixture
def load():
    """Return a function that loads a spec on this kernel, or skips."""
    loader = pytest.importorskip("beebox.loader")
    from beebox.kernel.linux import Linux

    def go(spec):
        try:
            return loader.load(spec, Linux())
        except KernelError as error:
            if error.errno in (errno.EPERM, errno.EACCES):
                pytest.skip(f"bpf(2) refuses: {error}")
            raise

    return go


def details(kind: str, fd: int) -> dict:
    """Return bpftool's JSON about a live program or map."""
    if not shutil.which("bpftool"):
        pytest.skip("bpftool is not installed")
    lines = Path(f"/proc/self/fdinfo/{fd}").read_text().splitlines()
    number = next(line.split()[1] for line in lines if line.startswith((f"{kind}_id", "map_id")))
    done = subprocess.run(
        ["bpftool", "-j", kind, "show", "id", number], capture_output=True, text=True, check=True
    )
    return json.loads(done.stdout)


@pytest.mark.parametrize("name", ["sample", "core", "moved", "types"])
def test_linux_takes_it(read, load, name):
    spec = read(name)
    with load(spec) as live:
        assert set(live.programs) == {p.name for p in spec.programs.values() if not p.optional}


LIBBPF = """
mount -t bpf bpf /mnt &&
bpftool prog loadall {path} /mnt/beebox >/dev/null 2>&1 &&
for f in /mnt/beebox/*; do bpftool -j prog show pinned $f; done
"""


@pytest.mark.skipif(not shutil.which("bpftool"), reason="bpftool is not installed")
@pytest.mark.skipif(os.geteuid() != 0, reason="needs a mount namespace")
@pytest.mark.parametrize("name", ["sample", "core", "types"])
def test_same_instructions_as_libbpf(read, load, name):
    """A program's tag is the hash of its instructions, without the numbers of maps."""
    done = subprocess.run(
        ["unshare", "-m", "sh", "-c", LIBBPF.format(path=DATA / f"{name}.bpf.o")],
        capture_output=True,
        text=True,
        check=False,
    )
    if not done.stdout:
        pytest.skip(f"bpftool cannot load it here: {done.stderr}")
    decoder, text, tags = json.JSONDecoder(), done.stdout.strip(), {}
    while text:
        found, end = decoder.raw_decode(text)
        tags[found["name"]] = found["tag"]
        text = text[end:].strip()
    with load(read(name)) as live:
        mine = {name: details("prog", program.fd)["tag"] for name, program in live.programs.items()}
    assert mine == {name: tag for name, tag in tags.items() if name in mine}
    assert mine


@pytest.mark.skipif(not VMLINUX.exists(), reason="this kernel has no BTF")
def test_core_answers(read):
    """Against this kernel: what the relocated instructions hold."""
    spec, kernel = read("core"), read_btf(VMLINUX.read_bytes())
    program = spec.programs["core"]
    done = obj.relocate(program, spec, kernel)
    task = kernel.type(kernel.find("task_struct", "struct"))
    offsets = {member.name: member.offset // 8 for member in task.members}
    held = {
        (core.type_id, core.access, core.kind): done.insns[core.insn].imm for core in program.cores
    }
    local = spec.btf.find("task_struct", "struct")
    assert held[local, "0:0", 0] == offsets["tgid"]
    assert held[local, "0:2:3", 0] == offsets["comm"] + 3
    assert held[local, "0:3:1", 0] == offsets["tasks"] + 8
    assert held[local, "0", 9] == task.size
    assert held[local, "0", 7] == kernel.find("task_struct", "struct")
    assert held[local, "0", 6] == local
    enum = spec.btf.find("pid_type", "enum")
    assert (held[enum, "0", 10], held[enum, "0", 11], held[enum, "1", 10]) == (1, 1, 0)
    assert held[spec.btf.find("no_such_thing"), "0", 8] == 0
    ((at, reason),) = done.poisoned
    assert done.insns[at].imm == 0xBAD2310
    assert reason == "struct task_struct.state: the kernel has no such field"
    assert not done.cores


@pytest.mark.skipif(not shutil.which("bpftool"), reason="bpftool is not installed")
def test_values_are_printed_as_by_bpftool(read, load):
    from beebox.kernel import client

    spec = read("types")
    made = spec.maps["values"]
    key = b"\1\0\0\0A\0\0\0"
    start = b"hello\0\0\0\1\2\xff\0a\n\1\xfe" + (12345678901234567890).to_bytes(8, "little")
    value = (start + b"\5\0\0\0\x4d\0\0\0\xb5\0\x0e\0" + bytes(range(1, 250)))[: made.value_size]
    with load(spec) as live:
        client.map_update(live.kernel, live.maps["values"].fd, key, value)
        dumped = dump(live.maps["values"].fd)
        data = dump(live.maps["types.data"].fd)
    entry = {
        "key": values.decode(spec.btf, made.key_type_id, key),
        "value": values.decode(spec.btf, made.value_type_id, value),
    }
    assert dumped == (values.text([entry]) + "\n", values.to_json(entry))
    section = spec.maps["types.data"]
    entry = {"value": values.decode(spec.btf, section.value_type_id, section.contents)}
    assert data == (values.text([entry]) + "\n", values.to_json(entry))


def dump(fd: int) -> tuple[str, object]:
    """Return bpftool's text of a map, and the first of its formatted entries in JSON."""
    lines = Path(f"/proc/self/fdinfo/{fd}").read_text().splitlines()
    number = next(line.split()[1] for line in lines if line.startswith("map_id"))
    text, raw = (
        subprocess.run(
            ["bpftool", *options, "map", "dump", "id", number],
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for options in ([], ["-j"])
    )
    return text, json.loads(raw)[0]["formatted"]
