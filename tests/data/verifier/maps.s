=== lookup
--- accept
*(u64 *)(r10 - 8) = 1
r1 = map[hash]
r2 = r10
r2 += -8
call map_lookup_elem
if r0 == 0 goto +1
r0 = *(u64 *)(r0 + 8)
exit
=== lookup-unchecked
--- EACCES R0 invalid mem access 'map_value_or_null'
*(u64 *)(r10 - 8) = 1
r1 = map[hash]
r2 = r10
r2 += -8
call map_lookup_elem
r0 = *(u64 *)(r0 + 8)
exit
=== lookup-wrong-branch
--- EACCES R0 invalid mem access 'scalar'
*(u64 *)(r10 - 8) = 1
r1 = map[hash]
r2 = r10
r2 += -8
call map_lookup_elem
if r0 != 0 goto +1
r0 = *(u64 *)(r0 + 8)
r0 = 0
exit
=== lookup-copy-checked
--- accept
*(u64 *)(r10 - 8) = 1
r1 = map[hash]
r2 = r10
r2 += -8
call map_lookup_elem
r6 = r0
if r0 == 0 goto +1
r0 = *(u64 *)(r6 + 8)
exit
=== lookup-spilled-checked
--- accept
*(u64 *)(r10 - 8) = 1
r1 = map[hash]
r2 = r10
r2 += -8
call map_lookup_elem
*(u64 *)(r10 - 16) = r0
if r0 == 0 goto +2
r1 = *(u64 *)(r10 - 16)
r0 = *(u64 *)(r1 + 8)
exit
=== lookup-arithmetic-before-check
--- EACCES R0 pointer arithmetic on map_value_or_null prohibited, null-check it first
*(u64 *)(r10 - 8) = 1
r1 = map[hash]
r2 = r10
r2 += -8
call map_lookup_elem
r0 += 8
if r0 == 0 goto +1
r0 = *(u64 *)(r0 + 0)
exit
=== lookup-checked-32
--- EACCES R0 invalid mem access 'map_value_or_null'
*(u64 *)(r10 - 8) = 1
r1 = map[hash]
r2 = r10
r2 += -8
call map_lookup_elem
if w0 == 0 goto +1
r0 = *(u64 *)(r0 + 0)
exit
=== lookup-compared-with-1
--- EACCES R0 invalid mem access 'map_value_or_null'
*(u64 *)(r10 - 8) = 1
r1 = map[hash]
r2 = r10
r2 += -8
call map_lookup_elem
if r0 == 1 goto +1
r0 = *(u64 *)(r0 + 0)
exit
=== lookup-compared-with-zero-register
--- EACCES R0 invalid mem access 'map_value_or_null'
*(u64 *)(r10 - 8) = 1
r1 = map[hash]
r2 = r10
r2 += -8
call map_lookup_elem
r1 = 0
if r0 == r1 goto +1
r0 = *(u64 *)(r0 + 0)
r0 = 0
exit
=== two-lookups-one-check
--- EACCES R6 invalid mem access 'map_value_or_null'
*(u64 *)(r10 - 8) = 1
r1 = map[hash]
r2 = r10
r2 += -8
call map_lookup_elem
r6 = r0
r1 = map[hash]
r2 = r10
r2 += -8
call map_lookup_elem
if r0 == 0 goto +1
r0 = *(u64 *)(r6 + 0)
exit
=== two-lookups-compared
--- EACCES R0 invalid mem access 'scalar'
*(u64 *)(r10 - 8) = 1
r1 = map[hash]
r2 = r10
r2 += -8
call map_lookup_elem
if r0 == 0 goto +7
r6 = r0
r1 = map[hash]
r2 = r10
r2 += -8
call map_lookup_elem
if r0 != r6 goto +1
r0 = *(u64 *)(r0 + 0)
r0 = 0
exit
=== past-value
--- EACCES R0 min value is outside of the allowed memory range
*(u64 *)(r10 - 8) = 1
r1 = map[hash]
r2 = r10
r2 += -8
call map_lookup_elem
if r0 == 0 goto +1
r0 = *(u64 *)(r0 + 16)
exit
=== straddles-end
--- EACCES R0 min value is outside of the allowed memory range
*(u64 *)(r10 - 8) = 1
r1 = map[hash]
r2 = r10
r2 += -8
call map_lookup_elem
if r0 == 0 goto +1
r0 = *(u64 *)(r0 + 12)
exit
=== before-value
--- EACCES R0 min value is outside of the allowed memory range
*(u64 *)(r10 - 8) = 1
r1 = map[hash]
r2 = r10
r2 += -8
call map_lookup_elem
if r0 == 0 goto +1
r0 = *(u64 *)(r0 - 8)
exit
=== pointer-into-map
--- accept
r6 = r1
*(u64 *)(r10 - 8) = 1
r1 = map[hash]
r2 = r10
r2 += -8
call map_lookup_elem
if r0 == 0 goto +1
*(u64 *)(r0 + 0) = r6
r0 = 0
exit
=== key-uninitialised
--- accept
r1 = map[hash]
r2 = r10
r2 += -8
call map_lookup_elem
r0 = 0
exit
=== key-too-short
--- EINVAL invalid read from stack R2 off=-4 size=8
*(u32 *)(r10 - 4) = 1
r1 = map[hash]
r2 = r10
r2 += -4
call map_lookup_elem
r0 = 0
exit
=== key-not-pointer
--- EACCES R2 type=scalar expected=fp, pkt, pkt_meta, map_key, map_value, mem, ringbuf_mem, buf, trusted_ptr_
r1 = map[hash]
r2 = 5
call map_lookup_elem
r0 = 0
exit
=== key-null
--- EACCES R2 type=scalar expected=fp, pkt, pkt_meta, map_key, map_value, mem, ringbuf_mem, buf, trusted_ptr_
r1 = map[hash]
r2 = 0
call map_lookup_elem
r0 = 0
exit
=== key-ctx
--- EACCES R2 type=ctx expected=fp, pkt, pkt_meta, map_key, map_value, mem, ringbuf_mem, buf, trusted_ptr_
r2 = r1
r1 = map[hash]
call map_lookup_elem
r0 = 0
exit
=== key-in-value
--- accept
*(u64 *)(r10 - 8) = 1
r1 = map[hash]
r2 = r10
r2 += -8
call map_lookup_elem
if r0 == 0 goto +4
r1 = map[hash]
r2 = r0
call map_lookup_elem
r0 = 0
exit
=== not-a-map
--- EACCES R1 type=scalar expected=map_ptr
r1 = 5
r2 = r10
r2 += -8
call map_lookup_elem
r0 = 0
exit
=== map-pointer-moved
--- EACCES R1 pointer arithmetic on map_ptr prohibited
r1 = map[hash]
r1 += 8
r0 = 0
exit
=== map-pointer-plus-zero
--- accept
r1 = map[hash]
r1 += 0
r0 = 0
exit
=== map-pointer-read
--- accept
r1 = map[hash]
r0 = *(u64 *)(r1 + 0)
exit
=== map-pointer-written
--- EACCES only read from bpf_htab is supported
r1 = map[hash]
*(u64 *)(r1 + 0) = 5
r0 = 0
exit
=== update
--- accept
*(u64 *)(r10 - 8) = 1
*(u64 *)(r10 - 24) = 1
*(u64 *)(r10 - 16) = 1
r1 = map[hash]
r2 = r10
r2 += -8
r3 = r10
r3 += -24
r4 = 0
call map_update_elem
r0 = 0
exit
=== update-value-too-short
--- EINVAL invalid read from stack R3 off=-8 size=16
*(u64 *)(r10 - 8) = 1
r1 = map[hash]
r2 = r10
r2 += -8
r3 = r10
r3 += -8
r4 = 0
call map_update_elem
r0 = 0
exit
=== update-no-flags
--- EACCES R4 !read_ok
*(u64 *)(r10 - 8) = 1
r1 = map[tids]
r2 = r10
r2 += -8
r3 = r10
r3 += -8
call map_update_elem
r0 = 0
exit
=== update-readonly
--- EACCES write into map forbidden
*(u64 *)(r10 - 8) = 0
*(u64 *)(r10 - 16) = 0
r1 = map[readonly]
r2 = r10
r2 += -8
r3 = r10
r3 += -16
r4 = 0
call map_update_elem
r0 = 0
exit
=== write-readonly-value
--- EACCES write into map forbidden, value_size=16 off=0 size=8
*(u64 *)(r10 - 8) = 0
r1 = map[readonly]
r2 = r10
r2 += -8
call map_lookup_elem
if r0 == 0 goto +1
*(u64 *)(r0 + 0) = 5
r0 = 0
exit
=== read-writeonly-value
--- EACCES read from map forbidden, value_size=16 off=0 size=8
*(u64 *)(r10 - 8) = 0
r1 = map[writeonly]
r2 = r10
r2 += -8
call map_lookup_elem
if r0 == 0 goto +1
r0 = *(u64 *)(r0 + 0)
exit
=== write-writeonly-value
--- accept
*(u64 *)(r10 - 8) = 0
r1 = map[writeonly]
r2 = r10
r2 += -8
call map_lookup_elem
if r0 == 0 goto +1
*(u64 *)(r0 + 0) = 5
r0 = 0
exit
=== delete
--- accept
*(u64 *)(r10 - 8) = 1
r1 = map[hash]
r2 = r10
r2 += -8
call map_delete_elem
r0 = 0
exit
=== delete-array
--- accept
*(u64 *)(r10 - 8) = 1
r1 = map[array]
r2 = r10
r2 += -8
call map_delete_elem
r0 = 0
exit
=== array-constant-key
--- EACCES R0 invalid mem access 'map_value_or_null'
*(u32 *)(r10 - 4) = 1
r1 = map[array]
r2 = r10
r2 += -4
call map_lookup_elem
r0 = *(u64 *)(r0 + 0)
exit
=== array-constant-key-too-big
--- EACCES R0 invalid mem access 'map_value_or_null'
*(u32 *)(r10 - 4) = 2
r1 = map[array]
r2 = r10
r2 += -4
call map_lookup_elem
r0 = *(u64 *)(r0 + 0)
exit
=== array-constant-key-from-register
--- accept
r6 = 1
*(u32 *)(r10 - 8) = r6
r1 = map[array]
r2 = r10
r2 += -8
call map_lookup_elem
r0 = *(u64 *)(r0 + 0)
exit
=== array-zero-key-64
--- accept
*(u64 *)(r10 - 8) = 0
r1 = map[array]
r2 = r10
r2 += -4
call map_lookup_elem
r0 = *(u64 *)(r0 + 0)
exit
=== array-negative-key
--- EACCES R0 invalid mem access 'map_value_or_null'
*(u32 *)(r10 - 8) = -1
r1 = map[array]
r2 = r10
r2 += -8
call map_lookup_elem
r0 = *(u64 *)(r0 + 0)
exit
=== percpu-array-constant-key
--- accept
*(u32 *)(r10 - 4) = 0
r1 = map[scratch]
r2 = r10
r2 += -4
call map_lookup_elem
r0 = *(u64 *)(r0 + 4192)
exit
=== percpu-array-past
--- EACCES R0 min value is outside of the allowed memory range
*(u32 *)(r10 - 4) = 0
r1 = map[scratch]
r2 = r10
r2 += -4
call map_lookup_elem
r0 = *(u64 *)(r0 + 4196)
exit
=== array-unknown-key
--- EACCES R0 invalid mem access 'map_value_or_null'
call get_prandom_u32
*(u32 *)(r10 - 4) = r0
r1 = map[array]
r2 = r10
r2 += -4
call map_lookup_elem
r0 = *(u64 *)(r0 + 0)
exit
=== value-index
--- accept
*(u32 *)(r10 - 4) = 0
r1 = map[array]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 == 0 goto out
r6 = r0
call get_prandom_u32
r0 &= 31
r6 += r0
r0 = *(u64 *)(r6 + 8)
out: r0 = 0
exit
=== value-index-too-big
--- EACCES R6 max value is outside of the allowed memory range
*(u32 *)(r10 - 4) = 0
r1 = map[array]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 == 0 goto out
r6 = r0
call get_prandom_u32
r0 &= 63
r6 += r0
r0 = *(u8 *)(r6 + 0)
out: r0 = 0
exit
=== value-index-checked
--- accept
*(u32 *)(r10 - 4) = 0
r1 = map[array]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 == 0 goto out
r6 = r0
r7 = *(u32 *)(r0 + 0)
if r7 > 40 goto out
r6 += r7
r0 = *(u64 *)(r6 + 0)
out: r0 = 0
exit
=== value-index-checked-signed-only
--- EINVAL math between map_value pointer and register with unbounded min value is not allowed
*(u32 *)(r10 - 4) = 0
r1 = map[array]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 == 0 goto out
r6 = r0
r7 = *(u64 *)(r0 + 0)
if r7 s> 40 goto out
r6 += r7
r0 = *(u64 *)(r6 + 0)
out: r0 = 0
exit
=== value-index-unchecked
--- EACCES R6 unbounded memory access, make sure to bounds check any such access
*(u32 *)(r10 - 4) = 0
r1 = map[array]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 == 0 goto out
r6 = r0
r7 = *(u32 *)(r0 + 0)
r6 += r7
r0 = *(u8 *)(r6 + 0)
out: r0 = 0
exit
=== value-index-64-unchecked
--- EINVAL math between map_value pointer and register with unbounded min value is not allowed
*(u32 *)(r10 - 4) = 0
r1 = map[array]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 == 0 goto out
r6 = r0
r7 = *(u64 *)(r0 + 0)
r6 += r7
r0 = *(u8 *)(r6 + 0)
out: r0 = 0
exit
=== value-subtract
--- EACCES R6 unbounded memory access, make sure to bounds check any such access
*(u32 *)(r10 - 4) = 0
r1 = map[array]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 == 0 goto out
r6 = r0
call get_prandom_u32
r0 &= 7
r6 += 8
r6 -= r0
r0 = *(u64 *)(r6 + 0)
out: r0 = 0
exit
=== value-subtract-too-much
--- EACCES R6 min value is negative, either use unsigned index or do a if (index >=0) check.
*(u32 *)(r10 - 4) = 0
r1 = map[array]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 == 0 goto out
r6 = r0
call get_prandom_u32
r0 &= 15
r6 += 8
r6 -= r0
r0 = *(u64 *)(r6 + 0)
out: r0 = 0
exit
=== value-index-scaled
--- accept
*(u32 *)(r10 - 4) = 0
r1 = map[array]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 == 0 goto out
r6 = r0
call get_prandom_u32
if r0 >= 6 goto out
r0 <<= 3
r6 += r0
*(u64 *)(r6 + 0) = r0
out: r0 = 0
exit
=== value-index-scaled-one-too-many
--- EACCES R6 max value is outside of the allowed memory range
*(u32 *)(r10 - 4) = 0
r1 = map[array]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 == 0 goto out
r6 = r0
call get_prandom_u32
if r0 > 6 goto out
r0 <<= 3
r6 += r0
*(u64 *)(r6 + 0) = r0
out: r0 = 0
exit
=== value-atomic
--- accept
*(u32 *)(r10 - 4) = 0
r1 = map[array]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 == 0 goto out
r1 = 1
lock *(u64 *)(r0 + 8) += r1
out: r0 = 0
exit
=== value-atomic-misaligned
--- EACCES misaligned value access off 0+0+4 size 8
*(u32 *)(r10 - 4) = 0
r1 = map[array]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 == 0 goto out
r1 = 1
lock *(u64 *)(r0 + 4) += r1
out: r0 = 0
exit
=== value-misaligned
--- accept
*(u32 *)(r10 - 4) = 0
r1 = map[array]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 == 0 goto out
r0 = *(u64 *)(r0 + 1)
out: r0 = 0
exit
=== lookup-ring
--- EACCES invalid zero-sized read
*(u32 *)(r10 - 4) = 0
r1 = map[ring]
r2 = r10
r2 += -4
call map_lookup_elem
r0 = 0
exit
=== lookup-perf
--- EINVAL cannot pass map_type 4 into func bpf_map_lookup_elem#1
*(u32 *)(r10 - 4) = 0
r1 = map[perf]
r2 = r10
r2 += -4
call map_lookup_elem
r0 = 0
exit
=== lookup-progs
--- EINVAL cannot pass map_type 3 into func bpf_map_lookup_elem#1
*(u32 *)(r10 - 4) = 0
r1 = map[progs]
r2 = r10
r2 += -4
call map_lookup_elem
r0 = 0
exit
=== lookup-stacks
--- EINVAL cannot pass map_type 7 into func bpf_map_lookup_elem#1
*(u32 *)(r10 - 4) = 0
r1 = map[stacks]
r2 = r10
r2 += -4
call map_lookup_elem
r0 = 0
exit
=== lookup-queue
--- EACCES invalid zero-sized read
*(u32 *)(r10 - 4) = 0
r1 = map[queue]
r2 = r10
r2 += -4
call map_lookup_elem
r0 = 0
exit
=== queue-push
--- accept
*(u64 *)(r10 - 8) = 0
r1 = map[queue]
r2 = r10
r2 += -8
r3 = 0
call map_push_elem
r0 = 0
exit
=== queue-pop
--- accept
r1 = map[queue]
r2 = r10
r2 += -8
call map_pop_elem
r0 = *(u64 *)(r10 - 8)
exit
=== percpu-hash
--- accept
*(u64 *)(r10 - 8) = 0
r1 = map[percpu]
r2 = r10
r2 += -8
call map_lookup_elem
if r0 == 0 goto +1
r0 = *(u64 *)(r0 + 16)
exit
=== lookup-percpu
--- accept
*(u64 *)(r10 - 8) = 0
r1 = map[percpu]
r2 = r10
r2 += -8
r3 = 0
call map_lookup_percpu_elem
if r0 == 0 goto +1
r0 = *(u64 *)(r0 + 16)
exit
=== stackid
--- accept
r2 = map[stacks]
r3 = 0
call get_stackid
r0 = 0
exit
=== stackid-wrong-map
--- EINVAL cannot pass map_type 1 into func bpf_get_stackid#27
r2 = map[hash]
r3 = 0
call get_stackid
r0 = 0
exit
=== one-of-two-maps
--- accept
r6 = r1
*(u64 *)(r10 - 8) = 0
call get_prandom_u32
r1 = map[hash]
if r0 > 5 goto +2
r1 = map[lru]
r2 = r10
r2 += -8
call map_lookup_elem
if r0 == 0 goto +1
r0 = *(u64 *)(r0 + 0)
exit
=== one-of-two-maps-bigger
--- EACCES R0 min value is outside of the allowed memory range
r6 = r1
*(u64 *)(r10 - 8) = 0
call get_prandom_u32
r1 = map[hash]
if r0 > 5 goto +2
r1 = map[lru]
r2 = r10
r2 += -8
call map_lookup_elem
if r0 == 0 goto +1
r0 = *(u64 *)(r0 + 8)
exit
