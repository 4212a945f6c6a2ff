"""Cases of the verifier as data: tests/data/verifier/*.s.

A case is a header and a program::

    === name [type=XDP] [gpl=no] [btf=static] [attach=XDP_DEVMAP] [strict=yes]
               [sleepable=yes] [freq=yes] [invariants=yes] [frags=yes] [any=yes] [random=yes]
    === name type=SCHED_CLS caps=bpf,net_admin
    === name type=TRACING attach=TRACE_RAW_TP target=task_newtask
    === name type=STRUCT_OPS target=tcp_congestion_ops attach=.ssthresh
    --- accept                     what Linux 6.18 says, or: --- EACCES R1 !read_ok
    --- ours EOPNOTSUPP ...        where ours refuses what Linux takes
    % int main(struct __sk_buff *skb);
    @ locks HASH int "struct elem" 4
    r0 = 0
    exit

With ``caps=`` the user has only these capabilities (``caps=none``: none at all, which Linux is asked
about only where kernel.unprivileged_bpf_disabled is 0).
With ``btf=`` the functions have types, and all but the first are static or global. Lines that
begin with ``%`` declare types and the functions, in the order of their starts, in C (`verifier_c`).
The maps of `MAPS` can be named in it, those of its own (lines that begin with ``@``: `verifier_maps`), and the kernel's types as `verifier_types` has it. Ours is
given the box's own types, so that answers are the same everywhere. Run this file to ask the kernel
at hand and write its answers into the files.
"""

import errno as errnos
import os
import re
import sys
from dataclasses import dataclass
from pathlib import Path

import verifier_caps
import verifier_maps
from verifier_functions import functions
from verifier_types import attach_value, filled, target_id

from beebox.abi.enums import MapFlag, MapType, ProgFlag, ProgType
from beebox.btf.read import read as read_btf
from beebox.btf.types import Btf
from beebox.isa.asm import assemble
from beebox.isa.insn import Insn
from beebox.isa.opcodes import LDDW, Pseudo
from beebox.spec import vmlinux
from beebox.verifier import (
    MapValue,
    Options,
    Program,
    Rejected,
    Stats,
    Verified,
    default_tables,
    verify,
)
from beebox.verifier.api import CAPABILITIES

DATA = Path(__file__).parents[1] / "data" / "verifier"
RODATA = (5).to_bytes(8, "little") + b"hi %d\n\0\0" + b"\xff\xfe\xfd\xfc\x80\x00\x00\x01" + b"x" * 8

_SHAPES = (
    # name, type, key, value, entries, flags, contents
    ("hash", MapType.HASH, 8, 16, 8, 0, None),
    ("tids", MapType.HASH, 4, 8, 8, 0, None),
    ("array", MapType.ARRAY, 4, 48, 2, 0, None),
    ("scratch", MapType.PERCPU_ARRAY, 4, 4200, 1, 0, None),
    ("percpu", MapType.PERCPU_HASH, 8, 24, 4, 0, None),
    ("lru", MapType.LRU_HASH, 8, 8, 8, 0, None),
    ("ring", MapType.RINGBUF, 0, 0, 4096, 0, None),
    ("perf", MapType.PERF_EVENT_ARRAY, 4, 4, 2, 0, None),
    ("stacks", MapType.STACK_TRACE, 4, 80, 4, 0, None),
    ("progs", MapType.PROG_ARRAY, 4, 4, 2, 0, None),
    ("queue", MapType.QUEUE, 0, 8, 4, 0, None),
    ("bss", MapType.ARRAY, 4, 64, 1, 0, None),
    ("rodata", MapType.ARRAY, 4, len(RODATA), 1, int(MapFlag.RDONLY_PROG), RODATA),
    ("readonly", MapType.ARRAY, 4, 16, 2, int(MapFlag.RDONLY_PROG), None),
    ("writeonly", MapType.ARRAY, 4, 16, 2, int(MapFlag.WRONLY_PROG), None),
    ("pairs", MapType.ARRAY, 4, 16, 2, int(MapFlag.RDONLY_PROG), RODATA[:16]),
    ("tables", MapType.HASH, 4, 16, 2, int(MapFlag.RDONLY_PROG), RODATA[:16]),
    ("xdp_progs", MapType.PROG_ARRAY, 4, 4, 2, 0, None),  # an array serves one type of program
)
MAPS = {
    name: MapValue(
        kind,
        key,
        value,
        entries,
        flags,
        name,
        at + 1,
        contents if kind is MapType.ARRAY and entries == 1 else None,
        key=name,
        constant=contents is not None,
    )
    for at, (name, kind, key, value, entries, flags, contents) in enumerate(_SHAPES)
}
NUMBERS = {name: value.id for name, value in MAPS.items()}
_BY_NUMBER = {value.id: value for value in MAPS.values()}


