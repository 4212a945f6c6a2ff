"""Sentences that go further: lists and trees that are looked into, sets of CPUs, tasks, other rings.

As in `verifier_sentences`, what they hold they keep in a register of its own until they end.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from verifier_frames import Frame, Place

if TYPE_CHECKING:
    from verifier_grammar import Grammar

_DATA = {"list": 24, "tree": 32}
"""where the number of an element is"""


def peek(g: Grammar, f: Frame, depth: int) -> None:
    """Look at what is on a list or a tree, under its lock, and maybe take it off."""
    if len(f.free) < 2:
        return
    of = g.rnd.choice(("list", "tree"))
    value, node = g.rnd.sample(f.free, 2)
    at, none, out = f.slot(), g.label("none"), g.label("out")
    f.say(f"*(u32 *)(r10 {at}) = 0", f"r1 = map[{of}]", "r2 = r10", f"r2 += {at}")
    f.say("call map_lookup_elem", f"if r0 == 0 goto {none}", f"{value} = r0")
    f.say(f"r1 = {value}", "call spin_lock", f"r1 = {value}", "r1 += 8")
    ways = {"list": ("list_front", "list_back"), "tree": ("rbtree_first", "rbtree_root")}[of]
    f.say(f"call bpf_{g.rnd.choice(ways)}", f"{node} = r0", f"if {node} == 0 goto {out}")
    quiet, f.quiet = f.quiet, True
    with f.held(value, node):
        if f.free:
            f.say(f"{f.number()} = *(u64 *)({node} + {_DATA[of]})")
        g.block(f, depth)
    f.quiet = quiet
    if of == "tree" and g.rnd.random() < 0.4:
        f.say(f"r1 = {value}", "r1 += 8", f"r2 = {node}")
        f.say(f"call bpf_rbtree_{g.rnd.choice(('left', 'right'))}", f"if r0 == 0 goto {out}")
    if of == "tree" and g.rnd.random() < 0.5:
        gone = g.label("gone")
        f.say(f"r1 = {value}", "r1 += 8", f"r2 = {node}", "call bpf_rbtree_remove")
        f.say(f"{node} = r0", f"r1 = {value}", "call spin_unlock", f"if {node} == 0 goto {gone}")
        f.say(f"r1 = {node}", "r2 = 0", "call bpf_obj_drop_impl", f"{gone}:", f"goto {none}")
    f.say(f"{out}:", f"r1 = {value}", "call spin_unlock")
    f.say(f"{none}:", f"{value} = 0", f"{node} = 0")


def cpus(g: Grammar, f: Frame, depth: int) -> None:
    """Make a set of CPUs, use it, and give it back."""
    if not f.free:
        return
    reg, none = f.number(), g.label("none")
    f.say("call bpf_cpumask_create", f"if r0 == 0 goto {none}", f"{reg} = r0")
    with f.held(reg):
        for _ in range(g.rnd.randint(0, 2)):
            verb = g.rnd.choice(("set_cpu", "clear_cpu", "test_cpu"))
            f.say(f"r1 = {g.rnd.choice(('0', *f.free))}", f"r2 = {reg}")
            f.say(f"call bpf_cpumask_{verb}")
        g.block(f, depth)
        if f.free:
            verb = g.rnd.choice(("first", "weight", "empty"))
            f.say(f"r1 = {reg}", f"call bpf_cpumask_{verb}", f"{f.number()} = r0")
    f.say(f"r1 = {reg}", "call bpf_cpumask_release", f"{none}:", f"{reg} = 0")


def tasks(g: Grammar, f: Frame, depth: int) -> None:
    """Go through the tasks."""
    at, again, done = f.slot(24), g.label("next"), g.label("done")
    f.say("call bpf_rcu_read_lock", "r1 = r10", f"r1 += {at}", "r2 = 0", "r3 = 1")
    f.say("call bpf_iter_task_new", f"{again}:", "r1 = r10", f"r1 += {at}")
    f.say("call bpf_iter_task_next", f"if r0 == 0 goto {done}")
    reg = f.number() if f.free else ""
    if reg:
        f.say(f"{reg} = r0")
    out, f.ways_out = f.ways_out, [done]
    free, f.free = f.free, [each for each in f.free if each != reg]
    if reg and f.free:
        f.say(f"{f.number()} = *(u32 *)({reg} + {{task_struct.pid}})")
    g.block(f, depth)
    f.free, f.ways_out = free, out
    f.say(f"goto {again}", f"{done}:", *([f"{reg} = 0"] if reg else []))
    f.say("r1 = r10", f"r1 += {at}", "call bpf_iter_task_destroy", "call bpf_rcu_read_unlock")


def drain(g: Grammar, f: Frame, depth: int) -> None:
    """Let what the user sent call back, with a dynptr."""
    name, context = g.label("drained"), f.slot()
    f.say(f"*(u64 *)(r10 {context}) = 0", "r1 = map[user]", f"r2 = subprog[{name}]")
    f.say("r3 = r10", f"r3 += {context}", "r4 = 0", "call user_ringbuf_drain")

    def begin(inner: Frame) -> None:
        inner.say("r6 = r2", "r7 = r1")
        inner.free = ["r8", "r9"]
        inner.places.append(Place("r6", 8))
        if g.rnd.random() < 0.6:
            at = inner.slot()
            inner.say(f"*(u64 *)(r10 {at}) = 0", "r1 = r10", f"r1 += {at}", "r2 = 8", "r3 = r7")
            inner.say("r4 = 0", "r5 = 0", "call dynptr_read")

    g.function(name, begin, depth, "int a")


def inner(g: Grammar, f: Frame, depth: int) -> None:
    """Look a map up, and in it a value."""
    if not f.free:
        return
    reg, at, none = f.number(), f.slot(), g.label("none")
    f.say(f"*(u32 *)(r10 {at}) = 0", "r1 = map[outer]", "r2 = r10", f"r2 += {at}")
    f.say("call map_lookup_elem", f"{reg} = 0", f"if r0 == 0 goto {none}", "r1 = r0")
    f.say("r2 = r10", f"r2 += {at}", "call map_lookup_elem", f"if r0 == 0 goto {none}")
    f.say(f"{reg} = r0")
    with f.place(reg, 8):
        g.block(f, depth)
    f.say(f"{none}:", f"{reg} = 0")
