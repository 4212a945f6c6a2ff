=== return-zero
--- accept
r0 = 0
exit
=== no-return
--- EACCES R0 !read_ok
exit
=== uninitialised
--- EACCES R2 !read_ok
r0 = r2
exit
=== uninitialised-after-call
--- EACCES R1 !read_ok
call ktime_get_ns
r0 = r1
exit
=== callee-saved-kept
--- accept
r6 = r1
call ktime_get_ns
r0 = *(u64 *)(r6 + 8)
exit
=== return-pointer
--- accept
r0 = r1
exit
=== return-stack-pointer
--- accept
r0 = r10
exit
=== write-r10
--- EACCES frame pointer is read only
r10 = 0
r0 = 0
exit
=== add-to-r10
--- EACCES frame pointer is read only
r10 += 8
r0 = 0
exit
=== load-into-r10
--- EACCES frame pointer is read only
r10 = *(u64 *)(r1 + 8)
r0 = 0
exit
=== lddw-into-r10
--- EACCES frame pointer is read only
r10 = 5 ll
r0 = 0
exit
=== unreachable
--- EINVAL unreachable insn 2
r0 = 0
exit
r0 = 1
exit
=== jump-too-far
--- EINVAL jump out of range from insn 1 to 5
r0 = 0
goto +3
exit
=== jump-too-far-back
--- EINVAL jump out of range from insn 1 to -2
r0 = 0
if r0 == 1 goto -4
exit
=== falls-off
--- EINVAL last insn is not an exit or jmp
r0 = 0
=== falls-off-after-jump
--- EINVAL last insn is not an exit or jmp
r0 = 0
if r0 == 0 goto -2
=== into-lddw
--- EINVAL jump into the middle of ldimm64 insn 2
r0 = 0
if r0 == 1 goto +1
r1 = 5 ll
exit
=== infinite-loop
--- EINVAL infinite loop detected at insn 1
r0 = 0
goto -1
=== infinite-loop-counted
--- EINVAL infinite loop detected at insn 1
r0 = 0
r1 = 1
if r1 == 1 goto -2
exit
=== division-by-zero
--- EINVAL div by zero
r0 = 1
r0 /= 0
exit
=== modulo-by-zero
--- EINVAL div by zero
r0 = 1
w0 %= 0
exit
=== division-by-register
--- accept
r0 = 1
r2 = 0
r0 /= r2
exit
=== shift-too-far
--- EINVAL invalid shift 64
r0 = 1
r0 <<= 64
exit
=== shift-too-far-32
--- EINVAL invalid shift 32
r0 = 1
w0 <<= 32
exit
=== shift-by-unknown
--- accept
call get_prandom_u32
r1 = 1
r1 <<= r0
r0 = 0
exit
=== dead-branch-not-walked
--- accept
r0 = 0
if r0 == 0 goto +1
r0 = r9
exit
=== bswap-pointer
--- accept
r0 = 0
r1 = bswap64 r1
exit
=== negate-pointer
--- accept
r0 = 0
r1 = -r1
exit
=== helper-unknown
--- EINVAL invalid func unknown#5000
call 5000
r0 = 0
exit
=== helper-not-for-type
--- EINVAL program of this type cannot use helper bpf_skb_load_bytes#26
call skb_load_bytes
r0 = 0
exit
=== helper-gpl-only gpl=no
--- EINVAL cannot call GPL-restricted function from non-GPL compatible program
r1 = r10
r1 += -8
r2 = 8
r3 = 0
call probe_read
r0 = 0
exit
=== helper-gpl-fine gpl=no
--- accept
call ktime_get_ns
r0 = 0
exit
=== tail-call
--- accept
r2 = map[progs]
r3 = 0
call tail_call
r0 = 0
exit
=== may-goto
--- accept
r0 = 0
may_goto +0
exit
=== ld-abs
--- EINVAL BPF_LD_[ABS|IND] instructions not allowed for this program type
r6 = r1
r0 = *(u32 *)skb[4]
exit
=== exit-in-one-branch-uninit
--- EACCES R6 !read_ok
call get_prandom_u32
if r0 > 5 goto a
r6 = 1
goto b
a: r7 = 1
b: r0 = r6
exit
=== goto-forward
--- accept
goto +1
exit
r0 = 0
goto -3
=== gotol
--- accept
gotol +0
r0 = 0
exit
=== neg
--- accept
call get_prandom_u32
w0 = w0
r0 = -r0
if r0 s> 0 goto +1
exit
r0 = r9
exit
