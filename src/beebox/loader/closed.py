"""What live things share: they belong to this process, and are of no use when they are closed.

A number of a closed descriptor may be another's by now, so nothing may go to the kernel with it.
"""

from __future__ import annotations

import errno
from typing import NoReturn

from beebox.errors import KernelError


class Closed:
    """Takes the place of a kernel when a map, a program or an object is closed."""

    def __init__(self, what: str) -> None:
        self._what = what

    def __getattr__(self, name: str) -> NoReturn:
        """Refuse every call."""
        if name.startswith("__"):
            raise AttributeError(name)
        raise KernelError(errno.EBADF, f"{self._what} is closed")


class Here:
    """The base of what lives in this process alone."""

    __slots__ = ()

    def __reduce__(self) -> NoReturn:
        """Refuse to be pickled: a descriptor means nothing elsewhere."""
        raise TypeError(
            f"a {type(self).__name__} belongs to this process and cannot be pickled or copied; "
            "pin it to share it, or send what is in it"
        )
