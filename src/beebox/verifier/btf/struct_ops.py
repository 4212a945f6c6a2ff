"""Programs that implement a member of one of the kernel's structs of operations.

After Linux 6.18 kernel/bpf/verifier.c: check_struct_ops_btf_id; kernel/bpf/bpf_struct_ops.c:
prepare_arg_info; net/ipv4/bpf_tcp_ca.c, net/bpf/bpf_dummy_struct_ops.c.
"""

from __future__ import annotations

from collections.abc import Callable
from errno import EACCES, EINVAL

from beebox.abi.enums import Func as Helper
from beebox.abi.enums import ProgFlag
from beebox.btf.types import Btf, Composite, Func, FuncProto, Member, Ptr
from beebox.errors import ENOTSUPP
from beebox.spec.targets import STRUCT_OPS, Operations
from beebox.verifier.api import Program
from beebox.verifier.btf.arguments import Argument, Attach
from beebox.verifier.btf.writes import check_listed
from beebox.verifier.types import BTF_ID, MAYBE_NULL, TRUSTED, Refusal, TypeRef


def check(program: Program, btf: Btf | None) -> Attach:
    """Return the member that *program* is to be.

    Raises:
        Refusal: there is none, or it takes no programs.
    """
    if not program.gpl:
        raise Refusal(EINVAL, "struct ops programs must have a GPL compatible license")
    ident, index = program.attach_btf_id, program.attach_type or 0
    if not ident or btf is None:
        raise Refusal(ENOTSUPP, "")
    made = btf.type(ident)
    row = STRUCT_OPS.get(made.name)
    if row is None or not isinstance(made, Composite):
        raise Refusal(ENOTSUPP, f"attach_btf_id {ident} is not a supported struct")
    if index >= len(made.members):
        raise Refusal(EINVAL, f"attach to invalid member idx {index} of struct {made.name}")
    member = made.members[index]
    proto = _function(btf, member)
    if proto is None:
        raise Refusal(
            EINVAL,
            f"attach to invalid member {member.name}(@idx {index}) of struct {made.name}",
        )
    _check_member(program, row, member, made.name)
    given = _given(btf, made.name, member.name, proto)
    promoted = {
        small: large
        for one, other in row.promoted
        if (small := btf.find(one, "struct")) and (large := btf.find(other, "struct"))
    }
    return Attach(
        member.name,
        btf,
        ident,
        proto,
        given=given,
        trusted=True,
        promoted=promoted,
        helpers=_helpers(row, member.name),
        writable=_writer(row),
    )


def _helpers(row: Operations, member: str) -> frozenset[Helper] | None:
    if row.helpers is None:
        return None
    return frozenset(helper for helper, without in row.helpers if member not in without)


def _function(btf: Btf, member: Member) -> FuncProto | None:
    """Return what a member points to, if it is a function."""
    pointer = btf.type(btf.resolve(member.type))
    made = btf.type(btf.resolve(pointer.type)) if isinstance(pointer, Ptr) else pointer
    return made if isinstance(made, FuncProto) else None


def _check_member(program: Program, row: Operations, member: Member, struct: str) -> None:
    sleeps = bool(program.flags & ProgFlag.SLEEPABLE)
    awake = row.sleepable is not None and member.name not in row.sleepable
    errno = ENOTSUPP if member.name in row.unsupported else EINVAL if sleeps and awake else 0
    if errno:
        raise Refusal(errno, f"attach to unsupported member {member.name} of struct {struct}")


def _given(btf: Btf, struct: str, member: str, proto: FuncProto) -> dict[int, Argument]:
    """Return the arguments that may be NULL or are counted, as the stub of the member says."""
    found = btf.find(f"{struct}__{member}", "func")
    stub = btf.type(found) if found is not None else None
    named = btf.type(stub.type) if isinstance(stub, Func) else None
    if not isinstance(named, FuncProto):
        return {}
    given = {}
    for number, (param, real) in enumerate(zip(named.params, proto.params, strict=False)):
        nullable, refcounted = param.name.endswith("__nullable"), param.name.endswith("__ref")
        if nullable or refcounted:
            pointer = btf.type(btf.resolve(real.type))
            assert isinstance(pointer, Ptr)
            of = TypeRef(btf, btf.resolve(pointer.type))
            kind = BTF_ID | TRUSTED | (MAYBE_NULL if nullable else 0)
            given[8 * number] = Argument(kind, of, refcounted)
    return given


Writable = Callable[[TypeRef, int, int], None]


def _writer(row: Operations) -> Writable | None:
    """Return what refuses stores into structs of the kernel; None: there are no others."""
    if not row.writes:
        return None

    def check_write(of: TypeRef, off: int, size: int) -> None:
        if of.name != row.writes:
            what = f"only access to {row.writes} is supported"
            raise Refusal(EACCES, "only read is supported" if row.members else what)
        if row.members is not None:
            check_listed(of, row.members, off, size, of.name)
            return
        whole = of.btf.size(of.id)
        if off + size > whole:
            raise Refusal(EACCES, f"write access at off {off} with size {size}")

    return check_write
