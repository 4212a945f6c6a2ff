"""Programs that look into packets: Linux's verdict, and on every engine what Linux makes of them."""

import struct
from collections.abc import Iterator

import pytest
import verifier_cases as cases
import verifier_packets as packets
from verifier_live import Live

from beebox.abi.enums import Cmd, Func, ProgType
from beebox.abi.structs import ProgLoadAttr
from beebox.box.contexts import tables
from beebox.box.kernel import Box
from beebox.errors import KernelError
from beebox.isa.asm import assemble
from beebox.isa.disasm import disassemble
from beebox.isa.insn import Insn, encode
from beebox.kernel.api import Kernel
from beebox.kernel.by_hand import prog_test_run
from beebox.kernel.linux import Linux
from beebox.verifier import Program, Verified, verify
from beebox.vm.contexts import SkBuff, XdpBuff


@pytest.mark.linux
def test_verdicts_agree(live: Live) -> None:
    differ = []
    for seed in range(300):
        insns, kind = packets.program(seed)
        linux = cases.linux_text(*live.load_insns(insns, kind))
        own = cases.text(cases.ours(insns, kind, level=0))
        assert own != "accept" or linux == "accept", (seed, linux)
        if own != linux:
            differ.append((seed, linux, own))
    assert not differ, differ


# ---------------------------------------------------------------------------- runs


def load(kernel: Kernel, insns: tuple[Insn, ...], kind: ProgType) -> int:
    code = encode(insns)
    attr = ProgLoadAttr(prog_type=kind, insn_cnt=len(insns))
    attr.point("insns", code)
    attr.point("license", b"GPL\0")
    return kernel.bpf(Cmd.PROG_LOAD, attr)


def context(kind: ProgType) -> bytes | None:
    """A struct __sk_buff with something in what may be set."""
    if kind is ProgType.XDP:
        return None
    made = bytearray(192)
    struct.pack_into("<I", made, 8, 7)
    struct.pack_into("<I", made, 32, 9)
    struct.pack_into("<5I", made, 48, 1, 2, 3, 4, 0x87654321)
    struct.pack_into("<QII", made, 152, 0x123456789, 500, 3)
    struct.pack_into("<I", made, 176, 10)
    return bytes(made)


def outcome(kernel: Kernel, fd: int, data: bytes, kind: ProgType) -> object:
    try:
        ran = prog_test_run(kernel, fd, data, context(kind))
    except KernelError as error:
        return error.errno
    return ran.retval, ran.data, ran.ctx


@pytest.fixture(params=["tier0", "tier1", "interpreter"])
def box(request: pytest.FixtureRequest) -> Iterator[Box]:
    made = Box(engine=request.param)
    yield made
    made.shut()


@pytest.mark.linux
def test_runs_agree(live: Live, box: Box) -> None:
    """Result, packet and context are Linux's for whatever both accept."""
    linux = Linux()
    ran = 0
    slow = box.world.engine != "tier0"
    for seed in range(40 if slow else 200):
        insns, kind = packets.program(seed)
        try:
            there = load(linux, insns, kind)
        except KernelError:
            continue
        here = load(box, insns, kind)
        for number in range(2):
            data = packets.packet(7 * seed + number)
            wanted = outcome(linux, there, data, kind)
            assert outcome(box, here, data, kind) == wanted, (seed, number)
            ran += isinstance(wanted, tuple)
        linux.close(there)
        box.close(here)
    assert ran > (40 if slow else 250)


KINDS = (ProgType.SCHED_CLS, ProgType.SOCKET_FILTER, ProgType.CGROUP_SKB, ProgType.LWT_XMIT)
POINTERS = (76, 80, 140, 168)
IPV4 = bytes.fromhex("ffffffffffff020000000001080045000028000040004011") + bytes(range(1, 41))
IPV6 = bytes.fromhex("ffffffffffff02000000000186dd60000000002011ff") + bytes(range(1, 60))


@pytest.mark.linux
@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_every_load_gives_the_same(live: Live, kind: ProgType) -> None:
    """Each part of each field of struct __sk_buff, signed and not; it is left in cb."""
    linux, here = Linux(), Box()
    compared = 0
    for off in range(192):
        for size, code in ((1, 0x10), (2, 0x08), (4, 0), (8, 0x18)):
            for mode in (0x61, 0x81):
                load_ = Insn(mode | code, 2, 1, off)
                insns = (load_, Insn(0x7B, 1, 2, 48), Insn(0xB7, 0, imm=1), Insn(0x95))
                if off in POINTERS or off % size or mode | code == 0x99:
                    continue
                try:
                    there = load(linux, insns, kind)
                except KernelError:
                    continue
                fd = load(here, insns, kind)
                for data in (IPV4, IPV6):
                    wanted = outcome(linux, there, data, kind)
                    assert outcome(here, fd, data, kind) == wanted, (off, size, mode)
                    compared += isinstance(wanted, tuple)
                linux.close(there)
                here.close(fd)
    here.shut()
    assert compared > 200


