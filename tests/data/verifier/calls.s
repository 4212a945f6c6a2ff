=== plain
--- accept
call f
exit
f: r0 = 1
exit
=== argument
--- accept
r1 = 5
call f
exit
f: r0 = r1
exit
=== argument-uninitialised
--- EACCES R2 !read_ok
call f
exit
f: r0 = r2
exit
=== result-uninitialised
--- EACCES R0 !read_ok
call f
exit
f: r1 = 0
exit
=== arguments-gone
--- EACCES R1 !read_ok
r1 = 5
call f
r0 = r1
exit
f: r0 = 1
exit
=== saved-kept
--- accept
r6 = r1
call f
r0 = *(u64 *)(r6 + 8)
exit
f: r6 = 5
r0 = 1
exit
=== saved-not-visible
--- EACCES R6 !read_ok
r6 = 5
call f
exit
f: r0 = r6
exit
=== stack-of-caller
--- accept
*(u64 *)(r10 - 8) = 5
r1 = r10
r1 += -8
call f
exit
f: r0 = *(u64 *)(r1 + 0)
exit
=== stack-of-caller-written
--- accept
r1 = r10
r1 += -8
call f
r0 = *(u64 *)(r10 - 8)
exit
f: *(u64 *)(r1 + 0) = 5
r0 = 0
exit
=== stack-of-caller-known-after
--- accept
r1 = r10
r1 += -8
call f
r0 = *(u64 *)(r10 - 8)
if r0 == 5 goto +1
r0 = r9
exit
f: *(u64 *)(r1 + 0) = 5
r0 = 0
exit
=== stack-pointer-into-callers-stack
--- EINVAL cannot spill pointers to stack into stack frame of the caller
r1 = r10
r1 += -8
call f
r0 = 0
exit
f: *(u64 *)(r1 + 0) = r10
r0 = 0
exit
=== stack-pointer-returned
--- EINVAL cannot return stack pointer to the caller
call f
r0 = 0
exit
f: r0 = r10
exit
=== callers-stack-pointer-returned
--- EINVAL cannot return stack pointer to the caller
r1 = r10
call f
r0 = 0
exit
f: r0 = r1
exit
=== ctx-passed
--- accept
call f
exit
f: r0 = *(u64 *)(r1 + 8)
exit
=== ctx-returned
--- accept
call f
r0 = *(u64 *)(r0 + 8)
exit
f: r0 = r1
exit
=== recursion
--- E2BIG the call stack of 9 frames is too deep
call f
exit
f: call f
exit
=== eight-frames
--- accept
call a
exit
a: call b
exit
b: call c
exit
c: call d
exit
d: call e
exit
e: call f
exit
f: call g
exit
g: r0 = 0
exit
=== nine-frames
--- E2BIG the call stack of 9 frames is too deep
call a
exit
a: call b
exit
b: call c
exit
c: call d
exit
d: call e
exit
e: call f
exit
f: call g
exit
g: call h
exit
h: r0 = 0
exit
=== combined-stack
--- accept
*(u64 *)(r10 - 256) = 0
call f
exit
f: *(u64 *)(r10 - 256) = 0
r0 = 0
exit
=== combined-stack-too-big
--- accept
*(u64 *)(r10 - 264) = 0
call f
exit
f: *(u64 *)(r10 - 256) = 0
r0 = 0
exit
=== combined-stack-too-big-xdp type=XDP
--- EACCES combined stack size of 2 calls is 528. Too large
*(u64 *)(r10 - 264) = 0
call f
exit
f: *(u64 *)(r10 - 256) = 0
r0 = 0
exit
=== combined-small-frames-xdp type=XDP
--- EACCES combined stack size of 2 calls is 528. Too large
*(u64 *)(r10 - 504) = 0
call f
exit
f: *(u64 *)(r10 - 8) = 0
r0 = 0
exit
=== jump-into-callee
--- EINVAL jump out of range from insn 2 to 4
call f
r0 = 0
goto f
exit
f: r0 = 0
exit
=== callee-falls-off
--- EINVAL last insn is not an exit or jmp
call f
exit
f: r0 = 0
=== call-backwards
--- EINVAL jump out of range from insn 0 to 3
goto main
f: r0 = 0
exit
main: call f
exit
=== call-nowhere
--- EINVAL call to invalid destination
call pc+100
r0 = 0
exit
=== called-twice-different
--- accept
r1 = 1
call f
r6 = r0
r1 = 2
call f
r0 += r6
if r0 == 3 goto +1
r0 = r9
exit
f: r0 = r1
exit
=== null-check-in-callee
--- accept
*(u64 *)(r10 - 8) = 1
r1 = map[hash]
r2 = r10
r2 += -8
call map_lookup_elem
r6 = r0
r1 = r0
call f
if r0 == 0 goto +1
r0 = *(u64 *)(r6 + 0)
r0 = 0
exit
f: r0 = 0
if r1 == 0 goto +1
r0 = 1
exit
=== range-check-in-callee
--- EACCES R1 !read_ok
call get_prandom_u32
r6 = r0
r1 = r0
call f
if r0 == 0 goto +3
r1 = map[bss][0]+0
r1 += r6
r0 = *(u8 *)(r1 + 0)
r0 = 0
exit
f: r0 = 0
if r1 > 63 goto +1
r0 = 1
exit
=== unused-function
--- EINVAL unreachable insn 2
r0 = 0
exit
f: r0 = 0
exit
=== function-address
--- EINVAL missing btf func_info
r1 = subprog[f]
r0 = 0
exit
f: r0 = 0
exit
