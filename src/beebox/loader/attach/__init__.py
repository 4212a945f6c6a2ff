"""Where programs attach: one frozen value a kind of place, which says how it is done.

::

    program.attach()                                    what SEC("...") says
    program.attach(targets.Xdp("eth0", XdpMode.NATIVE))
    program.attach(targets.Uprobe("libc", "malloc", pid=child.pid))
    program.attach(targets.Cgroup("/sys/fs/cgroup/mine"))

Each returns a `beebox.loader.links.Link`. What a kernel lacks is refused by name.
"""

from __future__ import annotations

from beebox.errors import KernelError, NotSupported
from beebox.loader.attach.sections import says_where, target
from beebox.loader.attach.subject import Subject, Target
from beebox.loader.links import Link

__all__ = ["Subject", "Target", "attach", "says_where"]


def attach(subject: Subject, to: Target | None = None) -> Link:
    """Attach *subject*, by default to what its section says.

    Raises:
        NotSupported: the section does not say to what, or this kernel lacks the hook.
        KernelError: the kernel refused.
    """
    spec = subject.spec
    try:
        link = (to if to is not None else target(spec)).attach(subject)
    except KernelError as error:
        error.what = f"attach {spec.name} to {spec.section}: {error.what}"
        raise
    except NotSupported as error:
        error.feature = f'program {spec.name}, SEC("{spec.section}"): {error.feature}'
        raise
    link.name = spec.name
    return link
