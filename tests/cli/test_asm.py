"""``beebox asm`` and ``beebox disasm``: files and pipes, both ways, as text, JSON and pictures."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from beebox import lang, obj
from beebox.cli import assembly, disasm
from beebox.cli.main import main
from beebox.errors import BeeboxError
from beebox.isa import graph, svg
from beebox.isa.asm import assemble
from beebox.isa.insn import encode

PLAIN = "r0 = 2\nexit\n"
HEX = "b7 00 00 00 02 00 00 00\n95 00 00 00 00 00 00 00\n"
PROGRAM = """\
        .license "GPL"
        .map counts, type=hash, key=4, value=8, max_entries=16
        .section .rodata
fmt:    .asciz "n \\"%d\\""
        .section "tracepoint/syscalls/sys_enter_execve"
enter:  r6 = 0
        *(u32 *)(r10 - 4) = r6
again:  r1 = counts ll
        r2 = r10
        r2 += -4
        call bpf_map_lookup_elem
        if r0 == 0 goto out
        r1 = fmt ll
        r2 = 7
        call bpf_trace_printk
        r6 += 1
        if r6 < 3 goto again
out:    call sub
        exit
        .text
sub:    r0 = 0
        exit
"""


@pytest.fixture
def program(tmp_path: Path, monkeypatch) -> Path:
    """The program's file, in the current directory."""
    monkeypatch.chdir(tmp_path)
    path = Path("prog.bpf.s")
    path.write_text(PROGRAM)
    return path


@pytest.mark.parametrize("text", [PLAIN, HEX, "b700000002000000 9500000000000000", "0xb7,0,0"])
def test_standard_input_to_output(beebox, text):
    command = "asm" if text == PLAIN else "disasm"
    done = beebox(command, "-", input=text)
    if text.endswith("0,0"):
        assert done.returncode == 2
        assert "4 hex digits are not a whole number of instructions" in done.stderr
    else:
        assert done.stdout == (HEX if command == "asm" else "   0: (b7) r0 = 2\n   1: (95) exit\n")


