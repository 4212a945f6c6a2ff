"""What filewatch does about accesses: which rule counts for each, and what follows."""

from __future__ import annotations

import contextlib
import errno
import json
import os
import signal
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from beebox.abi.syscalls import numbers
from beebox.errors import BeeboxError, NotSupported
from beebox.tools import accesses
from beebox.tools.accesses import BY_NUMBER, HERE, Places
from beebox.tools.policy import Rule, Who, decide

if TYPE_CHECKING:
    from beebox.kernel.api import Kernel
    from beebox.sources.guard import Attempt

FORKED, ENDED = 1 << 16, 1 << 17
"""In place of a call's number: a task was made (*ret* is its id), or ends."""
_MASK = (1 << 32) - 1
_PREVENTED = ("deny", "kill")
_IO_URING = numbers().get("io_uring_setup", -1)


class Match(NamedTuple):
    """An access: what was done, by whom; and the rule that counts, if one does."""

    time: int = 0
    pid: int = 0
    uid: int = 0
    comm: str = ""
    ret: int = 0
    operations: frozenset[str] = frozenset()
    path: str = ""
    rule: Rule | None = None


class Watcher:
    """Makes matches of the events of filewatch, a *kind* each, and does what rules say."""

    def __init__(self, rules: list[Rule], kind: Any, start: str) -> None:
        self._rules = rules
        self._kind = kind
        self._places = Places(start)
        self._hooks: list[subprocess.Popen[bytes]] = []
        self.broken = False
        """Something was to alert, deny or kill."""

    def read(self, data: memoryview, /) -> Match:
        """Return what one event says."""
        event = self._kind.read(data)
        match event.nr:
            case accesses.CHDIR if event.ret == 0:
                self._places.moved(
                    event.pid, self._names(event, event.path, event.folder, "enter")[-1]
                )
            case accesses.FCHDIR if event.ret == 0:
                self._places.moved(event.pid, self._places.base(event.pid, event.folder))
            case nr if nr == FORKED:
                self._places.forked(event.pid, event.ret)
            case nr if nr == ENDED:
                self._places.ended(event.pid)
            case nr if nr in BY_NUMBER and event.pid != os.getpid():
                return self._access(event)
        return Match()

    def _names(self, event: Any, path: str, folder: int, operation: str) -> tuple[str, ...]:
        return accesses.names(path, self._places.base(event.pid, folder), operation)

    def _access(self, event: Any) -> Match:
        """Return the first match of a call."""
        match = Match(event.time, event.pid, event.uid, event.comm, event.ret)
        who = Who(event.comm, event.uid)
        for file in BY_NUMBER[event.nr].files:
            path, folder = event.path, event.folder
            if file.second:
                path, folder = event.other, event.other_folder
            found = self._names(event, path, folder, file.operation)
            if file.operation == "open" and event.ret >= 0:
                self._places.opened(event.pid, event.ret, found[-1])
            done = accesses.operations(file.operation, event.flags)
            rule = decide(self._rules, done, found, who)
            if rule is not None:
                return match._replace(operations=done, path=found[-1], rule=rule)
        return match

    def shown(self, match: Match, *, failed: bool) -> bool:
        """Say whether a match is to be shown, and do what its rule says."""
        rule = match.rule
        if rule is None or (failed and match.ret >= 0):
            return False
        self.broken |= rule.action != "detect"
        if rule.action == "kill":
            with contextlib.suppress(ProcessLookupError):
                os.kill(match.pid, signal.SIGKILL)
        if rule.hook:
            self._run(rule, match)
        return True

    def _run(self, rule: Rule, match: Match) -> None:
        """Start the command of a rule; `close` waits for it."""
        told = match._asdict() | {"rule": rule.name, "action": rule.action}
        told["operations"] = sorted(match.operations)
        try:
            child = subprocess.Popen(rule.hook, stdin=subprocess.PIPE)
        except OSError as error:
            raise BeeboxError(
                f"hook of rule {rule.name}: {rule.hook[0]}: {error.strerror}"
            ) from error
        assert child.stdin is not None
        with contextlib.suppress(BrokenPipeError), child.stdin:
            child.stdin.write(json.dumps(told).encode() + b"\n")
        self._hooks.append(child)

    def close(self) -> None:
        """Wait for the commands of rules."""
        for child in self._hooks:
            child.wait()


def enforce(kernel: Kernel, rules: list[Rule]) -> None:
    """Have what rules deny denied, before anything is started.

    Raises:
        NotSupported: this kernel cannot.
    """
    if not any(rule.action in _PREVENTED for rule in rules):
        return
    guard = getattr(kernel, "guard", None)
    if guard is not None:
        guard([*BY_NUMBER, _IO_URING], lambda attempt: error(attempt, rules))
        return
    for rule in rules:
        if rule.action == "deny":
            raise NotSupported(
                f"denying in {kernel.facts.name} (rule {rule.name})",
                "Linux lets programs of BPF LSM alone decide about files, and filewatch is none: "
                'use --kernel box, or action = "kill", which ends who did it',
            )


def error(attempt: Attempt, rules: list[Rule]) -> int:
    """Return the error that a call is to fail with, 0 if it may be made."""
    if attempt.nr == _IO_URING:
        return errno.ENOSYS  # it opens files without system calls
    shape = BY_NUMBER[attempt.nr]
    flags = attempt.args[shape.flags] if shape.flags >= 0 else 0
    who = Who(_comm(attempt.tid), attempt.uid)
    for file in shape.files:
        folder = attempt.args[file.folder] & _MASK if file.folder >= 0 else HERE & _MASK
        proc = f"/proc/{attempt.tid}/"
        base = accesses.linked(proc + ("cwd" if folder == HERE & _MASK else f"fd/{folder}"))
        found = accesses.names(attempt.text(attempt.args[file.path]), base, file.operation)
        done = accesses.operations(file.operation, attempt.word(flags) if shape.how else flags)
        rule = decide(rules, done, found, who)
        if rule is not None and rule.action in _PREVENTED:
            return errno.EACCES
    return 0


def _comm(tid: int) -> str:
    try:
        return Path(f"/proc/{tid}/comm").read_text(errors="replace").rstrip("\n")
    except OSError:
        return ""
