"""Where ``beebox run`` attaches programs whose section does not say: by options, a row a type.

A program that no option can place is told of with what would: an option, another command, Python.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass, replace
from typing import Any, NamedTuple, cast

from beebox.abi.enums import AttachType, MapType, ProgType
from beebox.errors import NotSupported
from beebox.loader import Loaded
from beebox.loader.attach import Target, says_where, targets
from beebox.loader.attach.network import SELF_NETNS
from beebox.loader.attach.sections import target as by_section
from beebox.obj.spec import ProgramSpec

OWN = "self"
"""the network namespace that beebox is in"""


class Where(NamedTuple):
    """What the command line says."""

    interface: str = ""
    cgroup: str = ""
    netns: str = ""
    pid: int | None = None
    frequency: int = 99


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options that say where."""
    parser.add_argument(
        "-i", "--interface", default="", metavar="NAME", help="for XDP, tc and netkit programs"
    )
    parser.add_argument(
        "--cgroup", default="", metavar="DIR", help="for programs of cgroups; COMMAND is put in it"
    )
    parser.add_argument(
        "--netns", default="", metavar="FILE", help="for sk_lookup and flow_dissector; or self"
    )
    parser.add_argument(
        "--frequency", type=int, default=99, metavar="HZ", help="of perf events, by default 99"
    )


def where(arguments: argparse.Namespace) -> Where:
    """Return what the command line says."""
    return Where(*(getattr(arguments, name) for name in Where._fields))


def place(live: Loaded, said: Where) -> list[str]:
    """Put into ``live.targets`` where programs attach; return a line for each that cannot be."""
    left = []
    for name, program in live.programs.items():
        if program.spec.type is ProgType.STRUCT_OPS:
            continue  # attached with its table
        try:
            found = _narrowed(program.spec, said) or _placed(live, program.spec, said)
        except NotSupported as error:
            left.append(f'program {name} (SEC("{program.spec.section}")) is not attached: {error}')
            continue
        if found is not None:
            live.targets[name] = found
    return left


def _narrowed(spec: ProgramSpec, said: Where) -> Target | None:
    """Return what the section says for one process only, if one is named and that can be."""
    if said.pid is None or not says_where(spec):
        return None
    found = by_section(spec)
    probes = isinstance(found, targets.Uprobe | targets.UprobeMulti | targets.UsdtProbe)
    if not probes or not is_dataclass(found) or "pid" not in {f.name for f in fields(found)}:
        return None
    return cast("Target", replace(cast("Any", found), pid=said.pid))


def _placed(live: Loaded, spec: ProgramSpec, said: Where) -> Target | None:
    if says_where(spec):
        return None
    kind = spec.attach_type
    if kind == AttachType.LSM_CGROUP:
        return _cgroup(live, spec, said)
    if spec.type in _ROWS:
        return _ROWS[spec.type](live, spec, said)
    if kind is not None and AttachType(kind).name.startswith("CGROUP_"):
        return _cgroup(live, spec, said)
    return by_section(spec)  # raises: what a section of this kind must say


def _needs(option: str) -> NotSupported:
    return NotSupported(f"it needs {option}")


def _from_python(text: str) -> Callable[[Loaded, ProgramSpec, Where], Target]:
    """Return the rule of programs that attach to something only Python can name."""

    def refuse(_live: Loaded, spec: ProgramSpec, _said: Where) -> Target:
        raise NotSupported(text, f"from Python: live.programs.{spec.name}.attach(...)")

    return refuse


def _xdp(_live: Loaded, spec: ProgramSpec, said: Where) -> Target:
    if spec.attach_type in (AttachType.XDP_DEVMAP, AttachType.XDP_CPUMAP):
        raise NotSupported("it runs from a map of devices or CPUs, not from an interface")
    if not said.interface:
        raise _needs("--interface NAME")
    return targets.Xdp(said.interface)


def _classifier(_live: Loaded, spec: ProgramSpec, said: Where) -> Target:
    if not said.interface:
        raise _needs("--interface NAME")
    kind = spec.attach_type
    if kind in (AttachType.NETKIT_PRIMARY, AttachType.NETKIT_PEER):
        return targets.Netkit(said.interface, peer=kind == AttachType.NETKIT_PEER)
    return targets.Tcx(said.interface, egress=kind == AttachType.TCX_EGRESS)


def _cgroup(_live: Loaded, spec: ProgramSpec, said: Where) -> Target:
    if spec.type is ProgType.CGROUP_SKB and spec.attach_type is None:
        raise NotSupported(
            "its section does not say for which packets",
            'SEC("cgroup_skb/ingress") and SEC("cgroup_skb/egress") do',
        )
    if not said.cgroup:
        raise _needs("--cgroup DIR, a directory in /sys/fs/cgroup")
    return targets.Cgroup(said.cgroup)


def _netns(_live: Loaded, _spec: ProgramSpec, said: Where) -> Target:
    if not said.netns:
        raise _needs("--netns FILE, as /run/netns/NAME, or --netns self")
    return targets.Netns(SELF_NETNS if said.netns == OWN else said.netns)


def _perf_event(_live: Loaded, _spec: ProgramSpec, said: Where) -> Target:
    pid = -1 if said.pid is None else said.pid
    return targets.PerfEvent(frequency=said.frequency, pid=pid)


def _sockmap(live: Loaded, _spec: ProgramSpec, _said: Where) -> Target:
    kinds = (MapType.SOCKMAP, MapType.SOCKHASH)
    found = [each for each in live.maps.values() if each.spec.type in kinds]
    if len(found) != 1:
        raise NotSupported(f"it needs the one sockmap of its object, which has {len(found)}")
    return targets.Sockmap(found[0])


def _syscall(_live: Loaded, spec: ProgramSpec, _said: Where) -> Target:
    raise NotSupported("it is run by hand", f"beebox prog run OBJECT:{spec.name}")


_ROWS: Mapping[ProgType, Callable[[Loaded, ProgramSpec, Where], Target]] = {
    ProgType.XDP: _xdp,
    ProgType.SCHED_CLS: _classifier,
    ProgType.SCHED_ACT: _from_python("an action of tc is named by a filter (tc filter ... action)"),
    ProgType.CGROUP_SKB: _cgroup,
    ProgType.CGROUP_SOCK: _cgroup,
    ProgType.CGROUP_DEVICE: _cgroup,
    ProgType.CGROUP_SOCK_ADDR: _cgroup,
    ProgType.CGROUP_SYSCTL: _cgroup,
    ProgType.CGROUP_SOCKOPT: _cgroup,
    ProgType.SOCK_OPS: _cgroup,
    ProgType.SK_LOOKUP: _netns,
    ProgType.FLOW_DISSECTOR: _netns,
    ProgType.PERF_EVENT: _perf_event,
    ProgType.SK_SKB: _sockmap,
    ProgType.SK_MSG: _sockmap,
    ProgType.SYSCALL: _syscall,
    ProgType.SOCKET_FILTER: _from_python("it needs a socket: targets.Socket(socket)"),
    ProgType.SK_REUSEPORT: _from_python("it needs a socket: targets.Socket(socket)"),
    ProgType.NETFILTER: _from_python("it needs a hook: targets.Netfilter(family, hook)"),
    **dict.fromkeys(
        (ProgType.LWT_IN, ProgType.LWT_OUT, ProgType.LWT_XMIT, ProgType.LWT_SEG6LOCAL),
        _from_python("it needs a route: targets.Encap(destination, interface)"),
    ),
    ProgType.EXT: _from_python("it replaces a function of a program: targets.Function(fd, name)"),
}
