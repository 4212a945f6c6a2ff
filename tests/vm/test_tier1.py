"""Tier 1 by itself: what its objects hold, what it refuses, helpers inlined, other processors."""

import ctypes
import os
import random

import isa_programs
import pytest
from elftools.elf.elffile import ELFFile
from elftools.elf.sections import SymbolTableSection
from hypothesis import given, settings
from hypothesis import strategies as st
from isa_cases import DATA, read, with_size
from tier1_programs import ENTRY

from beebox.errors import CompileError, DecodeError, NotSupported
from beebox.isa.asm import assemble
from beebox.isa.insn import Insn
from beebox.isa.opcodes import ATOMICS, CALL, KNOWN, CallKind, Class
from beebox.pylang import objectfile
from beebox.vm import tier1
from beebox.vm.machine import disassemble
from beebox.vm.source import Inline, Source
from beebox.vm.tier1.names import symbols

HELPER = ctypes.CFUNCTYPE(ctypes.c_uint64, *[ctypes.c_uint64] * 6)
HERE = pytest.mark.skipif(os.uname().machine != "x86_64", reason="maps objects for x86-64")


def source(text, **facts):
    return Source(tuple(assemble(text)), **facts)


def run(given, context=0, run_=0):
    made = tier1.compile(given)
    loaded = objectfile.load(made.elf, made.symbols)
    try:
        return ENTRY(loaded.address("prog"))(context, run_)
    finally:
        loaded.close()


def names(elf):
    """The undefined and the defined global symbols of an object."""
    import io

    table = ELFFile(io.BytesIO(elf)).get_section_by_name(".symtab")
    assert isinstance(table, SymbolTableSection)
    found = [s for s in table.iter_symbols() if s.name and s["st_info"]["bind"] == "STB_GLOBAL"]
    undefined = {s.name for s in found if s["st_shndx"] == "SHN_UNDEF"}
    return undefined, {s.name for s in found} - undefined


# --- objects ------------------------------------------------------------------------------

CALLS = "r6 = {} ll\nr1 = r6\ncall 1\ncall 2\nr7 = {} ll\nr1 = r7\ncall 1\nexit"


def test_no_address_is_in_an_object():
    """Everything that lies elsewhere is a symbol, named for the first instruction that has it."""
    here = CALLS.format(0x1111111111, 0x2222222222)
    facts = {
        "addresses": frozenset({0, 5}),
        "targets": {3: 0x3333333333, 4: 0x44444444, 8: 0x3333333333},
    }
    made = tier1.compile(source(here, **facts))
    assert names(made.elf) == ({"prog.a0", "prog.a5", "prog.h3", "prog.h4"}, {"prog"})
    bound = {name: at for name, at in made.symbols.items() if name.startswith("prog")}
    assert bound == {
        "prog.a0": 0x1111111111,
        "prog.a5": 0x2222222222,
        "prog.h3": 0x3333333333,
        "prog.h4": 0x44444444,
    }
    there = CALLS.format(0x55555555, 0x66666666)
    facts["targets"] = {3: 0x77, 4: 0x88, 8: 0x77}
    again = tier1.compile(source(there, **facts))
    assert again.elf == made.elf
    assert again.symbols == symbols(source(there, **facts))
    assert again.symbols["prog.a5"] == 0x66666666


@HERE
def test_an_address_that_is_a_number_stays_one():
    assert run(source("r0 = 0x1122334455667788 ll\nexit")) == 0x1122334455667788
    given = source("r0 = 0x1122334455667788 ll\nexit", addresses=frozenset({0}))
    assert run(given) == 0x1122334455667788


@HERE
def test_null_is_no_address():
    """To LLVM an address is never null."""
    text = "r2 = 0 ll\nr0 = 1\nif r2 == 0 goto out\nr0 = 2\nout: exit"
    assert run(source(text, addresses=frozenset({0}))) == 1


@HERE
def test_many_programs_are_one_object():
    made = tier1.compile_all(
        {"one": source("r0 = 1\nexit"), "two": source("call 5\nexit", targets={0: 1})}
    )
    assert names(made.elf) == ({"two.h0"}, {"one", "two"})


def test_the_object_is_the_same_again():
    given = Source(tuple(isa_programs.program(random.Random(4), 100)))
    assert tier1.compile(given) == tier1.compile(given)


