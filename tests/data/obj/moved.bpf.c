/* LLVM moves the constant to .rodata.cst16, but its BTF still says .rodata. */
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

const volatile int limit = 3;
static const int table[4] = { 1, 2, 3, 4 };

SEC("socket")
int moved(struct __sk_buff *skb)
{
	return table[skb->len & 3] + limit;
}

SEC("?socket")
int spare(struct __sk_buff *skb)
{
	return limit;
}

char LICENSE[] SEC("license") = "GPL";
