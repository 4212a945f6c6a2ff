"""When beebox is killed nothing stays stopped: spawned trees end, adopted processes run on."""

# ruff: noqa: PTH120, PTH123

import os
import signal
import subprocess
import sys
import time

import pytest
from test_adopt import eventually, finish, tracers, worker

pytestmark = [pytest.mark.linux, pytest.mark.usefixtures("traceable")]

OWNER = """
import sys, time
sys.path.insert(0, sys.argv[1])
from watch import Watch
watch = Watch(("openat",), ("openat",))
if sys.argv[2] == "adopt":
    child = watch.supervisor.adopt(int(sys.argv[3]))
else:
    child = watch.supervisor.spawn(sys.argv[3:])
    if sys.argv[2] == "go":
        child.go()
print(child.pid, flush=True)
time.sleep(60)
"""


def owner(*arguments):
    return subprocess.Popen(
        [sys.executable, "-c", OWNER, os.path.dirname(__file__), *arguments],
        stdout=subprocess.PIPE,
        text=True,
    )


def alive(pid):
    try:
        with open(f"/proc/{pid}/stat") as file:
            return file.read().rpartition(")")[2].split()[0] not in "ZX"
    except FileNotFoundError:
        return False


@pytest.mark.parametrize("how", ["go", "hold"])
def test_spawned_tree_ends(how):
    loop = "while :; do cat /dev/null; done"
    process = owner(how, "sh", "-c", loop)
    try:
        pid = int(process.stdout.readline())
        time.sleep(0.2)
        assert alive(pid)
    finally:
        process.send_signal(signal.SIGKILL)
        process.communicate()
    eventually(lambda: not alive(pid))


def test_adopted_process_runs_on():
    with worker() as target:
        process = owner("adopt", str(target.pid))
        try:
            assert int(process.stdout.readline()) == target.pid
            time.sleep(0.2)
            assert tracers(target.pid) != {"0"}
        finally:
            process.send_signal(signal.SIGKILL)
            process.communicate()
        eventually(lambda: tracers(target.pid) == {"0"})
        finish(target)
