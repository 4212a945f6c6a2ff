/* A table of operations whose members are programs, one that may sleep among them. */
#include "vmlinux.h"
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_tracing.h>

char LICENSE[] SEC("license") = "GPL";

SEC("struct_ops/ssthresh") __u32 BPF_PROG(threshold, struct sock *sk)
{
	struct tcp_sock *tp = (struct tcp_sock *)sk;

	return tp->snd_cwnd > 4 ? tp->snd_cwnd / 2 : 2;
}
SEC("struct_ops") void BPF_PROG(avoid, struct sock *sk, __u32 ack, __u32 acked) {}
SEC("struct_ops") __u32 BPF_PROG(undo, struct sock *sk) { return 2; }
SEC("struct_ops.s/init") void BPF_PROG(begin, struct sock *sk) {}

SEC(".struct_ops") struct tcp_congestion_ops slow = {
	.ssthresh = (void *)threshold,
	.cong_avoid = (void *)avoid,
	.undo_cwnd = (void *)undo,
	.name = "beebox_slow",
};
SEC("?.struct_ops.link") struct tcp_congestion_ops sleeping = {
	.init = (void *)begin,
	.ssthresh = (void *)threshold,
	.cong_avoid = (void *)avoid,
	.undo_cwnd = (void *)undo,
	.name = "beebox_sleeping",
};
