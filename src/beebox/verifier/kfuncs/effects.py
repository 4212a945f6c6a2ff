"""What kfuncs do besides taking arguments and giving a result, by their row's `does`.

Rules run at three moments of a call: before the arguments are looked at, when they have been (a
callback is walked into), and when what they gave up is released.
"""

from __future__ import annotations

from collections.abc import Callable

from beebox.spec.model import Does
from beebox.verifier.env import Env
from beebox.verifier.kfuncs import graph, later, throw
from beebox.verifier.kfuncs.meta import Call
from beebox.verifier.kfuncs.targets import Target

LEAVES = -1
"""what a rule returns where the path ends"""

BEFORE: dict[Does, Callable[[Env, Target], None]] = dict(later.BEFORE)
DURING: dict[Does, Callable[[Env, Call], None]] = {
    **graph.DURING,
    **later.DURING,
}
AFTER: dict[Does, Callable[[Env, Call], None]] = {
    Does.THROW: throw.thrown,
    **graph.AFTER,
}
