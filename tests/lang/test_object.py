"""Objects made of Python: what they hold, as our own reader and the kernel's tools see it."""

import shutil
import subprocess

import pytest

from beebox import lang, obj
from beebox.abi.enums import Func, MapType, ProgType
from beebox.errors import CompileError
from beebox.lang import python

OPENSNOOP = "src/beebox/tools/opensnoop.py"
CALL = 0x85


def calls(program):
    return [insn.imm for insn in program.insns if insn.code == CALL and insn.src == 0]


def test_opensnoop():
    spec = obj.read(lang.compile(OPENSNOOP), "opensnoop")
    programs = {program.name: program for program in spec.programs.values()}
    assert len(programs) == 11
    assert programs["enter_openat"].type is ProgType.TRACEPOINT
    assert programs["enter_openat"].attach_to == "syscalls/sys_enter_openat"
    assert programs["tree_fork"].attach_to == "sched/sched_process_fork"
    assert Func.probe_read_user_str in calls(programs["exit_openat"])
    assert Func.ringbuf_output in calls(programs["exit_openat"])
    maps = {
        name: (m.type, m.key_size, m.value_size, m.max_entries) for name, m in spec.maps.items()
    }
    assert maps["calls"] == (MapType.HASH, 4, 24, 10240)
    assert maps["watched"] == (MapType.HASH, 4, 1, 16384)
    assert maps["events"] == (MapType.RINGBUF, 0, 0, 4 << 20)
    assert maps["scratch"][:2] == (MapType.PERCPU_ARRAY, 4)
    assert {"only_pid", "only_watched", "events_lost", "calls_lost", "watched_lost"} <= set(
        spec.variables
    )
    assert "GPL" in spec.license
    lines = [line for line in programs["exit_openat"].lines if "read_user_str" in line.text]
    assert lines
    assert lines[0].file.endswith("opensnoop.py")


def test_the_two_opensnoops_are_alike():
    if not any(map(shutil.which, ("clang", *(f"clang-{n}" for n in range(14, 26))))):
        pytest.skip("no clang")
    ours = obj.read(lang.compile(OPENSNOOP), "opensnoop")
    c = obj.read(lang.compile("examples/opensnoop.bpf.c"), "opensnoop")
    shape = {
        name: (m.type, m.key_size, m.value_size, m.max_entries) for name, m in ours.maps.items()
    }
    assert {
        name: (m.type, m.key_size, m.value_size, m.max_entries)
        for name, m in c.maps.items()
        if not name.startswith(".")
    } == {name: value for name, value in shape.items() if not name.startswith(".")}
    assert {(p.section, p.type) for p in ours.programs.values()} == {
        (p.section, p.type) for p in c.programs.values()
    }
    assert set(c.variables) <= set(ours.variables)


def test_two_compilations_are_the_same_bytes(write, monkeypatch):
    monkeypatch.setenv("BEEBOX_CACHE", "off")
    path = write('@bpf.program("tracepoint/a/b")\ndef f(_ctx: ptr[u64]) -> i32:\n    return 1\n')
    assert lang.compile(path) == lang.compile(path)


