=== reserve-submit
--- accept
r1 = map[ring]
r2 = 24
r3 = 0
call ringbuf_reserve
if r0 == 0 goto out
*(u64 *)(r0 + 16) = 5
r1 = r0
r2 = 0
call ringbuf_submit
out: r0 = 0
exit
=== reserve-discard
--- accept
r1 = map[ring]
r2 = 24
r3 = 0
call ringbuf_reserve
if r0 == 0 goto out
r1 = r0
r2 = 0
call ringbuf_discard
out: r0 = 0
exit
=== reserve-leak
--- EINVAL BPF_EXIT instruction in main prog would lead to reference leak
r1 = map[ring]
r2 = 24
r3 = 0
call ringbuf_reserve
r0 = 0
exit
=== reserve-leak-one-path
--- EINVAL BPF_EXIT instruction in main prog would lead to reference leak
r1 = map[ring]
r2 = 24
r3 = 0
call ringbuf_reserve
if r0 == 0 goto out
r6 = r0
call get_prandom_u32
if r0 > 5 goto out
r1 = r6
r2 = 0
call ringbuf_submit
out: r0 = 0
exit
=== submit-unchecked
--- EACCES R1 type=ringbuf_mem_or_null expected=ringbuf_mem
r1 = map[ring]
r2 = 24
r3 = 0
call ringbuf_reserve
r1 = r0
r2 = 0
call ringbuf_submit
r0 = 0
exit
=== submit-twice
--- EACCES R1 type=scalar expected=ringbuf_mem
r1 = map[ring]
r2 = 24
r3 = 0
call ringbuf_reserve
if r0 == 0 goto out
r6 = r0
r1 = r6
r2 = 0
call ringbuf_submit
r1 = r6
r2 = 0
call ringbuf_submit
out: r0 = 0
exit
=== use-after-submit
--- EACCES R6 invalid mem access 'scalar'
r1 = map[ring]
r2 = 24
r3 = 0
call ringbuf_reserve
if r0 == 0 goto out
r6 = r0
r1 = r6
r2 = 0
call ringbuf_submit
*(u64 *)(r6 + 0) = 5
out: r0 = 0
exit
=== use-after-submit-spilled
--- EACCES R6 invalid mem access 'scalar'
r1 = map[ring]
r2 = 24
r3 = 0
call ringbuf_reserve
if r0 == 0 goto out
*(u64 *)(r10 - 8) = r0
r1 = r0
r2 = 0
call ringbuf_submit
r6 = *(u64 *)(r10 - 8)
*(u64 *)(r6 + 0) = 5
out: r0 = 0
exit
=== past-record
--- EACCES R0 min value is outside of the allowed memory range
r1 = map[ring]
r2 = 24
r3 = 0
call ringbuf_reserve
if r0 == 0 goto out
*(u64 *)(r0 + 24) = 5
r1 = r0
r2 = 0
call ringbuf_submit
out: r0 = 0
exit
=== before-record
--- EACCES R0 min value is outside of the allowed memory range
r1 = map[ring]
r2 = 24
r3 = 0
call ringbuf_reserve
if r0 == 0 goto out
*(u64 *)(r0 - 8) = 5
r1 = r0
r2 = 0
call ringbuf_submit
out: r0 = 0
exit
=== submit-moved
--- EINVAL R1 must have zero offset when passed to release func or trusted arg to kfunc
r1 = map[ring]
r2 = 24
r3 = 0
call ringbuf_reserve
if r0 == 0 goto out
r1 = r0
r1 += 8
r2 = 0
call ringbuf_submit
out: r0 = 0
exit
=== submit-moved-back
--- EINVAL R1 must have zero offset when passed to release func or trusted arg to kfunc
r1 = map[ring]
r2 = 24
r3 = 0
call ringbuf_reserve
if r0 == 0 goto out
r1 = r0
r1 += -8
r2 = 0
call ringbuf_submit
out: r0 = 0
exit
=== submit-moved-variable
--- EACCES variable ringbuf_mem access var_off=(0x0; 0x7) disallowed
r1 = map[ring]
r2 = 24
r3 = 0
call ringbuf_reserve
if r0 == 0 goto out
r6 = r0
call get_prandom_u32
r0 &= 7
r6 += r0
r1 = r6
r2 = 0
call ringbuf_submit
out: r0 = 0
exit
=== submit-stack
--- EACCES R1 type=fp expected=ringbuf_mem
r1 = r10
r1 += -8
r2 = 0
call ringbuf_submit
r0 = 0
exit
=== submit-null
--- EACCES R1 type=scalar expected=ringbuf_mem
r1 = 0
r2 = 0
call ringbuf_submit
r0 = 0
exit
=== reserve-unknown-size
--- EACCES R2 is not a known constant'
call get_prandom_u32
r2 = r0
r1 = map[ring]
r3 = 0
call ringbuf_reserve
r0 = 0
exit
=== reserve-zero
--- accept
r1 = map[ring]
r2 = 0
r3 = 0
call ringbuf_reserve
if r0 == 0 goto out
r1 = r0
r2 = 0
call ringbuf_submit
out: r0 = 0
exit
=== reserve-from-hash
--- EINVAL cannot pass map_type 1 into func bpf_ringbuf_reserve#131
r1 = map[hash]
r2 = 8
r3 = 0
call ringbuf_reserve
r0 = 0
exit
=== two-records
--- accept
r1 = map[ring]
r2 = 24
r3 = 0
call ringbuf_reserve
if r0 == 0 goto out
r6 = r0
r1 = map[ring]
r2 = 24
r3 = 0
call ringbuf_reserve
if r0 == 0 goto one
r1 = r0
r2 = 0
call ringbuf_submit
one: r1 = r6
r2 = 0
call ringbuf_submit
out: r0 = 0
exit
=== two-records-one-leaks
--- EINVAL BPF_EXIT instruction in main prog would lead to reference leak
r1 = map[ring]
r2 = 24
r3 = 0
call ringbuf_reserve
if r0 == 0 goto out
r6 = r0
r1 = map[ring]
r2 = 24
r3 = 0
call ringbuf_reserve
if r0 == 0 goto one
r6 = r0
one: r1 = r6
r2 = 0
call ringbuf_submit
out: r0 = 0
exit
=== filled-by-helper
--- accept
r1 = map[ring]
r2 = 24
r3 = 0
call ringbuf_reserve
if r0 == 0 goto out
r6 = r0
r1 = r6
r1 += 8
r2 = 16
call get_current_comm
r1 = r6
r2 = 0
call ringbuf_submit
out: r0 = 0
exit
=== filled-by-helper-too-far
--- EACCES R1 min value is outside of the allowed memory range
r1 = map[ring]
r2 = 24
r3 = 0
call ringbuf_reserve
if r0 == 0 goto out
r6 = r0
r1 = r6
r1 += 9
r2 = 16
call get_current_comm
r1 = r6
r2 = 0
call ringbuf_submit
out: r0 = 0
exit
=== pointer-into-record
--- accept
r6 = r1
r1 = map[ring]
r2 = 24
r3 = 0
call ringbuf_reserve
if r0 == 0 goto out
*(u64 *)(r0 + 0) = r6
r1 = r0
r2 = 0
call ringbuf_submit
out: r0 = 0
exit
=== record-as-key
--- accept
r1 = map[ring]
r2 = 24
r3 = 0
call ringbuf_reserve
if r0 == 0 goto out
r6 = r0
*(u64 *)(r0 + 0) = 0
r1 = map[hash]
r2 = r6
call map_lookup_elem
r1 = r6
r2 = 0
call ringbuf_submit
out: r0 = 0
exit
=== record-index
--- accept
r1 = map[ring]
r2 = 24
r3 = 0
call ringbuf_reserve
if r0 == 0 goto out
r6 = r0
call get_prandom_u32
r0 &= 15
r7 = r6
r7 += r0
*(u64 *)(r7 + 0) = 5
r1 = r6
r2 = 0
call ringbuf_submit
out: r0 = 0
exit
=== output-stack
--- accept
*(u64 *)(r10 - 8) = 5
r1 = map[ring]
r2 = r10
r2 += -8
r3 = 8
r4 = 0
call ringbuf_output
r0 = 0
exit
=== output-value-variable
--- accept
*(u32 *)(r10 - 4) = 0
r6 = *(u64 *)(r1 + 8)
r1 = map[scratch]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 == 0 goto out
r7 = r0
r1 = r7
r1 += 48
r2 = 4096
r3 = r6
call probe_read_user_str
if r0 s< 1 goto out
r0 += 48
r1 = map[ring]
r2 = r7
r3 = r0
r4 = 0
call ringbuf_output
out: r0 = 0
exit
=== output-value-variable-unchecked
--- EACCES R3 min value is negative, either use unsigned or 'var &= const'
*(u32 *)(r10 - 4) = 0
r6 = *(u64 *)(r1 + 8)
r1 = map[scratch]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 == 0 goto out
r7 = r0
r1 = r7
r1 += 48
r2 = 4096
r3 = r6
call probe_read_user_str
r0 += 48
r1 = map[ring]
r2 = r7
r3 = r0
r4 = 0
call ringbuf_output
out: r0 = 0
exit
=== output-value-variable-too-big
--- EACCES R2 min value is outside of the allowed memory range
*(u32 *)(r10 - 4) = 0
r6 = *(u64 *)(r1 + 8)
r1 = map[scratch]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 == 0 goto out
r7 = r0
r1 = r7
r1 += 48
r2 = 4096
r3 = r6
call probe_read_user_str
if r0 s< 1 goto out
r0 += 105
r1 = map[ring]
r2 = r7
r3 = r0
r4 = 0
call ringbuf_output
out: r0 = 0
exit
=== query
--- accept
r1 = map[ring]
r2 = 0
call ringbuf_query
r0 = 0
exit
=== reserve-in-callee
--- accept
call make
if r0 == 0 goto out
r1 = r0
r2 = 0
call ringbuf_submit
out: r0 = 0
exit
make: r1 = map[ring]
r2 = 24
r3 = 0
call ringbuf_reserve
exit
=== submit-in-callee
--- accept
r1 = map[ring]
r2 = 24
r3 = 0
call ringbuf_reserve
if r0 == 0 goto out
r6 = r0
r1 = r0
call give
r0 = 0
out: exit
give: r2 = 0
call ringbuf_submit
r0 = 0
exit
=== submit-in-callee-used-after
--- EACCES R6 invalid mem access 'scalar'
r1 = map[ring]
r2 = 24
r3 = 0
call ringbuf_reserve
if r0 == 0 goto out
r6 = r0
r1 = r0
call give
*(u64 *)(r6 + 0) = 5
r0 = 0
out: exit
give: r2 = 0
call ringbuf_submit
r0 = 0
exit
=== compared-with-null-twice
--- accept
r1 = map[ring]
r2 = 24
r3 = 0
call ringbuf_reserve
if r0 == 0 goto out
if r0 == 0 goto out
r1 = r0
r2 = 0
call ringbuf_submit
out: r0 = 0
exit
=== number-and-record-used-when-it-is-given-up
--- accept
--- ours EACCES R8 invalid mem access 'scalar'
r1 = map[ring]
r2 = 16
r3 = 0
call ringbuf_reserve
if r0 == 0 goto out
r8 = 4
r8 += r0
r1 = r0
r2 = 0
call ringbuf_submit
*(u8 *)(r8 + 0) = 1
out:
r0 = 0
exit
