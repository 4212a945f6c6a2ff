/* What the tools in C share: which tasks are meant, as beebox/lang/library/task.py has it. */
#include <vmlinux.h>
#include <bpf/bpf_helpers.h>
#include <bpf/tree.bpf.h>

#define ANY_USER ((__u32)-1)

const volatile __u32 only_pid = 0;
const volatile __u32 only_tid = 0;
const volatile __u32 only_uid = ANY_USER;

#define COUNT(lost, failed) do { if (failed) __sync_fetch_and_add(&(lost), 1); } while (0)

static __always_inline bool wanted(void)
{
	__u64 id = bpf_get_current_pid_tgid();

	if ((only_pid && id >> 32 != only_pid) || (only_tid && (__u32)id != only_tid))
		return false;
	if (only_uid != ANY_USER && (__u32)bpf_get_current_uid_gid() != only_uid)
		return false;
	return watched_current();
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
