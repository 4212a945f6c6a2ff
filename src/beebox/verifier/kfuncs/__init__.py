"""Calls of the kernel's own functions: what they take is read from their prototypes.

`targets` reads a prototype, `table` says which kfuncs a program calls and may call, `call` walks a
call. What an argument must be is a rule by its class (`rules`), what a call does besides is one by
its row's `does` (`effects`): each family of kfuncs has its rules in a file of its own.

After Linux 6.18 kernel/bpf/verifier.c: check_kfunc_call and what it calls.
"""
