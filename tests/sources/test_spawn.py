"""Spawned trees: every event, in order, and nothing changed for the tree."""

import os
import signal
import subprocess
import sys
import textwrap
import time

import pytest
from watch import NR, Watch

from beebox.errors import CommandError

pytestmark = [pytest.mark.linux, pytest.mark.usefixtures("traceable")]

OPEN = ("openat",)
PYTHON = sys.executable


def script(text):
    return (PYTHON, "-S", "-c", textwrap.dedent(text))


def both(argv):
    """Run untraced, then traced; the output, standard error and status must be the same."""
    plain = subprocess.run(
        argv, capture_output=True, text=True, timeout=30, check=False, close_fds=False
    )
    with Watch(OPEN, OPEN) as watch:
        out, err = os.memfd_create("out"), os.memfd_create("err")
        status = watch.run(*argv, stdout=out, stderr=err)
        texts = [os.pread(fd, 1 << 20, 0).decode() for fd in (out, err)]
        os.close(out)
        os.close(err)
    assert (status, *texts) == (plain.returncode, plain.stdout, plain.stderr)
    return watch


def test_opens_of_cat():
    with Watch(OPEN, OPEN) as watch:
        assert (
            watch.run("cat", "/etc/hostname", "/nonexistent", stderr=os.open("/dev/null", 1)) == 1
        )
        opens = watch.opens()
        assert ("/nonexistent", -2) in opens
        assert [ret for path, ret in opens if path == "/etc/hostname"] == [3]


def test_only_what_is_wanted():
    with Watch(OPEN, ()) as watch:
        watch.run("cat", "/etc/hostname")
    assert {seen.nr for seen in watch.of("enter")} == {NR["openat"]}
    assert not watch.of("exit")


def test_order_of_a_fork():
    calls = ("fork", "vfork", "clone", "clone3", "execve", "exit_group", "wait4", "waitid")
    with Watch(calls, calls) as watch:
        assert watch.run("sh", "-c", "cat /dev/null; exit 5") == 5
    seen = watch.seen
    shell = seen[0].tid
    fork = next(i for i, s in enumerate(seen) if s.kind == "fork")
    child = seen[fork].other
    at = lambda kind, tid, nr=None: next(  # noqa: E731
        i
        for i, s in enumerate(seen)
        if i >= fork and s.kind == kind and s.tid == tid and (nr is None or s.nr == nr)
    )
    call = seen[fork - 1]
    assert (call.kind, call.tid) == ("enter", shell)
    parent_returns = at("exit", shell, call.nr)
    child_returns = at("exit", child, call.nr)
    assert seen[parent_returns].ret == child
    assert seen[child_returns].ret == 0
    exec_begins, execed = at("enter", child, NR["execve"]), at("exec", child)
    exec_ends, exited = at("exit", child, NR["execve"]), at("exited", child)
    assert fork < child_returns < exec_begins < execed < exec_ends < exited
    assert fork < parent_returns
    assert seen[execed].text == "/usr/bin/cat" or seen[execed].text.endswith("/cat")
    assert seen[execed].comm == "cat"
    assert at("exited", shell) == len(seen) - 1
    assert all(s.last for s in watch.of("exited"))


def test_first_exec_is_told():
    with Watch(("execve",), ("execve",)) as watch:
        watch.run("true")
    kinds = [(s.kind, s.ret) for s in watch.seen]
    assert kinds == [("enter", 0), ("exec", 0), ("exit", 0), ("exited", 0)]
    assert watch.seen[0].text == watch.seen[1].text


