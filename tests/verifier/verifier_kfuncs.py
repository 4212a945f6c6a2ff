"""A kfunc called with anything, in a program of any type: what it says of its arguments is the matter."""

from __future__ import annotations

import random

from verifier_cases import Case
from verifier_types import filled

from beebox.abi.enums import ProgFlag, ProgType
from beebox.btf.types import Btf
from beebox.isa.asm import assemble
from beebox.isa.insn import Insn

_ARGUMENTS = (
    *("R = 0", "R = 1", "R = 8", "R = 600", "R = -1", "R = r9", "R = r9\nR &= 7", "R = r6"),
    *(f"R = r10\nR += -{off}" for off in (8, 16, 32, 48, 64, 128)),
    *("R = r10", "R = map[hash]", "R = map[array]", "R = map[ring]", "R = map[bss][0]+0"),
    *("R = map[bss][0]+60", "R = map[rodata][0]+0", "R = r7", "R = r8", "R = r8\nR += 8"),
    *("R = *(u64 *)(r10 - 56)", "R = subprog[cb]"),
)
_KINDS = (
    # type, how it attaches, to what, and how r8 becomes something that the context has
    (ProgType.TRACING, "TRACE_RAW_TP", "task_newtask", "r8 = *(u64 *)(r6 + 0)"),
    (ProgType.TRACING, "TRACE_RAW_TP", "cgroup_mkdir", "r8 = *(u64 *)(r6 + 0)"),
    (ProgType.TRACING, "TRACE_RAW_TP", "kfree_skb", "r8 = *(u64 *)(r6 + 0)"),
    (ProgType.TRACING, "TRACE_ITER", "task", "r8 = *(u64 *)(r6 + 0)"),
    (ProgType.XDP, "", "", "r8 = *(u32 *)(r6 + 0)"),
    (ProgType.SCHED_CLS, "", "", "r8 = *(u64 *)(r6 + 168)"),
    (ProgType.SYSCALL, "", "", "r8 = 5"),
    (ProgType.CGROUP_SKB, "CGROUP_INET_INGRESS", "", "r8 = *(u64 *)(r6 + 168)"),
    (ProgType.STRUCT_OPS, ".ssthresh", "tcp_congestion_ops", "r8 = *(u64 *)(r6 + 0)"),
    (ProgType.KPROBE, "", "", "r8 = 5"),
    (ProgType.NETFILTER, "NETFILTER", "", "r8 = *(u64 *)(r6 + 0)"),
    (ProgType.LWT_IN, "", "", "r8 = 5"),
    (ProgType.SOCK_OPS, "CGROUP_SOCK_OPS", "", "r8 = *(u64 *)(r6 + 184)"),
    (ProgType.TRACEPOINT, "", "", "r8 = 5"),
    (ProgType.CGROUP_SOCK_ADDR, "CGROUP_UNIX_CONNECT", "", "r8 = *(u64 *)(r6 + 64)"),
)
_DYNPTR = "r1 = map[bss][0]+0\nr2 = 64\nr3 = 0\nr4 = r10\nr4 += -32\ncall dynptr_from_mem"
_ITERATOR = "r1 = r10\nr1 += -48\nr2 = 0\nr3 = 4\ncall bpf_iter_num_new"


class Called(Case):
    """A case whose kfuncs are all looked up by name, those without ``bpf_``, too."""

    def insns_for(self, btf: Btf) -> tuple[Insn, ...]:
        from verifier_cases import NUMBERS

        return assemble(filled(self.text, btf), maps=NUMBERS)


def case(name: str, seed: int) -> Called:
    """Return a program that calls the kfunc of a name."""
    rnd = random.Random(f"{name} {seed}")
    kind, attach, target, load = rnd.choice(_KINDS)
    arguments = [rnd.choice(_ARGUMENTS) for _ in range(5)]
    text = [
        *("r6 = r1", load, "*(u64 *)(r10 - 8) = 0", "*(u64 *)(r10 - 16) = 1", "r0 = 0"),
        "*(u64 *)(r10 - 24) = r0",
        *(["if r8 == 0 goto out"] if rnd.random() < 0.3 else []),
        *([_DYNPTR] if rnd.random() < 0.4 else []),
        *([_ITERATOR] if rnd.random() < 0.2 else []),
        *("r1 = map[hash]", "r2 = r10", "r2 += -8", "call map_lookup_elem"),
        *("*(u64 *)(r10 - 56) = r0", "r7 = r0"),
        *(["if r7 == 0 goto out"] if rnd.random() < 0.8 else []),
        *("call get_prandom_u32", "r9 = r0"),
        *(["call bpf_rcu_read_lock"] if rnd.random() < 0.2 else []),
        *(one.replace("R", f"r{number}") for number, one in enumerate(arguments, 1)),
        f"call {name}",
        *(["if r0 == 0 goto out"] if rnd.random() < 0.5 else []),
        *(["r1 = r0", "r0 = *(u32 *)(r1 + 0)"] if rnd.random() < 0.25 else []),
        *("out:", "r0 = 0", "exit"),
        *(["cb: r0 = 0", "exit"] if any("cb" in one for one in arguments) else []),
    ]
    return Called(
        f"{name}-{seed}",
        "kfuncs",
        kind,
        linkage=0 if "cb: r0 = 0" in text else None,
        attach_name=attach,
        target=target,
        flags=ProgFlag.SLEEPABLE if kind is ProgType.SYSCALL else 0,
        text="\n".join(text) + "\n",
    )
