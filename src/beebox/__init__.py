"""beebox: eBPF for Python.

Write a program, verify it, compile it, attach it, watch it: in the box (a kernel of our
own, in user space, no root, any machine) or in Linux (the real kernel, through bpf(2)).

::

    import beebox

    spec = beebox.open("tool.bpf.o").set(limit=10)        immutable; no kernel is asked
    with beebox.load(spec, kernel="linux") as live:       maps made, programs verified and loaded
        with live.programs.filter.attach(beebox.targets.Xdp("eth0")):
            for event in live.events("events", seconds=5):
                print(event.pid, live.maps.counts[event.pid])

Every name is imported when it is first used.
"""

from typing import TYPE_CHECKING

__version__ = "0.1.0"

if TYPE_CHECKING:
    from beebox import features
    from beebox.api import load, open  # noqa: A004 - beebox.open is what it is
    from beebox.box.kernel import Box
    from beebox.errors import (
        BeeboxError,
        BtfError,
        CompileError,
        ElfError,
        KernelError,
        NotSupported,
        RelocationError,
        VerifierError,
    )
    from beebox.kernel.api import Child, Kernel
    from beebox.kernel.by_hand import TestRun
    from beebox.kernel.linux import Linux
    from beebox.loader.attach import targets
    from beebox.loader.links import Link
    from beebox.loader.map import Map
    from beebox.loader.object import Loaded
    from beebox.loader.program import Program
    from beebox.loader.stream import Events
    from beebox.obj.spec import MapSpec, ObjectSpec, ProgramSpec

__all__ = [
    "BeeboxError",
    "Box",
    "BtfError",
    "Child",
    "CompileError",
    "ElfError",
    "Events",
    "Kernel",
    "KernelError",
    "Link",
    "Linux",
    "Loaded",
    "Map",
    "MapSpec",
    "NotSupported",
    "ObjectSpec",
    "Program",
    "ProgramSpec",
    "RelocationError",
    "TestRun",
    "VerifierError",
    "features",
    "load",
    "open",
    "targets",
]

if not TYPE_CHECKING:  # a checker that saw this would take every name for one of ours
    _HOMES = {
        "api": ("load", "open"),
        "box.kernel": ("Box",),
        "errors": (
            "BeeboxError", "BtfError", "CompileError", "ElfError", "KernelError", "NotSupported",
            "RelocationError", "VerifierError",
        ),
        "kernel.api": ("Child", "Kernel"),
        "kernel.by_hand": ("TestRun",),
        "kernel.linux": ("Linux",),
        "loader.attach": ("targets",),
        "loader.links": ("Link",),
        "loader.map": ("Map",),
        "loader.object": ("Loaded",),
        "loader.program": ("Program",),
        "loader.stream": ("Events",),
        "obj.spec": ("MapSpec", "ObjectSpec", "ProgramSpec"),
    }  # fmt: skip

    def __getattr__(name: str) -> object:
        from importlib import import_module  # noqa: PLC0415 - as all the rest

        if name == "features":
            return import_module(f"{__name__}.{name}")
        home = next((home for home, names in _HOMES.items() if name in names), None)
        if home is None:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        found = getattr(import_module(f"{__name__}.{home}"), name)
        globals()[name] = found
        return found

    def __dir__() -> list[str]:
        return sorted({*globals(), *__all__})
