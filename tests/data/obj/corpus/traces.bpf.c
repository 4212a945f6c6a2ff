/* A program for each section name of tracing that loads without attaching to a function. */
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

char LICENSE[] SEC("license") = "GPL";

#define PROGRAM(name, section) \
	SEC(section) int name(void *ctx) { return 0; }

PROGRAM(on_kprobe_, "kprobe/do_exit")
PROGRAM(on_kprobe_bare, "kprobe")
PROGRAM(on_kretprobe_, "kretprobe/do_exit")
PROGRAM(on_uprobe_, "uprobe//bin/true:main+0x4")
PROGRAM(on_uprobe_s, "uprobe.s//bin/true:main")
PROGRAM(on_uretprobe_, "uretprobe//bin/true:main")
PROGRAM(on_uretprobe_s, "uretprobe.s//bin/true:main")
PROGRAM(on_kprobe_multi, "kprobe.multi/do_*")
PROGRAM(on_kretprobe_multi, "kretprobe.multi/do_*")
PROGRAM(on_ksyscall_, "ksyscall/getpid")
PROGRAM(on_kretsyscall_, "kretsyscall/getpid")
PROGRAM(on_tracepoint_, "tracepoint/syscalls/sys_enter_getpid")
PROGRAM(on_tp_, "tp/syscalls/sys_enter_getpid")
PROGRAM(on_raw_tracepoint_, "raw_tracepoint/sched_switch")
PROGRAM(on_raw_tp_, "raw_tp/sched_switch")
PROGRAM(on_raw_tp_w, "raw_tp.w/sched_switch")
PROGRAM(on_raw_tracepoint_w, "raw_tracepoint.w/sched_switch")
PROGRAM(on_tp_btf_, "tp_btf/sched_switch")
PROGRAM(on_iter_task, "iter/task")
PROGRAM(on_iter_task_s, "iter.s/task")
PROGRAM(on_iter_map, "iter/bpf_map")
