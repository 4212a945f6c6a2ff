=== loop btf=static
--- accept
r1 = 10
r2 = subprog[cb]
r3 = 0
r4 = 0
call loop
r0 = 0
exit
cb:
r0 = 0
exit
=== loop-zero-times btf=static
--- accept
r1 = 0
r2 = subprog[cb]
r3 = 0
r4 = 0
call loop
r0 = 0
exit
cb:
r0 = 0
exit
=== loop-once btf=static
--- accept
r1 = 1
r2 = subprog[cb]
r3 = 0
r4 = 0
call loop
r0 = 0
exit
cb:
r0 = 0
exit
=== loop-million btf=static
--- accept
r1 = 1000000
r2 = subprog[cb]
r3 = 0
r4 = 0
call loop
r0 = 0
exit
cb:
r0 = 0
exit
=== loop-unknown-times btf=static
--- accept
call get_prandom_u32
r1 = r0
r2 = subprog[cb]
r3 = 0
r4 = 0
call loop
r0 = 0
exit
cb:
r0 = 0
exit
=== loop-stop btf=static
--- accept
r1 = 10
r2 = subprog[cb]
r3 = 0
r4 = 0
call loop
r0 = 0
exit
cb:
r0 = 1
exit
=== loop-returns-2 btf=static
--- EINVAL At callback return the register R0 has smin=2 smax=2 should have been in [0, 1]
r1 = 10
r2 = subprog[cb]
r3 = 0
r4 = 0
call loop
r0 = 0
exit
cb:
r0 = 2
exit
=== loop-returns-negative btf=static
--- EINVAL At callback return the register R0 has smin=-1 smax=-1 should have been in [0, 1]
r1 = 10
r2 = subprog[cb]
r3 = 0
r4 = 0
call loop
r0 = 0
exit
cb:
r0 = -1
exit
=== loop-returns-index btf=static
--- EINVAL At callback return the register R0 has unknown scalar value should have been in [0, 1]
r1 = 10
r2 = subprog[cb]
r3 = 0
r4 = 0
call loop
r0 = 0
exit
cb:
r0 = r1
exit
=== loop-returns-small btf=static
--- accept
r1 = 10
r2 = subprog[cb]
r3 = 0
r4 = 0
call loop
r0 = 0
exit
cb:
r1 &= 1
r0 = r1
exit
=== loop-returns-pointer btf=static
--- EINVAL cannot return stack pointer to the caller
r1 = 10
r2 = subprog[cb]
r3 = 0
r4 = 0
call loop
r0 = 0
exit
cb:
r0 = r10
exit
=== loop-returns-caller-stack btf=static
--- EINVAL cannot return stack pointer to the caller
*(u64 *)(r10 - 8) = 0
r1 = 10
r2 = subprog[cb]
r3 = r10
r3 += -8
r4 = 0
call loop
r0 = 0
exit
cb:
r0 = r2
exit
=== loop-returns-map btf=static
--- EACCES R0 not a scalar value
r1 = 10
r2 = subprog[cb]
r3 = 0
r4 = 0
call loop
r0 = 0
exit
cb:
r1 = map[hash]
r0 = r1
exit
=== loop-r3-in-callback btf=static
--- EACCES R3 !read_ok
r1 = 10
r2 = subprog[cb]
r3 = 0
r4 = 0
call loop
r0 = 0
exit
cb:
r5 = r3
r0 = 0
exit
=== loop-r0-in-callback btf=static
--- EACCES R0 !read_ok
r1 = 10
r2 = subprog[cb]
r3 = 0
r4 = 0
call loop
r0 = 0
exit
cb:
r5 = r0
r0 = 0
exit
=== loop-r6-in-callback btf=static
--- EACCES R6 !read_ok
r1 = 10
r2 = subprog[cb]
r3 = 0
r4 = 0
call loop
r0 = 0
exit
cb:
r5 = r6
r0 = 0
exit
=== loop-context-null-access btf=static
--- EACCES R2 invalid mem access 'scalar'
r1 = 10
r2 = subprog[cb]
r3 = 0
r4 = 0
call loop
r0 = 0
exit
cb:
r5 = *(u64 *)(r2 + 0)
r0 = 0
exit
=== loop-context-read btf=static
--- accept
*(u64 *)(r10 - 8) = 0
r1 = 10
r2 = subprog[cb]
r3 = r10
r3 += -8
r4 = 0
call loop
r0 = 0
exit
cb:
r5 = *(u64 *)(r2 + 0)
r0 = 0
exit
=== loop-context-counter btf=static
--- accept
*(u64 *)(r10 - 8) = 0
r1 = 1000000
r2 = subprog[cb]
r3 = r10
r3 += -8
r4 = 0
call loop
r0 = 0
exit
cb:
r5 = *(u64 *)(r2 + 0)
r5 += 1
*(u64 *)(r2 + 0) = r5
r0 = 0
exit
=== loop-context-counter-bounded-index btf=static
--- accept
*(u64 *)(r10 - 8) = 0
*(u64 *)(r10 - 16) = 0
r1 = 100
r2 = subprog[cb]
r3 = r10
r3 += -8
r4 = 0
call loop
r0 = 0
exit
cb:
r5 = *(u64 *)(r2 + 0)
if r5 > 7 goto stop
r4 = r10
r4 += -8
r4 += r5
*(u8 *)(r4 + 0) = 1
r5 += 1
*(u64 *)(r2 + 0) = r5
r0 = 0
exit
stop:
r0 = 1
exit
=== loop-context-out-of-stack btf=static
--- EACCES invalid read from stack R2 off=0 size=8
*(u64 *)(r10 - 8) = 0
r1 = 10
r2 = subprog[cb]
r3 = r10
r3 += -8
r4 = 0
call loop
r0 = 0
exit
cb:
r5 = *(u64 *)(r2 + 8)
r0 = 0
exit
=== loop-context-becomes-pointer btf=static
--- EINVAL cannot spill pointers to stack into stack frame of the caller
*(u64 *)(r10 - 8) = 0
r1 = 10
r2 = subprog[cb]
r3 = r10
r3 += -8
r4 = 0
call loop
r0 = 0
exit
cb:
*(u64 *)(r2 + 0) = r10
r0 = 0
exit
=== loop-counter-indexes-after btf=static
--- EACCES invalid read from stack R2 off=0 size=1
*(u64 *)(r10 - 8) = 0
*(u64 *)(r10 - 16) = 0
r1 = 100
r2 = subprog[cb]
r3 = r10
r3 += -8
r4 = 0
call loop
r1 = *(u64 *)(r10 - 8)
r2 = r10
r2 += -16
r2 += r1
r0 = *(u8 *)(r2 + 0)
r0 = 0
exit
cb:
r5 = *(u64 *)(r2 + 0)
r5 += 1
*(u64 *)(r2 + 0) = r5
r0 = 0
exit
=== loop-counter-short-indexes-after btf=static
--- accept
*(u64 *)(r10 - 8) = 0
*(u64 *)(r10 - 16) = 0
r1 = 4
r2 = subprog[cb]
r3 = r10
r3 += -8
r4 = 0
call loop
r1 = *(u64 *)(r10 - 8)
r2 = r10
r2 += -16
r2 += r1
r0 = *(u8 *)(r2 + 0)
r0 = 0
exit
cb:
r5 = *(u64 *)(r2 + 0)
r5 += 1
*(u64 *)(r2 + 0) = r5
r0 = 0
exit
=== loop-index-as-offset btf=static
--- EINVAL math between fp pointer and register with unbounded min value is not allowed
r1 = 10
r2 = subprog[cb]
r3 = 0
r4 = 0
call loop
r0 = 0
exit
cb:
r2 = r10
r2 += r1
r0 = *(u8 *)(r2 - 100)
r0 = 0
exit
=== loop-index-masked-as-offset btf=static
--- accept
r1 = 10
r2 = subprog[cb]
r3 = 0
r4 = 0
call loop
r0 = 0
exit
cb:
*(u64 *)(r10 - 8) = 0
r2 = r10
r1 &= 7
r2 += r1
r0 = *(u8 *)(r2 - 8)
r0 = 0
exit
=== loop-without-types 
--- EINVAL missing btf func_info
r1 = 10
r2 = subprog[cb]
r3 = 0
r4 = 0
call loop
r0 = 0
exit
cb:
r0 = 0
exit
=== loop-global-callback btf=global
--- EINVAL callback function not static
r1 = 10
r2 = subprog[cb]
r3 = 0
r4 = 0
call loop
r0 = 0
exit
cb:
r0 = 0
exit
=== loop-flags-anything btf=static
--- accept
r1 = 10
r2 = subprog[cb]
r3 = 0
r4 = 5
call loop
r0 = 0
exit
cb:
r0 = 0
exit
=== loop-flags-not-set btf=static
--- EACCES R4 !read_ok
r1 = 10
r2 = subprog[cb]
r3 = 0
call loop
r0 = 0
exit
cb:
r0 = 0
exit
=== loop-context-number btf=static
--- EACCES R3 type=scalar expected=fp
r1 = 10
r2 = subprog[cb]
r3 = 5
r4 = 0
call loop
r0 = 0
exit
cb:
r0 = 0
exit
=== loop-context-map btf=static
--- EACCES R3 type=map_ptr expected=fp
r1 = 10
r2 = subprog[cb]
r3 = map[hash]
r4 = 0
call loop
r0 = 0
exit
cb:
r0 = 0
exit
=== loop-context-ctx btf=static
--- EACCES R3 type=scalar expected=fp
r1 = 10
r2 = subprog[cb]
r3 = r1
r4 = 0
call loop
r0 = 0
exit
cb:
r0 = 0
exit
=== loop-callback-moved btf=static
--- EACCES dereference of modified func ptr R2 off=1 disallowed
r1 = 10
r2 = subprog[cb]
r2 += 1
r3 = 0
r4 = 0
call loop
r0 = 0
exit
cb:
r0 = 0
exit
=== loop-callback-moved-unknown btf=static
--- EINVAL math between func pointer and register with unbounded min value is not allowed
call get_prandom_u32
r1 = 10
r2 = subprog[cb]
r2 += r0
r3 = 0
r4 = 0
call loop
r0 = 0
exit
cb:
r0 = 0
exit
=== loop-callback-read btf=static
--- EACCES R2 invalid mem access 'func'
r1 = 10
r2 = subprog[cb]
r0 = *(u64 *)(r2 + 0)
r3 = 0
r4 = 0
call loop
r0 = 0
exit
cb:
r0 = 0
exit
=== loop-callback-spilled btf=static
--- accept
r1 = 10
r2 = subprog[cb]
*(u64 *)(r10 - 8) = r2
r2 = *(u64 *)(r10 - 8)
r3 = 0
r4 = 0
call loop
r0 = 0
exit
cb:
r0 = 0
exit
=== loop-callback-compared btf=static
--- accept
r1 = 10
r2 = subprog[cb]
if r2 == 0 goto +0
r3 = 0
r4 = 0
call loop
r0 = 0
exit
cb:
r0 = 0
exit
=== loop-callback-a-number btf=static
--- EACCES R2 type=scalar expected=func
r1 = 10
r5 = subprog[cb]
r2 = 0
r3 = 0
r4 = 0
call loop
r0 = 0
exit
cb:
r0 = 0
exit
=== loop-map-for-callback btf=static
--- EACCES R2 type=map_ptr expected=func
r1 = 10
r5 = subprog[cb]
r2 = map[hash]
r3 = 0
r4 = 0
call loop
r0 = 0
exit
cb:
r0 = 0
exit
=== loop-times-pointer btf=static
--- EFAULT verifier bug: backtracking misuse
r1 = r10
r2 = subprog[cb]
r3 = 0
r4 = 0
call loop
r0 = 0
exit
cb:
r0 = 0
exit
=== loop-reads-r1-after btf=static
--- EACCES R1 !read_ok
r1 = 10
r2 = subprog[cb]
r3 = 0
r4 = 0
call loop
r5 = r1
r0 = 0
exit
cb:
r0 = 0
exit
=== loop-result-after btf=static
--- accept
r1 = 10
r2 = subprog[cb]
r3 = 0
r4 = 0
call loop
r5 = r0
r0 = 0
exit
cb:
r0 = 0
exit
=== loop-calls-helper btf=static
--- accept
r1 = 10
r2 = subprog[cb]
r3 = 0
r4 = 0
call loop
r0 = 0
exit
cb:
call get_prandom_u32
r0 = 0
exit
=== loop-holds-reference btf=static
--- EINVAL BPF_EXIT instruction in main prog would lead to reference leak
r1 = 10
r2 = subprog[cb]
r3 = 0
r4 = 0
call loop
r0 = 0
exit
cb:
r1 = map[ring]
r2 = 8
r3 = 0
call ringbuf_reserve
r0 = 0
exit
=== loop-reserves-and-submits btf=static
--- accept
r1 = 10
r2 = subprog[cb]
r3 = 0
r4 = 0
call loop
r0 = 0
exit
cb:
r1 = map[ring]
r2 = 8
r3 = 0
call ringbuf_reserve
if r0 == 0 goto none
r1 = r0
r2 = 0
call ringbuf_submit
none:
r0 = 0
exit
=== loop-releases-callers-reference btf=static
--- EINVAL BPF_EXIT instruction in main prog would lead to reference leak
r1 = map[ring]
r2 = 8
r3 = 0
call ringbuf_reserve
if r0 == 0 goto out
r6 = r0
*(u64 *)(r10 - 8) = r0
r1 = 10
r2 = subprog[cb]
r3 = r10
r3 += -8
r4 = 0
call loop
out:
r0 = 0
exit
cb:
r1 = *(u64 *)(r2 + 0)
r2 = 0
call ringbuf_submit
r0 = 0
exit
=== loop-nested btf=static
--- accept
r1 = 10
r2 = subprog[cb]
r3 = 0
r4 = 0
call loop
r0 = 0
exit
cb:
r1 = 5
r2 = subprog[inner]
r3 = 0
r4 = 0
call loop
r0 = 0
exit
inner: r0 = 0
exit
=== loop-of-itself btf=static
--- E2BIG the call stack of 9 frames is too deep
r1 = 10
r2 = subprog[cb]
r3 = 0
r4 = 0
call loop
r0 = 0
exit
cb:
r1 = 5
r2 = subprog[cb]
r3 = 0
r4 = 0
call loop
r0 = 0
exit
=== loop-body-may-end-program btf=static
--- accept
r1 = 10
r2 = subprog[cb]
r3 = 0
r4 = 0
call loop
r0 = 0
exit
cb:
call get_prandom_u32
if r0 == 0 goto stop
r0 = 0
exit
stop:
r0 = 1
exit
=== loop-body-loops btf=static
--- accept
r1 = 10
r2 = subprog[cb]
r3 = 0
r4 = 0
call loop
r0 = 0
exit
cb:
r6 = 0
again: r6 += 1
if r6 < 10 goto again
r0 = 0
exit
=== loop-body-loops-for-ever btf=static
--- EINVAL unreachable insn 9
r1 = 10
r2 = subprog[cb]
r3 = 0
r4 = 0
call loop
r0 = 0
exit
cb:
again: goto again
r0 = 0
exit
=== loop-big-stack btf=static
--- accept
*(u64 *)(r10 - 400) = 0
r1 = 10
r2 = subprog[cb]
r3 = 0
r4 = 0
call loop
r0 = 0
exit
cb:
*(u64 *)(r10 - 200) = 0
r0 = 0
exit
=== loop-sum-in-register btf=static
--- accept
r6 = 7
r1 = 10
r2 = subprog[cb]
r3 = 0
r4 = 0
call loop
r6 += 1
r0 = 0
exit
cb:
r0 = 0
exit
=== each-hash btf=static
--- accept
r1 = map[hash]
r2 = subprog[cb]
r3 = 0
r4 = 0
call for_each_map_elem
r0 = 0
exit
cb:
r0 = 0
exit
=== each-array btf=static
--- accept
r1 = map[array]
r2 = subprog[cb]
r3 = 0
r4 = 0
call for_each_map_elem
r0 = 0
exit
cb:
r0 = 0
exit
=== each-percpu btf=static
--- accept
r1 = map[percpu]
r2 = subprog[cb]
r3 = 0
r4 = 0
call for_each_map_elem
r0 = 0
exit
cb:
r0 = 0
exit
=== each-scratch btf=static
--- accept
r1 = map[scratch]
r2 = subprog[cb]
r3 = 0
r4 = 0
call for_each_map_elem
r0 = 0
exit
cb:
r0 = 0
exit
=== each-lru btf=static
--- accept
r1 = map[lru]
r2 = subprog[cb]
r3 = 0
r4 = 0
call for_each_map_elem
r0 = 0
exit
cb:
r0 = 0
exit
=== each-ring btf=static
--- 524 callback function not allowed for map
r1 = map[ring]
r2 = subprog[cb]
r3 = 0
r4 = 0
call for_each_map_elem
r0 = 0
exit
cb:
r0 = 0
exit
=== each-queue btf=static
--- 524 callback function not allowed for map
r1 = map[queue]
r2 = subprog[cb]
r3 = 0
r4 = 0
call for_each_map_elem
r0 = 0
exit
cb:
r0 = 0
exit
=== each-perf btf=static
--- 524 callback function not allowed for map
r1 = map[perf]
r2 = subprog[cb]
r3 = 0
r4 = 0
call for_each_map_elem
r0 = 0
exit
cb:
r0 = 0
exit
=== each-progs btf=static
--- 524 callback function not allowed for map
r1 = map[progs]
r2 = subprog[cb]
r3 = 0
r4 = 0
call for_each_map_elem
r0 = 0
exit
cb:
r0 = 0
exit
=== each-stacks btf=static
--- 524 callback function not allowed for map
r1 = map[stacks]
r2 = subprog[cb]
r3 = 0
r4 = 0
call for_each_map_elem
r0 = 0
exit
cb:
r0 = 0
exit
=== each-key-read btf=static
--- accept
r1 = map[hash]
r2 = subprog[cb]
r3 = 0
r4 = 0
call for_each_map_elem
r0 = 0
exit
cb:
r0 = *(u64 *)(r2 + 0)
r0 = 0
exit
=== each-key-too-far btf=static
--- EACCES R2 min value is outside of the allowed memory range
r1 = map[hash]
r2 = subprog[cb]
r3 = 0
r4 = 0
call for_each_map_elem
r0 = 0
exit
cb:
r0 = *(u64 *)(r2 + 1)
r0 = 0
exit
=== each-key-written btf=static
--- EACCES write to change key R2 not allowed
r1 = map[hash]
r2 = subprog[cb]
r3 = 0
r4 = 0
call for_each_map_elem
r0 = 0
exit
cb:
*(u64 *)(r2 + 0) = 1
r0 = 0
exit
=== each-value-read btf=static
--- accept
r1 = map[hash]
r2 = subprog[cb]
r3 = 0
r4 = 0
call for_each_map_elem
r0 = 0
exit
cb:
r0 = *(u64 *)(r3 + 8)
r0 = 0
exit
=== each-value-too-far btf=static
--- EACCES R3 min value is outside of the allowed memory range
r1 = map[hash]
r2 = subprog[cb]
r3 = 0
r4 = 0
call for_each_map_elem
r0 = 0
exit
cb:
r0 = *(u64 *)(r3 + 16)
r0 = 0
exit
=== each-value-written btf=static
--- accept
r1 = map[hash]
r2 = subprog[cb]
r3 = 0
r4 = 0
call for_each_map_elem
r0 = 0
exit
cb:
*(u64 *)(r3 + 0) = 1
r0 = 0
exit
=== each-value-added btf=static
--- accept
r1 = map[hash]
r2 = subprog[cb]
r3 = 0
r4 = 0
call for_each_map_elem
r0 = 0
exit
cb:
r5 = 1
lock *(u64 *)(r3 + 0) += r5
r0 = 0
exit
=== each-map-used btf=static
--- accept
r1 = map[hash]
r2 = subprog[cb]
r3 = 0
r4 = 0
call for_each_map_elem
r0 = 0
exit
cb:
call map_lookup_elem
r0 = 0
exit
=== each-delete btf=static
--- accept
r1 = map[hash]
r2 = subprog[cb]
r3 = 0
r4 = 0
call for_each_map_elem
r0 = 0
exit
cb:
call map_delete_elem
r0 = 0
exit
=== each-context btf=static
--- accept
*(u64 *)(r10 - 8) = 0
r1 = map[hash]
r2 = subprog[cb]
r3 = r10
r3 += -8
r4 = 0
call for_each_map_elem
r0 = 0
exit
cb:
r5 = *(u64 *)(r4 + 0)
r5 += 1
*(u64 *)(r4 + 0) = r5
r0 = 0
exit
=== each-context-null btf=static
--- EACCES R4 invalid mem access 'scalar'
r1 = map[hash]
r2 = subprog[cb]
r3 = 0
r4 = 0
call for_each_map_elem
r0 = 0
exit
cb:
r5 = *(u64 *)(r4 + 0)
r0 = 0
exit
=== each-r5 btf=static
--- EACCES R5 !read_ok
r1 = map[hash]
r2 = subprog[cb]
r3 = 0
r4 = 0
call for_each_map_elem
r0 = 0
exit
cb:
r0 = r5
r0 = 0
exit
=== each-returns-value btf=static
--- EACCES R0 not a scalar value
r1 = map[hash]
r2 = subprog[cb]
r3 = 0
r4 = 0
call for_each_map_elem
r0 = 0
exit
cb:
r0 = r3
exit
=== each-returns-3 btf=static
--- EINVAL At callback return the register R0 has smin=3 smax=3 should have been in [0, 1]
r1 = map[hash]
r2 = subprog[cb]
r3 = 0
r4 = 0
call for_each_map_elem
r0 = 0
exit
cb:
r0 = 3
exit
=== each-value-null-checked btf=static
--- accept
r1 = map[hash]
r2 = subprog[cb]
r3 = 0
r4 = 0
call for_each_map_elem
r0 = 0
exit
cb:
if r3 == 0 goto none
r0 = *(u64 *)(r3 + 0)
none:
r0 = 0
exit
=== each-readonly-written btf=static
--- EACCES write into map forbidden, value_size=16 off=0 size=8
r1 = map[readonly]
r2 = subprog[cb]
r3 = 0
r4 = 0
call for_each_map_elem
r0 = 0
exit
cb:
*(u64 *)(r3 + 0) = 1
r0 = 0
exit
=== each-writeonly-read btf=static
--- EACCES read from map forbidden, value_size=16 off=0 size=8
r1 = map[writeonly]
r2 = subprog[cb]
r3 = 0
r4 = 0
call for_each_map_elem
r0 = 0
exit
cb:
r0 = *(u64 *)(r3 + 0)
r0 = 0
exit
=== each-key-to-helper btf=static
--- accept
r1 = map[hash]
r2 = subprog[cb]
r3 = 0
r4 = 0
call for_each_map_elem
r0 = 0
exit
cb:
r1 = r2
r2 = 8
r3 = 0
r6 = r1
r1 = map[hash]
r2 = r6
call map_lookup_elem
r0 = 0
exit
=== each-key-moved-unknown btf=static
--- accept
r1 = map[hash]
r2 = subprog[cb]
r3 = 0
r4 = 0
call for_each_map_elem
r0 = 0
exit
cb:
r6 = r2
call get_prandom_u32
r0 &= 3
r6 += r0
r0 = *(u8 *)(r6 + 0)
r0 = 0
exit
=== each-value-kept btf=static
--- accept
*(u64 *)(r10 - 8) = 0
r1 = map[hash]
r2 = subprog[cb]
r3 = r10
r3 += -8
r4 = 0
call for_each_map_elem
r0 = 0
exit
cb:
*(u64 *)(r4 + 0) = r3
r0 = 0
exit
=== each-without-types 
--- EINVAL missing btf func_info
r1 = map[hash]
r2 = subprog[cb]
r3 = 0
r4 = 0
call for_each_map_elem
r0 = 0
exit
cb:
r0 = 0
exit

