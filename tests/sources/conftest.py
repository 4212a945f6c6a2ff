"""Skip where a process may not trace its own child; check that nothing is left behind."""

# ruff: noqa: PTH120

import os
import platform
import sys

import pytest

sys.path.insert(0, os.path.dirname(__file__))

from watch import Watch

from beebox.errors import BeeboxError


def _can_trace():
    if platform.machine() != "x86_64":
        return "the supervisor is for x86-64 so far"
    try:
        with Watch() as watch:
            watch.run("true")
    except BeeboxError as error:
        return f"cannot trace here: {error}"
    return ""


@pytest.fixture(scope="session")
def traceable():
    reason = _can_trace()
    if reason:
        pytest.skip(reason)


@pytest.fixture
def out():
    """A file descriptor to write output to, and a function that returns what was written."""
    fd = os.memfd_create("out")

    class Out:
        def __init__(self):
            self.fd = fd

        def text(self):
            return os.pread(fd, 1 << 20, 0).decode()

    yield Out()
    os.close(fd)
