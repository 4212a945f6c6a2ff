"""Values of global variables: bytes of a data section to Python values and back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from beebox.errors import BtfError, NotSupported

if TYPE_CHECKING:
    from beebox.btf.types import Btf
    from beebox.obj.spec import Variable

_NUMBERS = (1, 2, 4, 8)


def unpack(btf: Btf | None, place: Variable, data: bytes) -> Any:
    """Return the value of variable *place* in *data*: by its type, else a number, else bytes."""
    if btf is not None and place.type_id:
        from beebox.btf.records import reader  # noqa: PLC0415 - for those who look

        return reader(btf, place.type_id)(data, 0)
    return int.from_bytes(data, "little") if place.size in _NUMBERS else data


def pack(btf: Btf | None, place: Variable, value: object) -> bytes:
    """Return *value* as the bytes of variable *place*.

    Raises:
        BtfError: it does not fit the type; the message says which part.
        NotSupported: there is no type, and it is neither a number nor that many bytes.
    """
    if isinstance(value, bytes | bytearray) and len(value) <= place.size:
        return bytes(value).ljust(place.size, b"\0")
    if btf is not None and place.type_id:
        from beebox.btf.encode import encode  # noqa: PLC0415 - as above

        try:
            return encode(btf, place.type_id, value)
        except BtfError as error:
            raise BtfError(f"variable {place.name}: {error}") from None
    if isinstance(value, int) and place.size in _NUMBERS:
        return (value & ((1 << 8 * place.size) - 1)).to_bytes(place.size, "little")
    raise NotSupported(f"{value!r} does not fit variable {place.name}, {place.size} bytes")
