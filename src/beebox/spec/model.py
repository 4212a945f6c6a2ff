"""The shapes of rows: helper, map kind, program type.

A row says everything about a thing that differs from its neighbours, so that whoever walks over
programs (the verifier), serves them (the box) or compiles them (the languages) never asks for one
by its number. Relations are written once: a helper names the program types that may call it and
the map types it takes; the rest is computed.

The argument and return classes are those of Linux 6.18 (include/linux/bpf.h, ``enum
bpf_arg_type``, ``enum bpf_return_type``), taken apart into a kind and flags.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum, auto
from typing import NamedTuple

from beebox.abi.enums import AttachType, Func, MapType, ProgType


class ArgKind(Enum):
    """What a helper expects in an argument register."""

    ANYTHING = auto()
    """any initialised value"""
    CTX = auto()
    """the program's context"""
    MAP = auto()
    """a map, known when the program is loaded"""
    MAP_KEY = auto()
    """memory of the map's key size"""
    MAP_VALUE = auto()
    """memory of the map's value size"""
    MEM = auto()
    """memory; its size is the next argument, or fixed on the row"""
    SIZE = auto()
    """the size of the memory before it; zero only with `Arg.zero`"""
    ALLOC_SIZE = auto()
    """a constant: how much memory is asked for"""
    RINGBUF_MEM = auto()
    """what ringbuf_reserve gave"""
    CONST_STR = auto()
    """a NUL-terminated string in a frozen read-only map"""
    STACK = auto()
    """a pointer into the stack"""
    FUNC = auto()
    """the address of a subprogram: a callback"""
    SPIN_LOCK = auto()
    TIMER = auto()
    DYNPTR = auto()
    KPTR_XCHG_DEST = auto()
    """a pointer that a value owns"""
    KPTR_XCHG_SOURCE = auto()
    """what is put there instead"""
    BTF_ID = auto()
    """a pointer to a struct of the kernel"""
    PERCPU_BTF_ID = auto()
    SOCKET = auto()
    SOCK_COMMON = auto()
    BTF_ID_SOCK_COMMON = auto()
    """a socket, or a BTF pointer to one"""


class Arg(NamedTuple):
    """One argument: its kind and the kernel's type flags."""

    kind: ArgKind
    nullable: bool = False
    """PTR_MAYBE_NULL"""
    uninit: bool = False
    """MEM_UNINIT: the helper fills the memory, which need not be initialised"""
    write: bool = False
    """MEM_WRITE: the helper writes the memory"""
    zero: bool = False
    """for sizes: zero is fine (``_OR_ZERO``)"""
    fixed: int = 0
    """MEM_FIXED_SIZE: so many bytes"""
    aligned: bool = False
    """MEM_ALIGNED: must be aligned to its size"""
    release: bool = False
    """OBJ_RELEASE: the reference ends here"""
    struct: str = ""
    """for BTF_ID: which struct of the kernel"""
    const: bool = False
    """of a dynptr: it is not changed, only what it points to (MEM_RDONLY)"""
    dynptr: int = 0
    """of a dynptr: what its memory must be, or will be (BPF_DYNPTR_TYPE_*); 0: anything"""


class RetKind(Enum):
    """What a helper leaves in r0."""

    INTEGER = auto()
    VOID = auto()
    MAP_VALUE = auto()
    """a pointer to a value of the map in r1"""
    MEM = auto()
    """memory of the size that the ALLOC_SIZE argument said"""
    MEM_OR_BTF_ID = auto()
    BTF_ID = auto()
    SOCKET = auto()
    SOCK_COMMON = auto()
    TCP_SOCK = auto()


