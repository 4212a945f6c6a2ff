#include "vmlinux.h"
#include <bpf/bpf_helpers.h>
#include <bpf/usdt.bpf.h>
long sum; int arr[16];
struct node_v { struct task_struct __kptr *t; struct bpf_spin_lock l; };
struct { __uint(type, BPF_MAP_TYPE_ARRAY); __uint(max_entries, 1); __type(key, int); __type(value, struct node_v); } nodes SEC(".maps");
struct { __uint(type, BPF_MAP_TYPE_ARENA); __uint(map_flags, BPF_F_MMAPABLE); __uint(max_entries, 10); __ulong(map_extra, 0x1ull << 44); } arena SEC(".maps");
SEC("raw_tp/sys_enter") int loops(void *ctx) {
  int i; int *v;
  bpf_for(i, 0, 16) { arr[i] += i; if (arr[i] > 1000) break; }
  bpf_repeat(5) { sum++; }
  bpf_for_each(num, v, 1, 6) { sum += *v; }
  if (bpf_ksym_exists(bpf_iter_num_new)) sum++;
  return 0; }
SEC("?raw_tp/x") int strm(void *ctx) { bpf_stream_printk(1, "%d", 4); return 0; }
SEC("syscall") int cst(void *ctx) { struct task_struct *t = bpf_core_cast((void *)bpf_get_current_task(), struct task_struct); return t->pid; }
SEC("usdt") int BPF_USDT(u3, int a, void *b, long c) { sum = a + (long)b + c + bpf_usdt_cookie(ctx) + bpf_usdt_arg_cnt(ctx) + bpf_usdt_arg_size(ctx, 1); return 0; }
SEC("usdt/x:y:z") int BPF_USDT(u0) { return 0; }
__noinline int glob(struct task_struct *t __arg_trusted __arg_nullable) { return t ? t->pid : 0; }
SEC("tp_btf/sched_switch") int BPF_PROG(sw, bool preempt, struct task_struct *prev, struct task_struct *next) { return glob(next); }
SEC("fexit/do_nanosleep") int BPF_PROG(fx, void *t, int mode, long ret) { sum = ret; return 0; }
SEC("raw_tp/w") int wr(void *ctx) { static struct { long l[512]; } room; struct tcp_sock *p = (void *)&room; BPF_CORE_WRITE_BITFIELD(p, repair, 1); return BPF_CORE_READ_BITFIELD(p, repair); }
char LICENSE[] SEC("license") = "GPL";
