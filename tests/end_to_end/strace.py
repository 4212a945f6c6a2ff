"""strace's report of opens as a multiset: the oracle for completeness."""

from __future__ import annotations

import re
import subprocess
from collections import Counter
from pathlib import Path

CALLS = "open,openat,openat2,creat"
_WHOLE = re.compile(
    r'^(\d+) +(?:open|openat|openat2|creat)\((?:AT_FDCWD, |-?\d+, )?"((?:[^"\\]|\\.)*)"'
)
_RESULT = re.compile(r"= (-?\d+)(?: (E[A-Z0-9]+))?[^=]*$")
_RESUMED = re.compile(r"^(\d+) +<\.\.\. (?:open|openat|openat2|creat) resumed>")
_NAMES = re.compile(r"/cc\w{6}\b|/proc/\d+/")


def masked(path: str) -> str:
    """Take out what differs from run to run: a compiler's temporary names, pids."""
    return _NAMES.sub("/*", path)


def opens(command: list[str], where: Path) -> Counter[tuple[str, int]]:
    """Run *command* under strace; count each (path, fd or -errno)."""
    log = where / "strace.log"
    subprocess.run(
        ["strace", "-f", "-s", "5000", "-e", f"trace={CALLS}", "-o", str(log), *command],
        check=False,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        timeout=120,
    )
    return parse(log.read_text(errors="surrogateescape"))


def parse(text: str) -> Counter[tuple[str, int]]:
    """Count the finished calls in strace's log; an unfinished one counts when it is resumed."""
    found: Counter[tuple[str, int]] = Counter()
    pending: dict[str, str] = {}
    for line in text.splitlines():
        start, resumed = _WHOLE.match(line), _RESUMED.match(line)
        if start and "<unfinished ...>" in line:
            pending[start[1]] = start[2]
            continue
        path = start[2] if start else pending.pop(resumed[1]) if resumed else None
        result = _RESULT.search(line)
        if path is None or result is None:
            continue
        found[(masked(unescape(path)), number(result))] += 1
    return found


def unescape(text: str) -> str:
    """Undo strace's escapes."""
    return text.encode("latin-1", "backslashreplace").decode("unicode_escape")


def number(result: re.Match[str]) -> int:
    """Return the fd, or the errno negated."""
    import errno

    return -getattr(errno, result[2]) if result[2] else int(result[1])