# ---------------------------------------------------------------------------- what runs


def converted(text: str, kind: ProgType) -> Verified:
    insns = assemble(text, maps=cases.NUMBERS)
    verdict = verify(Program(insns, kind, cases.references(insns)), tables())
    assert isinstance(verdict, Verified), verdict
    return verdict


def shown(verdict: Verified) -> list[str]:
    return [disassemble(insn).partition(") ")[2] for insn in verdict.insns]


def test_pointers_are_loaded_whole() -> None:
    verdict = converted("r2 = *(u32 *)(r1 + 0)\nr3 = *(u32 *)(r1 + 12)\nr0 = 2\nexit", ProgType.XDP)
    assert shown(verdict)[:2] == [
        f"r2 = *(u64 *)(r1 +{XdpBuff.offset('data')})",
        f"r3 = *(u32 *)(r1 +{XdpBuff.offset('ingress_ifindex')})",
    ]
    assert verdict.facts.pointers == {0}
    assert list(verdict.starts) == [0, 1, 2, 3, 4]


def test_part_of_a_field_is_shifted_out() -> None:
    text = "r0 = *(u8 *)(r1 + 10)\nr0 = *(s16 *)(r1 + 8)\nr0 = *(u16 *)(r1 + 16)\nexit"
    mark, protocol = SkBuff.offset("mark"), SkBuff.offset("protocol")
    verdict = converted(text, ProgType.SCHED_CLS)
    assert shown(verdict) == [
        f"r0 = *(u32 *)(r1 +{mark})",
        "w0 >>= 16",
        "w0 &= 255",
        f"r0 = *(u32 *)(r1 +{mark})",
        "w0 &= 65535",
        "r0 = (s16)r0",
        f"r0 = *(u16 *)(r1 +{protocol})",
        "exit",
    ]
    assert list(verdict.starts) == [0, 3, 6, 7, 8]


def test_jumps_are_kept() -> None:
    """Over, to and back to what grew; calls and maps, too."""
    text = """
        r6 = r1
        r7 = 0
        if r1 == 0 goto last
        again: r0 = *(u16 *)(r6 + 10)
        r7 += 1
        if r7 < 3 goto again
        call f
        last: r0 = *(u8 *)skb[3]
        exit
        f: r1 = map[tids]
        r0 = 1
        exit
    """
    verdict = converted(text, ProgType.SCHED_CLS)
    lines = shown(verdict)
    start = verdict.starts
    for old, target in ((2, 7), (5, 3)):
        at = start[old]
        assert at + 1 + verdict.insns[at].off == start[target]
    assert start[6] + 1 + verdict.insns[start[6]].imm == start[9]
    assert lines[-2:] == ["r0 = 1", "exit"]
    (call,) = verdict.facts.functions
    assert verdict.facts.functions[call] == "skb_load_helper_8"
    assert start[7] < call < start[8]
    assert verdict.insns[call].code == 0x85


def test_facts_move_with_their_instructions() -> None:
    text = """
        r6 = *(u8 *)(r1 + 11)
        r2 = *(u32 *)(r1 + 76)
        *(u64 *)(r10 - 8) = 0
        r2 = r10
        r2 += -8
        r1 = map[hash]
        call map_lookup_elem
        r0 = 0
        exit
    """
    verdict = converted(text, ProgType.SCHED_CLS)
    (call,) = verdict.facts.calls
    assert verdict.insns[call].imm == Func.map_lookup_elem
    assert call == verdict.starts[7]
    assert verdict.starts[1] in verdict.facts.pointers


def test_a_jump_that_becomes_too_long_is_refused() -> None:
    body = "r0 = *(u8 *)(r1 + 9)\n" * 12000
    verdict = verify(
        Program(assemble(f"if r1 == 0 goto out\n{body}out: r0 = 0\nexit"), ProgType.SCHED_CLS),
        tables(),
    )
    assert cases.text(verdict) == "ERANGE insn 0 cannot be patched due to 16-bit range"


def test_queue_mapping_takes_no_number_that_means_none() -> None:
    text = "r2 = 5\n*(u32 *)(r1 + 12) = r2\n*(u32 *)(r1 + 12) = 65535\nr0 = 0\nexit"
    at = SkBuff.offset("queue_mapping")
    assert shown(converted(text, ProgType.SCHED_CLS)) == [
        "r2 = 5",
        "if r2 >= 0xffff goto pc+1",
        f"*(u16 *)(r1 +{at}) = r2",
        "goto pc+0",
        "r0 = 0",
        "exit",
    ]
