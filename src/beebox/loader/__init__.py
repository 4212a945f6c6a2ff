"""Live objects over any kernel: load, attach, read, close."""

from beebox.loader.load import load
from beebox.loader.object import Loaded, Map, Program

__all__ = ["Loaded", "Map", "Program", "load"]
