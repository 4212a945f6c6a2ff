"""Functions of the subset, drawn at random; `oracle` says what CPython makes of them.

What draws is a `random.Random`: one of a seed, or the one of hypothesis, which can shrink it.
"""

from __future__ import annotations

import itertools
from random import Random

from oracle import FIELDS
from words import KINDS, SIZES

from beebox.pylang.types import I64, U8, U32, U64, IntType

PARAMETERS = {"a": U64, "b": SIZES["i32"], "c": U8, "d": I64, "e": U32, "f": SIZES["i8"]}
SIGNS = ("+", "-", "*", "//", "%", "&", "|", "^")
COMPARES = ("==", "!=", "<", "<=", ">", ">=")
STEPS = 24
"""turns that all loops of a nest make at most"""
HEAD = """
class Inner(Struct):
    x: u8
    y: i16

class Either(Struct):
    __union__ = True
    w: u32
    h: i16
    z: Array[u8, 4]

class Rec(Struct):
    p: u64
    q: i32
    flag: bool
    c: char
    inner: Inner
    l: Array[i16, 4]
    name: Array[char, 8]
    either: Either
    i: i8
    lo: Bits[u8, 3]
    hi: Bits[u8, 5]
    sg: Bits[i8, 6]

class Log(Struct):
    seen: i64
    count: u32

class Color:
    RED = 1
    BLUE = -7

TEN = 10
KNOB: Const[u32] = 5
"""
NOTE = """
def note(log: ptr[Log], x: i64) -> i64:
    log.seen = log.seen * 31 + x
    log.count += 1
    return x
"""
"""what tells in which order things were evaluated, and whether they were"""
TEXTS = ('"eth0"', '"lo"', '""', '"eight888"', '"eth"')


