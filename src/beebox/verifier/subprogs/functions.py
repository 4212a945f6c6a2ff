"""What is known of a program's functions from BTF, and what the walk finds out.

After ``struct bpf_subprog_info``, ``bpf_func_info_aux`` (Linux 6.18, include/linux/bpf_verifier.h).
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum, auto
from typing import NamedTuple

from beebox.verifier.api import FuncStart

STATIC, GLOBAL = 0, 1
"""BTF_FUNC_STATIC, BTF_FUNC_GLOBAL"""


class Takes(Enum):
    """What a function takes for a parameter, as BTF says it (``arg_type``)."""

    SCALAR = auto()
    CTX = auto()
    MEM = auto()
    BTF_ID = auto()
    DYNPTR = auto()
    ARENA = auto()


class Param(NamedTuple):
    """One parameter: *flags* are those of register types."""

    takes: Takes
    flags: int = 0
    size: int = 0
    """of MEM: how many bytes"""
    type_id: int = 0
    """of BTF_ID: which struct of the kernel"""


class Effects(NamedTuple):
    """The subprograms that, or whose callees, do something that the caller must know of."""

    change_packet: frozenset[int]
    sleep: frozenset[int]


class Functions:
    """What is known of the subprograms from BTF, and what became of them."""

    __slots__ = (
        "args",
        "callbacks",
        "called",
        "effects",
        "exception",
        "linkages",
        "starts",
        "tags",
        "throws",
        "unreliable",
    )

    def __init__(self, starts: Sequence[FuncStart], linkages: Sequence[int]) -> None:
        self.starts = starts
        """empty if nothing is known"""
        self.linkages = linkages
        self.args: dict[int, tuple[Param, ...]] = {}
        """what they take, once it was asked for (`beebox.verifier.subprogs.arguments`)"""
        self.tags: dict[tuple[int, int], list[str]] | None = None
        """the tags of parameters by function and number, once they were asked for"""
        self.effects: Effects | None = None
        """what calls may do besides, once it was asked for"""
        self.unreliable: set[int] = set()
        """calls did not fit to what BTF says, or it says nothing of use"""
        self.called: set[int] = set()
        """global ones that a path calls"""
        self.callbacks: set[int] = set()
        """those that something calls back (is_cb)"""
        self.throws: set[int] = set()
        """the instructions that throw an exception"""
        self.exception = 0
        """the subprogram that handles exceptions; 0: none does"""

    def is_global(self, subprog: int) -> bool:
        """Tell whether a subprogram is verified by itself."""
        return bool(self.starts) and self.linkages[subprog] == GLOBAL
