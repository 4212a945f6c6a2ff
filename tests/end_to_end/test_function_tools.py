"""The shelf's tools on functions of programs, as a user runs them, on workloads with known numbers."""

from __future__ import annotations

import json
import os
import pty
import re
import shutil
import ssl
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from .conftest import BEEBOX, Run
from .test_shelf import records

pytestmark = pytest.mark.linux
needs_root = pytest.mark.skipif(os.geteuid() != 0, reason="uprobes need root")
TOOLS = [
    "gethostlatency",
    "bashreadline",
    "sslsniff",
    "funccount",
    "funclatency",
    "memleak",
    "trace",
    "argdist",
]
PATTERNS = {
    "funccount": ["c:malloc"],
    "funclatency": ["c:malloc"],
    "trace": ["c:malloc"],
    "argdist": ["-C", "p:c:malloc()"],
}

LOOKUPS = """
import socket
for name in ("localhost", "127.0.0.1", "nowhere.invalid"):
    try:
        socket.getaddrinfo(name, 80)
    except OSError as error:
        print(name, error.errno)
"""

WORK = """
#include <stdlib.h>
#include <time.h>
#define KEPT __attribute__((noinline))
KEPT int tiny(int x) { __asm__ volatile(""); return x + 1; }
KEPT int fact(int n) { __asm__ volatile(""); return n < 2 ? 1 : n * fact(n - 1); }
KEPT void doze(long ms) { struct timespec t = {0, ms * 1000000}; nanosleep(&t, 0); }
int main(void)
{
    int sum = 0;
    for (int i = 0; i < 1234; i++)
        sum += tiny(i);
    for (int i = 0; i < 10; i++)
        sum += fact(7);
    for (int i = 0; i < 5; i++)
        doze(20);
    return sum == 0;
}
"""
LEAKS = """
#define _GNU_SOURCE
#include <malloc.h>
#include <stdint.h>
#include <stdlib.h>
#include <unistd.h>
#define KEPT __attribute__((noinline))
void *volatile kept;
KEPT void by_malloc(void) { for (int i = 0; i < 20; i++) kept = malloc(100); }
KEPT void by_calloc(void) { for (int i = 0; i < 2; i++) kept = calloc(7, 11); }
KEPT void by_realloc(void)
{
    void *p = malloc(10);
    for (int i = 1; i < 20; i++)
        p = realloc(p, 1000 * i);
    kept = p;
}
KEPT void by_memalign(void)
{
    void *p;
    if (posix_memalign(&p, 64, 333))
        _exit(1);
    kept = p;
    kept = aligned_alloc(256, 512);
}
KEPT void freed(void)
{
    for (int i = 0; i < 1000; i++) {
        kept = malloc(i + 1);
        free(kept);
    }
    kept = malloc(50);
    if (realloc(kept, SIZE_MAX / 4))
        _exit(2);
    free(kept);
}
KEPT void not_grown(void)
{
    kept = malloc(44);
    if (realloc(kept, SIZE_MAX / 4))
        _exit(2);
}
int main(int count, char **words)
{
    by_malloc(); by_calloc(); by_realloc(); by_memalign(); freed(); not_grown();
    if (count > 1)
        sleep(atoi(words[1]));
    return 5;
}
"""
LEAKED = {  # bytes and calls by the function that leaks them
    "by_malloc": (2000, 20),
    "by_calloc": (154, 2),
    "by_realloc": (19000, 1),
    "by_memalign": (845, 2),
    "not_grown": (44, 1),
}
TLS = """
import os, socket, ssl, subprocess, sys, threading
subprocess.run("openssl req -x509 -newkey rsa:2048 -nodes -keyout k -out c -subj /CN=x -days 1".split(),
               check=True, capture_output=True)
ours, theirs = socket.socketpair()
def serve():
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain("c", "k")
    with context.wrap_socket(theirs, server_side=True) as server:
        server.sendall(server.recv(100).upper())
        server.sendall(b"x" * 10000)
thread = threading.Thread(target=serve)
thread.start()
context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
with context.wrap_socket(ours) as client:
    client.sendall(b"secret \\x00\\xff\\n")
    client.recv(100)
    total = 0
    while total < 10000:
        total += len(client.recv(3000))
thread.join()
"""