@HERE
def test_a_copying_loop_may_call_memcpy():
    """LLVM makes calls of libc of loops; they are bound as well."""
    text = """
        r2 = *(u64 *)(r1 + 0)
        r3 = *(u64 *)(r1 + 8)
        r4 = *(u64 *)(r1 + 16)
        again: r5 = *(u8 *)(r3 + 0)
        *(u8 *)(r2 + 0) = 0
        r2 += 1
        r3 += 1
        r4 -= 1
        if r4 != 0 goto again
        r0 = 0
        exit
    """
    to, other = ctypes.create_string_buffer(b"x" * 5000), ctypes.create_string_buffer(5000)
    context = (ctypes.c_uint64 * 3)(ctypes.addressof(to), ctypes.addressof(other), 4999)
    assert run(source(text), ctypes.addressof(context)) == 0
    assert to.raw == bytes(4999) + b"x\0"


# --- what is refused ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("insns", "error", "what"),
    [
        ([], DecodeError, "empty"),
        ([Insn(0xFF), Insn(0x95)], DecodeError, "unknown opcode ff"),
        ([Insn(0x05, off=5), Insn(0x95)], DecodeError, "leaves its function"),
        ([Insn(0x05, off=-5), Insn(0x95)], DecodeError, "leaves its function"),
        ([Insn(0x05), Insn(0x18), Insn(0), Insn(0x05, off=-2)], DecodeError, "second slot"),
        ([Insn(0x85, src=1, imm=1), Insn(0x18), Insn(0), Insn(0x95)], DecodeError, "runs off"),
        (
            [Insn(0x85, src=1, imm=2), Insn(0x05), Insn(0x18), Insn(0), Insn(0x95)],
            DecodeError,
            "runs off",
        ),
        ([Insn(0x18), Insn(0)], DecodeError, "runs off its end"),
        ([Insn(0xB7)], DecodeError, "runs off its end"),
        ([Insn(0x85, src=1), Insn(0xB7)], DecodeError, "runs off its end"),
        ([Insn(0x85, src=1, imm=1), Insn(0x95), Insn(0x05, off=-2)], DecodeError, "its function"),
        ([Insn(0x85, imm=1), Insn(0x95)], DecodeError, "no target"),
        ([Insn(0x85, src=1, imm=10), Insn(0x95)], DecodeError, "leaves the program"),
        ([Insn(0x85, src=1, imm=-1), Insn(0x95)], NotSupported, "calls itself from its start"),
        ([Insn(0xBF, dst=11), Insn(0x95)], DecodeError, "R11 is invalid"),
        ([Insn(0xB7, dst=10), Insn(0x95)], DecodeError, "frame pointer is read only"),
        ([Insn(0x18)], DecodeError, "second slot"),
        ([Insn(0xDB, imm=0x77), Insn(0x95)], DecodeError, "atomic opcode 77"),
        ([Insn(0xBF, off=1, imm=1), Insn(0x95)], NotSupported, "arena"),
        ([Insn(0x30), Insn(0x95)], NotSupported, "ABS"),
        ([Insn(0x95), Insn(0x30), Insn(0x95)], NotSupported, "ABS"),
    ],
)
def test_refused(insns, error, what):
    with pytest.raises(error, match=what):
        tier1.emit(Source(tuple(insns)))


@settings(max_examples=200)
@given(
    st.lists(
        st.builds(
            Insn,
            st.integers(0, 255),
            st.integers(0, 15),
            st.integers(0, 15),
            st.integers(-0x8000, 0x7FFF),
            st.integers(-0x80000000, 0x7FFFFFFF),
        ),
        max_size=12,
    )
)
def test_any_instructions_are_written_or_refused(insns):
    try:
        assert tier1.emit(Source(tuple(insns)))
    except (DecodeError, NotSupported):
        return


SMALL = st.integers(-20, 20) | st.sampled_from((-(1 << 31), (1 << 31) - 1, 64, 32, -512, -520))
LEGAL = sorted(code for code in KNOWN if code & 7 != Class.LD or code == 0x18)


