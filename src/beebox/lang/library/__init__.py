"""Programs and functions that others are made with: ``from beebox.lang.library import tree``."""
