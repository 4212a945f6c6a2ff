"""Functions of a program: what BTF says of them, and how they are called, verified and stacked."""