@st.composite
def legal(draw):
    """Instructions of which each by itself is legal; all else is left to chance."""
    count = draw(st.integers(2, 24))
    insns, facts = [], []
    while len(insns) < count:
        at, code = len(insns), draw(st.sampled_from(LEGAL))
        klass, op, reg = code & 7, code & 0xF0, code & 8
        dst, src = draw(st.integers(0, 9)), draw(st.integers(0, 10))
        off = imm = 0
        if klass in (Class.ALU, Class.ALU64):
            off = draw(st.sampled_from((0, 1))) if op in (0x30, 0x90) else 0
            imm = 0 if reg or op == 0x80 else draw(st.integers(1, 31))
            imm = draw(st.sampled_from((16, 32, 64))) if op == 0xD0 else imm
            src = src if reg and op != 0xD0 else 0
        elif code == CALL:
            src, dst = draw(st.integers(0, 1)), 0
            imm = draw(st.integers(0, count - 1)) - at - 1 if src == CallKind.LOCAL else 1
        elif code == 0x95:
            dst = src = 0
        elif klass in (Class.JMP, Class.JMP32):
            distance = draw(st.integers(0, count - 1)) - at - 1
            plain = op in (0x00, 0xE0)
            dst, src = (0, 0) if plain else (dst, src if reg else 0)
            off, imm = (
                (0, distance) if code == 6 else (distance, 0 if plain or reg else draw(SMALL))
            )
        elif code == 0x18:
            src = draw(st.sampled_from((0, 0, 4)))
            imm = draw(st.integers(0, count - 1)) - at - 1 if src else draw(SMALL)
            insns += [Insn(code, dst, src, 0, imm), Insn(0, imm=0 if src else draw(SMALL))]
            continue
        else:
            off, dst = draw(SMALL), draw(st.integers(0, 10)) if klass != Class.LDX else dst
            imm = draw(SMALL) if klass == Class.ST else 0
            src = 0 if klass == Class.ST else src
            if code & 0xE0 == 0xC0:
                imm = draw(st.sampled_from(sorted(ATOMICS)))
        insns.append(Insn(code, dst, src, off, imm))
        facts.append(at)
    return [*insns, Insn(0x95)]


@settings(max_examples=60, deadline=None)
@given(legal(), st.randoms(use_true_random=False))
def test_no_program_is_too_much_for_llvm(insns, chance):
    """It would end the process. Nothing runs here: nobody has verified these."""
    calls = {at: 0x1000 for at, insn in enumerate(insns) if insn.code == CALL and not insn.src}
    given = Source(
        tuple(insns),
        calls,
        frozenset(at for at in calls if chance.random() < 0.2),
        frozenset(
            at
            for at, insn in enumerate(insns)
            if insn.code == 0x18 and not insn.src and chance.random() < 0.3
        ),
        frozenset(at for at in range(len(insns)) if chance.random() < 0.3),
    )
    try:
        made = tier1.compile(given)
    except (DecodeError, NotSupported):
        return
    assert names(made.elf)[1] == {"prog"}


# --- inlined helpers ----------------------------------------------------------------------

ADD = Inline("add", "define i64 @add(i64 %a, i64 %b) {\n%c = add i64 %a, %b\nret i64 %c\n}\n")
POINT = Inline(
    "point",
    """
    declare i64 @slow(i64)
    define internal ptr @inner(ptr %at) {
      %next = getelementptr i8, ptr %at, i64 8
      ret ptr %next
    }
    define ptr @point(ptr %at, i64 %b, i64 %c, i64 %d, i64 %e, ptr %run) {
      %x = call i64 @slow(i64 5)
      store i64 %x, ptr %run
      %next = call ptr @inner(ptr %at)
      ret ptr %next
    }
    """,
)
WORDS = ctypes.c_uint64 * 4


@HERE
def test_a_helper_inlined():
    given = source("r1 = 40\nr2 = 2\ncall 1\nexit", targets={2: 0}, inlines={2: ADD})
    assert run(given) == 42
    assert names(tier1.compile(given).elf) == (set(), {"prog"})


@HERE
def test_inlined_helpers_take_pointers_and_call_on():
    slow = HELPER(lambda value, *_: value * 100)
    address = ctypes.cast(slow, ctypes.c_void_p).value
    point = POINT._replace(externals={"slow": address})
    text = "r6 = r1\ncall 1\nr7 = *(u64 *)(r0 + 0)\nr1 = r6\ncall 1\nr0 -= r6\nr0 += r7\nexit"
    given = source(text, targets={1: 0, 4: 0}, inlines={1: point, 4: point})
    words, place = WORDS(1, 22, 3, 4), WORDS()
    assert run(given, ctypes.addressof(words), ctypes.addressof(place)) == 30
    assert place[0] == 500
    assert names(tier1.compile(given).elf) == ({"prog.i1.slow"}, {"prog"})


