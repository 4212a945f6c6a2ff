"""The module that a probe becomes: written, compiled and loaded."""

from __future__ import annotations

import contextlib
import sys
import tempfile
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

from beebox import api, cache
from beebox.errors import CompileError
from beebox.lang import python
from beebox.tools.probe.expressions import PRELUDE, Expressions

if TYPE_CHECKING:
    from beebox.kernel.api import Kernel
    from beebox.loader import Loaded

HEAD = f'''"""Written by beebox, of a probe that a user described."""

from __future__ import annotations

from beebox import bpf
from beebox.bpf import Array, char, i8, i16, i32, i64, ptr, u8, u16, u32, u64
from beebox.lang.contexts import Context
from beebox.lang.library import histogram, task

LICENSE = "GPL"
bpf.include(task)

{PRELUDE}
'''


def body(rest: Expressions, condition: str, *more: str) -> str:
    """Return the statements of a program: what reads memory, the *condition*, and *more*."""
    chosen = [f"if not {condition}:", "    return 0"] if condition else []
    lines = ["if not task.wanted():", "    return 0", *rest.before, *chosen, *more, "return 0"]
    return "\n".join(f"    {line}" for line in lines)


def load(kernel: Kernel, text: str, **constants: int) -> tuple[ModuleType, Loaded]:
    """Compile the module *text* and load its programs; return both.

    Raises:
        CompileError: something in it has no value: it shifts by 70, say.
        VerifierError: the kernel refuses it.
    """
    with contextlib.ExitStack() as stack:
        path = cache.file("probe", text.encode(), ".py")  # one path for one text: compiled once
        if path is None:
            folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="beebox-"))
            path = str(Path(folder, "probe.py"))
            Path(path).write_text(text)
        try:
            module = python.load(path)
            live = api.load(api.open(module).set(**constants), kernel)
        except CompileError as error:
            raise CompileError(f"this cannot be computed: {error.message}") from error
        finally:
            with contextlib.suppress(ValueError):
                sys.path.remove(str(Path(path).parent))
    return module, live
