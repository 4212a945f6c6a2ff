"""Write spec/data/vmlinux.btf.xz: the kernel's types that programs can name or come to.

A kernel's own BTF has 126,000 types, most of them prototypes of functions that no program may call.
Kept are the functions that programs call or attach to (kfuncs, iterators, LSM hooks, tracepoints, a
few to trace), the kernel's variables, everything that belongs to BPF, and all that is reached from
there. The layouts are the kernel's, the ids are not.
Usage: python scripts/gen_btf.py [/sys/kernel/btf/vmlinux]
"""

from __future__ import annotations

import lzma
import sys
from collections.abc import Iterator
from pathlib import Path

from beebox.btf.read import read
from beebox.btf.types import (
    Array,
    Btf,
    Composite,
    DataSec,
    DeclTag,
    Enum,
    Func,
    FuncProto,
    Reference,
    Type,
    Var,
)
from beebox.btf.write import write
from beebox.spec.helpers import HELPERS
from beebox.spec.maps import MAPS
from beebox.spec.targets import ITERATORS, STRUCT_OPS

TARGET = Path(__file__).parents[1] / "src/beebox/spec/data/vmlinux.btf.xz"
FUNCTIONS = (
    "bpf_",
    "__bpf_trace_",
    "__x64_sys_",
    "security_",
    "do_nanosleep",
    "do_unlinkat",
    "do_filp_open",
    "do_sys_open",
    "vfs_",
    "tcp_v4_connect",
    "tcp_v6_connect",
    "tcp_connect",
    "inet_csk_accept",
    "dev_queue_xmit",
    "filp_close",
    "should_fail",
    "update_socket_protocol",
)
"""functions that programs attach to, by the beginning of their names"""
COMPOSITES = (
    "bpf_",
    "xdp_",
    "__sk_buff",
    "pt_regs",
    "sk_msg_md",
    "sk_reuseport_md",
    "tcp_",
    "trace_",
)
VALUES = ("BPF_", "BTF_F_", "IPPROTO_", "NETKIT_", "NF_INET_", "SK_", "TCP_", "TCX_", "false")
"""enumerators that programs use, by the beginning of their names"""
HEADERS = (
    *("ethhdr", "vlan_hdr", "vlan_ethhdr", "arphdr", "iphdr", "ipv6hdr", "ipv6_opt_hdr"),
    *("tcphdr", "udphdr", "icmphdr", "icmp6hdr", "nf_hook_state", "btf_ptr"),
)
"""structs that programs lay over memory"""
SUFFIXES = ("__safe_rcu", "__safe_rcu_or_null", "__safe_trusted", "__safe_trusted_or_null")


def named() -> set[str]:
    """Return the structs that the tables of facts name."""
    names = set(STRUCT_OPS) | {row.struct for row in MAPS.values()}
    for row in HELPERS.values():
        names |= {row.ret.struct, *(arg.struct for arg in row.args)}
    names |= {struct for row in ITERATORS.values() for _, _, struct in row.args}
    return names - {""}


def told(made: Enum) -> bool:
    """Say whether programs use the values of an enum."""
    return any(value.name.startswith(VALUES) for value in made.values)


def wanted(btf: Btf, tagged: set[int]) -> Iterator[int]:
    """Yield the types to begin with."""
    structs = named().union(HEADERS)
    for number in btf.ids():
        kind, name = btf.kind(number), btf.type(number).name
        if kind == "func":
            keep = number in tagged or name.startswith(FUNCTIONS)
        elif kind == "typedef":
            keep = name.startswith("btf_trace_")
        elif kind in ("enum", "enum64") and told(btf.type(number)):
            keep = True
        elif kind in ("struct", "union", "enum", "enum64"):
            keep = name in structs or name.startswith(COMPOSITES) or name.endswith(SUFFIXES)
        else:
            keep = kind in ("var", "datasec")
        if keep:
            yield number


def targets(made: Type) -> tuple[int, ...]:
    """Return the types that a type refers to."""
    match made:
        case Array():
            return (made.type, made.index_type)
        case Composite():
            return tuple(member.type for member in made.members)
        case FuncProto():
            return (made.type, *(param.type for param in made.params))
        case DataSec():
            return tuple(var.type for var in made.vars)
        case Reference() | Func() | Var() | DeclTag():
            return (made.type,)
        case _:
            return ()


def renumbered(made: Type, new: dict[int, int]) -> Type:
    """Return *made* with the new ids of what it refers to."""
    match made:
        case Array():
            return made._replace(type=new[made.type], index_type=new[made.index_type])
        case Composite():
            members = (member._replace(type=new[member.type]) for member in made.members)
            return made._replace(members=tuple(members))
        case FuncProto():
            params = (param._replace(type=new[param.type]) for param in made.params)
            return made._replace(type=new[made.type], params=tuple(params))
        case DataSec():
            return made._replace(vars=tuple(v._replace(type=new[v.type]) for v in made.vars))
        case Reference() | Func() | Var() | DeclTag():
            return made._replace(type=new[made.type])
        case _:
            return made


def main() -> None:
    """Read, keep, write."""
    source = Path(sys.argv[1] if len(sys.argv) > 1 else "/sys/kernel/btf/vmlinux")
    btf = read(source.read_bytes())
    tags = [number for number in btf.ids() if btf.kind(number) == "decl_tag"]
    tagged = {target for number in tags for target in targets(btf.type(number))}
    kept: set[int] = set(tags)
    ahead = [*tags, *wanted(btf, tagged)]
    while ahead:
        number = ahead.pop()
        for target in (number, *targets(btf.type(number))):
            if target and target not in kept:
                kept.add(target)
                ahead.append(target)
    new = {0: 0} | {old: at for at, old in enumerate(sorted(kept), 1)}
    blob = write([renumbered(btf.type(number), new) for number in sorted(kept)])
    TARGET.write_bytes(lzma.compress(blob, preset=9 | lzma.PRESET_EXTREME))


if __name__ == "__main__":
    main()
