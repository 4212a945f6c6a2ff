"""The pytest plugin: ``pytest --beebox`` holds programs to verdicts and budgets, without root.

Off unless asked. What is checked stands in pytest's ini file::

    [tool.pytest.ini_options]
    beebox_files = ["build/*.bpf.o", "tools/drop.py"]
    beebox_max_processed = 50000
    beebox_budgets = ["entry: 2000"]
    beebox_refused = ["careless: invalid mem access 'map_value_or_null'"]
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from beebox.cli.checks.verdict import Verdict
    from beebox.obj.spec import ObjectSpec


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add ``--beebox`` and what the ini file may say."""
    parser.getgroup("beebox").addoption(
        "--beebox", action="store_true", help="verify the eBPF programs of beebox_files"
    )
    parser.addini("beebox_files", "objects and sources with eBPF programs", "linelist")
    parser.addini("beebox_max_processed", "the most that a proof may process", default="0")
    parser.addini("beebox_budgets", "PROGRAM: N, its own most", "linelist")
    parser.addini("beebox_refused", "PROGRAM: MESSAGE, who must be refused, and why", "linelist")


def pytest_configure(config: pytest.Config) -> None:
    """Have the files collected, wherever they are."""
    if config.getoption("--beebox"):
        config.args += [str(path) for path in _files(config)]


def _files(config: pytest.Config) -> Iterator[Path]:
    for pattern in config.getini("beebox_files"):
        found = sorted(config.rootpath.glob(pattern))
        if not found:
            raise pytest.UsageError(f"beebox_files: there is no {pattern}")
        yield from found


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    """Collect an object or a source that the ini file names."""
    config = parent.config
    if not config.getoption("--beebox") or file_path not in set(_files(config)):
        return None
    made: ProgramFile = ProgramFile.from_parent(parent, path=file_path)
    return made


class ProgramFile(pytest.File):
    """An object: one test a program."""

    def collect(self) -> Iterator[pytest.Item]:
        """Read it and yield its programs."""
        from beebox.cli.checks import inputs  # noqa: PLC0415 - for those who ask for it
        from beebox.errors import BeeboxError  # noqa: PLC0415

        try:
            spec = inputs.read(str(self.path))
        except BeeboxError as error:
            raise self.CollectError(str(error)) from error
        for name in spec.programs:
            yield ProgramItem.from_parent(self, name=name, spec=spec)


class ProgramItem(pytest.Item):
    """One program: its verdict and what its proof costs."""

    def __init__(self, *, spec: ObjectSpec, **more: Any) -> None:
        super().__init__(**more)
        self.spec = spec

    def runtest(self) -> None:
        """Have it verified; raise if it is not as the ini file says."""
        from beebox.cli.checks.judge import Judge, Wish  # noqa: PLC0415 - as above

        wanted = _said(self.config, "beebox_refused").get(self.name)
        verdict = Judge(Wish(explain=wanted is None, most=self._most())).verdict(
            self.spec, self.name
        )
        if wanted is None and not verdict.passed:
            raise BrokenPromiseError(_why(verdict))
        if wanted is not None and verdict.accepted:
            raise BrokenPromiseError(f"{self.name} is accepted; it should be refused: {wanted}")
        if wanted is not None and wanted not in verdict.message:
            raise BrokenPromiseError(f"{self.name} is refused: {verdict.message}\nnot: {wanted}")

    def _most(self) -> int:
        own = _said(self.config, "beebox_budgets").get(self.name)
        return int(own or self.config.getini("beebox_max_processed"))

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], *args: Any) -> Any:
        """Say what is wrong; no traceback."""
        if isinstance(excinfo.value, BrokenPromiseError):
            return str(excinfo.value)
        return super().repr_failure(excinfo, *args)

    def reportinfo(self) -> tuple[Path, int | None, str]:
        """Return where it is, for the report."""
        return self.path, None, f"{self.path.name}: {self.name}"


class BrokenPromiseError(Exception):
    """A program is not what the ini file says of it."""


def _said(config: pytest.Config, option: str) -> dict[str, str]:
    """Return what lines of ``PROGRAM: WHAT`` say."""
    pairs = (line.partition(":") for line in config.getini(option))
    return {name.strip(): what.strip() for name, _, what in pairs}


def _why(verdict: Verdict) -> str:
    if verdict.over:
        return f"{verdict.name} took {verdict.figures.processed} instructions, not {verdict.over}"
    explained = verdict.explanation
    return explained.text() if explained is not None else f"{verdict.log}{verdict.message}"
