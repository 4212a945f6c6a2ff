"""USDT: probes that a program's author wrote into it, with arguments.

The object has two maps from ``usdt.bpf.h``: ``__bpf_usdt_specs``, how to get at the arguments of a
place, and ``__bpf_usdt_ip_to_spec_id`` for kernels without cookies. The layout of the first's
value is read from the object's own types, since it has changed with time.
"""

from __future__ import annotations

import platform
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from beebox.abi.enums import AttachType
from beebox.btf.encode import encode
from beebox.btf.types import Array, Btf, Composite
from beebox.errors import KernelError, NotSupported
from beebox.loader.attach.binaries import find
from beebox.loader.attach.subject import Subject
from beebox.loader.attach.uprobes import Uprobe, UprobeMulti
from beebox.loader.links import Attachment, Link, close_all
from beebox.loader.map import Map
from beebox.obj.binary import Binary, Usdt

SPECS = "__bpf_usdt_specs"
CONST, REG, DEREF, INDEXED = range(4)
MOST = 12
"""arguments of a probe (BPF_USDT_MAX_ARG_CNT)"""

# offsets in struct pt_regs (arch/x86/include/uapi/asm/ptrace.h)
_X86 = {"r15": 0, "r14": 8, "r13": 16, "r12": 24, "rbp": 32, "rbx": 40, "r11": 48, "r10": 56,
        "r9": 64, "r8": 72, "rax": 80, "rcx": 88, "rdx": 96, "rsi": 104, "rdi": 112, "rip": 128,
        "rsp": 152}  # fmt: skip
_X86_PARTS = {
    **{f"e{name}": f"r{name}" for name in ("ax", "bx", "cx", "dx", "si", "di", "bp", "sp", "ip")},
    **{name: f"r{name}" for name in ("ax", "bx", "cx", "dx", "si", "di", "bp", "sp", "ip")},
    **{f"{name}l": f"r{name}" for name in ("si", "di", "bp", "sp")},
    **{f"{letter}l": f"r{letter}x" for letter in "abcd"},
    **{f"{letter}h": f"r{letter}x" for letter in "abcd"},
    **{f"r{n}{part}": f"r{n}" for n in range(8, 16) for part in "dwb"},
}
# struct user_pt_regs (arch/arm64/include/uapi/asm/ptrace.h)
_ARM64 = {**{f"x{n}": 8 * n for n in range(31)}, "sp": 248, "pc": 256}

_X86_FORMS = re.compile(
    r"(?P<size>-?\d+)@(?:\$(?P<constant>-?\d+)"
    r"|%(?P<register>\w+)"
    r"|(?P<offset>-?\d+)?\((?:%(?P<base>\w+))(?:,%(?P<index>\w+)(?:,(?P<scale>[1248]))?)?\))"
)
_ARM64_FORMS = re.compile(
    r"(?P<size>-?\d+)@(?:\[(?P<base>\w+)(?:,\s*#?(?P<offset>-?\d+))?\]"
    r"|(?P<register>[xw]\w*|sp)"
    r"|#?(?P<constant>-?\d+))"
)


class Argument(NamedTuple):
    """How to get at one argument: *kind* CONST, REG, DEREF (in memory), INDEXED."""

    kind: int
    value: int
    register: int
    index_register: int
    scale: int
    size: int


@dataclass(frozen=True, slots=True)
class UsdtProbe:
    """The probe *provider*:*name* of *binary*; *cookie* is what bpf_usdt_cookie tells."""

    binary: str
    provider: str
    name: str
    pid: int = -1
    cookie: int = 0

    def attach(self, subject: Subject) -> Link:
        """Attach to each place of the probe: by one link where the program was loaded for that."""
        path = find(self.binary)
        specs = Specs(subject)
        places = Binary(path).usdt(self.provider, self.name)
        if subject.spec.attach_type == AttachType.TRACE_UPROBE_MULTI:
            return self._together(subject, path, places, specs)
        made: list[Link] = []
        try:
            made.extend(self._one(subject, path, place, specs) for place in places)
        except (KernelError, NotSupported):
            close_all(made)
            raise
        return Attachment(subject.kernel, (), lambda: close_all(made))

    def _together(self, subject: Subject, path: str, places: Sequence[Usdt], specs: Specs) -> Link:
        semaphores = [place.semaphore for place in places]
        return UprobeMulti(
            path,
            offsets=[place.offset for place in places],
            cookies=[specs.add(place.arguments, self.cookie) for place in places],
            semaphores=semaphores if any(semaphores) else (),
            pid=self.pid,
        ).attach(subject)

    def _one(self, subject: Subject, path: str, place: Usdt, specs: Specs) -> Link:
        number = specs.add(place.arguments, self.cookie)
        return Uprobe(
            path, offset=place.offset, pid=self.pid, cookie=number, semaphore=place.semaphore
        ).attach(subject)


