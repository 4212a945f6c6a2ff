"""Write lang/include/linux/bpf.h and lang/include/uapi/: what C programs take of Linux's headers.

Numbers and layouts are read, never text: macros are what `clang -dM` says of each name, structs and
enums come from BTF. Those of linux/bpf.h are the running kernel's (its BTF), with the macros of the
machine's header; the others are small stand-ins for a machine that has no kernel headers.
Usage: python scripts/gen_uapi.py [clang-19]
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from beebox.btf.header import _Order
from beebox.btf.read import read
from beebox.btf.types import Btf, Composite, Enum, Var
from beebox.obj import elf

INCLUDE = Path(__file__).parents[1] / "src/beebox/lang/include"
MACHINE = Path("/usr/include")
ASM = Path("/usr/include/x86_64-linux-gnu")
FLAGS = (f"-idirafter{MACHINE}", f"-idirafter{ASM}")
CLANG = sys.argv[1] if len(sys.argv) > 1 else "clang-19"

# which macros are kept, of the header and those it includes
HEADERS = {
    "linux/if_ether.h": r"ETH_\w+",
    "linux/if_packet.h": r"PACKET_\w+",
    "linux/ip.h": r"(IP|IPV4|IPTOS|IPOPT)_?\w*",
    "linux/ipv6.h": r"IPV6_\w+",
    "linux/in.h": r"(IPPROTO|INADDR|IN_CLASS|IP)_\w+",
    "linux/in6.h": r"(IPPROTO|IPV6)_\w+",
    "linux/tcp.h": r"(TCP|TCPI|TCPOPT)_\w+",
    "linux/udp.h": r"UDP_\w+",
    "linux/icmp.h": r"ICMP_\w+",
    "linux/icmpv6.h": r"ICMPV6_\w+",
    "linux/if_arp.h": r"ARP\w+",
    "linux/socket.h": r"_K_SS_\w+",
    "linux/pkt_sched.h": r"TC_H_\w+",
    "linux/pkt_cls.h": r"TC_\w+",
    "linux/errno.h": r"E[A-Z0-9]+",
    "linux/perf_event.h": r"PERF_\w+",
    "linux/bpf_perf_event.h": r"$^",
    "asm/ptrace.h": r"$^",
    "linux/limits.h": r"[A-Z_]+(MAX|OPEN|BUF)",
    "linux/fcntl.h": r"(O|F|S|AT|FD|LOCK|DN|RWH|RWF)_\w+",
    "linux/stat.h": r"(S|STATX)_\w+",
    "linux/if_vlan.h": r"$^",
    "linux/if_tunnel.h": r"(GRE|SIT|IPTUNNEL)\w+",
    "linux/mpls.h": r"MPLS_\w+",
    "linux/igmp.h": r"\w*(IGMP|HOST)\w+",
    "linux/filter.h": r"(BPF|SKF)_\w+",
    "linux/netfilter.h": r"NF_\w+",
    "linux/btf.h": r"BTF_\w+",
    "linux/if_link.h": r"XDP_\w+",
    "linux/capability.h": r"CAP_\w+",
    "linux/sched.h": r"(CLONE|SCHED)_\w+",
    "linux/wait.h": r"[WP]\w+",
}
LIBCS = ("struct arpreq", "struct arpreq_old")
"""structs that have libc's in them: no program of the kernel takes these"""
HAND = """\
struct bpf_lpm_trie_key {
\t__u32 prefixlen;
\t__u8 data[0];
};
"""
TYPES = """\
typedef __signed__ char __s8;
typedef unsigned char __u8;
typedef short __s16;
typedef unsigned short __u16;
typedef int __s32;
typedef unsigned int __u32;
typedef long long __s64;
typedef unsigned long long __u64;
typedef __u16 __le16;
typedef __u16 __be16;
typedef __u32 __le32;
typedef __u32 __be32;
typedef __u64 __le64;
typedef __u64 __be64;
typedef __u16 __sum16;
typedef __u32 __wsum;
typedef unsigned int __poll_t;
"""
CLASSES = """\
/* The parts of an instruction's opcode. */
#define BPF_CLASS(code) ((code) & 0x07)
#define BPF_SIZE(code) ((code) & 0x18)
#define BPF_MODE(code) ((code) & 0xe0)
#define BPF_OP(code) ((code) & 0xf0)
#define BPF_SRC(code) ((code) & 0x08)
#define BPF_F_ADJ_ROOM_ENCAP_L2(length) (((__u64)(length) & 0xff) << 56)
#define BPF_LINE_INFO_LINE_NUM(line_col) ((line_col) >> 10)
#define BPF_LINE_INFO_LINE_COL(line_col) ((line_col) & 0x3ff)
"""
NEW = [
    "bpf_wq",
    "bpf_refcount",
    "bpf_iter_num",
    "bpf_rb_root",
    "bpf_rb_node",
    "bpf_list_head",
    "bpf_list_node",
    "tcx_action_base",
    "bpf_perf_event_type",
    "bpf_addr_space_cast",
    "bpf_kfunc_flags",
    "bpf_stream_id",
    "netkit_action",
    "bpf_cgroup_storage_key",
    "bpf_dynptr",
    "bpf_timer",
]
"""what came after the machine's header: names that are looked for in the kernel's types"""


