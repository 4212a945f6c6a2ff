/* Numbers between the network's byte order and this machine's; constants stay constants. */
#ifndef BEEBOX_BPF_ENDIAN_H
#define BEEBOX_BPF_ENDIAN_H

#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
#define ___bpf_be16(x) __builtin_bswap16(x)
#define ___bpf_be32(x) __builtin_bswap32(x)
#define ___bpf_be64(x) __builtin_bswap64(x)
#elif __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
#define ___bpf_be16(x) ((__u16)(x))
#define ___bpf_be32(x) ((__u32)(x))
#define ___bpf_be64(x) ((__u64)(x))
#else
#error "which byte order?"
#endif

#define __bpf_ntohs(x) ___bpf_be16(x)
#define __bpf_htons(x) ___bpf_be16(x)
#define __bpf_ntohl(x) ___bpf_be32(x)
#define __bpf_htonl(x) ___bpf_be32(x)
#define __bpf_be64_to_cpu(x) ___bpf_be64(x)
#define __bpf_cpu_to_be64(x) ___bpf_be64(x)
#define __bpf_constant_ntohs(x) ___bpf_be16(x)
#define __bpf_constant_htons(x) ___bpf_be16(x)
#define __bpf_constant_ntohl(x) ___bpf_be32(x)
#define __bpf_constant_htonl(x) ___bpf_be32(x)
#define __bpf_constant_be64_to_cpu(x) ___bpf_be64(x)
#define __bpf_constant_cpu_to_be64(x) ___bpf_be64(x)

#define bpf_htons(x) ___bpf_be16(x)
#define bpf_ntohs(x) ___bpf_be16(x)
#define bpf_htonl(x) ___bpf_be32(x)
#define bpf_ntohl(x) ___bpf_be32(x)
#define bpf_cpu_to_be64(x) ___bpf_be64(x)
#define bpf_be64_to_cpu(x) ___bpf_be64(x)

#endif
