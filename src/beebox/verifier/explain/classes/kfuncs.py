"""Calls of kernel functions."""

from __future__ import annotations

from beebox.verifier.explain.rows import Row

ROWS = (
    Row(
        "kfunc",
        "programs of this type may not call this kernel function",
        "{name} is not registered for this type of program.",
        "Use another function, or another type of program.",
        ("calling kernel function {name} is not allowed",),
    ),
    Row(
        "kfunc",
        "the kernel function cannot be found",
        "The call names a function by a BTF id that the kernel does not have so.",
        "Build against the BTF of the kernel that runs it, and declare functions that may be "
        "missing __weak, asking bpf_ksym_exists first.",
        (
            "kernel btf_id {id} is not a function",
            "kernel function btf_id {id} does not have a valid func_proto",
            "cannot find address for kernel function {name}",
            "address of kernel function {name} is out of range",
            "failed to find BTF for kernel function",
            "calling kernel function is not supported without CONFIG_DEBUG_INFO_BTF",
            "invalid kernel function call not eliminated in verifier pass",
            "negative offset disallowed for kernel module function call",
            "invalid module BTF fd specified",
            "BTF fd for kfunc is not a module BTF",
            "kfunc offset > 0 without fd_array is invalid",
            "Unknown type ID {id} passed to kfunc bpf_rdonly_cast",
            "kfunc bpf_rdonly_cast type ID argument must be of a struct or void",
        ),
    ),
    Row(
        "kfunc",
        "the kernel function asks a network card",
        "What the card says of a packet is there for programs that are loaded for one card only.",
        "Load the program for the device: ifindex, and the flag BPF_F_XDP_DEV_BOUND_ONLY.",
        ("metadata kfuncs require device-bound program",),
    ),
    Row(
        "kfunc",
        "the context is no struct of the kernel's",
        "bpf_cast_to_kern_ctx gives the kernel's own struct of the context, and programs of "
        "this type have none.",
        "Read what the program needs from ctx itself.",
        ("kern ctx type id {id} is not a struct",),
    ),
    Row(
        "kfunc",
        "too many kernel functions",
        "A program calls at most 256 different kernel functions, from 256 modules.",
        "Split the program.",
        (
            "too many different kernel function calls",
            "too many different module BTFs",
        ),
    ),
    Row(
        "argument",
        "the argument must be a number",
        "{R} is {state}, and the function takes a number there.",
        "Pass a number; what a pointer points to, not the pointer.",
        (
            "R{reg} is not a scalar",
            "R{reg} is not a pointer to arena or scalar.",
        ),
    ),
    Row(
        "argument",
        "the argument must be a map",
        "{R} is {state}, and the function takes a map there.",
        "Pass the address of a map.",
        ("pointer in R{reg} isn't map pointer",),
    ),
    Row(
        "argument",
        "the argument must be the context",
        "Argument {arg} (counted from 0) must be the program's context, as it came.",
        "Pass ctx itself.",
        (
            "arg#{arg} expected pointer to ctx, but got {type}",
            "arg#{arg} expects pointer to ctx",
        ),
    ),
    Row(
        "argument",
        "the argument has the wrong type",
        "Argument {arg} (counted from 0) is not of the type that the function takes.",
        "Pass what the kernel function's prototype says.",
        (
            (
                "kernel function {name} args#{arg} expected pointer to {want} but R{reg} has "
                "a pointer to {have}"
            ),
            "kernel function {name} args#{arg} pointer type {type} is not supported",
            "arg#{arg} pointer type {type} must point to {what}scalar, or struct with scalar",
            "arg#{arg} is {type} expected {types} or socket",
            "arg#{arg} reference type('{type}') size cannot be determined: {error}",
            "arg{arg} expected pointer to func",
            "arg#{arg} doesn't point to a const string",
            "arg#{arg} doesn't point to a map value",
            "Unrecognized arg#{arg} type {type}",
        ),
    ),
    Row(
        "argument",
        "memory and size do not go together",
        "The memory of argument {arg} (counted from 0) is smaller than the size that follows "
        "it may be.",
        "Bound the size by the size of the memory before the call.",
        ("arg#{arg} arg#{next} memory, len pair leads to invalid memory access",),
    ),
    Row(
        "kfunc",
        "the kernel function has a prototype that programs cannot use",
        "The verifier does not know how to check calls of such a function.",
        "Use another function; this one is not made for programs.",
        (
            "Function {name} has {have} > {most} args",
            "kernel function {name} returns pointer type {type} is not supported",
            "2 or more rdonly/rdwr_buf_size parameters for kfunc",
        ),
    ),
    Row(
        "callback",
        "the callback of a kernel function is refused",
        "The function that {name} is to call back cannot be verified in that place.",
        "See what is said before this line.",
        ("kfunc {name} failed callback verification",),
    ),
    Row(
        "privileges",
        "the call needs more capabilities",
        "Functions that can crash the machine by design need CAP_SYS_BOOT.",
        "Load the program with that capability.",
        ("destructive kfunc calls require CAP_SYS_BOOT capability",),
    ),
    Row(
        "uninitialised",
        "the compiler found undefined behaviour",
        "The compiler put a trap here: on this path the program has no defined meaning, "
        "mostly as a variable has no value.",
        "Compile with -Wall and give every variable a value.",
        ("unexpected __bpf_trap() due to uninitialized variable?",),
    ),
)
