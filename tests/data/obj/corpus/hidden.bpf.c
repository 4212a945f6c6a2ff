/* Variables that only this object's parts see: their section is not mapped into memory. */
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

char LICENSE[] SEC("license") = "GPL";

__attribute__((visibility("hidden"))) int counter = 9;
__attribute__((visibility("hidden"))) int shared_with[2];
int visible;

SEC("tc")
int reads(struct __sk_buff *skb)
{
	counter--;
	return shared_with[skb->len & 1] + visible;
}
