"""Compiling in a process of its own."""

import os
import subprocess
import sys
import textwrap

import pytest

from beebox.errors import BeeboxError, NotSupported
from beebox.isa.asm import assemble
from beebox.vm import background, objects
from beebox.vm.background import Job
from beebox.vm.source import Source

pytest.importorskip("llvmlite")
if os.uname().machine != "x86_64":
    pytest.skip("objects for x86-64", allow_module_level=True)

NINE = Source(assemble("r0 = 9\nexit"))


@pytest.fixture
def job():
    made = []

    def start(source):
        made.append(Job(source))
        return made[-1]

    yield start
    for each in made:
        each.close()


def test_the_object_comes_back(job):
    native = objects.load(NINE, job(NINE).result())
    assert native.run(0) == 9
    native.close()


def test_what_went_wrong_is_told(job):
    with pytest.raises(BeeboxError, match="runs off its end"):
        job(Source(NINE.insns[:1])).result()


def test_what_the_child_dies_of_is_told(job, monkeypatch):
    monkeypatch.setattr(background, "_CHILD", "print('half'); raise ValueError('no such thing')")
    with pytest.raises(BeeboxError, match="ended with status 1: ValueError: no such thing"):
        job(NINE).result()


def test_it_can_be_given_up(job):
    given_up = job(NINE)
    given_up.cancel()
    with pytest.raises(BeeboxError, match="the compiler ended with status -9"):
        given_up.result()
    given_up.cancel()


def test_a_python_without_a_path_has_no_child(monkeypatch):
    monkeypatch.setattr(sys, "executable", "")
    with pytest.raises(NotSupported, match="does not know its path"):
        Job(NINE)
    monkeypatch.setattr(sys, "executable", "/nonexistent/python")
    with pytest.raises(NotSupported, match="No such file"):
        Job(NINE)


def test_a_machine_that_is_out_of_files_has_no_child(monkeypatch):
    def full(_name):
        raise OSError(24, "Too many open files")

    monkeypatch.setattr(os, "memfd_create", full)
    with pytest.raises(NotSupported, match="Too many open files"):
        Job(NINE)


def test_nothing_of_llvm_is_here_and_no_child_is_left():
    program = textwrap.dedent(f"""
        import os, signal, sys
        signal.signal(signal.SIGCHLD, signal.SIG_IGN if "ignore" in sys.argv else signal.SIG_DFL)
        from beebox.isa.asm import assemble
        from beebox.vm.background import Job
        from beebox.vm.source import Source
        job = Job(Source(assemble({"r0 = 9 ; exit"!r}.replace(";", chr(10)))))
        print(len(job.result()) > 100, "llvmlite" in sys.modules)
        job.close()
        try:
            os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            print("childless")
    """)
    for how in ("ignore", "default"):
        shown = subprocess.check_output([sys.executable, "-c", program, how], text=True)
        assert shown.split() == ["True", "False", "childless"]


def test_the_child_is_not_interrupted(job):
    """It has a process group apart: Ctrl-C at the terminal is not for it."""
    started = job(NINE)
    pid = started._pid
    assert os.getpgid(pid) == pid != os.getpgrp()
    started.result()
