"""What vmlinux has not is found in modules: functions, variables, places to attach to.

Neither the box nor this machine has modules with types, so one is put in front of a box.
"""

from __future__ import annotations

import ctypes
import errno
from dataclasses import replace
from types import SimpleNamespace

import pytest

from beebox import loader
from beebox.abi.enums import AttachType, Cmd, MapFlag, MapType, ProgType
from beebox.abi.structs import BtfInfo, MapCreateAttr
from beebox.box.kernel import Box
from beebox.btf.read import read
from beebox.btf.types import Func, FuncProto, Int, Member, Param, Ptr, Struct, Var
from beebox.btf.write import Builder, write
from beebox.errors import KernelError, NotSupported
from beebox.isa.insn import Insn
from beebox.isa.opcodes import CALL, LDDW
from beebox.obj.spec import ExternRef, MapSpec, ObjectSpec, ProgramSpec

INT = Int("int", 4, signed=True, bits=32)
FD, ID = 1000, 77
LOCAL = read(
    write([INT, FuncProto(1, (Param("a", 1),)), Func("of_module", 2, 2), Var("counted", 1, 2)])
)


class Kernel(Box):
    """A box with a module; programs are taken down and not loaded."""

    def __init__(self, *, tells: bool = True) -> None:
        super().__init__()
        self.tells = tells
        self.loads: list[SimpleNamespace] = []
        self.maps: list[bytes] = []
        self.values: list[bytes] = []
        self.open: list[int] = []
        base = self.facts.btf
        made = Builder(b"", base)
        first = len(base)
        made.add(INT)
        made.add(FuncProto(first, (Param("a", first),)))
        self.function = made.add(Func("of_module", first + 1, 1))
        self.variable = made.add(Var("counted", first, 1))
        pointer = made.add(Ptr("", first + 1))
        members = (Member("count", first, 0), Member("act", pointer, 64))
        self.table = made.add(Struct("mod_ops", 16, members))
        value = (Member("common", first, 0), Member("data", self.table, 128))
        self.value = made.add(Struct("bpf_struct_ops_mod_ops", 32, value))
        self.blob = made.build()

    def bpf(self, cmd, attr):
        if cmd is Cmd.BTF_GET_NEXT_ID:
            if not self.tells:
                raise KernelError(errno.EPERM, "bpf BTF_GET_NEXT_ID")
            if attr.start_id >= ID:
                raise KernelError(errno.ENOENT, "bpf BTF_GET_NEXT_ID")
            attr.next_id = ID
            return 0
        if cmd is Cmd.BTF_GET_FD_BY_ID:
            self.open.append(FD)
            return FD
        if cmd is Cmd.OBJ_GET_INFO_BY_FD and attr.bpf_fd == FD:
            self._tell(BtfInfo.from_address(attr.info))
            return 0
        if cmd is Cmd.MAP_CREATE and attr.map_type == MapType.STRUCT_OPS:
            self.maps.append(bytes(attr))
            self.open.append(FD + 1)
            return FD + 1
        if cmd is Cmd.MAP_UPDATE_ELEM and attr.map_fd == FD + 1:
            self.values.append(ctypes.string_at(attr.value, 32))
            return 0
        if cmd is Cmd.PROG_LOAD and attr.prog_type == ProgType.STRUCT_OPS:
            self.loads.append(SimpleNamespace(id=attr.attach_btf_id, fd=attr.attach_prog_fd,
                                              member=attr.expected_attach_type))  # fmt: skip
            self.open.append(FD + 2)
            return FD + 2
        if cmd is Cmd.PROG_LOAD:
            fds = ctypes.string_at(attr.fd_array, 8) if attr.fd_array else b""
            code = ctypes.string_at(attr.insns, 8 * attr.insn_cnt)
            at = SimpleNamespace(code=code, fds=fds, id=attr.attach_btf_id, fd=attr.attach_prog_fd)
            self.loads.append(at)
            raise KernelError(errno.EINVAL, "bpf PROG_LOAD")
        return super().bpf(cmd, attr)

    def _tell(self, info):
        info.kernel_btf, info.id = 1, ID
        if info.name:
            ctypes.memmove(info.name, b"mod\0", 4)
        if info.btf:
            ctypes.memmove(info.btf, self.blob, len(self.blob))
        info.btf_size = len(self.blob)

    def close(self, fd):
        if fd in (FD, FD + 1, FD + 2):
            self.open.remove(fd)
        else:
            super().close(fd)


@pytest.fixture
def kernel():
    made = Kernel()
    yield made
    assert not made.open
    made.shut()


def program(*insns: Insn, **fields) -> ObjectSpec:
    made = ProgramSpec("p", "tc", ProgType.SCHED_CLS, (*insns, Insn(0x95)), **fields)
    return ObjectSpec("x", {"p": made}, {}, btf=LOCAL)


def loaded(kernel: Kernel, spec: ObjectSpec) -> SimpleNamespace:
    with pytest.raises(KernelError, match="load program p"):
        loader.load(spec, kernel)
    return kernel.loads[0]


