"""``beebox feature probe``: what a kernel can do, in bpftool's words and JSON, and more.

``feature list_builtins GROUP`` prints the names that beebox itself knows.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from enum import IntEnum
from typing import TypeVar

from beebox.abi.enums import AttachType, Func, LinkType, MapType
from beebox.cli.base import Parser, add_kernel, choose, print_json
from beebox.features import Features, Support
from beebox.features.programs import HELPERS, PROGRAM_TYPES

K = TypeVar("K", bound=IntEnum)

EXAMPLES = """\
  sudo beebox feature probe --kernel linux       what does this machine's kernel have?
  beebox feature probe                           and the box?
  sudo beebox feature probe full -j --kernel linux
  beebox feature list_builtins map_types
"""
GROUPS: Mapping[str, Iterable[IntEnum]] = {
    "prog_types": PROGRAM_TYPES,
    "map_types": [kind for kind in MapType if kind],
    "attach_types": AttachType,
    "link_types": [kind for kind in LinkType if kind],
    "helpers": HELPERS,
}
CONFIGS = """\
BPF BPF_SYSCALL HAVE_EBPF_JIT BPF_JIT BPF_JIT_ALWAYS_ON DEBUG_INFO_BTF
DEBUG_INFO_BTF_MODULES CGROUPS CGROUP_BPF CGROUP_NET_CLASSID SOCK_CGROUP_DATA BPF_EVENTS
KPROBE_EVENTS UPROBE_EVENTS TRACING FTRACE_SYSCALLS FUNCTION_ERROR_INJECTION
BPF_KPROBE_OVERRIDE NET XDP_SOCKETS LWTUNNEL_BPF NET_ACT_BPF NET_CLS_BPF NET_CLS_ACT
NET_SCH_INGRESS XFRM IP_ROUTE_CLASSID IPV6_SEG6_BPF BPF_LIRC_MODE2 BPF_STREAM_PARSER
NETFILTER_XT_MATCH_BPF BPFILTER BPFILTER_UMH TEST_BPF HZ BPF_LSM FUNCTION_TRACER NET_XGRESS
NETKIT NETFILTER_BPF_LINK BPF_UNPRIV_DEFAULT_OFF
"""
"""the settings that are shown, without CONFIG_"""


def parser() -> Parser:
    """Return the command's parser."""
    made = Parser("feature", "Show what a kernel can do; nothing is attached.", EXAMPLES)
    made.usage = "beebox feature probe [kernel] [full] [OPTION ...] | feature list_builtins GROUP"
    made.add_argument("what", choices=["probe", "list_builtins"], nargs="?", default="probe")
    made.add_argument(
        "words", nargs="*", metavar="kernel, full", help="full: helpers that Linux warns of, too"
    )
    add_kernel(made)
    made.add_argument("-j", "--json", action="store_true", help="one line of JSON, bpftool's keys")
    made.add_argument("-p", "--pretty", action="store_true", help="JSON over several lines")
    return made


def main(argv: list[str]) -> int:
    """Print what the kernel answers."""
    made = parser()
    arguments = made.parse_intermixed_args(argv[1:])
    as_json = arguments.json or arguments.pretty
    if arguments.what == "list_builtins":
        if len(arguments.words) != 1 or arguments.words[0] not in GROUPS:
            made.error(f"name one group: {', '.join(GROUPS)}")
        names = list(dict.fromkeys(_word(kind) for kind in GROUPS[arguments.words[0]]))
        print_json(names, pretty=arguments.pretty) if as_json else print("\n".join(names))
        return 0
    unknown = set(arguments.words) - {"kernel", "full"}
    if unknown:
        made.error(f"what is {unknown.pop()!r}? probe takes kernel and full")
    found = Features(choose(arguments.kernel), loud="full" in arguments.words)
    if as_json:
        print_json(json(found), pretty=arguments.pretty)
        return 0
    for line in text(found):
        print(line)
    return 0


def _word(kind: IntEnum) -> str:
    return f"bpf_{kind.name}" if isinstance(kind, Func) else kind.name.lower()


# --- text ------------------------------------------------------------------------------------


def text(found: Features) -> Iterator[str]:
    """Yield the lines, a group at a time."""
    facts = found.kernel.facts
    yield f"Scanning {facts.name} {facts.release}..."
    yield from _system(found)
    yield from _group("eBPF program types", "eBPF program_type", _named(found.program_types))
    yield from _group("eBPF map types", "eBPF map_type", _named(found.map_types))
    yield from _group("eBPF attach types", "eBPF attach_type", _named(found.attach_types))
    yield from _group("instructions and sizes", "", _instructions(found))
    yield from _group("types that programs may have", "BTF kind", found.types)
    yield from _kfuncs(found)
    yield from _helpers(found)


