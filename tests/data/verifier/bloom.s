# Bloom filters: peek asks about a value, which must be there; of a queue it makes one.
@ filter BLOOM_FILTER 0 8 4
@ queue QUEUE 0 8 4
=== filter-peek
--- accept
r1 = map[filter]
r2 = r10
r2 += -8
*(u64 *)(r10 - 8) = 5
call map_peek_elem
r0 = *(u64 *)(r10 - 8)
exit
=== filter-peek-uninit
--- accept
r1 = map[filter]
r2 = r10
r2 += -8
call map_peek_elem
r0 = 0
exit
=== queue-peek-uninit
--- accept
r1 = map[queue]
r2 = r10
r2 += -8
call map_peek_elem
r0 = *(u64 *)(r10 - 8)
exit
=== filter-push-uninit
--- accept
r1 = map[filter]
r2 = r10
r2 += -8
r3 = 0
call map_push_elem
r0 = 0
exit
=== filter-pop
--- EINVAL cannot pass map_type 30 into func bpf_map_pop_elem#88
r1 = map[filter]
r2 = r10
r2 += -8
call map_pop_elem
r0 = 0
exit
