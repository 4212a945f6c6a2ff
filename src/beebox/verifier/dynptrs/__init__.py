"""Dynptrs: memory whose size and place are known when the program runs only.

A dynptr fills two slots of stack, which only helpers and kfuncs may read or write; or it is a
register that stands for one elsewhere (CONST_PTR_TO_DYNPTR). `slots` knows how they lie in the
stack, `use` what calls do with them.
"""