class Ret(NamedTuple):
    """The result: its kind, and what is known of it."""

    kind: RetKind
    nullable: bool = False
    ringbuf: bool = False
    """MEM_RINGBUF: ring buffer memory, to be submitted or discarded"""
    trusted: bool = False
    rdonly: bool = False
    struct: str = ""
    """for BTF_ID: which struct of the kernel"""
    errno_or_size: bool = False
    """at most the size argument's maximum, at least -MAX_ERRNO"""
    cpu: bool = False
    """a processor number: 0 to the number of possible CPUs - 1"""
    never: bool = False
    """does not return when it succeeds (tail_call)"""


class Given(Enum):
    """What a callback gets in one of its argument registers, r1 first."""

    SCALAR = auto()
    MAP = auto()
    """the map that the helper was called with"""
    KEY = auto()
    """a pointer to a key of that map"""
    VALUE = auto()
    """a pointer to a value of it"""
    CONTEXT = auto()
    """the helper's argument behind the callback"""
    DYNPTR = auto()
    """a dynptr that it may not change"""
    TASK = auto()
    """the task that the helper was called with"""
    VMA = auto()
    """a mapping of that task"""


_NO_ATTACH: Mapping[ProgType, frozenset[AttachType]] = {}
_NO_CHANGERS: Mapping[Func, Mapping[ProgType, frozenset[AttachType] | None]] = {}
_NO_VARIANTS: Mapping[ProgType, tuple[Arg, ...]] = {}


class Helper(NamedTuple):
    """A function of the kernel that programs call by number."""

    func: Func
    ret: Ret
    args: tuple[Arg, ...]
    doc: str
    programs: frozenset[ProgType]
    """the program types that may call it"""
    maps: frozenset[MapType] | None = None
    """the map types it takes; None: every type that does not name its helpers"""
    gpl: bool = False
    """only programs under a license compatible with the GPL may call it"""
    acquires: bool = False
    """its result is a reference that must be released"""
    callback: int = 0
    """which argument (1 to 5) is a callback that it calls"""
    gives: tuple[Given, ...] = ()
    """what the callback gets; empty: the verifier does not know this kind"""
    inlined_without: int = 0
    """which argument are flags: while they are zero, the call may become a loop"""
    times: int = 0
    """which argument says how often the callback is called at most; 0: none does"""
    changes_packet: bool = False
    """packet pointers are void after it"""
    packet_access: bool = False
    """packet memory may be its argument"""
    sleepable: bool = False
    """only sleepable programs may call it"""
    tail_call: bool = False
    """it leaves the program for another one"""
    constant_key: bool = False
    """a null check of its result may be dropped when the key is a constant in range of an array"""
    writes_map: bool = False
    """it changes the map: refused on maps that programs may only read"""
    takes_lock: bool = False
    """it takes the spin lock that is its argument"""
    frees_lock: bool = False
    """it gives that lock back: the one helper that may be called while a lock is held"""
    later: bool = False
    """its callback is called some time, not by it"""
    returns: tuple[int, int] = (0, 1)
    """what its callback may return"""
    casts: bool = False
    """its result is its argument by another type: the same reference (is_ptr_cast_function)"""
    sets_result: bool = False
    """it sets what the hook returns: refused where the hook returns nothing"""
    zero: int = 0
    """which argument must be 0, though it takes anything: flags that cannot be refused later"""
    attach: Mapping[ProgType, frozenset[AttachType]] = _NO_ATTACH
    """of some of *programs*: only those that are attached so may call it"""
    probes: Mapping[ProgType, frozenset[AttachType]] = _NO_ATTACH
    """of some of *programs*, which have it: only those that are attached so may call it"""
    functions: frozenset[str] = frozenset()
    """of the kernel: attached to one of these, a program may call it in spite of *probes*"""
    variants: Mapping[ProgType, tuple[Arg, ...]] = _NO_VARIANTS
    """the arguments for program types that have another prototype"""
    unmodelled: str = ""
    """a special effect that the verifier does not know yet: calls of it are refused"""
    formats: int = 0
    """which argument is a format; the last one says how many bytes of arguments it has"""
    from_map: bool = False
    """the memory in r1 must be a map's value"""
    slices: bool = False
    """its result is a part of the memory of its dynptr (is_dynptr_ref_function)"""
    writes_dynptr: bool = False
    """it writes what its dynptr points to, which may be the packet"""
    traced: bool = False
    """of use only where a function is traced"""
    fastcall: frozenset[ProgType] = frozenset()
    """in programs of these types it is inlined, and spoils no register without a parameter"""
    needs: str = ""
    """the capability that the user must have, or else the program has no such helper"""
    freely: frozenset[ProgType] = frozenset()
    """of *programs*: those that have it without *needs*"""

    @property
    def name(self) -> str:
        """As C programs call it: ``bpf_map_lookup_elem``."""
        return f"bpf_{self.func.name}"

    def serves(self, kind: ProgType, attach: int | None) -> bool:
        """Tell whether programs of this type, attached so, have the helper."""
        if kind not in self.programs:
            return False
        return kind not in self.attach or attach in self.attach[kind]

    def allows(self, kind: ProgType, attach: int | None, function: str = "") -> bool:
        """Tell whether Linux lets such a program, which has it, call it at *function*."""
        probes = self.probes.get(kind)
        return probes is None or attach in probes or function in self.functions

    def seen_by(self, kind: ProgType) -> Helper:
        """Return the row with the arguments that programs of a type pass."""
        args = self.variants.get(kind)
        return self if args is None else self._replace(args=args)


