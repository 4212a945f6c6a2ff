=== goto-into-lddw
--- EINVAL unreachable insn 1
goto +1
r1 = 5 ll
r0 = 0
exit
=== branch-into-lddw
--- EINVAL jump into the middle of ldimm64 insn 2
r0 = 0
if r0 == 0 goto +1
r1 = 5 ll
r0 = 0
exit
=== branch-back-into-lddw
--- EINVAL jump into the middle of ldimm64 insn 1
r0 = 0
r1 = 5 ll
if r0 == 0 goto -2
exit
=== gotol-into-lddw
--- EINVAL unreachable insn 1
gotol +1
r1 = 5 ll
r0 = 0
exit
=== call-into-lddw
--- EINVAL last insn is not an exit or jmp
call pc+2
exit
r1 = 5 ll
r0 = 0
exit
=== goto-before-the-start
--- EINVAL jump out of range from insn 1 to -1
r0 = 0
goto -3
exit
=== goto-behind-the-end
--- EINVAL jump out of range from insn 1 to 3
r0 = 0
goto +1
exit
=== goto-the-end
--- accept
r0 = 0
goto +0
exit
=== branch-behind-the-end
--- EINVAL jump out of range from insn 1 to 3
r0 = 0
if r0 == 0 goto +1
exit
=== branch-before-the-start
--- EINVAL jump out of range from insn 1 to -1
r0 = 0
if r0 == 0 goto -3
exit
=== gotol-behind-the-end
--- EINVAL jump out of range from insn 1 to 3
r0 = 0
gotol +1
exit
=== gotol-far-away
--- EINVAL jump out of range from insn 1 to -2147483647
r0 = 0
gotol +2147483647
exit
=== call-before-the-start
--- EINVAL call to invalid destination
r0 = 0
call pc-3
exit
=== call-behind-the-end
--- EINVAL call to invalid destination
r0 = 0
call pc+5
exit
=== call-itself
--- E2BIG the call stack of 9 frames is too deep
call pc-1
exit
=== call-the-next
--- EINVAL last insn is not an exit or jmp
r0 = 0
call pc+0
exit
=== falls-off
--- EINVAL last insn is not an exit or jmp
r0 = 0
=== falls-off-behind-exit
--- EINVAL last insn is not an exit or jmp
r0 = 0
if r0 == 0 goto +1
exit
r0 = 1
=== ends-in-branch
--- EINVAL last insn is not an exit or jmp
r0 = 0
exit
if r0 == 0 goto -2
=== ends-in-goto
--- accept
goto +1
exit
r0 = 0
goto -3
=== ends-in-call
--- EINVAL last insn is not an exit or jmp
r0 = 0
exit
call get_prandom_u32
=== ends-in-half-lddw
--- EINVAL last insn is not an exit or jmp
r0 = 0
exit
r1 = 5 ll
=== unreachable
--- EINVAL unreachable insn 2
r0 = 0
exit
r0 = 1
exit
=== unreachable-behind-goto
--- EINVAL unreachable insn 2
r0 = 0
goto +1
r0 = 1
exit
=== unreachable-loop
--- EINVAL unreachable insn 2
r0 = 0
exit
goto -1
=== dead-by-value-is-fine
--- accept
r0 = 0
if r0 == 0 goto +1
r0 = r9
exit
=== endless
--- EINVAL infinite loop detected at insn 0
goto -1
=== endless-of-two
--- EINVAL infinite loop detected at insn 1
r0 = 0
goto +0
goto -2
=== subprogram-falls-into-next
--- EINVAL last insn is not an exit or jmp
call f
call g
exit
f: r0 = 1
g: r0 = 2
exit
=== jump-to-another-subprogram
--- EINVAL jump out of range from insn 2 to 5
r0 = 0
call f
goto inside
exit
f: r0 = 1
inside: r0 = 2
exit
=== jump-out-of-subprogram
--- EINVAL jump out of range from insn 4 to 1
r0 = 0
back: call f
exit
f: r0 = 1
goto back
=== subprogram-not-called
--- EINVAL unreachable insn 2
r0 = 0
exit
f: r0 = 1
exit
=== unknown-helper
--- EINVAL invalid func unknown#9999
call 9999
exit
=== unknown-helper-negative
--- EINVAL invalid func unknown#2147483647
call 2147483647
exit
=== helper-zero
--- EINVAL program of this type cannot use helper bpf_unspec#0
call 0
exit
=== only-exit
--- EACCES R0 !read_ok
exit
=== recursion
--- E2BIG the call stack of 9 frames is too deep
call f
exit
f: call f
exit
=== recursion-of-two
--- E2BIG the call stack of 9 frames is too deep
call f
exit
f: call g
exit
g: call f
exit
=== seven-deep
--- accept
call f1
r0 = 0
exit
f1: call f2
exit
f2: call f3
exit
f3: call f4
exit
f4: call f5
exit
f5: call f6
exit
f6: call f7
exit
f7: r0 = 0
exit
=== eight-deep
--- E2BIG the call stack of 9 frames is too deep
call f1
r0 = 0
exit
f1: call f2
exit
f2: call f3
exit
f3: call f4
exit
f4: call f5
exit
f5: call f6
exit
f6: call f7
exit
f7: call f8
exit
f8: r0 = 0
exit
=== stack-of-eight-together
--- accept
*(u64 *)(r10 - 64) = 0
call f1
r0 = 0
exit
f1: *(u64 *)(r10 - 64) = 0
call f2
exit
f2: *(u64 *)(r10 - 64) = 0
call f3
exit
f3: *(u64 *)(r10 - 64) = 0
call f4
exit
f4: *(u64 *)(r10 - 64) = 0
call f5
exit
f5: *(u64 *)(r10 - 64) = 0
call f6
exit
f6: *(u64 *)(r10 - 64) = 0
call f7
exit
f7: *(u64 *)(r10 - 64) = 0
r0 = 0
exit
=== stack-of-eight-too-much
--- accept
*(u64 *)(r10 - 64) = 0
call f1
r0 = 0
exit
f1: *(u64 *)(r10 - 64) = 0
call f2
exit
f2: *(u64 *)(r10 - 64) = 0
call f3
exit
f3: *(u64 *)(r10 - 64) = 0
call f4
exit
f4: *(u64 *)(r10 - 64) = 0
call f5
exit
f5: *(u64 *)(r10 - 64) = 0
call f6
exit
f6: *(u64 *)(r10 - 64) = 0
call f7
exit
f7: *(u64 *)(r10 - 72) = 0
r0 = 0
exit
=== stack-rounded-to-16
--- accept
*(u64 *)(r10 - 8) = 0
call f
r0 = 0
exit
f: *(u64 *)(r10 - 496) = 0
r0 = 0
exit
=== stack-rounded-to-16-too-much
--- accept
*(u64 *)(r10 - 8) = 0
call f
r0 = 0
exit
f: *(u64 *)(r10 - 504) = 0
r0 = 0
exit
=== mask-of-a-sign type=SCHED_CLS
--- accept
r1 = *(u32 *)(r1 + 68)
w1 s>>= 31
w2 = w1
w2 &= 65535
if w2 > 5 goto +1
r1 &= 7
r0 = 0
exit
=== mask-of-a-long-sign type=SCHED_CLS
--- accept
r2 = *(u32 *)(r1 + 64)
r1 = *(u32 *)(r1 + 68)
r1 <<= 32
r1 s>>= 63
r3 = r1
r1 &= r2
r3 |= 5
r0 = 0
exit
=== mask-of-a-sign-in-half type=SCHED_CLS
--- accept
r1 = *(u32 *)(r1 + 68)
w1 s>>= 31
r3 = r1
r3 <<= 40
r3 |= r1
r3 &= 255
w1 ^= 5
r0 = 0
exit
