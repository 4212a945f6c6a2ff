/* Maps of maps, arrays of programs, and what they start with. */
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

char LICENSE[] SEC("license") = "GPL";

struct inner {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 1);
	__type(key, int);
	__type(value, int);
} one SEC(".maps"), two SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY_OF_MAPS);
	__uint(max_entries, 3);
	__uint(key_size, sizeof(int));
	__uint(value_size, sizeof(int));
	__array(values, struct inner);
} array SEC(".maps") = { .values = { &one, 0, &two } };

struct ring {
	__uint(type, BPF_MAP_TYPE_RINGBUF);
	__uint(max_entries, 5000);
} ring SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_HASH_OF_MAPS);
	__uint(max_entries, 4);
	__type(key, int);
	__array(values, struct ring);
} hash SEC(".maps") = { .values = { [3] = &ring } };

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY_OF_MAPS);
	__uint(max_entries, 1);
	__type(key, int);
	__type(value, int);
	__array(values, struct {
		__uint(type, BPF_MAP_TYPE_HASH);
		__uint(max_entries, 7);
		__type(key, int);
		__type(value, long);
		__uint(map_flags, BPF_F_NO_PREALLOC);
	});
} anonymous SEC(".maps");

static int zero;

SEC("tc")
int looks(struct __sk_buff *skb)
{
	int key = zero, *value;
	void *map = bpf_map_lookup_elem(&array, &key);

	value = map ? bpf_map_lookup_elem(map, &key) : 0;
	map = bpf_map_lookup_elem(&anonymous, &key);
	if (map)
		bpf_map_delete_elem(map, &key);
	map = bpf_map_lookup_elem(&hash, &key);
	if (map)
		bpf_ringbuf_output(map, &key, 4, 0);
	return value ? *value : 0;
}
