"""Functions of the kernel (kfuncs) by Python names: ``bpf.task_from_pid(pid)``.

Which there are is what spec/kfuncs.py says; what they are called with is in the kernel's types, and
so it is declared in the object: whoever loads it compares that with the kernel's own.
"""

from __future__ import annotations

import ast

from beebox.btf.types import Composite, Enum, FuncProto, Int, Ptr
from beebox.btf.types import Func as BtfFunc
from beebox.lang import operands
from beebox.lang.kernel_members import integer
from beebox.lang.kernel_types import KernelStruct
from beebox.pylang.check import Checker
from beebox.pylang.debug import Enumeration, Partial, PointerTo, Shape, Signature
from beebox.pylang.tree import Call, Expr, FunctionTree, Variable
from beebox.pylang.types import VOID, PtrType, Type
from beebox.spec import vmlinux
from beebox.spec.kfuncs import KFUNCS

Shown = Shape | Partial | Type | None
"""what a type is in the debug information"""


def find(name: str) -> str:
    """Return the kernel's name of what programs call *name*, "" if there is none."""
    for full in (f"bpf_{name}", name):
        if full in KFUNCS:
            return full
    return ""


def prototype(name: str) -> FuncProto | None:
    """Return what the kernel's types say of a function, None if they have none of that name."""
    btf = vmlinux.own()
    for found in btf.find_all(name):
        made = btf.type(found)
        if isinstance(made, BtfFunc):
            signature = btf.type(made.type)
            assert isinstance(signature, FuncProto)
            return signature
    return None


def call(check: Checker, node: ast.Call, name: str) -> Expr:
    """Lower a call of the kernel's function *name*."""
    tree = _declared(check, node, name)
    if node.keywords:
        check.fail(node.keywords[0], "no keyword arguments here")
    if len(node.args) != len(tree.parameters):
        wanted = ", ".join(f"{each.name}: {each.type}" for each in tree.parameters)
        count = f"{len(tree.parameters)} argument{'s' * (len(tree.parameters) != 1)}"
        hint = f"{ast.unparse(node.func)}({wanted})"
        check.fail(node, f"{name} takes {count}, not {len(node.args)}", hint)
    pairs = zip(tree.parameters, node.args, strict=True)
    arguments = tuple(_argument(check, parameter, given, name) for parameter, given in pairs)
    return Call(tree.result, check.mark(node), tree, arguments)


def _argument(check: Checker, parameter: Variable, node: ast.expr, name: str) -> Expr:
    what = f"{parameter.name} of {name}"
    if not isinstance(parameter.type, PtrType):
        kind = parameter.type
        return check.coerce(check.expr(node, kind), kind, f"{what}, a {kind}")
    foreign = check.foreign(node)
    return operands.pointer(check, node, what) if foreign is None else foreign.value(check, node)


def _declared(check: Checker, node: ast.Call, name: str) -> FunctionTree:
    """Return the declaration of a function of the kernel."""
    signature = prototype(name)
    if signature is None:
        hint = f"declare it: @bpf.kfunc above def {name}(...) -> ...: ..."
        check.fail(node, f"the types of Linux 6.18 that are here have no {name}", hint)
    mark = check.mark(node)
    kinds = [_type(check, each.type) for each in signature.params]
    for parameter, kind in zip(signature.params, kinds, strict=True):
        if kind is None:
            check.fail(node, f"{parameter.name} of {name} is of no type that can be passed yet")
    result = _type(check, signature.type)
    if result is None:
        check.fail(node, f"{name} gives what cannot be taken yet")
    parameters = [
        Variable(each.name, kind[0], at, mark, parameter=True)
        for at, (each, kind) in enumerate(zip(signature.params, kinds, strict=True))
        if kind is not None
    ]
    shapes = tuple(kind[1] for kind in kinds if kind is not None)
    return FunctionTree(
        name=name,
        symbol=name,
        source=check.tree.source,
        mark=mark,
        parameters=parameters,
        result=result[0],
        debug_parameters=shapes,
        external=True,
    )


def _type(check: Checker, type_id: int) -> tuple[Type, Shown] | None:
    """Return a type in the subset and in the debug information, None if it cannot be told."""
    btf = vmlinux.own()
    resolved = btf.resolve(type_id)
    made = btf.type(resolved) if resolved else None
    match made:
        case None:
            return VOID, None
        case Int():
            return integer(made.size, signed=made.signed, name=made.name)
        case Enum():
            number = integer(made.size, signed=made.signed)
            return number and (number[0], Enumeration(made.name, 8 * number[0].size))
        case Composite():
            struct = KernelStruct(made.name, resolved, known=True)
            return struct, struct.record(check)
        case FuncProto():
            parts = [_type(check, part) for part in (made.type, *(p.type for p in made.params))]
            return VOID, Signature(tuple(part[1] if part else None for part in parts))
        case Ptr():
            found = _type(check, made.type)
            return found and (PtrType(found[0]), PointerTo(found[1]))
    return None
