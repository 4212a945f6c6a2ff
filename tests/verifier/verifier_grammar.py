"""Programs made at random from sentences: what is begun is ended, and now and then there is a fault.

A sentence is a loop, an iterator, a lookup, a lock, a reference, a dynptr, an object, a packet, a
function, a callback, with other sentences in it. Numbers are in r6 to r9 and on the stack; what a
sentence holds (a pointer, a reference) it keeps in a register of its own until it ends.
"""

from __future__ import annotations

import random
from collections.abc import Callable

import verifier_numbers as numbers
import verifier_sentences as sentences
from verifier_cases import Case
from verifier_faults import spoil
from verifier_frames import Frame

from beebox.abi.enums import ProgFlag, ProgType
from beebox.verifier.api import CAPABILITIES

_KINDS = (
    *(ProgType.SCHED_CLS, ProgType.SCHED_CLS, ProgType.XDP, ProgType.TRACING, ProgType.SYSCALL),
    *(ProgType.KPROBE, ProgType.CGROUP_SKB, ProgType.RAW_TRACEPOINT),
)
_FLAGS = (0, 0, 0, 0, int(ProgFlag.TEST_STATE_FREQ), int(ProgFlag.STRICT_ALIGNMENT))
_ATTACH = {ProgType.TRACING: "TRACE_RAW_TP", ProgType.CGROUP_SKB: "CGROUP_INET_INGRESS"}
_DEEP = 4
_FEW = frozenset({"bpf", "net_admin"})


class Grammar:
    """Writes the functions of one program."""

    def __init__(self, rnd: random.Random, kind: ProgType) -> None:
        self.rnd = rnd
        self.kind = kind
        self.probes = kind in (ProgType.TRACING, ProgType.KPROBE)
        """whether the kernel's memory may be read"""
        self.labels = 0
        self.functions: list[tuple[list[str], str]] = []
        """lines, and how they are declared"""
        self.left = rnd.randint(4, 25)
        """sentences that may come yet"""

    def label(self, name: str) -> str:
        self.labels += 1
        return f"{name}{self.labels}"

    def block(self, f: Frame, depth: int) -> None:
        """Write some sentences."""
        for _ in range(self.rnd.randint(1, 4 if depth else 12)):
            if self.left <= 0:
                return
            self.left -= 1
            if f.quiet or depth >= _DEEP or self.rnd.random() < 0.45:
                self.rnd.choice(numbers.ALL)(self, f)
            else:
                self.rnd.choice(_NESTED + sentences.OF.get(self.kind, ()))(self, f, depth + 1)

    def function(
        self, name: str, begin: Callable[[Frame], None], depth: int, takes: str = "u64 a, u64 b"
    ) -> None:
        """Write a function that begins so; one that *takes* pointers is static."""
        f = Frame(self.rnd)
        f.say(f"{name}:")
        begin(f)
        self.body(f, depth)
        self.functions.append((f.lines, f"{self.linkage(takes)}int {name}({takes});"))

    def linkage(self, takes: str) -> str:
        """Return that of a function: what is called back is static."""
        return "" if "u64 a" in takes and self.rnd.random() < 0.6 else "static "

    def body(self, f: Frame, depth: int) -> None:
        """Write what stands between the beginning and the end of a function."""
        out = self.label("out")
        f.ways_out.append(out)
        for reg in f.free:
            f.say(f"{reg} = {self.rnd.choice((0, 0, 1, 5))}")
        for _ in range(self.rnd.randint(1, 3)):
            f.slots.append(f.slot())
            f.say(f"*(u64 *)(r10 {f.slots[-1]}) = {self.rnd.choice((0, 0, 7))}")
        self.block(f, depth)
        f.say(f"{out}:", f"r0 = {self.rnd.choice((0,) * 9 + (1,))}", "exit")


# ---------------------------------------------------------------------------- ways


def _fork(g: Grammar, f: Frame, depth: int) -> None:
    if not f.free:
        return
    other, after = g.label("else"), g.label("join")
    narrow = g.rnd.random() < 0.3
    reg = f.number()
    operand = f.number() if g.rnd.random() < 0.3 else str(g.rnd.choice(numbers.NUMBERS))
    if narrow:
        reg, operand = f"w{reg[1:]}", operand.replace("r", "w")
    f.say(f"if {reg} {g.rnd.choice(numbers.SIGNS)} {operand} goto {other}")
    g.block(f, depth)
    if g.rnd.random() < 0.5:
        f.say(f"goto {after}", f"{other}:")
        g.block(f, depth)
        f.say(f"{after}:")
    else:
        f.say(f"{other}:")


