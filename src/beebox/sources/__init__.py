"""Watchers of real processes. Nothing here knows of eBPF."""
