/* Iterators: tasks with their files, sockets as /proc/net has them, entries of maps. */
#include <vmlinux.h>
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_core_read.h>
#include <bpf/bpf_tracing.h>
#include <bpf/bpf_endian.h>

#define AF_INET 2
#define TCP_LISTEN 10
#define inet_daddr sk.__sk_common.skc_daddr
#define inet_rcv_saddr sk.__sk_common.skc_rcv_saddr
#define inet_dport sk.__sk_common.skc_dport

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__type(key, __u32);
	__type(value, __u64);
	__uint(max_entries, 16);
} seen SEC(".maps");

__u64 total;

SEC("iter/task")
int dump_task(struct bpf_iter__task *ctx)
{
	struct seq_file *seq = ctx->meta->seq;
	struct task_struct *task = ctx->task;
	static char info[] = "    === END ===";

	if (task == (void *)0) {
		BPF_SEQ_PRINTF(seq, "%s\n", info);
		return 0;
	}
	if (ctx->meta->seq_num == 0)
		BPF_SEQ_PRINTF(seq, "    tgid      gid\n");
	BPF_SEQ_PRINTF(seq, "%8d %8d %s\n", task->tgid, task->pid, task->comm);
	return 0;
}

SEC("iter/task_file")
int dump_files(struct bpf_iter__task_file *ctx)
{
	struct task_struct *task = ctx->task;
	struct file *file = ctx->file;

	if (!task || !file)
		return 0;
	BPF_SEQ_PRINTF(ctx->meta->seq, "%8d %8d %8d %lx\n", task->tgid, task->pid, ctx->fd, (long)file->f_op);
	return 0;
}

SEC("iter/tcp")
int dump_tcp4(struct bpf_iter__tcp *ctx)
{
	struct sock_common *sk_common = ctx->sk_common;
	struct seq_file *seq = ctx->meta->seq;
	const struct inet_connection_sock *icsk;
	struct tcp_sock *tp;
	__u32 seq_num;

	if (!sk_common)
		return 0;
	seq_num = ctx->meta->seq_num;
	if (seq_num == 0)
		BPF_SEQ_PRINTF(seq, "  sl  local_address rem_address   st\n");
	if (sk_common->skc_family != AF_INET)
		return 0;
	tp = bpf_skc_to_tcp_sock(sk_common);
	if (tp) {
		icsk = &tp->inet_conn;
		BPF_SEQ_PRINTF(seq, "%4d: %08X:%04X %08X:%04X %02X %d\n", seq_num, icsk->icsk_inet.inet_rcv_saddr,
			       bpf_ntohs(icsk->icsk_inet.inet_sport), icsk->icsk_inet.inet_daddr,
			       bpf_ntohs(icsk->icsk_inet.inet_dport), sk_common->skc_state,
			       sk_common->skc_state == TCP_LISTEN ? icsk->icsk_inet.sk.sk_ack_backlog : tp->write_seq - tp->snd_una);
		return 0;
	}
	if (bpf_skc_to_tcp_timewait_sock(sk_common))
		BPF_SEQ_PRINTF(seq, "%4d: timewait\n", seq_num);
	return 0;
}

SEC("iter/bpf_map_elem")
int dump_elements(struct bpf_iter__bpf_map_elem *ctx)
{
	__u32 *key = ctx->key;
	__u64 *val = ctx->value;

	if (!key || !val)
		return 0;
	total += *val;
	bpf_seq_write(ctx->meta->seq, key, 4);
	return 0;
}

SEC("iter/bpf_prog")
int dump_bpf_prog(struct bpf_iter__bpf_prog *ctx)
{
	struct bpf_prog *prog = ctx->prog;
	struct bpf_prog_aux *aux;
	char buf[32];

	if (!prog)
		return 0;
	aux = prog->aux;
	BPF_SNPRINTF(buf, sizeof(buf), "%u:%s", aux->id, aux->name);
	BPF_SEQ_PRINTF(ctx->meta->seq, "%4u %-16s %s %s\n", aux->id, aux->attach_func_name, buf, aux->dst_prog->aux->name);
	return 0;
}

SEC("iter.s/task")
int dump_user(struct bpf_iter__task *ctx)
{
	struct task_struct *task = ctx->task;
	char data[16];

	if (!task || bpf_copy_from_user_task(data, sizeof(data), (void *)0, task, 0))
		return 0;
	return 1;
}

char _license[] SEC("license") = "GPL";
