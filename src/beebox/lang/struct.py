"""Structs of programs: one layout that the kernel side fills and the Python side reads."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from beebox.btf.records import Data, Field, Reader, bits, characters, elements, number, structure
from beebox.errors import CompileError
from beebox.pylang import struct
from beebox.pylang.struct import StructType
from beebox.pylang.types import BOOL, CHAR, U32, U64, ArrayType, BitsType, IntType, PtrType, Type

if TYPE_CHECKING:
    from beebox.pylang.names import ptr

    class _Place(struct.Struct, ptr[Any]):
        """What checkers see besides: its address is a pointer, to these fields alone."""

        __getattr__: None  # type: ignore[assignment, misc]  # a pointer may have any
        __setattr__: None  # type: ignore[assignment, misc]
else:
    _Place = struct.Struct

S = TypeVar("S")
_CODES = {(1, False): "B", (2, False): "H", (4, False): "I", (8, False): "Q"}


class _RecordMeta(struct.StructMeta):
    """What structs of programs can be asked."""

    def read(cls: type[S], data: Data, offset: int = 0) -> S:  # noqa: N805 - a metaclass
        """Return a record of what is at *offset* in *data*; what is missing at its end is zero."""
        reader = cls.__dict__.get("_reader")
        if reader is None:
            reader = _reader(cls.__layout__)  # type: ignore[attr-defined]  # a Struct
            cls._reader = staticmethod(reader)  # made once, kept here
        found: S = reader(data, offset)
        return found


class Struct(_Place, metaclass=_RecordMeta):
    """The base of structs: a field is an annotation, ``pid: u32``.

    In a program ``Event()`` is a zeroed one on the stack. Outside, ``Event.read(data)`` makes a
    record of bytes that came from a map or a ring: numbers are ints, an array of char is a str up
    to its NUL.
    """


class Union(Struct):
    """The base of unions: all fields lie in one place."""

    def __init_subclass__(cls) -> None:
        """Say so for each that is derived."""
        cls.__union__ = True  # type: ignore[attr-defined]  # pylang.struct looks for it
        super().__init_subclass__()


if TYPE_CHECKING:
    from beebox.pylang.names import ptr

    Known = ptr
else:

    class Known:
        """``Known[task_struct]``: a pointer that the kernel vouches for; reads are plain loads."""

        def __class_getitem__(cls, target: Any) -> PtrType:
            found = getattr(target, "known", None)
            if found is None:
                raise CompileError(
                    f"Known[{target!r}]: not a struct of the kernel",
                    hint="from beebox.vmlinux import task_struct; Known[task_struct]",
                )
            return PtrType(found)


def kernel_struct(declared: type[S]) -> type[S]:
    """Declare a struct of the kernel: its fields are found by name where the program loads.

    What follows ``___`` in its name tells it from others: ``task_struct___old``.
    """
    from beebox.lang import kernel_declared  # noqa: PLC0415 - reads the kernel's types

    made: type[S] = kernel_declared.kernel_struct(declared)
    return made


def _special(name: str, **fields: Type) -> Any:
    """Return a struct that verifiers know by its name, and programs only by its address."""
    namespace = {"__annotations__": fields, "__module__": __name__}
    return type(Struct).__call__(type(Struct), name, (Struct,), namespace)


if TYPE_CHECKING:

    class SpinLock(Struct):
        """A lock in a value of a map: ``with value.lock: ...``."""

        def __enter__(self) -> None: ...
        def __exit__(self, *_: object) -> None: ...

    class Timer(Struct):
        """A timer in a value of a map: timer_init, timer_set_callback, timer_start."""

    class Dynptr(Struct):
        """Memory of a size that is not known before: dynptr_from_mem, dynptr_read."""

else:
    SpinLock = _special("bpf_spin_lock", val=U32)
    Timer = _special("bpf_timer", __opaque=ArrayType(U64, 2))
    Dynptr = _special("bpf_dynptr", __opaque=ArrayType(U64, 2))


def _reader(layout: StructType) -> Reader:
    """Make the function that reads one struct."""
    fields = [
        Field(field.name, field.offset, _code(field.type), _field_reader(field.type))
        for field in layout.fields.values()
        if not field.name.startswith("_")
    ]
    return structure(layout.name, fields)


def _code(kind: Type) -> str:
    """Return the struct module's letter for a number, "" for what is none."""
    if kind is BOOL:
        return "?"
    if isinstance(kind, PtrType):
        return "Q"
    if isinstance(kind, IntType):
        code = _CODES[kind.size, False]
        return code.lower() if kind.signed else code
    return ""


def _field_reader(kind: Type) -> Reader:
    """Return what reads a field of *kind* at an offset of some bytes."""
    if isinstance(kind, StructType):
        owner: Any = kind.owner
        reader: Reader = owner.read if issubclass(owner, Struct) else _reader(kind)
        return reader
    if isinstance(kind, BitsType):
        return bits(kind.shift, kind.width, signed=kind.value.signed)
    if isinstance(kind, ArrayType) and kind.element is CHAR:
        return characters(kind.size)
    if isinstance(kind, ArrayType):
        return elements(_field_reader(kind.element), kind.element.size, kind.length)
    return number(_code(kind))
