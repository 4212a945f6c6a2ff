"""Adopting running processes, and letting them go."""

# ruff: noqa: PTH123, PTH208

import contextlib
import errno
import os
import signal
import subprocess
import sys
import textwrap
import time

import pytest
from watch import Watch

from beebox.errors import KernelError

pytestmark = [pytest.mark.linux, pytest.mark.usefixtures("traceable")]

OPEN = ("openat",)

WORKER = """
import os, sys, threading, time
def work(n):
    i = 0
    while not stop:
        i += 1
        try: os.open(f"/nonexistent/{n}", 0)
        except OSError: pass
        time.sleep(0.005)
stop = []
threads = [threading.Thread(target=work, args=(n,)) for n in range(int(sys.argv[1]))]
[t.start() for t in threads]
print("ready", flush=True)
sys.stdin.readline()
stop.append(1)
[t.join() for t in threads]
print("bye", flush=True)
sys.exit(11)
"""


class Worker:
    """A process that is not our child: a shell waits for it and says how it ended.

    (Whoever waits in our process for a child of ours that is traced here gets its stops.)
    """

    def __init__(self, text, threads):
        code = "import os; print(os.getpid(), flush=True)\n" + textwrap.dedent(text)
        self.shell = subprocess.Popen(
            ["sh", "-c", '"$@"; echo $?', "sh", sys.executable, "-S", "-c", code, str(threads)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        self.pid = int(self.shell.stdout.readline())
        assert self.shell.stdout.readline() == "ready\n"

    def kill(self):
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGKILL)

    def finish(self, text="\n"):
        """Let it end by itself; return what it and the shell wrote then."""
        return self.shell.communicate(text, timeout=20)[0]


@contextlib.contextmanager
def worker(threads=3, text=WORKER):
    process = Worker(text, threads)
    try:
        yield process
    finally:
        if process.shell.returncode is None:
            process.kill()
            process.shell.communicate()


def eventually(condition, seconds=10):
    limit = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < limit, "it did not happen"
        time.sleep(0.01)


def state(pid):
    with open(f"/proc/{pid}/stat") as file:
        return file.read().rpartition(")")[2].split()[0]


def tracers(pid):
    found = set()
    for tid in os.listdir(f"/proc/{pid}/task"):
        with open(f"/proc/{pid}/task/{tid}/status") as file:
            found |= {line.split()[1] for line in file if line.startswith("TracerPid")}
    return found


def finish(process):
    assert process.finish() == "bye\n11\n"


def test_all_threads_are_seen_then_let_go():
    with worker() as process, Watch(OPEN, OPEN) as watch:
        traced = watch.supervisor.adopt(process.pid)
        eventually(
            lambda: {p for p, _ in watch.opens_so_far()} >= {f"/nonexistent/{n}" for n in range(3)}
        )
        traced.detach()
        assert traced.ended
        assert tracers(process.pid) == {"0"}
        count = len(watch.seen)
        time.sleep(0.05)
        assert len(watch.seen) == count
        assert traced.returncode is None
        finish(process)


def test_end_of_the_process_is_seen_and_its_parent_gets_the_status():
    with worker() as process, Watch(OPEN, OPEN) as watch:
        traced = watch.supervisor.adopt(process.pid)
        finish(process)
        assert traced.wait(10) == 11
    assert [s.last for s in watch.of("exited")][-1] == 1
    assert len(watch.of("exited")) == 4


def test_killed_target():
    with worker() as process, Watch(OPEN, OPEN) as watch:
        traced = watch.supervisor.adopt(process.pid)
        process.kill()
        assert traced.wait(10) == -signal.SIGKILL
        assert process.finish("") == "137\n"


@pytest.mark.parametrize("delay", [0.0, 0.01, 0.03])
def test_killed_while_busy(delay):
    with (
        worker(text=WORKER.replace("time.sleep(0.005)", "pass")) as process,
        Watch(OPEN, OPEN) as watch,
    ):
        traced = watch.supervisor.adopt(process.pid)
        time.sleep(delay)
        process.kill()
        assert traced.wait(10) == -signal.SIGKILL
        assert process.finish("") == "137\n"
    assert len(watch.of("exited")) == 4


def test_close_lets_go():
    with worker() as process:
        with Watch(OPEN, OPEN) as watch:
            watch.supervisor.adopt(process.pid)
        assert tracers(process.pid) == {"0"}
        finish(process)


def test_stopped_process_stays_stopped():
    with worker() as process, Watch(OPEN, OPEN) as watch:
        os.kill(process.pid, signal.SIGSTOP)
        eventually(lambda: state(process.pid) == "T")
        traced = watch.supervisor.adopt(process.pid)
        time.sleep(0.1)
        traced.detach()
        time.sleep(0.05)
        assert state(process.pid) == "T"
        os.kill(process.pid, signal.SIGCONT)
        eventually(lambda: state(process.pid) != "T")
        finish(process)


def test_stop_and_continue_under_watch():
    with worker() as process, Watch(OPEN, OPEN) as watch:
        traced = watch.supervisor.adopt(process.pid)
        os.kill(process.pid, signal.SIGSTOP)
        eventually(lambda: state(process.pid) in "tT")
        time.sleep(0.1)
        count = len(watch.seen)
        time.sleep(0.1)
        assert len(watch.seen) == count
        os.kill(process.pid, signal.SIGCONT)
        eventually(lambda: len(watch.seen) > count)
        traced.detach()
        finish(process)


def test_children_are_followed():
    text = """
    import subprocess, sys
    print("ready", flush=True)
    sys.stdin.readline()
    subprocess.run(["cat", "/nonexistent"], stderr=subprocess.DEVNULL)
    print("bye", flush=True)
    sys.exit(11)
    """
    with worker(text=text) as process, Watch(OPEN, OPEN) as watch:
        traced = watch.supervisor.adopt(process.pid)
        finish(process)
        assert traced.wait(10) == 11
    assert ("/nonexistent", -2) in watch.opens_so_far()
    assert [s.comm for s in watch.of("exec")] == ["cat"]


def test_exec_of_an_adopted_thread():
    text = """
    import os, sys, threading, time
    print("ready", flush=True)
    sys.stdin.readline()
    threading.Thread(target=os.execv, args=("/bin/sh", ["sh", "-c", "echo bye; exit 11"])).start()
    time.sleep(10)
    """
    with worker(text=text) as process, Watch(OPEN, OPEN) as watch:
        traced = watch.supervisor.adopt(process.pid)
        finish(process)
        assert traced.wait(10) == 11


def test_adopt_beside_spawn():
    with worker() as process, Watch(OPEN, OPEN) as watch:
        child = watch.supervisor.spawn(
            ["sh", "-c", "sleep 0.3; cat /nonexistent"], stderr=os.open("/dev/null", 1)
        )
        child.go()
        traced = watch.supervisor.adopt(process.pid)
        traced.detach()
        assert child.wait(10) == 1
        finish(process)


def test_attach_and_detach_again_and_again():
    with worker() as process, Watch(OPEN, OPEN) as watch:
        for _ in range(10):
            watch.supervisor.adopt(process.pid).detach()
        finish(process)


def test_no_such_process():
    gone = subprocess.Popen(["true"])
    gone.wait()
    with Watch() as watch, pytest.raises(KernelError) as caught:
        watch.supervisor.adopt(gone.pid)
    assert caught.value.errno == errno.ESRCH


def test_not_ours():
    with Watch() as watch:
        if os.getuid() != 0:
            with pytest.raises(KernelError) as caught:
                watch.supervisor.adopt(1)
            assert caught.value.errno == errno.EPERM
            assert "user 0" in str(caught.value)
        with pytest.raises(KernelError) as caught:
            watch.supervisor.adopt(os.getpid())
        assert "itself" in str(caught.value)


def test_already_traced():
    with worker() as process, Watch() as first, Watch() as second:
        first.supervisor.adopt(process.pid)
        with pytest.raises(KernelError) as caught:
            second.supervisor.adopt(process.pid)
        assert caught.value.errno == errno.EPERM
        assert "traced already" in str(caught.value)
