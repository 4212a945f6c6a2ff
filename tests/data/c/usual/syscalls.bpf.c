/* A watcher of many system calls: a table of tail calls by number, an area per CPU that parameters
 * are pushed into, sampling switched from outside. */
#include <vmlinux.h>
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_core_read.h>
#include <bpf/bpf_tracing.h>

#define SYSCALL_TABLE_SIZE 512
#define SYSCALL_TABLE_ID(id) ((id) & (SYSCALL_TABLE_SIZE - 1))
#define AUXILIARY_MAP_SIZE (128 * 1024)
#define SAFE_ACCESS(x) ((x) & (AUXILIARY_MAP_SIZE - 1))
#define MAX_PARAM_SIZE (64 * 1024 - 1)

extern const int __weak_one __ksym __weak;

struct event_header {
	u64 ts;
	u64 tid;
	u32 len;
	u16 type;
	u32 nparams;
} __attribute__((packed));

struct auxiliary_map {
	u8 data[AUXILIARY_MAP_SIZE * 2];
	u64 payload_pos;
	u8 lengths_pos;
	u16 event_type;
};

struct capture_settings {
	uint64_t boot_time;
	uint32_t snaplen;
	bool dropping_mode;
	uint32_t sampling_ratio;
};

__weak const volatile bool g_64bit_interesting_syscalls_table[SYSCALL_TABLE_SIZE];
__weak struct capture_settings g_settings;
__weak bool is_dropping;
const volatile u32 g_ia32_to_64_table[16] = { 1, 2, 3 };

struct {
	__uint(type, BPF_MAP_TYPE_PROG_ARRAY);
	__uint(max_entries, SYSCALL_TABLE_SIZE);
	__type(key, uint32_t);
	__type(value, uint32_t);
} syscall_exit_tail_table __weak SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__type(key, u32);
	__type(value, struct auxiliary_map);
	__uint(max_entries, 4);
} auxiliary_maps __weak SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_RINGBUF);
	__uint(max_entries, 1 << 20);
} ring SEC(".maps");

static __always_inline struct auxiliary_map *auxmap__get(void)
{
	u32 cpu_id = bpf_get_smp_processor_id() & 3;

	return bpf_map_lookup_elem(&auxiliary_maps, &cpu_id);
}

static __always_inline void auxmap__preload_event_header(struct auxiliary_map *aux, u32 event_type)
{
	struct event_header *hdr = (struct event_header *)aux->data;

	hdr->ts = g_settings.boot_time + bpf_ktime_get_boot_ns();
	hdr->tid = bpf_get_current_pid_tgid() & 0xffffffff;
	hdr->type = event_type;
	aux->payload_pos = sizeof(struct event_header) + 8 * sizeof(u16);
	aux->lengths_pos = sizeof(struct event_header);
	aux->event_type = event_type;
}

static __always_inline void push__param_len(u8 *data, u8 *lengths_pos, u16 len)
{
	*((u16 *)&data[*lengths_pos]) = len;
	*lengths_pos += sizeof(u16);
}

static __always_inline void auxmap__store_u64_param(struct auxiliary_map *aux, u64 param)
{
	*((u64 *)&aux->data[SAFE_ACCESS(aux->payload_pos)]) = param;
	aux->payload_pos += sizeof(u64);
	push__param_len(aux->data, &aux->lengths_pos, sizeof(u64));
}

static __always_inline u16 auxmap__store_charbuf_param(struct auxiliary_map *aux, unsigned long ptr, u16 len)
{
	int written = 0;

	if (ptr) {
		written = bpf_probe_read_user_str(&aux->data[SAFE_ACCESS(aux->payload_pos)], len, (char *)ptr);
		if (written < 0)
			written = 0;
	}
	aux->payload_pos += written & 0xffff;
	push__param_len(aux->data, &aux->lengths_pos, written);
	return written;
}

static __always_inline void auxmap__submit_event(struct auxiliary_map *aux)
{
	if (aux->payload_pos > MAX_PARAM_SIZE)
		return;
	((struct event_header *)aux->data)->len = aux->payload_pos;
	bpf_ringbuf_output(&ring, aux->data, aux->payload_pos, BPF_RB_NO_WAKEUP);
}

static __always_inline unsigned long extract__syscall_argument(struct pt_regs *regs, int idx)
{
	switch (idx) {
	case 0: return PT_REGS_PARM1_CORE_SYSCALL(regs);
	case 1: return PT_REGS_PARM2_CORE_SYSCALL(regs);
	case 2: return PT_REGS_PARM3_CORE_SYSCALL(regs);
	case 3: return PT_REGS_PARM4_CORE_SYSCALL(regs);
	case 4: return PT_REGS_PARM5_CORE_SYSCALL(regs);
	case 5: return PT_REGS_PARM6_CORE_SYSCALL(regs);
	}
	return 0;
}

SEC("tp_btf/sys_exit")
int BPF_PROG(openat_x, struct pt_regs *regs, long ret)
{
	struct auxiliary_map *aux = auxmap__get();
	unsigned long name;

	if (!aux)
		return 0;
	auxmap__preload_event_header(aux, 7);
	auxmap__store_u64_param(aux, ret);
	name = extract__syscall_argument(regs, 1);
	auxmap__store_charbuf_param(aux, name, 4096);
	auxmap__store_u64_param(aux, extract__syscall_argument(regs, 2));
	auxmap__submit_event(aux);
	return 0;
}

SEC("tp_btf/sys_exit")
int BPF_PROG(sys_exit, struct pt_regs *regs, long ret)
{
	u32 id = BPF_CORE_READ(regs, orig_ax);
	struct task_struct *task = (struct task_struct *)bpf_get_current_task();

	if (bpf_core_field_exists(task->thread_info.status) &&
	    BPF_CORE_READ(task, thread_info.status) & 2)
		id = g_ia32_to_64_table[id & 15];
	if (!g_64bit_interesting_syscalls_table[SYSCALL_TABLE_ID(id)])
		return 0;
	if (g_settings.dropping_mode && !is_dropping && ret == -11)
		return 0;
	bpf_tail_call(ctx, &syscall_exit_tail_table, SYSCALL_TABLE_ID(id));
	return 0;
}

char __license[] SEC("license") = "GPL";
