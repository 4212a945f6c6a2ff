"""Arithmetic, and instructions that are wrong by themselves."""

from __future__ import annotations

from beebox.verifier.explain.rows import Row

ROWS = (
    Row(
        "frame pointer",
        "R10 cannot be changed",
        "R10 is the frame pointer of the function and read only.",
        "Copy it to another register and change that.",
        ("frame pointer is read only",),
    ),
    Row(
        "pointer arithmetic",
        "two pointers cannot be combined so",
        "{R} and the other operand are both pointers ({state}); '{op}' of two pointers means "
        "nothing.",
        "Subtract two pointers of the same object to get a distance; everything else is done "
        "with numbers.",
        ("R{reg} pointer {op} pointer prohibited",),
    ),
    Row(
        "pointer arithmetic",
        "pointers have 64 bits",
        "{R} is a pointer ({state}); 32-bit arithmetic would cut it off.",
        "Use 64-bit types for what is added to pointers (long, __u64), and do not cast "
        "pointers to int.",
        ("R{reg} 32-bit pointer arithmetic prohibited",),
    ),
    Row(
        "pointer arithmetic",
        "this operation makes no pointer",
        "{R} is a pointer ({state}); only adding and subtracting numbers keeps it one.",
        "Do bit operations, products and shifts on the index, before it is added to the pointer.",
        (
            "R{reg} bitwise operator {op} on pointer prohibited",
            "R{reg} pointer arithmetic with {op} operator prohibited",
            "R{reg} tried to subtract pointer from scalar",
            "R{reg} pointer arithmetic prohibited",
        ),
    ),
    Row(
        "pointer arithmetic",
        "numbers are not subtracted from the frame pointer",
        "{R} is {state}; JITs do not expect that.",
        "Add a negative number instead.",
        ("R{reg} subtraction from stack pointer prohibited",),
    ),
    Row(
        "pointer arithmetic",
        "pointers of this kind cannot be moved",
        "{R} is {state}: it stands for an object as a whole.",
        "Use it as it is; move only pointers into memory (map values, packets, the stack).",
        ("R{reg} pointer arithmetic on {type} prohibited",),
    ),
    Row(
        "pointer arithmetic",
        "the offset may be huge",
        "What is added to a {type} pointer must lie within 512 MiB either way.",
        "Bound the number before it is added, on both sides; an unsigned type needs one check "
        "only.",
        (
            "math between {type} pointer and register with unbounded min value is not allowed",
            "math between {type} pointer and {value} is not allowed",
            "{type} pointer offset {value} is not allowed",
            "value {value} makes {type} pointer be out of bounds",
        ),
        "bounds_check",
    ),
    Row(
        "speculation",
        "pointer arithmetic that a wrong guess of the CPU could misuse",
        "A program without privileges may move pointers only so that the verifier can mask "
        "the result; this operation on {R} cannot be masked.",
        "Use an index with known sign and bound into a map value, the same way on all paths; "
        "or load the program with CAP_PERFMON.",
        (
            (
                "R{reg} has unknown scalar with mixed signed bounds, pointer arithmetic with "
                "it prohibited for !root"
            ),
            (
                "R{reg} has pointer with unsupported alu operation, pointer arithmetic with "
                "it prohibited for !root"
            ),
            (
                "R{reg} tried to {op} from different maps, paths or scalars, pointer "
                "arithmetic with it prohibited for !root"
            ),
            (
                "R{reg} tried to {op} beyond pointer bounds, pointer arithmetic with it "
                "prohibited for !root"
            ),
            (
                "R{reg} could not be pushed for speculative verification, pointer arithmetic "
                "with it prohibited for !root"
            ),
            "R{reg} pointer arithmetic of map value goes out of range, prohibited for !root",
        ),
    ),
    Row(
        "arithmetic",
        "division by the constant 0",
        "The divisor is 0.",
        "Divide by something else; a variable divisor may be 0, the result is 0 then.",
        ("div by zero",),
    ),
    Row(
        "arithmetic",
        "a shift by too much",
        "A shift by {by} bits shifts out everything; the instruction set does not allow it.",
        "Shift by less than the width of the type.",
        ("invalid shift {by}",),
    ),
    Row(
        "arithmetic",
        "the verifier lost track of a range",
        "What is known of the result contradicts itself; with BPF_F_TEST_REG_INVARIANTS that "
        "refuses the program.",
        "Load it without this flag: it is for tests of the verifier.",
        ("REG INVARIANTS VIOLATION ({where}): {what}",),
    ),
    Row(
        "instruction",
        "there is no such instruction",
        "The opcode or its operands mean nothing.",
        "Compile for BPF again with a current compiler; hand-written instructions leave "
        "fields that they do not use 0.",
        (
            "unknown opcode {op}",
            "unknown insn class {op}",
            "invalid BPF_LD_IMM insn",
            "invalid BPF_LD mode",
            "invalid BPF_ALU opcode {op}",
            "invalid BPF_JMP/JMP32 opcode {op}",
            "invalid may_goto imm {op}",
            "BPF_ATOMIC uses invalid atomic opcode {op}",
            "invalid atomic operand size",
            "invalid bpf_ld_imm64 insn",
            "unrecognized bpf_ld_imm64 insn",
            "R{reg} is invalid",
            "{what} uses reserved fields",
        ),
    ),
    Row(
        "instruction",
        "this machine has no such instruction",
        "64-bit acquire and release need a 64-bit machine.",
        "Use 32-bit values.",
        (
            "64-bit load-acquires are only supported on 64-bit arches",
            "64-bit store-releases are only supported on 64-bit arches",
        ),
    ),
    Row(
        "arena",
        "address spaces are for arenas",
        "addr_space_cast turns pointers into an arena from one form to the other; the program "
        "uses no arena.",
        "Refer to the arena map in the program, or take the __arena from the types.",
        (
            "addr_space_cast insn can only be used in a program that has an associated arena",
            "addr_space_cast insn can only convert between address space 1 and 0",
        ),
    ),
)
