"""Sentences that hold something until they end: values, locks, references, dynptrs, objects, packets.

Each is given the grammar, for sentences within (`block`), the function, and how deep it is.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import verifier_graphs as graphs
import verifier_maps
import verifier_resources as resources
from verifier_frames import Frame, Place
from verifier_functions import functions

from beebox.abi.enums import ProgType
from beebox.btf.read import read as read_btf
from beebox.isa.insn import Insn

if TYPE_CHECKING:
    from verifier_grammar import Grammar

Sentence = Callable[["Grammar", Frame, int], None]

TYPES = """
struct bpf_spin_lock { u32 val; };
struct bpf_list_head { u64 __opaque[2]; };
struct bpf_list_node { u64 __opaque[3]; };
struct bpf_rb_root { u64 __opaque[2]; };
struct bpf_rb_node { u64 __opaque[4]; };
struct bpf_refcount { u32 __opaque[1]; };
struct task_struct { int x; };
struct plain { u64 a; u64 b; };
struct node { struct bpf_list_node node; u64 data; struct bpf_refcount ref; };
struct tree { struct bpf_rb_node node; u64 data; };
struct locked { u64 count; struct bpf_spin_lock lock; u32 tail; };
struct listv { struct bpf_spin_lock lock; struct bpf_list_head head __tag("contains:node:node"); };
struct treev { struct bpf_spin_lock lock; struct bpf_rb_root root __tag("contains:tree:node"); };
struct bpf_timer { u64 __opaque[2]; };
struct bpf_res_spin_lock { u32 val; };
struct timed { u64 x; struct bpf_timer timer; };
struct resv { struct bpf_res_spin_lock lock; u32 x; };
struct bytes1 { u8 x[1]; };
struct bytes4 { u8 x[4]; };
struct bytes8 { u8 x[8]; };
struct bytes14 { u8 x[14]; };
struct bytes16 { u8 x[16]; };
struct bytes20 { u8 x[20]; };
struct bytes24 { u8 x[24]; };
struct bytes48 { u8 x[48]; };
struct holds { struct task_struct __kptr *task; struct plain __kptr *own; u64 tail; };
"""
_MAPS = """locked HASH int "struct locked" 4
list ARRAY int "struct listv" 1
tree ARRAY int "struct treev" 1
holds ARRAY int "struct holds" 4
timed ARRAY int "struct timed" 4
res ARRAY int "struct resv" 1
tails PROG_ARRAY 4 4 2
user USER_RINGBUF 0 0 4096
cells ARRAY int "struct plain" 2
outer ARRAY_OF_MAPS 4 4 2 inner=cells"""
MAPS = verifier_maps.read(_MAPS)
TYPES_OF_MAPS = verifier_maps.with_aliases(TYPES, MAPS)
_BTF = read_btf(functions((Insn(0x95),), 0, TYPES_OF_MAPS)[0])
_LOCK = 8
"""where the lock is in a struct locked"""


def _id(name: str) -> int:
    found = _BTF.find(name, "struct")
    assert found is not None
    return found


def place(reg: str, size: int, *, write: bool = True) -> Place:
    """Return a place of so many bytes."""
    return Place(reg, size, write)


def _lookup(g: Grammar, f: Frame, of: str, reg: str, key: int = 4) -> str:
    """Look a value up; return the label where there is none."""
    at, none = f.slot(), g.label("none")
    f.say(f"*(u{8 * key} *)(r10 {at}) = {g.rnd.choice((0, 0, 1))}")
    f.say(f"r1 = map[{of}]", "r2 = r10", f"r2 += {at}", "call map_lookup_elem")
    f.say(f"if r0 == 0 goto {none}", f"{reg} = r0")
    return none


def value(g: Grammar, f: Frame, depth: int) -> None:
    """Look a value up, and use it."""
    if not f.free:
        return
    name, key, size = g.rnd.choice((("hash", 8, 16), ("array", 4, 48), ("percpu", 8, 24)))
    reg = f.number()
    f.say(f"{reg} = 0")
    none = _lookup(g, f, name, reg, key)
    with f.place(reg, size):
        g.block(f, depth)
    f.say(f"{none}:", f"{reg} = {g.rnd.choice((0, 1))}")


def locked(g: Grammar, f: Frame, depth: int) -> None:
    """Hold a lock; nothing may be called meanwhile."""
    if not f.free:
        return
    reg = f.number()
    none = _lookup(g, f, "locked", reg)
    f.say(f"r1 = {reg}", f"r1 += {_LOCK}", "call spin_lock")
    quiet, f.quiet = f.quiet, True
    with f.held(reg), f.place(reg, 8):
        g.block(f, depth)
    f.quiet = quiet
    f.say(f"r1 = {reg}", f"r1 += {_LOCK}", "call spin_unlock", f"{none}:", f"{reg} = 0")


def section(g: Grammar, f: Frame, depth: int) -> None:
    """Read under RCU, keep the CPU, or switch interrupts off."""
    kind = g.rnd.choice(("rcu", "preempt", "irq"))
    at = f.slot()
    begin, end = {
        "rcu": (["call bpf_rcu_read_lock"], ["call bpf_rcu_read_unlock"]),
        "preempt": (["call bpf_preempt_disable"], ["call bpf_preempt_enable"]),
        "irq": (
            ["r1 = r10", f"r1 += {at}", "call bpf_local_irq_save"],
            ["r1 = r10", f"r1 += {at}", "call bpf_local_irq_restore"],
        ),
    }[kind]
    f.say(*begin)
    with f.held():
        g.block(f, depth)
    f.say(*end)


def numbers(g: Grammar, f: Frame, depth: int) -> None:
    """Go through numbers, or bits."""
    at, again, done = f.slot(16) + 8, g.label("next"), g.label("done")
    kind = g.rnd.choice(("num", "num", "bits"))
    if kind == "num":
        first, last = g.rnd.choice(((0, 3), (0, 10), (1, 1), (5, 2), (0, 100)))
        f.say("r1 = r10", f"r1 += {at - 8}", f"r2 = {first}", f"r3 = {last}")
    else:
        source = g.rnd.choice(f.slots)
        f.say("r1 = r10", f"r1 += {at - 8}", "r2 = r10", f"r2 += {source}", "r3 = 1")
    f.say(f"call bpf_iter_{kind}_new", f"{again}:", "r1 = r10", f"r1 += {at - 8}")
    f.say(f"call bpf_iter_{kind}_next", f"if r0 == 0 goto {done}")
    reg = f.number() if f.free and g.rnd.random() < 0.8 else ""
    keep = reg and g.rnd.random() < 0.4
    if reg:
        f.say(f"{reg} = r0" if keep else f"{reg} = *(u32 *)(r0 + 0)")
    out, f.ways_out = f.ways_out, [done]
    if keep:
        with f.place(reg, 4, write=False):
            g.block(f, depth)
        f.say(f"{reg} = 1")
    else:
        g.block(f, depth)
    f.ways_out = out
    f.say(f"goto {again}", f"{done}:", *([f"{reg} = 0"] if reg else []))
    f.say("r1 = r10", f"r1 += {at - 8}", f"call bpf_iter_{kind}_destroy")


def record(g: Grammar, f: Frame, depth: int) -> None:
    """Fill a record of the ring, and give it away."""
    if not f.free:
        return
    reg, none = f.number(), g.label("none")
    f.say("r1 = map[ring]", "r2 = 16", "r3 = 0", "call ringbuf_reserve")
    if g.rnd.random() < 0.6:
        f.say(f"if r0 == 0 goto {none}", f"{reg} = r0")
    else:
        f.say(f"{reg} = r0", f"if {reg} == 0 goto {none}")
    with f.held(reg), f.place(reg, 16):
        g.block(f, depth)
    end = g.rnd.choice(("submit", "discard"))
    f.say(f"r1 = {reg}", "r2 = 0", f"call ringbuf_{end}", f"{none}:", f"{reg} = 0")


def dynptr(g: Grammar, f: Frame, depth: int) -> None:
    """Make a dynptr, read, write and slice it."""
    at = f.slot(16)
    ring = g.rnd.random() < 0.6
    if ring:
        size = g.rnd.choice(("16", "64", *f.free))
        f.say("r1 = map[ring]", f"r2 = {size}", "r3 = 0", "r4 = r10", f"r4 += {at}")
        f.say("call ringbuf_reserve_dynptr")
    elif g.kind in (ProgType.SCHED_CLS, ProgType.XDP) and f.context and g.rnd.random() < 0.7:
        name = "skb" if g.kind is ProgType.SCHED_CLS else "xdp"
        f.say(f"r1 = {f.context}", "r2 = 0", "r3 = r10", f"r3 += {at}")
        f.say(f"call bpf_dynptr_from_{name}")
    else:
        f.say("r1 = map[bss][0]+0", "r2 = 64", "r3 = 0", "r4 = r10", f"r4 += {at}")
        f.say("call dynptr_from_mem")
    with f.held():
        for _ in range(g.rnd.randint(0, 3)):
            g.rnd.choice((_dynptr_copy, _dynptr_copy, _dynptr_slice, _dynptr_clone))(
                g, f, at, depth
            )
    if ring:
        end = g.rnd.choice(("submit", "discard"))
        f.say("r1 = r10", f"r1 += {at}", "r2 = 0", f"call ringbuf_{end}_dynptr")


def _dynptr_copy(g: Grammar, f: Frame, at: int, _: int) -> None:
    buffer = g.rnd.choice(f.slots)
    many = g.rnd.choice((1, 4, 8))
    if g.rnd.random() < 0.5:
        f.say("r1 = r10", f"r1 += {buffer}", f"r2 = {many}", "r3 = r10", f"r3 += {at}")
        f.say("r4 = 0", "r5 = 0", "call dynptr_read")
    else:
        f.say("r1 = r10", f"r1 += {at}", "r2 = 0", "r3 = r10", f"r3 += {buffer}")
        f.say(f"r4 = {many}", "r5 = 0", "call dynptr_write")


def _dynptr_slice(g: Grammar, f: Frame, at: int, depth: int) -> None:
    if not f.free:
        return
    reg, none, size = f.number(), g.label("none"), g.rnd.choice((8, 14))
    f.say("r1 = r10", f"r1 += {at}", f"r2 = {g.rnd.choice((0, 2))}")
    kind = g.rnd.choice(("data", "slice", "slice_rdwr"))
    if kind == "data":
        f.say(f"r3 = {size}", "call dynptr_data")
    else:
        buffer = f.slot(16)
        f.say("r3 = r10", f"r3 += {buffer}", f"r4 = {size}", f"call bpf_dynptr_{kind}")
    f.say(f"if r0 == 0 goto {none}", f"{reg} = r0")
    with f.place(reg, size, write=kind != "slice"):
        g.block(f, depth)
    f.say(f"{none}:", f"{reg} = 0")


def _dynptr_clone(g: Grammar, f: Frame, at: int, depth: int) -> None:
    other = f.slot(16)
    f.say("r1 = r10", f"r1 += {at}", "r2 = r10", f"r2 += {other}", "call bpf_dynptr_clone")
    if g.rnd.random() < 0.5:
        f.say("r1 = r10", f"r1 += {other}", "r2 = 0", "r3 = 4", "call bpf_dynptr_adjust")
    _dynptr_slice(g, f, other, depth)


def own(g: Grammar, f: Frame, depth: int) -> None:
    """Make an object, and drop it, keep it in a map, or put it on a list or a tree."""
    if not f.free:
        return
    reg, none = f.number(), g.label("none")
    name = g.rnd.choice(("plain", "node", "tree"))
    f.say(f"r1 = {_id(name)}", "r2 = 0", "call bpf_obj_new_impl")
    f.say(f"if r0 == 0 goto {none}", f"{reg} = r0")
    if name == "plain":
        with f.held(reg), f.place(reg, 16):
            g.block(f, depth)
    else:
        at = 24 if name == "node" else 32
        f.say(f"*(u64 *)({reg} + {at}) = {g.rnd.choice((1, 2))}")
        with f.held(reg):
            g.block(f, depth)
    end = {"plain": (_drop, _keep), "node": (_drop, _push, _share), "tree": (_drop, _add)}[name]
    g.rnd.choice(end)(g, f, reg, depth)
    f.say(f"{none}:", f"{reg} = 0")


def _drop(_g: Grammar, f: Frame, reg: str, _: int) -> None:
    f.say(f"r1 = {reg}", "r2 = 0", "call bpf_obj_drop_impl")


def _share(g: Grammar, f: Frame, reg: str, depth: int) -> None:
    none = g.label("none")
    f.say(f"r1 = {reg}", "r2 = 0", "call bpf_refcount_acquire_impl")
    f.say(f"if r0 == 0 goto {none}", "r1 = r0", "r2 = 0", "call bpf_obj_drop_impl", f"{none}:")
    g.rnd.choice((_drop, _push))(g, f, reg, depth)


def _keep(g: Grammar, f: Frame, reg: str, _: int) -> None:
    """Put an object where a value points to one, and drop what was there."""
    with f.held(reg):
        if not f.free:
            return _drop(g, f, reg, 0)
        val, out, none = f.number(), g.label("out"), g.label("none")
        at = f.slot()
        f.say(f"*(u32 *)(r10 {at}) = 0", "r1 = map[holds]", "r2 = r10", f"r2 += {at}")
        f.say("call map_lookup_elem", f"{val} = r0", f"if {val} == 0 goto {none}")
        f.say(f"r1 = {val}", "r1 += 8", f"r2 = {reg}", "call kptr_xchg")
        f.say(f"if r0 == 0 goto {out}", "r1 = r0", "r2 = 0", "call bpf_obj_drop_impl")
        f.say(f"goto {out}", f"{none}:")
        _drop(g, f, reg, 0)
        return f.say(f"{out}:", f"{val} = 0")


def _push(g: Grammar, f: Frame, reg: str, _: int) -> None:
    with f.held(reg):
        if not f.free:
            return _drop(g, f, reg, 0)
        val, none, out = f.number(), g.label("none"), g.label("out")
        at, end = f.slot(), g.rnd.choice(("front", "back"))
        f.say(f"*(u32 *)(r10 {at}) = 0", "r1 = map[list]", "r2 = r10", f"r2 += {at}")
        f.say("call map_lookup_elem", f"{val} = r0", f"if {val} == 0 goto {none}")
        f.say(f"r1 = {val}", "call spin_lock", f"r1 = {val}", "r1 += 8", f"r2 = {reg}")
        f.say("r3 = 0", "r4 = 0", f"call bpf_list_push_{end}_impl")
        pop = g.rnd.random() < 0.5
        if pop:
            f.say(f"r1 = {val}", "r1 += 8", f"call bpf_list_pop_{end}", f"{reg} = r0")
        f.say(f"r1 = {val}", "call spin_unlock")
        if pop:
            f.say(f"if {reg} == 0 goto {out}")
            _drop(g, f, reg, 0)
        f.say(f"goto {out}", f"{none}:")
        _drop(g, f, reg, 0)
        return f.say(f"{out}:", f"{val} = 0")


def _add(g: Grammar, f: Frame, reg: str, depth: int) -> None:
    with f.held(reg):
        if not f.free:
            return _drop(g, f, reg, 0)
        val, none, out, less = f.number(), g.label("none"), g.label("out"), g.label("less")
        at = f.slot()
        f.say(f"*(u32 *)(r10 {at}) = 0", "r1 = map[tree]", "r2 = r10", f"r2 += {at}")
        f.say("call map_lookup_elem", f"{val} = r0", f"if {val} == 0 goto {none}")
        f.say(f"r1 = {val}", "call spin_lock", f"r1 = {val}", "r1 += 8", f"r2 = {reg}")
        f.say(f"r3 = subprog[{less}]", "r4 = 0", "r5 = 0", "call bpf_rbtree_add_impl")
        first = g.rnd.random() < 0.5
        if first:
            empty = g.label("empty")
            f.say(f"r1 = {val}", "r1 += 8", "call bpf_rbtree_first", f"{reg} = 0")
            f.say(f"if r0 == 0 goto {empty}", f"r1 = {val}", "r1 += 8", "r2 = r0")
            f.say("call bpf_rbtree_remove", f"{reg} = r0", f"{empty}:")
        f.say(f"r1 = {val}", "call spin_unlock")
        if first:
            f.say(f"if {reg} == 0 goto {out}")
            _drop(g, f, reg, 0)
        f.say(f"goto {out}", f"{none}:")
        _drop(g, f, reg, 0)
        f.say(f"{out}:", f"{val} = 0")
    inner = Frame(g.rnd)
    inner.say(f"{less}:", "r6 = r1", "r7 = r2")
    inner.free, inner.quiet = ["r8", "r9"], True
    inner.say("r1 = *(u64 *)(r6 + 32)", "r2 = *(u64 *)(r7 + 32)")
    g.body(inner, depth + 3)
    return g.functions.append((inner.lines, f"static int {less}(int a);"))


def task(g: Grammar, f: Frame, depth: int) -> None:
    """Take a reference to a task, and give it back or keep it."""
    if not f.free:
        return
    reg, none = f.number(), g.label("none")
    f.say(f"r1 = {g.rnd.choice(('1', *f.free))}", "call bpf_task_from_pid")
    f.say(f"if r0 == 0 goto {none}", f"{reg} = r0")
    with f.held(reg):
        g.block(f, depth)
        if f.free and g.rnd.random() < 0.5:
            val, miss, out, at = f.number(), g.label("miss"), g.label("out"), f.slot()
            f.say(f"*(u32 *)(r10 {at}) = 1", "r1 = map[holds]", "r2 = r10", f"r2 += {at}")
            f.say("call map_lookup_elem", f"{val} = r0", f"if {val} == 0 goto {miss}")
            f.say(f"r1 = {val}", f"r2 = {reg}", "call kptr_xchg", f"if r0 == 0 goto {out}")
            f.say("r1 = r0", "call bpf_task_release", f"goto {out}")
            f.say(f"{miss}:", f"r1 = {reg}", "call bpf_task_release", f"{out}:", f"{val} = 0")
        else:
            f.say(f"r1 = {reg}", "call bpf_task_release")
    f.say(f"{none}:", f"{reg} = 0")


def packet(g: Grammar, f: Frame, depth: int) -> None:
    """Look into the packet."""
    if not f.free or not f.context:
        return
    data, end = (0, 4) if g.kind is ProgType.XDP else (76, 80)
    reg, short, need = f.number(), g.label("short"), g.rnd.choice((1, 8, 14, 20))
    f.say(f"{reg} = *(u32 *)({f.context} + {data})", f"r2 = *(u32 *)({f.context} + {end})")
    if len(f.free) > 1 and g.rnd.random() < 0.5:
        by = g.rnd.choice([each for each in f.free if each != reg])
        f.say(f"{by} &= {g.rnd.choice((3, 15, 60, 255))}", f"{reg} += {by}")
    f.say(f"r1 = {reg}", f"r1 += {need}")
    f.say(g.rnd.choice((f"if r1 > r2 goto {short}", f"if r2 < r1 goto {short}")))
    with f.place(reg, need):
        g.block(f, depth)
    f.say(f"{short}:", f"{reg} = 0")


_ANY: tuple[Sentence, ...] = (
    *(value, value, section, numbers, numbers, record, dynptr),
    *(graphs.drain, graphs.inner),
)
_NET: tuple[Sentence, ...] = (
    *(packet, packet, locked, own, own, task, resources.socket, resources.socket, resources.pull),
    *(resources.timer, resources.resilient, resources.tail, resources.throw),
    *(graphs.peek, graphs.peek, graphs.cpus),
)
_PROBES: tuple[Sentence, ...] = (resources.struct, resources.tail)
OF: dict[ProgType, tuple[Sentence, ...]] = {
    ProgType.SCHED_CLS: _ANY + _NET,
    ProgType.XDP: _ANY + _NET,
    ProgType.TRACING: (*_ANY, *_PROBES, task, resources.struct, graphs.tasks, graphs.cpus),
    ProgType.SYSCALL: (*_ANY, task, resources.timer, resources.throw, graphs.cpus),
    ProgType.KPROBE: _ANY + _PROBES,
    ProgType.RAW_TRACEPOINT: _ANY + _PROBES,
    ProgType.CGROUP_SKB: (*_ANY, packet, locked, resources.timer, resources.tail),
}
