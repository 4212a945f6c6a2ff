=== ring-submit
--- accept
r1 = map[ring]
r2 = 16
r3 = 0
r4 = r10
r4 += -16
call ringbuf_reserve_dynptr
r1 = r10
r1 += -16
r2 = 0
call ringbuf_submit_dynptr
r0 = 0
exit
=== ring-submit-twice
--- EINVAL arg 1 is an unacquired reference
r1 = map[ring]
r2 = 16
r3 = 0
r4 = r10
r4 += -16
call ringbuf_reserve_dynptr
r1 = r10
r1 += -16
r2 = 0
call ringbuf_submit_dynptr
r1 = r10
r1 += -16
r2 = 0
call ringbuf_submit_dynptr
r0 = 0
exit
=== ring-submit-local
--- EINVAL arg 1 is an unacquired reference
r1 = map[bss][0]+0
r2 = 8
r3 = 0
r4 = r10
r4 += -16
call dynptr_from_mem
r1 = r10
r1 += -16
r2 = 0
call ringbuf_submit_dynptr
r0 = 0
exit
=== ring-submit-nothing
--- EINVAL arg 1 is an unacquired reference
r1 = r10
r1 += -16
r2 = 0
call ringbuf_submit_dynptr
r0 = 0
exit
=== ring-submit-second-slot
--- EINVAL arg 1 is an unacquired reference
r1 = map[ring]
r2 = 16
r3 = 0
r4 = r10
r4 += -16
call ringbuf_reserve_dynptr
r1 = r10
r1 += -8
r2 = 0
call ringbuf_submit_dynptr
r0 = 0
exit
=== ring-submit-unaligned
--- EINVAL arg 1 is an unacquired reference
r1 = map[ring]
r2 = 16
r3 = 0
r4 = r10
r4 += -16
call ringbuf_reserve_dynptr
r1 = r10
r1 += -12
r2 = 0
call ringbuf_submit_dynptr
r0 = 0
exit
=== ring-submit-no-stack
--- EACCES R1 type=map_value expected=fp, dynptr_ptr
r1 = map[bss][0]+0
r2 = 0
call ringbuf_submit_dynptr
r0 = 0
exit
=== ring-discard
--- accept
r1 = map[ring]
r2 = 16
r3 = 0
r4 = r10
r4 += -16
call ringbuf_reserve_dynptr
r1 = r10
r1 += -16
r2 = 0
call ringbuf_discard_dynptr
r0 = 0
exit
=== ring-discard-twice
--- EINVAL arg 1 is an unacquired reference
r1 = map[ring]
r2 = 16
r3 = 0
r4 = r10
r4 += -16
call ringbuf_reserve_dynptr
r1 = r10
r1 += -16
r2 = 0
call ringbuf_discard_dynptr
r1 = r10
r1 += -16
r2 = 0
call ringbuf_discard_dynptr
r0 = 0
exit
=== ring-discard-local
--- EINVAL arg 1 is an unacquired reference
r1 = map[bss][0]+0
r2 = 8
r3 = 0
r4 = r10
r4 += -16
call dynptr_from_mem
r1 = r10
r1 += -16
r2 = 0
call ringbuf_discard_dynptr
r0 = 0
exit
=== ring-discard-nothing
--- EINVAL arg 1 is an unacquired reference
r1 = r10
r1 += -16
r2 = 0
call ringbuf_discard_dynptr
r0 = 0
exit
=== ring-discard-second-slot
--- EINVAL arg 1 is an unacquired reference
r1 = map[ring]
r2 = 16
r3 = 0
r4 = r10
r4 += -16
call ringbuf_reserve_dynptr
r1 = r10
r1 += -8
r2 = 0
call ringbuf_discard_dynptr
r0 = 0
exit
=== ring-discard-unaligned
--- EINVAL arg 1 is an unacquired reference
r1 = map[ring]
r2 = 16
r3 = 0
r4 = r10
r4 += -16
call ringbuf_reserve_dynptr
r1 = r10
r1 += -12
r2 = 0
call ringbuf_discard_dynptr
r0 = 0
exit
=== ring-discard-no-stack
--- EACCES R1 type=map_value expected=fp, dynptr_ptr
r1 = map[bss][0]+0
r2 = 0
call ringbuf_discard_dynptr
r0 = 0
exit
=== ring-leak
--- EINVAL BPF_EXIT instruction in main prog would lead to reference leak
r1 = map[ring]
r2 = 16
r3 = 0
r4 = r10
r4 += -16
call ringbuf_reserve_dynptr
r0 = 0
exit
=== ring-leak-twice
--- EINVAL BPF_EXIT instruction in main prog would lead to reference leak
r1 = map[ring]
r2 = 16
r3 = 0
r4 = r10
r4 += -16
call ringbuf_reserve_dynptr
r1 = map[ring]
r2 = 16
r3 = 0
r4 = r10
r4 += -32
call ringbuf_reserve_dynptr
r1 = r10
r1 += -32
r2 = 0
call ringbuf_submit_dynptr
r0 = 0
exit
=== ring-two
--- accept
r1 = map[ring]
r2 = 16
r3 = 0
r4 = r10
r4 += -16
call ringbuf_reserve_dynptr
r1 = map[ring]
r2 = 16
r3 = 0
r4 = r10
r4 += -32
call ringbuf_reserve_dynptr
r1 = r10
r1 += -32
r2 = 0
call ringbuf_submit_dynptr
r1 = r10
r1 += -16
r2 = 0
call ringbuf_discard_dynptr
r0 = 0
exit
=== ring-reserved-in-place
--- EINVAL last insn is not an exit or jmp
r1 = map[ring]
r2 = 16
r3 = 0
r4 = r10
r4 += -16
call ringbuf_reserve_dynptr
r1 = map[ring]
r2 = 16
r3 = 0
r4 = r10
r4 += -16
call ringbuf_reserve_dynptr
=== ring-local-over
--- EINVAL cannot overwrite referenced dynptr
r1 = map[ring]
r2 = 16
r3 = 0
r4 = r10
r4 += -16
call ringbuf_reserve_dynptr
r1 = map[bss][0]+0
r2 = 8
r3 = 0
r4 = r10
r4 += -16
call dynptr_from_mem
r1 = r10
r1 += -16
r2 = 0
call ringbuf_submit_dynptr
r0 = 0
exit
=== ring-over-local
--- accept
r1 = map[bss][0]+0
r2 = 8
r3 = 0
r4 = r10
r4 += -16
call dynptr_from_mem
r1 = map[ring]
r2 = 16
r3 = 0
r4 = r10
r4 += -16
call ringbuf_reserve_dynptr
r1 = r10
r1 += -16
r2 = 0
call ringbuf_submit_dynptr
r0 = 0
exit
=== ring-overlap-above
--- EINVAL cannot overwrite referenced dynptr
r1 = map[ring]
r2 = 16
r3 = 0
r4 = r10
r4 += -24
call ringbuf_reserve_dynptr
r1 = map[bss][0]+0
r2 = 8
r3 = 0
r4 = r10
r4 += -16
call dynptr_from_mem
r1 = r10
r1 += -24
r2 = 0
call ringbuf_submit_dynptr
r0 = 0
exit
=== ring-overlap-below
--- EINVAL cannot overwrite referenced dynptr
r1 = map[ring]
r2 = 16
r3 = 0
r4 = r10
r4 += -16
call ringbuf_reserve_dynptr
r1 = map[bss][0]+0
r2 = 8
r3 = 0
r4 = r10
r4 += -24
call dynptr_from_mem
r1 = r10
r1 += -16
r2 = 0
call ringbuf_submit_dynptr
r0 = 0
exit
=== ring-leak-on-one-path
--- EINVAL BPF_EXIT instruction in main prog would lead to reference leak
r1 = map[ring]
r2 = 16
r3 = 0
r4 = r10
r4 += -16
call ringbuf_reserve_dynptr
call get_prandom_u32
if r0 == 0 goto out
r1 = r10
r1 += -16
r2 = 0
call ringbuf_submit_dynptr
out: r0 = 0
exit
=== ring-both-paths
--- accept
r1 = map[ring]
r2 = 16
r3 = 0
r4 = r10
r4 += -16
call ringbuf_reserve_dynptr
call get_prandom_u32
if r0 == 0 goto out
r1 = r10
r1 += -16
r2 = 0
call ringbuf_submit_dynptr
goto done
out: r1 = r10
r1 += -16
r2 = 0
call ringbuf_discard_dynptr
done: r0 = 0
exit
=== ring-other-map
--- EINVAL cannot pass map_type 2 into func bpf_ringbuf_reserve_dynptr#198
r1 = map[bss]
r2 = 16
r3 = 0
r4 = r10
r4 += -16
call ringbuf_reserve_dynptr
r1 = r10
r1 += -16
r2 = 0
call ringbuf_submit_dynptr
r0 = 0
exit
=== ring-hash
--- EINVAL cannot pass map_type 1 into func bpf_ringbuf_reserve_dynptr#198
r1 = map[hash]
r2 = 16
r3 = 0
r4 = r10
r4 += -16
call ringbuf_reserve_dynptr
r1 = r10
r1 += -16
r2 = 0
call ringbuf_submit_dynptr
r0 = 0
exit
=== ring-variable-size
--- accept
call get_prandom_u32
r2 = r0
r1 = map[ring]
r3 = 0
r4 = r10
r4 += -16
call ringbuf_reserve_dynptr
r1 = r10
r1 += -16
r2 = 0
call ringbuf_submit_dynptr
r0 = 0
exit
=== ring-pointer-size
--- accept
r2 = r10
r1 = map[ring]
r3 = 0
r4 = r10
r4 += -16
call ringbuf_reserve_dynptr
r1 = r10
r1 += -16
r2 = 0
call ringbuf_submit_dynptr
r0 = 0
exit
=== place-8
--- EINVAL Dynptr has to be an uninitialized dynptr
r1 = map[bss][0]+0
r2 = 8
r3 = 0
r4 = r10
r4 += -8
call dynptr_from_mem
r0 = 0
exit
=== ring-place-8
--- EINVAL Dynptr has to be an uninitialized dynptr
r1 = map[ring]
r2 = 16
r3 = 0
r4 = r10
r4 += -8
call ringbuf_reserve_dynptr
r1 = r10
r1 += -8
r2 = 0
call ringbuf_discard_dynptr
r0 = 0
exit
=== place-4
--- EINVAL Dynptr has to be an uninitialized dynptr
r1 = map[bss][0]+0
r2 = 8
r3 = 0
r4 = r10
r4 += -4
call dynptr_from_mem
r0 = 0
exit
=== ring-place-4
--- EINVAL Dynptr has to be an uninitialized dynptr
r1 = map[ring]
r2 = 16
r3 = 0
r4 = r10
r4 += -4
call ringbuf_reserve_dynptr
r1 = r10
r1 += -4
r2 = 0
call ringbuf_discard_dynptr
r0 = 0
exit
=== place0
--- EINVAL Dynptr has to be an uninitialized dynptr
r1 = map[bss][0]+0
r2 = 8
r3 = 0
r4 = r10
r4 += 0
call dynptr_from_mem
r0 = 0
exit
=== ring-place0
--- EINVAL Dynptr has to be an uninitialized dynptr
r1 = map[ring]
r2 = 16
r3 = 0
r4 = r10
r4 += 0
call ringbuf_reserve_dynptr
r1 = r10
r1 += 0
r2 = 0
call ringbuf_discard_dynptr
r0 = 0
exit
=== place8
--- EINVAL Dynptr has to be an uninitialized dynptr
r1 = map[bss][0]+0
r2 = 8
r3 = 0
r4 = r10
r4 += 8
call dynptr_from_mem
r0 = 0
exit
=== ring-place8
--- EINVAL Dynptr has to be an uninitialized dynptr
r1 = map[ring]
r2 = 16
r3 = 0
r4 = r10
r4 += 8
call ringbuf_reserve_dynptr
r1 = r10
r1 += 8
r2 = 0
call ringbuf_discard_dynptr
r0 = 0
exit
=== place-15
--- EINVAL Dynptr has to be an uninitialized dynptr
r1 = map[bss][0]+0
r2 = 8
r3 = 0
r4 = r10
r4 += -15
call dynptr_from_mem
r0 = 0
exit
=== ring-place-15
--- EINVAL Dynptr has to be an uninitialized dynptr
r1 = map[ring]
r2 = 16
r3 = 0
r4 = r10
r4 += -15
call ringbuf_reserve_dynptr
r1 = r10
r1 += -15
r2 = 0
call ringbuf_discard_dynptr
r0 = 0
exit
=== place-20
--- EINVAL Dynptr has to be an uninitialized dynptr
r1 = map[bss][0]+0
r2 = 8
r3 = 0
r4 = r10
r4 += -20
call dynptr_from_mem
r0 = 0
exit
=== ring-place-20
--- EINVAL Dynptr has to be an uninitialized dynptr
r1 = map[ring]
r2 = 16
r3 = 0
r4 = r10
r4 += -20
call ringbuf_reserve_dynptr
r1 = r10
r1 += -20
r2 = 0
call ringbuf_discard_dynptr
r0 = 0
exit
=== place-24
--- accept
r1 = map[bss][0]+0
r2 = 8
r3 = 0
r4 = r10
r4 += -24
call dynptr_from_mem
r0 = 0
exit
=== ring-place-24
--- accept
r1 = map[ring]
r2 = 16
r3 = 0
r4 = r10
r4 += -24
call ringbuf_reserve_dynptr
r1 = r10
r1 += -24
r2 = 0
call ringbuf_discard_dynptr
r0 = 0
exit
=== place-512
--- accept
r1 = map[bss][0]+0
r2 = 8
r3 = 0
r4 = r10
r4 += -512
call dynptr_from_mem
r0 = 0
exit
=== ring-place-512
--- accept
r1 = map[ring]
r2 = 16
r3 = 0
r4 = r10
r4 += -512
call ringbuf_reserve_dynptr
r1 = r10
r1 += -512
r2 = 0
call ringbuf_discard_dynptr
r0 = 0
exit
=== place-520
--- EACCES invalid write to stack R4 off=-520 size=8
r1 = map[bss][0]+0
r2 = 8
r3 = 0
r4 = r10
r4 += -520
call dynptr_from_mem
r0 = 0
exit
=== ring-place-520
--- EACCES invalid write to stack R4 off=-520 size=8
r1 = map[ring]
r2 = 16
r3 = 0
r4 = r10
r4 += -520
call ringbuf_reserve_dynptr
r1 = r10
r1 += -520
r2 = 0
call ringbuf_discard_dynptr
r0 = 0
exit
=== place-528
--- EACCES invalid write to stack R4 off=-528 size=8
r1 = map[bss][0]+0
r2 = 8
r3 = 0
r4 = r10
r4 += -528
call dynptr_from_mem
r0 = 0
exit
=== ring-place-528
--- EACCES invalid write to stack R4 off=-528 size=8
r1 = map[ring]
r2 = 16
r3 = 0
r4 = r10
r4 += -528
call ringbuf_reserve_dynptr
r1 = r10
r1 += -528
r2 = 0
call ringbuf_discard_dynptr
r0 = 0
exit
=== place-508
--- EINVAL Dynptr has to be an uninitialized dynptr
r1 = map[bss][0]+0
r2 = 8
r3 = 0
r4 = r10
r4 += -508
call dynptr_from_mem
r0 = 0
exit
=== ring-place-508
--- EINVAL Dynptr has to be an uninitialized dynptr
r1 = map[ring]
r2 = 16
r3 = 0
r4 = r10
r4 += -508
call ringbuf_reserve_dynptr
r1 = r10
r1 += -508
r2 = 0
call ringbuf_discard_dynptr
r0 = 0
exit
=== place16
--- EINVAL Dynptr has to be an uninitialized dynptr
r1 = map[bss][0]+0
r2 = 8
r3 = 0
r4 = r10
r4 += 16
call dynptr_from_mem
r0 = 0
exit
=== ring-place16
--- EINVAL Dynptr has to be an uninitialized dynptr
r1 = map[ring]
r2 = 16
r3 = 0
r4 = r10
r4 += 16
call ringbuf_reserve_dynptr
r1 = r10
r1 += 16
r2 = 0
call ringbuf_discard_dynptr
r0 = 0
exit
=== place-variable
--- EINVAL Dynptr has to be an uninitialized dynptr
call get_prandom_u32
r0 &= 8
r4 = r10
r4 += -32
r4 += r0
r1 = map[bss][0]+0
r2 = 8
r3 = 0
call dynptr_from_mem
r0 = 0
exit
=== use-variable
--- EINVAL Expected an initialized dynptr as arg #0
r1 = map[bss][0]+0
r2 = 8
r3 = 0
r4 = r10
r4 += -16
call dynptr_from_mem
r1 = map[bss][0]+0
r2 = 8
r3 = 0
r4 = r10
r4 += -32
call dynptr_from_mem
call get_prandom_u32
r0 &= 16
r1 = r10
r1 += -32
r1 += r0
r2 = 0
r3 = 8
call dynptr_data
r0 = 0
exit
=== place-map-value
--- EACCES R4 type=map_value expected=fp, dynptr_ptr
r1 = map[bss][0]+0
r2 = 8
r3 = 0
r4 = map[bss][0]+32
call dynptr_from_mem
r0 = 0
exit
=== place-scalar
--- EACCES R4 type=scalar expected=fp, dynptr_ptr
r1 = map[bss][0]+0
r2 = 8
r3 = 0
r4 = 0
call dynptr_from_mem
r0 = 0
exit
=== place-ctx
--- EACCES R4 type=ctx expected=fp, dynptr_ptr
r4 = r1
r1 = map[bss][0]+0
r2 = 8
r3 = 0
call dynptr_from_mem
r0 = 0
exit
=== mem-whole
--- accept
r1 = map[bss][0]+0
r2 = 64
r3 = 0
r4 = r10
r4 += -16
call dynptr_from_mem
r0 = 0
exit
=== mem-too-much
--- EACCES R1 min value is outside of the allowed memory range
r1 = map[bss][0]+0
r2 = 65
r3 = 0
r4 = r10
r4 += -16
call dynptr_from_mem
r0 = 0
exit
=== mem-behind
--- EACCES R1 min value is outside of the allowed memory range
r1 = map[bss][0]+60
r2 = 8
r3 = 0
r4 = r10
r4 += -16
call dynptr_from_mem
r0 = 0
exit
=== mem-none
--- accept
r1 = map[bss][0]+0
r2 = 0
r3 = 0
r4 = r10
r4 += -16
call dynptr_from_mem
r0 = 0
exit
=== mem-stack
--- EACCES Unsupported reg type fp for bpf_dynptr_from_mem data
r1 = r10
r1 += -64
r2 = 8
r3 = 0
r4 = r10
r4 += -16
call dynptr_from_mem
r0 = 0
exit
=== mem-stack-unset
--- EACCES Unsupported reg type fp for bpf_dynptr_from_mem data
r1 = r10
r1 += -64
r2 = 0
r3 = 0
r4 = r10
r4 += -16
call dynptr_from_mem
r0 = 0
exit
=== mem-ctx
--- EACCES R1 type=ctx expected=fp, pkt, pkt_meta, map_key, map_value, mem, ringbuf_mem, buf, trusted_ptr_
r2 = 8
r3 = 0
r4 = r10
r4 += -16
call dynptr_from_mem
r0 = 0
exit
=== mem-packet type=XDP
--- EACCES helper access to the packet is not allowed
r6 = *(u32 *)(r1 + 0)
r7 = *(u32 *)(r1 + 4)
r1 = r6
r6 += 8
if r6 > r7 goto out
r2 = 8
r3 = 0
r4 = r10
r4 += -16
call dynptr_from_mem
out: r0 = 0
exit
=== mem-ring-memory
--- EACCES Unsupported reg type ringbuf_mem for bpf_dynptr_from_mem data
r1 = map[ring]
r2 = 16
r3 = 0
call ringbuf_reserve
if r0 == 0 goto out
r6 = r0
r1 = r0
r2 = 8
r3 = 0
r4 = r10
r4 += -16
call dynptr_from_mem
r1 = r6
r2 = 0
call ringbuf_submit
out: r0 = 0
exit
=== mem-slice
--- EACCES Unsupported reg type mem for bpf_dynptr_from_mem data
r1 = map[bss][0]+0
r2 = 16
r3 = 0
r4 = r10
r4 += -16
call dynptr_from_mem
r1 = r10
r1 += -16
r2 = 0
r3 = 8
call dynptr_data
if r0 == 0 goto out
r1 = r0
r2 = 8
r3 = 0
r4 = r10
r4 += -32
call dynptr_from_mem
out: r0 = 0
exit
=== mem-scalar
--- EACCES R1 type=scalar expected=fp, pkt, pkt_meta, map_key, map_value, mem, ringbuf_mem, buf, trusted_ptr_
r1 = 1
r2 = 8
r3 = 0
r4 = r10
r4 += -16
call dynptr_from_mem
r0 = 0
exit
=== mem-nullable
--- EACCES R1 type=map_value_or_null expected=fp, pkt, pkt_meta, map_key, map_value, mem, ringbuf_mem, buf, trusted_ptr_
r1 = map[array]
*(u32 *)(r10 - 20) = 5
r2 = r10
r2 += -20
call map_lookup_elem
r1 = r0
r2 = 8
r3 = 0
r4 = r10
r4 += -16
call dynptr_from_mem
r0 = 0
exit
=== mem-looked-up
--- accept
r1 = map[hash]
*(u64 *)(r10 - 24) = 5
r2 = r10
r2 += -24
call map_lookup_elem
if r0 == 0 goto out
r1 = r0
r2 = 16
r3 = 0
r4 = r10
r4 += -16
call dynptr_from_mem
out: r0 = 0
exit
=== mem-readonly
--- EACCES write into map forbidden, value_size=32 off=0 size=8
r1 = map[rodata][0]+0
r2 = 8
r3 = 0
r4 = r10
r4 += -16
call dynptr_from_mem
r0 = 0
exit
=== mem-variable-size
--- accept
call get_prandom_u32
r0 &= 31
r2 = r0
r1 = map[bss][0]+0
r3 = 0
r4 = r10
r4 += -16
call dynptr_from_mem
r0 = 0
exit
=== mem-unbounded-size
--- EACCES R2 min value is negative, either use unsigned or 'var &= const'
call get_prandom_u32
r2 = r0
r1 = map[bss][0]+0
r3 = 0
r4 = r10
r4 += -16
call dynptr_from_mem
r0 = 0
exit
=== data
--- accept
r1 = map[bss][0]+0
r2 = 8
r3 = 0
r4 = r10
r4 += -16
call dynptr_from_mem
r1 = r10
r1 += -16
r2 = 0
r3 = 8
call dynptr_data
if r0 == 0 goto out
*(u64 *)(r0 + 0) = 1
r1 = *(u32 *)(r0 + 4)
out: r0 = 0
exit
=== data-unchecked
--- EACCES R0 invalid mem access 'mem_or_null'
r1 = map[bss][0]+0
r2 = 8
r3 = 0
r4 = r10
r4 += -16
call dynptr_from_mem
r1 = r10
r1 += -16
r2 = 0
r3 = 8
call dynptr_data
*(u64 *)(r0 + 0) = 1
r0 = 0
exit
=== data-behind
--- EACCES R0 min value is outside of the allowed memory range
r1 = map[bss][0]+0
r2 = 8
r3 = 0
r4 = r10
r4 += -16
call dynptr_from_mem
r1 = r10
r1 += -16
r2 = 0
r3 = 4
call dynptr_data
if r0 == 0 goto out
*(u64 *)(r0 + 0) = 1
out: r0 = 0
exit
=== data-before
--- EACCES R0 min value is outside of the allowed memory range
r1 = map[bss][0]+0
r2 = 8
r3 = 0
r4 = r10
r4 += -16
call dynptr_from_mem
r1 = r10
r1 += -16
r2 = 0
r3 = 8
call dynptr_data
if r0 == 0 goto out
r1 = *(u8 *)(r0 - 1)
out: r0 = 0
exit
=== data-size-zero
--- EACCES R0 min value is outside of the allowed memory range
r1 = map[bss][0]+0
r2 = 8
r3 = 0
r4 = r10
r4 += -16
call dynptr_from_mem
r1 = r10
r1 += -16
r2 = 0
r3 = 0
call dynptr_data
if r0 == 0 goto out
r1 = *(u8 *)(r0 + 0)
out: r0 = 0
exit
=== data-size-unknown
--- EACCES R3 is not a known constant'
r1 = map[bss][0]+0
r2 = 8
r3 = 0
r4 = r10
r4 += -16
call dynptr_from_mem
call get_prandom_u32
r3 = r0
r1 = r10
r1 += -16
r2 = 0
call dynptr_data
r0 = 0
exit
=== data-offset-unknown
--- accept
r1 = map[bss][0]+0
r2 = 8
r3 = 0
r4 = r10
r4 += -16
call dynptr_from_mem
call get_prandom_u32
r2 = r0
r1 = r10
r1 += -16
r3 = 8
call dynptr_data
r0 = 0
exit
=== data-size-unset
--- EACCES R3 !read_ok
r1 = map[bss][0]+0
r2 = 8
r3 = 0
r4 = r10
r4 += -16
call dynptr_from_mem
r1 = r10
r1 += -16
r2 = 0
call dynptr_data
r0 = 0
exit
=== data-nothing
--- EINVAL Expected an initialized dynptr as arg #0
r1 = r10
r1 += -16
r2 = 0
r3 = 8
call dynptr_data
r0 = 0
exit
=== data-second-slot
--- EINVAL Expected an initialized dynptr as arg #0
r1 = map[bss][0]+0
r2 = 8
r3 = 0
r4 = r10
r4 += -16
call dynptr_from_mem
r1 = r10
r1 += -8
r2 = 0
r3 = 8
call dynptr_data
r0 = 0
exit
=== data-slot-before
--- EINVAL Expected an initialized dynptr as arg #0
r1 = map[bss][0]+0
r2 = 8
r3 = 0
r4 = r10
r4 += -16
call dynptr_from_mem
r1 = r10
r1 += -24
r2 = 0
r3 = 8
call dynptr_data
r0 = 0
exit
=== data-unaligned
--- EINVAL Expected an initialized dynptr as arg #0
r1 = map[bss][0]+0
r2 = 8
r3 = 0
r4 = r10
r4 += -16
call dynptr_from_mem
r1 = r10
r1 += -12
r2 = 0
r3 = 8
call dynptr_data
r0 = 0
exit
=== data-map-value
--- EACCES R1 type=map_value expected=fp, dynptr_ptr
r1 = map[bss][0]+0
r2 = 0
r3 = 8
call dynptr_data
r0 = 0
exit
=== data-null
--- EACCES R1 type=scalar expected=fp, dynptr_ptr
r1 = 0
r2 = 0
r3 = 8
call dynptr_data
r0 = 0
exit
=== data-spilled
--- EINVAL Expected an initialized dynptr as arg #0
r1 = map[bss][0]+0
r2 = 8
r3 = 0
r4 = r10
r4 += -16
call dynptr_from_mem
r1 = 5
*(u64 *)(r10 - 16) = r1
r1 = r10
r1 += -16
r2 = 0
r3 = 8
call dynptr_data
r0 = 0
exit
=== slice-ring
--- accept
r1 = map[ring]
r2 = 16
r3 = 0
r4 = r10
r4 += -16
call ringbuf_reserve_dynptr
r1 = r10
r1 += -16
r2 = 0
r3 = 8
call dynptr_data
if r0 == 0 goto out
*(u64 *)(r0 + 0) = 1
out: r1 = r10
r1 += -16
r2 = 0
call ringbuf_submit_dynptr
r0 = 0
exit
=== slice-ring-after-submit
--- EACCES R6 invalid mem access 'scalar'
r1 = map[ring]
r2 = 16
r3 = 0
r4 = r10
r4 += -16
call ringbuf_reserve_dynptr
r1 = r10
r1 += -16
r2 = 0
r3 = 8
call dynptr_data
if r0 == 0 goto out
r6 = r0
r1 = r10
r1 += -16
r2 = 0
call ringbuf_submit_dynptr
*(u64 *)(r6 + 0) = 1
r0 = 0
exit
out: r1 = r10
r1 += -16
r2 = 0
call ringbuf_submit_dynptr
r0 = 0
exit
=== slice-ring-spilled-after-submit
--- EACCES R6 invalid mem access 'scalar'
r1 = map[ring]
r2 = 16
r3 = 0
r4 = r10
r4 += -16
call ringbuf_reserve_dynptr
r1 = r10
r1 += -16
r2 = 0
r3 = 8
call dynptr_data
if r0 == 0 goto out
*(u64 *)(r10 - 24) = r0
r1 = r10
r1 += -16
r2 = 0
call ringbuf_submit_dynptr
r6 = *(u64 *)(r10 - 24)
r1 = *(u8 *)(r6 + 0)
r0 = 0
exit
out: r1 = r10
r1 += -16
r2 = 0
call ringbuf_submit_dynptr
r0 = 0
exit
=== slice-ring-nullable-after-submit
--- EACCES R6 invalid mem access 'scalar'
r1 = map[ring]
r2 = 16
r3 = 0
r4 = r10
r4 += -16
call ringbuf_reserve_dynptr
r1 = r10
r1 += -16
r2 = 0
r3 = 8
call dynptr_data
r6 = r0
r1 = r10
r1 += -16
r2 = 0
call ringbuf_submit_dynptr
if r6 == 0 goto out
r1 = *(u8 *)(r6 + 0)
out: r0 = 0
exit
=== slice-ring-submitted
--- EACCES R1 type=mem expected=ringbuf_mem
r1 = map[ring]
r2 = 16
r3 = 0
r4 = r10
r4 += -16
call ringbuf_reserve_dynptr
r1 = r10
r1 += -16
r2 = 0
r3 = 8
call dynptr_data
if r0 == 0 goto out
r1 = r0
r2 = 0
call ringbuf_submit
out: r0 = 0
exit
=== slice-of-overwritten
--- EACCES R0 invalid mem access 'scalar'
r1 = map[bss][0]+0
r2 = 8
r3 = 0
r4 = r10
r4 += -16
call dynptr_from_mem
r1 = r10
r1 += -16
r2 = 0
r3 = 8
call dynptr_data
if r0 == 0 goto out
*(u64 *)(r10 - 8) = 0
r1 = *(u8 *)(r0 + 0)
out: r0 = 0
exit
=== slice-of-other-kept
--- accept
r1 = map[bss][0]+0
r2 = 8
r3 = 0
r4 = r10
r4 += -16
call dynptr_from_mem
r1 = map[bss][0]+0
r2 = 8
r3 = 0
r4 = r10
r4 += -32
call dynptr_from_mem
r1 = r10
r1 += -32
r2 = 0
r3 = 8
call dynptr_data
if r0 == 0 goto out
*(u64 *)(r10 - 8) = 0
r1 = *(u8 *)(r0 + 0)
out: r0 = 0
exit
=== slice-nullable-of-overwritten
--- EACCES R0 invalid mem access 'scalar'
r1 = map[bss][0]+0
r2 = 8
r3 = 0
r4 = r10
r4 += -16
call dynptr_from_mem
r1 = r10
r1 += -16
r2 = 0
r3 = 8
call dynptr_data
*(u64 *)(r10 - 16) = 0
if r0 == 0 goto out
r1 = *(u8 *)(r0 + 0)
out: r0 = 0
exit
=== slice-of-made-again
--- EACCES R6 invalid mem access 'scalar'
r1 = map[bss][0]+0
r2 = 8
r3 = 0
r4 = r10
r4 += -16
call dynptr_from_mem
r1 = r10
r1 += -16
r2 = 0
r3 = 8
call dynptr_data
r6 = r0
r1 = map[bss][0]+0
r2 = 8
r3 = 0
r4 = r10
r4 += -16
call dynptr_from_mem
if r6 == 0 goto out
r1 = *(u8 *)(r6 + 0)
out: r0 = 0
exit
=== slice-spilled-of-overwritten
--- EACCES R0 invalid mem access 'scalar'
r1 = map[bss][0]+0
r2 = 8
r3 = 0
r4 = r10
r4 += -16
call dynptr_from_mem
r1 = r10
r1 += -16
r2 = 0
r3 = 8
call dynptr_data
*(u64 *)(r10 - 24) = r0
*(u8 *)(r10 - 1) = 0
r0 = *(u64 *)(r10 - 24)
if r0 == 0 goto out
r1 = *(u8 *)(r0 + 0)
out: r0 = 0
exit
=== slice-arith
--- EACCES R6 max value is outside of the allowed memory range
r1 = map[bss][0]+0
r2 = 32
r3 = 0
r4 = r10
r4 += -16
call dynptr_from_mem
r1 = r10
r1 += -16
r2 = 0
r3 = 32
call dynptr_data
if r0 == 0 goto out
r6 = r0
call get_prandom_u32
r0 &= 15
r6 += r0
r1 = *(u64 *)(r6 + 16)
out: r0 = 0
exit
=== slice-arith-behind
--- EACCES R6 max value is outside of the allowed memory range
r1 = map[bss][0]+0
r2 = 32
r3 = 0
r4 = r10
r4 += -16
call dynptr_from_mem
r1 = r10
r1 += -16
r2 = 0
r3 = 32
call dynptr_data
if r0 == 0 goto out
r6 = r0
call get_prandom_u32
r0 &= 15
r6 += r0
r1 = *(u64 *)(r6 + 20)
out: r0 = 0
exit
=== slice-as-key
--- accept
r1 = map[bss][0]+0
r2 = 32
r3 = 0
r4 = r10
r4 += -16
call dynptr_from_mem
r1 = r10
r1 += -16
r2 = 0
r3 = 8
call dynptr_data
if r0 == 0 goto out
r1 = map[hash]
r2 = r0
call map_lookup_elem
out: r0 = 0
exit
=== slice-as-memory
--- accept
r1 = map[bss][0]+0
r2 = 32
r3 = 0
r4 = r10
r4 += -16
call dynptr_from_mem
r1 = r10
r1 += -16
r2 = 0
r3 = 8
call dynptr_data
if r0 == 0 goto out
r1 = r0
r2 = 8
r3 = 0
call probe_read_kernel
out: r0 = 0
exit
=== local-read-8-16
--- EACCES invalid read from stack off -16+0 size 8
r1 = map[bss][0]+0
r2 = 8
r3 = 0
r4 = r10
r4 += -16
call dynptr_from_mem
r1 = *(u64 *)(r10 - 16)
r0 = 0
exit
=== local-write-8-16
--- accept
r1 = map[bss][0]+0
r2 = 8
r3 = 0
r4 = r10
r4 += -16
call dynptr_from_mem
*(u64 *)(r10 - 16) = 0
r0 = 0
exit
=== local-use-after-write-8-16
--- EINVAL Expected an initialized dynptr as arg #0
r1 = map[bss][0]+0
r2 = 8
r3 = 0
r4 = r10
r4 += -16
call dynptr_from_mem
*(u64 *)(r10 - 16) = 0
r1 = r10
r1 += -16
r2 = 0
r3 = 8
call dynptr_data
r0 = 0
exit
=== ring-read-8-16
--- EACCES invalid read from stack off -16+0 size 8
r1 = map[ring]
r2 = 16
r3 = 0
r4 = r10
r4 += -16
call ringbuf_reserve_dynptr
r1 = *(u64 *)(r10 - 16)
r1 = r10
r1 += -16
r2 = 0
call ringbuf_submit_dynptr
r0 = 0
exit
=== ring-write-8-16
--- EINVAL cannot overwrite referenced dynptr
r1 = map[ring]
r2 = 16
r3 = 0
r4 = r10
r4 += -16
call ringbuf_reserve_dynptr
*(u64 *)(r10 - 16) = 0
r1 = r10
r1 += -16
r2 = 0
call ringbuf_submit_dynptr
r0 = 0
exit
=== ring-use-after-write-8-16
--- EINVAL cannot overwrite referenced dynptr
r1 = map[ring]
r2 = 16
r3 = 0
r4 = r10
r4 += -16
call ringbuf_reserve_dynptr
*(u64 *)(r10 - 16) = 0
r1 = r10
r1 += -16
r2 = 0
r3 = 8
call dynptr_data
r1 = r10
r1 += -16
r2 = 0
call ringbuf_submit_dynptr
r0 = 0
exit
=== local-read-8-8
--- EACCES invalid read from stack off -8+0 size 8
r1 = map[bss][0]+0
r2 = 8
r3 = 0
r4 = r10
r4 += -16
call dynptr_from_mem
r1 = *(u64 *)(r10 - 8)
r0 = 0
exit
=== local-write-8-8
--- accept
r1 = map[bss][0]+0
r2 = 8
r3 = 0
r4 = r10
r4 += -16
call dynptr_from_mem
*(u64 *)(r10 - 8) = 0
r0 = 0
exit
=== local-use-after-write-8-8
--- EINVAL Expected an initialized dynptr as arg #0
r1 = map[bss][0]+0
r2 = 8
r3 = 0
r4 = r10
r4 += -16
call dynptr_from_mem
*(u64 *)(r10 - 8) = 0
r1 = r10
r1 += -16
r2 = 0
r3 = 8
call dynptr_data
r0 = 0
exit
=== ring-read-8-8
--- EACCES invalid read from stack off -8+0 size 8
r1 = map[ring]
r2 = 16
r3 = 0
r4 = r10
r4 += -16
call ringbuf_reserve_dynptr
r1 = *(u64 *)(r10 - 8)
r1 = r10
r1 += -16
r2 = 0
call ringbuf_submit_dynptr
r0 = 0
exit
=== ring-write-8-8
--- EINVAL cannot overwrite referenced dynptr
r1 = map[ring]
r2 = 16
r3 = 0
r4 = r10
r4 += -16
call ringbuf_reserve_dynptr
*(u64 *)(r10 - 8) = 0
r1 = r10
r1 += -16
r2 = 0
call ringbuf_submit_dynptr
r0 = 0
exit
=== ring-use-after-write-8-8
--- EINVAL cannot overwrite referenced dynptr
r1 = map[ring]
r2 = 16
r3 = 0
r4 = r10
r4 += -16
call ringbuf_reserve_dynptr
*(u64 *)(r10 - 8) = 0
r1 = r10
r1 += -16
r2 = 0
r3 = 8
call dynptr_data
r1 = r10
r1 += -16
r2 = 0
call ringbuf_submit_dynptr
r0 = 0
exit
=== local-read-1-1
--- EACCES invalid read from stack off -1+0 size 1
r1 = map[bss][0]+0
r2 = 8
r3 = 0
r4 = r10
r4 += -16
call dynptr_from_mem
r1 = *(u8 *)(r10 - 1)
r0 = 0
exit
=== local-write-1-1
--- accept
r1 = map[bss][0]+0
r2 = 8
r3 = 0
r4 = r10
r4 += -16
call dynptr_from_mem
*(u8 *)(r10 - 1) = 0
r0 = 0
exit
=== local-use-after-write-1-1
--- EINVAL Expected an initialized dynptr as arg #0
r1 = map[bss][0]+0
r2 = 8
r3 = 0
r4 = r10
r4 += -16
call dynptr_from_mem
*(u8 *)(r10 - 1) = 0
r1 = r10
r1 += -16
r2 = 0
r3 = 8
call dynptr_data
r0 = 0
exit
=== ring-read-1-1
--- EACCES invalid read from stack off -1+0 size 1
r1 = map[ring]
r2 = 16
r3 = 0
r4 = r10
r4 += -16
call ringbuf_reserve_dynptr
r1 = *(u8 *)(r10 - 1)
r1 = r10
r1 += -16
r2 = 0
call ringbuf_submit_dynptr
r0 = 0
exit
=== ring-write-1-1
--- EINVAL cannot overwrite referenced dynptr
r1 = map[ring]
r2 = 16
r3 = 0
r4 = r10
r4 += -16
call ringbuf_reserve_dynptr
*(u8 *)(r10 - 1) = 0
r1 = r10
r1 += -16
r2 = 0
call ringbuf_submit_dynptr
r0 = 0
exit
=== ring-use-after-write-1-1
--- EINVAL cannot overwrite referenced dynptr
r1 = map[ring]
r2 = 16
r3 = 0
r4 = r10
r4 += -16
call ringbuf_reserve_dynptr
*(u8 *)(r10 - 1) = 0
r1 = r10
r1 += -16
r2 = 0
r3 = 8
call dynptr_data
r1 = r10
r1 += -16
r2 = 0
call ringbuf_submit_dynptr
r0 = 0
exit
=== local-read-1-16
--- EACCES invalid read from stack off -16+0 size 1
r1 = map[bss][0]+0
r2 = 8
r3 = 0
r4 = r10
r4 += -16
call dynptr_from_mem
r1 = *(u8 *)(r10 - 16)
r0 = 0
exit
=== local-write-1-16
--- accept
r1 = map[bss][0]+0
r2 = 8
r3 = 0
r4 = r10
r4 += -16
call dynptr_from_mem
*(u8 *)(r10 - 16) = 0
r0 = 0
exit
=== local-use-after-write-1-16
--- EINVAL Expected an initialized dynptr as arg #0
r1 = map[bss][0]+0
r2 = 8
r3 = 0
r4 = r10
r4 += -16
call dynptr_from_mem
*(u8 *)(r10 - 16) = 0
r1 = r10
r1 += -16
r2 = 0
r3 = 8
call dynptr_data
r0 = 0
exit
=== ring-read-1-16
--- EACCES invalid read from stack off -16+0 size 1
r1 = map[ring]
r2 = 16
r3 = 0
r4 = r10
r4 += -16
call ringbuf_reserve_dynptr
r1 = *(u8 *)(r10 - 16)
r1 = r10
r1 += -16
r2 = 0
call ringbuf_submit_dynptr
r0 = 0
exit
=== ring-write-1-16
--- EINVAL cannot overwrite referenced dynptr
r1 = map[ring]
r2 = 16
r3 = 0
r4 = r10
r4 += -16
call ringbuf_reserve_dynptr
*(u8 *)(r10 - 16) = 0
r1 = r10
r1 += -16
r2 = 0
call ringbuf_submit_dynptr
r0 = 0
exit
=== ring-use-after-write-1-16
--- EINVAL cannot overwrite referenced dynptr
r1 = map[ring]
r2 = 16
r3 = 0
r4 = r10
r4 += -16
call ringbuf_reserve_dynptr
*(u8 *)(r10 - 16) = 0
r1 = r10
r1 += -16
r2 = 0
r3 = 8
call dynptr_data
r1 = r10
r1 += -16
r2 = 0
call ringbuf_submit_dynptr
r0 = 0
exit
=== local-read-4-4
--- EACCES invalid read from stack off -4+0 size 4
r1 = map[bss][0]+0
r2 = 8
r3 = 0
r4 = r10
r4 += -16
call dynptr_from_mem
r1 = *(u32 *)(r10 - 4)
r0 = 0
exit
=== local-write-4-4
--- accept
r1 = map[bss][0]+0
r2 = 8
r3 = 0
r4 = r10
r4 += -16
call dynptr_from_mem
*(u32 *)(r10 - 4) = 0
r0 = 0
exit
=== local-use-after-write-4-4
--- EINVAL Expected an initialized dynptr as arg #0
r1 = map[bss][0]+0
r2 = 8
r3 = 0
r4 = r10
r4 += -16
call dynptr_from_mem
*(u32 *)(r10 - 4) = 0
r1 = r10
r1 += -16
r2 = 0
r3 = 8
call dynptr_data
r0 = 0
exit
=== ring-read-4-4
--- EACCES invalid read from stack off -4+0 size 4
r1 = map[ring]
r2 = 16
r3 = 0
r4 = r10
r4 += -16
call ringbuf_reserve_dynptr
r1 = *(u32 *)(r10 - 4)
r1 = r10
r1 += -16
r2 = 0
call ringbuf_submit_dynptr
r0 = 0
exit
=== ring-write-4-4
--- EINVAL cannot overwrite referenced dynptr
r1 = map[ring]
r2 = 16
r3 = 0
r4 = r10
r4 += -16
call ringbuf_reserve_dynptr
*(u32 *)(r10 - 4) = 0
r1 = r10
r1 += -16
r2 = 0
call ringbuf_submit_dynptr
r0 = 0
exit
=== ring-use-after-write-4-4
--- EINVAL cannot overwrite referenced dynptr
r1 = map[ring]
r2 = 16
r3 = 0
r4 = r10
r4 += -16
call ringbuf_reserve_dynptr
*(u32 *)(r10 - 4) = 0
r1 = r10
r1 += -16
r2 = 0
r3 = 8
call dynptr_data
r1 = r10
r1 += -16
r2 = 0
call ringbuf_submit_dynptr
r0 = 0
exit
=== local-read-2-10
--- EACCES invalid read from stack off -10+0 size 2
r1 = map[bss][0]+0
r2 = 8
r3 = 0
r4 = r10
r4 += -16
call dynptr_from_mem
r1 = *(u16 *)(r10 - 10)
r0 = 0
exit
=== local-write-2-10
--- accept
r1 = map[bss][0]+0
r2 = 8
r3 = 0
r4 = r10
r4 += -16
call dynptr_from_mem
*(u16 *)(r10 - 10) = 0
r0 = 0
exit
=== local-use-after-write-2-10
--- EINVAL Expected an initialized dynptr as arg #0
r1 = map[bss][0]+0
r2 = 8
r3 = 0
r4 = r10
r4 += -16
call dynptr_from_mem
*(u16 *)(r10 - 10) = 0
r1 = r10
r1 += -16
r2 = 0
r3 = 8
call dynptr_data
r0 = 0
exit
=== ring-read-2-10
--- EACCES invalid read from stack off -10+0 size 2
r1 = map[ring]
r2 = 16
r3 = 0
r4 = r10
r4 += -16
call ringbuf_reserve_dynptr
r1 = *(u16 *)(r10 - 10)
r1 = r10
r1 += -16
r2 = 0
call ringbuf_submit_dynptr
r0 = 0
exit
=== ring-write-2-10
--- EINVAL cannot overwrite referenced dynptr
r1 = map[ring]
r2 = 16
r3 = 0
r4 = r10
r4 += -16
call ringbuf_reserve_dynptr
*(u16 *)(r10 - 10) = 0
r1 = r10
r1 += -16
r2 = 0
call ringbuf_submit_dynptr
r0 = 0
exit
=== ring-use-after-write-2-10
--- EINVAL cannot overwrite referenced dynptr
r1 = map[ring]
r2 = 16
r3 = 0
r4 = r10
r4 += -16
call ringbuf_reserve_dynptr
*(u16 *)(r10 - 10) = 0
r1 = r10
r1 += -16
r2 = 0
r3 = 8
call dynptr_data
r1 = r10
r1 += -16
r2 = 0
call ringbuf_submit_dynptr
r0 = 0
exit
=== write-register
--- accept
r1 = map[bss][0]+0
r2 = 8
r3 = 0
r4 = r10
r4 += -16
call dynptr_from_mem
r1 = 5
*(u64 *)(r10 - 16) = r1
r0 = 0
exit
=== write-pointer
--- EINVAL Expected an initialized dynptr as arg #0
r1 = map[bss][0]+0
r2 = 8
r3 = 0
r4 = r10
r4 += -16
call dynptr_from_mem
*(u64 *)(r10 - 16) = r10
r1 = r10
r1 += -16
r2 = 0
r3 = 8
call dynptr_data
r0 = 0
exit
=== write-variable
--- EINVAL Expected an initialized dynptr as arg #0
r1 = map[bss][0]+0
r2 = 8
r3 = 0
r4 = r10
r4 += -16
call dynptr_from_mem
call get_prandom_u32
r0 &= 8
r1 = r10
r1 += -24
r1 += r0
*(u8 *)(r1 + 0) = 1
r1 = r10
r1 += -16
r2 = 0
r3 = 8
call dynptr_data
r0 = 0
exit
=== write-variable-ring
--- EINVAL cannot overwrite referenced dynptr
r1 = map[ring]
r2 = 16
r3 = 0
r4 = r10
r4 += -16
call ringbuf_reserve_dynptr
call get_prandom_u32
r0 &= 8
r1 = r10
r1 += -24
r1 += r0
*(u8 *)(r1 + 0) = 1
r1 = r10
r1 += -16
r2 = 0
call ringbuf_submit_dynptr
r0 = 0
exit
=== read-variable
--- EACCES invalid read from stack R1 var_off (0x0; 0x8)+8 size 1
r1 = map[bss][0]+0
r2 = 8
r3 = 0
r4 = r10
r4 += -16
call dynptr_from_mem
*(u64 *)(r10 - 24) = 0
call get_prandom_u32
r0 &= 8
r1 = r10
r1 += -24
r1 += r0
r2 = *(u8 *)(r1 + 0)
r0 = 0
exit
=== atomic
--- EACCES invalid read from stack off -16+0 size 8
r1 = map[bss][0]+0
r2 = 8
r3 = 0
r4 = r10
r4 += -16
call dynptr_from_mem
r1 = 1
lock *(u64 *)(r10 - 16) += r1
r0 = 0
exit
=== helper-reads
--- EACCES invalid read from stack R2 off -16+0 size 8
r1 = map[bss][0]+0
r2 = 8
r3 = 0
r4 = r10
r4 += -16
call dynptr_from_mem
r1 = map[hash]
r2 = r10
r2 += -16
call map_lookup_elem
r0 = 0
exit
=== helper-reads-part
--- EACCES invalid read from stack R2 off -20+4 size 8
r1 = map[bss][0]+0
r2 = 8
r3 = 0
r4 = r10
r4 += -16
call dynptr_from_mem
r1 = map[hash]
*(u32 *)(r10 - 20) = 0
r2 = r10
r2 += -20
call map_lookup_elem
r0 = 0
exit
=== helper-fills
--- EACCES potential write to dynptr at off=-16 disallowed
r1 = map[bss][0]+0
r2 = 8
r3 = 0
r4 = r10
r4 += -16
call dynptr_from_mem
r1 = r10
r1 += -16
r2 = 8
r3 = 0
call probe_read_kernel
r0 = 0
exit
=== helper-fills-part
--- EACCES potential write to dynptr at off=-16 disallowed
r1 = map[bss][0]+0
r2 = 8
r3 = 0
r4 = r10
r4 += -16
call dynptr_from_mem
r1 = r10
r1 += -24
r2 = 12
r3 = 0
call probe_read_kernel
r0 = 0
exit
=== helper-fills-around
--- accept
r1 = map[bss][0]+0
r2 = 8
r3 = 0
r4 = r10
r4 += -32
call dynptr_from_mem
r1 = r10
r1 += -16
r2 = 8
r3 = 0
call probe_read_kernel
r1 = r10
r1 += -32
r2 = 0
r3 = 8
call dynptr_data
r0 = 0
exit
=== helper-fills-variable
--- EACCES invalid read from stack R1 var_off (0x0; 0x8)+8 size 8
r1 = map[bss][0]+0
r2 = 8
r3 = 0
r4 = r10
r4 += -16
call dynptr_from_mem
*(u64 *)(r10 - 24) = 0
call get_prandom_u32
r0 &= 8
r1 = r10
r1 += -24
r1 += r0
r2 = 8
r3 = 0
call probe_read_kernel
r0 = 0
exit
=== helper-fills-variable-size
--- EACCES invalid read from stack R1 off -24+8 size 15
r1 = map[bss][0]+0
r2 = 8
r3 = 0
r4 = r10
r4 += -16
call dynptr_from_mem
call get_prandom_u32
r0 &= 15
r2 = r0
r1 = r10
r1 += -24
r3 = 0
call probe_read_kernel
r0 = 0
exit
=== helper-writes-over
--- EACCES potential write to dynptr at off=-16 disallowed
r1 = map[bss][0]+0
r2 = 8
r3 = 0
r4 = r10
r4 += -16
call dynptr_from_mem
r1 = r10
r1 += -16
r2 = 16
call get_current_comm
r0 = 0
exit
=== read
--- accept
r1 = map[bss][0]+0
r2 = 8
r3 = 0
r4 = r10
r4 += -16
call dynptr_from_mem
r1 = r10
r1 += -64
r2 = 8
r3 = r10
r3 += -16
r4 = 0
r5 = 0
call dynptr_read
r0 = 0
exit
=== read-ring
--- accept
r1 = map[ring]
r2 = 16
r3 = 0
r4 = r10
r4 += -16
call ringbuf_reserve_dynptr
r1 = r10
r1 += -64
r2 = 8
r3 = r10
r3 += -16
r4 = 0
r5 = 0
call dynptr_read
r1 = r10
r1 += -16
r2 = 0
call ringbuf_submit_dynptr
r0 = 0
exit
=== read-into-itself
--- EACCES potential write to dynptr at off=-16 disallowed
r1 = map[bss][0]+0
r2 = 8
r3 = 0
r4 = r10
r4 += -16
call dynptr_from_mem
r1 = r10
r1 += -16
r2 = 8
r3 = r10
r3 += -16
r4 = 0
r5 = 0
call dynptr_read
r0 = 0
exit
=== read-overlap
--- EACCES potential write to dynptr at off=-16 disallowed
r1 = map[bss][0]+0
r2 = 8
r3 = 0
r4 = r10
r4 += -16
call dynptr_from_mem
r1 = r10
r1 += -20
r2 = 8
r3 = r10
r3 += -16
r4 = 0
r5 = 0
call dynptr_read
r0 = 0
exit
=== read-none
--- accept
r1 = map[bss][0]+0
r2 = 8
r3 = 0
r4 = r10
r4 += -16
call dynptr_from_mem
r1 = r10
r1 += -64
r2 = 0
r3 = r10
r3 += -16
r4 = 0
r5 = 0
call dynptr_read
r0 = 0
exit
=== read-nothing
--- EINVAL Expected an initialized dynptr as arg #2
r1 = r10
r1 += -64
r2 = 8
r3 = r10
r3 += -16
r4 = 0
r5 = 0
call dynptr_read
r0 = 0
exit
=== read-uninit-then-use
--- accept
r1 = map[bss][0]+0
r2 = 8
r3 = 0
r4 = r10
r4 += -16
call dynptr_from_mem
r1 = r10
r1 += -64
r2 = 8
r3 = r10
r3 += -16
r4 = 0
r5 = 0
call dynptr_read
r0 = *(u64 *)(r10 - 64)
exit
=== read-to-map
--- accept
r1 = map[bss][0]+0
r2 = 8
r3 = 0
r4 = r10
r4 += -16
call dynptr_from_mem
r1 = map[bss][0]+0
r2 = 8
r3 = r10
r3 += -16
r4 = 0
r5 = 0
call dynptr_read
r0 = 0
exit
=== write
--- accept
r1 = map[bss][0]+0
r2 = 8
r3 = 0
r4 = r10
r4 += -16
call dynptr_from_mem
*(u64 *)(r10 - 64) = 1
r1 = r10
r1 += -16
r2 = 0
r3 = r10
r3 += -64
r4 = 8
r5 = 0
call dynptr_write
r0 = 0
exit
=== write-uninit
--- accept
r1 = map[bss][0]+0
r2 = 8
r3 = 0
r4 = r10
r4 += -16
call dynptr_from_mem
r1 = r10
r1 += -16
r2 = 0
r3 = r10
r3 += -64
r4 = 8
r5 = 0
call dynptr_write
r0 = 0
exit
=== write-ring
--- accept
r1 = map[ring]
r2 = 16
r3 = 0
r4 = r10
r4 += -16
call ringbuf_reserve_dynptr
*(u64 *)(r10 - 64) = 1
r1 = r10
r1 += -16
r2 = 0
r3 = r10
r3 += -64
r4 = 8
r5 = 0
call dynptr_write
r1 = r10
r1 += -16
r2 = 0
call ringbuf_submit_dynptr
r0 = 0
exit
=== write-itself
--- EACCES invalid read from stack R3 off -16+0 size 8
r1 = map[bss][0]+0
r2 = 8
r3 = 0
r4 = r10
r4 += -16
call dynptr_from_mem
r1 = r10
r1 += -16
r2 = 0
r3 = r10
r3 += -16
r4 = 8
r5 = 0
call dynptr_write
r0 = 0
exit
=== write-slice
--- accept
r1 = map[ring]
r2 = 16
r3 = 0
r4 = r10
r4 += -16
call ringbuf_reserve_dynptr
r1 = r10
r1 += -16
r2 = 0
r3 = 8
call dynptr_data
if r0 == 0 goto out
r3 = r0
r1 = r10
r1 += -16
r2 = 0
r4 = 8
r5 = 0
call dynptr_write
out: r1 = r10
r1 += -16
r2 = 0
call ringbuf_submit_dynptr
r0 = 0
exit
=== write-nothing
--- EINVAL Expected an initialized dynptr as arg #0
r1 = r10
r1 += -16
r2 = 0
r3 = r10
r3 += -64
r4 = 8
r5 = 0
call dynptr_write
r0 = 0
exit
=== write-slice-kept
--- accept
r1 = map[bss][0]+0
r2 = 8
r3 = 0
r4 = r10
r4 += -16
call dynptr_from_mem
r1 = r10
r1 += -16
r2 = 0
r3 = 8
call dynptr_data
if r0 == 0 goto out
r6 = r0
*(u64 *)(r10 - 64) = 1
r1 = r10
r1 += -16
r2 = 0
r3 = r10
r3 += -64
r4 = 8
r5 = 0
call dynptr_write
r1 = *(u8 *)(r6 + 0)
out: r0 = 0
exit
=== in-subprog
--- accept
r1 = map[bss][0]+0
r2 = 8
r3 = 0
r4 = r10
r4 += -16
call dynptr_from_mem
r1 = r10
r1 += -16
call f
r0 = 0
exit
f: r2 = 0
r3 = 8
call dynptr_data
r0 = 0
exit
=== made-in-subprog
--- accept
r1 = r10
r1 += -16
call f
r1 = r10
r1 += -16
r2 = 0
r3 = 8
call dynptr_data
r0 = 0
exit
f: r4 = r1
r1 = map[bss][0]+0
r2 = 8
r3 = 0
call dynptr_from_mem
r0 = 0
exit
=== made-in-subprog-deep
--- accept
*(u64 *)(r10 - 8) = 0
r1 = r10
r1 += -16
call f
r1 = r10
r1 += -16
r2 = 0
r3 = 8
call dynptr_data
r0 = 0
exit
f: r4 = r1
r1 = map[bss][0]+0
r2 = 8
r3 = 0
call dynptr_from_mem
r0 = 0
exit
=== released-in-subprog
--- accept
r1 = map[ring]
r2 = 16
r3 = 0
r4 = r10
r4 += -16
call ringbuf_reserve_dynptr
r1 = r10
r1 += -16
call f
r0 = 0
exit
f: r2 = 0
call ringbuf_submit_dynptr
r0 = 0
exit
=== slice-outlives-release-in-subprog
--- EACCES R6 invalid mem access 'scalar'
r1 = map[ring]
r2 = 16
r3 = 0
r4 = r10
r4 += -16
call ringbuf_reserve_dynptr
r1 = r10
r1 += -16
r2 = 0
r3 = 8
call dynptr_data
r6 = r0
r1 = r10
r1 += -16
call f
if r6 == 0 goto out
r1 = *(u8 *)(r6 + 0)
out: r0 = 0
exit
f: r2 = 0
call ringbuf_submit_dynptr
r0 = 0
exit
=== leak-in-subprog
--- EINVAL BPF_EXIT instruction in main prog would lead to reference leak
call f
r0 = 0
exit
f: r1 = map[ring]
r2 = 16
r3 = 0
r4 = r10
r4 += -16
call ringbuf_reserve_dynptr
r0 = 0
exit
=== slice-returned
--- accept
call f
if r0 == 0 goto out
r1 = *(u8 *)(r0 + 0)
out: r0 = 0
exit
f: r1 = map[bss][0]+0
r2 = 8
r3 = 0
r4 = r10
r4 += -16
call dynptr_from_mem
r1 = r10
r1 += -16
r2 = 0
r3 = 8
call dynptr_data
exit
=== prune-kind
--- EINVAL arg 1 is an unacquired reference
call get_prandom_u32
if r0 == 0 goto a
r1 = map[bss][0]+0
r2 = 8
r3 = 0
r4 = r10
r4 += -16
call dynptr_from_mem
goto b
a: r1 = map[ring]
r2 = 16
r3 = 0
r4 = r10
r4 += -16
call ringbuf_reserve_dynptr
b: r6 = 1
r6 = 2
r1 = r10
r1 += -16
r2 = 0
call ringbuf_submit_dynptr
r0 = 0
exit
=== prune-place
--- EINVAL Expected an initialized dynptr as arg #0
call get_prandom_u32
if r0 == 0 goto a
r1 = map[bss][0]+0
r2 = 8
r3 = 0
r4 = r10
r4 += -16
call dynptr_from_mem
goto b
a: r1 = map[bss][0]+0
r2 = 8
r3 = 0
r4 = r10
r4 += -24
call dynptr_from_mem
b: r6 = 1
r6 = 2
r1 = r10
r1 += -16
r2 = 0
r3 = 8
call dynptr_data
r0 = 0
exit
=== prune-none
--- EINVAL Expected an initialized dynptr as arg #0
call get_prandom_u32
if r0 == 0 goto a
r1 = map[bss][0]+0
r2 = 8
r3 = 0
r4 = r10
r4 += -16
call dynptr_from_mem
goto b
a: r6 = 3
b: r6 = 1
r6 = 2
r1 = r10
r1 += -16
r2 = 0
r3 = 8
call dynptr_data
r0 = 0
exit
=== prune-ring-or-none
--- accept
r7 = 0
call get_prandom_u32
if r0 == 0 goto a
r1 = map[ring]
r2 = 16
r3 = 0
r4 = r10
r4 += -16
call ringbuf_reserve_dynptr
r7 = 1
goto b
a: r6 = 3
b: r6 = 1
if r7 == 0 goto c
r1 = r10
r1 += -16
r2 = 0
call ringbuf_submit_dynptr
c: r0 = 0
exit
=== loop
--- accept
r1 = map[bss][0]+0
r2 = 8
r3 = 0
r4 = r10
r4 += -16
call dynptr_from_mem
r6 = 0
l: r1 = r10
r1 += -16
r2 = 0
r3 = 8
call dynptr_data
r6 += 1
if r6 < 10 goto l
r0 = 0
exit
=== loop-making
--- accept
r6 = 0
l: r1 = map[bss][0]+0
r2 = 8
r3 = 0
r4 = r10
r4 += -16
call dynptr_from_mem
r6 += 1
if r6 < 10 goto l
r0 = 0
exit
=== loop-reserving
--- accept
r6 = 0
l: r1 = map[ring]
r2 = 16
r3 = 0
r4 = r10
r4 += -16
call ringbuf_reserve_dynptr
r1 = r10
r1 += -16
r2 = 0
call ringbuf_submit_dynptr
r6 += 1
if r6 < 10 goto l
r0 = 0
exit
=== loop-leaking
--- EINVAL cannot overwrite referenced dynptr
r6 = 0
l: r1 = map[ring]
r2 = 16
r3 = 0
r4 = r10
r4 += -16
call ringbuf_reserve_dynptr
r6 += 1
if r6 < 10 goto l
r0 = 0
exit
=== tail-call
--- EACCES R6 !read_ok
r1 = map[ring]
r2 = 16
r3 = 0
r4 = r10
r4 += -16
call ringbuf_reserve_dynptr
r1 = r6
r2 = map[progs]
r3 = 0
call tail_call
r1 = r10
r1 += -16
r2 = 0
call ringbuf_submit_dynptr
r0 = 0
exit
=== tail-call-held
--- EINVAL tail_call would lead to reference leak
r6 = r1
r1 = map[ring]
r2 = 16
r3 = 0
r4 = r10
r4 += -16
call ringbuf_reserve_dynptr
r1 = r6
r2 = map[progs]
r3 = 0
call tail_call
r1 = r10
r1 += -16
r2 = 0
call ringbuf_submit_dynptr
r0 = 0
exit
