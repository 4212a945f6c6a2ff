"""The machine: a checking interpreter, the template JIT, and where programs meet memory."""
