"""What only modules have: our calls beside libbpf's (1.1), on a kernel that is given modules.

This machine has none with types, so `preload.c` tells both of some. CO-RE, functions and variables
are found in them; the kernel then refuses the fds, but what it was asked is written down.
"""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
import recorder

from beebox.btf import kept
from beebox.btf.types import Enum, Enumerator, Func, FuncProto, Int, Member, Param, Struct, Var
from beebox.btf.write import Builder

INCLUDE = Path(__file__).parents[2] / "src" / "beebox" / "lang" / "include"
VMLINUX = Path("/sys/kernel/btf/vmlinux")
pytestmark = pytest.mark.linux

HEAD = """\
typedef unsigned int __u32; typedef unsigned long long __u64; typedef unsigned short __u16;
typedef unsigned char __u8; typedef int __s32; typedef short __s16; typedef long long __s64;
typedef signed char __s8; typedef __u16 __be16; typedef __u32 __be32; typedef __u32 __wsum;
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_core_read.h>
char _license[] SEC("license") = "GPL";
__u64 out[8];
"""
CORE = (
    HEAD
    + """\
struct of_module___mine { int moved; int gone; } __attribute__((preserve_access_index));
enum of_module_kind___mine { WANTED_KIND = 1 };
SEC("tc") int ask(struct of_module___mine *ctx)
{
	out[0] = bpf_core_field_offset(struct of_module___mine, moved);
	out[1] = bpf_core_field_exists(ctx->gone);
	out[2] = bpf_core_type_size(struct of_module___mine);
	out[3] = bpf_core_type_id_kernel(struct of_module___mine);
	out[4] = bpf_core_type_exists(struct of_module___mine);
	out[5] = bpf_core_enum_value(enum of_module_kind___mine, WANTED_KIND);
	out[6] = bpf_core_type_exists(struct of_nobody_at_all);
	out[7] = bpf_core_field_offset(struct task_struct___mine, pid);
	return 0;
}
"""
)
TASK = "struct task_struct___mine { int pid; } __attribute__((preserve_access_index));\n"
NOBODY = "struct of_nobody_at_all { int a; };\n"
CORE = CORE.replace("struct of_module___mine {", NOBODY + TASK + "struct of_module___mine {", 1)
EXTERNS = (
    HEAD
    + """\
extern int of_module(int a) __ksym;
extern int of_other(int a) __ksym;
extern int of_nobody(int a) __ksym __weak;
extern const int counted __ksym;
SEC("tc") int ask(void *ctx)
{
	if (of_nobody)
		return 5;
	return of_module(1) + of_other(2) + of_module(3) + *(int *)bpf_per_cpu_ptr(&counted, 0);
}
"""
)


def module(folder: Path, name: str, at: int = 64, *, padding: int = 0, task: bool = False) -> Path:
    """Return the file of a module: ``moved`` of its struct lies at bit *at*."""
    base = kept.read(VMLINUX.read_bytes())
    made = Builder(b"\0", base)
    number = made.add(Int("int", 4, signed=True, bits=32))
    for count in range(padding):
        made.add(Struct(f"padding{count}", 4, (Member("a", number, 0),)))
    made.add(Struct("of_module", 64, (Member("other", number, 0), Member("moved", number, at))))
    made.add(Enum("of_module_kind", 4, False, (Enumerator("WANTED_KIND", 7),)))
    if task:
        made.add(Struct("task_struct", 8, (Member("pid", number, 0),)))
    proto = made.add(FuncProto(number, (Param("a", number),)))
    made.add(Func("of_module" if name == "one" else "of_other", proto, 1))
    if name == "one":
        made.add(Var("counted", number, 1))
    path = folder / name
    path.write_bytes(made.build())
    return path


def compiled(folder: Path, text: str) -> Path:
    clang = shutil.which("clang-19") or shutil.which("clang")
    if clang is None:
        pytest.skip("clang is not installed")
    source, made = folder / "asks.bpf.c", folder / "asks.bpf.o"
    source.write_text(text)
    options = ["-target", "bpf", "-mcpu=v3", "-O2", "-g", f"-I{INCLUDE}"]
    subprocess.run([clang, *options, "-c", source, "-o", made], check=True, timeout=60)
    return made


def both(folder: Path, text: str, modules: list[Path]):
    """Return what libbpf loads, and we; and what each said."""
    path = compiled(folder, text)
    theirs, said = recorder.libbpf(folder, path, modules=modules)
    ours, told = recorder.mine(folder, path, modules=modules)
    found = (recorder.programs(calls).get("ask") for calls in (theirs, ours))
    return *found, said, told


def test_one_module(tmp_path):
    theirs, ours, said, told = both(tmp_path, CORE, [module(tmp_path, "one")])
    assert theirs is not None, said
    assert ours["insns"] == theirs["insns"], told
    assert {imm for code, _, _, imm in ours["insns"] if code in (0x18, 0xB7)} >= {8, 64, 1, 7}


def test_two_that_agree_and_the_kernels_own_first(tmp_path):
    modules = [module(tmp_path, "one", task=True), module(tmp_path, "two")]
    text = CORE.replace("bpf_core_type_id_kernel(struct of_module___mine)", "1")
    theirs, ours, said, told = both(tmp_path, text, modules)
    assert theirs is not None, said
    assert ours["insns"] == theirs["insns"], told


@pytest.mark.parametrize(
    ("second", "asked"),
    [({"at": 96}, "field_byte_offset"), ({"padding": 1}, "type_id_target")],
)
def test_two_that_differ(tmp_path, second, asked):
    modules = [module(tmp_path, "one"), module(tmp_path, "two", **second)]
    theirs, ours, said, told = both(tmp_path, CORE, modules)
    assert theirs is None
    assert ours is None
    assert "ambiguity" in said
    assert f"({asked}): there are several, which differ: module one says" in told
    assert "struct of_module" in told


def test_functions_and_variables(tmp_path):
    modules = [module(tmp_path, "one"), module(tmp_path, "two", padding=3)]
    theirs, ours, said, told = both(tmp_path, EXTERNS, modules)
    assert theirs is not None, said
    fds = {}
    for each, mine in zip(theirs["insns"], ours["insns"], strict=True):
        if not each[0] or not mine[0]:  # the second half of lddw: a module's fd
            fds[each[3]] = mine[3]
            continue
        assert mine == each, told
    assert len(fds) == len(set(fds.values()))
