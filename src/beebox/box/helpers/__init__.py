"""Helpers: behaviour, one file a family."""
