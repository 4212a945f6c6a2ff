"""The C front end: our headers, the compiler's words, and what is said without one."""

import importlib.util
import operator
import os
import re
import shutil
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from beebox import lang, obj
from beebox.abi.enums import Func
from beebox.cli import build, doctor
from beebox.errors import CompileError
from beebox.lang import c, clang, prototypes, vmlinux
from beebox.obj import elf

CLANG = next(
    (
        found
        for n in ("clang", *(f"clang-{v}" for v in clang.VERSIONS))
        if (found := shutil.which(n))
    ),
    None,
)
CLANGS = [name for name in ("clang-14", "clang-19") if shutil.which(name)] or [CLANG]
DATA = Path("tests/data/c")
NOT_ROOT = pytest.mark.skipif(os.geteuid() != 0, reason="Linux tells root only")
needs_clang = pytest.mark.skipif(CLANG is None, reason="no clang")
HEAD = "#include <vmlinux.h>\n#include <bpf/bpf_helpers.h>\n"
PROGRAM = (
    HEAD
    + 'SEC("tracepoint/a/b") int f(void *ctx) { return 0; }\nchar LICENSE[] SEC("license") = "GPL";\n'
)


@pytest.fixture(scope="module")
def fresh_cache(tmp_path_factory):
    """A cache that begins empty; vmlinux.h is made once in it."""
    return str(tmp_path_factory.mktemp("cache"))


