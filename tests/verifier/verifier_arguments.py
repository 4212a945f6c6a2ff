"""Every helper, called with something else than it asks for in one of its arguments."""

from collections.abc import Iterator

from verifier_cases import MAPS, NUMBERS

from beebox.abi.enums import AttachType, Func, MapType, ProgType
from beebox.isa.asm import assemble
from beebox.isa.insn import Insn
from beebox.spec.helpers import HELPERS
from beebox.spec.model import Arg, ArgKind, Helper

_LINKED = {value.type: name for name, value in reversed(MAPS.items())}
TYPES = (
    (ProgType.TRACEPOINT, 0), (ProgType.SCHED_CLS, 0), (ProgType.XDP, 0), (ProgType.SYSCALL, 0),
    (ProgType.CGROUP_SKB, 0), (ProgType.SK_SKB, 0), (ProgType.SK_MSG, 0), (ProgType.SOCK_OPS, 3),
    (ProgType.CGROUP_SOCK_ADDR, 10), (ProgType.CGROUP_SOCKOPT, 22), (ProgType.CGROUP_SYSCTL, 18),
    (ProgType.LWT_IN, 0), (ProgType.LWT_SEG6LOCAL, 0), (ProgType.SK_REUSEPORT, 39),
    (ProgType.SK_LOOKUP, 36), (ProgType.PERF_EVENT, 0), (ProgType.KPROBE, 0),
)  # fmt: skip
"""program types and how they are attached: a helper is asked about for the first that has it"""

VALUES = {
    "nothing": "",
    "null": "{r} = 0",
    "one": "{r} = 1",
    "number": "{r} = r8",
    "huge": "{r} = r9",
    "ctx": "{r} = r6",
    "ctx-moved": "{r} = r6\n{r} += 8",
    "stack": "{r} = r10\n{r} += -64",
    "stack-end": "{r} = r10\n{r} += -4",
    "stack-unset": "{r} = r10\n{r} += -200",
    "stack-odd": "{r} = r10\n{r} += -63",
    "map": "{r} = map[hash]",
    "value": "{r} = map[bss][0]+0",
    "value-end": "{r} = map[bss][0]+61",
    "value-readonly": "{r} = map[rodata][0]+0",
    "value-or-null": "{r} = r7",
    "frame": "{r} = r10",
}
_HEAD = """
r6 = r1
r1 = map[hash]
*(u64 *)(r10 - 8) = 1
r2 = r10
r2 += -8
call map_lookup_elem
r7 = r0
call get_prandom_u32
r8 = r0
r8 &= 7
call ktime_get_ns
r9 = r0
""" + "".join(f"*(u64 *)(r10 - {at}) = 0\n" for at in range(8, 136, 8))


def _good(row: Helper, arg: Arg) -> str | None:
    """Return what makes an argument right, or None if that is not so easily done."""
    if arg.kind is ArgKind.MAP:
        kinds = row.maps or {MapType.HASH}
        name = next((_LINKED[kind] for kind in sorted(kinds) if kind in _LINKED), None)
        return name and f"{{r}} = map[{name}]"
    return {
        ArgKind.ANYTHING: "{r} = 0",
        ArgKind.CTX: "{r} = r6",
        ArgKind.MAP_KEY: "{r} = r10\n{r} += -64",
        ArgKind.MAP_VALUE: "{r} = r10\n{r} += -128",
        ArgKind.MEM: "{r} = r10\n{r} += -64",
        ArgKind.SIZE: "{r} = 8",
        ArgKind.ALLOC_SIZE: "{r} = 8",
        ArgKind.CONST_STR: "{r} = map[rodata][0]+8",
        ArgKind.STACK: "{r} = r10\n{r} += -64",
        ArgKind.FUNC: "{r} = subprog[cb]",
    }.get(arg.kind)


def programs(row: Helper) -> Iterator[tuple[str, ProgType, int, tuple[Insn, ...]]]:
    """Yield calls of a helper with each of VALUES in each of its arguments."""
    where = next((kind for kind in TYPES if row.serves(kind[0], AttachType(kind[1]))), None)
    if where is None:
        return
    seen = row.seen_by(where[0])
    good = [_good(seen, arg) for arg in seen.args]
    for number in range(len(seen.args)):
        if None in good[:number]:
            return
        for name, value in VALUES.items():
            lines = [*good[:number], value, *(other or "" for other in good[number + 1 :])]
            text = "\n".join(
                line.replace("{r}", f"r{at}") for at, line in enumerate(lines, 1) if line
            )
            ending = "r0 = 1\nexit\n" + ("cb: r0 = 0\nexit\n" if "subprog" in text else "")
            code = f"{_HEAD}{text}\ncall {row.func.name}\n{ending}"
            yield f"{number + 1} {name}", *where, assemble(code, maps=NUMBERS)


def rows() -> list[Helper]:
    """Return the rows that have arguments."""
    return [row for func, row in HELPERS.items() if row.args and func is not Func.unspec]
