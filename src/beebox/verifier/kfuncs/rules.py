"""The rule for each class of argument: one table, made of those of the families of kfuncs."""

from __future__ import annotations

from collections.abc import Callable

from beebox.verifier.env import Env
from beebox.verifier.kfuncs import dynptrs, graph, irq, iterators, later, plain
from beebox.verifier.kfuncs.meta import Call
from beebox.verifier.kfuncs.targets import Kind, Param
from beebox.verifier.types import Reg

Rule = Callable[[Env, Call, int, Reg, Param], None]

RULES: dict[Kind, Rule] = {
    **plain.RULES,
    **iterators.RULES,
    **irq.RULES,
    **graph.RULES,
    **later.RULES,
    **dynptrs.RULES,
}
