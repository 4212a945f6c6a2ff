"""CO-RE by the kernel (core_relos of PROG_LOAD): the box says of each record what Linux says."""

import struct

import pytest
from verifier_functions import functions, packed

from beebox.abi.enums import Cmd, ProgType
from beebox.abi.structs import ProgLoadAttr
from beebox.box.kernel import Box
from beebox.btf.core import Kind
from beebox.btf.read import read
from beebox.errors import KernelError
from beebox.isa.asm import assemble
from beebox.isa.insn import encode
from beebox.kernel import client
from beebox.kernel.api import Kernel
from beebox.kernel.linux import Linux

TYPES = """
struct task_struct { int pid; int tgid; char comm[16]; struct task_struct *group_leader; };
struct nothing_here { int a; };
enum pid_type { PIDTYPE_PID = 7, PIDTYPE_NONE = 3 };
struct holder { struct task_struct t; struct nothing_here n; enum pid_type e; };
int main(struct holder *ctx);
"""
TASK, NONE, PIDS = "task_struct", "nothing_here", "pid_type"
OFF, SIZE, EXISTS = Kind.FIELD_BYTE_OFFSET, Kind.FIELD_BYTE_SIZE, Kind.FIELD_EXISTS
END = "\nr0 = 0\nexit"
CASES = {
    # the instruction, then of what type, which way, what is asked
    "offset": ("r0 = 0", TASK, "0:0", OFF),
    "not what it holds": ("r0 = 5", TASK, "0:0", OFF),
    "size": ("r0 = 4", TASK, "0:0", SIZE),
    "size of an array": ("r0 = 16", TASK, "0:2", SIZE),
    "size of an element": ("r0 = 1", TASK, "0:2:3", SIZE),
    "exists": ("r0 = 1", TASK, "0:1", EXISTS),
    "exists not": ("r0 = 1", NONE, "0:0", EXISTS),
    "no field": ("r0 = 0", NONE, "0:0", OFF),
    "no field, wide": ("r0 = 0 ll", NONE, "0:0", OFF),
    "signed": ("r0 = 1", TASK, "0:0", Kind.FIELD_SIGNED),
    "signed element": ("r0 = 1", TASK, "0:2:3", Kind.FIELD_SIGNED),
    "left shift": ("r0 = 32", TASK, "0:0", Kind.FIELD_LSHIFT_U64),
    "right shift": ("r0 = 32", TASK, "0:0", Kind.FIELD_RSHIFT_U64),
    "own type": ("r0 = 0", TASK, "0", Kind.TYPE_ID_LOCAL),
    "its type": ("r0 = 0", TASK, "0", Kind.TYPE_ID_TARGET),
    "no type of it": ("r0 = 9", NONE, "0", Kind.TYPE_ID_TARGET),
    "type exists": ("r0 = 1", TASK, "0", Kind.TYPE_EXISTS),
    "type size": ("r0 = 32", TASK, "0", Kind.TYPE_SIZE),
    "size of no type": ("r0 = 4", NONE, "0", Kind.TYPE_SIZE),
    "type matches": ("r0 = 1", TASK, "0", Kind.TYPE_MATCHES),
    "value exists": ("r0 = 1", PIDS, "0", Kind.ENUMVAL_EXISTS),
    "value": ("r0 = 7", PIDS, "0", Kind.ENUMVAL_VALUE),
    "no value": ("r0 = 3", PIDS, "1", Kind.ENUMVAL_VALUE),
    "beyond the values": ("r0 = 7", PIDS, "5", Kind.ENUMVAL_VALUE),
    "kind": ("r0 = 1", TASK, "0", 13),
    "element": ("r0 = 11", TASK, "0:2:3", OFF),
    "the struct": ("r0 = 0", TASK, "0", OFF),
    "the next struct": ("r0 = 32", TASK, "1", OFF),
    "no member": ("r0 = 0", TASK, "0:9", OFF),
    "no number": ("r0 = 0", TASK, "0:x", OFF),
    "negative": ("r0 = 0", TASK, "0:-1", OFF),
    "unfinished": ("r0 = 0", TASK, "0:", OFF),
    "no way": ("r0 = 0", TASK, "", OFF),
    "too long a way": ("r0 = 0", TASK, ":".join("0" * 70), OFF),
    "no struct": ("r0 = 0", 9999, "0:0", OFF),
    "wide": ("r0 = 8 ll", TASK, "0:2:0", OFF),
    "wide, not what it holds": ("r0 = 9 ll", TASK, "0:2:0", OFF),
    "load": ("r1 = *(u32 *)(r1 + 4)", TASK, "0:1", OFF),
    "load of another size": ("r1 = *(u8 *)(r1 + 4)", TASK, "0:1", OFF),
    "load of a pointer": ("r1 = *(u64 *)(r1 + 24)", TASK, "0:3", OFF),
    "load of an element": ("r1 = *(u8 *)(r1 + 8)", TASK, "0:2:0", OFF),
    "load, not what it holds": ("r1 = *(u32 *)(r1 + 8)", TASK, "0:1", OFF),
    "store": ("*(u32 *)(r10 + 4) = 0", TASK, "0:1", OFF),
    "between registers": ("r0 = r1", TASK, "0:1", OFF),
    "no such instruction": ("goto +0", TASK, "0:1", OFF),
    "in a struct without a match": ("r0 = 0", "holder", "0:0:1", OFF),
}


