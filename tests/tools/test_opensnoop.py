"""The user side of opensnoop: options, columns, and paths that are no text."""

import argparse
import os
import struct

import pytest

from beebox.tools import opensnoop, stream


def options(*argv):
    parser = argparse.ArgumentParser()
    opensnoop.add_arguments(parser)
    return parser.parse_args(argv)


def event(path=b"/etc/hostname", ret=3, flags=os.O_CLOEXEC, mode=0, comm=b"cat"):
    data = struct.pack("<QIIIiII16s", 10**9, 17474, 17475, 1000, ret, flags, mode, comm)
    return opensnoop.Event.read(data + path + b"\0")


def shown(chosen):
    return stream.shown(chosen, opensnoop.columns(chosen))


def text(chosen, event):
    return stream.line(shown(chosen), event)


def test_plain_columns():
    assert text(options(), event()) == "17474  cat                3   0 /etc/hostname"
    assert text(options(), event(ret=-2)) == "17474  cat               -1   2 /etc/hostname"


def test_more_columns():
    line = text(options("-e", "-U"), event(flags=os.O_CREAT | os.O_WRONLY, mode=0o644))
    assert line == "1000    17474  cat                3   0 00000101 0644  /etc/hostname"
    assert "n/a" in text(options("-e"), event())
    assert text(options("-T"), event())[2:6:3] == "::"


def test_the_header_has_the_columns():
    header = stream.header(shown(options("-e", "-U", "-T")))
    assert header.split() == ["TIME", "UID", "PID", "COMM", "FD", "ERR", "FLAGS", "MODE", "PATH"]
    assert stream.header(shown(options())) == "PID    COMM              FD ERR PATH"


def test_the_columns_stand_under_their_names():
    chosen = options("-e", "-U", "-T")
    header, line = stream.header(shown(chosen)), text(chosen, event())
    for name, text_of in (
        ("UID", "1000"),
        ("PID", "17474"),
        ("COMM", "cat"),
        ("FLAGS", "0"),
        ("PATH", "/"),
    ):
        assert line[header.index(name) :].startswith(text_of)


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        (b"/tmp/\xc3\xa9t\xc3\xa9", "/tmp/été"),
        (b"/tmp/a\nb\x1b[31m", r"/tmp/a\x0ab\x1b[31m"),
        (b"/tmp/\xff", r"/tmp/\xff"),
        (b"", ""),
    ],
)
def test_paths(raw, shown):
    assert text(options(), event(raw)).endswith(f"  0 {shown}")


def test_a_path_of_4095_bytes():
    assert event(b"a" * 4095).path == "a" * 4095


@pytest.mark.parametrize(
    ("argv", "flags", "comm", "result"),
    [
        ([], 0, b"cat", True),
        (["-f", "O_WRONLY"], os.O_WRONLY | os.O_CREAT, b"cat", True),
        (["-f", "O_WRONLY"], os.O_RDONLY, b"cat", False),
        (["-f", "O_RDONLY"], os.O_CLOEXEC, b"cat", True),
        (["-f", "O_RDONLY"], os.O_RDWR, b"cat", False),
        (["-f", "O_WRONLY", "-f", "O_CREAT"], os.O_CREAT | os.O_RDWR, b"cat", True),
    ],
)
def test_filters(argv, flags, comm, result):
    assert opensnoop.wanted(options(*argv), event(flags=flags, comm=comm)) is result


def test_a_bad_flag(capsys):
    with pytest.raises(SystemExit):
        options("-f", "O_NOTHING")
    assert "O_NOTHING" in capsys.readouterr().err