_NAMES = re.compile(r"\{|call (__)?bpf_")


@dataclass
class Case:
    name: str
    file: str
    type: ProgType = ProgType.TRACEPOINT
    gpl: bool = True
    linkage: int | None = None
    attach_name: str = ""
    target: str = ""
    flags: int = 0
    caps: frozenset[str] = CAPABILITIES
    linux: str = ""
    ours: str = ""
    text: str = ""
    types: str = ""
    maps: tuple[verifier_maps.Spec, ...] = ()

    @property
    def insns(self) -> tuple[Insn, ...]:
        """The program for ours."""
        return self.insns_for(vmlinux.own())

    @property
    def asked(self) -> bool:
        """Whether Linux at hand is asked: seldom does it let anybody load programs."""
        return verifier_caps.may_load(self.caps)

    @property
    def attach(self) -> int:
        """How it attaches, for ours."""
        return self.attach_for(vmlinux.own())

    def attach_for(self, btf: Btf) -> int:
        """How it attaches, in a kernel of these types."""
        return attach_value(btf, self.attach_name, self.target)

    def insns_for(self, btf: Btf) -> tuple[Insn, ...]:
        """The program for a kernel of these types."""
        text = filled(self.text, btf) if _NAMES.search(self.text) else self.text
        own = {spec.name: verifier_maps.FIRST + at for at, spec in enumerate(self.maps)}
        return assemble(text, maps=NUMBERS | own)

    def target_for(self, btf: Btf) -> int:
        """What it attaches to, in a kernel of these types."""
        return target_id(btf, self.type, self.attach_for(btf), self.target) if self.target else 0


TABLES = default_tables()
_LINKAGES = {"": None, "static": 0, "global": 1}


_FLAGS = {
    "strict": ProgFlag.STRICT_ALIGNMENT,
    "sleepable": ProgFlag.SLEEPABLE,
    "freq": ProgFlag.TEST_STATE_FREQ,
    "invariants": ProgFlag.TEST_REG_INVARIANTS,
    "any": ProgFlag.ANY_ALIGNMENT,
    "random": ProgFlag.TEST_RND_HI32,
    "frags": ProgFlag.XDP_HAS_FRAGS,
}


def _flags(given: dict[str, str]) -> int:
    return sum(flag for name, flag in _FLAGS.items() if name in given)


def read(path: Path) -> list[Case]:
    cases: list[Case] = []
    common = Case("", path.stem)
    for line in path.read_text().splitlines():
        if line.startswith("#"):
            continue
        if line.startswith("==="):
            name, *options = line[3:].split()
            given = dict(option.split("=") for option in options)
            cases.append(
                Case(
                    name,
                    path.stem,
                    ProgType[given.get("type", "TRACEPOINT")],
                    given.get("gpl") != "no",
                    _LINKAGES[given.get("btf", "")],
                    given.get("attach", ""),
                    given.get("target", ""),
                    _flags(given),
                    verifier_caps.parse(given.get("caps", "")),
                )
            )
        elif line.startswith("--- ours"):
            cases[-1].ours = line[9:]
        elif line.startswith("---"):
            cases[-1].linux = line[4:]
        elif line.startswith("%"):
            (cases[-1] if cases else common).types += line[1:] + "\n"
        elif line.startswith("@"):
            (cases[-1] if cases else common).maps += verifier_maps.read(line[1:])
        elif cases:
            cases[-1].text += line + "\n"
    for case in cases:
        case.maps = common.maps + case.maps
        case.types = verifier_maps.with_aliases(common.types + case.types, case.maps)
    return cases


def everything() -> list[Case]:
    return [case for path in sorted(DATA.glob("*.s")) for case in read(path)]


