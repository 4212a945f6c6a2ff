#ifdef PLAIN
#include <linux/bpf.h>
#include <stdbool.h>
#else
#include <vmlinux.h>
#endif
#include "bpf_helpers.h"
#include "bpf_experimental.h"
#include "bpf_arena_common.h"
char _license[] SEC("license") = "GPL";
struct { __uint(type, BPF_MAP_TYPE_ARENA); __uint(map_flags, BPF_F_MMAPABLE); __uint(max_entries, 100); } arena SEC(".maps");
struct elem { struct elem __arena *next; __u64 value; };
struct elem __arena *head;
struct my_node { struct bpf_list_node l; struct bpf_rb_node r; struct bpf_refcount ref; int v; };
#define private(name) SEC(".data." #name) __hidden __attribute__((aligned(8)))
private(A) struct bpf_spin_lock lock;
private(A) struct bpf_list_head list __contains(my_node, l);
private(B) struct bpf_spin_lock tlock;
private(B) struct bpf_rb_root tree __contains(my_node, r);
int limit = 1000;
__u64 sum;
SEC("syscall") int walk(void *ctx)
{
	struct elem __arena *e;
	int i;
	e = bpf_arena_alloc_pages(&arena, NULL, 1, NUMA_NO_NODE, 0);
	if (!e) return 1;
	cast_kern(e);
	e->value = 7;
	e->next = head;
	cast_user(e);
	head = e;
	for (i = 0; i < limit && can_loop; i++) sum += i;
	for (i = 0; i < limit; i++) { cond_break; sum += i; }
	while (can_loop) sum++;
	e = head;
	cast_kern(e);
	return e->value;
}
SEC("tc") int lists(struct __sk_buff *skb)
{
	struct my_node *n = bpf_obj_new(typeof(*n)), *m;
	struct bpf_list_node *l;
	if (!n) return 0;
	n->v = skb->len;
	m = bpf_refcount_acquire(n);
	bpf_spin_lock(&lock);
	bpf_list_push_front(&list, &n->l);
	l = bpf_list_pop_back(&list);
	bpf_spin_unlock(&lock);
	if (l) bpf_obj_drop(container_of(l, struct my_node, l));
	if (m) bpf_obj_drop(m);
	if (bpf_cmp_unlikely(skb->len, >, 10)) return 5;
	int x = skb->mark;
	if (bpf_cmp_likely(x, <, 3) && bpf_cmp_unlikely(x, !=, 2)) return 6;
	return 2;
}
static bool less(struct bpf_rb_node *a, const struct bpf_rb_node *b) { return container_of(a, struct my_node, r)->v < container_of(b, struct my_node, r)->v; }
SEC("tc") int trees(struct __sk_buff *skb)
{
	struct my_node *n = bpf_obj_new(typeof(*n));
	if (!n) return 0;
	bpf_spin_lock(&tlock);
	bpf_rbtree_add(&tree, &n->r, less);
	bpf_spin_unlock(&tlock);
	return 2;
}
SEC("tc") int thrown(struct __sk_buff *skb)
{
	bpf_assert(skb->len < 1000);
	if (skb->len == 5) throw;
	return 0;
}
