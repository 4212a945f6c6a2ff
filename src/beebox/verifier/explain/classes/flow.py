"""Where control goes: jumps, loops, functions, limits, and what is returned."""

from __future__ import annotations

from beebox.verifier.explain.rows import Row

ROWS = (
    Row(
        "loop",
        "the loop may never end",
        "The path comes back to instruction {insn} in just the state it was in before: "
        "nothing changes from turn to turn, so nothing ends it.",
        "Count with a variable that the condition reads, up to a constant; or use bpf_loop, "
        "bpf_repeat or a numeric iterator (bpf_for).",
        ("infinite loop detected at insn {insn}",),
        "loop",
    ),
    Row(
        "loop",
        "loops need privileges",
        "Instruction {insn} jumps back to {to}; a program without CAP_BPF may have no loops.",
        "Unroll the loop (#pragma unroll), or load the program with CAP_BPF.",
        ("back-edge from insn {insn} to {to}",),
    ),
    Row(
        "complexity",
        "the verifier gave up: too many instructions to walk",
        "The verifier walked {count} instructions and was not done; the limit is 1,000,000. "
        "It counts each path and each turn of a loop, so this says little of the program's "
        "size{spec}.",
        "Give loops a small constant bound, or make them bpf_loop or bpf_for, whose body is "
        "walked few times; move branchy code into global functions (verified once); keep "
        "fewer variables alive across branches.",
        ("BPF program is too large. Processed {count} insn",),
        "loop",
    ),
    Row(
        "complexity",
        "the verifier gave up: too many branches at once",
        "{count} branches wait to be walked; the limit is 8192. That comes of long chains of "
        "conditions, or of a loop that has a branch in each turn.",
        "Split the function into global functions, or make the loop a bpf_loop.",
        (
            "The sequence of {count} jumps is too complex.",
            "The sequence of {count} jumps is too complex for async cb.",
        ),
        "loop",
    ),
    Row(
        "empty",
        "the program has no instructions",
        "There is nothing to run.",
        "Return something.",
        ("no instructions",),
    ),
    Row(
        "control flow",
        "an instruction cannot be reached",
        "No path leads to instruction {insn}.",
        "Take it away; compilers do so when they optimise (-O2).",
        ("unreachable insn {insn}",),
    ),
    Row(
        "control flow",
        "a jump leaves its function",
        "Instruction {insn} goes to {to}, outside of the function or the program.",
        "Every path must end in an exit, and jumps stay in their function.",
        ("jump out of range from insn {insn} to {to}",),
    ),
    Row(
        "control flow",
        "a jump goes into the middle of an instruction",
        "Instruction {insn} has two slots, and something jumps to the second.",
        "Jump to its first slot, or behind it.",
        ("jump into the middle of ldimm64 insn {insn}",),
    ),
    Row(
        "control flow",
        "a function does not end",
        "The last instruction of a function must be an exit or a jump: control would run on "
        "into what stands behind.",
        "Return at the end of the function; mark functions that do not return so that the "
        "compiler does not drop their end.",
        (
            "last insn is not an exit or jmp",
            "invalid insn idx {at} insn_cnt {count}",
        ),
    ),
    Row(
        "control flow",
        "a call goes nowhere",
        "The call's target is outside of the program.",
        "Link the function into the program; a static inline function needs no call.",
        (
            "call to invalid destination",
            "too many subprograms",
        ),
    ),
    Row(
        "call depth",
        "calls are nested too deep",
        "A chain of {count} functions is being called, and eight is the limit: recursion is "
        "not possible.",
        "Call functions one after the other instead of one inside the other, or inline some "
        "(__always_inline).",
        (
            "the call stack of {count} frames is too deep",
            "the call stack of {count} frames is too deep !",
        ),
    ),
    Row(
        "stack depth",
        "functions that call each other need too much stack",
        "A chain of {calls} calls needs {size} bytes; all of them share 512.",
        "Move large local variables into a map (a per-CPU array with one entry), or make the "
        "chain shorter.",
        ("combined stack size of {calls} calls is {size}. Too large",),
        "stack_depth",
    ),
    Row(
        "stack depth",
        "a function needs too much stack",
        "Function {function} needs {size} bytes; the limit is 512.",
        "Move large local variables into a map (a per-CPU array with one entry).",
        ("stack size of subprog {function} is {size}. Too large",),
        "stack_depth",
    ),
    Row(
        "tail call",
        "too much stack below a tail call",
        "The functions that lead to the tail call use {size} bytes of stack; below a function "
        "with a tail call at most 255 are allowed.",
        "Make tail calls in the program itself, or keep local variables small there.",
        (
            (
                "tail_calls are not allowed when call stack of previous frames is {size} "
                "bytes. Too large"
            ),
        ),
    ),
    Row(
        "tail call",
        "tail calls are not possible here",
        "A tail call leaves the function for good; what stands around this one needs it to "
        "come back, or its types are not known.",
        "Make the tail call in the program itself; compile with -g; let functions that make "
        "tail calls return int.",
        (
            "tail_call is not allowed in subprogs without BTF",
            "tail_call is only allowed in functions that return 'int'.",
            "tail_calls are not allowed in programs with bpf-to-bpf calls",
            "tail_calls are not allowed in non-JITed programs with bpf-to-bpf calls",
            "cannot tail call within exception cb",
            "program with __ref argument cannot tail call",
            "tail_call abusing map_ptr",
            "adding tail call poke descriptor failed",
            "tracking tail call prog failed",
        ),
    ),
    Row(
        "packet load",
        "LD_ABS and LD_IND are not possible here",
        "These old loads from the packet are for socket filters and tc programs; they may end "
        "the function, and need the context in R6.",
        "Read the packet through data and data_end, or with bpf_skb_load_bytes.",
        (
            "BPF_LD_[ABS|IND] instructions not allowed for this program type",
            "at the time of BPF_LD_ABS|IND R6 != pointer to skb",
            "LD_ABS is not allowed in subprogs without BTF",
            "LD_ABS is only allowed in functions that return 'int'.",
        ),
    ),
    Row(
        "return value",
        "the program may return what its type does not allow",
        "R0 is {state} at the end; programs of this type, attached so, return a number from "
        "{least} to {most}.",
        "Return one of these values on every path.",
        ("{when} the register R0 has{have} should have been in [{least}, {most}]",),
        "return_range",
    ),
    Row(
        "return value",
        "the program may throw what its type does not allow",
        "R1 is {state} here; what is thrown becomes the program's result, which must be from "
        "{least} to {most}.",
        "Throw one of these values.",
        ("{when} the register R1 has{have} should have been in [{least}, {most}]",),
    ),
    Row(
        "return value",
        "the program must return a number",
        "{R} is {type} at the end.",
        "Return a number on every path.",
        (
            "At program exit the register R{reg} is not a known value ({type})",
            "At async callback return the register R{reg} is not a known value ({type})",
            "At subprogram exit the register R{reg} is not a scalar value ({type})",
        ),
        "return_number",
    ),
    Row(
        "callback",
        "a callback must return a number",
        "R0 is {state} at the end of the callback; 0 means go on, 1 means stop.",
        "Return 0 or 1.",
        ("R0 not a scalar value",),
        "return_number",
    ),
    Row(
        "callback",
        "the callback is no static function with types",
        "A callback must be a static function, and the program must have BTF (func_info).",
        "Make it static, and compile with -g.",
        (
            "callback function not static",
            "missing btf func_info",
        ),
    ),
    Row(
        "callback",
        "callbacks need the JIT",
        "The kernel's interpreter calls no callbacks and no kernel functions.",
        "Switch the JIT on: sysctl net.core.bpf_jit_enable=1.",
        (
            "callbacks are not allowed in non-JITed programs",
            "calling kernel functions are not allowed in non-JITed programs",
            "JIT is required for calling kernel function",
            "JIT does not support calling kernel function",
            "JIT does not support calling kfunc {name}",
            "JIT doesn't support bpf-to-bpf calls",
            "JIT is required to use arena",
            "JIT doesn't support arena",
            "Private stack not supported by jit",
            "Extension programs should be JITed",
            "Can attach to only JITed progs",
        ),
    ),
    Row(
        "global function",
        "the arguments do not fit the function's types",
        "Function {function} ('{name}') is verified by its prototype alone; this call passes "
        "something else.",
        "Pass what the prototype says (memory that is initialised and not null, the context "
        "for __arg_ctx), or make the function static: then each call is verified by itself.",
        ("Caller passes invalid args into func#{function} ('{name}')",),
    ),
    Row(
        "exception",
        "exceptions cannot be used so",
        "bpf_throw ends the program from anywhere, but not out of a callback; the function "
        "that handles it is called by the kernel alone and takes one number.",
        "Throw outside of callbacks; let the handler be a global function with one u64 "
        "argument, named by __exception_cb.",
        (
            "bpf_throw kfunc (insn {insn}) cannot be called from callback subprog {function}",
            "insn {insn} cannot call exception cb directly",
            "exception cb cannot be called directly",
            "exception cb only supports single integer argument",
            "exception callback '{name}' could not be found in BTF",
            "exception callback '{name}' must have global linkage",
            "exception callback type id not found in func_info",
            "invalid exception callback insn_off in func_info: 0",
            "multiple exception callback tags for main subprog",
            "invalid btf id for main subprog in func_info",
            "cannot call exception cb directly",
        ),
    ),
    Row(
        "complexity",
        "the program became too large to rewrite",
        "Jumps reach 32,767 instructions; the verifier has to insert some at instruction {insn}.",
        "Split the function.",
        ("insn {insn} cannot be patched due to 16-bit range",),
    ),
)
