"""How Python calls compiled programs: one packet at a time, many at once, and back into Python."""