def load(kernel: Kernel, text: str, type_: str | int, way: str, kind: int) -> tuple[int, str]:
    insns = assemble(text + END)
    blob, starts = functions(insns, None, TYPES)
    blob, access = with_string(blob, way)
    btf = read(blob)
    ident = type_ if isinstance(type_, int) else btf.find(type_) or 0
    fd = client.btf_load(kernel, blob)
    log = bytearray(1 << 16)
    attr = ProgLoadAttr(prog_type=ProgType.RAW_TRACEPOINT, insn_cnt=len(insns), prog_btf_fd=fd)
    attr.log_level, attr.log_size = 1, len(log)
    attr.func_info_rec_size, attr.func_info_cnt = 8, len(starts)
    attr.core_relo_rec_size, attr.core_relo_cnt = 16, 1
    record = struct.pack("<IIII", 0, ident, access, kind)
    for name, data in (
        ("insns", encode(insns)),
        ("license", b"GPL\0"),
        ("log_buf", log),
        ("func_info", packed(starts)),
        ("core_relos", record),
    ):
        attr.point(name, data)
    try:
        kernel.close(kernel.bpf(Cmd.PROG_LOAD, attr))
    except KernelError as error:
        return error.errno, bytes(log).split(b"\0")[0].decode()
    else:
        return 0, bytes(log).split(b"\0")[0].decode()
    finally:
        kernel.close(fd)


def with_string(blob: bytes, text: str) -> tuple[bytes, int]:
    """Return types with one more string at their end, and its offset."""
    head = list(struct.unpack_from("<HBBIIIII", blob))
    offset, head[7] = head[7], head[7] + len(text) + 1
    made = struct.pack("<HBBIIIII", *head) + blob[struct.calcsize("<HBBIIIII") :]
    return made + text.encode() + b"\0", offset


@pytest.mark.linux
@pytest.mark.parametrize("name", CASES)
def test_as_linux(name: str) -> None:
    try:
        said = load(Linux(), *CASES[name])
    except KernelError as error:
        pytest.skip(str(error))
    assert load(Box(), *CASES[name]) == said


def test_instructions_are_changed() -> None:
    errno, log = load(Box(), *CASES["not what it holds"])
    assert errno == 22
    assert "<byte_off> [1] STRUCT task_struct.pid (0:0 @ offset 0)\n" in log
    assert "relo #0: unexpected insn #0 (ALU/ALU64) value: got 5, exp 0 -> " in log
    errno, log = load(Box(), *CASES["load"])
    assert errno == 13
    assert "patched insn #0 (LDX/ST/STX) off 4 -> " in log


def test_what_is_not_there_must_not_be_reached() -> None:
    errno, log = load(Box(), *CASES["no field"])
    assert errno == 22
    assert "invalid func unknown#195896080" in log
