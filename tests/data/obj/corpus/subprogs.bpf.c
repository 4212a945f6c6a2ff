/* Functions: static, global, hidden, weak; callbacks; several programs of one section. */
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

char LICENSE[] SEC("license") = "GPL";

#define __noinline __attribute__((noinline))

struct element {
	struct bpf_timer timer;
	int count;
};

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 4);
	__type(key, int);
	__type(value, struct element);
} elements SEC(".maps");

int seen;

static __noinline int deep(int x)
{
	return x * 7 + seen;
}

static __noinline int twice(int x)
{
	return deep(x) + deep(x + 1);
}

__noinline int public_(int x)
{
	return x < 5 ? twice(x) : 3;
}

__attribute__((visibility("hidden"))) __noinline int hidden_(int *x)
{
	return *x + 1;
}

__attribute__((weak)) int weak_(int x)
{
	return x + 2;
}

static int expired(void *map, int *key, struct element *value)
{
	value->count++;
	return 0;
}

static long each(void *map, int *key, struct element *value, void *ctx)
{
	seen += value->count;
	return 0;
}

static int round_(__u32 index, void *ctx)
{
	return index > 5;
}

SEC("tc")
int first(struct __sk_buff *skb)
{
	int x = skb->len;

	return public_(x) + hidden_(&x) + weak_(3);
}

SEC("tc")
int second(struct __sk_buff *skb)
{
	int key = 1;
	struct element *found = bpf_map_lookup_elem(&elements, &key);

	if (!found)
		return twice(2);
	bpf_timer_init(&found->timer, &elements, 1);
	bpf_timer_set_callback(&found->timer, expired);
	bpf_for_each_map_elem(&elements, each, 0, 0);
	bpf_loop(10, round_, 0, 0);
	return 0;
}

SEC("?tc")
int third(struct __sk_buff *skb)
{
	return deep(3);
}
