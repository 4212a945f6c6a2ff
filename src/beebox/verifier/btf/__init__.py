"""Pointers to structs whose types are known, and what programs attach to by a type."""
