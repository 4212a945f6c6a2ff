"""Where programs attach: from what `beebox.sources` sees to the programs that want it."""
