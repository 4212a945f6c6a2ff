"""The command line: one file a noun; the only place that chooses a kernel."""