def _system(found: Features) -> Iterator[str]:
    have = found.capabilities
    if have is not None:
        yield f"This process has {', '.join(sorted(have)) or 'no capability of those that matter'}"
    for name, value in found.sysctls.items():
        if value is not None:
            yield f"{name} is {value}"
    yield f"Lockdown is {found.lockdown or 'not known'}"
    yield f"Types of the kernel (BTF) are {_said(found.kernel_types)}"
    if not found.settings:
        yield "How it was built cannot be known: no /proc/config.gz, no /boot/config-RELEASE"
        return
    for name in CONFIGS.split():
        setting = found.settings.get(f"CONFIG_{name}")
        yield f"CONFIG_{name} is {'not set' if setting is None else f'set to {setting}'}"


def _named(answers: Mapping[K, Support]) -> dict[str, Support]:
    return {kind.name.lower(): answer for kind, answer in answers.items()}


def _instructions(found: Features) -> dict[str, Support]:
    titles = {"large_programs": "Large program size limit", "bounded_loops": "Bounded loop support"}
    return {
        titles.get(name) or (f"ISA extension {name}" if name[0] == "v" else name): answer
        for name, answer in found.instructions.items()
    }


def _group(title: str, noun: str, answers: Mapping[str, Support]) -> Iterator[str]:
    yield ""
    yield f"Scanning {title}..."
    missing = sorted({name for answer in answers.values() for name in answer.missing})
    if missing and not any(answer.known for answer in answers.values()):
        yield f"None of this can be known: the kernel tells only with {', '.join(missing)}"
        return
    for name, answer in answers.items():
        yield f"{noun} {name} is {_said(answer)}".lstrip()


def _said(answer: Support) -> str:
    if answer:
        return "available"
    if not answer.known:
        return f"not to be known: {answer.reason}"
    return f"NOT available ({answer.reason})" if answer.reason else "NOT available"


def _kfuncs(found: Features) -> Iterator[str]:
    yield ""
    yield "Scanning kernel functions (kfuncs)..."
    if not found.kfuncs:
        yield "None of this can be known: the kernel shows no types"
    for name, there in found.kfuncs.items():
        yield f"kfunc {name} is {'available' if there else 'NOT available'}"


def _helpers(found: Features) -> Iterator[str]:
    yield ""
    yield "Scanning eBPF helper functions..."
    if not any(answer.known for answer in found.program_types.values()):
        yield "None of this can be known, as the types of programs are not"
        return
    for kind, funcs in found.helpers.items():
        yield f"eBPF helpers supported for program type {kind.name.lower()}:"
        answer = found.program_types[kind]
        if not answer:
            yield f"\tProgram type {'not supported' if answer.known else _said(answer)}"
        elif not funcs:
            yield "\tCould not determine which helpers are available"
        yield from (f"\t- bpf_{func.name}" for func in sorted(funcs))


# --- JSON ------------------------------------------------------------------------------------


def json(found: Features) -> dict[str, object]:
    """Return bpftool's objects, with null for what cannot be known, and ours behind them."""
    misc = found.instructions
    return {
        "system_config": {
            name.rpartition(".")[2]: value
            for name, value in found.sysctls.items()
            if value is not None
        }
        | {f"CONFIG_{name}": found.settings.get(f"CONFIG_{name}") for name in CONFIGS.split()},
        "syscall_config": {"have_bpf_syscall": True},
        "program_types": _flags(_named(found.program_types), "prog_type"),
        "map_types": _flags(_named(found.map_types), "map_type"),
        "helpers": {
            f"{kind.name.lower()}_available_helpers": [f"bpf_{func.name}" for func in sorted(funcs)]
            for kind, funcs in found.helpers.items()
        },
        "misc": {
            "have_large_insn_limit": misc["large_programs"].json,
            "have_bounded_loops": misc["bounded_loops"].json,
            **{f"have_{v}_isa_extension": misc[v].json for v in ("v2", "v3", "v4")},
            **{f"have_{name}": misc[name].json for name in ("atomics", "load_acquire", "may_goto")},
        },
        "attach_types": _flags(_named(found.attach_types), "attach_type"),
        "btf": _flags(found.types, "kind") | {"have_kernel_types": found.kernel_types.json},
        "kfuncs": [name for name, there in found.kfuncs.items() if there],
        "lockdown": found.lockdown or None,
        "capabilities": None if found.capabilities is None else sorted(found.capabilities),
        "kernel": {"name": found.kernel.facts.name, "release": found.kernel.facts.release},
        "reasons": {
            name: answer.reason for name, answer in _reasons(found) if answer.reason and not answer
        },
    }


def _flags(answers: Mapping[str, Support], noun: str) -> dict[str, bool | None]:
    return {f"have_{name}_{noun}": answer.json for name, answer in answers.items()}


def _reasons(found: Features) -> Iterator[tuple[str, Support]]:
    """Yield each answer under its key."""
    for answers, noun in (
        (_named(found.program_types), "prog_type"),
        (_named(found.map_types), "map_type"),
        (_named(found.attach_types), "attach_type"),
    ):
        yield from ((f"have_{name}_{noun}", answer) for name, answer in answers.items())