def _count(g: Grammar, f: Frame, depth: int) -> None:
    """Loop so many times; the count is in a register or on the stack."""
    again, turns = g.label("again"), g.rnd.choice((1, 2, 3, 5, 9))
    on_stack = g.rnd.random() < 0.4 or len(f.free) < 3
    if on_stack:
        at = f.slot()
        f.say(f"*(u64 *)(r10 {at}) = 0", f"{again}:")
        g.block(f, depth)
        f.say(f"r1 = *(u64 *)(r10 {at})", "r1 += 1", f"*(u64 *)(r10 {at}) = r1")
        f.say(f"if r1 {g.rnd.choice(('<', '!=', 's<'))} {turns} goto {again}")
        return
    reg = f.number()
    f.say(f"{reg} = 0", f"{again}:")
    out = f.ways_out
    with f.held(reg):
        f.ways_out = out
        g.block(f, depth)
    f.say(f"{reg} += 1", f"if {reg} {g.rnd.choice(('<', '!=', 's<'))} {turns} goto {again}")


def _may_goto(g: Grammar, f: Frame, depth: int) -> None:
    again, done = g.label("again"), g.label("done")
    f.say(f"{again}:", f"may_goto {done}")
    g.block(f, depth)
    f.say(f"goto {again}", f"{done}:")


def _call(g: Grammar, f: Frame, depth: int) -> None:
    """Call a function, that may be given a pointer."""
    name = g.label("f")
    places = [place for place in f.places if g.rnd.random() < 0.7][:1]
    if not places and g.rnd.random() < 0.5:
        at = g.rnd.choice(f.slots)
        f.say("r1 = r10", f"r1 += {at}")
        size = 8
    elif places:
        f.say(f"r1 = {places[0].reg}")
        size = places[0].size
    else:
        f.say(f"r1 = {g.rnd.choice([*f.free, '7'])}")
        size = 0
    f.say(f"r2 = {g.rnd.choice([*f.free, '3'])}", f"call {name}")
    if f.free and g.rnd.random() < 0.7:
        f.say(f"{f.number()} = r0")

    def begin(inner: Frame) -> None:
        inner.say("r6 = r1", "r7 = r2")
        inner.free = ["r8", "r9"] if size else ["r6", "r8", "r9"]
        if size:
            inner.places.append(sentences.place("r6", size, write=not places or places[0].write))

    takes = f"struct bytes{size} *p __arg_nonnull, u64 b"
    g.function(name, begin, depth, takes if size else "u64 a, u64 b")


def _loop(g: Grammar, f: Frame, depth: int) -> None:
    """Let bpf_loop call back."""
    name, context = g.label("loop"), f.slot()
    f.say(f"*(u64 *)(r10 {context}) = {g.rnd.choice((0, 1, 4))}")
    f.say(f"r1 = {g.rnd.choice([*f.free, '1', '4', '10'])}", f"r2 = subprog[{name}]")
    f.say("r3 = r10", f"r3 += {context}", "r4 = 0", "call loop")
    if f.free:
        f.say(f"{f.number()} = *(u64 *)(r10 {context})")

    def begin(inner: Frame) -> None:
        inner.say("r6 = r2", "r7 = r1")
        inner.free = ["r8", "r9"]
        inner.places.append(sentences.place("r6", 8))

    g.function(name, begin, depth, "int a")


def _each(g: Grammar, f: Frame, depth: int) -> None:
    """Let bpf_for_each_map_elem call back."""
    name, context = g.label("each"), f.slot()
    f.say(f"*(u64 *)(r10 {context}) = 0")
    f.say(f"r1 = map[{g.rnd.choice(('hash', 'array', 'locked', 'percpu'))}]")
    f.say(f"r2 = subprog[{name}]", "r3 = r10", f"r3 += {context}", "r4 = 0")
    f.say("call for_each_map_elem")

    def begin(inner: Frame) -> None:
        inner.say("r6 = r3", "r7 = r4")
        inner.free = ["r8", "r9"]
        inner.places += [sentences.place("r6", 8), sentences.place("r7", 8)]

    g.function(name, begin, depth, "int a")


_NESTED = (_fork, _fork, _count, _count, _may_goto, _call, _call, _loop, _each)


# ---------------------------------------------------------------------------- programs


def case(seed: int) -> Case:
    """Return the program of a seed."""
    rnd = random.Random(seed)
    kind = rnd.choice(_KINDS)
    g = Grammar(rnd, kind)
    f = Frame(rnd)
    f.say("r6 = r1")
    f.free.remove("r6")
    f.context = "r6"
    g.body(f, 0)
    lines = [*f.lines, *(line for lines, _ in g.functions for line in lines)]
    types = sentences.TYPES_OF_MAPS
    if rnd.random() < 0.4:
        types += "int main(void *ctx);\n" + "\n".join(each for _, each in g.functions)
    if rnd.random() < 0.6:
        spoil(rnd, lines)
    tracing = kind is ProgType.TRACING
    return Case(
        f"seed-{seed}",
        "grammar",
        kind,
        linkage=0,
        attach_name=_ATTACH.get(kind, ""),
        target="task_newtask" if tracing else "",
        flags=rnd.choice(_FLAGS) | (ProgFlag.SLEEPABLE if kind is ProgType.SYSCALL else 0),
        caps=_FEW if rnd.random() < 0.1 else CAPABILITIES,
        text="\n".join(lines) + "\n",
        types=types,
        maps=sentences.MAPS,
    )
