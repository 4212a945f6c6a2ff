"""What a kernel says of an object, in a few words that can be compared."""

from __future__ import annotations

import errno

from beebox import loader
from beebox.errors import BeeboxError, KernelError
from beebox.obj.spec import ObjectSpec

NO_RIGHT = "no right"
"""this machine lets nobody load such a program"""


def verdict(spec: ObjectSpec, kernel) -> str:
    """Return "yes", or why not."""
    try:
        loader.load(spec, kernel).close()
    except KernelError as error:
        if error.errno in (errno.EPERM, errno.EACCES) and not error.log:
            return NO_RIGHT
        return f"{errno.errorcode.get(error.errno, error.errno)} {str(error).rpartition(': ')[2]}"
    except BeeboxError as error:
        return f"{type(error).__name__} {error}"
    return "yes"