def references(
    insns: tuple[Insn, ...], own: dict[str, MapValue] | None = None
) -> dict[int, MapValue]:
    by_number = _BY_NUMBER | {value.id: value for value in (own or {}).values()}
    found = {}
    for at, insn in enumerate(insns):
        if insn.code == LDDW and insn.src in (Pseudo.MAP_FD, Pseudo.MAP_VALUE):
            value = by_number[insn.imm]
            if insn.src == Pseudo.MAP_VALUE:
                value = value._replace(is_value=True, offset=insns[at + 1].imm)
            found[at] = value
    return found


def ours(
    insns: tuple[Insn, ...],
    kind: ProgType = ProgType.TRACEPOINT,
    *,
    gpl: bool = True,
    level: int = 1,
    cpus: int = 0,
    limit: int = 1_000_000,
    linkage: int | None = None,
    attach: int = 0,
    flags: int = 0,
    types: str = "",
    target: int = 0,
    maps: tuple[verifier_maps.Spec, ...] = (),
    kernel: Btf | None = None,
    caps: frozenset[str] = CAPABILITIES,
) -> Verified | Rejected:
    tables = TABLES._replace(vmlinux=lambda: kernel or vmlinux.own())
    btf, starts = None, ()
    if linkage is not None or types or maps:
        blob, starts = functions(insns, linkage, types)
        btf = read_btf(blob)
    if linkage is None and not types:
        starts = ()
    own = verifier_maps.values(maps, btf, tables.vmlinux, caps) if maps and btf else {}
    program = Program(
        insns,
        kind,
        references(insns, own),
        gpl=gpl,
        btf=btf if starts else None,
        funcs=starts,
        attach_type=attach,
        flags=flags,
        attach_btf_id=target,
    )
    options = Options(level, cpus=cpus, insn_limit=limit, capabilities=caps)
    return verify(program, tables, options)


def ours_of(
    case: Case,
    limit: int = 1_000_000,
    level: int = 1,
    cpus: int = 0,
    kernel: Btf | None = None,
) -> Verified | Rejected:
    """Return our answer, in a kernel of the box's own types or of these."""
    btf = kernel or vmlinux.own()
    try:
        return ours(
            case.insns_for(btf),
            case.type,
            gpl=case.gpl,
            level=level,
            cpus=cpus,
            limit=limit,
            linkage=case.linkage,
            attach=case.attach_for(btf),
            flags=case.flags,
            types=case.types,
            target=case.target_for(btf),
            maps=case.maps,
            kernel=btf,
            caps=case.caps,
        )
    except verifier_maps.RefusedError as refused:
        return Rejected(refused.code, refused.what, "", 0, Stats())


def text(verdict: Verified | Rejected) -> str:
    if isinstance(verdict, Verified):
        return "accept"
    name = errnos.errorcode.get(verdict.errno, str(verdict.errno))
    return f"{name} {verdict.message}".strip()


def linux_text(code: int, log: str) -> str:
    if not code:
        return "accept"
    lines = [line for line in _GLUED.sub(r"\n\g<0>", log).splitlines() if line]
    said = [line for line in lines if not _ASIDE.match(line)]
    name = errnos.errorcode.get(code, str(code))
    return f"{name} {said[-1] if said else ''}".strip()


_GLUED = re.compile(r"(?<=[a-z])processed \d+ insns")  # one message has no end of line
_ASIDE = re.compile(r"processed \d+ insns|cur state:|old state:|func#\d+ @\d+$|\d+: [(R]")


def record(path: Path) -> None:
    """Ask the kernel, and write its answers into the file."""
    from verifier_live import Live

    live = Live()
    answers = {
        case.name: (live.load(case), text(ours_of(case))) for case in read(path) if case.asked
    }
    live.close()
    made: list[str] = []
    asked = True
    for line in path.read_text().splitlines():
        if line.startswith("---") and asked:
            continue
        made.append(line)
        if line.startswith("==="):
            asked = line[3:].split()[0] in answers
        if line.startswith("===") and asked:
            (code, log), own = answers[line[3:].split()[0]]
            linux = linux_text(code, log)
            made.append(f"--- {linux}")
            if own != linux:
                made.append(f"--- ours {own}")
                print(f"{path.stem}/{line[3:].split()[0]}\n   linux {linux}\n   ours  {own}")
    path.write_text("\n".join(made) + "\n")


if __name__ == "__main__":
    os.environ.setdefault("PYTHONDONTWRITEBYTECODE", "1")
    for each in sys.argv[1:] or sorted(DATA.glob("*.s")):
        record(Path(each))
