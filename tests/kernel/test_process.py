"""Processes: held until they go, a shell's statuses, nothing of ours left in them."""

# ruff: noqa: PTH208 - names, not paths

import contextlib
import errno
import gc
import os
import select
import signal
import stat
import subprocess
import sys

import pytest

from beebox.errors import CommandError, KernelError
from beebox.kernel import process


@pytest.fixture(autouse=True)
def no_leaks():
    before = open_files()
    yield
    assert open_files() == before


def open_files():
    """What this process has open, once what was dropped, here or by earlier tests, is collected."""
    gc.collect()
    return set(os.listdir("/proc/self/fd"))


def run(argv, **how):
    """Run to the end; return what it wrote and its status."""
    reading, writing = os.pipe()
    child = process.spawn(argv, stdout=writing, **how)
    os.close(writing)
    try:
        child.go()
        with open(reading, "rb", closefd=False) as file:
            text = file.read()
        return text, child.wait(30)
    finally:
        os.close(reading)
        child.detach()


def python(text):
    return [sys.executable, "-I", "-S", "-c", text]


def test_it_is_held_until_it_goes(tmp_path):
    mark = tmp_path / "mark"
    child = process.spawn(["touch", str(mark)])
    assert child.returncode is None
    assert child.wait(0.05) is None
    assert not mark.exists()
    child.go()
    assert child.wait(30) == 0
    assert mark.exists()
    child.go()


@pytest.mark.parametrize(
    ("script", "code"), [("exit 7", 7), ("exit 0", 0), ("kill -9 $$", -9), ("kill -TERM $$", -15)]
)
def test_returncode(script, code):
    child = process.spawn(["sh", "-c", script])
    child.go()
    assert child.wait() == code
    assert child.returncode == code


def test_the_fd_is_readable_when_it_has_ended():
    child = process.spawn(["true"])
    poll = select.poll()
    poll.register(child.fd, select.POLLIN)
    assert poll.poll(0) == []
    child.go()
    assert poll.poll(30_000)
    assert child.wait(0) == 0


def test_no_such_command():
    child = process.spawn(["no-such-command-at-all"])
    with pytest.raises(CommandError, match="no-such-command-at-all: command not found") as caught:
        child.go()
    assert caught.value.exit_status == 127


def test_no_such_file():
    child = process.spawn(["/no/such"])
    with pytest.raises(CommandError, match="/no/such: No such file or directory") as caught:
        child.go()
    assert caught.value.exit_status == 127


def test_not_executable(tmp_path):
    (tmp_path / "tool").write_text("#!/bin/sh\n")
    for argv, env in (([f"{tmp_path}/tool"], {}), (["tool"], {"PATH": str(tmp_path)})):
        with pytest.raises(CommandError, match="Permission denied") as caught:
            process.spawn(argv, env=env).go()
        assert caught.value.exit_status == 126


def test_a_directory(tmp_path):
    with pytest.raises(CommandError, match="Is a directory") as caught:
        process.spawn([str(tmp_path)]).go()
    assert caught.value.exit_status == 126


def executable(path, data):
    path.write_bytes(data)
    path.chmod(path.stat().st_mode | stat.S_IXUSR | stat.S_IXGRP | stat.S_IXOTH)
    return str(path)


def test_a_script_without_a_line_for_its_interpreter(tmp_path):
    assert run([executable(tmp_path / "s", b"echo $0 $1; exit 3\n"), "x"])[1] == 3


def test_a_binary_that_is_none(tmp_path):
    path = executable(tmp_path / "b", b"\x7fELF\0\0\0\0nonsense")
    with pytest.raises(CommandError, match="Exec format error") as caught:
        process.spawn([path]).go()
    assert caught.value.exit_status == 126


def test_a_missing_interpreter(tmp_path):
    path = executable(tmp_path / "i", b"#!/no/such/interpreter\n")
    with pytest.raises(CommandError) as caught:
        process.spawn([path]).go()
    assert caught.value.exit_status == 127


def test_no_command():
    for argv in ([], [""]):
        with pytest.raises(CommandError):
            process.spawn(argv)


def test_path_is_the_childs(tmp_path):
    executable(tmp_path / "tool", b"#!/bin/sh\necho found\n")
    assert run(["tool"], env={"PATH": f"/no/such:{tmp_path}"}) == (b"found\n", 0)
    assert run(["tool"], env={"PATH": ":/bin"}, cwd=str(tmp_path)) == (b"found\n", 0)
    (tmp_path / "bin").mkdir()
    executable(tmp_path / "bin" / "other", b"#!/bin/sh\necho near\n")
    assert run(["other"], env={"PATH": "bin"}, cwd=str(tmp_path)) == (b"near\n", 0)
    assert run(["./bin/other"], cwd=str(tmp_path)) == (b"near\n", 0)


