"""Loads and stores: what the pointer is, how far it goes, whether there is something."""

from __future__ import annotations

from beebox.verifier.explain.rows import Row

ROWS = (
    Row(
        "uninitialised",
        "a register is read before it has a value",
        "{R} has no value here: nothing on this path writes it, or a call took it away.",
        "Give the variable a value on every path before it is used. R1 to R5 do not survive a "
        "call.",
        ("R{reg} !read_ok",),
        "initialise",
    ),
    Row(
        "null pointer",
        "a pointer that may be null is followed",
        "{R} is {state}: it may be null, and no branch on this path has checked that.",
        "Compare the pointer with null before following it, and leave if it is.",
        (
            "R{reg} invalid mem access '{type}_or_null'",
            "R{reg} invalid mem access '{type}or_null_{struct}'",
            "R{reg} pointer arithmetic on {type}_or_null prohibited, null-check it first",
            "R{reg} pointer arithmetic on {type}or_null_ prohibited, null-check it first",
            "R{reg} pointer arithmetic on {type} prohibited, null-check it first",
        ),
        "null_check",
    ),
    Row(
        "not a pointer",
        "a number is used as an address",
        "{R} is a number here ({state}), not a pointer that the verifier knows; it cannot "
        "prove what is at that address.",
        "Follow the pointer only as long as it is one: arithmetic, a call that changes the "
        "packet or a release of its object make a number of it. Memory of the kernel or of a "
        "process is read with bpf_probe_read_kernel or bpf_probe_read_user.",
        ("R{reg} invalid mem access 'scalar'",),
        "reload",
    ),
    Row(
        "wrong pointer",
        "memory of this kind cannot be accessed",
        "{R} is {state}; loads and stores through such a pointer are not allowed.",
        "Use the pointer only where its type is wanted: as the argument of a helper, or in a "
        "comparison.",
        ("R{reg} invalid mem access '{type}'",),
    ),
    Row(
        "null pointer",
        "null is followed",
        "{R} is null here.",
        "Leave before this instruction if the pointer is null.",
        ("R{reg} invalid mem access 'NULL pointer'",),
        "null_check",
    ),
    Row(
        "out of bounds",
        "the index may be negative",
        "{R} is {state}: the part that varies may be below 0, so the access may lie before "
        "the object.",
        "Make the index unsigned, or check that it is not negative, before it is added.",
        (
            (
                "R{reg} min value is negative, either use unsigned index or do a if (index "
                ">=0) check."
            ),
        ),
        "bounds_check",
    ),
    Row(
        "out of bounds",
        "the access begins outside the object",
        "{R} is {state}{spec}: already its smallest value lies outside.",
        "Access only what is inside the object: check the constant offset and the size of the "
        "access against the type of the value.",
        ("R{reg} min value is outside of the allowed memory range",),
        "bounds_check",
    ),
    Row(
        "out of bounds",
        "the access may go beyond the object",
        "{R} is {state}{spec}: its largest value lies outside.",
        "Check the index against the number of elements before it is used; a smaller bound is "
        "needed than the one this path has.",
        ("R{reg} max value is outside of the allowed memory range",),
        "bounds_check",
    ),
    Row(
        "out of bounds",
        "the index has no upper bound",
        "{R} is {state}: nothing on this path says how large the index may be.",
        "Check the index before it is added to the pointer: with an unsigned comparison, on "
        "the same variable (a copy made before the check does not learn from it).",
        ("R{reg} unbounded memory access, make sure to bounds check any such access",),
        "bounds_check",
    ),
    Row(
        "out of bounds",
        "the access goes beyond the object",
        "The access is {size} bytes at offset {off}, and the object has {whole} bytes.",
        "Access only what is inside the object.",
        (
            "invalid access to map value, value_size={whole} off={off} size={size}",
            "invalid access to map key, key_size={whole} off={off} size={size}",
            "invalid access to memory, mem_size={whole} off={off} size={size}",
        ),
        "bounds_check",
    ),
    Row(
        "map",
        "the address lies outside the map's value",
        "The instruction takes an address at offset {off} of a value of {whole} bytes; that "
        "works inside the value, and with maps of one entry.",
        "Take the address of a variable that is in the section.",
        ("invalid access to map value pointer, value_size={whole} off={off}",),
    ),
    Row(
        "packet",
        "the packet may be shorter than what is accessed",
        "{R} is {state}: no comparison on this path says that the packet reaches that far.",
        "Compare the pointer plus all bytes that will be accessed with data_end, and leave if "
        "it is beyond; do it again after anything is added to the pointer.",
        (
            "R{reg} offset is outside of the packet",
            "invalid access to packet, off={off} size={size}, R{reg}(id={id},off={at},r={range})",
        ),
        "packet_check",
    ),
    Row(
        "packet",
        "programs of this type may not write to the packet",
        "Direct stores to the packet are for XDP, tc, lwt_xmit, sk_skb and sk_msg programs.",
        "Use a helper that stores, such as bpf_skb_store_bytes, if this type of program has one.",
        (
            "cannot write into packet",
            "the prog does not allow writes to packet data",
        ),
    ),
    Row(
        "packet",
        "this helper does not take pointers into the packet",
        "{callee} cannot read from the packet in this type of program.",
        "Copy the bytes to the stack first, and give the helper that.",
        ("helper access to the packet is not allowed",),
    ),
    Row(
        "stack",
        "the access lies outside the stack",
        "{R} plus the offset is {off}, with {size} bytes; a function has the bytes from -512 "
        "to -1 below the frame pointer.",
        "Keep local arrays and structs below 512 bytes in all; put larger ones into a map (a "
        "per-CPU array with one entry).",
        (
            "invalid write to stack R{reg} off={off} size={size}",
            "invalid read from stack R{reg} off={off} size={size}",
            "invalid variable-offset write to stack R{reg} var_off={bits} off={off} size={size}",
            "invalid variable-offset read from stack R{reg} var_off={bits} off={off} size={size}",
            "invalid stack type R{reg} off={off} access_size={size}",
        ),
        "bounds_check",
    ),
    Row(
        "stack",
        "an index into the stack has no bound",
        "{R} is {state}: where in the stack the access goes is not known at all.",
        "Check the index against the size of the array before it is used.",
        (
            "invalid unbounded variable-offset write to stack R{reg}",
            "invalid unbounded variable-offset read from stack R{reg}",
        ),
        "bounds_check",
    ),
    Row(
        "stack",
        "bytes of the stack are read that were never written",
        "The {size} bytes read here are not all initialised; a program without privileges may "
        "not see what is left on the stack.",
        "Set the whole variable before it is read, padding too (= {} in C zeroes a struct).",
        (
            "invalid read from stack R{reg} {off} size {size}",
            "invalid read from stack off {off} size {size}",
        ),
        "initialise_stack",
    ),
    Row(
        "stack",
        "a pointer on the stack is read or written in part",
        "A pointer was stored on the stack; it can be loaded and stored as a whole only, "
        "eight bytes at once.",
        "Do not overlay a pointer with other variables (unions, casts); copy it whole.",
        (
            "invalid size of register fill",
            "invalid size of register spill",
            "attempt to corrupt spilled pointer on stack",
            "spilled ptr in range of var-offset stack write; insn {insn}, ptr off: {off}",
            "leaking pointer from stack off {off}",
        ),
    ),
    Row(
        "stack",
        "a pointer to the stack goes where it would outlive the function",
        "The frame it points into ends before the place where it would be kept.",
        "Return or store the value itself, not a pointer to a local variable.",
        (
            "cannot spill pointers to stack into stack frame of the caller",
            "cannot return stack pointer to the caller",
        ),
    ),
    Row(
        "stack",
        "a variable position on the stack needs privileges",
        "Without privileges the stack is accessed at fixed offsets only.",
        "Index a map value instead of a local array, or load the program with CAP_PERFMON.",
        (
            (
                "uninit stack in range of var-offset write prohibited for !root; insn {insn}, "
                "off: {off}"
            ),
            "R{reg} variable offset stack access prohibited for !root, var_off={bits}",
            "R{reg} variable stack access prohibited for !root, var_off={bits} off={off}",
            "R{reg} stack pointer arithmetic goes out of range, prohibited for !root; off={off}",
        ),
    ),
    Row(
        "stack",
        "a helper gets a place on the stack that is not fixed",
        "The pointer's offset into the stack varies, and the helper does not tell what it reads.",
        "Give the helper the beginning of the variable.",
        (
            (
                "variable offset stack pointer cannot be passed into helper function; "
                "var_off={bits} off={off} size={size}"
            ),
            "allocated_stack too small",
        ),
    ),
    Row(
        "context",
        "the context has no such field, or not for this program",
        "The access is {size} bytes at offset {off}{spec}.",
        "Access whole fields of the context's struct that this type of program (attached this "
        "way) may read, or write.",
        ("invalid bpf_context access off={off} size={size}",),
        "context_field",
    ),
    Row(
        "context",
        "the argument's reference is already released",
        "The field at offset {off} holds a reference that was given up before.",
        "Use the argument before releasing it, or acquire a reference of your own.",
        ("invalid bpf_context access off={off}. Reference may already be released",),
    ),
    Row(
        "modified pointer",
        "this pointer must be used as it was given",
        "{R} is {state}: something was added to it. A pointer of this kind is accessed at "
        "fixed offsets, or passed on, only from where it begins.",
        "Keep the pointer as it came, and add the offset in the access itself (ctx->field), "
        "not to the pointer; with loops over fields of the context, unroll the loop.",
        (
            "dereference of modified {type} ptr R{reg} off={off} disallowed",
            "negative offset {type} ptr R{reg} off={off} disallowed",
        ),
    ),
    Row(
        "modified pointer",
        "this pointer must be used as it was given",
        "Something that is not constant was added to a {type} pointer.",
        "Access this pointer at fixed offsets only: no index that varies.",
        ("variable {type} access var_off={bits} disallowed",),
    ),
    Row(
        "read-only",
        "the memory may only be read",
        "{R} is {state}, which programs may not write.",
        "Copy the data to the stack or a map and change the copy.",
        (
            "R{reg} cannot write into {type}",
            "write to change key R{reg} not allowed",
            "{callee_name}() may write into memory pointed by R{reg} type={type}",
        ),
    ),
    Row(
        "map",
        "the map does not allow this",
        "The map was made with BPF_F_RDONLY_PROG or BPF_F_WRONLY_PROG: programs may not write "
        "it, or not read it. A const variable in C lies in such a map.",
        "Take the flag (or const) away, or do not access it in this way.",
        (
            "write into map forbidden, value_size={whole} off={off} size={size}",
            "read from map forbidden, value_size={whole} off={off} size={size}",
            "write into map forbidden",
        ),
    ),
    Row(
        "alignment",
        "the access is not aligned",
        "An access of {size} bytes must be at a multiple of {size} here.",
        "Let the field begin at a multiple of its size, or read it byte by byte (memcpy).",
        (
            "misaligned packet access off {where} size {size}",
            "misaligned {what}access off {where} size {size}",
        ),
    ),
    Row(
        "out of bounds",
        "the access lies outside the flow keys",
        "struct bpf_flow_keys has no {size} bytes at offset {off}.",
        "Access the fields of the struct.",
        ("invalid access to flow keys off={off} size={size}",),
    ),
    Row(
        "buffer",
        "a buffer is accessed at an offset that is negative or varies",
        "{R} is {state}; such buffers are accessed at fixed offsets from their beginning.",
        "Use constant offsets.",
        (
            "R{reg} invalid {what} buffer access: off={off}, size={size}",
            "R{reg} invalid variable buffer offset: off={off}, var_off={bits}",
        ),
    ),
    Row(
        "socket",
        "the socket has no such field",
        "The access is {size} bytes at offset {off} of a {type}.",
        "Access whole fields of struct bpf_sock (struct bpf_tcp_sock, struct bpf_xdp_sock); "
        "some need a full socket: bpf_sk_fullsock.",
        ("R{reg} invalid {type} access off={off} size={size}",),
    ),
    Row(
        "atomic",
        "this memory cannot be changed atomically",
        "{R} is {state}; atomic operations work on the stack, map values and other plain memory.",
        "Do the operation on a map value.",
        ("BPF_ATOMIC {what} R{reg} {type} is not allowed",),
    ),
    Row(
        "pointer leak",
        "a kernel address would be told",
        "{R} is a pointer ({state}); a program without CAP_PERFMON may not store or return "
        "one where user space can read it.",
        "Store the data the pointer points to instead, or load the program with CAP_PERFMON.",
        (
            "R{reg} leaks addr into map",
            "R{reg} leaks addr into mem",
            "R{reg} leaks addr into ctx",
            "R{reg} leaks addr into packet",
            "R{reg} leaks addr into flow keys",
            "R{reg} leaks addr into helper function",
            "R{reg} leaks addr as return value",
            "R{reg} pointer comparison prohibited",
            "R{reg} partial copy of pointer",
            "R{reg} sign-extension part of pointer",
        ),
    ),
    Row(
        "mixed pointers",
        "one instruction gets different kinds of pointers",
        "On another path this instruction goes through a pointer of another kind; it is "
        "rewritten for one kind only.",
        "Access the two in separate branches; a barrier (asm volatile in C) keeps the "
        "compiler from merging them.",
        ("same insn cannot be used with different pointers",),
    ),
)
