"""The typed subset of Python and its compiler to LLVM IR, for BPF and for this machine."""