def clang(*words: str, text: str) -> str:
    """Run clang on *text*; return what it prints."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "gnu").mkdir()
        Path(folder, "gnu/stubs-32.h").touch()  # which libc has for 32-bit programs only
        command = [CLANG, "-target", "bpf", *FLAGS, f"-I{folder}", *words, "-x", "c", "-"]
        done = subprocess.run(command, input=text, capture_output=True, text=True, check=True)
    return done.stdout


def macros(header: str, pattern: str) -> Iterator[str]:
    """Yield the macros of *header* that are plain and match."""
    text = clang("-dM", "-E", text=f"#include <{header}>\n")
    own = own_names(header)
    for line in sorted(text.splitlines()):
        name, _, value = line.removeprefix("#define ").partition(" ")
        if re.fullmatch(pattern, name) and name in own and value and '"' not in value:
            yield f"#ifndef {name}\n#define {name} {value}\n#endif"


def own_names(header: str) -> set[str]:
    """Return the names that *header* itself defines, or what asm-generic defines for it."""
    found: set[str] = set()
    generic = header.replace("linux/", "asm-generic/")
    more = ("asm-generic/errno-base.h",) if header == "linux/errno.h" else ()
    more += ("linux/bpf_common.h",) if header == "linux/bpf.h" else ()
    for name in (header, generic, *more):
        for root in (MACHINE, ASM):
            path = root / name
            if path.exists():
                found |= set(re.findall(r"^\s*#\s*define\s+(\w+)", path.read_text(), re.MULTILINE))
    return found


def named(header: str) -> tuple[list[str], list[str]]:
    """Return the structs, unions and enums that *header* itself defines, and its enumerators."""
    path = next(root / header for root in (MACHINE, ASM) if (root / header).exists())
    text = re.sub(r"/\*.*?\*/", "", path.read_text(), flags=re.DOTALL)
    words = re.findall(r"^(struct|union|enum)\s+(\w+)\s*\{", text, re.MULTILINE)
    return [f"{kind} {name}" for kind, name in words], re.findall(
        r"^\s+([A-Z]\w+)\s*[=,]", text, re.MULTILINE
    )


def compiled(header: str, target: str, words: list[str]) -> tuple[Btf, list[int]]:
    """Return the BTF of the types of *header*, and which they are."""
    text = f"#include <linux/types.h>\n#include <{header}>\n"
    text += "".join(f"{word} v{at};\n" for at, word in enumerate(words))
    with tempfile.TemporaryDirectory() as folder:
        source, out = Path(folder, "a.c"), Path(folder, "a.o")
        source.write_text(text)
        Path(folder, "gnu").mkdir()
        Path(folder, "gnu/stubs-32.h").touch()  # which libc has for 32-bit programs only
        command = [
            CLANG,
            "-target",
            target,
            *FLAGS,
            f"-I{folder}",
            "-g",
            "-c",
            str(source),
            "-o",
            str(out),
        ]
        subprocess.run(command, check=True)
        btf = read(elf.contents(out.read_bytes(), ".BTF") or b"")
    found = [made for made in map(btf.type, btf.ids()) if isinstance(made, Var)]
    return btf, [btf.resolve(made.type) for made in found]


def packed(header: str, words: list[str]) -> set[str]:
    """Return which structs of *words* may stand at any address: BTF does not tell it."""
    lines = "".join(f"long long a{at} = _Alignof({word});\n" for at, word in enumerate(words))
    text = clang(
        "-S",
        "-emit-llvm",
        "-o",
        "-",
        text=f"#include <linux/types.h>\n#include <{header}>\n{lines}",
    )
    return {words[int(at)] for at in re.findall(r"@a(\d+) = .*?i64 1,", text)}


def definitions(btf: Btf, roots: list[int], own: set[str], loose: set[str]) -> str:
    """Return *roots* in C; of what they need, structs that are *own*; those *loose* packed."""
    order = _Order(btf)
    for root in roots:
        order.define(root, 0)
    parts = []
    for text in order.text:
        if not _elsewhere(text, own):
            tight = text.split(" {")[0] in loose
            parts.append(re.sub(r"\n};$", "\n} __attribute__((packed));", text) if tight else text)
    return "\n".join(parts)


def _elsewhere(text: str, own: set[str]) -> bool:
    if re.match(r"typedef .*\b(__[usbl]e?\d+|__sum16|__wsum)\b;$", text.strip()):
        return True
    name = re.match(r"(?:struct|union|enum) (\w+)(?: \{|;)", text)
    return name is not None and name[1] not in own


def needed(header: str) -> tuple[str, ...]:
    """Return the headers that *header* takes structs of: what it includes, if we have it."""
    path = next(root / header for root in (MACHINE, ASM) if (root / header).exists())
    names = re.findall(r"^\s*#\s*include\s+<([\w/.]+)>", path.read_text(), re.MULTILINE)
    more = {*HEADERS, "asm/byteorder.h"}
    if "asm/bpf_perf_event.h" in names:
        names.append("asm/ptrace.h")
    return ("linux/types.h", *(name for name in dict.fromkeys(names) if name in more))


def guard(name: str) -> str:
    """Return the macro that keeps *name* from being read twice."""
    return f"BEEBOX_{re.sub(r'[^A-Z0-9]', '_', name.upper())}"


def stand_in(header: str, pattern: str) -> str:
    """Return a small header in place of one that the machine has not."""
    words, _ = named(header)
    structs = [word for word in words if not word.startswith("enum") and word not in LIBCS]
    parts = []
    if structs:
        little, roots = compiled(header, "bpfel", structs)
        big, others = compiled(header, "bpfeb", structs)
        path = next(root / header for root in (MACHINE, ASM) if (root / header).exists())
        own = set(re.findall(r"(?:struct|union|enum)\s+(\w+)\s*\{", path.read_text()))
        loose = packed(header, structs)
        one, other = (
            definitions(btf, ids, own, loose) for btf, ids in ((little, roots), (big, others))
        )
        if one == other:
            parts.append(one)
        else:
            parts.append(
                f"#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__\n{one}\n#else\n{other}\n#endif"
            )
    return "\n".join([*parts, *enums(header), *macros(header, pattern)])


def enums(header: str, chosen: list[str] | None = None) -> Iterator[str]:
    """Yield an enum of the enumerators of *header*, or those *chosen*, with their numbers."""
    values = named(header)[1] if chosen is None else chosen
    if not values:
        return
    kept = {}
    for name in dict.fromkeys(values):
        probe = f"#include <linux/types.h>\n#include <{header}>\nlong long x = {name};\n"
        try:
            text = clang("-S", "-emit-llvm", "-o", "-", text=probe)
        except subprocess.CalledProcessError:
            continue
        kept[name] = re.search(r"@x = .*?i64 (-?\d+)", text)[1]  # type: ignore[index]
    lines = "".join(f"\t{name} = {value},\n" for name, value in kept.items())
    yield f"enum {{\n{lines}}};" if kept else ""


def whole(name: str, body: str, includes: tuple[str, ...] = ("linux/types.h",)) -> str:
    """Return a header file."""
    above = "".join(f"#include <{each}>\n" for each in includes)
    return (
        f"/* Generated by scripts/gen_uapi.py: numbers and layouts of <{name}>. */\n"
        f"#ifndef {guard(name)}\n#define {guard(name)}\n\n{above}\n{body.strip()}\n\n#endif\n"
    )


def bpf_h() -> str:
    """Return <linux/bpf.h>: the running kernel's types of BPF."""
    btf = read(Path("/sys/kernel/btf/vmlinux").read_bytes())
    words, values = named("linux/bpf.h")
    wanted = [word.split()[1] for word in words] + NEW
    roots = []
    for name in dict.fromkeys(wanted):
        for found in btf.find_all(name):
            if isinstance(btf.type(found), (Composite, Enum)):
                roots.append(found)
                break
    known = set(values)
    for found in btf.ids():
        made = btf.type(found) if btf.kind(found) in ("enum", "enum64") else None
        if isinstance(made, Enum) and not made.name:
            mine = [value.name for value in made.values]
            if known.intersection(mine) or any(n.startswith(("BPF_F_", "BPF_RB_")) for n in mine):
                roots.append(found)
    text = f"{kernel_text(btf, roots)}\n{HAND}"
    there = set(re.findall(r"\w+", text))
    rest = [name for name in values if name not in there]
    return "\n".join([text, *enums("linux/bpf.h", rest), CLASSES, *macros("linux/bpf.h", r"\w+")])


