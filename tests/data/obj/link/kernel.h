/* What both objects know of the kernel: each looks at other fields of other structs. */
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_core_read.h>

typedef unsigned int u32;
typedef unsigned long long u64;

struct value {
	u64 count;
	u32 last;
};
