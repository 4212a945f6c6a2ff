/* Processes with their ancestry, credentials and cgroup: long paths of pointers, bit fields, names
 * that are built backwards, LSM hooks beside kprobes. */
#include "vmlinux.h"
#include "bpf/bpf_helpers.h"
#include "bpf/bpf_core_read.h"
#include "bpf/bpf_tracing.h"

#define MAXARGLENGTH 256
#define EVENT_EXECVE 5
#define FUNC_INLINE static inline __attribute__((always_inline))
#define FUNC_LOCAL static __attribute__((noinline))

struct msg_common {
	__u8 op;
	__u8 flags;
	__u8 pad_v2[2];
	__u32 size;
	__u64 ktime;
};

struct msg_execve_key {
	__u32 pid;
	__u8 pad[4];
	__u64 ktime;
};

struct msg_process {
	struct msg_common common;
	struct msg_execve_key parent;
	__u32 pid, tid, nspid, uid, auid, flags;
	__u64 permitted, effective;
	__u32 mnt_ns, net_ns;
	__u64 cgrpid;
	char cgroup[128];
	char comm[16];
	__u32 in_init, seq;
	char path[256];
};

struct kernfs_node___old {
	struct kernfs_node___old *parent;
	const char *name;
} __attribute__((preserve_access_index));

struct {
	__uint(type, BPF_MAP_TYPE_PERCPU_ARRAY);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, struct msg_process);
} heap SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_LRU_HASH);
	__uint(max_entries, 32768);
	__type(key, __u32);
	__type(value, struct msg_execve_key);
} execve_map SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_PERF_EVENT_ARRAY);
	__type(key, int);
	__type(value, __u32);
} tcpmon_map SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_TASK_STORAGE);
	__uint(map_flags, BPF_F_NO_PREALLOC);
	__type(key, int);
	__type(value, struct msg_execve_key);
} task_keys SEC(".maps");

FUNC_INLINE __u32 get_task_pid_vnr(struct task_struct *task)
{
	int thread_pid_exists = bpf_core_field_exists(task->thread_pid);
	unsigned int level;
	struct upid upid;
	struct pid *pid;

	if (!thread_pid_exists)
		return 0;
	level = BPF_CORE_READ(task, thread_pid, level);
	pid = BPF_CORE_READ(task, thread_pid);
	bpf_core_read(&upid, sizeof(upid), &pid->numbers[level & 7]);
	return upid.nr;
}

FUNC_LOCAL struct msg_execve_key *event_find_parent(void)
{
	struct task_struct *task = (struct task_struct *)bpf_get_current_task();
	__u32 pid = BPF_CORE_READ(task, tgid);
	struct msg_execve_key *value = 0;

#pragma unroll
	for (int i = 0; i < 4; i++) {
		bpf_core_read(&task, sizeof(task), &task->real_parent);
		if (!task)
			break;
		pid = BPF_CORE_READ(task, tgid);
		value = bpf_map_lookup_elem(&execve_map, &pid);
		if (value && value->ktime)
			return value;
	}
	return 0;
}

FUNC_INLINE void get_cgroup(struct msg_process *msg, struct task_struct *task)
{
	struct cgroup *cgrp = BPF_CORE_READ(task, cgroups, dfl_cgrp);
	struct kernfs_node *kn = BPF_CORE_READ(cgrp, kn);
	const char *name;

	msg->cgrpid = BPF_CORE_READ(kn, id);
	name = BPF_CORE_READ(kn, name);
	if (name)
		bpf_probe_read_kernel_str(msg->cgroup, sizeof(msg->cgroup), name);
}

SEC("tp/sched/sched_process_exec")
int event_execve(struct trace_event_raw_sched_process_exec *ctx)
{
	struct task_struct *task = (struct task_struct *)bpf_get_current_task();
	struct msg_execve_key *parent, key = {};
	struct msg_process *msg;
	__u32 zero = 0, pid;
	unsigned short fileoff;

	msg = bpf_map_lookup_elem(&heap, &zero);
	if (!msg)
		return 0;
	__builtin_memset(&msg->common, 0, sizeof(msg->common));
	msg->common.op = EVENT_EXECVE;
	msg->common.ktime = bpf_ktime_get_ns();
	msg->pid = pid = bpf_get_current_pid_tgid() >> 32;
	msg->nspid = get_task_pid_vnr(task);
	msg->uid = BPF_CORE_READ(task, cred, uid.val);
	msg->auid = BPF_CORE_READ(task, loginuid.val);
	BPF_CORE_READ_INTO(&msg->permitted, task, cred, cap_permitted);
	BPF_CORE_READ_INTO(&msg->effective, task, cred, cap_effective);
	msg->mnt_ns = BPF_CORE_READ(task, nsproxy, mnt_ns, ns.inum);
	msg->net_ns = BPF_CORE_READ(task, nsproxy, net_ns, ns.inum);
	msg->in_init = BPF_CORE_READ_BITFIELD_PROBED(task, in_execve);
	get_cgroup(msg, task);
	bpf_get_current_comm(msg->comm, sizeof(msg->comm));
	fileoff = BPF_CORE_READ(ctx, __data_loc_filename) & 0xffff;
	bpf_core_read_str(msg->path, sizeof(msg->path), (char *)ctx + fileoff);
	parent = event_find_parent();
	if (parent)
		msg->parent = *parent;
	key.pid = pid;
	key.ktime = msg->common.ktime;
	bpf_map_update_elem(&execve_map, &pid, &key, BPF_ANY);
	msg->common.size = sizeof(*msg);
	bpf_perf_event_output(ctx, &tcpmon_map, BPF_F_CURRENT_CPU, msg, sizeof(*msg));
	return 0;
}

SEC("kprobe/security_file_permission")
int BPF_KPROBE(generic_kprobe, struct file *file, int mask)
{
	struct dentry *dentry = BPF_CORE_READ(file, f_path.dentry);
	char name[64];

	BPF_CORE_READ_STR_INTO(&name, dentry, d_name.name);
	bpf_printk("%s %d %lx %d", name, mask, BPF_CORE_READ(dentry, d_inode, i_ino), BPF_CORE_READ(file, f_inode, i_uid.val));
	return 0;
}

SEC("kretprobe/security_file_permission")
int BPF_KRETPROBE(generic_retkprobe, long ret)
{
	return ret < 0 ? bpf_send_signal(10) : 0;
}

SEC("?lsm/bprm_check_security")
int BPF_PROG(check_exec, struct linux_binprm *bprm, int ret)
{
	struct msg_execve_key *key;

	if (ret)
		return ret;
	key = bpf_task_storage_get(&task_keys, bpf_get_current_task_btf(), 0, BPF_LOCAL_STORAGE_GET_F_CREATE);
	if (key && key->pid == bprm->interp_flags)
		return -1;
	return 0;
}

char _license[] SEC("license") = "Dual BSD/GPL";