def test_plain_bytes(tmp_path: Path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    Path("x.s").write_text(PLAIN)
    assert main(["asm", "--raw", "x.s", "-o", "x.bin"]) == 0
    assert Path("x.bin").read_bytes() == encode(assemble(PLAIN))
    assert main(["asm", "--hex", "x.s"]) == 0
    assert capsys.readouterr().out == HEX
    assert main(["disasm", "x.bin", "--syntax", "llvm", "--opcodes"]) == 0
    first, _ = capsys.readouterr().out.splitlines()
    assert re.fullmatch(r"\tr0 = 2 +# b7 00 00 00 02 00 00 00", first)


def test_an_object(program: Path, capsys):
    assert main(["asm", str(program)]) == 0
    size = len(Path("prog.bpf.o").read_bytes())
    assert capsys.readouterr().out == f"prog.bpf.o: {size} bytes\n"
    assert main(["build", str(program), "-o", "other.o"]) == 0
    assert Path("other.o").read_bytes() == Path("prog.bpf.o").read_bytes()
    capsys.readouterr()
    assert main(["check", str(program)]) == 0
    assert capsys.readouterr().out.endswith("(tracepoint/syscalls/sys_enter_execve): accepted\n")


def test_an_object_of_standard_input_needs_a_name(beebox):
    done = beebox("asm", "-", input=PROGRAM)
    assert done.returncode == 1
    assert "-o out.o" in done.stderr


def test_a_program_runs(program: Path, beebox):
    done = beebox("run", str(program), "--", "true")
    assert done.returncode == 0


def test_a_mistake_is_shown_with_its_line(beebox, tmp_path: Path):
    path = tmp_path / "x.s"
    path.write_text("r0 = 2\n\texti\n")
    done = beebox("asm", str(path))
    assert done.returncode == 2
    assert done.stderr == (
        f"beebox: {path}:2:2: not an instruction: exti\n"
        "     exti\n     ^^^^\n  hint: did you mean exit?\n"
    )


@pytest.mark.parametrize("extra", [[], ["--source"], ["--linum", "--opcodes"]])
def test_what_is_disassembled_is_assembled_again(program: Path, extra, capsys):
    main(["asm", str(program), "-o", "one.o"])
    capsys.readouterr()
    assert main(["disasm", "one.o", *extra, "-o", "again.s"]) == 0
    assert main(["asm", "again.s", "-o", "two.o"]) == 0
    one, two = (obj.read(Path(name).read_bytes(), "x") for name in ("one.o", "two.o"))
    assert one.programs["enter"].insns == two.programs["enter"].insns
    assert one.programs["enter"].refs == two.programs["enter"].refs
    assert one.maps["x.rodata"].contents == two.maps["x.rodata"].contents
    assert (one.license, set(one.maps)) == (two.license, set(two.maps))
    assert one.maps["counts"].max_entries == two.maps["counts"].max_entries


def test_sections_share_no_labels(tmp_path: Path, monkeypatch, capsys):
    """Jumps to the same index in each, and calls of one from the other."""
    monkeypatch.chdir(tmp_path)
    loop = "r0 = 0\n{0}: r0 += 1\nif r0 < 5 goto {0}\n{1}\nexit\n"
    Path("two.s").write_text(
        f".section xdp\none: {loop.format('a', 'call sub')}"
        f".section xdp.frags\ntwo: {loop.format('b', 'call sub')}"
        f".text\nsub: {loop.format('c', '')}"
    )
    assert main(["asm", "two.s", "-o", "one.o"]) == 0
    assert main(["disasm", "one.o", "-o", "again.s"]) == 0
    assert main(["asm", "again.s", "-o", "two.o"]) == 0
    capsys.readouterr()
    assert main(["disasm", "two.o"]) == 0
    assert capsys.readouterr().out == Path("again.s").read_text()
    assert re.findall(r"^(L\w+|func\w+):", Path("again.s").read_text(), re.MULTILINE) == [
        "L1",
        "L1_2",
        "L1_3",
    ]
    one, two = (obj.read(Path(name).read_bytes(), "x") for name in ("one.o", "two.o"))
    assert {n: p.insns for n, p in one.programs.items()} == {
        n: p.insns for n, p in two.programs.items()
    }


def test_objects_of_other_languages_too(sources: Path, tmp_path: Path):
    for name in ("hello", "narrow"):
        text, again = tmp_path / f"{name}.s", tmp_path / f"{name}.o"
        assert main(["disasm", str(sources / f"{name}.o"), "-o", str(text)]) == 0
        again.write_bytes(lang.compile(str(text)))
        one = obj.read((sources / f"{name}.o").read_bytes(), name)
        two = obj.read(again.read_bytes(), name)
        assert {n: p.insns for n, p in one.programs.items()} == {
            n: p.insns for n, p in two.programs.items()
        }


def test_a_part(program: Path, capsys):
    assert main(["disasm", str(program), "--prog", "enter", "--source"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert "\t.extern\tsub" in lines
    assert lines[lines.index("; out:    call sub") + 1] == "  14: (85) call sub"
    assert lines[lines.index("; out:    call sub") - 1] == "L14:"
    assert main(["disasm", str(program), "--section", ".text"]) == 0
    assert "enter" not in capsys.readouterr().out
    assert main(["disasm", str(program), "--prog", "nobody"]) == 1
    assert "there is: enter, sub" in capsys.readouterr().err


def test_json_has_bpftools_shape(program: Path, capsys):
    assert main(["disasm", str(program), "--json", "--source", "--linum", "--opcodes"]) == 0
    rows = json.loads(capsys.readouterr().out)
    (row,) = (row for row in rows if row.get("proto") == "int enter(void * ctx)")
    assert row == {
        "section": "tracepoint/syscalls/sys_enter_execve",
        "proto": "int enter(void * ctx)",
        "src": "enter:  r6 = 0",
        "file": "prog.bpf.s",
        "line_num": 6,
        "line_col": 9,
        "disasm": "(b7) r6 = 0",
        "opcodes": {
            "code": "0xb7",
            "src_reg": "0x0",
            "dst_reg": "0x6",
            "off": ["0x00", "0x00"],
            "imm": ["0x00", "0x00", "0x00", "0x00"],
        },
    }
    assert "(18) r1 = map[counts]" in {row["disasm"] for row in rows}


def test_llvm_reads_its_own_syntax(program: Path, tmp_path: Path, capsys):
    if not shutil.which("llvm-mc"):
        pytest.skip("llvm-mc is not installed")
    assert main(["disasm", str(program), "--syntax", "llvm", "--source", "-o", "x.s"]) == 0
    command = ["llvm-mc", "-triple", "bpfel", "-mcpu=v3", "-filetype=obj", "x.s", "-o", "x.o"]
    subprocess.run(command, check=True)
    assert main(["asm", "x.s", "-o", "y.o"]) == 0
    one, two = (disasm.read(name) for name in ("x.o", "y.o"))
    assert [code.insns for code in one.codes] == [code.insns for code in two.codes]


def quoted_strings(text: str) -> str:
    """DOT with its strings taken out; what is left has a grammar of few tokens."""
    return re.sub(r'"(?:[^"\\]|\\.|\\\n)*"', '""', text, flags=re.DOTALL)


def test_dot_is_wellformed(program: Path, capsys):
    assert main(["disasm", str(program), "--cfg"]) == 0
    text = capsys.readouterr().out
    assert text.startswith('digraph "DOT graph for eBPF program" {\n')
    bare = quoted_strings(text)
    assert bare.count("{") == bare.count("}")
    assert not re.search(r"[^\w\s\"{}\[\]=,;:>.-]", bare)
    assert set(re.findall(r"fn_1_bb_\d+:s -> (fn_1_bb_\d+):n \[style=\"solid", text)) == {
        f"fn_1_bb_{number}" for number in (1, 2, 3, 4, 5)
    }
    if shutil.which("dot"):
        subprocess.run(["dot", "-Tsvg"], input=text, text=True, check=True, capture_output=True)


def test_names_are_escaped_in_pictures():
    made = graph.graph(
        'a"b<&', assemble("if r1 & 1 goto +0\nexit"), {0: 'x "{|}" <&>\\', 1: "exit"}
    )
    text = "\n".join(graph.dot([made]))
    assert 'label="a\\"b<&"' in text
    assert '\\"\\{\\|\\}\\" \\<\\&\\>\\\\' in text
    ET.fromstring(svg.svg([made]))


def boxes(text: str) -> list[tuple[float, float, float, float]]:
    return [
        tuple(float(rect.get(key)) for key in ("x", "y", "width", "height"))
        for rect in ET.fromstring(text).iter("{http://www.w3.org/2000/svg}rect")
    ]


def test_svg_is_a_picture_without_overlaps(program: Path):
    assert main(["disasm", str(program), "--cfg", "-o", "x.svg"]) == 0
    text = Path("x.svg").read_text()
    found = boxes(text)
    assert len(found) == 9
    for one in found:
        for two in found:
            apart = (
                one is two
                or one[0] + one[2] <= two[0]
                or two[0] + two[2] <= one[0]
                or one[1] + one[3] <= two[1]
                or two[1] + two[3] <= one[1]
            )
            assert apart
    assert text.count('class="back"') == 1


@given(st.integers(2, 12), st.lists(st.tuples(st.integers(0, 11), st.integers(0, 11)), max_size=30))
def test_edges_go_down_but_for_loops(count, edges):
    edges = [(a % count, b % count) for a, b in edges if a % count != 1]
    rank = svg.ranks(count, edges)
    assert rank[1] == max(rank)
    ways = {node: {b for a, b in edges if a == node} for node in range(count)}
    for start, end in edges:
        seen, todo = set(), [end]
        while todo:
            node = todo.pop()
            todo += ways[node] - seen
            seen |= ways[node]
        if rank[end] <= rank[start]:
            assert start == end or start in seen


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes_are_shown_or_refused(tmp_path_factory, data):
    path = tmp_path_factory.mktemp("bytes") / "x"
    path.write_bytes(data)
    for extra in ([], ["--syntax", "llvm"], ["--json"], ["--cfg"], ["--cfg", "svg"]):
        try:
            found = disasm.read(str(path))
        except BeeboxError:
            return
        arguments = disasm.parser().parse_args([str(path), *extra])
        if arguments.cfg:
            assert disasm.picture(found, arguments)
        elif arguments.json:
            disasm.rows(found, arguments)
        else:
            text = "\n".join(assembly.lines(found, arguments, whole=True))
            assert encode(assemble(text)) == encode(found.codes[0].insns)


def test_damaged_objects_are_shown_or_refused(sources: Path, tmp_path: Path, capsys):
    data = (sources / "hello.o").read_bytes()
    for at in range(0, len(data), 97):
        path = tmp_path / "x.o"
        path.write_bytes(data[:at] + bytes([data[at] ^ 0x41]) + data[at + 1 :])
        for extra in ([], ["--json", "--source"], ["--cfg"]):
            assert main(["disasm", str(path), *extra]) in (0, 1, 2)
    capsys.readouterr()


@pytest.mark.linux
def test_visual_is_bpftools(program: Path, capsys):
    if os.geteuid() or not shutil.which("bpftool"):
        pytest.skip("needs root and bpftool")
    main(["asm", str(program), "-o", "x.o"])
    pin = Path(f"/sys/fs/bpf/beebox-visual-{os.getpid()}")
    done = subprocess.run(["bpftool", "prog", "load", "x.o", pin], capture_output=True, check=False)
    if done.returncode:
        pytest.skip(done.stderr.decode().strip() or "bpftool could not load it")
    try:
        dump = ["bpftool", "prog", "dump", "xlated", "pinned", pin, "visual"]
        theirs = subprocess.run(dump, capture_output=True, text=True, check=True).stdout
        shown = ["bpftool", "-j", "prog", "show", "pinned", pin]
        number = json.loads(subprocess.run(shown, capture_output=True, check=True).stdout)["id"]
        capsys.readouterr()
        options = ["--kernel", "linux"]
        assert main(["prog", "dump", "xlated", "id", str(number), "visual", *options]) == 0
        assert capsys.readouterr().out == theirs
        refused = ["prog", "dump", "xlated", "id", str(number), "visual", "linum", *options]
        assert main(refused) == 2
    finally:
        pin.unlink()