=== find-vma btf=static type=RAW_TRACEPOINT
--- accept
call get_current_task_btf
r1 = r0
r2 = 0
r3 = subprog[cb]
r4 = 0
r5 = 0
call find_vma
r0 = 0
exit
cb: r1 = *(u64 *)(r2 + {vm_area_struct.vm_start})
r1 = *(u64 *)(r2 + {vm_area_struct.vm_file})
r0 = 0
exit

=== find-vma-file-walked btf=static type=RAW_TRACEPOINT
--- accept
call get_current_task_btf
r1 = r0
r2 = 0
r3 = subprog[cb]
r4 = 0
r5 = 0
call find_vma
r0 = 0
exit
cb: r1 = *(u64 *)(r2 + {vm_area_struct.vm_file})
r1 = *(u64 *)(r1 + {file.f_inode})
r0 = 0
exit

=== find-vma-written btf=static type=RAW_TRACEPOINT
--- EACCES only read is supported
call get_current_task_btf
r1 = r0
r2 = 0
r3 = subprog[cb]
r4 = 0
r5 = 0
call find_vma
r0 = 0
exit
cb: *(u64 *)(r2 + {vm_area_struct.vm_start}) = 0
r0 = 0
exit

=== find-vma-task-written btf=static type=RAW_TRACEPOINT
--- EACCES only read is supported
call get_current_task_btf
r1 = r0
r2 = 0
r3 = subprog[cb]
r4 = 0
r5 = 0
call find_vma
r0 = 0
exit
cb: *(u64 *)(r1 + {task_struct.pid}) = 0
r0 = 0
exit