class Specs:
    """The map that tells programs how to get at arguments.

    Raises:
        NotSupported: the object has none: it does not include usdt.bpf.h, or has no types.
    """

    def __init__(self, subject: Subject) -> None:
        live = subject.maps.get(SPECS)
        if live is None or subject.btf is None or not live.spec.value_type_id:
            raise NotSupported(
                f"program {subject.spec.name} is for USDT, its object has no map {SPECS}",
                "#include <bpf/usdt.bpf.h>, and compile with -g",
            )
        self._map = live
        self._layout = _Layout(subject.btf, live.spec.value_type_id)

    def add(self, arguments: str, cookie: int) -> int:
        """Put in how a place's *arguments* are got at; return the number to go by.

        Raises:
            NotSupported: an argument is written in a way that is not known, or the map is full.
        """
        value = self._layout.pack([parse(word) for word in split(arguments)], cookie)
        return _place(self._map, value)


def _place(specs: Map, value: bytes) -> int:
    """Return where *value* stands in the map, put at the first free place if it is not there."""
    for number in range(specs.spec.max_entries):
        key = number.to_bytes(4, "little")
        there = specs.lookup(key)
        if there == value:
            return number
        if there is None or not any(there):
            specs.update(key, value)
            return number
    raise NotSupported(
        f"more than {specs.spec.max_entries} kinds of USDT places",
        "#define BPF_USDT_MAX_SPEC_CNT with more before the #include",
    )


class _Layout:
    """A value of the map of specs: struct __bpf_usdt_spec as the object has it."""

    def __init__(self, btf: Btf, type_id: int) -> None:
        self._btf, self._type = btf, type_id
        made = btf.type(btf.resolve(type_id))
        members = {m.name: m.type for m in made.members} if isinstance(made, Composite) else {}
        table = btf.type(btf.resolve(members.get("args", 0)))
        element = btf.type(btf.resolve(table.type)) if isinstance(table, Array) else None
        self._names = {m.name for m in element.members} if isinstance(element, Composite) else set()
        self._most = table.length if isinstance(table, Array) else 0

    def pack(self, arguments: list[Argument], cookie: int) -> bytes:
        """Return the bytes of a spec.

        Raises:
            NotSupported: the object's usdt.bpf.h is too old for one of the arguments.
        """
        if len(arguments) > self._most:
            raise NotSupported(f"{len(arguments)} arguments, the object knows {self._most}")
        value = {
            "args": [self._argument(each) for each in arguments],
            "usdt_cookie": cookie,
            "arg_cnt": len(arguments),
        }
        return encode(self._btf, self._type, value)

    def _argument(self, made: Argument) -> dict[str, int]:
        value = {
            "val_off": made.value,
            "arg_type": made.kind,
            "reg_off": made.register,
            "arg_signed": made.size < 0,
            "arg_bitshift": 64 - 8 * abs(made.size),
        }
        if made.kind == INDEXED:
            value |= {
                "idx_reg_off": made.index_register,
                "scale_bitshift": made.scale.bit_length() - 1,
            }
        if unknown := value.keys() - self._names:
            raise NotSupported(
                f"an indexed argument ({', '.join(sorted(unknown))})",
                "compile the object with a newer usdt.bpf.h",
            )
        return value


def split(arguments: str) -> list[str]:
    """Return the arguments of a probe as they are written, one by one.

    They are parted by spaces; arm64 has spaces within brackets, too.
    """
    return re.findall(r"(?:\[[^\]]*\]|\S)+", arguments)


def parse(text: str) -> Argument:
    """Return how to get at the argument that is written *text*.

    Raises:
        NotSupported: it is written in a way that is not known.
    """
    arm = platform.machine() == "aarch64"
    match = (_ARM64_FORMS if arm else _X86_FORMS).fullmatch(text)
    if match is None or abs(int(match["size"])) not in (1, 2, 4, 8):
        raise NotSupported(f"the argument {text!r} of a USDT probe")
    size = int(match["size"])
    if match["constant"] is not None:
        return Argument(CONST, int(match["constant"]), 0, 0, 1, size)
    if match["register"] is not None:
        return Argument(REG, 0, _register(match["register"], text), 0, 1, size)
    offset, base = int(match["offset"] or 0), _register(match["base"], text)
    index = match.groupdict().get("index")
    if index is None:
        return Argument(DEREF, offset, base, 0, 1, size)
    scale = int(match["scale"] or 1)
    return Argument(INDEXED, offset, base, _register(index, text), scale, size)


def _register(name: str, text: str) -> int:
    """Return where register *name* is in struct pt_regs."""
    arm = platform.machine() == "aarch64"
    whole = name.replace("w", "x", 1) if arm else _X86_PARTS.get(name, name)
    place = (_ARM64 if arm else _X86).get(whole)
    if place is None:
        raise NotSupported(f"the register {name} in the argument {text!r} of a USDT probe")
    return place