class KeyTypes(Enum):
    """Which BTF types the keys of a map may have (map_check_btf)."""

    ANY = auto()
    """any of the right size; one must be given"""
    NONE = auto()
    """no types at all: keys and values are the kernel's"""
    INDEX = auto()
    """a 32-bit integer; none, if the one value is a section of variables"""
    STRUCT = auto()
    INT = auto()
    """a 32-bit integer"""
    CGROUP = auto()
    """``struct bpf_cgroup_storage_key``, or a 64-bit integer"""
    NOTHING = auto()
    """there are no keys"""
    IGNORED = auto()


class Holds(Enum):
    """What a lookup in a map gives."""

    MEMORY = auto()
    """the value itself"""
    MAPS = auto()
    SOCKETS = auto()
    """a reference to a socket"""
    XDP_SOCKETS = auto()
    READ_ONLY = auto()
    """memory that programs may only read"""
    SET = auto()
    """nothing: it is asked whether a value is in it"""


class Does(Enum):
    """What a kfunc does that neither its prototype nor its flags say."""

    RCU_LOCK = auto()
    RCU_UNLOCK = auto()
    PREEMPT_OFF = auto()
    PREEMPT_ON = auto()
    IRQ_SAVE = auto()
    IRQ_RESTORE = auto()
    THROW = auto()
    """ends the program; an exception callback says what it returns"""
    TRAP = auto()
    """is called by compilers where a variable was not set"""
    CAST_TO_CTX = auto()
    """gives the kernel's own struct of the context"""
    RDONLY_CAST = auto()
    """gives a pointer of any type, to read through"""
    SESSION_COOKIE = auto()
    OBJ_NEW = auto()
    OBJ_DROP = auto()
    PERCPU_OBJ_NEW = auto()
    PERCPU_OBJ_DROP = auto()
    REFCOUNT_ACQUIRE = auto()
    LIST_PUSH = auto()
    LIST = auto()
    """looks at a list or takes from it"""
    RBTREE_ADD = auto()
    RBTREE_REMOVE = auto()
    RBTREE = auto()
    """looks at a tree"""
    RES_LOCK = auto()
    RES_UNLOCK = auto()
    RES_LOCK_IRQ = auto()
    RES_UNLOCK_IRQ = auto()
    SLICE = auto()
    SLICE_RDWR = auto()
    DYNPTR_CLONE = auto()
    DYNPTR_FROM_SKB = auto()
    DYNPTR_FROM_XDP = auto()
    DYNPTR_FROM_SKB_META = auto()
    WQ_CALLBACK = auto()
    TASK_WORK = auto()
    CSS_TASKS = auto()
    """walks the tasks of a cgroup: only where no lock of theirs can be held"""
    DEVICE = auto()
    """asks a network card: only for programs that are bound to one"""


