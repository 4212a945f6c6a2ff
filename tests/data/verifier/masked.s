# Maps made by users without CAP_PERFMON: the numbers of their elements are masked.
@ p PROG_ARRAY 4 4 3 maker=user
@ q PROG_ARRAY 4 4 3 maker=user
@ a ARRAY 4 12 5 maker=user
@ one ARRAY 4 8 1 maker=user
@ cpu PERCPU_ARRAY 4 8 5 maker=user
@ i ARRAY 4 8 4 maker=user
@ outer ARRAY_OF_MAPS 4 4 5 inner=i maker=user
@ h HASH 4 8 5 maker=user
@ plain PROG_ARRAY 4 4 3
@ other PROG_ARRAY 4 4 3
=== tail-call type=SOCKET_FILTER caps=bpf
--- accept
r2 = map[p]
r3 = 1
call tail_call
r0 = 0
exit
=== tail-call-unknown-index type=SOCKET_FILTER caps=bpf
--- accept
r6 = r1
call get_prandom_u32
r3 = r0
r2 = map[p]
r1 = r6
call tail_call
r0 = 0
exit
=== tail-call-two-arrays type=SOCKET_FILTER caps=bpf
--- EINVAL tail_call abusing map_ptr
r6 = r1
r2 = map[p]
r7 = *(u32 *)(r1 + 0)
if r7 > 5 goto +2
r2 = map[q]
r3 = 1
r1 = r6
call tail_call
r0 = 0
exit
=== tail-call-two-arrays-of-others type=SOCKET_FILTER caps=bpf
--- accept
r6 = r1
r2 = map[other]
r7 = *(u32 *)(r1 + 0)
if r7 > 5 goto +2
r2 = map[plain]
r3 = 1
r1 = r6
call tail_call
r0 = 0
exit
=== tail-call-one-of-others type=SOCKET_FILTER caps=bpf
--- EINVAL tail_call abusing map_ptr
r6 = r1
r2 = map[plain]
r7 = *(u32 *)(r1 + 0)
if r7 > 5 goto +2
r2 = map[q]
r3 = 1
r1 = r6
call tail_call
r0 = 0
exit
=== tail-call-one-of-others-first type=SOCKET_FILTER caps=bpf
--- EINVAL tail_call abusing map_ptr
r6 = r1
r2 = map[q]
r7 = *(u32 *)(r1 + 0)
if r7 > 5 goto +2
r2 = map[plain]
r3 = 1
r1 = r6
call tail_call
r0 = 0
exit
=== tail-call-once-out-of-range type=SOCKET_FILTER caps=bpf
--- accept
r2 = map[p]
r3 = 7
call tail_call
r0 = 0
exit
=== lookup type=SOCKET_FILTER caps=bpf
--- accept
*(u32 *)(r10 - 4) = 1
r1 = map[a]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 == 0 goto +1
r0 = *(u32 *)(r0 + 0)
r0 = 0
exit
=== lookup-in-one type=SOCKET_FILTER caps=bpf
--- accept
*(u32 *)(r10 - 4) = 0
r1 = map[one]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 == 0 goto +1
r0 = *(u32 *)(r0 + 0)
r0 = 0
exit
=== lookup-of-this-cpu type=SOCKET_FILTER caps=bpf
--- accept
*(u32 *)(r10 - 4) = 0
r1 = map[cpu]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 == 0 goto +1
r0 = *(u32 *)(r0 + 0)
r0 = 0
exit
=== lookup-of-a-map type=SOCKET_FILTER caps=bpf
--- accept
*(u32 *)(r10 - 4) = 0
r1 = map[outer]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 == 0 goto +6
r1 = r0
r2 = r10
r2 += -4
call map_lookup_elem
if r0 == 0 goto +1
r0 = *(u32 *)(r0 + 0)
r0 = 0
exit
=== lookup-in-a-hash type=SOCKET_FILTER caps=bpf
--- accept
*(u32 *)(r10 - 4) = 0
r1 = map[h]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 == 0 goto +1
r0 = *(u32 *)(r0 + 0)
r0 = 0
exit
=== lookup-in-two type=SOCKET_FILTER caps=bpf
--- accept
*(u32 *)(r10 - 4) = 0
r7 = *(u32 *)(r1 + 0)
r1 = map[a]
if r7 > 5 goto +2
r1 = map[one]
r2 = r10
r2 += -4
call map_lookup_elem
r0 = 0
exit
=== tail-call-nobody type=SOCKET_FILTER caps=none
--- accept
r2 = map[p]
r3 = 1
call tail_call
r0 = 0
exit
=== tail-call-two-arrays-nobody type=SOCKET_FILTER caps=none
--- EINVAL tail_call abusing map_ptr
r6 = r1
r2 = map[p]
r7 = *(u32 *)(r1 + 0)
if r7 > 5 goto +2
r2 = map[q]
r3 = 1
r1 = r6
call tail_call
r0 = 0
exit
