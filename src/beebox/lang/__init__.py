"""The front ends: Python, C, each to an ELF object."""
