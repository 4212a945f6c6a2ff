"""What helpers and functions of the kernel do, as editors and ``help()`` show it."""

from __future__ import annotations

import keyword
import re
from collections.abc import Iterable
from inspect import Parameter, Signature
from typing import Any

from beebox.abi.enums import ProgType
from beebox.btf.cprint import declare
from beebox.lang import kernel_functions
from beebox.lang.prototypes import PROTOTYPES, number
from beebox.spec import vmlinux
from beebox.spec.helpers import HELPERS
from beebox.spec.kfuncs import KFUNCS
from beebox.spec.model import Helper
from beebox.spec.versions import since

MANY = 12
"""program types that are named one by one"""
_ROWS: dict[int, Helper] = {int(row.func): row for row in HELPERS.values()}


def row(name: str) -> Helper:
    """Return the row of a helper by the name that programs call it by."""
    return _ROWS[number(name)]


def of_helper(name: str) -> str:
    """Describe a helper: what it does, its prototype, who may call it, since when."""
    helper = row(name)
    said = [f"Since Linux {since(helper.func)}."]
    if len(helper.programs) <= MANY:
        said.append(_programs(helper.programs))
    if helper.gpl:
        said.append("Only under a license compatible with the GPL.")
    return _text(helper.doc, PROTOTYPES[int(helper.func)], said)


def of_function(name: str) -> str:
    """Describe a function of the kernel, by the kernel's name."""
    kfunc = KFUNCS[name]
    said = ["A function of the kernel, of Linux 6.18."]
    if kfunc.programs is not None and len(kfunc.programs) <= MANY:
        said.append(_programs(kfunc.programs))
    facts = {
        "May give None.": kfunc.nullable,
        "Gives a reference, which must be given back.": kfunc.acquires,
        "Takes a reference, which is the program's no more.": kfunc.releases,
        "Only where a program may sleep.": kfunc.sleepable,
        "Only in an RCU section.": kfunc.rcu_protected,
    }
    said += [fact for fact, holds in facts.items() if holds]
    return _text(kfunc.doc, c_prototype(name), said)


def c_prototype(name: str) -> str:
    """Return how a function of the kernel is declared in C, "" if its type is not here."""
    signature = kernel_functions.prototype(name)
    if signature is None:
        return ""
    btf = vmlinux.own()
    parameters = ", ".join(declare(btf, each.type, each.name) for each in signature.params)
    result = declare(btf, signature.type, name) if signature.type else f"void {name}"
    return f"{result}({parameters or 'void'})"


def signature(prototype: str) -> Signature:
    """Return the parameters of a C prototype by their names, as a type checker sees them."""
    return Signature([_parameter(part) for part in _split(prototype)])


def _parameter(part: str) -> Parameter:
    if part == "...":
        return Parameter("values", Parameter.VAR_POSITIONAL, annotation=Any)
    pointed = re.search(r"\(\*(\w+)\)", part)  # of a function
    name = pointed[1] if pointed else re.split(r"[ *]+", part)[-1]
    kind = (
        Any
        if "*" in part or "_callback_t " in part
        else bool
        if part.startswith(("bool ", "_Bool "))
        else int
    )
    plain = f"{name}_" if keyword.iskeyword(name) else name
    return Parameter(plain, Parameter.POSITIONAL_OR_KEYWORD, annotation=kind)


def _split(prototype: str) -> list[str]:
    """Return the parameters of a C prototype; those of a function that one is keep together."""
    inner = prototype.partition("(")[2].rpartition(")")[0]
    parts = [part.strip() for part in re.split(r",(?![^(]*\))", inner)]
    return [] if parts in ([""], ["void"]) else parts


def _programs(programs: Iterable[ProgType]) -> str:
    return f"For programs of type {', '.join(sorted(kind.name.lower() for kind in programs))}."


def _text(doc: str, prototype: str, said: list[str]) -> str:
    lines = [f"{doc[0].upper()}{doc[1:].rstrip('.')}."]
    if prototype:
        lines += ["", f"``{prototype}``"]
    return "\n".join([*lines, "", " ".join(said)])
