"""``beebox check``: its exit status, its figures, its JSON, its inputs."""

from __future__ import annotations

import errno
import json
import os
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from beebox.cli.checks import report
from beebox.cli.checks.verdict import Verdict
from beebox.cli.main import main
from beebox.errors import KernelError
from beebox.isa.asm import assemble
from beebox.isa.insn import encode
from beebox.kernel.linux import Linux
from beebox.verifier.explain import explain_log

LOOP = """
\t.section\t"xdp","ax",@progbits
\t.globl\tgood
\t.type\tgood,@function
good:
\tr1 = 0
again:
\tr1 += 1
\tif r1 < 100 goto again
\tr0 = 0
\texit

\t.section\t"tc","ax",@progbits
\t.globl\tbad
\t.type\tbad,@function
bad:
\tr0 = *(u64 *)(r1 + 4096)
\texit

\t.section\tlicense,"aw",@progbits
\t.asciz\t"GPL"
"""


@pytest.fixture
def path(tmp_path: Path) -> str:
    made = tmp_path / "two.s"
    made.write_text(LOOP)
    return str(made)


def test_the_status_says_what_was_found(path: str, tmp_path: Path, capsys) -> None:
    assert main(["check", "--prog", "good", path]) == 0
    assert main(["check", path]) == 1
    assert main(["check", str(tmp_path / "nothing.o")]) == 2
    assert main(["check", "--type", "nonsense", path]) == 2
    empty = tmp_path / "empty.o"
    empty.write_bytes(b"")
    assert main(["check", str(empty), path]) == 2
    said = capsys.readouterr()
    assert "two.s: bad (tc): REFUSED" in said.out
    assert "empty.o" in said.err


def test_a_budget(path: str, capsys) -> None:
    assert main(["check", "--prog", "good", "--max-processed", "1000", path]) == 0
    assert main(["check", "--prog", "good", "--max-processed", "100", path]) == 1
    assert "over budget: 203 processed, 100 allowed" in capsys.readouterr().out


