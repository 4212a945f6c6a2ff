/* Loops that the kernel ends, exceptions, objects that programs allocate, lists and trees of them.
 *
 * Written for beebox; the names are those that programs for newer kernels use beside libbpf's.
 */
#ifndef BEEBOX_BPF_EXPERIMENTAL_H
#define BEEBOX_BPF_EXPERIMENTAL_H

#include <bpf/bpf_helpers.h>
#include <bpf/bpf_core_read.h>

/* --- loops (Linux 6.9) ---------------------------------------------------------------------- */

/* The instruction may_goto: goes to label when the program has run for long. As bytes, so that
 * older compilers know it, too. */
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
#define ___bpf_may_goto(label)                                                                     \
	__asm__ goto("1:\n\t.byte 0xe5\n\t.byte 0\n\t.long ((%l[" #label "] - 1b - 8) / 8) & 0xffff\n\t"  \
		     ".short 0" : : : : label)
#else
#define ___bpf_may_goto(label)                                                                     \
	__asm__ goto("1:\n\t.byte 0xe5\n\t.byte 0\n\t.long (((%l[" #label "] - 1b - 8) / 8) & 0xffff) << 16\n\t" \
		     ".short 0" : : : : label)
#endif

/* while (can_loop) { ... }, for (i = 0; i < n && can_loop; i++): false after millions of turns. */
#define can_loop                                                                                   \
	({                                                                                         \
		__label__ ___stop, ___go;                                                          \
		_Bool ___can = 1;                                                                  \
		___bpf_may_goto(___stop);                                                          \
		goto ___go;                                                                        \
	___stop:                                                                                   \
		___can = 0;                                                                        \
	___go:;                                                                                    \
		___can;                                                                            \
	})

/* Leave the loop, or go to a label, after so many turns. */
#define cond_break                                                                                 \
	({                                                                                         \
		__label__ ___stop, ___go;                                                          \
		___bpf_may_goto(___stop);                                                          \
		goto ___go;                                                                        \
	___stop:                                                                                   \
		break;                                                                             \
	___go:;                                                                                    \
	})
#define cond_break_label(label)                                                                    \
	({                                                                                         \
		__label__ ___stop, ___go;                                                          \
		___bpf_may_goto(___stop);                                                          \
		goto ___go;                                                                        \
	___stop:                                                                                   \
		goto label;                                                                        \
	___go:;                                                                                    \
	})

/* --- exceptions (Linux 6.7) ----------------------------------------------------------------- */

extern void bpf_throw(__u64 cookie) __ksym;
#define throw bpf_throw(0)

/* The function that catches what a program throws. */
#define __exception_cb(name) __attribute__((btf_decl_tag("exception_callback:" #name)))

#define bpf_assert(truth)                                                                          \
	if (!(truth))                                                                              \
	bpf_throw(0)
#define bpf_assert_with(truth, value)                                                              \
	if (!(truth))                                                                              \
	bpf_throw(value)

#define bpf_assert_range(value, least, most)                                                       \
	if ((value) < (least) || (value) > (most))                                                 \
	bpf_throw(0)
#define bpf_assert_range_with(value, least, most, cookie)                                          \
	if ((value) < (least) || (value) > (most))                                                 \
	bpf_throw(cookie)

/* --- comparisons that stay what they are ---------------------------------------------------- */

/* A comparison that the compiler neither turns round nor leaves out: bpf_cmp_likely(i, <, 10). */
#define ___bpf_jump_if(left, sign, right, yes)                                                     \
	__asm__ volatile goto("if %[l] " sign " %[r] goto %l[" #yes "]"                            \
			      : : [l] "r"(left), [r] "r"(right) : : yes)
