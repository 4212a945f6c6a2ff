"""Machine code in memory, ready to run: written first, then executable, never both at once."""

from __future__ import annotations

from beebox.pylang.pages import EXECUTE, READ, Pages


class Executable:
    """*code*, mapped. It stays until `close`, since native code may hold its address."""

    __slots__ = ("_pages", "size")

    def __init__(self, code: bytes) -> None:
        self.size = len(code)
        self._pages = Pages(len(code))
        try:
            self._pages.write(0, code)
            self._pages.seal(0, self._pages.size, READ | EXECUTE)
        except BaseException:
            self._pages.close()
            raise

    @property
    def address(self) -> int:
        """Where the code starts; 0 once it is closed."""
        return self._pages.address

    def close(self) -> None:
        """Unmap the code. Nothing may run in it any more."""
        self._pages.close()