def test_threads():
    with Watch(OPEN, OPEN) as watch:
        status = watch.run(
            *script("""
                import threading
                def work(n):
                    for i in range(20):
                        try: open(f"/nonexistent/{n}/{i}")
                        except OSError: pass
                threads = [threading.Thread(target=work, args=(n,)) for n in range(8)]
                [t.start() for t in threads]; [t.join() for t in threads]
            """)
        )
    assert status == 0
    mine = sorted(path for path, ret in watch.opens() if path.startswith("/nonexistent"))
    assert mine == sorted(f"/nonexistent/{n}/{i}" for n in range(8) for i in range(20))
    assert len(watch.of("fork")) == 8
    assert len({s.tgid for s in watch.seen}) == 1
    assert [s.last for s in watch.of("exited")] == [0] * 8 + [1]


def test_exec_by_a_thread():
    with Watch(OPEN, ("openat", "execve")) as watch:
        status = watch.run(
            *script("""
                import os, threading, time
                threading.Thread(target=os.execv, args=("/bin/cat", ["cat", "/etc/hostname"])).start()
                time.sleep(10)
            """)
        )
    assert status == 0
    execs = watch.of("exec")
    assert execs[-1].text == "/bin/cat"
    assert execs[-1].tid == execs[-1].tgid != execs[-1].old_tid
    assert ("/etc/hostname", 3) in watch.opens()
    after = watch.seen[watch.seen.index(execs[-1]) + 1]
    assert (after.kind, after.nr, after.ret, after.tid) == ("exit", NR["execve"], 0, execs[-1].tid)
    assert [(s.tid, s.last) for s in watch.of("exited")][-1] == (execs[-1].tid, 1)


def test_vfork_and_subprocess():
    both(
        script("""
            import os, subprocess
            pid = os.posix_spawn("/bin/sh", ["sh", "-c", "exit 9"], {})
            print(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
            print(subprocess.run(["sh", "-c", "echo hi; kill -TERM $$"], capture_output=True))
            print(subprocess.run("exit 3", shell=True).returncode)
        """)
    )


def test_script_name_is_as_given(tmp_path):
    path = tmp_path / "x.sh"
    path.write_text("#!/bin/sh\nexit 4\n")
    path.chmod(0o755)
    with Watch() as watch:
        assert watch.run("./x.sh", cwd=str(tmp_path)) == 4
    assert [s.text for s in watch.of("exec")] == ["./x.sh"]
    assert watch.of("exec")[0].comm == "x.sh"


@pytest.mark.parametrize(
    "text",
    [
        "kill -KILL $$",
        "kill -SEGV $$",
        "trap 'echo caught; exit 3' TERM; kill -TERM $$; sleep 1",
        "trap 'echo int' INT; kill -INT $$; echo after",
        "sleep 0.1 & wait $!; echo $?",
        "sh -c 'kill -9 $$'; echo $?",
        "(kill -STOP $$; echo resumed) & sleep 0.2; kill -CONT $!; wait $!; kill -CONT $$; echo done",
        "cat /etc/hostname | cat | cat; echo ${PATH:+x}",
        "nosuchcommand; echo $?",
    ],
)
def test_unharmed(text):
    if "STOP" in text:  # the subshell's $$ is the shell: it stops itself, so its child wakes it
        text = (
            "sh -c 'kill -STOP $$; echo resumed' & p=$!; sleep 0.2; kill -CONT $p; wait $p; echo $?"
        )
    both(("sh", "-c", text))


