"""Code from Python beside clang's for the same tools in C (bench/codegen.py)."""

from __future__ import annotations

import shutil
import sys
from importlib import import_module
from pathlib import Path

import pytest

from beebox import obj
from beebox.abi.enums import Func
from beebox.isa.opcodes import CALL
from beebox.lang.python import build

sys.path.insert(0, str(Path(__file__).parents[2]))
codegen = import_module("bench.codegen")
needs_clang = pytest.mark.skipif(not shutil.which("clang-19"), reason="no clang-19")


def instructions(source: Path) -> tuple[int, int]:
    ours = codegen.sizes(build(import_module(f"beebox.tools.{source.name.partition('.')[0]}")))
    theirs, _ = codegen.clang(source, "clang-19")
    shared = codegen.common({"ours": ours, "theirs": theirs})
    assert len(shared["ours"]) > len(theirs) / 2, f"{source.name} is no twin any more"
    return sum(shared["ours"].values()), sum(shared["theirs"].values())


@needs_clang
def test_programs_are_as_short_as_clangs(monkeypatch):
    monkeypatch.setenv("CLANG", "clang-19")
    pairs = [instructions(source) for source in codegen.SOURCES]
    ours, theirs = (sum(side) for side in zip(*pairs, strict=True))
    assert ours <= codegen.AIM * theirs


@pytest.mark.parametrize("tool", [source.name.partition(".")[0] for source in codegen.SOURCES])
def test_every_instruction_has_its_line(tool):
    """After all passes; so what a verifier refuses is told at its place."""
    spec = obj.read(build(import_module(f"beebox.tools.{tool}")), tool)
    for program in spec.programs.values():
        assert program.lines[0].insn == 0
        assert all(line.line and line.text.strip() for line in program.lines), program.name


def test_what_stays_the_same_is_asked_for_once(build):
    spec = build("""
        @bpf.program("tracepoint/syscalls/sys_enter_read")
        def straight(ctx: bpf.SysEnterRead) -> i32:
            if bpf.current_pid() == 3 and ctx.fd > 0:
                return i32(bpf.current_tid())
            return i32(bpf.current_pid() + bpf.current_tid())

        @bpf.program("tracepoint/syscalls/sys_enter_write")
        def aside(ctx: bpf.SysEnterWrite) -> i32:
            pid = bpf.current_pid() if ctx.fd > 9 else 0
            if ctx.count > 5 and bpf.current_tid() == 4:
                pid = 1
            for i in range(ctx.fd):
                pid += bpf.current_tid()
                if pid > 77:
                    break
            return i32(pid + bpf.current_tid())
    """)
    calls = {
        name: sum(insn.code == CALL and insn.imm == Func.get_current_pid_tgid for insn in one.insns)
        for name, one in spec.programs.items()
    }
    assert calls["straight"] == 1
    assert calls["aside"] > 1, "what may have been passed over is asked for again"