@pytest.mark.skipif(not shutil.which("bpftool"), reason="no bpftool")
def test_bpftool_links_it_and_shows_its_types(tmp_path):
    one, linked = tmp_path / "one.o", tmp_path / "linked.o"
    one.write_bytes(lang.compile(OPENSNOOP))
    subprocess.run(["bpftool", "gen", "object", linked, one], check=True, capture_output=True)
    text = subprocess.run(
        ["bpftool", "btf", "dump", "file", linked, "format", "c"],
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    assert "struct Event {" in text
    assert "char path[4096];" in text


@pytest.mark.skipif(not shutil.which("readelf"), reason="no readelf")
def test_readelf_accepts_it(tmp_path):
    path = tmp_path / "one.o"
    path.write_bytes(lang.compile(OPENSNOOP))
    done = subprocess.run(["readelf", "-aW", path], check=True, capture_output=True, text=True)
    for section in (".BTF", ".BTF.ext", ".maps", "license", ".rodata", ".bss"):
        assert section in done.stdout
    assert not done.stderr


def test_perf_event_array_and_context(build):
    spec = build("""
class Event(bpf.Struct):
    n: u64

out = bpf.PerfEventArray[Event]()

@bpf.program("tracepoint/syscalls/sys_enter_execve")
def f(ctx: bpf.SysEnterExecve) -> i32:
    event = Event()
    event.n = u64(ctx.filename)
    out.output(ctx, event)
    return 0
""")
    assert spec.maps["out"].type is MapType.PERF_EVENT_ARRAY
    (program,) = spec.programs.values()
    assert calls(program) == [Func.perf_event_output]


def test_printk_formats_follow_the_types(build):
    spec = build("""
@bpf.program("tracepoint/syscalls/sys_enter_execve")
def f(ctx: bpf.SysEnterExecve) -> i32:
    comm = Array[char, 16]()
    bpf.current_comm(comm)
    bpf.printk("%d %x %s", bpf.current_pid(), bpf.ktime_ns(), comm)
    bpf.printk("%i %c %p 100%%", i64(-1), u8(65), ctx.filename)
    bpf.printk("%d %d %d %d", 1, 2, 3, u16(4))
    return 0
""")
    text = (
        spec.maps[".rodata"].contents
        if ".rodata" in spec.maps
        else next(m.contents for name, m in spec.maps.items() if name.endswith(".rodata"))
    )
    assert b"%u %llx %s\0" in text
    assert b"%lld %c %p 100%%\0" in text
    assert b"%lld %lld %lld %u\0" in text
    (program,) = spec.programs.values()
    assert calls(program).count(Func.trace_printk) == 2
    assert calls(program).count(Func.trace_vprintk) == 1


def test_the_license_is_the_modules(build):
    program = '@bpf.program("tracepoint/a/b")\ndef f(_ctx: ptr[u64]) -> i32:\n    return 1\n'
    assert build(program).license == "Dual BSD/GPL"
    assert build('LICENSE = "GPL"\n' + program).license == "GPL"


class TestCache:
    """A warm start compiles nothing, and notices what changed."""

    TEXT = """
import other
SIZE = 4
counts = bpf.Hash[u32, u64](max_entries=SIZE)

@bpf.program("tracepoint/a/b")
def f(_ctx: ptr[u64]) -> i32:
    return other.LIMIT
"""

    @pytest.fixture
    def compiled(self, monkeypatch):
        """How often the compiler ran."""
        from beebox.lang import module

        runs = []
        true = module.compile_module

        def count(*arguments):
            runs.append(1)
            return true(*arguments)

        monkeypatch.setattr(module, "compile_module", count)
        return runs

    def test_unchanged(self, write, compiled, tmp_path):
        (tmp_path / "other.py").write_text("LIMIT = 3\n")
        module = python.load(write(self.TEXT))
        first = lang.compile(module)
        assert lang.compile(module) == first
        assert len(compiled) == 1

    def test_a_captured_constant_changed(self, write, compiled, tmp_path):
        (tmp_path / "other.py").write_text("LIMIT = 3\n")
        module = python.load(write(self.TEXT))
        first = lang.compile(module)
        module.other.LIMIT = 5
        assert lang.compile(module) != first
        assert len(compiled) == 2

    def test_a_declaration_changed(self, write, compiled, tmp_path):
        (tmp_path / "other.py").write_text("LIMIT = 3\n")
        module = python.load(write(self.TEXT))
        first = lang.compile(module)
        module.counts.max_entries = 9
        assert lang.compile(module) != first
        assert len(compiled) == 2


def test_a_warm_start_imports_no_compiler(tmp_path):
    script = (
        "import sys; from beebox import lang; from beebox.lang import python;"
        "lang.compile('examples/hello.py');"
        "print(*sorted(m for m in sys.modules if m.startswith(('llvmlite', 'beebox.pylang', 'beebox.lang'))))"
    )
    import os
    import sys

    env = {**os.environ, "XDG_CACHE_HOME": str(tmp_path)}
    runs = [
        subprocess.run(
            [sys.executable, "-c", script], env=env, check=True, capture_output=True, text=True
        ).stdout
        for _ in range(2)
    ]
    assert "llvmlite" in runs[0]
    assert "llvmlite" not in runs[1]
    assert "beebox.pylang.check" not in runs[1]
    assert "beebox.lang.target" not in runs[1]


def test_one_function_at_many_places(build):
    spec = build("""
        from beebox.lang.library import tree
        bpf.include(tree)

        @bpf.program("tracepoint/syscalls/sys_enter_read", "tracepoint/syscalls/sys_enter_readv")
        def enter(ctx: bpf.SysEnterRead) -> i32:
            return i32(ctx.fd)

        @bpf.program("tracepoint/sched/sched_process_exit")
        def ended(ctx: bpf.SchedProcessExit) -> i32:
            return 0
    """)
    sections = {name: program.section for name, program in spec.programs.items()}
    assert sections["enter"] == "tracepoint/syscalls/sys_enter_read"
    assert sections["enter_readv"] == "tracepoint/syscalls/sys_enter_readv"
    assert [*sections].index("ended") < [*sections].index("tree_exit") == len(sections) - 1


def test_two_programs_of_one_name(write):
    text = """
        @bpf.program("tracepoint/syscalls/sys_enter_read", "tracepoint/syscalls/sys_enter_readv")
        def enter(ctx: bpf.SysEnterRead) -> i32:
            return 0

        @bpf.program("tracepoint/syscalls/sys_enter_write")
        def enter_readv(ctx: bpf.SysEnterWrite) -> i32:
            return 0
    """
    with pytest.raises(CompileError, match="two programs named enter_readv"):
        lang.compile(write(text))