@HERE
def test_two_inlined_helpers_of_one_name():
    other = ADD._replace(ir=ADD.ir.replace("add i64", "mul i64"))
    text = "r1 = 5\nr2 = 3\ncall 1\nr1 = r0\nr2 = 10\ncall 1\nexit"
    assert run(source(text, targets={2: 0, 5: 0}, inlines={2: ADD, 5: other})) == 80


@HERE
def test_a_key_on_the_stack_never_gets_there():
    """What a helper inlined reads of the stack is read from registers."""
    read = "define i64 @read(ptr %at) {\n%x = load i64, ptr %at\nret i64 %x\n}\n"
    text = "r2 = *(u64 *)(r1 + 0)\n*(u64 *)(r10 - 8) = r2\nr1 = r10\nr1 += -8\ncall 1\nexit"
    given = source(text, targets={4: 0}, inlines={4: Inline("read", read)})
    made = tier1.compile(given)
    loaded = objectfile.load(made.elf, made.symbols)
    base, size = loaded.code
    assert "rsp" not in "".join(map(str, disassemble(ctypes.string_at(base, size))))
    loaded.close()


@pytest.mark.parametrize(
    "ir", ["", "define i32 @add(i64 %a) {\nret i32 0\n}", "define i64 @add(i8 %a) {\nret i64 0\n}"]
)
def test_what_is_no_helper_is_not_inlined(ir):
    with pytest.raises(CompileError, match="add"):
        tier1.emit(source("call 1\nexit", targets={0: 0}, inlines={0: Inline("add", ir)}))


# --- another processor --------------------------------------------------------------------

ARM = "aarch64-unknown-linux-gnu"


def text_of(elf):
    import io

    return ELFFile(io.BytesIO(elf)).get_section_by_name(".text").data()


def test_code_for_aarch64():
    words = "r2 = *(u64 *)(r1 + 0)\nr3 = *(u64 *)(r1 + 8)\nr2 *= r3\nr0 = be16 r0\nr0 = r2\nexit"
    made = tier1.compile(source(words.replace("r0 = be16 r0\n", "")), triple=ARM)
    rows = [str(row) for row in disassemble(text_of(made.elf), machine="aarch64")]
    assert rows[-1] == "ret"
    assert any(row.startswith("ldp") for row in rows)
    assert any(row.startswith("mul\tx0") for row in rows)


def test_helpers_tails_and_callbacks_for_aarch64():
    text = """
        r6 = {} ll
        r1 = subprog[+9] ll
        r2 = r6
        call 1
        r2 = r6
        r3 = 1
        call 12
        may_goto +1
        r0 = 7
        exit
        r0 = r2
        exit
    """
    given = source(
        text.format(1 << 40),
        targets={5: 1, 8: 2},
        tails=frozenset({8}),
        addresses=frozenset({0}),
    )
    made = tier1.compile(given, triple=ARM)
    rows = [str(row) for row in disassemble(text_of(made.elf), machine="aarch64")]
    assert rows.count("ret") >= 2
    assert any(row.startswith("br\t") for row in rows), "a tail call jumps"
    assert not any("(bad)" in row for row in rows)
    assert names(made.elf) == ({"prog.a0", "prog.h5", "prog.h8"}, {"prog"})


@pytest.mark.parametrize("path", sorted(DATA.glob("*.data")), ids=lambda path: path.stem)
def test_every_case_compiles_for_aarch64(path):
    programs = {
        f"p{number}": Source(tuple(with_size(case.insns, len(case.runs[0].memory))))
        for number, case in enumerate(read(path))
    }
    made = tier1.compile_all(programs, triple=ARM)
    assert names(made.elf)[1] == set(programs)
    rows = list(disassemble(text_of(made.elf), machine="aarch64"))
    assert sum(row.mnemonic == "ret" for row in rows) >= len(programs) // 2
    assert not [row for row in rows if row.mnemonic == "(bad)"]


def test_a_processor_that_nobody_knows():
    with pytest.raises(NotSupported, match="compiling for nowhere"):
        tier1.compile(source("r0 = 0\nexit"), triple="nowhere-at-all")
