/* Every family of maps that the box has besides tables and arrays, in one program. */
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>
struct inner { __uint(type, BPF_MAP_TYPE_ARRAY); __uint(max_entries, 4); __type(key, __u32); __type(value, __u64); } in0 SEC(".maps"), in1 SEC(".maps");
struct { __uint(type, BPF_MAP_TYPE_ARRAY_OF_MAPS); __uint(max_entries, 2); __type(key, __u32); __array(values, struct inner); } outer SEC(".maps") = { .values = { &in0, &in1 } };
struct { __uint(type, BPF_MAP_TYPE_HASH_OF_MAPS); __uint(max_entries, 2); __type(key, __u32); __array(values, struct inner); } houter SEC(".maps") = { .values = { [1] = &in1 } };
struct { __uint(type, BPF_MAP_TYPE_QUEUE); __uint(max_entries, 8); __type(value, __u32); } q SEC(".maps");
struct { __uint(type, BPF_MAP_TYPE_STACK); __uint(max_entries, 8); __type(value, __u32); } st SEC(".maps");
struct { __uint(type, BPF_MAP_TYPE_LRU_HASH); __uint(max_entries, 8); __type(key, __u32); __type(value, __u64); } lru SEC(".maps");
struct { __uint(type, BPF_MAP_TYPE_LRU_PERCPU_HASH); __uint(max_entries, 8); __type(key, __u32); __type(value, __u64); } plru SEC(".maps");
struct { __uint(type, BPF_MAP_TYPE_PERCPU_ARRAY); __uint(max_entries, 8); __type(key, __u32); __type(value, __u64); } pa SEC(".maps");
struct { __uint(type, BPF_MAP_TYPE_BLOOM_FILTER); __uint(max_entries, 8); __type(value, __u32); } bloom SEC(".maps");
struct key { __u32 len; __u8 a[4]; };
struct { __uint(type, BPF_MAP_TYPE_LPM_TRIE); __uint(max_entries, 8); __uint(map_flags, BPF_F_NO_PREALLOC); __type(key, struct key); __type(value, __u32); } trie SEC(".maps");
SEC("xdp")
int f(struct xdp_md *ctx) {
    __u32 k = 1, v, out = 0;
    void *in = bpf_map_lookup_elem(&outer, &k);
    if (in) { __u64 *x = bpf_map_lookup_elem(in, &k); if (x) { *x += 5; out += *x; } }
    in = bpf_map_lookup_elem(&houter, &k);
    if (in) { __u64 *x = bpf_map_lookup_elem(in, &k); if (x) { *x += 100; out += *x; } }
    for (v = 1; v < 5; v++) { bpf_map_push_elem(&q, &v, 0); bpf_map_push_elem(&st, &v, 0); }
    bpf_map_pop_elem(&q, &v); out = out * 10 + v;
    bpf_map_peek_elem(&q, &v); out = out * 10 + v;
    bpf_map_pop_elem(&st, &v); out = out * 10 + v;
    for (int i = 0; i < 30; i++) { __u64 z = i; k = i; bpf_map_update_elem(&lru, &k, &z, 0); bpf_map_update_elem(&plru, &k, &z, 0);}
    k = 29; __u64 *p = bpf_map_lookup_elem(&lru, &k); if (p) out += *p;
    p = bpf_map_lookup_percpu_elem(&plru, &k, bpf_get_smp_processor_id()); if (p) out += *p;
    p = bpf_map_lookup_percpu_elem(&pa, &k, 0); if (p) out += 100000;
    k = 3; p = bpf_map_lookup_percpu_elem(&pa, &k, 9999); if (p) out += 100000;
    p = bpf_map_lookup_percpu_elem(&pa, &k, 0); if (p) { out += *p; *p = 1; }
    v = 77; bpf_map_push_elem(&bloom, &v, 0); 
    if (bpf_map_peek_elem(&bloom, &v) == 0) out += 1000000;
    struct key kk = { 16, {10, 1, 0, 0} }; v = 5; bpf_map_update_elem(&trie, &kk, &v, 0);
    kk.len = 24; kk.a[2] = 7; v = 6; bpf_map_update_elem(&trie, &kk, &v, 0);
    kk.len = 32; kk.a[3] = 9; __u32 *r = bpf_map_lookup_elem(&trie, &kk); if (r) out = out * 10 + *r;
    kk.a[2] = 8; r = bpf_map_lookup_elem(&trie, &kk); if (r) out = out * 10 + *r;
    kk.a[1] = 8; r = bpf_map_lookup_elem(&trie, &kk); if (r) out = 0;
    return out;
}
char LICENSE[] SEC("license") = "GPL";
