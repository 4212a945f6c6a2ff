"""Code from Python beside clang's for the same tools in C (bench/codegen.py)."""

from __future__ import annotations

import shutil
import sys
from importlib import import_module
from pathlib import Path

import pytest

from beebox import obj
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