=== find-vma-context btf=static type=RAW_TRACEPOINT
--- accept
*(u64 *)(r10 - 8) = 0
call get_current_task_btf
r1 = r0
r2 = 0
r3 = subprog[cb]
r4 = r10
r4 += -8
r5 = 0
call find_vma
r0 = 0
exit
cb: *(u64 *)(r3 + 0) = 1
r0 = 0
exit

=== find-vma-returns-much btf=static type=RAW_TRACEPOINT
--- EINVAL At callback return the register R0 has smin=2 smax=2 should have been in [0, 1]
call get_current_task_btf
r1 = r0
r2 = 0
r3 = subprog[cb]
r4 = 0
r5 = 0
call find_vma
r0 = 0
exit
cb: r0 = 2
exit

=== find-vma-task-is-no-pointer btf=static type=RAW_TRACEPOINT
--- EACCES R1 type=scalar expected=ptr_, trusted_ptr_, rcu_ptr_
r1 = 0
r2 = 0
r3 = subprog[cb]
r4 = 0
r5 = 0
call find_vma
r0 = 0
exit
cb: r0 = 0
exit

=== find-vma-acquires-the-task btf=static type=TRACING attach=TRACE_RAW_TP target=task_newtask
--- accept
r1 = *(u64 *)(r1 + 0)
r2 = 0
r3 = subprog[cb]
r4 = 0
r5 = 0
call find_vma
r0 = 0
exit
cb:
call bpf_task_acquire
if r0 == 0 goto out
r1 = r0
call bpf_task_release
out: r0 = 0
exit
