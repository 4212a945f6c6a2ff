# Maps: each helper with maps that it takes and does not, read-only and write-only ones, constant keys.
=== map-lookup-elem-hash-tracepoint type=TRACEPOINT
--- accept
@ m HASH 4 8 4
r6 = r1
r7 = 0
*(u64 *)(r10 - 8) = 0
*(u64 *)(r10 - 56) = 0
*(u64 *)(r10 - 64) = 0
*(u64 *)(r10 - 120) = 0
*(u64 *)(r10 - 128) = 0
r1 = map[m]
r2 = r10
r2 += -64
call map_lookup_elem
out: r0 = 0
exit
=== map-lookup-elem-progs-tracepoint type=TRACEPOINT
--- EINVAL cannot pass map_type 3 into func bpf_map_lookup_elem#1
@ m PROG_ARRAY 4 4 4
r6 = r1
r7 = 0
*(u64 *)(r10 - 8) = 0
*(u64 *)(r10 - 56) = 0
*(u64 *)(r10 - 64) = 0
*(u64 *)(r10 - 120) = 0
*(u64 *)(r10 - 128) = 0
r1 = map[m]
r2 = r10
r2 += -64
call map_lookup_elem
out: r0 = 0
exit
=== map-lookup-elem-sockmap-tracepoint type=TRACEPOINT
--- EINVAL BPF_EXIT instruction in main prog would lead to reference leak
@ m SOCKMAP 4 4 4
r6 = r1
r7 = 0
*(u64 *)(r10 - 8) = 0
*(u64 *)(r10 - 56) = 0
*(u64 *)(r10 - 64) = 0
*(u64 *)(r10 - 120) = 0
*(u64 *)(r10 - 128) = 0
r1 = map[m]
r2 = r10
r2 += -64
call map_lookup_elem
out: r0 = 0
exit
=== map-lookup-elem-queue-tracepoint type=TRACEPOINT
--- EACCES invalid zero-sized read
@ m QUEUE 0 8 4
r6 = r1
r7 = 0
*(u64 *)(r10 - 8) = 0
*(u64 *)(r10 - 56) = 0
*(u64 *)(r10 - 64) = 0
*(u64 *)(r10 - 120) = 0
*(u64 *)(r10 - 128) = 0
r1 = map[m]
r2 = r10
r2 += -64
call map_lookup_elem
out: r0 = 0
exit
=== map-update-elem-hash-tracepoint type=TRACEPOINT
--- accept
@ m HASH 4 8 4
r6 = r1
r7 = 0
*(u64 *)(r10 - 8) = 0
*(u64 *)(r10 - 56) = 0
*(u64 *)(r10 - 64) = 0
*(u64 *)(r10 - 120) = 0
*(u64 *)(r10 - 128) = 0
r1 = map[m]
r2 = r10
r2 += -64
r3 = r10
r3 += -128
r4 = 0
call map_update_elem
out: r0 = 0
exit
=== map-update-elem-progs-tracepoint type=TRACEPOINT
--- EINVAL cannot pass map_type 3 into func bpf_map_update_elem#2
@ m PROG_ARRAY 4 4 4
r6 = r1
r7 = 0
*(u64 *)(r10 - 8) = 0
*(u64 *)(r10 - 56) = 0
*(u64 *)(r10 - 64) = 0
*(u64 *)(r10 - 120) = 0
*(u64 *)(r10 - 128) = 0
r1 = map[m]
r2 = r10
r2 += -64
r3 = r10
r3 += -128
r4 = 0
call map_update_elem
out: r0 = 0
exit
=== map-update-elem-devmap-tracepoint type=TRACEPOINT
--- EACCES write into map forbidden
@ m DEVMAP 4 4 4
r6 = r1
r7 = 0
*(u64 *)(r10 - 8) = 0
*(u64 *)(r10 - 56) = 0
*(u64 *)(r10 - 64) = 0
*(u64 *)(r10 - 120) = 0
*(u64 *)(r10 - 128) = 0
r1 = map[m]
r2 = r10
r2 += -64
r3 = r10
r3 += -128
r4 = 0
call map_update_elem
out: r0 = 0
exit
=== map-update-elem-sockmap-tracepoint type=TRACEPOINT
--- EACCES R3 type=fp expected=sock_common, sock, tcp_sock, xdp_sock, ptr_, trusted_ptr_
@ m SOCKMAP 4 4 4
r6 = r1
r7 = 0
*(u64 *)(r10 - 8) = 0
*(u64 *)(r10 - 56) = 0
*(u64 *)(r10 - 64) = 0
*(u64 *)(r10 - 120) = 0
*(u64 *)(r10 - 128) = 0
r1 = map[m]
r2 = r10
r2 += -64
r3 = r10
r3 += -128
r4 = 0
call map_update_elem
out: r0 = 0
exit
=== map-update-elem-queue-tracepoint type=TRACEPOINT
--- EACCES invalid zero-sized read
@ m QUEUE 0 8 4
r6 = r1
r7 = 0
*(u64 *)(r10 - 8) = 0
*(u64 *)(r10 - 56) = 0
*(u64 *)(r10 - 64) = 0
*(u64 *)(r10 - 120) = 0
*(u64 *)(r10 - 128) = 0
r1 = map[m]
r2 = r10
r2 += -64
r3 = r10
r3 += -128
r4 = 0
call map_update_elem
out: r0 = 0
exit
=== map-delete-elem-hash-tracepoint type=TRACEPOINT
--- accept
@ m HASH 4 8 4
r6 = r1
r7 = 0
*(u64 *)(r10 - 8) = 0
*(u64 *)(r10 - 56) = 0
*(u64 *)(r10 - 64) = 0
*(u64 *)(r10 - 120) = 0
*(u64 *)(r10 - 128) = 0
r1 = map[m]
r2 = r10
r2 += -64
call map_delete_elem
out: r0 = 0
exit
=== map-delete-elem-progs-tracepoint type=TRACEPOINT
--- EINVAL cannot pass map_type 3 into func bpf_map_delete_elem#3
@ m PROG_ARRAY 4 4 4
r6 = r1
r7 = 0
*(u64 *)(r10 - 8) = 0
*(u64 *)(r10 - 56) = 0
*(u64 *)(r10 - 64) = 0
*(u64 *)(r10 - 120) = 0
*(u64 *)(r10 - 128) = 0
r1 = map[m]
r2 = r10
r2 += -64
call map_delete_elem
out: r0 = 0
exit
=== map-delete-elem-devmap-tracepoint type=TRACEPOINT
--- EACCES write into map forbidden
@ m DEVMAP 4 4 4
r6 = r1
r7 = 0
*(u64 *)(r10 - 8) = 0
*(u64 *)(r10 - 56) = 0
*(u64 *)(r10 - 64) = 0
*(u64 *)(r10 - 120) = 0
*(u64 *)(r10 - 128) = 0
r1 = map[m]
r2 = r10
r2 += -64
call map_delete_elem
out: r0 = 0
exit
=== map-delete-elem-queue-tracepoint type=TRACEPOINT
--- EACCES invalid zero-sized read
@ m QUEUE 0 8 4
r6 = r1
r7 = 0
*(u64 *)(r10 - 8) = 0
*(u64 *)(r10 - 56) = 0
*(u64 *)(r10 - 64) = 0
*(u64 *)(r10 - 120) = 0
*(u64 *)(r10 - 128) = 0
r1 = map[m]
r2 = r10
r2 += -64
call map_delete_elem
out: r0 = 0
exit
=== tail-call-hash-tracepoint type=TRACEPOINT
--- EINVAL expected prog array map for tail call
@ m HASH 4 8 4
r6 = r1
r7 = 0
*(u64 *)(r10 - 8) = 0
*(u64 *)(r10 - 56) = 0
*(u64 *)(r10 - 64) = 0
*(u64 *)(r10 - 120) = 0
*(u64 *)(r10 - 128) = 0
r1 = r6
r2 = map[m]
r3 = 0
call tail_call
out: r0 = 0
exit
=== tail-call-progs-tracepoint type=TRACEPOINT
--- accept
@ m PROG_ARRAY 4 4 4
r6 = r1
r7 = 0
*(u64 *)(r10 - 8) = 0
*(u64 *)(r10 - 56) = 0
*(u64 *)(r10 - 64) = 0
*(u64 *)(r10 - 120) = 0
*(u64 *)(r10 - 128) = 0
r1 = r6
r2 = map[m]
r3 = 0
call tail_call
out: r0 = 0
exit
=== perf-event-read-hash-tracepoint type=TRACEPOINT
--- EINVAL cannot pass map_type 1 into func bpf_perf_event_read#22
@ m HASH 4 8 4
r6 = r1
r7 = 0
*(u64 *)(r10 - 8) = 0
*(u64 *)(r10 - 56) = 0
*(u64 *)(r10 - 64) = 0
*(u64 *)(r10 - 120) = 0
*(u64 *)(r10 - 128) = 0
r1 = map[m]
r2 = 0
call perf_event_read
out: r0 = 0
exit
=== perf-event-read-perf-tracepoint type=TRACEPOINT
--- accept
@ m PERF_EVENT_ARRAY 4 4 4
r6 = r1
r7 = 0
*(u64 *)(r10 - 8) = 0
*(u64 *)(r10 - 56) = 0
*(u64 *)(r10 - 64) = 0
*(u64 *)(r10 - 120) = 0
*(u64 *)(r10 - 128) = 0
r1 = map[m]
r2 = 0
call perf_event_read
out: r0 = 0
exit
=== perf-event-output-hash-tracepoint type=TRACEPOINT
--- EINVAL cannot pass map_type 1 into func bpf_perf_event_output#25
@ m HASH 4 8 4
r6 = r1
r7 = 0
*(u64 *)(r10 - 8) = 0
*(u64 *)(r10 - 56) = 0
*(u64 *)(r10 - 64) = 0
*(u64 *)(r10 - 120) = 0
*(u64 *)(r10 - 128) = 0
r1 = r6
r2 = map[m]
r3 = 0
r4 = r10
r4 += -64
r5 = 8
call perf_event_output
out: r0 = 0
exit
=== perf-event-output-perf-tracepoint type=TRACEPOINT
--- accept
@ m PERF_EVENT_ARRAY 4 4 4
r6 = r1
r7 = 0
*(u64 *)(r10 - 8) = 0
*(u64 *)(r10 - 56) = 0
*(u64 *)(r10 - 64) = 0
*(u64 *)(r10 - 120) = 0
*(u64 *)(r10 - 128) = 0
r1 = r6
r2 = map[m]
r3 = 0
r4 = r10
r4 += -64
r5 = 8
call perf_event_output
out: r0 = 0
exit
=== get-stackid-hash-tracepoint type=TRACEPOINT
--- EINVAL cannot pass map_type 1 into func bpf_get_stackid#27
@ m HASH 4 8 4
r6 = r1
r7 = 0
*(u64 *)(r10 - 8) = 0
*(u64 *)(r10 - 56) = 0
*(u64 *)(r10 - 64) = 0
*(u64 *)(r10 - 120) = 0
*(u64 *)(r10 - 128) = 0
r1 = r6
r2 = map[m]
r3 = 0
call get_stackid
out: r0 = 0
exit
=== get-stackid-stacks-tracepoint type=TRACEPOINT
--- accept
@ m STACK_TRACE 4 80 4
r6 = r1
r7 = 0
*(u64 *)(r10 - 8) = 0
*(u64 *)(r10 - 56) = 0
*(u64 *)(r10 - 64) = 0
*(u64 *)(r10 - 120) = 0
*(u64 *)(r10 - 128) = 0
r1 = r6
r2 = map[m]
r3 = 0
call get_stackid
out: r0 = 0
exit
=== skb-under-cgroup-hash-sched-cls type=SCHED_CLS
--- EINVAL cannot pass map_type 1 into func bpf_skb_under_cgroup#33
@ m HASH 4 8 4
r6 = r1
r7 = 0
*(u64 *)(r10 - 8) = 0
*(u64 *)(r10 - 56) = 0
*(u64 *)(r10 - 64) = 0
*(u64 *)(r10 - 120) = 0
*(u64 *)(r10 - 128) = 0
r1 = r6
r2 = map[m]
r3 = 0
call skb_under_cgroup
out: r0 = 0
exit
=== skb-under-cgroup-cgroups-sched-cls type=SCHED_CLS
--- accept
@ m CGROUP_ARRAY 4 4 4
r6 = r1
r7 = 0
*(u64 *)(r10 - 8) = 0
*(u64 *)(r10 - 56) = 0
*(u64 *)(r10 - 64) = 0
*(u64 *)(r10 - 120) = 0
*(u64 *)(r10 - 128) = 0
r1 = r6
r2 = map[m]
r3 = 0
call skb_under_cgroup
out: r0 = 0
exit
=== current-task-under-cgroup-hash-tracepoint type=TRACEPOINT
--- EINVAL cannot pass map_type 1 into func bpf_current_task_under_cgroup#37
@ m HASH 4 8 4
r6 = r1
r7 = 0
*(u64 *)(r10 - 8) = 0
*(u64 *)(r10 - 56) = 0
*(u64 *)(r10 - 64) = 0
*(u64 *)(r10 - 120) = 0
*(u64 *)(r10 - 128) = 0
r1 = map[m]
r2 = 0
call current_task_under_cgroup
out: r0 = 0
exit
=== current-task-under-cgroup-cgroups-tracepoint type=TRACEPOINT
--- accept
@ m CGROUP_ARRAY 4 4 4
r6 = r1
r7 = 0
*(u64 *)(r10 - 8) = 0
*(u64 *)(r10 - 56) = 0
*(u64 *)(r10 - 64) = 0
*(u64 *)(r10 - 120) = 0
*(u64 *)(r10 - 128) = 0
r1 = map[m]
r2 = 0
call current_task_under_cgroup
out: r0 = 0
exit
=== redirect-map-hash-xdp type=XDP
--- EINVAL cannot pass map_type 1 into func bpf_redirect_map#51
@ m HASH 4 8 4
r6 = r1
r7 = 0
*(u64 *)(r10 - 8) = 0
*(u64 *)(r10 - 56) = 0
*(u64 *)(r10 - 64) = 0
*(u64 *)(r10 - 120) = 0
*(u64 *)(r10 - 128) = 0
r1 = map[m]
r2 = 0
r3 = 0
call redirect_map
out: r0 = 0
exit
=== redirect-map-devmap-xdp type=XDP
--- accept
@ m DEVMAP 4 4 4
r6 = r1
r7 = 0
*(u64 *)(r10 - 8) = 0
*(u64 *)(r10 - 56) = 0
*(u64 *)(r10 - 64) = 0
*(u64 *)(r10 - 120) = 0
*(u64 *)(r10 - 128) = 0
r1 = map[m]
r2 = 0
r3 = 0
call redirect_map
out: r0 = 0
exit
=== sk-redirect-map-hash-sk-skb type=SK_SKB
--- EINVAL cannot pass map_type 1 into func bpf_sk_redirect_map#52
@ m HASH 4 8 4
r6 = r1
r7 = 0
*(u64 *)(r10 - 8) = 0
*(u64 *)(r10 - 56) = 0
*(u64 *)(r10 - 64) = 0
*(u64 *)(r10 - 120) = 0
*(u64 *)(r10 - 128) = 0
r1 = r6
r2 = map[m]
r3 = 0
r4 = 0
call sk_redirect_map
out: r0 = 0
exit
=== sk-redirect-map-sockmap-sk-skb type=SK_SKB
--- accept
@ m SOCKMAP 4 4 4
r6 = r1
r7 = 0
*(u64 *)(r10 - 8) = 0
*(u64 *)(r10 - 56) = 0
*(u64 *)(r10 - 64) = 0
*(u64 *)(r10 - 120) = 0
*(u64 *)(r10 - 128) = 0
r1 = r6
r2 = map[m]
r3 = 0
r4 = 0
call sk_redirect_map
out: r0 = 0
exit
=== sock-map-update-hash-sock-ops type=SOCK_OPS attach=CGROUP_SOCK_OPS
--- EINVAL cannot pass map_type 1 into func bpf_sock_map_update#53
@ m HASH 4 8 4
r6 = r1
r7 = 0
*(u64 *)(r10 - 8) = 0
*(u64 *)(r10 - 56) = 0
*(u64 *)(r10 - 64) = 0
*(u64 *)(r10 - 120) = 0
*(u64 *)(r10 - 128) = 0
r1 = r6
r2 = map[m]
r3 = r10
r3 += -64
r4 = 0
call sock_map_update
out: r0 = 0
exit
=== sock-map-update-sockmap-sock-ops type=SOCK_OPS attach=CGROUP_SOCK_OPS
--- accept
@ m SOCKMAP 4 4 4
r6 = r1
r7 = 0
*(u64 *)(r10 - 8) = 0
*(u64 *)(r10 - 56) = 0
*(u64 *)(r10 - 64) = 0
*(u64 *)(r10 - 120) = 0
*(u64 *)(r10 - 128) = 0
r1 = r6
r2 = map[m]
r3 = r10
r3 += -64
r4 = 0
call sock_map_update
out: r0 = 0
exit
=== sock-map-update-queue-sock-ops type=SOCK_OPS attach=CGROUP_SOCK_OPS
--- EACCES invalid zero-sized read
@ m QUEUE 0 8 4
r6 = r1
r7 = 0
*(u64 *)(r10 - 8) = 0
*(u64 *)(r10 - 56) = 0
*(u64 *)(r10 - 64) = 0
*(u64 *)(r10 - 120) = 0
*(u64 *)(r10 - 128) = 0
r1 = r6
r2 = map[m]
r3 = r10
r3 += -64
r4 = 0
call sock_map_update
out: r0 = 0
exit
=== perf-event-read-value-hash-tracepoint type=TRACEPOINT
--- EINVAL cannot pass map_type 1 into func bpf_perf_event_read_value#55
@ m HASH 4 8 4
r6 = r1
r7 = 0
*(u64 *)(r10 - 8) = 0
*(u64 *)(r10 - 56) = 0
*(u64 *)(r10 - 64) = 0
*(u64 *)(r10 - 120) = 0
*(u64 *)(r10 - 128) = 0
r1 = map[m]
r2 = 0
r3 = r10
r3 += -64
r4 = 8
call perf_event_read_value
out: r0 = 0
exit
=== perf-event-read-value-perf-tracepoint type=TRACEPOINT
--- accept
@ m PERF_EVENT_ARRAY 4 4 4
r6 = r1
r7 = 0
*(u64 *)(r10 - 8) = 0
*(u64 *)(r10 - 56) = 0
*(u64 *)(r10 - 64) = 0
*(u64 *)(r10 - 120) = 0
*(u64 *)(r10 - 128) = 0
r1 = map[m]
r2 = 0
r3 = r10
r3 += -64
r4 = 8
call perf_event_read_value
out: r0 = 0
exit
=== msg-redirect-map-hash-sk-msg type=SK_MSG
--- EINVAL cannot pass map_type 1 into func bpf_msg_redirect_map#60
@ m HASH 4 8 4
r6 = r1
r7 = 0
*(u64 *)(r10 - 8) = 0
*(u64 *)(r10 - 56) = 0
*(u64 *)(r10 - 64) = 0
*(u64 *)(r10 - 120) = 0
*(u64 *)(r10 - 128) = 0
r1 = r6
r2 = map[m]
r3 = 0
r4 = 0
call msg_redirect_map
out: r0 = 0
exit
=== msg-redirect-map-sockmap-sk-msg type=SK_MSG
--- accept
@ m SOCKMAP 4 4 4
r6 = r1
r7 = 0
*(u64 *)(r10 - 8) = 0
*(u64 *)(r10 - 56) = 0
*(u64 *)(r10 - 64) = 0
*(u64 *)(r10 - 120) = 0
*(u64 *)(r10 - 128) = 0
r1 = r6
r2 = map[m]
r3 = 0
r4 = 0
call msg_redirect_map
out: r0 = 0
exit
=== sock-hash-update-hash-sock-ops type=SOCK_OPS attach=CGROUP_SOCK_OPS
--- EINVAL cannot pass map_type 1 into func bpf_sock_hash_update#70
@ m HASH 4 8 4
r6 = r1
r7 = 0
*(u64 *)(r10 - 8) = 0
*(u64 *)(r10 - 56) = 0
*(u64 *)(r10 - 64) = 0
*(u64 *)(r10 - 120) = 0
*(u64 *)(r10 - 128) = 0
r1 = r6
r2 = map[m]
r3 = r10
r3 += -64
r4 = 0
call sock_hash_update
out: r0 = 0
exit
=== sock-hash-update-sockhash-sock-ops type=SOCK_OPS attach=CGROUP_SOCK_OPS
--- accept
@ m SOCKHASH 4 8 4
r6 = r1
r7 = 0
*(u64 *)(r10 - 8) = 0
*(u64 *)(r10 - 56) = 0
*(u64 *)(r10 - 64) = 0
*(u64 *)(r10 - 120) = 0
*(u64 *)(r10 - 128) = 0
r1 = r6
r2 = map[m]
r3 = r10
r3 += -64
r4 = 0
call sock_hash_update
out: r0 = 0
exit
=== sock-hash-update-queue-sock-ops type=SOCK_OPS attach=CGROUP_SOCK_OPS
--- EACCES invalid zero-sized read
@ m QUEUE 0 8 4
r6 = r1
r7 = 0
*(u64 *)(r10 - 8) = 0
*(u64 *)(r10 - 56) = 0
*(u64 *)(r10 - 64) = 0
*(u64 *)(r10 - 120) = 0
*(u64 *)(r10 - 128) = 0
r1 = r6
r2 = map[m]
r3 = r10
r3 += -64
r4 = 0
call sock_hash_update
out: r0 = 0
exit
=== msg-redirect-hash-hash-sk-msg type=SK_MSG
--- EINVAL cannot pass map_type 1 into func bpf_msg_redirect_hash#71
@ m HASH 4 8 4
r6 = r1
r7 = 0
*(u64 *)(r10 - 8) = 0
*(u64 *)(r10 - 56) = 0
*(u64 *)(r10 - 64) = 0
*(u64 *)(r10 - 120) = 0
*(u64 *)(r10 - 128) = 0
r1 = r6
r2 = map[m]
r3 = r10
r3 += -64
r4 = 0
call msg_redirect_hash
out: r0 = 0
exit
=== msg-redirect-hash-sockhash-sk-msg type=SK_MSG
--- accept
@ m SOCKHASH 4 8 4
r6 = r1
r7 = 0
*(u64 *)(r10 - 8) = 0
*(u64 *)(r10 - 56) = 0
*(u64 *)(r10 - 64) = 0
*(u64 *)(r10 - 120) = 0
*(u64 *)(r10 - 128) = 0
r1 = r6
r2 = map[m]
r3 = r10
r3 += -64
r4 = 0
call msg_redirect_hash
out: r0 = 0
exit
=== msg-redirect-hash-queue-sk-msg type=SK_MSG
--- EACCES invalid zero-sized read
@ m QUEUE 0 8 4
r6 = r1
r7 = 0
*(u64 *)(r10 - 8) = 0
*(u64 *)(r10 - 56) = 0
*(u64 *)(r10 - 64) = 0
*(u64 *)(r10 - 120) = 0
*(u64 *)(r10 - 128) = 0
r1 = r6
r2 = map[m]
r3 = r10
r3 += -64
r4 = 0
call msg_redirect_hash
out: r0 = 0
exit
=== sk-redirect-hash-hash-sk-skb type=SK_SKB
--- EINVAL cannot pass map_type 1 into func bpf_sk_redirect_hash#72
@ m HASH 4 8 4
r6 = r1
r7 = 0
*(u64 *)(r10 - 8) = 0
*(u64 *)(r10 - 56) = 0
*(u64 *)(r10 - 64) = 0
*(u64 *)(r10 - 120) = 0
*(u64 *)(r10 - 128) = 0
r1 = r6
r2 = map[m]
r3 = r10
r3 += -64
r4 = 0
call sk_redirect_hash
out: r0 = 0
exit
=== sk-redirect-hash-sockhash-sk-skb type=SK_SKB
--- accept
@ m SOCKHASH 4 8 4
r6 = r1
r7 = 0
*(u64 *)(r10 - 8) = 0
*(u64 *)(r10 - 56) = 0
*(u64 *)(r10 - 64) = 0
*(u64 *)(r10 - 120) = 0
*(u64 *)(r10 - 128) = 0
r1 = r6
r2 = map[m]
r3 = r10
r3 += -64
r4 = 0
call sk_redirect_hash
out: r0 = 0
exit
=== sk-redirect-hash-queue-sk-skb type=SK_SKB
--- EACCES invalid zero-sized read
@ m QUEUE 0 8 4
r6 = r1
r7 = 0
*(u64 *)(r10 - 8) = 0
*(u64 *)(r10 - 56) = 0
*(u64 *)(r10 - 64) = 0
*(u64 *)(r10 - 120) = 0
*(u64 *)(r10 - 128) = 0
r1 = r6
r2 = map[m]
r3 = r10
r3 += -64
r4 = 0
call sk_redirect_hash
out: r0 = 0
exit
=== get-local-storage-hash-cgroup-skb type=CGROUP_SKB
--- EINVAL cannot pass map_type 1 into func bpf_get_local_storage#81
@ m HASH 4 8 4
r6 = r1
r7 = 0
*(u64 *)(r10 - 8) = 0
*(u64 *)(r10 - 56) = 0
*(u64 *)(r10 - 64) = 0
*(u64 *)(r10 - 120) = 0
*(u64 *)(r10 - 128) = 0
r1 = map[m]
r2 = 0
call get_local_storage
out: r0 = 0
exit
=== get-local-storage-cgroup-storage-cgroup-skb type=CGROUP_SKB
--- accept
@ m CGROUP_STORAGE 16 8 0
r6 = r1
r7 = 0
*(u64 *)(r10 - 8) = 0
*(u64 *)(r10 - 56) = 0
*(u64 *)(r10 - 64) = 0
*(u64 *)(r10 - 120) = 0
*(u64 *)(r10 - 128) = 0
r1 = map[m]
r2 = 0
call get_local_storage
out: r0 = 0
exit
=== sk-select-reuseport-hash-sk-reuseport type=SK_REUSEPORT attach=SK_REUSEPORT_SELECT
--- EINVAL cannot pass map_type 1 into func bpf_sk_select_reuseport#82
@ m HASH 4 8 4
r6 = r1
r7 = 0
*(u64 *)(r10 - 8) = 0
*(u64 *)(r10 - 56) = 0
*(u64 *)(r10 - 64) = 0
*(u64 *)(r10 - 120) = 0
*(u64 *)(r10 - 128) = 0
r1 = r6
r2 = map[m]
r3 = r10
r3 += -64
r4 = 0
call sk_select_reuseport
out: r0 = 0
exit
=== sk-select-reuseport-sockmap-sk-reuseport type=SK_REUSEPORT attach=SK_REUSEPORT_SELECT
--- accept
@ m SOCKMAP 4 4 4
r6 = r1
r7 = 0
*(u64 *)(r10 - 8) = 0
*(u64 *)(r10 - 56) = 0
*(u64 *)(r10 - 64) = 0
*(u64 *)(r10 - 120) = 0
*(u64 *)(r10 - 128) = 0
r1 = r6
r2 = map[m]
r3 = r10
r3 += -64
r4 = 0
call sk_select_reuseport
out: r0 = 0
exit
=== sk-select-reuseport-queue-sk-reuseport type=SK_REUSEPORT attach=SK_REUSEPORT_SELECT
--- EACCES invalid zero-sized read
@ m QUEUE 0 8 4
r6 = r1
r7 = 0
*(u64 *)(r10 - 8) = 0
*(u64 *)(r10 - 56) = 0
*(u64 *)(r10 - 64) = 0
*(u64 *)(r10 - 120) = 0
*(u64 *)(r10 - 128) = 0
r1 = r6
r2 = map[m]
r3 = r10
r3 += -64
r4 = 0
call sk_select_reuseport
out: r0 = 0
exit
=== map-push-elem-hash-tracepoint type=TRACEPOINT
--- EINVAL cannot pass map_type 1 into func bpf_map_push_elem#87
@ m HASH 4 8 4
r6 = r1
r7 = 0
*(u64 *)(r10 - 8) = 0
*(u64 *)(r10 - 56) = 0
*(u64 *)(r10 - 64) = 0
*(u64 *)(r10 - 120) = 0
*(u64 *)(r10 - 128) = 0
r1 = map[m]
r2 = r10
r2 += -128
r3 = 0
call map_push_elem
out: r0 = 0
exit
=== map-push-elem-devmap-tracepoint type=TRACEPOINT
--- EACCES write into map forbidden
@ m DEVMAP 4 4 4
r6 = r1
r7 = 0
*(u64 *)(r10 - 8) = 0
*(u64 *)(r10 - 56) = 0
*(u64 *)(r10 - 64) = 0
*(u64 *)(r10 - 120) = 0
*(u64 *)(r10 - 128) = 0
r1 = map[m]
r2 = r10
r2 += -128
r3 = 0
call map_push_elem
out: r0 = 0
exit
=== map-push-elem-sockmap-tracepoint type=TRACEPOINT
--- EACCES R2 type=fp expected=sock_common, sock, tcp_sock, xdp_sock, ptr_, trusted_ptr_
@ m SOCKMAP 4 4 4
r6 = r1
r7 = 0
*(u64 *)(r10 - 8) = 0
*(u64 *)(r10 - 56) = 0
*(u64 *)(r10 - 64) = 0
*(u64 *)(r10 - 120) = 0
*(u64 *)(r10 - 128) = 0
r1 = map[m]
r2 = r10
r2 += -128
r3 = 0
call map_push_elem
out: r0 = 0
exit
=== map-push-elem-queue-tracepoint type=TRACEPOINT
--- accept
@ m QUEUE 0 8 4
r6 = r1
r7 = 0
*(u64 *)(r10 - 8) = 0
*(u64 *)(r10 - 56) = 0
*(u64 *)(r10 - 64) = 0
*(u64 *)(r10 - 120) = 0
*(u64 *)(r10 - 128) = 0
r1 = map[m]
r2 = r10
r2 += -128
r3 = 0
call map_push_elem
out: r0 = 0
exit
=== map-push-elem-ring-tracepoint type=TRACEPOINT
--- EACCES invalid zero-sized read
@ m RINGBUF 0 0 4096
r6 = r1
r7 = 0
*(u64 *)(r10 - 8) = 0
*(u64 *)(r10 - 56) = 0
*(u64 *)(r10 - 64) = 0
*(u64 *)(r10 - 120) = 0
*(u64 *)(r10 - 128) = 0
r1 = map[m]
r2 = r10
r2 += -128
r3 = 0
call map_push_elem
out: r0 = 0
exit
=== map-pop-elem-hash-tracepoint type=TRACEPOINT
--- EINVAL cannot pass map_type 1 into func bpf_map_pop_elem#88
@ m HASH 4 8 4
r6 = r1
r7 = 0
*(u64 *)(r10 - 8) = 0
*(u64 *)(r10 - 56) = 0
*(u64 *)(r10 - 64) = 0
*(u64 *)(r10 - 120) = 0
*(u64 *)(r10 - 128) = 0
r1 = map[m]
r2 = r10
r2 += -128
call map_pop_elem
out: r0 = 0
exit
=== map-pop-elem-devmap-tracepoint type=TRACEPOINT
--- EACCES write into map forbidden
@ m DEVMAP 4 4 4
r6 = r1
r7 = 0
*(u64 *)(r10 - 8) = 0
*(u64 *)(r10 - 56) = 0
*(u64 *)(r10 - 64) = 0
*(u64 *)(r10 - 120) = 0
*(u64 *)(r10 - 128) = 0
r1 = map[m]
r2 = r10
r2 += -128
call map_pop_elem
out: r0 = 0
exit
=== map-pop-elem-sockmap-tracepoint type=TRACEPOINT
--- EINVAL invalid arg_type for sockmap/sockhash
@ m SOCKMAP 4 4 4
r6 = r1
r7 = 0
*(u64 *)(r10 - 8) = 0
*(u64 *)(r10 - 56) = 0
*(u64 *)(r10 - 64) = 0
*(u64 *)(r10 - 120) = 0
*(u64 *)(r10 - 128) = 0
r1 = map[m]
r2 = r10
r2 += -128
call map_pop_elem
out: r0 = 0
exit
=== map-pop-elem-queue-tracepoint type=TRACEPOINT
--- accept
@ m QUEUE 0 8 4
r6 = r1
r7 = 0
*(u64 *)(r10 - 8) = 0
*(u64 *)(r10 - 56) = 0
*(u64 *)(r10 - 64) = 0
*(u64 *)(r10 - 120) = 0
*(u64 *)(r10 - 128) = 0
r1 = map[m]
r2 = r10
r2 += -128
call map_pop_elem
out: r0 = 0
exit
=== map-pop-elem-ring-tracepoint type=TRACEPOINT
--- EACCES invalid zero-sized read
@ m RINGBUF 0 0 4096
r6 = r1
r7 = 0
*(u64 *)(r10 - 8) = 0
*(u64 *)(r10 - 56) = 0
*(u64 *)(r10 - 64) = 0
*(u64 *)(r10 - 120) = 0
*(u64 *)(r10 - 128) = 0
r1 = map[m]
r2 = r10
r2 += -128
call map_pop_elem
out: r0 = 0
exit
=== map-peek-elem-hash-tracepoint type=TRACEPOINT
--- EINVAL cannot pass map_type 1 into func bpf_map_peek_elem#89
@ m HASH 4 8 4
r6 = r1
r7 = 0
*(u64 *)(r10 - 8) = 0
*(u64 *)(r10 - 56) = 0
*(u64 *)(r10 - 64) = 0
*(u64 *)(r10 - 120) = 0
*(u64 *)(r10 - 128) = 0
r1 = map[m]
r2 = r10
r2 += -128
call map_peek_elem
out: r0 = 0
exit
=== map-peek-elem-sockmap-tracepoint type=TRACEPOINT
--- EINVAL invalid arg_type for sockmap/sockhash
@ m SOCKMAP 4 4 4
r6 = r1
r7 = 0
*(u64 *)(r10 - 8) = 0
*(u64 *)(r10 - 56) = 0
*(u64 *)(r10 - 64) = 0
*(u64 *)(r10 - 120) = 0
*(u64 *)(r10 - 128) = 0
r1 = map[m]
r2 = r10
r2 += -128
call map_peek_elem
out: r0 = 0
exit
=== map-peek-elem-queue-tracepoint type=TRACEPOINT
--- accept
@ m QUEUE 0 8 4
r6 = r1
r7 = 0
*(u64 *)(r10 - 8) = 0
*(u64 *)(r10 - 56) = 0
*(u64 *)(r10 - 64) = 0
*(u64 *)(r10 - 120) = 0
*(u64 *)(r10 - 128) = 0
r1 = map[m]
r2 = r10
r2 += -128
call map_peek_elem
out: r0 = 0
exit
=== map-peek-elem-ring-tracepoint type=TRACEPOINT
--- EACCES invalid zero-sized read
@ m RINGBUF 0 0 4096
r6 = r1
r7 = 0
*(u64 *)(r10 - 8) = 0
*(u64 *)(r10 - 56) = 0
*(u64 *)(r10 - 64) = 0
*(u64 *)(r10 - 120) = 0
*(u64 *)(r10 - 128) = 0
r1 = map[m]
r2 = r10
r2 += -128
call map_peek_elem
out: r0 = 0
exit
=== sk-storage-get-hash-sched-cls type=SCHED_CLS
--- EINVAL cannot pass map_type 1 into func bpf_sk_storage_get#107
@ m HASH 4 8 4
r6 = r1
r7 = 0
r7 = *(u64 *)(r6 + 168)
if r7 == 0 goto out
*(u64 *)(r10 - 8) = 0
*(u64 *)(r10 - 56) = 0
*(u64 *)(r10 - 64) = 0
*(u64 *)(r10 - 120) = 0
*(u64 *)(r10 - 128) = 0
r1 = map[m]
r2 = r7
r3 = r10
r3 += -128
r4 = 0
call sk_storage_get
out: r0 = 0
exit
=== sk-storage-get-sockmap-sched-cls type=SCHED_CLS
--- EINVAL invalid arg_type for sockmap/sockhash
@ m SOCKMAP 4 4 4
r6 = r1
r7 = 0
r7 = *(u64 *)(r6 + 168)
if r7 == 0 goto out
*(u64 *)(r10 - 8) = 0
*(u64 *)(r10 - 56) = 0
*(u64 *)(r10 - 64) = 0
*(u64 *)(r10 - 120) = 0
*(u64 *)(r10 - 128) = 0
r1 = map[m]
r2 = r7
r3 = r10
r3 += -128
r4 = 0
call sk_storage_get
out: r0 = 0
exit
=== sk-storage-get-sk-storage-sched-cls type=SCHED_CLS
--- accept
@ m SK_STORAGE int u64 0 flags=NO_PREALLOC
r6 = r1
r7 = 0
r7 = *(u64 *)(r6 + 168)
if r7 == 0 goto out
*(u64 *)(r10 - 8) = 0
*(u64 *)(r10 - 56) = 0
*(u64 *)(r10 - 64) = 0
*(u64 *)(r10 - 120) = 0
*(u64 *)(r10 - 128) = 0
r1 = map[m]
r2 = r7
r3 = r10
r3 += -128
r4 = 0
call sk_storage_get
out: r0 = 0
exit
=== sk-storage-get-ring-sched-cls type=SCHED_CLS
--- EACCES invalid zero-sized read
@ m RINGBUF 0 0 4096
r6 = r1
r7 = 0
r7 = *(u64 *)(r6 + 168)
if r7 == 0 goto out
*(u64 *)(r10 - 8) = 0
*(u64 *)(r10 - 56) = 0
*(u64 *)(r10 - 64) = 0
*(u64 *)(r10 - 120) = 0
*(u64 *)(r10 - 128) = 0
r1 = map[m]
r2 = r7
r3 = r10
r3 += -128
r4 = 0
call sk_storage_get
out: r0 = 0
exit
=== sk-storage-delete-hash-sched-cls type=SCHED_CLS
--- EINVAL cannot pass map_type 1 into func bpf_sk_storage_delete#108
@ m HASH 4 8 4
r6 = r1
r7 = 0
r7 = *(u64 *)(r6 + 168)
if r7 == 0 goto out
*(u64 *)(r10 - 8) = 0
*(u64 *)(r10 - 56) = 0
*(u64 *)(r10 - 64) = 0
*(u64 *)(r10 - 120) = 0
*(u64 *)(r10 - 128) = 0
r1 = map[m]
r2 = r7
call sk_storage_delete
out: r0 = 0
exit
=== sk-storage-delete-sk-storage-sched-cls type=SCHED_CLS
--- accept
@ m SK_STORAGE int u64 0 flags=NO_PREALLOC
r6 = r1
r7 = 0
r7 = *(u64 *)(r6 + 168)
if r7 == 0 goto out
*(u64 *)(r10 - 8) = 0
*(u64 *)(r10 - 56) = 0
*(u64 *)(r10 - 64) = 0
*(u64 *)(r10 - 120) = 0
*(u64 *)(r10 - 128) = 0
r1 = map[m]
r2 = r7
call sk_storage_delete
out: r0 = 0
exit
=== skb-output-hash-syscall type=SYSCALL sleepable=yes
--- EACCES R1 type=scalar expected=ptr_, trusted_ptr_, rcu_ptr_
@ m HASH 4 8 4
r6 = r1
r7 = 0
*(u64 *)(r10 - 8) = 0
*(u64 *)(r10 - 56) = 0
*(u64 *)(r10 - 64) = 0
*(u64 *)(r10 - 120) = 0
*(u64 *)(r10 - 128) = 0
r1 = r7
r2 = map[m]
r3 = 0
r4 = r10
r4 += -64
r5 = 8
call skb_output
out: r0 = 0
exit
=== skb-output-progs-syscall type=SYSCALL sleepable=yes
--- EINVAL Sleepable programs can only use array, hash, ringbuf and local storage maps
@ m PROG_ARRAY 4 4 4
r6 = r1
r7 = 0
*(u64 *)(r10 - 8) = 0
*(u64 *)(r10 - 56) = 0
*(u64 *)(r10 - 64) = 0
*(u64 *)(r10 - 120) = 0
*(u64 *)(r10 - 128) = 0
r1 = r7
r2 = map[m]
r3 = 0
r4 = r10
r4 += -64
r5 = 8
call skb_output
out: r0 = 0
exit
=== xdp-output-hash-syscall type=SYSCALL sleepable=yes
--- EACCES R1 type=scalar expected=ptr_, trusted_ptr_, rcu_ptr_
@ m HASH 4 8 4
r6 = r1
r7 = 0
*(u64 *)(r10 - 8) = 0
*(u64 *)(r10 - 56) = 0
*(u64 *)(r10 - 64) = 0
*(u64 *)(r10 - 120) = 0
*(u64 *)(r10 - 128) = 0
r1 = r7
r2 = map[m]
r3 = 0
r4 = r10
r4 += -64
r5 = 8
call xdp_output
out: r0 = 0
exit
=== xdp-output-progs-syscall type=SYSCALL sleepable=yes
--- EINVAL Sleepable programs can only use array, hash, ringbuf and local storage maps
@ m PROG_ARRAY 4 4 4
r6 = r1
r7 = 0
*(u64 *)(r10 - 8) = 0
*(u64 *)(r10 - 56) = 0
*(u64 *)(r10 - 64) = 0
*(u64 *)(r10 - 120) = 0
*(u64 *)(r10 - 128) = 0
r1 = r7
r2 = map[m]
r3 = 0
r4 = r10
r4 += -64
r5 = 8
call xdp_output
out: r0 = 0
exit
=== ringbuf-output-hash-tracepoint type=TRACEPOINT
--- EINVAL cannot pass map_type 1 into func bpf_ringbuf_output#130
@ m HASH 4 8 4
r6 = r1
r7 = 0
*(u64 *)(r10 - 8) = 0
*(u64 *)(r10 - 56) = 0
*(u64 *)(r10 - 64) = 0
*(u64 *)(r10 - 120) = 0
*(u64 *)(r10 - 128) = 0
r1 = map[m]
r2 = r10
r2 += -64
r3 = 8
r4 = 0
call ringbuf_output
out: r0 = 0
exit
=== ringbuf-output-ring-tracepoint type=TRACEPOINT
--- accept
@ m RINGBUF 0 0 4096
r6 = r1
r7 = 0
*(u64 *)(r10 - 8) = 0
*(u64 *)(r10 - 56) = 0
*(u64 *)(r10 - 64) = 0
*(u64 *)(r10 - 120) = 0
*(u64 *)(r10 - 128) = 0
r1 = map[m]
r2 = r10
r2 += -64
r3 = 8
r4 = 0
call ringbuf_output
out: r0 = 0
exit
=== ringbuf-reserve-hash-tracepoint type=TRACEPOINT
--- EINVAL cannot pass map_type 1 into func bpf_ringbuf_reserve#131
@ m HASH 4 8 4
r6 = r1
r7 = 0
*(u64 *)(r10 - 8) = 0
*(u64 *)(r10 - 56) = 0
*(u64 *)(r10 - 64) = 0
*(u64 *)(r10 - 120) = 0
*(u64 *)(r10 - 128) = 0
r1 = map[m]
r2 = 8
r3 = 0
call ringbuf_reserve
out: r0 = 0
exit
=== ringbuf-reserve-ring-tracepoint type=TRACEPOINT
--- EINVAL BPF_EXIT instruction in main prog would lead to reference leak
@ m RINGBUF 0 0 4096
r6 = r1
r7 = 0
*(u64 *)(r10 - 8) = 0
*(u64 *)(r10 - 56) = 0
*(u64 *)(r10 - 64) = 0
*(u64 *)(r10 - 120) = 0
*(u64 *)(r10 - 128) = 0
r1 = map[m]
r2 = 8
r3 = 0
call ringbuf_reserve
out: r0 = 0
exit
=== ringbuf-query-hash-tracepoint type=TRACEPOINT
--- EINVAL cannot pass map_type 1 into func bpf_ringbuf_query#134
@ m HASH 4 8 4
r6 = r1
r7 = 0
*(u64 *)(r10 - 8) = 0
*(u64 *)(r10 - 56) = 0
*(u64 *)(r10 - 64) = 0
*(u64 *)(r10 - 120) = 0
*(u64 *)(r10 - 128) = 0
r1 = map[m]
r2 = 0
call ringbuf_query
out: r0 = 0
exit
=== ringbuf-query-ring-tracepoint type=TRACEPOINT
--- accept
@ m RINGBUF 0 0 4096
r6 = r1
r7 = 0
*(u64 *)(r10 - 8) = 0
*(u64 *)(r10 - 56) = 0
*(u64 *)(r10 - 64) = 0
*(u64 *)(r10 - 120) = 0
*(u64 *)(r10 - 128) = 0
r1 = map[m]
r2 = 0
call ringbuf_query
out: r0 = 0
exit
=== task-storage-get-hash-tracepoint type=TRACEPOINT
--- EINVAL cannot pass map_type 1 into func bpf_task_storage_get#156
@ m HASH 4 8 4
r6 = r1
r7 = 0
call get_current_task_btf
r7 = r0
*(u64 *)(r10 - 8) = 0
*(u64 *)(r10 - 56) = 0
*(u64 *)(r10 - 64) = 0
*(u64 *)(r10 - 120) = 0
*(u64 *)(r10 - 128) = 0
r1 = map[m]
r2 = r7
r3 = r10
r3 += -128
r4 = 0
call task_storage_get
out: r0 = 0
exit
=== task-storage-get-sockmap-tracepoint type=TRACEPOINT
--- EINVAL invalid arg_type for sockmap/sockhash
@ m SOCKMAP 4 4 4
r6 = r1
r7 = 0
call get_current_task_btf
r7 = r0
*(u64 *)(r10 - 8) = 0
*(u64 *)(r10 - 56) = 0
*(u64 *)(r10 - 64) = 0
*(u64 *)(r10 - 120) = 0
*(u64 *)(r10 - 128) = 0
r1 = map[m]
r2 = r7
r3 = r10
r3 += -128
r4 = 0
call task_storage_get
out: r0 = 0
exit
=== task-storage-get-task-storage-tracepoint type=TRACEPOINT
--- accept
@ m TASK_STORAGE int u64 0 flags=NO_PREALLOC
r6 = r1
r7 = 0
call get_current_task_btf
r7 = r0
*(u64 *)(r10 - 8) = 0
*(u64 *)(r10 - 56) = 0
*(u64 *)(r10 - 64) = 0
*(u64 *)(r10 - 120) = 0
*(u64 *)(r10 - 128) = 0
r1 = map[m]
r2 = r7
r3 = r10
r3 += -128
r4 = 0
call task_storage_get
out: r0 = 0
exit
=== task-storage-get-ring-tracepoint type=TRACEPOINT
--- EACCES invalid zero-sized read
@ m RINGBUF 0 0 4096
r6 = r1
r7 = 0
call get_current_task_btf
r7 = r0
*(u64 *)(r10 - 8) = 0
*(u64 *)(r10 - 56) = 0
*(u64 *)(r10 - 64) = 0
*(u64 *)(r10 - 120) = 0
*(u64 *)(r10 - 128) = 0
r1 = map[m]
r2 = r7
r3 = r10
r3 += -128
r4 = 0
call task_storage_get
out: r0 = 0
exit
=== task-storage-delete-hash-tracepoint type=TRACEPOINT
--- EINVAL cannot pass map_type 1 into func bpf_task_storage_delete#157
@ m HASH 4 8 4
r6 = r1
r7 = 0
call get_current_task_btf
r7 = r0
*(u64 *)(r10 - 8) = 0
*(u64 *)(r10 - 56) = 0
*(u64 *)(r10 - 64) = 0
*(u64 *)(r10 - 120) = 0
*(u64 *)(r10 - 128) = 0
r1 = map[m]
r2 = r7
call task_storage_delete
out: r0 = 0
exit
=== task-storage-delete-task-storage-tracepoint type=TRACEPOINT
--- accept
@ m TASK_STORAGE int u64 0 flags=NO_PREALLOC
r6 = r1
r7 = 0
call get_current_task_btf
r7 = r0
*(u64 *)(r10 - 8) = 0
*(u64 *)(r10 - 56) = 0
*(u64 *)(r10 - 64) = 0
*(u64 *)(r10 - 120) = 0
*(u64 *)(r10 - 128) = 0
r1 = map[m]
r2 = r7
call task_storage_delete
out: r0 = 0
exit
=== for-each-map-elem-hash-tracepoint type=TRACEPOINT btf=static
--- accept
@ m HASH 4 8 4
r6 = r1
r7 = 0
*(u64 *)(r10 - 8) = 0
*(u64 *)(r10 - 56) = 0
*(u64 *)(r10 - 64) = 0
*(u64 *)(r10 - 120) = 0
*(u64 *)(r10 - 128) = 0
r1 = map[m]
r2 = subprog[cb]
r3 = r10
r3 += -64
r4 = 0
call for_each_map_elem
out: r0 = 0
exit
cb: r0 = 0
exit
=== for-each-map-elem-progs-tracepoint type=TRACEPOINT btf=static
--- 524 callback function not allowed for map
@ m PROG_ARRAY 4 4 4
r6 = r1
r7 = 0
*(u64 *)(r10 - 8) = 0
*(u64 *)(r10 - 56) = 0
*(u64 *)(r10 - 64) = 0
*(u64 *)(r10 - 120) = 0
*(u64 *)(r10 - 128) = 0
r1 = map[m]
r2 = subprog[cb]
r3 = r10
r3 += -64
r4 = 0
call for_each_map_elem
out: r0 = 0
exit
cb: r0 = 0
exit
=== timer-init-hash-tracepoint type=TRACEPOINT
--- EACCES R1 type=scalar expected=map_value
@ m HASH 4 8 4
r6 = r1
r7 = 0
*(u64 *)(r10 - 8) = 0
*(u64 *)(r10 - 56) = 0
*(u64 *)(r10 - 64) = 0
*(u64 *)(r10 - 120) = 0
*(u64 *)(r10 - 128) = 0
r1 = r7
r2 = map[m]
r3 = 0
call timer_init
out: r0 = 0
exit
=== map-lookup-percpu-elem-hash-tracepoint type=TRACEPOINT
--- EINVAL cannot pass map_type 1 into func bpf_map_lookup_percpu_elem#195
@ m HASH 4 8 4
r6 = r1
r7 = 0
*(u64 *)(r10 - 8) = 0
*(u64 *)(r10 - 56) = 0
*(u64 *)(r10 - 64) = 0
*(u64 *)(r10 - 120) = 0
*(u64 *)(r10 - 128) = 0
r1 = map[m]
r2 = r10
r2 += -64
r3 = 0
call map_lookup_percpu_elem
out: r0 = 0
exit
=== map-lookup-percpu-elem-percpu-hash-tracepoint type=TRACEPOINT
--- accept
@ m PERCPU_HASH 4 8 4
r6 = r1
r7 = 0
*(u64 *)(r10 - 8) = 0
*(u64 *)(r10 - 56) = 0
*(u64 *)(r10 - 64) = 0
*(u64 *)(r10 - 120) = 0
*(u64 *)(r10 - 128) = 0
r1 = map[m]
r2 = r10
r2 += -64
r3 = 0
call map_lookup_percpu_elem
out: r0 = 0
exit
=== map-lookup-percpu-elem-queue-tracepoint type=TRACEPOINT
--- EACCES invalid zero-sized read
@ m QUEUE 0 8 4
r6 = r1
r7 = 0
*(u64 *)(r10 - 8) = 0
*(u64 *)(r10 - 56) = 0
*(u64 *)(r10 - 64) = 0
*(u64 *)(r10 - 120) = 0
*(u64 *)(r10 - 128) = 0
r1 = map[m]
r2 = r10
r2 += -64
r3 = 0
call map_lookup_percpu_elem
out: r0 = 0
exit
=== ringbuf-reserve-dynptr-hash-tracepoint type=TRACEPOINT
--- EINVAL cannot pass map_type 1 into func bpf_ringbuf_reserve_dynptr#198
@ m HASH 4 8 4
r6 = r1
r7 = 0
*(u64 *)(r10 - 8) = 0
*(u64 *)(r10 - 56) = 0
*(u64 *)(r10 - 64) = 0
*(u64 *)(r10 - 120) = 0
*(u64 *)(r10 - 128) = 0
r1 = map[m]
r2 = 0
r3 = 0
r4 = r10
r4 += -64
call ringbuf_reserve_dynptr
out: r0 = 0
exit
=== ringbuf-reserve-dynptr-ring-tracepoint type=TRACEPOINT
--- EINVAL BPF_EXIT instruction in main prog would lead to reference leak
@ m RINGBUF 0 0 4096
r6 = r1
r7 = 0
*(u64 *)(r10 - 8) = 0
*(u64 *)(r10 - 56) = 0
*(u64 *)(r10 - 64) = 0
*(u64 *)(r10 - 120) = 0
*(u64 *)(r10 - 128) = 0
r1 = map[m]
r2 = 0
r3 = 0
r4 = r10
r4 += -64
call ringbuf_reserve_dynptr
out: r0 = 0
exit
=== user-ringbuf-drain-hash-tracepoint type=TRACEPOINT btf=static
--- EINVAL cannot pass map_type 1 into func bpf_user_ringbuf_drain#209
@ m HASH 4 8 4
r6 = r1
r7 = 0
*(u64 *)(r10 - 8) = 0
*(u64 *)(r10 - 56) = 0
*(u64 *)(r10 - 64) = 0
*(u64 *)(r10 - 120) = 0
*(u64 *)(r10 - 128) = 0
r1 = map[m]
r2 = subprog[cb]
r3 = r10
r3 += -64
r4 = 0
call user_ringbuf_drain
out: r0 = 0
exit
cb: r0 = 0
exit
=== user-ringbuf-drain-user-ring-tracepoint type=TRACEPOINT btf=static
--- accept
@ m USER_RINGBUF 0 0 4096
r6 = r1
r7 = 0
*(u64 *)(r10 - 8) = 0
*(u64 *)(r10 - 56) = 0
*(u64 *)(r10 - 64) = 0
*(u64 *)(r10 - 120) = 0
*(u64 *)(r10 - 128) = 0
r1 = map[m]
r2 = subprog[cb]
r3 = r10
r3 += -64
r4 = 0
call user_ringbuf_drain
out: r0 = 0
exit
cb: r0 = 0
exit
=== cgrp-storage-get-hash-tracepoint type=TRACEPOINT
--- EINVAL cannot pass map_type 1 into func bpf_cgrp_storage_get#210
@ m HASH 4 8 4
r6 = r1
r7 = 0
*(u64 *)(r10 - 8) = 0
*(u64 *)(r10 - 56) = 0
*(u64 *)(r10 - 64) = 0
*(u64 *)(r10 - 120) = 0
*(u64 *)(r10 - 128) = 0
r1 = map[m]
r2 = r7
r3 = r10
r3 += -128
r4 = 0
call cgrp_storage_get
out: r0 = 0
exit
=== cgrp-storage-get-sockmap-tracepoint type=TRACEPOINT
--- EINVAL invalid arg_type for sockmap/sockhash
@ m SOCKMAP 4 4 4
r6 = r1
r7 = 0
*(u64 *)(r10 - 8) = 0
*(u64 *)(r10 - 56) = 0
*(u64 *)(r10 - 64) = 0
*(u64 *)(r10 - 120) = 0
*(u64 *)(r10 - 128) = 0
r1 = map[m]
r2 = r7
r3 = r10
r3 += -128
r4 = 0
call cgrp_storage_get
out: r0 = 0
exit
=== cgrp-storage-get-cgrp-storage-tracepoint type=TRACEPOINT
--- accept
@ m CGRP_STORAGE int u64 0 flags=NO_PREALLOC
r6 = r1
r7 = 0
*(u64 *)(r10 - 8) = 0
*(u64 *)(r10 - 56) = 0
*(u64 *)(r10 - 64) = 0
*(u64 *)(r10 - 120) = 0
*(u64 *)(r10 - 128) = 0
r1 = map[m]
r2 = r7
r3 = r10
r3 += -128
r4 = 0
call cgrp_storage_get
out: r0 = 0
exit
=== cgrp-storage-get-ring-tracepoint type=TRACEPOINT
--- EACCES invalid zero-sized read
@ m RINGBUF 0 0 4096
r6 = r1
r7 = 0
*(u64 *)(r10 - 8) = 0
*(u64 *)(r10 - 56) = 0
*(u64 *)(r10 - 64) = 0
*(u64 *)(r10 - 120) = 0
*(u64 *)(r10 - 128) = 0
r1 = map[m]
r2 = r7
r3 = r10
r3 += -128
r4 = 0
call cgrp_storage_get
out: r0 = 0
exit
=== cgrp-storage-delete-hash-tracepoint type=TRACEPOINT
--- EINVAL cannot pass map_type 1 into func bpf_cgrp_storage_delete#211
@ m HASH 4 8 4
r6 = r1
r7 = 0
*(u64 *)(r10 - 8) = 0
*(u64 *)(r10 - 56) = 0
*(u64 *)(r10 - 64) = 0
*(u64 *)(r10 - 120) = 0
*(u64 *)(r10 - 128) = 0
r1 = map[m]
r2 = r7
call cgrp_storage_delete
out: r0 = 0
exit
=== cgrp-storage-delete-cgrp-storage-tracepoint type=TRACEPOINT
--- accept
@ m CGRP_STORAGE int u64 0 flags=NO_PREALLOC
r6 = r1
r7 = 0
*(u64 *)(r10 - 8) = 0
*(u64 *)(r10 - 56) = 0
*(u64 *)(r10 - 64) = 0
*(u64 *)(r10 - 120) = 0
*(u64 *)(r10 - 128) = 0
r1 = map[m]
r2 = r7
call cgrp_storage_delete
out: r0 = 0
exit
=== hash-key-unset-tracepoint type=TRACEPOINT
--- accept
@ m HASH 4 8 4
@ ring RINGBUF 0 0 4096
r6 = r1
*(u64 *)(r10 - 8) = 1
*(u64 *)(r10 - 16) = 0
r1 = map[m]
r2 = r10
r2 += -48
call map_lookup_elem
out: r0 = 0
exit
=== xskmap-write-tracepoint type=TRACEPOINT
--- EACCES R0 cannot write into xdp_sock
@ m XSKMAP 4 4 4
@ ring RINGBUF 0 0 4096
r6 = r1
*(u64 *)(r10 - 8) = 1
*(u64 *)(r10 - 16) = 0
r1 = map[m]
r2 = r10
r2 += -8
call map_lookup_elem
if r0 == 0 goto out
*(u32 *)(r0 + 0) = 1
out: r0 = 0
exit
=== bloom-map-read-type-tracepoint type=TRACEPOINT
--- accept
@ m BLOOM_FILTER 0 8 4
@ ring RINGBUF 0 0 4096
r6 = r1
*(u64 *)(r10 - 8) = 1
*(u64 *)(r10 - 16) = 0
r1 = map[m]
r1 = *(u32 *)(r1 + {bpf_map.map_type})
out: r0 = 0
exit
=== xskmap-key-unset-xdp type=XDP
--- accept
@ m XSKMAP 4 4 4
@ ring RINGBUF 0 0 4096
r6 = r1
*(u64 *)(r10 - 8) = 1
*(u64 *)(r10 - 16) = 0
r1 = map[m]
r2 = r10
r2 += -48
call map_lookup_elem
out: r0 = 0
exit
=== bloom-peek-tracepoint type=TRACEPOINT
--- accept
@ m BLOOM_FILTER 0 8 4
@ ring RINGBUF 0 0 4096
r6 = r1
*(u64 *)(r10 - 8) = 1
*(u64 *)(r10 - 16) = 0
r1 = map[m]
r2 = r10
r2 += -32
call map_peek_elem
out: r0 = 0
exit
=== devmap-map-store-tracepoint type=TRACEPOINT
--- accept
@ m DEVMAP 4 8 4
@ ring RINGBUF 0 0 4096
r6 = r1
*(u64 *)(r10 - 8) = 1
*(u64 *)(r10 - 16) = 0
r1 = map[m]
*(u64 *)(r10 - 24) = r1
r1 = *(u64 *)(r10 - 24)
r2 = r10
r2 += -8
call map_lookup_elem
out: r0 = 0
exit
=== stack-pop-tracepoint type=TRACEPOINT
--- accept
@ m STACK 0 8 4
@ ring RINGBUF 0 0 4096
r6 = r1
*(u64 *)(r10 - 8) = 1
*(u64 *)(r10 - 16) = 0
r1 = map[m]
r2 = r10
r2 += -32
call map_pop_elem
out: r0 = 0
exit
=== xskmap-to-helper-read-tracepoint type=TRACEPOINT
--- EACCES R2 type=xdp_sock expected=fp, pkt, pkt_meta, map_key, map_value, mem, ringbuf_mem, buf, trusted_ptr_
@ m XSKMAP 4 4 4
@ ring RINGBUF 0 0 4096
r6 = r1
*(u64 *)(r10 - 8) = 1
*(u64 *)(r10 - 16) = 0
r1 = map[m]
r2 = r10
r2 += -8
call map_lookup_elem
if r0 == 0 goto out
r1 = map[ring]
r2 = r0
r3 = 8
r4 = 0
call ringbuf_output
out: r0 = 0
exit
=== xskmap-map-null-xdp type=XDP
--- accept
@ m XSKMAP 4 4 4
@ ring RINGBUF 0 0 4096
r6 = r1
*(u64 *)(r10 - 8) = 1
*(u64 *)(r10 - 16) = 0
r1 = map[m]
if r1 == 0 goto out
r1 = r1
out: r0 = 0
exit
=== devmap-map-write-xdp type=XDP
--- EACCES only read from bpf_dtab is supported
@ m DEVMAP 4 8 4
@ ring RINGBUF 0 0 4096
r6 = r1
*(u64 *)(r10 - 8) = 1
*(u64 *)(r10 - 16) = 0
r1 = map[m]
*(u32 *)(r1 + 0) = 1
out: r0 = 0
exit
=== reuseport-map-store-tracepoint type=TRACEPOINT
--- EINVAL cannot pass map_type 20 into func bpf_map_lookup_elem#1
@ m REUSEPORT_SOCKARRAY 4 8 4
@ ring RINGBUF 0 0 4096
r6 = r1
*(u64 *)(r10 - 8) = 1
*(u64 *)(r10 - 16) = 0
r1 = map[m]
*(u64 *)(r10 - 24) = r1
r1 = *(u64 *)(r10 - 24)
r2 = r10
r2 += -8
call map_lookup_elem
out: r0 = 0
exit
=== percpu-hash-write-tracepoint type=TRACEPOINT
--- accept
@ m PERCPU_HASH 4 8 4
@ ring RINGBUF 0 0 4096
r6 = r1
*(u64 *)(r10 - 8) = 1
*(u64 *)(r10 - 16) = 0
r1 = map[m]
r2 = r10
r2 += -8
call map_lookup_elem
if r0 == 0 goto out
*(u32 *)(r0 + 0) = 1
out: r0 = 0
exit
=== bloom-push-tracepoint type=TRACEPOINT
--- accept
@ m BLOOM_FILTER 0 8 4
@ ring RINGBUF 0 0 4096
r6 = r1
*(u64 *)(r10 - 8) = 1
*(u64 *)(r10 - 16) = 0
r1 = map[m]
r2 = r10
r2 += -16
r3 = 0
call map_push_elem
out: r0 = 0
exit
=== devmap-map-read-type-xdp type=XDP
--- accept
@ m DEVMAP 4 8 4
@ ring RINGBUF 0 0 4096
r6 = r1
*(u64 *)(r10 - 8) = 1
*(u64 *)(r10 - 16) = 0
r1 = map[m]
r1 = *(u32 *)(r1 + {bpf_map.map_type})
out: r0 = 0
exit
=== aom-map-null-tracepoint type=TRACEPOINT
--- accept
@ i ARRAY 4 8 4
@ m ARRAY_OF_MAPS 4 4 4 inner=i
@ ring RINGBUF 0 0 4096
r6 = r1
*(u64 *)(r10 - 8) = 1
*(u64 *)(r10 - 16) = 0
r1 = map[m]
if r1 == 0 goto out
r1 = r1
out: r0 = 0
exit
=== hash-rdonly-prog-update-tracepoint type=TRACEPOINT
--- EACCES write into map forbidden
@ m HASH 4 8 4 flags=RDONLY_PROG
@ ring RINGBUF 0 0 4096
r6 = r1
*(u64 *)(r10 - 8) = 1
*(u64 *)(r10 - 16) = 0
r1 = map[m]
r2 = r10
r2 += -8
r3 = r10
r3 += -16
r4 = 0
call map_update_elem
out: r0 = 0
exit
=== lru-map-read-tracepoint type=TRACEPOINT
--- accept
@ m LRU_HASH 4 8 4
@ ring RINGBUF 0 0 4096
r6 = r1
*(u64 *)(r10 - 8) = 1
*(u64 *)(r10 - 16) = 0
r1 = map[m]
r1 = *(u32 *)(r1 + 0)
out: r0 = 0
exit
=== hash-atomic-tracepoint type=TRACEPOINT
--- accept
@ m HASH 4 8 4
@ ring RINGBUF 0 0 4096
r6 = r1
*(u64 *)(r10 - 8) = 1
*(u64 *)(r10 - 16) = 0
r1 = map[m]
r2 = r10
r2 += -8
call map_lookup_elem
if r0 == 0 goto out
r1 = 1
lock *(u64 *)(r0 + 0) += r1
out: r0 = 0
exit
=== stack-push-tracepoint type=TRACEPOINT
--- accept
@ m STACK 0 8 4
@ ring RINGBUF 0 0 4096
r6 = r1
*(u64 *)(r10 - 8) = 1
*(u64 *)(r10 - 16) = 0
r1 = map[m]
r2 = r10
r2 += -16
r3 = 0
call map_push_elem
out: r0 = 0
exit
=== xskmap-atomic-xdp type=XDP
--- EACCES BPF_ATOMIC stores into R0 xdp_sock is not allowed
@ m XSKMAP 4 4 4
@ ring RINGBUF 0 0 4096
r6 = r1
*(u64 *)(r10 - 8) = 1
*(u64 *)(r10 - 16) = 0
r1 = map[m]
r2 = r10
r2 += -8
call map_lookup_elem
if r0 == 0 goto out
r1 = 1
lock *(u64 *)(r0 + 0) += r1
out: r0 = 0
exit
=== sockmap-update-xdp type=XDP
--- EACCES R3 type=fp expected=sock_common, sock, tcp_sock, xdp_sock, ptr_, trusted_ptr_
@ m SOCKMAP 4 4 4
@ ring RINGBUF 0 0 4096
r6 = r1
*(u64 *)(r10 - 8) = 1
*(u64 *)(r10 - 16) = 0
r1 = map[m]
r2 = r10
r2 += -8
r3 = r10
r3 += -16
r4 = 0
call map_update_elem
out: r0 = 0
exit
=== hash-key-short-tracepoint type=TRACEPOINT
--- EINVAL invalid read from stack R2 off=-2 size=4
@ m HASH 4 8 4
@ ring RINGBUF 0 0 4096
r6 = r1
*(u64 *)(r10 - 8) = 1
*(u64 *)(r10 - 16) = 0
r1 = map[m]
r2 = r10
r2 += -2
call map_lookup_elem
out: r0 = 0
exit
=== percpu-hash-each-tracepoint type=TRACEPOINT btf=static
--- accept
@ m PERCPU_HASH 4 8 4
@ ring RINGBUF 0 0 4096
r6 = r1
*(u64 *)(r10 - 8) = 1
*(u64 *)(r10 - 16) = 0
r1 = map[m]
r2 = subprog[cb]
r3 = r10
r4 = 0
call for_each_map_elem
out: r0 = 0
exit
cb: r0 = *(u32 *)(r3 + 0)
*(u32 *)(r3 + 0) = 1
r0 = 0
exit
=== hash-map-as-key-tracepoint type=TRACEPOINT
--- EACCES R2 type=map_ptr expected=fp, pkt, pkt_meta, map_key, map_value, mem, ringbuf_mem, buf, trusted_ptr_
@ m HASH 4 8 4
@ ring RINGBUF 0 0 4096
r6 = r1
*(u64 *)(r10 - 8) = 1
*(u64 *)(r10 - 16) = 0
r1 = map[m]
r2 = r1
call map_lookup_elem
out: r0 = 0
exit
=== hash-map-add-tracepoint type=TRACEPOINT
--- EACCES R1 pointer arithmetic on map_ptr prohibited
@ m HASH 4 8 4
@ ring RINGBUF 0 0 4096
r6 = r1
*(u64 *)(r10 - 8) = 1
*(u64 *)(r10 - 16) = 0
r1 = map[m]
r1 += 8
out: r0 = 0
exit
=== stack-map-read-type-tracepoint type=TRACEPOINT
--- accept
@ m STACK 0 8 4
@ ring RINGBUF 0 0 4096
r6 = r1
*(u64 *)(r10 - 8) = 1
*(u64 *)(r10 - 16) = 0
r1 = map[m]
r1 = *(u32 *)(r1 + {bpf_map.map_type})
out: r0 = 0
exit
=== trie-each-tracepoint type=TRACEPOINT btf=static
--- 524 callback function not allowed for map
@ m LPM_TRIE 8 8 4 flags=NO_PREALLOC
@ ring RINGBUF 0 0 4096
r6 = r1
*(u64 *)(r10 - 8) = 1
*(u64 *)(r10 - 16) = 0
r1 = map[m]
r2 = subprog[cb]
r3 = r10
r4 = 0
call for_each_map_elem
out: r0 = 0
exit
cb: r0 = *(u32 *)(r3 + 0)
*(u32 *)(r3 + 0) = 1
r0 = 0
exit
=== aom-map-store-tracepoint type=TRACEPOINT
--- accept
@ i ARRAY 4 8 4
@ m ARRAY_OF_MAPS 4 4 4 inner=i
@ ring RINGBUF 0 0 4096
r6 = r1
*(u64 *)(r10 - 8) = 1
*(u64 *)(r10 - 16) = 0
r1 = map[m]
*(u64 *)(r10 - 24) = r1
r1 = *(u64 *)(r10 - 24)
r2 = r10
r2 += -8
call map_lookup_elem
out: r0 = 0
exit
=== sockmap-atomic-xdp type=XDP
--- EACCES BPF_ATOMIC stores into R0 sock is not allowed
@ m SOCKMAP 4 4 4
@ ring RINGBUF 0 0 4096
r6 = r1
*(u64 *)(r10 - 8) = 1
*(u64 *)(r10 - 16) = 0
r1 = map[m]
r2 = r10
r2 += -8
call map_lookup_elem
if r0 == 0 goto out
r1 = 1
lock *(u64 *)(r0 + 0) += r1
out: r0 = 0
exit
=== sockmap-map-null-tracepoint type=TRACEPOINT
--- accept
@ m SOCKMAP 4 4 4
@ ring RINGBUF 0 0 4096
r6 = r1
*(u64 *)(r10 - 8) = 1
*(u64 *)(r10 - 16) = 0
r1 = map[m]
if r1 == 0 goto out
r1 = r1
out: r0 = 0
exit
=== xskmap-map-read-tracepoint type=TRACEPOINT
--- accept
@ m XSKMAP 4 4 4
@ ring RINGBUF 0 0 4096
r6 = r1
*(u64 *)(r10 - 8) = 1
*(u64 *)(r10 - 16) = 0
r1 = map[m]
r1 = *(u32 *)(r1 + 0)
out: r0 = 0
exit
=== xskmap-key-half-xdp type=XDP
--- accept
@ m XSKMAP 4 4 4
@ ring RINGBUF 0 0 4096
r6 = r1
*(u64 *)(r10 - 8) = 1
*(u64 *)(r10 - 16) = 0
*(u32 *)(r10 - 40) = 0
r1 = map[m]
r2 = r10
r2 += -38
call map_lookup_elem
out: r0 = 0
exit
=== lru-key-unset-tracepoint type=TRACEPOINT
--- accept
@ m LRU_HASH 4 8 4
@ ring RINGBUF 0 0 4096
r6 = r1
*(u64 *)(r10 - 8) = 1
*(u64 *)(r10 - 16) = 0
r1 = map[m]
r2 = r10
r2 += -48
call map_lookup_elem
out: r0 = 0
exit
=== xskmap-map-store-xdp type=XDP
--- accept
@ m XSKMAP 4 4 4
@ ring RINGBUF 0 0 4096
r6 = r1
*(u64 *)(r10 - 8) = 1
*(u64 *)(r10 - 16) = 0
r1 = map[m]
*(u64 *)(r10 - 24) = r1
r1 = *(u64 *)(r10 - 24)
r2 = r10
r2 += -8
call map_lookup_elem
out: r0 = 0
exit
=== lru-map-read-type-tracepoint type=TRACEPOINT
--- accept
@ m LRU_HASH 4 8 4
@ ring RINGBUF 0 0 4096
r6 = r1
*(u64 *)(r10 - 8) = 1
*(u64 *)(r10 - 16) = 0
r1 = map[m]
r1 = *(u32 *)(r1 + {bpf_map.map_type})
out: r0 = 0
exit
=== percpu-hash-atomic-tracepoint type=TRACEPOINT
--- accept
@ m PERCPU_HASH 4 8 4
@ ring RINGBUF 0 0 4096
r6 = r1
*(u64 *)(r10 - 8) = 1
*(u64 *)(r10 - 16) = 0
r1 = map[m]
r2 = r10
r2 += -8
call map_lookup_elem
if r0 == 0 goto out
r1 = 1
lock *(u64 *)(r0 + 0) += r1
out: r0 = 0
exit
=== array-atomic-tracepoint type=TRACEPOINT
--- accept
@ m ARRAY 4 8 4
@ ring RINGBUF 0 0 4096
r6 = r1
*(u64 *)(r10 - 8) = 1
*(u64 *)(r10 - 16) = 0
r1 = map[m]
r2 = r10
r2 += -8
call map_lookup_elem
if r0 == 0 goto out
r1 = 1
lock *(u64 *)(r0 + 0) += r1
out: r0 = 0
exit
=== lru-map-store-tracepoint type=TRACEPOINT
--- accept
@ m LRU_HASH 4 8 4
@ ring RINGBUF 0 0 4096
r6 = r1
*(u64 *)(r10 - 8) = 1
*(u64 *)(r10 - 16) = 0
r1 = map[m]
*(u64 *)(r10 - 24) = r1
r1 = *(u64 *)(r10 - 24)
r2 = r10
r2 += -8
call map_lookup_elem
out: r0 = 0
exit
=== hash-map-store-tracepoint type=TRACEPOINT
--- accept
@ m HASH 4 8 4
@ ring RINGBUF 0 0 4096
r6 = r1
*(u64 *)(r10 - 8) = 1
*(u64 *)(r10 - 16) = 0
r1 = map[m]
*(u64 *)(r10 - 24) = r1
r1 = *(u64 *)(r10 - 24)
r2 = r10
r2 += -8
call map_lookup_elem
out: r0 = 0
exit
=== sockmap-map-store-tracepoint type=TRACEPOINT
--- EINVAL BPF_EXIT instruction in main prog would lead to reference leak
@ m SOCKMAP 4 4 4
@ ring RINGBUF 0 0 4096
r6 = r1
*(u64 *)(r10 - 8) = 1
*(u64 *)(r10 - 16) = 0
r1 = map[m]
*(u64 *)(r10 - 24) = r1
r1 = *(u64 *)(r10 - 24)
r2 = r10
r2 += -8
call map_lookup_elem
out: r0 = 0
exit
=== hash-write-tracepoint type=TRACEPOINT
--- accept
@ m HASH 4 8 4
@ ring RINGBUF 0 0 4096
r6 = r1
*(u64 *)(r10 - 8) = 1
*(u64 *)(r10 - 16) = 0
r1 = map[m]
r2 = r10
r2 += -8
call map_lookup_elem
if r0 == 0 goto out
*(u32 *)(r0 + 0) = 1
out: r0 = 0
exit
=== aom-map-read-type-tracepoint type=TRACEPOINT
--- accept
@ i ARRAY 4 8 4
@ m ARRAY_OF_MAPS 4 4 4 inner=i
@ ring RINGBUF 0 0 4096
r6 = r1
*(u64 *)(r10 - 8) = 1
*(u64 *)(r10 - 16) = 0
r1 = map[m]
r1 = *(u32 *)(r1 + {bpf_map.map_type})
out: r0 = 0
exit
=== trie-map-store-tracepoint type=TRACEPOINT
--- accept
@ m LPM_TRIE 8 8 4 flags=NO_PREALLOC
@ ring RINGBUF 0 0 4096
r6 = r1
*(u64 *)(r10 - 8) = 1
*(u64 *)(r10 - 16) = 0
r1 = map[m]
*(u64 *)(r10 - 24) = r1
r1 = *(u64 *)(r10 - 24)
r2 = r10
r2 += -8
call map_lookup_elem
out: r0 = 0
exit
=== devmap-map-read-type-tracepoint type=TRACEPOINT
--- accept
@ m DEVMAP 4 8 4
@ ring RINGBUF 0 0 4096
r6 = r1
*(u64 *)(r10 - 8) = 1
*(u64 *)(r10 - 16) = 0
r1 = map[m]
r1 = *(u32 *)(r1 + {bpf_map.map_type})
out: r0 = 0
exit
=== cgroup-storage-peek-cgroup-skb type=CGROUP_SKB
--- EINVAL cannot pass map_type 19 into func bpf_map_peek_elem#89
@ m CGROUP_STORAGE 16 8 0
@ ring RINGBUF 0 0 4096
r6 = r1
*(u64 *)(r10 - 8) = 1
*(u64 *)(r10 - 16) = 0
r1 = map[m]
r2 = r10
r2 += -32
call map_peek_elem
out: r0 = 0
exit
=== xskmap-delete-xdp type=XDP
--- EINVAL cannot pass map_type 17 into func bpf_map_delete_elem#3
@ m XSKMAP 4 4 4
@ ring RINGBUF 0 0 4096
r6 = r1
*(u64 *)(r10 - 8) = 1
*(u64 *)(r10 - 16) = 0
r1 = map[m]
r2 = r10
r2 += -8
call map_delete_elem
out: r0 = 0
exit
=== hash-key-half-tracepoint type=TRACEPOINT
--- accept
@ m HASH 4 8 4
@ ring RINGBUF 0 0 4096
r6 = r1
*(u64 *)(r10 - 8) = 1
*(u64 *)(r10 - 16) = 0
*(u32 *)(r10 - 40) = 0
r1 = map[m]
r2 = r10
r2 += -38
call map_lookup_elem
out: r0 = 0
exit
=== hash-each-tracepoint type=TRACEPOINT btf=static
--- accept
@ m HASH 4 8 4
@ ring RINGBUF 0 0 4096
r6 = r1
*(u64 *)(r10 - 8) = 1
*(u64 *)(r10 - 16) = 0
r1 = map[m]
r2 = subprog[cb]
r3 = r10
r4 = 0
call for_each_map_elem
out: r0 = 0
exit
cb: r0 = *(u32 *)(r3 + 0)
*(u32 *)(r3 + 0) = 1
r0 = 0
exit
=== xskmap-map-null-tracepoint type=TRACEPOINT
--- accept
@ m XSKMAP 4 4 4
@ ring RINGBUF 0 0 4096
r6 = r1
*(u64 *)(r10 - 8) = 1
*(u64 *)(r10 - 16) = 0
r1 = map[m]
if r1 == 0 goto out
r1 = r1
out: r0 = 0
exit
=== sockmap-map-read-xdp type=XDP
--- accept
@ m SOCKMAP 4 4 4
@ ring RINGBUF 0 0 4096
r6 = r1
*(u64 *)(r10 - 8) = 1
*(u64 *)(r10 - 16) = 0
r1 = map[m]
r1 = *(u32 *)(r1 + 0)
out: r0 = 0
exit
=== percpu-hash-map-null-tracepoint type=TRACEPOINT
--- accept
@ m PERCPU_HASH 4 8 4
@ ring RINGBUF 0 0 4096
r6 = r1
*(u64 *)(r10 - 8) = 1
*(u64 *)(r10 - 16) = 0
r1 = map[m]
if r1 == 0 goto out
r1 = r1
out: r0 = 0
exit
=== percpu-cgroup-storage-map-read-cgroup-skb type=CGROUP_SKB
--- accept
@ m PERCPU_CGROUP_STORAGE 16 8 0
@ ring RINGBUF 0 0 4096
r6 = r1
*(u64 *)(r10 - 8) = 1
*(u64 *)(r10 - 16) = 0
r1 = map[m]
r1 = *(u32 *)(r1 + 0)
out: r0 = 0
exit
=== devmap-local-storage-xdp type=XDP
--- EINVAL program of this type cannot use helper bpf_get_local_storage#81
@ m DEVMAP 4 8 4
@ ring RINGBUF 0 0 4096
r6 = r1
*(u64 *)(r10 - 8) = 1
*(u64 *)(r10 - 16) = 0
r1 = map[m]
r2 = 0
call get_local_storage
r1 = *(u32 *)(r0 + 4)
out: r0 = 0
exit
=== hash-peek-tracepoint type=TRACEPOINT
--- EINVAL cannot pass map_type 1 into func bpf_map_peek_elem#89
@ m HASH 4 8 4
@ ring RINGBUF 0 0 4096
r6 = r1
*(u64 *)(r10 - 8) = 1
*(u64 *)(r10 - 16) = 0
r1 = map[m]
r2 = r10
r2 += -32
call map_peek_elem
out: r0 = 0
exit
=== lru-write-tracepoint type=TRACEPOINT
--- accept
@ m LRU_HASH 4 8 4
@ ring RINGBUF 0 0 4096
r6 = r1
*(u64 *)(r10 - 8) = 1
*(u64 *)(r10 - 16) = 0
r1 = map[m]
r2 = r10
r2 += -8
call map_lookup_elem
if r0 == 0 goto out
*(u32 *)(r0 + 0) = 1
out: r0 = 0
exit
=== reuseport-map-read-type-tracepoint type=TRACEPOINT
--- accept
@ m REUSEPORT_SOCKARRAY 4 8 4
@ ring RINGBUF 0 0 4096
r6 = r1
*(u64 *)(r10 - 8) = 1
*(u64 *)(r10 - 16) = 0
r1 = map[m]
r1 = *(u32 *)(r1 + {bpf_map.map_type})
out: r0 = 0
exit
=== sockmap-write-tracepoint type=TRACEPOINT
--- EACCES R0 cannot write into sock
@ m SOCKMAP 4 4 4
@ ring RINGBUF 0 0 4096
r6 = r1
*(u64 *)(r10 - 8) = 1
*(u64 *)(r10 - 16) = 0
r1 = map[m]
r2 = r10
r2 += -8
call map_lookup_elem
if r0 == 0 goto out
*(u32 *)(r0 + 0) = 1
out: r0 = 0
exit
=== stack-peek-set-tracepoint type=TRACEPOINT
--- accept
@ m STACK 0 8 4
@ ring RINGBUF 0 0 4096
r6 = r1
*(u64 *)(r10 - 8) = 1
*(u64 *)(r10 - 16) = 0
r1 = map[m]
r2 = r10
r2 += -16
call map_peek_elem
out: r0 = 0
exit
=== xskmap-map-read-type-tracepoint type=TRACEPOINT
--- accept
@ m XSKMAP 4 4 4
@ ring RINGBUF 0 0 4096
r6 = r1
*(u64 *)(r10 - 8) = 1
*(u64 *)(r10 - 16) = 0
r1 = map[m]
r1 = *(u32 *)(r1 + {bpf_map.map_type})
out: r0 = 0
exit
=== sockmap-map-write-xdp type=XDP
--- EACCES only read from bpf_stab is supported
@ m SOCKMAP 4 4 4
@ ring RINGBUF 0 0 4096
r6 = r1
*(u64 *)(r10 - 8) = 1
*(u64 *)(r10 - 16) = 0
r1 = map[m]
*(u32 *)(r1 + 0) = 1
out: r0 = 0
exit
=== queue-map-read-type-tracepoint type=TRACEPOINT
--- accept
@ m QUEUE 0 8 4
@ ring RINGBUF 0 0 4096
r6 = r1
*(u64 *)(r10 - 8) = 1
*(u64 *)(r10 - 16) = 0
r1 = map[m]
r1 = *(u32 *)(r1 + {bpf_map.map_type})
out: r0 = 0
exit
=== lru-delete-tracepoint type=TRACEPOINT
--- accept
@ m LRU_HASH 4 8 4
@ ring RINGBUF 0 0 4096
r6 = r1
*(u64 *)(r10 - 8) = 1
*(u64 *)(r10 - 16) = 0
r1 = map[m]
r2 = r10
r2 += -8
call map_delete_elem
out: r0 = 0
exit
=== sockmap-atomic-tracepoint type=TRACEPOINT
--- EACCES BPF_ATOMIC stores into R0 sock is not allowed
@ m SOCKMAP 4 4 4
@ ring RINGBUF 0 0 4096
r6 = r1
*(u64 *)(r10 - 8) = 1
*(u64 *)(r10 - 16) = 0
r1 = map[m]
r2 = r10
r2 += -8
call map_lookup_elem
if r0 == 0 goto out
r1 = 1
lock *(u64 *)(r0 + 0) += r1
out: r0 = 0
exit
=== hash-map-null-tracepoint type=TRACEPOINT
--- accept
@ m HASH 4 8 4
@ ring RINGBUF 0 0 4096
r6 = r1
*(u64 *)(r10 - 8) = 1
*(u64 *)(r10 - 16) = 0
r1 = map[m]
if r1 == 0 goto out
r1 = r1
out: r0 = 0
exit
=== percpu-hash-update-tracepoint type=TRACEPOINT
--- accept
@ m PERCPU_HASH 4 8 4
@ ring RINGBUF 0 0 4096
r6 = r1
*(u64 *)(r10 - 8) = 1
*(u64 *)(r10 - 16) = 0
r1 = map[m]
r2 = r10
r2 += -8
r3 = r10
r3 += -16
r4 = 0
call map_update_elem
out: r0 = 0
exit
=== devmap-map-add-xdp type=XDP
--- EACCES R1 pointer arithmetic on map_ptr prohibited
@ m DEVMAP 4 8 4
@ ring RINGBUF 0 0 4096
r6 = r1
*(u64 *)(r10 - 8) = 1
*(u64 *)(r10 - 16) = 0
r1 = map[m]
r1 += 8
out: r0 = 0
exit
=== cgroup-storage-key-unset-cgroup-skb type=CGROUP_SKB
--- EINVAL cannot pass map_type 19 into func bpf_map_lookup_elem#1
@ m CGROUP_STORAGE 16 8 0
@ ring RINGBUF 0 0 4096
r6 = r1
*(u64 *)(r10 - 8) = 1
*(u64 *)(r10 - 16) = 0
r1 = map[m]
r2 = r10
r2 += -48
call map_lookup_elem
out: r0 = 0
exit
=== sockhash-map-read-xdp type=XDP
--- accept
@ m SOCKHASH 4 8 4
@ ring RINGBUF 0 0 4096
r6 = r1
*(u64 *)(r10 - 8) = 1
*(u64 *)(r10 - 16) = 0
r1 = map[m]
r1 = *(u32 *)(r1 + 0)
out: r0 = 0
exit
=== reuseport-map-null-tracepoint type=TRACEPOINT
--- accept
@ m REUSEPORT_SOCKARRAY 4 8 4
@ ring RINGBUF 0 0 4096
r6 = r1
*(u64 *)(r10 - 8) = 1
*(u64 *)(r10 - 16) = 0
r1 = map[m]
if r1 == 0 goto out
r1 = r1
out: r0 = 0
exit
=== lru-each-tracepoint type=TRACEPOINT btf=static
--- accept
@ m LRU_HASH 4 8 4
@ ring RINGBUF 0 0 4096
r6 = r1
*(u64 *)(r10 - 8) = 1
*(u64 *)(r10 - 16) = 0
r1 = map[m]
r2 = subprog[cb]
r3 = r10
r4 = 0
call for_each_map_elem
out: r0 = 0
exit
cb: r0 = *(u32 *)(r3 + 0)
*(u32 *)(r3 + 0) = 1
r0 = 0
exit
=== devmap-key-short-xdp type=XDP
--- EINVAL invalid read from stack R2 off=-2 size=4
@ m DEVMAP 4 8 4
@ ring RINGBUF 0 0 4096
r6 = r1
*(u64 *)(r10 - 8) = 1
*(u64 *)(r10 - 16) = 0
r1 = map[m]
r2 = r10
r2 += -2
call map_lookup_elem
out: r0 = 0
exit
=== sockmap-write-xdp type=XDP
--- EACCES R0 cannot write into sock
@ m SOCKMAP 4 4 4
@ ring RINGBUF 0 0 4096
r6 = r1
*(u64 *)(r10 - 8) = 1
*(u64 *)(r10 - 16) = 0
r1 = map[m]
r2 = r10
r2 += -8
call map_lookup_elem
if r0 == 0 goto out
*(u32 *)(r0 + 0) = 1
out: r0 = 0
exit
=== stack-map-null-tracepoint type=TRACEPOINT
--- accept
@ m STACK 0 8 4
@ ring RINGBUF 0 0 4096
r6 = r1
*(u64 *)(r10 - 8) = 1
*(u64 *)(r10 - 16) = 0
r1 = map[m]
if r1 == 0 goto out
r1 = r1
out: r0 = 0
exit
=== cgroup-storage-map-add-cgroup-skb type=CGROUP_SKB
--- EACCES R1 pointer arithmetic on map_ptr prohibited
@ m CGROUP_STORAGE 16 8 0
@ ring RINGBUF 0 0 4096
r6 = r1
*(u64 *)(r10 - 8) = 1
*(u64 *)(r10 - 16) = 0
r1 = map[m]
r1 += 8
out: r0 = 0
exit
=== hom-map-null-tracepoint type=TRACEPOINT
--- accept
@ i ARRAY 4 8 4
@ m HASH_OF_MAPS 4 4 4 inner=i
@ ring RINGBUF 0 0 4096
r6 = r1
*(u64 *)(r10 - 8) = 1
*(u64 *)(r10 - 16) = 0
r1 = map[m]
if r1 == 0 goto out
r1 = r1
out: r0 = 0
exit
=== sockhash-map-null-tracepoint type=TRACEPOINT
--- accept
@ m SOCKHASH 4 8 4
@ ring RINGBUF 0 0 4096
r6 = r1
*(u64 *)(r10 - 8) = 1
*(u64 *)(r10 - 16) = 0
r1 = map[m]
if r1 == 0 goto out
r1 = r1
out: r0 = 0
exit
=== sockmap-to-helper-read-tracepoint type=TRACEPOINT
--- EACCES R2 type=sock expected=fp, pkt, pkt_meta, map_key, map_value, mem, ringbuf_mem, buf, trusted_ptr_
@ m SOCKMAP 4 4 4
@ ring RINGBUF 0 0 4096
r6 = r1
*(u64 *)(r10 - 8) = 1
*(u64 *)(r10 - 16) = 0
r1 = map[m]
r2 = r10
r2 += -8
call map_lookup_elem
if r0 == 0 goto out
r1 = map[ring]
r2 = r0
r3 = 8
r4 = 0
call ringbuf_output
out: r0 = 0
exit
=== array-map-null-tracepoint type=TRACEPOINT
--- accept
@ m ARRAY 4 8 4
@ ring RINGBUF 0 0 4096
r6 = r1
*(u64 *)(r10 - 8) = 1
*(u64 *)(r10 - 16) = 0
r1 = map[m]
if r1 == 0 goto out
r1 = r1
out: r0 = 0
exit
=== percpu-cgroup-storage-map-null-cgroup-skb type=CGROUP_SKB
--- accept
@ m PERCPU_CGROUP_STORAGE 16 8 0
@ ring RINGBUF 0 0 4096
r6 = r1
*(u64 *)(r10 - 8) = 1
*(u64 *)(r10 - 16) = 0
r1 = map[m]
if r1 == 0 goto out
r1 = r1
out: r0 = 0
exit
=== cgroup-storage-rdonly-prog-push-cgroup-skb type=CGROUP_SKB
--- EACCES write into map forbidden
@ m CGROUP_STORAGE 16 8 0 flags=RDONLY_PROG
@ ring RINGBUF 0 0 4096
r6 = r1
*(u64 *)(r10 - 8) = 1
*(u64 *)(r10 - 16) = 0
r1 = map[m]
r2 = r10
r2 += -16
r3 = 0
call map_push_elem
out: r0 = 0
exit
=== devmap-map-store-xdp type=XDP
--- accept
@ m DEVMAP 4 8 4
@ ring RINGBUF 0 0 4096
r6 = r1
*(u64 *)(r10 - 8) = 1
*(u64 *)(r10 - 16) = 0
r1 = map[m]
*(u64 *)(r10 - 24) = r1
r1 = *(u64 *)(r10 - 24)
r2 = r10
r2 += -8
call map_lookup_elem
out: r0 = 0
exit
=== hom-key-unset-tracepoint type=TRACEPOINT
--- accept
@ i ARRAY 4 8 4
@ m HASH_OF_MAPS 4 4 4 inner=i
@ ring RINGBUF 0 0 4096
r6 = r1
*(u64 *)(r10 - 8) = 1
*(u64 *)(r10 - 16) = 0
r1 = map[m]
r2 = r10
r2 += -48
call map_lookup_elem
out: r0 = 0
exit
=== array-delete-tracepoint type=TRACEPOINT
--- accept
@ m ARRAY 4 8 4
@ ring RINGBUF 0 0 4096
r6 = r1
*(u64 *)(r10 - 8) = 1
*(u64 *)(r10 - 16) = 0
r1 = map[m]
r2 = r10
r2 += -8
call map_delete_elem
out: r0 = 0
exit
=== trie-map-read-type-tracepoint type=TRACEPOINT
--- accept
@ m LPM_TRIE 8 8 4 flags=NO_PREALLOC
@ ring RINGBUF 0 0 4096
r6 = r1
*(u64 *)(r10 - 8) = 1
*(u64 *)(r10 - 16) = 0
r1 = map[m]
r1 = *(u32 *)(r1 + {bpf_map.map_type})
out: r0 = 0
exit
=== sockmap-map-read-type-tracepoint type=TRACEPOINT
--- accept
@ m SOCKMAP 4 4 4
@ ring RINGBUF 0 0 4096
r6 = r1
*(u64 *)(r10 - 8) = 1
*(u64 *)(r10 - 16) = 0
r1 = map[m]
r1 = *(u32 *)(r1 + {bpf_map.map_type})
out: r0 = 0
exit
=== array-key-half-tracepoint type=TRACEPOINT
--- accept
@ m ARRAY 4 8 4
@ ring RINGBUF 0 0 4096
r6 = r1
*(u64 *)(r10 - 8) = 1
*(u64 *)(r10 - 16) = 0
*(u32 *)(r10 - 40) = 0
r1 = map[m]
r2 = r10
r2 += -38
call map_lookup_elem
out: r0 = 0
exit
=== sockmap-map-read-type-xdp type=XDP
--- accept
@ m SOCKMAP 4 4 4
@ ring RINGBUF 0 0 4096
r6 = r1
*(u64 *)(r10 - 8) = 1
*(u64 *)(r10 - 16) = 0
r1 = map[m]
r1 = *(u32 *)(r1 + {bpf_map.map_type})
out: r0 = 0
exit
=== queue-push-tracepoint type=TRACEPOINT
--- accept
@ m QUEUE 0 8 4
@ ring RINGBUF 0 0 4096
r6 = r1
*(u64 *)(r10 - 8) = 1
*(u64 *)(r10 - 16) = 0
r1 = map[m]
r2 = r10
r2 += -16
r3 = 0
call map_push_elem
out: r0 = 0
exit
=== trie-key-half-tracepoint type=TRACEPOINT
--- accept
@ m LPM_TRIE 8 8 4 flags=NO_PREALLOC
@ ring RINGBUF 0 0 4096
r6 = r1
*(u64 *)(r10 - 8) = 1
*(u64 *)(r10 - 16) = 0
*(u32 *)(r10 - 40) = 0
r1 = map[m]
r2 = r10
r2 += -38
call map_lookup_elem
out: r0 = 0
exit
=== hom-map-read-type-tracepoint type=TRACEPOINT
--- accept
@ i ARRAY 4 8 4
@ m HASH_OF_MAPS 4 4 4 inner=i
@ ring RINGBUF 0 0 4096
r6 = r1
*(u64 *)(r10 - 8) = 1
*(u64 *)(r10 - 16) = 0
r1 = map[m]
r1 = *(u32 *)(r1 + {bpf_map.map_type})
out: r0 = 0
exit
=== cgroup-storage-map-null-cgroup-skb type=CGROUP_SKB
--- accept
@ m CGROUP_STORAGE 16 8 0
@ ring RINGBUF 0 0 4096
r6 = r1
*(u64 *)(r10 - 8) = 1
*(u64 *)(r10 - 16) = 0
r1 = map[m]
if r1 == 0 goto out
r1 = r1
out: r0 = 0
exit
=== array-map-read-type-tracepoint type=TRACEPOINT
--- accept
@ m ARRAY 4 8 4
@ ring RINGBUF 0 0 4096
r6 = r1
*(u64 *)(r10 - 8) = 1
*(u64 *)(r10 - 16) = 0
r1 = map[m]
r1 = *(u32 *)(r1 + {bpf_map.map_type})
out: r0 = 0
exit
=== sockhash-map-read-tracepoint type=TRACEPOINT
--- accept
@ m SOCKHASH 4 8 4
@ ring RINGBUF 0 0 4096
r6 = r1
*(u64 *)(r10 - 8) = 1
*(u64 *)(r10 - 16) = 0
r1 = map[m]
r1 = *(u32 *)(r1 + 0)
out: r0 = 0
exit
=== devmap-key-unset-tracepoint type=TRACEPOINT
--- accept
@ m DEVMAP 4 8 4
@ ring RINGBUF 0 0 4096
r6 = r1
*(u64 *)(r10 - 8) = 1
*(u64 *)(r10 - 16) = 0
r1 = map[m]
r2 = r10
r2 += -48
call map_lookup_elem
out: r0 = 0
exit
=== xskmap-map-store-tracepoint type=TRACEPOINT
--- accept
@ m XSKMAP 4 4 4
@ ring RINGBUF 0 0 4096
r6 = r1
*(u64 *)(r10 - 8) = 1
*(u64 *)(r10 - 16) = 0
r1 = map[m]
*(u64 *)(r10 - 24) = r1
r1 = *(u64 *)(r10 - 24)
r2 = r10
r2 += -8
call map_lookup_elem
out: r0 = 0
exit
=== cgroup-storage-local-storage-cgroup-skb type=CGROUP_SKB
--- accept
@ m CGROUP_STORAGE 16 8 0
@ ring RINGBUF 0 0 4096
r6 = r1
*(u64 *)(r10 - 8) = 1
*(u64 *)(r10 - 16) = 0
r1 = map[m]
r2 = 0
call get_local_storage
r1 = *(u32 *)(r0 + 4)
out: r0 = 0
exit
=== bloom-map-write-tracepoint type=TRACEPOINT
--- EACCES only read from bpf_bloom_filter is supported
@ m BLOOM_FILTER 0 8 4
@ ring RINGBUF 0 0 4096
r6 = r1
*(u64 *)(r10 - 8) = 1
*(u64 *)(r10 - 16) = 0
r1 = map[m]
*(u32 *)(r1 + 0) = 1
out: r0 = 0
exit
=== hom-key-half-tracepoint type=TRACEPOINT
--- accept
@ i ARRAY 4 8 4
@ m HASH_OF_MAPS 4 4 4 inner=i
@ ring RINGBUF 0 0 4096
r6 = r1
*(u64 *)(r10 - 8) = 1
*(u64 *)(r10 - 16) = 0
*(u32 *)(r10 - 40) = 0
r1 = map[m]
r2 = r10
r2 += -38
call map_lookup_elem
out: r0 = 0
exit
=== sockmap-map-store-xdp type=XDP
--- EINVAL BPF_EXIT instruction in main prog would lead to reference leak
@ m SOCKMAP 4 4 4
@ ring RINGBUF 0 0 4096
r6 = r1
*(u64 *)(r10 - 8) = 1
*(u64 *)(r10 - 16) = 0
r1 = map[m]
*(u64 *)(r10 - 24) = r1
r1 = *(u64 *)(r10 - 24)
r2 = r10
r2 += -8
call map_lookup_elem
out: r0 = 0
exit
=== array-update-tracepoint type=TRACEPOINT
--- accept
@ m ARRAY 4 8 4
@ ring RINGBUF 0 0 4096
r6 = r1
*(u64 *)(r10 - 8) = 1
*(u64 *)(r10 - 16) = 0
r1 = map[m]
r2 = r10
r2 += -8
r3 = r10
r3 += -16
r4 = 0
call map_update_elem
out: r0 = 0
exit
=== queue-peek-tracepoint type=TRACEPOINT
--- accept
@ m QUEUE 0 8 4
@ ring RINGBUF 0 0 4096
r6 = r1
*(u64 *)(r10 - 8) = 1
*(u64 *)(r10 - 16) = 0
r1 = map[m]
r2 = r10
r2 += -32
call map_peek_elem
out: r0 = 0
exit
=== devmap-map-as-key-xdp type=XDP
--- EACCES R2 type=map_ptr expected=fp, pkt, pkt_meta, map_key, map_value, mem, ringbuf_mem, buf, trusted_ptr_
@ m DEVMAP 4 8 4
@ ring RINGBUF 0 0 4096
r6 = r1
*(u64 *)(r10 - 8) = 1
*(u64 *)(r10 - 16) = 0
r1 = map[m]
r2 = r1
call map_lookup_elem
out: r0 = 0
exit
=== hom-map-read-tracepoint type=TRACEPOINT
--- accept
@ i ARRAY 4 8 4
@ m HASH_OF_MAPS 4 4 4 inner=i
@ ring RINGBUF 0 0 4096
r6 = r1
*(u64 *)(r10 - 8) = 1
*(u64 *)(r10 - 16) = 0
r1 = map[m]
r1 = *(u32 *)(r1 + 0)
out: r0 = 0
exit
=== array-map-store-tracepoint type=TRACEPOINT
--- accept
@ m ARRAY 4 8 4
@ ring RINGBUF 0 0 4096
r6 = r1
*(u64 *)(r10 - 8) = 1
*(u64 *)(r10 - 16) = 0
r1 = map[m]
*(u64 *)(r10 - 24) = r1
r1 = *(u64 *)(r10 - 24)
r2 = r10
r2 += -8
call map_lookup_elem
out: r0 = 0
exit
=== sockhash-map-write-tracepoint type=TRACEPOINT
--- EACCES only read from bpf_shtab is supported
@ m SOCKHASH 4 8 4
@ ring RINGBUF 0 0 4096
r6 = r1
*(u64 *)(r10 - 8) = 1
*(u64 *)(r10 - 16) = 0
r1 = map[m]
*(u32 *)(r1 + 0) = 1
out: r0 = 0
exit
=== queue-update-tracepoint type=TRACEPOINT
--- EACCES invalid zero-sized read
@ m QUEUE 0 8 4
@ ring RINGBUF 0 0 4096
r6 = r1
*(u64 *)(r10 - 8) = 1
*(u64 *)(r10 - 16) = 0
r1 = map[m]
r2 = r10
r2 += -8
r3 = r10
r3 += -16
r4 = 0
call map_update_elem
out: r0 = 0
exit
=== trie-atomic-tracepoint type=TRACEPOINT
--- accept
@ m LPM_TRIE 8 8 4 flags=NO_PREALLOC
@ ring RINGBUF 0 0 4096
r6 = r1
*(u64 *)(r10 - 8) = 1
*(u64 *)(r10 - 16) = 0
r1 = map[m]
r2 = r10
r2 += -8
call map_lookup_elem
if r0 == 0 goto out
r1 = 1
lock *(u64 *)(r0 + 0) += r1
out: r0 = 0
exit
=== sockhash-map-read-type-tracepoint type=TRACEPOINT
--- accept
@ m SOCKHASH 4 8 4
@ ring RINGBUF 0 0 4096
r6 = r1
*(u64 *)(r10 - 8) = 1
*(u64 *)(r10 - 16) = 0
r1 = map[m]
r1 = *(u32 *)(r1 + {bpf_map.map_type})
out: r0 = 0
exit
=== cgroup-storage-map-read-cgroup-skb type=CGROUP_SKB
--- accept
@ m CGROUP_STORAGE 16 8 0
@ ring RINGBUF 0 0 4096
r6 = r1
*(u64 *)(r10 - 8) = 1
*(u64 *)(r10 - 16) = 0
r1 = map[m]
r1 = *(u32 *)(r1 + 0)
out: r0 = 0
exit
=== hash-delete-tracepoint type=TRACEPOINT
--- accept
@ m HASH 4 8 4
@ ring RINGBUF 0 0 4096
r6 = r1
*(u64 *)(r10 - 8) = 1
*(u64 *)(r10 - 16) = 0
r1 = map[m]
r2 = r10
r2 += -8
call map_delete_elem
out: r0 = 0
exit
=== percpu-hash-key-unset-tracepoint type=TRACEPOINT
--- accept
@ m PERCPU_HASH 4 8 4
@ ring RINGBUF 0 0 4096
r6 = r1
*(u64 *)(r10 - 8) = 1
*(u64 *)(r10 - 16) = 0
r1 = map[m]
r2 = r10
r2 += -48
call map_lookup_elem
out: r0 = 0
exit
=== trie-map-null-tracepoint type=TRACEPOINT
--- accept
@ m LPM_TRIE 8 8 4 flags=NO_PREALLOC
@ ring RINGBUF 0 0 4096
r6 = r1
*(u64 *)(r10 - 8) = 1
*(u64 *)(r10 - 16) = 0
r1 = map[m]
if r1 == 0 goto out
r1 = r1
out: r0 = 0
exit
=== reuseport-update-tracepoint type=TRACEPOINT
--- EINVAL cannot pass map_type 20 into func bpf_map_update_elem#2
@ m REUSEPORT_SOCKARRAY 4 8 4
@ ring RINGBUF 0 0 4096
r6 = r1
*(u64 *)(r10 - 8) = 1
*(u64 *)(r10 - 16) = 0
r1 = map[m]
r2 = r10
r2 += -8
r3 = r10
r3 += -16
r4 = 0
call map_update_elem
out: r0 = 0
exit
=== hash-rdonly-prog-each-tracepoint type=TRACEPOINT btf=static
--- EACCES write into map forbidden, value_size=8 off=0 size=4
@ m HASH 4 8 4 flags=RDONLY_PROG
@ ring RINGBUF 0 0 4096
r6 = r1
*(u64 *)(r10 - 8) = 1
*(u64 *)(r10 - 16) = 0
r1 = map[m]
r2 = subprog[cb]
r3 = r10
r4 = 0
call for_each_map_elem
out: r0 = 0
exit
cb: r0 = *(u32 *)(r3 + 0)
*(u32 *)(r3 + 0) = 1
r0 = 0
exit
=== bloom-map-read-tracepoint type=TRACEPOINT
--- accept
@ m BLOOM_FILTER 0 8 4
@ ring RINGBUF 0 0 4096
r6 = r1
*(u64 *)(r10 - 8) = 1
*(u64 *)(r10 - 16) = 0
r1 = map[m]
r1 = *(u32 *)(r1 + 0)
out: r0 = 0
exit
=== array-map-write-tracepoint type=TRACEPOINT
--- EACCES only read from bpf_array is supported
@ m ARRAY 4 8 4
@ ring RINGBUF 0 0 4096
r6 = r1
*(u64 *)(r10 - 8) = 1
*(u64 *)(r10 - 16) = 0
r1 = map[m]
*(u32 *)(r1 + 0) = 1
out: r0 = 0
exit
=== xskmap-map-write-xdp type=XDP
--- EACCES only read from xsk_map is supported
@ m XSKMAP 4 4 4
@ ring RINGBUF 0 0 4096
r6 = r1
*(u64 *)(r10 - 8) = 1
*(u64 *)(r10 - 16) = 0
r1 = map[m]
*(u32 *)(r1 + 0) = 1
out: r0 = 0
exit
=== xskmap-update-xdp type=XDP
--- EINVAL cannot pass map_type 17 into func bpf_map_update_elem#2
@ m XSKMAP 4 4 4
@ ring RINGBUF 0 0 4096
r6 = r1
*(u64 *)(r10 - 8) = 1
*(u64 *)(r10 - 16) = 0
r1 = map[m]
r2 = r10
r2 += -8
r3 = r10
r3 += -16
r4 = 0
call map_update_elem
out: r0 = 0
exit
=== queue-map-null-tracepoint type=TRACEPOINT
--- accept
@ m QUEUE 0 8 4
@ ring RINGBUF 0 0 4096
r6 = r1
*(u64 *)(r10 - 8) = 1
*(u64 *)(r10 - 16) = 0
r1 = map[m]
if r1 == 0 goto out
r1 = r1
out: r0 = 0
exit
=== xskmap-key-half-tracepoint type=TRACEPOINT
--- accept
@ m XSKMAP 4 4 4
@ ring RINGBUF 0 0 4096
r6 = r1
*(u64 *)(r10 - 8) = 1
*(u64 *)(r10 - 16) = 0
*(u32 *)(r10 - 40) = 0
r1 = map[m]
r2 = r10
r2 += -38
call map_lookup_elem
out: r0 = 0
exit
=== hash-8-unchecked-read-0-tracepoint type=TRACEPOINT
--- EACCES R0 invalid mem access 'map_value_or_null'
@ m HASH 4 8 4
@ ring RINGBUF 0 0 4096
r6 = r1
*(u64 *)(r10 - 8) = 0
*(u64 *)(r10 - 16) = 0
r1 = map[m]
r2 = r10
r2 += -8
call map_lookup_elem
r0 = *(u64 *)(r0 + 0)
out: r0 = 0
exit
=== hash-8-unchecked-read-pc-tracepoint type=TRACEPOINT
--- EINVAL cannot pass map_type 1 into func bpf_map_lookup_percpu_elem#195
@ m HASH 4 8 4
@ ring RINGBUF 0 0 4096
r6 = r1
*(u64 *)(r10 - 8) = 1
*(u64 *)(r10 - 16) = 0
r1 = map[m]
r2 = r10
r2 += -8
r3 = 0
call map_lookup_percpu_elem
r0 = *(u64 *)(r0 + 0)
out: r0 = 0
exit
=== hash-8-read-0-tracepoint type=TRACEPOINT
--- accept
@ m HASH 4 8 4
@ ring RINGBUF 0 0 4096
r6 = r1
*(u64 *)(r10 - 8) = 0
*(u64 *)(r10 - 16) = 0
r1 = map[m]
r2 = r10
r2 += -8
call map_lookup_elem
if r0 == 0 goto out
r1 = *(u32 *)(r0 + 0)
out: r0 = 0
exit
=== hash-8-read-end-0-tracepoint type=TRACEPOINT
--- EACCES R0 min value is outside of the allowed memory range
@ m HASH 4 8 4
@ ring RINGBUF 0 0 4096
r6 = r1
*(u64 *)(r10 - 8) = 0
*(u64 *)(r10 - 16) = 0
r1 = map[m]
r2 = r10
r2 += -8
call map_lookup_elem
if r0 == 0 goto out
r1 = *(u64 *)(r0 + 1)
out: r0 = 0
exit
=== hash-8-again-0-tracepoint type=TRACEPOINT
--- EACCES R1 type=map_value expected=map_ptr
@ m HASH 4 8 4
@ ring RINGBUF 0 0 4096
r6 = r1
*(u64 *)(r10 - 8) = 0
*(u64 *)(r10 - 16) = 0
r1 = map[m]
r2 = r10
r2 += -8
call map_lookup_elem
if r0 == 0 goto out
r1 = r0
r2 = r10
r2 += -8
call map_lookup_elem
if r0 == 0 goto out
r1 = *(u32 *)(r0 + 0)
out: r0 = 0
exit
=== hash-8-again-unchecked-0-tracepoint type=TRACEPOINT
--- EACCES R1 type=map_value_or_null expected=map_ptr
@ m HASH 4 8 4
@ ring RINGBUF 0 0 4096
r6 = r1
*(u64 *)(r10 - 8) = 0
*(u64 *)(r10 - 16) = 0
r1 = map[m]
r2 = r10
r2 += -8
call map_lookup_elem
r1 = r0
r2 = r10
r2 += -8
call map_lookup_elem
out: r0 = 0
exit
=== hash-8-null-other-way-0-tracepoint type=TRACEPOINT
--- EACCES R0 invalid mem access 'scalar'
@ m HASH 4 8 4
@ ring RINGBUF 0 0 4096
r6 = r1
*(u64 *)(r10 - 8) = 0
*(u64 *)(r10 - 16) = 0
r1 = map[m]
r2 = r10
r2 += -8
call map_lookup_elem
if r0 != 0 goto out
r1 = *(u32 *)(r0 + 0)
out: r0 = 0
exit
=== hash-rdonly-prog-8-write-0-tracepoint type=TRACEPOINT
--- EACCES write into map forbidden, value_size=8 off=0 size=4
@ m HASH 4 8 4 flags=RDONLY_PROG
@ ring RINGBUF 0 0 4096
r6 = r1
*(u64 *)(r10 - 8) = 0
*(u64 *)(r10 - 16) = 0
r1 = map[m]
r2 = r10
r2 += -8
call map_lookup_elem
if r0 == 0 goto out
*(u32 *)(r0 + 0) = 1
out: r0 = 0
exit
=== hash-rdonly-prog-8-as-value-0-tracepoint type=TRACEPOINT
--- EACCES write into map forbidden
@ m HASH 4 8 4 flags=RDONLY_PROG
@ ring RINGBUF 0 0 4096
r6 = r1
*(u64 *)(r10 - 8) = 0
*(u64 *)(r10 - 16) = 0
r1 = map[m]
r2 = r10
r2 += -8
call map_lookup_elem
if r0 == 0 goto out
r3 = r0
r1 = map[m]
r2 = r10
r2 += -8
r4 = 0
call map_update_elem
out: r0 = 0
exit
=== percpu-hash-8-read-0-tracepoint type=TRACEPOINT
--- accept
@ m PERCPU_HASH 4 8 4
@ ring RINGBUF 0 0 4096
r6 = r1
*(u64 *)(r10 - 8) = 0
*(u64 *)(r10 - 16) = 0
r1 = map[m]
r2 = r10
r2 += -8
call map_lookup_elem
if r0 == 0 goto out
r1 = *(u32 *)(r0 + 0)
out: r0 = 0
exit
=== lru-8-read-0-tracepoint type=TRACEPOINT
--- accept
@ m LRU_HASH 4 8 4
@ ring RINGBUF 0 0 4096
r6 = r1
*(u64 *)(r10 - 8) = 0
*(u64 *)(r10 - 16) = 0
r1 = map[m]
r2 = r10
r2 += -8
call map_lookup_elem
if r0 == 0 goto out
r1 = *(u32 *)(r0 + 0)
out: r0 = 0
exit
=== array-8-read-0-tracepoint type=TRACEPOINT
--- accept
@ m ARRAY 4 8 4
@ ring RINGBUF 0 0 4096
r6 = r1
*(u64 *)(r10 - 8) = 0
*(u64 *)(r10 - 16) = 0
r1 = map[m]
r2 = r10
r2 += -8
call map_lookup_elem
if r0 == 0 goto out
r1 = *(u32 *)(r0 + 0)
out: r0 = 0
exit
=== trie-8-read-0-tracepoint type=TRACEPOINT
--- accept
@ m LPM_TRIE 8 8 4 flags=NO_PREALLOC
@ ring RINGBUF 0 0 4096
r6 = r1
*(u64 *)(r10 - 8) = 0
*(u64 *)(r10 - 16) = 0
r1 = map[m]
r2 = r10
r2 += -8
call map_lookup_elem
if r0 == 0 goto out
r1 = *(u32 *)(r0 + 0)
out: r0 = 0
exit
=== queue-8-unchecked-read-0-tracepoint type=TRACEPOINT
--- EACCES invalid zero-sized read
@ m QUEUE 0 8 4
@ ring RINGBUF 0 0 4096
r6 = r1
*(u64 *)(r10 - 8) = 0
*(u64 *)(r10 - 16) = 0
r1 = map[m]
r2 = r10
r2 += -8
call map_lookup_elem
r0 = *(u64 *)(r0 + 0)
out: r0 = 0
exit
=== cgroup-storage-8-unchecked-read-0-cgroup-skb type=CGROUP_SKB
--- EINVAL invalid read from stack R2 off=-8 size=16
@ m CGROUP_STORAGE 16 8 0
@ ring RINGBUF 0 0 4096
r6 = r1
*(u64 *)(r10 - 8) = 0
*(u64 *)(r10 - 16) = 0
r1 = map[m]
r2 = r10
r2 += -8
call map_lookup_elem
r0 = *(u64 *)(r0 + 0)
out: r0 = 0
exit
=== reuseport-8-unchecked-read-0-tracepoint type=TRACEPOINT
--- EINVAL cannot pass map_type 20 into func bpf_map_lookup_elem#1
@ m REUSEPORT_SOCKARRAY 4 8 4
@ ring RINGBUF 0 0 4096
r6 = r1
*(u64 *)(r10 - 8) = 0
*(u64 *)(r10 - 16) = 0
r1 = map[m]
r2 = r10
r2 += -8
call map_lookup_elem
r0 = *(u64 *)(r0 + 0)
out: r0 = 0
exit
=== devmap-8-read-0-tracepoint type=TRACEPOINT
--- accept
@ m DEVMAP 4 8 4
@ ring RINGBUF 0 0 4096
r6 = r1
*(u64 *)(r10 - 8) = 0
*(u64 *)(r10 - 16) = 0
r1 = map[m]
r2 = r10
r2 += -8
call map_lookup_elem
if r0 == 0 goto out
r1 = *(u32 *)(r0 + 0)
out: r0 = 0
exit
=== xskmap-8-read-0-tracepoint type=TRACEPOINT
--- accept
@ m XSKMAP 4 4 4
@ ring RINGBUF 0 0 4096
r6 = r1
*(u64 *)(r10 - 8) = 0
*(u64 *)(r10 - 16) = 0
r1 = map[m]
r2 = r10
r2 += -8
call map_lookup_elem
if r0 == 0 goto out
r1 = *(u32 *)(r0 + 0)
out: r0 = 0
exit
=== xskmap-8-read-end-0-tracepoint type=TRACEPOINT
--- EACCES R0 invalid xdp_sock access off=1 size=8
@ m XSKMAP 4 4 4
@ ring RINGBUF 0 0 4096
r6 = r1
*(u64 *)(r10 - 8) = 0
*(u64 *)(r10 - 16) = 0
r1 = map[m]
r2 = r10
r2 += -8
call map_lookup_elem
if r0 == 0 goto out
r1 = *(u64 *)(r0 + 1)
out: r0 = 0
exit
=== xskmap-8-write-0-tracepoint type=TRACEPOINT
--- EACCES R0 cannot write into xdp_sock
@ m XSKMAP 4 4 4
@ ring RINGBUF 0 0 4096
r6 = r1
*(u64 *)(r10 - 8) = 0
*(u64 *)(r10 - 16) = 0
r1 = map[m]
r2 = r10
r2 += -8
call map_lookup_elem
if r0 == 0 goto out
*(u32 *)(r0 + 0) = 1
out: r0 = 0
exit
=== xskmap-8-atomic-0-tracepoint type=TRACEPOINT
--- EACCES BPF_ATOMIC stores into R0 xdp_sock is not allowed
@ m XSKMAP 4 4 4
@ ring RINGBUF 0 0 4096
r6 = r1
*(u64 *)(r10 - 8) = 0
*(u64 *)(r10 - 16) = 0
r1 = map[m]
r2 = r10
r2 += -8
call map_lookup_elem
if r0 == 0 goto out
r1 = 1
lock *(u64 *)(r0 + 0) += r1
out: r0 = 0
exit
=== xskmap-8-move-0-tracepoint type=TRACEPOINT
--- EACCES R0 pointer arithmetic on xdp_sock prohibited
@ m XSKMAP 4 4 4
@ ring RINGBUF 0 0 4096
r6 = r1
*(u64 *)(r10 - 8) = 0
*(u64 *)(r10 - 16) = 0
r1 = map[m]
r2 = r10
r2 += -8
call map_lookup_elem
if r0 == 0 goto out
r0 += 4
r1 = *(u32 *)(r0 + 0)
out: r0 = 0
exit
=== xskmap-8-again-0-tracepoint type=TRACEPOINT
--- EACCES R1 type=xdp_sock expected=map_ptr
@ m XSKMAP 4 4 4
@ ring RINGBUF 0 0 4096
r6 = r1
*(u64 *)(r10 - 8) = 0
*(u64 *)(r10 - 16) = 0
r1 = map[m]
r2 = r10
r2 += -8
call map_lookup_elem
if r0 == 0 goto out
r1 = r0
r2 = r10
r2 += -8
call map_lookup_elem
if r0 == 0 goto out
r1 = *(u32 *)(r0 + 0)
out: r0 = 0
exit
=== xskmap-8-to-helper-read-0-tracepoint type=TRACEPOINT
--- EACCES R2 type=xdp_sock expected=fp, pkt, pkt_meta, map_key, map_value, mem, ringbuf_mem, buf, trusted_ptr_
@ m XSKMAP 4 4 4
@ ring RINGBUF 0 0 4096
r6 = r1
*(u64 *)(r10 - 8) = 0
*(u64 *)(r10 - 16) = 0
r1 = map[m]
r2 = r10
r2 += -8
call map_lookup_elem
if r0 == 0 goto out
r1 = map[ring]
r2 = r0
r3 = 8
r4 = 0
call ringbuf_output
out: r0 = 0
exit
=== sockmap-8-read-0-tracepoint type=TRACEPOINT
--- EINVAL BPF_EXIT instruction in main prog would lead to reference leak
@ m SOCKMAP 4 4 4
@ ring RINGBUF 0 0 4096
r6 = r1
*(u64 *)(r10 - 8) = 0
*(u64 *)(r10 - 16) = 0
r1 = map[m]
r2 = r10
r2 += -8
call map_lookup_elem
if r0 == 0 goto out
r1 = *(u32 *)(r0 + 0)
out: r0 = 0
exit
=== sockmap-8-read-end-0-tracepoint type=TRACEPOINT
--- EACCES R0 invalid sock access off=1 size=8
@ m SOCKMAP 4 4 4
@ ring RINGBUF 0 0 4096
r6 = r1
*(u64 *)(r10 - 8) = 0
*(u64 *)(r10 - 16) = 0
r1 = map[m]
r2 = r10
r2 += -8
call map_lookup_elem
if r0 == 0 goto out
r1 = *(u64 *)(r0 + 1)
out: r0 = 0
exit
=== sockmap-8-write-0-tracepoint type=TRACEPOINT
--- EACCES R0 cannot write into sock
@ m SOCKMAP 4 4 4
@ ring RINGBUF 0 0 4096
r6 = r1
*(u64 *)(r10 - 8) = 0
*(u64 *)(r10 - 16) = 0
r1 = map[m]
r2 = r10
r2 += -8
call map_lookup_elem
if r0 == 0 goto out
*(u32 *)(r0 + 0) = 1
out: r0 = 0
exit
=== sockmap-8-atomic-0-tracepoint type=TRACEPOINT
--- EACCES BPF_ATOMIC stores into R0 sock is not allowed
@ m SOCKMAP 4 4 4
@ ring RINGBUF 0 0 4096
r6 = r1
*(u64 *)(r10 - 8) = 0
*(u64 *)(r10 - 16) = 0
r1 = map[m]
r2 = r10
r2 += -8
call map_lookup_elem
if r0 == 0 goto out
r1 = 1
lock *(u64 *)(r0 + 0) += r1
out: r0 = 0
exit
=== sockmap-8-move-0-tracepoint type=TRACEPOINT
--- EACCES R0 pointer arithmetic on sock prohibited
@ m SOCKMAP 4 4 4
@ ring RINGBUF 0 0 4096
r6 = r1
*(u64 *)(r10 - 8) = 0
*(u64 *)(r10 - 16) = 0
r1 = map[m]
r2 = r10
r2 += -8
call map_lookup_elem
if r0 == 0 goto out
r0 += 4
r1 = *(u32 *)(r0 + 0)
out: r0 = 0
exit
=== sockmap-8-again-0-tracepoint type=TRACEPOINT
--- EACCES R1 type=sock expected=map_ptr
@ m SOCKMAP 4 4 4
@ ring RINGBUF 0 0 4096
r6 = r1
*(u64 *)(r10 - 8) = 0
*(u64 *)(r10 - 16) = 0
r1 = map[m]
r2 = r10
r2 += -8
call map_lookup_elem
if r0 == 0 goto out
r1 = r0
r2 = r10
r2 += -8
call map_lookup_elem
if r0 == 0 goto out
r1 = *(u32 *)(r0 + 0)
out: r0 = 0
exit
=== sockmap-8-to-helper-read-0-tracepoint type=TRACEPOINT
--- EACCES R2 type=sock expected=fp, pkt, pkt_meta, map_key, map_value, mem, ringbuf_mem, buf, trusted_ptr_
@ m SOCKMAP 4 4 4
@ ring RINGBUF 0 0 4096
r6 = r1
*(u64 *)(r10 - 8) = 0
*(u64 *)(r10 - 16) = 0
r1 = map[m]
r2 = r10
r2 += -8
call map_lookup_elem
if r0 == 0 goto out
r1 = map[ring]
r2 = r0
r3 = 8
r4 = 0
call ringbuf_output
out: r0 = 0
exit
=== sockmap-8-as-value-0-tracepoint type=TRACEPOINT
--- EINVAL cannot pass map_type 15 into func bpf_map_update_elem#2
@ m SOCKMAP 4 4 4
@ ring RINGBUF 0 0 4096
r6 = r1
*(u64 *)(r10 - 8) = 0
*(u64 *)(r10 - 16) = 0
r1 = map[m]
r2 = r10
r2 += -8
call map_lookup_elem
if r0 == 0 goto out
r3 = r0
r1 = map[m]
r2 = r10
r2 += -8
r4 = 0
call map_update_elem
out: r0 = 0
exit
=== aom-8-read-0-tracepoint type=TRACEPOINT
--- accept
@ i ARRAY 4 8 4
@ m ARRAY_OF_MAPS 4 4 4 inner=i
@ ring RINGBUF 0 0 4096
r6 = r1
*(u64 *)(r10 - 8) = 0
*(u64 *)(r10 - 16) = 0
r1 = map[m]
r2 = r10
r2 += -8
call map_lookup_elem
if r0 == 0 goto out
r1 = *(u32 *)(r0 + 0)
out: r0 = 0
exit
=== aom-8-write-0-tracepoint type=TRACEPOINT
--- EACCES only read from bpf_array is supported
@ i ARRAY 4 8 4
@ m ARRAY_OF_MAPS 4 4 4 inner=i
@ ring RINGBUF 0 0 4096
r6 = r1
*(u64 *)(r10 - 8) = 0
*(u64 *)(r10 - 16) = 0
r1 = map[m]
r2 = r10
r2 += -8
call map_lookup_elem
if r0 == 0 goto out
*(u32 *)(r0 + 0) = 1
out: r0 = 0
exit
=== aom-8-move-0-tracepoint type=TRACEPOINT
--- EACCES R0 pointer arithmetic on map_ptr prohibited
@ i ARRAY 4 8 4
@ m ARRAY_OF_MAPS 4 4 4 inner=i
@ ring RINGBUF 0 0 4096
r6 = r1
*(u64 *)(r10 - 8) = 0
*(u64 *)(r10 - 16) = 0
r1 = map[m]
r2 = r10
r2 += -8
call map_lookup_elem
if r0 == 0 goto out
r0 += 4
r1 = *(u32 *)(r0 + 0)
out: r0 = 0
exit
=== aom-8-to-helper-read-0-tracepoint type=TRACEPOINT
--- EACCES R2 type=map_ptr expected=fp, pkt, pkt_meta, map_key, map_value, mem, ringbuf_mem, buf, trusted_ptr_
@ i ARRAY 4 8 4
@ m ARRAY_OF_MAPS 4 4 4 inner=i
@ ring RINGBUF 0 0 4096
r6 = r1
*(u64 *)(r10 - 8) = 0
*(u64 *)(r10 - 16) = 0
r1 = map[m]
r2 = r10
r2 += -8
call map_lookup_elem
if r0 == 0 goto out
r1 = map[ring]
r2 = r0
r3 = 8
r4 = 0
call ringbuf_output
out: r0 = 0
exit
=== hom-8-read-0-tracepoint type=TRACEPOINT
--- accept
@ i ARRAY 4 8 4
@ m HASH_OF_MAPS 4 4 4 inner=i
@ ring RINGBUF 0 0 4096
r6 = r1
*(u64 *)(r10 - 8) = 0
*(u64 *)(r10 - 16) = 0
r1 = map[m]
r2 = r10
r2 += -8
call map_lookup_elem
if r0 == 0 goto out
r1 = *(u32 *)(r0 + 0)
out: r0 = 0
exit
