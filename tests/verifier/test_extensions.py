"""Programs that extend or trace another one: Linux does not load them here, so as its source says."""

import pytest
from verifier_cases import TABLES, references, text
from verifier_functions import functions

from beebox.abi.enums import AttachType, ProgFlag, ProgType
from beebox.btf.read import read
from beebox.btf.types import Func
from beebox.isa.asm import assemble
from beebox.verifier import Program, verify

SKB = "struct __sk_buff { int len; };\n"
MAIN = "int main(struct __sk_buff *ctx);\n"
TARGET = (
    SKB + MAIN + "int f(struct __sk_buff *ctx, int a);\nstatic int g(int a);\n",
    "r2 = 1\ncall f\nr1 = 2\ncall g\nexit\nf:\nr0 = r2\nexit\ng:\nr0 = r1\nexit",
)
CHANGES = (
    SKB + MAIN + "int f(struct __sk_buff *ctx, int a);\n",
    "r2 = 1\ncall f\nexit\nf:\nr2 = 0\ncall bpf_skb_pull_data\nexit",
)
OWN = SKB + "int own(struct __sk_buff *ctx, int a);\n"
PULL = "r2 = 0\ncall bpf_skb_pull_data\nr0 = 0\nexit"


def program(
    types: str, code: str, kind: ProgType = ProgType.SCHED_CLS, **fields: object
) -> Program:
    insns = assemble(code)
    blob, starts = functions(insns, None, types)
    return Program(insns, kind, references(insns), gpl=True, btf=read(blob), funcs=starts, **fields)  # type: ignore[arg-type]


def named(target: Program, name: str) -> int:
    assert target.btf is not None
    ids = [at for at in target.btf.ids() if target.btf.type(at).name == name]
    return next(at for at in ids if isinstance(target.btf.type(at), Func))


CASES = [
    # the target, its function, own types, own program, what is said
    (TARGET, "f", OWN, "r0 = r2\nexit", "accept"),
    (TARGET, "f", OWN, "r0 = *(u32 *)(r1 + 0)\nexit", "accept"),
    (TARGET, "f", OWN, "r0 = 77\nexit", "accept"),
    (TARGET, "f", OWN, "r0 = r3\nexit", "EACCES R3 !read_ok"),
    (TARGET, "f", OWN, "r0 = *(u32 *)(r1 + 4000)\nexit", "EACCES invalid bpf_context access off=4000 size=4"),
    (TARGET, "f", OWN, "call bpf_get_netns_cookie\nr0 = 0\nexit", "accept"),
    (TARGET, "f", OWN, "r2 = 0\ncall bpf_override_return\nexit", "EINVAL program of this type cannot use helper bpf_override_return#58"),
    (TARGET, "f", OWN, PULL, "EINVAL Extension program changes packet data, while original does not"),
    (CHANGES, "f", OWN, PULL, "accept"),
    (TARGET, "f", SKB + "int own(struct __sk_buff *ctx);", "r0 = 0\nexit", "EINVAL own() has 1 args while f() has 2 args"),
    (TARGET, "f", SKB + "int own(struct __sk_buff *ctx, struct __sk_buff *a);", "r0 = 0\nexit", "EINVAL arg1 in own() is PTR while f() has INT"),
    (TARGET, "f", SKB + "int own(struct __sk_buff *ctx, long a);", "r0 = 0\nexit", "EINVAL arg1 in own() has size 8 while f() has 4"),
    (TARGET, "f", "struct xdp_md { int data; };\nint own(struct xdp_md *ctx, int a);", "r0 = 0\nexit", "EINVAL arg0 own(struct xdp_md *) doesn't match f(struct __sk_buff *)"),
    (TARGET, "f", "int own(int *ctx, int a);", "r0 = 0\nexit", "EINVAL arg0 in own() is not a pointer to context"),
    (TARGET, "f", SKB + "void *own(struct __sk_buff *ctx, int a);", "r0 = 0\nexit", "EINVAL Return type PTR of own() doesn't match type INT of f()"),
    (TARGET, "g", "int own(int a);", "r0 = 0\nexit", "EINVAL g() is not a global function"),
    (TARGET, "main", SKB + "int own(struct __sk_buff *ctx);", "r0 = 0\nexit", "accept"),
]  # fmt: skip


@pytest.mark.parametrize(("target", "name", "types", "code", "said"), CASES)
def test_extension(target: tuple[str, str], name: str, types: str, code: str, said: str) -> None:
    extended = program(*target)
    made = program(types, code, ProgType.EXT, target=extended, attach_btf_id=named(extended, name))
    assert text(verify(made, TABLES)) == said


def test_what_cannot_be_extended() -> None:
    target = program(*TARGET)
    ident = named(target, "f")
    own = program(OWN, "r0 = 0\nexit", ProgType.EXT, target=target, attach_btf_id=ident)
    again = program(OWN, "r0 = 0\nexit", ProgType.EXT, target=own, attach_btf_id=named(own, "own"))
    assert text(verify(again, TABLES)) == "EINVAL Cannot recursively attach"
    kernel = program(OWN, "r0 = 0\nexit", ProgType.EXT, attach_btf_id=1)
    assert text(verify(kernel, TABLES)) == "EINVAL Cannot replace kernel functions"
    nothing = program(OWN, "r0 = 0\nexit", ProgType.EXT, target=target)
    assert text(verify(nothing, TABLES)) == "EINVAL Tracing programs must provide btf_id"
    asleep = program(
        OWN, "r0 = 0\nexit", ProgType.EXT, target=target, attach_btf_id=ident,
        flags=int(ProgFlag.SLEEPABLE),
    )  # fmt: skip
    assert "can be sleepable" in text(verify(asleep, TABLES))


def test_what_is_returned_is_held_to_what_is_extended() -> None:
    types = SKB + MAIN
    target = program(types, "r0 = 1\nexit", ProgType.CGROUP_SKB, attach_type=0)
    for code, fits in (("r0 = 1\nexit", True), ("r0 = 2\nexit", False)):
        own = program(
            SKB + "int own(struct __sk_buff *ctx);", code, ProgType.EXT, target=target,
            attach_btf_id=named(target, "main"),
        )  # fmt: skip
        assert (text(verify(own, TABLES)) == "accept") == fits


@pytest.mark.parametrize("attach", ["TRACE_FENTRY", "TRACE_FEXIT"])
def test_tracing_a_program(attach: str) -> None:
    target = program(*TARGET)
    made = program(
        "int own(void *ctx);", "r0 = *(u64 *)(r1 + 8)\nr0 = 0\nexit", ProgType.TRACING,
        target=target, attach_btf_id=named(target, "f"), attach_type=int(AttachType[attach]),
    )  # fmt: skip
    assert text(verify(made, TABLES)) == "accept"
    pointer = program(
        "int own(void *ctx);", "r0 = *(u64 *)(r1 + 0)\nr0 = 0\nexit", ProgType.TRACING,
        target=target, attach_btf_id=named(target, "f"), attach_type=int(AttachType[attach]),
    )  # fmt: skip
    assert text(verify(pointer, TABLES)).startswith("ENOTSUP")
