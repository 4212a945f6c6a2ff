"""What a kernel can do, asked of the kernel: `beebox.features.probe`.

::

    found = beebox.features.probe("linux")            nothing is asked yet
    if found.map_types[MapType.ARENA]: ...            each group when it is first looked at
    found.program_types[ProgType.LSM].reason          why not: "... lockdown is integrity"
    Func.get_func_ip in found.helpers[ProgType.KPROBE]

Programs and maps are made and closed at once, links are asked for to places that there are not;
nothing is attached. An answer is a `Support`: true, or false with the reason. Where a right is
missing Linux does not tell, and `Support.known` is false.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from beebox.abi.enums import AttachType, Func, MapType, ProgType
from beebox.api import KernelName, choose
from beebox.errors import NotSupported
from beebox.features import dialect, maps, programs
from beebox.features.support import Support
from beebox.kernel.api import Kernel

__all__ = ["SYSCTLS", "Features", "Support", "probe"]

SYSCTLS = (
    "kernel.unprivileged_bpf_disabled",
    "kernel.perf_event_paranoid",
    "kernel.kptr_restrict",
    "kernel.bpf_stats_enabled",
    "net.core.bpf_jit_enable",
    "net.core.bpf_jit_harden",
    "net.core.bpf_jit_kallsyms",
    "net.core.bpf_jit_limit",
)
"""the settings that decide what programs may do"""


def probe(kernel: Kernel | KernelName | None = None, *, loud: bool = False) -> Features:
    """Return what *kernel* can do; without one it is chosen as `beebox.load` does.

    With *loud* helpers are asked for, too, that make Linux print a warning in its log.
    """
    on = choose(kernel) if kernel is None or isinstance(kernel, str) else kernel
    return Features(on, loud=loud)


class Features:
    """The answers of one kernel; each group is asked for once, when it is looked at."""

    def __init__(self, kernel: Kernel, *, loud: bool = False) -> None:
        self.kernel = kernel
        self._loud = loud

    @cached_property
    def program_types(self) -> Mapping[ProgType, Support]:
        """The types of programs."""
        return {kind: programs.program_type(self.kernel, kind) for kind in programs.PROGRAM_TYPES}

    @cached_property
    def map_types(self) -> Mapping[MapType, Support]:
        """The types of maps."""
        return {kind: maps.map_type(self.kernel, kind) for kind in maps.MAP_TYPES}

    @cached_property
    def attach_types(self) -> Mapping[AttachType, Support]:
        """The places that programs say they attach to."""
        return programs.attach_types(self.kernel)

    @cached_property
    def helpers(self) -> Mapping[ProgType, frozenset[Func]]:
        """The helpers that programs of a type may call; of types that can be asked."""
        return {
            kind: programs.helpers(self.kernel, kind, loud=self._loud)
            for kind in programs.PROGRAM_TYPES
        }

    @cached_property
    def instructions(self) -> Mapping[str, Support]:
        """Versions of the instruction set (``v1`` to ``v4``), later instructions, sizes."""
        return dialect.instructions(self.kernel)

    @cached_property
    def types(self) -> Mapping[str, Support]:
        """The kinds of types that the BTF of a program may have."""
        return dialect.types(self.kernel)

    @cached_property
    def kernel_types(self) -> Support:
        """Whether the kernel shows its own types (vmlinux BTF)."""
        try:
            return Support(len(self.kernel.facts.btf) > 1)
        except NotSupported as error:
            return Support(False, error.feature)

    @cached_property
    def kfuncs(self) -> Mapping[str, bool]:
        """Of each kfunc that beebox knows, whether the kernel has it; nothing without its types."""
        from beebox.spec.kfuncs import KFUNCS  # noqa: PLC0415 - for those who ask

        if not self.kernel_types:
            return {}
        btf = self.kernel.facts.btf
        return {name: btf.find(name, "func") is not None for name in sorted(KFUNCS)}

    @property
    def sysctls(self) -> Mapping[str, int | None]:
        """The settings of `SYSCTLS` as they are now; None: the kernel has none of that name."""
        return {name: self.kernel.facts.sysctl(name) for name in SYSCTLS}

    @property
    def lockdown(self) -> str:
        """What the kernel keeps even from root; "" where it is not told."""
        return self.kernel.facts.lockdown

    @property
    def settings(self) -> Mapping[str, str]:
        """How the kernel was built, ``CONFIG_BPF_JIT``; nothing where it is not told."""
        return self.kernel.facts.settings

    @property
    def capabilities(self) -> frozenset[str] | None:
        """What this process may do; None where nothing asks for rights."""
        return self.kernel.facts.capabilities
