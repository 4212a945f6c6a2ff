"""What a user may load, by the capabilities that they have: asked before a program is looked at.

After Linux 6.18 kernel/bpf/syscall.c, bpf_prog_load, as it is while every user may load something
(kernel.unprivileged_bpf_disabled is 0). Linux refuses these without a word: no verifier has begun.
"""

from __future__ import annotations

from errno import E2BIG, EPERM

from beebox.spec.model import ProgramType
from beebox.verifier.api import Options, Program
from beebox.verifier.types import Refusal

MOST = 1_000_000
"""BPF_COMPLEXITY_LIMIT_INSNS"""
MOST_UNPRIVILEGED = 4096
"""BPF_MAXINSNS"""


def check(program: Program, row: ProgramType, options: Options) -> None:
    """Refuse a program that this user may not load."""
    most = MOST if options.may("bpf") else MOST_UNPRIVILEGED
    if len(program.insns) > most:
        raise Refusal(E2BIG, "")
    if not all(options.may(capability) for capability in row.needs):
        raise Refusal(EPERM, "")
