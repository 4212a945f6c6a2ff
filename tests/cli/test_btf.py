"""``beebox btf``: bpftool's words and bytes."""

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from beebox.cli.main import main

BPFTOOL = shutil.which("bpftool") or shutil.which("bpftool", path="/usr/sbin:/sbin")
OBJECTS = sorted(str(found) for found in Path("tests/data/obj").glob("*.o"))
VMLINUX = "/sys/kernel/btf/vmlinux"
needs_bpftool = pytest.mark.skipif(not BPFTOOL, reason="bpftool is not installed")


def ours(capfd, *words: str) -> str:
    assert main(["btf", *words]) == 0
    return capfd.readouterr().out


def theirs(*words: str) -> str:
    return subprocess.run([str(BPFTOOL), *words], check=True, capture_output=True, text=True).stdout


@needs_bpftool
@pytest.mark.parametrize("path", OBJECTS)
def test_lists_as_bpftool_does(path, capfd):
    words = ["dump", "file", path]
    assert ours(capfd, *words) == theirs("btf", *words)
    assert ours(capfd, *words, "-j") == theirs("-j", "btf", *words)


@needs_bpftool
@pytest.mark.slow
@pytest.mark.skipif(not os.access(VMLINUX, os.R_OK), reason="this kernel shows no types")
def test_lists_this_kernels_types_as_bpftool_does(capfd):
    assert ours(capfd, "dump", "file", VMLINUX) == theirs("btf", "dump", "file", VMLINUX)


@needs_bpftool
@pytest.mark.linux
@pytest.mark.skipif(os.geteuid() != 0, reason="the Linux kernel shows types to root only")
def test_shows_what_linux_has(capfd):
    shown = json.loads(ours(capfd, "show", "id", "1", "-j", "--kernel", "linux"))
    assert shown == json.loads(theirs("-j", "btf", "show", "id", "1"))
    assert ours(capfd, "show", "id", "1", "--kernel", "linux") == theirs("btf", "show", "id", "1")


def test_one_type(capfd):
    raw = ours(capfd, "dump", "file", "tests/data/obj/sample.bpf.o", "root_id", "8")
    assert raw.startswith("[8] STRUCT 'key' size=16 vlen=2\n")
    words = ["dump", "file", "tests/data/obj/sample.bpf.o", "format", "c", "root_id", "8"]
    assert "struct key {\n\tu32 pid;\n\tchar comm[12];\n};" in ours(capfd, *words)


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ("dump file /nonexistent", "/nonexistent: cannot read it"),
        ("dump file /etc/hostname", "not BTF|too few"),
        ("dump file tests/data/obj/sample.bpf.c", "not BTF"),
        ("dump", "what types"),
        ("dump file tests/data/obj/sample.bpf.o format d", "format is raw or c"),
        ("dump file tests/data/obj/sample.bpf.o root_id 9999", "there is no type 9999"),
        ("dump file tests/data/obj/sample.bpf.o format c -j", "C is not JSON"),
    ],
)
def test_mistakes(words, message, capfd):
    assert main(["btf", *words.split()]) != 0
    shown = capfd.readouterr()
    assert shown.out == "" or "-j" in words
    assert any(part in shown.err + shown.out for part in message.split("|"))
