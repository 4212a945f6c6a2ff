"""Contexts of packet and socket programs: each offset and size, read and written, as Linux has it."""

import errno

import pytest
import verifier_cases as cases
from verifier_live import Live

from beebox.abi.enums import AttachType, ProgType
from beebox.isa.asm import assemble
from beebox.isa.insn import Insn
from beebox.isa.opcodes import Class, Mode, Size

SIZES = {1: Size.B, 2: Size.H, 4: Size.W, 8: Size.DW}
CONTEXTS = [
    # type, attached as, bytes of the context
    (ProgType.SOCKET_FILTER, None, 192),
    (ProgType.SCHED_CLS, None, 192),
    (ProgType.SCHED_ACT, None, 192),
    (ProgType.XDP, None, 24),
    (ProgType.XDP, AttachType.XDP_DEVMAP, 24),
    (ProgType.XDP, AttachType.XDP_CPUMAP, 24),
    (ProgType.CGROUP_SKB, AttachType.CGROUP_INET_INGRESS, 192),
    (ProgType.CGROUP_SKB, AttachType.CGROUP_INET_EGRESS, 192),
    (ProgType.LWT_IN, None, 192),
    (ProgType.LWT_XMIT, None, 192),
    (ProgType.SK_SKB, None, 192),
    (ProgType.FLOW_DISSECTOR, None, 192),
    (ProgType.CGROUP_SOCK, AttachType.CGROUP_INET_SOCK_CREATE, 80),
    (ProgType.CGROUP_SOCK, AttachType.CGROUP_INET4_POST_BIND, 80),
    (ProgType.CGROUP_SOCK, AttachType.CGROUP_INET6_POST_BIND, 80),
    (ProgType.CGROUP_SOCK_ADDR, AttachType.CGROUP_INET4_BIND, 72),
    (ProgType.CGROUP_SOCK_ADDR, AttachType.CGROUP_INET6_CONNECT, 72),
    (ProgType.CGROUP_SOCK_ADDR, AttachType.CGROUP_UDP4_SENDMSG, 72),
    (ProgType.CGROUP_SOCK_ADDR, AttachType.CGROUP_UDP6_SENDMSG, 72),
    (ProgType.CGROUP_SOCK_ADDR, AttachType.CGROUP_UDP6_RECVMSG, 72),
    (ProgType.CGROUP_SOCK_ADDR, AttachType.CGROUP_UNIX_CONNECT, 72),
    (ProgType.SOCK_OPS, AttachType.CGROUP_SOCK_OPS, 224),
    (ProgType.SK_MSG, AttachType.SK_MSG_VERDICT, 80),
    (ProgType.SK_REUSEPORT, AttachType.SK_REUSEPORT_SELECT, 56),
    (ProgType.SK_LOOKUP, AttachType.SK_LOOKUP, 72),
    (ProgType.CGROUP_SOCKOPT, AttachType.CGROUP_GETSOCKOPT, 40),
    (ProgType.CGROUP_SOCKOPT, AttachType.CGROUP_SETSOCKOPT, 40),
    (ProgType.CGROUP_SYSCTL, AttachType.CGROUP_SYSCTL, 8),
    (ProgType.CGROUP_DEVICE, AttachType.CGROUP_DEVICE, 12),
    (ProgType.PERF_EVENT, None, 192),
    (ProgType.RAW_TRACEPOINT, None, 104),
    (ProgType.RAW_TRACEPOINT_WRITABLE, None, 104),
    (ProgType.KPROBE, None, 176),
    (ProgType.LWT_OUT, None, 192),
    (ProgType.LWT_SEG6LOCAL, None, 192),
    (ProgType.CGROUP_SOCK, None, 80),
    (ProgType.CGROUP_SOCK, AttachType.CGROUP_INET_SOCK_RELEASE, 80),
    (ProgType.CGROUP_SOCK_ADDR, AttachType.CGROUP_INET6_BIND, 72),
    (ProgType.CGROUP_SOCK_ADDR, AttachType.CGROUP_INET4_CONNECT, 72),
    (ProgType.CGROUP_SOCK_ADDR, AttachType.CGROUP_UDP4_RECVMSG, 72),
    (ProgType.CGROUP_SOCK_ADDR, AttachType.CGROUP_INET4_GETPEERNAME, 72),
    (ProgType.CGROUP_SOCK_ADDR, AttachType.CGROUP_INET6_GETSOCKNAME, 72),
    (ProgType.SK_REUSEPORT, AttachType.SK_REUSEPORT_SELECT_OR_MIGRATE, 56),
    (ProgType.NETFILTER, AttachType.NETFILTER, 16),
]
MOV_1 = Insn(Class.ALU64 | 0xB0, 0, imm=1)
EXIT = Insn(0x95)


