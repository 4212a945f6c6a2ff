"""What an object file says, as immutable values: no kernel in sight.

An `ObjectSpec` may be edited by making a changed copy (`dataclasses.replace`, `ObjectSpec.set`)
and is given to `beebox.loader` to become live on a kernel. After cilium/ebpf's CollectionSpec.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import Enum, auto
from typing import Any, NamedTuple, TypeVar

from beebox.abi.enums import MapType, ProgType
from beebox.btf.types import Btf
from beebox.errors import NotSupported
from beebox.isa.insn import Insn

T = TypeVar("T")


@dataclass(frozen=True, slots=True, repr=False)
class MapSpec:
    """One map to create. *contents* is what a data section (``.rodata``, ``.data``) starts with."""

    name: str
    type: MapType
    key_size: int
    value_size: int
    max_entries: int
    flags: int = 0
    key_type_id: int = 0
    value_type_id: int = 0
    contents: bytes | None = None
    frozen: bool = False
    pinning: int = 0
    inner: "MapSpec | None" = None
    extra: int = 0
    """map_extra: what more a map type wants to know (a bloom filter's number of hashes)"""
    numa_node: int = 0
    fill: tuple[tuple[int, str], ...] = ()
    """maps or programs of the object that are put into it, by index"""
    struct: str = ""
    """the kernel's struct that a struct_ops map fills in"""
    struct_type_id: int = 0
    """the kernel's type of such a map's value, once that was found"""
    struct_btf_fd: int = 0
    """the types of the module that it is of; 0: the kernel's own"""
    members: tuple[tuple[str, str], ...] = ()
    """the program of each member of such a struct that has one"""
    local_type_id: int = 0
    """what the object thinks that struct is"""
    autocreate: bool = True
    """whether it is made unless somebody says otherwise"""

    def __repr__(self) -> str:
        sizes = f"keys of {self.key_size} bytes, values of {self.value_size}"
        return f"<MapSpec {self.name}: {self.type.name.lower()} of {self.max_entries}, {sizes}>"


class RefKind(Enum):
    """What an ``lddw`` refers to."""

    MAP = auto()
    """the map itself: BPF_PSEUDO_MAP_FD"""
    VALUE = auto()
    """an address inside the value of a data section's map: BPF_PSEUDO_MAP_VALUE"""


class MapRef(NamedTuple):
    """The ``lddw`` at *insn* refers to map *name*, at *offset* when it is a VALUE."""

    insn: int
    name: str
    kind: RefKind
    offset: int = 0


class ExternRef(NamedTuple):
    """Instruction *insn* needs *name* of the kernel: a function, a variable, an address."""

    insn: int
    name: str
    weak: bool = False
    """the program asks whether it is there"""
    type_id: int = 0
    """what the object thinks it is; 0: it wants the address only"""
    function: bool = False
    number: int = 0
    """its place among all that the object wants"""


class LineInfo(NamedTuple):
    """From instruction *insn* on, the source is *file*, *line*, *column*: *text*."""

    insn: int
    file: str
    line: int
    column: int
    text: str
    file_off: int = 0
    """offset of the file's name in the BTF strings, as bpf(2) wants it"""
    line_off: int = 0
    """offset of the text in the BTF strings"""


class FuncInfo(NamedTuple):
    """From instruction *insn* on, the function is BTF type *type_id*."""

    insn: int
    type_id: int


class CoreInfo(NamedTuple):
    """CO-RE: instruction *insn* depends on *access* (``0:1:2``) of local type *type_id*.

    *kind* is the kernel's bpf_core_relo_kind: 0 a field's byte offset, 2 whether it exists, ...
    """

    insn: int
    type_id: int
    access: str
    kind: int


@dataclass(frozen=True, slots=True, repr=False)
class ProgramSpec:
    """One program: its linked instructions (subprograms appended) and what they refer to.

    *attach_to* is what follows the first ``/`` of the section name. *optional* programs (a ``?``
    before the section name) are loaded only if asked for.
    """

    name: str
    section: str
    type: ProgType
    insns: tuple[Insn, ...]
    attach_type: int | None = None
    """an `AttachType`; of struct_ops programs the number of the struct's member"""
    attach_to: str = ""
    flags: int = 0
    refs: tuple[MapRef, ...] = ()
    funcs: tuple[FuncInfo, ...] = ()
    lines: tuple[LineInfo, ...] = ()
    cores: tuple[CoreInfo, ...] = ()
    """what must be relocated against the kernel's own types before loading"""
    optional: bool = False
    poisoned: tuple[tuple[int, str], ...] = ()
    """instructions that must not be reached, and why: what CO-RE did not find in the kernel"""
    externs: tuple["ExternRef", ...] = ()
    """what must be found in the kernel before loading"""
    operation: tuple[str, str] = ("", "")
    """the kernel's struct, and its member, that a struct_ops program is"""
    attach_btf: bool = False
    """it is loaded for what it attaches to, a type of the kernel"""
    attach_btf_id: int = 0
    """the kernel's type of what it attaches to, once that was found; or a type of that program"""
    attach_prog_fd: int = 0
    """the loaded program that it attaches to, if it is none of the kernel's functions; or the types
    of the module that has the function"""
    module_fds: tuple[int, ...] = ()
    """types of modules whose functions it calls, by their places from 1 on"""

    def __repr__(self) -> str:
        return f"<ProgramSpec {self.name}: {self.section}, {len(self.insns)} instructions>"


class Variable(NamedTuple):
    """A global variable: *size* bytes at *offset* in the value of map *map*."""

    name: str
    map: str
    offset: int
    size: int
    type_id: int = 0


class Form(Enum):
    """How a setting of the kernel is told."""

    BOOL = "a bool"
    TRISTATE = "an enum libbpf_tristate"
    CHAR = "a char"
    INT = "an integer"
    TEXT = "an array of char"


class Config(NamedTuple):
    """A setting of the kernel that the object reads: *size* bytes at *offset* of ``.kconfig``."""

    name: str
    offset: int
    size: int
    type_id: int
    weak: bool = False
    form: Form = Form.INT
    signed: bool = False


@dataclass(frozen=True, slots=True, repr=False)
class ObjectSpec:
    """A whole object: programs and maps by name, its types, its license."""

    name: str
    programs: Mapping[str, ProgramSpec]
    maps: Mapping[str, MapSpec]
    variables: Mapping[str, Variable] = field(default_factory=dict)
    btf: Btf | None = None
    license: str = ""
    byte_order: str = "little"
    config: tuple[Config, ...] = ()
    """what ``.kconfig`` wants to know of the kernel"""
    config_map: str = ""
    """the map that it is told in"""
    version: int = 0
    """the kernel that section ``version`` names; 0: whichever it is loaded on"""

    def __repr__(self) -> str:
        parts = {"programs": self.programs, "maps": self.maps, "variables": self.variables}
        said = [f"{noun} {', '.join(names)}" for noun, names in parts.items() if names]
        return f"<ObjectSpec {self.name}: {'; '.join(said) or 'empty'}>"

    def replace(self, **fields: Any) -> "ObjectSpec":
        """Return a copy that differs in *fields*: ``spec.replace(license="GPL")``."""
        return replace(self, **fields)

    def only(self, *names: str) -> "ObjectSpec":
        """Return a copy with these programs only; all maps stay.

        Raises:
            NotSupported: the object has no program of one of these names.
        """
        programs = {name: self._named(self.programs, name, "program") for name in names}
        return replace(self, programs=programs)

    def set(self, **values: object) -> "ObjectSpec":
        """Return a copy whose variables (``const volatile`` ones, too) start with these values.

        Raises:
            NotSupported: the object has no variable of that name.
            BtfError: a value does not fit its variable's type.
        """
        from beebox.obj.variables import pack  # noqa: PLC0415 - objects are read without

        maps = dict(self.maps)
        for name, value in values.items():
            variable = self._named(self.variables, name, "variable")
            spec = maps[variable.map]
            data = bytearray(spec.contents or bytes(spec.value_size))
            end = variable.offset + variable.size
            data[variable.offset : end] = pack(self.btf, variable, value)
            maps[variable.map] = replace(spec, contents=bytes(data))
        return replace(self, maps=maps)

    def with_map(self, name: str, **fields: Any) -> "ObjectSpec":
        """Return a copy in which map *name* differs: ``with_map("counts", max_entries=64)``.

        Raises:
            NotSupported: the object has no map of that name.
        """
        changed = replace(self._named(self.maps, name, "map"), **fields)
        return replace(self, maps={**self.maps, name: changed})

    def with_program(self, name: str, **fields: Any) -> "ObjectSpec":
        """Return a copy in which program *name* differs: ``with_program("f", optional=True)``.

        Raises:
            NotSupported: the object has no program of that name.
        """
        changed = replace(self._named(self.programs, name, "program"), **fields)
        return replace(self, programs={**self.programs, name: changed})

    def _named(self, table: Mapping[str, T], name: str, noun: str) -> T:
        if name not in table:
            known = ", ".join(sorted(table)) or "none"
            raise NotSupported(f"{self.name} has no {noun} {name!r}", f"it has: {known}")
        return table[name]
