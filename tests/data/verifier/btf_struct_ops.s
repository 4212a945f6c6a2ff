=== ops-return type=STRUCT_OPS target=tcp_congestion_ops attach=.ssthresh
--- accept
r0 = 0
exit

=== ops-no-target type=STRUCT_OPS
--- 524
r0 = 0
exit

=== ops-not-gpl type=STRUCT_OPS target=tcp_congestion_ops attach=.ssthresh gpl=no
--- EINVAL struct ops programs must have a GPL compatible license
r0 = 0
exit

=== ops-unsupported type=STRUCT_OPS target=tcp_congestion_ops attach=.get_info
--- 524 attach to unsupported member get_info of struct tcp_congestion_ops
r0 = 0
exit

=== ops-no-function type=STRUCT_OPS target=tcp_congestion_ops attach=.flags
--- EINVAL attach to invalid member flags(@idx 15) of struct tcp_congestion_ops
r0 = 0
exit

=== ops-no-member type=STRUCT_OPS target=tcp_congestion_ops attach=99
--- EINVAL attach to invalid member idx 99 of struct tcp_congestion_ops
r0 = 0
exit

=== ops-argument type=STRUCT_OPS target=tcp_congestion_ops attach=.ssthresh
--- accept
r1 = *(u64 *)(r1 + 0)
r0 = *(u32 *)(r1 + {tcp_sock.snd_cwnd})
exit

=== ops-write type=STRUCT_OPS target=tcp_congestion_ops attach=.cong_avoid
--- accept
r1 = *(u64 *)(r1 + 0)
*(u32 *)(r1 + {tcp_sock.snd_cwnd}) = 5
*(u32 *)(r1 + {tcp_sock.snd_cwnd_cnt}) = 5
*(u32 *)(r1 + {tcp_sock.snd_ssthresh}) = 5
*(u8 *)(r1 + {tcp_sock.ecn_flags}) = 5
*(u32 *)(r1 + {tcp_sock.app_limited}) = 5
*(u64 *)(r1 + {sock.sk_pacing_rate}) = 5
*(u32 *)(r1 + {sock.sk_pacing_status}) = 5
*(u64 *)(r1 + {inet_connection_sock.icsk_ca_priv}) = 5
r0 = 0
exit

=== ops-write-private-middle type=STRUCT_OPS target=tcp_congestion_ops attach=.cong_avoid
--- accept
r1 = *(u64 *)(r1 + 0)
r1 += {inet_connection_sock.icsk_ca_priv}
*(u64 *)(r1 + 96) = 5
r0 = 0
exit

=== ops-write-private-end type=STRUCT_OPS target=tcp_congestion_ops attach=.cong_avoid
--- EACCES write access at off 1396 with size 8 beyond the member of tcp_sock ended at 1400
r1 = *(u64 *)(r1 + 0)
r1 += {inet_connection_sock.icsk_ca_priv}
*(u64 *)(r1 + 100) = 5
r0 = 0
exit

=== ops-write-other type=STRUCT_OPS target=tcp_congestion_ops attach=.cong_avoid
--- EACCES no write support to tcp_sock at off 1668
r1 = *(u64 *)(r1 + 0)
*(u32 *)(r1 + {tcp_sock.snd_nxt}) = 5
r0 = 0
exit

=== ops-write-pending type=STRUCT_OPS target=tcp_congestion_ops attach=.cong_avoid
--- accept
r1 = *(u64 *)(r1 + 0)
*(u8 *)(r1 + {inet_connection_sock.icsk_ack}) = 5
r0 = 0
exit

=== ops-write-too-wide type=STRUCT_OPS target=tcp_congestion_ops attach=.cong_avoid
--- EACCES write access at off 1444 with size 8 beyond the member of tcp_sock ended at 1448
r1 = *(u64 *)(r1 + 0)
*(u64 *)(r1 + {tcp_sock.snd_cwnd}) = 5
r0 = 0
exit

