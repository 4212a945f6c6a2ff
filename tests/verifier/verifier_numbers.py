"""Sentences about numbers: arithmetic, branches that join again, the stack, places by an index.

They hold nothing, and nothing but random numbers is asked for.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from verifier_frames import Frame

if TYPE_CHECKING:
    from verifier_grammar import Grammar

SIGNS = ("==", "!=", ">", ">=", "<", "<=", "s>", "s>=", "s<", "s<=", "&")
NUMBERS = (0, 1, 2, 3, 4, 7, 8, 15, 16, 31, 63, 64, 100, 255, 4096, 0x7FFFFFFF, -1, -8)
_WIDE = ("+=", "-=", "*=", "&=", "|=", "^=", "<<=", ">>=", "s>>=", "/=", "%=", "=")
_SIZES = ((8, "u64"), (4, "u32"), (2, "u16"), (1, "u8"))


def _arithmetic(g: Grammar, f: Frame) -> None:
    if not f.free:
        return
    reg, sign = f.number(), g.rnd.choice(_WIDE)
    name = f"w{reg[1:]}" if g.rnd.random() < 0.3 else reg
    if g.rnd.random() < 0.4:
        other = f.number()
        other = f"w{other[1:]}" if name[0] == "w" else other
        f.say(f"{name} {sign} {other}")
    elif "<<" in sign or ">>" in sign:
        f.say(f"{name} {sign} {g.rnd.choice((0, 1, 3, 8, 31))}")
    else:
        f.say(f"{name} {sign} {g.rnd.choice(NUMBERS[1:])}")


def _bound(g: Grammar, f: Frame) -> None:
    if f.free:
        f.say(f"{f.number()} &= {g.rnd.choice((1, 3, 7, 15, 31, 63))}")


def _wild(g: Grammar, f: Frame) -> None:
    if f.free and not f.quiet:
        f.say("call get_prandom_u32", f"{f.number()} = r0")


def _spill(g: Grammar, f: Frame) -> None:
    if f.free and f.slots:
        size, name = g.rnd.choice(_SIZES[:1] * 4 + _SIZES)
        at = g.rnd.choice(f.slots) + g.rnd.choice((0,) * 5 + tuple(range(0, 8, size)))
        what = f.number() if g.rnd.random() < 0.8 else str(g.rnd.choice((0, 0, 1, 9)))
        f.say(f"*({name} *)(r10 {at}) = {what}")


def _fill(g: Grammar, f: Frame) -> None:
    if f.free and f.slots:
        size, name = g.rnd.choice(_SIZES[:1] * 4 + _SIZES)
        at = g.rnd.choice(f.slots) + g.rnd.choice((0,) * 5 + tuple(range(0, 8, size)))
        f.say(f"{f.number()} = *({name} *)(r10 {at})")


def _use(g: Grammar, f: Frame) -> None:
    """Read or write where a sentence around this one points."""
    if not f.places or not f.free:
        return
    place = g.rnd.choice(f.places)
    size, name = g.rnd.choice([each for each in _SIZES if each[0] <= place.size])
    at = g.rnd.randrange(0, place.size - size + 1, size)
    if place.write and g.rnd.random() < 0.5:
        f.say(f"*({name} *)({place.reg} + {at}) = {g.rnd.choice([*f.free, '1'])}")
    else:
        f.say(f"{f.number()} = *({name} *)({place.reg} + {at})")


def _index(g: Grammar, f: Frame) -> None:
    """Go to a place by a number."""
    if not f.places or not f.free:
        return
    place, reg = g.rnd.choice(f.places), f.number()
    most = place.size - 1
    if g.rnd.random() < 0.5:
        f.say(f"{reg} &= {(1 << most.bit_length()) - 1 >> (most & (most + 1) != 0)}")
    else:
        label = g.label("low")
        f.say(f"if {reg} <= {most} goto {label}", f"{reg} = {g.rnd.randint(0, most)}", f"{label}:")
    f.say(f"r1 = {place.reg}", f"r1 += {reg}")
    f.say("*(u8 *)(r1 + 0) = 3" if place.write else f"{f.number()} = *(u8 *)(r1 + 0)")


def _leave(g: Grammar, f: Frame) -> None:
    if f.ways_out and f.free:
        sign, number = g.rnd.choice(SIGNS), g.rnd.choice(NUMBERS)
        f.say(f"if {f.number()} {sign} {number} goto {g.rnd.choice(f.ways_out)}")


def _extend(g: Grammar, f: Frame) -> None:
    """Take a number as a narrower one, with its sign, or turn its bytes around."""
    if f.free:
        to, of = f.number(), f.number()
        form = g.rnd.choice(("= (s8)", "= (s16)", "= (s32)", "= bswap16 ", "= be32 ", "= le16 "))
        f.say(f"{to} {form}{of if '(' in form else to}")


def _narrow(g: Grammar, f: Frame) -> None:
    if f.free:
        reg, other = f.number(), f.number()
        f.say(f"w{reg[1:]} = w{other[1:]}")


def _same(g: Grammar, f: Frame) -> None:
    """Learn of a number what is found out about another that is it, or so much more."""
    if not f.free:
        return
    reg, label = f.number(), g.label("same")
    copy = g.rnd.choice(("r1", *f.free))
    f.say(f"{copy} = {reg}" if g.rnd.random() < 0.7 else f"w{copy[1:]} = w{reg[1:]}")
    if g.rnd.random() < 0.5:
        f.say(f"{copy} += {g.rnd.choice((1, 2, 4, -1, 8))}")
    one = g.rnd.choice((copy, reg))
    one = f"w{one[1:]}" if g.rnd.random() < 0.25 else one
    f.say(f"if {one} {g.rnd.choice(SIGNS)} {g.rnd.choice(NUMBERS)} goto {label}")
    f.say(f"{f.number()} = {reg}" if g.rnd.random() < 0.5 else f"{reg} = 2", f"{label}:")


def _compare(g: Grammar, f: Frame) -> None:
    """Compare two numbers, of 64 or of 32 bits."""
    if not f.free:
        return
    a, b, label = f.number(), f.number(), g.label("less")
    if g.rnd.random() < 0.4:
        a, b = f"w{a[1:]}", f"w{b[1:]}"
    f.say(f"if {a} {g.rnd.choice(SIGNS)} {b} goto {label}")
    f.say(f"{f.number()} = {g.rnd.choice((*f.free, '1'))}", f"{label}:")


def _fetch(g: Grammar, f: Frame) -> None:
    """Change a number on the stack, or in a place, at once."""
    if not f.free or not f.slots:
        return
    places = [place.reg for place in f.places if place.write and place.size >= 8]
    at = (
        f"r10 {g.rnd.choice(f.slots)}"
        if not places or g.rnd.random() < 0.5
        else f"{places[-1]} + 0"
    )
    size, reg = g.rnd.choice(("u64", "u64", "u32")), f.number()
    bits = "64" if size == "u64" else ""
    kind = g.rnd.randrange(6)
    if kind == 3:
        f.say(f"r0 = {f.number()}")
    f.say(
        (
            f"lock *({size} *)({at}) {g.rnd.choice(('+=', '|=', '&=', '^='))} {reg}",
            f"{reg} = atomic{bits}_fetch_add(({size} *)({at}), {reg})",
            f"{reg} = atomic{bits}_xchg(({size} *)({at}), {reg})",
            f"r0 = atomic{bits}_cmpxchg(({size} *)({at}), r0, {reg})",
            f"{reg} = load_acquire(({size} *)({at}))",
            f"store_release(({size} *)({at}), {reg})",
        )[kind]
    )


def _signed(g: Grammar, f: Frame) -> None:
    if f.free and f.slots:
        size = g.rnd.choice((8, 16, 32))
        at = g.rnd.choice(f.slots) + g.rnd.randrange(0, 8, size // 8)
        f.say(f"{f.number()} = *(s{size} *)(r10 {at})")


def _scatter(g: Grammar, f: Frame) -> None:
    """Write or read the stack where a number says."""
    if not f.free or not f.slots:
        return
    reg, at = f.number(), g.rnd.choice(f.slots)
    f.say(f"{reg} &= {g.rnd.choice((7, 4, 3))}", "r1 = r10", f"r1 += {at}", f"r1 += {reg}")
    f.say(
        g.rnd.choice(
            ("*(u8 *)(r1 + 0) = 0", f"*(u8 *)(r1 + 0) = {reg}", f"{f.number()} = *(u8 *)(r1 + 0)")
        )
    )


def _copy(g: Grammar, f: Frame) -> None:
    """Let a helper fill so much of the stack as a number says."""
    if not f.slots or f.quiet or not f.free:
        return
    at, reg = g.rnd.choice(f.slots), f.number()
    size = g.rnd.choice(("8", "4", "1", reg))
    if size == reg:
        f.say(f"{reg} &= 7")
    f.say("r1 = r10", f"r1 += {at}", f"r2 = {size}")
    if g.rnd.random() < 0.5:
        f.say("call get_current_comm" if g.probes else "call get_prandom_u32")
    elif g.probes:
        f.say(f"r3 = {f.number()}", "call probe_read_kernel")


ALL: tuple[Callable[[Grammar, Frame], None], ...] = (
    *(_arithmetic, _arithmetic, _bound, _wild, _spill, _spill, _fill, _fill, _use, _use, _index),
    *(_leave, _extend, _narrow, _same, _same, _compare, _fetch, _signed, _scatter, _copy),
)
