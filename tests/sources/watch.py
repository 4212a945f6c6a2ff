"""A handler in Python that keeps what it is told, for tests: real use has a native one."""

# ruff: noqa: A002

from __future__ import annotations

import contextlib
import ctypes
import os
from typing import NamedTuple

from beebox.abi.syscalls import numbers
from beebox.sources import ptrace
from beebox.sources.event import ENTER, EXEC, EXIT, EXITED, FORK, SIGNAL, Event
from beebox.sources.supervisor import Supervisor
from beebox.sources.task import Task

NR = numbers()
KINDS = {
    ENTER: "enter",
    EXIT: "exit",
    FORK: "fork",
    EXEC: "exec",
    EXITED: "exited",
    SIGNAL: "signal",
}
PATH_ARGUMENT = {NR["open"]: 0, NR["openat"]: 1, NR["openat2"]: 1, NR["creat"]: 0, NR["execve"]: 0}


class Seen(NamedTuple):
    kind: str
    tid: int
    tgid: int
    uid: int
    comm: str
    nr: int
    ret: int
    other: int
    text: str
    old_tid: int
    last: int
    code: int


class Watch:
    """A supervisor and everything it told."""

    def __init__(self, enter=(), exit=(), *, signals=False):
        self.seen: list[Seen] = []
        self.errors: list[BaseException] = []
        self._callback = ctypes.CFUNCTYPE(ctypes.c_uint64, ctypes.c_uint64, ctypes.c_uint64)(
            self._handle
        )
        self.supervisor = Supervisor(ctypes.cast(self._callback, ctypes.c_void_p).value, 7)
        self.supervisor.want({NR[n] for n in enter}, {NR[n] for n in exit}, signals=signals)

    def _handle(self, user, address):
        try:
            assert user == 7
            event = Event.at(address)
            task = Task.at(event.task)
            kind = KINDS[event.kind]
            text = ""
            if kind == "exec":
                text = ctypes.string_at(event.text).decode()
            elif kind == "enter" and event.nr in PATH_ARGUMENT:
                where = event.args[PATH_ARGUMENT[event.nr]]
                text = ptrace.read_memory(task.tid, where, 4096).split(b"\0")[0].decode()
            comm = task.comm
            with contextlib.suppress(OSError):
                comm = os.pread(task.comm_fd, 64, 0)[:-1]
            call = kind in {"enter", "exit", "signal"}
            self.seen.append(
                Seen(
                    kind,
                    task.tid,
                    task.tgid,
                    task.uid,
                    comm.decode(),
                    event.nr if call else 0,
                    event.ret if kind == "exit" else 0,
                    Task.at(event.other).tid if kind == "fork" else 0,
                    text,
                    event.old_tid if kind == "exec" else 0,
                    event.flags if kind == "exited" else 0,
                    task.exit_code if kind == "exited" else 0,
                )
            )
        except BaseException as error:  # noqa: BLE001 - an exception cannot pass through C
            self.errors.append(error)
        return 0

    def run(self, *argv, timeout=30, **how):
        child = self.supervisor.spawn(argv, **how)
        child.go()
        status = child.wait(timeout)
        assert child.ended, "still running"
        return status

    def of(self, kind):
        return [seen for seen in self.seen if seen.kind == kind]

    def opens(self):
        """Return (path, result) of each openat, in pairs of enter and exit by task."""
        begun, done = self._pairs()
        assert not begun
        return done

    def opens_so_far(self):
        """Return those that have returned."""
        return self._pairs()[1]

    def _pairs(self):
        begun, done = {}, []
        for seen in list(self.seen):
            if seen.kind == "enter" and seen.nr == NR["openat"]:
                assert seen.tid not in begun
                begun[seen.tid] = seen.text
            elif seen.kind == "exit" and seen.nr == NR["openat"]:
                done.append((begun.pop(seen.tid), seen.ret))
        return begun, done

    def __enter__(self):
        return self

    def __exit__(self, *exception):
        self.supervisor.close()
        assert not self.errors, self.errors
