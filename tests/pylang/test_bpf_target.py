"""The bpf target: its objects, its debug information, and the meaning of its code."""

from __future__ import annotations

import ctypes
import io
import itertools
import shutil
import subprocess
import sys
import textwrap

import pytest
from elftools.elf.elffile import ELFFile
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from test_differential import CASTS, INPUTS, PARAMETERS, Word, batch

from beebox import obj
from beebox.errors import CompileError
from beebox.isa.disasm import disassemble
from beebox.pylang import bpf, llvm
from beebox.pylang.check import Session
from beebox.pylang.debug import INT, ArrayOf, Member, PointerTo, Qualified, ShapeStruct
from beebox.pylang.function import Function
from beebox.pylang.target import Foreign
from beebox.pylang.tree import Emit, Global, GlobalAddress, Linkage, Load, Mark
from beebox.pylang.types import I64, U32, U64, VOID, PtrType
from beebox.vm import engine, tier0
from beebox.vm.memory import Memory, Region
from beebox.vm.source import Source


class Table(Foreign):
    """Something like a map."""

    def __init__(self):
        def to(number):
            return PointerTo(ArrayOf(INT, number))

        members = (Member("type", to(1), 0), Member("key", PointerTo(U32), 8))
        shape = ShapeStruct("", 16, members)
        self.symbol = Global("table", PtrType(VOID), ".maps", debug=shape, mark=Mark(1, 1))

    def value(self, check, node):
        return GlobalAddress(PtrType(VOID), check.mark(node), self.symbol)

    def call(self, check, node):
        key = check.expr(node.args[0])

        def emit(emitter, values):
            return emitter.value(
                f"call i64 inttoptr (i64 1 to ptr)(ptr {values[0]}, ptr {values[1]})"
            )

        return Emit(I64, check.mark(node), (self.value(check, node), key), emit)


class Pin(Foreign):
    def call(self, check, node):
        value = check.coerce(check.expr(node.args[0]), U64)
        return Emit(U64, check.mark(node), (value,), lambda e, v: bpf.pin(e, v[0]))


class Target(bpf.BpfTarget):
    def __init__(self):
        super().__init__()
        self.globals = []

    def foreign(self, thing):
        return thing if isinstance(thing, Foreign) else None

    def function(self, thing):
        return thing.__wrapped__ if isinstance(thing, Function) else None

    def constant(self, session, name, module, literal, node):
        size = literal.type.size
        data = literal.value.to_bytes(size, "little")
        debug = Qualified("const", Qualified("volatile", literal.type))
        symbol = Global(name, literal.type, ".rodata", data, constant=True, debug=debug)
        self.globals.append(symbol)
        mark = node.mark
        return Load(
            literal.type, mark, GlobalAddress(PtrType(literal.type), mark, symbol), volatile=True
        )


def compile_all(module, *globals_, statics=()):
    target = Target()
    session = Session(target)
    for name, item in vars(module).items():
        if isinstance(item, Function):
            tree = session.function(item)
            if name in statics:
                tree.inline = False
                continue
            tree.linkage = Linkage.EXTERNAL
            tree.section = f"tracepoint/test/{name}"
    made = session.finish()
    made.globals += [*target.globals, *globals_, bpf.license_global("GPL")]
    return made


TEXT = """
from test_bpf_target import Pin, Table
table, pin = Table(), Pin()

LIMIT: Const[u32] = 77

class Event(Struct):
    pid: u32
    name: Array[char, 16]
    next: ptr[Event]

@native
def third(x: u64) -> u64:
    return x // 3

@native
def prog(ctx: ptr[Event]) -> i64:
    key: u32 = LIMIT
    found = table(addr(key))
    if found == 0: return 1
    return found + i64(third(u64(ctx.next)))
"""


def test_the_object(build, tmp_path):
    module = build.module(TEXT)
    made = compile_all(module, module.table.symbol, statics=("third",))
    text = bpf.module_text(made)
    data = bpf.compile_object(made)
    spec = obj.read(data, "test")
    assert spec.license == "GPL"
    program = spec.programs["prog"]
    assert program.section == "tracepoint/test/prog"
    lines = {line.text.strip(): line for line in program.lines}
    call = lines["found = table(addr(key))"]
    assert call.file == str(build.directory / f"{module.__name__}.py")
    assert call.column == 13
    assert any("return x // 3" in line.text for line in program.lines)
    assert '!DILocalVariable(name: "key"' in text
    elf = ELFFile(io.BytesIO(data))
    assert elf.get_section_by_name("license").data() == b"GPL\0"
    assert elf.get_section_by_name(".rodata").data() == (77).to_bytes(4, "little")
    assert elf.get_section_by_name(".BTF") is not None
    names = [symbol.name for symbol in elf.get_section_by_name(".symtab").iter_symbols()]
    assert {"prog", "third", "table", "_license", "LIMIT"} <= set(names)
    if shutil.which("bpftool"):
        path = tmp_path / "test.o"
        path.write_bytes(data)
        command = ["bpftool", "btf", "dump", "file", str(path)]
        shown = subprocess.run(command, capture_output=True, text=True, check=True).stdout
        assert "FUNC 'third'" in shown
        assert "'ctx' type_id" in shown
        assert "DATASEC '.maps'" in shown
        assert "STRUCT 'Event' size=32" in shown


def test_pinned_values_are_not_folded(build):
    module = build.module("""
        from test_bpf_target import Pin
        pin = Pin()
        @native
        def prog(ctx: ptr[u64]) -> i64:
            n = pin(3)
            if n < 16:
                return 1
            return 2
    """)
    program = obj.read(bpf.compile_object(compile_all(module)), "t").programs["prog"]
    assert len(program.insns) > 2