#define ___bpf_cmp(left, sign, right)                                                              \
	({                                                                                         \
		__label__ ___yes;                                                                  \
		_Bool ___truth = 1;                                                                \
		typeof(left) ___left = (left), ___right = (right);                                 \
		if ((typeof(left))-1 > 0 || #sign[0] == '=' || #sign[0] == '!')                    \
			___bpf_jump_if((unsigned long long)___left, #sign,                         \
				       (unsigned long long)___right, ___yes);                      \
		else                                                                               \
			___bpf_jump_if((long long)___left, "s" #sign, (long long)___right, ___yes); \
		___truth = 0;                                                                      \
	___yes:;                                                                                   \
		___truth;                                                                          \
	})
#define bpf_cmp_likely(left, sign, right) ___bpf_cmp(left, sign, right)
#define bpf_cmp_unlikely(left, sign, right) ___bpf_cmp(left, sign, right)

/* --- objects, lists, trees (Linux 6.2 to 6.6) ----------------------------------------------- */

/* The elements of a list or tree: structs called name, by their member node. */
#define __contains(name, node) __attribute__((btf_decl_tag("contains:" #name ":" #node)))

extern void *bpf_obj_new_impl(__u64 local_type_id__k, void *meta__ign) __ksym __weak;
extern void bpf_obj_drop_impl(void *p__alloc, void *meta__ign) __ksym __weak;
extern void *bpf_refcount_acquire_impl(void *p__refcounted_kptr, void *meta__ign) __ksym __weak;
extern void *bpf_percpu_obj_new_impl(__u64 local_type_id__k, void *meta__ign) __ksym __weak;
extern void bpf_percpu_obj_drop_impl(void *p__alloc, void *meta__ign) __ksym __weak;
#define bpf_obj_new(type) ((type *)bpf_obj_new_impl(bpf_core_type_id_local(type), NULL))
#define bpf_obj_drop(pointer) bpf_obj_drop_impl(pointer, NULL)
#define bpf_refcount_acquire(pointer) bpf_refcount_acquire_impl(pointer, NULL)
#define bpf_percpu_obj_new(type)                                                                   \
	((type __percpu_kptr *)bpf_percpu_obj_new_impl(bpf_core_type_id_local(type), NULL))
#define bpf_percpu_obj_drop(pointer) bpf_percpu_obj_drop_impl(pointer, NULL)

struct bpf_list_head;
struct bpf_list_node;
struct bpf_rb_root;
struct bpf_rb_node;

extern int bpf_list_push_front_impl(struct bpf_list_head *head, struct bpf_list_node *node,
				    void *meta__ign, __u64 off) __ksym __weak;
extern int bpf_list_push_back_impl(struct bpf_list_head *head, struct bpf_list_node *node,
				   void *meta__ign, __u64 off) __ksym __weak;
extern struct bpf_list_node *bpf_list_pop_front(struct bpf_list_head *head) __ksym __weak;
extern struct bpf_list_node *bpf_list_pop_back(struct bpf_list_head *head) __ksym __weak;
#define bpf_list_push_front(head, node) bpf_list_push_front_impl(head, node, NULL, 0)
#define bpf_list_push_back(head, node) bpf_list_push_back_impl(head, node, NULL, 0)

extern int bpf_rbtree_add_impl(struct bpf_rb_root *root, struct bpf_rb_node *node,
			       _Bool (*less)(struct bpf_rb_node *, const struct bpf_rb_node *),
			       void *meta__ign, __u64 off) __ksym __weak;
extern struct bpf_rb_node *bpf_rbtree_remove(struct bpf_rb_root *root,
					     struct bpf_rb_node *node) __ksym __weak;
extern struct bpf_rb_node *bpf_rbtree_first(struct bpf_rb_root *root) __ksym __weak;
#define bpf_rbtree_add(root, node, less) bpf_rbtree_add_impl(root, node, less, NULL, 0)

/* --- what a program holds back -------------------------------------------------------------- */

extern void bpf_preempt_disable(void) __ksym __weak;
extern void bpf_preempt_enable(void) __ksym __weak;
extern void bpf_rcu_read_lock(void) __ksym __weak;
extern void bpf_rcu_read_unlock(void) __ksym __weak;

#endif
