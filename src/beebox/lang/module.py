"""From a Python module to an object: what it declares is found, checked, and made by LLVM.

This is the cold path and imports the compiler; lang/python.py asks the cache first.
"""

from __future__ import annotations

from types import ModuleType

from beebox.errors import CompileError, Location
from beebox.lang.declared import Declared
from beebox.lang.target import Programs
from beebox.pylang import bpf
from beebox.pylang.check import Session


def compile_module(module: ModuleType, declared: Declared, cpu: str) -> tuple[bytes, Session]:
    """Compile what *module* declares; return the object and what went into it.

    Raises:
        CompileError: it declares no program, or one is outside the language.
    """
    if not declared.programs:
        raise CompileError(
            "there is no program in it",
            Location(module.__file__ or module.__name__),
            'declare one: @bpf.program("tracepoint/syscalls/sys_enter_openat") above a def, and no '
            "other decorator above that",
        )
    target = Programs({id(map_): name for name, map_ in declared.maps.items()})
    session = Session(target)
    for map_ in declared.maps.values():
        target.map(map_)
    names: set[str] = set()
    for program in declared.programs:
        tree = session.function(program)
        if program.name in names:
            tree.source.fail(
                tree.mark, f"there are two programs named {program.name}", "rename one"
            )
        names.add(program.name)
    session.finish()
    target.license(declared.license)
    sections = {"license", *(tree.section for tree in session.module.functions)}
    for tree in session.module.functions:
        if tree.symbol in sections:  # LLVM ends the process for it
            tree.source.fail(
                tree.mark,
                f'a section is called "{tree.symbol}", too',
                "rename the function: in an object both are symbols",
            )
        if tree.symbol in target.globals:
            hint = "rename one: the functions and maps of an object share their names"
            tree.source.fail(tree.mark, f"{tree.symbol} is a map or a variable too", hint)
    session.module.globals.extend(target.globals.values())
    return bpf.compile_object(session.module, cpu=cpu), session
