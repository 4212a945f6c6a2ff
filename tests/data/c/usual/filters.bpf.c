/* What came before BTF: bytes of packets by LD_ABS, maps in their own section's old places,
 * netfilter and lightweight tunnels beside. */
#include <stdint.h>
#include <linux/bpf.h>
#include <linux/if_ether.h>
#include <linux/ip.h>
#include <linux/in.h>
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_endian.h>

unsigned long long load_byte(void *skb, unsigned long long off) asm("llvm.bpf.load.byte");
unsigned long long load_half(void *skb, unsigned long long off) asm("llvm.bpf.load.half");

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__type(key, __u32);
	__type(value, long);
	__uint(max_entries, 256);
} my_map SEC(".maps");

SEC("socket")
int count_protocols(struct __sk_buff *skb)
{
	int index = load_byte(skb, ETH_HLEN + 9);
	long *value;

	if (load_half(skb, 12) != ETH_P_IP || skb->pkt_type != 4)
		return 0;
	value = bpf_map_lookup_elem(&my_map, &index);
	if (value)
		__sync_fetch_and_add(value, skb->len);
	return -1;
}

SEC("lwt_xmit")
int add_header(struct __sk_buff *skb)
{
	struct { __be16 flags, protocol; } gre = { 0, bpf_htons(ETH_P_IP) };

	if (bpf_lwt_push_encap(skb, BPF_LWT_ENCAP_IP, &gre, sizeof(gre)))
		return BPF_DROP;
	return BPF_LWT_REROUTE;
}

SEC("lwt_in")
int look(struct __sk_buff *skb)
{
	return skb->mark == 5 ? BPF_DROP : BPF_OK;
}

char _license[] SEC("license") = "GPL";
__u32 _version SEC("version") = 0x60000;
