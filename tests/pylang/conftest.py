"""Compiles text of the subset for this machine."""

from __future__ import annotations

import importlib.util
import itertools
import sys
import textwrap
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

from beebox.pylang import Library, Unit
from beebox.pylang.function import Function

HEAD = """\
from __future__ import annotations
from beebox.pylang import (
    Array, Bits, Const, Struct, addr, cast, char, cpu, i8, i16, i32, i64, native, null, offsetof, ptr, sizeof,
    u8, u16, u32, u64,
)
"""
_numbers = itertools.count()


class Built:
    """A module of compiled functions, each called by its name."""

    def __init__(self, module: ModuleType, library: Library) -> None:
        self.module = module
        self.library = library

    def __getattr__(self, name: str) -> Callable[..., int]:
        return self.library.function(getattr(self.module, name))


class Builder:
    """Writes modules into a directory, and compiles them."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory

    def module(self, text: str) -> ModuleType:
        name = f"subset_{next(_numbers)}"
        path = self.directory / f"{name}.py"
        path.write_text(HEAD + textwrap.dedent(text))
        spec = importlib.util.spec_from_file_location(name, path)
        assert spec is not None
        assert spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        sys.modules[name] = module
        spec.loader.exec_module(module)
        return module

    def unit(self, module: ModuleType, **constants: int) -> Unit:
        mine = [item for item in vars(module).values() if isinstance(item, Function)]
        return Unit(module.__name__, mine, constants)

    def __call__(self, text: str, **constants: int) -> Built:
        module = self.module(text)
        return Built(module, self.unit(module, **constants).load())


@pytest.fixture(scope="session")
def build(tmp_path_factory: pytest.TempPathFactory) -> Builder:
    return Builder(tmp_path_factory.mktemp("subset"))


@pytest.fixture(autouse=True)
def no_cache(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BEEBOX_CACHE", "off")
