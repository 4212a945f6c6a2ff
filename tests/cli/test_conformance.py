"""``beebox conformance`` as bpf_conformance's runner starts it: arguments, standard input, answers.

Each run is a process, so only some of the cases of tests/data/isa are asked; tests/vm runs them all.
"""

from __future__ import annotations

import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from beebox.isa.asm import assemble
from beebox.isa.insn import Insn, encode
from beebox.vm import tier0

sys.path.insert(0, str(Path(__file__).parent.parent / "vm"))

from isa_cases import DATA, read

NATIVE = pytest.mark.skipif(not tier0.available(), reason="tier 0 makes x86-64 code")
WHICH = ["interpreter", pytest.param("tier0", marks=NATIVE), "tier1"]
EVERY = 97
CASES = [case for path in sorted(DATA.glob("*.data")) for case in read(path)][::EVERY]


def spaced(data: bytes) -> str:
    """The runner puts two spaces behind each byte."""
    return "".join(f"{byte:02x}  " for byte in data)


def plugin(program: bytes, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "beebox", "conformance", *arguments],
        input=spaced(program) + "\n",
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def answer(text: str, *arguments: str) -> int:
    done = plugin(encode(assemble(text)), *arguments)
    assert (done.returncode, done.stderr) == (0, "")
    return int(done.stdout, 16)


@pytest.mark.parametrize("engine", WHICH)
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_cases(case, engine):
    run = case.runs[0]
    memory = [spaced(run.memory)] if run.memory else []
    done = plugin(encode(case.insns), *memory, "--engine", engine)
    assert (done.returncode, done.stdout, done.stderr) == (0, f"{run.result:x}\n", "")


@pytest.mark.parametrize("arguments", [("aa  bb  ",), ("aabb", ""), ("aa bb", "--debug")])
def test_memory_comes_first(arguments):
    program = encode(assemble("r0 = *(u16 *)(r1 + 0)\nr0 *= r2\nexit"))
    done = plugin(program, *arguments)
    assert (done.returncode, done.stdout) == (0, f"{0xBBAA * 2:x}\n")
    assert ("r0 *= r2" in done.stderr) == ("--debug" in arguments)


@pytest.mark.parametrize("memory", [(), ("",), ("  ",)])
def test_no_memory(memory):
    assert answer("r0 = r1\nr0 += r2\nexit", *memory) == 0


def test_program_as_an_option():
    program = spaced(encode(assemble("r0 = -1\nexit")))
    assert answer("r0 = 9\nexit", "--program", program) == (1 << 64) - 1


@pytest.mark.skipif(not shutil.which("clang"), reason="there is no clang")
def test_an_object(tmp_path):
    source = tmp_path / "one.s"
    source.write_text("r0 = *(u8 *)(r1 + 0)\nr0 += 1\nexit\n")
    built = tmp_path / "one.o"
    subprocess.run(["clang", "-target", "bpf", "-c", str(source), "-o", str(built)], check=True)
    shown = plugin(built.read_bytes(), "41", "--elf")
    assert (shown.returncode, shown.stdout) == (0, "42\n")


@pytest.mark.parametrize("engine", WHICH)
@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("r0 = 1\nr1 = 4\ncall 3\nexit", 2),
        ("r1 = 1\nr2 = 2\nr3 = 3\nr4 = 4\nr5 = 5\ncall 0\nexit", 0x0102030405),
        ("r1 = -1\ncall 5\nr0 = 2\nexit", 2),
        ("*(u64 *)(r10 - 8) = 0\nr1 = r10\nr1 += -8\nr2 = 2\ncall 1\nr0 = *(u64 *)(r10 - 8)\nexit", 0x2A2A),
        ("r6 = 7\nr1 = 0\nr2 = 0\ncall 2\nr0 += r6\nexit", 7),
    ],
)  # fmt: skip
def test_helpers_of_the_suite(text, result, engine):
    assert answer(text, "--engine", engine) == result


@pytest.mark.parametrize("engine", WHICH)
@pytest.mark.parametrize(("number", "status", "shown"), [(3, 0, "9\n"), (6, 1, "")])
def test_helper_by_register(engine, number, status, shown):
    insns = [Insn(0xB7, 1, imm=81), Insn(0xB7, 2, imm=number), Insn(0x8D, 2), Insn(0x95)]
    done = plugin(encode(insns), "--engine", engine)
    assert (done.returncode, done.stdout) == (status, shown)