REFUSED = [
    ("def f(a: u64, b: u64, c: u64, d: u64, e: u64, f: u64) -> u64:\n    return a", "6 parameters"),
    ("def f(a: u64) -> u64:\n    b = Array[u8, 600]()\n    return u64(b[a])", "bytes of stack"),
]


@pytest.mark.parametrize(("text", "message"), REFUSED)
def test_what_bpf_does_not_have(build, text, message):
    module = build.module("@native\n" + text + "\n")
    with pytest.raises(CompileError, match=message) as caught:
        bpf.compile_object(compile_all(module))
    assert caught.value.location is not None


def test_loops_do_not_become_calls_of_the_c_library(build):
    """LLVM would end the process; so this is checked in another one."""
    module = build.module("""
        @native
        def prog(ctx: ptr[u64]) -> u64:
            b = Array[u8, 256]()
            n = ctx[1] & 255
            for i in range(n):
                b[i] = 7
            m = u64(0)
            for i in range(n):
                m += u64(b[i])
            return m
    """)
    code = f"""
        import sys
        sys.path[:0] = [{str(build.directory)!r}, {__file__.rpartition("/")[0]!r}]
        import test_bpf_target, {module.__name__} as module
        data = test_bpf_target.bpf.compile_object(test_bpf_target.compile_all(module))
        print(len(data) > 100)
    """
    shown = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(code)],
        check=False,
        capture_output=True,
        text=True,
    )
    assert shown.stdout == "True\n", shown.stderr


def run(insns, kind, context):
    """Run on one engine; the context is writable memory."""
    memory = Memory()
    address = ctypes.addressof(context)
    memory.add(Region("context", address, len(context), writable=True))
    native_code = engine.prepare(Source(tuple(insns)), memory, kind)
    try:
        return native_code.run(address)
    finally:
        native_code.close()


@given(batch(), st.sampled_from(["v1", "v2", "v3", "v4"]))
@settings(max_examples=6, deadline=None, suppress_health_check=list(HealthCheck))
def test_expressions_mean_the_same_in_bpf(build, expressions, cpu):
    text = "class Args(Struct):\n"
    text += "".join(f"    {name}: {kind}\n" for name, kind in PARAMETERS.items())
    for index, (_, expression) in enumerate(expressions):
        text += f"\n@native\ndef f{index}(ctx: ptr[Args]) -> u64:\n"
        text += "".join(f"    {name} = ctx.{name}\n" for name in PARAMETERS)
        text += f"    return u64({expression})\n"
    module = build.module(text)
    spec = obj.read(bpf.compile_object(compile_all(module), cpu=cpu), "test")
    plain = [
        (index, expression)
        for index, (_, expression) in enumerate(expressions)
        if not spec.programs[f"f{index}"].refs  # a table of LLVM's: bare memory has none
    ]
    for (index, expression), values in itertools.product(plain, INPUTS):
        words = {
            name: Word(its, value)
            for (name, its), value in zip(PARAMETERS.items(), values, strict=True)
        }
        wanted = U64(eval(expression, {**CASTS}, words).value)
        args = module.Args(**{name: item.value for name, item in words.items()})
        context = ctypes.create_string_buffer(bytes(args), module.Args.size)
        insns = spec.programs[f"f{index}"].insns
        for name in ("interpreter", *(["tier0"] if tier0.available() else [])):
            assert run(insns, name, context) == wanted, (name, expression, values)


def test_fields_of_contexts_keep_their_own_offsets(build):
    """Else LLVM joins two loads into one at a computed offset, which verifiers refuse."""
    module = build.module("""
        class Context(Struct):
            __fixed_offsets__ = True
            kind: u64
            a: u64
            b: u64

        class Plain(Struct):
            kind: u64
            a: u64
            b: u64

        @native
        def either(ctx: ptr[Context]) -> u64:
            return ctx.a if ctx.kind else ctx.b

        @native
        def prog(ctx: ptr[Plain]) -> u64:
            return ctx.a if ctx.kind else ctx.b

        @native
        def through(ctx: ptr[Context]) -> u64:
            return either(ctx)
    """)
    spec = obj.read(bpf.compile_object(compile_all(module, statics=("either",))), "t")
    for name in ("prog", "through"):
        loads = {insn.off for insn in spec.programs[name].insns if insn.code == 0x79}
        assert loads == {0, 8, 16}, name


def test_bytes_are_read_only_data(build):
    module = build.module("""
        from test_bpf_target import Table
        table = Table()
        @native
        def prog(ctx: ptr[u64]) -> i64:
            return table(b"some bytes")
    """)
    spec = obj.read(bpf.compile_object(compile_all(module, module.table.symbol)), "t")
    [data] = [spec.maps[name] for name in spec.maps if "rodata" in name]
    assert data.contents is not None
    assert b"some bytes" in data.contents


def test_bounds_are_tested_on_the_value_itself(build):
    """Joined to one test of a difference, they would tell old verifiers nothing of the value."""
    module = build.module("""
        class Context(Struct):
            n: u64

        @native
        def prog(ctx: ptr[Context]) -> u64:
            n = ctx.n
            if n < 3 or n > 64:
                return 0
            return n
    """)
    spec = obj.read(bpf.compile_object(compile_all(module)), "test")
    text = [disassemble(insn) for insn in spec.programs["prog"].insns]
    assert not any("+=" in line or "-=" in line for line in text), text


def test_names_that_the_optimiser_makes_are_kept():
    text = "define i64 @f(i64 %n) {\n  %s = alloca [4 x i8]\n  %n-phi = add i64 %n, 1\n"
    text += "  %p = getelementptr i8, ptr %s, i64 %n-phi\n  ret i64 0\n}\n"
    made = llvm._apart(text)
    assert 'asm "", "=r,0"(i64 %n-phi)' in made
    llvm.parse(made)
