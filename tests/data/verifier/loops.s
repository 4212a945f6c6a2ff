=== ten-times
--- accept
r6 = 0
again: r6 += 1
if r6 < 10 goto again
r0 = 0
exit
=== thousand-times
--- accept
r6 = 0
again: r6 += 1
if r6 < 1000 goto again
r0 = 0
exit
=== downwards
--- accept
r6 = 100
again: r6 += -1
if r6 != 0 goto again
r0 = 0
exit
=== unknown-bound
--- accept
call get_prandom_u32
r6 = r0
r6 &= 15
r7 = 0
again: r7 += 1
if r7 < r6 goto again
r0 = 0
exit
=== unbounded
--- E2BIG BPF program is too large. Processed 1000001 insn
call get_prandom_u32
r6 = r0
again: r6 += -1
if r6 != 0 goto again
r0 = 0
exit
=== never-ends
--- EINVAL infinite loop detected at insn 1
r6 = 0
again: r6 += 0
if r6 < 10 goto again
r0 = 0
exit
=== fills-value
--- accept
r6 = 0
r7 = map[bss][0]+0
again: r8 = r7
r8 += r6
*(u8 *)(r8 + 0) = 1
r6 += 1
if r6 < 64 goto again
r0 = 0
exit
=== fills-value-too-far
--- EACCES R8 min value is outside of the allowed memory range
r6 = 0
r7 = map[bss][0]+0
again: r8 = r7
r8 += r6
*(u8 *)(r8 + 0) = 1
r6 += 1
if r6 < 65 goto again
r0 = 0
exit
=== fills-stack
--- accept
r6 = 0
again: r8 = r10
r8 += -64
r8 += r6
*(u8 *)(r8 + 0) = 1
r6 += 1
if r6 < 64 goto again
r0 = 0
exit
=== with-branch
--- accept
r6 = 0
r7 = 0
again: call get_prandom_u32
if r0 > 5 goto skip
r7 = r0
skip: r6 += 1
if r6 < 20 goto again
r0 = r7
exit
=== with-call
--- accept
r6 = 0
again: r1 = r6
call f
r6 += 1
if r6 < 20 goto again
r0 = 0
exit
f: r0 = r1
r0 += 1
exit
=== reserve-in-loop
--- accept
r6 = 0
again: r1 = map[ring]
r2 = 8
r3 = 0
call ringbuf_reserve
if r0 == 0 goto out
r1 = r0
r2 = 0
call ringbuf_submit
r6 += 1
if r6 < 10 goto again
out: r0 = 0
exit
=== reserve-in-loop-leaks
--- EINVAL BPF_EXIT instruction in main prog would lead to reference leak
r6 = 0
again: r1 = map[ring]
r2 = 8
r3 = 0
call ringbuf_reserve
if r0 == 0 goto next
r7 = r0
next: r6 += 1
if r6 < 3 goto again
r0 = 0
exit
=== nested
--- accept
r6 = 0
outer: r7 = 0
inner: r7 += 1
if r7 < 10 goto inner
r6 += 1
if r6 < 10 goto outer
r0 = 0
exit
=== pointer-walk
--- accept
r6 = map[bss][0]+0
r7 = 0
again: *(u8 *)(r6 + 0) = 1
r6 += 1
r7 += 1
if r7 < 64 goto again
r0 = 0
exit
=== pointer-walk-too-far
--- EACCES R6 min value is outside of the allowed memory range
r6 = map[bss][0]+0
r7 = 0
again: *(u8 *)(r6 + 0) = 1
r6 += 1
r7 += 1
if r7 < 66 goto again
r0 = 0
exit
=== infinite-with-state
--- EINVAL infinite loop detected at insn 1
r6 = 0
again: call get_prandom_u32
r6 = 0
if r6 == 0 goto again
exit