class Draw:
    """One function while it is drawn: its variables, by the type they have."""

    def __init__(self, random: Random, *, maps: bool = False, calls: tuple[str, ...] = ()) -> None:
        self.random = random
        self.maps = maps
        self.calls = calls
        self.variables: dict[str, IntType] = {}
        self.rows: dict[str, tuple[IntType, int]] = {}
        self.records: list[str] = []
        self.flags: list[str] = []
        self.counted: set[str] = set()
        self.numbers = itertools.count()

    def pick(self, *options: object):
        return self.random.choice(options)

    def chance(self, of: int = 2) -> bool:
        return self.random.randrange(of) == 0

    # -- expressions

    def literal(self, kind: IntType) -> str:
        edges = [0, 1, 2, 3, 7, kind.most, kind.least, kind.most // 2]
        value = self.pick(*edges) if self.chance() else self.random.randint(kind.least, kind.most)
        return f"({value})" if value < 0 else str(value)

    def leaf(self, kind: IntType) -> str:
        """Draw a name, a field or an element; never a number alone."""
        found = [name for name, its in PARAMETERS.items() if its is kind]
        found += [name for name, its in self.variables.items() if its is kind] * 2
        for record in self.records:
            found += [f"{record}.{way}" for way, its in _WAYS.items() if its is kind]
        found += [
            f"{name}[{self.index(length)}]"
            for name, (its, length) in self.rows.items()
            if its is kind
        ]
        if self.maps and kind is U32 and self.chance(4):
            return "KNOB"
        if not found or self.chance(4):
            return f"{kind}({self.pick(*PARAMETERS)})"
        return self.pick(*found)

    def index(self, length: int) -> str:
        if self.chance():
            return str(self.random.randrange(-length, length))
        kind = self.pick(U8, U32, U64, I64)
        if self.chance(4):
            return f"i32({self.plain(kind)} % {length}) - {self.pick(0, 1, length)}"
        return f"{self.plain(kind)} {self.pick('%', '%') if length & length - 1 else '%'} {length}"

    def plain(self, kind: IntType) -> str:
        """Draw what can be read without effect."""
        names = [name for name, its in (PARAMETERS | self.variables).items() if its is kind]
        return self.pick(*names) if names else f"{kind}({self.pick(*PARAMETERS)})"

    def word(self, kind: IntType, depth: int = 2) -> str:
        """Draw an expression of type *kind* that is not a bare number."""
        if depth <= 0:
            return self.leaf(kind)
        return getattr(self, f"_word_{self.pick(*_SHAPES)}")(kind, depth - 1)

    def _word_binary(self, kind: IntType, depth: int) -> str:
        return f"({self.word(kind, depth)} {self.pick(*SIGNS)} {self.word(kind, depth)})"

    def _word_literal(self, kind: IntType, depth: int) -> str:
        sign, text = self.pick(*SIGNS), self.literal(kind)
        if self.rows and self.chance(8):
            text = f"len({self.pick(*self.rows)})"
        elif self.chance(3) and sign not in {"//", "%"}:
            return f"({text} {sign} {self.word(kind, depth)})"
        text = "3" if text == "0" and sign in {"//", "%"} else text
        return f"({self.word(kind, depth)} {sign} {text})"

    def _word_folded(self, kind: IntType, depth: int) -> str:
        parts = [str(self.random.randint(1, 9)) for _ in range(3)]
        number = f"({parts[0]} {self.pick('+', '*', '//', '%', '<<')} {parts[1]})"
        return f"({self.word(kind, depth)} {self.pick('+', '-', '|', '^')} {number} % {parts[2]})"

    def _word_shift(self, kind: IntType, depth: int) -> str:
        by = self.random.randrange(kind.width)
        return f"({self.word(kind, depth)} {self.pick('<<', '>>')} {by})"

    def _word_amount(self, kind: IntType, depth: int) -> str:
        by = self.word(self.pick(U8, U32, U64), min(depth - 1, 1))
        return f"({self.word(kind, depth)} {self.pick('<<', '>>')} {by})"

    def _word_unary(self, kind: IntType, depth: int) -> str:
        return self.pick("(-{})", "(~{})", "abs({})", "(+{})").format(self.word(kind, depth))

    def _word_power(self, kind: IntType, depth: int) -> str:
        return f"({self.word(kind, depth - 1)} ** {self.random.randrange(4)})"

    def _word_cast(self, kind: IntType, depth: int) -> str:
        if self.chance(4):
            return f"{kind}({self.truth(depth)})"
        return f"{kind}({self.word(self.pick(*KINDS), depth)})"

    def _word_choice(self, kind: IntType, depth: int) -> str:
        no = self.literal(kind) if self.chance(3) else self.word(kind, depth)
        return f"({self.word(kind, depth)} if {self.truth(depth)} else {no})"

    def _word_logic(self, kind: IntType, depth: int) -> str:
        last = self.literal(kind) if self.chance(3) else self.word(kind, depth)
        return f"({self.word(kind, depth)} {self.pick('and', 'or')} {last})"

    def _word_extreme(self, kind: IntType, depth: int) -> str:
        items = [self.word(kind, depth), self.word(kind, depth - 1)]
        items += [self.literal(kind)] if self.chance() else []
        return f"{self.pick('min', 'max')}({', '.join(items)})"

    def _word_effect(self, kind: IntType, depth: int) -> str:
        value = self.word(I64, depth - 1)
        if self.maps and self.chance():
            key = self.word(U32, depth - 1)
            text = self.pick(f"m[{key} % 4]", f"m.get({key} % 4, {value})")
        elif self.calls and self.chance():
            text = self.called(depth)
        else:
            text = f"note(log, {value})"
        return text if kind is I64 else f"{kind}({text})"

    def called(self, depth: int) -> str:
        name = self.pick(*self.calls)
        first, second = self.word(I64, depth), self.word(I64, depth - 1)
        if name == "g" and self.chance(3):
            return f"g({first})" if self.chance() else f"g({first}, x={second})"
        return f"{name}({first}, {second})"

    def _word_walrus(self, kind: IntType, depth: int) -> str:
        mine = [
            name for name, its in self.variables.items() if its is kind and name not in self.counted
        ]
        if not mine:
            return self._word_binary(kind, depth)
        name = self.pick(*mine)
        return f"({name} {self.pick(*SIGNS)} ({name} := {self.word(kind, depth)}))"

    def truth(self, depth: int = 1) -> str:
        """Draw a condition, of type bool."""
        if depth <= 0:
            kind = self.pick(*KINDS)
            flags = [*self.flags, *(f"{record}.flag" for record in self.records)]
            if flags and self.chance(3):
                return self.pick(*flags)
            return f"({self.leaf(kind)} {self.pick(*COMPARES)} {self.leaf(kind)})"
        return getattr(self, f"_truth_{self.pick(*_TRUTHS)}")(self.pick(*KINDS), depth - 1)

    def _truth_compare(self, kind: IntType, depth: int) -> str:
        return f"({self.word(kind, depth)} {self.pick(*COMPARES)} {self.word(kind, depth)})"

    def _truth_literal(self, kind: IntType, depth: int) -> str:
        return f"({self.word(kind, depth)} {self.pick(*COMPARES)} {self.literal(kind)})"

    def _truth_chain(self, kind: IntType, depth: int) -> str:
        signs = [self.pick(*COMPARES) for _ in range(3)]
        items = [self.word(kind, depth) for _ in range(3)]
        if self.chance():
            items[self.pick(0, 2)] = self.literal(kind)
        text = f"{items[0]} {signs[0]} {items[1]} {signs[1]} {items[2]}"
        return f"({text} {signs[2]} {self.leaf(kind)})" if self.chance(3) else f"({text})"

    def _truth_not(self, _kind: IntType, depth: int) -> str:
        return f"(not {self.truth(depth)})"

    def _truth_both(self, _kind: IntType, depth: int) -> str:
        return f"({self.truth(depth)} {self.pick('and', 'or')} {self.truth(depth)})"

    def _truth_value(self, kind: IntType, depth: int) -> str:
        return f"bool({self.word(kind, depth)})"

    def _truth_among(self, kind: IntType, depth: int) -> str:
        items = [self.literal(kind), self.word(kind, depth), self.leaf(kind)]
        opened, closed = self.pick("()", "()", "{}")
        value = self.word(kind, depth)
        return f"({value} {self.pick('in', 'not in')} {opened}{', '.join(items)}{closed})"

    def _truth_within(self, kind: IntType, depth: int) -> str:
        bounds = self.pick([self.literal(kind), self.leaf(kind)], [self.leaf(kind)])
        return f"({self.word(kind, depth)} {self.pick('in', 'not in')} range({', '.join(bounds)}))"

    def _truth_text(self, _kind: IntType, depth: int) -> str:
        if not self.records:
            return self.truth(depth)
        name = f"{self.pick(*self.records)}.name"
        text = self.pick(*TEXTS)
        return self.pick(
            f"({name} {self.pick('==', '!=')} {text})",
            f"{name}.startswith({text})",
            f"({name} in ({text}, {self.pick(*TEXTS)}))",
        )

    def _truth_rows(self, kind: IntType, depth: int) -> str:
        pairs = [
            (one, other)
            for one, other in itertools.product(self.rows, self.rows)
            if self.rows[one] == self.rows[other]
        ]
        sign = self.pick("==", "!=")
        if pairs and self.chance():
            one, other = self.pick(*pairs)
            return f"({one} {sign} {other})"
        left, right = self.word(kind, depth), self.word(kind, depth)
        return f"([{left}, {self.leaf(kind)}] {sign} [{right}, {self.leaf(kind)}])"

    def _truth_mapped(self, _kind: IntType, depth: int) -> str:
        if not self.maps:
            return self.truth(depth)
        return f"({self.word(U32, depth)} % 4 {self.pick('in', 'not in')} m)"

    def condition(self, depth: int = 1) -> str:
        """Draw what stands after `if`: only its truth matters, so types may differ."""
        if self.chance(4):
            kinds = self.pick(*KINDS), self.pick(*KINDS)
            first, second = (self.word(kind, depth - 1) for kind in kinds)
            return f"{self.pick('', 'not ')}{first} {self.pick('and', 'or')} {second}"
        return self.truth(depth)

    # -- statements

    def fresh(self, kind: IntType, stem: str = "v") -> str:
        name = f"{stem}{next(self.numbers)}_{kind}"
        self.variables[name] = kind
        return name

    def known(self):
        return dict(self.variables), dict(self.rows), list(self.records), list(self.flags)

    def forget(self, known) -> None:
        self.variables, self.rows, self.records, self.flags = known

    def body(self, depth: int, turns: int, count: int = 3) -> list[str]:
        """Draw statements; what they declare is forgotten at their end."""
        known = self.known()
        found = [
            line for _ in range(self.random.randint(1, count)) for line in self.one(depth, turns)
        ]
        self.forget(known)
        return [f"    {line}" for line in found]

    def one(self, depth: int, turns: int) -> list[str]:
        kinds = [*_SIMPLE]
        if self.maps:
            kinds += ["map"] * 3
        if depth > 0:
            kinds += _NESTED
        return getattr(self, f"_do_{self.pick(*kinds)}")(depth, turns)

    def _do_declare(self, _depth: int, _turns: int) -> list[str]:
        kind = self.pick(*KINDS)
        if self.chance(3):
            value = self.literal(kind)
            if self.chance():
                value = f"{value} if {self.truth()} else {self.literal(kind)}"
            return [f"{self.fresh(kind)}: {kind} = {value}"]
        value = self.word(kind)
        return [f"{self.fresh(kind)}{self.pick('', f': {kind}')} = {value}"]

    def _do_flag(self, _depth: int, _turns: int) -> list[str]:
        text = self.truth(2)
        if self.flags and self.chance(3):
            text = f"{text} {self.pick('&', '|', '^')} {self.pick(*self.flags)}"
        name = f"b{next(self.numbers)}_bool"
        self.flags.append(name)
        return [f"{name} = {text}"]

    def target(self) -> tuple[str, IntType]:
        """Draw something to assign to."""
        found: list[tuple[str, IntType]] = [
            (name, kind) for name, kind in self.variables.items() if name not in self.counted
        ]
        for record in self.records:
            found += [(f"{record}.{way}", kind) for way, kind in _WAYS.items()]
        for name, (kind, length) in self.rows.items():
            found.append((f"{name}[{self.index(length)}]", kind))
        return self.pick(*found)

    def _do_assign(self, _depth: int, _turns: int) -> list[str]:
        target, kind = self.target()
        plain = self.chance(6) and target.rpartition(".")[2] not in {"lo", "hi", "sg"}
        return [f"{target} = {self.literal(kind) if plain else self.word(kind)}"]

    def _do_augment(self, _depth: int, _turns: int) -> list[str]:
        target, kind = self.target()
        sign = self.pick(*SIGNS, "<<", ">>")
        if sign in {"<<", ">>"}:
            return [f"{target} {sign}= {self.random.randrange(kind.width)}"]
        return [f"{target} {sign}= {self.word(kind, 1)}"]

    def _do_swap(self, _depth: int, _turns: int) -> list[str]:
        a, kind = self.target()
        others = [self.target() for _ in range(8)]
        b = next((text for text, its in others if its is kind and text != a), None)
        if b is None:
            return self._do_assign(0, 0)
        if self.chance(3):
            value = self.word(kind, 1)
            return [f"{a}, ({self.fresh(kind)}, {b}) = {b}, ({a}, {value})"]
        return [f"{a}, {b} = {b}, {a} {self.pick('+', '-', '^')} {self.word(kind, 1)}"]

    def _do_same(self, _depth: int, _turns: int) -> list[str]:
        kind = self.pick(*KINDS)
        value = self.word(kind)
        return [f"{self.fresh(kind)} = {self.fresh(kind)} = {value}"]

    def _do_divmod(self, _depth: int, _turns: int) -> list[str]:
        kind = self.pick(*KINDS)
        left, right = self.word(kind, 1), self.word(kind, 1)
        return [f"{self.fresh(kind)}, {self.fresh(kind)} = divmod({left}, {right})"]

    def row(self, kind: IntType, length: int) -> str:
        name = f"l{next(self.numbers)}_l{kind}"
        self.rows[name] = kind, length
        return name

    def _do_row(self, _depth: int, _turns: int) -> list[str]:
        kind = self.pick(*KINDS)
        shape = self.pick("list", "list", "times", "room", "name", "copy")
        if shape in {"name", "copy"} and self.rows:
            old = self.pick(*self.rows)
            its, length = self.rows[old]
            name = self.row(its, length)
            made = "[" + ", ".join([f"{its}(0)"] * length) + "]"
            return (
                [f"{name} = {old}"]
                if shape == "name"
                else [f"{name} = {made}", f"{name}[:] = {old}"]
            )
        if shape == "times":
            first = self.word(kind, 1)
            return [f"{self.row(kind, 4)} = [{first}, {self.literal(kind)}] * 2"]
        if shape == "room":
            return [f"{self.row(kind, 4)} = Array[{kind}, 4]()"]
        items = [self.word(kind, 1), self.leaf(kind), self.literal(kind), self.leaf(kind)]
        self.random.shuffle(items)
        return [f"{self.row(kind, 4)} = [{', '.join(items)}]"]

    def _do_again(self, _depth: int, _turns: int) -> list[str]:
        """Give a name of a list another one."""
        if not self.rows:
            return self._do_row(0, 0)
        name = self.pick(*self.rows)
        kind, length = self.rows[name]
        same = [other for other, its in self.rows.items() if its == (kind, length)]
        if self.chance():
            return [f"{name} = {self.pick(*same)}"]
        items = ", ".join(self.word(kind, 1) for _ in range(length))
        return [f"{name} = [{items}]"]

    def _do_record(self, _depth: int, _turns: int) -> list[str]:
        name = f"s{next(self.numbers)}_rec"
        if self.records and self.chance(3):
            old = self.pick(*self.records)
            self.records.append(name)
            return [f"{name} = {old}"]
        given = f"p={self.word(U64, 1)}, q={self.word(SIZES['i32'], 1)}, flag={self.truth()}"
        made = self.pick("", given)
        self.records.append(name)
        return [f"{name} = Rec({made})", f"{name}.name[:] = {self.pick(*TEXTS)}"]

    def _do_fields(self, _depth: int, _turns: int) -> list[str]:
        if not self.records:
            return self._do_record(0, 0)
        name = self.pick(*self.records)
        inner = f"i{next(self.numbers)}_inner"
        return [
            f"{inner} = {name}.inner",
            f"{inner}.x {self.pick(*SIGNS)}= {self.word(U8, 1)}",
            f"{name}.either.z[{self.index(4)}] = {self.word(U8, 1)}",
            f"{name}.flag = {self.truth()}",
            f"{name}.name[0] = {self.pick('char(65)', 'char(0)', f'char({self.leaf(U8)})')}",
        ]

    def _do_effect(self, _depth: int, _turns: int) -> list[str]:
        return [f"note(log, {self.word(I64, 1)})"]

    def _do_map(self, _depth: int, _turns: int) -> list[str]:
        key, value = f"{self.word(U32, 1)} % 4", self.word(I64, 1)
        return [
            self.pick(
                f"m[{key}] = {value}",
                f"m[{key}] {self.pick('+', '-', '*', '^')}= {self.leaf(I64)}",
                f"del m[{key}]",
                f"t[{key}] {self.pick('+', '|')}= {self.leaf(I64)}",
            )
        ]

    def _do_leave(self, _depth: int, _turns: int) -> list[str]:
        return [f"if {self.condition()}:", f"    return {self.word(U64, 1)}"]

    def _do_if(self, depth: int, turns: int) -> list[str]:
        found = [f"if {self.condition()}:", *self.body(depth - 1, turns)]
        if self.chance():
            found += [f"elif {self.condition()}:", *self.body(depth - 1, turns)]
        if self.chance():
            found += ["else:", *self.body(depth - 1, turns)]
        return found

    def _range(self, kind: IntType) -> str:
        """Draw a range of few turns."""
        least = self.random.randint(0, 3) - (2 if kind.signed else 0)
        if self.chance(4):  # at the edges of the type
            least = kind.most - 5 if self.chance() else kind.least
        stop = least + self.random.randint(0, 5)
        step = self.pick(1, 1, 2, 3, 100)
        bound = f"({self.plain(kind)} & {self.pick(1, 3)})"
        if self.chance(4):
            return self.pick(
                f"range({bound})",
                f"range(1, {bound}, 2)",
                f"range(3, {bound}, -1)" if kind.signed else f"range({bound})",
            )
        if self.chance(4) and kind.signed:
            by = f"({self.plain(kind)} & 3) {self.pick('-', '+')} {self.pick(1, 3)}"
            return f"range({self.pick(f'{least}, {stop}', f'{stop}, {least}')}, {by})"
        if self.chance():
            down = kind.signed or least > 0
            return f"range({stop}, {least}, {-step})" if down else f"range({min(stop, 5)})"
        return f"range({least}, {stop}, {step})"

    def _loop(self, head: list[str], depth: int, turns: int, **inside: IntType) -> list[str]:
        known = self.known()
        self.variables = self.variables | inside
        body = self.body(depth - 1, turns, 2)
        if self.chance():
            leave = self.pick("break", "continue", "break", f"return {self.word(U64, 1)}")
            body += [f"    if {self.condition()}:", f"        {leave}"]
            body += self.body(0, turns, 1)
        self.forget(known)
        found = [*head, *body]
        if self.chance(3):
            found += ["else:", *self.body(depth - 1, turns, 2)]
        return found

    def _do_for(self, depth: int, turns: int) -> list[str]:
        if turns > STEPS:
            return self._do_assign(depth, turns)
        kind = self.pick(*KINDS)
        name = f"n{next(self.numbers)}_{kind}"
        given = self._range(kind)
        found = self._loop([f"for {name} in {given}:"], depth, turns * 5, **{name: kind})
        declared = [f"{name}: {kind} = {self.literal(kind)}"]
        self.variables[name] = kind
        return [*declared, *found]

    def _do_each(self, depth: int, turns: int) -> list[str]:
        if turns > STEPS:
            return self._do_assign(depth, turns)
        kind = self.pick(*KINDS)
        over = f"({self.word(kind, 1)}, {self.literal(kind)}, {self.leaf(kind)})"
        if self.rows and self.chance():
            over = self.pick(*self.rows)
            kind = self.rows[over][0]
        name = f"e{next(self.numbers)}_{kind}"
        if self.chance(3):
            count = f"k{next(self.numbers)}_i64"
            over = over.replace("(", "[", 1)[:-1] + "]" if over.endswith(")") else over
            head = f"for {count}, {name} in enumerate({over}):"
            return self._loop([head], depth, turns * 3, **{name: kind, count: I64})
        return self._loop([f"for {name} in {over}:"], depth, turns * 3, **{name: kind})

    def _do_called(self, depth: int, turns: int) -> list[str]:
        """Draw a loop that the kernel runs."""
        if turns > 1 or not self.maps:
            return self._do_for(depth, turns)
        count = next(self.numbers)
        if self.chance():
            head = f"for i{count}_u32 in bpf.loop({self.plain(U32)} & 3):"
            return self._loop([head], depth, STEPS, **{f"i{count}_u32": U32})
        inside = {f"i{count}_u32": U32, f"j{count}_i64": I64}
        head = f"for i{count}_u32, j{count}_i64 in t.items():"
        return self._loop([head], depth, STEPS, **inside)

    def _do_while(self, depth: int, turns: int) -> list[str]:
        if turns > STEPS:
            return self._do_assign(depth, turns)
        name = f"w{next(self.numbers)}_i64"
        self.counted.add(name)
        start = f"{name} = i64({self.random.randint(0, 5)})"
        if self.chance(3):
            head = [
                start,
                "while True:",
                f"    {name} -= 1",
                f"    if {name} < 0:",
                "        break",
            ]
            known = self.known()
            body = self.body(depth - 1, turns * 5, 2)
            self.forget(known)
            return [*head, *body]
        head = f"while ({name} := {name} - 1) > 0{self.pick('', f' and {self.truth()}')}:"
        return [start, *self._loop([head], depth, turns * 5, **{name: I64})]

    def _do_match(self, depth: int, turns: int) -> list[str]:
        kind = self.pick(*KINDS)
        pair = self.chance(3)
        subject = f"{self.word(kind, 1)}, {self.truth()}" if pair else self.word(kind, 1)
        found = [f"match {subject}:"]
        for _ in range(self.random.randint(1, 3)):
            one, other = (self.literal(kind).strip("()") for _ in range(2))
            names = [f"m{next(self.numbers)}_{kind}"]
            extra = ["Color.RED", "Color.BLUE"] if kind.signed else ["Color.RED"]
            case = self.pick(
                one, f"{one} | {other}", f"{names[0]} if {names[0]} > {one}", *extra,
                f"({one} | {other}) as {names[0]}",
            )  # fmt: skip
            if pair:
                guard = case.partition(" if ")
                case = f"{guard[0]}, {self.pick('True', 'False', '_')}{guard[1]}{guard[2]}"
            bound = {names[0]: kind} if names[0] in case else {}
            known = self.known()
            self.variables = self.variables | bound
            found += [
                f"    case {case}:",
                *(f"    {line}" for line in self.body(depth - 1, turns, 2)),
            ]
            self.forget(known)
        if self.chance():
            found += ["    case _:", *(f"    {line}" for line in self.body(depth - 1, turns, 2))]
        return found


_SHAPES = (
    *("binary",) * 4, "literal", "literal", "folded", "shift", "amount", "unary", "power", "cast", "cast",
    "choice", "logic", "extreme", "effect", "effect", "walrus",
)  # fmt: skip
_TRUTHS = (
    "compare", "compare", "literal", "chain", "not", "both", "value", "among", "within", "text", "rows",
    "mapped",
)  # fmt: skip
_SIMPLE = (
    "declare", "declare", "flag", "assign", "assign", "augment", "augment", "swap", "same", "divmod",
    "row", "again", "record", "fields", "effect", "leave",
)  # fmt: skip
_NESTED = (*("if", "for", "while", "match", "each") * 2, "called")
_WAYS = {
    "p": U64, "q": SIZES["i32"], "inner.x": U8, "inner.y": SIZES["i16"], "either.w": U32,
    "either.h": SIZES["i16"], "i": SIZES["i8"], "l[1]": SIZES["i16"], "l[-1]": SIZES["i16"],
    "either.z[2]": U8, "lo": U8, "hi": U8, "sg": SIZES["i8"],
}  # fmt: skip
assert all(FIELDS[way] is kind for way, kind in _WAYS.items() if way in FIELDS)


def function(
    random: Random, name: str, calls: tuple[str, ...] = (), *, maps: bool = False, size: int = 4
) -> str:
    """Draw a function of all parameters that gives a u64."""
    made = Draw(random, maps=maps, calls=calls)
    lines = []
    for kind in random.sample(KINDS, 3):
        value = made.word(kind, 1)
        lines.append(f"{made.fresh(kind)} = {value}")
    for _ in range(random.randint(1, size)):
        lines += made.one(2, 1)
    mixed = "u64(0)"
    for one in made.variables:
        mixed = f"({mixed} * 31 + u64({one}))"
    for flag in made.flags:
        mixed = f"({mixed} * 2 + u64({flag}))"
    for record in made.records:
        mixed = f"({mixed} * 31 + u64({record}.either.w) + {record}.p)"
        mixed = f"({mixed} * 31 + u64({record}.inner.x) + u64({record}.lo) * 5 + u64({record}.sg))"
    for row in made.rows:
        mixed = f"({mixed} * 31 + u64({row}[0]) + u64({row}[-1]))"
    lines.append(f"return {mixed}")
    parameters = ", ".join(f"{its}: {kind}" for its, kind in PARAMETERS.items())
    body = "".join(f"    {line}\n" for line in lines)
    return f"def {name}(log: ptr[Log], {parameters}) -> u64:\n{body}"


def helper(random: Random, name: str) -> str:
    """Draw a function of two numbers."""
    made = Draw(random)
    made.variables = {}
    default = ": i64 = 7" if name == "g" else ": i64"
    lines = [
        f"{its} = {kind}({made.pick('d', 'x')})" for its, kind in PARAMETERS.items() if its != "d"
    ]
    lines += ["log = Log()"]
    lines += [f"if {made.truth()}:", f"    return {made.pick('x - d', 'x % d', 'd // x')}"]
    lines.append(f"return {made.word(I64, 2)} ^ x + log.seen")
    body = "".join(f"    {line}\n" for line in lines)
    return f"def {name}(d: i64, x{default}) -> i64:\n{body}"


def main(random: Random, name: str) -> str:
    """Draw the condition under which a program goes on."""
    return f"assert {Draw(random).truth(2)}" if random.randrange(4) == 0 else "pass"
