"""All targets by name. Each is imported when it is first named: a tool needs one or two."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from beebox.loader.attach.cgroup import Cgroup
    from beebox.loader.attach.classic import Classifier, Encap
    from beebox.loader.attach.functions import Function, Trace
    from beebox.loader.attach.iterators import CgroupWalk, Iter, IterLink
    from beebox.loader.attach.kprobes import Kprobe, KprobeMulti, Ksyscall
    from beebox.loader.attach.network import (
        Netfilter,
        Netkit,
        Netns,
        Order,
        Socket,
        Sockmap,
        Tcx,
        Xdp,
        XdpMode,
    )
    from beebox.loader.attach.perf import PerfEvent
    from beebox.loader.attach.several import Several
    from beebox.loader.attach.tracepoints import RawTracepoint, Tracepoint
    from beebox.loader.attach.uprobes import Uprobe, UprobeMulti
    from beebox.loader.attach.usdt import UsdtProbe

__all__ = [
    "Cgroup",
    "CgroupWalk",
    "Classifier",
    "Encap",
    "Function",
    "Iter",
    "IterLink",
    "Kprobe",
    "KprobeMulti",
    "Ksyscall",
    "Netfilter",
    "Netkit",
    "Netns",
    "Order",
    "PerfEvent",
    "RawTracepoint",
    "Several",
    "Socket",
    "Sockmap",
    "Tcx",
    "Trace",
    "Tracepoint",
    "Uprobe",
    "UprobeMulti",
    "UsdtProbe",
    "Xdp",
    "XdpMode",
]

_MODULES = {
    "cgroup": ("Cgroup",),
    "classic": ("Classifier", "Encap"),
    "functions": ("Function", "Trace"),
    "iterators": ("CgroupWalk", "Iter", "IterLink"),
    "kprobes": ("Kprobe", "KprobeMulti", "Ksyscall"),
    "network": (
        "Netfilter", "Netkit", "Netns", "Order", "Socket", "Sockmap", "Tcx", "Xdp", "XdpMode",
    ),
    "perf": ("PerfEvent",),
    "several": ("Several",),
    "tracepoints": ("RawTracepoint", "Tracepoint"),
    "uprobes": ("Uprobe", "UprobeMulti"),
    "usdt": ("UsdtProbe",),
}  # fmt: skip
_HOME = {name: module for module, names in _MODULES.items() for name in names}

if not TYPE_CHECKING:  # a checker that saw this would take every name for one of ours

    def __getattr__(name: str) -> object:
        if name not in _HOME:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        found: object = getattr(import_module(f"beebox.loader.attach.{_HOME[name]}"), name)
        globals()[name] = found
        return found
