"""Proofs kept on disk: what comes back is what was proved, and nothing else ever does."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from importlib import import_module

import pytest

from beebox import verifier
from beebox.abi.enums import MapType, ProgType, PseudoLoad
from beebox.box import kept
from beebox.box.kernel import Box
from beebox.isa.asm import assemble
from beebox.isa.opcodes import LDDW
from beebox.lang.python import build
from beebox.loader import load
from beebox.obj import read
from beebox.spec.vmlinux import own
from beebox.verifier import MapValue, Options, Program, Rejected, Verified

QUIET = Options(log_level=0)
TOOLS = ("opensnoop", "execsnoop", "syscount", "tcpconnect")
LOOKUP = """
    r1 = 0
    *(u32 *)(r10 - 4) = r1
    r2 = r10
    r2 += -4
    r1 = 0 ll
    call 1
    if r0 == 0 goto out
    r0 = *(u64 *)(r0 + 8)
    out:
    r0 = 0
    exit
"""


@pytest.fixture(autouse=True)
def own_cache(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.delenv("BEEBOX_CACHE", raising=False)


@pytest.fixture
def proofs(monkeypatch):
    """Count the proofs that are made."""
    made = []
    prove = verifier.verify

    def counted(program, tables, options):
        made.append(program.name)
        return prove(program, tables, options)

    monkeypatch.setattr(verifier, "verify", counted)
    return made


def program(text=LOOKUP, key="a map", **changes):
    value = MapValue(MapType.ARRAY, 4, 16, 1, name="m", key=key)._replace(
        **{name: changes.pop(name) for name in list(changes) if name in MapValue._fields}
    )
    insns = [*assemble(text)]
    at = next((index for index, insn in enumerate(insns) if insn.code == LDDW), None)
    maps = {} if at is None else {at: value}
    if at is not None:
        insns[at] = replace(insns[at], src=PseudoLoad.MAP_FD)
    return replace(Program(insns, ProgType.TRACEPOINT, maps, gpl=True), **changes)


def told(verdict):
    """Return what must be the same of a kept proof."""
    stats = verdict.stats._replace(time_ns=0, visits=())
    shown = verdict.translated()
    return verdict.insns, verdict.facts, [*verdict.starts], verdict.gone, stats, shown.insns


@pytest.mark.parametrize("tool", TOOLS)
def test_what_comes_back_is_what_was_proved(tool, monkeypatch, proofs):
    given = []
    spec = read(build(import_module(f"beebox.tools.{tool}")), tool)
    keep = kept.verify

    def heard(program, types, options):
        given.append((program, types, options))
        return keep(program, types, options)

    monkeypatch.setattr(kept, "verify", heard)
    with load(spec, Box()):
        assert len(proofs) == len(given) == len(spec.programs)
        firsts = [keep(*each) for each in given]
        again = proofs[len(given) :]
        assert len(again) < len(given) / 2, "they were not kept"  # who asks for types is not
        proved = [
            verifier.verify(program, kept.tables()._replace(vmlinux=types), options)
            for program, types, options in given
        ]
        for first, again in zip(firsts, proved, strict=True):
            assert told(first) == told(again)


def test_it_serves_other_maps_of_the_kind(proofs):
    first = kept.verify(program(), own, QUIET)
    second = kept.verify(program(key="another"), own, QUIET)
    assert len(proofs) == 1
    assert {*first.facts.calls.values()} == {"a map"}
    assert {*second.facts.calls.values()} == {"another"}


@pytest.mark.parametrize(
    "changes",
    [
        {"value_size": 24},
        {"key_size": 2},
        {"max_entries": 2},
        {"type": ProgType.KPROBE},
        {"gpl": False},
        {"name": "other"},
        {"flags": 1},
        {"contents": b"\1" * 16, "constant": True},
        {"text": LOOKUP.replace("+ 8", "+ 0")},
    ],
    ids=str,
)
def test_what_a_proof_may_depend_on_makes_it_another(changes, proofs):
    for each in (program(), program(**changes)) * 2:
        assert isinstance(kept.verify(each, own, QUIET), Verified)
    assert len(proofs) == 2


def test_rights_and_the_verifier_itself_count(proofs, monkeypatch):
    kept.verify(program(), own, QUIET)
    kept.verify(program(), own, QUIET._replace(capabilities=frozenset(("bpf",))))
    monkeypatch.setattr(kept, "_stamp", lambda: "another")
    kept.verify(program(), own, QUIET)
    assert len(proofs) == 3


def test_refusals_and_logs_are_made_each_time(proofs):
    bad = program(LOOKUP.replace("+ 8", "+ 16"))
    for _ in range(2):
        assert isinstance(kept.verify(bad, own, QUIET), Rejected)
    for _ in range(2):
        verdict = kept.verify(program(), own, Options(log_level=2))
        assert isinstance(verdict, Verified)
        assert verdict.log
    assert len(proofs) == 4


def test_a_proof_by_the_kernels_types_is_made_each_time(proofs, monkeypatch):
    task = program("call 158\nr0 = *(u32 *)(r0 + 0)\nr0 = 0\nexit")
    for _ in range(2):
        assert isinstance(kept.verify(task, own, QUIET), Verified)
    assert len(proofs) == 2


def test_a_warm_start_imports_no_walk(tmp_path):
    code = (
        "import sys; from beebox.cli.main import main\n"
        "try: main()\n"
        "finally: print('beebox.verifier.check' in sys.modules, file=sys.stderr)"
    )
    command = [sys.executable, "-c", code, "opensnoop", "--kernel", "box", "--", "true"]
    runs = [subprocess.run(command, capture_output=True, text=True, check=True) for _ in range(2)]
    assert [run.stderr.splitlines()[-1] for run in runs] == ["True", "False"]