@pytest.mark.parametrize(
    "text",
    [
        """
        import os, signal, time
        pid = os.fork()
        if pid == 0:
            os.kill(os.getpid(), signal.SIGSTOP)
            time.sleep(0.3)  # else it may end before anybody sees that it went on
            os._exit(7)
        print(os.WIFSTOPPED(os.waitpid(pid, os.WUNTRACED)[1]))
        os.kill(pid, signal.SIGCONT)
        print(os.WIFCONTINUED(os.waitpid(pid, os.WCONTINUED)[1]))
        print(os.waitpid(pid, 0)[1])
        """,
        """
        import signal, time
        hits = []
        signal.signal(signal.SIGALRM, lambda *a: hits.append(1))
        signal.setitimer(signal.ITIMER_REAL, 0.02, 0.02)
        while len(hits) < 5:
            try: open("/nonexistent")
            except OSError: pass
        signal.setitimer(signal.ITIMER_REAL, 0)  # Python forgets the handler before it ends
        print("alarms")
        """,
        """
        import os, signal
        got = []
        signal.signal(signal.SIGCHLD, lambda *a: got.append(1))
        for i in range(3):
            pid = os.fork()
            if pid == 0: os._exit(i)
            print(os.waitpid(pid, 0)[1])
        print(bool(got))
        """,
        """
        import os, signal, threading, time
        r, w = os.pipe()
        signal.signal(signal.SIGUSR1, lambda *a: None)
        threading.Timer(0.1, lambda: os.kill(os.getpid(), signal.SIGUSR1)).start()
        threading.Timer(0.3, lambda: os.write(w, b"x")).start()
        print(os.read(r, 1))
        """,
        """
        import os
        print(os.sched_getaffinity(0), os.getppid() > 0, os.umask(0), os.getcwd())
        import signal
        print(signal.getsignal(signal.SIGPIPE), signal.pthread_sigmask(signal.SIG_BLOCK, ()))
        print(sorted(os.listdir("/proc/self/fd")))
        """,
        """
        import ctypes
        print(ctypes.CDLL(None).ptrace(0, 0, 0, 0))
        """,
    ],
)
def test_python_unharmed(text):
    if "ptrace" in text:
        with Watch(OPEN, OPEN) as watch:  # there is one tracer only: refused, and it goes on
            assert watch.run(*script(text), stdout=os.open("/dev/null", 1)) == 0
        return
    both(script(text))


def test_status_of_command():
    with Watch() as watch:
        assert watch.run("sh", "-c", "exit 42") == 42
        assert watch.run("sh", "-c", "kill -TERM $$") == -signal.SIGTERM


def test_background_process_is_followed_to_its_end(tmp_path):
    with Watch(OPEN, OPEN) as watch:
        child = watch.supervisor.spawn(
            ["sh", "-c", "(sleep 0.3; cat /etc/hostname >/dev/null) & exit 6"]
        )
        child.go()
        assert child.wait(20) == 6
    assert ("/etc/hostname", 3) in watch.opens()


def test_no_such_command():
    with Watch() as watch:
        for argv in (["nosuchcommand"], ["/no/such"], [""]):
            child = watch.supervisor.spawn(argv)
            with pytest.raises(CommandError) as caught:
                child.go()
            assert caught.value.exit_status == 127
            assert "\n" not in str(caught.value)


def test_not_executable(tmp_path):
    path = tmp_path / "text"
    path.write_text("hello")
    with Watch() as watch:
        for name, mode in ((str(path), 0o644), (str(path), 0o755), (str(tmp_path), 0o755)):
            if name == str(path):
                path.chmod(mode)
            with pytest.raises(CommandError) as caught:
                watch.supervisor.spawn([name]).go()
            assert caught.value.exit_status == 126
        path.chmod(0o644)
        with pytest.raises(CommandError) as caught:
            watch.supervisor.spawn(["text"], env={"PATH": str(tmp_path)}).go()
        assert caught.value.exit_status == 126


def test_env_and_cwd(tmp_path, out):
    with Watch() as watch:
        watch.run(
            "sh",
            "-c",
            "echo $X; pwd",
            env={"X": "1", "PATH": "/bin:/usr/bin"},
            cwd=str(tmp_path),
            stdout=out.fd,
        )
    assert out.text() == f"1\n{tmp_path}\n"


def test_never_let_go():
    with Watch() as watch:
        child = watch.supervisor.spawn(["sh"])
        child.detach()
        assert child.ended
        other = watch.supervisor.spawn(["sh"])
    assert other.ended
    assert not watch.seen


