/* Declares a map of library.bpf.c otherwise. */
#include "kernel.h"

extern struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 32);
	__type(key, u32);
	__type(value, struct value);
} counts SEC(".maps");

SEC("socket")
int larger(void *ctx)
{
	u32 key = 0;

	return bpf_map_delete_elem(&counts, &key);
}
