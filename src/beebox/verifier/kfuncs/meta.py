"""What the arguments of one call of a kfunc have said so far (struct bpf_kfunc_call_arg_meta)."""

from __future__ import annotations

from beebox.verifier.api import MapValue
from beebox.verifier.kfuncs.targets import Target
from beebox.verifier.types import Reg, TypeRef


class Call:
    """One call."""

    __slots__ = (
        "constant",
        "dynptr",
        "map",
        "map_uid",
        "object",
        "owning",
        "ref",
        "release",
        "result_rdonly",
        "result_size",
        "root",
        "slot",
        "subprog",
        "target",
    )

    def __init__(self, target: Target) -> None:
        self.target = target
        self.ref = 0
        """the reference of the last argument that has one"""
        self.release = 0
        """the register that gives its reference up"""
        self.constant: int | None = None
        """the value of an argument that must be known"""
        self.result_size = 0
        """how much memory the result points to"""
        self.result_rdonly = False
        self.slot: tuple[int, int] = (0, 0)
        """the frame and the slot of an iterator"""
        self.subprog = 0
        """a callback"""
        self.map: MapValue | None = None
        self.map_uid = 0
        self.object: TypeRef | None = None
        """the type of the program's object among the arguments"""
        self.owning = False
        """that object is not only borrowed"""
        self.root: object = None
        """the field that is a list's head or a tree's root"""
        self.dynptr: Reg | None = None
        """the initialised dynptr among the arguments"""
