"""Expressions of probes, read and written anew as code of the language of programs.

Numbers are computed in 64 bits: signed, unless one of both is unsigned, as in C. ``&&`` and ``||``
look at both sides. What is read of memory is read before everything else; what cannot be is 0.
"""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches
from typing import NamedTuple, NoReturn

from beebox.tools.probe import types
from beebox.tools.probe.lexer import Source, Word
from beebox.tools.probe.types import BOOL, I64, RAW, U64, Kind

_LEVELS = (
    ("||",), ("&&",), ("|",), ("^",), ("&",), ("==", "!="), ("<", "<=", ">", ">="), ("<<", ">>"),
    ("+", "-"), ("*", "/", "%"),
)  # fmt: skip
"""operators of C, those that bind least first"""
_LONGEST = 64
"""bytes of a text that is compared with"""
_MOST = (1 << 64) - 1

PRELUDE = '''
@bpf.function
def divided(a: i64, b: i64) -> i64:
    """Return a / b as C has it: towards 0."""
    found = i64(u64(abs(a)) // u64(abs(b)))
    return -found if (a < 0) != (b < 0) else found


@bpf.function
def remainder(a: i64, b: i64) -> i64:
    """Return a % b as C has it: with the sign of a."""
    return a - divided(a, b) * b if b else a
'''


class Value(NamedTuple):
    """An expression: *code* is an i64 or a u64 as its kind is signed or not, a bool or a text."""

    code: str
    kind: Kind
    at: int = 0


TEXT = Kind("text")


def leaf(code: str, kind: Kind) -> Value:
    """Return what is known by its name: 64 bits of which *kind* says how many count."""
    if kind.name in ("u64", "i64"):
        return Value(f"{kind.name}({code})", kind)
    return Value(f"{'i64' if kind.signed else 'u64'}({kind.name}({code}))", kind)


