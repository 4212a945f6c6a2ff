"""Map types: behaviour, one file a family."""
