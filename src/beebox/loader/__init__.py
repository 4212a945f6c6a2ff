"""Live objects over any kernel: load, attach, read, close."""
