"""Numbers and layouts of the kernel's ABI, generated from its BTF."""