=== ops-write-other-struct type=STRUCT_OPS target=tcp_congestion_ops attach=.pkts_acked
--- EACCES only read is supported
r1 = *(u64 *)(r1 + 8)
*(u32 *)(r1 + 0) = 5
r0 = 0
exit

=== ops-helper type=STRUCT_OPS target=tcp_congestion_ops attach=.cong_avoid
--- accept
r1 = *(u64 *)(r1 + 0)
r2 = 0
call bpf_tcp_send_ack#116
r0 = 0
exit

=== dummy-argument type=STRUCT_OPS target=bpf_dummy_ops attach=.test_1
--- EACCES R1 invalid mem access 'trusted_ptr_or_null_'
r1 = *(u64 *)(r1 + 0)
r0 = *(u32 *)(r1 + 0)
exit

=== dummy-argument-checked type=STRUCT_OPS target=bpf_dummy_ops attach=.test_1
--- accept
r1 = *(u64 *)(r1 + 0)
r0 = 0
if r1 == 0 goto +1
r0 = *(u32 *)(r1 + 0)
exit

=== dummy-written type=STRUCT_OPS target=bpf_dummy_ops attach=.test_1
--- accept
r1 = *(u64 *)(r1 + 0)
r0 = 0
if r1 == 0 goto +1
*(u32 *)(r1 + 0) = 1
exit

=== dummy-written-beyond type=STRUCT_OPS target=bpf_dummy_ops attach=.test_1
--- EACCES write access at off 0 with size 8
r1 = *(u64 *)(r1 + 0)
r0 = 0
if r1 == 0 goto +1
*(u64 *)(r1 + 0) = 1
exit

=== dummy-narrow type=STRUCT_OPS target=bpf_dummy_ops attach=.test_2
--- accept
r0 = *(u16 *)(r1 + 16)
r2 = *(u8 *)(r1 + 24)
r0 = 0
exit

=== dummy-sleeps type=STRUCT_OPS target=bpf_dummy_ops attach=.test_1 sleepable=yes
--- EINVAL attach to unsupported member test_1 of struct bpf_dummy_ops
r0 = 0
exit

=== dummy-may-sleep type=STRUCT_OPS target=bpf_dummy_ops attach=.test_sleepable sleepable=yes
--- accept
r0 = 0
exit

=== ops-return-unknown type=STRUCT_OPS target=tcp_congestion_ops attach=.ssthresh
--- accept
r0 = r1
exit

=== ops-void-return type=STRUCT_OPS target=tcp_congestion_ops attach=.cong_avoid
--- accept
exit

=== ops-option type=STRUCT_OPS target=tcp_congestion_ops attach=.cong_avoid
--- accept
r1 = *(u64 *)(r1 + 0)
r2 = 6
r3 = 1
*(u64 *)(r10 - 8) = 1
r4 = r10
r4 += -8
r5 = 4
call bpf_setsockopt#49
r0 = 0
exit

=== ops-option-at-the-end type=STRUCT_OPS target=tcp_congestion_ops attach=.release
--- EINVAL program of this type cannot use helper bpf_setsockopt#49
call bpf_setsockopt#49
r0 = 0
exit

=== dummy-helper type=STRUCT_OPS target=bpf_dummy_ops attach=.test_1
--- EINVAL program of this type cannot use helper bpf_ktime_get_ns#5
call bpf_ktime_get_ns#5
r0 = 0
exit

=== ops-own-helper type=STRUCT_OPS target=tcp_congestion_ops attach=.ssthresh
--- accept
r1 = *(u64 *)(r1 + 0)
r2 = 5
call tcp_send_ack
r0 = 0
exit

=== ops-no-helper-of-dummies type=STRUCT_OPS target=bpf_dummy_ops attach=.test_1
--- EINVAL program of this type cannot use helper bpf_get_current_comm#16
r1 = *(u64 *)(r1 + 0)
r2 = 4
call get_current_comm
r0 = 0
exit
