/* A congestion control of TCP's own kind, as struct_ops; helpers of the kernel as kfuncs. */
#include <vmlinux.h>
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_core_read.h>
#include <bpf/bpf_tracing.h>

#define min(a, b) ((a) < (b) ? (a) : (b))
#define max(a, b) ((a) > (b) ? (a) : (b))

struct usual_state {
	__u32 cnt;
	__u32 last_max_cwnd;
	__u32 epoch_start;
};

extern __u32 tcp_slow_start(struct tcp_sock *tp, __u32 acked) __ksym;
extern void tcp_cong_avoid_ai(struct tcp_sock *tp, __u32 w, __u32 acked) __ksym;
extern unsigned long CONFIG_HZ __kconfig;

static __always_inline struct tcp_sock *tcp_sk(const struct sock *sk)
{
	return (struct tcp_sock *)sk;
}

static __always_inline void *inet_csk_ca(const struct sock *sk)
{
	return (void *)((struct inet_connection_sock *)sk)->icsk_ca_priv;
}

static __always_inline bool tcp_is_cwnd_limited(const struct sock *sk)
{
	const struct tcp_sock *tp = tcp_sk(sk);

	if (tp->snd_cwnd < tp->snd_ssthresh)
		return tp->snd_cwnd < 2 * tp->max_packets_out;
	return !!BPF_CORE_READ_BITFIELD(tp, is_cwnd_limited);
}

SEC("struct_ops")
void BPF_PROG(usual_init, struct sock *sk)
{
	struct usual_state *ca = inet_csk_ca(sk);

	ca->cnt = 0;
	ca->last_max_cwnd = 0;
	ca->epoch_start = CONFIG_HZ;
}

SEC("struct_ops")
void BPF_PROG(usual_cong_avoid, struct sock *sk, __u32 ack, __u32 acked)
{
	struct tcp_sock *tp = tcp_sk(sk);
	struct usual_state *ca = inet_csk_ca(sk);

	if (!tcp_is_cwnd_limited(sk))
		return;
	if (tp->snd_cwnd < tp->snd_ssthresh) {
		acked = tcp_slow_start(tp, acked);
		if (!acked)
			return;
	}
	ca->cnt = max(ca->cnt, 2U);
	tcp_cong_avoid_ai(tp, ca->cnt, acked);
}

SEC("struct_ops")
__u32 BPF_PROG(usual_ssthresh, struct sock *sk)
{
	const struct tcp_sock *tp = tcp_sk(sk);
	struct usual_state *ca = inet_csk_ca(sk);

	ca->last_max_cwnd = tp->snd_cwnd;
	return max((tp->snd_cwnd * 717) / 1024, 2U);
}

SEC("struct_ops")
__u32 BPF_PROG(usual_undo_cwnd, struct sock *sk)
{
	return max(tcp_sk(sk)->snd_cwnd, tcp_sk(sk)->prior_cwnd);
}

SEC(".struct_ops.link")
struct tcp_congestion_ops usual = {
	.init = (void *)usual_init,
	.ssthresh = (void *)usual_ssthresh,
	.cong_avoid = (void *)usual_cong_avoid,
	.undo_cwnd = (void *)usual_undo_cwnd,
	.name = "bpf_usual",
};

char _license[] SEC("license") = "GPL";