def accesses(size: int, through: int = 1) -> list[tuple[Insn, ...]]:
    """Programs of one access each, of all that a register points to and of what lies beside it."""
    made = []
    for off in range(-8, size + 8):
        for code in SIZES.values():
            made += [
                (Insn(Class.LDX | Mode.MEM | code, 3, through, off), MOV_1, EXIT),
                (MOV_1, Insn(Class.STX | Mode.MEM | code, through, 0, off), EXIT),
            ]
    return made


@pytest.mark.linux
@pytest.mark.parametrize(("kind", "attach", "size"), CONTEXTS)
def test_every_access(live: Live, kind: ProgType, attach: AttachType | None, size: int) -> None:
    """Ours allows what Linux allows, and refuses the rest in its words."""
    number = int(attach or 0)
    code, _ = live.load_insns((MOV_1, EXIT), kind, attach=number)
    if code:
        pytest.skip(f"this kernel loads no such program: {errno.errorcode.get(code, code)}")
    wrong = []
    for insns in accesses(size):
        linux = cases.linux_text(*live.load_insns(insns, kind, attach=number))
        own = cases.text(cases.ours(insns, kind, attach=number))
        if own != linux:
            wrong.append((insns, linux, own))
    assert not wrong, wrong[:8]


_SK = "r1 = *(u64 *)(r1 + 168)\nif r1 != 0 goto +1\nexit"
SOCKETS = {
    # type, attached as, how r2 gets the pointer, bytes behind it
    "sock_common": (ProgType.SCHED_CLS, None, "r2 = *(u64 *)(r1 + 168)", 80),
    "sock": (ProgType.SCHED_CLS, None, f"{_SK}\ncall sk_fullsock\nr2 = r0", 80),
    "tcp_sock": (ProgType.SCHED_CLS, None, f"{_SK}\ncall tcp_sock\nr2 = r0", 112),
    "of_ops": (ProgType.SOCK_OPS, AttachType.CGROUP_SOCK_OPS, "r2 = *(u64 *)(r1 + 184)", 80),
    "looked_up": (ProgType.SK_LOOKUP, AttachType.SK_LOOKUP, "r2 = *(u64 *)(r1 + 0)", 80),
    "of_a_message": (ProgType.SK_MSG, AttachType.SK_MSG_VERDICT, "r2 = *(u64 *)(r1 + 72)", 80),
    "flow_keys": (ProgType.FLOW_DISSECTOR, None, "r2 = *(u64 *)(r1 + 144)", 56),
}


@pytest.mark.linux
@pytest.mark.parametrize("name", SOCKETS)
def test_every_access_behind_a_pointer(live: Live, name: str) -> None:
    """Sockets have a table of fields, too."""
    kind, attach, text, size = SOCKETS[name]
    number = int(attach or 0)
    null = "" if name in ("flow_keys", "of_a_message") else "if r2 != 0 goto +1\nexit"
    wrong = []
    for access in accesses(size, through=2):
        insns = (*assemble(f"r0 = 0\n{text}\n{null}"), *access)
        linux = cases.linux_text(*live.load_insns(insns, kind, attach=number))
        own = cases.text(cases.ours(insns, kind, attach=number))
        if own != linux:
            wrong.append((insns, linux, own))
    assert not wrong, wrong[:8]


@pytest.mark.linux
def test_signed_loads_of_packet_pointers(live: Live) -> None:
    for kind, off in ((ProgType.XDP, 0), (ProgType.XDP, 4), (ProgType.SCHED_CLS, 76)):
        insns = (Insn(Class.LDX | Mode.MEMSX | Size.W, 2, 1, off), MOV_1, EXIT)
        linux = cases.linux_text(*live.load_insns(insns, kind))
        assert cases.text(cases.ours(insns, kind)) == linux
        assert linux.startswith("EACCES")
