/* System calls as kprobes: their arguments through the wrapper that most machines have. */
#include <vmlinux.h>
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_core_read.h>
#include <bpf/bpf_tracing.h>

#define PATH_MAX 4096
#define DATA_LEN 512

enum op { MOUNT, UMOUNT };

struct arg {
	__u64 ts;
	__u64 flags;
	const char *src, *dest, *fs, *data;
	enum op op;
};

struct event {
	__u64 delta, flags;
	__u32 pid, tid;
	unsigned int mnt_ns;
	int ret;
	char comm[16], fs[8], src[PATH_MAX], dest[PATH_MAX], data[DATA_LEN];
	enum op op;
};

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 10240);
	__type(key, __u32);
	__type(value, struct arg);
} args SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_RINGBUF);
	__uint(max_entries, 64 * 1024);
} ring SEC(".maps");

static int probe_entry(const char *src, const char *dest, const char *fs, __u64 flags, const char *data, enum op op)
{
	__u64 pid_tgid = bpf_get_current_pid_tgid();
	__u32 tid = (__u32)pid_tgid;
	struct arg arg = {};

	arg.ts = bpf_ktime_get_ns();
	arg.flags = flags;
	arg.src = src;
	arg.dest = dest;
	arg.fs = fs;
	arg.data = data;
	arg.op = op;
	bpf_map_update_elem(&args, &tid, &arg, BPF_ANY);
	return 0;
}

static int probe_exit(void *ctx, int ret)
{
	__u64 pid_tgid = bpf_get_current_pid_tgid();
	__u32 tid = (__u32)pid_tgid;
	struct task_struct *task = (struct task_struct *)bpf_get_current_task();
	struct arg *argp = bpf_map_lookup_elem(&args, &tid);
	struct event *eventp;

	if (!argp)
		return 0;
	eventp = bpf_ringbuf_reserve(&ring, sizeof(*eventp), 0);
	if (!eventp)
		goto cleanup;
	eventp->delta = bpf_ktime_get_ns() - argp->ts;
	eventp->op = argp->op;
	eventp->flags = argp->flags;
	eventp->pid = pid_tgid >> 32;
	eventp->tid = tid;
	eventp->mnt_ns = BPF_CORE_READ(task, nsproxy, mnt_ns, ns.inum);
	eventp->ret = ret;
	bpf_get_current_comm(&eventp->comm, sizeof(eventp->comm));
	if (argp->src)
		bpf_probe_read_user_str(eventp->src, sizeof(eventp->src), argp->src);
	else
		eventp->src[0] = '\0';
	if (argp->fs)
		bpf_probe_read_user_str(eventp->fs, sizeof(eventp->fs), argp->fs);
	bpf_ringbuf_submit(eventp, 0);
cleanup:
	bpf_map_delete_elem(&args, &tid);
	return 0;
}

SEC("ksyscall/mount")
int BPF_KSYSCALL(mount_entry, const char *src, const char *dest, const char *fs, unsigned long flags, const char *data)
{
	return probe_entry(src, dest, fs, (__u64)flags, data, MOUNT);
}

SEC("kretsyscall/mount")
int BPF_KRETPROBE(mount_exit, int ret)
{
	return probe_exit(ctx, ret);
}

SEC("ksyscall/umount")
int BPF_KPROBE_SYSCALL(umount_entry, const char *dest, int flags)
{
	return probe_entry(NULL, dest, NULL, (__u64)flags, NULL, UMOUNT);
}

SEC("kprobe.multi/vfs_*")
int BPF_KPROBE(vfs_calls, struct file *file)
{
	return bpf_get_func_ip(ctx) == 0;
}

char LICENSE[] SEC("license") = "GPL";