@pytest.fixture(autouse=True)
def own_cache(fresh_cache, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", fresh_cache)


@needs_clang
@pytest.mark.parametrize("name", ["hello", "opensnoop"])
def test_examples(name, capfd):
    spec = obj.read(lang.compile(f"examples/{name}.bpf.c"), name)
    assert spec.programs
    assert capfd.readouterr().err == ""  # no warnings


@needs_clang
@pytest.mark.linux
@pytest.mark.skipif(os.geteuid() != 0, reason="the Linux kernel takes programs from root only")
@pytest.mark.parametrize("name", ["hello", "opensnoop"])
def test_examples_load_in_linux(name):
    from beebox import loader
    from beebox.kernel.linux import Linux

    loader.load(obj.read(lang.compile(f"examples/{name}.bpf.c"), name), Linux()).close()


def compiled(compiler, source, folder, *flags):
    """Compile with our headers alone; return the object's path."""
    (folder / "vmlinux.h").write_bytes(vmlinux.text("box"))
    out = folder / f"{Path(source).stem}.{compiler}.o"
    fixed = ["-target", "bpf", "-mcpu=v3", "-O2", "-g", "-Wall", "-Wextra", "-Werror"]
    quiet = ["-Wno-unused-parameter", "-D__TARGET_ARCH_x86", f"-I{folder}", "-c", "-o", str(out)]
    done = subprocess.run(
        [compiler, *fixed, *quiet, *flags, str(source)], check=False, capture_output=True, text=True
    )
    assert done.stderr == ""
    assert done.returncode == 0
    return out


MACHINE = tuple(f"-idirafter{place}" for place in c.SYSTEM)
OURS = (f"-I{c.INCLUDE}", f"-idirafter{c.INCLUDE}/uapi")


@needs_clang
@pytest.mark.parametrize("compiler", CLANGS)
@pytest.mark.parametrize(
    "header",
    [
        "bpf_helpers.h",
        "bpf_endian.h",
        "bpf_core_read.h",
        "bpf_tracing.h",
        "usdt.bpf.h",
        "tree.bpf.h",
        "bpf_arena_common.h",
        "bpf_experimental.h",
    ],
)
def test_headers_compile_clean(header, compiler, tmp_path):
    source = tmp_path / "one.c"
    source.write_text(HEAD + f"#include <bpf/{header}>\n")
    compiled(compiler, source, tmp_path, *MACHINE, *OURS)


LIBBPF = Path("/usr/include/bpf")
needs_libbpf = pytest.mark.skipif(not (LIBBPF / "bpf_helpers.h").exists(), reason="no libbpf-dev")


def code(path):
    """Return the instructions of each section, and what they refer to."""
    read = elf.read(path.read_bytes())
    return {
        section.name: (
            read.data(section),
            [(r.offset, r.type, r.symbol.name) for r in read.relocations(section)],
        )
        for section in read.sections
        if section.executable and section.size
    }


@needs_clang
@needs_libbpf
@pytest.mark.parametrize("compiler", CLANGS)
def test_macros_mean_what_libbpfs_mean(compiler, tmp_path):
    """One source, our headers and libbpf's: the same instructions."""
    ours = code(compiled(compiler, DATA / "macros.bpf.c", tmp_path, *OURS, "-Wno-unused"))
    theirs = tmp_path / "theirs"
    theirs.mkdir()
    flags = ("-w", "-idirafter/usr/include")
    assert ours == code(compiled(compiler, DATA / "macros.bpf.c", theirs, *flags))
    assert len(ours) == 9


CORPUS = sorted(Path("tests/data/obj/corpus").glob("*.bpf.c"))


@needs_clang
@needs_libbpf
@pytest.mark.parametrize("compiler", CLANGS)
@pytest.mark.parametrize("source", CORPUS, ids=lambda path: path.name.partition(".")[0])
def test_a_corpus_is_the_same_with_libbpfs_headers(source, compiler, tmp_path):
    """The same instructions and symbols, maps and variables."""
    ours = compiled(compiler, source, tmp_path, *MACHINE, *OURS, "-w")
    (tmp_path / "theirs").mkdir()
    theirs = compiled(compiler, source, tmp_path / "theirs", "-w", *MACHINE)
    assert code(ours) == code(theirs)
    one, other = (obj.read(path.read_bytes(), "x") for path in (ours, theirs))
    shape = operator.attrgetter("type", "key_size", "value_size", "max_entries", "flags", "pinning")
    assert {n: shape(m) for n, m in one.maps.items()} == {
        n: shape(m) for n, m in other.maps.items()
    }
    places = [{n: (v.map, v.offset, v.size) for n, v in s.variables.items()} for s in (one, other)]
    assert places[0] == places[1]


@needs_clang
@needs_libbpf
@pytest.mark.parametrize(
    "header",
    ["bpf_helpers.h", "bpf_tracing.h", "bpf_core_read.h", "bpf_endian.h", "usdt.bpf.h"],
)
def test_no_name_of_libbpfs_is_missing(header):
    names = re.compile(r"^\s*#\s*define\s+((?!_)\w+)", re.MULTILINE)
    theirs = set(names.findall((LIBBPF / header).read_text()))
    ours = set(names.findall((Path(c.INCLUDE) / "bpf" / header).read_text()))
    assert theirs - ours == set()


@needs_clang
def test_what_came_after_libbpf_1_1(tmp_path, capfd):
    spec = obj.read(lang.compile(str(DATA / "newer.bpf.c")), "newer")
    assert capfd.readouterr().err == ""
    kfuncs = {ref.name for ref in spec.programs["loops"].externs}
    assert kfuncs == {"bpf_iter_num_new", "bpf_iter_num_next", "bpf_iter_num_destroy"}
    assert "__bpf_usdt_specs" in spec.maps
    assert spec.maps["__bpf_usdt_specs"].value_size == 208


MACHINES = ["x86", "s390", "arm", "arm64", "mips", "powerpc", "sparc", "riscv", "arc", "loongarch"]


@needs_clang
@pytest.mark.parametrize("machine", MACHINES)
def test_registers_of_every_machine(machine, tmp_path):
    source = DATA / "registers.bpf.c"
    compiled(
        CLANGS[-1], source, tmp_path, *OURS, "-U__TARGET_ARCH_x86", f"-D__TARGET_ARCH_{machine}"
    )


# those that the libbpf of 2023 knows, and reads as the ones after it do
@needs_clang
@needs_libbpf
@pytest.mark.parametrize("machine", ["x86", "arm", "mips", "sparc", "riscv", "arc"])
def test_registers_are_libbpfs(machine, tmp_path):
    flags = ("-U__TARGET_ARCH_x86", f"-D__TARGET_ARCH_{machine}", "-w")
    ours = code(compiled(CLANGS[-1], DATA / "registers.bpf.c", tmp_path, *OURS, *flags))
    (tmp_path / "theirs").mkdir()
    assert ours == code(compiled(CLANGS[-1], DATA / "registers.bpf.c", tmp_path / "theirs", *flags))


@needs_clang
def test_options_are_clangs(tmp_path):
    source = tmp_path / "one.c"
    (tmp_path / "inc").mkdir()
    (tmp_path / "inc/mine.h").write_text("#define VALUE N\n")
    source.write_text("#include <mine.h>\n" + PROGRAM.replace("return 0", "return VALUE"))
    flags = (f"-I{tmp_path}/inc", "-DN=77")
    data, inputs, _ = c.compiled(str(source), c.Options((*flags, "--target=bpfeb"), "box"))
    assert data[5] == 2
    assert obj.read(c.build(str(source), c.Options(flags)), "one").programs["f"].insns[0].imm == 77
    assert str(tmp_path / "inc/mine.h") in inputs
    assert not any("beebox-" in name for name in inputs)


@needs_clang
@pytest.mark.parametrize("compiler", CLANGS)
@pytest.mark.parametrize(
    "kernel", ["box", pytest.param("linux", marks=[pytest.mark.linux, NOT_ROOT])]
)
def test_the_newest_instructions_that_both_know(kernel, compiler, tmp_path, monkeypatch, capsys):
    source = tmp_path / "one.bpf.c"
    source.write_text(
        PROGRAM.replace("return 0", "return __clang_major__ < 18 ? 3 : N").replace(
            "SEC(",
            """
    #if __BPF_CPU_VERSION__ >= 4
    #define N 4
    #else
    #define N 3
    #endif
    SEC(""",
            1,
        )
    )
    monkeypatch.setenv("CLANG", compiler)
    made = tmp_path / "one.o"
    assert (
        build.main(["build", str(source), "--mcpu", "probe", "--kernel", kernel, "-o", str(made)])
        == 0
    )
    found = obj.read(made.read_bytes(), "one").programs["f"].insns[0].imm
    assert found == (4 if "v4" in clang.cpus((compiler, "-target", "bpf")) else 3)
    assert build.split(["--mcpu=v2", "--mcpu", "v1", "-mcpu=v3"])[1] == [
        "-mcpu=v2",
        "-mcpu=v1",
        "-mcpu=v3",
    ]
    capsys.readouterr()


@needs_clang
@pytest.mark.parametrize("compiler", CLANGS)
@pytest.mark.parametrize(("body", "said", "hint"), [
    ("long a = *(long *)ctx; return a / *((long *)ctx + 1)", "division|no instruction for this .sdiv", "--mcpu v4"),
    ("static long x; return __sync_fetch_and_nand(&x, 1)", "no instruction for this .AtomicLoadNand", "Cannot select"),
])  # fmt: skip
def test_where_the_back_end_gives_up(compiler, body, said, hint, tmp_path, monkeypatch):
    source = tmp_path / "one.bpf.c"
    source.write_text(PROGRAM.replace("return 0", body))
    monkeypatch.setenv("CLANG", compiler)
    with pytest.raises(CompileError, match=said) as caught:
        c.build(str(source))
    assert hint in caught.value.hint
    assert "Stack dump" not in str(caught.value)
    assert (caught.value.location.file, caught.value.location.line) == (str(source), 3)


@needs_clang
def test_options_from_the_environment(tmp_path, monkeypatch):
    source = tmp_path / "one.c"
    source.write_text(PROGRAM.replace("return 0", "return N"))
    monkeypatch.setenv("BEEBOX_CFLAGS", "-DN=5 '-DOTHER=a b'")
    assert obj.read(lang.compile(str(source)), "one").programs["f"].insns[0].imm == 5
    flags = ("-UN", "-DN=6")  # those of the command line come later
    assert obj.read(c.build(str(source), c.Options(flags)), "one").programs["f"].insns[0].imm == 6


@needs_clang
def test_warnings_are_told_each_time(tmp_path, capfd):
    source = tmp_path / "one.c"
    source.write_text(PROGRAM.replace("return 0", "int unused; return 0"))
    for _ in range(2):
        lang.compile(str(source))
        assert "unused variable 'unused'" in capfd.readouterr().err


@needs_clang
def test_a_source_that_declares_kfuncs_its_own_way(tmp_path):
    source = tmp_path / "one.c"
    mine = "extern void bpf_task_release(void *p) __ksym;\n"
    source.write_text(PROGRAM.replace("SEC(", mine + "SEC(", 1))
    assert lang.compile(str(source))
    source.write_text(PROGRAM.replace("SEC(", mine + "int f(int);\nSEC(", 1))
    with pytest.raises(CompileError, match="conflicting types for 'f'"):
        lang.compile(str(source))


@needs_clang
def test_types_of_a_kernel_that_is_none(tmp_path):
    source = tmp_path / "one.c"
    source.write_text(PROGRAM)
    with pytest.raises(CompileError, match="this is not BTF"):
        c.build(str(source), c.Options(btf=str(source)))


@needs_clang
@pytest.mark.skipif(not Path("/usr/include/linux/bpf.h").exists(), reason="no kernel headers")
def test_the_kernels_headers_will_do(tmp_path, capfd):
    source = tmp_path / "one.c"
    source.write_text(
        "#include <linux/bpf.h>\n#include <linux/if_ether.h>\n#include <linux/ip.h>\n"
        "#include <bpf/bpf_helpers.h>\n#include <bpf/bpf_endian.h>\n"
        'SEC("xdp") int f(struct xdp_md *ctx)\n{\n\treturn ctx->data_end - ctx->data\n'
        "\t\t< sizeof(struct ethhdr) + sizeof(struct iphdr) ? XDP_DROP : XDP_PASS;\n}\n"
    )
    assert list(obj.read(lang.compile(str(source)), "one").programs) == ["f"]
    assert capfd.readouterr().err == ""


@needs_clang
def test_macros(tmp_path):
    source = tmp_path / "one.c"
    source.write_text(
        HEAD
        + """
#include <bpf/bpf_tracing.h>
#include <bpf/bpf_endian.h>
#include <bpf/bpf_core_read.h>
struct task { int pid; struct task *parent; } __attribute__((preserve_access_index));
SEC("raw_tp/x") int BPF_PROG(two, struct task *a, long b)
{
	return BPF_CORE_READ(a, parent, parent, pid) + (int)b + bpf_htons(0x1234);
}
SEC("raw_tp/y") int BPF_PROG(none) { bpf_printk("x"); return 0; }
SEC("raw_tp/z") int f(void *ctx)
{
	bpf_printk("%d %d %d", 1, 2, 3);
	bpf_printk("%d %d %d %d", 1, 2, 3, 4);
	return 0;
}
char LICENSE[] SEC("license") = "GPL";
"""
    )
    spec = obj.read(lang.compile(str(source)), "one")
    calls = {name: [i.imm for i in p.insns if i.code == 0x85] for name, p in spec.programs.items()}
    assert calls["two"] == [Func.probe_read_kernel] * 3
    assert calls["none"] == [Func.trace_printk]
    assert calls["f"] == [Func.trace_printk, Func.trace_vprintk]


def test_doctor_tells_the_compiler(tmp_path, monkeypatch):
    monkeypatch.setattr(sys, "path", [])
    monkeypatch.setenv("PATH", str(tmp_path))
    row = doctor.compiler()
    assert not row.ok
    assert "no clang found" in row.detail
    assert "pip install" in row.remedy
    fake(tmp_path, "clang-17", "echo ' x86 '")
    assert "other machines only" in doctor.compiler().detail
    fake(tmp_path, "clang-18", "echo '   bpf   - '")
    assert doctor.compiler() == (row.name, True, f"{tmp_path}/clang-18:    bpf   - ", "", row.area)
    monkeypatch.setenv("CLANG", "ziglang")
    assert "no ziglang, which $CLANG names" in doctor.compiler().detail


@needs_clang
def test_an_error_has_its_place(tmp_path):
    source = tmp_path / "bad.bpf.c"
    source.write_text(HEAD + "int f(void)\n{\n\treturn nothing;\n}\n")
    with pytest.raises(CompileError, match="undeclared identifier 'nothing'") as caught:
        lang.compile(str(source))
    where = caught.value.location
    assert (where.file, where.line, where.column) == (str(source), 5, 9)
    assert str(caught.value).splitlines()[2].index("^") == str(caught.value).splitlines()[1].index(
        "nothing"
    )


@needs_clang
def test_an_old_source_finds_helpers_without_their_folder(tmp_path):
    source = tmp_path / "old.c"
    source.write_text(PROGRAM.replace("<bpf/bpf_helpers.h>", '"bpf_helpers.h"'))
    assert list(obj.read(lang.compile(str(source)), "old").programs) == ["f"]


@needs_clang
def test_a_missing_include(tmp_path):
    source = tmp_path / "bad.bpf.c"
    source.write_text("#include <nothing.h>\n")
    with pytest.raises(CompileError, match=r"nothing\.h") as caught:
        lang.compile(str(source))
    assert "-I DIR" in caught.value.hint


def test_no_such_file(tmp_path):
    with pytest.raises(CompileError, match="No such file"):
        lang.compile(str(tmp_path / "gone.c"))


def test_without_a_compiler_it_says_how_to_get_one(tmp_path, monkeypatch):
    source = tmp_path / "one.c"
    source.write_text(PROGRAM)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(sys, "path", [])
    with pytest.raises(CompileError, match="no clang found") as caught:
        lang.compile(str(source))
    assert "pip install 'beebox[c]'" in caught.value.hint
    assert "apt" in caught.value.hint


def fake(folder, name, body):
    path = folder / name
    path.write_text(f"#!/bin/sh\n{body}\n")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return path


def test_a_clang_without_bpf(tmp_path, monkeypatch):
    source = tmp_path / "one.c"
    source.write_text(PROGRAM)
    fake(tmp_path, "clang", "echo 'error: unable to create target: bpf' >&2; exit 1")
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    with pytest.raises(CompileError, match="unable to create target") as caught:
        lang.compile(str(source))
    assert "ziglang" in caught.value.hint


def test_the_newest_versioned_name_is_taken(tmp_path, monkeypatch):
    for name in ("clang-15", "clang-19"):
        fake(tmp_path, name, "exit 1")
    monkeypatch.setenv("PATH", str(tmp_path))
    assert clang.find_compiler()[0] == str(tmp_path / "clang-19")


def test_ziglang_is_found_without_a_clang(tmp_path, monkeypatch):
    (tmp_path / "ziglang").mkdir()
    monkeypatch.setenv("PATH", str(tmp_path / "nowhere"))
    monkeypatch.setattr(sys, "path", [str(tmp_path)])
    assert clang.find_compiler()[:4] == (sys.executable, "-m", "ziglang", "cc")


ZIG = importlib.util.find_spec("ziglang")


@pytest.mark.skipif(ZIG is None, reason="no ziglang: pip install 'beebox[c]'")
@pytest.mark.parametrize("source", ["macros", "newer", "uapi", "corpus/cgroups", "corpus/traces"])
def test_ziglang_compiles_them(source, monkeypatch):
    monkeypatch.setenv("CLANG", "ziglang")
    spec = obj.read(c.build(str(DATA / f"{source}.bpf.c")), "x")
    assert len(spec.programs) >= 4
    assert spec.license == "GPL"
    big = c.build(str(DATA / f"{source}.bpf.c"), c.Options(("--target=bpfeb", "-mcpu=v4"), "box"))
    assert big[5] == 2


@needs_clang
def test_cached_until_a_file_it_reads_changes(tmp_path, monkeypatch):
    runs = []
    true = c._run
    monkeypatch.setattr(c, "_run", lambda *a: (runs.append(1), true(*a))[1])
    header, source = tmp_path / "one.h", tmp_path / "one.c"
    header.write_text("#define VALUE 1\n")
    source.write_text('#include "one.h"\n' + PROGRAM.replace("return 0", "return VALUE"))
    first = lang.compile(str(source))
    assert lang.compile(str(source)) == first
    assert len(runs) == 1
    header.write_text("#define VALUE 2\n")
    assert lang.compile(str(source)) != first
    assert len(runs) == 2


def test_prototypes_have_every_helper_of_the_abi():
    assert set(prototypes.PROTOTYPES) == {int(f) for f in Func} - {0}
    for func in Func:
        if func:
            assert prototypes.number(func.name) == func


@needs_clang
@pytest.mark.parametrize("compiler", CLANGS)
def test_no_kernel_headers_are_needed(compiler, tmp_path):
    """Ours alone, and ours with the machine's, make the same programs."""
    alone = code(compiled(compiler, DATA / "uapi.bpf.c", tmp_path, *OURS, "-nostdlibinc"))
    assert sorted(alone) == ["kprobe/a", "perf_event", "tc", "xdp"]
    if Path("/usr/include/linux/bpf.h").exists():
        assert alone == code(compiled(compiler, DATA / "uapi.bpf.c", tmp_path, *MACHINE, *OURS))


STAND_INS = sorted(
    str(path.relative_to(f"{c.INCLUDE}/uapi")) for path in Path(c.INCLUDE, "uapi").rglob("*.h")
)


@needs_clang
@pytest.mark.parametrize("compiler", CLANGS)
def test_every_stand_in_compiles_by_itself(compiler, tmp_path):
    for name in STAND_INS:
        source = tmp_path / "one.c"
        source.write_text(f"#include <{name}>\n#include <{name}>\nint used;\n")
        target = ("-target", "bpfeb") if name < "linux/i" else ()
        compiled(compiler, source, tmp_path, *target, *OURS, "-nostdlibinc", "-g0", "-Wno-comment")


@needs_clang
@pytest.mark.parametrize("compiler", CLANGS)
def test_a_corpus_needs_no_headers_of_the_machine(compiler, tmp_path):
    for source in [*CORPUS, DATA / "corpus/cgroups.bpf.c"]:
        alone = compiled(compiler, source, tmp_path, *OURS, "-nostdlibinc", "-w")
        assert code(alone) == code(compiled(compiler, source, tmp_path, *MACHINE, *OURS, "-w"))


UNKNOWN = {  # enums that nothing in a kernel is declared with, so that its types do not tell
    "BPF_DEVCG_ACC_MKNOD", "BPF_DEVCG_ACC_READ", "BPF_DEVCG_ACC_WRITE", "BPF_DEVCG_DEV_BLOCK",
    "BPF_DEVCG_DEV_CHAR", "MAX_BPF_LINK_TYPE", "bpf_lpm_trie_key",
}  # fmt: skip


def test_the_boxs_vmlinux_has_what_linux_bpf_h_has():
    text = Path(c.INCLUDE, "linux/bpf.h").read_text()
    names = set(re.findall(r"^\s+([A-Z]\w+) = ", text, re.MULTILINE))
    names |= set(re.findall(r"^(?:struct|union|enum) (\w+) \{", text, re.MULTILINE))
    there = set(re.findall(r"\w+", vmlinux.text("box").decode()))
    assert names - there == UNKNOWN
    assert "extern __bpf_fastcall void *bpf_rdonly_cast(" in vmlinux.text("box").decode()
    assert {"ethhdr", "iphdr", "ipv6hdr", "tcphdr", "udphdr", "IPPROTO_TCP"} <= there


@needs_clang
@pytest.mark.parametrize("name", ["networks", "traces", "operations"])
def test_a_corpus_with_the_types_of_the_box(name, capfd):
    spec = obj.read(c.build(str(DATA / f"corpus/{name}.bpf.c"), c.Options(btf="box")), name)
    assert spec.programs
    assert capfd.readouterr().err == ""


@pytest.mark.skipif(not Path("/usr/include/linux/bpf.h").exists(), reason="no kernel headers")
def test_no_name_of_linux_bpf_h_is_missing():
    text = re.sub(r"/\*.*?\*/", "", Path("/usr/include/linux/bpf.h").read_text(), flags=re.DOTALL)
    names = set(re.findall(r"^\s*#\s*define\s+(\w+)\s", text, re.MULTILINE))
    names |= set(re.findall(r"^\s+([A-Z]\w+)\s*[=,]", text, re.MULTILINE))
    names |= set(re.findall(r"^(?:struct|union|enum) (\w+) \{", text, re.MULTILINE))
    ours = (Path(c.INCLUDE) / "linux/bpf.h").read_text()
    assert {n for n in names if not n.startswith("__")} <= set(re.findall(r"\w+", ours))
