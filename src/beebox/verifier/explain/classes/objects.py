"""What lives in map values and on the stack: fields of special types, dynptrs, iterators."""

from __future__ import annotations

from beebox.verifier.explain.rows import Row

ROWS = (
    Row(
        "special field",
        "the map has no such field",
        "The function needs a map whose value has a {what} in it, known by BTF.",
        "Put the struct into the map's value and declare the map with __type(value, struct "
        "...), so that its BTF is loaded.",
        (
            "map '{map}' has to have BTF in order to use {what}",
            "map '{map}' has no valid {what}",
            "local '{map}' has no valid {what}",
        ),
    ),
    Row(
        "special field",
        "the pointer does not point to the field",
        "The function needs the address of the field itself, at a constant offset.",
        "Pass &value->field, with value as the lookup returned it.",
        (
            "R{reg} doesn't have constant offset. {what} has to be at the constant offset",
            "R{reg} has no valid kptr",
            "off {off} doesn't point to 'struct {what}' that is at {at}",
            "off={off} doesn't point to kptr",
            "off={off} kptr isn't referenced kptr",
            "{what} not found at offset={off}",
        ),
    ),
    Row(
        "special field",
        "the field is not accessed directly",
        "A {what} is kept by the kernel; programs use it through its functions.",
        "Leave the field alone in loads, stores and copies: copy the other fields one by one, "
        "and use its own functions for this one.",
        ("{what} cannot be accessed directly by load/store",),
    ),
    Row(
        "kptr",
        "a kernel pointer in a map is read as a whole",
        "A {what} is loaded or stored by one instruction of 8 bytes, at its fixed place.",
        "Load it into a variable of its own; use bpf_kptr_xchg to put something in, or take "
        "it out.",
        (
            "{what} cannot be accessed indirectly by helper",
            "{what} access cannot have variable offset",
            "{what} access misaligned expected={off} off={at}",
            "{what} access size must be BPF_DW",
        ),
    ),
    Row(
        "kptr",
        "this pointer cannot be stored so",
        "A kernel pointer in a map keeps what it points to alive; it is exchanged, not "
        "overwritten.",
        "Use bpf_kptr_xchg to store a referenced pointer.",
        (
            "kptr in map can only be accessed using BPF_MEM instruction mode",
            "kptr in map can only be accessed using BPF_LDX/BPF_STX/BPF_ST",
            "store to referenced kptr disallowed",
            "store to uptr disallowed",
            "BPF_ST imm must be 0 when storing to kptr at off={off}",
            "invalid kptr access, R{reg} type={type} expected={types}",
        ),
    ),
    Row(
        "timer",
        "the map that is passed is not the one that the field is in",
        "The pointer and the map come from different maps, or lookups of inner maps.",
        "Pass the map in whose value the field is.",
        (
            (
                "timer pointer in R1 map_uid={first} doesn't match map pointer in R2 "
                "map_uid={second}"
            ),
            (
                "workqueue pointer in R1 map_uid={first} doesn't match map pointer in R2 "
                "map_uid={second}"
            ),
            (
                "bpf_task_work pointer in R2 map_uid={first} doesn't match map pointer in R3 "
                "map_uid={second}"
            ),
            "bpf_timer cannot be used for PREEMPT_RT.",
        ),
    ),
    Row(
        "dynptr",
        "the dynptr is not initialised, or has ended",
        "Argument {arg} (counted from 0) is no initialised dynptr: none was made there on "
        "this path, it was submitted or discarded, or something was written over it.",
        "Make the dynptr with bpf_dynptr_from_mem, bpf_ringbuf_reserve_dynptr or another such "
        "function first, and do not use it after it was given back.",
        (
            "Expected an initialized dynptr as arg #{arg}",
            "Expected a dynptr of type {type} as arg #{arg}",
            "arg#{arg} expected pointer to stack or const struct bpf_dynptr",
        ),
    ),
    Row(
        "dynptr",
        "a dynptr is on the stack, whole and alone",
        "A dynptr takes 16 bytes of stack, aligned to 8; nothing else writes there, and it is "
        "made where none is.",
        "Use a local variable struct bpf_dynptr, pass its address, and do not copy or "
        "overwrite it.",
        (
            "Dynptr has to be an uninitialized dynptr",
            "cannot overwrite referenced dynptr",
            "potential write to dynptr at off={off} disallowed",
            "cannot pass pointer to const bpf_dynptr, the helper mutates it",
            "cannot release unowned const bpf_dynptr",
        ),
    ),
    Row(
        "stack object",
        "the object is not at a fixed, aligned place on the stack",
        "A {what} must be a local variable at a constant offset that is a multiple of 8.",
        "Pass the address of the variable, no element of an array with an index that varies.",
        (
            "{what} has to be at a constant offset",
            "cannot pass in {what} at an offset={off}",
        ),
    ),
    Row(
        "iterator",
        "the iterator is not initialised, or is already",
        "Argument {arg} (counted from 0) must be an iterator in the right state: made by "
        "_new, not yet destroyed; _new wants a place without one.",
        "Call bpf_iter_..._new once, _next in the loop, _destroy on every path afterwards.",
        (
            "expected an initialized iter_{what} as arg #{arg}",
            "expected uninitialized iter_{what} as arg #{arg}",
            "expected valid iter pointer as arg #{arg}",
            "arg#{arg} expected pointer to an iterator on stack",
        ),
    ),
    Row(
        "iterator",
        "this iterator is not for this type of program",
        "The css_task iterator takes a lock that other programs might hold.",
        "Use it in LSM, iterator or sleepable programs.",
        ("css_task_iter is only allowed in bpf_lsm, bpf_iter and sleepable progs",),
    ),
    Row(
        "list or tree",
        "the node does not belong to this list or tree",
        "The root says which struct and which field its nodes are (__contains); this node is "
        "another.",
        "Add objects of the struct that the root's __contains names, by the field that it names.",
        (
            (
                "operation on {what} expects arg#1 {node} at offset={off} in struct {struct}, "
                "but arg is at offset={at} in struct {other}"
            ),
            "arg#1 offset={at}, but expected {node} at offset={off} in struct {struct}",
        ),
    ),
    Row(
        "list or tree",
        "the object is not owned, or owned twice",
        "The function takes ownership of an allocated object, or needs a reference to one in "
        "the tree.",
        "Pass what bpf_obj_new, a pop or bpf_refcount_acquire returned, checked for null.",
        (
            "allocated object must be referenced",
            "{name} can only take non-owning or refcounted bpf_rb_node pointer",
            "arg#{arg} is neither owning or non-owning ref",
            "arg#{arg} doesn't point to a type with bpf_refcount field",
            "arg#{arg} expected pointer to allocated object",
            "arg#{arg} expected pointer to map value or allocated object",
            "arg#{arg} doesn't point to map value or allocated object",
            "arg#{arg} expected for {name}()",
            "kfunc {name} conversion of owning ref to non-owning failed",
        ),
    ),
    Row(
        "allocation",
        "objects of this type cannot be allocated",
        "bpf_obj_new and bpf_percpu_obj_new take the BTF id of a struct of the program; "
        "per-CPU ones hold plain numbers only.",
        "Use bpf_obj_new(struct name) with a struct defined in the program, compiled with -g.",
        (
            "local type ID argument must be in range [0, U32_MAX]",
            "bpf_obj_new/bpf_percpu_obj_new requires prog BTF",
            "bpf_obj_new/bpf_percpu_obj_new type ID argument must be of a struct",
            "bpf_percpu_obj_new type size ({size}) is greater than {most}",
            "bpf_percpu_obj_new type ID argument must be of a struct of scalars",
            "bpf_percpu_obj_new type ID argument must not contain special fields",
            "max struct nesting depth exceeded",
        ),
    ),
)
