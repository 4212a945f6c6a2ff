"""Tables of unwinding, held against what readelf says of them row by row."""

import itertools
import re
import shutil
import subprocess
from types import SimpleNamespace

import pytest

from beebox.obj.binary import Binary
from beebox.obj.unwind import RBP, RETURN, Unwinding

TEXT = """
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
static int compare(const void *a, const void *b) { return *(const int *)a - *(const int *)b; }
__attribute__((noinline)) int many(int a, int b, int c, int d, int e, int f, int g, int h)
{
    int sorted[8] = {a, b, c, d, e, f, g, h};
    qsort(sorted, 8, sizeof(int), compare);
    return sorted[0] * a + sorted[1] * b + printf("%d", sorted[2]) + c + d + e + f + g + h;
}
__attribute__((noinline)) int grows(int n) { char *x = __builtin_alloca(n); memset(x, n, n); return x[n / 2]; }
int main(int argc, char **argv)
{
    if (argc > 7)
        exit(many(1, 2, 3, 4, 5, 6, 7, argc));
    return grows(argc) + many(argc, 1, 2, 3, 4, 5, 6, 7);
}
"""
NAMES = {"rbx": 3, "rbp": RBP, "r12": 12, "r13": 13, "r14": 14, "r15": 15, "ra": RETURN}
REGISTERS = (
    *("rax", "rdx", "rcx", "rbx", "rsi", "rdi", "rbp", "rsp"),
    *(f"r{number}" for number in range(8, 16)),
)


def told(path):
    """What readelf says: the table of each function, as (start, end, rows by address)."""
    text = subprocess.run(
        ["readelf", "--debug-dump=frames-interp", path], capture_output=True, text=True, check=False
    ).stdout
    for part in text.split("\n\n"):
        head = re.search(r"FDE .*pc=([0-9a-f]+)\.\.([0-9a-f]+)\n", part)
        if not head:
            continue
        if "(" in part[head.end() :]:
            continue  # longjmp: callers' registers are in others
        names, *rows = [line.split() for line in part[head.end() :].splitlines()]
        yield (
            int(head[1], 16),
            int(head[2], 16),
            {int(at, 16): dict(zip(names[1:], rest, strict=False)) for at, *rest in rows},
        )


def shown(row, column):
    """A column of a row, in readelf's words."""
    if column == "CFA":
        if row.code:
            return "exp"
        return f"{REGISTERS[row.register]}+{row.offset}"
    if row.over and column == "ra":
        return "u"
    place = row.saved.get(NAMES[column])
    if place is None:
        return "u"
    return "exp" if place.code else f"c{place.offset:+}"


def compare(path, offset_of):
    table = Unwinding(Binary(path))
    checked = 0
    for start, end, rows in told(path):
        edges = [*rows, end]
        for at, following in itertools.pairwise(edges):
            for address in {at, following - 1}:
                found = table.row(offset_of(address))
                assert found is not None, hex(start)
                for column, words in rows[at].items():
                    if column in ("CFA", *NAMES):
                        known = "u" if words in ("s", "u") else words.replace("vexp", "exp")
                        assert shown(found, column) == known, (hex(address), column)
                        checked += 1
    return checked


pytestmark = pytest.mark.skipif(not shutil.which("readelf"), reason="readelf is not installed")


def in_file(path):
    """How addresses of a file become places in it."""
    binary = Binary(path)
    return lambda address: next(
        address - part.address + part.offset
        for part in binary.segments
        if part.address <= address < part.address + part.size
    )


@pytest.mark.skipif(not shutil.which("cc"), reason="no C compiler is installed")
@pytest.mark.parametrize("how", ["-O0", "-O2", "-Os"])
def test_tables_of_a_program(tmp_path, how):
    (tmp_path / "x.c").write_text(TEXT)
    path = str(tmp_path / "x")
    subprocess.run(["cc", how, "-o", path, tmp_path / "x.c"], check=True)
    assert compare(path, in_file(path)) > 50


def test_tables_of_the_c_library():
    from beebox.loader.attach.binaries import find

    path = find("libc")
    assert compare(path, in_file(path)) > 10000


def test_damage_is_no_row():
    def file(data):
        return SimpleNamespace(
            sections=[SimpleNamespace(name=".eh_frame", address=0x1000)],
            segments=[SimpleNamespace(offset=0, address=0, size=1 << 20)],
            contents=lambda _: data,
        )

    good = bytes.fromhex("1400000000000000017a5200017810011b0c070890010000")
    entry = bytes.fromhex("140000001c000000") + (0x100).to_bytes(4, "little") + bytes(12)
    for cut in range(len(good + entry)):
        assert Unwinding(file((good + entry)[:cut])).row(0x1110) is None or cut > 40
    for bit in range(8 * len(good + entry)):
        data = bytearray(good + entry)
        data[bit // 8] ^= 1 << bit % 8
        Unwinding(file(bytes(data))).row(0x1110)