def kernel_text(btf: Btf, roots: list[int]) -> str:
    """Return *roots* in C, and what they need."""
    order = _Order(btf)
    parts: list[str] = []
    for root in roots:
        if not btf.type(root).name:
            parts.append(f"{order.printer.define(root)}\n")
            continue
        before = len(order.text)
        order.define(root, 0)
        parts += order.text[before:]
    plain = re.compile(r"typedef .*\b(__[usbl]e?\d+|__sum16|__wsum)\b;$")
    return "\n".join(text for text in parts if not plain.match(text.strip()))


def main() -> None:
    """Write them all."""
    place = INCLUDE / "linux/bpf.h"
    place.parent.mkdir(exist_ok=True)
    place.write_text(whole("linux/bpf.h", bpf_h()))
    for header, pattern in HEADERS.items():
        path = INCLUDE / "uapi" / header
        path.parent.mkdir(parents=True, exist_ok=True)
        text = stand_in(header, pattern)
        if header == "asm/ptrace.h":  # read on such a machine; of others, vmlinux.h tells
            text = f"#ifdef __TARGET_ARCH_x86\n{text}\n#endif"
        path.write_text(whole(header, text, needed(header)))
    (INCLUDE / "uapi/linux/types.h").write_text(whole("linux/types.h", TYPES, ()))
    (INCLUDE / "uapi/asm/types.h").write_text(whole("asm/types.h", "", ()))
    stubs = INCLUDE / "uapi/gnu/stubs-32.h"
    stubs.parent.mkdir(exist_ok=True)
    stubs.write_text("/* glibc has it for 32-bit programs only, and takes BPF for one. */\n")
    small()


