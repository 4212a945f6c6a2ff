/* Programs that are loaded for a function of the kernel: machines may refuse to attach there. */
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

char LICENSE[] SEC("license") = "GPL";

#define PROGRAM(name, section) \
	SEC(section) int name(void *ctx) { return 0; }

PROGRAM(on_fentry_, "?fentry/do_unlinkat")
PROGRAM(on_fexit_, "?fexit/do_unlinkat")
PROGRAM(on_fmod_ret_, "?fmod_ret/security_file_open")
PROGRAM(on_fentry_s, "?fentry.s/__x64_sys_getpgid")
PROGRAM(on_fexit_s, "?fexit.s/__x64_sys_getpgid")
PROGRAM(on_fmod_ret_s, "?fmod_ret.s/__x64_sys_getpgid")
PROGRAM(on_lsm_, "?lsm/file_open")
PROGRAM(on_lsm_s, "?lsm.s/bprm_committed_creds")
PROGRAM(on_lsm_cgroup_, "?lsm_cgroup/socket_create")
PROGRAM(on_anywhere, "?fentry")
PROGRAM(on_replaces, "?freplace/other")
PROGRAM(on_usdt_, "?usdt//bin/true:a:b")
PROGRAM(on_unknown, "?my/own/section")
