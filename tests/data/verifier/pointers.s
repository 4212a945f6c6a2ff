# Rules that hold for some types of pointers only: found by trying each operation on each type.
=== compared-as-32-bits type=SCHED_CLS
--- accept
r6 = *(u64 *)(r1 + 168)
if r6 == 0 goto +4
if w6 != 0 goto +2
r0 = *(u8 *)(r6 + 0)
exit
r0 = 0
r0 = 0
exit
=== compared-as-32-bits-value type=SCHED_CLS
--- accept
r6 = map[bss][0]+8
if w6 == 0 goto +1
r0 = *(u8 *)(r6 + 0)
r0 = 0
exit
=== compared-as-32-bits-with-a-register type=SCHED_CLS
--- accept
r6 = map[bss][0]+8
r7 = 0xff00000000 ll
if w6 == w7 goto +1
r0 = *(u8 *)(r6 + 0)
r0 = 0
exit
=== register-compared-as-32-bits-with-it type=SCHED_CLS
--- accept
r6 = map[bss][0]+8
r7 = 0
if w7 == w6 goto +1
r0 = *(u8 *)(r6 + 0)
r0 = 0
exit
=== compared-as-32-bits-or-null type=SCHED_CLS
--- EACCES R6 invalid mem access 'sock_common_or_null'
r6 = *(u64 *)(r1 + 168)
if w6 == 0 goto +1
r0 = *(u8 *)(r6 + 0)
r0 = 0
exit
=== stack-compared-as-32-bits type=SCHED_CLS
--- EACCES R0 !read_ok
if w10 == 0 goto +1
r0 = 0
exit
=== kernel-struct-equal-to-the-stack type=TRACING attach=TRACE_ITER target=task
--- EACCES R6 invalid mem access 'trusted_ptr_or_null_'
r6 = *(u64 *)(r1 + 8)
if r6 != r10 goto +1
r0 = *(u8 *)(r6 + 0)
r0 = 0
exit
=== kernel-struct-equal-to-another type=TRACING attach=TRACE_ITER target=task
--- EACCES R6 invalid mem access 'trusted_ptr_or_null_'
r6 = *(u64 *)(r1 + 8)
r7 = *(u64 *)(r1 + 0)
if r6 != r7 goto +1
r0 = *(u8 *)(r6 + 0)
r0 = 0
exit
=== value-equal-to-the-stack type=SCHED_CLS
--- accept
*(u64 *)(r10 - 8) = 1
r1 = map[hash]
r2 = r10
r2 += -8
call map_lookup_elem
if r0 != r10 goto +1
r0 = *(u8 *)(r0 + 0)
r0 = 0
exit
=== option-to-a-helper type=CGROUP_SOCKOPT attach=CGROUP_SETSOCKOPT
--- accept
r6 = *(u64 *)(r1 + 8)
r3 = *(u64 *)(r1 + 16)
r2 = r6
r2 += 16
if r2 > r3 goto out
r1 = map[ring]
r2 = r6
r3 = 8
r4 = 0
call ringbuf_output
out:
r0 = 1
exit
=== option-to-a-helper-too-far type=CGROUP_SOCKOPT attach=CGROUP_SETSOCKOPT
--- EACCES R2 offset is outside of the packet
r6 = *(u64 *)(r1 + 8)
r3 = *(u64 *)(r1 + 16)
r2 = r6
r2 += 16
if r2 > r3 goto out
r1 = map[ring]
r2 = r6
r3 = 17
r4 = 0
call ringbuf_output
out:
r0 = 1
exit
=== option-as-a-place-for-a-number type=CGROUP_SOCKOPT attach=CGROUP_SETSOCKOPT
--- EACCES misaligned packet access off 2+0+0+0 size 8
r6 = *(u64 *)(r1 + 8)
r3 = *(u64 *)(r1 + 16)
r2 = r6
r2 += 16
if r2 > r3 goto out
*(u64 *)(r10 - 8) = 0
r1 = r10
r1 += -8
r2 = 8
r3 = 0
r4 = r6
call strtol
out:
r0 = 1
exit
=== nothing-of-a-range-of-stack
--- accept
*(u64 *)(r10 - 16) = 0
*(u64 *)(r10 - 24) = 0
call get_prandom_u32
r0 &= 8
r2 = r10
r2 += -24
r2 += r0
r1 = map[ring]
r3 = 0
r4 = 0
call ringbuf_output
r0 = 0
exit
=== nothing-of-a-range-of-unset-stack
--- accept
call get_prandom_u32
r0 &= 8
r2 = r10
r2 += -24
r2 += r0
r1 = map[ring]
r3 = 0
r4 = 0
call ringbuf_output
r0 = 0
exit
=== nothing-of-a-range-of-unset-stack-may-be-read caps=bpf type=SOCKET_FILTER
--- accept
*(u64 *)(r10 - 24) = 0
r2 = r10
r2 += -24
r1 = map[ring]
r3 = 0
r4 = 0
call ringbuf_output
r0 = 0
exit
=== swap-that-changes-nothing
--- accept
call ktime_get_ns
r6 = r0
r7 = r6
r6 = le64 r6
if r7 > 3 goto +4
r1 = r10
r1 += -16
r1 += r6
*(u8 *)(r1 + 0) = 0
r0 = 0
exit
=== swap-that-cuts
--- EINVAL invalid variable-offset write to stack R1 var_off=(0x0; 0xffff) off=-16 size=1
call ktime_get_ns
r0 &= 0xffff
r6 = r0
r7 = r6
r6 = le32 r6
if r7 > 3 goto +4
r1 = r10
r1 += -16
r1 += r6
*(u8 *)(r1 + 0) = 0
r0 = 0
exit
=== before-a-tracepoint's-record
--- accept
--- ours EACCES invalid bpf_context access off=-8 size=8
r0 = *(u64 *)(r1 - 8)
r0 = 0
exit
