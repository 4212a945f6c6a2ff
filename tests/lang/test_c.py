"""The C front end: our headers, the compiler's words, and what is said without one."""

import os
import shutil
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from beebox import lang, obj
from beebox.abi.enums import Func
from beebox.errors import CompileError
from beebox.lang import c, prototypes

CLANG = next(
    (found for n in ("clang", *(f"clang-{v}" for v in c.VERSIONS)) if (found := shutil.which(n))),
    None,
)
needs_clang = pytest.mark.skipif(CLANG is None, reason="no clang")
HEAD = "#include <vmlinux.h>\n#include <bpf/bpf_helpers.h>\n"
PROGRAM = (
    HEAD
    + 'SEC("tracepoint/a/b") int f(void *ctx) { return 0; }\nchar LICENSE[] SEC("license") = "GPL";\n'
)


@pytest.fixture(autouse=True)
def own_cache(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


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


@needs_clang
@pytest.mark.parametrize(
    "header", ["bpf_helpers.h", "bpf_endian.h", "bpf_core_read.h", "bpf_tracing.h", "tree.bpf.h"]
)
def test_headers_compile_clean(header, tmp_path):
    source = tmp_path / "one.c"
    source.write_text(HEAD + f"#include <bpf/{header}>\n")
    flags = [
        "-target",
        "bpf",
        "-O2",
        "-Wall",
        "-Wextra",
        "-Werror",
        "-Wno-unused-parameter",
        f"-I{c.INCLUDE}",
    ]
    done = subprocess.run(
        [CLANG, *flags, "-fsyntax-only", source], check=False, capture_output=True, text=True
    )
    assert done.stderr == ""
    assert done.returncode == 0


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
def test_a_missing_include(tmp_path):
    source = tmp_path / "bad.bpf.c"
    source.write_text("#include <nothing.h>\n")
    with pytest.raises(CompileError, match=r"nothing\.h"):
        lang.compile(str(source))


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
    assert c.find_compiler()[0] == str(tmp_path / "clang-19")


def test_ziglang_is_found_without_a_clang(tmp_path, monkeypatch):
    (tmp_path / "ziglang").mkdir()
    monkeypatch.setenv("PATH", str(tmp_path / "nowhere"))
    monkeypatch.setattr(sys, "path", [str(tmp_path)])
    assert c.find_compiler()[:4] == (sys.executable, "-m", "ziglang", "cc")


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
