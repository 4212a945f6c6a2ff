#include <linux/bpf.h>
#include <linux/types.h>
#include <linux/if_ether.h>
#include <linux/ip.h>
#include <linux/ipv6.h>
#include <linux/in.h>
#include <linux/in6.h>
#include <linux/tcp.h>
#include <linux/udp.h>
#include <linux/icmp.h>
#include <linux/icmpv6.h>
#include <linux/if_packet.h>
#include <linux/if_arp.h>
#include <linux/pkt_cls.h>
#include <linux/ptrace.h>
#include <linux/errno.h>
#include <linux/perf_event.h>
#include <linux/bpf_perf_event.h>
#include <linux/stddef.h>
#include <asm/byteorder.h>
#include <stddef.h>
#include <stdbool.h>
#include <stdint.h>
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_endian.h>
#include <bpf/bpf_tracing.h>
SEC("xdp") int f(struct xdp_md *ctx) { void *d=(void *)(long)ctx->data, *e=(void *)(long)ctx->data_end; struct ethhdr *h=d; struct iphdr *ip = (void *)(h+1); struct tcphdr *t = (void *)(ip+1); if ((void *)(t+1) > e) return XDP_DROP; if (h->h_proto != bpf_htons(ETH_P_IP) || ip->protocol != IPPROTO_TCP) return XDP_PASS; return t->syn && ip->ihl == 5 ? XDP_TX : -EINVAL; }
SEC("tc") int g(struct __sk_buff *s) { struct ipv6hdr h; if (bpf_skb_load_bytes(s, 14, &h, sizeof h)) return TC_ACT_SHOT; return h.nexthdr == IPPROTO_ICMPV6 ? TC_ACT_OK : TC_ACT_UNSPEC; }
SEC("kprobe/a") int k(struct pt_regs *c) { return PT_REGS_PARM1(c) + PT_REGS_RC(c); }
SEC("perf_event") int p(struct bpf_perf_event_data *d) { return d->sample_period + PT_REGS_IP(&d->regs); }
char LICENSE[] SEC("license") = "GPL";
