"""What a program attaches to, as a type of the kernel: fentry, tp_btf, lsm, iter and their kin.

libbpf's ways (tools/lib/bpf/libbpf.c, libbpf_find_attach_btf_id): the kernel's types name a
tracepoint ``btf_trace_NAME``, an LSM hook ``bpf_lsm_NAME``, an iterator ``bpf_iter_NAME``.
"""

from __future__ import annotations

from dataclasses import replace

from beebox.abi.enums import AttachType, ProgType
from beebox.btf.types import Btf, Func
from beebox.errors import NotSupported
from beebox.kernel import client
from beebox.kernel.api import Kernel
from beebox.loader import struct_ops
from beebox.loader.modules import Modules
from beebox.obj.spec import ProgramSpec
from beebox.spec import sections

_KINDS: dict[int, tuple[str, str]] = {
    AttachType.TRACE_RAW_TP: ("btf_trace_", "typedef"),
    AttachType.LSM_MAC: ("bpf_lsm_", "func"),
    AttachType.LSM_CGROUP: ("bpf_lsm_", "func"),
    AttachType.TRACE_ITER: ("bpf_iter_", "func"),
}


_TRACERS = (AttachType.TRACE_FENTRY, AttachType.TRACE_FEXIT)


def resolve(program: ProgramSpec, kernel: Kernel, modules: Modules, onto: int = 0) -> ProgramSpec:
    """Return *program* with the id of what it attaches to: of the program *onto*, or the kernel.

    Functions may be of *modules*, too, also by name: ``fentry/nf_tables:nft_do_chain``.

    Raises:
        NotSupported: its section names nothing, or nothing that the kernel has.
    """
    if program.operation[0]:
        return struct_ops.operation(program, kernel.facts.btf, modules)
    if program.attach_btf_id or not program.attach_btf:
        return _usdt(program, kernel)
    extends = program.type is ProgType.EXT
    if onto and (extends or program.attach_type in _TRACERS):
        found = _in_program(program, kernel, onto)
        if found.attach_prog_fd or extends:
            return found
    if extends:
        raise NotSupported(
            f"program {program.name} replaces a function of another program",
            "the object does not say of which; say --target FILE, or loader.load(..., onto=fd)",
        )
    if not program.attach_to:
        raise NotSupported(
            f'program {program.name}: SEC("{program.section}") does not say what it attaches to',
            "write it behind a slash",
        )
    return _of_kernel(program, kernel.facts.btf, modules)


def _usdt(program: ProgramSpec, kernel: Kernel) -> ProgramSpec:
    """Return a program for USDT as one of many uprobes in one link, where *kernel* has these."""
    if program.attach_type is not None or "usdt" not in sections.lookup(program.section).how:
        return program
    from beebox.loader.attach import uprobes  # noqa: PLC0415 - few programs are for USDT

    many = uprobes.together(kernel)
    return replace(program, attach_type=AttachType.TRACE_UPROBE_MULTI) if many else program


def _in_program(program: ProgramSpec, kernel: Kernel, onto: int) -> ProgramSpec:
    """Return *program* for a function of the loaded program *onto*, as it is if it has none such.

    After libbpf_find_prog_btf_id; an extension that finds nothing is an error.
    """
    btf = client.program_btf(kernel, client.ProgramDetails(kernel, onto))
    found = btf.find(program.attach_to, "func") if btf is not None else None
    if found is not None:
        return replace(program, attach_btf_id=found, attach_prog_fd=onto)
    if program.type is not ProgType.EXT:
        return program
    if btf is None:
        raise NotSupported(f"program {program.name}: the program that it extends has no types")
    functions = (btf.type(ident) for ident in btf.ids())
    names = ", ".join(made.name for made in functions if isinstance(made, Func))
    what = program.attach_to or "a function that its section does not name"
    raise NotSupported(f"program {program.name} replaces {what}", f"the other program has: {names}")


def _of_kernel(program: ProgramSpec, btf: Btf, modules: Modules) -> ProgramSpec:
    prefix, kind = _KINDS.get(program.attach_type or 0, ("", "func"))
    module, _, name = program.attach_to.rpartition(":")
    found = btf.find(prefix + name, kind) if module in ("", "vmlinux") else None
    if found is not None:
        return replace(program, attach_btf_id=found)
    inside = modules.find(prefix + name, kind, module)
    if inside is None:
        where = f"module {module}" if module else "the kernel"
        raise NotSupported(
            f"program {program.name} attaches to {name}, which {where} has not", modules.hint
        )
    return replace(program, attach_btf_id=inside[1], attach_prog_fd=inside[0].fd)