def test_environment_and_directory(tmp_path):
    text, code = run(
        ["sh", "-c", 'echo "$A"; pwd'], env={"A": "b c", "PATH": "/bin"}, cwd=str(tmp_path)
    )
    assert (text, code) == (f"b c\n{tmp_path.resolve()}\n".encode(), 0)


def test_no_such_directory():
    with pytest.raises(CommandError, match="No such file") as caught:
        process.spawn(["true"], cwd="/no/such").go()
    assert caught.value.exit_status == 125


def test_streams(tmp_path):
    (tmp_path / "in").write_bytes(b"hello")
    with (tmp_path / "in").open("rb") as source, (tmp_path / "out").open("wb") as sink:
        child = process.spawn(
            ["sh", "-c", "cat; echo err >&2"],
            stdin=source.fileno(), stdout=sink.fileno(), stderr=sink.fileno(),
        )  # fmt: skip
        child.go()
        assert child.wait() == 0
    assert (tmp_path / "out").read_bytes() == b"helloerr\n"


def test_streams_may_be_swapped():
    """Where a stream's fd is another stream's number, order must not matter."""
    script = (
        "import os\n"
        "from beebox.kernel import process\n"
        "child = process.spawn(['sh', '-c', 'echo out; echo err >&2'], stdout=2, stderr=1)\n"
        "child.go()\n"
        "raise SystemExit(child.wait())\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True)
    assert (done.stdout, done.stderr) == (b"err\n", b"out\n")


def test_nothing_of_ours_is_inherited():
    given = set()
    for name in os.listdir("/proc/self/fd"):
        with contextlib.suppress(OSError):
            given |= {int(name)} if os.get_inheritable(int(name)) else set()
    text, _ = run(["ls", "/proc/self/fd"])
    seen = {int(name) for name in text.split()}
    assert len(seen - given - {0, 1, 2}) == 1  # ls's own, of the directory


def test_signals_are_as_they_came_to_us():
    text, _ = run(["grep", "-E", "Sig(Ign|Blk|Cgt)", "/proc/self/status"])
    masks = dict(line.split(":\t") for line in text.decode().splitlines())
    assert int(masks["SigIgn"], 16) >> signal.SIGPIPE - 1 & 1 == 0
    assert int(masks["SigBlk"], 16) == 0


def test_an_ignored_signal_stays_ignored():
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        text, _ = run(["grep", "SigIgn", "/proc/self/status"])
    finally:
        signal.signal(signal.SIGINT, before)
    assert int(text.split()[1], 16) >> signal.SIGINT - 1 & 1


def test_threads_do_no_harm():
    import threading

    stop = threading.Event()
    busy = [threading.Thread(target=stop.wait) for _ in range(4)]
    for thread in busy:
        thread.start()
    try:
        for _ in range(5):
            assert run(["echo", "x"]) == (b"x\n", 0)
    finally:
        stop.set()
        for thread in busy:
            thread.join()


def test_signal_and_wait():
    child = process.spawn(["sleep", "60"])
    child.go()
    child.signal(signal.SIGTERM)
    assert child.wait(30) == -signal.SIGTERM
    child.signal(signal.SIGTERM)


def test_one_that_never_went_ends_with_detach():
    child = process.spawn(["sleep", "60"])
    child.detach()
    child.detach()
    assert child.wait(30) is not None


def test_one_that_never_went_ends_with_us():
    script = (
        "import os\n"
        "from beebox.kernel import process\n"
        "child = process.spawn(['sleep', '60'])\n"
        "print(child.pid, flush=True)\n"
        "os.kill(os.getpid(), 9)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, check=False, timeout=30
    )
    pid = int(done.stdout)
    with contextlib.suppress(ProcessLookupError):
        fd = os.pidfd_open(pid)
        poll = select.poll()
        poll.register(fd, select.POLLIN)
        assert poll.poll(10_000)
        os.close(fd)


def test_adopt():
    with subprocess.Popen(["sleep", "60"]) as other:
        child = process.adopt(other.pid)
        assert (child.pid, child.returncode) == (other.pid, None)
        child.go()
        assert child.wait(0.05) is None
        child.detach()
        poll = select.poll()
        poll.register(child.fd, select.POLLIN)
        assert poll.poll(0)
        assert other.poll() is None
        other.kill()
        other.wait()
        assert child.wait(30) == 0


@pytest.mark.parametrize("pid", [0, -1, 2**22 + 1])
def test_adopt_what_is_not_there(pid):
    with pytest.raises(KernelError) as caught:
        process.adopt(pid)
    assert caught.value.errno == errno.ESRCH


def test_a_stopped_child_is_no_ended_one():
    child = process.spawn(["sleep", "60"])
    child.go()
    child.signal(signal.SIGSTOP)
    assert child.wait(0.1) is None
    child.signal(signal.SIGKILL)
    assert child.wait(30) == -9
