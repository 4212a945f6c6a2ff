"""Signals that processes take, and how they end."""

from __future__ import annotations

import os
import signal
import subprocess
import sys

import pytest

from .watch import Watch

ENDS = {
    "exit 3": (3 << 8, []),
    "kill -TERM $$": (15, [9]),
    "kill -KILL $$": (9, [9]),
    "trap : USR1; kill -USR1 $$; exit 1": (1 << 8, [10]),
    "trap '' TERM; kill -TERM $$; kill -CONT $$; exit 0": (0, []),
}


@pytest.mark.parametrize("script", ENDS)
def test_what_is_told_of_an_end(script):
    code, signals = ENDS[script]
    with Watch(signals=True) as watch:
        watch.run("sh", "-c", script)
    assert [seen.nr for seen in watch.seen if seen.kind == "signal"] == signals
    assert [seen.code for seen in watch.seen if seen.kind == "exited"] == [code]


def test_a_core_dump_is_told_by_its_own_signal():
    with Watch(signals=True) as watch:
        watch.run(
            sys.executable,
            "-S",
            "-c",
            "import os, resource\nresource.setrlimit(4, (0, 0))\nos.abort()",
        )
    assert [seen.nr for seen in watch.seen if seen.kind == "signal"] == [signal.SIGABRT]


def test_stopping_and_going_on():
    script = "sh -c 'kill -STOP $$; exit 4' & while ! grep -q '(sh) [Tt]' /proc/$!/stat; do :; done; kill -CONT $!; wait $!"
    with Watch(signals=True) as watch:
        assert watch.run("sh", "-c", script) == 4
    told = [seen.nr for seen in watch.seen if seen.kind == "signal"]
    assert told.count(signal.SIGSTOP) == 1


def test_signals_of_an_adopted_process():
    script = "trap 'exit 5' USR1; echo; while :; do sleep 0.01; done"
    with (
        subprocess.Popen(["sh", "-c", script], stdout=subprocess.PIPE) as child,
        Watch(signals=True) as watch,
    ):
        child.stdout.readline()
        adopted = watch.supervisor.adopt(child.pid)
        os.kill(child.pid, signal.SIGUSR1)
        assert adopted.wait(10) == 5
    assert signal.SIGUSR1 in [s.nr for s in watch.seen if s.kind == "signal" and s.tid == child.pid]
