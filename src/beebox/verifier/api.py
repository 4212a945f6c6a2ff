"""What goes into the verifier and what comes out: plain values."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple, Protocol

from beebox.abi.enums import Func, MapType, ProgType
from beebox.isa.insn import Insn
from beebox.spec.model import Helper, Kfunc, MapKind, ProgramType
from beebox.verifier.objects.fields import NO_FIELDS, Record

if TYPE_CHECKING:
    from beebox.btf.types import Btf


class Line(Protocol):
    """From instruction *insn* on, the source is this line (obj.spec.LineInfo is one)."""

    @property
    def insn(self) -> int:
        """The first instruction of the line."""

    @property
    def file(self) -> str:
        """The source file."""

    @property
    def line(self) -> int:
        """Counted from 1."""

    @property
    def column(self) -> int:
        """Counted from 1; 0 if it is not known."""

    @property
    def text(self) -> str:
        """The source text."""


class FuncStart(Protocol):
    """At *insn* a function of BTF type *type_id* starts (obj.spec.FuncInfo is one)."""

    @property
    def insn(self) -> int:
        """The first instruction."""

    @property
    def type_id(self) -> int:
        """The FUNC's id in the program's BTF."""


@dataclass(frozen=True, slots=True)
class Records:
    """*count* records of *size* bytes each, as they came: func_info, line_info, core_relos."""

    data: bytes
    count: int
    size: int


class MapValue(NamedTuple):
    """What an ``lddw`` refers to: a map, or an address inside the value of one."""

    type: MapType
    key_size: int
    value_size: int
    max_entries: int
    flags: int = 0
    name: str = ""
    id: int = 0
    contents: bytes | None = None
    """the value, if there is one and it is constant"""
    offset: int = 0
    """where in the value the address points"""
    is_value: bool = False
    """an address inside the value, not the map"""
    key: Hashable = None
    """which map it is: two references with equal keys are the same map"""
    btf: Btf | None = None
    """the types of its keys and values, if it was made with some"""
    record: Record = NO_FIELDS
    """the special fields of its values"""
    inner: MapValue | None = None
    """what the maps are like that are its values"""
    user_start: int = 0
    """of an arena: where user space has it; 0: nowhere yet"""
    constant: bool = False
    """frozen, and read-only for programs: nobody writes its values any more"""
    exclusive: bytes = b""
    """the digest of the only program that may use it; empty: all may"""
    masked: bool = False
    """its maker is guarded against guesses: indexes are masked (not bypass_spec_v1)"""


class Place(NamedTuple):
    """Where a field of a context is kept, and how many bytes one element of it has there."""

    offset: int
    size: int


Layout = Mapping[str, Place]
"""a context as programs are given it: its fields by name"""


class Tables(NamedTuple):
    """The rows the walk goes by."""

    helpers: Mapping[Func, Helper]
    programs: Mapping[ProgType, ProgramType]
    maps: Mapping[MapType, MapKind]
    layouts: Mapping[str, Layout] = {}
    """how contexts are kept that are not as programs see them, by the name of their struct"""
    vmlinux: Callable[[], Btf | None] = lambda: None
    """the kernel's own types, read when a program first needs them; None: it has none"""
    kfuncs: Mapping[str, Kfunc] = {}

    def seen_by(self, type_: ProgType) -> Tables:
        """Return the tables as they are for programs of a type: helpers may differ by it."""
        changed = {
            func: row.seen_by(type_) for func, row in self.helpers.items() if type_ in row.variants
        }
        return self._replace(helpers={**self.helpers, **changed}) if changed else self


def default_tables() -> Tables:
    """Return the rows of `beebox.spec`."""
    from beebox.spec.helpers import HELPERS  # noqa: PLC0415 - rows load when first asked for
    from beebox.spec.kfuncs import KFUNCS  # noqa: PLC0415
    from beebox.spec.maps import MAPS  # noqa: PLC0415
    from beebox.spec.programs import PROGRAMS  # noqa: PLC0415
    from beebox.spec.vmlinux import own  # noqa: PLC0415

    return Tables(HELPERS, PROGRAMS, MAPS, vmlinux=own, kfuncs=KFUNCS)


CAPABILITIES = frozenset(("bpf", "perfmon", "net_admin", "sys_admin", "sys_boot"))
"""the capabilities that a proof may turn on, by their names without ``CAP_``"""


