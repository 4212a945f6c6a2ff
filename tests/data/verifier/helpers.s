=== comm-on-stack
--- accept
r1 = r10
r1 += -16
r2 = 16
call get_current_comm
r0 = *(u64 *)(r10 - 16)
exit
=== comm-too-big
--- EINVAL invalid write to stack R1 off=-16 size=17
r1 = r10
r1 += -16
r2 = 17
call get_current_comm
r0 = 0
exit
=== comm-zero
--- EACCES R2 invalid zero-sized read: u64=[0,0]
r1 = r10
r1 += -16
r2 = 0
call get_current_comm
r0 = 0
exit
=== comm-negative
--- EACCES R2 min value is negative, either use unsigned or 'var &= const'
r1 = r10
r1 += -16
r2 = -1
call get_current_comm
r0 = 0
exit
=== comm-huge
--- EACCES R2 unbounded memory access, use 'var &= const' or 'if (var < const)'
r1 = r10
r1 += -16
r2 = 0x20000000
call get_current_comm
r0 = 0
exit
=== comm-variable
--- accept
call get_prandom_u32
r2 = r0
r2 &= 15
r2 += 1
r1 = r10
r1 += -16
call get_current_comm
r0 = 0
exit
=== comm-variable-maybe-zero
--- EACCES R2 invalid zero-sized read: u64=[0,15]
call get_prandom_u32
r2 = r0
r2 &= 15
r1 = r10
r1 += -16
call get_current_comm
r0 = 0
exit
=== comm-variable-too-big
--- EINVAL invalid write to stack R1 off=-16 size=32
call get_prandom_u32
r2 = r0
r2 &= 31
r2 += 1
r1 = r10
r1 += -16
call get_current_comm
r0 = 0
exit
=== comm-overwrites-pointer
--- EACCES R1 invalid mem access 'scalar'
*(u64 *)(r10 - 8) = r1
r1 = r10
r1 += -16
r2 = 16
call get_current_comm
r1 = *(u64 *)(r10 - 8)
r0 = *(u64 *)(r1 + 8)
exit
=== comm-into-ctx
--- EACCES R1 type=ctx expected=fp, pkt, pkt_meta, map_key, map_value, mem, ringbuf_mem, buf, trusted_ptr_
r2 = 16
call get_current_comm
r0 = 0
exit
=== comm-into-number
--- EACCES R1 type=scalar expected=fp, pkt, pkt_meta, map_key, map_value, mem, ringbuf_mem, buf, trusted_ptr_
r1 = 5
r2 = 16
call get_current_comm
r0 = 0
exit
=== comm-size-pointer
--- EACCES R2 type=fp expected=scalar
r1 = r10
r1 += -16
r2 = r1
call get_current_comm
r0 = 0
exit
=== comm-uninitialised-size
--- EACCES R2 !read_ok
r1 = r10
r1 += -16
call get_current_comm
r0 = 0
exit
=== probe-read
--- accept
r3 = *(u64 *)(r1 + 8)
r1 = r10
r1 += -64
r2 = 64
call probe_read_user
r0 = 0
exit
=== probe-read-zero
--- accept
r3 = *(u64 *)(r1 + 8)
r1 = r10
r1 += -64
r2 = 0
call probe_read_user
r0 = 0
exit
=== probe-read-null
--- EACCES R1 type=scalar expected=fp, pkt, pkt_meta, map_key, map_value, mem, ringbuf_mem, buf, trusted_ptr_
r1 = 0
r2 = 0
r3 = 0
call probe_read_user
r0 = 0
exit
=== probe-read-null-size
--- EACCES R1 type=scalar expected=fp, pkt, pkt_meta, map_key, map_value, mem, ringbuf_mem, buf, trusted_ptr_
r1 = 0
r2 = 8
r3 = 0
call probe_read_user
r0 = 0
exit
=== read-str-range
--- accept
r3 = *(u64 *)(r1 + 8)
r1 = r10
r1 += -64
r2 = 64
call probe_read_user_str
if r0 s< 1 goto out
r2 = r10
r2 += -64
r2 += r0
*(u8 *)(r2 - 1) = 0
out: r0 = 0
exit
=== read-str-range-unchecked
--- EACCES invalid variable-offset write to stack R2 var_off=(0x0; 0xffffffffffffffff) off=-65 size=1
r3 = *(u64 *)(r1 + 8)
r1 = r10
r1 += -64
r2 = 64
call probe_read_user_str
r2 = r10
r2 += -64
r2 += r0
*(u8 *)(r2 - 1) = 0
r0 = 0
exit
=== read-str-range-one-past
--- EINVAL invalid variable-offset write to stack R2 var_off=(0x0; 0x7f) off=-64 size=1
r3 = *(u64 *)(r1 + 8)
r1 = r10
r1 += -64
r2 = 64
call probe_read_user_str
if r0 s< 0 goto out
r2 = r10
r2 += -64
r2 += r0
*(u8 *)(r2 + 0) = 0
out: r0 = 0
exit
=== printk
--- accept
r1 = 0x0a216968 ll
*(u64 *)(r10 - 8) = r1
r1 = r10
r1 += -8
r2 = 5
call trace_printk
r0 = 0
exit
=== printk-args
--- accept
r1 = 0x000a756c256968 ll
*(u64 *)(r10 - 8) = r1
r1 = r10
r1 += -8
r2 = 8
r3 = 5
r4 = 6
r5 = 7
call trace_printk
r0 = 0
exit
=== printk-rodata-pointer-arg
--- accept
r3 = r1
r1 = map[rodata][0]+8
r2 = 6
call trace_printk
r0 = 0
exit
=== perf-output
--- accept
r2 = map[perf]
r3 = -1
w3 = w3
*(u64 *)(r10 - 8) = 5
r4 = r10
r4 += -8
r5 = 8
call perf_event_output
r0 = 0
exit
=== perf-output-uninitialised
--- accept
r2 = map[perf]
r3 = 0
r4 = r10
r4 += -8
r5 = 8
call perf_event_output
r0 = 0
exit
=== perf-output-wrong-map
--- EINVAL cannot pass map_type 27 into func bpf_perf_event_output#25
r2 = map[ring]
r3 = 0
*(u64 *)(r10 - 8) = 5
r4 = r10
r4 += -8
r5 = 8
call perf_event_output
r0 = 0
exit
=== perf-output-not-ctx
--- EACCES R1 type=fp expected=ctx
r1 = r10
r2 = map[perf]
r3 = 0
*(u64 *)(r10 - 8) = 5
r4 = r10
r4 += -8
r5 = 8
call perf_event_output
r0 = 0
exit
=== perf-output-ctx-as-data
--- EACCES R4 type=ctx expected=fp, pkt, pkt_meta, map_key, map_value, mem, ringbuf_mem, buf, trusted_ptr_
r4 = r1
r2 = map[perf]
r3 = 0
r5 = 8
call perf_event_output
r0 = 0
exit
=== perf-output-moved-ctx
--- EACCES dereference of modified ctx ptr R1 off=8 disallowed
r1 += 8
r2 = map[perf]
r3 = 0
*(u64 *)(r10 - 8) = 5
r4 = r10
r4 += -8
r5 = 8
call perf_event_output
r0 = 0
exit
=== pid-tgid
--- accept
call get_current_pid_tgid
r0 >>= 32
exit
=== args-gone-after-call
--- EACCES R3 !read_ok
r3 = 5
call get_current_pid_tgid
r0 = r3
exit
=== cpu-bounded
--- accept
call get_smp_processor_id
r0 *= 2
r1 = map[bss][0]+0
r0 &= 63
r1 += r0
r0 = *(u8 *)(r1 + 0)
exit
=== get-current-task
--- accept
call get_current_task
r0 = 0
exit
=== get-current-task-deref
--- EACCES R0 invalid mem access 'scalar'
call get_current_task
r0 = *(u64 *)(r0 + 0)
exit
=== loop-helper
--- EACCES R2 type=scalar expected=func
r1 = 5
r2 = 5
r3 = 0
r4 = 0
call loop
r0 = 0
exit
=== copy-from-user-not-sleepable
--- EINVAL helper call might sleep in a non-sleepable prog
r1 = r10
r1 += -8
r2 = 8
r3 = 0
call copy_from_user
r0 = 0
exit
=== stack-variable-offset-helper
--- accept
call get_prandom_u32
r0 &= 8
r1 = r10
r1 += -32
r1 += r0
r2 = 16
call get_current_comm
r0 = 0
exit
=== stack-variable-offset-helper-too-far
--- EINVAL invalid variable-offset write to stack R1 var_off=(0x0; 0x1f) off=-32 size=16
call get_prandom_u32
r0 &= 31
r1 = r10
r1 += -32
r1 += r0
r2 = 16
call get_current_comm
r0 = 0
exit
=== value-or-null-to-helper
--- EACCES R1 type=map_value_or_null expected=fp, pkt, pkt_meta, map_key, map_value, mem, ringbuf_mem, buf, trusted_ptr_
*(u64 *)(r10 - 8) = 1
r1 = map[hash]
r2 = r10
r2 += -8
call map_lookup_elem
r1 = r0
r2 = 16
call get_current_comm
r0 = 0
exit
=== value-to-helper-variable-size
--- accept
*(u32 *)(r10 - 4) = 0
r1 = map[scratch]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 == 0 goto out
r6 = r0
call get_prandom_u32
r2 = r0
if r2 > 4200 goto out
r1 = r6
r3 = 0
call probe_read_user
out: r0 = 0
exit
=== value-to-helper-variable-size-too-big
--- EACCES R1 min value is outside of the allowed memory range
*(u32 *)(r10 - 4) = 0
r1 = map[scratch]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 == 0 goto out
r6 = r0
call get_prandom_u32
r2 = r0
if r2 > 4201 goto out
r1 = r6
r3 = 0
call probe_read_user
out: r0 = 0
exit
=== value-to-helper-offset-and-size
--- accept
*(u32 *)(r10 - 4) = 0
r1 = map[scratch]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 == 0 goto out
r6 = r0
call get_prandom_u32
r2 = r0
r2 &= 4095
r1 = r6
r1 += 105
r3 = 0
call probe_read_user
out: r0 = 0
exit
=== value-to-helper-offset-and-size-one-too-many
--- EACCES R1 min value is outside of the allowed memory range
*(u32 *)(r10 - 4) = 0
r1 = map[scratch]
r2 = r10
r2 += -4
call map_lookup_elem
if r0 == 0 goto out
r6 = r0
call get_prandom_u32
r2 = r0
r2 &= 4095
r1 = r6
r1 += 106
r3 = 0
call probe_read_user
out: r0 = 0
exit
=== get-stack
--- accept
r6 = r1
r1 = r6
r2 = r10
r2 += -64
r3 = 64
r4 = 0
call get_stack
if r0 s< 0 goto +3
r2 = r10
r2 += -64
r2 += r0
r0 = 0
exit
=== strtol-args
--- accept
r1 = r10
r1 += -8
*(u64 *)(r10 - 8) = 0
r2 = 8
r3 = 0
r4 = r10
r4 += -16
call strtol
r0 = *(u64 *)(r10 - 16)
exit
=== strtol-misaligned-result
--- EACCES misaligned stack access off 0+-20+0 size 8
r1 = r10
r1 += -8
*(u64 *)(r10 - 8) = 0
r2 = 8
r3 = 0
r4 = r10
r4 += -20
call strtol
r0 = 0
exit
=== pid-ns
--- accept
r1 = 0
r2 = 0
r3 = r10
r3 += -8
r4 = 8
call get_ns_current_pid_tgid
r0 = 0
exit
=== send-signal
--- accept
r1 = 9
call send_signal
r0 = 0
exit
=== dynptr
--- EINVAL BPF_EXIT instruction in main prog would lead to reference leak
r1 = map[ring]
r2 = 8
r3 = 0
r4 = r10
r4 += -16
call ringbuf_reserve_dynptr
r0 = 0
exit
