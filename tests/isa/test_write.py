"""Assembly of any bytes is assembled to the same bytes, in either syntax; LLVM agrees."""

import os
import shutil
import subprocess
from importlib.util import find_spec
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from legal_instructions import exact, legal

from beebox.isa import disasm
from beebox.isa.asm import assemble
from beebox.isa.asm.write import Syntax, labels, write
from beebox.isa.insn import Insn, decode, encode
from beebox.isa.opcodes import LDDW


def text(program: tuple[Insn, ...], syntax: Syntax) -> str:
    """The program with labels, as `beebox disasm` writes it."""
    names = labels(program)
    lines = []
    for line in write(program, syntax, names):
        lines += [f"{names[line.at]}:"] if line.at in names else []
        lines.append(f"{line.text}  # {line.remark}")
    return "\n".join(lines)


@pytest.mark.parametrize("syntax", Syntax)
@given(st.lists(st.binary(min_size=8, max_size=8), max_size=8))
def test_any_bytes_come_back(syntax, slots):
    program = decode(b"".join(slots))
    assert assemble(text(program, syntax)) == program


@pytest.mark.parametrize("syntax", Syntax)
@given(st.lists(legal(), max_size=20))
def test_legal_programs_come_back(syntax, parts):
    program = tuple(slot for part in parts for slot in part)
    assert assemble(text(program, syntax)) == program


@given(legal().filter(exact))
def test_what_the_kernel_has_words_for_needs_no_numbers(part):
    written = text(part, Syntax.KERNEL)
    assert ".quad" not in written


def test_labels_stand_where_jumps_go():
    program = assemble("if r1 == 0 goto l\nr2 = 5 ll\nl: exit\ncall f\nf: goto -1")
    assert text(program, Syntax.LLVM).replace("  # ", "").split("\n") == [
        "if r1 == 0 goto L3",
        "r2 = 0x5 ll",
        "L3:",
        "exit",
        "call func_5",
        "func_5:",
        "goto func_5",
    ]


def test_no_label_inside_an_instruction_or_outside_the_program():
    program = assemble("goto +1\nr1 = 5 ll\ngoto +7")
    assert text(program, Syntax.KERNEL).count(":") == 0
    assert assemble(text(program, Syntax.KERNEL)) == program


def test_reserved_fields_are_shown_as_numbers_with_the_reason():
    written = text((Insn(0xBF, 1, 2, 7), Insn(0x95, off=1)), Syntax.KERNEL)
    assert "# BPF_MOV uses reserved fields" in written
    assert written.count(".quad") == 2


def zig() -> list[str]:
    """A clang with the newest BPF assembler, if ziglang is installed."""
    spec = find_spec("ziglang")
    if spec is None or not spec.submodule_search_locations:
        pytest.skip("ziglang is not installed: pip install beebox[c]")
    program = str(Path(spec.submodule_search_locations[0]) / "zig")
    return [program, "cc", "-target", "bpfel-freestanding-none", "-mcpu=v4", "-c"]


def llvm_mc() -> list[str]:
    """LLVM's assembler of this machine, as far as its version goes."""
    if not shutil.which("llvm-mc"):
        pytest.skip("llvm-mc is not installed")
    return ["llvm-mc", "-triple", "bpfel", "-mcpu=v3", "-filetype=obj"]


def assembled(command: list[str], source: str, folder: Path) -> bytes:
    from beebox.obj import elf

    (folder / "x.s").write_text(source + "\n")
    env = {**os.environ, "ZIG_GLOBAL_CACHE_DIR": str(folder), "ZIG_LOCAL_CACHE_DIR": str(folder)}
    command = [*command, str(folder / "x.s"), "-o", str(folder / "x.o")]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=env)
    assert not done.returncode, done.stderr
    made = elf.read((folder / "x.o").read_bytes())
    return made.data(made.section(".text"))


@settings(max_examples=20, deadline=None)
@given(parts=st.lists(legal().filter(exact), max_size=200))
def test_llvm_assembles_the_same(parts, tmp_path_factory):
    program = tuple(slot for part in parts for slot in part)
    if program:
        folder = tmp_path_factory.mktemp("llvm")
        assert assembled(zig(), text(program, Syntax.LLVM), folder) == encode(program)


OLD = """
    r1 = r2 ; w1 = w2 ; r1 += 5 ; w3 s>>= 7 ; r1 = -r1 ; r1 = be64 r1 ; r2 = le16 r2
    r1 = 0x123456789abcdef0 ll
    r1 = *(u64 *)(r10 - 8)
    *(u8 *)(r10 - 1) = r3
    lock *(u64 *)(r1 + 0) += r2
    r0 = *(u8 *)skb[12] ; r0 = *(u32 *)skb[r2]
l:  if r1 s>= -1 goto l ; if w1 < w2 goto l ; if r1 == 7 goto +2
    call 14 ; call l ; goto l ; exit
"""


def test_an_old_llvm_assembles_the_same(tmp_path):
    assert assembled(llvm_mc(), OLD, tmp_path) == encode(assemble(OLD))


def test_an_old_llvm_reads_what_it_has_words_for(tmp_path):
    source = text(assemble(OLD), Syntax.LLVM)
    assert assembled(llvm_mc(), source, tmp_path) == encode(assemble(OLD))


@given(legal())
def test_exact_is_what_comes_back(part):
    following = part[1] if part[0].code == LDDW else None
    if disasm.exact(part[0], following):
        assert assemble(disasm.disassemble(part[0], following)) == part
