=== trusted-use-bare-trusted type=RAW_TRACEPOINT
--- accept
%int main(void *ctx);
%struct task_struct { int pid; };
%int f(struct task_struct *p __arg_trusted);
r0 = 0
if r0 == 0 goto l0
exit
l0: call bpf_get_current_task_btf
r1 = r0
call f
r0 = 0
exit
f:
r0 = *(u32 *)(r1 + 0)
exit
=== trusted-use-bare-trusted-nullable type=RAW_TRACEPOINT
--- EACCES R1 invalid mem access 'trusted_ptr_or_null_'
%int main(void *ctx);
%struct task_struct { int pid; };
%int f(struct task_struct *p __arg_trusted __arg_nullable);
r0 = 0
if r0 == 0 goto l0
exit
l0: call bpf_get_current_task_btf
r1 = r0
call f
r0 = 0
exit
f:
r0 = *(u32 *)(r1 + 0)
exit
=== trusted-use-checked-trusted type=RAW_TRACEPOINT
--- accept
%int main(void *ctx);
%struct task_struct { int pid; };
%int f(struct task_struct *p __arg_trusted);
r0 = 0
if r0 == 0 goto l0
exit
l0: call bpf_get_current_task_btf
r1 = r0
call f
r0 = 0
exit
f:
if r1 == 0 goto l
r0 = *(u32 *)(r1 + 0)
l: r0 = 0
exit
=== trusted-use-checked-trusted-nullable type=RAW_TRACEPOINT
--- accept
%int main(void *ctx);
%struct task_struct { int pid; };
%int f(struct task_struct *p __arg_trusted __arg_nullable);
r0 = 0
if r0 == 0 goto l0
exit
l0: call bpf_get_current_task_btf
r1 = r0
call f
r0 = 0
exit
f:
if r1 == 0 goto l
r0 = *(u32 *)(r1 + 0)
l: r0 = 0
exit
=== trusted-wrong-struct type=RAW_TRACEPOINT
--- ENOENT Caller passes invalid args into func#1 ('f')
%int main(void *ctx);
%struct file { int pid; };
%int f(struct fwd_only_here *p __arg_trusted);
call bpf_get_current_task_btf
r1 = r0
call f
r0 = 0
exit
f:
r0 = 0
exit
=== trusted-moved type=RAW_TRACEPOINT
--- EACCES Caller passes invalid args into func#1 ('f')
%int main(void *ctx);
%struct task_struct { int pid; };
%int f(struct task_struct *p __arg_trusted);
call bpf_get_current_task_btf
r1 = r0
r1 += 8
call f
r0 = 0
exit
f:
r0 = 0
exit
=== trusted-nested type=RAW_TRACEPOINT
--- accept
%int main(void *ctx);
%struct thread_info { int pid; };
%int f(struct thread_info *p __arg_trusted);
call bpf_get_current_task_btf
r1 = r0
call f
r0 = 0
exit
f:
r0 = 0
exit
=== dynptr-argument
--- accept
%struct bpf_dynptr { long a[2]; };
%int main(void *ctx);
%int f(struct bpf_dynptr *p);
r1 = map[ring]
r2 = 8
r3 = 0
r4 = r10
r4 += -16
call bpf_ringbuf_reserve_dynptr
r1 = r10
r1 += -16
call f
r1 = r10
r1 += -16
r2 = 0
call bpf_ringbuf_submit_dynptr
r0 = 0
exit
f:
r2 = 0
r3 = 1
call bpf_dynptr_data
r0 = 0
exit
=== dynptr-argument-read
--- accept
%struct bpf_dynptr;
%int main(void *ctx);
%int f(const struct bpf_dynptr *p);
r1 = map[ring]
r2 = 8
r3 = 0
r4 = r10
r4 += -16
call bpf_ringbuf_reserve_dynptr
r1 = r10
r1 += -16
call f
r1 = r10
r1 += -16
r2 = 0
call bpf_ringbuf_submit_dynptr
r0 = 0
exit
f:
r3 = r1
r1 = r10
r1 += -8
r2 = 8
r4 = 0
r5 = 0
call bpf_dynptr_read
exit
=== dynptr-argument-missing
--- EINVAL Caller passes invalid args into func#1 ('f')
%struct bpf_dynptr;
%int main(void *ctx);
%int f(struct bpf_dynptr *p);
r1 = r10
r1 += -16
call f
r0 = 0
exit
f:
r0 = 0
exit
=== dynptr-argument-number
--- EINVAL Caller passes invalid args into func#1 ('f')
%struct bpf_dynptr;
%int main(void *ctx);
%int f(struct bpf_dynptr *p);
r1 = 7
call f
r0 = 0
exit
f:
r0 = 0
exit
=== dynptr-argument-changed
--- EINVAL cannot release unowned const bpf_dynptr
%struct bpf_dynptr;
%int main(void *ctx);
%int f(struct bpf_dynptr *p);
r1 = map[ring]
r2 = 8
r3 = 0
r4 = r10
r4 += -16
call bpf_ringbuf_reserve_dynptr
r1 = r10
r1 += -16
call f
r1 = r10
r1 += -16
r2 = 0
call bpf_ringbuf_submit_dynptr
r0 = 0
exit
f:
r2 = 0
call bpf_ringbuf_submit_dynptr
r0 = 0
exit
