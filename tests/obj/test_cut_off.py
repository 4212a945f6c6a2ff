"""Functions of files that distributions stripped; names as authors wrote them; what identifies a file."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from elftools.elf.elffile import ELFFile

from beebox.errors import ElfError
from beebox.loader.attach.binaries import find
from beebox.obj import cut_off
from beebox.obj.binary import Binary
from beebox.obj.demangle import demangled

SOURCE = """
__attribute__((noinline)) static int inner(int x) { return x * 3; }
int main(int c, char **v) { (void)v; return inner(c); }
"""


def test_build_id_is_the_one_pyelftools_finds() -> None:
    with Path(find("libc")).open("rb") as file:
        note = next(ELFFile(file).get_section_by_name(".note.gnu.build-id").iter_notes())
    assert Binary(find("libc")).build_id.hex() == note["n_desc"]


@pytest.mark.skipif(not shutil.which("gcc"), reason="gcc is not installed")
@pytest.mark.parametrize("way", ["within", "apart"])
def test_functions_that_were_cut_off(tmp_path: Path, way: str, monkeypatch) -> None:
    def run(*argv: str) -> None:
        subprocess.run(argv, check=True, cwd=tmp_path)

    (tmp_path / "x.c").write_text(SOURCE)
    run("gcc", "-O1", "-Wl,--build-id", "-o", "x", "x.c")
    whole = Binary(str(tmp_path / "x"))
    expected = whole.function("inner")
    run("objcopy", "--only-keep-debug", "x", "x.debug")
    run("strip", "-o", "stripped", "x")
    if way == "within":
        run("xz", "-k", "x.debug")
        run("objcopy", "--add-section", ".gnu_debugdata=x.debug.xz", "stripped")
    else:
        folder = tmp_path / whole.build_id.hex()[:2]
        folder.mkdir()
        (tmp_path / "x.debug").rename(folder / f"{whole.build_id.hex()[2:]}.debug")
        monkeypatch.setattr(cut_off, "DEBUG", str(tmp_path))
    stripped = Binary(str(tmp_path / "stripped"))
    assert expected in cut_off.functions(stripped)
    with pytest.raises(ElfError, match="no function 'inner'"):
        stripped.function("inner")


def test_names_as_authors_wrote_them() -> None:
    if demangled("_ZN3foo3barEi") == "_ZN3foo3barEi":
        pytest.skip("this machine has no libstdc++")
    assert demangled("_ZN3foo3barEi") == "foo::bar(int)"
    rust = "_ZN4core3fmt9Formatter3pad17h0123456789abcdefE"
    assert demangled(rust) == "core::fmt::Formatter::pad"
    assert [demangled(name) for name in ("_Znonsense", "main")] == ["_Znonsense", "main"]


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("maloc", "did you mean .*malloc"),
        ("malloc@NONE", "it has malloc@GLIBC"),
        ("nothing_like_it_at_all", "it is stripped, only what it exports has a name"),
        ("gettimeofday", "chosen when the program starts"),
    ],
)
def test_a_function_that_is_not_there(name: str, says: str) -> None:
    with pytest.raises(ElfError, match=says):
        Binary(find("libc")).function(name)
