=== xdp-return type=XDP
--- accept
r0 = 2
exit
=== kprobe-helper type=KPROBE
--- accept
r1 = r10
r1 += -16
r2 = 16
call get_current_comm
r0 = 0
exit
=== perf-event-value type=PERF_EVENT
--- accept
r2 = r10
r2 += -24
r3 = 24
call perf_prog_read_value
r0 = 0
exit
=== perf-event-value-in-tracepoint
--- EINVAL program of this type cannot use helper bpf_perf_prog_read_value#56
r2 = r10
r2 += -24
r3 = 24
call perf_prog_read_value
r0 = 0
exit
=== raw-output type=RAW_TRACEPOINT
--- accept
*(u64 *)(r10 - 8) = 1
r2 = map[perf]
r3 = 0
r4 = r10
r4 += -8
r5 = 8
call perf_event_output
r0 = 0
exit
=== socket-probe-read type=SOCKET_FILTER
--- accept
r1 = r10
r1 += -16
r2 = 16
r3 = 0
call probe_read_kernel
r0 = 0
exit
=== socket-return-pointer type=SOCKET_FILTER
--- accept
r0 = r1
exit
=== override-return type=KPROBE
--- EINVAL program of this type cannot use helper bpf_override_return#58
r2 = 0
call override_return
r0 = 0
exit
=== write-user
--- EINVAL program of this type cannot use helper bpf_probe_write_user#36
r1 = 0
r2 = r10
r3 = 8
call probe_write_user
r0 = 0
exit
=== attach-cookie
--- accept
call get_attach_cookie
r0 = 0
exit
=== func-ip-tracepoint
--- 524 func bpf_get_func_ip#173 not supported for program type 5
call get_func_ip
r0 = 0
exit
=== func-ip-kprobe type=KPROBE
--- accept
call get_func_ip
r0 = 0
exit
=== cgroup-id
--- accept
call get_current_cgroup_id
r0 = 0
exit
=== task-btf
--- accept
call get_current_task_btf
r0 = 0
exit