@pytest.mark.parametrize("tool", TOOLS)
def test_the_box_says_what_it_lacks(beebox: Run, tool: str) -> None:
    done = beebox(tool, *PATTERNS.get(tool, []), "--kernel", "box", "--", "true")
    assert done.returncode == 1
    assert "uprobes" in done.stderr
    assert "--kernel linux" in done.stderr


@pytest.fixture(scope="module")
def work(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Compile a program whose calls are known."""
    compiler = shutil.which("cc")
    if compiler is None:
        pytest.skip("no C compiler is installed")
    folder = tmp_path_factory.mktemp("work")
    (folder / "work.c").write_text(WORK)
    argv = [compiler, "-O1", "-o", str(folder / "work"), str(folder / "work.c")]
    subprocess.run(argv, check=True)
    return str(folder / "work")


@needs_root
def test_funccount_counts_every_call(beebox: Run, work: str) -> None:
    def counts(*options: str) -> dict[object, object]:
        found, _ = records(beebox, "funccount", "linux", *options, "--", work)
        return {row["function"]: row["count"] for row in found}

    every = counts(f"{work}:*")
    assert every.items() >= {"tiny": 1234, "fact": 70, "doze": 5, "main": 1}.items()
    assert counts("-r", "work:^(t|f).*") == {"tiny": 1234, "fact": 70}
    assert counts("work:doze") == {"doze": 5}
    assert counts("-T", "1", "p:work:*[yt]") == {"tiny": 1234}
    assert counts("-u", "65533", f"{work}:*") == {}


def test_funccount_counts_tracepoints(beebox: Run, kernel: str) -> None:
    script = "import os\nfor _ in range(321): os.getpriority(0, 0)"
    command = ("--", sys.executable, "-S", "-c", script)
    found, _ = records(beebox, "funccount", kernel, "t:syscalls:sys_*_getprio*", *command)
    assert [(row["function"], row["count"]) for row in found] == [
        ("syscalls:sys_enter_getpriority", 321),
        ("syscalls:sys_exit_getpriority", 321),
    ]


@needs_root
def test_funclatency(beebox: Run, work: str) -> None:
    rows, _ = records(beebox, "funclatency", "linux", "-m", "work:doze", "--", work)
    bars, total = rows[0]["histogram"], rows[1]
    assert sum(bar["count"] for bar in bars) == total["count"] == 5
    assert all(bar["low"] >= 16 for bar in bars)
    assert total["avg"] >= 20
    rows, _ = records(beebox, "funclatency", "linux", "-F", f"{work}:[tf]a*", "--", work)
    apart = {row["function"]: sum(bar["count"] for bar in row["histogram"]) for row in rows[:-1]}
    assert apart == {"fact": 70}  # each call of itself, too
    text = beebox("funclatency", "--kernel", "linux", "work:tiny", "--", work).stdout
    assert "     nsecs               : count     distribution" in text
    assert "count: 1234" in text


@needs_root
@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["c:mallo"], "has no function 'mallo'; did you mean malloc"),
        (["c:nothing_*"], "no function 'nothing_*' in "),
        (["nolib:f"], "nolib is neither a library nor a command"),
        (["-r", "c:("], "is not a regular expression"),
        (["t:nowhere:*"], "no tracepoint '*' in nowhere"),
        (["t:nowhere"], "not a tracepoint: t:CATEGORY:NAME"),
        (["u:c:x"], "is a USDT probe"),
        (["c:"], "names no function"),
    ],
)
def test_patterns_of_nothing(beebox: Run, arguments: list[str], says: str) -> None:
    done = beebox("funccount", "--kernel", "linux", *arguments, "--", "true")
    assert done.returncode in {1, 2}
    assert says in done.stderr
    assert "Traceback" not in done.stderr


@needs_root
@pytest.mark.skipif(
    Path("/sys/bus/event_source/devices/kprobe").exists(), reason="this kernel has kprobes"
)
def test_functions_of_a_kernel_without_kprobes(beebox: Run) -> None:
    done = beebox("funccount", "--kernel", "linux", "vfs_*", "--", "true")
    assert done.returncode == 1
    assert "this kernel has no kprobes" in done.stderr


@needs_root
@pytest.mark.skipif(not shutil.which("cc"), reason="no C compiler is installed")
def test_statically_linked(beebox: Run, tmp_path: Path) -> None:
    (tmp_path / "x.c").write_text("#include <stdlib.h>\nint main(void) { free(malloc(9)); }\n")
    argv = ["cc", "-O0", "-static", "-o", "x", "x.c"]
    if subprocess.run(argv, check=False, cwd=tmp_path, capture_output=True).returncode:
        pytest.skip("there is no static libc")
    program = str(tmp_path / "x")
    done = beebox("funccount", "--kernel", "linux", "c:malloc", "--", program)
    assert "is statically linked, it uses no libc" in done.stderr
    found, _ = records(beebox, "funccount", "linux", "x:malloc", "--", program)
    assert found[0]["count"] >= 1


@pytest.fixture(scope="module")
def leaky(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Compile a program that leaks what we know."""
    compiler = shutil.which("gcc")
    if compiler is None:
        pytest.skip("gcc is not installed")
    folder = tmp_path_factory.mktemp("leaky")
    (folder / "leaky.c").write_text(LEAKS)
    options = "-w -O1 -fno-omit-frame-pointer -fno-optimize-sibling-calls -o leaky leaky.c"
    subprocess.run([compiler, *options.split()], check=True, cwd=folder)
    return str(folder / "leaky")


def leaked(found: list[dict[str, Any]]) -> dict[str, tuple[int, int]]:
    """Return bytes and calls by the innermost function."""
    made: dict[str, tuple[int, int]] = {}
    for row in found:
        name = row["stack"][-1].partition("+")[0]
        size, count = made.get(name, (0, 0))
        made[name] = size + row["bytes"], count + row["count"]
    return made


@needs_root
@pytest.mark.parametrize("way", ["itself", "exec"])
def test_memleak_tells_what_was_not_freed(beebox: Run, leaky: str, way: str) -> None:
    command = [leaky] if way == "itself" else ["sh", "-c", f"exec {leaky}"]
    done = beebox("memleak", "--kernel", "linux", "--json", "--", *command)
    assert done.returncode == 5
    found = [json.loads(line) for line in done.stdout.splitlines()]
    assert leaked(found) == LEAKED
    assert all(row["stack"][-2].startswith("main+0x") for row in found)
    assert all(row["stack"][-2].endswith("(leaky)") for row in found)


@needs_root
def test_memleak_while_it_runs_and_by_size(beebox: Run, leaky: str) -> None:
    with subprocess.Popen([leaky, "9"]) as running:  # what was before is not known
        done = beebox("memleak", "--kernel", "linux", "-d", "1", "-p", str(running.pid))
        running.kill()
    assert "Top 0 stacks" in done.stdout
    options = ("-a", "-z", "333", "-Z", "600", "--older", "100", "-i", "0.6")
    done = beebox("memleak", "--kernel", "linux", *options, "--", leaky, "1")
    assert "] Top 2 stacks with outstanding allocations:" in done.stdout
    assert re.search(r"\taddr = [0-9a-f]+ size = 512\n\t512 bytes in 1 allocations", done.stdout)
    assert re.search(r"\t\tby_memalign\+0x[0-9a-f]+ \(leaky\)\n\t\tmain\+", done.stdout)


@needs_root
def test_memleak_wants_to_be_told_whose(beebox: Run) -> None:
    done = beebox("memleak", "--kernel", "linux")
    assert (done.returncode, "-p PID, or -- COMMAND" in done.stderr) == (1, True)


EXPRESSIONS = (
    "a + b", "a - b", "a * 3", "a / 7", "a % 7", "a / 2147483647", "a % -2147483647", "b / 7", "b % 7", "a << 3", "a >> 2", "b >> 2",
    "a & b", "a | 5", "a ^ b", "~a", "-a", "-b", "!a", "a < 0", "a < b", "b > a", "a <= -1", "a == b",
    "a != b", "(a > 0) + (b > 0)", "(int)a", "(unsigned char)a", "(short)b * 2", "a && b || !a",
    "(a + 1) * (a - 1) % 5", "c * 2", "c < 0", "d - 1", "(long)d * -1", "'A' + 1", "0x7fffffff + a",
    "+a", "a - -b", "2 + 3 * 4 - 1", "(unsigned)c", "*p", "*p * 2 + *q", "18446744073709551615",
)  # fmt: skip
CALLS = (
    (-(1 << 63), 9, -1, 8),
    (1, 2, -3, 4),
    (-7, 3, 5, 255),
    (-1, -1, -128, 200),
    (1 << 62, 1 << 63, 127, 128),
)


@needs_root
@pytest.mark.skipif(not shutil.which("gcc"), reason="gcc is not installed")
def test_expressions_mean_what_c_means(beebox: Run, tmp_path: Path) -> None:
    signature = "long a, unsigned long b, signed char c, unsigned char d, int *p, unsigned short *q"
    shown = EXPRESSIONS
    prints = "".join(f'printf("%lld\\n", (long long)({each}));' for each in shown)
    calls = "".join(
        f"f({a & (1 << 64) - 1}ul, {b & (1 << 64) - 1}ul, {c}, {d}, &i, &s);"
        for a, b, c, d in CALLS
    )
    text = f"""
        #include <stdio.h>
        int i = -5; unsigned short s = 65535;
        __attribute__((noinline)) void f({signature}) {{ {prints} }}
        int main(void) {{ {calls} }}
    """
    (tmp_path / "x.c").write_text(text)
    subprocess.run(["gcc", "-w", "-O1", "-fwrapv", "-o", "x", "x.c"], check=True, cwd=tmp_path)
    program = str(tmp_path / "x")
    plain = subprocess.run([program], check=True, capture_output=True, text=True).stdout
    expected = [int(line) & (1 << 64) - 1 for line in plain.split()]
    found: list[list[int]] = [[] for _ in CALLS]
    for start in range(0, len(shown), 10):
        some = shown[start : start + 10]
        probe = f'x:f({signature}) "{"%d " * len(some)}", {", ".join(some)}'
        rows, _ = records(beebox, "trace", "linux", probe, "--", program)
        for each, row in zip(found, rows, strict=True):
            each += [value & (1 << 64) - 1 for value in row["values"]]
    assert [value for each in found for value in each] == expected
    probe = f'x:f({signature}) "%d %d", a / (c - c), a % (c - c)'
    rows, _ = records(beebox, "trace", "linux", probe, "--", program)
    assert [row["values"] for row in rows] == [[0, call[0]] for call in CALLS]  # as BPF has it


@needs_root
def test_trace(beebox: Run, work: str) -> None:
    def values(probe: str, *more: str) -> list[object]:
        return [row["values"] for row in records(beebox, "trace", "linux", probe, *more)[0]]

    run = ("--", work)
    assert values('work:tiny(int x) (x % 400 == 399) "%d", x', *run) == [[399], [799], [1199]]
    assert values('r:work:fact (retval == 5040) "%u", $retval', *run) == [[5040]] * 10
    assert values('work:doze(long ms) "%ld ms", ms', *run) == [[20]] * 5
    assert len(values("work:t*y", *run)) == 1234
    script = "import ctypes; [ctypes.CDLL(None).getenv(n) for n in (b'BEE', b'BE', b'BEES')]"
    asking = ("--", sys.executable, "-S", "-c", script)
    assert values('c:getenv(char *name) (name == "BEE") "%s", name', *asking) == [["BEE"]]
    assert values('c:getenv (STRCMP("BEES", arg1)) "%s", arg1', *asking) == [["BEES"]]
    text = beebox("trace", "--kernel", "linux", "--stack", 'work:doze "%5d|", arg1', *run).stdout
    assert re.search(r"^\d+ +\d+ +work +doze +   20\|\n    doze\+0x0 \(work\)", text, re.MULTILINE)


def test_trace_and_argdist_take_tracepoints(beebox: Run, kernel: str) -> None:
    script = "import os\nfor n in (0, 0, 0, os.getpid()): os.getpriority(0, n)"
    command = ("--", sys.executable, "-S", "-c", script)
    probe = 't:syscalls:sys_enter_openat (args.dfd == -100) "%s", args.filename'
    rows, _ = records(beebox, "trace", kernel, probe, "--", "cat", "/etc/hostname")
    assert ["/etc/hostname"] in [row["values"] for row in rows]
    specifier = "t:syscalls:sys_enter_getpriority():int,u32:args.who > 0,$pid:!args->which#asked"
    rows, _ = records(beebox, "argdist", kernel, "-C", specifier, *command)
    assert [(row["count"], row["values"]["args.who > 0"]) for row in rows] == [(3, 0), (1, 1)]
    assert {row["specifier"] for row in rows} == {"asked"}


@needs_root
def test_argdist(beebox: Run, work: str) -> None:
    latency = "r:work:doze(long ms):u64:$latency / 1000000:$entry(ms) == 20"
    specifiers = ("-C", "p:work:tiny(int x):int:x / -1000", "-H", latency)
    specifiers += ("-C", "r:work:fact():u32:retval", "-C", "p:work:doze()")
    rows, _ = records(beebox, "argdist", "linux", *specifiers, "--", work)
    counts = {(row["specifier"], *row["values"].values()): row["count"]
              for row in rows if "values" in row}  # fmt: skip
    assert counts == {
        ("p:work:tiny(int x):int:x / -1000", 0): 1000,
        ("p:work:tiny(int x):int:x / -1000", -1): 234,
        **{("r:work:fact():u32:retval", value): 10 for value in (1, 2, 6, 24, 120, 720, 5040)},
        ("p:work:doze()",): 5,
    }
    bars = next(row["histogram"] for row in rows if "histogram" in row)
    assert sum(bar["count"] for bar in bars) == 5
    assert bars[0]["low"] >= 16
    shown = beebox("argdist", "--kernel", "linux", "-C", "p:work:tiny(int x):char:x", "--", work)
    assert f"\t{4:<10} x = -1\n" in shown.stdout  # 255, 511, 767, 1023


@needs_root
def test_mistakes_in_probes_are_shown(beebox: Run) -> None:
    done = beebox("trace", "--kernel", "linux", "c:open (arg2 = 3)", "--", "true")
    assert done.returncode == 2
    assert done.stderr.splitlines()[:3] == [
        "beebox: trace:1:14: ')' is missing, which ends the condition",
        "    c:open (arg2 = 3)",
        "                 ^",
    ]
    done = beebox("argdist", "--kernel", "linux", "--", "true")
    assert "-C SPECIFIER, or -H SPECIFIER" in done.stderr


LOOP = """
#include <stdio.h>
#include <unistd.h>
__attribute__((noinline)) void tick(int i) { __asm__ volatile(""); }
int main(void)
{
    puts("ready");
    fflush(stdout);
    for (int i = 0; i < 1000; i++) {
        tick(i);
        usleep(20000);
    }
}
"""


@needs_root
@pytest.mark.skipif(not shutil.which("cc"), reason="no C compiler is installed")
@pytest.mark.parametrize("way", ["deleted", "another file system"])
def test_files_that_only_the_process_has(beebox: Run, tmp_path: Path, way: str) -> None:
    (tmp_path / "x.c").write_text(LOOP)
    subprocess.run(["cc", "-w", "-O1", "-o", "loop", "x.c"], check=True, cwd=tmp_path)
    (tmp_path / "other").write_text("no program")
    mount = "cp loop kept; mount --bind kept other && exec ./other"
    argv = ["./loop"] if way == "deleted" else ["unshare", "-m", "sh", "-c", mount]
    with subprocess.Popen(argv, cwd=tmp_path, stdout=subprocess.PIPE) as running:
        try:
            assert running.stdout is not None
            assert running.stdout.readline() == b"ready\n"
            (tmp_path / "loop").unlink()
            name = "loop" if way == "deleted" else "other"
            options = ("-p", str(running.pid), "-d", "1")
            found, _ = records(beebox, "funccount", "linux", f"{name}:tick", *options)
            assert found[0]["count"] > 5
            options = ("-p", str(running.pid), "-d", "0.5", "--stack")
            found, _ = records(beebox, "trace", "linux", f"{name}:tick", *options)
            assert found[0]["stack"][0].startswith("tick+0x0 (")
        finally:
            running.kill()


@needs_root
@pytest.mark.skipif(not shutil.which("g++"), reason="no C++ compiler is installed")
def test_names_of_cpp(beebox: Run, tmp_path: Path) -> None:
    text = 'namespace shop { __attribute__((noinline)) int add(int n) { asm(""); return n; } }'
    (tmp_path / "x.cc").write_text(f"{text}\nint main() {{ return shop::add(0); }}\n")
    subprocess.run(["g++", "-O1", "-o", "x", "x.cc"], check=True, cwd=tmp_path)
    program = str(tmp_path / "x")
    found, _ = records(beebox, "funccount", "linux", f"{program}:*shop*", "--", program)
    assert [(row["function"], row["count"]) for row in found] == [("shop::add(int)", 1)]


@needs_root
def test_gethostlatency(beebox: Run) -> None:
    command = ("--", sys.executable, "-c", LOOKUPS)
    found, _ = records(beebox, "gethostlatency", "linux", *command)
    assert [event["host"] for event in found] == ["localhost", "127.0.0.1", "nowhere.invalid"]
    assert [event["ret"] for event in found[:2]] == [0, 0]
    assert all(0 < event["ms"] < 60000 for event in found)
    failed, _ = records(beebox, "gethostlatency", "linux", "-x", *command)
    assert [event["host"] for event in failed] == ["nowhere.invalid"]


@needs_root
def test_children_are_seen_when_asked_for(beebox: Run) -> None:
    script = ("--", "sh", "-c", "getent ahosts localhost; exit 0")
    assert records(beebox, "gethostlatency", "linux", *script)[0] == []
    found, _ = records(beebox, "gethostlatency", "linux", "-f", *script)
    assert [(event["comm"], event["host"]) for event in found] == [("getent", "localhost")]


@needs_root
@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["-l", "nope", "--", "true"], "nope is neither a library nor a command"),
        (["-l", "/etc/hostname", "--", "true"], "not an ELF file"),
        (["-l", "libz", "--", "true"], "has no function 'getaddrinfo'"),
        (["-p", "999999999"], "No such process"),
        (["-p", "x"], "is not the id of a process"),
    ],
)
def test_targets_that_are_not_there(beebox: Run, arguments: list[str], says: str) -> None:
    done = beebox("gethostlatency", "--kernel", "linux", *arguments)
    assert done.returncode in {1, 2}
    assert says in done.stderr
    assert "Traceback" not in done.stderr


