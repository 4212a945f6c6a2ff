"""Machine code as ``prog dump jited`` shows it: functions, with source lines between."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from beebox.cli.listing import Source, prototype
from beebox.kernel import client
from beebox.kernel.api import Kernel
from beebox.vm import machine


@dataclass(frozen=True, slots=True)
class Function:
    """One function's machine code; *sources* goes by the offset of an instruction."""

    proto: str
    name: str
    image: bytes
    code: tuple[machine.Row, ...]
    sources: Mapping[int, Source]

    def raw(self, row: machine.Row) -> bytes:
        """Return the bytes of one instruction."""
        return self.image[row.offset : row.offset + row.size]


def functions(kernel: Kernel, details: client.ProgramDetails) -> list[Function]:
    """Return the functions of a program's image: the main one first, then its subprograms."""
    btf = client.program_btf(kernel, details)
    lengths = details.jited_func_lens or (len(details.jited),)
    addresses = details.jited_ksyms or (0,) * len(lengths)
    at, found = 0, []
    for number, (address, length) in enumerate(zip(addresses, lengths, strict=False)):
        code = details.jited[at : at + length]
        at += length
        proto, name = "", details.name
        if btf is not None and number < len(details.func_info):
            type_id = details.func_info[number].type_id
            proto, name = prototype(btf, type_id), btf.type(type_id).name
        sources = (
            {}
            if btf is None
            else {
                place - address: Source.of(btf, line)
                for place, line in zip(details.jited_line_info, details.line_info, strict=False)
                if address <= place < address + length
            }
        )
        rows = tuple(machine.disassemble(code, address))
        found.append(Function(proto, f"bpf_prog_{details.tag}_{name}", code, rows, sources))
    return found


def as_text(found: list[Function], *, opcodes: bool, linum: bool) -> Iterator[str]:
    """Yield the lines of the dump."""
    for function in found:
        if function.proto:
            yield f"{function.proto}:"
        yield f"{function.name}:"
        for row in function.code:
            if row.offset in function.sources:
                yield f"; {function.sources[row.offset].shown(linum=linum)}"
            operands = ", ".join(row.operands)
            yield f"{row.offset:4x}:\t{row.mnemonic}\t{operands}".rstrip()
            if opcodes:
                yield f"\t{function.raw(row).hex(' ')}"
        yield ""


def as_json(found: list[Function], *, opcodes: bool, linum: bool) -> list[dict[str, object]]:
    """Return the array of ``dump jited -j``."""
    return [
        {
            **({"proto": function.proto} if function.proto else {}),
            "name": function.name,
            "insns": [
                {
                    **(
                        function.sources[row.offset].as_json(linum=linum)
                        if row.offset in function.sources
                        else {}
                    ),
                    "pc": f"{row.offset:#x}",
                    "operation": row.mnemonic,
                    "operands": list(row.operands),
                    **(
                        {"opcodes": [f"{byte:#04x}" for byte in function.raw(row)]}
                        if opcodes
                        else {}
                    ),
                }
                for row in function.code
            ],
        }
        for function in found
    ]