class Turn(Enum):
    """Which part of an open-coded iterator a kfunc is."""

    NEW = auto()
    NEXT = auto()
    DESTROY = auto()


class Kfunc(NamedTuple):
    """A function of the kernel that programs call by its BTF id; its prototype is in the BTF."""

    name: str
    doc: str
    programs: frozenset[ProgType] | None = None
    """the program types that may call it; None: all"""
    attach: frozenset[AttachType] | None = None
    """only programs that are attached so may; None: all"""
    acquires: bool = False
    """KF_ACQUIRE: its result is a reference that must be released"""
    releases: bool = False
    """KF_RELEASE: its referenced argument is one no more"""
    nullable: bool = False
    """KF_RET_NULL"""
    trusted: bool = False
    """KF_TRUSTED_ARGS: pointers must be referenced or trusted, and not null"""
    rcu: bool = False
    """KF_RCU: pointers must be trusted or under RCU, and not null"""
    rcu_protected: bool = False
    """KF_RCU_PROTECTED: only in an RCU section"""
    sleepable: bool = False
    destructive: bool = False
    fastcall: bool = False
    turn: Turn | None = None
    does: Does | None = None
    under_lock: bool = False
    """may be called while a lock is held (kfunc_spin_allowed)"""
    untrusted: bool = False
    """its result may be a pointer to nothing of the kind"""
    changes_packet: bool = False
    """packet pointers are void after it"""


class MapKind(NamedTuple):
    """A type of map: what may be asked for at creation, and which helpers it serves.

    Sizes are inclusive bounds; None as the upper bound means no limit but the kernel's own.
    """

    type: MapType
    key: tuple[int, int | None]
    value: tuple[int, int | None]
    flags: int = 0
    """the flags BPF_MAP_CREATE takes"""
    percpu: bool = False
    """a value a CPU"""
    sleepable: bool = False
    """programs that may sleep can use it"""
    lookup: bool = True
    """BPF_MAP_LOOKUP_ELEM works on it"""
    update: bool = True
    delete: bool = True
    entries: tuple[int, int | None] = (1, None)
    entries_power_of_two_pages: bool = False
    """max_entries counts bytes: a power of two, whole pages"""
    helpers: frozenset[Func] | None = None
    """the only helpers it may be passed to; None: all that do not name their map types"""
    array: bool = False
    """keys are the numbers 0 to max_entries - 1 and always there"""
    direct: bool = False
    """lddw may take an address inside its value (BPF_PSEUDO_MAP_VALUE)"""
    inner: bool = False
    """its values are maps"""
    iterable: bool = False
    """bpf_for_each_map_elem walks it (map_for_each_callback)"""
    holds: Holds = Holds.MEMORY
    changed_by: Mapping[Func, Mapping[ProgType, frozenset[AttachType] | None]] = _NO_CHANGERS
    """helpers that serve it in these program types only, attached so; None: however attached"""
    struct: str = ""
    """the kernel's struct that it is: programs may read its fields"""
    key_types: KeyTypes = KeyTypes.ANY
    """which BTF types keys may have"""

    @property
    def name(self) -> str:
        """As bpftool says it: ``percpu_array``."""
        return self.type.name.lower()

    @property
    def always_there(self) -> bool:
        """Whether a key in range always has a value (can_elide_value_nullness)."""
        return self.array and self.helpers is None


