"""Assembly as a front end: objects that readers, libbpf and both kernels take."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beebox import lang, loader, obj
from beebox.abi.enums import MapType, ProgType
from beebox.box.kernel import Box
from beebox.btf.types import Func
from beebox.errors import AsmError, BeeboxError, CompileError
from beebox.isa import asm
from beebox.isa.insn import encode
from beebox.lang.asm import object_of
from beebox.obj import elf
from beebox.obj.spec import RefKind

SOURCE = """\
        .license "GPL"
        .map counts, type=hash, key=u32, value=u64, max_entries=1024, flags=no_prealloc
        .map events, type=ringbuf, max_entries=4096
        .map outer, type=array_of_maps, key=4, max_entries=2, inner=counts

        .data
        .globl start
start:  .long 20
        .p2align 3
big:    .quad start
        .section .rodata
fmt:    .asciz "hello %d"

        .section "tracepoint/syscalls/sys_enter_execve"
enter:  call bpf_get_current_uid_gid
        *(u32 *)(r10 - 4) = w0
        r1 = counts ll
        r2 = r10
        r2 += -4
        call bpf_map_lookup_elem        // or null
        r1 = start + 0 ll
        r1 = *(u32 *)(r1 + 0)
        call double
        exit

        .text
double: r0 = r1
        r0 *= 2
        exit
