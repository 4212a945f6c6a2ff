"""Objects to specs: what clang wrote is what we read."""

import re
import shutil
import subprocess
from dataclasses import replace

import pytest

from beebox import loader, obj
from beebox.abi.enums import AttachType, MapType, ProgType
from beebox.box.kernel import Box
from beebox.errors import BtfError, ElfError, NotSupported, RelocationError
from beebox.isa.asm import assemble
from beebox.isa.cfg import subprograms
from beebox.isa.opcodes import CALL, LDDW, CallKind, Pseudo
from beebox.obj import elf
from beebox.obj.data import data_map_name
from beebox.obj.spec import RefKind


def test_maps(read):
    maps = read("sample").maps
    assert list(maps)[:3] == ["counts", "events", "outer"]
    counts = maps["counts"]
    assert (counts.type, counts.key_size, counts.value_size) == (MapType.HASH, 16, 40)
    assert counts.max_entries == 64
    assert read("sample").btf.type(counts.key_type_id).name == "key"
    events = maps["events"]
    assert (events.type, events.key_size, events.max_entries) == (MapType.PERF_EVENT_ARRAY, 4, 0)
    inner = maps["outer"].inner
    assert (inner.type, inner.value_size, inner.max_entries) == (MapType.ARRAY, 8, 4)


def test_global_data(read):
    spec = read("sample")
    rodata, data, bss = (spec.maps[f"sample.{name}"] for name in ("rodata", "data", "bss"))
    assert rodata.frozen
    assert rodata.flags == 1 << 7 | 1 << 10
    assert (data.flags, data.frozen, data.max_entries) == (1 << 10, False, 1)
    assert bss.contents is None
    assert spec.variables["greeting"].map == "sample.rodata"
    assert rodata.contents[spec.variables["greeting"].offset :].startswith(b"hello")
    assert spec.variables["runs"].size == 4


def test_set_a_constant(read):
    spec = read("sample").set(only_pid=77, greeting=b"hi")
    assert spec.maps["sample.rodata"].contents == b"\x4d\0\0\0hi\0\0\0\0\0\0"
    with pytest.raises(NotSupported, match="has no variable 'pid'"):
        spec.set(pid=1)


def test_programs(read):
    spec = read("sample")
    assert list(spec.programs) == ["on_open", "on_exit"]
    on_open = spec.programs["on_open"]
    assert (on_open.type, on_open.attach_to) == (ProgType.TRACEPOINT, "syscalls/sys_enter_openat")
    assert not on_open.optional
    moved = read("moved").programs
    assert (moved["moved"].optional, moved["spare"].optional) == (False, True)
    assert spec.license == "GPL"
    assert list(spec.only("on_exit").programs) == ["on_exit"]


def test_subprograms_are_appended_in_the_order_of_their_first_use(read):
    spec = read("sample")
    program = spec.programs["on_open"]
    starts = [sub.start for sub in subprograms(program.insns)]
    names = [spec.btf.type(func.type_id).name for func in program.funcs]
    assert names == ["on_open", "thrice", "twice", "each"]
    assert [func.insn for func in program.funcs] == starts
    calls = [i for i in program.insns if i.code == CALL and i.src == CallKind.LOCAL]
    assert len(calls) == 2
    assert [i.src for i in program.insns if i.code == LDDW].count(Pseudo.FUNC) == 1


def test_references_to_maps(read):
    program = read("sample").programs["on_open"]
    refs = {(ref.name, ref.kind, ref.offset) for ref in program.refs}
    assert ("counts", RefKind.MAP, 0) in refs
    assert ("sample.rodata", RefKind.VALUE, 4) in refs
    for ref in program.refs:
        insn = program.insns[ref.insn]
        assert insn.code == LDDW
        assert insn.src == (Pseudo.MAP_FD if ref.kind is RefKind.MAP else Pseudo.MAP_VALUE)


def test_lines(read):
    program = read("sample").programs["on_open"]
    assert program.lines[0].insn == 0
    assert program.lines[0].file.endswith("sample.bpf.c")
    assert "struct key key = {};" in [line.text.strip() for line in program.lines]
    inside = next(line for line in program.lines if "return n * secret" in line.text)
    assert inside.insn >= program.funcs[2].insn


def test_constants_that_llvm_moved(read):
    spec = read("moved")
    assert list(spec.maps) == ["moved.rodata", ".rodata.cst16"]
    assert list(spec.variables) == ["limit"]
    assert spec.maps["moved.rodata"].value_size == 4


def test_big_endian(read):
    little, big = read("sample"), read("sample-eb")
    assert big.byte_order == "big"
    assert list(big.maps)[:3] == list(little.maps)[:3]
    ours, theirs = little.programs["on_open"], big.programs["on_open"]
    assert [insn.code for insn in ours.insns] == [insn.code for insn in theirs.insns]
    assert [ref.name.split(".")[-1] for ref in ours.refs] == [
        ref.name.split(".")[-1] for ref in theirs.refs
    ]
    with pytest.raises(NotSupported, match="for big-endian machines"):
        obj.kernel_btf(big)


@pytest.mark.parametrize(
    ("name", "section", "expected"),
    [
        ("opensnoop", ".rodata", "opensnoo.rodata"),
        ("a", ".bss", "a.bss"),
        ("a-b", ".data", "a_b.data"),
        ("x", ".rodata.str1.1", ".rodata.str1.1"),
        ("x", ".data.a_very_long_name", ".data.a_very_lo"),
        ("hello.bpf", ".data", "hello.data"),
    ],
)
def test_names_of_data_maps(name, section, expected):
    assert data_map_name(name, section) == expected


