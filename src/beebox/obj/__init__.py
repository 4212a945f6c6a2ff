"""ELF objects: read, link, relocate into immutable specs."""
