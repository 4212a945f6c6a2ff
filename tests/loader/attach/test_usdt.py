"""USDT: how arguments are written, what is told the program of them, and a real probe."""

from __future__ import annotations

import pytest

from beebox.errors import NotSupported
from beebox.loader.attach.usdt import CONST, DEREF, INDEXED, REG, Argument, parse, split


@pytest.fixture(autouse=True)
def x86(monkeypatch):
    monkeypatch.setattr("platform.machine", lambda: "x86_64")


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("8@$5", Argument(CONST, 5, 0, 0, 1, 8)),
        ("-4@$-9", Argument(CONST, -9, 0, 0, 1, -4)),
        ("8@%rax", Argument(REG, 0, 80, 0, 1, 8)),
        ("-4@%edi", Argument(REG, 0, 112, 0, 1, -4)),
        ("2@%r9w", Argument(REG, 0, 64, 0, 1, 2)),
        ("1@%cl", Argument(REG, 0, 88, 0, 1, 1)),
        ("8@-80(%rbx)", Argument(DEREF, -80, 40, 0, 1, 8)),
        ("8@(%rsp)", Argument(DEREF, 0, 152, 0, 1, 8)),
        ("4@16(%rax,%rdx,8)", Argument(INDEXED, 16, 80, 96, 8, 4)),
        ("4@(%rax,%rdx)", Argument(INDEXED, 0, 80, 96, 1, 4)),
    ],
)
def test_arguments_of_x86(text, made) -> None:
    assert parse(text) == made


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("-4@x0", Argument(REG, 0, 0, 0, 1, -4)),
        ("4@w19", Argument(REG, 0, 152, 0, 1, 4)),
        ("8@[sp, 24]", Argument(DEREF, 24, 248, 0, 1, 8)),
        ("8@[x1]", Argument(DEREF, 0, 8, 0, 1, 8)),
        ("8@42", Argument(CONST, 42, 0, 0, 1, 8)),
    ],
)
def test_arguments_of_arm(text, made, monkeypatch) -> None:
    monkeypatch.setattr("platform.machine", lambda: "aarch64")
    assert parse(text) == made


@pytest.mark.parametrize("text", ["", "8", "3@%rax", "8@%nothing", "8@foo(%rip)", "8@%rax "])
def test_what_is_not_known_is_refused(text) -> None:
    with pytest.raises(NotSupported, match="USDT probe"):
        parse(text)


def test_arguments_are_parted_by_spaces() -> None:
    assert split("-4@%edi 8@-80(%rbx)") == ["-4@%edi", "8@-80(%rbx)"]
    assert split("8@[sp, 24] 4@w0") == ["8@[sp, 24]", "4@w0"]
    assert split("") == []
