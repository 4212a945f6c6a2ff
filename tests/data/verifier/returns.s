# What programs may return, and which attach types they may be loaded with.
=== socket-filter-unknown type=SOCKET_FILTER
--- accept
call get_prandom_u32
exit
=== socket-filter-pointer type=SOCKET_FILTER
--- accept
r0 = r1
exit
=== socket-filter-1 type=SOCKET_FILTER
--- accept
r0 = 1
exit
=== socket-filter-2 type=SOCKET_FILTER
--- accept
r0 = 2
exit
=== socket-filter-4 type=SOCKET_FILTER
--- accept
r0 = 4
exit
=== socket-filter-minus-1 type=SOCKET_FILTER
--- accept
r0 = -1
exit
=== kprobe-unknown type=KPROBE
--- accept
call get_prandom_u32
exit
=== kprobe-pointer type=KPROBE
--- accept
r0 = r1
exit
=== kprobe-1 type=KPROBE
--- accept
r0 = 1
exit
=== kprobe-2 type=KPROBE
--- accept
r0 = 2
exit
=== kprobe-4 type=KPROBE
--- accept
r0 = 4
exit
=== kprobe-minus-1 type=KPROBE
--- accept
r0 = -1
exit
=== kprobe-trace-kprobe-session-unknown type=KPROBE attach=TRACE_KPROBE_SESSION
--- EINVAL At program exit the register R0 has unknown scalar value should have been in [0, 1]
call get_prandom_u32
exit
=== kprobe-trace-kprobe-session-pointer type=KPROBE attach=TRACE_KPROBE_SESSION
--- EINVAL At program exit the register R0 is not a known value (ctx)
r0 = r1
exit
=== kprobe-trace-kprobe-session-1 type=KPROBE attach=TRACE_KPROBE_SESSION
--- accept
r0 = 1
exit
=== kprobe-trace-kprobe-session-2 type=KPROBE attach=TRACE_KPROBE_SESSION
--- EINVAL At program exit the register R0 has smin=2 smax=2 should have been in [0, 1]
r0 = 2
exit
=== kprobe-trace-kprobe-session-4 type=KPROBE attach=TRACE_KPROBE_SESSION
--- EINVAL At program exit the register R0 has smin=4 smax=4 should have been in [0, 1]
r0 = 4
exit
=== kprobe-trace-kprobe-session-minus-1 type=KPROBE attach=TRACE_KPROBE_SESSION
--- EINVAL At program exit the register R0 has smin=-1 smax=-1 should have been in [0, 1]
r0 = -1
exit
=== kprobe-trace-uprobe-session-unknown type=KPROBE attach=TRACE_UPROBE_SESSION
--- EINVAL At program exit the register R0 has unknown scalar value should have been in [0, 1]
call get_prandom_u32
exit
=== kprobe-trace-uprobe-session-pointer type=KPROBE attach=TRACE_UPROBE_SESSION
--- EINVAL At program exit the register R0 is not a known value (ctx)
r0 = r1
exit
=== kprobe-trace-uprobe-session-1 type=KPROBE attach=TRACE_UPROBE_SESSION
--- accept
r0 = 1
exit
=== kprobe-trace-uprobe-session-2 type=KPROBE attach=TRACE_UPROBE_SESSION
--- EINVAL At program exit the register R0 has smin=2 smax=2 should have been in [0, 1]
r0 = 2
exit
=== kprobe-trace-uprobe-session-4 type=KPROBE attach=TRACE_UPROBE_SESSION
--- EINVAL At program exit the register R0 has smin=4 smax=4 should have been in [0, 1]
r0 = 4
exit
=== kprobe-trace-uprobe-session-minus-1 type=KPROBE attach=TRACE_UPROBE_SESSION
--- EINVAL At program exit the register R0 has smin=-1 smax=-1 should have been in [0, 1]
r0 = -1
exit
=== kprobe-trace-kprobe-multi-unknown type=KPROBE attach=TRACE_KPROBE_MULTI
--- accept
call get_prandom_u32
exit
=== kprobe-trace-kprobe-multi-pointer type=KPROBE attach=TRACE_KPROBE_MULTI
--- accept
r0 = r1
exit
=== kprobe-trace-kprobe-multi-1 type=KPROBE attach=TRACE_KPROBE_MULTI
--- accept
r0 = 1
exit
=== kprobe-trace-kprobe-multi-2 type=KPROBE attach=TRACE_KPROBE_MULTI
--- accept
r0 = 2
exit
=== kprobe-trace-kprobe-multi-4 type=KPROBE attach=TRACE_KPROBE_MULTI
--- accept
r0 = 4
exit
=== kprobe-trace-kprobe-multi-minus-1 type=KPROBE attach=TRACE_KPROBE_MULTI
--- accept
r0 = -1
exit
=== sched-cls-unknown type=SCHED_CLS
--- accept
call get_prandom_u32
exit
=== sched-cls-pointer type=SCHED_CLS
--- accept
r0 = r1
exit
=== sched-cls-1 type=SCHED_CLS
--- accept
r0 = 1
exit
=== sched-cls-2 type=SCHED_CLS
--- accept
r0 = 2
exit
=== sched-cls-4 type=SCHED_CLS
--- accept
r0 = 4
exit
=== sched-cls-minus-1 type=SCHED_CLS
--- accept
r0 = -1
exit
=== sched-act-unknown type=SCHED_ACT
--- accept
call get_prandom_u32
exit
=== sched-act-pointer type=SCHED_ACT
--- accept
r0 = r1
exit
=== sched-act-1 type=SCHED_ACT
--- accept
r0 = 1
exit
=== sched-act-2 type=SCHED_ACT
--- accept
r0 = 2
exit
=== sched-act-4 type=SCHED_ACT
--- accept
r0 = 4
exit
=== sched-act-minus-1 type=SCHED_ACT
--- accept
r0 = -1
exit
=== tracepoint-unknown type=TRACEPOINT
--- accept
call get_prandom_u32
exit
=== tracepoint-pointer type=TRACEPOINT
--- accept
r0 = r1
exit
=== tracepoint-1 type=TRACEPOINT
--- accept
r0 = 1
exit
=== tracepoint-2 type=TRACEPOINT
--- accept
r0 = 2
exit
=== tracepoint-4 type=TRACEPOINT
--- accept
r0 = 4
exit
=== tracepoint-minus-1 type=TRACEPOINT
--- accept
r0 = -1
exit
=== xdp-unknown type=XDP
--- accept
call get_prandom_u32
exit
=== xdp-pointer type=XDP
--- accept
r0 = r1
exit
=== xdp-1 type=XDP
--- accept
r0 = 1
exit
=== xdp-2 type=XDP
--- accept
r0 = 2
exit
=== xdp-4 type=XDP
--- accept
r0 = 4
exit
=== xdp-minus-1 type=XDP
--- accept
r0 = -1
exit
=== perf-event-unknown type=PERF_EVENT
--- accept
call get_prandom_u32
exit
=== perf-event-pointer type=PERF_EVENT
--- accept
r0 = r1
exit
=== perf-event-1 type=PERF_EVENT
--- accept
r0 = 1
exit
=== perf-event-2 type=PERF_EVENT
--- accept
r0 = 2
exit
=== perf-event-4 type=PERF_EVENT
--- accept
r0 = 4
exit
=== perf-event-minus-1 type=PERF_EVENT
--- accept
r0 = -1
exit
=== cgroup-skb-cgroup-inet-ingress-unknown type=CGROUP_SKB attach=CGROUP_INET_INGRESS
--- EINVAL At program exit the register R0 has unknown scalar value should have been in [0, 1]
call get_prandom_u32
exit
=== cgroup-skb-cgroup-inet-ingress-pointer type=CGROUP_SKB attach=CGROUP_INET_INGRESS
--- EINVAL At program exit the register R0 is not a known value (ctx)
r0 = r1
exit
=== cgroup-skb-cgroup-inet-ingress-1 type=CGROUP_SKB attach=CGROUP_INET_INGRESS
--- accept
r0 = 1
exit
=== cgroup-skb-cgroup-inet-ingress-2 type=CGROUP_SKB attach=CGROUP_INET_INGRESS
--- EINVAL At program exit the register R0 has smin=2 smax=2 should have been in [0, 1]
r0 = 2
exit
=== cgroup-skb-cgroup-inet-ingress-4 type=CGROUP_SKB attach=CGROUP_INET_INGRESS
--- EINVAL At program exit the register R0 has smin=4 smax=4 should have been in [0, 1]
r0 = 4
exit
=== cgroup-skb-cgroup-inet-ingress-minus-1 type=CGROUP_SKB attach=CGROUP_INET_INGRESS
--- EINVAL At program exit the register R0 has smin=-1 smax=-1 should have been in [0, 1]
r0 = -1
exit
=== cgroup-skb-cgroup-inet-egress-unknown type=CGROUP_SKB attach=CGROUP_INET_EGRESS
--- EINVAL At program exit the register R0 has unknown scalar value should have been in [0, 3]
call get_prandom_u32
exit
=== cgroup-skb-cgroup-inet-egress-pointer type=CGROUP_SKB attach=CGROUP_INET_EGRESS
--- EINVAL At program exit the register R0 is not a known value (ctx)
r0 = r1
exit
=== cgroup-skb-cgroup-inet-egress-1 type=CGROUP_SKB attach=CGROUP_INET_EGRESS
--- accept
r0 = 1
exit
=== cgroup-skb-cgroup-inet-egress-2 type=CGROUP_SKB attach=CGROUP_INET_EGRESS
--- accept
r0 = 2
exit
=== cgroup-skb-cgroup-inet-egress-4 type=CGROUP_SKB attach=CGROUP_INET_EGRESS
--- EINVAL At program exit the register R0 has smin=4 smax=4 should have been in [0, 3]
r0 = 4
exit
=== cgroup-skb-cgroup-inet-egress-minus-1 type=CGROUP_SKB attach=CGROUP_INET_EGRESS
--- EINVAL At program exit the register R0 has smin=-1 smax=-1 should have been in [0, 3]
r0 = -1
exit
=== cgroup-skb-unknown type=CGROUP_SKB
--- EINVAL At program exit the register R0 has unknown scalar value should have been in [0, 1]
call get_prandom_u32
exit
=== cgroup-skb-pointer type=CGROUP_SKB
--- EINVAL At program exit the register R0 is not a known value (ctx)
r0 = r1
exit
=== cgroup-skb-1 type=CGROUP_SKB
--- accept
r0 = 1
exit
=== cgroup-skb-2 type=CGROUP_SKB
--- EINVAL At program exit the register R0 has smin=2 smax=2 should have been in [0, 1]
r0 = 2
exit
=== cgroup-skb-4 type=CGROUP_SKB
--- EINVAL At program exit the register R0 has smin=4 smax=4 should have been in [0, 1]
r0 = 4
exit
=== cgroup-skb-minus-1 type=CGROUP_SKB
--- EINVAL At program exit the register R0 has smin=-1 smax=-1 should have been in [0, 1]
r0 = -1
exit
=== cgroup-sock-unknown type=CGROUP_SOCK
--- EINVAL At program exit the register R0 has unknown scalar value should have been in [0, 1]
call get_prandom_u32
exit
=== cgroup-sock-pointer type=CGROUP_SOCK
--- EINVAL At program exit the register R0 is not a known value (ctx)
r0 = r1
exit
=== cgroup-sock-1 type=CGROUP_SOCK
--- accept
r0 = 1
exit
=== cgroup-sock-2 type=CGROUP_SOCK
--- EINVAL At program exit the register R0 has smin=2 smax=2 should have been in [0, 1]
r0 = 2
exit
=== cgroup-sock-4 type=CGROUP_SOCK
--- EINVAL At program exit the register R0 has smin=4 smax=4 should have been in [0, 1]
r0 = 4
exit
=== cgroup-sock-minus-1 type=CGROUP_SOCK
--- EINVAL At program exit the register R0 has smin=-1 smax=-1 should have been in [0, 1]
r0 = -1
exit
=== cgroup-sock-cgroup-inet-sock-create-unknown type=CGROUP_SOCK attach=CGROUP_INET_SOCK_CREATE
--- EINVAL At program exit the register R0 has unknown scalar value should have been in [0, 1]
call get_prandom_u32
exit
=== cgroup-sock-cgroup-inet-sock-create-pointer type=CGROUP_SOCK attach=CGROUP_INET_SOCK_CREATE
--- EINVAL At program exit the register R0 is not a known value (ctx)
r0 = r1
exit
=== cgroup-sock-cgroup-inet-sock-create-1 type=CGROUP_SOCK attach=CGROUP_INET_SOCK_CREATE
--- accept
r0 = 1
exit
=== cgroup-sock-cgroup-inet-sock-create-2 type=CGROUP_SOCK attach=CGROUP_INET_SOCK_CREATE
--- EINVAL At program exit the register R0 has smin=2 smax=2 should have been in [0, 1]
r0 = 2
exit
=== cgroup-sock-cgroup-inet-sock-create-4 type=CGROUP_SOCK attach=CGROUP_INET_SOCK_CREATE
--- EINVAL At program exit the register R0 has smin=4 smax=4 should have been in [0, 1]
r0 = 4
exit
=== cgroup-sock-cgroup-inet-sock-create-minus-1 type=CGROUP_SOCK attach=CGROUP_INET_SOCK_CREATE
--- EINVAL At program exit the register R0 has smin=-1 smax=-1 should have been in [0, 1]
r0 = -1
exit
=== cgroup-sock-cgroup-inet-sock-release-unknown type=CGROUP_SOCK attach=CGROUP_INET_SOCK_RELEASE
--- EINVAL At program exit the register R0 has unknown scalar value should have been in [0, 1]
call get_prandom_u32
exit
=== cgroup-sock-cgroup-inet-sock-release-pointer type=CGROUP_SOCK attach=CGROUP_INET_SOCK_RELEASE
--- EINVAL At program exit the register R0 is not a known value (ctx)
r0 = r1
exit
=== cgroup-sock-cgroup-inet-sock-release-1 type=CGROUP_SOCK attach=CGROUP_INET_SOCK_RELEASE
--- accept
r0 = 1
exit
=== cgroup-sock-cgroup-inet-sock-release-2 type=CGROUP_SOCK attach=CGROUP_INET_SOCK_RELEASE
--- EINVAL At program exit the register R0 has smin=2 smax=2 should have been in [0, 1]
r0 = 2
exit
=== cgroup-sock-cgroup-inet-sock-release-4 type=CGROUP_SOCK attach=CGROUP_INET_SOCK_RELEASE
--- EINVAL At program exit the register R0 has smin=4 smax=4 should have been in [0, 1]
r0 = 4
exit
=== cgroup-sock-cgroup-inet-sock-release-minus-1 type=CGROUP_SOCK attach=CGROUP_INET_SOCK_RELEASE
--- EINVAL At program exit the register R0 has smin=-1 smax=-1 should have been in [0, 1]
r0 = -1
exit
=== cgroup-sock-cgroup-inet4-post-bind-unknown type=CGROUP_SOCK attach=CGROUP_INET4_POST_BIND
--- EINVAL At program exit the register R0 has unknown scalar value should have been in [0, 1]
call get_prandom_u32
exit
=== cgroup-sock-cgroup-inet4-post-bind-pointer type=CGROUP_SOCK attach=CGROUP_INET4_POST_BIND
--- EINVAL At program exit the register R0 is not a known value (ctx)
r0 = r1
exit
=== cgroup-sock-cgroup-inet4-post-bind-1 type=CGROUP_SOCK attach=CGROUP_INET4_POST_BIND
--- accept
r0 = 1
exit
=== cgroup-sock-cgroup-inet4-post-bind-2 type=CGROUP_SOCK attach=CGROUP_INET4_POST_BIND
--- EINVAL At program exit the register R0 has smin=2 smax=2 should have been in [0, 1]
r0 = 2
exit
=== cgroup-sock-cgroup-inet4-post-bind-4 type=CGROUP_SOCK attach=CGROUP_INET4_POST_BIND
--- EINVAL At program exit the register R0 has smin=4 smax=4 should have been in [0, 1]
r0 = 4
exit
=== cgroup-sock-cgroup-inet4-post-bind-minus-1 type=CGROUP_SOCK attach=CGROUP_INET4_POST_BIND
--- EINVAL At program exit the register R0 has smin=-1 smax=-1 should have been in [0, 1]
r0 = -1
exit
=== cgroup-sock-cgroup-inet6-post-bind-unknown type=CGROUP_SOCK attach=CGROUP_INET6_POST_BIND
--- EINVAL At program exit the register R0 has unknown scalar value should have been in [0, 1]
call get_prandom_u32
exit
=== cgroup-sock-cgroup-inet6-post-bind-pointer type=CGROUP_SOCK attach=CGROUP_INET6_POST_BIND
--- EINVAL At program exit the register R0 is not a known value (ctx)
r0 = r1
exit
=== cgroup-sock-cgroup-inet6-post-bind-1 type=CGROUP_SOCK attach=CGROUP_INET6_POST_BIND
--- accept
r0 = 1
exit
=== cgroup-sock-cgroup-inet6-post-bind-2 type=CGROUP_SOCK attach=CGROUP_INET6_POST_BIND
--- EINVAL At program exit the register R0 has smin=2 smax=2 should have been in [0, 1]
r0 = 2
exit
=== cgroup-sock-cgroup-inet6-post-bind-4 type=CGROUP_SOCK attach=CGROUP_INET6_POST_BIND
--- EINVAL At program exit the register R0 has smin=4 smax=4 should have been in [0, 1]
r0 = 4
exit
=== cgroup-sock-cgroup-inet6-post-bind-minus-1 type=CGROUP_SOCK attach=CGROUP_INET6_POST_BIND
--- EINVAL At program exit the register R0 has smin=-1 smax=-1 should have been in [0, 1]
r0 = -1
exit
=== lwt-in-unknown type=LWT_IN
--- accept
call get_prandom_u32
exit
=== lwt-in-pointer type=LWT_IN
--- accept
r0 = r1
exit
=== lwt-in-1 type=LWT_IN
--- accept
r0 = 1
exit
=== lwt-in-2 type=LWT_IN
--- accept
r0 = 2
exit
=== lwt-in-4 type=LWT_IN
--- accept
r0 = 4
exit
=== lwt-in-minus-1 type=LWT_IN
--- accept
r0 = -1
exit
=== lwt-out-unknown type=LWT_OUT
--- accept
call get_prandom_u32
exit
=== lwt-out-pointer type=LWT_OUT
--- accept
r0 = r1
exit
=== lwt-out-1 type=LWT_OUT
--- accept
r0 = 1
exit
=== lwt-out-2 type=LWT_OUT
--- accept
r0 = 2
exit
=== lwt-out-4 type=LWT_OUT
--- accept
r0 = 4
exit
=== lwt-out-minus-1 type=LWT_OUT
--- accept
r0 = -1
exit
=== lwt-xmit-unknown type=LWT_XMIT
--- accept
call get_prandom_u32
exit
=== lwt-xmit-pointer type=LWT_XMIT
--- accept
r0 = r1
exit
=== lwt-xmit-1 type=LWT_XMIT
--- accept
r0 = 1
exit
=== lwt-xmit-2 type=LWT_XMIT
--- accept
r0 = 2
exit
=== lwt-xmit-4 type=LWT_XMIT
--- accept
r0 = 4
exit
=== lwt-xmit-minus-1 type=LWT_XMIT
--- accept
r0 = -1
exit
=== lwt-seg6local-unknown type=LWT_SEG6LOCAL
--- accept
call get_prandom_u32
exit
=== lwt-seg6local-pointer type=LWT_SEG6LOCAL
--- accept
r0 = r1
exit
=== lwt-seg6local-1 type=LWT_SEG6LOCAL
--- accept
r0 = 1
exit
=== lwt-seg6local-2 type=LWT_SEG6LOCAL
--- accept
r0 = 2
exit
=== lwt-seg6local-4 type=LWT_SEG6LOCAL
--- accept
r0 = 4
exit
=== lwt-seg6local-minus-1 type=LWT_SEG6LOCAL
--- accept
r0 = -1
exit
=== sock-ops-unknown type=SOCK_OPS
--- EINVAL At program exit the register R0 has unknown scalar value should have been in [0, 1]
call get_prandom_u32
exit
=== sock-ops-pointer type=SOCK_OPS
--- EINVAL At program exit the register R0 is not a known value (ctx)
r0 = r1
exit
=== sock-ops-1 type=SOCK_OPS
--- accept
r0 = 1
exit
=== sock-ops-2 type=SOCK_OPS
--- EINVAL At program exit the register R0 has smin=2 smax=2 should have been in [0, 1]
r0 = 2
exit
=== sock-ops-4 type=SOCK_OPS
--- EINVAL At program exit the register R0 has smin=4 smax=4 should have been in [0, 1]
r0 = 4
exit
=== sock-ops-minus-1 type=SOCK_OPS
--- EINVAL At program exit the register R0 has smin=-1 smax=-1 should have been in [0, 1]
r0 = -1
exit
=== sk-skb-unknown type=SK_SKB
--- accept
call get_prandom_u32
exit
=== sk-skb-pointer type=SK_SKB
--- accept
r0 = r1
exit
=== sk-skb-1 type=SK_SKB
--- accept
r0 = 1
exit
=== sk-skb-2 type=SK_SKB
--- accept
r0 = 2
exit
=== sk-skb-4 type=SK_SKB
--- accept
r0 = 4
exit
=== sk-skb-minus-1 type=SK_SKB
--- accept
r0 = -1
exit
=== cgroup-device-unknown type=CGROUP_DEVICE
--- EINVAL At program exit the register R0 has unknown scalar value should have been in [0, 1]
call get_prandom_u32
exit
=== cgroup-device-pointer type=CGROUP_DEVICE
--- EINVAL At program exit the register R0 is not a known value (ctx)
r0 = r1
exit
=== cgroup-device-1 type=CGROUP_DEVICE
--- accept
r0 = 1
exit
=== cgroup-device-2 type=CGROUP_DEVICE
--- EINVAL At program exit the register R0 has smin=2 smax=2 should have been in [0, 1]
r0 = 2
exit
=== cgroup-device-4 type=CGROUP_DEVICE
--- EINVAL At program exit the register R0 has smin=4 smax=4 should have been in [0, 1]
r0 = 4
exit
=== cgroup-device-minus-1 type=CGROUP_DEVICE
--- EINVAL At program exit the register R0 has smin=-1 smax=-1 should have been in [0, 1]
r0 = -1
exit
=== sk-msg-unknown type=SK_MSG
--- accept
call get_prandom_u32
exit
=== sk-msg-pointer type=SK_MSG
--- accept
r0 = r1
exit
=== sk-msg-1 type=SK_MSG
--- accept
r0 = 1
exit
=== sk-msg-2 type=SK_MSG
--- accept
r0 = 2
exit
=== sk-msg-4 type=SK_MSG
--- accept
r0 = 4
exit
=== sk-msg-minus-1 type=SK_MSG
--- accept
r0 = -1
exit
=== raw-tracepoint-unknown type=RAW_TRACEPOINT
--- accept
call get_prandom_u32
exit
=== raw-tracepoint-pointer type=RAW_TRACEPOINT
--- accept
r0 = r1
exit
=== raw-tracepoint-1 type=RAW_TRACEPOINT
--- accept
r0 = 1
exit
=== raw-tracepoint-2 type=RAW_TRACEPOINT
--- accept
r0 = 2
exit
=== raw-tracepoint-4 type=RAW_TRACEPOINT
--- accept
r0 = 4
exit
=== raw-tracepoint-minus-1 type=RAW_TRACEPOINT
--- accept
r0 = -1
exit
=== raw-tracepoint-writable-unknown type=RAW_TRACEPOINT_WRITABLE
--- accept
call get_prandom_u32
exit
=== raw-tracepoint-writable-pointer type=RAW_TRACEPOINT_WRITABLE
--- accept
r0 = r1
exit
=== raw-tracepoint-writable-1 type=RAW_TRACEPOINT_WRITABLE
--- accept
r0 = 1
exit
=== raw-tracepoint-writable-2 type=RAW_TRACEPOINT_WRITABLE
--- accept
r0 = 2
exit
=== raw-tracepoint-writable-4 type=RAW_TRACEPOINT_WRITABLE
--- accept
r0 = 4
exit
=== raw-tracepoint-writable-minus-1 type=RAW_TRACEPOINT_WRITABLE
--- accept
r0 = -1
exit
=== cgroup-sock-addr-cgroup-inet4-bind-unknown type=CGROUP_SOCK_ADDR attach=CGROUP_INET4_BIND
--- EINVAL At program exit the register R0 has unknown scalar value should have been in [0, 3]
call get_prandom_u32
exit
=== cgroup-sock-addr-cgroup-inet4-bind-pointer type=CGROUP_SOCK_ADDR attach=CGROUP_INET4_BIND
--- EINVAL At program exit the register R0 is not a known value (ctx)
r0 = r1
exit
=== cgroup-sock-addr-cgroup-inet4-bind-1 type=CGROUP_SOCK_ADDR attach=CGROUP_INET4_BIND
--- accept
r0 = 1
exit
=== cgroup-sock-addr-cgroup-inet4-bind-2 type=CGROUP_SOCK_ADDR attach=CGROUP_INET4_BIND
--- accept
r0 = 2
exit
=== cgroup-sock-addr-cgroup-inet4-bind-4 type=CGROUP_SOCK_ADDR attach=CGROUP_INET4_BIND
--- EINVAL At program exit the register R0 has smin=4 smax=4 should have been in [0, 3]
r0 = 4
exit
=== cgroup-sock-addr-cgroup-inet4-bind-minus-1 type=CGROUP_SOCK_ADDR attach=CGROUP_INET4_BIND
--- EINVAL At program exit the register R0 has smin=-1 smax=-1 should have been in [0, 3]
r0 = -1
exit
=== cgroup-sock-addr-cgroup-inet6-bind-unknown type=CGROUP_SOCK_ADDR attach=CGROUP_INET6_BIND
--- EINVAL At program exit the register R0 has unknown scalar value should have been in [0, 3]
call get_prandom_u32
exit
=== cgroup-sock-addr-cgroup-inet6-bind-pointer type=CGROUP_SOCK_ADDR attach=CGROUP_INET6_BIND
--- EINVAL At program exit the register R0 is not a known value (ctx)
r0 = r1
exit
=== cgroup-sock-addr-cgroup-inet6-bind-1 type=CGROUP_SOCK_ADDR attach=CGROUP_INET6_BIND
--- accept
r0 = 1
exit
=== cgroup-sock-addr-cgroup-inet6-bind-2 type=CGROUP_SOCK_ADDR attach=CGROUP_INET6_BIND
--- accept
r0 = 2
exit
=== cgroup-sock-addr-cgroup-inet6-bind-4 type=CGROUP_SOCK_ADDR attach=CGROUP_INET6_BIND
--- EINVAL At program exit the register R0 has smin=4 smax=4 should have been in [0, 3]
r0 = 4
exit
=== cgroup-sock-addr-cgroup-inet6-bind-minus-1 type=CGROUP_SOCK_ADDR attach=CGROUP_INET6_BIND
--- EINVAL At program exit the register R0 has smin=-1 smax=-1 should have been in [0, 3]
r0 = -1
exit
=== cgroup-sock-addr-cgroup-inet4-connect-unknown type=CGROUP_SOCK_ADDR attach=CGROUP_INET4_CONNECT
--- EINVAL At program exit the register R0 has unknown scalar value should have been in [0, 1]
call get_prandom_u32
exit
=== cgroup-sock-addr-cgroup-inet4-connect-pointer type=CGROUP_SOCK_ADDR attach=CGROUP_INET4_CONNECT
--- EINVAL At program exit the register R0 is not a known value (ctx)
r0 = r1
exit
=== cgroup-sock-addr-cgroup-inet4-connect-1 type=CGROUP_SOCK_ADDR attach=CGROUP_INET4_CONNECT
--- accept
r0 = 1
exit
=== cgroup-sock-addr-cgroup-inet4-connect-2 type=CGROUP_SOCK_ADDR attach=CGROUP_INET4_CONNECT
--- EINVAL At program exit the register R0 has smin=2 smax=2 should have been in [0, 1]
r0 = 2
exit
=== cgroup-sock-addr-cgroup-inet4-connect-4 type=CGROUP_SOCK_ADDR attach=CGROUP_INET4_CONNECT
--- EINVAL At program exit the register R0 has smin=4 smax=4 should have been in [0, 1]
r0 = 4
exit
=== cgroup-sock-addr-cgroup-inet4-connect-minus-1 type=CGROUP_SOCK_ADDR attach=CGROUP_INET4_CONNECT
--- EINVAL At program exit the register R0 has smin=-1 smax=-1 should have been in [0, 1]
r0 = -1
exit
=== cgroup-sock-addr-cgroup-inet6-connect-unknown type=CGROUP_SOCK_ADDR attach=CGROUP_INET6_CONNECT
--- EINVAL At program exit the register R0 has unknown scalar value should have been in [0, 1]
call get_prandom_u32
exit
=== cgroup-sock-addr-cgroup-inet6-connect-pointer type=CGROUP_SOCK_ADDR attach=CGROUP_INET6_CONNECT
--- EINVAL At program exit the register R0 is not a known value (ctx)
r0 = r1
exit
=== cgroup-sock-addr-cgroup-inet6-connect-1 type=CGROUP_SOCK_ADDR attach=CGROUP_INET6_CONNECT
--- accept
r0 = 1
exit
=== cgroup-sock-addr-cgroup-inet6-connect-2 type=CGROUP_SOCK_ADDR attach=CGROUP_INET6_CONNECT
--- EINVAL At program exit the register R0 has smin=2 smax=2 should have been in [0, 1]
r0 = 2
exit
=== cgroup-sock-addr-cgroup-inet6-connect-4 type=CGROUP_SOCK_ADDR attach=CGROUP_INET6_CONNECT
--- EINVAL At program exit the register R0 has smin=4 smax=4 should have been in [0, 1]
r0 = 4
exit
=== cgroup-sock-addr-cgroup-inet6-connect-minus-1 type=CGROUP_SOCK_ADDR attach=CGROUP_INET6_CONNECT
--- EINVAL At program exit the register R0 has smin=-1 smax=-1 should have been in [0, 1]
r0 = -1
exit
=== cgroup-sock-addr-cgroup-udp4-sendmsg-unknown type=CGROUP_SOCK_ADDR attach=CGROUP_UDP4_SENDMSG
--- EINVAL At program exit the register R0 has unknown scalar value should have been in [0, 1]
call get_prandom_u32
exit
=== cgroup-sock-addr-cgroup-udp4-sendmsg-pointer type=CGROUP_SOCK_ADDR attach=CGROUP_UDP4_SENDMSG
--- EINVAL At program exit the register R0 is not a known value (ctx)
r0 = r1
exit
=== cgroup-sock-addr-cgroup-udp4-sendmsg-1 type=CGROUP_SOCK_ADDR attach=CGROUP_UDP4_SENDMSG
--- accept
r0 = 1
exit
=== cgroup-sock-addr-cgroup-udp4-sendmsg-2 type=CGROUP_SOCK_ADDR attach=CGROUP_UDP4_SENDMSG
--- EINVAL At program exit the register R0 has smin=2 smax=2 should have been in [0, 1]
r0 = 2
exit
=== cgroup-sock-addr-cgroup-udp4-sendmsg-4 type=CGROUP_SOCK_ADDR attach=CGROUP_UDP4_SENDMSG
--- EINVAL At program exit the register R0 has smin=4 smax=4 should have been in [0, 1]
r0 = 4
exit
=== cgroup-sock-addr-cgroup-udp4-sendmsg-minus-1 type=CGROUP_SOCK_ADDR attach=CGROUP_UDP4_SENDMSG
--- EINVAL At program exit the register R0 has smin=-1 smax=-1 should have been in [0, 1]
r0 = -1
exit
=== cgroup-sock-addr-cgroup-udp6-sendmsg-unknown type=CGROUP_SOCK_ADDR attach=CGROUP_UDP6_SENDMSG
--- EINVAL At program exit the register R0 has unknown scalar value should have been in [0, 1]
call get_prandom_u32
exit
=== cgroup-sock-addr-cgroup-udp6-sendmsg-pointer type=CGROUP_SOCK_ADDR attach=CGROUP_UDP6_SENDMSG
--- EINVAL At program exit the register R0 is not a known value (ctx)
r0 = r1
exit
=== cgroup-sock-addr-cgroup-udp6-sendmsg-1 type=CGROUP_SOCK_ADDR attach=CGROUP_UDP6_SENDMSG
--- accept
r0 = 1
exit
=== cgroup-sock-addr-cgroup-udp6-sendmsg-2 type=CGROUP_SOCK_ADDR attach=CGROUP_UDP6_SENDMSG
--- EINVAL At program exit the register R0 has smin=2 smax=2 should have been in [0, 1]
r0 = 2
exit
=== cgroup-sock-addr-cgroup-udp6-sendmsg-4 type=CGROUP_SOCK_ADDR attach=CGROUP_UDP6_SENDMSG
--- EINVAL At program exit the register R0 has smin=4 smax=4 should have been in [0, 1]
r0 = 4
exit
=== cgroup-sock-addr-cgroup-udp6-sendmsg-minus-1 type=CGROUP_SOCK_ADDR attach=CGROUP_UDP6_SENDMSG
--- EINVAL At program exit the register R0 has smin=-1 smax=-1 should have been in [0, 1]
r0 = -1
exit
=== cgroup-sock-addr-cgroup-udp4-recvmsg-unknown type=CGROUP_SOCK_ADDR attach=CGROUP_UDP4_RECVMSG
--- EINVAL At program exit the register R0 has unknown scalar value should have been in [1, 1]
call get_prandom_u32
exit
=== cgroup-sock-addr-cgroup-udp4-recvmsg-pointer type=CGROUP_SOCK_ADDR attach=CGROUP_UDP4_RECVMSG
--- EINVAL At program exit the register R0 is not a known value (ctx)
r0 = r1
exit
=== cgroup-sock-addr-cgroup-udp4-recvmsg-1 type=CGROUP_SOCK_ADDR attach=CGROUP_UDP4_RECVMSG
--- accept
r0 = 1
exit
=== cgroup-sock-addr-cgroup-udp4-recvmsg-2 type=CGROUP_SOCK_ADDR attach=CGROUP_UDP4_RECVMSG
--- EINVAL At program exit the register R0 has smin=2 smax=2 should have been in [1, 1]
r0 = 2
exit
=== cgroup-sock-addr-cgroup-udp4-recvmsg-4 type=CGROUP_SOCK_ADDR attach=CGROUP_UDP4_RECVMSG
--- EINVAL At program exit the register R0 has smin=4 smax=4 should have been in [1, 1]
r0 = 4
exit
=== cgroup-sock-addr-cgroup-udp4-recvmsg-minus-1 type=CGROUP_SOCK_ADDR attach=CGROUP_UDP4_RECVMSG
--- EINVAL At program exit the register R0 has smin=-1 smax=-1 should have been in [1, 1]
r0 = -1
exit
=== cgroup-sock-addr-cgroup-udp6-recvmsg-unknown type=CGROUP_SOCK_ADDR attach=CGROUP_UDP6_RECVMSG
--- EINVAL At program exit the register R0 has unknown scalar value should have been in [1, 1]
call get_prandom_u32
exit
=== cgroup-sock-addr-cgroup-udp6-recvmsg-pointer type=CGROUP_SOCK_ADDR attach=CGROUP_UDP6_RECVMSG
--- EINVAL At program exit the register R0 is not a known value (ctx)
r0 = r1
exit
=== cgroup-sock-addr-cgroup-udp6-recvmsg-1 type=CGROUP_SOCK_ADDR attach=CGROUP_UDP6_RECVMSG
--- accept
r0 = 1
exit
=== cgroup-sock-addr-cgroup-udp6-recvmsg-2 type=CGROUP_SOCK_ADDR attach=CGROUP_UDP6_RECVMSG
--- EINVAL At program exit the register R0 has smin=2 smax=2 should have been in [1, 1]
r0 = 2
exit
=== cgroup-sock-addr-cgroup-udp6-recvmsg-4 type=CGROUP_SOCK_ADDR attach=CGROUP_UDP6_RECVMSG
--- EINVAL At program exit the register R0 has smin=4 smax=4 should have been in [1, 1]
r0 = 4
exit
=== cgroup-sock-addr-cgroup-udp6-recvmsg-minus-1 type=CGROUP_SOCK_ADDR attach=CGROUP_UDP6_RECVMSG
--- EINVAL At program exit the register R0 has smin=-1 smax=-1 should have been in [1, 1]
r0 = -1
exit
=== cgroup-sock-addr-cgroup-inet4-getpeername-unknown type=CGROUP_SOCK_ADDR attach=CGROUP_INET4_GETPEERNAME
--- EINVAL At program exit the register R0 has unknown scalar value should have been in [1, 1]
call get_prandom_u32
exit
=== cgroup-sock-addr-cgroup-inet4-getpeername-pointer type=CGROUP_SOCK_ADDR attach=CGROUP_INET4_GETPEERNAME
--- EINVAL At program exit the register R0 is not a known value (ctx)
r0 = r1
exit
=== cgroup-sock-addr-cgroup-inet4-getpeername-1 type=CGROUP_SOCK_ADDR attach=CGROUP_INET4_GETPEERNAME
--- accept
r0 = 1
exit
=== cgroup-sock-addr-cgroup-inet4-getpeername-2 type=CGROUP_SOCK_ADDR attach=CGROUP_INET4_GETPEERNAME
--- EINVAL At program exit the register R0 has smin=2 smax=2 should have been in [1, 1]
r0 = 2
exit
=== cgroup-sock-addr-cgroup-inet4-getpeername-4 type=CGROUP_SOCK_ADDR attach=CGROUP_INET4_GETPEERNAME
--- EINVAL At program exit the register R0 has smin=4 smax=4 should have been in [1, 1]
r0 = 4
exit
=== cgroup-sock-addr-cgroup-inet4-getpeername-minus-1 type=CGROUP_SOCK_ADDR attach=CGROUP_INET4_GETPEERNAME
--- EINVAL At program exit the register R0 has smin=-1 smax=-1 should have been in [1, 1]
r0 = -1
exit
=== cgroup-sock-addr-cgroup-inet6-getpeername-unknown type=CGROUP_SOCK_ADDR attach=CGROUP_INET6_GETPEERNAME
--- EINVAL At program exit the register R0 has unknown scalar value should have been in [1, 1]
call get_prandom_u32
exit
=== cgroup-sock-addr-cgroup-inet6-getpeername-pointer type=CGROUP_SOCK_ADDR attach=CGROUP_INET6_GETPEERNAME
--- EINVAL At program exit the register R0 is not a known value (ctx)
r0 = r1
exit
=== cgroup-sock-addr-cgroup-inet6-getpeername-1 type=CGROUP_SOCK_ADDR attach=CGROUP_INET6_GETPEERNAME
--- accept
r0 = 1
exit
=== cgroup-sock-addr-cgroup-inet6-getpeername-2 type=CGROUP_SOCK_ADDR attach=CGROUP_INET6_GETPEERNAME
--- EINVAL At program exit the register R0 has smin=2 smax=2 should have been in [1, 1]
r0 = 2
exit
=== cgroup-sock-addr-cgroup-inet6-getpeername-4 type=CGROUP_SOCK_ADDR attach=CGROUP_INET6_GETPEERNAME
--- EINVAL At program exit the register R0 has smin=4 smax=4 should have been in [1, 1]
r0 = 4
exit
=== cgroup-sock-addr-cgroup-inet6-getpeername-minus-1 type=CGROUP_SOCK_ADDR attach=CGROUP_INET6_GETPEERNAME
--- EINVAL At program exit the register R0 has smin=-1 smax=-1 should have been in [1, 1]
r0 = -1
exit
=== cgroup-sock-addr-cgroup-inet4-getsockname-unknown type=CGROUP_SOCK_ADDR attach=CGROUP_INET4_GETSOCKNAME
--- EINVAL At program exit the register R0 has unknown scalar value should have been in [1, 1]
call get_prandom_u32
exit
=== cgroup-sock-addr-cgroup-inet4-getsockname-pointer type=CGROUP_SOCK_ADDR attach=CGROUP_INET4_GETSOCKNAME
--- EINVAL At program exit the register R0 is not a known value (ctx)
r0 = r1
exit
=== cgroup-sock-addr-cgroup-inet4-getsockname-1 type=CGROUP_SOCK_ADDR attach=CGROUP_INET4_GETSOCKNAME
--- accept
r0 = 1
exit
=== cgroup-sock-addr-cgroup-inet4-getsockname-2 type=CGROUP_SOCK_ADDR attach=CGROUP_INET4_GETSOCKNAME
--- EINVAL At program exit the register R0 has smin=2 smax=2 should have been in [1, 1]
r0 = 2
exit
=== cgroup-sock-addr-cgroup-inet4-getsockname-4 type=CGROUP_SOCK_ADDR attach=CGROUP_INET4_GETSOCKNAME
--- EINVAL At program exit the register R0 has smin=4 smax=4 should have been in [1, 1]
r0 = 4
exit
=== cgroup-sock-addr-cgroup-inet4-getsockname-minus-1 type=CGROUP_SOCK_ADDR attach=CGROUP_INET4_GETSOCKNAME
--- EINVAL At program exit the register R0 has smin=-1 smax=-1 should have been in [1, 1]
r0 = -1
exit
=== cgroup-sock-addr-cgroup-inet6-getsockname-unknown type=CGROUP_SOCK_ADDR attach=CGROUP_INET6_GETSOCKNAME
--- EINVAL At program exit the register R0 has unknown scalar value should have been in [1, 1]
call get_prandom_u32
exit
=== cgroup-sock-addr-cgroup-inet6-getsockname-pointer type=CGROUP_SOCK_ADDR attach=CGROUP_INET6_GETSOCKNAME
--- EINVAL At program exit the register R0 is not a known value (ctx)
r0 = r1
exit
=== cgroup-sock-addr-cgroup-inet6-getsockname-1 type=CGROUP_SOCK_ADDR attach=CGROUP_INET6_GETSOCKNAME
--- accept
r0 = 1
exit
=== cgroup-sock-addr-cgroup-inet6-getsockname-2 type=CGROUP_SOCK_ADDR attach=CGROUP_INET6_GETSOCKNAME
--- EINVAL At program exit the register R0 has smin=2 smax=2 should have been in [1, 1]
r0 = 2
exit
=== cgroup-sock-addr-cgroup-inet6-getsockname-4 type=CGROUP_SOCK_ADDR attach=CGROUP_INET6_GETSOCKNAME
--- EINVAL At program exit the register R0 has smin=4 smax=4 should have been in [1, 1]
r0 = 4
exit
=== cgroup-sock-addr-cgroup-inet6-getsockname-minus-1 type=CGROUP_SOCK_ADDR attach=CGROUP_INET6_GETSOCKNAME
--- EINVAL At program exit the register R0 has smin=-1 smax=-1 should have been in [1, 1]
r0 = -1
exit
=== cgroup-sock-addr-cgroup-unix-connect-unknown type=CGROUP_SOCK_ADDR attach=CGROUP_UNIX_CONNECT
--- EINVAL At program exit the register R0 has unknown scalar value should have been in [0, 1]
call get_prandom_u32
exit
=== cgroup-sock-addr-cgroup-unix-connect-pointer type=CGROUP_SOCK_ADDR attach=CGROUP_UNIX_CONNECT
--- EINVAL At program exit the register R0 is not a known value (ctx)
r0 = r1
exit
=== cgroup-sock-addr-cgroup-unix-connect-1 type=CGROUP_SOCK_ADDR attach=CGROUP_UNIX_CONNECT
--- accept
r0 = 1
exit
=== cgroup-sock-addr-cgroup-unix-connect-2 type=CGROUP_SOCK_ADDR attach=CGROUP_UNIX_CONNECT
--- EINVAL At program exit the register R0 has smin=2 smax=2 should have been in [0, 1]
r0 = 2
exit
=== cgroup-sock-addr-cgroup-unix-connect-4 type=CGROUP_SOCK_ADDR attach=CGROUP_UNIX_CONNECT
--- EINVAL At program exit the register R0 has smin=4 smax=4 should have been in [0, 1]
r0 = 4
exit
=== cgroup-sock-addr-cgroup-unix-connect-minus-1 type=CGROUP_SOCK_ADDR attach=CGROUP_UNIX_CONNECT
--- EINVAL At program exit the register R0 has smin=-1 smax=-1 should have been in [0, 1]
r0 = -1
exit
=== cgroup-sock-addr-cgroup-unix-sendmsg-unknown type=CGROUP_SOCK_ADDR attach=CGROUP_UNIX_SENDMSG
--- EINVAL At program exit the register R0 has unknown scalar value should have been in [0, 1]
call get_prandom_u32
exit
=== cgroup-sock-addr-cgroup-unix-sendmsg-pointer type=CGROUP_SOCK_ADDR attach=CGROUP_UNIX_SENDMSG
--- EINVAL At program exit the register R0 is not a known value (ctx)
r0 = r1
exit
=== cgroup-sock-addr-cgroup-unix-sendmsg-1 type=CGROUP_SOCK_ADDR attach=CGROUP_UNIX_SENDMSG
--- accept
r0 = 1
exit
=== cgroup-sock-addr-cgroup-unix-sendmsg-2 type=CGROUP_SOCK_ADDR attach=CGROUP_UNIX_SENDMSG
--- EINVAL At program exit the register R0 has smin=2 smax=2 should have been in [0, 1]
r0 = 2
exit
=== cgroup-sock-addr-cgroup-unix-sendmsg-4 type=CGROUP_SOCK_ADDR attach=CGROUP_UNIX_SENDMSG
--- EINVAL At program exit the register R0 has smin=4 smax=4 should have been in [0, 1]
r0 = 4
exit
=== cgroup-sock-addr-cgroup-unix-sendmsg-minus-1 type=CGROUP_SOCK_ADDR attach=CGROUP_UNIX_SENDMSG
--- EINVAL At program exit the register R0 has smin=-1 smax=-1 should have been in [0, 1]
r0 = -1
exit
=== cgroup-sock-addr-cgroup-unix-recvmsg-unknown type=CGROUP_SOCK_ADDR attach=CGROUP_UNIX_RECVMSG
--- EINVAL At program exit the register R0 has unknown scalar value should have been in [1, 1]
call get_prandom_u32
exit
=== cgroup-sock-addr-cgroup-unix-recvmsg-pointer type=CGROUP_SOCK_ADDR attach=CGROUP_UNIX_RECVMSG
--- EINVAL At program exit the register R0 is not a known value (ctx)
r0 = r1
exit
=== cgroup-sock-addr-cgroup-unix-recvmsg-1 type=CGROUP_SOCK_ADDR attach=CGROUP_UNIX_RECVMSG
--- accept
r0 = 1
exit
=== cgroup-sock-addr-cgroup-unix-recvmsg-2 type=CGROUP_SOCK_ADDR attach=CGROUP_UNIX_RECVMSG
--- EINVAL At program exit the register R0 has smin=2 smax=2 should have been in [1, 1]
r0 = 2
exit
=== cgroup-sock-addr-cgroup-unix-recvmsg-4 type=CGROUP_SOCK_ADDR attach=CGROUP_UNIX_RECVMSG
--- EINVAL At program exit the register R0 has smin=4 smax=4 should have been in [1, 1]
r0 = 4
exit
=== cgroup-sock-addr-cgroup-unix-recvmsg-minus-1 type=CGROUP_SOCK_ADDR attach=CGROUP_UNIX_RECVMSG
--- EINVAL At program exit the register R0 has smin=-1 smax=-1 should have been in [1, 1]
r0 = -1
exit
=== cgroup-sock-addr-cgroup-unix-getpeername-unknown type=CGROUP_SOCK_ADDR attach=CGROUP_UNIX_GETPEERNAME
--- EINVAL At program exit the register R0 has unknown scalar value should have been in [1, 1]
call get_prandom_u32
exit
=== cgroup-sock-addr-cgroup-unix-getpeername-pointer type=CGROUP_SOCK_ADDR attach=CGROUP_UNIX_GETPEERNAME
--- EINVAL At program exit the register R0 is not a known value (ctx)
r0 = r1
exit
=== cgroup-sock-addr-cgroup-unix-getpeername-1 type=CGROUP_SOCK_ADDR attach=CGROUP_UNIX_GETPEERNAME
--- accept
r0 = 1
exit
=== cgroup-sock-addr-cgroup-unix-getpeername-2 type=CGROUP_SOCK_ADDR attach=CGROUP_UNIX_GETPEERNAME
--- EINVAL At program exit the register R0 has smin=2 smax=2 should have been in [1, 1]
r0 = 2
exit
=== cgroup-sock-addr-cgroup-unix-getpeername-4 type=CGROUP_SOCK_ADDR attach=CGROUP_UNIX_GETPEERNAME
--- EINVAL At program exit the register R0 has smin=4 smax=4 should have been in [1, 1]
r0 = 4
exit
=== cgroup-sock-addr-cgroup-unix-getpeername-minus-1 type=CGROUP_SOCK_ADDR attach=CGROUP_UNIX_GETPEERNAME
--- EINVAL At program exit the register R0 has smin=-1 smax=-1 should have been in [1, 1]
r0 = -1
exit
=== cgroup-sock-addr-cgroup-unix-getsockname-unknown type=CGROUP_SOCK_ADDR attach=CGROUP_UNIX_GETSOCKNAME
--- EINVAL At program exit the register R0 has unknown scalar value should have been in [1, 1]
call get_prandom_u32
exit
=== cgroup-sock-addr-cgroup-unix-getsockname-pointer type=CGROUP_SOCK_ADDR attach=CGROUP_UNIX_GETSOCKNAME
--- EINVAL At program exit the register R0 is not a known value (ctx)
r0 = r1
exit
=== cgroup-sock-addr-cgroup-unix-getsockname-1 type=CGROUP_SOCK_ADDR attach=CGROUP_UNIX_GETSOCKNAME
--- accept
r0 = 1
exit
=== cgroup-sock-addr-cgroup-unix-getsockname-2 type=CGROUP_SOCK_ADDR attach=CGROUP_UNIX_GETSOCKNAME
--- EINVAL At program exit the register R0 has smin=2 smax=2 should have been in [1, 1]
r0 = 2
exit
=== cgroup-sock-addr-cgroup-unix-getsockname-4 type=CGROUP_SOCK_ADDR attach=CGROUP_UNIX_GETSOCKNAME
--- EINVAL At program exit the register R0 has smin=4 smax=4 should have been in [1, 1]
r0 = 4
exit
=== cgroup-sock-addr-cgroup-unix-getsockname-minus-1 type=CGROUP_SOCK_ADDR attach=CGROUP_UNIX_GETSOCKNAME
--- EINVAL At program exit the register R0 has smin=-1 smax=-1 should have been in [1, 1]
r0 = -1
exit
=== sk-reuseport-sk-reuseport-select-unknown type=SK_REUSEPORT attach=SK_REUSEPORT_SELECT
--- accept
call get_prandom_u32
exit
=== sk-reuseport-sk-reuseport-select-pointer type=SK_REUSEPORT attach=SK_REUSEPORT_SELECT
--- accept
r0 = r1
exit
=== sk-reuseport-sk-reuseport-select-1 type=SK_REUSEPORT attach=SK_REUSEPORT_SELECT
--- accept
r0 = 1
exit
=== sk-reuseport-sk-reuseport-select-2 type=SK_REUSEPORT attach=SK_REUSEPORT_SELECT
--- accept
r0 = 2
exit
=== sk-reuseport-sk-reuseport-select-4 type=SK_REUSEPORT attach=SK_REUSEPORT_SELECT
--- accept
r0 = 4
exit
=== sk-reuseport-sk-reuseport-select-minus-1 type=SK_REUSEPORT attach=SK_REUSEPORT_SELECT
--- accept
r0 = -1
exit
=== sk-reuseport-unknown type=SK_REUSEPORT
--- accept
call get_prandom_u32
exit
=== sk-reuseport-pointer type=SK_REUSEPORT
--- accept
r0 = r1
exit
=== sk-reuseport-1 type=SK_REUSEPORT
--- accept
r0 = 1
exit
=== sk-reuseport-2 type=SK_REUSEPORT
--- accept
r0 = 2
exit
=== sk-reuseport-4 type=SK_REUSEPORT
--- accept
r0 = 4
exit
=== sk-reuseport-minus-1 type=SK_REUSEPORT
--- accept
r0 = -1
exit
=== flow-dissector-unknown type=FLOW_DISSECTOR
--- accept
call get_prandom_u32
exit
=== flow-dissector-pointer type=FLOW_DISSECTOR
--- accept
r0 = r1
exit
=== flow-dissector-1 type=FLOW_DISSECTOR
--- accept
r0 = 1
exit
=== flow-dissector-2 type=FLOW_DISSECTOR
--- accept
r0 = 2
exit
=== flow-dissector-4 type=FLOW_DISSECTOR
--- accept
r0 = 4
exit
=== flow-dissector-minus-1 type=FLOW_DISSECTOR
--- accept
r0 = -1
exit
=== cgroup-sysctl-unknown type=CGROUP_SYSCTL
--- EINVAL At program exit the register R0 has unknown scalar value should have been in [0, 1]
call get_prandom_u32
exit
=== cgroup-sysctl-pointer type=CGROUP_SYSCTL
--- EINVAL At program exit the register R0 is not a known value (ctx)
r0 = r1
exit
=== cgroup-sysctl-1 type=CGROUP_SYSCTL
--- accept
r0 = 1
exit
=== cgroup-sysctl-2 type=CGROUP_SYSCTL
--- EINVAL At program exit the register R0 has smin=2 smax=2 should have been in [0, 1]
r0 = 2
exit
=== cgroup-sysctl-4 type=CGROUP_SYSCTL
--- EINVAL At program exit the register R0 has smin=4 smax=4 should have been in [0, 1]
r0 = 4
exit
=== cgroup-sysctl-minus-1 type=CGROUP_SYSCTL
--- EINVAL At program exit the register R0 has smin=-1 smax=-1 should have been in [0, 1]
r0 = -1
exit
=== cgroup-sockopt-cgroup-getsockopt-unknown type=CGROUP_SOCKOPT attach=CGROUP_GETSOCKOPT
--- EINVAL At program exit the register R0 has unknown scalar value should have been in [0, 1]
call get_prandom_u32
exit
=== cgroup-sockopt-cgroup-getsockopt-pointer type=CGROUP_SOCKOPT attach=CGROUP_GETSOCKOPT
--- EINVAL At program exit the register R0 is not a known value (ctx)
r0 = r1
exit
=== cgroup-sockopt-cgroup-getsockopt-1 type=CGROUP_SOCKOPT attach=CGROUP_GETSOCKOPT
--- accept
r0 = 1
exit
=== cgroup-sockopt-cgroup-getsockopt-2 type=CGROUP_SOCKOPT attach=CGROUP_GETSOCKOPT
--- EINVAL At program exit the register R0 has smin=2 smax=2 should have been in [0, 1]
r0 = 2
exit
=== cgroup-sockopt-cgroup-getsockopt-4 type=CGROUP_SOCKOPT attach=CGROUP_GETSOCKOPT
--- EINVAL At program exit the register R0 has smin=4 smax=4 should have been in [0, 1]
r0 = 4
exit
=== cgroup-sockopt-cgroup-getsockopt-minus-1 type=CGROUP_SOCKOPT attach=CGROUP_GETSOCKOPT
--- EINVAL At program exit the register R0 has smin=-1 smax=-1 should have been in [0, 1]
r0 = -1
exit
=== cgroup-sockopt-cgroup-setsockopt-unknown type=CGROUP_SOCKOPT attach=CGROUP_SETSOCKOPT
--- EINVAL At program exit the register R0 has unknown scalar value should have been in [0, 1]
call get_prandom_u32
exit
=== cgroup-sockopt-cgroup-setsockopt-pointer type=CGROUP_SOCKOPT attach=CGROUP_SETSOCKOPT
--- EINVAL At program exit the register R0 is not a known value (ctx)
r0 = r1
exit
=== cgroup-sockopt-cgroup-setsockopt-1 type=CGROUP_SOCKOPT attach=CGROUP_SETSOCKOPT
--- accept
r0 = 1
exit
=== cgroup-sockopt-cgroup-setsockopt-2 type=CGROUP_SOCKOPT attach=CGROUP_SETSOCKOPT
--- EINVAL At program exit the register R0 has smin=2 smax=2 should have been in [0, 1]
r0 = 2
exit
=== cgroup-sockopt-cgroup-setsockopt-4 type=CGROUP_SOCKOPT attach=CGROUP_SETSOCKOPT
--- EINVAL At program exit the register R0 has smin=4 smax=4 should have been in [0, 1]
r0 = 4
exit
=== cgroup-sockopt-cgroup-setsockopt-minus-1 type=CGROUP_SOCKOPT attach=CGROUP_SETSOCKOPT
--- EINVAL At program exit the register R0 has smin=-1 smax=-1 should have been in [0, 1]
r0 = -1
exit
=== sk-lookup-sk-lookup-unknown type=SK_LOOKUP attach=SK_LOOKUP
--- EINVAL At program exit the register R0 has unknown scalar value should have been in [0, 1]
call get_prandom_u32
exit
=== sk-lookup-sk-lookup-pointer type=SK_LOOKUP attach=SK_LOOKUP
--- EINVAL At program exit the register R0 is not a known value (ctx)
r0 = r1
exit
=== sk-lookup-sk-lookup-1 type=SK_LOOKUP attach=SK_LOOKUP
--- accept
r0 = 1
exit
=== sk-lookup-sk-lookup-2 type=SK_LOOKUP attach=SK_LOOKUP
--- EINVAL At program exit the register R0 has smin=2 smax=2 should have been in [0, 1]
r0 = 2
exit
=== sk-lookup-sk-lookup-4 type=SK_LOOKUP attach=SK_LOOKUP
--- EINVAL At program exit the register R0 has smin=4 smax=4 should have been in [0, 1]
r0 = 4
exit
=== sk-lookup-sk-lookup-minus-1 type=SK_LOOKUP attach=SK_LOOKUP
--- EINVAL At program exit the register R0 has smin=-1 smax=-1 should have been in [0, 1]
r0 = -1
exit
=== syscall-unknown type=SYSCALL sleepable=yes
--- accept
call get_prandom_u32
exit
=== syscall-pointer type=SYSCALL sleepable=yes
--- accept
r0 = r1
exit
=== syscall-1 type=SYSCALL sleepable=yes
--- accept
r0 = 1
exit
=== syscall-2 type=SYSCALL sleepable=yes
--- accept
r0 = 2
exit
=== syscall-4 type=SYSCALL sleepable=yes
--- accept
r0 = 4
exit
=== syscall-minus-1 type=SYSCALL sleepable=yes
--- accept
r0 = -1
exit
=== netfilter-netfilter-unknown type=NETFILTER attach=NETFILTER
--- EINVAL At program exit the register R0 has unknown scalar value should have been in [0, 1]
call get_prandom_u32
exit
=== netfilter-netfilter-pointer type=NETFILTER attach=NETFILTER
--- EINVAL At program exit the register R0 is not a known value (ctx)
r0 = r1
exit
=== netfilter-netfilter-1 type=NETFILTER attach=NETFILTER
--- accept
r0 = 1
exit
=== netfilter-netfilter-2 type=NETFILTER attach=NETFILTER
--- EINVAL At program exit the register R0 has smin=2 smax=2 should have been in [0, 1]
r0 = 2
exit
=== netfilter-netfilter-4 type=NETFILTER attach=NETFILTER
--- EINVAL At program exit the register R0 has smin=4 smax=4 should have been in [0, 1]
r0 = 4
exit
=== netfilter-netfilter-minus-1 type=NETFILTER attach=NETFILTER
--- EINVAL At program exit the register R0 has smin=-1 smax=-1 should have been in [0, 1]
r0 = -1
exit
=== nothing type=CGROUP_DEVICE
--- EACCES R0 !read_ok
exit
=== bounded type=CGROUP_DEVICE
--- accept
call get_prandom_u32
r0 &= 1
exit
=== bounded-32 type=CGROUP_DEVICE
--- accept
call get_prandom_u32
w0 &= 1
exit
=== bounded-by-branch type=CGROUP_DEVICE
--- accept
call get_prandom_u32
if r0 > 1 goto out
exit
out: r0 = 0
exit
=== bounded-signed type=CGROUP_DEVICE
--- EINVAL At program exit the register R0 has smax=1 should have been in [0, 1]
call ktime_get_ns
if r0 s> 1 goto out
exit
out: r0 = 0
exit
=== bounded-below-only type=CGROUP_DEVICE
--- EINVAL At program exit the register R0 has smin=0 should have been in [0, 1]
call ktime_get_ns
if r0 s< 0 goto out
exit
out: r0 = 0
exit
=== negated type=CGROUP_DEVICE
--- EINVAL At program exit the register R0 has smin=-1 smax=0 should have been in [0, 1]
call get_prandom_u32
r0 &= 1
r0 = -r0
exit
=== 32-bit-minus-1 type=CGROUP_DEVICE
--- EINVAL At program exit the register R0 has smin=4294967295 smax=4294967295 should have been in [0, 1]
w0 = -1
exit
=== one-of-three type=CGROUP_DEVICE
--- EINVAL At program exit the register R0 has smin=0 smax=3 should have been in [0, 1]
call get_prandom_u32
r0 &= 3
exit
=== from-subprogram type=CGROUP_DEVICE
--- EINVAL At program exit the register R0 has smin=2 smax=2 should have been in [0, 1]
call f
exit
f: r0 = 2
exit
=== from-subprogram-well type=CGROUP_DEVICE
--- accept
call f
exit
f: r0 = 1
exit
=== stack-pointer type=CGROUP_DEVICE
--- EINVAL At program exit the register R0 is not a known value (fp)
r0 = r10
exit
=== map-value type=CGROUP_DEVICE
--- EINVAL At program exit the register R0 is not a known value (map_value)
r1 = map[bss][0]+0
r0 = r1
exit
=== map-value-or-null type=CGROUP_DEVICE
--- EINVAL At program exit the register R0 is not a known value (map_value_or_null)
*(u32 *)(r10 - 4) = 0
r2 = r10
r2 += -4
r1 = map[tids]
call map_lookup_elem
exit
=== egress-two type=CGROUP_SKB attach=CGROUP_INET_EGRESS
--- accept
r0 = 2
exit
=== egress-three type=CGROUP_SKB attach=CGROUP_INET_EGRESS
--- accept
r0 = 3
exit
=== load-cgroup-skb-xdp type=CGROUP_SKB attach=XDP
--- EINVAL
r0 = 1
exit
=== load-cgroup-skb-cgroup-inet-sock-create type=CGROUP_SKB attach=CGROUP_INET_SOCK_CREATE
--- EINVAL
r0 = 1
exit
=== load-cgroup-sock-cgroup-inet-egress type=CGROUP_SOCK attach=CGROUP_INET_EGRESS
--- EINVAL
r0 = 1
exit
=== load-cgroup-sock-cgroup-inet4-bind type=CGROUP_SOCK attach=CGROUP_INET4_BIND
--- EINVAL
r0 = 1
exit
=== load-cgroup-sock-addr-none type=CGROUP_SOCK_ADDR
--- EINVAL
r0 = 1
exit
=== load-cgroup-sock-addr-cgroup-inet4-post-bind type=CGROUP_SOCK_ADDR attach=CGROUP_INET4_POST_BIND
--- EINVAL
r0 = 1
exit
=== load-cgroup-sockopt-none type=CGROUP_SOCKOPT
--- EINVAL
r0 = 1
exit
=== load-cgroup-sockopt-cgroup-sysctl type=CGROUP_SOCKOPT attach=CGROUP_SYSCTL
--- EINVAL
r0 = 1
exit
=== load-sk-lookup-none type=SK_LOOKUP
--- EINVAL
r0 = 1
exit
=== load-sk-lookup-sk-msg-verdict type=SK_LOOKUP attach=SK_MSG_VERDICT
--- EINVAL
r0 = 1
exit
=== load-sk-reuseport-sk-lookup type=SK_REUSEPORT attach=SK_LOOKUP
--- EINVAL
r0 = 1
exit
=== load-netfilter-none type=NETFILTER
--- EINVAL
r0 = 1
exit
=== load-syscall-xdp type=SYSCALL attach=XDP sleepable=yes
--- EINVAL
r0 = 1
exit
=== load-xdp-cgroup-sysctl type=XDP attach=CGROUP_SYSCTL
--- accept
r0 = 1
exit
=== load-sock-ops-sk-lookup type=SOCK_OPS attach=SK_LOOKUP
--- accept
r0 = 1
exit
=== load-cgroup-sysctl-cgroup-device type=CGROUP_SYSCTL attach=CGROUP_DEVICE
--- accept
r0 = 1
exit
=== load-sk-msg-sk-lookup type=SK_MSG attach=SK_LOOKUP
--- accept
r0 = 1
exit