class Expressions:
    """Reads expressions. *names* are those that they may use; *where* texts are: user or kernel."""

    def __init__(
        self, source: Source, words: list[Word], names: Mapping[str, Value], where: str = "user"
    ) -> None:
        self.source = source
        self.words = words
        self.names = names
        self.where = where
        self.next = 0
        self.before: list[str] = []
        """statements that read memory, to go before what uses the expressions"""

    # --- words -------------------------------------------------------------------------------

    @property
    def word(self) -> Word:
        """The next word."""
        return self.words[self.next]

    def take(self) -> Word:
        """Return the next word and go on."""
        word = self.word
        self.next += 1
        return word

    def has(self, *texts: str) -> bool:
        """Tell whether the next word is a sign of *texts*."""
        return self.word.kind == "sign" and self.word.text in texts

    def expect(self, text: str, why: str) -> Word:
        """Take a sign that must be there."""
        if not self.has(text):
            self.fail(self.word, f"{text!r} is missing, {why}")
        return self.take()

    def fail(self, word: Word | Value, message: str, hint: str = "") -> NoReturn:
        """Refuse a word.

        Raises:
            CompileError: always.
        """
        width = len(word.text) if isinstance(word, Word) else 1
        self.source.fail(word.at, message, hint, max(width, 1))

    # --- expressions -------------------------------------------------------------------------

    def number(self) -> Value:
        """Read an expression that is a number, or an address."""
        made = self.expression()
        if made.kind == BOOL:
            return Value(f"i64({made.code})", I64, made.at)
        if made.kind == TEXT:
            self.fail(made, "this is a text, not a number")
        return made

    def truth(self) -> str:
        """Read a condition; return its code."""
        return self._true(self.expression())

    def _true(self, made: Value) -> str:
        if made.kind == TEXT:
            self.fail(made, "this is a text, not a condition", 'name == "text"')
        return made.code if made.kind == BOOL else f"({made.code} != 0)"

    def expression(self, level: int = 0) -> Value:
        """Read an expression of operators that bind as those of *level*, or more."""
        if level == len(_LEVELS):
            return self._unary()
        left = self.expression(level + 1)
        while self.has(*_LEVELS[level]):
            word = self.take()
            left = self._binary(word, left, self.expression(level + 1))
        return left

    def _binary(self, word: Word, left: Value, right: Value) -> Value:
        sign = word.text
        if sign in ("||", "&&"):
            joined = f"({self._true(left)} {'or' if sign == '||' else 'and'} {self._true(right)})"
            return Value(joined, BOOL, left.at)
        if TEXT in (left.kind, right.kind):
            if sign not in ("==", "!="):
                self.fail(word, f"texts have no {sign!r}", "== or !=")
            return self._same(word, left, right)
        left, right = self._plain(left), self._plain(right)
        if sign in ("<<", ">>"):
            return Value(f"({left.code} {sign} u64({right.code}))", left.kind, left.at)
        if sign in ("/", "%") and right.code in ("i64(0)", "u64(0)"):
            self.fail(word, "this divides by 0")
        signed = left.kind.signed and right.kind.signed
        kind = I64 if signed else U64 if left.kind.declared and right.kind.declared else RAW
        one, other = (
            each.code if each.kind.signed == signed else f"u64({each.code})"
            for each in (left, right)
        )
        if sign in ("/", "%") and signed:
            return Value(
                f"{'divided' if sign == '/' else 'remainder'}({one}, {other})", I64, left.at
            )
        if sign in ("==", "!=", "<", "<=", ">", ">="):
            return Value(f"({one} {sign} {other})", BOOL, left.at)
        return Value(f"({one} {'//' if sign == '/' else sign} {other})", kind, left.at)

    def _plain(self, made: Value) -> Value:
        return Value(f"i64({made.code})", I64, made.at) if made.kind == BOOL else made

    def _unary(self) -> Value:
        word = self.word
        if not self.has("-", "~", "!", "*", "+"):
            return self._primary()
        self.take()
        made = self._unary()
        if word.text == "!":
            return Value(f"(not {self._true(made)})", BOOL, word.at)
        if word.text == "*":
            return self._pointed(word, made)
        if made.kind == TEXT:
            self.fail(word, f"texts have no {word.text!r}")
        made = self._plain(made)
        if word.text == "+":
            return made
        kind = I64 if made.kind.signed else U64 if made.kind.declared else RAW
        zero = f"({kind.name}(0) - {made.code})"
        return Value(zero if word.text == "-" else f"(~{made.code})", kind, word.at)

    def _pointed(self, word: Word, made: Value) -> Value:
        kind = made.kind.to
        if kind is None or kind.name == "void":
            hint = (
                "*(int *)arg1, or give the function's arguments types: open(char *path, int flags)"
            )
            self.fail(word, "what this points to has no type", hint)
        name = f"memory{len(self.before)}"
        pointer = f"bpf.cast(ptr[{kind.name}], {made.code})"
        self.before += [
            f"{name} = Array[{kind.name}, 1]()",
            f"bpf.read_{self.where}({name}, {pointer})",
        ]
        wide = f"{'i64' if kind.signed else 'u64'}({name}[0])"
        return Value(wide, kind, word.at)

    def _primary(self) -> Value:
        word = self.take()
        if word.kind == "number":
            value = int(word.text.rstrip("uUlL"), 0 if word.text[:2] in ("0x", "0X") else 10)
            if value > _MOST:
                self.fail(word, "this does not fit 64 bits")
            unsigned = value >= 1 << 63 or set("uU") & set(word.text)
            kind = U64 if unsigned else I64
            return Value(f"{kind.name}({value})", kind, word.at)
        if word.kind == "char":
            return Value(f"i64({ord(self.source.literal(word))})", I64, word.at)
        if word.kind == "text":
            return Value(self.source.literal(word), TEXT, word.at)
        if word.text == "(":
            if self.word.text in types.WORDS:
                return self._cast(word)
            made = self.expression()
            self.expect(")", "which ends the '('")
            return made._replace(at=word.at)
        if word.kind != "name":
            self.fail(
                word, "an expression is expected here" if word.text else "something is missing"
            )
        if word.text == "STRCMP":
            return self._strcmp(word)
        return self._named(word)

    def _cast(self, word: Word) -> Value:
        kind = self.type()
        self.expect(")", "which ends the type")
        made = self._plain(self._unary())
        if made.kind == TEXT:
            self.fail(made, "a text has one type")
        if kind.to is not None:
            return Value(made.code if not made.kind.signed else f"u64({made.code})", kind, word.at)
        return leaf(made.code, kind)._replace(at=word.at)

    def type(self) -> Kind:
        """Read a type of C."""
        first = self.word
        words: list[str] = []
        while self.word.kind == "name" and (
            self.word.text in types.WORDS or words[-1:] in (["struct"], ["union"], ["enum"])
        ):
            words.append(self.take().text)
        stars = 0
        while self.has("*"):
            self.take()
            stars += 1
        made = types.find(words, stars)
        if made is None or made.name == "void":
            what = "no value has this type" if made else "this is no type of C that is known"
            self.source.fail(first.at, what, "int, unsigned long, size_t, char *, ...",
                             max(self.word.at - first.at, 1))  # fmt: skip
        return made

    def _named(self, word: Word) -> Value:
        name = word.text
        if name == "args" and self.has("->", "."):
            self.take()
            name = f"args.{self.take().text}"
        elif name == "$entry":
            self.expect("(", "$entry(PARAMETER)")
            name = f"$entry({self.take().text})"
            self.expect(")", "$entry(PARAMETER)")
        found = self.names.get(name)
        if found is None:
            near = get_close_matches(name, self.names, 4)
            known = ", ".join(near or self.names)
            self.fail(word, f"{name} means nothing here", f"known are {known}")
        return found._replace(at=word.at)

    # --- texts -------------------------------------------------------------------------------

    def _strcmp(self, word: Word) -> Value:
        """Read bcc's ``STRCMP("text", expression)``: whether they are the same."""
        self.expect("(", 'STRCMP("text", expression)')
        left = self.expression()
        self.expect(",", 'STRCMP("text", expression)')
        right = self.expression()
        self.expect(")", "which ends STRCMP(")
        return self._same(word._replace(text="=="), left, right)

    def _same(self, word: Word, left: Value, right: Value) -> Value:
        literal, other = (left, right) if left.kind == TEXT else (right, left)
        text = literal.code
        if literal.kind != TEXT or other.kind in (TEXT, BOOL):
            self.fail(word, "a text is compared with the address of one")
        size = len(text.encode()) + 2
        if size > _LONGEST or not text.isascii() or "\0" in text:
            self.fail(literal, f"compared are texts of ASCII of at most {_LONGEST - 2} bytes")
        name = f"memory{len(self.before)}"
        pointer = f"bpf.cast(ptr[char], {other.code})"
        self.before += [
            f"{name} = Array[char, {size}]()",
            f"bpf.read_{self.where}_str({name}, {pointer})",
        ]
        return Value(f"({name} {word.text} {text!r})", BOOL, left.at)
