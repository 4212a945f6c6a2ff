"""How a kernel was built: its CONFIG_ settings, as text."""

from __future__ import annotations

import gzip
import os
from collections.abc import Mapping
from functools import cache
from pathlib import Path


@cache
def machine() -> Mapping[str, str]:
    """Return the settings of this machine's kernel: ``y``, ``100``, ``"text"``.

    None where it does not tell them; what is not set is not among them.
    """
    for place in (Path("/proc/config.gz"), Path(f"/boot/config-{os.uname().release}")):
        try:
            data = place.read_bytes()
        except OSError:
            continue
        text = gzip.decompress(data) if place.suffix == ".gz" else data
        pairs = (line.partition("=") for line in text.decode(errors="replace").splitlines())
        return {name: value for name, sign, value in pairs if sign and name.startswith("CONFIG_")}
    return {}
