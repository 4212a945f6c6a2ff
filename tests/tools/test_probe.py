"""The little language of trace and argdist: what it refuses, and where; types; formats."""

from __future__ import annotations

import argparse
import random
from types import SimpleNamespace
from typing import Any

import pytest

from beebox.box.kernel import Box
from beebox.errors import BeeboxError, CompileError
from beebox.tools import targets
from beebox.tools.probe import distribution, places, tracing, types
from beebox.tools.probe.formats import Format
from beebox.tools.probe.lexer import Source
from beebox.tools.probe.types import RAW, Kind

HOW = argparse.Namespace(
    pid=None, tid=None, regexp=False, string_size=128, stack=False, library=None
)


class Facts:
    """A kernel that has uprobes, as far as is asked here."""

    symbols = ()

    def pmu(self, name: str) -> Any:
        return name

    def tracepoints(self, category: str) -> list[str]:
        return list(Box().facts.tracepoints(category))

    def tracepoint(self, category: str, name: str) -> Any:
        return Box().facts.tracepoint(category, name)


KERNEL: Any = SimpleNamespace(facts=Facts())


def traced(text: str) -> tracing.Shown:
    return tracing.read(text, KERNEL, HOW, [])


def specified(text: str, *, drawn: bool = False) -> distribution.Spec:
    return distribution.read(text, 0, KERNEL, HOW, [], drawn=drawn)


REFUSED = [  # text, where the caret is, what is said
    ("c:open (arg2 ==", "", "something is missing"),
    ("c:open (arg2 == )", ")", "an expression is expected here"),
    ("c:open (arg7)", "arg7", "arg7 means nothing here"),
    ("c:open (retval)", "retval", "known are"),
    ("r:c:open (arg1)", "arg1", "arg1 means nothing here"),
    ("c:open (arg1", "", "')' is missing"),
    ('c:open "%d"', "%d", "there is no value for this"),
    ('c:open "x", arg1', "arg1", "there is no place for this"),
    ('c:open "%f", arg1', "%f", "%f is no format"),
    ('c:open(int fd) "%s", fd', "fd", "this is a number"),
    ('c:open "%s', '"', "this text has no end"),
    ("c:open (arg1 # 2)", "#", "'#' means nothing here"),
    ("c:open (*arg1)", "*arg1", "what this points to has no type"),
    ("c:open(float x)", "float", "this is no type of C"),
    ("c:open(struct stat s)", "struct stat ", "no value has this type"),
    ('c:open ("x" < arg1)', "<", "texts have no '<'"),
    ('c:open ("x")', '"x"', "this is a text, not a condition"),
    ('c:open (arg1 == "é")', '"é"', "compared are texts of ASCII"),
    ("c:open (1 << 99999999999999999999)", "99999999999999999999", "does not fit 64 bits"),
    ("c:open(int a, int b, int c, int d, int e, int f, int g)", ")", "registers pass 6"),
    ('c:open "a" "b"', '"b"', "this is more than a probe has"),
    ("c:open (arg1 / 0)", "/", "this divides by 0"),
    ("c:open; import os", ";", "';' means nothing here"),
    ("c:open (__import__)", "__import__", "means nothing here"),
    ("u:c:probe", "u", "USDT probes are not"),
    ("t:syscalls:sys_enter_*", "sys_enter_", "one tracepoint is wanted"),
    ("t:syscalls:sys_enter_openat (args.nothing)", "args", "args.nothing means nothing"),
    ("()", "()", "names no function"),
]


@pytest.mark.parametrize(("text", "place", "says"), REFUSED)
def test_mistakes_are_shown_where_they_are(text: str, place: str, says: str) -> None:
    with pytest.raises(CompileError) as caught:
        traced(text)
    location = caught.value.location
    assert location is not None
    assert says in str(caught.value)
    assert text[location.column - 1 :].startswith(place)
    assert caught.value.exit_status == 2
    _, shown, caret, *_ = str(caught.value).splitlines()
    assert shown == f"    {text}" or not place
    assert caret.strip("^ ") == ""


