"""The making of Python functions that run a program: gates, what keeps them, and PyCFunctions."""

from __future__ import annotations

import ctypes
import weakref
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal

from beebox.errors import BeeboxError, NotSupported
from beebox.pylang import Unit
from beebox.vm.entry import callbacks, capi, gate

if TYPE_CHECKING:
    from beebox.vm.native import Native

Context = Literal["raw", "xdp", "address"]
"""What a program is given: ``raw`` the address and the length of the packet in r1 and r2, ``xdp``
an `XdpBuff` in r1, ``address`` in r1 the int that the function is called with."""

UNIT = Unit(
    "vm.entry", [gate.call_raw, gate.call_xdp, gate.call_at, gate.guarded, *callbacks.STUBS]
)

_METH_O = 8
_HINT = 'the interpreter takes any: engine="interpreter"'
_CALLS: Mapping[Context, Callable[..., Any]] = {
    "raw": gate.call_raw,
    "xdp": gate.call_xdp,
    "address": gate.call_at,
}


class _MethodDef(ctypes.Structure):
    """PyMethodDef: Python keeps its address for as long as there are functions of it."""

    _fields_ = (
        ("name", ctypes.c_char_p),
        ("function", ctypes.c_void_p),
        ("flags", ctypes.c_int),
        ("doc", ctypes.c_char_p),
    )


_definitions: dict[Context, _MethodDef] = {}
"""One for each context, for ever: functions may outlive everything else."""


def _definition(context: Context) -> _MethodDef:
    if context not in _definitions:
        address = UNIT.load().address(_CALLS[context])
        doc = b"Run the program; return what it left in r0."
        _definitions[context] = _MethodDef(b"run", address, _METH_O, doc)
    return _definitions[context]


class Bound:
    """Helpers by number, each with an address.

    Raises:
        NotSupported: there are too many Python functions, or this Python cannot be called.
    """

    def __init__(self, helpers: Mapping[int, Callable[..., int] | int]) -> None:
        self.functions: list[Callable[..., int]] = []
        self.addresses: dict[int, int] = {}
        for number, helper in helpers.items():
            self.addresses[number] = helper if isinstance(helper, int) else self._stub(helper)

    def _stub(self, function: Callable[..., int]) -> int:
        if not capi.available():
            raise NotSupported("Python helpers of machine code need CPython with a GIL", _HINT)
        slot = len(self.functions)
        if slot == callbacks.SLOTS:
            raise NotSupported(f"more than {slot} Python helpers in one program", _HINT)
        self.functions.append(function)
        return UNIT.load().address(callbacks.STUBS[slot])


class Owner:
    """What keeps a program and its gate; functions keep it.

    *functions* are the Python functions behind the stubs, *bits* how many of r0 are the result.
    It closes what it owns when nobody has it any more.
    """

    def __init__(
        self,
        native: Native,
        functions: Sequence[Callable[..., int]] = (),
        *,
        writes: bool = True,
        releases: bool = False,
        run: int = 0,
        bits: int = 64,
    ) -> None:
        self.native = native
        self.functions = tuple(functions)
        self._table = (ctypes.c_uint64 * (len(self.functions) or 1))(*map(id, self.functions))
        view: Any = gate.Gate(
            entry=native.address,
            run=run,
            mask=(1 << bits) - 1,
            functions=ctypes.addressof(self._table),
            error=id(BeeboxError),
            simple=not (writes or releases or self.functions),
            writes=writes,
            releases=releases,
        )
        self.gate = view
        self.address = ctypes.addressof(view)
        self._finalizer = weakref.finalize(self, native.close)
        self._finalizer.atexit = False  # a thread may still run in there

    def close(self) -> None:
        """Unmap the program; whoever calls it now gets an error.

        Raises:
            BeeboxError: it is running, in another thread or around this call.
        """
        if self.gate.active:
            raise BeeboxError("the program is running: it can be closed when it has returned")
        self.gate.simple = 0
        self.gate.entry = 0
        self._finalizer()


def make(owner: Owner, context: Context) -> Callable[[Any], int]:
    """Return the function that runs the program of *owner* once.

    Raises:
        NotSupported: this Python is not one that native code may call.
    """
    if not capi.available():
        raise NotSupported("calls of native code without ctypes need CPython with a GIL")
    api = ctypes.pythonapi
    api.PyCFunction_NewEx.restype = ctypes.py_object
    api.PyCFunction_NewEx.argtypes = (ctypes.c_void_p, ctypes.py_object, ctypes.c_void_p)
    itself = (owner.address, owner)
    found: Callable[[Any], int] = api.PyCFunction_NewEx(
        ctypes.addressof(_definition(context)), itself, None
    )
    return found
