"""Declarations in C, made BTF: what the cases say of their functions, structs and map values.

Just so much of C as the cases need::

    struct s { u64 a; int b[4]; struct bpf_timer t; };
    typedef struct s alias;
    struct declared;
    enum e { A, B = 5 };
    static int callback(u32 index, void *ctx);
    int global(struct s *p __arg_nonnull, u64 n);

``__arg_x`` is the tag ``arg:x`` of a parameter, ``__tag("x")`` any tag of a parameter, a member or
a function (before its ``;``), ``__kptr`` and its like a tag of the type pointed to.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from beebox.btf.types import (
    Array,
    Const,
    DeclTag,
    Enum,
    Enumerator,
    Float,
    Func,
    FuncProto,
    Fwd,
    Int,
    Member,
    Param,
    Ptr,
    Restrict,
    Struct,
    Type,
    Typedef,
    TypeTag,
    Union,
    Volatile,
)
from beebox.btf.write import write

_TOKEN = re.compile(r'\s*("[^"]*"|\w+|\.\.\.|[{}()\[\];,*=-])')
_INTS = {
    "char": Int("char", 1, signed=True, bits=8),
    "signed char": Int("signed char", 1, signed=True, bits=8),
    "unsigned char": Int("unsigned char", 1, bits=8),
    "short": Int("short", 2, signed=True, bits=16),
    "unsigned short": Int("unsigned short", 2, bits=16),
    "int": Int("int", 4, signed=True, bits=32),
    "unsigned": Int("unsigned int", 4, bits=32),
    "unsigned int": Int("unsigned int", 4, bits=32),
    "long": Int("long", 8, signed=True, bits=64),
    "unsigned long": Int("unsigned long", 8, bits=64),
    "long long": Int("long long", 8, signed=True, bits=64),
    "unsigned long long": Int("unsigned long long", 8, bits=64),
    "__int128": Int("__int128", 16, signed=True, bits=128),
    "bool": Int("_Bool", 1, bool=True, bits=8),
    "float": Float("float", 4),
    "double": Float("double", 8),
}
_TYPEDEFS = {
    f"{prefix}{letter}{bits}": f"{sign}{name}"
    for prefix in ("", "__")
    for letter, sign in (("u", "unsigned "), ("s", ""))
    for bits, name in ((8, "char"), (16, "short"), (32, "int"), (64, "long long"))
} | {"s8": "signed char", "__s8": "signed char"}
_POINTED = {
    "__kptr": "kptr",
    "__kptr_untrusted": "kptr_untrusted",
    "__percpu_kptr": "percpu_kptr",
    "__uptr": "uptr",
    "__rcu": "rcu",
    "__user": "user",
    "__percpu": "percpu",
}
_WORDS = {"unsigned", "signed", "char", "short", "int", "long"}
_QUALIFIERS = {"const": Const, "volatile": Volatile, "restrict": Restrict}


@dataclass
class Declared:
    """The types by id, less one, and the functions in their order."""

    types: list[Type] = field(default_factory=list)
    named: dict[str, int] = field(default_factory=dict)
    funcs: list[int] = field(default_factory=list)

    @property
    def blob(self) -> bytes:
        """The BTF."""
        return write(self.types)


class _Reader:
    def __init__(self, text: str) -> None:
        self.tokens = _TOKEN.findall(text)
        left = _TOKEN.sub("", text).strip()
        assert not left, f"not understood: {left!r}"
        self.at = 0
        self.made = Declared()

    def peek(self) -> str:
        return self.tokens[self.at] if self.at < len(self.tokens) else ""

    def take(self, *wanted: str) -> str:
        token = self.peek()
        assert not wanted or token in wanted, f"{token!r} where {wanted} should stand"
        self.at += 1
        return token

    def skip(self, token: str) -> bool:
        found = self.peek() == token
        self.at += found
        return found

    def add(self, made: Type, name: str = "") -> int:
        """Return the id of *made*; a *name* that is there already names the type made before."""
        if name in self.made.named:
            return self.made.named[name]
        self.made.types.append(made)
        if name:
            self.made.named[name] = len(self.made.types)
        return len(self.made.types)

    def run(self) -> Declared:
        while self.peek():
            if self.skip("typedef"):
                kind = self.base()
                kind, name = self.declarator(kind)
                self.add(Typedef(name, kind), name)
                self.take(";")
                continue
            linkage = {"static": 0, "extern": 2}.get(self.peek(), 1)
            self.at += linkage != 1
            kind = self.base()
            if not self.skip(";"):
                self.function(kind, linkage)
        return self.made

    def base(self) -> int:
        """Read a type up to where a declarator begins."""
        before = self.qualifiers()
        word = self.take()
        if word in ("struct", "union", "enum"):
            kind = self.tagged(word)
        elif word in _WORDS:
            while self.peek() in _WORDS:
                word += " " + self.take()
            kind = self.add(_INTS[word], word)
        elif word == "void":
            kind = 0
        elif word in self.made.named:
            kind = self.made.named[word]
        elif word in _TYPEDEFS:
            plain = _TYPEDEFS[word]
            kind = self.add(Typedef(word, self.add(_INTS[plain], plain)), word)
        else:
            kind = self.add(_INTS[word], word)
        for made in (*self.qualifiers(), *before):
            kind = self.add(made._replace(type=kind))
        return kind

    def qualifiers(self) -> list[Type]:
        found: list[Type] = []
        while True:
            token = self.peek()
            if token in _QUALIFIERS:
                found.append(_QUALIFIERS[self.take()]("", 0))
            elif token in _POINTED:
                found.append(TypeTag(_POINTED[self.take()], 0))
            elif token == "__type_tag":
                self.take()
                found.append(TypeTag(self.bracketed(), 0))
            else:
                return found

    def bracketed(self) -> str:
        self.take("(")
        text = self.take().strip('"')
        self.take(")")
        return text

    def tagged(self, word: str) -> int:
        name = self.take() if self.peek() != "{" else ""
        key = f"{word} {name}" if name else ""
        if not self.skip("{"):
            made = Fwd(name, word == "union")
            return self.made.named.get(key) or self.add(made, key)
        if word == "enum":
            return self.add(Enum(name, 4, signed=False, values=self.enumerators()), key)
        kind = self.add(Struct(name, 0, ()), key)
        made = self.members(kind, word)
        self.made.types[kind - 1] = made._replace(name=name)
        return kind

    def enumerators(self) -> tuple[Enumerator, ...]:
        found, value = [], 0
        while not self.skip("}"):
            name = self.take()
            if self.skip("="):
                value = int(self.take(), 0)
            found.append(Enumerator(name, value))
            value += 1
            self.skip(",")
        return tuple(found)

    def members(self, owner: int, word: str) -> Struct | Union:
        found: list[Member] = []
        end, align = 0, 1
        while not self.skip("}"):
            kind = self.base()
            name = ""
            if self.peek() != ";":
                kind, name = self.declarator(kind)
            size, natural = self.layout(kind)
            at = 0 if word == "union" else -(-end // natural) * natural
            found.append(Member(name, kind, at * 8))
            end, align = max(end, at + size), max(align, natural)
            self.tags(owner, len(found) - 1)
            self.take(";")
        made = Union if word == "union" else Struct
        return made("", -(-end // align) * align, tuple(found))

    def layout(self, kind: int) -> tuple[int, int]:
        """Return size and alignment."""
        made = self.made.types[kind - 1]
        if isinstance(made, Ptr):
            return 8, 8
        if isinstance(made, Array):
            size, align = self.layout(made.type)
            return size * made.length, align
        if isinstance(made, Typedef | Const | Volatile | Restrict | TypeTag):
            return self.layout(made.type)
        if isinstance(made, Struct | Union):
            return made.size, max([self.layout(m.type)[1] for m in made.members] or [1])
        assert not isinstance(made, Fwd), made
        return made.size, made.size

    def declarator(self, kind: int) -> tuple[int, str]:
        """Read ``*name[4]``; return the type and the name."""
        while self.skip("*"):
            kind = self.add(Ptr("", kind))
            for made in self.qualifiers():
                kind = self.add(made._replace(type=kind))
        name = self.take() if re.match(r"(?!__arg_|__tag)\w", self.peek()) else ""
        lengths = []
        while self.skip("["):
            lengths.append(0 if self.peek() == "]" else int(self.take(), 0))
            self.take("]")
        for length in reversed(lengths):
            kind = self.add(Array(kind, self.add(_INTS["int"], "int"), length))
        return kind, name

    def function(self, kind: int, linkage: int) -> None:
        kind, name = self.declarator(kind)
        self.take("(")
        params: list[Param] = []
        tags: list[tuple[int, str]] = []
        while not self.skip(")"):
            if self.skip("..."):
                params.append(Param("", 0))
                continue
            of, called = self.declarator(self.base())
            if of or called:
                params.append(Param(called, of))
            tags += [(len(params) - 1, tag) for tag in self.tag_names()]
            self.skip(",")
        tags += [(-1, tag) for tag in self.tag_names()]
        self.take(";")
        proto = self.add(FuncProto(kind, tuple(params)))
        func = self.add(Func(name, proto, linkage))
        self.made.funcs.append(func)
        for number, tag in tags:
            self.add(DeclTag(tag, func, number))

    def tags(self, owner: int, number: int) -> None:
        for tag in self.tag_names():
            self.add(DeclTag(tag, owner, number))

    def tag_names(self) -> list[str]:
        found = []
        while self.peek().startswith(("__arg_", "__tag")):
            word = self.take()
            found.append(self.bracketed() if word == "__tag" else "arg:" + word[6:])
        return found


def declare(text: str) -> Declared:
    """Return the types that *text* declares."""
    return _Reader(text).run()
