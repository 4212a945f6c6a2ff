"""Calls that are decided about before they begin."""

from __future__ import annotations

import errno
import os
import subprocess
import sys

from .watch import NR, Watch

TRY = """
import sys
for name in sys.argv[1:]:
    try: open(name).close(); print("open", name, flush=True)
    except OSError as error: print(error.errno, name, flush=True)
"""


def deny(asked, word):
    def decide(attempt):
        path = attempt.text(attempt.args[1])
        asked.append((attempt.tgid, attempt.uid, path))
        return errno.EACCES if word in path else 0

    return decide


def test_what_is_denied_does_not_happen(tmp_path):
    for name in ("secret", "plain"):
        (tmp_path / name).write_text("x")
    asked = []
    with Watch(("openat",), ("openat",)) as watch:
        watch.supervisor.guard([NR["openat"]], deny(asked, "secret"))
        out = os.memfd_create("out")
        paths = [str(tmp_path / name) for name in ("secret", "plain", "absent")]
        assert watch.run(sys.executable, "-S", "-c", TRY, *paths, stdout=out) == 0
    said = os.pread(out, 4096, 0).decode().split()
    assert said == ["13", paths[0], "open", paths[1], "2", paths[2]]
    told = dict(watch.opens())
    assert [told[path] for path in (paths[0], paths[2])] == [-errno.EACCES, -errno.ENOENT]
    assert told[paths[1]] >= 0
    assert {path for _, _, path in asked} >= set(paths)
    assert {uid for _, uid, _ in asked} == {os.getuid()}


def test_what_nobody_else_wants_is_asked_about(tmp_path):
    (tmp_path / "secret").touch()
    with Watch() as watch:
        watch.supervisor.guard([NR["openat"]], deny([], "secret"))
        assert watch.run("cat", str(tmp_path / "secret")) == 1
        watch.supervisor.guard([], deny([], "secret"))
        watch.supervisor.want((), ())
        assert watch.run("cat", str(tmp_path / "secret")) == 0


def test_the_command_itself():
    with Watch() as watch:
        watch.supervisor.guard(
            [NR["execve"]], lambda attempt: errno.EPERM * ("true" in attempt.text(attempt.args[0]))
        )
        assert watch.run("sh", "-c", "/bin/true") == 126
        assert watch.run("sh", "-c", "/bin/false") == 1


def test_an_adopted_process(tmp_path):
    (tmp_path / "secret").touch()
    code = f"import sys, time\nfor _ in sys.stdin:\n try: open({str(tmp_path / 'secret')!r}); print(0, flush=True)\n except OSError as e: print(e.errno, flush=True)"
    pipe = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    with subprocess.Popen([sys.executable, "-S", "-c", code], **pipe) as child, Watch() as watch:
        watch.supervisor.guard([NR["openat"]], deny([], "secret"))
        adopted = watch.supervisor.adopt(child.pid)
        answers = []
        for _ in range(2):
            child.stdin.write("\n")
            child.stdin.flush()
            answers.append(child.stdout.readline().strip())
            adopted.detach()
        assert answers == ["13", "0"]
        child.stdin.close()