def test_close_ends_the_tree():
    watch = Watch(OPEN, OPEN)
    with watch:
        child = watch.supervisor.spawn(["sh", "-c", "sleep 60 & sleep 60"])
        child.go()
        assert child.wait(0.3) is None
    assert child.ended
    assert child.returncode == -signal.SIGKILL


def test_detach_of_a_spawned_tree_is_silent():
    with Watch(OPEN, OPEN) as watch:
        child = watch.supervisor.spawn(
            ["sh", "-c", "sleep 0.2; cat /etc/hostname"], stdout=os.open("/dev/null", 1)
        )
        child.go()
        child.detach()
        count = len(watch.seen)
        time.sleep(0.6)
        assert len(watch.seen) == count
        assert child.returncode == 0


def test_name_follows_the_task():
    with Watch(OPEN, ()) as watch:
        watch.run(
            *script("""
                open("/proc/self/comm", "w").write("renamed")
                try: open("/nonexistent")
                except OSError: pass
            """)
        )
    assert [s.comm for s in watch.of("enter") if s.text == "/nonexistent"] == ["renamed"]


@pytest.mark.skipif(os.getuid() != 0, reason="changes the user")
def test_user_follows_the_task():
    with Watch(OPEN, ()) as watch:
        watch.run(
            *script("""
                import os
                os.setgid(65533); os.setuid(65534)
                try: open("/nonexistent")
                except OSError: pass
            """)
        )
    assert [s.uid for s in watch.of("enter") if s.text == "/nonexistent"] == [65534]
    assert watch.seen[0].uid == 0


def test_own_filter_of_the_program():
    """A RET_TRACE of the program's own finds no tracer: ENOSYS, as without us."""
    both(
        script("""
            import ctypes, os, struct
            libc = ctypes.CDLL(None, use_errno=True)
            rows = [(0x20, 0, 0, 0), (0x15, 0, 1, 110), (6, 0, 0, 0x7ff00001), (6, 0, 0, 0x7fff0000)]
            code = b"".join(struct.pack("<HBBI", *r) for r in rows)
            buffer = ctypes.create_string_buffer(code)
            program = struct.pack("<HxxxxxxQ", len(rows), ctypes.addressof(buffer))
            keep = ctypes.create_string_buffer(program)
            libc.prctl(38, 1, 0, 0, 0)
            print(libc.prctl(22, 2, keep))
            print(libc.syscall(110), ctypes.get_errno())
        """)
    )


def test_many_short_processes():
    with Watch(OPEN, OPEN) as watch:
        status = watch.run(
            "sh",
            "-c",
            "for i in 1 2 3 4 5 6; do (for j in 1 2 3 4 5 6 7 8 9 10; do cat /dev/null & done; wait) & done; wait",
        )
    assert status == 0
    assert len(watch.of("fork")) == 66
    assert len(watch.of("exited")) == 67
    assert [path for path, _ in watch.opens()].count("/dev/null") >= 60
    assert not watch.supervisor._follower.table


def test_several_trees_at_once():
    with Watch(OPEN, OPEN) as watch:
        children = [
            watch.supervisor.spawn(["sh", "-c", f"cat /dev/null; exit {n}"]) for n in range(5)
        ]
        for child in children:
            child.go()
        assert [child.wait(20) for child in children] == list(range(5))


def test_restarted_call_is_told_twice():
    """As tracepoints: a call that a signal interrupted ends, and begins again."""
    with Watch(("nanosleep", "clock_nanosleep", "read"), ("read",)) as watch:
        watch.run(
            *script("""
                import ctypes, os, signal, threading
                libc = ctypes.CDLL(None)
                r, w = os.pipe()
                signal.signal(signal.SIGUSR1, lambda *a: None)
                signal.siginterrupt(signal.SIGUSR1, False)
                main = threading.main_thread().ident
                threading.Timer(0.1, lambda: signal.pthread_kill(main, signal.SIGUSR1)).start()
                threading.Timer(0.3, lambda: os.write(w, b"x")).start()
                buffer = ctypes.create_string_buffer(1)
                assert libc.read(r, buffer, 1) == 1
            """)
        )
    assert -512 in [s.ret for s in watch.of("exit")]  # ERESTARTSYS


