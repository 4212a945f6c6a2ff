"""Types: BTF pointers, BTF of the program, targets to attach to."""

from __future__ import annotations

from beebox.verifier.explain.rows import Row

ROWS = (
    Row(
        "btf access",
        "kernel structs may only be read",
        "Stores through pointers to kernel structs are not allowed, except to few fields in "
        "some types of programs.",
        "Use a helper or kernel function that changes the field.",
        (
            "only read is supported",
            "only read from {struct} is supported",
            "write access to {what} is not allowed",
            "no write support to {struct} at off {off}",
            "attempted to write beyond the end of {struct} at off {off}",
            (
                "access on {struct} at off {off} with size {size} beyond the member {field} "
                "ended at {end}"
            ),
            "cannot write into {what}",
            "only access to {struct} is supported",
            "write access at off {off} with size {size}",
            (
                "write access at off {off} with size {size} beyond the member of {struct} "
                "ended at {end}"
            ),
        ),
    ),
    Row(
        "btf access",
        "the access does not fit the struct",
        "The access lies outside of the struct, or cuts a pointer or bit field in it.",
        "Access the fields as the struct declares them; with CO-RE (preserve_access_index) "
        "offsets are those of the kernel that loads it.",
        (
            "access beyond struct {struct} at off {off} size {size}",
            (
                "access beyond the end of member {field} (mend:{end}) in struct {struct} with "
                "off {off} size {size}"
            ),
            (
                "cannot access ptr member {field} with moff {at} in struct {struct} with off "
                "{off} size {size}"
            ),
            "cannot access bitfield {field} in struct {struct}",
            "struct {struct} doesn't have field at offset {off}",
            "Type '{struct}' is not a struct",
            "access to {struct} at off {off} is invalid",
            "direct access to {what} is disallowed",
            "field {field} doesn't have size",
            "structs within structs never end",
            "type '{struct}' access at off {off} size {size} is invalid",
            "R{reg} is ptr_{struct} invalid negative access: off={off}",
            "R{reg} is {struct} invalid negative access: off={off}",
            "R{reg} is ptr_{struct} invalid variable offset: off={off}, var_off={bits}",
        ),
    ),
    Row(
        "btf access",
        "the memory is not the kernel's own",
        "{R} is {state}: memory of a process, or of each CPU, is not reached by a plain load.",
        "Use bpf_probe_read_user for user memory, bpf_per_cpu_ptr or bpf_this_cpu_ptr for "
        "per-CPU variables.",
        (
            "R{reg} is ptr_{struct} access user memory: off={off}",
            "R{reg} is ptr_{struct} access percpu memory: off={off}",
        ),
    ),
    Row(
        "privileges",
        "kernel structs need privileges",
        "Programs that read 'struct {struct}' need CAP_PERFMON.",
        "Load the program with CAP_BPF and CAP_PERFMON.",
        ("'struct {struct}' access is allowed only to CAP_PERFMON and CAP_SYS_ADMIN",),
    ),
    Row(
        "map",
        "the fields of this map cannot be read",
        "The kernel has no BTF for maps of this type.",
        "Ask for what you need by a helper.",
        (
            "map_ptr access not supported for map type {type}",
            "map_ptr access not supported without CONFIG_DEBUG_INFO_BTF",
        ),
    ),
    Row(
        "context",
        "the traced function has no such argument",
        "The context of a tracing program is an array of arguments, 8 bytes each, as many as "
        "the function has.",
        "Declare the program with BPF_PROG and the function's arguments; check its prototype "
        "in vmlinux.h of the kernel that runs it.",
        (
            "func '{name}' offset {off} is not multiple of 8",
            "func '{name}' doesn't have {arg}-th argument",
            "func '{name}' arg{arg} has btf_id {id} type {type}",
            "func '{name}' arg{arg} '{type}' has type {have}. Only pointer access is allowed",
            "func '{name}' arg{arg} type {type} is not a struct",
            "func '{name}' size {size} must be 8",
            "invalid func_proto of '{name}'",
            "func '{name}' arg{arg} {what}",
            "arg#{arg} struct doesn't have a name",
            "arg#{arg} type isn't a struct",
            "arg#{arg} type doesn't have a name",
            "arg#{arg} type isn't a pointer",
            "btf_vmlinux is malformed",
            "Please fix kernel include/linux/bpf_types.h",
        ),
    ),
    Row(
        "global function",
        "the function's prototype cannot be verified",
        "A global function is verified alone, by its prototype: it takes at most five "
        "arguments, numbers, the context, or pointers to types of known size, and returns a "
        "number.",
        "Change the prototype, say more by __arg_ctx, __arg_nonnull and other tags, or make "
        "the function static.",
        (
            "Global function {name}() doesn't return scalar. Only those are supported.",
            "Global function {name}() with {have} > {most} args. Buggy compiler.",
            "Arg#{arg} type {type} in {name}() is not supported yet.",
            "arg#{arg} reference type('{type}') {what}",
            "arg#{arg} type tag is not supported in static functions",
            "arg#{arg} type's tag fetching failure: {error}",
            "arg#{arg} has invalid combination of tags",
            "arg#{arg} has unsupported set of tags",
            "arg#{arg} marked as non-null, but is not a pointer type",
            "arg#{arg} has pointer tag, but is not a pointer type",
            "arg#{arg} has type {type} '{name}', but only struct or primitive types are allowed",
            "arg#{arg} should be void pointer",
            "arg#{arg} should be `struct {name} *`",
            "arg#{arg} arena cannot be combined with any other tags",
            "arg#{arg} untrusted cannot be combined with any other tags",
            "arg#{arg} {what} cannot be combined with any other tags",
            "Invalid type of function {name}()",
            "Verifier bug in function {name}()",
            "Func#{function} ('{name}') is global and assumed valid.",
        ),
    ),
    Row(
        "kernel symbol",
        "a variable or type of the kernel is not found",
        "The instruction refers to the kernel by a BTF id that it does not have so.",
        "Build against the kernel that runs it, and declare what may be missing __weak.",
        (
            "ldimm64 insn specifies invalid btf_id {id}.",
            "pseudo btf_id {id} in ldimm64 isn't KIND_VAR or KIND_FUNC",
            "pseudo btf_id {id} in ldimm64 isn't KIND_VAR.",
            "ldimm64 failed to find the address for kernel symbol '{name}'.",
            "{what} to resolve the size of type '{type}': {error}",
            "invalid module BTF object FD specified.",
            "kernel is missing BTF, make sure CONFIG_DEBUG_INFO_BTF=y is specified in Kconfig.",
            "in-kernel BTF is malformed",
            "The total number of btfs per program has reached the limit of {most}",
        ),
    ),
    Row(
        "debug information",
        "the program's types and lines do not fit its instructions",
        "func_info and line_info say which function and source line instructions belong to; "
        "they contradict the program.",
        "Do not change instructions without them: let the loader relocate both, or load without.",
        (
            "invalid func info rec size {size}",
            "nonzero tailing record in {what}",
            "nonzero insn_off {off} for the first func info record",
            "same or smaller insn offset ({off}) than previous func info record ({before})",
            "invalid type id {id} in func info",
            "number of funcs in func_info doesn't match number of subprogs",
            "func_info BTF section doesn't match subprog layout in BPF program",
            "Invalid line_info[{at}].insn_off:{off} (prev_offset:{before} prog->len:{count})",
            "Invalid line_info[{at}].line_off or .file_name_off",
            "Invalid insn code at line_info[{at}].insn_off",
            "missing bpf_line_info for func#{function}",
            "missing bpf_line_info for {count} funcs starting from func#{function}",
            "Invalid core_relo[{at}].insn_off:{off} prog->len:{count}",
        ),
    ),
    Row(
        "relocation",
        "a reference to the kernel's types cannot be resolved",
        "The kernel was to apply CO-RE relocations; one of them names a type or a field that this "
        "kernel has not, has twice, or that does not fit the instruction.",
        "Ask with bpf_core_field_exists or bpf_core_type_exists first, or compile against types "
        "with the field as this kernel has it (a flavour: struct name___old).",
        (
            "prog '': {what}",
            "relo #{at}: bad type id {id}",
            "target candidate search failed for {id}",
        ),
    ),
    Row(
        "attach target",
        "the program cannot be attached there",
        "What the program's section names is not there, is no function, or may not be traced "
        "in this way.",
        "Attach to another function; see /sys/kernel/tracing/available_filter_functions, and "
        "the kernel's BTF for its name.",
        (
            "Tracing programs must provide btf_id",
            "FENTRY/FEXIT program can only be attached to another program annotated with BTF",
            "attach_btf_id {id} is invalid",
            "attach_btf_id {id} doesn't have a name",
            "attach_btf_id {id} is not a typedef",
            "attach_btf_id {id} is not a function",
            "attach_btf_id {id} points to wrong type name {name}",
            "attach_btf_id {id} points to wrong func {name}",
            "attach_btf_id {id} points to disabled hook {name}",
            "attach_btf_id {id} is not a supported struct",
            "Cannot find btf of tracepoint template, fall back to {name}.",
            "The address of function {name} cannot be found",
            "Subprog {name} doesn't exist",
            "Target program bound device mismatch",
            "Attaching tracing programs to function '{name}' is rejected.",
            "Attaching fexit/fmod_ret to __noreturn function '{name}' is rejected.",
            "{name} is not sleepable",
            "{name}() is not modifiable",
            "can't modify return codes of BPF programs",
            "Only FENTRY/FEXIT progs are attachable to another BPF prog",
            "struct_ops module {name} is not found",
            "attach to invalid member idx {at} of struct {struct}",
            "attach to invalid member {name}(@idx {at}) of struct {struct}",
            "attach to unsupported member {name} of struct {struct}",
            "The function {name} has {count} arguments. Too many.",
            "The function {name} return type {type} is unsupported.",
            "The function {name} with variable args is unsupported.",
            "The function {name} arg{arg} type {type} is unsupported.",
            "The function {name} has malformed void argument.",
        ),
    ),
    Row(
        "extension",
        "the function cannot be replaced or traced by this program",
        "A program that extends or traces another must fit it: global function, same "
        "prototype, no more effects, no chains of extensions.",
        "Make the target function global, with the same prototype, and the target program JITed.",
        (
            "{what} programs cannot attach to exception callback",
            "Cannot replace static functions",
            "Cannot replace kernel functions",
            "Extension program changes packet data, while original does not",
            "Extension program may sleep, while original does not",
            "Cannot nest tracing program attach more than once",
            "Cannot recursively attach",
            "Cannot extend fentry/fexit",
            "arg{arg} in {name}() is {want} while {other} has {have}",
            "{name}() has {have} args while {other}() has {want} args",
            "Return type {have} of {name}() doesn't match type {want} of {other}()",
            "Program extension requires BTF",
            "{name}() is not a global function",
            "arg{arg} in {name}() has size {have} while {other}() has {want}",
            "arg{arg} in {name}() has unrecognized type",
            "arg{arg} in {name}() is not a pointer to context",
            "arg{arg} {name}(struct {have} *) doesn't match {other}(struct {want} *)",
            "the program that it attaches to is refused itself: {why}",
        ),
    ),
)
