/* Section names that came after libbpf 1.1. */
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

char LICENSE[] SEC("license") = "GPL";

#define PROGRAM(name, section, value) \
	SEC(section) int name(void *ctx) { return value; }

PROGRAM(on_tc_ingress, "tc/ingress", 0)
PROGRAM(on_tc_egress, "tc/egress", 0)
PROGRAM(on_tcx_ingress, "tcx/ingress", 0)
PROGRAM(on_tcx_egress, "tcx/egress", 0)
PROGRAM(on_netkit_primary, "netkit/primary", 0)
PROGRAM(on_netkit_peer, "netkit/peer", 0)
PROGRAM(on_verdict, "sk_skb/verdict", 1)
PROGRAM(on_connect_unix, "cgroup/connect_unix", 1)
PROGRAM(on_sendmsg_unix, "cgroup/sendmsg_unix", 1)
PROGRAM(on_recvmsg_unix, "cgroup/recvmsg_unix", 1)
PROGRAM(on_getpeername_unix, "cgroup/getpeername_unix", 1)
PROGRAM(on_getsockname_unix, "cgroup/getsockname_unix", 1)
PROGRAM(on_netfilter, "netfilter", 1)
PROGRAM(on_uprobe_multi, "uprobe.multi/x:y", 0)
PROGRAM(on_uprobe_multi_s, "uprobe.multi.s/x:y", 0)
PROGRAM(on_uretprobe_multi, "uretprobe.multi/x:y", 0)
PROGRAM(on_uprobe_session, "uprobe.session/x:y", 0)
PROGRAM(on_tracepoint_, "tp/syscalls/sys_enter_getpid", 0)
