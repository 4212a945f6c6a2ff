"""Tier 1: a program compiled by LLVM, for what runs often.

::

    Source -> flow, switch   functions as graphs of blocks; compares that were a switch
           -> kinds          which registers and stack slots hold pointers
           -> ir, lower, control   LLVM IR as text
           -> compile        an ELF object without addresses
           -> beebox.pylang.objectfile   mapped, bound to the addresses in `names`
"""

from beebox.vm.tier1.module import (
    Object,
    compile,  # noqa: A004 - the contract's word
    compile_all,
    emit,
    emit_all,
)

__all__ = ["Object", "compile", "compile_all", "emit", "emit_all"]
