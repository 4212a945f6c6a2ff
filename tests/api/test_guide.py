"""The guide's Python: every snippet about the API is well typed, and runs where it can run here."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from beebox import lang
from beebox.cli import gen
from beebox.errors import CompileError

ROOT = Path(__file__).resolve().parent.parent.parent
SECTIONS = ("What a kernel can do", "From Python", "Attaching from Python", "A typed module")
PRELUDE = "import beebox\n"
TOOL = """
#include "vmlinux.h"
#include <bpf/bpf_helpers.h>

struct event { int pid; char comm[16]; };
struct who { int pid; };
struct { __uint(type, BPF_MAP_TYPE_RINGBUF); __uint(max_entries, 4096); } events SEC(".maps");
struct {
    __uint(type, BPF_MAP_TYPE_HASH);
    __uint(max_entries, 8);
    __type(key, KEY);
    __type(value, long);
} counts SEC(".maps");
struct event *events_event;
const volatile int limit = 1;
const volatile _Bool only_watched = 0;
struct { __uint(type, BPF_MAP_TYPE_HASH); __uint(max_entries, 64); __type(key, int); __type(value, char); } watched SEC(".maps");
long total;

SEC("tracepoint/syscalls/sys_enter_openat")
int enter(void *ctx)
{
    int tid = (int)bpf_get_current_pid_tgid(), pid = bpf_get_current_pid_tgid() >> 32;
    KEY key = KEY_OF(pid);
    long one = 1;
    struct event *event;

    if (!bpf_map_lookup_elem(&watched, &tid))
        return 0;
    total += 1;
    bpf_map_update_elem(&counts, &key, &one, 0);
    event = bpf_ringbuf_reserve(&events, sizeof(*event), 0);
    if (!event)
        return 0;
    event->pid = pid;
    bpf_get_current_comm(event->comm, sizeof(event->comm));
    bpf_ringbuf_submit(event, 0);
    return 0;
}

char LICENSE[] SEC("license") = "GPL";
"""


def snippets() -> list[tuple[str, str]]:
    """The Python of each section, with its number there."""
    found = []
    for part in re.split(r"^## ", (ROOT / "docs" / "GUIDE.md").read_text(), flags=re.MULTILINE):
        title = part.partition("\n")[0]
        if title.startswith(SECTIONS):
            blocks = re.findall(r"^```python\n(.*?)^```", part, re.DOTALL | re.MULTILINE)
            found += [(f"{title} {n}", text) for n, text in enumerate(blocks, 1)]
    return found


def build(where: Path, key: str, key_of: str) -> None:
    """Make tool.bpf.o and its typed module in *where*."""
    source = where / "tool.bpf.c"
    source.write_text(f"#define KEY {key}\n#define KEY_OF(pid) {key_of}\n{TOOL}")
    try:
        (where / "tool.bpf.o").write_bytes(lang.compile(str(source)))
    except CompileError as error:
        if "clang" in error.message and "no " in error.message:
            pytest.skip(str(error))
        raise
    gen.main(["gen", "skeleton", str(where / "tool.bpf.o"), "-o", str(where / "tool.py")])


def run(where: Path, text: str, **environment: str) -> str:
    """Run a snippet where the files are that it names; return what it prints."""
    done = subprocess.run(
        [sys.executable, "-c", PRELUDE + text],
        cwd=where,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


KERNELS = ["box", pytest.param("linux", marks=pytest.mark.linux)]


@pytest.fixture(params=KERNELS)
def kernel(request: pytest.FixtureRequest) -> str:
    if request.param == "linux" and os.geteuid() != 0:
        pytest.skip("the Linux kernel takes programs from root only")
    return str(request.param)


def test_every_section_has_some() -> None:
    assert len(snippets()) == 6
    assert {name.rpartition(" ")[0].partition(" of")[0] for name, _ in snippets()} >= set(SECTIONS)


def test_from_python(tmp_path: Path, kernel: str) -> None:
    build(tmp_path, "int", "pid")
    texts = dict(snippets())
    lines = run(tmp_path, texts["From Python 1"], BEEBOX_KERNEL=kernel).splitlines()
    opened = re.fullmatch(r"(\d+) cat", lines[0])
    assert opened
    assert set(lines[:-1]) == {lines[0]}
    assert lines[-1] == f"1 {len(lines) - 1} 0"


def test_a_refusal(tmp_path: Path, careless: Path, kernel: str) -> None:
    (tmp_path / "tool.bpf.o").write_bytes(careless.read_bytes())
    said = run(tmp_path, dict(snippets())["From Python 2"], BEEBOX_KERNEL=kernel)
    assert said.startswith("careless R")
    assert "invalid mem access 'map_value_or_null'" in said.splitlines()[0]
    assert "Suggestion: check entry for null" in said


def test_features(tmp_path: Path, kernel: str) -> None:
    text = dict(snippets())["What a kernel can do 1"].replace('"linux"', f'"{kernel}"')
    lines = run(tmp_path, text).splitlines()
    assert "True" in lines
    assert lines[-1].startswith("Support(has=True")


def test_a_typed_module(tmp_path: Path, kernel: str) -> None:
    build(tmp_path, "struct who", "{pid}")
    name, text = next(each for each in snippets() if each[0].startswith("A typed module"))
    lines = run(tmp_path, text.replace('"linux"', f'"{kernel}"')).splitlines()
    assert lines, name
    assert [line.split()[:2] for line in lines] == [["cat", "1"]] * len(lines)


@pytest.mark.slow
def test_all_are_well_typed(tmp_path: Path) -> None:
    pytest.importorskip("mypy")
    build(tmp_path, "struct who", "{pid}")
    for number, (_, text) in enumerate(snippets()):
        (tmp_path / f"snippet{number}.py").write_text(
            PRELUDE * ("import beebox" not in text) + text
        )
    options = ["--strict", "--follow-imports=silent", "--no-pretty"]
    options += [f"--cache-dir={ROOT / '.mypy_cache'}"]
    done = subprocess.run(
        [sys.executable, "-m", "mypy", *options, "."],
        cwd=tmp_path,
        env={**os.environ, "MYPYPATH": str(ROOT / "src")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
