/* Reads and writes by file, sorted by who is in the tree of cgroups; storage that goes with it. */
#include <vmlinux.h>
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_core_read.h>
#include <bpf/bpf_tracing.h>

#define S_IFMT 00170000
#define S_ISREG(m) (((m) & S_IFMT) == 0100000)

enum op { READ, WRITE };

struct file_id {
	__u64 inode;
	__u32 dev, rdev, pid, tid;
};

struct file_stat {
	__u64 reads, read_bytes, writes, write_bytes;
	char filename[64];
	char comm[16];
	char type;
};

const volatile bool regular_file_only = true;
const volatile __u64 level = 2;
static struct file_stat zero_value = {};

struct {
	__uint(type, BPF_MAP_TYPE_LRU_HASH);
	__uint(max_entries, 10240);
	__type(key, struct file_id);
	__type(value, struct file_stat);
} entries SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_CGRP_STORAGE);
	__uint(map_flags, BPF_F_NO_PREALLOC);
	__type(key, int);
	__type(value, __u64);
} bytes_of SEC(".maps");

struct inode___legacy { struct { __u32 tv_sec; } i_atime; } __attribute__((preserve_access_index));

static int probe_entry(void *ctx, struct file *file, size_t count, enum op op)
{
	__u64 pid_tgid = bpf_get_current_pid_tgid();
	__u32 mode = BPF_CORE_READ(file, f_inode, i_mode);
	struct file_id key = { .pid = pid_tgid >> 32, .tid = pid_tgid };
	struct file_stat *valuep;
	struct qstr name;

	if (regular_file_only && !S_ISREG(mode))
		return 0;
	key.dev = BPF_CORE_READ(file, f_inode, i_sb, s_dev);
	key.rdev = BPF_CORE_READ(file, f_inode, i_rdev);
	key.inode = BPF_CORE_READ(file, f_inode, i_ino);
	valuep = bpf_map_lookup_elem(&entries, &key);
	if (!valuep) {
		bpf_map_update_elem(&entries, &key, &zero_value, BPF_ANY);
		valuep = bpf_map_lookup_elem(&entries, &key);
		if (!valuep)
			return 0;
		bpf_get_current_comm(&valuep->comm, sizeof(valuep->comm));
		name = BPF_CORE_READ(file, f_path.dentry, d_name);
		bpf_probe_read_kernel_str(&valuep->filename, sizeof(valuep->filename), name.name);
		valuep->type = S_ISREG(mode) ? 'R' : 'O';
	}
	if (op == READ) {
		valuep->reads++;
		valuep->read_bytes += count;
	} else {
		valuep->writes++;
		valuep->write_bytes += count;
	}
	return 0;
}

SEC("kprobe/vfs_read")
int BPF_KPROBE(vfs_read_entry, struct file *file, char *buf, size_t count, loff_t *pos)
{
	return probe_entry(ctx, file, count, READ);
}

SEC("kprobe/vfs_write")
int BPF_KPROBE(vfs_write_entry, struct file *file, const char *buf, size_t count, loff_t *pos)
{
	return probe_entry(ctx, file, count, WRITE);
}

SEC("tp_btf/sys_enter")
int BPF_PROG(by_cgroup, struct pt_regs *regs, long id)
{
	struct task_struct *task = bpf_get_current_task_btf();
	__u64 *bytes;

	if (bpf_get_current_ancestor_cgroup_id(level) == 0)
		return 0;
	bytes = bpf_cgrp_storage_get(&bytes_of, task->cgroups->dfl_cgrp, 0, BPF_LOCAL_STORAGE_GET_F_CREATE);
	if (bytes)
		*bytes += PT_REGS_PARM3_CORE_SYSCALL(regs);
	return 0;
}

char LICENSE[] SEC("license") = "Dual MIT/GPL";
