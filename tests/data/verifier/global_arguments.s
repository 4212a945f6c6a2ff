=== ctx-socket-filter-by-name type=SOCKET_FILTER
--- accept
%int main(void *ctx);
%struct __sk_buff { int a; };
%int f(struct __sk_buff *c);
call f
r0 = 0
exit
f:
r0 = 0
exit
=== ctx-socket-filter-declared type=SOCKET_FILTER
--- EINVAL Caller passes invalid args into func#1 ('f')
%int main(void *ctx);
%struct __sk_buff;
%int f(struct __sk_buff *c);
call f
r0 = 0
exit
f:
r0 = 0
exit
=== ctx-socket-filter-tag-void type=SOCKET_FILTER
--- accept
%int main(void *ctx);
%struct __sk_buff { int a; };
%struct other { int a; };
%struct pt_regs { long a; };
%struct user_regs_struct { long a; };
%typedef struct pt_regs bpf_user_pt_regs_t;
%int f(void *c __arg_ctx);
call f
r0 = 0
exit
f:
r0 = 0
exit
=== ctx-socket-filter-tag-u64 type=SOCKET_FILTER
--- EINVAL Caller passes invalid args into func#1 ('f')
%int main(void *ctx);
%struct __sk_buff { int a; };
%struct other { int a; };
%struct pt_regs { long a; };
%struct user_regs_struct { long a; };
%typedef struct pt_regs bpf_user_pt_regs_t;
%int f(u64 *c __arg_ctx);
call f
r0 = 0
exit
f:
r0 = 0
exit
=== ctx-socket-filter-tag-u32 type=SOCKET_FILTER
--- EINVAL Caller passes invalid args into func#1 ('f')
%int main(void *ctx);
%struct __sk_buff { int a; };
%struct other { int a; };
%struct pt_regs { long a; };
%struct user_regs_struct { long a; };
%typedef struct pt_regs bpf_user_pt_regs_t;
%int f(u32 *c __arg_ctx);
call f
r0 = 0
exit
f:
r0 = 0
exit
=== ctx-socket-filter-tag-struct type=SOCKET_FILTER
--- accept
%int main(void *ctx);
%struct __sk_buff { int a; };
%struct other { int a; };
%struct pt_regs { long a; };
%struct user_regs_struct { long a; };
%typedef struct pt_regs bpf_user_pt_regs_t;
%int f(struct __sk_buff *c __arg_ctx);
call f
r0 = 0
exit
f:
r0 = 0
exit
=== ctx-socket-filter-tag-other type=SOCKET_FILTER
--- EINVAL Caller passes invalid args into func#1 ('f')
%int main(void *ctx);
%struct __sk_buff { int a; };
%struct other { int a; };
%struct pt_regs { long a; };
%struct user_regs_struct { long a; };
%typedef struct pt_regs bpf_user_pt_regs_t;
%int f(struct other *c __arg_ctx);
call f
r0 = 0
exit
f:
r0 = 0
exit
=== ctx-socket-filter-tag-regs-typedef type=SOCKET_FILTER
--- EINVAL Caller passes invalid args into func#1 ('f')
%int main(void *ctx);
%struct __sk_buff { int a; };
%struct other { int a; };
%struct pt_regs { long a; };
%struct user_regs_struct { long a; };
%typedef struct pt_regs bpf_user_pt_regs_t;
%int f(bpf_user_pt_regs_t *c __arg_ctx);
call f
r0 = 0
exit
f:
r0 = 0
exit
=== ctx-socket-filter-tag-regs type=SOCKET_FILTER
--- EINVAL Caller passes invalid args into func#1 ('f')
%int main(void *ctx);
%struct __sk_buff { int a; };
%struct other { int a; };
%struct pt_regs { long a; };
%struct user_regs_struct { long a; };
%typedef struct pt_regs bpf_user_pt_regs_t;
%int f(struct pt_regs *c __arg_ctx);
call f
r0 = 0
exit
f:
r0 = 0
exit
=== ctx-socket-filter-tag-user-regs type=SOCKET_FILTER
--- EINVAL Caller passes invalid args into func#1 ('f')
%int main(void *ctx);
%struct __sk_buff { int a; };
%struct other { int a; };
%struct pt_regs { long a; };
%struct user_regs_struct { long a; };
%typedef struct pt_regs bpf_user_pt_regs_t;
%int f(struct user_regs_struct *c __arg_ctx);
call f
r0 = 0
exit
f:
r0 = 0
exit
=== ctx-socket-filter-tag-value type=SOCKET_FILTER
--- EINVAL Caller passes invalid args into func#1 ('f')
%int main(void *ctx);
%struct __sk_buff { int a; };
%struct other { int a; };
%struct pt_regs { long a; };
%struct user_regs_struct { long a; };
%typedef struct pt_regs bpf_user_pt_regs_t;
%int f(int c __arg_ctx);
call f
r0 = 0
exit
f:
r0 = 0
exit
=== ctx-xdp-by-name type=XDP
--- accept
%int main(void *ctx);
%struct xdp_md { int a; };
%int f(struct xdp_md *c);
call f
r0 = 0
exit
f:
r0 = 0
exit
=== ctx-xdp-declared type=XDP
--- EINVAL Caller passes invalid args into func#1 ('f')
%int main(void *ctx);
%struct xdp_md;
%int f(struct xdp_md *c);
call f
r0 = 0
exit
f:
r0 = 0
exit
=== ctx-sched-cls-by-name type=SCHED_CLS
--- accept
%int main(void *ctx);
%struct __sk_buff { int a; };
%int f(struct __sk_buff *c);
call f
r0 = 0
exit
f:
r0 = 0
exit
=== ctx-sched-cls-declared type=SCHED_CLS
--- EINVAL Caller passes invalid args into func#1 ('f')
%int main(void *ctx);
%struct __sk_buff;
%int f(struct __sk_buff *c);
call f
r0 = 0
exit
f:
r0 = 0
exit
=== ctx-kprobe-by-name type=KPROBE
--- accept
%int main(void *ctx);
%struct pt_regs { int a; };
%int f(struct pt_regs *c);
call f
r0 = 0
exit
f:
r0 = 0
exit
=== ctx-kprobe-declared type=KPROBE
--- EINVAL Caller passes invalid args into func#1 ('f')
%int main(void *ctx);
%struct pt_regs;
%int f(struct pt_regs *c);
call f
r0 = 0
exit
f:
r0 = 0
exit
=== ctx-kprobe-tag-void type=KPROBE
--- accept
%int main(void *ctx);
%struct pt_regs { int a; };
%struct other { int a; };
%struct user_regs_struct { long a; };
%typedef struct pt_regs bpf_user_pt_regs_t;
%int f(void *c __arg_ctx);
call f
r0 = 0
exit
f:
r0 = 0
exit
=== ctx-kprobe-tag-u64 type=KPROBE
--- EINVAL Caller passes invalid args into func#1 ('f')
%int main(void *ctx);
%struct pt_regs { int a; };
%struct other { int a; };
%struct user_regs_struct { long a; };
%typedef struct pt_regs bpf_user_pt_regs_t;
%int f(u64 *c __arg_ctx);
call f
r0 = 0
exit
f:
r0 = 0
exit
=== ctx-kprobe-tag-u32 type=KPROBE
--- EINVAL Caller passes invalid args into func#1 ('f')
%int main(void *ctx);
%struct pt_regs { int a; };
%struct other { int a; };
%struct user_regs_struct { long a; };
%typedef struct pt_regs bpf_user_pt_regs_t;
%int f(u32 *c __arg_ctx);
call f
r0 = 0
exit
f:
r0 = 0
exit
=== ctx-kprobe-tag-struct type=KPROBE
--- accept
%int main(void *ctx);
%struct pt_regs { int a; };
%struct other { int a; };
%struct user_regs_struct { long a; };
%typedef struct pt_regs bpf_user_pt_regs_t;
%int f(struct pt_regs *c __arg_ctx);
call f
r0 = 0
exit
f:
r0 = 0
exit
=== ctx-kprobe-tag-other type=KPROBE
--- EINVAL Caller passes invalid args into func#1 ('f')
%int main(void *ctx);
%struct pt_regs { int a; };
%struct other { int a; };
%struct user_regs_struct { long a; };
%typedef struct pt_regs bpf_user_pt_regs_t;
%int f(struct other *c __arg_ctx);
call f
r0 = 0
exit
f:
r0 = 0
exit
=== ctx-kprobe-tag-regs-typedef type=KPROBE
--- accept
%int main(void *ctx);
%struct pt_regs { int a; };
%struct other { int a; };
%struct user_regs_struct { long a; };
%typedef struct pt_regs bpf_user_pt_regs_t;
%int f(bpf_user_pt_regs_t *c __arg_ctx);
call f
r0 = 0
exit
f:
r0 = 0
exit
=== ctx-kprobe-tag-regs type=KPROBE
--- accept
%int main(void *ctx);
%struct pt_regs { int a; };
%struct other { int a; };
%struct user_regs_struct { long a; };
%typedef struct pt_regs bpf_user_pt_regs_t;
%int f(struct pt_regs *c __arg_ctx);
call f
r0 = 0
exit
f:
r0 = 0
exit
=== ctx-kprobe-tag-user-regs type=KPROBE
--- EINVAL Caller passes invalid args into func#1 ('f')
%int main(void *ctx);
%struct pt_regs { int a; };
%struct other { int a; };
%struct user_regs_struct { long a; };
%typedef struct pt_regs bpf_user_pt_regs_t;
%int f(struct user_regs_struct *c __arg_ctx);
call f
r0 = 0
exit
f:
r0 = 0
exit
=== ctx-kprobe-tag-value type=KPROBE
--- EINVAL Caller passes invalid args into func#1 ('f')
%int main(void *ctx);
%struct pt_regs { int a; };
%struct other { int a; };
%struct user_regs_struct { long a; };
%typedef struct pt_regs bpf_user_pt_regs_t;
%int f(int c __arg_ctx);
call f
r0 = 0
exit
f:
r0 = 0
exit
=== ctx-perf-event-by-name type=PERF_EVENT
--- accept
%int main(void *ctx);
%struct bpf_perf_event_data { int a; };
%int f(struct bpf_perf_event_data *c);
call f
r0 = 0
exit
f:
r0 = 0
exit
=== ctx-perf-event-declared type=PERF_EVENT
--- EINVAL Caller passes invalid args into func#1 ('f')
%int main(void *ctx);
%struct bpf_perf_event_data;
%int f(struct bpf_perf_event_data *c);
call f
r0 = 0
exit
f:
r0 = 0
exit
=== ctx-perf-event-tag-void type=PERF_EVENT
--- accept
%int main(void *ctx);
%struct bpf_perf_event_data { int a; };
%struct other { int a; };
%struct pt_regs { long a; };
%struct user_regs_struct { long a; };
%typedef struct pt_regs bpf_user_pt_regs_t;
%int f(void *c __arg_ctx);
call f
r0 = 0
exit
f:
r0 = 0
exit
=== ctx-perf-event-tag-u64 type=PERF_EVENT
--- EINVAL Caller passes invalid args into func#1 ('f')
%int main(void *ctx);
%struct bpf_perf_event_data { int a; };
%struct other { int a; };
%struct pt_regs { long a; };
%struct user_regs_struct { long a; };
%typedef struct pt_regs bpf_user_pt_regs_t;
%int f(u64 *c __arg_ctx);
call f
r0 = 0
exit
f:
r0 = 0
exit
=== ctx-perf-event-tag-u32 type=PERF_EVENT
--- EINVAL Caller passes invalid args into func#1 ('f')
%int main(void *ctx);
%struct bpf_perf_event_data { int a; };
%struct other { int a; };
%struct pt_regs { long a; };
%struct user_regs_struct { long a; };
%typedef struct pt_regs bpf_user_pt_regs_t;
%int f(u32 *c __arg_ctx);
call f
r0 = 0
exit
f:
r0 = 0
exit
=== ctx-perf-event-tag-struct type=PERF_EVENT
--- accept
%int main(void *ctx);
%struct bpf_perf_event_data { int a; };
%struct other { int a; };
%struct pt_regs { long a; };
%struct user_regs_struct { long a; };
%typedef struct pt_regs bpf_user_pt_regs_t;
%int f(struct bpf_perf_event_data *c __arg_ctx);
call f
r0 = 0
exit
f:
r0 = 0
exit
=== ctx-perf-event-tag-other type=PERF_EVENT
--- EINVAL Caller passes invalid args into func#1 ('f')
%int main(void *ctx);
%struct bpf_perf_event_data { int a; };
%struct other { int a; };
%struct pt_regs { long a; };
%struct user_regs_struct { long a; };
%typedef struct pt_regs bpf_user_pt_regs_t;
%int f(struct other *c __arg_ctx);
call f
r0 = 0
exit
f:
r0 = 0
exit
=== ctx-perf-event-tag-regs-typedef type=PERF_EVENT
--- accept
%int main(void *ctx);
%struct bpf_perf_event_data { int a; };
%struct other { int a; };
%struct pt_regs { long a; };
%struct user_regs_struct { long a; };
%typedef struct pt_regs bpf_user_pt_regs_t;
%int f(bpf_user_pt_regs_t *c __arg_ctx);
call f
r0 = 0
exit
f:
r0 = 0
exit
=== ctx-perf-event-tag-regs type=PERF_EVENT
--- accept
%int main(void *ctx);
%struct bpf_perf_event_data { int a; };
%struct other { int a; };
%struct pt_regs { long a; };
%struct user_regs_struct { long a; };
%typedef struct pt_regs bpf_user_pt_regs_t;
%int f(struct pt_regs *c __arg_ctx);
call f
r0 = 0
exit
f:
r0 = 0
exit
=== ctx-perf-event-tag-user-regs type=PERF_EVENT
--- EINVAL Caller passes invalid args into func#1 ('f')
%int main(void *ctx);
%struct bpf_perf_event_data { int a; };
%struct other { int a; };
%struct pt_regs { long a; };
%struct user_regs_struct { long a; };
%typedef struct pt_regs bpf_user_pt_regs_t;
%int f(struct user_regs_struct *c __arg_ctx);
call f
r0 = 0
exit
f:
r0 = 0
exit
=== ctx-perf-event-tag-value type=PERF_EVENT
--- EINVAL Caller passes invalid args into func#1 ('f')
%int main(void *ctx);
%struct bpf_perf_event_data { int a; };
%struct other { int a; };
%struct pt_regs { long a; };
%struct user_regs_struct { long a; };
%typedef struct pt_regs bpf_user_pt_regs_t;
%int f(int c __arg_ctx);
call f
r0 = 0
exit
f:
r0 = 0
exit
=== ctx-raw-tracepoint-by-name type=RAW_TRACEPOINT
--- accept
%int main(void *ctx);
%struct bpf_raw_tracepoint_args { int a; };
%int f(struct bpf_raw_tracepoint_args *c);
call f
r0 = 0
exit
f:
r0 = 0
exit
=== ctx-raw-tracepoint-declared type=RAW_TRACEPOINT
--- EINVAL Caller passes invalid args into func#1 ('f')
%int main(void *ctx);
%struct bpf_raw_tracepoint_args;
%int f(struct bpf_raw_tracepoint_args *c);
call f
r0 = 0
exit
f:
r0 = 0
exit
=== ctx-raw-tracepoint-tag-void type=RAW_TRACEPOINT
--- accept
%int main(void *ctx);
%struct bpf_raw_tracepoint_args { int a; };
%struct other { int a; };
%struct pt_regs { long a; };
%struct user_regs_struct { long a; };
%typedef struct pt_regs bpf_user_pt_regs_t;
%int f(void *c __arg_ctx);
call f
r0 = 0
exit
f:
r0 = 0
exit
=== ctx-raw-tracepoint-tag-u64 type=RAW_TRACEPOINT
--- accept
%int main(void *ctx);
%struct bpf_raw_tracepoint_args { int a; };
%struct other { int a; };
%struct pt_regs { long a; };
%struct user_regs_struct { long a; };
%typedef struct pt_regs bpf_user_pt_regs_t;
%int f(u64 *c __arg_ctx);
call f
r0 = 0
exit
f:
r0 = 0
exit
=== ctx-raw-tracepoint-tag-u32 type=RAW_TRACEPOINT
--- EINVAL Caller passes invalid args into func#1 ('f')
%int main(void *ctx);
%struct bpf_raw_tracepoint_args { int a; };
%struct other { int a; };
%struct pt_regs { long a; };
%struct user_regs_struct { long a; };
%typedef struct pt_regs bpf_user_pt_regs_t;
%int f(u32 *c __arg_ctx);
call f
r0 = 0
exit
f:
r0 = 0
exit
=== ctx-raw-tracepoint-tag-struct type=RAW_TRACEPOINT
--- accept
%int main(void *ctx);
%struct bpf_raw_tracepoint_args { int a; };
%struct other { int a; };
%struct pt_regs { long a; };
%struct user_regs_struct { long a; };
%typedef struct pt_regs bpf_user_pt_regs_t;
%int f(struct bpf_raw_tracepoint_args *c __arg_ctx);
call f
r0 = 0
exit
f:
r0 = 0
exit
=== ctx-raw-tracepoint-tag-other type=RAW_TRACEPOINT
--- EINVAL Caller passes invalid args into func#1 ('f')
%int main(void *ctx);
%struct bpf_raw_tracepoint_args { int a; };
%struct other { int a; };
%struct pt_regs { long a; };
%struct user_regs_struct { long a; };
%typedef struct pt_regs bpf_user_pt_regs_t;
%int f(struct other *c __arg_ctx);
call f
r0 = 0
exit
f:
r0 = 0
exit
=== ctx-raw-tracepoint-tag-regs-typedef type=RAW_TRACEPOINT
--- EINVAL Caller passes invalid args into func#1 ('f')
%int main(void *ctx);
%struct bpf_raw_tracepoint_args { int a; };
%struct other { int a; };
%struct pt_regs { long a; };
%struct user_regs_struct { long a; };
%typedef struct pt_regs bpf_user_pt_regs_t;
%int f(bpf_user_pt_regs_t *c __arg_ctx);
call f
r0 = 0
exit
f:
r0 = 0
exit
=== ctx-raw-tracepoint-tag-regs type=RAW_TRACEPOINT
--- EINVAL Caller passes invalid args into func#1 ('f')
%int main(void *ctx);
%struct bpf_raw_tracepoint_args { int a; };
%struct other { int a; };
%struct pt_regs { long a; };
%struct user_regs_struct { long a; };
%typedef struct pt_regs bpf_user_pt_regs_t;
%int f(struct pt_regs *c __arg_ctx);
call f
r0 = 0
exit
f:
r0 = 0
exit
=== ctx-raw-tracepoint-tag-user-regs type=RAW_TRACEPOINT
--- EINVAL Caller passes invalid args into func#1 ('f')
%int main(void *ctx);
%struct bpf_raw_tracepoint_args { int a; };
%struct other { int a; };
%struct pt_regs { long a; };
%struct user_regs_struct { long a; };
%typedef struct pt_regs bpf_user_pt_regs_t;
%int f(struct user_regs_struct *c __arg_ctx);
call f
r0 = 0
exit
f:
r0 = 0
exit
=== ctx-raw-tracepoint-tag-value type=RAW_TRACEPOINT
--- EINVAL Caller passes invalid args into func#1 ('f')
%int main(void *ctx);
%struct bpf_raw_tracepoint_args { int a; };
%struct other { int a; };
%struct pt_regs { long a; };
%struct user_regs_struct { long a; };
%typedef struct pt_regs bpf_user_pt_regs_t;
%int f(int c __arg_ctx);
call f
r0 = 0
exit
f:
r0 = 0
exit
=== ctx-tracepoint-by-name type=TRACEPOINT
--- EINVAL Caller passes invalid args into func#1 ('f')
%int main(void *ctx);
%struct trace_entry { int a; };
%int f(struct trace_entry *c);
call f
r0 = 0
exit
f:
r0 = 0
exit
=== ctx-tracepoint-declared type=TRACEPOINT
--- EINVAL Caller passes invalid args into func#1 ('f')
%int main(void *ctx);
%struct trace_entry;
%int f(struct trace_entry *c);
call f
r0 = 0
exit
f:
r0 = 0
exit
=== ctx-tracepoint-tag-void type=TRACEPOINT
--- accept
%int main(void *ctx);
%struct trace_entry { int a; };
%struct other { int a; };
%struct pt_regs { long a; };
%struct user_regs_struct { long a; };
%typedef struct pt_regs bpf_user_pt_regs_t;
%int f(void *c __arg_ctx);
call f
r0 = 0
exit
f:
r0 = 0
exit
=== ctx-tracepoint-tag-u64 type=TRACEPOINT
--- accept
%int main(void *ctx);
%struct trace_entry { int a; };
%struct other { int a; };
%struct pt_regs { long a; };
%struct user_regs_struct { long a; };
%typedef struct pt_regs bpf_user_pt_regs_t;
%int f(u64 *c __arg_ctx);
call f
r0 = 0
exit
f:
r0 = 0
exit
=== ctx-tracepoint-tag-u32 type=TRACEPOINT
--- accept
%int main(void *ctx);
%struct trace_entry { int a; };
%struct other { int a; };
%struct pt_regs { long a; };
%struct user_regs_struct { long a; };
%typedef struct pt_regs bpf_user_pt_regs_t;
%int f(u32 *c __arg_ctx);
call f
r0 = 0
exit
f:
r0 = 0
exit
=== ctx-tracepoint-tag-struct type=TRACEPOINT
--- accept
%int main(void *ctx);
%struct trace_entry { int a; };
%struct other { int a; };
%struct pt_regs { long a; };
%struct user_regs_struct { long a; };
%typedef struct pt_regs bpf_user_pt_regs_t;
%int f(struct trace_entry *c __arg_ctx);
call f
r0 = 0
exit
f:
r0 = 0
exit
=== ctx-tracepoint-tag-other type=TRACEPOINT
--- accept
%int main(void *ctx);
%struct trace_entry { int a; };
%struct other { int a; };
%struct pt_regs { long a; };
%struct user_regs_struct { long a; };
%typedef struct pt_regs bpf_user_pt_regs_t;
%int f(struct other *c __arg_ctx);
call f
r0 = 0
exit
f:
r0 = 0
exit
=== ctx-tracepoint-tag-regs-typedef type=TRACEPOINT
--- accept
%int main(void *ctx);
%struct trace_entry { int a; };
%struct other { int a; };
%struct pt_regs { long a; };
%struct user_regs_struct { long a; };
%typedef struct pt_regs bpf_user_pt_regs_t;
%int f(bpf_user_pt_regs_t *c __arg_ctx);
call f
r0 = 0
exit
f:
r0 = 0
exit
=== ctx-tracepoint-tag-regs type=TRACEPOINT
--- accept
%int main(void *ctx);
%struct trace_entry { int a; };
%struct other { int a; };
%struct pt_regs { long a; };
%struct user_regs_struct { long a; };
%typedef struct pt_regs bpf_user_pt_regs_t;
%int f(struct pt_regs *c __arg_ctx);
call f
r0 = 0
exit
f:
r0 = 0
exit
=== ctx-tracepoint-tag-user-regs type=TRACEPOINT
--- accept
%int main(void *ctx);
%struct trace_entry { int a; };
%struct other { int a; };
%struct pt_regs { long a; };
%struct user_regs_struct { long a; };
%typedef struct pt_regs bpf_user_pt_regs_t;
%int f(struct user_regs_struct *c __arg_ctx);
call f
r0 = 0
exit
f:
r0 = 0
exit
=== ctx-tracepoint-tag-value type=TRACEPOINT
--- EINVAL Caller passes invalid args into func#1 ('f')
%int main(void *ctx);
%struct trace_entry { int a; };
%struct other { int a; };
%struct pt_regs { long a; };
%struct user_regs_struct { long a; };
%typedef struct pt_regs bpf_user_pt_regs_t;
%int f(int c __arg_ctx);
call f
r0 = 0
exit
f:
r0 = 0
exit
=== ctx-cgroup-skb-by-name type=CGROUP_SKB
--- accept
%int main(void *ctx);
%struct __sk_buff { int a; };
%int f(struct __sk_buff *c);
call f
r0 = 0
exit
f:
r0 = 0
exit
=== ctx-cgroup-skb-declared type=CGROUP_SKB
--- EINVAL Caller passes invalid args into func#1 ('f')
%int main(void *ctx);
%struct __sk_buff;
%int f(struct __sk_buff *c);
call f
r0 = 0
exit
f:
r0 = 0
exit
=== ctx-sk-msg-by-name type=SK_MSG
--- accept
%int main(void *ctx);
%struct sk_msg_md { int a; };
%int f(struct sk_msg_md *c);
call f
r0 = 0
exit
f:
r0 = 0
exit
=== ctx-sk-msg-declared type=SK_MSG
--- EINVAL Caller passes invalid args into func#1 ('f')
%int main(void *ctx);
%struct sk_msg_md;
%int f(struct sk_msg_md *c);
call f
r0 = 0
exit
f:
r0 = 0
exit
=== ctx-sock-ops-by-name type=SOCK_OPS
--- accept
%int main(void *ctx);
%struct bpf_sock_ops { int a; };
%int f(struct bpf_sock_ops *c);
call f
r0 = 0
exit
f:
r0 = 0
exit
=== ctx-sock-ops-declared type=SOCK_OPS
--- EINVAL Caller passes invalid args into func#1 ('f')
%int main(void *ctx);
%struct bpf_sock_ops;
%int f(struct bpf_sock_ops *c);
call f
r0 = 0
exit
f:
r0 = 0
exit
=== ctx-cgroup-sysctl-by-name type=CGROUP_SYSCTL
--- accept
%int main(void *ctx);
%struct bpf_sysctl { int a; };
%int f(struct bpf_sysctl *c);
call f
r0 = 0
exit
f:
r0 = 0
exit
=== ctx-cgroup-sysctl-declared type=CGROUP_SYSCTL
--- EINVAL Caller passes invalid args into func#1 ('f')
%int main(void *ctx);
%struct bpf_sysctl;
%int f(struct bpf_sysctl *c);
call f
r0 = 0
exit
f:
r0 = 0
exit
=== ctx-cgroup-device-by-name type=CGROUP_DEVICE
--- accept
%int main(void *ctx);
%struct bpf_cgroup_dev_ctx { int a; };
%int f(struct bpf_cgroup_dev_ctx *c);
call f
r0 = 0
exit
f:
r0 = 0
exit
=== ctx-cgroup-device-declared type=CGROUP_DEVICE
--- EINVAL Caller passes invalid args into func#1 ('f')
%int main(void *ctx);
%struct bpf_cgroup_dev_ctx;
%int f(struct bpf_cgroup_dev_ctx *c);
call f
r0 = 0
exit
f:
r0 = 0
exit
=== ctx-sk-lookup-by-name type=SK_LOOKUP
--- EINVAL
%int main(void *ctx);
%struct bpf_sk_lookup { int a; };
%int f(struct bpf_sk_lookup *c);
call f
r0 = 0
exit
f:
r0 = 0
exit
=== ctx-sk-lookup-declared type=SK_LOOKUP
--- EINVAL
%int main(void *ctx);
%struct bpf_sk_lookup;
%int f(struct bpf_sk_lookup *c);
call f
r0 = 0
exit
f:
r0 = 0
exit
=== ctx-flow-dissector-by-name type=FLOW_DISSECTOR
--- accept
%int main(void *ctx);
%struct __sk_buff { int a; };
%int f(struct __sk_buff *c);
call f
r0 = 0
exit
f:
r0 = 0
exit
=== ctx-flow-dissector-declared type=FLOW_DISSECTOR
--- EINVAL Caller passes invalid args into func#1 ('f')
%int main(void *ctx);
%struct __sk_buff;
%int f(struct __sk_buff *c);
call f
r0 = 0
exit
f:
r0 = 0
exit
=== ctx-sk-reuseport-by-name type=SK_REUSEPORT
--- accept
%int main(void *ctx);
%struct sk_reuseport_md { int a; };
%int f(struct sk_reuseport_md *c);
call f
r0 = 0
exit
f:
r0 = 0
exit
=== ctx-sk-reuseport-declared type=SK_REUSEPORT
--- EINVAL Caller passes invalid args into func#1 ('f')
%int main(void *ctx);
%struct sk_reuseport_md;
%int f(struct sk_reuseport_md *c);
call f
r0 = 0
exit
f:
r0 = 0
exit
=== ctx-kprobe-typedef type=KPROBE
--- accept
%int main(void *ctx);
%struct pt_regs { long a; };
%typedef struct pt_regs bpf_user_pt_regs_t;
%int f(const bpf_user_pt_regs_t *c);
call f
r0 = 0
exit
f:
r0 = 0
exit
=== ctx-perf-typedef type=PERF_EVENT
--- EINVAL Caller passes invalid args into func#1 ('f')
%int main(void *ctx);
%struct pt_regs { long a; };
%typedef struct pt_regs bpf_user_pt_regs_t;
%int f(bpf_user_pt_regs_t *c);
call f
r0 = 0
exit
f:
r0 = 0
exit
=== ctx-projected-skb type=SCHED_CLS
--- accept
%int main(void *ctx);
%struct sk_buff { int a; };
%int f(struct sk_buff *c);
call f
r0 = 0
exit
f:
r0 = 0
exit
=== ctx-projected-xdp type=XDP
--- accept
%int main(void *ctx);
%struct xdp_buff { int a; };
%int f(struct xdp_buff *c);
call f
r0 = 0
exit
f:
r0 = 0
exit
=== ctx-union type=SCHED_CLS
--- accept
%int main(void *ctx);
%union __sk_buff { int a; };
%int f(union __sk_buff *c);
call f
r0 = 0
exit
f:
r0 = 0
exit
=== ctx-union-tag type=SCHED_CLS
--- EINVAL Caller passes invalid args into func#1 ('f')
%int main(void *ctx);
%union __sk_buff { int a; };
%int f(union __sk_buff *c __arg_ctx);
call f
r0 = 0
exit
f:
r0 = 0
exit
=== ctx-anonymous-tag type=SCHED_CLS
--- EINVAL Caller passes invalid args into func#1 ('f')
%int main(void *ctx);
%int f(struct { int a; } *c __arg_ctx);
call f
r0 = 0
exit
f:
r0 = 0
exit
=== ctx-syscall-tag type=SYSCALL sleepable=yes
--- accept
%int main(void *ctx);
%struct any { int a; };
%int f(struct any *c __arg_ctx);
call f
r0 = 0
exit
f:
r0 = 0
exit
=== ctx-typedef-struct type=SCHED_CLS
--- accept
%int main(void *ctx);
%struct __sk_buff { int a; };
%typedef const struct __sk_buff alias;
%int f(alias *c);
call f
r0 = 0
exit
f:
r0 = 0
exit
=== ctx-not-given type=SCHED_CLS
--- EINVAL Caller passes invalid args into func#1 ('f')
%int main(void *ctx);
%struct __sk_buff { int a; };
%int f(struct __sk_buff *c);
r1 = 0
call f
r0 = 0
exit
f:
r0 = 0
exit
=== ctx-moved type=SCHED_CLS
--- EACCES Caller passes invalid args into func#1 ('f')
%int main(void *ctx);
%struct __sk_buff { int a; };
%int f(struct __sk_buff *c);
r1 += 4
call f
r0 = 0
exit
f:
r0 = 0
exit
=== ctx-stack type=SCHED_CLS
--- EINVAL Caller passes invalid args into func#1 ('f')
%int main(void *ctx);
%struct __sk_buff { int a; };
%int f(struct __sk_buff *c);
r1 = r10
call f
r0 = 0
exit
f:
r0 = 0
exit
=== ctx-used type=SCHED_CLS
--- accept
%int main(void *ctx);
%struct __sk_buff { int a; };
%int f(struct __sk_buff *c);
call f
r0 = 0
exit
f:
r0 = *(u32 *)(r1 + 0)
exit
=== ctx-used-badly type=SCHED_CLS
--- EACCES invalid bpf_context access off=300 size=4
%int main(void *ctx);
%struct __sk_buff { int a; };
%int f(struct __sk_buff *c);
call f
r0 = 0
exit
f:
r0 = *(u32 *)(r1 + 300)
exit
=== tags-ctx-nonnull-task
--- EINVAL Caller passes invalid args into func#1 ('f')
%int main(void *ctx);
%struct task_struct { int pid; };
%struct task_struct___mine { int pid; };
%struct local { int a; };
%struct fwd_only_here;
%int f(struct task_struct *p __arg_ctx __arg_nonnull);
r1 = 0
call f
r0 = 0
exit
f:
r0 = 0
exit
=== tags-ctx-nonnull-local
--- EINVAL Caller passes invalid args into func#1 ('f')
%int main(void *ctx);
%struct task_struct { int pid; };
%struct task_struct___mine { int pid; };
%struct local { int a; };
%struct fwd_only_here;
%int f(struct local *p __arg_ctx __arg_nonnull);
r1 = 0
call f
r0 = 0
exit
f:
r0 = 0
exit
=== tags-ctx-nonnull-int
--- EINVAL Caller passes invalid args into func#1 ('f')
%int main(void *ctx);
%struct task_struct { int pid; };
%struct task_struct___mine { int pid; };
%struct local { int a; };
%struct fwd_only_here;
%int f(int *p __arg_ctx __arg_nonnull);
r1 = 0
call f
r0 = 0
exit
f:
r0 = 0
exit
=== tags-ctx-nonnull-void
--- EINVAL Caller passes invalid args into func#1 ('f')
%int main(void *ctx);
%struct task_struct { int pid; };
%struct task_struct___mine { int pid; };
%struct local { int a; };
%struct fwd_only_here;
%int f(void *p __arg_ctx __arg_nonnull);
r1 = 0
call f
r0 = 0
exit
f:
r0 = 0
exit
=== tags-ctx-nonnull-value
--- EINVAL Caller passes invalid args into func#1 ('f')
%int main(void *ctx);
%struct task_struct { int pid; };
%struct task_struct___mine { int pid; };
%struct local { int a; };
%struct fwd_only_here;
%int f(int p __arg_ctx __arg_nonnull);
r1 = 0
call f
r0 = 0
exit
f:
r0 = 0
exit
=== tags-ctx-nonnull-file-declared
--- EINVAL Caller passes invalid args into func#1 ('f')
%int main(void *ctx);
%struct task_struct { int pid; };
%struct task_struct___mine { int pid; };
%struct local { int a; };
%struct fwd_only_here;
%int f(struct fwd_only_here *p __arg_ctx __arg_nonnull);
r1 = 0
call f
r0 = 0
exit
f:
r0 = 0
exit
=== tags-ctx-nonnull-flavour
--- EINVAL Caller passes invalid args into func#1 ('f')
%int main(void *ctx);
%struct task_struct { int pid; };
%struct task_struct___mine { int pid; };
%struct local { int a; };
%struct fwd_only_here;
%int f(struct task_struct___mine *p __arg_ctx __arg_nonnull);
r1 = 0
call f
r0 = 0
exit
f:
r0 = 0
exit
=== tags-ctx-nullable-task
--- EINVAL Caller passes invalid args into func#1 ('f')
%int main(void *ctx);
%struct task_struct { int pid; };
%struct task_struct___mine { int pid; };
%struct local { int a; };
%struct fwd_only_here;
%int f(struct task_struct *p __arg_ctx __arg_nullable);
r1 = 0
call f
r0 = 0
exit
f:
r0 = 0
exit
=== tags-ctx-nullable-local
--- EINVAL Caller passes invalid args into func#1 ('f')
%int main(void *ctx);
%struct task_struct { int pid; };
%struct task_struct___mine { int pid; };
%struct local { int a; };
%struct fwd_only_here;
%int f(struct local *p __arg_ctx __arg_nullable);
r1 = 0
call f
r0 = 0
exit
f:
r0 = 0
exit
=== tags-ctx-nullable-int
--- EINVAL Caller passes invalid args into func#1 ('f')
%int main(void *ctx);
%struct task_struct { int pid; };
%struct task_struct___mine { int pid; };
%struct local { int a; };
%struct fwd_only_here;
%int f(int *p __arg_ctx __arg_nullable);
r1 = 0
call f
r0 = 0
exit
f:
r0 = 0
exit
=== tags-ctx-nullable-void
--- EINVAL Caller passes invalid args into func#1 ('f')
%int main(void *ctx);
%struct task_struct { int pid; };
%struct task_struct___mine { int pid; };
%struct local { int a; };
%struct fwd_only_here;
%int f(void *p __arg_ctx __arg_nullable);
r1 = 0
call f
r0 = 0
exit
f:
r0 = 0
exit
=== tags-ctx-nullable-value
--- EINVAL Caller passes invalid args into func#1 ('f')
%int main(void *ctx);
%struct task_struct { int pid; };
%struct task_struct___mine { int pid; };
%struct local { int a; };
%struct fwd_only_here;
%int f(int p __arg_ctx __arg_nullable);
r1 = 0
call f
r0 = 0
exit
f:
r0 = 0
exit
=== tags-ctx-nullable-file-declared
--- EINVAL Caller passes invalid args into func#1 ('f')
%int main(void *ctx);
%struct task_struct { int pid; };
%struct task_struct___mine { int pid; };
%struct local { int a; };
%struct fwd_only_here;
%int f(struct fwd_only_here *p __arg_ctx __arg_nullable);
r1 = 0
call f
r0 = 0
exit
f:
r0 = 0
exit
=== tags-ctx-nullable-flavour
--- EINVAL Caller passes invalid args into func#1 ('f')
%int main(void *ctx);
%struct task_struct { int pid; };
%struct task_struct___mine { int pid; };
%struct local { int a; };
%struct fwd_only_here;
%int f(struct task_struct___mine *p __arg_ctx __arg_nullable);
r1 = 0
call f
r0 = 0
exit
f:
r0 = 0
exit
=== tags-nonnull-nullable-task
--- EINVAL Caller passes invalid args into func#1 ('f')
%int main(void *ctx);
%struct task_struct { int pid; };
%struct task_struct___mine { int pid; };
%struct local { int a; };
%struct fwd_only_here;
%int f(struct task_struct *p __arg_nonnull __arg_nullable);
r1 = 0
call f
r0 = 0
exit
f:
r0 = 0
exit
=== tags-nonnull-nullable-local
--- EINVAL Caller passes invalid args into func#1 ('f')
%int main(void *ctx);
%struct task_struct { int pid; };
%struct task_struct___mine { int pid; };
%struct local { int a; };
%struct fwd_only_here;
%int f(struct local *p __arg_nonnull __arg_nullable);
r1 = 0
call f
r0 = 0
exit
f:
r0 = 0
exit
=== tags-nonnull-nullable-int
--- EINVAL Caller passes invalid args into func#1 ('f')
%int main(void *ctx);
%struct task_struct { int pid; };
%struct task_struct___mine { int pid; };
%struct local { int a; };
%struct fwd_only_here;
%int f(int *p __arg_nonnull __arg_nullable);
r1 = 0
call f
r0 = 0
exit
f:
r0 = 0
exit
=== tags-nonnull-nullable-void
--- EINVAL Caller passes invalid args into func#1 ('f')
%int main(void *ctx);
%struct task_struct { int pid; };
%struct task_struct___mine { int pid; };
%struct local { int a; };
%struct fwd_only_here;
%int f(void *p __arg_nonnull __arg_nullable);
r1 = 0
call f
r0 = 0
exit
f:
r0 = 0
exit
=== tags-nonnull-nullable-value
--- EINVAL Caller passes invalid args into func#1 ('f')
%int main(void *ctx);
%struct task_struct { int pid; };
%struct task_struct___mine { int pid; };
%struct local { int a; };
%struct fwd_only_here;
%int f(int p __arg_nonnull __arg_nullable);
r1 = 0
call f
r0 = 0
exit
f:
r0 = 0
exit
=== tags-nonnull-nullable-file-declared
--- EINVAL Caller passes invalid args into func#1 ('f')
%int main(void *ctx);
%struct task_struct { int pid; };
%struct task_struct___mine { int pid; };
%struct local { int a; };
%struct fwd_only_here;
%int f(struct fwd_only_here *p __arg_nonnull __arg_nullable);
r1 = 0
call f
r0 = 0
exit
f:
r0 = 0
exit
=== tags-nonnull-nullable-flavour
--- EINVAL Caller passes invalid args into func#1 ('f')
%int main(void *ctx);
%struct task_struct { int pid; };
%struct task_struct___mine { int pid; };
%struct local { int a; };
%struct fwd_only_here;
%int f(struct task_struct___mine *p __arg_nonnull __arg_nullable);
r1 = 0
call f
r0 = 0
exit
f:
r0 = 0
exit
=== tags-nullable-task
--- EINVAL Caller passes invalid args into func#1 ('f')
%int main(void *ctx);
%struct task_struct { int pid; };
%struct task_struct___mine { int pid; };
%struct local { int a; };
%struct fwd_only_here;
%int f(struct task_struct *p __arg_nullable);
r1 = 0
call f
r0 = 0
exit
f:
r0 = 0
exit
=== tags-nullable-local
--- EINVAL Caller passes invalid args into func#1 ('f')
%int main(void *ctx);
%struct task_struct { int pid; };
%struct task_struct___mine { int pid; };
%struct local { int a; };
%struct fwd_only_here;
%int f(struct local *p __arg_nullable);
r1 = 0
call f
r0 = 0
exit
f:
r0 = 0
exit
=== tags-nullable-int
--- EINVAL Caller passes invalid args into func#1 ('f')
%int main(void *ctx);
%struct task_struct { int pid; };
%struct task_struct___mine { int pid; };
%struct local { int a; };
%struct fwd_only_here;
%int f(int *p __arg_nullable);
r1 = 0
call f
r0 = 0
exit
f:
r0 = 0
exit
=== tags-nullable-void
--- EINVAL Caller passes invalid args into func#1 ('f')
%int main(void *ctx);
%struct task_struct { int pid; };
%struct task_struct___mine { int pid; };
%struct local { int a; };
%struct fwd_only_here;
%int f(void *p __arg_nullable);
r1 = 0
call f
r0 = 0
exit
f:
r0 = 0
exit
=== tags-nullable-value
--- EINVAL Caller passes invalid args into func#1 ('f')
%int main(void *ctx);
%struct task_struct { int pid; };
%struct task_struct___mine { int pid; };
%struct local { int a; };
%struct fwd_only_here;
%int f(int p __arg_nullable);
r1 = 0
call f
r0 = 0
exit
f:
r0 = 0
exit
=== tags-nullable-file-declared
--- EINVAL Caller passes invalid args into func#1 ('f')
%int main(void *ctx);
%struct task_struct { int pid; };
%struct task_struct___mine { int pid; };
%struct local { int a; };
%struct fwd_only_here;
%int f(struct fwd_only_here *p __arg_nullable);
r1 = 0
call f
r0 = 0
exit
f:
r0 = 0
exit
=== tags-nullable-flavour
--- EINVAL Caller passes invalid args into func#1 ('f')
%int main(void *ctx);
%struct task_struct { int pid; };
%struct task_struct___mine { int pid; };
%struct local { int a; };
%struct fwd_only_here;
%int f(struct task_struct___mine *p __arg_nullable);
r1 = 0
call f
r0 = 0
exit
f:
r0 = 0
exit
=== tags-trusted-nonnull-task
--- EINVAL Caller passes invalid args into func#1 ('f')
%int main(void *ctx);
%struct task_struct { int pid; };
%struct task_struct___mine { int pid; };
%struct local { int a; };
%struct fwd_only_here;
%int f(struct task_struct *p __arg_trusted __arg_nonnull);
r1 = 0
call f
r0 = 0
exit
f:
r0 = 0
exit
=== tags-trusted-nonnull-local
--- EINVAL Caller passes invalid args into func#1 ('f')
%int main(void *ctx);
%struct task_struct { int pid; };
%struct task_struct___mine { int pid; };
%struct local { int a; };
%struct fwd_only_here;
%int f(struct local *p __arg_trusted __arg_nonnull);
r1 = 0
call f
r0 = 0
exit
f:
r0 = 0
exit
=== tags-trusted-nonnull-int
--- EINVAL Caller passes invalid args into func#1 ('f')
%int main(void *ctx);
%struct task_struct { int pid; };
%struct task_struct___mine { int pid; };
%struct local { int a; };
%struct fwd_only_here;
%int f(int *p __arg_trusted __arg_nonnull);
r1 = 0
call f
r0 = 0
exit
f:
r0 = 0
exit
=== tags-trusted-nonnull-void
--- EINVAL Caller passes invalid args into func#1 ('f')
%int main(void *ctx);
%struct task_struct { int pid; };
%struct task_struct___mine { int pid; };
%struct local { int a; };
%struct fwd_only_here;
%int f(void *p __arg_trusted __arg_nonnull);
r1 = 0
call f
r0 = 0
exit
f:
r0 = 0
exit
=== tags-trusted-nonnull-value
--- EINVAL Caller passes invalid args into func#1 ('f')
%int main(void *ctx);
%struct task_struct { int pid; };
%struct task_struct___mine { int pid; };
%struct local { int a; };
%struct fwd_only_here;
%int f(int p __arg_trusted __arg_nonnull);
r1 = 0
call f
r0 = 0
exit
f:
r0 = 0
exit
=== tags-trusted-nonnull-file-declared
--- EINVAL Caller passes invalid args into func#1 ('f')
%int main(void *ctx);
%struct task_struct { int pid; };
%struct task_struct___mine { int pid; };
%struct local { int a; };
%struct fwd_only_here;
%int f(struct fwd_only_here *p __arg_trusted __arg_nonnull);
r1 = 0
call f
r0 = 0
exit
f:
r0 = 0
exit
=== tags-trusted-nonnull-flavour
--- EINVAL Caller passes invalid args into func#1 ('f')
%int main(void *ctx);
%struct task_struct { int pid; };
%struct task_struct___mine { int pid; };
%struct local { int a; };
%struct fwd_only_here;
%int f(struct task_struct___mine *p __arg_trusted __arg_nonnull);
r1 = 0
call f
r0 = 0
exit
f:
r0 = 0
exit
=== tags-trusted-nullable-task
--- accept
%int main(void *ctx);
%struct task_struct { int pid; };
%struct task_struct___mine { int pid; };
%struct local { int a; };
%struct fwd_only_here;
%int f(struct task_struct *p __arg_trusted __arg_nullable);
r1 = 0
call f
r0 = 0
exit
f:
r0 = 0
exit
=== tags-trusted-nullable-local
--- ENOENT Caller passes invalid args into func#1 ('f')
%int main(void *ctx);
%struct task_struct { int pid; };
%struct task_struct___mine { int pid; };
%struct local { int a; };
%struct fwd_only_here;
%int f(struct local *p __arg_trusted __arg_nullable);
r1 = 0
call f
r0 = 0
exit
f:
r0 = 0
exit
=== tags-trusted-nullable-int
--- accept
%int main(void *ctx);
%struct task_struct { int pid; };
%struct task_struct___mine { int pid; };
%struct local { int a; };
%struct fwd_only_here;
%int f(int *p __arg_trusted __arg_nullable);
r1 = 0
call f
r0 = 0
exit
f:
r0 = 0
exit
=== tags-trusted-nullable-void
--- EINVAL Caller passes invalid args into func#1 ('f')
%int main(void *ctx);
%struct task_struct { int pid; };
%struct task_struct___mine { int pid; };
%struct local { int a; };
%struct fwd_only_here;
%int f(void *p __arg_trusted __arg_nullable);
r1 = 0
call f
r0 = 0
exit
f:
r0 = 0
exit
=== tags-trusted-nullable-value
--- EINVAL Caller passes invalid args into func#1 ('f')
%int main(void *ctx);
%struct task_struct { int pid; };
%struct task_struct___mine { int pid; };
%struct local { int a; };
%struct fwd_only_here;
%int f(int p __arg_trusted __arg_nullable);
r1 = 0
call f
r0 = 0
exit
f:
r0 = 0
exit
=== tags-trusted-nullable-file-declared
--- ENOENT Caller passes invalid args into func#1 ('f')
%int main(void *ctx);
%struct task_struct { int pid; };
%struct task_struct___mine { int pid; };
%struct local { int a; };
%struct fwd_only_here;
%int f(struct fwd_only_here *p __arg_trusted __arg_nullable);
r1 = 0
call f
r0 = 0
exit
f:
r0 = 0
exit
=== tags-trusted-nullable-flavour
--- accept
%int main(void *ctx);
%struct task_struct { int pid; };
%struct task_struct___mine { int pid; };
%struct local { int a; };
%struct fwd_only_here;
%int f(struct task_struct___mine *p __arg_trusted __arg_nullable);
r1 = 0
call f
r0 = 0
exit
f:
r0 = 0
exit
=== tags-trusted-untrusted-task
--- EACCES Caller passes invalid args into func#1 ('f')
%int main(void *ctx);
%struct task_struct { int pid; };
%struct task_struct___mine { int pid; };
%struct local { int a; };
%struct fwd_only_here;
%int f(struct task_struct *p __arg_trusted __arg_untrusted);
r1 = 0
call f
r0 = 0
exit
f:
r0 = 0
exit
=== tags-trusted-untrusted-local
--- ENOENT Caller passes invalid args into func#1 ('f')
%int main(void *ctx);
%struct task_struct { int pid; };
%struct task_struct___mine { int pid; };
%struct local { int a; };
%struct fwd_only_here;
%int f(struct local *p __arg_trusted __arg_untrusted);
r1 = 0
call f
r0 = 0
exit
f:
r0 = 0
exit
=== tags-trusted-untrusted-int
--- EACCES Caller passes invalid args into func#1 ('f')
%int main(void *ctx);
%struct task_struct { int pid; };
%struct task_struct___mine { int pid; };
%struct local { int a; };
%struct fwd_only_here;
%int f(int *p __arg_trusted __arg_untrusted);
r1 = 0
call f
r0 = 0
exit
f:
r0 = 0
exit
=== tags-trusted-untrusted-void
--- EINVAL Caller passes invalid args into func#1 ('f')
%int main(void *ctx);
%struct task_struct { int pid; };
%struct task_struct___mine { int pid; };
%struct local { int a; };
%struct fwd_only_here;
%int f(void *p __arg_trusted __arg_untrusted);
r1 = 0
call f
r0 = 0
exit
f:
r0 = 0
exit
=== tags-trusted-untrusted-value
--- EINVAL Caller passes invalid args into func#1 ('f')
%int main(void *ctx);
%struct task_struct { int pid; };
%struct task_struct___mine { int pid; };
%struct local { int a; };
%struct fwd_only_here;
%int f(int p __arg_trusted __arg_untrusted);
r1 = 0
call f
r0 = 0
exit
f:
r0 = 0
exit
=== tags-trusted-untrusted-file-declared
--- ENOENT Caller passes invalid args into func#1 ('f')
%int main(void *ctx);
%struct task_struct { int pid; };
%struct task_struct___mine { int pid; };
%struct local { int a; };
%struct fwd_only_here;
%int f(struct fwd_only_here *p __arg_trusted __arg_untrusted);
r1 = 0
call f
r0 = 0
exit
f:
r0 = 0
exit
=== tags-trusted-untrusted-flavour
--- EACCES Caller passes invalid args into func#1 ('f')
%int main(void *ctx);
%struct task_struct { int pid; };
%struct task_struct___mine { int pid; };
%struct local { int a; };
%struct fwd_only_here;
%int f(struct task_struct___mine *p __arg_trusted __arg_untrusted);
r1 = 0
call f
r0 = 0
exit
f:
r0 = 0
exit
=== tags-untrusted-nonnull-task
--- EINVAL Caller passes invalid args into func#1 ('f')
%int main(void *ctx);
%struct task_struct { int pid; };
%struct task_struct___mine { int pid; };
%struct local { int a; };
%struct fwd_only_here;
%int f(struct task_struct *p __arg_untrusted __arg_nonnull);
r1 = 0
call f
r0 = 0
exit
f:
r0 = 0
exit
=== tags-untrusted-nonnull-local
--- EINVAL Caller passes invalid args into func#1 ('f')
%int main(void *ctx);
%struct task_struct { int pid; };
%struct task_struct___mine { int pid; };
%struct local { int a; };
%struct fwd_only_here;
%int f(struct local *p __arg_untrusted __arg_nonnull);
r1 = 0
call f
r0 = 0
exit
f:
r0 = 0
exit
=== tags-untrusted-nonnull-int
--- EINVAL Caller passes invalid args into func#1 ('f')
%int main(void *ctx);
%struct task_struct { int pid; };
%struct task_struct___mine { int pid; };
%struct local { int a; };
%struct fwd_only_here;
%int f(int *p __arg_untrusted __arg_nonnull);
r1 = 0
call f
r0 = 0
exit
f:
r0 = 0
exit
=== tags-untrusted-nonnull-void
--- EINVAL Caller passes invalid args into func#1 ('f')
%int main(void *ctx);
%struct task_struct { int pid; };
%struct task_struct___mine { int pid; };
%struct local { int a; };
%struct fwd_only_here;
%int f(void *p __arg_untrusted __arg_nonnull);
r1 = 0
call f
r0 = 0
exit
f:
r0 = 0
exit
=== tags-untrusted-nonnull-value
--- EINVAL Caller passes invalid args into func#1 ('f')
%int main(void *ctx);
%struct task_struct { int pid; };
%struct task_struct___mine { int pid; };
%struct local { int a; };
%struct fwd_only_here;
%int f(int p __arg_untrusted __arg_nonnull);
r1 = 0
call f
r0 = 0
exit
f:
r0 = 0
exit
=== tags-untrusted-nonnull-file-declared
--- EINVAL Caller passes invalid args into func#1 ('f')
%int main(void *ctx);
%struct task_struct { int pid; };
%struct task_struct___mine { int pid; };
%struct local { int a; };
%struct fwd_only_here;
%int f(struct fwd_only_here *p __arg_untrusted __arg_nonnull);
r1 = 0
call f
r0 = 0
exit
f:
r0 = 0
exit
=== tags-untrusted-nonnull-flavour
--- EINVAL Caller passes invalid args into func#1 ('f')
%int main(void *ctx);
%struct task_struct { int pid; };
%struct task_struct___mine { int pid; };
%struct local { int a; };
%struct fwd_only_here;
%int f(struct task_struct___mine *p __arg_untrusted __arg_nonnull);
r1 = 0
call f
r0 = 0
exit
f:
r0 = 0
exit
=== tags-untrusted-nullable-task
--- EINVAL Caller passes invalid args into func#1 ('f')
%int main(void *ctx);
%struct task_struct { int pid; };
%struct task_struct___mine { int pid; };
%struct local { int a; };
%struct fwd_only_here;
%int f(struct task_struct *p __arg_untrusted __arg_nullable);
r1 = 0
call f
r0 = 0
exit
f:
r0 = 0
exit
=== tags-untrusted-nullable-local
--- EINVAL Caller passes invalid args into func#1 ('f')
%int main(void *ctx);
%struct task_struct { int pid; };
%struct task_struct___mine { int pid; };
%struct local { int a; };
%struct fwd_only_here;
%int f(struct local *p __arg_untrusted __arg_nullable);
r1 = 0
call f
r0 = 0
exit
f:
r0 = 0
exit
=== tags-untrusted-nullable-int
--- EINVAL Caller passes invalid args into func#1 ('f')
%int main(void *ctx);
%struct task_struct { int pid; };
%struct task_struct___mine { int pid; };
%struct local { int a; };
%struct fwd_only_here;
%int f(int *p __arg_untrusted __arg_nullable);
r1 = 0
call f
r0 = 0
exit
f:
r0 = 0
exit
=== tags-untrusted-nullable-void
--- EINVAL Caller passes invalid args into func#1 ('f')
%int main(void *ctx);
%struct task_struct { int pid; };
%struct task_struct___mine { int pid; };
%struct local { int a; };
%struct fwd_only_here;
%int f(void *p __arg_untrusted __arg_nullable);
r1 = 0
call f
r0 = 0
exit
f:
r0 = 0
exit
=== tags-untrusted-nullable-value
--- EINVAL Caller passes invalid args into func#1 ('f')
%int main(void *ctx);
%struct task_struct { int pid; };
%struct task_struct___mine { int pid; };
%struct local { int a; };
%struct fwd_only_here;
%int f(int p __arg_untrusted __arg_nullable);
r1 = 0
call f
r0 = 0
exit
f:
r0 = 0
exit
=== tags-untrusted-nullable-file-declared
--- EINVAL Caller passes invalid args into func#1 ('f')
%int main(void *ctx);
%struct task_struct { int pid; };
%struct task_struct___mine { int pid; };
%struct local { int a; };
%struct fwd_only_here;
%int f(struct fwd_only_here *p __arg_untrusted __arg_nullable);
r1 = 0
call f
r0 = 0
exit
f:
r0 = 0
exit
=== tags-untrusted-nullable-flavour
--- EINVAL Caller passes invalid args into func#1 ('f')
%int main(void *ctx);
%struct task_struct { int pid; };
%struct task_struct___mine { int pid; };
%struct local { int a; };
%struct fwd_only_here;
%int f(struct task_struct___mine *p __arg_untrusted __arg_nullable);
r1 = 0
call f
r0 = 0
exit
f:
r0 = 0
exit
=== tags-arena-nonnull-task
--- EINVAL Caller passes invalid args into func#1 ('f')
%int main(void *ctx);
%struct task_struct { int pid; };
%struct task_struct___mine { int pid; };
%struct local { int a; };
%struct fwd_only_here;
%int f(struct task_struct *p __arg_arena __arg_nonnull);
r1 = 0
call f
r0 = 0
exit
f:
r0 = 0
exit
=== tags-arena-nonnull-local
--- EINVAL Caller passes invalid args into func#1 ('f')
%int main(void *ctx);
%struct task_struct { int pid; };
%struct task_struct___mine { int pid; };
%struct local { int a; };
%struct fwd_only_here;
%int f(struct local *p __arg_arena __arg_nonnull);
r1 = 0
call f
r0 = 0
exit
f:
r0 = 0
exit
=== tags-arena-nonnull-int
--- EINVAL Caller passes invalid args into func#1 ('f')
%int main(void *ctx);
%struct task_struct { int pid; };
%struct task_struct___mine { int pid; };
%struct local { int a; };
%struct fwd_only_here;
%int f(int *p __arg_arena __arg_nonnull);
r1 = 0
call f
r0 = 0
exit
f:
r0 = 0
exit
=== tags-arena-nonnull-void
--- EINVAL Caller passes invalid args into func#1 ('f')
%int main(void *ctx);
%struct task_struct { int pid; };
%struct task_struct___mine { int pid; };
%struct local { int a; };
%struct fwd_only_here;
%int f(void *p __arg_arena __arg_nonnull);
r1 = 0
call f
r0 = 0
exit
f:
r0 = 0
exit
=== tags-arena-nonnull-value
--- EINVAL Caller passes invalid args into func#1 ('f')
%int main(void *ctx);
%struct task_struct { int pid; };
%struct task_struct___mine { int pid; };
%struct local { int a; };
%struct fwd_only_here;
%int f(int p __arg_arena __arg_nonnull);
r1 = 0
call f
r0 = 0
exit
f:
r0 = 0
exit
=== tags-arena-nonnull-file-declared
--- EINVAL Caller passes invalid args into func#1 ('f')
%int main(void *ctx);
%struct task_struct { int pid; };
%struct task_struct___mine { int pid; };
%struct local { int a; };
%struct fwd_only_here;
%int f(struct fwd_only_here *p __arg_arena __arg_nonnull);
r1 = 0
call f
r0 = 0
exit
f:
r0 = 0
exit
=== tags-arena-nonnull-flavour
--- EINVAL Caller passes invalid args into func#1 ('f')
%int main(void *ctx);
%struct task_struct { int pid; };
%struct task_struct___mine { int pid; };
%struct local { int a; };
%struct fwd_only_here;
%int f(struct task_struct___mine *p __arg_arena __arg_nonnull);
r1 = 0
call f
r0 = 0
exit
f:
r0 = 0
exit
=== tags-arena-nullable-task
--- EINVAL Caller passes invalid args into func#1 ('f')
%int main(void *ctx);
%struct task_struct { int pid; };
%struct task_struct___mine { int pid; };
%struct local { int a; };
%struct fwd_only_here;
%int f(struct task_struct *p __arg_arena __arg_nullable);
r1 = 0
call f
r0 = 0
exit
f:
r0 = 0
exit
=== tags-arena-nullable-local
--- EINVAL Caller passes invalid args into func#1 ('f')
%int main(void *ctx);
%struct task_struct { int pid; };
%struct task_struct___mine { int pid; };
%struct local { int a; };
%struct fwd_only_here;
%int f(struct local *p __arg_arena __arg_nullable);
r1 = 0
call f
r0 = 0
exit
f:
r0 = 0
exit
=== tags-arena-nullable-int
--- EINVAL Caller passes invalid args into func#1 ('f')
%int main(void *ctx);
%struct task_struct { int pid; };
%struct task_struct___mine { int pid; };
%struct local { int a; };
%struct fwd_only_here;
%int f(int *p __arg_arena __arg_nullable);
r1 = 0
call f
r0 = 0
exit
f:
r0 = 0
exit
=== tags-arena-nullable-void
--- EINVAL Caller passes invalid args into func#1 ('f')
%int main(void *ctx);
%struct task_struct { int pid; };
%struct task_struct___mine { int pid; };
%struct local { int a; };
%struct fwd_only_here;
%int f(void *p __arg_arena __arg_nullable);
r1 = 0
call f
r0 = 0
exit
f:
r0 = 0
exit
=== tags-arena-nullable-value
--- EINVAL Caller passes invalid args into func#1 ('f')
%int main(void *ctx);
%struct task_struct { int pid; };
%struct task_struct___mine { int pid; };
%struct local { int a; };
%struct fwd_only_here;
%int f(int p __arg_arena __arg_nullable);
r1 = 0
call f
r0 = 0
exit
f:
r0 = 0
exit
=== tags-arena-nullable-file-declared
--- EINVAL Caller passes invalid args into func#1 ('f')
%int main(void *ctx);
%struct task_struct { int pid; };
%struct task_struct___mine { int pid; };
%struct local { int a; };
%struct fwd_only_here;
%int f(struct fwd_only_here *p __arg_arena __arg_nullable);
r1 = 0
call f
r0 = 0
exit
f:
r0 = 0
exit
=== tags-arena-nullable-flavour
--- EINVAL Caller passes invalid args into func#1 ('f')
%int main(void *ctx);
%struct task_struct { int pid; };
%struct task_struct___mine { int pid; };
%struct local { int a; };
%struct fwd_only_here;
%int f(struct task_struct___mine *p __arg_arena __arg_nullable);
r1 = 0
call f
r0 = 0
exit
f:
r0 = 0
exit
=== tags-arena-task
--- accept
%int main(void *ctx);
%struct task_struct { int pid; };
%struct task_struct___mine { int pid; };
%struct local { int a; };
%struct fwd_only_here;
%int f(struct task_struct *p __arg_arena);
r1 = 0
call f
r0 = 0
exit
f:
r0 = 0
exit
=== tags-arena-local
--- accept
%int main(void *ctx);
%struct task_struct { int pid; };
%struct task_struct___mine { int pid; };
%struct local { int a; };
%struct fwd_only_here;
%int f(struct local *p __arg_arena);
r1 = 0
call f
r0 = 0
exit
f:
r0 = 0
exit
=== tags-arena-int
--- accept
%int main(void *ctx);
%struct task_struct { int pid; };
%struct task_struct___mine { int pid; };
%struct local { int a; };
%struct fwd_only_here;
%int f(int *p __arg_arena);
r1 = 0
call f
r0 = 0
exit
f:
r0 = 0
exit
=== tags-arena-void
--- accept
%int main(void *ctx);
%struct task_struct { int pid; };
%struct task_struct___mine { int pid; };
%struct local { int a; };
%struct fwd_only_here;
%int f(void *p __arg_arena);
r1 = 0
call f
r0 = 0
exit
f:
r0 = 0
exit
=== tags-arena-value
--- EINVAL Caller passes invalid args into func#1 ('f')
%int main(void *ctx);
%struct task_struct { int pid; };
%struct task_struct___mine { int pid; };
%struct local { int a; };
%struct fwd_only_here;
%int f(int p __arg_arena);
r1 = 0
call f
r0 = 0
exit
f:
r0 = 0
exit
=== tags-arena-file-declared
--- accept
%int main(void *ctx);
%struct task_struct { int pid; };
%struct task_struct___mine { int pid; };
%struct local { int a; };
%struct fwd_only_here;
%int f(struct fwd_only_here *p __arg_arena);
r1 = 0
call f
r0 = 0
exit
f:
r0 = 0
exit
=== tags-arena-flavour
--- accept
%int main(void *ctx);
%struct task_struct { int pid; };
%struct task_struct___mine { int pid; };
%struct local { int a; };
%struct fwd_only_here;
%int f(struct task_struct___mine *p __arg_arena);
r1 = 0
call f
r0 = 0
exit
f:
r0 = 0
exit
=== tags-trusted-task
--- EACCES Caller passes invalid args into func#1 ('f')
%int main(void *ctx);
%struct task_struct { int pid; };
%struct task_struct___mine { int pid; };
%struct local { int a; };
%struct fwd_only_here;
%int f(struct task_struct *p __arg_trusted);
r1 = 0
call f
r0 = 0
exit
f:
r0 = 0
exit
=== tags-trusted-local
--- ENOENT Caller passes invalid args into func#1 ('f')
%int main(void *ctx);
%struct task_struct { int pid; };
%struct task_struct___mine { int pid; };
%struct local { int a; };
%struct fwd_only_here;
%int f(struct local *p __arg_trusted);
r1 = 0
call f
r0 = 0
exit
f:
r0 = 0
exit
=== tags-trusted-int
--- EACCES Caller passes invalid args into func#1 ('f')
%int main(void *ctx);
%struct task_struct { int pid; };
%struct task_struct___mine { int pid; };
%struct local { int a; };
%struct fwd_only_here;
%int f(int *p __arg_trusted);
r1 = 0
call f
r0 = 0
exit
f:
r0 = 0
exit
=== tags-trusted-void
--- EINVAL Caller passes invalid args into func#1 ('f')
%int main(void *ctx);
%struct task_struct { int pid; };
%struct task_struct___mine { int pid; };
%struct local { int a; };
%struct fwd_only_here;
%int f(void *p __arg_trusted);
r1 = 0
call f
r0 = 0
exit
f:
r0 = 0
exit
=== tags-trusted-value
--- EINVAL Caller passes invalid args into func#1 ('f')
%int main(void *ctx);
%struct task_struct { int pid; };
%struct task_struct___mine { int pid; };
%struct local { int a; };
%struct fwd_only_here;
%int f(int p __arg_trusted);
r1 = 0
call f
r0 = 0
exit
f:
r0 = 0
exit
=== tags-trusted-file-declared
--- ENOENT Caller passes invalid args into func#1 ('f')
%int main(void *ctx);
%struct task_struct { int pid; };
%struct task_struct___mine { int pid; };
%struct local { int a; };
%struct fwd_only_here;
%int f(struct fwd_only_here *p __arg_trusted);
r1 = 0
call f
r0 = 0
exit
f:
r0 = 0
exit
=== tags-trusted-flavour
--- EACCES Caller passes invalid args into func#1 ('f')
%int main(void *ctx);
%struct task_struct { int pid; };
%struct task_struct___mine { int pid; };
%struct local { int a; };
%struct fwd_only_here;
%int f(struct task_struct___mine *p __arg_trusted);
r1 = 0
call f
r0 = 0
exit
f:
r0 = 0
exit
=== tags-untrusted-task
--- accept
%int main(void *ctx);
%struct task_struct { int pid; };
%struct task_struct___mine { int pid; };
%struct local { int a; };
%struct fwd_only_here;
%int f(struct task_struct *p __arg_untrusted);
r1 = 0
call f
r0 = 0
exit
f:
r0 = 0
exit
=== tags-untrusted-local
--- ENOENT Caller passes invalid args into func#1 ('f')
%int main(void *ctx);
%struct task_struct { int pid; };
%struct task_struct___mine { int pid; };
%struct local { int a; };
%struct fwd_only_here;
%int f(struct local *p __arg_untrusted);
r1 = 0
call f
r0 = 0
exit
f:
r0 = 0
exit
=== tags-untrusted-int
--- accept
%int main(void *ctx);
%struct task_struct { int pid; };
%struct task_struct___mine { int pid; };
%struct local { int a; };
%struct fwd_only_here;
%int f(int *p __arg_untrusted);
r1 = 0
call f
r0 = 0
exit
f:
r0 = 0
exit
=== tags-untrusted-void
--- accept
%int main(void *ctx);
%struct task_struct { int pid; };
%struct task_struct___mine { int pid; };
%struct local { int a; };
%struct fwd_only_here;
%int f(void *p __arg_untrusted);
r1 = 0
call f
r0 = 0
exit
f:
r0 = 0
exit
=== tags-untrusted-value
--- EINVAL Caller passes invalid args into func#1 ('f')
%int main(void *ctx);
%struct task_struct { int pid; };
%struct task_struct___mine { int pid; };
%struct local { int a; };
%struct fwd_only_here;
%int f(int p __arg_untrusted);
r1 = 0
call f
r0 = 0
exit
f:
r0 = 0
exit
=== tags-untrusted-file-declared
--- ENOENT Caller passes invalid args into func#1 ('f')
%int main(void *ctx);
%struct task_struct { int pid; };
%struct task_struct___mine { int pid; };
%struct local { int a; };
%struct fwd_only_here;
%int f(struct fwd_only_here *p __arg_untrusted);
r1 = 0
call f
r0 = 0
exit
f:
r0 = 0
exit
=== tags-untrusted-flavour
--- accept
%int main(void *ctx);
%struct task_struct { int pid; };
%struct task_struct___mine { int pid; };
%struct local { int a; };
%struct fwd_only_here;
%int f(struct task_struct___mine *p __arg_untrusted);
r1 = 0
call f
r0 = 0
exit
f:
r0 = 0
exit
=== tags-strange-task
--- ENOTSUP Caller passes invalid args into func#1 ('f')
%int main(void *ctx);
%struct task_struct { int pid; };
%struct task_struct___mine { int pid; };
%struct local { int a; };
%struct fwd_only_here;
%int f(struct task_struct *p __arg_strange);
r1 = 0
call f
r0 = 0
exit
f:
r0 = 0
exit
=== tags-strange-local
--- ENOTSUP Caller passes invalid args into func#1 ('f')
%int main(void *ctx);
%struct task_struct { int pid; };
%struct task_struct___mine { int pid; };
%struct local { int a; };
%struct fwd_only_here;
%int f(struct local *p __arg_strange);
r1 = 0
call f
r0 = 0
exit
f:
r0 = 0
exit
=== tags-strange-int
--- ENOTSUP Caller passes invalid args into func#1 ('f')
%int main(void *ctx);
%struct task_struct { int pid; };
%struct task_struct___mine { int pid; };
%struct local { int a; };
%struct fwd_only_here;
%int f(int *p __arg_strange);
r1 = 0
call f
r0 = 0
exit
f:
r0 = 0
exit
=== tags-strange-void
--- ENOTSUP Caller passes invalid args into func#1 ('f')
%int main(void *ctx);
%struct task_struct { int pid; };
%struct task_struct___mine { int pid; };
%struct local { int a; };
%struct fwd_only_here;
%int f(void *p __arg_strange);
r1 = 0
call f
r0 = 0
exit
f:
r0 = 0
exit
=== tags-strange-value
--- ENOTSUP Caller passes invalid args into func#1 ('f')
%int main(void *ctx);
%struct task_struct { int pid; };
%struct task_struct___mine { int pid; };
%struct local { int a; };
%struct fwd_only_here;
%int f(int p __arg_strange);
r1 = 0
call f
r0 = 0
exit
f:
r0 = 0
exit
=== tags-strange-file-declared
--- ENOTSUP Caller passes invalid args into func#1 ('f')
%int main(void *ctx);
%struct task_struct { int pid; };
%struct task_struct___mine { int pid; };
%struct local { int a; };
%struct fwd_only_here;
%int f(struct fwd_only_here *p __arg_strange);
r1 = 0
call f
r0 = 0
exit
f:
r0 = 0
exit
=== tags-strange-flavour
--- ENOTSUP Caller passes invalid args into func#1 ('f')
%int main(void *ctx);
%struct task_struct { int pid; };
%struct task_struct___mine { int pid; };
%struct local { int a; };
%struct fwd_only_here;
%int f(struct task_struct___mine *p __arg_strange);
r1 = 0
call f
r0 = 0
exit
f:
r0 = 0
exit
=== tags-ctx-strange-task
--- ENOTSUP Caller passes invalid args into func#1 ('f')
%int main(void *ctx);
%struct task_struct { int pid; };
%struct task_struct___mine { int pid; };
%struct local { int a; };
%struct fwd_only_here;
%int f(struct task_struct *p __arg_ctx __arg_strange);
r1 = 0
call f
r0 = 0
exit
f:
r0 = 0
exit
=== tags-ctx-strange-local
--- ENOTSUP Caller passes invalid args into func#1 ('f')
%int main(void *ctx);
%struct task_struct { int pid; };
%struct task_struct___mine { int pid; };
%struct local { int a; };
%struct fwd_only_here;
%int f(struct local *p __arg_ctx __arg_strange);
r1 = 0
call f
r0 = 0
exit
f:
r0 = 0
exit
=== tags-ctx-strange-int
--- ENOTSUP Caller passes invalid args into func#1 ('f')
%int main(void *ctx);
%struct task_struct { int pid; };
%struct task_struct___mine { int pid; };
%struct local { int a; };
%struct fwd_only_here;
%int f(int *p __arg_ctx __arg_strange);
r1 = 0
call f
r0 = 0
exit
f:
r0 = 0
exit
=== tags-ctx-strange-void
--- ENOTSUP Caller passes invalid args into func#1 ('f')
%int main(void *ctx);
%struct task_struct { int pid; };
%struct task_struct___mine { int pid; };
%struct local { int a; };
%struct fwd_only_here;
%int f(void *p __arg_ctx __arg_strange);
r1 = 0
call f
r0 = 0
exit
f:
r0 = 0
exit
=== tags-ctx-strange-value
--- ENOTSUP Caller passes invalid args into func#1 ('f')
%int main(void *ctx);
%struct task_struct { int pid; };
%struct task_struct___mine { int pid; };
%struct local { int a; };
%struct fwd_only_here;
%int f(int p __arg_ctx __arg_strange);
r1 = 0
call f
r0 = 0
exit
f:
r0 = 0
exit
=== tags-ctx-strange-file-declared
--- ENOTSUP Caller passes invalid args into func#1 ('f')
%int main(void *ctx);
%struct task_struct { int pid; };
%struct task_struct___mine { int pid; };
%struct local { int a; };
%struct fwd_only_here;
%int f(struct fwd_only_here *p __arg_ctx __arg_strange);
r1 = 0
call f
r0 = 0
exit
f:
r0 = 0
exit
=== tags-ctx-strange-flavour
--- ENOTSUP Caller passes invalid args into func#1 ('f')
%int main(void *ctx);
%struct task_struct { int pid; };
%struct task_struct___mine { int pid; };
%struct local { int a; };
%struct fwd_only_here;
%int f(struct task_struct___mine *p __arg_ctx __arg_strange);
r1 = 0
call f
r0 = 0
exit
f:
r0 = 0
exit
=== tags-nonnull-nonnull-task
--- accept
%int main(void *ctx);
%struct task_struct { int pid; };
%struct task_struct___mine { int pid; };
%struct local { int a; };
%struct fwd_only_here;
%int f(struct task_struct *p __arg_nonnull __arg_nonnull);
r1 = 0
call f
r0 = 0
exit
f:
r0 = 0
exit
=== tags-nonnull-nonnull-local
--- accept
%int main(void *ctx);
%struct task_struct { int pid; };
%struct task_struct___mine { int pid; };
%struct local { int a; };
%struct fwd_only_here;
%int f(struct local *p __arg_nonnull __arg_nonnull);
r1 = 0
call f
r0 = 0
exit
f:
r0 = 0
exit
=== tags-nonnull-nonnull-int
--- accept
%int main(void *ctx);
%struct task_struct { int pid; };
%struct task_struct___mine { int pid; };
%struct local { int a; };
%struct fwd_only_here;
%int f(int *p __arg_nonnull __arg_nonnull);
r1 = 0
call f
r0 = 0
exit
f:
r0 = 0
exit
=== tags-nonnull-nonnull-void
--- EINVAL Caller passes invalid args into func#1 ('f')
%int main(void *ctx);
%struct task_struct { int pid; };
%struct task_struct___mine { int pid; };
%struct local { int a; };
%struct fwd_only_here;
%int f(void *p __arg_nonnull __arg_nonnull);
r1 = 0
call f
r0 = 0
exit
f:
r0 = 0
exit
=== tags-nonnull-nonnull-value
--- EINVAL Caller passes invalid args into func#1 ('f')
%int main(void *ctx);
%struct task_struct { int pid; };
%struct task_struct___mine { int pid; };
%struct local { int a; };
%struct fwd_only_here;
%int f(int p __arg_nonnull __arg_nonnull);
r1 = 0
call f
r0 = 0
exit
f:
r0 = 0
exit
=== tags-nonnull-nonnull-file-declared
--- EINVAL Caller passes invalid args into func#1 ('f')
%int main(void *ctx);
%struct task_struct { int pid; };
%struct task_struct___mine { int pid; };
%struct local { int a; };
%struct fwd_only_here;
%int f(struct fwd_only_here *p __arg_nonnull __arg_nonnull);
r1 = 0
call f
r0 = 0
exit
f:
r0 = 0
exit
=== tags-nonnull-nonnull-flavour
--- accept
%int main(void *ctx);
%struct task_struct { int pid; };
%struct task_struct___mine { int pid; };
%struct local { int a; };
%struct fwd_only_here;
%int f(struct task_struct___mine *p __arg_nonnull __arg_nonnull);
r1 = 0
call f
r0 = 0
exit
f:
r0 = 0
exit
=== tags-trusted-arena-task
--- EACCES Caller passes invalid args into func#1 ('f')
%int main(void *ctx);
%struct task_struct { int pid; };
%struct task_struct___mine { int pid; };
%struct local { int a; };
%struct fwd_only_here;
%int f(struct task_struct *p __arg_trusted __arg_arena);
r1 = 0
call f
r0 = 0
exit
f:
r0 = 0
exit
=== tags-trusted-arena-local
--- ENOENT Caller passes invalid args into func#1 ('f')
%int main(void *ctx);
%struct task_struct { int pid; };
%struct task_struct___mine { int pid; };
%struct local { int a; };
%struct fwd_only_here;
%int f(struct local *p __arg_trusted __arg_arena);
r1 = 0
call f
r0 = 0
exit
f:
r0 = 0
exit
=== tags-trusted-arena-int
--- EACCES Caller passes invalid args into func#1 ('f')
%int main(void *ctx);
%struct task_struct { int pid; };
%struct task_struct___mine { int pid; };
%struct local { int a; };
%struct fwd_only_here;
%int f(int *p __arg_trusted __arg_arena);
r1 = 0
call f
r0 = 0
exit
f:
r0 = 0
exit
=== tags-trusted-arena-void
--- EINVAL Caller passes invalid args into func#1 ('f')
%int main(void *ctx);
%struct task_struct { int pid; };
%struct task_struct___mine { int pid; };
%struct local { int a; };
%struct fwd_only_here;
%int f(void *p __arg_trusted __arg_arena);
r1 = 0
call f
r0 = 0
exit
f:
r0 = 0
exit
=== tags-trusted-arena-value
--- EINVAL Caller passes invalid args into func#1 ('f')
%int main(void *ctx);
%struct task_struct { int pid; };
%struct task_struct___mine { int pid; };
%struct local { int a; };
%struct fwd_only_here;
%int f(int p __arg_trusted __arg_arena);
r1 = 0
call f
r0 = 0
exit
f:
r0 = 0
exit
=== tags-trusted-arena-file-declared
--- ENOENT Caller passes invalid args into func#1 ('f')
%int main(void *ctx);
%struct task_struct { int pid; };
%struct task_struct___mine { int pid; };
%struct local { int a; };
%struct fwd_only_here;
%int f(struct fwd_only_here *p __arg_trusted __arg_arena);
r1 = 0
call f
r0 = 0
exit
f:
r0 = 0
exit
=== tags-trusted-arena-flavour
--- EACCES Caller passes invalid args into func#1 ('f')
%int main(void *ctx);
%struct task_struct { int pid; };
%struct task_struct___mine { int pid; };
%struct local { int a; };
%struct fwd_only_here;
%int f(struct task_struct___mine *p __arg_trusted __arg_arena);
r1 = 0
call f
r0 = 0
exit
f:
r0 = 0
exit
=== tags-no-prefix
--- accept
%int main(void *ctx);
%int f(int *p __tag("other:x"));
r1 = 0
call f
r0 = 0
exit
f:
r0 = 0
exit
=== untrusted-anything-task
--- accept
%int main(void *ctx);
%struct task_struct { int pid; };
%int f(struct task_struct *p __arg_untrusted);
r1 = 77
call f
r0 = 0
exit
f:
r0 = *(u32 *)(r1 + 8)
exit
=== untrusted-write-task
--- EACCES only read is supported
%int main(void *ctx);
%struct task_struct { int pid; };
%int f(struct task_struct *p __arg_untrusted);
r1 = 77
call f
r0 = 0
exit
f:
*(u32 *)(r1 + 8) = 1
r0 = 0
exit
=== untrusted-stack-task
--- accept
%int main(void *ctx);
%struct task_struct { int pid; };
%int f(struct task_struct *p __arg_untrusted);
r1 = r10
call f
r0 = 0
exit
f:
r0 = r1
r0 = 0
exit
=== untrusted-anything-void
--- accept
%int main(void *ctx);
%struct task_struct { int pid; };
%int f(void *p __arg_untrusted);
r1 = 77
call f
r0 = 0
exit
f:
r0 = *(u32 *)(r1 + 8)
exit
=== untrusted-write-void
--- EACCES R1 cannot write into rdonly_untrusted_mem
%int main(void *ctx);
%struct task_struct { int pid; };
%int f(void *p __arg_untrusted);
r1 = 77
call f
r0 = 0
exit
f:
*(u32 *)(r1 + 8) = 1
r0 = 0
exit
=== untrusted-stack-void
--- accept
%int main(void *ctx);
%struct task_struct { int pid; };
%int f(void *p __arg_untrusted);
r1 = r10
call f
r0 = 0
exit
f:
r0 = r1
r0 = 0
exit
=== untrusted-anything-int
--- accept
%int main(void *ctx);
%struct task_struct { int pid; };
%int f(int *p __arg_untrusted);
r1 = 77
call f
r0 = 0
exit
f:
r0 = *(u32 *)(r1 + 8)
exit
=== untrusted-write-int
--- EACCES R1 cannot write into rdonly_untrusted_mem
%int main(void *ctx);
%struct task_struct { int pid; };
%int f(int *p __arg_untrusted);
r1 = 77
call f
r0 = 0
exit
f:
*(u32 *)(r1 + 8) = 1
r0 = 0
exit
=== untrusted-stack-int
--- accept
%int main(void *ctx);
%struct task_struct { int pid; };
%int f(int *p __arg_untrusted);
r1 = r10
call f
r0 = 0
exit
f:
r0 = r1
r0 = 0
exit
=== untrusted-float
--- ENOENT Caller passes invalid args into func#1 ('f')
%int main(void *ctx);
%int f(float *p __arg_untrusted);
r1 = 0
call f
r0 = 0
exit
f:
r0 = 0
exit
=== untrusted-pointer
--- EINVAL Caller passes invalid args into func#1 ('f')
%int main(void *ctx);
%int f(int **p __arg_untrusted);
r1 = 0
call f
r0 = 0
exit
f:
r0 = 0
exit
=== untrusted-enum
--- accept
%int main(void *ctx);
%enum e { A };
%int f(enum e *p __arg_untrusted);
r1 = 0
call f
r0 = 0
exit
f:
r0 = 0
exit
=== untrusted-union
--- ENOENT Caller passes invalid args into func#1 ('f')
%int main(void *ctx);
%union thread_union { int a; };
%int f(union thread_union *p __arg_untrusted);
r1 = 0
call f
r0 = 0
exit
f:
r0 = 0
exit
=== trusted-zero type=RAW_TRACEPOINT
--- EACCES Caller passes invalid args into func#1 ('f')
%int main(void *ctx);
%struct mm_struct { int pid; };
%int f(struct mm_struct *p __arg_trusted);
r1 = 0
call f
r0 = 0
exit
f:
r0 = 0
exit
=== trusted-stack type=RAW_TRACEPOINT
--- EACCES Caller passes invalid args into func#1 ('f')
%int main(void *ctx);
%struct task_struct { int pid; };
%int f(struct task_struct *p __arg_trusted);
r1 = r10
call f
r0 = 0
exit
f:
r0 = 0
exit
=== type-struct
--- EINVAL Caller passes invalid args into func#1 ('f')
%int main(void *ctx);
%struct big { int a[8]; }; int f(struct big v);
r1 = 0
r2 = 0
call f
r0 = 0
exit
f:
r0 = 0
exit
=== type-struct-static
--- accept
%int main(void *ctx);
%struct big { int a[8]; }; static int f(struct big v);
r1 = 0
r2 = 0
call f
r0 = 0
exit
f:
r0 = 0
exit
=== type-float
--- EINVAL Caller passes invalid args into func#1 ('f')
%int main(void *ctx);
%int f(float v);
r1 = 0
r2 = 0
call f
r0 = 0
exit
f:
r0 = 0
exit
=== type-float-static
--- accept
%int main(void *ctx);
%static int f(float v);
r1 = 0
r2 = 0
call f
r0 = 0
exit
f:
r0 = 0
exit
=== type-fwd
--- EINVAL Caller passes invalid args into func#1 ('f')
%int main(void *ctx);
%struct d; int f(struct d *v);
r1 = 0
r2 = 0
call f
r0 = 0
exit
f:
r0 = 0
exit
=== type-fwd-static
--- accept
%int main(void *ctx);
%struct d; static int f(struct d *v);
r1 = 0
r2 = 0
call f
r0 = 0
exit
f:
r0 = 0
exit
=== type-void
--- EINVAL Caller passes invalid args into func#1 ('f')
%int main(void *ctx);
%int f(void *v);
r1 = 0
r2 = 0
call f
r0 = 0
exit
f:
r0 = 0
exit
=== type-void-static
--- accept
%int main(void *ctx);
%static int f(void *v);
r1 = 0
r2 = 0
call f
r0 = 0
exit
f:
r0 = 0
exit
=== type-array
--- EINVAL Caller passes invalid args into func#1 ('f')
%int main(void *ctx);
%int f(int v[4]);
r1 = 0
r2 = 0
call f
r0 = 0
exit
f:
r0 = 0
exit
=== type-array-static
--- accept
%int main(void *ctx);
%static int f(int v[4]);
r1 = 0
r2 = 0
call f
r0 = 0
exit
f:
r0 = 0
exit
=== type-pointer-pointer
--- accept
%int main(void *ctx);
%int f(int **v);
r1 = 0
r2 = 0
call f
r0 = 0
exit
f:
r0 = 0
exit
=== type-pointer-pointer-static
--- accept
%int main(void *ctx);
%static int f(int **v);
r1 = 0
r2 = 0
call f
r0 = 0
exit
f:
r0 = 0
exit
=== type-const
--- accept
%int main(void *ctx);
%int f(const int *v);
r1 = 0
r2 = 0
call f
r0 = 0
exit
f:
r0 = 0
exit
=== type-const-static
--- accept
%int main(void *ctx);
%static int f(const int *v);
r1 = 0
r2 = 0
call f
r0 = 0
exit
f:
r0 = 0
exit
=== type-char
--- accept
%int main(void *ctx);
%int f(const char *v);
r1 = 0
r2 = 0
call f
r0 = 0
exit
f:
r0 = 0
exit
=== type-char-static
--- accept
%int main(void *ctx);
%static int f(const char *v);
r1 = 0
r2 = 0
call f
r0 = 0
exit
f:
r0 = 0
exit
=== type-func
--- accept
%int main(void *ctx);
%int f(long v);
r1 = 0
r2 = 0
call f
r0 = 0
exit
f:
r0 = 0
exit
=== type-func-static
--- accept
%int main(void *ctx);
%static int f(long v);
r1 = 0
r2 = 0
call f
r0 = 0
exit
f:
r0 = 0
exit
=== type-int128
--- accept
%int main(void *ctx);
%int f(__int128 v);
r1 = 0
r2 = 0
call f
r0 = 0
exit
f:
r0 = 0
exit
=== type-int128-static
--- accept
%int main(void *ctx);
%static int f(__int128 v);
r1 = 0
r2 = 0
call f
r0 = 0
exit
f:
r0 = 0
exit
=== type-bool
--- accept
%int main(void *ctx);
%int f(bool v);
r1 = 0
r2 = 0
call f
r0 = 0
exit
f:
r0 = 0
exit
=== type-bool-static
--- accept
%int main(void *ctx);
%static int f(bool v);
r1 = 0
r2 = 0
call f
r0 = 0
exit
f:
r0 = 0
exit
=== type-enum
--- accept
%int main(void *ctx);
%enum e { A }; int f(enum e v);
r1 = 0
r2 = 0
call f
r0 = 0
exit
f:
r0 = 0
exit
=== type-enum-static
--- accept
%int main(void *ctx);
%enum e { A }; static int f(enum e v);
r1 = 0
r2 = 0
call f
r0 = 0
exit
f:
r0 = 0
exit
=== type-u8
--- accept
%int main(void *ctx);
%int f(u8 v);
r1 = 0
r2 = 0
call f
r0 = 0
exit
f:
r0 = 0
exit
=== type-u8-static
--- accept
%int main(void *ctx);
%static int f(u8 v);
r1 = 0
r2 = 0
call f
r0 = 0
exit
f:
r0 = 0
exit
=== type-vararg
--- EINVAL Caller passes invalid args into func#1 ('f')
%int main(void *ctx);
%int f(int v, ...);
r1 = 0
r2 = 0
call f
r0 = 0
exit
f:
r0 = 0
exit
=== type-vararg-static
--- accept
%int main(void *ctx);
%static int f(int v, ...);
r1 = 0
r2 = 0
call f
r0 = 0
exit
f:
r0 = 0
exit
=== six
--- EINVAL Caller passes invalid args into func#1 ('f')
%int main(void *ctx);
%int f(int a, int b, int c, int d, int e, int g);
r1 = 0
call f
r0 = 0
exit
f:
r0 = 0
exit
=== six-static
--- accept
%int main(void *ctx);
%static int f(int a, int b, int c, int d, int e, int g);
r1 = 0
call f
r0 = 0
exit
f:
r0 = 0
exit
=== returns-void
--- EINVAL Caller passes invalid args into func#1 ('f')
%int main(void *ctx);
%struct s { int a; };
%enum e { A };
%typedef const int alias;
%void f(int a);
r1 = 0
call f
r0 = 0
exit
f:
r0 = 0
exit
=== returns-void-static
--- accept
%int main(void *ctx);
%struct s { int a; };
%enum e { A };
%typedef const int alias;
%static void f(int a);
r1 = 0
call f
r0 = 0
exit
f:
r0 = 0
exit
=== returns-pointer
--- EINVAL Caller passes invalid args into func#1 ('f')
%int main(void *ctx);
%struct s { int a; };
%enum e { A };
%typedef const int alias;
%void * f(int a);
r1 = 0
call f
r0 = 0
exit
f:
r0 = 0
exit
=== returns-pointer-static
--- accept
%int main(void *ctx);
%struct s { int a; };
%enum e { A };
%typedef const int alias;
%static void * f(int a);
r1 = 0
call f
r0 = 0
exit
f:
r0 = 0
exit
=== returns-struct
--- EINVAL Caller passes invalid args into func#1 ('f')
%int main(void *ctx);
%struct s { int a; };
%enum e { A };
%typedef const int alias;
%struct s f(int a);
r1 = 0
call f
r0 = 0
exit
f:
r0 = 0
exit
=== returns-struct-static
--- accept
%int main(void *ctx);
%struct s { int a; };
%enum e { A };
%typedef const int alias;
%static struct s f(int a);
r1 = 0
call f
r0 = 0
exit
f:
r0 = 0
exit
=== returns-enum
--- accept
%int main(void *ctx);
%struct s { int a; };
%enum e { A };
%typedef const int alias;
%enum e f(int a);
r1 = 0
call f
r0 = 0
exit
f:
r0 = 0
exit
=== returns-enum-static
--- accept
%int main(void *ctx);
%struct s { int a; };
%enum e { A };
%typedef const int alias;
%static enum e f(int a);
r1 = 0
call f
r0 = 0
exit
f:
r0 = 0
exit
=== returns-u8
--- accept
%int main(void *ctx);
%struct s { int a; };
%enum e { A };
%typedef const int alias;
%u8 f(int a);
r1 = 0
call f
r0 = 0
exit
f:
r0 = 0
exit
=== returns-u8-static
--- accept
%int main(void *ctx);
%struct s { int a; };
%enum e { A };
%typedef const int alias;
%static u8 f(int a);
r1 = 0
call f
r0 = 0
exit
f:
r0 = 0
exit
=== returns-bool
--- accept
%int main(void *ctx);
%struct s { int a; };
%enum e { A };
%typedef const int alias;
%bool f(int a);
r1 = 0
call f
r0 = 0
exit
f:
r0 = 0
exit
=== returns-bool-static
--- accept
%int main(void *ctx);
%struct s { int a; };
%enum e { A };
%typedef const int alias;
%static bool f(int a);
r1 = 0
call f
r0 = 0
exit
f:
r0 = 0
exit
=== returns-float
--- EINVAL Caller passes invalid args into func#1 ('f')
%int main(void *ctx);
%struct s { int a; };
%enum e { A };
%typedef const int alias;
%float f(int a);
r1 = 0
call f
r0 = 0
exit
f:
r0 = 0
exit
=== returns-float-static
--- accept
%int main(void *ctx);
%struct s { int a; };
%enum e { A };
%typedef const int alias;
%static float f(int a);
r1 = 0
call f
r0 = 0
exit
f:
r0 = 0
exit
=== returns-typedef
--- accept
%int main(void *ctx);
%struct s { int a; };
%enum e { A };
%typedef const int alias;
%alias f(int a);
r1 = 0
call f
r0 = 0
exit
f:
r0 = 0
exit
=== returns-typedef-static
--- accept
%int main(void *ctx);
%struct s { int a; };
%enum e { A };
%typedef const int alias;
%static alias f(int a);
r1 = 0
call f
r0 = 0
exit
f:
r0 = 0
exit
=== returns-pointer-in-fact
--- EINVAL At subprogram exit the register R0 is not a scalar value (fp)
%int main(void *ctx);
%int f(int a);
r1 = 0
call f
r0 = 0
exit
f:
r0 = r10
exit
=== returns-map-pointer
--- EINVAL At subprogram exit the register R0 is not a scalar value (map_ptr)
%int main(void *ctx);
%int f(int a);
r1 = 0
call f
r0 = 0
exit
f:
r0 = map[hash]
exit
=== returns-nothing
--- EACCES R0 !read_ok
%int main(void *ctx);
%int f(int a);
r1 = 0
call f
r0 = 0
exit
f:
r1 = 0
exit
=== static-ctx-mismatch type=SCHED_CLS
--- accept
%int main(void *ctx);
%struct __sk_buff { int a; };
%static int f(struct __sk_buff *c);
r1 = 0
call f
r0 = 0
exit
f:
r0 = 0
exit
=== static-scalar-mismatch
--- accept
%int main(void *ctx);
%static int f(int a);
call f
r0 = 0
exit
f:
r0 = 0
exit
=== static-tag
--- accept
%int main(void *ctx);
%static int f(int *a __arg_nonnull);
r1 = 0
call f
r0 = 0
exit
f:
r0 = 0
exit
=== main-six
--- EACCES R9 !read_ok
%struct big { int a[8]; };
%int main(int a, int b, int c, int d, int e, int g);
r0 = r9
exit
=== main-struct
--- EACCES R9 !read_ok
%struct big { int a[8]; };
%int main(struct big b);
r0 = r9
exit
=== main-void
--- EACCES R9 !read_ok
%struct big { int a[8]; };
%void main(void *ctx);
r0 = r9
exit
=== main-static
--- EACCES R9 !read_ok
%struct big { int a[8]; };
%static int main(void *ctx);
r0 = r9
exit
=== main-tag
--- EACCES R9 !read_ok
%struct big { int a[8]; };
%int main(int a __arg_nonnull);
r0 = r9
exit
