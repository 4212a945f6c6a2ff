"""What a section's name says about where to attach, as libbpf reads it (its attach functions)."""

from __future__ import annotations

import re
from collections.abc import Callable

from beebox.errors import NotSupported
from beebox.loader.attach import targets
from beebox.loader.attach.subject import Target
from beebox.obj.spec import ProgramSpec
from beebox.spec.sections import Route, Section, find

_FUNCTION = re.compile(r"(?P<name>[\w.]+)(?:\+(?P<offset>0x[0-9a-fA-F]+|\d+))?")
_PLACE = re.compile(
    r"(?P<binary>[^:]+):(?:(?P<name>[A-Za-z_.][\w.@]*)(?:\+(?P<offset>0x[0-9a-fA-F]+|\d+))?"
    r"|(?P<address>0x[0-9a-fA-F]+|\d+))"
)


def target(spec: ProgramSpec) -> Target:
    """Return what the section of *spec* says that the program attaches to.

    Raises:
        NotSupported: it does not say enough; with a hint what else to do.
    """
    section = find(spec.section)
    return _ROUTES[section.route](spec, section)


def says_where(spec: ProgramSpec) -> bool:
    """Tell whether the section of *spec* says where to attach; others wait for a target."""
    section = find(spec.section)
    if section.route is Route.NONE:
        return False
    lacking = (
        Route.TRACEPOINT, Route.RAW_TRACEPOINT, Route.UPROBE, Route.UPROBE_MULTI, Route.USDT,
        Route.KPROBE, Route.KPROBE_MULTI, Route.KPROBE_SESSION, Route.KSYSCALL,
    )  # fmt: skip
    return bool(section.rest) or section.route not in lacking


def _nowhere(spec: ProgramSpec, _section: Section) -> Target:
    raise NotSupported(
        f'SEC("{spec.section}") does not say what to attach to',
        "attach(target), with a target of beebox.loader.attach: Xdp, Tcx, Cgroup, ...",
    )


def _newer(spec: ProgramSpec, _section: Section) -> Target:
    raise NotSupported(f'SEC("{spec.section}") needs a kernel newer than Linux 6.18')


def _tracepoint(_spec: ProgramSpec, section: Section) -> Target:
    return targets.Tracepoint(section.rest)


def _raw_tracepoint(_spec: ProgramSpec, section: Section) -> Target:
    return targets.RawTracepoint(section.rest)


def _kprobe(spec: ProgramSpec, section: Section) -> Target:
    match = _FUNCTION.fullmatch(section.rest)
    if match is None:
        raise NotSupported(
            f'SEC("{spec.section}") names no function',
            "write kprobe/FUNCTION or kprobe/FUNCTION+0x10",
        )
    return targets.Kprobe(match["name"], _offset(match["offset"]), ret=_returns(section))


def _offset(text: str | None) -> int:
    return int(text, 0) if text else 0


def _returns(section: Section) -> bool:
    """Tell whether it is the return that is probed: kretprobe, uretprobe.multi, kretsyscall."""
    return section.prefix[1:].startswith("ret")


def _kprobe_multi(_spec: ProgramSpec, section: Section) -> Target:
    return targets.KprobeMulti(_pattern(section), ret=_returns(section))


def _kprobe_session(_spec: ProgramSpec, section: Section) -> Target:
    return targets.KprobeMulti(_pattern(section), session=True)


def _pattern(section: Section) -> str:
    if not section.rest:
        raise NotSupported("no function is named", "write kprobe.multi/PATTERN, * for any text")
    return section.rest


def _ksyscall(_spec: ProgramSpec, section: Section) -> Target:
    return targets.Ksyscall(section.rest, ret=_returns(section))


def _uprobe(spec: ProgramSpec, section: Section) -> Target:
    match = _PLACE.fullmatch(section.rest)
    if match is None:
        raise NotSupported(
            f'SEC("{spec.section}") names no function of a file',
            "write uprobe/BINARY:FUNCTION, for example uprobe/libc:malloc; "
            "or attach(Uprobe(binary, function))",
        )
    offset = _offset(match["offset"] or match["address"])
    return targets.Uprobe(match["binary"], match["name"] or "", offset, ret=_returns(section))


def _uprobe_multi(spec: ProgramSpec, section: Section) -> Target:
    binary, colon, pattern = section.rest.rpartition(":")
    if not colon:
        raise NotSupported(
            f'SEC("{spec.section}") names no functions of a file',
            "write uprobe.multi/BINARY:PATTERN",
        )
    session = section.prefix.startswith("uprobe.session")
    return targets.UprobeMulti(binary, pattern, ret=_returns(section), session=session)


def _usdt(spec: ProgramSpec, section: Section) -> Target:
    binary, provider, name = ["", "", *section.rest.rsplit(":", 2)][-3:]
    if not (binary and provider and name):
        raise NotSupported(
            f'SEC("{spec.section}") names no probe',
            "write usdt/BINARY:PROVIDER:NAME, or attach(UsdtProbe(binary, provider, name))",
        )
    return targets.UsdtProbe(binary, provider, name)


def _trace(spec: ProgramSpec, section: Section) -> Target:
    return (
        targets.Function()
        if section.type_name == "ext" or not spec.attach_type
        else targets.Trace()
    )


def _iter(_spec: ProgramSpec, _section: Section) -> Target:
    return targets.Iter()


_ROUTES: dict[Route, Callable[[ProgramSpec, Section], Target]] = {
    Route.NONE: _nowhere,
    Route.TRACEPOINT: _tracepoint,
    Route.RAW_TRACEPOINT: _raw_tracepoint,
    Route.KPROBE: _kprobe,
    Route.KPROBE_MULTI: _kprobe_multi,
    Route.KPROBE_SESSION: _kprobe_session,
    Route.KSYSCALL: _ksyscall,
    Route.UPROBE: _uprobe,
    Route.UPROBE_MULTI: _uprobe_multi,
    Route.USDT: _usdt,
    Route.TRACE: _trace,
    Route.TRACING_MULTI: _newer,
    Route.LSM: _trace,
    Route.ITER: _iter,
}
