"""A kernel in user space: bpf(2), maps, helpers, hooks."""
