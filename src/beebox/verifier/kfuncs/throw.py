"""Exceptions: ``bpf_throw`` ends the program from wherever it is.

After Linux 6.18 kernel/bpf/verifier.c: check_kfunc_call, process_bpf_exit_full.
"""

from __future__ import annotations

from beebox.verifier import references
from beebox.verifier.env import Env
from beebox.verifier.kfuncs.meta import Call


def thrown(env: Env, _call: Call) -> None:
    """Check what the program then returns, and that it holds nothing."""
    main = len(env.state.frames) == 1
    references.check_held(env, "BPF_EXIT instruction in main prog", locks=main, thrown=True)