@pytest.mark.parametrize("engine", WHICH)
@pytest.mark.parametrize(
    ("insn", "result"),
    [
        (Insn(0xC7, 0, 0, 0, 124), 0xFFFFFFFFFFFFFFF8),  # arsh64 by 60
        (Insn(0x67, 0, 0, 0, -63), 0),  # lsh64 by 1
        (Insn(0x74, 0, 0, 0, 33), 0),
        (Insn(0x37, 0, 0, 0, 0), 0),
        (Insn(0x97, 0, 0, 0, 0), 1 << 63),
        (Insn(0x94, 0, 0, 1, 0), 0),
        (Insn(0x34, 0, 0, 1, 0), 0),
    ],
)
def test_where_the_rfc_allows_more_than_linux(insn, result, engine):
    insns = [Insn(0xB7, imm=1), Insn(0x67, imm=63), insn, Insn(0x95)]
    done = plugin(encode(insns), "--engine", engine)
    assert (done.returncode, done.stdout) == (0, f"{result:x}\n")


@pytest.mark.parametrize("engine", WHICH)
@pytest.mark.parametrize(
    ("program", "reason"),
    [
        (b"\xff" + bytes(7), "unknown opcode ff"),
        (b"\x95\0\0\0", "not a whole number"),
        (b"", "1 to 1000000 instructions"),
        (encode([Insn(0xB7, 11), Insn(0x95)]), "R11 is invalid"),
        (encode([Insn(0xB7, 10), Insn(0x95)]), "frame pointer is read only"),
        (encode([Insn(0x05, off=9), Insn(0x95)]), "outside"),
        (encode([Insn(0xB7)]), "runs off the end"),
        (encode([Insn(0x05, off=1), Insn(0x18), Insn(0), Insn(0x95)]), "second slot"),
        (encode([Insn(0x18)]), "second slot"),
        (encode([Insn(0x18, 1, 1, 0, 3), Insn(0), Insn(0x95)]), "maps"),
        (encode([Insn(0x85, imm=77), Insn(0x95)]), "helper 77"),
        (encode([Insn(0x85, src=2, imm=42), Insn(0x95)]), "no kernel function 42"),
        (encode([Insn(0x30), Insn(0x95)]), "packet"),
        (encode([Insn(0x8D, 7), Insn(0x95)]), "callx"),
        (encode([Insn(0xB7, imm=-1), Insn(0x71), Insn(0x95)]), ""),
    ],
)
def test_refused(program, reason, engine):
    done = plugin(program, "--engine", engine)
    assert done.returncode != 0
    assert done.stdout == ""
    assert done.stderr.startswith("beebox: ")
    assert reason in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (("xyz",), "MEMORY is not bytes of two hex digits each: 'xyz'"),
        (("aa b", "--program", "95"), "MEMORY is not bytes of two hex digits each: 'b'"),
        (("--program", "950"), "the program is not bytes of two hex digits each: '950'"),
        (("--engine", "gpu"), "invalid choice"),
        (("--elf",), "ELF"),
    ],
)
def test_mistakes(arguments, reason):
    done = plugin(encode(assemble("r0 = 0\nexit")), *arguments)
    assert done.returncode == 2
    assert reason in done.stderr


@pytest.mark.parametrize("engine", WHICH)
def test_a_program_that_calls_its_own_start(engine):
    text = """
        again: r1 += 1
        if r1 > 3 goto last
        call again
        r0 += 1
        exit
        last: r0 = r2
        exit
    """
    assert answer(text, "--engine", engine) == 3


@pytest.mark.parametrize("engine", WHICH)
def test_ctrl_c_ends_an_endless_program(engine):
    """All of it: what runs the program, too, which holds standard output open."""
    endless = [sys.executable, "-m", "beebox", "conformance", "--engine", engine]
    endless += ["--program", "0500ffff00000000 9500000000000000", "--debug"]
    with subprocess.Popen(endless, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        assert running.stderr is not None
        running.stderr.readline()  # it has started
        time.sleep(0.5)
        running.send_signal(signal.SIGINT)
        assert running.communicate(timeout=20)[0] == b""
        assert running.returncode != 0


def test_an_endless_program_is_ended():
    script = """
from beebox.isa.insn import Insn
from beebox.vm import conformance

conformance.PATIENCE = 1
conformance.run_apart([Insn(0x05, off=-1), Insn(0x95)], b"", "interpreter")
"""
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert "did not end within 1 s" in done.stderr
