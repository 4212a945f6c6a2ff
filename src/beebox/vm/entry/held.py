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
        self._memory = ctypes.create_string_buffer(Buffer.size)
        place = ctypes.addressof(self._memory)
        _get(thing, place, 0)
        buffer: Any = Buffer.at(place)
        self.address: int = buffer.buf
        self.size: int = buffer.len
        self.readonly = bool(buffer.readonly)

    def release(self) -> None:
        """Let go."""
        _release(ctypes.addressof(self._memory))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.release()
