/* An arena, and variables that lie in it. */
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

#define __ulong(name, value) enum { value_of_##name = value } name
#define __arena __attribute__((address_space(1)))

char LICENSE[] SEC("license") = "GPL";

struct {
	__uint(type, 33); /* BPF_MAP_TYPE_ARENA */
	__uint(map_flags, BPF_F_MMAPABLE);
	__uint(max_entries, 10);
	__ulong(map_extra, 0x1ull << 44);
} arena SEC(".maps");

int __arena SEC(".addr_space.1") first = 5;
long __arena SEC(".addr_space.1") second[3] = { 1, 2, 3 };

SEC("syscall")
int adds(void *ctx)
{
	asm volatile("" :: "r"(&arena));
	first += 1;
	second[1] += first;
	return 0;
}