def test_maps_without_types(raw):
    with pytest.raises(BtfError, match="use -g"):
        obj.read(raw("sample").replace(b".BTF\0", b".XXX\0"), "x")


def test_an_unknown_section_name(raw):
    """As with libbpf the object opens: somebody may say what the program is."""
    data = raw("moved").replace(b"socket\0", b"sokcet\0")
    spec = obj.read(data, "x")
    assert {program.type for program in spec.programs.values()} == {ProgType.UNSPEC}
    box = Box()
    try:
        with pytest.raises(ElfError, match=r'SEC\("sokcet"\) is not a section.*near: socket'):
            loader.load(spec, box)
        made = {
            name: replace(program, type=ProgType.SOCKET_FILTER)
            for name, program in spec.programs.items()
        }
        loader.load(replace(spec, programs=made), box).close()
    finally:
        box.shut()


def test_an_unknown_relocation(raw):
    data = raw("moved")
    found = elf.read(data).section(".relsocket")
    damaged = bytearray(data)
    damaged[found.offset + 8] = 9
    with pytest.raises(RelocationError, match=r"moved \(section socket\), instruction .* type 9"):
        obj.read(bytes(damaged), "x")


def test_a_function_that_is_not_there(raw):
    data = raw("sample")
    table = next(s for s in elf.read(data).sections if s.type == 2)
    symbol = next(s for s in elf.read(data).symbols if s.name == "twice")
    damaged = bytearray(data)
    damaged[table.offset + 24 * symbol.number + 4] &= 0xF0
    with pytest.raises(RelocationError, match="there is no function at"):
        obj.read(bytes(damaged), "x")


def test_maps_of_old_that_are_none(raw):
    with pytest.raises(ElfError, match="section maps: 20 bytes are not 2 maps of one size"):
        obj.read(raw("sample").replace(b"\0.data\0", b"\0maps\0\0"), "x")


def test_jump_tables_are_refused(raw):
    data = raw("sample").replace(b".debug_frame\0", b".jumptables\0\0")
    assert b".jumptables" in data
    with pytest.raises(NotSupported, match=r"section .jumptables: .* newer than Linux 6.18"):
        obj.read(data, "x")


def test_a_program_is_taken_out(read):
    with pytest.raises(NotSupported, match="has no program 'none'"):
        read("sample").only("none")


@pytest.mark.skipif(not shutil.which("llvm-objdump"), reason="llvm-objdump is not installed")
@pytest.mark.parametrize("name", ["sample", "core", "types"])
def test_assembler_reads_llvm_objdump(raw, name, tmp_path):
    """Three tools on the same bytes: LLVM's text, our assembler, our decoder."""
    path = tmp_path / "x.o"
    path.write_bytes(raw(name))
    text = subprocess.run(
        ["llvm-objdump", "-d", "--no-show-raw-insn", path],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    file = elf.read(raw(name))
    for part in text.split("Disassembly of section ")[1:]:
        head, _, body = part.partition(":\n")
        lines = [
            re.sub(r"<.*>", "", line) for line in body.splitlines() if re.match(r"\s+\d+:", line)
        ]
        section = file.section(head)
        read = obj.link.instructions(file, section)
        # relocated calls come as -1, which is a helper's number to an assembler
        mine = [i if i.code != CALL else replace(i, src=0) for i in assemble("\n".join(lines))]
        assert mine == [i if i.code != CALL else replace(i, src=0) for i in read]


def test_attach_types():
    from beebox.spec.sections import find

    assert find("cgroup/connect4").attach_type is AttachType.CGROUP_INET4_CONNECT
    assert find("xdp.frags").flags == 1 << 5
    assert find("fentry.s/do_unlinkat").flags == 1 << 4


def symbol_at(data: bytes, name: str) -> int:
    """Return where the symbol *name* is written."""
    file = elf.read(data)
    table = next(section for section in file.sections if section.type == elf.SHT_SYMTAB)
    symbol = next(symbol for symbol in file.symbols if symbol.name == name)
    return table.offset + 24 * symbol.number


def test_a_static_program(raw):
    data = bytearray(raw("moved"))
    data[symbol_at(bytes(data), "moved") + 4] = elf.STT_FUNC
    with pytest.raises(ElfError, match="function moved in section socket is static"):
        obj.read(bytes(data), "x")


def test_a_function_longer_than_its_section(raw):
    data = bytearray(raw("moved"))
    data[symbol_at(bytes(data), "moved") + 16 + 2] = 1
    with pytest.raises(ElfError, match=r"function moved: bytes 0 to .* are not instructions"):
        obj.read(bytes(data), "x")


def test_an_undefined_symbol(raw):
    data = bytearray(raw("moved"))
    at = symbol_at(bytes(data), "limit")
    data[at + 6 : at + 8] = b"\0\0"
    with pytest.raises(RelocationError, match="limit is not defined in the object"):
        obj.read(bytes(data), "x")


def test_a_hidden_function_becomes_static(raw):
    data = bytearray(raw("sample"))
    data[symbol_at(bytes(data), "thrice") + 5] = elf.STV_HIDDEN
    spec = obj.read(bytes(data), "x")
    assert spec.btf.type(spec.btf.find("thrice", "func")).linkage == 0
    assert spec.btf.type(spec.btf.find("on_open", "func")).linkage == 1


def test_the_types_are_as_linux_wants_them(read):
    spec = read("sample")
    section = spec.btf.type(spec.btf.find(".maps", "datasec"))
    assert section.size == 80
    assert [entry.offset for entry in section.vars] == [0, 32, 56]
    assert obj.kernel_btf(spec) == spec.btf.raw
    assert not any(
        spec.btf.type(t).size == 0 for t in spec.btf.ids() if spec.btf.kind(t) == "datasec"
    )
