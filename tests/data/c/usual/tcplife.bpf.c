/* TCP sessions: kprobes of functions, and the tracepoint of states; addresses of both families. */
#include "vmlinux.h"
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_core_read.h>
#include <bpf/bpf_tracing.h>
#include <bpf/bpf_endian.h>

#define MAX_PORTS 1024
#define AF_INET 2
#define AF_INET6 10

struct ident {
	__u32 pid;
	char comm[16];
};

struct event {
	union {
		__u32 saddr_v4;
		unsigned __int128 saddr_v6;
	};
	union {
		__u32 daddr_v4;
		unsigned __int128 daddr_v6;
	};
	__u64 ts_us, span_us, rx_b, tx_b;
	__u32 pid;
	__u16 sport, dport, family;
	char comm[16];
};

const volatile bool filter_sport = false;
const volatile __u16 target_sports[MAX_PORTS] = {};
const volatile __u16 target_family = 0;

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 10240);
	__type(key, struct sock *);
	__type(value, __u64);
} birth SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 10240);
	__type(key, struct sock *);
	__type(value, struct ident);
} idents SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_RINGBUF);
	__uint(max_entries, 256 * 1024);
} events SEC(".maps");

SEC("tracepoint/sock/inet_sock_set_state")
int inet_sock_set_state(struct trace_event_raw_inet_sock_set_state *args)
{
	__u64 ts, *start, delta_us, rx_b, tx_b;
	struct ident ident = {}, *identp;
	__u16 sport, dport, family;
	struct event *event;
	struct tcp_sock *tp;
	struct sock *sk;
	bool found = false;
	int i;

	if (BPF_CORE_READ(args, protocol) != IPPROTO_TCP)
		return 0;
	family = BPF_CORE_READ(args, family);
	if (target_family && family != target_family)
		return 0;
	sport = BPF_CORE_READ(args, sport);
	for (i = 0; filter_sport && i < MAX_PORTS; i++) {
		if (!target_sports[i])
			return 0;
		if (sport == target_sports[i]) {
			found = true;
			break;
		}
	}
	if (filter_sport && !found)
		return 0;
	dport = BPF_CORE_READ(args, dport);
	sk = (struct sock *)BPF_CORE_READ(args, skaddr);
	if (BPF_CORE_READ(args, newstate) < TCP_FIN_WAIT1) {
		ts = bpf_ktime_get_ns();
		bpf_map_update_elem(&birth, &sk, &ts, BPF_ANY);
	}
	if (BPF_CORE_READ(args, newstate) == TCP_SYN_SENT) {
		ident.pid = bpf_get_current_pid_tgid() >> 32;
		bpf_get_current_comm(ident.comm, sizeof(ident.comm));
		bpf_map_update_elem(&idents, &sk, &ident, BPF_ANY);
	}
	if (BPF_CORE_READ(args, newstate) != TCP_CLOSE)
		return 0;
	start = bpf_map_lookup_elem(&birth, &sk);
	if (!start) {
		bpf_map_delete_elem(&idents, &sk);
		return 0;
	}
	ts = bpf_ktime_get_ns();
	delta_us = (ts - *start) / 1000;
	identp = bpf_map_lookup_elem(&idents, &sk);
	tp = (struct tcp_sock *)sk;
	rx_b = BPF_CORE_READ(tp, bytes_received);
	tx_b = BPF_CORE_READ(tp, bytes_acked);
	event = bpf_ringbuf_reserve(&events, sizeof(*event), 0);
	if (!event)
		goto cleanup;
	event->ts_us = ts / 1000;
	event->span_us = delta_us;
	event->rx_b = rx_b;
	event->tx_b = tx_b;
	event->pid = identp ? identp->pid : bpf_get_current_pid_tgid() >> 32;
	event->sport = sport;
	event->dport = dport;
	event->family = family;
	if (family == AF_INET) {
		bpf_probe_read_kernel(&event->saddr_v4, sizeof(args->saddr), BPF_CORE_READ(args, saddr));
		bpf_probe_read_kernel(&event->daddr_v4, sizeof(args->daddr), BPF_CORE_READ(args, daddr));
	} else {
		bpf_probe_read_kernel(&event->saddr_v6, sizeof(args->saddr_v6), BPF_CORE_READ(args, saddr_v6));
		bpf_probe_read_kernel(&event->daddr_v6, sizeof(args->daddr_v6), BPF_CORE_READ(args, daddr_v6));
	}
	if (identp)
		__builtin_memcpy(event->comm, identp->comm, sizeof(event->comm));
	bpf_ringbuf_submit(event, 0);
cleanup:
	bpf_map_delete_elem(&birth, &sk);
	bpf_map_delete_elem(&idents, &sk);
	return 0;
}

SEC("kprobe/tcp_set_state")
int BPF_KPROBE(tcp_set_state, struct sock *sk, int state)
{
	__u16 family = BPF_CORE_READ(sk, __sk_common.skc_family);
	__u16 dport = bpf_ntohs(BPF_CORE_READ(sk, __sk_common.skc_dport));

	if (family == AF_INET6)
		bpf_printk("%pI6 %d %d", &sk->__sk_common.skc_v6_daddr, dport, state);
	return 0;
}

SEC("kretprobe/inet_csk_accept")
int BPF_KRETPROBE(inet_csk_accept_exit, struct sock *sk)
{
	__u64 ts = bpf_ktime_get_ns();

	if (sk)
		bpf_map_update_elem(&birth, &sk, &ts, BPF_ANY);
	return 0;
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