class FieldKind(Enum):
    """What a load from a field of the context gives."""

    SCALAR = auto()
    PACKET = auto()
    PACKET_META = auto()
    PACKET_END = auto()
    SOCK_COMMON_OR_NULL = auto()
    SOCKET = auto()
    SOCKET_OR_NULL = auto()
    FLOW_KEYS = auto()
    TP_BUFFER = auto()
    """the buffer of a writable raw tracepoint"""
    TRUSTED = auto()
    """a struct of the kernel that is there"""


class Width(Enum):
    """Which parts of a field may be loaded."""

    EXACT = auto()
    """the whole field, nothing else"""
    NARROW = auto()
    """the whole field or a naturally aligned part of it"""
    START = auto()
    """the whole field or a part at its start"""
    FREE = auto()
    """any naturally aligned load inside it: the field is a record"""


class CtxField(NamedTuple):
    """A field of a context: *size* bytes at *offset*."""

    name: str
    offset: int
    size: int
    kind: FieldKind = FieldKind.SCALAR
    width: Width = Width.NARROW
    write: bool = False
    """whole ones, unless it is FREE"""
    unit: int = 0
    """the size of its elements; 0: it is one number"""
    attach: frozenset[AttachType] | None = None
    """only programs that are attached so may access it; None: all"""
    writers: frozenset[AttachType] | None = None
    """only programs that are attached so may write it; None: all that may access it"""
    wide: bool = False
    """two of its elements may be accessed at once"""
    least: int = 1
    """the smallest part of it that may be loaded"""
    struct: str = ""
    """of TRUSTED: the struct's name"""
    needs: bool = False
    """the user must have CAP_BPF to access it"""
    needs_to_write: bool = False
    """*needs* is about writing it only"""
    below: int = 0
    """only numbers below this are stored, others are dropped; 0: all are"""


class Writes(NamedTuple):
    """What programs write of a struct of the kernel."""

    name: str
    """what the verifier calls it"""
    members: frozenset[str]


class ProgramType(NamedTuple):
    """A type of program: its context, and what it may return."""

    type: ProgType
    context: str
    """the C name of the context's struct"""
    fields: tuple[CtxField, ...]
    returns: tuple[int, int] | None = None
    """what r0 must be in at exit; None: any number"""
    returns_by_attach: tuple[tuple[AttachType, tuple[int, int] | None], ...] = ()
    """exceptions from *returns*"""
    packet: bool = False
    """its packet pointers may be followed"""
    packet_write: bool = False
    packet_passes: bool = False
    """they may be given to every helper, not only to those that take packets"""
    packet_loads: bool = False
    """it may load from the packet with LD_ABS and LD_IND (may_access_skb)"""
    gpl: bool = False
    """refused unless its license is compatible with the GPL"""
    probes: bool = False
    """it probes the kernel, anywhere: values with locks and timers are not for it"""
    direct: bool = False
    """its context is as programs see it: no access is rewritten (convert_ctx_access is missing)"""
    private_stack: bool = False
    """subprograms with much stack get one of their own (bpf_enable_priv_stack)"""
    sleepable: bool = False
    """its programs may sleep (BPF_F_SLEEPABLE)"""
    only_sleepable: bool = False
    """they must be loaded with that flag"""
    attach: frozenset[int] | None = None
    """the attach types that it must be loaded with one of; None: any number"""
    attach_default: int = 0
    """the one that it is loaded with if it says 0"""
    typed: bool = False
    """its context is what it attaches to: the arguments of a function, with their types"""
    needs: tuple[str, ...] = ("bpf", "net_admin")
    """the capabilities that the user must have to load one"""
    writes: Mapping[str, Writes] = {}
    """structs of the kernel that it writes, by name"""
    unsupported: str = ""
    """why the box does not verify it yet; empty: it does"""

    def allowed_returns(self, attach: int | None) -> tuple[int, int] | None:
        """Return the range of r0 at exit for a program attached as *attach*."""
        for which, bounds in self.returns_by_attach:
            if which == attach:
                return bounds
        return self.returns
