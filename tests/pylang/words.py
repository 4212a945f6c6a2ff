"""What CPython is given as integers of a declared width: the model that compiled code is held against."""

from __future__ import annotations

from dataclasses import dataclass

from beebox.pylang.types import I8, I16, I32, I64, U8, U16, U32, U64, IntType

KINDS = (U8, U16, U32, U64, I8, I16, I32, I64)


@dataclass(frozen=True)
class Word:
    """An integer of a width, with Python's operators and wrapping results."""

    kind: IntType
    value: int

    def _with(self, other: object) -> int:
        if isinstance(other, Word):
            assert other.kind is self.kind
            return other.value
        assert isinstance(other, int)
        assert self.kind.holds(other)
        return other

    def _made(self, value: int) -> Word:
        return Word(self.kind, self.kind(value))

    def __add__(self, other: object) -> Word:
        return self._made(self.value + self._with(other))

    def __sub__(self, other: object) -> Word:
        return self._made(self.value - self._with(other))

    def __mul__(self, other: object) -> Word:
        return self._made(self.value * self._with(other))

    def __and__(self, other: object) -> Word:
        return self._made(self.value & self._with(other))

    def __or__(self, other: object) -> Word:
        return self._made(self.value | self._with(other))

    def __xor__(self, other: object) -> Word:
        return self._made(self.value ^ self._with(other))

    def __floordiv__(self, other: object) -> Word:
        by = self._with(other)
        return self._made(self.value // by if by else 0)

    def __mod__(self, other: object) -> Word:
        by = self._with(other)
        return self._made(self.value % by if by else self.value)

    def __radd__(self, other: object) -> Word:
        return self._made(self._with(other) + self.value)

    def __rsub__(self, other: object) -> Word:
        return self._made(self._with(other) - self.value)

    def __rmul__(self, other: object) -> Word:
        return self._made(self._with(other) * self.value)

    def __rand__(self, other: object) -> Word:
        return self._made(self._with(other) & self.value)

    def __ror__(self, other: object) -> Word:
        return self._made(self._with(other) | self.value)

    def __rxor__(self, other: object) -> Word:
        return self._made(self._with(other) ^ self.value)

    def __lshift__(self, other: object) -> Word:
        by = other.value if isinstance(other, Word) else other
        assert isinstance(by, int)
        return self._made(self.value << min(by, 64))

    def __rshift__(self, other: object) -> Word:
        by = other.value if isinstance(other, Word) else other
        assert isinstance(by, int)
        return self._made(self.value >> min(by, 64))

    def __pow__(self, other: object) -> Word:
        assert isinstance(other, int)
        return self._made(self.value**other)

    def __divmod__(self, other: object) -> tuple[Word, Word]:
        return self // other, self % other

    def __neg__(self) -> Word:
        return self._made(-self.value)

    def __pos__(self) -> Word:
        return self

    def __invert__(self) -> Word:
        return self._made(~self.value)

    def __abs__(self) -> Word:
        return self._made(abs(self.value))

    def __eq__(self, other: object) -> bool:
        return self.value == self._with(other)

    def __hash__(self) -> int:
        return hash(self.value)

    def __lt__(self, other: object) -> bool:
        return self.value < self._with(other)

    def __le__(self, other: object) -> bool:
        return self.value <= self._with(other)

    def __gt__(self, other: object) -> bool:
        return self.value > self._with(other)

    def __ge__(self, other: object) -> bool:
        return self.value >= self._with(other)

    def __bool__(self) -> bool:
        return self.value != 0


def _cast(kind: IntType):
    def cast(value: object) -> Word:
        number = value.value if isinstance(value, Word) else int(value)  # type: ignore[call-overload]
        return Word(kind, kind(number))

    return cast


CASTS = {kind.name: _cast(kind) for kind in KINDS}

SIZES = {str(kind): kind for kind in KINDS}


class Record:
    """A struct as Python sees it: named places in bytes. Two names of one are one."""

    FIELDS: tuple[tuple[str, object], ...] = ()
    UNION = False

    def __init__(self, data: bytearray | None = None, at: int = 0, **values: object) -> None:
        vars(self)["_data"] = data if data is not None else bytearray(self.size())
        vars(self)["_at"] = at
        for name, value in values.items():
            setattr(self, name, value)

    @classmethod
    def places(cls) -> dict[str, tuple[int, object]]:
        """Return where each field is, and what: as C lays them out."""
        found: dict[str, tuple[int, object]] = {}
        end = 0
        for name, kind in cls.FIELDS:
            start = 0 if cls.UNION else -(-end // align_of(kind)) * align_of(kind)
            if isinstance(kind, Part) and kind.shift:
                start = end - 1  # in the byte of the field before
            found[name] = start, kind
            end = max(end, start + size_of(kind))
        return found

    @classmethod
    def size(cls) -> int:
        align = max(align_of(kind) for _, kind in cls.FIELDS)
        end = max(start + size_of(kind) for start, kind in cls.places().values())
        return -(-end // align) * align

    def __getattr__(self, name: str) -> object:
        start, kind = self.places()[name]
        return load(kind, self._data, self._at + start)

    def __setattr__(self, name: str, value: object) -> None:
        start, kind = self.places()[name]
        store(kind, self._data, self._at + start, value)


@dataclass(frozen=True)
class Part:
    """The type of a bit field in a byte: of *kind*, *width* bits from bit *shift* on."""

    kind: IntType
    shift: int
    width: int


@dataclass(frozen=True)
class Rows:
    """The type of an array."""

    kind: object
    length: int

    def __call__(self) -> Row:
        return Row(self.kind, self.length)


class Row:
    """An array: places in bytes, indexed as a list is."""

    def __init__(
        self, kind: object, length: int, data: bytearray | None = None, at: int = 0
    ) -> None:
        self.kind = kind
        self.length = length
        self.data = bytearray(length * size_of(kind)) if data is None else data
        self.at = at

    def _place(self, index: object) -> int:
        number = index.value if isinstance(index, Word) else index
        assert isinstance(number, int)
        if not -self.length <= number < self.length:
            raise IndexError(number)
        return self.at + number % self.length * size_of(self.kind)

    def __len__(self) -> int:
        return self.length

    def __getitem__(self, index: object) -> object:
        return load(self.kind, self.data, self._place(index))

    def __setitem__(self, index: object, value: object) -> None:
        if not isinstance(index, slice):
            store(self.kind, self.data, self._place(index), value)
            return
        size = self.length * size_of(self.kind)
        if isinstance(value, str):
            new = value.encode().ljust(size, b"\0")
        else:
            assert isinstance(value, Row)
            new = bytes(value.data[value.at : value.at + size])
        assert len(new) == size
        self.data[self.at : self.at + size] = new

    def __mul__(self, times: int) -> Row:
        more = Row(self.kind, self.length * times)
        more.data[:] = self.data * times
        return more

    def _text(self) -> bytes:
        return bytes(self.data[self.at : self.at + self.length]).split(b"\0")[0]

    def startswith(self, text: str) -> bool:
        return self._text().startswith(text.encode())

    def __eq__(self, other: object) -> bool:
        if isinstance(other, str):
            return self._text() == other.encode()
        assert isinstance(other, Row)
        return list(self) == list(other)

    __hash__ = None  # type: ignore[assignment]  # as a list has none


def size_of(kind: object) -> int:
    if isinstance(kind, IntType):
        return kind.size
    if kind is bool or isinstance(kind, Part):
        return 1
    if isinstance(kind, Rows):
        return size_of(kind.kind) * kind.length
    assert isinstance(kind, type)
    assert issubclass(kind, Record)
    return kind.size()


def align_of(kind: object) -> int:
    if isinstance(kind, Rows):
        return align_of(kind.kind)
    if isinstance(kind, type) and issubclass(kind, Record):
        return max(align_of(its) for _, its in kind.FIELDS)
    return size_of(kind)


def load(kind: object, data: bytearray, at: int) -> object:
    if isinstance(kind, Part):
        raw = data[at] >> kind.shift & (1 << kind.width) - 1
        sign = kind.kind.signed and raw >> (kind.width - 1)
        return Word(kind.kind, raw - (1 << kind.width) if sign else raw)
    if isinstance(kind, IntType):
        raw = int.from_bytes(data[at : at + kind.size], "little")
        return Word(kind, kind(raw))
    if kind is bool:
        return bool(data[at])
    if isinstance(kind, Rows):
        return Row(kind.kind, kind.length, data, at)
    assert isinstance(kind, type)
    assert issubclass(kind, Record)
    return kind(data, at)


def store(kind: object, data: bytearray, at: int, value: object) -> None:
    if isinstance(kind, Part):
        mask = (1 << kind.width) - 1
        held = given(kind.kind, value)
        assert isinstance(held, Word)
        data[at] = data[at] & ~(mask << kind.shift) | (held.value & mask) << kind.shift
        return
    held = given(kind, value)
    number = held.value if isinstance(held, Word) else int(held)  # type: ignore[call-overload]
    size = size_of(kind)
    data[at : at + size] = (number & (1 << size * 8) - 1).to_bytes(size, "little")


def given(kind: object, value: object) -> object:
    """Return a value as a variable of type *kind* takes it; one of another type is a mistake."""
    if isinstance(kind, IntType):
        if isinstance(value, Word):
            assert value.kind is kind, (value, kind)
            return value
        assert isinstance(value, int)
        assert not isinstance(value, bool)
        assert kind.holds(value), (value, kind)
        return Word(kind, value)
    assert type(value) is kind, (value, kind)
    return value


def row(items: list[object]) -> Row:
    """Return what a list is: its elements have the type of the first that has one, else i64."""
    kinds = [bool if isinstance(item, bool) else item.kind for item in items if is_typed(item)]  # type: ignore[attr-defined]
    made = Row(kinds[0] if kinds else I64, len(items))
    for index, item in enumerate(items):
        made[index] = item
    return made


def is_typed(item: object) -> bool:
    return isinstance(item, Word | bool)


def number(value: object) -> int:
    assert isinstance(value, Word | int)
    return value.value if isinstance(value, Word) else value


class Table(dict):
    """A map: what is not there reads as 0."""

    def __init__(self, value: IntType) -> None:
        super().__init__()
        self.kind = value

    def __missing__(self, _key: object) -> Word:
        return Word(self.kind, 0)

    def __getitem__(self, key: object) -> Word:
        return super().__getitem__(number(key))

    def __contains__(self, key: object) -> bool:
        return super().__contains__(number(key))

    def __setitem__(self, key: object, value: object) -> None:
        super().__setitem__(number(key), given(self.kind, value))

    def __delitem__(self, key: object) -> None:
        super().pop(number(key), None)

    def get(self, key: object, default: object = 0) -> object:
        return super().get(number(key), given(self.kind, default))


class Cells(Table):
    """A map of four values in a row: all are there."""

    def items(self) -> list[tuple[Word, Word]]:  # type: ignore[override]  # each turn sees what is
        return ((Word(U32, key), self[key]) for key in range(4))  # type: ignore[return-value]  # so
