/* What every program of the benchmark shares. One source is compiled twice: for BPF, to be run in
 * the box and in Linux, and for this machine, where the context is the box's XdpBuff and map calls
 * go to the box's own compiled functions. */
#pragma once

typedef unsigned char u8;
typedef unsigned short u16;
typedef unsigned int u32;
typedef unsigned long long u64;

#define always_inline inline __attribute__((always_inline))
#define noinline __attribute__((noinline))

#ifdef __bpf__

#define SEC(name) __attribute__((section(name), used))
#define PROGRAM SEC("xdp") int

struct xdp_md {
	u32 data, data_end, data_meta, ingress_ifindex, rx_queue_index, egress_ifindex;
};

char _license[] SEC("license") = "GPL";

static void *(*const map_lookup)(void *map, const void *key) = (void *)1;
static long (*const map_update)(void *map, const void *key, const void *value, u64 flags) = (void *)2;

#define TYPE_HASH 1
#define TYPE_ARRAY 2
#define TYPE_PERCPU_ARRAY 6

#define MAP(name, kind, key_type, value_type, entries) \
	struct { \
		int (*type)[TYPE_##kind]; \
		key_type *key; \
		value_type *value; \
		int (*max_entries)[entries]; \
	} name SEC(".maps")
#define LOOKUP(name, key) map_lookup(&name, key)
#define UPDATE(name, key, value) map_update(&name, key, value, 0)

#else

#define PROGRAM u64

struct xdp_md {
	u64 data, data_end;
};

/* The head of every map of the box (beebox.box.maps.base.MapHeader). */
struct map {
	u32 type, key_size, value_size, max_entries, flags, id;
	void *(*lookup)(struct map *, const void *key, u64, u64, u64, void *run);
	long (*update)(struct map *, const void *key, const void *value, u64 flags, u64, void *run);
};

void *run_state; /* struct Run, for map functions */

#define MAP(name, kind, key_type, value_type, entries) struct map *map_##name
#define LOOKUP(name, key) map_##name->lookup(map_##name, key, 0, 0, 0, run_state)
#define UPDATE(name, key, value) map_##name->update(map_##name, key, value, 0, 0, run_state)
#endif

/* The first SIZE bytes of the packet, or null if it is shorter. */
static always_inline u8 *packet(struct xdp_md *ctx, u64 size)
{
	u8 *data = (u8 *)(u64)ctx->data, *end = (u8 *)(u64)ctx->data_end;

	return data + size <= end ? data : 0;
}
