"""The instruction set: opcodes, encoding, meaning, text."""