def test_a_function(kernel):
    ref = ExternRef(0, "of_module", type_id=2, function=True)
    found = loaded(kernel, program(Insn(CALL, src=2, imm=-1), externs=(ref,)))
    assert found.fds == (0).to_bytes(4, "little") + FD.to_bytes(4, "little")
    assert found.code[:8] == bytes((CALL, 0x20, 1, 0)) + kernel.function.to_bytes(4, "little")


def test_a_variable(kernel):
    ref = ExternRef(0, "counted", type_id=1)
    found = loaded(kernel, program(Insn(LDDW, dst=1), Insn(0), externs=(ref,)))
    assert not found.fds
    assert found.code[1] == 0x31
    assert int.from_bytes(found.code[4:8], "little") == kernel.variable
    assert int.from_bytes(found.code[12:16], "little") == FD


@pytest.mark.parametrize("where", ["of_module", "mod:of_module"])
def test_a_place_to_attach_to(kernel, where):
    fields = {"type": ProgType.TRACING, "attach_type": AttachType.TRACE_FENTRY,
              "section": f"fentry/{where}", "attach_to": where, "attach_btf": True}  # fmt: skip
    spec = program()
    made = replace(spec.programs["p"], **fields)
    found = loaded(kernel, replace(spec, programs={"p": made}))
    assert (found.id, found.fd) == (kernel.function, FD)


def test_what_no_module_has(kernel):
    ref = ExternRef(0, "of_nobody", type_id=2, function=True)
    call = Insn(CALL, src=2, imm=-1)
    with pytest.raises(NotSupported, match="of_nobody is declared __ksym, and the kernel has none"):
        loader.load(program(call, externs=(ref,)), kernel)
    weak = loaded(kernel, program(call, externs=(ref._replace(weak=True),)))
    assert int.from_bytes(weak.code[4:8], "little") == 2002000000


def test_another_type(kernel):
    ref = ExternRef(0, "of_module", type_id=1, function=True)
    with pytest.raises(NotSupported, match="of_module of the kernel has another type than in x"):
        loader.load(program(Insn(CALL, src=2, imm=-1), externs=(ref,)), kernel)


def test_another_module(kernel):
    fields = {"type": ProgType.TRACING, "attach_type": AttachType.TRACE_FENTRY,
              "section": "fentry/x:of_module", "attach_to": "x:of_module", "attach_btf": True}  # fmt: skip
    spec = program()
    spec = replace(spec, programs={"p": replace(spec.programs["p"], **fields)})
    with pytest.raises(NotSupported, match="attaches to of_module, which module x has not"):
        loader.load(spec, kernel)


def test_a_kernel_that_does_not_tell():
    kernel = Kernel(tells=False)
    ref = ExternRef(0, "of_module", type_id=2, function=True)
    with pytest.raises(NotSupported, match="the kernel has none"):
        loader.load(program(Insn(CALL, src=2, imm=-1), externs=(ref,)), kernel)
    kernel.shut()


def test_a_program_that_needs_no_module_asks_for_none(kernel):
    kernel.tells = False
    assert loaded(kernel, program()).fds == b""


def table(**fields) -> ObjectSpec:
    """Return an object with a table of the operations that only the module has."""
    mine = [INT, FuncProto(0, ()), Ptr("", 2),
            Struct("mod_ops", 16, (Member("count", 1, 0), Member("act", 3, 64)))]  # fmt: skip
    ours = MapSpec("ours", MapType.STRUCT_OPS, 4, 0, 1, struct="mod_ops", local_type_id=4,
                   contents=(7).to_bytes(16, "little"), members=(("act", "p"),))  # fmt: skip
    made = ProgramSpec("p", "struct_ops/act", ProgType.STRUCT_OPS, (Insn(0x95),),
                       operation=("mod_ops", "act"))  # fmt: skip
    return ObjectSpec("x", {"p": made}, {"ours": replace(ours, **fields)}, btf=read(write(mine)))


def test_a_table_of_operations(kernel):
    with loader.load(table(), kernel) as live:
        live.attach()
    asked = MapCreateAttr.from_buffer_copy(kernel.maps[0])
    assert asked.btf_vmlinux_value_type_id == kernel.value
    assert asked.value_type_btf_obj_fd == FD
    assert asked.map_flags & MapFlag.VTYPE_BTF_OBJ_FD
    assert asked.value_size == 32
    (loaded,) = kernel.loads
    assert (loaded.id, loaded.fd, loaded.member) == (kernel.table, FD, 1)
    count, act = kernel.values[0][16:24], kernel.values[0][24:]
    assert int.from_bytes(count, "little") == 7
    assert int.from_bytes(act, "little") == FD + 2


def test_a_table_that_no_module_has(kernel):
    with pytest.raises(NotSupported, match="map ours: the kernel has no operations other_ops"):
        loader.load(table(struct="other_ops"), kernel)
    kernel.tells = False
    with pytest.raises(NotSupported, match=r"has no operations mod_ops\n  hint: modules were not"):
        loader.load(table(), kernel)


def test_types_of_a_module_are_read_back(kernel):
    btf = read(kernel.blob, kernel.facts.btf)
    assert btf.find("of_module", "func") == kernel.function
    assert btf.type(btf.type(kernel.function).type).type == len(kernel.facts.btf)