def small() -> None:
    """Write those that are too small to be read from anywhere."""
    for name in (*SMALL, *ALIASES):
        path = INCLUDE / "uapi" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        more = (ALIASES[name],) if name in ALIASES else ()
        path.write_text(whole(name, SMALL.get(name, ""), ("linux/types.h", *more)))


ALIASES = {
    "linux/ptrace.h": "asm/ptrace.h",
    "linux/bpf_common.h": "linux/bpf.h",
    "errno.h": "linux/errno.h",
    "asm/errno.h": "linux/errno.h",
}
SMALL = {
    "string.h": """\
/* What clang makes loads and stores of; there is no function to call. */
#define memcpy(to, from, size) __builtin_memcpy(to, from, size)
#define memmove(to, from, size) __builtin_memmove(to, from, size)
#define memset(to, byte, size) __builtin_memset(to, byte, size)
#define memcmp(one, other, size) __builtin_memcmp(one, other, size)
#define strlen(text) __builtin_strlen(text)""",
    "linux/version.h": """\
/* Programs do not depend on a version: this is the one that beebox is. */
#define KERNEL_VERSION(a, b, c) (((a) << 16) + ((b) << 8) + ((c) > 255 ? 255 : (c)))
#define LINUX_VERSION_MAJOR 6
#define LINUX_VERSION_PATCHLEVEL 18
#define LINUX_VERSION_SUBLEVEL 0
#define LINUX_VERSION_CODE KERNEL_VERSION(6, 18, 0)""",
    "linux/swab.h": """\
#define __swab16(x) __builtin_bswap16(x)
#define __swab32(x) __builtin_bswap32(x)
#define __swab64(x) __builtin_bswap64(x)""",
    "linux/stddef.h": "#ifndef __always_inline\n#define __always_inline inline\n#endif",
    "asm/byteorder.h": """\
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
#define __LITTLE_ENDIAN 1234
#define __LITTLE_ENDIAN_BITFIELD
#define __cpu_to_be16(x) ((__be16)__builtin_bswap16(x))
#define __cpu_to_be32(x) ((__be32)__builtin_bswap32(x))
#define __cpu_to_be64(x) ((__be64)__builtin_bswap64(x))
#else
#define __BIG_ENDIAN 4321
#define __BIG_ENDIAN_BITFIELD
#define __cpu_to_be16(x) ((__be16)(x))
#define __cpu_to_be32(x) ((__be32)(x))
#define __cpu_to_be64(x) ((__be64)(x))
#endif
#define __be16_to_cpu(x) __cpu_to_be16(x)
#define __be32_to_cpu(x) __cpu_to_be32(x)
#define __be64_to_cpu(x) __cpu_to_be64(x)
#define __constant_htons(x) __cpu_to_be16(x)
#define __constant_htonl(x) __cpu_to_be32(x)""",
}

if __name__ == "__main__":
    main()
