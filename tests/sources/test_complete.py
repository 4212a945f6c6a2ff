"""Completeness: the same opens, with the same results, as strace -f sees."""

import collections
import os
import re
import shutil
import subprocess
import sys
import textwrap

import pytest
from watch import NR, PATH_ARGUMENT, Watch

pytestmark = [
    pytest.mark.linux,
    pytest.mark.usefixtures("traceable"),
    pytest.mark.skipif(not shutil.which("strace"), reason="strace is not installed"),
]

CALLS = ("open", "openat", "openat2", "creat")
ENV = {"PATH": os.environ["PATH"], "PYTHONDONTWRITEBYTECODE": "1", "LC_ALL": "C"}

TREE = """
cat /etc/hostname /etc/passwd /nonexistent
python -S -c '
import subprocess, threading
def work(n):
    for i in range(10):
        try: open(f"/nonexistent/{n}/{i}")
        except OSError: pass
threads = [threading.Thread(target=work, args=(n,)) for n in range(4)]
[t.start() for t in threads]; [t.join() for t in threads]
subprocess.run(["cat", "/etc/hostname"])
subprocess.run("cat /nonexistent/shell | cat", shell=True)
'
find /etc/default -name nosuch
! command -v perl || perl -e 'open(F, "/etc/hostname"); system("cat /dev/null"); fork; open(F, "/x")'
! command -v cc || { echo 'int main(void) { return 0; }' > t.c; cc -o t t.c && ./t; }
(cat /dev/null & cat /dev/null & wait)
exec cat /etc/hostname
"""


def by_strace(argv, cwd, log):
    subprocess.run(
        ["strace", "-f", "-qq", "-s", "9999", "-e", "trace=" + ",".join(CALLS), "-o", log, *argv],
        cwd=cwd,
        env=ENV,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        close_fds=False,
        check=True,
        timeout=60,
    )
    begun, found = {}, collections.Counter()
    with log.open() as lines:
        for line in lines:
            pid, _, text = line.partition(" ")
            if text.endswith("<unfinished ...>\n"):
                begun[pid] = text
                continue
            if "resumed>" in text:
                text = begun.pop(pid) + text
            match = re.search(r'\w+\(.*?"(.*?)".* = (-?\d+)(?: (E\w+))?', text, re.DOTALL)
            if match:
                found[match[1], match[3] or int(match[2])] += 1
    return found


def by_us(argv, cwd):
    import errno

    null = os.open("/dev/null", os.O_RDWR)
    with Watch(CALLS, CALLS) as watch:
        assert watch.run(*argv, cwd=str(cwd), env=ENV, stdout=null, stderr=null, timeout=60) == 0
    os.close(null)
    begun, found = {}, collections.Counter()
    for seen in watch.seen:
        if seen.nr not in PATH_ARGUMENT or seen.nr == NR["execve"]:
            continue
        if seen.kind == "enter":
            begun[seen.tid] = seen.text
        elif seen.kind == "exit":
            ret = seen.ret if seen.ret >= 0 else errno.errorcode[-seen.ret]
            found[begun.pop(seen.tid), ret] += 1
    return found


def masked(found):
    """Compilers name temporary files at random."""
    result = collections.Counter()
    for (path, ret), count in found.items():
        result[re.sub(r"/cc\w{6}\b", "/ccXXXXXX", path), ret] += count
    return result


def test_tree_as_strace_sees_it(tmp_path):
    script = tmp_path / "tree.sh"
    script.write_text(textwrap.dedent(TREE).replace("python", sys.executable))
    argv = ["sh", str(script)]
    work = tmp_path / "work"
    work.mkdir()
    results = [by_strace(argv, work, tmp_path / "log")]
    results.append(by_us(argv, work))
    strace, ours = map(masked, results)
    assert sum(ours.values()) > 200
    assert (ours - strace, strace - ours) == (collections.Counter(), collections.Counter())
