"""Write src/beebox/abi/syscalls.py and src/beebox/spec/tracepoint_rows.py.

    python scripts/gen_tracepoints.py            write the files (as root: reads tracefs)
    python scripts/gen_tracepoints.py --check    exit 1 if they differ from what would be written

Numbers come from the kernel's headers (asm/unistd_64.h; asm-generic/unistd.h as arm64 includes it)
and, where the installed ones are older, from `NEWER`. What a system call's tracepoint is called and
which arguments it has come from the running kernel's tracefs, seen through a mount of our own.
"""

from __future__ import annotations

import argparse
import difflib
import os
import re
import subprocess
import sys
import textwrap
from pathlib import Path

from beebox.kernel.tracefs import Tracefs

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "beebox"
TITLE = "# Written by scripts/gen_tracepoints.py. Do not edit.\n"

# since 6.2; the same on both machines
NEWER = """451=cachestat 452=fchmodat2 453=map_shadow_stack 454=futex_wake 455=futex_wait
456=futex_requeue 457=statmount 458=listmount 459=lsm_get_self_attr 460=lsm_set_self_attr
461=lsm_list_modules 462=mseal 463=setxattrat 464=getxattrat 465=listxattrat 466=removexattrat
467=open_tree_attr 468=file_getattr 469=file_setattr"""
NEWER_X86 = "335=uretprobe 336=uprobe"

# as arch/arm64/include/uapi/asm/unistd.h sets them
ARM64 = ["RENAMEAT", "NEW_STAT", "SET_GET_RLIMIT", "TIME32_SYSCALLS", "SYS_CLONE3", "MEMFD_SECRET"]

# system call -> name of its tracepoint, where SYSCALL_DEFINE was given another one
RENAMED = {"stat": "newstat", "fstat": "newfstat", "lstat": "newlstat", "uname": "newuname",
           "sendfile": "sendfile64", "umount2": "umount"}  # fmt: skip

OTHERS = [
    ("raw_syscalls", "sys_enter"),
    ("raw_syscalls", "sys_exit"),
    ("sched", "sched_process_fork"),
    ("sched", "sched_process_exec"),
    ("sched", "sched_process_exit"),
    ("signal", "signal_deliver"),
    ("signal", "signal_generate"),
]


def defines(text: str) -> dict[int, str]:
    """Return number -> name of the __NR_ macros in *text*."""
    found = re.findall(r"^#define __NR(?:3264)?_(\w+)\s+(\d+)\s*$", text, re.MULTILINE)
    return {
        int(number): name
        for name, number in found
        if name not in {"syscalls", "arch_specific_syscall"}
    }


def newer(text: str) -> dict[int, str]:
    """Return number -> name of "NUMBER=NAME ..."."""
    return {int(number): name for number, _, name in (p.partition("=") for p in text.split())}


def x86_64() -> dict[int, str]:
    """Return the system calls of x86-64."""
    header = Path("/usr/include/x86_64-linux-gnu/asm/unistd_64.h").read_text()
    return defines(header) | newer(NEWER) | newer(NEWER_X86)


def aarch64() -> dict[int, str]:
    """Return the system calls of 64-bit ARM."""
    flags = [f"-D__ARCH_WANT_{name}" for name in ARM64] + ["-D__BITS_PER_LONG=64"]
    command = [
        "cc",
        "-E",
        "-dM",
        *flags,
        "-include",
        "asm-generic/unistd.h",
        "-x",
        "c",
        "/dev/null",
    ]
    text = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    values = dict(re.findall(r"^#define (__NR\w*) (\w+)$", text, re.MULTILINE))
    found = {}
    for name, value in values.items():
        if name.startswith("__NR_") and name not in {"__NR_syscalls", "__NR_arch_specific_syscall"}:
            number = values.get(value, value)
            found[int(number)] = name.removeprefix("__NR_")
    return found | newer(NEWER)


def syscalls(tables: dict[str, dict[int, str]]) -> str:
    """Return abi/syscalls.py."""
    source = TITLE + SYSCALLS_HEAD
    for machine, table in tables.items():
        text = " ".join(f"{number}={table[number]}" for number in sorted(table))
        lines = textwrap.wrap(text, 90, break_long_words=False)
        source += (
            f'    "{machine}": """\n'
            + "".join(f"        {line}\n" for line in lines)
            + '    """,\n'
        )
    return source + "}\n"


SYSCALLS_HEAD = '''"""The numbers of the system calls on the machines that beebox knows."""

from __future__ import annotations

import os
from functools import lru_cache

from beebox.errors import NotSupported


@lru_cache
def numbers(machine: str = "") -> dict[str, int]:
    """Return name -> number on *machine* (as uname -m; this one if empty).

    Raises:
        NotSupported: no table for this machine.
    """
    machine = machine or os.uname().machine
    if machine not in _TABLES:
        raise NotSupported(f"system calls of {machine}", f"known are: {', '.join(_TABLES)}")
    pairs = (item.partition("=") for item in _TABLES[machine].split())
    return {name: int(number) for number, _, name in pairs}


@lru_cache
def names(machine: str = "") -> dict[int, str]:
    """Return number -> name on *machine* (as uname -m; this one if empty)."""
    return {number: name for name, number in numbers(machine).items()}


_TABLES = {
'''


def rows(tracefs: Tracefs, table: dict[int, str]) -> str:
    """Return spec/tracepoint_rows.py."""
    events = set(tracefs.list("events/syscalls"))
    source = TITLE + ROWS_HEAD
    known = set()
    for number in sorted(table):
        name = RENAMED.get(table[number], table[number])
        if f"sys_enter_{name}" in events:
            known.add(name)
            point = tracefs.tracepoint("syscalls", f"sys_enter_{name}")
            fields = point.fields[5:]
            assert [field.offset for field in fields] == [16 + 8 * i for i in range(len(fields))]
            arguments = ", ".join(f"{field.type} {field.name}" for field in fields)
            source += f"{table[number]}={number} {name}({arguments})\n"
    left = {event.removeprefix("sys_enter_") for event in events if "enter_" in event} - known
    assert not left, left
    source += '"""\n\nFORMATS = """\\\n'
    for category, name in OTHERS:
        fields = tracefs.tracepoint(category, name).fields[4:]
        text = "; ".join(f"{f.type} {f.name} {f.offset} {f.size} {f.signed:d}" for f in fields)
        source += f"{category}/{name}: {text}\n"
    return source + '"""\n'


ROWS_HEAD = '''"""What `beebox.spec.tracepoints` makes its rows of, as text, cheap to import.

`SYSCALLS` has a line for each system call: its name and number on x86-64, then the tracepoint's
name and arguments. `FORMATS` has the records of the others: type, name, offset, size, signed.
"""
# ruff: noqa: E501 - a line is a row

SYSCALLS = """\\
'''


def main() -> int:
    """Write or check the files."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--check", action="store_true")
    options = parser.parse_args()
    if os.uname().machine != "x86_64":
        sys.exit("run it on x86-64: the tracepoints of a machine are read from the machine")
    tables = {"x86_64": x86_64(), "aarch64": aarch64()}
    made = {
        SOURCE / "abi" / "syscalls.py": syscalls(tables),
        SOURCE / "spec" / "tracepoint_rows.py": rows(Tracefs(), tables["x86_64"]),
    }
    status = 0
    for path, new in made.items():
        if not options.check:
            path.write_text(new)
        elif (old := path.read_text()) != new:
            sys.stdout.writelines(difflib.unified_diff(old.splitlines(True), new.splitlines(True)))
            status = 1
    return status


if __name__ == "__main__":
    sys.exit(main())
