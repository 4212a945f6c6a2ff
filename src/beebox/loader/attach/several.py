"""One program attached to several places."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from beebox.errors import BeeboxError
from beebox.loader.attach.subject import Subject, Target
from beebox.loader.links import Attachment, Link, close_all


@dataclass(frozen=True, slots=True)
class Several:
    """Each of *targets*, all or none."""

    targets: Sequence[Target]

    def attach(self, subject: Subject) -> Link:
        """Attach to each by a link of its own."""
        made: list[Link] = []
        try:
            made.extend(target.attach(subject) for target in self.targets)
        except BeeboxError:
            close_all(made)
            raise
        return Attachment(subject.kernel, (), partial(close_all, made))
