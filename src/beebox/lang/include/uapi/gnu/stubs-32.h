/* glibc has it for 32-bit programs only, and takes BPF for one. */
