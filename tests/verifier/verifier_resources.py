"""Sentences about what the kernel gives: timers, sockets, other locks, its own structs, other programs.

As in `verifier_sentences`, what they hold they keep in a register of its own until they end.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from verifier_frames import Frame, Place

from beebox.abi.enums import ProgType

if TYPE_CHECKING:
    from verifier_grammar import Grammar

_TUPLE = 12
"""bytes of the addresses and ports that say which socket"""


def timer(g: Grammar, f: Frame, depth: int) -> None:
    """Let a timer call back."""
    if not f.free:
        return
    reg, at, none, name = f.number(), f.slot(), g.label("none"), g.label("later")
    f.say(f"*(u32 *)(r10 {at}) = 0", "r1 = map[timed]", "r2 = r10", f"r2 += {at}")
    f.say("call map_lookup_elem", f"if r0 == 0 goto {none}", f"{reg} = r0")
    with f.place(reg, 8):
        f.say(f"r1 = {reg}", "r1 += 8", "r2 = map[timed]", "r3 = 0", "call timer_init")
        f.say(f"r1 = {reg}", "r1 += 8", f"r2 = subprog[{name}]", "call timer_set_callback")
        g.block(f, depth)
        f.say(f"r1 = {reg}", "r1 += 8", "r2 = 100", "r3 = 0", "call timer_start")
    f.say(f"{none}:", f"{reg} = 0")

    def begin(inner: Frame) -> None:
        inner.say("r6 = r2", "r7 = r3")
        inner.free = ["r8", "r9"]
        inner.places += [Place("r6", 4, write=False), Place("r7", 8)]

    g.function(name, begin, depth, "int a")


def resilient(g: Grammar, f: Frame, depth: int) -> None:
    """Hold a resilient lock, if it can be had."""
    if not f.free:
        return
    reg, at, none = f.number(), f.slot(), g.label("none")
    f.say(f"*(u32 *)(r10 {at}) = 0", "r1 = map[res]", "r2 = r10", f"r2 += {at}")
    f.say("call map_lookup_elem", f"if r0 == 0 goto {none}", f"{reg} = r0")
    f.say(f"r1 = {reg}", "call bpf_res_spin_lock", f"if r0 != 0 goto {none}")
    quiet, f.quiet = f.quiet, True
    with f.held(reg):
        g.block(f, depth)
    f.quiet = quiet
    f.say(f"r1 = {reg}", "call bpf_res_spin_unlock", f"{none}:", f"{reg} = 0")


def socket(g: Grammar, f: Frame, depth: int) -> None:
    """Look a socket up, read it, and give it back."""
    if not f.free or not f.context:
        return
    reg, at, none = f.number(), f.slot(16), g.label("none")
    f.say(f"*(u64 *)(r10 {at}) = 0", f"*(u64 *)(r10 {at + 8}) = 0", f"r1 = {f.context}")
    f.say("r2 = r10", f"r2 += {at}", f"r3 = {_TUPLE}", "r4 = -1", "r5 = 0")
    f.say(g.rnd.choice(("call sk_lookup_tcp", "call sk_lookup_udp", "call skc_lookup_tcp")))
    f.say(f"{reg} = r0", f"if {reg} == 0 goto {none}")
    with f.held(reg):
        if f.free and g.rnd.random() < 0.6:
            f.say(f"{f.number()} = *(u32 *)({reg} + {g.rnd.choice((4, 4, 12, 44))})")
        if g.rnd.random() < 0.3:
            other = g.label("other")
            f.say(f"r1 = {reg}", f"call {g.rnd.choice(('tcp_sock', 'sk_fullsock'))}")
            f.say(f"if r0 == 0 goto {other}", "r0 = *(u32 *)(r0 + 0)", f"{other}:")
        g.block(f, depth)
    f.say(f"r1 = {reg}", "call sk_release", f"{none}:", f"{reg} = 0")


def struct(g: Grammar, f: Frame, depth: int) -> None:
    """Walk structs of the kernel."""
    if not f.free:
        return
    reg, none = f.number(), g.label("none")
    if f.context and g.kind is ProgType.TRACING and g.rnd.random() < 0.6:
        f.say(f"{reg} = *(u64 *)({f.context} + 0)")
    else:
        f.say("call get_current_task_btf", f"{reg} = r0")
    with f.held(reg):
        for _ in range(g.rnd.randint(1, 2)):
            if f.free:
                f.say(f"{f.number()} = *(u32 *)({reg} + {{task_struct.{_member(g)}}})")
        g.block(f, depth)
        way = g.rnd.choice(("group_leader", "real_parent", "parent", "mm", "parent"))
        f.say(f"r1 = *(u64 *)({reg} + {{task_struct.{way}}})")
        if g.rnd.random() < 0.7:
            f.say(f"if r1 == 0 goto {none}")
        f.say("r2 = *(u32 *)(r1 + 0)", f"{none}:")
    f.say(f"{reg} = 0")


def _member(g: Grammar) -> str:
    return g.rnd.choice(("pid", "tgid", "flags", "prio"))


def throw(g: Grammar, f: Frame, _: int) -> None:
    """Throw an exception, if."""
    if f.free and f.ways_out:
        label = g.label("fine")
        f.say(f"if {f.number()} != {g.rnd.choice((0, 5, 77))} goto {label}")
        f.say(f"r1 = {g.rnd.choice(('0', *f.free))}", "call bpf_throw", f"{label}:")


def tail(g: Grammar, f: Frame, _: int) -> None:
    """Go on in another program, if there is one."""
    if f.context and f.free and f.ways_out:
        f.say(f"r1 = {f.context}", "r2 = map[tails]", f"r3 = {g.rnd.choice(('0', *f.free))}")
        f.say("call tail_call")


def pull(g: Grammar, f: Frame, _: int) -> None:
    """Change the packet: what was known of it is not any more."""
    if f.context and g.rnd.random() < 0.4:
        xdp = g.kind is ProgType.XDP
        f.say(
            f"r1 = {f.context}", "r2 = 0", f"call {'xdp_adjust_head' if xdp else 'skb_pull_data'}"
        )
