"""Objects that LLVM made are mapped and run; damaged ones are refused."""

import contextlib
import ctypes
import platform
import struct
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from beebox.errors import BeeboxError, ElfError, RelocationError
from beebox.pylang import objectfile
from beebox.pylang.pages import EXECUTE, READ, WRITE, Pages

pytestmark = pytest.mark.skipif(platform.machine() != "x86_64", reason="objects for x86-64")

MODULE = """
@table = internal constant [4 x i64] [i64 11, i64 22, i64 33, i64 44]
@count = internal global i64 7
@space = internal global [100 x i64] zeroinitializer
@far = external global i8
declare i64 @outside(i64)
declare i64 @bound(i64) nonlazybind
declare void @llvm.memcpy.p0.p0.i64(ptr, ptr, i64, i1)

define i64 @element(i64 %i) {
  %p = getelementptr [4 x i64], ptr @table, i64 0, i64 %i
  %v = load i64, ptr %p
  %w = call i64 @outside(i64 %v)
  ret i64 %w
}
define i64 @twice(i64 %x) {
  %a = call i64 @bound(i64 %x)
  %b = call i64 @outside(i64 %a)
  ret i64 %b
}
define ptr @where() {
  ret ptr @far
}
define i64 @next() {
  %old = load i64, ptr @count
  %new = add i64 %old, 1
  store i64 %new, ptr @count
  store i64 %new, ptr getelementptr ([100 x i64], ptr @space, i64 0, i64 99)
  ret i64 %new
}
define i64 @last() {
  %v = load i64, ptr getelementptr ([100 x i64], ptr @space, i64 0, i64 99)
  ret i64 %v
}
define void @copy(ptr %to, ptr %from, i64 %n) {
  call void @llvm.memcpy.p0.p0.i64(ptr %to, ptr %from, i64 %n, i1 0)
  ret void
}
define i64 @choose(i64 %x) noinline {
  switch i64 %x, label %other [ i64 1, label %a
    i64 2, label %b
    i64 3, label %c
    i64 4, label %d
    i64 5, label %e ]
a:
  ret i64 10
b:
  %r = call i64 @outside(i64 1)
  ret i64 %r
c:
  %s = call i64 @next()
  ret i64 %s
d:
  %t = call i64 @outside(i64 9)
  ret i64 %t
e:
  %u = call i64 @last()
  ret i64 %u
other:
  ret i64 99
}
"""

FUNCTION = ctypes.CFUNCTYPE(ctypes.c_uint64, ctypes.c_uint64)


def emit(text, model="large", reloc="static"):
    binding = pytest.importorskip("llvmlite.binding")
    binding.initialize_native_target()
    binding.initialize_native_asmprinter()
    target = binding.Target.from_triple(binding.get_process_triple())
    machine = target.create_target_machine(opt=2, codemodel=model, reloc=reloc)
    return bytes(machine.emit_object(binding.parse_assembly(text)))


@pytest.fixture(scope="module", params=[("large", "static"), ("small", "pic")])
def image(request):
    """One with addresses in the code, one that reaches what is far through tables."""
    return emit(MODULE, *request.param)


@pytest.fixture(scope="module")
def outside():
    return FUNCTION(lambda value: value * 100)


@pytest.fixture(scope="module")
def symbols(outside):
    libc = ctypes.CDLL(None)
    return {
        "outside": ctypes.cast(outside, ctypes.c_void_p).value,
        "bound": ctypes.cast(outside, ctypes.c_void_p).value,
        "far": 0x1234_5678_9ABC_DEF0,
        "memcpy": ctypes.cast(libc.memcpy, ctypes.c_void_p).value,
    }


@pytest.fixture
def loaded(image, symbols):
    found = objectfile.load(image, symbols)
    yield found
    found.close()


def test_constants_and_outside(loaded):
    element = FUNCTION(loaded.address("element"))
    assert [element(i) for i in range(4)] == [1100, 2200, 3300, 4400]


def test_far_addresses(loaded):
    assert FUNCTION(loaded.address("where"))(0) == 0x1234_5678_9ABC_DEF0
    assert FUNCTION(loaded.address("twice"))(7) == 70_000


def test_variables(loaded):
    assert FUNCTION(loaded.address("next"))(0) == 8
    assert FUNCTION(loaded.address("next"))(0) == 9
    assert FUNCTION(loaded.address("last"))(0) == 9


