"""The shelf: each tool one readable file, program and reader together."""
