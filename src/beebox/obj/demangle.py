"""C++ and Rust names as their authors wrote them, by this machine's C++ library if it has one.

``_ZN3foo3barEi`` is ``foo::bar(int)`` (Itanium C++ ABI, section 5.1); Rust's older names are of
that form, with a hash at the end that is left away.
"""

from __future__ import annotations

import ctypes
import ctypes.util
import re
from collections.abc import Callable
from functools import cache

_RUST_HASH = re.compile(r"::h[0-9a-f]{16}$")


def demangled(name: str) -> str:
    """Return *name* as in the source; as it is where it is no such name, or nobody can tell."""
    if not name.startswith("_Z"):
        return name
    return _RUST_HASH.sub("", _demangler()(name) or name)


@cache
def _demangler() -> Callable[[str], str]:
    """Return a way to __cxa_demangle."""
    try:
        library = ctypes.CDLL("libstdc++.so.6")
        function, free = library["__cxa_demangle"], ctypes.CDLL(None)["free"]
    except (OSError, AttributeError):
        return lambda name: name
    function.argtypes = [ctypes.c_char_p, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_void_p]
    function.restype = ctypes.c_void_p
    free.argtypes = [ctypes.c_void_p]

    def demangle(name: str) -> str:
        made = function(name.encode("utf-8", "surrogateescape"), None, None, None)
        if not made:
            return ""
        try:
            return ctypes.string_at(made).decode(errors="replace")
        finally:
            free(made)

    return demangle
