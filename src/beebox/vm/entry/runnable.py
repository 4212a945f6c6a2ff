"""What Python can do with a program that runs on packets: once, on many, and no more."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from types import TracebackType
from typing import Any, Self, get_args

from beebox.errors import BeeboxError
from beebox.vm.entry import batch, capi, function, plain


class Runnable:
    """A program that Python runs. A context manager, which closes it.

    *writes* says that it may write to its packet. `run` is the function itself: call it in loops.
    """

    run: Callable[[Any], int]
    """Run once on a packet, any object that has memory; return r0."""

    def __init__(self, context: function.Context, *, writes: bool) -> None:
        if context not in get_args(function.Context):
            raise BeeboxError(f"the context is raw, xdp or address, not {context!r}")
        self.context: function.Context = context
        self.writes = writes
        self._owner: function.Owner | None = None
        self._plain: plain.Interpreted | None = None

    def _interpret(self, program: plain.Interpreted) -> None:
        """Be what *program* is."""
        self._plain = program
        self.run = program.run

    def _own(self, owner: function.Owner) -> None:
        """Be the machine code that *owner* has."""
        self._owner = owner
        if capi.available():
            self.run = function.make(owner, self.context)
        else:
            self.run = plain.Called(owner, self.context).run

    def __call__(self, packet: Any) -> int:
        """Run once; return r0."""
        return self.run(packet)

    def run_batch(
        self,
        packets: Any,
        offsets: Any = None,
        lengths: Any = None,
        *,
        out: Any = None,
        release_gil: bool | None = None,
    ) -> Any:
        """Run on many packets in one native loop; return an array of what each left in r0.

        *packets* is an iterable of bytes-like objects, a `beebox.vm.pcap.Capture`, or one buffer;
        then *offsets* has where each packet begins, and *lengths* its length; without lengths it
        ends where the next begins, and there is one more offset. Offsets, lengths and *out*,
        which takes the results, are arrays of 32-bit or 64-bit integers: ``array.array``, NumPy's
        or a memoryview. Without *out* there is a new ``array("Q")``.

        Other threads run meanwhile, unless the program calls Python functions or *release_gil*
        says otherwise.

        Raises:
            BeeboxError: a packet outside its buffer, a damaged capture, too little room in *out*.
            TypeError: something that has no packets.
        """
        with batch.borrowed() as table:
            found = self._each(table, packets, offsets, lengths, release_gil)
            return batch.collect(table, found, out)

    def count_batch(
        self,
        packets: Any,
        offsets: Any = None,
        lengths: Any = None,
        *,
        release_gil: bool | None = None,
    ) -> Counter[int]:
        """Do what `run_batch` does, and return how often each result came.

        Results below 256 are counted natively, as verdicts are.
        """
        with batch.borrowed() as table:
            found = self._each(table, packets, offsets, lengths, release_gil)
            return batch.count_each(table, found)

    def _each(
        self, table: batch.Table, packets: Any, offsets: Any, lengths: Any, release_gil: bool | None
    ) -> Iterator[int]:
        if self.context == "address":
            raise BeeboxError("a batch has packets, and this program is called with addresses")
        each: batch.Each
        if self._plain is not None:
            each = self._plain.each
        else:
            assert self._owner is not None
            each = batch.native(self._owner, self.context, release_gil)
        counts = batch.find(table, packets, offsets, lengths, writes=self.writes)
        return batch.results(table, counts, each)

    def close(self) -> None:
        """Give up the code; calls of the program are errors from then on.

        Raises:
            BeeboxError: it is running, in another thread or around this call.
        """
        if self._owner is not None:
            self._owner.close()
        if self._plain is not None:
            self._plain.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()
