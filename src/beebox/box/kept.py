"""Proofs that were made once, kept on disk and found again by all that they depend on.

A program is known by its instructions, what they refer to, its types, and the files of the verifier
itself: a warm start proves nothing anew and does not even import the walk. A refusal is not kept,
nor a proof that asked for the kernel's types, nor one that somebody reads the log of.
"""

from __future__ import annotations

import functools
import json
import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from beebox import cache, verifier
from beebox.box.contexts import tables
from beebox.btf.types import Btf
from beebox.isa.insn import SIZE, Insn, decode, encode
from beebox.verifier.objects.fields import NO_FIELDS

_ROOT = os.path.dirname(os.path.dirname(__file__))  # noqa: PTH120 - starts fast
_ROOMS = ("verifier", "spec", "isa", "btf", "abi", "vm", "box")
"""what a proof is made by, and what programs are rewritten for"""


def verify(
    program: verifier.Program, types: Callable[[], Btf], options: verifier.Options
) -> verifier.Verified | verifier.Rejected:
    """Return the proof of *program*, kept or made."""
    asked = False

    def kernel() -> Btf:
        nonlocal asked
        asked = True
        return types()

    def prove() -> verifier.Verified | verifier.Rejected:
        return verifier.verify(program, tables()._replace(vmlinux=kernel), options)

    key = _key(program, options)
    entry = cache.get("proof", key) if key else None
    if entry is not None:
        return _unpacked(json.loads(entry), program, prove)
    verdict = prove()
    if key and isinstance(verdict, verifier.Verified) and not asked and _as_given(program, verdict):
        cache.put("proof", key, json.dumps(_packed(program, verdict)).encode())
    return verdict


def _key(program: verifier.Program, options: verifier.Options) -> str:
    """Return what a proof is kept under, "" if it cannot be."""
    relocated = program.core_relos is not None and program.core_relos.count
    outside = program.target or program.modules or program.attach_btf_id
    if (
        outside
        or relocated
        or options.log_level
        or options.profile
        or (program.btf and program.btf.base)
    ):
        return ""
    if any(each.record != NO_FIELDS for each in _described(program.maps)):
        return ""
    keys = list({value.key: None for value in program.maps.values()})
    references = [
        (at, keys.index(value.key), _content(value)) for at, value in sorted(program.maps.items())
    ]
    plain = replace(
        program, insns=(), maps={}, btf=None, lines=(), funcs=(), func_info=None, line_info=None
    )
    types = program.btf.raw if program.btf else b""
    records = [program.func_info, program.line_info]
    rights = options._replace(capabilities=frozenset()), sorted(options.capabilities)
    about = repr((plain, references, records, rights, os.uname().machine))
    return cache.digest("proof", _stamp(), _blank(program), types, about)


def _described(maps: Mapping[int, verifier.MapValue]) -> Iterator[verifier.MapValue]:
    """Yield what the references go to, and the maps in them."""
    for value in maps.values():
        inner: verifier.MapValue | None = value
        while inner is not None:
            yield inner
            inner = inner.inner


def _content(value: verifier.MapValue) -> object:
    """Return what a proof may depend on of a map: not which one it is."""
    types = cache.digest(value.btf.raw) if value.btf else ""
    inner = _content(value.inner) if value.inner else None
    return (*value._replace(id=0, key=None, btf=None, record=NO_FIELDS, inner=None), types, inner)


def _blank(program: verifier.Program) -> bytes:
    """Return the instructions as bytes, without the numbers that maps have in this process."""
    code = bytearray(encode(program.insns))
    for at in program.maps:
        for slot in (at, at + 1):
            code[SIZE * slot + 4 : SIZE * slot + 8] = bytes(4)
    return bytes(code)


@functools.cache
def _stamp() -> str:
    """Return what changes when the verifier does: its files' sizes and times."""
    marks = []
    for room in _ROOMS:
        for folder, folders, names in os.walk(os.path.join(_ROOT, room)):  # noqa: PTH118
            folders[:] = [name for name in folders if name != "__pycache__"]
            for name in names:
                state = os.stat(os.path.join(folder, name))  # noqa: PTH116, PTH118
                marks.append(f"{folder}/{name} {state.st_size} {state.st_mtime_ns}")
    return ";".join(sorted(marks))


def _as_given(program: verifier.Program, verdict: verifier.Verified) -> bool:
    """Tell whether what refers to maps was moved and not rewritten, and leads to no map in one."""
    given = {value.key for value in program.maps.values()}
    return given.issuperset(verdict.facts.calls.values()) and all(
        tuple(program.insns[at : at + 2])
        == verdict.insns[verdict.starts[at] : verdict.starts[at] + 2]
        for at in program.maps
        if at not in verdict.gone
    )


def _packed(program: verifier.Program, verdict: verifier.Verified) -> dict[str, Any]:
    """Return a proof as JSON has it; maps go by an instruction that refers to them."""
    facts = verdict.facts
    places = {value.key: at for at, value in program.maps.items()}
    return {
        "insns": encode(verdict.insns).hex(),
        "calls": [[at, places[key]] for at, key in facts.calls.items()],
        "depths": [*facts.stack_depth],
        "context": facts.max_ctx_offset,
        "pointers": [*facts.pointers],
        "functions": [*facts.functions.items()],
        "foreign": [*facts.foreign],
        "stats": verdict.stats[:-1],
        "starts": [*verdict.starts],
        "gone": [*verdict.gone],
    }


def _unpacked(
    entry: dict[str, Any],
    program: verifier.Program,
    prove: Callable[[], verifier.Verified | verifier.Rejected],
) -> verifier.Verified:
    """Return a kept proof of *program*."""
    insns: list[Insn] = [*decode(bytes.fromhex(entry["insns"]))]
    starts, gone = entry["starts"], frozenset(entry["gone"])
    for at in program.maps:
        if at not in gone:
            insns[starts[at] : starts[at] + 2] = program.insns[at : at + 2]
    facts = verifier.Facts(
        {at: program.maps[place].key for at, place in entry["calls"]},
        tuple(entry["depths"]),
        entry["context"],
        frozenset(entry["pointers"]),
        dict(entry["functions"]),
        frozenset(entry["foreign"]),
    )

    def translated() -> verifier.Translated:
        made = prove()
        assert isinstance(made, verifier.Verified)
        assert made.translated is not None
        return made.translated()

    stats = verifier.Stats(*entry["stats"])
    return verifier.Verified("", tuple(insns), facts, stats, starts, gone, translated)