"""


@pytest.fixture(scope="module")
def data() -> bytes:
    return object_of(asm.unit(SOURCE.replace("        .quad start\n", "        .quad 7\n"), "x.s"))


def test_what_the_object_says(data):
    spec = obj.read(data, "x")
    assert spec.license == "GPL"
    counts, events, outer = (spec.maps[name] for name in ("counts", "events", "outer"))
    assert (counts.type, counts.key_size, counts.value_size) == (MapType.HASH, 4, 8)
    assert (counts.max_entries, counts.flags) == (1024, 1)
    assert counts.key_type_id
    assert counts.value_type_id
    assert (events.type, events.max_entries) == (MapType.RINGBUF, 4096)
    assert outer.inner is not None
    assert outer.inner.type is MapType.HASH
    (program,) = spec.programs.values()
    assert (program.name, program.type) == ("enter", ProgType.TRACEPOINT)
    assert [(ref.name, ref.kind) for ref in program.refs] == [
        ("counts", RefKind.MAP),
        ("x.data", RefKind.VALUE),
    ]
    variables = {v.name: (v.offset, v.size) for v in spec.variables.values()}
    assert variables == {"start": (0, 8), "big": (8, 8), "fmt": (0, 9)}


def test_lines_point_to_the_text(data):
    (program,) = obj.read(data, "x").programs.values()
    lines = {line.insn: line for line in program.lines}
    assert len(lines) == 13
    assert {line.file for line in lines.values()} == {"x.s"}
    for line in lines.values():
        assert SOURCE.splitlines()[line.line - 1].strip() == line.text
    assert (lines[0].line, lines[0].column) == (15, 9)


def test_functions_have_types(data):
    spec = obj.read(data, "x")
    (program,) = spec.programs.values()
    found = [spec.btf.type(row.type_id) for row in program.funcs]
    assert [(f.name, f.linkage) for f in found if isinstance(f, Func)] == [
        ("enter", 1),
        ("double", 0),
    ]
    assert [row.insn for row in program.funcs] == [0, 12]


def test_other_readers_take_it(data, tmp_path):
    from elftools.elf.elffile import ELFFile

    path = tmp_path / "x.o"
    path.write_bytes(data)
    with path.open("rb") as file:
        symbols = {s.name: s for s in ELFFile(file).get_section_by_name(".symtab").iter_symbols()}
    assert symbols["enter"]["st_info"] == {"bind": "STB_GLOBAL", "type": "STT_FUNC"}
    assert symbols["double"]["st_size"] == 24
    for command in (["readelf", "-aW"], ["llvm-objdump", "-dr"]):
        if shutil.which(command[0]):
            done = subprocess.run([*command, path], capture_output=True, text=True, check=True)
            assert "warning" not in done.stderr.lower()
            assert "counts" in done.stdout


def test_the_box_takes_it():
    text = re.sub(r".*(outer|quad start).*\n", "", SOURCE)
    spec = obj.read(object_of(asm.unit(text)), "x")
    with loader.load(spec.only("enter"), Box()) as live:
        assert live.maps["counts"]


@pytest.mark.linux
def test_libbpf_and_linux_take_it(data, tmp_path):
    if os.geteuid() or not shutil.which("bpftool"):
        pytest.skip("needs root and bpftool")
    path, pin = tmp_path / "x.o", Path(f"/sys/fs/bpf/beebox-asm-{os.getpid()}")
    path.write_bytes(data)
    done = subprocess.run(
        ["bpftool", "prog", "load", path, pin], capture_output=True, text=True, check=False
    )
    if done.returncode and "perm" in done.stderr.lower():
        pytest.skip(done.stderr.strip().splitlines()[-1])
    assert not done.returncode, done.stderr
    try:
        dump = ["bpftool", "-j", "prog", "dump", "xlated", "pinned", pin, "linum"]
        rows = json.loads(subprocess.run(dump, capture_output=True, check=True).stdout)
    finally:
        pin.unlink()
    assert rows[0]["proto"] == "int enter(void * ctx)"
    assert (rows[0]["src"], rows[0]["line_num"]) == ("enter:  call bpf_get_current_uid_gid", 15)
    assert "int double()" in {row.get("proto") for row in rows}


@pytest.mark.parametrize("kernel", ["box", pytest.param("linux", marks=pytest.mark.linux)])
def test_the_example_counts(kernel, tmp_path):
    if kernel == "linux" and os.geteuid():
        pytest.skip("the Linux kernel takes programs from root only")
    command = [sys.executable, "-m", "beebox", "run", "--kernel", kernel, "-o", tmp_path / "log"]
    command += ["examples/count.bpf.s", "--", "sh", "-c", "true; /bin/true; /bin/true"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert not done.returncode, done.stderr
    told = re.findall(r"user (\d+): start (\d+)$", (tmp_path / "log").read_text(), re.MULTILINE)
    mine = [int(count) for user, count in told if int(user) == os.getuid()]
    assert len(mine) >= 3
    if kernel == "box":  # Linux counts everybody's, on all CPUs at once
        assert mine == list(range(1, len(mine) + 1))


LINES = st.sampled_from([line for line in SOURCE.splitlines() if line.strip()])


@given(st.lists(LINES, max_size=40))
def test_any_lines_make_an_object_or_an_error(lines):
    try:
        made = object_of(asm.unit("\n".join(lines)))
    except AsmError:
        return
    with suppress(BeeboxError):
        obj.read(made, "x")


def test_addresses_in_data_are_relocations():
    made = elf.read(object_of(asm.unit(SOURCE)))
    (relocation,) = made.relocations(made.section(".data"))
    assert (relocation.offset, relocation.type, relocation.symbol.name) == (8, 2, "start")


MISTAKES = [
    ("exit", "there is no program in it"),
    (".section xdp\nr0 = 0\nexit", "section xdp begins without a name"),
    ('.section xdp,"a"\np: exit', "has instructions and is not executable"),
    (".section xdp\np: call f\nexit\nf: exit", "f is called, and stands in section xdp"),
    (
        ".map m, type=array_of_maps, key=4, max_entries=1, inner=n\n.section xdp\np: exit",
        "n is not",
    ),
    (".section xdp\np: exit\n.byte 1", "section xdp has 9 bytes, and instructions have 8"),
    (".section xdp\np: r1 = nothing ll\nexit", "there is no label nothing"),
]


@pytest.mark.parametrize(("text", "message"), MISTAKES)
def test_mistakes(text, message, tmp_path):
    path = tmp_path / "x.s"
    path.write_text(text)
    with pytest.raises(CompileError, match=re.escape(message)) as caught:
        lang.compile(str(path))
    assert str(caught.value).startswith(str(path))


def test_a_file_that_is_not_there():
    with pytest.raises(CompileError, match="cannot read it"):
        lang.compile("/nonexistent/x.s")


C = """
#define SEC(name) __attribute__((section(name), used))
struct {
  int (*type)[1];
  int (*max_entries)[8];
  unsigned *key;
  unsigned long *value;
} m SEC(".maps");
static void *(*lookup)(void *, const void *) = (void *)1;
int zero, five = 5;
const volatile int limit = 3;
static __attribute__((noinline)) int sub(int x) { return x > limit ? x * 7 : five; }
SEC("xdp") int first(unsigned *ctx) {
  unsigned key = ctx[0] - ctx[1];
  unsigned long *value = lookup(&m, &key);
  if (value) __sync_fetch_and_add(value, 1);
  zero = sub(key);
  return zero & 1;
}
char _license[] SEC("license") = "GPL";
"""


@pytest.mark.parametrize("debug", [[], ["-g"]], ids=["plain", "-g"])
def test_what_clang_writes_is_assembled_as_clang_does(debug, tmp_path):
    if not shutil.which("clang"):
        pytest.skip("clang is not installed")
    (tmp_path / "x.c").write_text(C)
    command = ["clang", "-target", "bpf", "-mcpu=v3", "-O2", *debug]
    for output in (["-S", "-o", "x.s"], ["-c", "-o", "x.o"]):
        subprocess.run([*command, *output, "x.c"], cwd=tmp_path, check=True, capture_output=True)
    theirs = elf.read((tmp_path / "x.o").read_bytes())
    ours = elf.read(lang.compile(str(tmp_path / "x.s")))
    compared = 0
    for section in theirs.sections:
        if section.type in (1, 8) and section.flags and not section.name.startswith(".debug"):
            same = ours.section(section.name)
            assert same is not None
            assert (same.size, ours.data(same)) == (section.size, theirs.data(section))
            compared += bool(section.size)
    assert compared >= 5
    if debug:
        one, two = (
            obj.read((tmp_path / "x.o").read_bytes(), "x"),
            obj.read(lang.compile(str(tmp_path / "x.s")), "x"),
        )
        assert encode(one.programs["first"].insns) == encode(two.programs["first"].insns)
        assert one.maps == two.maps
