"""The translated instructions of a loaded program, with its functions and source lines."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from beebox.cli import listing
from beebox.isa import disasm
from beebox.isa.insn import Insn, decode, encode
from beebox.isa.opcodes import LDDW, CallKind
from beebox.kernel import client
from beebox.kernel.api import Kernel


def shown(kernel: Kernel, details: client.ProgramDetails) -> listing.Shown:
    """Return what there is to show of the program."""
    insns = decode(details.xlated)
    btf = client.program_btf(kernel, details)
    functions, sources = {}, {}
    if btf is not None:
        functions = {f.insn_off: listing.prototype(btf, f.type_id) for f in details.func_info}
        sources = {line.insn_off: listing.Source.of(btf, line) for line in details.line_info}
    names = disasm.Names(call=call_names(kernel, details))
    rows = tuple(
        listing.Row(index, text, encode(insns[index : index + 1 + (insns[index].code == LDDW)]))
        for index, text in disasm.listing(insns, names)
    )
    return listing.Shown(rows, functions, sources)


def call_names(kernel: Kernel, details: client.ProgramDetails) -> Callable[[Insn], str]:
    """Return what names calls as bpftool does: helpers and subprograms by their addresses."""
    symbols = kernel.facts.symbols
    base = symbols.get("__bpf_call_base", 0)

    @cache
    def by_address() -> dict[int, str]:
        return {address: name for name, address in symbols.items()}

    def name(insn: Insn) -> str:
        if insn.src == CallKind.LOCAL:
            inside = 0 <= insn.imm < len(details.jited_ksyms)
            address = details.jited_ksyms[insn.imm] if inside else 0
            return f"pc{insn.off:+d}#{by_address().get(address, f'{address:#x}')}"
        if insn.src == CallKind.HELPER and base and (found := by_address().get(base + insn.imm)):
            return f"{found}#{insn.imm}"
        return disasm.call_text(insn)

    return name