@needs_root
def test_bashreadline(beebox: Run, tmp_path: Path) -> None:
    log = tmp_path / "log"
    ours, theirs = pty.openpty()
    options = ("--kernel", "linux", "--json", "-o", str(log))
    argv = [*BEEBOX, "bashreadline", *options, "--", "bash", "--norc", "-i"]
    with subprocess.Popen(argv, stdin=theirs, stdout=theirs, stderr=theirs) as running:
        os.write(ours, b"echo 'a  b' # c\n\nexit 5\n")
        assert running.wait(60) == 5
    os.close(theirs)
    os.close(ours)
    found = [json.loads(line) for line in log.read_text().splitlines()]
    assert [event["line"] for event in found] == ["echo 'a  b' # c", "", "exit 5"]
    assert {event["comm"] for event in found} == {"bash"}


@needs_root
@pytest.mark.skipif(not shutil.which("openssl"), reason="openssl is not installed")
@pytest.mark.skipif(
    bool(ssl.OPENSSL_VERSION) and "libssl" not in Path("/proc/self/maps").read_text(),
    reason="this Python has an OpenSSL of its own",
)
def test_sslsniff(beebox: Run, tmp_path: Path) -> None:
    script = tmp_path / "tls.py"
    script.write_text(TLS)
    command = ("--", sys.executable, str(script))
    done = beebox("sslsniff", "--kernel", "linux", "--json", "--hexdump", *command, cwd=tmp_path)
    assert "Lost" not in done.stderr
    found = [json.loads(line) for line in done.stdout.splitlines()]
    sides: dict[str, bytes] = {"SSL_read_ex": b"", "SSL_write_ex": b""}
    for event in found:
        assert event["len"] == len(bytes.fromhex(event["hex"])) + max(event["len"] - 8192, 0)
        sides[event["func"]] += bytes.fromhex(event["hex"])
    assert b"secret \x00\xff\n" in sides["SSL_write_ex"]
    assert sides["SSL_read_ex"].count(b"x") == 10000
    assert b"SECRET \x00\xff\n" in sides["SSL_read_ex"]
    shown = beebox("sslsniff", "--kernel", "linux", *command, cwd=tmp_path).stdout
    assert "----- END DATA (1808 bytes more) -----" in shown
    assert "secret \\x00" in shown


def test_help_has_examples(beebox: Run) -> None:
    for tool in TOOLS:
        done = beebox(tool, "--help")
        assert "examples:\n" in done.stdout
        assert Path(f"src/beebox/tools/{tool}.py").exists()
