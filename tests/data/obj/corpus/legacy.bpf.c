/* Maps as objects declared them before BTF: section "maps". */
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

char LICENSE[] SEC("license") = "GPL";

struct map_def {
	unsigned int type;
	unsigned int key_size;
	unsigned int value_size;
	unsigned int max_entries;
	unsigned int map_flags;
};

struct map_def SEC("maps") counts = {
	.type = BPF_MAP_TYPE_HASH,
	.key_size = 4,
	.value_size = 8,
	.max_entries = 16,
	.map_flags = BPF_F_NO_PREALLOC,
};

struct map_def SEC("maps") events = {
	.type = BPF_MAP_TYPE_PERF_EVENT_ARRAY,
	.key_size = 4,
	.value_size = 4,
};

SEC("tc")
int adds(struct __sk_buff *skb)
{
	int key = skb->len;
	long *found = bpf_map_lookup_elem(&counts, &key);

	if (found)
		*found += 1;
	else
		bpf_perf_event_output(skb, &events, BPF_F_CURRENT_CPU, &key, 4);
	return 0;
}
