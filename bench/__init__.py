"""Measurements, side by side in one run: ``python -m bench [NAME ...]``. docs/BENCHMARKS.md says what was found."""
