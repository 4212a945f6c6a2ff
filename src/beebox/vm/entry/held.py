"""The memory of Python objects, by address: bytes, bytearrays, arrays, memoryviews and others."""

from __future__ import annotations

import ctypes
from types import TracebackType
from typing import Any, Self

from beebox.vm.entry.capi import Buffer

_api = ctypes.pythonapi
_get = _api.PyObject_GetBuffer
_get.argtypes = (ctypes.py_object, ctypes.c_void_p, ctypes.c_int)
_release = _api.PyBuffer_Release
_release.argtypes = (ctypes.c_void_p,)
_release.restype = None


class Held:
    """The memory of *thing* while it is held: it neither moves nor goes away.

    Raises:
        TypeError: it has none.
        BufferError: it does not lie in one piece.
    """

    def __init__(self, thing: object) -> None:
        buffer: Any = Buffer()
        self._buffer = buffer
        _get(thing, ctypes.addressof(buffer), 0)
        self.address: int = buffer.buf
        self.size: int = buffer.len
        self.readonly = bool(buffer.readonly)

    def release(self) -> None:
        """Let go."""
        _release(ctypes.addressof(self._buffer))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.release()
