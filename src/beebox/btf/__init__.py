"""BTF, the kernel's type information: read, write, print as C, relocate."""
