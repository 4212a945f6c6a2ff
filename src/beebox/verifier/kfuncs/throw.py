"""Exceptions: ``bpf_throw`` ends the program from wherever it is.

What the program then returns is what was thrown, or what a function makes of it that the main one
names in a tag, ``exception_callback:<name>``.

After Linux 6.18 kernel/bpf/verifier.c: bpf_find_exception_callback_insn_off, check_kfunc_call,
process_bpf_exit_full.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from errno import EEXIST, EINVAL, ENOENT

from beebox.btf import types as bt
from beebox.btf.types import Btf
from beebox.errors import BtfError
from beebox.verifier import references, returns
from beebox.verifier.api import FuncStart
from beebox.verifier.env import Env
from beebox.verifier.kfuncs.meta import Call
from beebox.verifier.types import Refusal

_TAG = "exception_callback:"
_GLOBAL = 1
"""BTF_FUNC_GLOBAL"""


def find_handler(btf: Btf | None, funcs: Sequence[FuncStart]) -> int:
    """Return where the function starts that handles exceptions; 0: there is none."""
    if btf is None or not funcs:
        return 0
    names = list(_tagged(btf, funcs[0].type_id))
    if not names:
        return 0
    if len(names) > 1:
        raise Refusal(EEXIST, "multiple exception callback tags for main subprog")
    name = names[0]
    ident = btf.find(name, "func")
    if ident is None:
        raise Refusal(ENOENT, f"exception callback '{name}' could not be found in BTF")
    func = btf.type(ident)
    if not isinstance(func, bt.Func) or func.linkage != _GLOBAL:
        raise Refusal(EINVAL, f"exception callback '{name}' must have global linkage")
    starts = [start.insn for start in funcs if start.type_id == ident]
    if starts and not starts[-1]:
        raise Refusal(EINVAL, "invalid exception callback insn_off in func_info: 0")
    if not starts:
        raise Refusal(EINVAL, "exception callback type id not found in func_info")
    return starts[-1]


def _tagged(btf: Btf, func: int) -> Iterator[str]:
    """Yield the names of the functions that a function's tags give (btf_find_decl_tag_value)."""
    for number in btf.ids():
        if btf.kind(number) != "decl_tag":
            continue
        try:
            made = btf.type(number)
        except BtfError:
            continue
        assert isinstance(made, bt.DeclTag)
        if made.type == func and made.component == -1 and made.name.startswith(_TAG):
            yield made.name.removeprefix(_TAG)


def thrown(env: Env, _call: Call) -> None:
    """Check what the program then returns, and that it holds nothing."""
    if not env.functions.exception:
        returns.check(env, 1)
    references.check_held(env, "bpf_throw", thrown=True)


def prepare(env: Env) -> None:
    """Tell the walk of what throws, and of the function that handles it (mark_subprog_exc_cb)."""
    functions, handler = env.functions, env.flow.exception
    functions.throws = env.flow.throws
    functions.exception = handler
    if handler:
        functions.callbacks.add(handler)
        functions.called.add(handler)
        env.later.add(handler)
