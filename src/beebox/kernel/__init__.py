"""The seam to a kernel, and the real one behind it."""
