"""ELF objects: read, link, relocate into immutable specs."""

from collections.abc import Callable, Iterable

from beebox.btf.types import Btf
from beebox.obj.object import kernel_btf, read
from beebox.obj.spec import ObjectSpec, ProgramSpec


def relocate(
    program: ProgramSpec,
    spec: ObjectSpec,
    target: Btf,
    more: Callable[[], Iterable[tuple[str, Btf]]] = tuple,
) -> ProgramSpec:
    """Return *program* with its CO-RE relocations resolved against the kernel's types, *target*.

    *more* returns the types of modules, by the modules' names: they are looked at for what
    *target* has not.

    Raises:
        RelocationError: a record that cannot be applied to its instruction.
        BtfError: a record that makes no sense in the object's own types.
    """
    from beebox.obj import fit  # noqa: PLC0415 - few programs need it, and it costs every start

    return fit.Fitter(spec, lambda: target, more).relocate(program)


__all__ = ["kernel_btf", "read", "relocate"]