def test_figures_and_the_hottest_lines(path: str, capsys) -> None:
    assert main(["check", "--prog", "good", "--stats", path]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[1].startswith("  203 instructions processed in ")
    assert [line.split()[-1] for line in lines[2:4]] != []
    assert "again" in lines[2] or "r1" in lines[2]


def test_json(path: str, capsys) -> None:
    assert main(["check", "--json", "--stats", "--explain", path]) == 1
    good, bad = json.loads(capsys.readouterr().out)
    assert good["accepted"] is True
    assert good["stats"]["processed"] == 203
    assert good["stats"]["stack_depth"] == [0]
    assert sum(hot["visits"] for hot in good["hottest"]) == 203
    assert bad["message"] == "invalid bpf_context access off=4096 size=8"
    assert bad["errno"] == 13
    assert bad["explanation"]["message"] == bad["message"]
    assert bad["type"] == "sched_cls"


def test_plain_instructions(tmp_path: Path, capsys) -> None:
    raw = tmp_path / "code.bin"
    raw.write_bytes(encode(assemble("r0 = 2\nexit")))
    assert main(["check", "--raw", str(raw)]) == 0
    assert main(["check", "--raw", "--type", "cgroup/sock_create", str(raw)]) == 1
    assert "should have been in [0, 1]" in capsys.readouterr().out
    raw.write_bytes(b"\0" * 9)
    assert main(["check", "--raw", str(raw)]) == 2


def test_plain_assembly(tmp_path: Path, capsys) -> None:
    plain = tmp_path / "plain.s"
    plain.write_text("r0 = *(u32 *)(r1 + 0)\nexit\n")
    assert main(["check", "--type", "xdp", str(plain)]) == 0
    assert main(["check", "--type", "kprobe", "--flags", "strict_alignment", str(plain)]) == 0
    assert main(["check", "--flags", "nonsense", str(plain)]) == 2
    assert "strict_alignment" in capsys.readouterr().err


def test_rights(path: str, capsys) -> None:
    assert main(["check", "--prog", "good", "--caps", "bpf,perfmon,net_admin", path]) == 0
    assert main(["check", "--prog", "good", "--caps", "bpf,perfmon", path]) == 1  # XDP needs more
    assert main(["check", "--prog", "good", "--caps", "fly", path]) == 2


def test_types_of_a_file(path: str, tmp_path: Path, capsys) -> None:
    other = tmp_path / "vmlinux"
    assert main(["check", "--prog", "good", "--btf", str(other), path]) == 2
    other.write_bytes(b"no types")
    assert main(["check", "--prog", "good", "--btf", str(other), path]) == 2


def test_linux_that_may_not_be_asked_is_no_verdict(path: str, monkeypatch, capsys) -> None:
    def denied(*_: object) -> int:
        raise KernelError(errno.EPERM, "bpf needs CAP_BPF", missing=("CAP_BPF",))

    monkeypatch.setattr(Linux, "bpf", denied)
    assert main(["check", "--kernel", "linux", "--prog", "good", path]) == 2
    said = capsys.readouterr()
    assert "needs CAP_BPF" in said.err
    assert "differs" not in said.out


def test_a_program_of_another_type_is_named_so(path: str, capsys) -> None:
    assert main(["check", "--prog", "good", "--type", "tracepoint", path]) == 0
    assert "good (tracepoint): accepted" in capsys.readouterr().out


@pytest.mark.linux
@pytest.mark.skipif(os.geteuid() != 0, reason="the Linux kernel takes programs from root only")
def test_linux_beside_the_box(path: str, capsys) -> None:
    assert main(["check", "--kernel", "linux", "--json", path]) == 1
    for verdict in json.loads(capsys.readouterr().out):
        assert verdict["differences"] == []
        assert verdict["linux"]["stats"]["processed"] == verdict["stats"]["processed"]
    assert main(["check", "--kernel", "linux", "--prog", "good", path]) == 0
    assert "linux agrees: 203 processed" in capsys.readouterr().out


def test_an_explanation(path: str, capsys) -> None:
    assert main(["check", "--explain", "--prog", "bad", path]) == 1
    said = capsys.readouterr().out
    assert "Verification failed: context:" in said
    assert "Suggestion:" in said


def test_a_page_of_all_programs(path: str, tmp_path: Path, capsys) -> None:
    page = tmp_path / "page.html"
    assert main(["check", "--html", str(page), path]) == 1
    assert page.read_text().count("<article>") == 2
    assert main(["check", "--html", str(tmp_path / "no" / "page.html"), path]) == 2
    assert "--html" in capsys.readouterr().err


def test_what_linux_alone_refuses_is_explained_by_its_log() -> None:
    theirs = Verdict("p", "xdp", "xdp", "linux", accepted=False, message="R2 !read_ok")
    theirs = replace(theirs, explanation=explain_log("0: (bf) r0 = r2\nR2 !read_ok\n", 13))
    ours = Verdict("p", "xdp", "xdp", "box", accepted=True, linux=theirs)
    said = "\n".join(report.text("p.o", ours, verbose=False, stats=False))
    assert "Verification failed: uninitialised" in said


TARGET = """
struct __sk_buff { unsigned len; };
__attribute__((noinline)) int policy(struct __sk_buff *skb, int a) { volatile int x = a; return x; }
SEC("tc") int entry(struct __sk_buff *skb) { return policy(skb, 1); }
"""
EXTENSIONS = """
struct __sk_buff { unsigned len; };
SEC("freplace/policy") int mine(struct __sk_buff *skb, int a) { return skb->len > 10 ? a : 0; }
SEC("freplace/policy") int wrong(struct __sk_buff *skb) { return 0; }
SEC("freplace") int any(struct __sk_buff *skb) { return 0; }
SEC("fentry/policy") int trace(unsigned long *ctx) { return 0; }
SEC("tc") int plain(struct __sk_buff *skb) { return 0; }
"""


@pytest.fixture
def extensions(tmp_path: Path) -> tuple[str, str]:
    for name, text in (("target", TARGET), ("ext", EXTENSIONS)):
        head = (
            '#define SEC(n) __attribute__((section(n), used))\nchar l[] SEC("license") = "GPL";\n'
        )
        (tmp_path / f"{name}.bpf.c").write_text(head + text)
    return str(tmp_path / "target.bpf.c"), str(tmp_path / "ext.bpf.c")


@pytest.mark.skipif(not shutil.which("clang"), reason="there is no clang")
def test_extensions_are_held_against_a_target(extensions: tuple[str, str], capsys) -> None:
    target, path = extensions
    assert main(["check", path]) == 1
    assert capsys.readouterr().out.count("the object does not say of which") == 3
    assert main(["check", "--target", target, path]) == 1
    said = capsys.readouterr().out
    for accepted in ("mine (freplace/policy)", "trace (fentry/policy)", "plain (tc)"):
        assert f"{accepted}: accepted" in said
    assert "wrong (freplace/policy): REFUSED: wrong() has 1 args while policy() has 2 args" in said
    assert "any (freplace): REFUSED: program any replaces a function that its section" in said
    assert main(["check", "--target", f"{target}:entry", "--prog", "any", path]) == 0
    assert main(["check", "--target", f"{target}:nothing", "--prog", "any", path]) == 1
    assert (
        "replaces nothing\n  hint: the other program has: policy, entry" in capsys.readouterr().out
    )
    assert main(["check", "--target", f"{target}.o", path]) == 2


def test_what_the_kernel_has_not_is_named(tmp_path: Path, capsys) -> None:
    """What CO-RE did not find, and no function of a weak name: not just a helper with a number."""
    if not any(map(shutil.which, ("clang", "clang-19", "clang-14"))):
        pytest.skip("no clang")
    source = tmp_path / "asks.bpf.c"
    source.write_text("""
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_core_read.h>
struct task_struct___q { struct { int inner; } gone; } __attribute__((preserve_access_index));
extern int bpf_nobody(int) __ksym __weak;
SEC("raw_tp/sys_enter") int f(void *ctx)
{
	struct task_struct___q *t = (void *)bpf_get_current_task();
	return BPF_CORE_READ(t, gone.inner);
}
SEC("raw_tp/sys_enter") int g(void *ctx) { return bpf_nobody(3); }
char _license[] SEC("license") = "GPL";
""")
    assert main(["check", "--explain", str(source)]) == 1
    said = capsys.readouterr().out
    assert "(struct task_struct.gone.inner: the kernel has no such field)" in said
    assert "(the kernel has no function bpf_nobody)" in said
    assert said.count("the kernel has not what the program asks for") == 2
    assert "Here: the kernel has no function bpf_nobody." in said


@pytest.mark.linux
@pytest.mark.skipif(os.geteuid() != 0, reason="the Linux kernel takes programs from root only")
def test_nothing_is_pinned(tmp_path: Path, capsys) -> None:
    path = Path(__file__).parent.parent / "data" / "c" / "usual" / "policy.bpf.c"
    assert main(["check", "--kernel", "linux", "--prog", "tail_drop", str(path)]) == 0
    assert "linux agrees" in capsys.readouterr().out
    assert not Path("/sys/fs/bpf/usual_ct4").exists()


def test_a_program_in_python_is_told_why_without_asking(tmp_path: Path, capsys) -> None:
    source = tmp_path / "prog_careless.py"
    source.write_text(
        "from beebox import bpf\nfrom beebox.bpf import i32, ptr, u32, u64\n\n"
        "counts = bpf.Hash[u32, u64](max_entries=4)\n\n"
        "@bpf.function\ndef found(key: u32) -> ptr[u64]:\n    return counts.lookup(key)\n\n"
        '@bpf.program("xdp")\ndef f(_ctx: bpf.XdpMd) -> i32:\n'
        "    count = found(5)\n    return i32(count[0])\n"
    )
    assert main(["check", str(source)]) == 1
    said = capsys.readouterr().out
    assert "Reason: R0, of count, is map_value_or_null" in said
    assert "if count is None:" in said
    assert "0: (b4) w1 = 5" not in said
    assert main(["check", "-v", str(source)]) == 1
    assert "0: (b4) w1 = 5" in capsys.readouterr().out
