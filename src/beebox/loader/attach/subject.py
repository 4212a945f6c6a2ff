"""What a target is given: a live program, and the maps of its object."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from beebox.btf.types import Btf
from beebox.kernel.api import Kernel
from beebox.loader.links import Link
from beebox.loader.map import Map
from beebox.obj.spec import ProgramSpec


@dataclass(frozen=True, slots=True)
class Subject:
    """A loaded program, to be attached: its kernel, what the object says of it, its fd."""

    kernel: Kernel
    spec: ProgramSpec
    fd: int
    maps: Mapping[str, Map] = field(default_factory=dict, repr=False)
    """the live maps of the whole object, by name"""
    btf: Btf | None = field(default=None, repr=False)
    """the types of the object"""


class Target(Protocol):
    """Something that programs are attached to; each is a frozen value that says where."""

    def attach(self, subject: Subject) -> Link:
        """Attach.

        Raises:
            NotSupported: this kernel lacks the hook, or has no such place.
            KernelError: the kernel refused.
        """
