"""The tables of facts: one row a helper, map type, program type, section, tracepoint."""
