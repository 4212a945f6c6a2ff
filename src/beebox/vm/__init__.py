"""The machine: a checking interpreter and the JIT tiers."""
