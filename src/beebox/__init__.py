"""beebox: eBPF for Python.

Write a program, verify it, compile it, attach it, watch it: in the box (a kernel of our
own, in user space, no root, any machine) or in Linux (the real kernel, through bpf(2)).
"""

__version__ = "0.1.0"
