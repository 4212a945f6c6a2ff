/* Maps as BTF declares them: every attribute, every kind that needs no device. */
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

char LICENSE[] SEC("license") = "GPL";

struct key {
	int a;
	char b[12];
};

struct value {
	long long sum;
	struct bpf_spin_lock lock;
};

#define SIZED(name_, type_, key_, value_, count_) \
	struct { \
		__uint(type, type_); \
		__uint(key_size, key_); \
		__uint(value_size, value_); \
		__uint(max_entries, count_); \
	} name_ SEC(".maps")

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__type(key, struct key);
	__type(value, struct value);
	__uint(max_entries, 64);
	__uint(map_flags, BPF_F_NO_PREALLOC);
} hash SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__type(key, int);
	__type(value, long);
	__uint(max_entries, 8);
	__uint(map_flags, BPF_F_MMAPABLE);
} array SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(key_size, 4);
	__type(value, int);
	__uint(max_entries, 2);
	__uint(map_flags, BPF_F_NUMA_NODE);
	__uint(numa_node, 0);
} on_a_node SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_BLOOM_FILTER);
	__type(value, int);
	__uint(max_entries, 100);
	__uint(map_extra, 3);
} bloom SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_RINGBUF);
	__uint(max_entries, 5000);
} ring SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_USER_RINGBUF);
	__uint(max_entries, 1);
} user_ring SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_PERF_EVENT_ARRAY);
	__type(key, int);
	__type(value, int);
} perf SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_LRU_HASH);
	__type(key, int);
	__type(value, int);
	__uint(max_entries, 10);
	__uint(map_flags, BPF_F_NO_COMMON_LRU);
} lru SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_TASK_STORAGE);
	__uint(map_flags, BPF_F_NO_PREALLOC);
	__type(key, int);
	__type(value, long);
} task SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_SK_STORAGE);
	__uint(map_flags, BPF_F_NO_PREALLOC);
	__type(key, int);
	__type(value, struct value);
} sk SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_CGROUP_STORAGE);
	__type(key, struct bpf_cgroup_storage_key);
	__type(value, long);
} cgroup SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_LPM_TRIE);
	__type(key, long);
	__type(value, int);
	__uint(max_entries, 3);
	__uint(map_flags, BPF_F_NO_PREALLOC);
} trie SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_QUEUE);
	__type(value, int);
	__uint(max_entries, 3);
} queue SEC(".maps");

SIZED(stack, BPF_MAP_TYPE_STACK, 0, 8, 4);
SIZED(percpu_hash, BPF_MAP_TYPE_PERCPU_HASH, 8, 24, 5);
SIZED(percpu_array, BPF_MAP_TYPE_PERCPU_ARRAY, 4, 24, 5);
SIZED(lru_percpu, BPF_MAP_TYPE_LRU_PERCPU_HASH, 8, 8, 5);
SIZED(traces, BPF_MAP_TYPE_STACK_TRACE, 4, 80, 9);
SIZED(cgroups, BPF_MAP_TYPE_CGROUP_ARRAY, 4, 4, 1);
SIZED(programs, BPF_MAP_TYPE_PROG_ARRAY, 4, 4, 3);
SIZED(devices, BPF_MAP_TYPE_DEVMAP, 4, 8, 2);
SIZED(device_hash, BPF_MAP_TYPE_DEVMAP_HASH, 4, 8, 2);
SIZED(cpus, BPF_MAP_TYPE_CPUMAP, 4, 8, 2);
SIZED(xsks, BPF_MAP_TYPE_XSKMAP, 4, 4, 2);
SIZED(socks, BPF_MAP_TYPE_SOCKMAP, 4, 4, 2);
SIZED(sock_hash, BPF_MAP_TYPE_SOCKHASH, 6, 8, 2);
SIZED(reuseport, BPF_MAP_TYPE_REUSEPORT_SOCKARRAY, 4, 8, 2);
SIZED(a_name_longer_than_fifteen, BPF_MAP_TYPE_ARRAY, 4, 4, 2);

SEC("tc")
int uses(struct __sk_buff *skb)
{
	struct key key = { 1, "two" };
	struct value *found = bpf_map_lookup_elem(&hash, &key);
	int zero = 0;
	long *count = bpf_map_lookup_elem(&array, &zero);

	if (found && count) {
		bpf_spin_lock(&found->lock);
		found->sum++;
		bpf_spin_unlock(&found->lock);
		*count += 1;
	}
	bpf_perf_event_output(skb, &perf, BPF_F_CURRENT_CPU, &key, sizeof(key));
	bpf_ringbuf_output(&ring, &key, sizeof(key), 0);
	return bpf_map_lookup_elem(&a_name_longer_than_fifteen, &zero) != 0;
}