class Options(NamedTuple):
    """How to verify."""

    log_level: int = 1
    """0 none (messages only), 1 the log of the refused path, 2 every path; +4 statistics"""
    strict_alignment: bool = False
    cpus: int = 0
    """possible CPUs, 0 unknown: get_smp_processor_id is below it"""
    insn_limit: int = 1_000_000
    capabilities: frozenset[str] = CAPABILITIES
    """what the user has of `CAPABILITIES`"""
    mitigations: bool = True
    """the processor's guesses are guarded against, for users that may not read the kernel"""
    profile: bool = False
    """count how often each instruction is walked"""

    def may(self, capability: str) -> bool:
        """Tell whether the user may do what wants a capability; ``sys_admin`` has them all."""
        return capability in self.capabilities or "sys_admin" in self.capabilities

    @property
    def guarded(self) -> bool:
        """Whether what the processor may guess is guarded against (not bypass_spec_v1, nor _v4)."""
        return self.mitigations and not self.may("perfmon")


class Stats(NamedTuple):
    """What the proof cost."""

    processed: int = 0
    total_states: int = 0
    peak_states: int = 0
    max_states_per_insn: int = 0
    time_ns: int = 0
    visits: Sequence[int] = ()
    """how often each instruction was walked, if that was asked for (`Options.profile`)"""


@dataclass(frozen=True, slots=True)
class Program:
    """A program to verify. *maps* goes by the index of the ``lddw``."""

    insns: Sequence[Insn]
    type: ProgType
    maps: Mapping[int, MapValue] = field(default_factory=dict)
    attach_type: int | None = None
    gpl: bool = False
    name: str = ""
    lines: Sequence[Line] = ()
    btf: Btf | None = None
    funcs: Sequence[FuncStart] = ()
    flags: int = 0
    attach_btf_id: int = 0
    """what it attaches to: a type of the kernel, or of *target*"""
    target: Program | None = None
    """the program that it attaches to or replaces a function of (attach_prog_fd)"""
    func_info: Records | None = None
    """the functions as they came, unchecked; instead of *funcs*"""
    line_info: Records | None = None
    """what *lines* shows, as it came"""
    core_relos: Records | None = None
    modules: Mapping[int, int] | None = None
    """for each offset of a kfunc's call why the BTF that it names is none, 0: it is no module's;
    None: it names nothing"""


class Facts(NamedTuple):
    """What the proof found out, instruction by instruction."""

    calls: Mapping[int, Hashable]
    """the helper call at this instruction always gets the map with this key"""
    stack_depth: Sequence[int] = ()
    """bytes of stack a subprogram uses, in order of their start"""
    max_ctx_offset: int = 0
    """the end of what the program accesses of its context: no hook may have less"""
    pointers: frozenset[int] = frozenset()
    """the loads and helper calls that give a pointer, or null, on every path (a path that is not
    walked, as it is within another, has the same types of pointers)"""
    functions: Mapping[int, str] = {}
    """calls that go to a function of this name, not to a helper: loads of the packet"""
    foreign: frozenset[int] = frozenset()
    """the accesses that go to the kernel's own memory, or anywhere (Linux catches their faults)"""


class Translated(NamedTuple):
    """A program as Linux hands it to its JIT compiler, and shows it (``xlated``).

    Addresses of the kernel are 0, and helpers are called by their numbers.
    """

    insns: tuple[Insn, ...]
    starts: Sequence[int]
    """as those of `Verified`"""
    gone: frozenset[int]
    functions: tuple[int, ...]
    """where each subprogram starts that is left"""
    depths: tuple[int, ...]
    """the stack that each of them needs"""


class Verified(NamedTuple):
    """The program is safe. *insns* is what runs; *facts* go by its instructions."""

    log: str
    insns: tuple[Insn, ...]
    facts: Facts
    stats: Stats
    starts: Sequence[int] = ()
    """for each instruction that was given, and the end, where it is in *insns*; if it is gone,
    what comes next"""
    gone: frozenset[int] = frozenset()
    """the given instructions that are not in *insns*: no path comes to them"""
    translated: Callable[[], Translated] | None = None
    """makes the program as Linux shows it"""


class Rejected(NamedTuple):
    """The program is refused: *message* is the last telling line of *log*."""

    errno: int
    message: str
    log: str
    insn: int
    stats: Stats
