# Maps of sockets and devices, and what cgroups keep for programs.
=== sm-lookup-released type=SCHED_CLS
--- accept
@ sm SOCKMAP 4 4 2
r6 = r1
*(u64 *)(r10 - 8) = 0
r2 = r10
r2 += -8
r1 = map[sm]
call map_lookup_elem
if r0 == 0 goto out
r1 = r0
call sk_release
out: r0 = 0
exit
=== sm-lookup-leaked type=SCHED_CLS
--- EINVAL BPF_EXIT instruction in main prog would lead to reference leak
@ sm SOCKMAP 4 4 2
r6 = r1
*(u64 *)(r10 - 8) = 0
r2 = r10
r2 += -8
r1 = map[sm]
call map_lookup_elem
if r0 == 0 goto out
out: r0 = 0
exit
=== sm-lookup-leaked-unchecked type=SCHED_CLS
--- EINVAL BPF_EXIT instruction in main prog would lead to reference leak
@ sm SOCKMAP 4 4 2
r6 = r1
*(u64 *)(r10 - 8) = 0
r2 = r10
r2 += -8
r1 = map[sm]
call map_lookup_elem
out: r0 = 0
exit
=== sm-lookup-read type=SCHED_CLS
--- accept
@ sm SOCKMAP 4 4 2
r6 = r1
*(u64 *)(r10 - 8) = 0
r2 = r10
r2 += -8
r1 = map[sm]
call map_lookup_elem
if r0 == 0 goto out
r7 = *(u32 *)(r0 + 8)
r1 = r0
call sk_release
out: r0 = 0
exit
=== sm-lookup-write type=SCHED_CLS
--- EACCES R0 cannot write into sock
@ sm SOCKMAP 4 4 2
r6 = r1
*(u64 *)(r10 - 8) = 0
r2 = r10
r2 += -8
r1 = map[sm]
call map_lookup_elem
if r0 == 0 goto out
*(u32 *)(r0 + 8) = 1
r1 = r0
call sk_release
out: r0 = 0
exit
=== sm-lookup-unchecked type=SCHED_CLS
--- EACCES R0 invalid mem access 'map_value_or_null'
@ sm SOCKMAP 4 4 2
r6 = r1
*(u64 *)(r10 - 8) = 0
r2 = r10
r2 += -8
r1 = map[sm]
call map_lookup_elem
r7 = *(u32 *)(r0 + 8)
out: r0 = 0
exit
=== sm-lookup-released-unchecked type=SCHED_CLS
--- EACCES R1 type=map_value_or_null expected=sock_common, sock, tcp_sock, xdp_sock, ptr_, trusted_ptr_
@ sm SOCKMAP 4 4 2
r6 = r1
*(u64 *)(r10 - 8) = 0
r2 = r10
r2 += -8
r1 = map[sm]
call map_lookup_elem
r1 = r0
call sk_release
out: r0 = 0
exit
=== sm-lookup-beyond type=SCHED_CLS
--- EACCES R0 invalid sock access off=80 size=4
@ sm SOCKMAP 4 4 2
r6 = r1
*(u64 *)(r10 - 8) = 0
r2 = r10
r2 += -8
r1 = map[sm]
call map_lookup_elem
if r0 == 0 goto out
r7 = *(u32 *)(r0 + 80)
r1 = r0
call sk_release
out: r0 = 0
exit
=== sm-delete-socket-filter type=SOCKET_FILTER
--- accept
@ sm SOCKMAP 4 4 2
*(u64 *)(r10 - 8) = 0
r2 = r10
r2 += -8
r1 = map[sm]
call map_delete_elem
out: r0 = 0
exit
=== sm-lookup-socket-filter type=SOCKET_FILTER
--- EINVAL BPF_EXIT instruction in main prog would lead to reference leak
@ sm SOCKMAP 4 4 2
r6 = r1
*(u64 *)(r10 - 8) = 0
r2 = r10
r2 += -8
r1 = map[sm]
call map_lookup_elem
out: r0 = 0
exit
=== sm-update-socket-filter type=SOCKET_FILTER
--- EACCES R3 type=fp expected=sock_common, sock, tcp_sock, xdp_sock, ptr_, trusted_ptr_
@ sm SOCKMAP 4 4 2
r7 = r1
*(u64 *)(r10 - 8) = 0
r2 = r10
r2 += -8
r1 = map[sm]
r3 = r2
r4 = 0
call map_update_elem
out: r0 = 0
exit
=== sm-delete-sched-cls type=SCHED_CLS
--- accept
@ sm SOCKMAP 4 4 2
*(u64 *)(r10 - 8) = 0
r2 = r10
r2 += -8
r1 = map[sm]
call map_delete_elem
out: r0 = 0
exit
=== sm-lookup-sched-cls type=SCHED_CLS
--- EINVAL BPF_EXIT instruction in main prog would lead to reference leak
@ sm SOCKMAP 4 4 2
r6 = r1
*(u64 *)(r10 - 8) = 0
r2 = r10
r2 += -8
r1 = map[sm]
call map_lookup_elem
out: r0 = 0
exit
=== sm-update-sched-cls type=SCHED_CLS
--- EACCES R3 type=fp expected=sock_common, sock, tcp_sock, xdp_sock, ptr_, trusted_ptr_
@ sm SOCKMAP 4 4 2
r7 = r1
*(u64 *)(r10 - 8) = 0
r2 = r10
r2 += -8
r1 = map[sm]
r3 = r2
r4 = 0
call map_update_elem
out: r0 = 0
exit
=== sm-delete-sched-act type=SCHED_ACT
--- accept
@ sm SOCKMAP 4 4 2
*(u64 *)(r10 - 8) = 0
r2 = r10
r2 += -8
r1 = map[sm]
call map_delete_elem
out: r0 = 0
exit
=== sm-lookup-sched-act type=SCHED_ACT
--- EINVAL BPF_EXIT instruction in main prog would lead to reference leak
@ sm SOCKMAP 4 4 2
r6 = r1
*(u64 *)(r10 - 8) = 0
r2 = r10
r2 += -8
r1 = map[sm]
call map_lookup_elem
out: r0 = 0
exit
=== sm-update-sched-act type=SCHED_ACT
--- EACCES R3 type=fp expected=sock_common, sock, tcp_sock, xdp_sock, ptr_, trusted_ptr_
@ sm SOCKMAP 4 4 2
r7 = r1
*(u64 *)(r10 - 8) = 0
r2 = r10
r2 += -8
r1 = map[sm]
r3 = r2
r4 = 0
call map_update_elem
out: r0 = 0
exit
=== sm-delete-xdp type=XDP
--- accept
@ sm SOCKMAP 4 4 2
*(u64 *)(r10 - 8) = 0
r2 = r10
r2 += -8
r1 = map[sm]
call map_delete_elem
out: r0 = 0
exit
=== sm-lookup-xdp type=XDP
--- EINVAL BPF_EXIT instruction in main prog would lead to reference leak
@ sm SOCKMAP 4 4 2
r6 = r1
*(u64 *)(r10 - 8) = 0
r2 = r10
r2 += -8
r1 = map[sm]
call map_lookup_elem
out: r0 = 0
exit
=== sm-update-xdp type=XDP
--- EACCES R3 type=fp expected=sock_common, sock, tcp_sock, xdp_sock, ptr_, trusted_ptr_
@ sm SOCKMAP 4 4 2
r7 = r1
*(u64 *)(r10 - 8) = 0
r2 = r10
r2 += -8
r1 = map[sm]
r3 = r2
r4 = 0
call map_update_elem
out: r0 = 0
exit
=== sm-delete-sk-reuseport type=SK_REUSEPORT
--- accept
@ sm SOCKMAP 4 4 2
*(u64 *)(r10 - 8) = 0
r2 = r10
r2 += -8
r1 = map[sm]
call map_delete_elem
out: r0 = 0
exit
=== sm-lookup-sk-reuseport type=SK_REUSEPORT
--- EINVAL BPF_EXIT instruction in main prog would lead to reference leak
@ sm SOCKMAP 4 4 2
r6 = r1
*(u64 *)(r10 - 8) = 0
r2 = r10
r2 += -8
r1 = map[sm]
call map_lookup_elem
out: r0 = 0
exit
=== sm-update-sk-reuseport type=SK_REUSEPORT
--- EACCES R3 type=fp expected=sock_common, sock, tcp_sock, xdp_sock, ptr_, trusted_ptr_
@ sm SOCKMAP 4 4 2
r7 = r1
*(u64 *)(r10 - 8) = 0
r2 = r10
r2 += -8
r1 = map[sm]
r3 = r2
r4 = 0
call map_update_elem
out: r0 = 0
exit
=== sm-delete-flow-dissector type=FLOW_DISSECTOR
--- accept
@ sm SOCKMAP 4 4 2
*(u64 *)(r10 - 8) = 0
r2 = r10
r2 += -8
r1 = map[sm]
call map_delete_elem
out: r0 = 0
exit
=== sm-lookup-flow-dissector type=FLOW_DISSECTOR
--- EINVAL BPF_EXIT instruction in main prog would lead to reference leak
@ sm SOCKMAP 4 4 2
r6 = r1
*(u64 *)(r10 - 8) = 0
r2 = r10
r2 += -8
r1 = map[sm]
call map_lookup_elem
out: r0 = 0
exit
=== sm-update-flow-dissector type=FLOW_DISSECTOR
--- EACCES R3 type=fp expected=sock_common, sock, tcp_sock, xdp_sock, ptr_, trusted_ptr_
@ sm SOCKMAP 4 4 2
r7 = r1
*(u64 *)(r10 - 8) = 0
r2 = r10
r2 += -8
r1 = map[sm]
r3 = r2
r4 = 0
call map_update_elem
out: r0 = 0
exit
=== sm-delete-sk-lookup type=SK_LOOKUP attach=SK_LOOKUP
--- accept
@ sm SOCKMAP 4 4 2
*(u64 *)(r10 - 8) = 0
r2 = r10
r2 += -8
r1 = map[sm]
call map_delete_elem
out: r0 = 0
exit
=== sm-lookup-sk-lookup type=SK_LOOKUP attach=SK_LOOKUP
--- EINVAL BPF_EXIT instruction in main prog would lead to reference leak
@ sm SOCKMAP 4 4 2
r6 = r1
*(u64 *)(r10 - 8) = 0
r2 = r10
r2 += -8
r1 = map[sm]
call map_lookup_elem
out: r0 = 0
exit
=== sm-update-sk-lookup type=SK_LOOKUP attach=SK_LOOKUP
--- EACCES R3 type=fp expected=sock_common, sock, tcp_sock, xdp_sock, ptr_, trusted_ptr_
@ sm SOCKMAP 4 4 2
r7 = r1
*(u64 *)(r10 - 8) = 0
r2 = r10
r2 += -8
r1 = map[sm]
r3 = r2
r4 = 0
call map_update_elem
out: r0 = 0
exit
=== sm-delete-sock-ops type=SOCK_OPS
--- accept
@ sm SOCKMAP 4 4 2
*(u64 *)(r10 - 8) = 0
r2 = r10
r2 += -8
r1 = map[sm]
call map_delete_elem
out: r0 = 0
exit
=== sm-lookup-sock-ops type=SOCK_OPS
--- EINVAL BPF_EXIT instruction in main prog would lead to reference leak
@ sm SOCKMAP 4 4 2
r6 = r1
*(u64 *)(r10 - 8) = 0
r2 = r10
r2 += -8
r1 = map[sm]
call map_lookup_elem
out: r0 = 0
exit
=== sm-update-sock-ops type=SOCK_OPS
--- EACCES R3 type=fp expected=sock_common, sock, tcp_sock, xdp_sock, ptr_, trusted_ptr_
@ sm SOCKMAP 4 4 2
r7 = r1
*(u64 *)(r10 - 8) = 0
r2 = r10
r2 += -8
r1 = map[sm]
r3 = r2
r4 = 0
call map_update_elem
out: r0 = 0
exit
=== sm-delete-sk-msg type=SK_MSG
--- EINVAL cannot pass map_type 15 into func bpf_map_delete_elem#3
@ sm SOCKMAP 4 4 2
*(u64 *)(r10 - 8) = 0
r2 = r10
r2 += -8
r1 = map[sm]
call map_delete_elem
out: r0 = 0
exit
=== sm-lookup-sk-msg type=SK_MSG
--- EINVAL BPF_EXIT instruction in main prog would lead to reference leak
@ sm SOCKMAP 4 4 2
r6 = r1
*(u64 *)(r10 - 8) = 0
r2 = r10
r2 += -8
r1 = map[sm]
call map_lookup_elem
out: r0 = 0
exit
=== sm-update-sk-msg type=SK_MSG
--- EACCES R3 type=fp expected=sock_common, sock, tcp_sock, xdp_sock, ptr_, trusted_ptr_
@ sm SOCKMAP 4 4 2
r7 = r1
*(u64 *)(r10 - 8) = 0
r2 = r10
r2 += -8
r1 = map[sm]
r3 = r2
r4 = 0
call map_update_elem
out: r0 = 0
exit
=== sm-delete-sk-skb type=SK_SKB
--- EINVAL cannot pass map_type 15 into func bpf_map_delete_elem#3
@ sm SOCKMAP 4 4 2
*(u64 *)(r10 - 8) = 0
r2 = r10
r2 += -8
r1 = map[sm]
call map_delete_elem
out: r0 = 0
exit
=== sm-lookup-sk-skb type=SK_SKB
--- EINVAL BPF_EXIT instruction in main prog would lead to reference leak
@ sm SOCKMAP 4 4 2
r6 = r1
*(u64 *)(r10 - 8) = 0
r2 = r10
r2 += -8
r1 = map[sm]
call map_lookup_elem
out: r0 = 0
exit
=== sm-update-sk-skb type=SK_SKB
--- EACCES R3 type=fp expected=sock_common, sock, tcp_sock, xdp_sock, ptr_, trusted_ptr_
@ sm SOCKMAP 4 4 2
r7 = r1
*(u64 *)(r10 - 8) = 0
r2 = r10
r2 += -8
r1 = map[sm]
r3 = r2
r4 = 0
call map_update_elem
out: r0 = 0
exit
=== sm-delete-cgroup-skb type=CGROUP_SKB
--- EINVAL cannot pass map_type 15 into func bpf_map_delete_elem#3
@ sm SOCKMAP 4 4 2
*(u64 *)(r10 - 8) = 0
r2 = r10
r2 += -8
r1 = map[sm]
call map_delete_elem
out: r0 = 0
exit
=== sm-lookup-cgroup-skb type=CGROUP_SKB
--- EINVAL BPF_EXIT instruction in main prog would lead to reference leak
@ sm SOCKMAP 4 4 2
r6 = r1
*(u64 *)(r10 - 8) = 0
r2 = r10
r2 += -8
r1 = map[sm]
call map_lookup_elem
out: r0 = 0
exit
=== sm-update-cgroup-skb type=CGROUP_SKB
--- EACCES R3 type=fp expected=sock_common, sock, tcp_sock, xdp_sock, ptr_, trusted_ptr_
@ sm SOCKMAP 4 4 2
r7 = r1
*(u64 *)(r10 - 8) = 0
r2 = r10
r2 += -8
r1 = map[sm]
r3 = r2
r4 = 0
call map_update_elem
out: r0 = 0
exit
=== sm-delete-tracepoint type=TRACEPOINT
--- EINVAL cannot pass map_type 15 into func bpf_map_delete_elem#3
@ sm SOCKMAP 4 4 2
*(u64 *)(r10 - 8) = 0
r2 = r10
r2 += -8
r1 = map[sm]
call map_delete_elem
out: r0 = 0
exit
=== sm-lookup-tracepoint type=TRACEPOINT
--- EINVAL BPF_EXIT instruction in main prog would lead to reference leak
@ sm SOCKMAP 4 4 2
r6 = r1
*(u64 *)(r10 - 8) = 0
r2 = r10
r2 += -8
r1 = map[sm]
call map_lookup_elem
out: r0 = 0
exit
=== sm-update-tracepoint type=TRACEPOINT
--- EACCES R3 type=fp expected=sock_common, sock, tcp_sock, xdp_sock, ptr_, trusted_ptr_
@ sm SOCKMAP 4 4 2
r7 = r1
*(u64 *)(r10 - 8) = 0
r2 = r10
r2 += -8
r1 = map[sm]
r3 = r2
r4 = 0
call map_update_elem
out: r0 = 0
exit
=== sm-delete-lwt-in type=LWT_IN
--- EINVAL cannot pass map_type 15 into func bpf_map_delete_elem#3
@ sm SOCKMAP 4 4 2
*(u64 *)(r10 - 8) = 0
r2 = r10
r2 += -8
r1 = map[sm]
call map_delete_elem
out: r0 = 0
exit
=== sm-lookup-lwt-in type=LWT_IN
--- EINVAL BPF_EXIT instruction in main prog would lead to reference leak
@ sm SOCKMAP 4 4 2
r6 = r1
*(u64 *)(r10 - 8) = 0
r2 = r10
r2 += -8
r1 = map[sm]
call map_lookup_elem
out: r0 = 0
exit
=== sm-update-lwt-in type=LWT_IN
--- EACCES R3 type=fp expected=sock_common, sock, tcp_sock, xdp_sock, ptr_, trusted_ptr_
@ sm SOCKMAP 4 4 2
r7 = r1
*(u64 *)(r10 - 8) = 0
r2 = r10
r2 += -8
r1 = map[sm]
r3 = r2
r4 = 0
call map_update_elem
out: r0 = 0
exit
=== sm-delete-kprobe type=KPROBE
--- EINVAL cannot pass map_type 15 into func bpf_map_delete_elem#3
@ sm SOCKMAP 4 4 2
*(u64 *)(r10 - 8) = 0
r2 = r10
r2 += -8
r1 = map[sm]
call map_delete_elem
out: r0 = 0
exit
=== sm-lookup-kprobe type=KPROBE
--- EINVAL BPF_EXIT instruction in main prog would lead to reference leak
@ sm SOCKMAP 4 4 2
r6 = r1
*(u64 *)(r10 - 8) = 0
r2 = r10
r2 += -8
r1 = map[sm]
call map_lookup_elem
out: r0 = 0
exit
=== sm-update-kprobe type=KPROBE
--- EACCES R3 type=fp expected=sock_common, sock, tcp_sock, xdp_sock, ptr_, trusted_ptr_
@ sm SOCKMAP 4 4 2
r7 = r1
*(u64 *)(r10 - 8) = 0
r2 = r10
r2 += -8
r1 = map[sm]
r3 = r2
r4 = 0
call map_update_elem
out: r0 = 0
exit
=== sm-delete-cgroup-device type=CGROUP_DEVICE
--- EINVAL cannot pass map_type 15 into func bpf_map_delete_elem#3
@ sm SOCKMAP 4 4 2
*(u64 *)(r10 - 8) = 0
r2 = r10
r2 += -8
r1 = map[sm]
call map_delete_elem
out: r0 = 0
exit
=== sm-lookup-cgroup-device type=CGROUP_DEVICE
--- EINVAL BPF_EXIT instruction in main prog would lead to reference leak
@ sm SOCKMAP 4 4 2
r6 = r1
*(u64 *)(r10 - 8) = 0
r2 = r10
r2 += -8
r1 = map[sm]
call map_lookup_elem
out: r0 = 0
exit
=== sm-update-cgroup-device type=CGROUP_DEVICE
--- EACCES R3 type=fp expected=sock_common, sock, tcp_sock, xdp_sock, ptr_, trusted_ptr_
@ sm SOCKMAP 4 4 2
r7 = r1
*(u64 *)(r10 - 8) = 0
r2 = r10
r2 += -8
r1 = map[sm]
r3 = r2
r4 = 0
call map_update_elem
out: r0 = 0
exit
=== sm-delete-netfilter type=NETFILTER attach=NETFILTER
--- EINVAL cannot pass map_type 15 into func bpf_map_delete_elem#3
@ sm SOCKMAP 4 4 2
*(u64 *)(r10 - 8) = 0
r2 = r10
r2 += -8
r1 = map[sm]
call map_delete_elem
out: r0 = 0
exit
=== sm-lookup-netfilter type=NETFILTER attach=NETFILTER
--- EINVAL BPF_EXIT instruction in main prog would lead to reference leak
@ sm SOCKMAP 4 4 2
r6 = r1
*(u64 *)(r10 - 8) = 0
r2 = r10
r2 += -8
r1 = map[sm]
call map_lookup_elem
out: r0 = 0
exit
=== sm-update-netfilter type=NETFILTER attach=NETFILTER
--- EACCES R3 type=fp expected=sock_common, sock, tcp_sock, xdp_sock, ptr_, trusted_ptr_
@ sm SOCKMAP 4 4 2
r7 = r1
*(u64 *)(r10 - 8) = 0
r2 = r10
r2 += -8
r1 = map[sm]
r3 = r2
r4 = 0
call map_update_elem
out: r0 = 0
exit
=== sm-update-common type=SCHED_CLS
--- accept
@ sm SOCKMAP 4 4 2
r1 = *(u64 *)(r1 + 168)
if r1 == 0 goto out
r3 = r1
*(u64 *)(r10 - 8) = 0
r2 = r10
r2 += -8
r1 = map[sm]
r4 = 0
call map_update_elem
out: r0 = 0
exit
=== sm-update-common-unchecked type=SCHED_CLS
--- EACCES R3 type=sock_common_or_null expected=sock_common, sock, tcp_sock, xdp_sock, ptr_, trusted_ptr_
@ sm SOCKMAP 4 4 2
r1 = *(u64 *)(r1 + 168)
r3 = r1
*(u64 *)(r10 - 8) = 0
r2 = r10
r2 += -8
r1 = map[sm]
r4 = 0
call map_update_elem
out: r0 = 0
exit
=== sm-update-found type=SCHED_CLS
--- accept
@ sm SOCKMAP 4 4 2
r6 = r1
*(u64 *)(r10 - 8) = 0
r2 = r10
r2 += -8
r1 = map[sm]
call map_lookup_elem
if r0 == 0 goto out
r7 = r0
r3 = r0
*(u64 *)(r10 - 8) = 0
r2 = r10
r2 += -8
r1 = map[sm]
r4 = 0
call map_update_elem
r1 = r7
call sk_release
out: r0 = 0
exit
=== sm-update-its-socket type=SK_LOOKUP attach=SK_LOOKUP
--- accept
@ sm SOCKMAP 4 4 2
r1 = *(u64 *)(r1 + 0)
if r1 == 0 goto out
r3 = r1
*(u64 *)(r10 - 8) = 0
r2 = r10
r2 += -8
r1 = map[sm]
r4 = 0
call map_update_elem
out: r0 = 1
exit
=== sm-update-socket-of-ops type=SOCK_OPS
--- EINVAL cannot pass map_type 15 into func bpf_map_update_elem#2
@ sm SOCKMAP 4 4 2
r1 = *(u64 *)(r1 + 184)
if r1 == 0 goto out
r3 = r1
*(u64 *)(r10 - 8) = 0
r2 = r10
r2 += -8
r1 = map[sm]
r4 = 0
call map_update_elem
out: r0 = 0
exit
=== sm-for-each type=SCHED_CLS btf=static
--- 524 callback function not allowed for map
@ sm SOCKMAP 4 4 2
r1 = map[sm]
r2 = subprog[f]
r3 = 0
r4 = 0
call for_each_map_elem
r0 = 0
exit
f: r0 = 0
exit
=== sm-push type=SCHED_CLS
--- EACCES R2 type=fp expected=sock_common, sock, tcp_sock, xdp_sock, ptr_, trusted_ptr_
@ sm SOCKMAP 4 4 2
*(u64 *)(r10 - 8) = 0
r2 = r10
r2 += -8
r1 = map[sm]
r3 = 0
call map_push_elem
out: r0 = 0
exit
=== sm-peek type=SCHED_CLS
--- EINVAL invalid arg_type for sockmap/sockhash
@ sm SOCKMAP 4 4 2
r2 = r10
r2 += -8
r1 = map[sm]
call map_peek_elem
out: r0 = 0
exit
=== sh-lookup-released type=SCHED_CLS
--- accept
@ sh SOCKHASH 4 4 2
r6 = r1
*(u64 *)(r10 - 8) = 0
r2 = r10
r2 += -8
r1 = map[sh]
call map_lookup_elem
if r0 == 0 goto out
r1 = r0
call sk_release
out: r0 = 0
exit
=== sh-lookup-leaked type=SCHED_CLS
--- EINVAL BPF_EXIT instruction in main prog would lead to reference leak
@ sh SOCKHASH 4 4 2
r6 = r1
*(u64 *)(r10 - 8) = 0
r2 = r10
r2 += -8
r1 = map[sh]
call map_lookup_elem
if r0 == 0 goto out
out: r0 = 0
exit
=== sh-lookup-leaked-unchecked type=SCHED_CLS
--- EINVAL BPF_EXIT instruction in main prog would lead to reference leak
@ sh SOCKHASH 4 4 2
r6 = r1
*(u64 *)(r10 - 8) = 0
r2 = r10
r2 += -8
r1 = map[sh]
call map_lookup_elem
out: r0 = 0
exit
=== sh-lookup-read type=SCHED_CLS
--- accept
@ sh SOCKHASH 4 4 2
r6 = r1
*(u64 *)(r10 - 8) = 0
r2 = r10
r2 += -8
r1 = map[sh]
call map_lookup_elem
if r0 == 0 goto out
r7 = *(u32 *)(r0 + 8)
r1 = r0
call sk_release
out: r0 = 0
exit
=== sh-lookup-write type=SCHED_CLS
--- EACCES R0 cannot write into sock
@ sh SOCKHASH 4 4 2
r6 = r1
*(u64 *)(r10 - 8) = 0
r2 = r10
r2 += -8
r1 = map[sh]
call map_lookup_elem
if r0 == 0 goto out
*(u32 *)(r0 + 8) = 1
r1 = r0
call sk_release
out: r0 = 0
exit
=== sh-lookup-unchecked type=SCHED_CLS
--- EACCES R0 invalid mem access 'map_value_or_null'
@ sh SOCKHASH 4 4 2
r6 = r1
*(u64 *)(r10 - 8) = 0
r2 = r10
r2 += -8
r1 = map[sh]
call map_lookup_elem
r7 = *(u32 *)(r0 + 8)
out: r0 = 0
exit
=== sh-lookup-released-unchecked type=SCHED_CLS
--- EACCES R1 type=map_value_or_null expected=sock_common, sock, tcp_sock, xdp_sock, ptr_, trusted_ptr_
@ sh SOCKHASH 4 4 2
r6 = r1
*(u64 *)(r10 - 8) = 0
r2 = r10
r2 += -8
r1 = map[sh]
call map_lookup_elem
r1 = r0
call sk_release
out: r0 = 0
exit
=== sh-lookup-beyond type=SCHED_CLS
--- EACCES R0 invalid sock access off=80 size=4
@ sh SOCKHASH 4 4 2
r6 = r1
*(u64 *)(r10 - 8) = 0
r2 = r10
r2 += -8
r1 = map[sh]
call map_lookup_elem
if r0 == 0 goto out
r7 = *(u32 *)(r0 + 80)
r1 = r0
call sk_release
out: r0 = 0
exit
=== sh-delete-socket-filter type=SOCKET_FILTER
--- accept
@ sh SOCKHASH 4 4 2
*(u64 *)(r10 - 8) = 0
r2 = r10
r2 += -8
r1 = map[sh]
call map_delete_elem
out: r0 = 0
exit
=== sh-lookup-socket-filter type=SOCKET_FILTER
--- EINVAL BPF_EXIT instruction in main prog would lead to reference leak
@ sh SOCKHASH 4 4 2
r6 = r1
*(u64 *)(r10 - 8) = 0
r2 = r10
r2 += -8
r1 = map[sh]
call map_lookup_elem
out: r0 = 0
exit
=== sh-update-socket-filter type=SOCKET_FILTER
--- EACCES R3 type=fp expected=sock_common, sock, tcp_sock, xdp_sock, ptr_, trusted_ptr_
@ sh SOCKHASH 4 4 2
r7 = r1
*(u64 *)(r10 - 8) = 0
r2 = r10
r2 += -8
r1 = map[sh]
r3 = r2
r4 = 0
call map_update_elem
out: r0 = 0
exit
=== sh-delete-sched-cls type=SCHED_CLS
--- accept
@ sh SOCKHASH 4 4 2
*(u64 *)(r10 - 8) = 0
r2 = r10
r2 += -8
r1 = map[sh]
call map_delete_elem
out: r0 = 0
exit
=== sh-lookup-sched-cls type=SCHED_CLS
--- EINVAL BPF_EXIT instruction in main prog would lead to reference leak
@ sh SOCKHASH 4 4 2
r6 = r1
*(u64 *)(r10 - 8) = 0
r2 = r10
r2 += -8
r1 = map[sh]
call map_lookup_elem
out: r0 = 0
exit
=== sh-update-sched-cls type=SCHED_CLS
--- EACCES R3 type=fp expected=sock_common, sock, tcp_sock, xdp_sock, ptr_, trusted_ptr_
@ sh SOCKHASH 4 4 2
r7 = r1
*(u64 *)(r10 - 8) = 0
r2 = r10
r2 += -8
r1 = map[sh]
r3 = r2
r4 = 0
call map_update_elem
out: r0 = 0
exit
=== sh-delete-sched-act type=SCHED_ACT
--- accept
@ sh SOCKHASH 4 4 2
*(u64 *)(r10 - 8) = 0
r2 = r10
r2 += -8
r1 = map[sh]
call map_delete_elem
out: r0 = 0
exit
=== sh-lookup-sched-act type=SCHED_ACT
--- EINVAL BPF_EXIT instruction in main prog would lead to reference leak
@ sh SOCKHASH 4 4 2
r6 = r1
*(u64 *)(r10 - 8) = 0
r2 = r10
r2 += -8
r1 = map[sh]
call map_lookup_elem
out: r0 = 0
exit
=== sh-update-sched-act type=SCHED_ACT
--- EACCES R3 type=fp expected=sock_common, sock, tcp_sock, xdp_sock, ptr_, trusted_ptr_
@ sh SOCKHASH 4 4 2
r7 = r1
*(u64 *)(r10 - 8) = 0
r2 = r10
r2 += -8
r1 = map[sh]
r3 = r2
r4 = 0
call map_update_elem
out: r0 = 0
exit
=== sh-delete-xdp type=XDP
--- accept
@ sh SOCKHASH 4 4 2
*(u64 *)(r10 - 8) = 0
r2 = r10
r2 += -8
r1 = map[sh]
call map_delete_elem
out: r0 = 0
exit
=== sh-lookup-xdp type=XDP
--- EINVAL BPF_EXIT instruction in main prog would lead to reference leak
@ sh SOCKHASH 4 4 2
r6 = r1
*(u64 *)(r10 - 8) = 0
r2 = r10
r2 += -8
r1 = map[sh]
call map_lookup_elem
out: r0 = 0
exit
=== sh-update-xdp type=XDP
--- EACCES R3 type=fp expected=sock_common, sock, tcp_sock, xdp_sock, ptr_, trusted_ptr_
@ sh SOCKHASH 4 4 2
r7 = r1
*(u64 *)(r10 - 8) = 0
r2 = r10
r2 += -8
r1 = map[sh]
r3 = r2
r4 = 0
call map_update_elem
out: r0 = 0
exit
=== sh-delete-sk-reuseport type=SK_REUSEPORT
--- accept
@ sh SOCKHASH 4 4 2
*(u64 *)(r10 - 8) = 0
r2 = r10
r2 += -8
r1 = map[sh]
call map_delete_elem
out: r0 = 0
exit
=== sh-lookup-sk-reuseport type=SK_REUSEPORT
--- EINVAL BPF_EXIT instruction in main prog would lead to reference leak
@ sh SOCKHASH 4 4 2
r6 = r1
*(u64 *)(r10 - 8) = 0
r2 = r10
r2 += -8
r1 = map[sh]
call map_lookup_elem
out: r0 = 0
exit
=== sh-update-sk-reuseport type=SK_REUSEPORT
--- EACCES R3 type=fp expected=sock_common, sock, tcp_sock, xdp_sock, ptr_, trusted_ptr_
@ sh SOCKHASH 4 4 2
r7 = r1
*(u64 *)(r10 - 8) = 0
r2 = r10
r2 += -8
r1 = map[sh]
r3 = r2
r4 = 0
call map_update_elem
out: r0 = 0
exit
=== sh-delete-flow-dissector type=FLOW_DISSECTOR
--- accept
@ sh SOCKHASH 4 4 2
*(u64 *)(r10 - 8) = 0
r2 = r10
r2 += -8
r1 = map[sh]
call map_delete_elem
out: r0 = 0
exit
=== sh-lookup-flow-dissector type=FLOW_DISSECTOR
--- EINVAL BPF_EXIT instruction in main prog would lead to reference leak
@ sh SOCKHASH 4 4 2
r6 = r1
*(u64 *)(r10 - 8) = 0
r2 = r10
r2 += -8
r1 = map[sh]
call map_lookup_elem
out: r0 = 0
exit
=== sh-update-flow-dissector type=FLOW_DISSECTOR
--- EACCES R3 type=fp expected=sock_common, sock, tcp_sock, xdp_sock, ptr_, trusted_ptr_
@ sh SOCKHASH 4 4 2
r7 = r1
*(u64 *)(r10 - 8) = 0
r2 = r10
r2 += -8
r1 = map[sh]
r3 = r2
r4 = 0
call map_update_elem
out: r0 = 0
exit
=== sh-delete-sk-lookup type=SK_LOOKUP attach=SK_LOOKUP
--- accept
@ sh SOCKHASH 4 4 2
*(u64 *)(r10 - 8) = 0
r2 = r10
r2 += -8
r1 = map[sh]
call map_delete_elem
out: r0 = 0
exit
=== sh-lookup-sk-lookup type=SK_LOOKUP attach=SK_LOOKUP
--- EINVAL BPF_EXIT instruction in main prog would lead to reference leak
@ sh SOCKHASH 4 4 2
r6 = r1
*(u64 *)(r10 - 8) = 0
r2 = r10
r2 += -8
r1 = map[sh]
call map_lookup_elem
out: r0 = 0
exit
=== sh-update-sk-lookup type=SK_LOOKUP attach=SK_LOOKUP
--- EACCES R3 type=fp expected=sock_common, sock, tcp_sock, xdp_sock, ptr_, trusted_ptr_
@ sh SOCKHASH 4 4 2
r7 = r1
*(u64 *)(r10 - 8) = 0
r2 = r10
r2 += -8
r1 = map[sh]
r3 = r2
r4 = 0
call map_update_elem
out: r0 = 0
exit
=== sh-delete-sock-ops type=SOCK_OPS
--- accept
@ sh SOCKHASH 4 4 2
*(u64 *)(r10 - 8) = 0
r2 = r10
r2 += -8
r1 = map[sh]
call map_delete_elem
out: r0 = 0
exit
=== sh-lookup-sock-ops type=SOCK_OPS
--- EINVAL BPF_EXIT instruction in main prog would lead to reference leak
@ sh SOCKHASH 4 4 2
r6 = r1
*(u64 *)(r10 - 8) = 0
r2 = r10
r2 += -8
r1 = map[sh]
call map_lookup_elem
out: r0 = 0
exit
=== sh-update-sock-ops type=SOCK_OPS
--- EACCES R3 type=fp expected=sock_common, sock, tcp_sock, xdp_sock, ptr_, trusted_ptr_
@ sh SOCKHASH 4 4 2
r7 = r1
*(u64 *)(r10 - 8) = 0
r2 = r10
r2 += -8
r1 = map[sh]
r3 = r2
r4 = 0
call map_update_elem
out: r0 = 0
exit
=== sh-delete-sk-msg type=SK_MSG
--- EINVAL cannot pass map_type 18 into func bpf_map_delete_elem#3
@ sh SOCKHASH 4 4 2
*(u64 *)(r10 - 8) = 0
r2 = r10
r2 += -8
r1 = map[sh]
call map_delete_elem
out: r0 = 0
exit
=== sh-lookup-sk-msg type=SK_MSG
--- EINVAL BPF_EXIT instruction in main prog would lead to reference leak
@ sh SOCKHASH 4 4 2
r6 = r1
*(u64 *)(r10 - 8) = 0
r2 = r10
r2 += -8
r1 = map[sh]
call map_lookup_elem
out: r0 = 0
exit
=== sh-update-sk-msg type=SK_MSG
--- EACCES R3 type=fp expected=sock_common, sock, tcp_sock, xdp_sock, ptr_, trusted_ptr_
@ sh SOCKHASH 4 4 2
r7 = r1
*(u64 *)(r10 - 8) = 0
r2 = r10
r2 += -8
r1 = map[sh]
r3 = r2
r4 = 0
call map_update_elem
out: r0 = 0
exit
=== sh-delete-sk-skb type=SK_SKB
--- EINVAL cannot pass map_type 18 into func bpf_map_delete_elem#3
@ sh SOCKHASH 4 4 2
*(u64 *)(r10 - 8) = 0
r2 = r10
r2 += -8
r1 = map[sh]
call map_delete_elem
out: r0 = 0
exit
=== sh-lookup-sk-skb type=SK_SKB
--- EINVAL BPF_EXIT instruction in main prog would lead to reference leak
@ sh SOCKHASH 4 4 2
r6 = r1
*(u64 *)(r10 - 8) = 0
r2 = r10
r2 += -8
r1 = map[sh]
call map_lookup_elem
out: r0 = 0
exit
=== sh-update-sk-skb type=SK_SKB
--- EACCES R3 type=fp expected=sock_common, sock, tcp_sock, xdp_sock, ptr_, trusted_ptr_
@ sh SOCKHASH 4 4 2
r7 = r1
*(u64 *)(r10 - 8) = 0
r2 = r10
r2 += -8
r1 = map[sh]
r3 = r2
r4 = 0
call map_update_elem
out: r0 = 0
exit
=== sh-delete-cgroup-skb type=CGROUP_SKB
--- EINVAL cannot pass map_type 18 into func bpf_map_delete_elem#3
@ sh SOCKHASH 4 4 2
*(u64 *)(r10 - 8) = 0
r2 = r10
r2 += -8
r1 = map[sh]
call map_delete_elem
out: r0 = 0
exit
=== sh-lookup-cgroup-skb type=CGROUP_SKB
--- EINVAL BPF_EXIT instruction in main prog would lead to reference leak
@ sh SOCKHASH 4 4 2
r6 = r1
*(u64 *)(r10 - 8) = 0
r2 = r10
r2 += -8
r1 = map[sh]
call map_lookup_elem
out: r0 = 0
exit
=== sh-update-cgroup-skb type=CGROUP_SKB
--- EACCES R3 type=fp expected=sock_common, sock, tcp_sock, xdp_sock, ptr_, trusted_ptr_
@ sh SOCKHASH 4 4 2
r7 = r1
*(u64 *)(r10 - 8) = 0
r2 = r10
r2 += -8
r1 = map[sh]
r3 = r2
r4 = 0
call map_update_elem
out: r0 = 0
exit
=== sh-delete-tracepoint type=TRACEPOINT
--- EINVAL cannot pass map_type 18 into func bpf_map_delete_elem#3
@ sh SOCKHASH 4 4 2
*(u64 *)(r10 - 8) = 0
r2 = r10
r2 += -8
r1 = map[sh]
call map_delete_elem
out: r0 = 0
exit
=== sh-lookup-tracepoint type=TRACEPOINT
--- EINVAL BPF_EXIT instruction in main prog would lead to reference leak
@ sh SOCKHASH 4 4 2
r6 = r1
*(u64 *)(r10 - 8) = 0
r2 = r10
r2 += -8
r1 = map[sh]
call map_lookup_elem
out: r0 = 0
exit
=== sh-update-tracepoint type=TRACEPOINT
--- EACCES R3 type=fp expected=sock_common, sock, tcp_sock, xdp_sock, ptr_, trusted_ptr_
@ sh SOCKHASH 4 4 2
r7 = r1
*(u64 *)(r10 - 8) = 0
r2 = r10
r2 += -8
r1 = map[sh]
r3 = r2
r4 = 0
call map_update_elem
out: r0 = 0
exit
=== sh-delete-lwt-in type=LWT_IN
--- EINVAL cannot pass map_type 18 into func bpf_map_delete_elem#3
@ sh SOCKHASH 4 4 2
*(u64 *)(r10 - 8) = 0
r2 = r10
r2 += -8
r1 = map[sh]
call map_delete_elem
out: r0 = 0
exit
=== sh-lookup-lwt-in type=LWT_IN
--- EINVAL BPF_EXIT instruction in main prog would lead to reference leak
@ sh SOCKHASH 4 4 2
r6 = r1
*(u64 *)(r10 - 8) = 0
r2 = r10
r2 += -8
r1 = map[sh]
call map_lookup_elem
out: r0 = 0
exit
=== sh-update-lwt-in type=LWT_IN
--- EACCES R3 type=fp expected=sock_common, sock, tcp_sock, xdp_sock, ptr_, trusted_ptr_
@ sh SOCKHASH 4 4 2
r7 = r1
*(u64 *)(r10 - 8) = 0
r2 = r10
r2 += -8
r1 = map[sh]
r3 = r2
r4 = 0
call map_update_elem
out: r0 = 0
exit
=== sh-delete-kprobe type=KPROBE
--- EINVAL cannot pass map_type 18 into func bpf_map_delete_elem#3
@ sh SOCKHASH 4 4 2
*(u64 *)(r10 - 8) = 0
r2 = r10
r2 += -8
r1 = map[sh]
call map_delete_elem
out: r0 = 0
exit
=== sh-lookup-kprobe type=KPROBE
--- EINVAL BPF_EXIT instruction in main prog would lead to reference leak
@ sh SOCKHASH 4 4 2
r6 = r1
*(u64 *)(r10 - 8) = 0
r2 = r10
r2 += -8
r1 = map[sh]
call map_lookup_elem
out: r0 = 0
exit
=== sh-update-kprobe type=KPROBE
--- EACCES R3 type=fp expected=sock_common, sock, tcp_sock, xdp_sock, ptr_, trusted_ptr_
@ sh SOCKHASH 4 4 2
r7 = r1
*(u64 *)(r10 - 8) = 0
r2 = r10
r2 += -8
r1 = map[sh]
r3 = r2
r4 = 0
call map_update_elem
out: r0 = 0
exit
=== sh-delete-cgroup-device type=CGROUP_DEVICE
--- EINVAL cannot pass map_type 18 into func bpf_map_delete_elem#3
@ sh SOCKHASH 4 4 2
*(u64 *)(r10 - 8) = 0
r2 = r10
r2 += -8
r1 = map[sh]
call map_delete_elem
out: r0 = 0
exit
=== sh-lookup-cgroup-device type=CGROUP_DEVICE
--- EINVAL BPF_EXIT instruction in main prog would lead to reference leak
@ sh SOCKHASH 4 4 2
r6 = r1
*(u64 *)(r10 - 8) = 0
r2 = r10
r2 += -8
r1 = map[sh]
call map_lookup_elem
out: r0 = 0
exit
=== sh-update-cgroup-device type=CGROUP_DEVICE
--- EACCES R3 type=fp expected=sock_common, sock, tcp_sock, xdp_sock, ptr_, trusted_ptr_
@ sh SOCKHASH 4 4 2
r7 = r1
*(u64 *)(r10 - 8) = 0
r2 = r10
r2 += -8
r1 = map[sh]
r3 = r2
r4 = 0
call map_update_elem
out: r0 = 0
exit
=== sh-delete-netfilter type=NETFILTER attach=NETFILTER
--- EINVAL cannot pass map_type 18 into func bpf_map_delete_elem#3
@ sh SOCKHASH 4 4 2
*(u64 *)(r10 - 8) = 0
r2 = r10
r2 += -8
r1 = map[sh]
call map_delete_elem
out: r0 = 0
exit
=== sh-lookup-netfilter type=NETFILTER attach=NETFILTER
--- EINVAL BPF_EXIT instruction in main prog would lead to reference leak
@ sh SOCKHASH 4 4 2
r6 = r1
*(u64 *)(r10 - 8) = 0
r2 = r10
r2 += -8
r1 = map[sh]
call map_lookup_elem
out: r0 = 0
exit
=== sh-update-netfilter type=NETFILTER attach=NETFILTER
--- EACCES R3 type=fp expected=sock_common, sock, tcp_sock, xdp_sock, ptr_, trusted_ptr_
@ sh SOCKHASH 4 4 2
r7 = r1
*(u64 *)(r10 - 8) = 0
r2 = r10
r2 += -8
r1 = map[sh]
r3 = r2
r4 = 0
call map_update_elem
out: r0 = 0
exit
=== sh-update-common type=SCHED_CLS
--- accept
@ sh SOCKHASH 4 4 2
r1 = *(u64 *)(r1 + 168)
if r1 == 0 goto out
r3 = r1
*(u64 *)(r10 - 8) = 0
r2 = r10
r2 += -8
r1 = map[sh]
r4 = 0
call map_update_elem
out: r0 = 0
exit
=== sh-update-common-unchecked type=SCHED_CLS
--- EACCES R3 type=sock_common_or_null expected=sock_common, sock, tcp_sock, xdp_sock, ptr_, trusted_ptr_
@ sh SOCKHASH 4 4 2
r1 = *(u64 *)(r1 + 168)
r3 = r1
*(u64 *)(r10 - 8) = 0
r2 = r10
r2 += -8
r1 = map[sh]
r4 = 0
call map_update_elem
out: r0 = 0
exit
=== sh-update-found type=SCHED_CLS
--- accept
@ sh SOCKHASH 4 4 2
r6 = r1
*(u64 *)(r10 - 8) = 0
r2 = r10
r2 += -8
r1 = map[sh]
call map_lookup_elem
if r0 == 0 goto out
r7 = r0
r3 = r0
*(u64 *)(r10 - 8) = 0
r2 = r10
r2 += -8
r1 = map[sh]
r4 = 0
call map_update_elem
r1 = r7
call sk_release
out: r0 = 0
exit
=== sh-update-its-socket type=SK_LOOKUP attach=SK_LOOKUP
--- accept
@ sh SOCKHASH 4 4 2
r1 = *(u64 *)(r1 + 0)
if r1 == 0 goto out
r3 = r1
*(u64 *)(r10 - 8) = 0
r2 = r10
r2 += -8
r1 = map[sh]
r4 = 0
call map_update_elem
out: r0 = 1
exit
=== sh-update-socket-of-ops type=SOCK_OPS
--- EINVAL cannot pass map_type 18 into func bpf_map_update_elem#2
@ sh SOCKHASH 4 4 2
r1 = *(u64 *)(r1 + 184)
if r1 == 0 goto out
r3 = r1
*(u64 *)(r10 - 8) = 0
r2 = r10
r2 += -8
r1 = map[sh]
r4 = 0
call map_update_elem
out: r0 = 0
exit
=== sh-for-each type=SCHED_CLS btf=static
--- 524 callback function not allowed for map
@ sh SOCKHASH 4 4 2
r1 = map[sh]
r2 = subprog[f]
r3 = 0
r4 = 0
call for_each_map_elem
r0 = 0
exit
f: r0 = 0
exit
=== sh-push type=SCHED_CLS
--- EACCES R2 type=fp expected=sock_common, sock, tcp_sock, xdp_sock, ptr_, trusted_ptr_
@ sh SOCKHASH 4 4 2
*(u64 *)(r10 - 8) = 0
r2 = r10
r2 += -8
r1 = map[sh]
r3 = 0
call map_push_elem
out: r0 = 0
exit
=== sh-peek type=SCHED_CLS
--- EINVAL invalid arg_type for sockmap/sockhash
@ sh SOCKHASH 4 4 2
r2 = r10
r2 += -8
r1 = map[sh]
call map_peek_elem
out: r0 = 0
exit
=== sm-redirect type=SK_SKB
--- accept
@ sm SOCKMAP 4 4 2
r2 = map[sm]
r3 = 0
r4 = 0
call sk_redirect_map
out: r0 = 0
exit
=== sh-redirect type=SK_SKB
--- accept
@ sh SOCKHASH 4 4 2
r6 = r1
*(u64 *)(r10 - 8) = 0
r3 = r10
r3 += -8
r1 = r6
r2 = map[sh]
r4 = 0
call sk_redirect_hash
out: r0 = 0
exit
=== sh-redirect-map type=SK_SKB
--- EINVAL cannot pass map_type 18 into func bpf_sk_redirect_map#52
@ sh SOCKHASH 4 4 2
r2 = map[sh]
r3 = 0
r4 = 0
call sk_redirect_map
out: r0 = 0
exit
=== sm-msg-redirect type=SK_MSG
--- accept
@ sm SOCKMAP 4 4 2
r2 = map[sm]
r3 = 0
r4 = 0
call msg_redirect_map
out: r0 = 0
exit
=== sm-sock-map-update type=SOCK_OPS
--- accept
@ sm SOCKMAP 4 4 2
*(u64 *)(r10 - 8) = 0
r3 = r10
r3 += -8
r2 = map[sm]
r4 = 0
call sock_map_update
out: r0 = 0
exit
=== sh-sock-hash-update type=SOCK_OPS
--- accept
@ sh SOCKHASH 4 4 2
*(u64 *)(r10 - 8) = 0
r3 = r10
r3 += -8
r2 = map[sh]
r4 = 0
call sock_hash_update
out: r0 = 0
exit
=== sm-select type=SK_REUSEPORT
--- accept
@ sm SOCKMAP 4 4 2
*(u64 *)(r10 - 8) = 0
r3 = r10
r3 += -8
r2 = map[sm]
r4 = 0
call sk_select_reuseport
out: r0 = 0
exit
=== rs-select type=SK_REUSEPORT
--- accept
@ rs REUSEPORT_SOCKARRAY 4 8 2
*(u64 *)(r10 - 8) = 0
r3 = r10
r3 += -8
r2 = map[rs]
r4 = 0
call sk_select_reuseport
out: r0 = 0
exit
=== rs-lookup type=SK_REUSEPORT
--- EINVAL cannot pass map_type 20 into func bpf_map_lookup_elem#1
@ rs REUSEPORT_SOCKARRAY 4 8 2
r6 = r1
*(u64 *)(r10 - 8) = 0
r2 = r10
r2 += -8
r1 = map[rs]
call map_lookup_elem
out: r0 = 0
exit
=== array-select type=SK_REUSEPORT
--- EINVAL cannot pass map_type 2 into func bpf_sk_select_reuseport#82
*(u64 *)(r10 - 8) = 0
r3 = r10
r3 += -8
r2 = map[array]
r4 = 0
call sk_select_reuseport
out: r0 = 0
exit
=== xs-lookup type=XDP
--- accept
@ xs XSKMAP 4 4 2
r6 = r1
*(u64 *)(r10 - 8) = 0
r2 = r10
r2 += -8
r1 = map[xs]
call map_lookup_elem
out: r0 = 0
exit
=== xs-lookup-read type=XDP
--- accept
@ xs XSKMAP 4 4 2
r6 = r1
*(u64 *)(r10 - 8) = 0
r2 = r10
r2 += -8
r1 = map[xs]
call map_lookup_elem
if r0 == 0 goto out
r7 = *(u32 *)(r0 + 0)
out: r0 = 0
exit
=== xs-lookup-unchecked type=XDP
--- EACCES R0 invalid mem access 'map_value_or_null'
@ xs XSKMAP 4 4 2
r6 = r1
*(u64 *)(r10 - 8) = 0
r2 = r10
r2 += -8
r1 = map[xs]
call map_lookup_elem
r7 = *(u32 *)(r0 + 0)
out: r0 = 0
exit
=== xs-lookup-beyond type=XDP
--- EACCES R0 invalid xdp_sock access off=4 size=4
@ xs XSKMAP 4 4 2
r6 = r1
*(u64 *)(r10 - 8) = 0
r2 = r10
r2 += -8
r1 = map[xs]
call map_lookup_elem
if r0 == 0 goto out
r7 = *(u32 *)(r0 + 4)
out: r0 = 0
exit
=== xs-lookup-narrow type=XDP
--- EACCES R0 invalid xdp_sock access off=0 size=1
@ xs XSKMAP 4 4 2
r6 = r1
*(u64 *)(r10 - 8) = 0
r2 = r10
r2 += -8
r1 = map[xs]
call map_lookup_elem
if r0 == 0 goto out
r7 = *(u8 *)(r0 + 0)
out: r0 = 0
exit
=== xs-lookup-write type=XDP
--- EACCES R0 cannot write into xdp_sock
@ xs XSKMAP 4 4 2
r6 = r1
*(u64 *)(r10 - 8) = 0
r2 = r10
r2 += -8
r1 = map[xs]
call map_lookup_elem
if r0 == 0 goto out
*(u32 *)(r0 + 0) = 0
out: r0 = 0
exit
=== xs-lookup-add type=XDP
--- EACCES R0 pointer arithmetic on xdp_sock prohibited
@ xs XSKMAP 4 4 2
r6 = r1
*(u64 *)(r10 - 8) = 0
r2 = r10
r2 += -8
r1 = map[xs]
call map_lookup_elem
if r0 == 0 goto out
r0 += 4
out: r0 = 0
exit
=== xs-lookup-released type=XDP
--- EINVAL R1 must be referenced when passed to release function
@ xs XSKMAP 4 4 2
r6 = r1
*(u64 *)(r10 - 8) = 0
r2 = r10
r2 += -8
r1 = map[xs]
call map_lookup_elem
if r0 == 0 goto out
r1 = r0
call sk_release
out: r0 = 0
exit
=== xs-lookup-null-again type=XDP
--- EACCES R9 !read_ok
@ xs XSKMAP 4 4 2
r6 = r1
*(u64 *)(r10 - 8) = 0
r2 = r10
r2 += -8
r1 = map[xs]
call map_lookup_elem
if r0 == 0 goto out
if r0 == 0 goto bad
r0 = 0
exit
bad: r0 = *(u32 *)(r9 + 0)
out: r0 = 0
exit
=== xs-delete type=XDP
--- EINVAL cannot pass map_type 17 into func bpf_map_delete_elem#3
@ xs XSKMAP 4 4 2
*(u64 *)(r10 - 8) = 0
r2 = r10
r2 += -8
r1 = map[xs]
call map_delete_elem
out: r0 = 0
exit
=== xs-redirect type=XDP
--- accept
@ xs XSKMAP 4 4 2
r1 = map[xs]
r2 = 0
r3 = 0
call redirect_map
out: r0 = 0
exit
=== xs-lookup-tc type=SCHED_CLS
--- accept
@ xs XSKMAP 4 4 2
r6 = r1
*(u64 *)(r10 - 8) = 0
r2 = r10
r2 += -8
r1 = map[xs]
call map_lookup_elem
if r0 == 0 goto out
r7 = *(u32 *)(r0 + 0)
out: r0 = 0
exit
=== dm-lookup type=XDP
--- accept
@ dm DEVMAP 4 4 2
r6 = r1
*(u64 *)(r10 - 8) = 0
r2 = r10
r2 += -8
r1 = map[dm]
call map_lookup_elem
if r0 == 0 goto out
r7 = *(u32 *)(r0 + 0)
out: r0 = 0
exit
=== dm-lookup-write type=XDP
--- EACCES write into map forbidden, value_size=4 off=0 size=4
@ dm DEVMAP 4 4 2
r6 = r1
*(u64 *)(r10 - 8) = 0
r2 = r10
r2 += -8
r1 = map[dm]
call map_lookup_elem
if r0 == 0 goto out
*(u32 *)(r0 + 0) = 1
out: r0 = 0
exit
=== dm-lookup-beyond type=XDP
--- EACCES R0 min value is outside of the allowed memory range
@ dm DEVMAP 4 4 2
r6 = r1
*(u64 *)(r10 - 8) = 0
r2 = r10
r2 += -8
r1 = map[dm]
call map_lookup_elem
if r0 == 0 goto out
r7 = *(u32 *)(r0 + 8)
out: r0 = 0
exit
=== dm-update type=XDP
--- EACCES write into map forbidden
@ dm DEVMAP 4 4 2
r7 = r1
*(u64 *)(r10 - 8) = 0
r2 = r10
r2 += -8
r1 = map[dm]
r3 = r2
r4 = 0
call map_update_elem
out: r0 = 0
exit
=== dm-to-helper type=XDP
--- EACCES write into map forbidden, value_size=4 off=0 size=4
@ dm DEVMAP 4 4 2
r6 = r1
*(u64 *)(r10 - 8) = 0
r2 = r10
r2 += -8
r1 = map[dm]
call map_lookup_elem
if r0 == 0 goto out
r1 = r0
r2 = 4
call get_current_comm
out: r0 = 0
exit
=== dm-redirect type=XDP
--- accept
@ dm DEVMAP 4 4 2
r1 = map[dm]
r2 = 0
r3 = 0
call redirect_map
out: r0 = 0
exit
=== dh-lookup type=XDP
--- accept
@ dh DEVMAP_HASH 4 8 2
r6 = r1
*(u64 *)(r10 - 8) = 0
r2 = r10
r2 += -8
r1 = map[dh]
call map_lookup_elem
if r0 == 0 goto out
r7 = *(u32 *)(r0 + 0)
out: r0 = 0
exit
=== dh-lookup-write type=XDP
--- EACCES write into map forbidden, value_size=8 off=0 size=4
@ dh DEVMAP_HASH 4 8 2
r6 = r1
*(u64 *)(r10 - 8) = 0
r2 = r10
r2 += -8
r1 = map[dh]
call map_lookup_elem
if r0 == 0 goto out
*(u32 *)(r0 + 0) = 1
out: r0 = 0
exit
=== dh-lookup-beyond type=XDP
--- EACCES R0 min value is outside of the allowed memory range
@ dh DEVMAP_HASH 4 8 2
r6 = r1
*(u64 *)(r10 - 8) = 0
r2 = r10
r2 += -8
r1 = map[dh]
call map_lookup_elem
if r0 == 0 goto out
r7 = *(u32 *)(r0 + 8)
out: r0 = 0
exit
=== dh-update type=XDP
--- EACCES write into map forbidden
@ dh DEVMAP_HASH 4 8 2
r7 = r1
*(u64 *)(r10 - 8) = 0
r2 = r10
r2 += -8
r1 = map[dh]
r3 = r2
r4 = 0
call map_update_elem
out: r0 = 0
exit
=== dh-to-helper type=XDP
--- EACCES write into map forbidden, value_size=8 off=0 size=4
@ dh DEVMAP_HASH 4 8 2
r6 = r1
*(u64 *)(r10 - 8) = 0
r2 = r10
r2 += -8
r1 = map[dh]
call map_lookup_elem
if r0 == 0 goto out
r1 = r0
r2 = 4
call get_current_comm
out: r0 = 0
exit
=== dh-redirect type=XDP
--- accept
@ dh DEVMAP_HASH 4 8 2
r1 = map[dh]
r2 = 0
r3 = 0
call redirect_map
out: r0 = 0
exit
=== cm-lookup type=XDP
--- EINVAL cannot pass map_type 16 into func bpf_map_lookup_elem#1
@ cm CPUMAP 4 4 2
r6 = r1
*(u64 *)(r10 - 8) = 0
r2 = r10
r2 += -8
r1 = map[cm]
call map_lookup_elem
out: r0 = 0
exit
=== cm-redirect type=XDP
--- accept
@ cm CPUMAP 4 4 2
r1 = map[cm]
r2 = 0
r3 = 0
call redirect_map
out: r0 = 0
exit
=== cs-read type=CGROUP_SKB
--- accept
@ cs CGROUP_STORAGE 16 8 0
r1 = map[cs]
r2 = 0
call get_local_storage
r1 = *(u64 *)(r0 + 0)
out: r0 = 0
exit
=== cs-write type=CGROUP_SKB
--- accept
@ cs CGROUP_STORAGE 16 8 0
r1 = map[cs]
r2 = 0
call get_local_storage
*(u64 *)(r0 + 0) = 1
out: r0 = 0
exit
=== cs-beyond type=CGROUP_SKB
--- EACCES R0 min value is outside of the allowed memory range
@ cs CGROUP_STORAGE 16 8 0
r1 = map[cs]
r2 = 0
call get_local_storage
r1 = *(u64 *)(r0 + 8)
out: r0 = 0
exit
=== cs-negative type=CGROUP_SKB
--- EACCES R0 min value is outside of the allowed memory range
@ cs CGROUP_STORAGE 16 8 0
r1 = map[cs]
r2 = 0
call get_local_storage
r1 = *(u64 *)(r0 - 4)
out: r0 = 0
exit
=== cs-flags type=CGROUP_SKB
--- EINVAL get_local_storage() doesn't support non-zero flags
@ cs CGROUP_STORAGE 16 8 0
r1 = map[cs]
r2 = 1
call get_local_storage
out: r0 = 0
exit
=== cs-flags-unknown type=CGROUP_SKB
--- EINVAL get_local_storage() doesn't support non-zero flags
@ cs CGROUP_STORAGE 16 8 0
call get_prandom_u32
r2 = r0
r1 = map[cs]
call get_local_storage
out: r0 = 0
exit
=== cs-flags-pointer type=CGROUP_SKB
--- EINVAL get_local_storage() doesn't support non-zero flags
@ cs CGROUP_STORAGE 16 8 0
r2 = r1
r1 = map[cs]
call get_local_storage
out: r0 = 0
exit
=== cs-lookup type=CGROUP_SKB
--- EINVAL invalid read from stack R2 off=-8 size=16
@ cs CGROUP_STORAGE 16 8 0
r6 = r1
*(u64 *)(r10 - 8) = 0
r2 = r10
r2 += -8
r1 = map[cs]
call map_lookup_elem
out: r0 = 0
exit
=== cs-null-check type=CGROUP_SKB
--- accept
@ cs CGROUP_STORAGE 16 8 0
r1 = map[cs]
r2 = 0
call get_local_storage
if r0 == 0 goto bad
r0 = 0
exit
bad: r0 = *(u32 *)(r9 + 0)
out: r0 = 0
exit
=== cs-in-tracepoint type=TRACEPOINT
--- EINVAL program of this type cannot use helper bpf_get_local_storage#81
@ cs CGROUP_STORAGE 16 8 0
r1 = map[cs]
r2 = 0
call get_local_storage
out: r0 = 0
exit
=== cs-in-sched-cls type=SCHED_CLS
--- EINVAL program of this type cannot use helper bpf_get_local_storage#81
@ cs CGROUP_STORAGE 16 8 0
r1 = map[cs]
r2 = 0
call get_local_storage
out: r0 = 0
exit
=== cs-in-xdp type=XDP
--- EINVAL program of this type cannot use helper bpf_get_local_storage#81
@ cs CGROUP_STORAGE 16 8 0
r1 = map[cs]
r2 = 0
call get_local_storage
out: r0 = 0
exit
=== pcs-read type=CGROUP_SKB
--- accept
@ pcs PERCPU_CGROUP_STORAGE 16 8 0
r1 = map[pcs]
r2 = 0
call get_local_storage
r1 = *(u64 *)(r0 + 0)
out: r0 = 0
exit
=== pcs-write type=CGROUP_SKB
--- accept
@ pcs PERCPU_CGROUP_STORAGE 16 8 0
r1 = map[pcs]
r2 = 0
call get_local_storage
*(u64 *)(r0 + 0) = 1
out: r0 = 0
exit
=== pcs-beyond type=CGROUP_SKB
--- EACCES R0 min value is outside of the allowed memory range
@ pcs PERCPU_CGROUP_STORAGE 16 8 0
r1 = map[pcs]
r2 = 0
call get_local_storage
r1 = *(u64 *)(r0 + 8)
out: r0 = 0
exit
=== pcs-negative type=CGROUP_SKB
--- EACCES R0 min value is outside of the allowed memory range
@ pcs PERCPU_CGROUP_STORAGE 16 8 0
r1 = map[pcs]
r2 = 0
call get_local_storage
r1 = *(u64 *)(r0 - 4)
out: r0 = 0
exit
=== pcs-flags type=CGROUP_SKB
--- EINVAL get_local_storage() doesn't support non-zero flags
@ pcs PERCPU_CGROUP_STORAGE 16 8 0
r1 = map[pcs]
r2 = 1
call get_local_storage
out: r0 = 0
exit
=== pcs-flags-unknown type=CGROUP_SKB
--- EINVAL get_local_storage() doesn't support non-zero flags
@ pcs PERCPU_CGROUP_STORAGE 16 8 0
call get_prandom_u32
r2 = r0
r1 = map[pcs]
call get_local_storage
out: r0 = 0
exit
=== pcs-flags-pointer type=CGROUP_SKB
--- EINVAL get_local_storage() doesn't support non-zero flags
@ pcs PERCPU_CGROUP_STORAGE 16 8 0
r2 = r1
r1 = map[pcs]
call get_local_storage
out: r0 = 0
exit
=== pcs-lookup type=CGROUP_SKB
--- EINVAL invalid read from stack R2 off=-8 size=16
@ pcs PERCPU_CGROUP_STORAGE 16 8 0
r6 = r1
*(u64 *)(r10 - 8) = 0
r2 = r10
r2 += -8
r1 = map[pcs]
call map_lookup_elem
out: r0 = 0
exit
=== pcs-null-check type=CGROUP_SKB
--- accept
@ pcs PERCPU_CGROUP_STORAGE 16 8 0
r1 = map[pcs]
r2 = 0
call get_local_storage
if r0 == 0 goto bad
r0 = 0
exit
bad: r0 = *(u32 *)(r9 + 0)
out: r0 = 0
exit
=== pcs-in-tracepoint type=TRACEPOINT
--- EINVAL program of this type cannot use helper bpf_get_local_storage#81
@ pcs PERCPU_CGROUP_STORAGE 16 8 0
r1 = map[pcs]
r2 = 0
call get_local_storage
out: r0 = 0
exit
=== pcs-in-sched-cls type=SCHED_CLS
--- EINVAL program of this type cannot use helper bpf_get_local_storage#81
@ pcs PERCPU_CGROUP_STORAGE 16 8 0
r1 = map[pcs]
r2 = 0
call get_local_storage
out: r0 = 0
exit
=== pcs-in-xdp type=XDP
--- EINVAL program of this type cannot use helper bpf_get_local_storage#81
@ pcs PERCPU_CGROUP_STORAGE 16 8 0
r1 = map[pcs]
r2 = 0
call get_local_storage
out: r0 = 0
exit
=== storage-of-hash type=CGROUP_SKB
--- EINVAL cannot pass map_type 1 into func bpf_get_local_storage#81
r1 = map[hash]
r2 = 0
call get_local_storage
out: r0 = 0
exit
=== storage-of-no-map type=CGROUP_SKB
--- EACCES R1 type=scalar expected=map_ptr
r1 = 0
r2 = 0
call get_local_storage
out: r0 = 0
exit
=== storage-of-map-fd type=CGROUP_SKB
--- EACCES R1 type=scalar expected=map_ptr
r1 = 1
r2 = 0
call get_local_storage
out: r0 = 0
exit
=== storage-two type=CGROUP_SKB
--- EBUSY only one cgroup storage of each type is allowed
@ cs CGROUP_STORAGE 16 8 0
@ cs2 CGROUP_STORAGE 16 16 0
r1 = map[cs]
r2 = 0
call get_local_storage
r1 = map[cs2]
r2 = 0
call get_local_storage
out: r0 = 0
exit
=== storage-two-kinds type=CGROUP_SKB
--- accept
@ cs CGROUP_STORAGE 16 8 0
@ pcs PERCPU_CGROUP_STORAGE 16 8 0
r1 = map[cs]
r2 = 0
call get_local_storage
r1 = map[pcs]
r2 = 0
call get_local_storage
out: r0 = 0
exit
=== storage-same-twice type=CGROUP_SKB
--- accept
@ cs CGROUP_STORAGE 16 8 0
r1 = map[cs]
r2 = 0
call get_local_storage
r1 = map[cs]
r2 = 0
call get_local_storage
out: r0 = 0
exit