@pytest.mark.parametrize(
    ("text", "drawn", "says"),
    [
        ("p:c:write(int fd):int", False, "and what is counted"),
        ("p:c:write(int fd):int,int:fd", False, "2 types for 1 expressions"),
        ("p:c:write(int fd):int,int:fd,fd", True, "a histogram is of one number"),
        ("p:c:write(int fd)", True, "a histogram is of one number"),
        ("p:c:open(char *p):char*:p", True, "a histogram is of one number"),
        ("p:c:write(int fd):int:$latency", False, "$latency means nothing here"),
        ("r:c:write(int fd):int:$entry(n)", False, "$entry(n) means nothing here"),
        ("p:c:write(int fd):int:fd:fd > 1:fd", False, "more than a specifier has"),
        ("p:c:a(char *a, char *b, char *c):char*,char*,char*:a,b,c", False, "more than 320 bytes"),
    ],
)
def test_specifiers_that_mean_nothing(text: str, drawn: bool, says: str) -> None:
    with pytest.raises(BeeboxError) as caught:
        specified(text.replace("c:a(", "c:open("), drawn=drawn)
    assert says in str(caught.value)


def test_only_what_is_meant_is_written() -> None:
    text = traced('c:open(char *path) (path == "it\'s \\"" && arg2 != 0x10) "%s", path').text
    assert """memory0 == 'it\\'s "'""" in text
    assert "path" not in text.partition("class Event")[2]


def test_nothing_else_than_refusals_comes_of_any_text(monkeypatch) -> None:
    libc = targets.find(KERNEL, targets.wanted("c:open"), HOW, [])
    find = targets.find

    def known(kernel: Any, asked: targets.Wanted, *rest: Any) -> targets.Found:
        return libc if asked.file == "c" else find(kernel, asked, *rest)

    monkeypatch.setattr(places.targets, "find", known)
    draw = random.Random(11)
    words = [*"()+-*/%&|^~!<>=,.:\"'#$ \n\\", "arg1", "c:open", "0x1f", '"%d"', "(int)", "STRCMP",
             "args.", "retval", "$pid", "t:sched:", "struct", "**", "==", "import os", "'a'"]  # fmt: skip
    taken = 0
    for _ in range(3000):
        text = "c:open" * draw.randrange(2) + "".join(draw.choices(words, k=draw.randrange(9)))
        for one in (traced, specified):
            try:
                one(text)
                taken += 1
            except BeeboxError:
                continue
    assert taken > 10


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("int", "i32"), ("unsigned", "u32"), ("unsigned long int", "u64"), ("long long", "i64"),
        ("const unsigned char", "u8"), ("signed char", "i8"), ("size_t", "u64"), ("short int", "i16"),
        ("uint16_t", "u16"), ("__s32", "i32"), ("u8", "u8"), ("s8", "i8"), ("pid_t", "i32"),
        ("enum kind", "u32"), ("int long unsigned", None), ("float", None), ("unsigned size_t", None),
    ],
)  # fmt: skip
def test_types(text: str, kind: str | None) -> None:
    found = types.find(text.split(), 0)
    assert (found.name if found else None) == kind
    pointer = types.find(text.split(), 2)
    assert (pointer is None) == (kind is None)
    assert pointer is None or (pointer.name, pointer.to) == ("u64", types.find(text.split(), 1))


@pytest.mark.parametrize(
    ("form", "kind", "value", "text"),
    [
        ("%d", RAW, 0xFFFFFFFF, "-1"),
        ("%d", RAW, (1 << 64) - 1, "-1"),
        ("%ld", RAW, 0xFFFFFFFF, "4294967295"),
        ("%u", RAW, (1 << 64) - 1, "4294967295"),
        ("%lu", RAW, (1 << 64) - 1, "18446744073709551615"),
        ("%hhd", RAW, 0x1FF, "-1"),
        ("%d", Kind("i64"), (1 << 64) - 2, "-2"),
        ("%d", Kind("u64"), (1 << 64) - 2, "18446744073709551614"),
        ("%5d|%-5d|%05d", RAW, 42, "   42|42   |00042"),
        ("%x %X %o %#x", RAW, 0x1FF, "1ff 1FF 777 0x1ff"),
        ("%x", Kind("i32"), (1 << 64) - 1, "ffffffff"),
        ("%p", RAW, 0x7F0000001000, "0x7f0000001000"),
        ("%c%%", RAW, 65, "A%"),
        ("%s!", Kind("u64", Kind("i8")), "text", "text!"),
        ("%6s|%-6s|%.2s", RAW, "text", "  text|text  |te"),
    ],
)
def test_formats(form: str, kind: Kind, value: int | str, text: str) -> None:
    source = Source(f'"{form}"', "test")
    made = Format(source, source.words()[0])
    count = form.replace("%%", "").count("%")
    for _ in range(count):
        made.value(SimpleNamespace(kind=kind, at=0))  # type: ignore[arg-type]
    made.enough()
    assert made.text([value] * count) == text
