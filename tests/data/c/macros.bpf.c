#include "vmlinux.h"
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_core_read.h>
#include <bpf/bpf_tracing.h>
#include <bpf/bpf_endian.h>
#ifndef EIGHT
#define EIGHT 1
#endif
struct { __uint(type, BPF_MAP_TYPE_HASH); __uint(max_entries, 10); __type(key, int); __type(value, long); } m SEC(".maps");
struct { __uint(type, BPF_MAP_TYPE_PROG_ARRAY); __uint(max_entries, 10); __type(key, int); __type(value, int); } pa SEC(".maps");
struct inner { __uint(type, BPF_MAP_TYPE_ARRAY); __uint(max_entries, 1); __type(key, int); __type(value, int); };
struct { __uint(type, BPF_MAP_TYPE_ARRAY_OF_MAPS); __uint(max_entries, 2); __type(key, int); __array(values, struct inner); } outer SEC(".maps");
extern int CONFIG_HZ __kconfig __weak;
extern const int bpf_prog_active __ksym __weak;
int out[32];
SEC("kprobe/x") int BPF_KPROBE(kp, int a, struct file *f, long c) { out[0]=a; out[1]=(long)f; out[2]=c; return 0; }
SEC("kretprobe/x") int BPF_KRETPROBE(krp, long ret) { out[0]=ret; return 0; }
SEC("kretprobe/x") int BPF_KRETPROBE(krp0) { return PT_REGS_RC_CORE(ctx); }
SEC("ksyscall/x") int BPF_KSYSCALL(ks, int a, char *b, long c, long d, long e) { out[0]=a; out[1]=(long)b; out[2]=c; out[3]=d; out[4]=e; return 0; }
SEC("raw_tp/x") int BPF_PROG(rt, struct task_struct *p, int b) {
  out[0]=BPF_CORE_READ(p, real_parent, mm, exe_file, f_inode, i_ino); out[1]=b;
  out[2]=BPF_CORE_READ(p, pid);
  out[3]=BPF_CORE_READ(p, group_leader, thread_pid, numbers[0].nr);
  char buf[16]; BPF_CORE_READ_STR_INTO(&buf, p, group_leader, comm);
  out[4]=buf[0];
  BPF_CORE_READ_INTO(&out[5], p, real_parent, tgid);
  out[6]=BPF_PROBE_READ(p, real_parent, tgid);
  out[7]=BPF_CORE_READ_USER(p, real_parent, tgid);
  BPF_PROBE_READ_STR_INTO(&buf, p, real_parent, comm); out[8]=buf[1];
  BPF_PROBE_READ_USER_STR_INTO(&buf, p, real_parent, comm); out[8]+=buf[1];
  BPF_CORE_READ_USER_STR_INTO(&buf, p, real_parent, comm); out[8]+=buf[1];
  out[9]=BPF_PROBE_READ_USER(p, tgid);
  return 0; }
SEC("raw_tp/y") int BPF_PROG(q, struct task_struct *p) {
  out[0]=bpf_core_field_exists(p->pid)+bpf_core_field_exists(struct task_struct, mm);
  out[1]=bpf_core_field_size(p->comm)+bpf_core_field_size(struct task_struct, comm);
  out[2]=bpf_core_field_offset(p->comm)+bpf_core_field_offset(struct task_struct, comm[2]);
  out[3]=bpf_core_type_exists(struct file); out[4]=bpf_core_type_size(struct file);
  out[5]=bpf_core_type_id_local(struct file); out[6]=bpf_core_type_id_kernel(struct file);
#if __clang_major__ > 14
 out[7]=bpf_core_type_matches(struct file);
#endif

  out[8]=bpf_core_enum_value(enum bpf_map_type, BPF_MAP_TYPE_ARRAY); out[9]=bpf_core_enum_value_exists(enum bpf_map_type, BPF_MAP_TYPE_HASH);
  out[10]=BPF_CORE_READ_BITFIELD_PROBED(p, in_execve);
  return 0; }
#ifdef BITS
SEC("tp_btf/z") int BPF_PROG(bf, struct task_struct *tsk, struct tcp_sock *t) {
  out[0]=BPF_CORE_READ_BITFIELD(tsk, in_execve); out[1]=BPF_CORE_READ_BITFIELD(t, repair); return 0; }
#endif
SEC("raw_tp/pr") int pr(void *ctx) {
  bpf_printk("a"); bpf_printk("%d", out[0]); bpf_printk("%d %d %d", out[0], out[1], out[2]); bpf_printk("%d %d %d %d", out[0], out[1],out[2],out[3]);
  bpf_printk("%p %p %p %p %s", ctx, ctx, ctx, ctx, "x");
  char b[64]; BPF_SNPRINTF(b, sizeof(b), "%d %s", out[1], "hi"); BPF_SNPRINTF(b, sizeof(b), "x"); out[2]=b[0];
  return CONFIG_HZ; }
SEC("iter/task") int it(struct bpf_iter__task *ctx) { BPF_SEQ_PRINTF(ctx->meta->seq, "%d %d\n", out[0], out[1]); BPF_SEQ_PRINTF(ctx->meta->seq, "x"); return 0; }
SEC("tc") int tc_x(struct __sk_buff *skb) { bpf_tail_call_static(skb, &pa, 3); if (skb->protocol == bpf_htons(0x800)) return bpf_ntohl(skb->hash); switch (skb->protocol) { case bpf_htons(0x86dd): return 7; } return bpf_cpu_to_be64(skb->len) >> 5; }
SEC("kprobe/r") int regs(struct pt_regs *ctx) { 
 out[0]=PT_REGS_PARM1(ctx); out[1]=PT_REGS_PARM2(ctx); out[2]=PT_REGS_PARM3(ctx); out[3]=PT_REGS_PARM4(ctx); out[4]=PT_REGS_PARM5(ctx);
 out[5]=PT_REGS_RET(ctx); out[6]=PT_REGS_RC(ctx); out[7]=PT_REGS_SP(ctx); out[8]=PT_REGS_IP(ctx);
 out[9]=PT_REGS_PARM1_CORE(ctx); out[10]=PT_REGS_PARM4_CORE(ctx); out[11]=PT_REGS_SP_CORE(ctx); out[12]=PT_REGS_PARM1_SYSCALL(ctx); out[13]=PT_REGS_PARM4_SYSCALL(ctx);
 out[14]=PT_REGS_PARM4_CORE_SYSCALL(ctx); out[15]=PT_REGS_PARM1_CORE_SYSCALL(ctx); out[16]=(long)PT_REGS_SYSCALL_REGS(ctx); long ip; BPF_KPROBE_READ_RET_IP(ip, ctx); out[17]=ip;
 BPF_KRETPROBE_READ_RET_IP(ip, ctx); out[18]=ip;
 return 0; }
char LICENSE[] SEC("license") = "GPL";