def test_every_call_of_every_kind():
    """As raw_syscalls wants it: all calls, both ends, none left out and nothing broken."""
    text = """
        import os, signal, subprocess, threading, time
        signal.signal(signal.SIGUSR1, lambda *a: None)
        os.kill(os.getpid(), signal.SIGUSR1)
        [t.start() for t in [threading.Thread(target=time.sleep, args=(0.01,)) for _ in range(3)]]
        print(subprocess.run(["sh", "-c", "kill -9 $$"]).returncode)
    """
    plain = subprocess.run(script(text), capture_output=True, text=True, check=True)
    fd = os.memfd_create("out")
    with Watch(NR, NR) as watch:
        assert watch.run(*script(text), stdout=fd) == 0
        assert os.pread(fd, 4096, 0).decode() == plain.stdout
    os.close(fd)
    returning = NR["rt_sigreturn"]
    assert returning in {s.nr for s in watch.of("enter")}
    assert returning not in {s.nr for s in watch.of("exit")}  # as Linux: its number is -1 then
    assert -1 in {s.nr for s in watch.of("exit")}
    inside = {}
    forks = {NR["fork"], NR["vfork"], NR["clone"], NR["clone3"]}
    for seen in watch.seen:
        if seen.kind == "enter":
            assert seen.tid not in inside, seen
            inside[seen.tid] = seen.nr
        elif seen.kind == "exit" and seen.tid in inside:
            entered = inside.pop(seen.tid)
            assert seen.nr == (-1 if entered == returning else entered), seen
        elif seen.kind == "exit":
            assert seen.ret == 0
            assert seen.nr in forks | {NR["execve"]}, seen
    assert set(inside.values()) <= {NR["exit"], NR["exit_group"], NR["kill"]}


def test_calls_of_another_instruction_set():
    """int 0x80 in a 64-bit program: i386 numbers, which tracepoints do not tell."""
    text = """
        import ctypes, mmap, os
        code = mmap.mmap(-1, 4096, prot=7)
        code.write(bytes.fromhex("53 b8 14000000 cd80 5b c3"))  # getpid, which is 20 there
        function = ctypes.CFUNCTYPE(ctypes.c_int)(ctypes.addressof(ctypes.c_char.from_buffer(code)))
        print(function() == os.getpid())
    """
    plain = subprocess.run(script(text), capture_output=True, text=True, check=False)
    if plain.returncode:
        pytest.skip("no i386 emulation here")
    fd = os.memfd_create("out")
    with Watch(("writev",), ("writev",)) as watch:  # 20 here
        assert watch.run(*script(text), stdout=fd) == 0
        assert os.pread(fd, 4096, 0) == b"True\n"
    os.close(fd)
    assert not watch.of("enter")


@pytest.mark.parametrize("delay", [0.0, 0.002, 0.005, 0.02, 0.05])
def test_killed_while_it_forks(delay):
    """Children whose parents die before they can tell of them are not lost and not left stopped."""
    text = """
        import os, threading
        def work():
            while True:
                threading.Thread(target=int).start()
                if os.fork() == 0:
                    os._exit(0)
                os.waitpid(-1, 0)
        workers = [threading.Thread(target=work) for _ in range(3)]
        for each in workers: each.start()
        for each in workers: each.join()
    """
    with Watch(OPEN, OPEN) as watch:
        child = watch.supervisor.spawn(script(text))
        child.go()
        time.sleep(0.1 + delay)
        child.signal(signal.SIGKILL)
        assert child.wait(10) == -signal.SIGKILL
        assert not watch.supervisor._follower.table
    forked = {s.other for s in watch.of("fork")}
    ended = {s.tid for s in watch.of("exited")}
    assert forked <= ended
