# Callbacks of bpf_user_ringbuf_drain: they get a dynptr that they may not change.
@ user USER_RINGBUF 0 0 4096
=== drain btf=static
--- accept
r1 = map[user]
r2 = subprog[cb]
r3 = 0
r4 = 0
call user_ringbuf_drain
r0 = 0
exit
cb:
r0 = 0
exit
=== drain-not-bool btf=static
--- EINVAL At callback return the register R0 has smin=2 smax=2 should have been in [0, 1]
r1 = map[user]
r2 = subprog[cb]
r3 = 0
r4 = 0
call user_ringbuf_drain
r0 = 0
exit
cb:
r0 = 2
exit
=== drain-unknown btf=static
--- EINVAL At callback return the register R0 has unknown scalar value should have been in [0, 1]
r1 = map[user]
r2 = subprog[cb]
r3 = 0
r4 = 0
call user_ringbuf_drain
r0 = 0
exit
cb:
call get_prandom_u32
exit
=== drain-no-result btf=static
--- EACCES R0 not a scalar value
r1 = map[user]
r2 = subprog[cb]
r3 = 0
r4 = 0
call user_ringbuf_drain
r0 = 0
exit
cb:
exit
=== drain-pointer btf=static
--- EACCES R0 not a scalar value
r1 = map[user]
r2 = subprog[cb]
r3 = 0
r4 = 0
call user_ringbuf_drain
r0 = 0
exit
cb:
r0 = r1
exit
=== drain-read btf=static
--- accept
r1 = map[user]
r2 = subprog[cb]
r3 = 0
r4 = 0
call user_ringbuf_drain
r0 = 0
exit
cb:
r3 = r1
r1 = r10
r1 += -8
r2 = 8
r4 = 0
r5 = 0
call dynptr_read
r0 = 0
exit
=== drain-write btf=static
--- accept
r1 = map[user]
r2 = subprog[cb]
r3 = 0
r4 = 0
call user_ringbuf_drain
r0 = 0
exit
cb:
*(u64 *)(r10 - 8) = 1
r3 = r10
r3 += -8
r2 = 0
r4 = 8
r5 = 0
call dynptr_write
r0 = 0
exit
=== drain-data btf=static
--- accept
r1 = map[user]
r2 = subprog[cb]
r3 = 0
r4 = 0
call user_ringbuf_drain
r0 = 0
exit
cb:
r2 = 0
r3 = 8
call dynptr_data
if r0 == 0 goto out
r1 = *(u64 *)(r0 + 0)
*(u64 *)(r0 + 0) = 5
out: r0 = 0
exit
=== drain-data-behind btf=static
--- EACCES R0 min value is outside of the allowed memory range
r1 = map[user]
r2 = subprog[cb]
r3 = 0
r4 = 0
call user_ringbuf_drain
r0 = 0
exit
cb:
r2 = 0
r3 = 8
call dynptr_data
if r0 == 0 goto out
r1 = *(u64 *)(r0 + 4)
out: r0 = 0
exit
=== drain-data-unchecked btf=static
--- EACCES R0 invalid mem access 'mem_or_null'
r1 = map[user]
r2 = subprog[cb]
r3 = 0
r4 = 0
call user_ringbuf_drain
r0 = 0
exit
cb:
r2 = 0
r3 = 8
call dynptr_data
r1 = *(u64 *)(r0 + 0)
r0 = 0
exit
=== drain-load btf=static
--- EACCES R1 invalid mem access 'dynptr_ptr'
r1 = map[user]
r2 = subprog[cb]
r3 = 0
r4 = 0
call user_ringbuf_drain
r0 = 0
exit
cb:
r1 = *(u64 *)(r1 + 0)
r0 = 0
exit
=== drain-load-before btf=static
--- EACCES R1 invalid mem access 'dynptr_ptr'
r1 = map[user]
r2 = subprog[cb]
r3 = 0
r4 = 0
call user_ringbuf_drain
r0 = 0
exit
cb:
r1 = *(u32 *)(r1 - 4)
r0 = 0
exit
=== drain-store btf=static
--- EACCES R1 invalid mem access 'dynptr_ptr'
r1 = map[user]
r2 = subprog[cb]
r3 = 0
r4 = 0
call user_ringbuf_drain
r0 = 0
exit
cb:
*(u64 *)(r1 + 0) = 0
r0 = 0
exit
=== drain-atomic btf=static
--- EACCES R1 invalid mem access 'dynptr_ptr'
r1 = map[user]
r2 = subprog[cb]
r3 = 0
r4 = 0
call user_ringbuf_drain
r0 = 0
exit
cb:
r2 = 1
lock *(u64 *)(r1 + 0) += r2
r0 = 0
exit
=== drain-moved-read btf=static
--- EACCES dereference of modified dynptr_ptr ptr R3 off=8 disallowed
r1 = map[user]
r2 = subprog[cb]
r3 = 0
r4 = 0
call user_ringbuf_drain
r0 = 0
exit
cb:
r1 += 8
r3 = r1
r1 = r10
r1 += -8
r2 = 8
r4 = 0
r5 = 0
call dynptr_read
r0 = 0
exit
=== drain-moved-back btf=static
--- accept
r1 = map[user]
r2 = subprog[cb]
r3 = 0
r4 = 0
call user_ringbuf_drain
r0 = 0
exit
cb:
r1 += 8
r1 += -8
r3 = r1
r1 = r10
r1 += -8
r2 = 8
r4 = 0
r5 = 0
call dynptr_read
r0 = 0
exit
=== drain-moved-before btf=static
--- EACCES negative offset dynptr_ptr ptr R1 off=-8 disallowed
r1 = map[user]
r2 = subprog[cb]
r3 = 0
r4 = 0
call user_ringbuf_drain
r0 = 0
exit
cb:
r1 += -8
r2 = 0
r3 = 8
call dynptr_data
r0 = 0
exit
=== drain-moved-unknown btf=static
--- EINVAL math between dynptr_ptr pointer and register with unbounded min value is not allowed
r1 = map[user]
r2 = subprog[cb]
r3 = 0
r4 = 0
call user_ringbuf_drain
r0 = 0
exit
cb:
r6 = r1
call get_prandom_u32
r1 = r6
r1 += r0
r2 = 0
r3 = 8
call dynptr_data
r0 = 0
exit
=== drain-multiplied btf=static
--- EACCES R1 pointer arithmetic with *= operator prohibited
r1 = map[user]
r2 = subprog[cb]
r3 = 0
r4 = 0
call user_ringbuf_drain
r0 = 0
exit
cb:
r1 *= 2
r0 = 0
exit
=== drain-compared btf=static
--- accept
r1 = map[user]
r2 = subprog[cb]
r3 = 0
r4 = 0
call user_ringbuf_drain
r0 = 0
exit
cb:
if r1 == 0 goto out
r2 = 0
r3 = 8
call dynptr_data
out: r0 = 0
exit
=== drain-submit btf=static
--- EINVAL cannot release unowned const bpf_dynptr
r1 = map[user]
r2 = subprog[cb]
r3 = 0
r4 = 0
call user_ringbuf_drain
r0 = 0
exit
cb:
r2 = 0
call ringbuf_submit_dynptr
r0 = 0
exit
=== drain-discard btf=static
--- EINVAL cannot release unowned const bpf_dynptr
r1 = map[user]
r2 = subprog[cb]
r3 = 0
r4 = 0
call user_ringbuf_drain
r0 = 0
exit
cb:
r2 = 0
call ringbuf_discard_dynptr
r0 = 0
exit
=== drain-make-over btf=static
--- EINVAL Dynptr has to be an uninitialized dynptr
r1 = map[user]
r2 = subprog[cb]
r3 = 0
r4 = 0
call user_ringbuf_drain
r0 = 0
exit
cb:
r4 = r1
r1 = map[bss][0]+0
r2 = 8
r3 = 0
call dynptr_from_mem
r0 = 0
exit
=== drain-reserve-over btf=static
--- EINVAL Dynptr has to be an uninitialized dynptr
r1 = map[user]
r2 = subprog[cb]
r3 = 0
r4 = 0
call user_ringbuf_drain
r0 = 0
exit
cb:
r4 = r1
r1 = map[ring]
r2 = 8
r3 = 0
call ringbuf_reserve_dynptr
r0 = 0
exit
=== drain-as-memory btf=static
--- EACCES R1 type=dynptr_ptr expected=fp, pkt, pkt_meta, map_key, map_value, mem, ringbuf_mem, buf, trusted_ptr_
r1 = map[user]
r2 = subprog[cb]
r3 = 0
r4 = 0
call user_ringbuf_drain
r0 = 0
exit
cb:
r2 = 8
r3 = 0
call probe_read_kernel
r0 = 0
exit
=== drain-spilled btf=static
--- EACCES R1 type=scalar expected=fp, dynptr_ptr
r1 = map[user]
r2 = subprog[cb]
r3 = 0
r4 = 0
call user_ringbuf_drain
r0 = 0
exit
cb:
*(u64 *)(r10 - 8) = r1
r1 = *(u64 *)(r10 - 8)
r2 = 0
r3 = 8
call dynptr_data
r0 = 0
exit
=== drain-leak btf=static
--- EINVAL BPF_EXIT instruction in main prog would lead to reference leak
r1 = map[user]
r2 = subprog[cb]
r3 = 0
r4 = 0
call user_ringbuf_drain
r0 = 0
exit
cb:
r1 = map[ring]
r2 = 8
r3 = 0
r4 = r10
r4 += -16
call ringbuf_reserve_dynptr
r0 = 0
exit
=== drain-context btf=static
--- accept
r1 = 5
*(u64 *)(r10 - 8) = r1
r1 = map[user]
r2 = subprog[cb]
r3 = r10
r3 += -8
r4 = 0
call user_ringbuf_drain
r0 = 0
exit
cb:
r1 = *(u64 *)(r2 + 0)
*(u64 *)(r2 + 0) = r1
r0 = 0
exit
=== drain-context-null btf=static
--- EACCES R2 invalid mem access 'scalar'
r1 = map[user]
r2 = subprog[cb]
r3 = 0
r4 = 0
call user_ringbuf_drain
r0 = 0
exit
cb:
r1 = *(u64 *)(r2 + 0)
r0 = 0
exit
=== drain-others-unset btf=static
--- EACCES R3 !read_ok
r1 = map[user]
r2 = subprog[cb]
r3 = 0
r4 = 0
call user_ringbuf_drain
r0 = 0
exit
cb:
r0 = r3
exit
=== drain-escapes btf=static
--- EACCES R1 type=scalar expected=fp, dynptr_ptr
*(u64 *)(r10 - 8) = 0
r1 = map[user]
r2 = subprog[cb]
r3 = r10
r3 += -8
r4 = 0
call user_ringbuf_drain
r1 = *(u64 *)(r10 - 8)
r2 = 0
r3 = 8
call dynptr_data
r0 = 0
exit
cb:
*(u64 *)(r2 + 0) = r1
r0 = 0
exit
=== drain-slice-escapes btf=static
--- EACCES R1 invalid mem access 'scalar'
*(u64 *)(r10 - 8) = 0
r1 = map[user]
r2 = subprog[cb]
r3 = r10
r3 += -8
r4 = 0
call user_ringbuf_drain
r1 = *(u64 *)(r10 - 8)
r0 = *(u8 *)(r1 + 0)
r0 = 0
exit
cb:
r6 = r2
r2 = 0
r3 = 8
call dynptr_data
if r0 == 0 goto out
*(u64 *)(r6 + 0) = r0
out: r0 = 0
exit
=== drain-other-map btf=static
--- EINVAL cannot pass map_type 27 into func bpf_user_ringbuf_drain#209
r1 = map[ring]
r2 = subprog[cb]
r3 = 0
r4 = 0
call user_ringbuf_drain
r0 = 0
exit
cb:
r0 = 0
exit
=== drain-hash btf=static
--- EINVAL cannot pass map_type 1 into func bpf_user_ringbuf_drain#209
r1 = map[hash]
r2 = subprog[cb]
r3 = 0
r4 = 0
call user_ringbuf_drain
r0 = 0
exit
cb:
r0 = 0
exit
=== drain-lookup btf=static
--- EACCES invalid zero-sized read
r1 = map[user]
*(u64 *)(r10 - 8) = 0
r2 = r10
r2 += -8
call map_lookup_elem
r0 = 0
exit
=== drain-output btf=static
--- EINVAL cannot pass map_type 31 into func bpf_ringbuf_output#130
r1 = map[user]
*(u64 *)(r10 - 8) = 0
r2 = r10
r2 += -8
r3 = 8
r4 = 0
call ringbuf_output
r0 = 0
exit
=== drain-query btf=static
--- EINVAL cannot pass map_type 31 into func bpf_ringbuf_query#134
r1 = map[user]
r2 = 0
call ringbuf_query
r0 = 0
exit
=== drain-reserve btf=static
--- EINVAL cannot pass map_type 31 into func bpf_ringbuf_reserve#131
r1 = map[user]
r2 = 8
r3 = 0
call ringbuf_reserve
r0 = 0
exit
=== drain-flags-unset btf=static
--- EACCES R4 !read_ok
r1 = map[user]
r2 = subprog[cb]
r3 = 0
call user_ringbuf_drain
r0 = 0
exit
cb:
r0 = 0
exit
=== drain-context-map btf=static
--- EACCES R3 type=map_value expected=fp
r1 = map[user]
r2 = subprog[cb]
r3 = map[bss][0]+0
r4 = 0
call user_ringbuf_drain
r0 = 0
exit
cb:
r0 = 0
exit
=== drain-global btf=global
--- EINVAL callback function not static
r1 = map[user]
r2 = subprog[cb]
r3 = 0
r4 = 0
call user_ringbuf_drain
r0 = 0
exit
cb:
r0 = 0
exit
=== drain-self btf=static
--- EINVAL unreachable insn 8
r1 = map[user]
r2 = 0
r3 = 0
r4 = 0
call user_ringbuf_drain
r0 = 0
exit
cb:
r0 = 0
exit
=== drain-in-drain btf=static
--- accept
r1 = map[user]
r2 = subprog[cb]
r3 = 0
r4 = 0
call user_ringbuf_drain
r0 = 0
exit
cb:
r1 = map[user]
r2 = subprog[cc]
r3 = 0
r4 = 0
call user_ringbuf_drain
r0 = 0
exit
cc:
r0 = 0
exit
=== tp-buffer-spilled type=RAW_TRACEPOINT_WRITABLE btf=static
--- EACCES R1 invalid mem access 'scalar'
r1 = *(u64 *)(r1 + 0)
*(u64 *)(r10 - 8) = r1
r1 = *(u64 *)(r10 - 8)
r2 = *(u8 *)(r1 + 0)
r0 = 0
exit
