"""Hooks: what happens becomes a context for programs."""
