"""Calls of helpers: who may call what, with which arguments."""

from __future__ import annotations

from beebox.verifier.explain.rows import Row

ROWS = (
    Row(
        "helper",
        "programs of this type have no such helper",
        "{name} is not for programs of this type{spec}.",
        "Use another helper for it, or another type of program; `man bpf-helpers` and bpftool "
        "feature probe say which types have which helpers.",
        (
            "program of this type cannot use helper {name}",
            "unknown func {name}",
        ),
        "helper_types",
    ),
    Row(
        "relocation",
        "the kernel has not what the program asks for",
        "The instruction is about a field, type, value or function that this kernel has not.",
        "Ask first, and do without where it is missing: bpf_core_field_exists(), "
        "bpf_core_type_exists(), bpf_core_enum_value_exists(); bpf_ksym_exists() for functions.",
        ("invalid func unknown#195896080", "invalid func unknown#2002{number}"),
    ),
    Row(
        "helper",
        "there is no such helper",
        "The kernel knows no helper {name}.",
        "The program may be made for a newer kernel; or a function that was not inlined is "
        "taken for a helper.",
        ("invalid func {name}",),
    ),
    Row(
        "helper",
        "the helper is only for GPL programs",
        "{callee} may be called only by programs whose license is compatible with the GPL.",
        "Declare such a license, if it is true.",
        (
            "cannot call GPL-restricted function from non-GPL compatible program",
            "cannot call kernel function from non-GPL compatible program",
            "Cannot access kernel 'struct {struct}' from non-GPL compatible program",
            "struct ops programs must have a GPL compatible license",
            "LSM programs must have a GPL compatible license",
        ),
        "license",
    ),
    Row(
        "sleeping",
        "the program may not sleep here",
        "{callee} may sleep; that is allowed only in sleepable programs, outside of locks, "
        "RCU sections and sections without preemption or interrupts.",
        "Make the program sleepable (a section that ends in .s, such as fentry.s or lsm.s), "
        "or leave the section before the call.",
        (
            "helper call might sleep in a non-sleepable prog",
            "helper call is not allowed in probe",
            "sleepable helper {name} in {where}",
            "program must be sleepable to call sleepable kfunc {name}",
            "kernel func {name} is sleepable within {where}",
        ),
        "sleepable",
    ),
    Row(
        "sleeping",
        "the program may not sleep here",
        "The function may sleep; that is allowed only in sleepable programs, outside of "
        "locks, RCU sections and sections without preemption or interrupts.",
        "Call it outside of the section, or make the program sleepable.",
        (
            "global functions that may sleep are not allowed in non-sleepable context,",
            "i.e., in a RCU/IRQ/preempt-disabled section, or in",
            "a non-sleepable BPF program context",
        ),
    ),
    Row(
        "argument",
        "null may be passed where something is needed",
        "{R} is {state}: it may be null, and the function needs an object.",
        "Check it for null before the call.",
        (
            "R{reg} type={type}_or_null expected={types}",
            "Possibly NULL pointer passed to helper arg{reg}",
        ),
        "null_check",
    ),
    Row(
        "argument",
        "null may be passed where something is needed",
        "Argument {arg} (counted from 0) may be null, and the function needs an object.",
        "Check it for null before the call.",
        (
            "Possibly NULL pointer passed to trusted arg{arg}",
            "arg#{arg} is expected to be non-NULL",
        ),
        "null_check",
    ),
    Row(
        "argument",
        "the argument has the wrong type",
        "{R}, an argument of {callee}, is {type}; it takes {types}.",
        "Pass what the function's prototype says: a pointer to initialised memory on the "
        "stack or in a map, a map, the context as it came, or a number.",
        ("R{reg} type={type} expected={types}",),
    ),
    Row(
        "argument",
        "the size may be negative",
        "{R} is {state}: as a size it may be below 0.",
        "Make the size unsigned or mask it with a constant (size &= 0xff), just before the call.",
        ("R{reg} min value is negative, either use unsigned or 'var &= const'",),
        "size_check",
    ),
    Row(
        "argument",
        "the size has no bound",
        "{R} is {state}: nothing on this path says how large the size may be.",
        "Bound the size just before the call: an if with an unsigned comparison, or a mask "
        "with a constant.",
        ("R{reg} unbounded memory access, use 'var &= const' or 'if (var < const)'",),
        "size_check",
    ),
    Row(
        "argument",
        "the size may be 0",
        "{R} is {state}, and {callee} needs at least one byte.",
        "Check that the size is not 0 before the call.",
        (
            "R{reg} invalid zero-sized read: u64=[{least},{most}]",
            "R{reg} invalid zero-sized read",
        ),
        "size_check",
    ),
    Row(
        "argument",
        "nothing would be read",
        "The memory has no size: the type it belongs to is empty, or the size is 0.",
        "Pass memory of at least one byte.",
        ("invalid zero-sized read",),
    ),
    Row(
        "argument",
        "the argument must be a constant",
        "{R} is {state}; {callee} must know it when the program is loaded.",
        "Pass a number that the compiler knows, the same on all paths.",
        (
            "R{reg} is not a known constant'",
            "R{reg} must be a known constant",
            "R{reg} is not a const",
        ),
    ),
    Row(
        "argument",
        "the string must be constant",
        "The function must see the string when the program is loaded: in read-only data, at a "
        "known place.",
        "Use a string literal, or static const char text[] outside of functions.",
        (
            "R{reg} does not point to a readonly map'",
            "R{reg} is not a constant address'",
            "direct value access on string failed",
            "failed to retrieve map value address",
        ),
    ),
    Row(
        "argument",
        "the string does not end",
        "There is no zero byte between the pointer and the end of the data.",
        "End the string with a zero, as string literals do.",
        ("string is not zero-terminated",),
    ),
    Row(
        "argument",
        "the format string is wrong",
        "A conversion is unknown, or there are more or fewer arguments than conversions.",
        "Use the conversions that bpf_trace_printk and bpf_snprintf know (%d %i %u %x %ld "
        "%lld %llu %s %p %pks %pus %pB %pi4 %pi6), one argument of 8 bytes each.",
        ("Invalid format string",),
    ),
    Row(
        "argument",
        "two arguments hold references",
        "{R} holds a reference, and another argument does, too: the verifier could not tell "
        "which one ends.",
        "Pass one of them only.",
        ("more than one arg with ref_obj_id R{reg} {first} {second}",),
    ),
    Row(
        "argument",
        "the struct has the wrong type",
        "{R} points to a {have}, and {callee} takes a {want}.",
        "Pass a pointer of the type that the function wants.",
        ("R{reg} is of type {have} but {want} is expected",),
    ),
    Row(
        "map",
        "this helper does not take maps of this type",
        "{name} does not work with maps of type {type}.",
        "Use the helper that belongs to the map's type, or another type of map.",
        ("cannot pass map_type {type} into func {name}",),
    ),
    Row(
        "map",
        "socket maps cannot be changed here",
        "Programs of this type may not change a sockmap by its generic helper: the socket may "
        "be locked.",
        "Use bpf_sock_map_update in a sock_ops program, or update the map from user space.",
        (
            "cannot update sockmap in this context",
            "invalid arg_type for sockmap/sockhash",
        ),
    ),
    Row(
        "tail call",
        "tail calls go through a program array",
        "The second argument is no program array that is known when the program is loaded.",
        "Pass the address of a map of type BPF_MAP_TYPE_PROG_ARRAY.",
        ("expected prog array map for tail call",),
    ),
    Row(
        "callback",
        "elements of this map cannot be walked",
        "bpf_for_each_map_elem works with arrays, hashes and their per-CPU kinds.",
        "Use a map of one of these types.",
        ("callback function not allowed for map",),
    ),
    Row(
        "helper",
        "this helper does not work so",
        "{callee} cannot be used in this way here.",
        "See the helper's description for the programs and arguments that it takes.",
        (
            "{name}() doesn't support non-zero flags",
            "Unsupported reg type {type} for {helper} data",
            "BPF_LSM_CGROUP that attach to void LSM hooks can't modify return value!",
            "Note, BPF_LSM_CGROUP that attach to void LSM hooks can't modify return value!",
            "func {name} supported only for fentry/fexit/fmod_ret programs",
            "func {name} not supported for program type {type}",
            "func {name} not supported without CONFIG_PERF_EVENTS",
            "cannot get callchain buffer for func {name}",
            "invalid return type {type} of func {name}",
            "unknown return type {type} of func {name}",
            "Helper has invalid btf_id in R{reg}",
            "Helper has invalid btf/btf_id in R1",
            "unable to resolve the size of type '{type}': {error}",
            "helper '{name}' is not supported by the verifier",
        ),
    ),
)
