"""Live objects over any kernel: load, attach, read, close."""

from beebox.loader.load import load
from beebox.loader.map import Map
from beebox.loader.object import Loaded
from beebox.loader.program import Program

__all__ = ["Loaded", "Map", "Program", "load"]