def test_each_load_has_variables_of_its_own(image, symbols):
    for _ in range(2):
        found = objectfile.load(image, symbols)
        assert FUNCTION(found.address("next"))(0) == 8
        found.close()


def test_jump_table(loaded):
    choose = FUNCTION(loaded.address("choose"))
    assert [choose(i) for i in range(7)] == [99, 10, 100, 8, 900, 8, 99]


def test_libc(loaded):
    copy = ctypes.CFUNCTYPE(None, ctypes.c_void_p, ctypes.c_char_p, ctypes.c_size_t)
    space = ctypes.create_string_buffer(300)
    copy(loaded.address("copy"))(ctypes.addressof(space), b"x" * 299, 299)
    assert space.value == b"x" * 299


def test_code_that_reaches_by_32_bits():
    text = """
    @v = internal global i64 5
    @k = internal constant [3 x double] [double 2.5, double 1.5, double 7.25]
    define i64 @inner(i64 %x) noinline { %y = mul i64 %x, 3
      ret i64 %y }
    define i64 @f(i64 %i) {
      %p = getelementptr [3 x double], ptr @k, i64 0, i64 %i
      %d = load double, ptr %p
      %n = fptoui double %d to i64
      %a = load i64, ptr @v
      %b = call i64 @inner(i64 %a)
      %s = add i64 %b, %n
      ret i64 %s }
    """
    binding = pytest.importorskip("llvmlite.binding")
    binding.initialize_native_target()
    binding.initialize_native_asmprinter()
    target = binding.Target.from_triple(binding.get_process_triple())
    machine = target.create_target_machine(opt=0, codemodel="small", reloc="pic")
    data = bytes(machine.emit_object(binding.parse_assembly(text)))
    found = objectfile.load(data, {})
    assert [FUNCTION(found.address("f"))(i) for i in range(3)] == [17, 16, 22]
    found.close()


def protections(address):
    for line in Path("/proc/self/maps").read_text().splitlines():
        span, kinds = line.split()[:2]
        low, high = (int(part, 16) for part in span.split("-"))
        if low <= address < high:
            return kinds
    return None


def test_never_writable_and_executable(loaded):
    base, size = loaded.pages.address, loaded.pages.size
    kinds = {protections(base + offset) for offset in range(0, size, 4096)}
    assert kinds == {"r-xp", "r--p", "rw-p"}
    assert protections(loaded.address("choose")) == "r-xp"


def test_unknown_symbol(image, symbols):
    with pytest.raises(RelocationError, match="outside"):
        objectfile.load(image, {name: at for name, at in symbols.items() if name != "outside"})


def test_absent_export(loaded):
    with pytest.raises(RelocationError, match="nosuch"):
        loaded.address("nosuch")


def test_truncated(image, symbols):
    for length in range(0, len(image), 7):
        with pytest.raises(ElfError):
            objectfile.load(image[:length], symbols)


def test_relocation_outside_its_section(image, symbols):
    assert struct.unpack_from("<H", image, 60)[0] > 1
    start, count = struct.unpack_from("<Q", image, 40)[0], struct.unpack_from("<H", image, 60)[0]
    damaged = bytearray(image)
    for index in range(count):
        kind, flags, _, offset = struct.unpack_from("<IQQQ", image, start + 64 * index + 4)
        if kind == 4 and flags & 0x40:
            struct.pack_into("<Q", damaged, offset, 1 << 40)
    with pytest.raises(ElfError, match="outside its section"):
        objectfile.load(bytes(damaged), symbols)


@settings(max_examples=400, deadline=None)
@given(st.data())
def test_damage_is_refused_or_harmless(image, symbols, data):
    damaged = bytearray(image)
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(image) - 1))
        damaged[at] = data.draw(st.integers(0, 255))
    with contextlib.suppress(ElfError, RelocationError):
        objectfile.load(bytes(damaged), symbols).close()


@given(st.binary(max_size=300))
def test_other_bytes(data):
    with pytest.raises(ElfError):
        objectfile.load(data, {})


def test_pages_refuse_w_and_x():
    pages = Pages(10)
    with pytest.raises(BeeboxError, match="never writable and executable"):
        pages.seal(0, 10, READ | WRITE | EXECUTE)
    with pytest.raises(BeeboxError, match="fit"):
        pages.write(4090, b"1234567")
    pages.close()
